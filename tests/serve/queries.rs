//! The stored queries over HTTP, compared with the command.

use crate::client::{REPORT, Server, encoded};

fn command(query: &str, format: &str, parameters: &[&str]) -> String {
    let mut arguments =
        vec!["query", query, REPORT, "--no-profile", "--engine", "sparql", "--format", format];
    for parameter in parameters {
        arguments.extend(["-p", parameter]);
    }
    let output = assert_cmd::Command::cargo_bin("policygraph").unwrap().args(arguments).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn answers_are_those_of_the_command() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for (target, query, format, parameters) in [
        ("programs-by-measures.csv".to_owned(), "programs-by-measures", "csv", vec![]),
        ("13.tsv".to_owned(), "programs-by-measures", "tsv", vec![]),
        (
            format!("measures-led.json?ministry={}", encoded("厚")),
            "measures-led",
            "json",
            vec!["ministry=厚"],
        ),
        ("measures-per-goal.xml?goal=".to_owned(), "measures-per-goal", "xml", vec![]),
    ] {
        let response = server.get(&format!("/queries/{target}"), "*/*");
        assert_eq!(response.status, 200, "{target}: {}", response.text());
        assert_eq!(response.text().trim_end(), command(query, format, &parameters).trim_end(), "{target}");
        assert!(!response.header("etag").is_empty());
    }
}

#[test]
fn the_list_and_the_description_name_every_query() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let queries = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/queries")).unwrap();
    let files: Vec<String> = queries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.strip_suffix(".rq").is_some())
        .collect();
    let list = server.get("/queries", "application/json").json();
    assert_eq!(list["queries"].as_array().unwrap().len(), files.len());
    let document = server.get("/openapi.json", "*/*").json();
    let paths = document["paths"].as_object().unwrap();
    for file in files {
        let name = file.trim_end_matches(".rq").split_once('-').unwrap().1;
        for ending in ["json", "csv", "tsv"] {
            assert!(paths.contains_key(&format!("/queries/{name}.{ending}")), "{name}");
        }
        let text = server.get(&format!("/queries/{name}.rq"), "*/*").text();
        assert_eq!(
            text,
            std::fs::read_to_string(format!("{}/queries/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
        );
    }
}

#[test]
fn what_cannot_be_answered_says_why() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for (target, accept, expected, holds) in [
        ("/queries/none", "*/*", 404, "nearest"),
        ("/queries/measures-led.pdf", "*/*", 404, ".csv"),
        ("/queries/measures-led.csv?colour=red", "*/*", 400, "colour"),
        ("/queries/measures-led.csv?ministry=nobody", "*/*", 400, "nobody"),
        ("/queries/measures-led.csv?ministry=%FF", "*/*", 400, "UTF-8"),
        ("/queries/measures-led", "image/png", 406, "accepted"),
        ("/queries/measures-led.csv?ministry=a&ministry=b", "*/*", 400, "twice"),
        ("/nowhere", "*/*", 404, "nothing"),
    ] {
        let response = server.get(target, accept);
        assert_eq!(response.status, expected, "{target}: {}", response.text());
        assert!(response.text().contains(holds), "{target}: {}", response.text());
    }
    let problem = server.get("/queries/none", "application/json");
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(problem.json()["status"], 404);
}

#[test]
fn values_are_bound_and_not_pasted() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for value in ["厚> } DROP ALL #", "\" } UNION { ?s ?p ?o }", "<urn:a> . ?x ?y ?z"] {
        let response = server.get(&format!("/queries/measures-led.csv?ministry={}", encoded(value)), "*/*");
        assert_eq!(response.status, 400, "{value}");
    }
}

#[test]
fn a_page_says_what_is_wrong_with_a_parameter_and_is_no_answer() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    for target in ["/queries/measures-led?foo=1", "/queries/measures-led?ministry=nobody"] {
        let page = server.get(target, "text/html");
        assert_eq!((page.status, page.header("etag")), (400, ""), "{target}");
        assert!(page.text().contains("class=\"trouble\"") && page.text().contains("<form"), "{target}");
    }
}

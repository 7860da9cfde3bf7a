//! Whole graphs, and inputs of every kind.

use crate::client::{REPORT, Request, Server};

const TRIG: &str = "\
@prefix ex: <https://example.org/> .
ex:a ex:p \"default\" .
ex:g { ex:b ex:p \"日本語\"@ja . }
";

#[test]
fn a_graph_is_read_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.trig", TRIG, &["--workers", "1"]);
    let named = "/store?graph=https%3A%2F%2Fexample.org%2Fg";
    let response = server.get(named, "application/n-triples");
    assert_eq!(response.status, 200);
    assert_eq!(response.text(), "<https://example.org/b> <https://example.org/p> \"日本語\"@ja .\n");
    let all = server.get("/store?default", "application/n-triples").text();
    assert_eq!(all.lines().count(), 2);
    for (target, accept, expected) in [
        ("/store?graph=https%3A%2F%2Fexample.org%2Fnone", "*/*", 404),
        ("/store", "*/*", 400),
        ("/store?graph=g", "*/*", 400),
        (named, "text/html", 406),
        (named, "application/rdf+xml", 200),
        (named, "application/ld+json", 200),
    ] {
        assert_eq!(server.get(target, accept).status, expected, "{target} {accept}");
    }
}

#[test]
fn a_graph_that_is_known_is_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.trig", TRIG, &["--workers", "1"]);
    let tag = server.get("/store?default", "text/turtle").header("etag").to_owned();
    assert!(tag.starts_with("W/\"") && tag.len() > 4, "{tag}");
    let headers = [("If-None-Match", tag.as_str()), ("Accept", "text/turtle")];
    let again =
        server.send(&Request { method: "GET", target: "/store?default", headers: &headers, body: b"" });
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = server.send(&Request { method: "HEAD", target: "/store?default", headers: &[], body: b"" });
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn the_graphs_of_a_document_together_are_its_export() {
    let server = Server::start(&[REPORT, "--workers", "1"]);
    let all = server.get("/store?default", "application/n-triples").text();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.nt");
    assert_cmd::Command::cargo_bin("policygraph")
        .unwrap()
        .args(["convert", "--quiet", "--no-profile", REPORT, "-o"])
        .arg(&path)
        .assert()
        .success();
    let mut expected: Vec<String> =
        std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
    let mut given: Vec<String> = all.lines().map(str::to_owned).collect();
    expected.sort();
    given.sort();
    assert_eq!(given.len(), expected.len());
    assert!(given == expected);
}

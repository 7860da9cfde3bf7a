//! Facing other machines: names and addresses that clients know, and what is written down of them.

use crate::client::{REPORT, Request, Server};
use std::process::Command;

#[test]
fn other_machines_reach_it_only_if_that_is_said() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policygraph"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["serve", REPORT]).args(arguments);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (arguments, words) in [
        (["--bind", "0.0.0.0:0"], "add --public if that is meant"),
        (["--url", "ftp://example.org/"], "is no address like"),
        (["--url", "https://example.org/?q"], "is no address like"),
    ] {
        let (code, message) = run(&arguments);
        assert!(code == Some(2) && message.contains(words), "{arguments:?}: {code:?} {message}");
    }
}

#[test]
fn links_lead_where_clients_know_the_server() {
    let arguments = [REPORT, "--workers", "1", "--url", "https://data.example/plans/medical/"];
    let server = Server::start(&arguments);
    let headers = [("Host", "data.example"), ("Accept", "text/html")];
    let get = |target, accept| {
        let headers = [headers[0], ("Accept", accept)];
        server.send(&Request { method: "GET", target, headers: &headers, body: b"" })
    };
    let page = get("/plan", "text/html").text();
    let links: Vec<&str> = ["href=\"", "action=\"", "src=\""]
        .iter()
        .flat_map(|attribute| page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()))
        .filter(|link| !link.starts_with('#'))
        .collect();
    assert!(links.len() > 60);
    for link in links {
        assert!(link.starts_with("/plans/medical/"), "{link}");
    }
    assert!(get("/matrix", "text/html").text().contains("href=\"/plans/medical/\""));
    let redirect = get("/id/program/ikou-renkei", "text/turtle");
    assert_eq!(redirect.header("location"), "/plans/medical/data/program/ikou-renkei");
    assert_eq!(get("/openapi.json", "*/*").json()["servers"][0]["url"], "https://data.example/plans/medical");
    for target in ["/sparql", "/.well-known/void"] {
        let described = get(target, "application/n-triples").text();
        let endpoint = "service-description#endpoint> <https://data.example/plans/medical/sparql> .";
        assert!(described.contains(endpoint), "{target}: {described}");
    }
    assert!(
        get("/queries", "application/json")
            .text()
            .contains("https://data.example/plans/medical/queries/measures-led")
    );
}

#[test]
fn requests_are_written_down() {
    let server = Server::start(&[REPORT, "--workers", "1", "--log", "json"]);
    assert_eq!(server.get("/health?a=b", "*/*").status, 200);
    let _ = server.ask("ASK {", "*/*");
    let lines: Vec<serde_json::Value> =
        server.said(2).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (line, method, target, status, bytes) in
        [(&lines[0], "GET", "/health?a=b", 200, Some(3)), (&lines[1], "POST", "/sparql", 400, None)]
    {
        assert_eq!(
            (&line["method"], &line["target"], &line["status"]),
            (&method.into(), &target.into(), &status.into())
        );
        assert!(bytes.is_none_or(|bytes: u64| line["bytes"] == bytes), "{line}");
        // Of this century, and a question of milliseconds.
        assert!(
            line["time"].as_u64().unwrap() > 1_700_000_000
                && line["microseconds"].as_u64().unwrap() < 60_000_000
        );
    }
    let server = Server::start(&[REPORT, "--workers", "1", "--log", "text"]);
    let _ = server.get("/nowhere", "*/*");
    let said = server.said(1);
    assert!(
        said[0].starts_with("404 GET /nowhere ") && said[0].contains(" B ") && said[0].ends_with(" ms"),
        "{}",
        said[0]
    );
}

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

#[test]
fn what_rdf_xml_cannot_hold_is_refused_or_kept_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let text = "<urn:s> <http://example.org/1> \"a\" .\n<urn:t> <urn:p> \"a\\rb\\r\\nc\" .\n<urn:u> a <javascript:alert(1)> .\n";
    let server = Server::on(folder.path(), "data.ttl", text, &["--workers", "1"]);
    for (iri, status) in [("urn:s", 406), ("urn:u", 406), ("urn:t", 200)] {
        let response = server.get(&format!("/data.rdf?iri={iri}"), "*/*");
        assert_eq!(response.status, status, "{iri}: {}", response.text());
        assert_eq!(response.text().contains("a&#xD;b&#xD;\nc"), iri == "urn:t");
    }
    let rows = server.ask("SELECT ?o { <urn:t> ?p ?o }", "application/sparql-results+xml").text();
    assert!(rows.contains("<literal>a&#xD;b&#xD;\nc</literal>"), "{rows}");
}

#[test]
fn an_iri_that_ends_like_a_file_is_not_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let base = "https://w3id.org/policygraph/id/";
    let text = format!(
        "<{base}doc/file.ttl> <urn:p> \"one\" .\n<{base}doc/file> <urn:p> \"other\" .\n<{base}計画> <urn:p> \"plan\" .\n"
    );
    let server = Server::on(folder.path(), "data.ttl", &text, &["--workers", "1"]);
    for (target, expected) in [
        ("/data/doc/file.ttl", "one"),
        ("/data/doc/file.ttl.ttl", "one"),
        ("/data/doc/file", "other"),
        ("/data/doc/file.nt", "other"),
        ("/data/%E8%A8%88%E7%94%BB", "plan"),
        ("/data/%E8%A8%88%E7%94%BB.ttl", "plan"),
        ("/page/%E8%A8%88%E7%94%BB", "plan"),
    ] {
        let response = server.get(target, "*/*");
        assert!(
            response.status == 200 && response.text().contains(expected),
            "{target}: {}",
            response.text()
        );
    }
}

#[test]
fn each_format_has_a_tag_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.trig", TRIG, &["--workers", "1"]);
    let tag = server.get("/store?default", "text/turtle").header("etag").to_owned();
    let headers = [("If-None-Match", tag.as_str()), ("Accept", "application/ld+json")];
    let other =
        server.send(&Request { method: "GET", target: "/store?default", headers: &headers, body: b"" });
    assert_eq!(other.status, 200);
    assert_ne!(other.header("etag"), tag);
}

#[test]
fn methods_are_named_that_an_address_takes() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.trig", TRIG, &["--workers", "1"]);
    for (method, target, status, allow) in [
        ("POST", "/store?default", 405, "GET, HEAD, OPTIONS"),
        ("DELETE", "/", 405, "GET, HEAD, OPTIONS"),
        ("DELETE", "/sparql", 405, "GET, HEAD, POST, OPTIONS"),
        ("OPTIONS", "/sparql", 204, "GET, HEAD, POST, OPTIONS"),
        ("OPTIONS", "/plan", 204, "GET, HEAD, OPTIONS"),
    ] {
        let response = server.send(&Request { method, target, headers: &[], body: b"" });
        assert_eq!((response.status, response.header("allow")), (status, allow), "{method} {target}");
    }
}

//! The SPARQL 1.1 Protocol, query side, case by case as its sections 2.1 and 2.2 have them, and the Service Description.

use crate::client::{Request, Response, Server, encoded};
use std::path::Path;

const DATA: &str = "\
<urn:a> <urn:p> \"in 1\" <http://example.org/data1> .
<urn:b> <urn:p> \"in 2\" <http://example.org/data2> .
<urn:c> <urn:p> \"in 3\" <http://example.org/data3> .
<urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Class> <http://example.org/data3> .
";
const FORM: &str = "application/x-www-form-urlencoded";
const DIRECT: &str = "application/sparql-query";
const JSON: &str = "application/sparql-results+json";

fn server(folder: &Path, arguments: &[&str]) -> Server {
    Server::on(folder, "data.nq", DATA, &[&["--workers", "1"], arguments].concat())
}

fn send(server: &Server, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    server.send(&Request { method, target, headers, body })
}

/// The values of the first column of an answer, sorted.
fn values(response: &Response) -> Vec<String> {
    assert_eq!(response.status, 200, "{}", response.text());
    let json = response.json();
    let name = json["head"]["vars"][0].as_str().unwrap().to_owned();
    let rows = json["results"]["bindings"].as_array().unwrap().iter();
    let mut found: Vec<String> = rows.map(|row| row[&name]["value"].as_str().unwrap().to_owned()).collect();
    found.sort();
    found
}

#[test]
fn a_query_is_asked_in_three_ways() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    let query = "ASK { <urn:a> <urn:p> 'in 1' }";
    let form = format!("query={}", encoded(query));
    for response in [
        send(&server, "GET", &format!("/sparql?{form}"), &[("Accept", JSON)], b""),
        send(&server, "POST", "/sparql", &[("Accept", JSON), ("Content-Type", FORM)], form.as_bytes()),
        send(&server, "POST", "/sparql", &[("Accept", JSON), ("Content-Type", DIRECT)], query.as_bytes()),
        send(
            &server,
            "POST",
            "/sparql",
            &[("Accept", JSON), ("Content-Type", "application/sparql-query; charset=UTF-8")],
            query.as_bytes(),
        ),
    ] {
        assert_eq!((response.status, response.json()["boolean"].as_bool()), (200, Some(true)));
        assert_eq!(response.header("content-type"), "application/sparql-results+json; charset=utf-8");
    }
}

#[test]
fn the_request_says_which_graphs_are_asked() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    let graph = |kind: &str, number: u8| {
        format!("&{kind}-graph-uri={}", encoded(&format!("http://example.org/data{number}")))
    };
    let (default, named) = (|number| graph("default", number), |number| graph("named", number));
    let all = "SELECT ?o { ?s <urn:p> ?o }";
    let inside = "SELECT ?o { GRAPH ?g { ?s <urn:p> ?o } }";
    let both = "SELECT ?o { { ?s <urn:p> ?o } UNION { GRAPH ?g { ?s <urn:p> ?o } } }";
    let from = "SELECT ?o FROM <http://example.org/data1> { ?s <urn:p> ?o }";
    for (query, graphs, expected) in [
        (all, String::new(), vec!["in 1", "in 2", "in 3"]),
        (all, default(1), vec!["in 1"]),
        (all, default(1) + &default(2), vec!["in 1", "in 2"]),
        (all, named(1), vec![]),
        (inside, String::new(), vec!["in 1", "in 2", "in 3"]),
        (inside, named(2) + &named(3), vec!["in 2", "in 3"]),
        (inside, default(1), vec![]),
        (both, default(3) + &named(1) + &named(2), vec!["in 1", "in 2", "in 3"]),
        (from, String::new(), vec!["in 1"]),
        // What the request says goes before what the query says.
        (from, default(2), vec!["in 2"]),
        (all, graph("default", 9), vec![]),
    ] {
        let parameters = format!("query={}{graphs}", encoded(query));
        let get = send(&server, "GET", &format!("/sparql?{parameters}"), &[("Accept", JSON)], b"");
        let headers = [("Accept", JSON), ("Content-Type", FORM)];
        let form = send(&server, "POST", "/sparql", &headers, parameters.as_bytes());
        let headers = [("Accept", JSON), ("Content-Type", DIRECT)];
        let target = format!("/sparql?{}", graphs.trim_start_matches('&'));
        let direct = send(&server, "POST", &target, &headers, query.as_bytes());
        for response in [get, form, direct] {
            assert_eq!(values(&response), expected, "{query} {graphs}");
        }
    }
}

#[test]
fn each_form_of_query_has_its_formats() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    let (select, construct) = ("SELECT ?s { ?s a <urn:Class> }", "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }");
    for (query, accept, expected, holds) in [
        (select, "*/*", JSON, "\"urn:c\""),
        (select, "application/sparql-results+xml", "application/sparql-results+xml", "<uri>urn:c</uri>"),
        (select, "text/csv", "text/csv", "urn:c\r\n"),
        (select, "text/tab-separated-values", "text/tab-separated-values", "<urn:c>\n"),
        (select, "application/json", JSON, "\"urn:c\""),
        (select, "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml", "urn:c"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml", "true"),
        ("ASK {}", "text/csv", "text/csv", "true"),
        (construct, "*/*", "text/turtle", "<urn:c> a <urn:Class>"),
        (construct, "application/n-triples", "application/n-triples", "<urn:c> <http"),
        (construct, "application/ld+json", "application/ld+json", "\"urn:Class\""),
        (construct, "application/rdf+xml", "application/rdf+xml", "rdf:RDF"),
        (construct, "application/n-quads", "application/n-quads", "<urn:Class> ."),
        (construct, "application/trig", "application/trig", "<urn:c>"),
        ("DESCRIBE <urn:c>", "text/turtle", "text/turtle", "<urn:c>"),
    ] {
        let response = server.ask(query, accept);
        let text = response.text();
        assert_eq!(response.status, 200, "{query} {accept} {text}");
        let media_type = response.header("content-type");
        assert_eq!(media_type.split(';').next().unwrap(), expected, "{query} {accept}");
        assert!(media_type.contains("charset=utf-8"), "{media_type}");
        assert!(text.contains(holds), "{query} {accept}: {text}");
        assert!(response.header("vary").contains("accept"), "{}", response.header("vary"));
    }
    for (query, accept) in [(select, "text/turtle"), (construct, "text/csv"), (select, "image/png")] {
        assert_eq!(server.ask(query, accept).status, 406, "{query} {accept}");
    }
}

#[test]
fn what_is_no_query_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    for (method, target, media_type, body, expected) in [
        ("PUT", "/sparql?query=ASK%20%7B%7D", "", "", 405),
        ("DELETE", "/sparql", "", "", 405),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", "", "", 400),
        ("POST", "/sparql", "text/plain", "ASK {}", 415),
        ("POST", "/sparql", "", "query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", "", "ASK {}", 415),
        ("POST", "/sparql", FORM, "query=%C3%28", 400),
        ("POST", "/sparql", DIRECT, "ASK {", 400),
        ("GET", "/sparql?query=SELECT", "", "", 400),
        ("GET", "/sparql?query=", "", "", 400),
        ("POST", "/sparql", DIRECT, "", 400),
    ] {
        let headers: Vec<(&str, &str)> =
            if media_type.is_empty() { Vec::new() } else { vec![("Content-Type", media_type)] };
        let response = send(&server, method, target, &headers, body.as_bytes());
        assert_eq!(response.status, expected, "{method} {target} {media_type} {body}: {}", response.text());
        assert!(!response.text().trim().is_empty(), "{method} {target}");
    }
}

#[test]
fn whatever_would_change_something_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    let update = "DELETE WHERE { ?s ?p ?o }";
    let form = format!("update={}", encoded(update));
    let insert = "INSERT DATA { <urn:x> <urn:x> <urn:x> }";
    for (method, target, media_type, body) in [
        ("POST", "/sparql", FORM, form.as_str()),
        ("POST", "/sparql", "application/sparql-update", update),
        ("POST", "/sparql", "application/sparql-update", insert),
        ("POST", "/sparql?using-graph-uri=urn:a", "application/sparql-update", update),
        ("GET", "/sparql?update=CLEAR%20ALL", "", ""),
        ("POST", "/sparql", DIRECT, update),
        ("POST", "/sparql", DIRECT, "LOAD <http://127.0.0.1:1/>"),
        ("POST", "/sparql", DIRECT, "CLEAR ALL"),
        ("PUT", "/store?graph=http://example.org/data1", "text/turtle", "<urn:x> <urn:x> <urn:x> ."),
        ("POST", "/store?default", "text/turtle", "<urn:x> <urn:x> <urn:x> ."),
        ("POST", "/store", "text/turtle", "<urn:x> <urn:x> <urn:x> ."),
        ("DELETE", "/store?graph=http://example.org/data1", "", ""),
        ("PATCH", "/store?graph=http://example.org/data1", "application/sparql-update", update),
        ("POST", "/update", "application/sparql-update", update),
        ("PUT", "/queries/plan-structure", "application/sparql-query", "ASK {}"),
        ("DELETE", "/queries/plan-structure", "", ""),
    ] {
        let headers: Vec<(&str, &str)> =
            if media_type.is_empty() { Vec::new() } else { vec![("Content-Type", media_type)] };
        let status = send(&server, method, target, &headers, body.as_bytes()).status;
        assert!((400..500).contains(&status), "{method} {target} {media_type} {body}: {status}");
    }
    assert_eq!(values(&server.ask("SELECT ?o { ?s <urn:p> ?o }", JSON)), ["in 1", "in 2", "in 3"]);
}

#[test]
fn no_query_reaches_out() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let other = format!("http://{}/sparql", listener.local_addr().unwrap());
    for query in [
        format!("SELECT * {{ SERVICE <{other}> {{ ?s ?p ?o }} }}"),
        format!("SELECT * {{ SERVICE SILENT <{other}> {{ ?s ?p ?o }} }}"),
        format!("SELECT * FROM <{other}> {{ ?s ?p ?o }}"),
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }".to_owned(),
    ] {
        let response = server.ask(&query, JSON);
        let rows = if response.status == 200 { values_of(&response) } else { 0 };
        assert_eq!(rows, 0, "{query}");
    }
    let error = listener.accept().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
}

fn values_of(response: &Response) -> usize {
    response.json()["results"]["bindings"].as_array().unwrap().len()
}

#[test]
fn the_bare_address_describes_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    let response = server.get("/sparql", "application/n-triples");
    assert_eq!(response.status, 200);
    let text = response.text();
    let endpoint = format!("http://{}/sparql", server.address);
    let sd = "http://www.w3.org/ns/sparql-service-description#";
    for triple in [
        format!("<{endpoint}#service> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{sd}Service> ."),
        format!("<{endpoint}#service> <{sd}endpoint> <{endpoint}> ."),
        format!("<{endpoint}#service> <{sd}supportedLanguage> <{sd}SPARQL11Query> ."),
        format!("<{endpoint}#service> <{sd}feature> <{sd}UnionDefaultGraph> ."),
        format!("<{endpoint}#named-graph-2> <{sd}name> <http://example.org/data2> ."),
        format!(
            "<{endpoint}#dataset> <http://rdfs.org/ns/void#triples> \"4\"^^<http://www.w3.org/2001/XMLSchema#integer> ."
        ),
    ] {
        assert!(text.lines().any(|line| line == triple), "{triple}\n{text}");
    }
    for accept in ["*/*", "text/turtle", "application/rdf+xml", "application/ld+json"] {
        assert_eq!(server.get("/sparql", accept).status, 200);
    }
}

#[test]
fn other_sites_read_answers_only_if_that_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let closed = server(folder.path(), &[]);
    let open = server(folder.path(), &["--cors"]);
    let origin = [("Origin", "https://example.org"), ("Access-Control-Request-Method", "POST")];
    for (server, expected) in [(&closed, ""), (&open, "*")] {
        for method in ["OPTIONS", "GET"] {
            let response = send(server, method, "/sparql?query=ASK%7B%7D", &origin, b"");
            assert_eq!(response.header("access-control-allow-origin"), expected, "{method}");
            assert!(response.status < 300);
        }
    }
}

#[test]
fn only_requests_for_this_host_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &["--host", "plans.example"]);
    for (host, expected) in [
        ("localhost", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:7878", 200),
        ("plans.example", 200),
        ("PLANS.example:443", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("a b", 400),
    ] {
        let response = send(&server, "GET", "/sparql?query=ASK%7B%7D", &[("Host", host)], b"");
        assert!(
            response.status == expected || (expected == 400 && response.status == 421),
            "{host}: {}",
            response.status
        );
    }
}

#[test]
fn every_response_keeps_browsers_from_guessing() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path(), &[]);
    for target in ["/sparql?query=ASK%7B%7D", "/sparql?query=", "/nowhere", "/health"] {
        let response = server.get(target, "*/*");
        assert_eq!(response.header("x-content-type-options"), "nosniff", "{target}");
        assert!(response.header("content-security-policy").contains("default-src 'none'"), "{target}");
        assert_eq!(response.header("x-frame-options"), "DENY", "{target}");
    }
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    assert!(server(folder.path(), &[]).stop().success());
}

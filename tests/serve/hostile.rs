//! Queries and requests that have ended other servers. Each is answered with an error, and the next one with its answer.

use crate::client::Server;
use std::io::{Read, Write};
use std::net::TcpStream;

/// 300 triples, which a few crossings multiply beyond any patience.
fn data() -> String {
    (0..300)
        .map(|number| format!("<urn:s{number}> <urn:p{}> <urn:s{}> .\n", number % 7, number % 17))
        .collect()
}

fn values(name: &str) -> String {
    let rows: String = (0..900).map(|number| format!(" {number}")).collect();
    format!("VALUES ?{name} {{{rows} }}")
}

#[test]
fn a_hostile_query_ends_and_the_server_lives() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--workers", "2", "--timeout", "1", "--max-rows", "1000", "--max-memory", "256"];
    let server = Server::on(folder.path(), "data.nt", &data(), &arguments);
    let doubled: String =
        (1..30).map(|step| format!(" BIND(CONCAT(?x{}, ?x{}) AS ?x{step})", step - 1, step - 1)).collect();
    for (query, expected) in [
        (format!("SELECT (COUNT(*) AS ?n) {{ {} {} {} }}", values("a"), values("b"), values("c")), vec![504]),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned(), vec![413]),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }".to_owned(), vec![504]),
        (format!("SELECT ?n {{ BIND('0123456789abcdef' AS ?x0){doubled} BIND(STRLEN(?x29) AS ?n) }}"), vec![500, 504]),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g".to_owned(), vec![500, 504]),
        ("SELECT (COUNT(*) AS ?n) { ?a !<urn:q>* ?b . ?c !<urn:q>* ?d . ?e !<urn:q>* ?f . ?g !<urn:q>* ?h }".to_owned(), vec![500, 504]),
        (format!("ASK {{ {}{} }}", "{".repeat(1000), "}".repeat(1000)), vec![400]),
        (format!("SELECT (({}1{}) AS ?n) {{}}", "(".repeat(1000), ")".repeat(1000)), vec![400]),
        (format!("ASK {{ FILTER({}true) }}", "!".repeat(24)), vec![400]),
        (format!("ASK {{ ?a {} ?b }}", vec!["<urn:p>"; 10_000].join("/")), vec![400]),
        (format!("ASK {{ {} }}", vec!["{ ?a ?b ?c }"; 1_000].join(" UNION ")), vec![400]),
        ("x".repeat(100_000), vec![400]),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }".to_owned(), vec![400]),
    ] {
        let response = server.ask(&query, "*/*");
        let opening: String = query.chars().take(60).collect();
        assert!(expected.contains(&response.status), "{opening}: {} {}", response.status, response.text());
        assert!(!response.text().trim().is_empty(), "{opening}");
        let next = server.ask("ASK {}", "*/*");
        assert_eq!((next.status, next.json()["boolean"].as_bool()), (200, Some(true)), "after {opening}");
    }
}

#[test]
fn more_questions_than_may_wait_are_sent_away() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--workers", "1", "--queue", "1", "--timeout", "1"];
    let server = Server::on(folder.path(), "data.nt", &data(), &arguments);
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..6).map(|_| scope.spawn(|| server.ask(slow, "*/*"))).collect();
        let answers = asking.into_iter().map(|asked| asked.join().unwrap());
        answers
            .map(|response| {
                if response.status == 503 {
                    assert_eq!(response.header("retry-after"), "2");
                }
                response.status
            })
            .collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 503).count(), 4, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 504).count(), 2, "{statuses:?}");
    // Pages and stored queries do not wait behind them.
    assert_eq!(server.get("/queries/dataset-size.csv", "*/*").status, 200);
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
}

#[test]
fn an_answer_that_is_too_large_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "1", "--max-rows", "299"]);
    let refused = server.ask("SELECT * { ?s ?p ?o }", "text/csv");
    assert_eq!(refused.status, 413);
    assert!(refused.text().contains("299"), "{}", refused.text());
    let whole = server.ask("SELECT * { ?s ?p ?o } LIMIT 299", "text/csv");
    assert_eq!((whole.status, whole.text().lines().count()), (200, 300));
}

#[test]
fn requests_that_are_no_http_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "1"]);
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(300_000));
    let fields: String = (0..500).map(|number| format!("X-{number}: a\r\n")).collect();
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n");
    let large = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 99999999999\r\n\r\n";
    let both = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let hosts = "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n";
    let none = "GET /health HTTP/1.1\r\n\r\n";
    let elsewhere = "GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let port = "GET /health HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n";
    let heavy = format!("GET /health HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(270_000));
    for request in [
        long.as_str(),
        many.as_str(),
        large,
        both,
        hosts,
        none,
        elsewhere,
        port,
        heavy.as_str(),
        "\x16\x03\x01\x02\x00",
        "GET\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(30))).unwrap();
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        let text = String::from_utf8_lossy(&received);
        assert!(!text.starts_with("HTTP/1.1 2"), "{}: {text}", &request[..request.len().min(60)]);
        assert_eq!(server.get("/health", "*/*").status, 200);
    }
}

#[test]
fn a_request_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::on(folder.path(), "data.nt", &data(), &["--workers", "1"]);
    let head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n";
    let declared = format!("{head}Content-Length: 700000\r\n\r\nASK");
    assert_eq!(server.raw(declared.as_bytes()).status, 413);
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(9));
    assert_eq!(server.raw(chunked.as_bytes()).status, 413);
    assert_eq!(server.ask("ASK {}", "*/*").status, 200);
}

#[test]
fn a_graph_that_is_too_large_is_not_given_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let text: String = (0..20_000).map(|number| format!("<urn:s> <urn:p> \"{number:0>60}\" .\n")).collect();
    let server = Server::on(folder.path(), "data.nt", &text, &["--workers", "1", "--max-size", "1"]);
    for target in ["/store?default", "/data?iri=urn:s", "/sparql?query=CONSTRUCT%20WHERE%7B?s%20?p%20?o%7D"] {
        let response = server.get(target, "application/n-triples");
        assert_eq!(response.status, 413, "{target}");
        assert!(response.text().contains("1 MB"), "{target}: {}", response.text());
    }
}

//! A SPARQL endpoint as input: what is sent, what is read, and what is refused. The endpoint is a few lines here.
#![cfg(all(feature = "cli", feature = "remote"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, answer};
use policygraph::query::graph::{GraphFormat, write_triples};
use policygraph::query::parameters::declared;
use policygraph::query::results::{ResultFormat, write_answer};
use policygraph::store::Store;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use support::http::Request;
use support::{Ended, path, quads, report_path, report_plan, run};

fn field(request: &Request, name: &str) -> Vec<String> {
    request.fields().into_iter().filter(|(known, _)| known == name).map(|(_, value)| value).collect()
}

/// An endpoint on this machine that answers until the tests are over, and the requests that it got.
struct Server {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn new(respond: impl Fn(&Request, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/sparql", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let Some(request) = Request::read(&stream) else { continue };
                seen.lock().unwrap().push(request.clone());
                respond(&request, &mut stream);
            }
        });
        Self { address, requests }
    }

    fn saying(status: &str, headers: &str, body: &str) -> Self {
        let response = format!(
            "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        Self::new(move |_, stream| {
            let _ = stream.write_all(response.as_bytes());
        })
    }

    /// The report's graph behind the protocol, answered by the library's own evaluator.
    fn of_report() -> Self {
        let store = Store::new().unwrap();
        store.load_quads(quads(report_plan())).unwrap();
        Self::new(move |request, stream| {
            let mut body = Vec::new();
            let (media_type, result) = match answer(&store, &field(request, "query")[0], &[]) {
                Ok(Answer::Triples(triples)) => {
                    write_triples(&triples, GraphFormat::NTriples, &mut body).unwrap();
                    ("application/n-triples", Ok(()))
                }
                Ok(answer) => {
                    write_answer(&answer, ResultFormat::Json, &mut body).unwrap();
                    ("application/sparql-results+json; charset=utf-8", Ok(()))
                }
                Err(error) => ("text/plain", Err(error)),
            };
            let status = if let Err(error) = result {
                write!(body, "{error}").unwrap();
                "400 Bad Request"
            } else {
                "200 OK"
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        })
    }

    fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

/// Runs the command; nothing goes through a proxy, and no credentials come from outside.
fn run_with(arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Ended {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_policygraph"));
    command.current_dir(path("")).args(arguments).write_stdin(input).timeout(Duration::from_secs(60));
    command.env("NO_PROXY", "*").env("no_proxy", "*");
    for name in ["TOKEN", "USER", "PASSWORD"] {
        command.env_remove(format!("POLICYGRAPH_ENDPOINT_{name}"));
    }
    for (name, value) in environment {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn ask(server: &Server, query: &str, options: &[&str]) -> Ended {
    run_with(&[&["query", "-", &server.address], options].concat(), query, &[])
}

const SELECT: &str = "SELECT ?x { ?x ?p ?o }";
const JSON: &str = "Content-Type: application/sparql-results+json\r\n";
const TWO_ROWS: &str = r#"{"head":{"vars":["x"]},"results":{"bindings":[
    {"x":{"type":"uri","value":"http://example.org/a"}},{"x":{"type":"literal","value":"b","xml:lang":"ja"}}]}}"#;

#[test]
fn stored_queries_and_views_give_what_they_give_here() {
    let server = Server::of_report();
    let local = report_path();
    let local = local.to_str().unwrap();
    let cases: [&[&str]; 7] = [
        &["query", "programs-by-measures"],
        &["query", "program-goal-links", "-p", "goal=1"],
        &["query", "program-goal-links", "-p", "program=医工連携イノベーション推進事業", "-f", "csv"],
        &["query", "budget-lines", "-p", "year=令和4年度", "-f", "json"],
        &["query", "ministry-partners", "-p", "ministry=厚"],
        &["query", "budget-totals", "-f", "md"],
        &["view", "matrix"],
    ];
    for case in cases {
        let here = run(&[case, &[local]].concat());
        let there = run_with(&[case, &[&server.address]].concat(), "", &[]);
        assert_eq!((here.code, there.code), (0, 0), "{case:?}: {} {}", here.err, there.err);
        assert_eq!(there.out, here.out, "{case:?}");
        assert!(!there.out.is_empty(), "{case:?}");
    }
    for thing in ["医工連携イノベーション推進事業", "厚", "report.tsv:14", "goal/none"] {
        let here = run(&["explain", thing, local]);
        let there = run_with(&["explain", thing, &server.address], "", &[]);
        assert_eq!((there.code, &there.out), (here.code, &here.out), "{thing}: {}", there.err);
    }
    let unknown = run_with(&["query", "program-goal-links", &server.address, "-p", "program=医工"], "", &[]);
    assert_eq!(unknown.code, 4, "{}", unknown.err);
    assert!(unknown.err.contains("nearest: "), "{}", unknown.err);
    let triples = "PREFIX pgo: <https://w3id.org/policygraph/ontology#> CONSTRUCT WHERE { ?g a pgo:Goal }";
    let there = ask(&server, triples, &["-f", "nt"]);
    assert_eq!((there.code, there.out.lines().count()), (0, 3), "{}", there.err);
    assert_eq!(ask(&server, "ASK { ?s ?p 'none' }", &["--exit-status"]).code, 1);
}

/// A value is bound by a trailing VALUES there, by substitution here.
#[test]
fn every_parameter_gives_the_same_rows_there_and_here() {
    let server = Server::of_report();
    let local = report_path();
    let local = local.to_str().unwrap();
    let values = [
        ("goal", "3"),
        ("program", "医療機器等における先進的研究開発・開発体制強化事業"),
        ("ministry", "文"),
        ("year", "2022"),
    ];
    let mut asked = 0;
    for query in catalogue::all().unwrap() {
        for parameter in declared(query.text) {
            let Some((_, value)) = values.iter().find(|(name, _)| *name == parameter.name()) else {
                continue;
            };
            let given = format!("{}={value}", parameter.name());
            let here = run(&["query", query.name, local, "-p", &given]);
            let there = run_with(&["query", query.name, &server.address, "-p", &given], "", &[]);
            assert_eq!((here.code, there.code), (0, 0), "{} {given}: {} {}", query.name, here.err, there.err);
            assert_eq!(there.out, here.out, "{} {given}", query.name);
            asked += 1;
        }
    }
    assert!(asked > 40, "{asked}");
}

#[test]
fn what_is_sent() {
    let server = Server::saying("200 OK", JSON, TWO_ROWS);
    let ended = ask(&server, "SELECT ?x { ?x ?p \"é&=+%\" }", &[]);
    assert_eq!(
        (ended.code, ended.out.as_str()),
        (0, "?x\n<http://example.org/a>\n\"b\"@ja\n"),
        "{}",
        ended.err
    );
    let request = server.requests()[0].clone();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/sparql"));
    assert_eq!(field(&request, "query"), ["SELECT ?x { ?x ?p \"é&=+%\" }"]);
    assert_eq!(request.fields().len(), 1);
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert!(request.header("accept").unwrap().starts_with("application/sparql-results+json"));
    assert_eq!(request.header("authorization"), None);
    for (environment, sent) in [
        (&[("POLICYGRAPH_ENDPOINT_TOKEN", "abc")][..], "Bearer abc"),
        // dTpw is `u:p` in Base64.
        (&[("POLICYGRAPH_ENDPOINT_USER", "u"), ("POLICYGRAPH_ENDPOINT_PASSWORD", "p")], "Basic dTpw"),
    ] {
        assert_eq!(run_with(&["query", "-", &server.address], SELECT, environment).code, 0);
        assert_eq!(server.requests().last().unwrap().header("authorization"), Some(sent));
    }
    assert_eq!(server.requests().len(), 3);
    let half = run_with(&["query", "-", &server.address], SELECT, &[("POLICYGRAPH_ENDPOINT_USER", "u")]);
    assert_eq!(half.code, 2, "{}", half.err);
}

#[test]
fn one_document_of_an_endpoint() {
    let listed = r#"{"head":{"vars":["graph","file"]},"results":{"bindings":[
        {"graph":{"type":"uri","value":"http://e/graph/one"},"file":{"type":"literal","value":"1.tsv"}}]}}"#;
    let server = Server::saying("200 OK", JSON, listed);
    assert_eq!(ask(&server, SELECT, &["--document", "one"]).code, 0);
    let graphs = ["http://e/graph/one", "http://e/graph/one/derived"];
    let request = server.requests()[1].clone();
    assert_eq!(field(&request, "default-graph-uri"), graphs);
    assert_eq!(field(&request, "named-graph-uri"), graphs);
}

#[test]
fn responses_that_are_no_answer() {
    let html = "Content-Type: text/html\r\n";
    let page = "\n<html>\u{1b}[31mmoved</html>\n";
    let other = "Location: http://127.0.0.1:9/elsewhere\r\n";
    let cut = &TWO_ROWS[..TWO_ROWS.len() - 40];
    let turtle = "Content-Type: text/turtle\r\n";
    let cases = [
        (
            ("500 Oops", "Content-Type: text/plain\r\n", "out of memory\nmore"),
            SELECT,
            3,
            "500 (text/plain): out of memory",
        ),
        (("400 Bad Request", "", "no such function"), SELECT, 4, "answered 400 (): no such function"),
        (("401 Unauthorized", html, page), SELECT, 3, "401 (text/html)"),
        (
            ("200 OK", html, page),
            SELECT,
            3,
            "answered with `text/html` where SPARQL results in JSON was asked for: <html> [31mmoved",
        ),
        (("200 OK", "", TWO_ROWS), SELECT, 3, "answered with ``"),
        (
            ("307 Temporary Redirect", other, ""),
            SELECT,
            3,
            "answered 307 and points to `http://127.0.0.1:9/elsewhere`",
        ),
        (("301 Moved Permanently", other, ""), SELECT, 3, "answered 301"),
        (("200 OK", JSON, cut), SELECT, 3, "is no SPARQL result"),
        (("200 OK", JSON, "[1,2"), SELECT, 3, "is no SPARQL result"),
        (("200 OK", JSON, "{\"head\":{},\"boolean\":true}"), SELECT, 3, "is not one to SELECT"),
        (("200 OK", JSON, TWO_ROWS), "ASK {}", 3, "is not one to ASK"),
        (("200 OK", turtle, "<a:b> <a:c> <a:d> . <"), "CONSTRUCT WHERE { ?s ?p ?o }", 3, "is no RDF"),
        (
            ("200 OK", JSON, TWO_ROWS),
            "CONSTRUCT WHERE { ?s ?p ?o }",
            3,
            "where N-Triples or Turtle was asked for",
        ),
        (("200 OK", JSON, TWO_ROWS), "SELECT {", 4, "not a SPARQL query"),
    ];
    for ((status, headers, body), query, code, message) in cases {
        let server = Server::saying(status, headers, body);
        let ended = ask(&server, query, &[]);
        assert_eq!(ended.code, code, "{status} {body}: {}", ended.err);
        assert!(ended.err.contains(message), "{message}\n{}", ended.err);
        assert!(ended.out.is_empty() && !ended.err.contains('\u{1b}'), "{}", ended.err);
        assert!(server.requests().len() <= 1, "asked again");
    }
}

#[test]
fn a_response_over_a_limit_is_refused() {
    let endless = |row: &'static str, pause: u64| {
        Server::new(move |_, stream| {
            let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{JSON}\r\n");
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(br#"{"head":{"vars":["x"]},"results":{"bindings":["#);
            while stream.write_all(row.as_bytes()).is_ok() {
                thread::sleep(Duration::from_millis(pause));
            }
        })
    };
    let row = r#"{"x":{"type":"literal","value":"b"}},"#;
    let silent = Server::new(|_, _| thread::sleep(Duration::from_secs(50)));
    for (server, options, message) in [
        (endless(row, 0), ["--max-rows", "1000"], "more than 1000 rows; --max-rows N"),
        (endless(row, 200), ["--timeout", "1"], "stopped after 1 s; --timeout SECONDS"),
        (endless(" ", 0), ["--timeout", "1"], "stopped after 1 s; --timeout SECONDS"),
        (silent, ["--timeout", "1"], "stopped after 1 s; --timeout SECONDS"),
        (
            endless("                                                ", 0),
            ["--max-size", "1"],
            "more than 1 MB; --max-size MB",
        ),
    ] {
        let ended = ask(&server, SELECT, &options);
        assert_eq!(ended.code, 4, "{options:?}: {}", ended.err);
        assert!(ended.err.contains(message) && ended.out.is_empty(), "{}", ended.err);
    }
}

#[test]
fn a_body_that_ends_early_is_no_answer() {
    let server = Server::new(|_, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nContent-Length: 1000\r\n\r\n";
        let _ = stream.write_all(format!("{head}<a:b> <a:c> <a:d> .\n").as_bytes());
    });
    let ended = ask(&server, "CONSTRUCT WHERE { ?s ?p ?o }", &[]);
    assert_eq!(ended.code, 3, "{}", ended.err);
}

#[test]
fn addresses_that_are_not_asked() {
    let server = Server::saying("200 OK", JSON, TWO_ROWS);
    let secret = server.address.replace("http://", "http://me:hidden@");
    for (inputs, message) in [
        (&[secret.as_str()][..], "must not hold a name or a password"),
        (&["http://"], "no address"),
        (&[&server.address, "examples/medical-device-plan-2023/report.tsv"], "cannot be merged"),
    ] {
        let ended = run_with(&[&["query", "-"], inputs].concat(), SELECT, &[]);
        assert_eq!(ended.code, 2, "{}", ended.err);
        assert!(ended.err.contains(message) && !ended.err.contains("hidden"), "{}", ended.err);
    }
    let open =
        run_with(&["query", "-", "http://example.org/"], SELECT, &[("POLICYGRAPH_ENDPOINT_TOKEN", "abc")]);
    assert_eq!(open.code, 2, "{}", open.err);
    assert!(open.err.contains("over https only") && !open.err.contains("abc"), "{}", open.err);
    // A port where nobody listens.
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ended = run_with(&["query", "-", &format!("http://{gone}/")], SELECT, &[]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert!(ended.err.contains("cannot be reached"), "{}", ended.err);
    assert!(server.requests().is_empty());
}

//! Graphs pushed into a store on another machine: what is sent, what is tried again, and what stands when it goes wrong.
//! The store is a few lines here, with the library's own evaluator behind the protocols.
#![cfg(all(feature = "cli", feature = "remote"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use serde_json::Value;
use std::io::Write;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use support::http::{Request, decoded};
use support::{Ended, path};

/// What a request asks for.
trait Asked {
    fn graph(&self) -> String;
    fn field(&self, name: &str) -> Option<String>;
    fn kind(&self) -> &'static str;
}

impl Asked for Request {
    fn graph(&self) -> String {
        decoded(self.target.split_once("?graph=").unwrap().1)
    }

    /// The text of a query or an update.
    fn field(&self, name: &str) -> Option<String> {
        self.fields().into_iter().next().filter(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// What it is, in short: for telling apart what was sent.
    fn kind(&self) -> &'static str {
        let update = self.field("update").unwrap_or_default();
        match self.method.as_str() {
            "PUT" => "put",
            "POST" if self.target.contains("graph=") => "post",
            "POST" if self.body.starts_with("query=") => "count",
            "POST" if update.starts_with("INSERT DATA") => "insert",
            "POST" if update.contains("COPY") => "copy",
            "POST" => "drop",
            "HEAD" => "head",
            _ => "get",
        }
    }
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    /// It is done and answered.
    Done,
    /// It is answered with this status and these headers, and not done.
    Status(&'static str, String),
    /// The connection ends before it is done.
    Cut,
    /// It is done, but the connection ends before the answer.
    CutAfter,
    /// Nothing comes for longer than anybody waits.
    Slow,
}

fn status(status: &'static str) -> Fate {
    Fate::Status(status, String::new())
}

/// A store on this machine that answers until the tests are over.
#[derive(Clone)]
struct Server {
    place: String,
    store: Store,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// `fate` sees each request with the requests of its kind that came before.
    fn new(fate: impl Fn(&Request, usize) -> Fate + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { place, store: Store::new().unwrap(), requests: Arc::default() };
        let (own, fate) = (server.clone(), Arc::new(fate));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (own, fate) = (own.clone(), Arc::clone(&fate));
                thread::spawn(move || {
                    let Some(request) = Request::read(&stream) else { return };
                    let before = {
                        let mut requests = own.requests.lock().unwrap();
                        let before = requests.iter().filter(|other| other.kind() == request.kind()).count();
                        requests.push(request.clone());
                        before
                    };
                    let (head, body) = match fate(&request, before) {
                        Fate::Done => own.carry_out(&request),
                        Fate::Status(status, headers) => (format!("{status}\r\n{headers}"), Vec::new()),
                        Fate::Cut => return,
                        Fate::CutAfter => {
                            own.carry_out(&request);
                            return;
                        }
                        Fate::Slow => {
                            thread::sleep(Duration::from_secs(20));
                            return;
                        }
                    };
                    let head = format!(
                        "HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                        head.trim_end(),
                        body.len()
                    );
                    let body = if request.method == "HEAD" { Vec::new() } else { body };
                    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
                });
            }
        });
        server
    }

    fn willing() -> Self {
        Self::new(|_, _| Fate::Done)
    }

    fn carry_out(&self, request: &Request) -> (String, Vec<u8>) {
        let ok = |media_type: &str, body| (format!("200 OK\r\nContent-Type: {media_type}"), body);
        match request.kind() {
            "put" | "post" => {
                let graph = NamedNode::new(request.graph()).unwrap();
                assert_eq!(request.header("content-type"), Some("application/n-triples"));
                if request.method == "PUT" {
                    self.store.clear_graph(GraphNameRef::NamedNode(graph.as_ref())).unwrap();
                }
                let parser = RdfParser::from_format(RdfFormat::NTriples)
                    .with_default_graph(graph)
                    .rename_blank_nodes();
                self.store.load_from_reader(parser, request.body.as_bytes()).unwrap();
                ("204 No Content".to_owned(), Vec::new())
            }
            "get" => {
                let graph = NamedNode::new(request.graph()).unwrap();
                let body = self
                    .store
                    .dump_graph_to_writer(
                        GraphNameRef::NamedNode(graph.as_ref()),
                        RdfSerializer::from_format(RdfFormat::NTriples),
                        Vec::new(),
                    )
                    .unwrap();
                ok("application/n-triples", body)
            }
            "count" => {
                let query = request.field("query").unwrap();
                let results = SparqlEvaluator::new().parse_query(&query).unwrap();
                let QueryResults::Solutions(solutions) = results.on_store(&self.store).execute().unwrap()
                else {
                    panic!("{query}")
                };
                let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
                let mut writer = serializer
                    .serialize_solutions_to_writer(Vec::new(), solutions.variables().to_vec())
                    .unwrap();
                for solution in solutions {
                    writer.serialize(&solution.unwrap()).unwrap();
                }
                ok("application/sparql-results+json", writer.finish().unwrap())
            }
            "head" => ok("text/plain", Vec::new()),
            _ => {
                let text = request.field("update").unwrap();
                let update = SparqlEvaluator::new()
                    .parse_update(&text)
                    .unwrap_or_else(|error| panic!("{error}: {text}"));
                update.on_store(&self.store).execute().unwrap();
                ok("text/plain", Vec::new())
            }
        }
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.requests.lock().unwrap().iter().map(Request::kind).collect()
    }

    fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The statements of a graph, without their graph.
    fn graph(&self, name: &str) -> Vec<String> {
        let name = GraphName::from(NamedNode::new(name).unwrap());
        let quads = self.store.quads_for_pattern(None, None, None, Some(name.as_ref()));
        let mut lines: Vec<String> = quads
            .map(|quad| quad.unwrap())
            .map(|quad| format!("{} {} {} .", quad.subject, quad.predicate, quad.object))
            .collect();
        lines.sort();
        lines
    }

    fn graphs(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.store.named_graphs().map(|name| name.unwrap().to_string()).collect();
        names.retain(|name| !self.graph(name.trim_matches(['<', '>'])).is_empty());
        names.sort();
        names
    }

    fn insert(&self, quads: &str) {
        self.store.load_from_reader(RdfFormat::NQuads, quads.as_bytes()).unwrap();
    }
}

/// Runs `push`; nothing goes through a proxy, and no credentials come from outside.
fn push_with(arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.nq"), input).unwrap();
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_policygraph"));
    command.current_dir(folder.path()).arg("push").args(arguments).timeout(Duration::from_secs(120));
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

/// Pushes `in.nq` and gives the report.
fn push(server: &Server, paths: &[(&str, &str)], input: &str, more: &[&str]) -> (i32, Value, String) {
    let mut arguments = vec!["in.nq".to_owned(), "--format".to_owned(), "json".to_owned()];
    for (option, path) in paths {
        arguments.extend([(*option).to_owned(), format!("{}{path}", server.place)]);
    }
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    arguments.extend(more);
    let ended = push_with(&arguments, input, &[]);
    let report = serde_json::from_str(&ended.out)
        .unwrap_or_else(|error| panic!("{error}: {} {}", ended.out, ended.err));
    (ended.code, report, ended.err)
}

const GSP: &[(&str, &str)] = &[("--endpoint", "/data")];
const ALL: &[(&str, &str)] = &[("--endpoint", "/data"), ("--update", "/update"), ("--query", "/sparql")];
const UPDATE: &[(&str, &str)] = &[("--update", "/update"), ("--query", "/sparql")];

const OLD: &str = "<urn:old> <urn:p> <urn:old> <urn:g> .\n";

/// Five statements of one graph.
fn five() -> String {
    (1..=5)
        .map(|number| format!("<urn:s{number}> <urn:p> \"い{number}\"@ja <urn:g> .\n"))
        .collect::<Vec<_>>()
        .concat()
}

fn five_lines() -> Vec<String> {
    (1..=5).map(|number| format!("<urn:s{number}> <urn:p> \"い{number}\"@ja .")).collect()
}

fn state(report: &Value, at: usize) -> (String, Option<u64>) {
    let graph = &report["graphs"][at];
    (graph["state"].as_str().unwrap().to_owned(), graph["counted"].as_u64())
}

fn is(state: &str, counted: u64) -> (String, Option<u64>) {
    (state.to_owned(), Some(counted))
}

#[test]
fn the_report_arrives_in_its_two_graphs_either_way() {
    let report = path("examples/medical-device-plan-2023/report.tsv");
    let quads = support::quads(support::report_plan());
    let mut expected: Vec<String> = quads.iter().map(ToString::to_string).collect();
    expected.sort();
    expected.dedup();
    for options in [GSP, ALL, UPDATE] {
        let server = Server::willing();
        let mut arguments =
            vec![report.to_str().unwrap().to_owned(), "--quiet".to_owned(), "--chunk-triples".to_owned()];
        arguments.push("5000".to_owned());
        for (option, path) in options {
            arguments.extend([(*option).to_owned(), format!("{}{path}", server.place)]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ended = push_with(&arguments, "", &[]);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
        let mut found: Vec<String> = server.store.iter().map(|quad| quad.unwrap().to_string()).collect();
        found.sort();
        assert!(found == expected, "{options:?}: {} instead of {}", found.len(), expected.len());
        assert_eq!(server.graphs().len(), 2);
    }
}

#[test]
fn the_union_goes_into_one_graph_whatever_its_name() {
    let server = Server::willing();
    let name = "https://example.org/グラフ?a=b&c=d#e'(f)+%20;";
    let input =
        "<urn:a> <urn:p> <urn:c> <urn:g1> .\n<urn:a> <urn:p> <urn:c> <urn:g2> .\n<urn:a> <urn:p> <urn:d> .\n";
    for options in [GSP, ALL] {
        let (code, report, error) = push(&server, options, input, &["--graph", name]);
        assert_eq!((code, state(&report, 0)), (0, is("replaced", 2)), "{error}");
        assert_eq!(server.graphs(), [format!("<{name}>")]);
    }
    let (_, shown, _) = push(&server, GSP, input, &["--graph", name]);
    assert_eq!(shown["graphs"][0]["graph"], name);
}

#[test]
fn pieces_keep_to_their_bounds_and_the_first_replaces() {
    let server = Server::willing();
    server.insert(OLD);
    let (code, report, error) = push(&server, GSP, &five(), &["--chunk-triples", "2"]);
    assert_eq!((code, state(&report, 0)), (0, is("replaced", 5)), "{error}");
    assert_eq!(server.kinds(), ["put", "post", "post", "get"]);
    assert_eq!(server.graph("urn:g"), five_lines());
    let sizes: Vec<usize> =
        server.requests()[..3].iter().map(|request| request.body.lines().count()).collect();
    assert_eq!(sizes, [2, 2, 1]);
    // A kilobyte: each of these statements has more than half of one.
    let long: String = (0..3)
        .map(|n| format!("<urn:a> <urn:p> \"{n}{}\" <urn:g> .\n", "x".repeat(600)))
        .collect::<Vec<_>>()
        .concat();
    let server = Server::willing();
    let (code, ..) = push(&server, GSP, &long, &["--chunk-size", "1"]);
    assert_eq!((code, server.kinds()), (0, vec!["put", "post", "post", "get"]));
}

#[test]
fn graphs_are_gathered_beside_and_copied_at_once() {
    let server = Server::willing();
    server.insert(OLD);
    let input = five() + "<urn:a> <urn:p> <urn:c> <urn:h> .\n";
    let (code, report, error) = push(&server, ALL, &input, &["--chunk-triples", "3"]);
    assert_eq!(
        (code, state(&report, 0), state(&report, 1)),
        (0, is("replaced", 5), is("replaced", 1)),
        "{error}"
    );
    assert_eq!(server.kinds(), ["put", "post", "count", "put", "count", "copy", "count", "count", "drop"]);
    assert_eq!(server.graph("urn:g"), five_lines());
    assert_eq!(server.graphs(), ["<urn:g>", "<urn:h>"]);
    // By updates alone.
    let server = Server::willing();
    server.insert(OLD);
    let (code, report, error) = push(&server, UPDATE, &five(), &["--chunk-triples", "3"]);
    assert_eq!((code, state(&report, 0)), (0, is("replaced", 5)), "{error}");
    assert_eq!(server.kinds(), ["drop", "insert", "insert", "count", "copy", "count", "drop"]);
    assert_eq!((server.graph("urn:g"), server.graphs()), (five_lines(), vec!["<urn:g>".to_owned()]));
}

#[test]
fn updates_are_tried_where_there_is_no_graph_store() {
    for refusal in ["404 Not Found", "405 Method Not Allowed", "501 Not Implemented"] {
        let server = Server::new(move |request, _| match request.kind() {
            "put" => status(refusal),
            _ => Fate::Done,
        });
        server.insert(OLD);
        let (code, report, error) = push(&server, &[("--endpoint", "/sparql")], &five(), &[]);
        assert_eq!((code, state(&report, 0)), (0, is("replaced", 5)), "{error}");
        assert_eq!((report["method"].as_str(), server.graph("urn:g")), (Some("update"), five_lines()));
    }
    let server = Server::new(|_, _| status("405 Method Not Allowed"));
    let (code, report, error) = push(&server, GSP, &five(), &[]);
    assert_eq!((code, report["complete"].as_bool()), (5, Some(false)));
    assert!(error.contains("405") && error.contains("graph store protocol"), "{error}");
}

#[test]
fn a_busy_store_is_asked_again() {
    for refusal in ["503 Service Unavailable", "429 Too Many Requests", "500 Internal Server Error"] {
        let server = Server::new(move |request, before| match (request.kind(), before) {
            ("put" | "copy" | "post", 0) => Fate::Status(refusal, "Retry-After: 0\r\n".to_owned()),
            _ => Fate::Done,
        });
        server.insert(OLD);
        let (code, report, error) = push(&server, ALL, &five(), &["--chunk-triples", "3"]);
        assert_eq!((code, state(&report, 0)), (0, is("replaced", 5)), "{error}");
        assert_eq!((report["repeated"].as_u64(), server.graph("urn:g")), (Some(3), five_lines()));
    }
    // Not for ever, and not longer than anybody waits.
    let server = Server::new(|_, _| Fate::Status("503 Busy", "Retry-After: 0\r\n".to_owned()));
    let (code, _, error) = push(&server, GSP, &five(), &["--retries", "2"]);
    assert_eq!(code, 5);
    assert!(error.contains("503"), "{error}");
    assert_eq!(server.kinds().iter().filter(|kind| **kind == "put").count(), 3);
    let server = Server::new(|_, _| Fate::Status("503 Busy", "Retry-After: 86400\r\n".to_owned()));
    let (code, report, error) = push(&server, GSP, &five(), &[]);
    assert_eq!((code, report["repeated"].as_u64()), (5, Some(0)));
    assert!(error.contains("86400 s"), "{error}");
}

/// The connection is cut at each request in turn, once before it is carried out and once after, and stays so: what stands
/// is the old graph or the new one, or the report says which part.
#[test]
fn a_cut_connection_leaves_the_old_graph_or_a_clear_report() {
    let staged = ["put", "post", "count", "copy", "drop"];
    for cut in [Fate::Cut, Fate::CutAfter] {
        for kind in staged {
            let fate = cut.clone();
            let server =
                Server::new(move |request, _| if request.kind() == kind { fate.clone() } else { Fate::Done });
            server.insert(OLD);
            let (code, report, _) = push(&server, ALL, &five(), &["--chunk-triples", "3", "--retries", "0"]);
            let (state, counted) = state(&report, 0);
            let stands = server.graph("urn:g");
            let context = format!("{kind} {cut:?} {report}");
            assert_eq!(code, 5, "{context}");
            match state.as_str() {
                "unchanged" => assert_eq!(stands, ["<urn:old> <urn:p> <urn:old> ."], "{context}"),
                "replaced" => assert_eq!(stands, five_lines(), "{context}"),
                "unknown" => {
                    assert_eq!(kind, "copy", "{context}");
                    assert_eq!(counted, Some(u64::try_from(stands.len()).unwrap()), "{context}");
                }
                _ => panic!("{context}"),
            }
            let left: Vec<&str> =
                report["left"].as_array().unwrap().iter().map(|graph| graph.as_str().unwrap()).collect();
            for graph in server.graphs().iter().filter(|graph| graph.contains("staging")) {
                assert!(left.contains(&graph.trim_matches(['<', '>'])), "{context}");
            }
        }
        // In place: the first piece replaces, so the rest may be missing.
        for (kind, expected) in [("put", "unknown"), ("post", "partial")] {
            let fate = cut.clone();
            let server =
                Server::new(move |request, _| if request.kind() == kind { fate.clone() } else { Fate::Done });
            server.insert(OLD);
            let (code, report, _) = push(&server, GSP, &five(), &["--chunk-triples", "2", "--retries", "0"]);
            let (state, counted) = state(&report, 0);
            let stands = u64::try_from(server.graph("urn:g").len()).unwrap();
            assert_eq!((code, state.as_str(), counted), (5, expected, Some(stands)), "{report}");
        }
    }
}

#[test]
fn what_got_no_answer_is_sent_again_if_that_does_no_harm() {
    // Done, but not known to be done: the same statements again are the same graph.
    let server = Server::new(|_, before| if before == 0 { Fate::CutAfter } else { Fate::Done });
    server.insert(OLD);
    let (code, report, error) = push(&server, ALL, &five(), &["--chunk-triples", "3"]);
    assert_eq!((code, state(&report, 0)), (0, is("replaced", 5)), "{error} {report}");
    assert_eq!(server.graph("urn:g"), five_lines());
    assert!(server.graphs().iter().all(|graph| !graph.contains("staging")), "{report}");
    // Blank nodes are new ones each time they are sent: the second piece is not sent again.
    let input: String =
        (1..=4).map(|n| format!("_:b{n} <urn:p> _:c{n} <urn:g> .\n")).collect::<Vec<_>>().concat();
    let server = Server::new(|request, _| if request.kind() == "post" { Fate::CutAfter } else { Fate::Done });
    let (code, report, _) = push(&server, GSP, &input, &["--chunk-triples", "2"]);
    assert_eq!((code, state(&report, 0)), (5, is("partial", 4)));
    assert_eq!(server.kinds(), ["put", "post", "get"]);
    // The first piece replaces, and may.
    let server =
        Server::new(
            |request, before| {
                if request.kind() == "put" && before == 0 { Fate::CutAfter } else { Fate::Done }
            },
        );
    let (code, report, error) = push(&server, GSP, &input, &[]);
    assert_eq!((code, state(&report, 0)), (0, is("replaced", 4)), "{error}");
}

#[test]
fn a_store_that_says_nothing_is_not_waited_for() {
    let server = Server::new(|request, _| if request.kind() == "put" { Fate::Slow } else { Fate::Done });
    server.insert(OLD);
    let (code, report, error) = push(&server, GSP, &five(), &["--timeout", "1", "--retries", "0"]);
    assert_eq!((code, state(&report, 0)), (5, is("unknown", 1)));
    assert!(error.contains("without an answer"), "{error}");
    // Nobody listens.
    let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let ended =
        push_with(&["in.nq", "--endpoint", &format!("http://{place}/data"), "--retries", "0"], &five(), &[]);
    assert_eq!(ended.code, 5);
    assert!(ended.out.contains("unchanged  ? of 5 triples  <urn:g>"), "{}", ended.out);
    assert!(ended.err.contains("cannot be reached"), "{}", ended.err);
}

#[test]
fn a_redirect_is_not_followed_and_gets_no_credentials() {
    let other = Server::willing();
    let to = format!("Location: {}/data\r\n", other.place);
    let server = Server::new(move |_, _| Fate::Status("307 Temporary Redirect", to.clone()));
    let ended = push_with(
        &["in.nq", "--endpoint", &format!("{}/data", server.place)],
        &five(),
        &[("POLICYGRAPH_ENDPOINT_TOKEN", "sesame")],
    );
    assert_eq!((ended.code, other.kinds().len()), (5, 0));
    assert!(ended.err.contains("307") && ended.err.contains(&other.place), "{}", ended.err);
    assert!(!(ended.out + &ended.err).contains("sesame"));
}

#[test]
fn refused_credentials_change_nothing_and_are_not_shown() {
    let server = Server::new(|_, _| status("401 Unauthorized"));
    server.insert(OLD);
    let place = format!("{}/data", server.place);
    let secret = [("POLICYGRAPH_ENDPOINT_USER", "dba"), ("POLICYGRAPH_ENDPOINT_PASSWORD", "sesame")];
    let ended = push_with(&["in.nq", "--endpoint", &place], &five(), &secret);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("401") && ended.out.contains("unchanged"), "{} {}", ended.out, ended.err);
    assert!(!(ended.out + &ended.err).contains("sesame"));
    assert!(server.kinds().iter().all(|kind| *kind != "put"), "nothing is sent to who does not know us");
    assert_eq!(server.graph("urn:g").len(), 1);
    // In the open, or in an address: never.
    let ended = push_with(&["in.nq", "--endpoint", "http://example.org/data"], &five(), &secret);
    assert_eq!(ended.code, 2, "{}", ended.err);
    let ended = push_with(&["in.nq", "--endpoint", "http://dba:sesame@127.0.0.1:1/data"], &five(), &[]);
    assert!(ended.code == 2 && !ended.err.contains("sesame"), "{}", ended.err);
    let ended = push_with(&["in.nq", "--endpoint", &place], &five(), &secret[..1]);
    assert_eq!(ended.code, 2, "{}", ended.err);
}

#[test]
fn tokens_and_names_go_to_the_store_and_not_to_others() {
    let secret = [("POLICYGRAPH_ENDPOINT_TOKEN", "sesame")];
    let (server, other) = (Server::willing(), Server::willing());
    let other_place = format!("{}/sparql", other.place);
    let place = format!("{}/data", server.place);
    let ended = push_with(&["in.nq", "--endpoint", &place, "--query", &other_place], &five(), &secret);
    // The other store has none of the statements.
    assert_eq!(ended.code, 5, "{}", ended.out);
    assert!(server.requests().iter().all(|request| request.header("authorization") == Some("Bearer sesame")));
    assert!(other.requests().iter().all(|request| request.header("authorization").is_none()));
    assert!(!other.requests().is_empty());
}

/// A server that asks for a digest as Virtuoso does: only of who comes
/// without credentials, and with a new nonce each time.
#[test]
fn a_digest_is_worked_out_where_it_is_asked_for() {
    let nonces = Arc::new(Mutex::new(0));
    let server = Server::new(move |request, _| {
        let mut nonces = nonces.lock().unwrap();
        match request.header("authorization") {
            Some(header) if header.starts_with("Digest ") => {
                let part = |name: &str| {
                    let start = header.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
                    header[start..].split('"').next().unwrap().to_owned()
                };
                assert_eq!((part("username"), part("realm")), ("Mufasa".to_owned(), "SPARQL".to_owned()));
                assert_eq!(part("uri"), request.target);
                assert!(header.contains("opaque=\"o\""), "{header}");
                if part("nonce") == format!("n{nonces}") { Fate::Done } else { status("403 Forbidden") }
            }
            Some(_) => status("401 Unauthorized"),
            None => {
                *nonces += 1;
                Fate::Status(
                    "401 Unauthorized",
                    format!(
                        "WWW-Authenticate: Digest realm=\"SPARQL\", nonce=\"n{nonces}\", qop=\"auth\", opaque=\"o\"\r\n"
                    ),
                )
            }
        }
    });
    let secret =
        [("POLICYGRAPH_ENDPOINT_USER", "Mufasa"), ("POLICYGRAPH_ENDPOINT_PASSWORD", "Circle of Life")];
    let ended = push_with(
        &["in.nq", "--endpoint", &format!("{}/data", server.place), "--chunk-triples", "2"],
        &five(),
        &secret,
    );
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    assert_eq!(server.graph("urn:g"), five_lines());
    assert_eq!(server.kinds()[..6], ["head", "head", "head", "put", "post", "post"]);
}

#[test]
fn a_store_that_loses_statements_is_found_out() {
    // It takes the second piece and forgets it.
    let server = Server::new(|request, _| match request.kind() {
        "post" => status("200 OK"),
        _ => Fate::Done,
    });
    server.insert(OLD);
    let (code, report, error) = push(&server, ALL, &five(), &["--chunk-triples", "3"]);
    assert_eq!((code, state(&report, 0).0.as_str()), (5, "unchanged"));
    assert!(error.contains("of 5 triples of <urn:g> the store holds 3"), "{error}");
    assert_eq!((server.graph("urn:g").len(), server.graphs().len()), (1, 1));
    let (code, report, error) = push(&server, GSP, &five(), &["--chunk-triples", "3"]);
    assert_eq!((code, state(&report, 0)), (5, is("partial", 3)));
    assert!(error.contains("does not hold what was sent"), "{error}");
    // Who asks for a count gets one, or is told.
    let server = Server::new(|request, _| match request.kind() {
        "count" | "get" => status("500 Oops"),
        _ => Fate::Done,
    });
    let (code, report, _) = push(&server, GSP, &five(), &[]);
    assert_eq!((code, state(&report, 0)), (0, ("replaced".to_owned(), None)));
    assert!(report["uncounted"].as_str().unwrap().contains("500"), "{report}");
    let (code, report, _) = push(&server, &[("--endpoint", "/data"), ("--query", "/sparql")], &five(), &[]);
    assert_eq!((code, state(&report, 0)), (5, ("replaced".to_owned(), None)));
}

#[test]
fn wrong_uses_are_told_before_anything_is_sent() {
    let server = Server::willing();
    let place = format!("{}/data", server.place);
    let triples = "<urn:a> <urn:p> <urn:c> .\n";
    for (arguments, input, code, says) in [
        (vec!["in.nq"], "", 2, "--endpoint"),
        (vec!["in.nq", "--endpoint", "ftp://h/"], triples, 2, "no address"),
        (vec!["in.nq", "--endpoint", &place, "--graph", "no iri"], triples, 2, "--graph"),
        (vec!["in.nq", "--endpoint", &place], triples, 2, "--graph IRI"),
        (vec!["in.nq", "--endpoint", &place, "--graph", "urn:g"], "", 3, "no statements"),
        (vec!["in.nq", "--endpoint", &place], "<urn:a> oops\n", 3, "in.nq"),
        (vec!["none.nq", "--endpoint", &place], "", 3, "none.nq"),
        (vec![&place, "--endpoint", &place], "", 2, "files"),
    ] {
        let ended = push_with(&arguments, input, &[]);
        assert_eq!(ended.code, code, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(says), "{arguments:?}: {}", ended.err);
    }
    assert!(server.kinds().is_empty());
}

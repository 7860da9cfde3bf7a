//! Queries that are built to exhaust the machine, run through the real command: each ends with 4 and says why, none
//! aborts the process, and none leaves anything behind.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use support::{Ended, run_in};

const PREFIX: &str = "PREFIX a: <urn:a/>\n";
/// Wide enough for a busy machine; a query that does not listen would run for minutes.
const LIMITS: [&str; 4] = ["--timeout", "1", "--max-memory", "400"];

/// 3,000 triples, and a clique of 150 things that know one another.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut data = String::new();
    for number in 0..3000 {
        let _ = writeln!(data, "<urn:a/s{number}> <urn:a/p> \"{number}\" .");
    }
    for one in 0..150 {
        for other in 0..150 {
            let _ = writeln!(data, "<urn:a/c{one}> <urn:a/knows> <urn:a/c{other}> .");
        }
    }
    fs::write(folder.path().join("data.nt"), data).unwrap();
    folder
}

fn ask_with(folder: &Path, query: &str, options: &[&str]) -> Ended {
    let arguments = [&["query", "-", "data.nt", "-o", "answer.csv"], options].concat();
    run_in(folder, &arguments, format!("{PREFIX}{query}").as_bytes())
}

/// Asserts that a query is refused, and that nothing but the data is in the folder then.
fn assert_refused(folder: &Path, what: &str, query: &str, options: &[&str], messages: &[&str]) {
    let ended = ask_with(folder, query, options);
    assert_eq!(ended.code, 4, "{what}: {}", ended.err);
    assert!(ended.out.is_empty(), "{what}: {}", ended.out);
    assert!(messages.iter().any(|message| ended.err.contains(message)), "{what}: {}", ended.err);
    let left: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["data.nt"], "{what}");
}

fn nested(open: &str, inner: &str, close: &str, levels: usize) -> String {
    format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
}

fn values(variable: &str, rows: usize) -> String {
    let numbers: Vec<String> = (0..rows).map(|number| number.to_string()).collect();
    format!("VALUES ?{variable} {{ {} }}", numbers.join(" "))
}

fn chain(length: usize) -> String {
    (0..length).fold(String::new(), |mut text, at| {
        let _ = write!(text, "?x{at} a:knows ?x{} . ", at + 1);
        text
    })
}

const TIME: &str = "stopped after 1 s; --timeout SECONDS sets another limit, 0 none";
const MEMORY: &str = "more than 400 MB of memory; --max-memory MB sets another limit, 0 none";
const ROWS: &str = "more than 100000 rows; --max-rows N sets another limit, 0 none";
const SIZE: &str = "more than 64 MB; --max-size MB sets another limit, 0 none";

#[test]
fn evaluation_ends_at_its_limits() {
    let folder = folder();
    let products = |rows: usize| format!("{} {} {}", values("a", rows), values("b", rows), values("c", rows));
    let doubled = |times: usize| {
        (0..times).fold("BIND(\"ab\" AS ?x0) ".to_owned(), |mut text, at| {
            let _ = write!(text, "BIND(CONCAT(?x{at}, ?x{at}) AS ?x{}) ", at + 1);
            text
        })
    };
    let replaced = (0..8).fold("BIND(\"aaaaaaaaaa\" AS ?x0) ".to_owned(), |mut text, at| {
        let _ = write!(text, "BIND(REPLACE(?x{at}, \"a\", \"aaaaaaaaaa\") AS ?x{}) ", at + 1);
        text
    });
    let cross = "?a a:p ?x . ?b a:p ?y .";
    // What a machine reaches first differs, so some have two ends.
    let cases: [(&str, String, &[&str]); 17] = [
        ("product of VALUES", format!("SELECT (COUNT(*) AS ?n) {{ {} }}", products(1000)), &[TIME, MEMORY]),
        ("rows of a product", format!("SELECT * {{ {cross} ?c a:p ?z }}"), &[ROWS, TIME]),
        ("order of a product", format!("SELECT * {{ {cross} }} ORDER BY ?x ?y"), &[MEMORY, TIME]),
        (
            "order of a product of VALUES",
            format!("SELECT * {{ {} {} }} ORDER BY ?b", values("a", 2500), values("b", 2500)),
            &[MEMORY, TIME],
        ),
        ("distinct", format!("SELECT DISTINCT ?x ?y {{ {cross} }} OFFSET 9000000"), &[MEMORY, TIME]),
        ("groups", format!("SELECT ?x (COUNT(*) AS ?n) {{ {cross} }} GROUP BY ?x ?y"), &[MEMORY, TIME]),
        ("count of a product", format!("SELECT (COUNT(*) AS ?n) {{ {cross} ?c a:p ?z }}"), &[TIME]),
        (
            "optional product",
            "SELECT (COUNT(*) AS ?n) { ?a a:p ?x OPTIONAL { ?b a:p ?y OPTIONAL { ?c a:p ?z } } }".to_owned(),
            // The inner product is kept for the join: a fast machine fills the memory within the second.
            &[TIME, MEMORY],
        ),
        (
            "path of a clique",
            "SELECT (COUNT(*) AS ?n) { ?a a:knows/a:knows/a:knows/a:knows/a:knows ?b }".to_owned(),
            &[TIME, MEMORY],
        ),
        (
            "stars in stars",
            "SELECT (COUNT(*) AS ?n) { ?a ((a:knows*)*)* ?b . ?b ((a:knows*)*)* ?c . ?c ((a:knows*)*)* ?d }"
                .to_owned(),
            &[TIME, MEMORY],
        ),
        (
            "free path of a clique",
            "SELECT (COUNT(*) AS ?n) { ?a a:knows* ?b . ?b a:knows* ?c . ?c a:knows* ?d }".to_owned(),
            &[TIME, MEMORY],
        ),
        (
            "negated paths",
            "SELECT (COUNT(*) AS ?n) { ?a (!a:q)* ?b . ?b (!a:q)* ?c . ?c (!a:q)* ?d }".to_owned(),
            &[TIME, MEMORY],
        ),
        ("doubled text", format!("SELECT (STRLEN(?x27) AS ?n) {{ {} }}", doubled(27)), &[MEMORY, TIME]),
        (
            "doubled text, longer",
            format!("SELECT (STRLEN(?x32) AS ?n) {{ {} }}", doubled(32)),
            &[MEMORY, TIME],
        ),
        ("large answer", format!("SELECT ?x25 {{ {} }}", doubled(26)), &[SIZE, MEMORY, TIME]),
        ("replaced text", format!("SELECT (STRLEN(?x8) AS ?n) {{ {replaced} }}"), &[MEMORY, TIME]),
        ("triples of a product", format!("CONSTRUCT {{ ?a a:q ?y }} {{ {cross} }}"), &[ROWS, TIME]),
    ];
    for (what, query, messages) in cases {
        // An answer in Turtle for the last.
        let options = if query.starts_with("CONSTRUCT") { &["--format", "ttl"][..] } else { &[] };
        assert_refused(folder.path(), what, &query, &[&LIMITS, options].concat(), messages);
    }
}

#[test]
fn what_would_exhaust_the_stack_or_the_planner_is_refused_before() {
    let folder = folder();
    let filter = |expression: String| format!("ASK {{ FILTER({expression}) }}");
    let cases = [
        ("brackets", filter(nested("(", "1", ")", 1000)), "64 deep"),
        ("brackets, many", filter(nested("(", "1", ")", 20_000)), "64 deep"),
        ("groups", format!("ASK {}", nested("{", "", "}", 1000)), "64 deep"),
        ("sub-queries", format!("ASK {}", nested("{ SELECT * ", "{}", "}", 400)), "64 deep"),
        ("not exists", format!("ASK {}", nested("{ FILTER NOT EXISTS ", "{}", "}", 400)), "64 deep"),
        ("collections", format!("ASK {{ {} a:p 1 }}", nested("(", "1", ")", 200)), "64 deep"),
        ("blank nodes", format!("ASK {{ ?s a:p {} }}", nested("[ a:p ", "1", "]", 1000)), "64 deep"),
        ("path in brackets", format!("ASK {{ ?s {} ?o }}", nested("(", "a:p", ")", 1000)), "64 deep"),
        ("functions", filter(nested("ABS(", "1", ")", 1000)), "64 deep"),
        ("sums", filter(format!("1{}", "+1".repeat(5000))), "1000 operators"),
        ("conditions", filter(format!("1{}", "||1".repeat(5000))), "1000 operators"),
        ("steps", format!("ASK {{ ?s a:p{} ?o }}", "/a:p".repeat(10_000)), "1000 operators"),
        ("unions", format!("ASK {{ {{}}{} }}", "UNION{}".repeat(1000)), "64 UNION"),
        ("optional parts", format!("ASK {{ {} }}", "OPTIONAL{} ".repeat(5000)), "1000 brackets"),
        ("negations", filter(nested("!(", "1", ")", 24)), "8 negations"),
        ("negations in a run", filter(format!("{}1", "!".repeat(60_000))), "8 negations"),
        ("long text", format!("ASK {{}} #{}", " ".repeat(70_000)), "more than 65536"),
        ("patterns", format!("ASK {{ {} }}", chain(100)), "100 triple patterns"),
        ("long path", format!("ASK {{ ?s a:p{} ?o }}", "/a:p".repeat(900)), "901 triple patterns"),
        ("long alternative", format!("ASK {{ ?s (a:p{})* ?o }}", "|a:p".repeat(900)), "901 steps"),
        ("values", format!("ASK {{ {} }}", values("a", 10_001)), "10001 cells"),
        ("service", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }".to_owned(), "SERVICE"),
        ("silent service", "ASK { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }".to_owned(), "SERVICE"),
        ("update", "DELETE WHERE { ?s ?p ?o }".to_owned(), "not a SPARQL query"),
        ("load", "LOAD <file:///etc/passwd>".to_owned(), "not a SPARQL query"),
    ];
    for (what, query, message) in cases {
        assert_refused(folder.path(), what, &query, &LIMITS, &[message]);
    }
}

#[test]
fn what_is_just_allowed_ends_too() {
    let folder = folder();
    let filter = |expression: String| format!("ASK {{ FILTER({expression}) }}");
    let list: Vec<String> = (0..10_000).map(|number| number.to_string()).collect();
    let cases = [
        ("brackets", filter(nested("(", "1", ")", 62))),
        ("groups", format!("ASK {}", nested("{", "", "}", 64))),
        ("sub-queries", format!("ASK {}", nested("{ SELECT * ", "{}", "}", 63))),
        ("not exists", format!("ASK {}", nested("{ FILTER NOT EXISTS ", "{}", "}", 63))),
        ("blank nodes", format!("ASK {{ ?s a:p {} }}", nested("[ a:p ", "1", "]", 59))),
        ("path in brackets", format!("ASK {{ ?s {} ?o }}", nested("(", "a:p", ")", 60))),
        ("substrings", filter(nested("SUBSTR(", "\"a\"", ",1)", 62))),
        ("expressions", filter(nested("REGEX(", "\"a\"", ",\"a\")", 62))),
        ("signs", filter(nested("-(", "1", ")", 62))),
        ("negations", filter(nested("!(", "1", ")", 8))),
        ("sums", filter(format!("1{}", "+1".repeat(1000)))),
        ("conditions", filter(format!("1{}", "||1".repeat(1000)))),
        ("list", filter(format!("1 IN ({})", list.join(",")))),
        ("optional parts", format!("ASK {{ {} }}", "OPTIONAL{} ".repeat(999))),
        ("filters", format!("ASK {{ {} }}", "FILTER(1) ".repeat(999))),
        ("unions", format!("ASK {{ {{}}{} }}", "UNION{}".repeat(64))),
        ("patterns", format!("ASK {{ {} }}", chain(60))),
        ("steps", format!("ASK {{ a:s1 a:p{} ?o }}", "/a:p".repeat(49))),
        ("expression over a long text", filter(format!("REGEX(\"{}\", \"(a+)+$\")", "a".repeat(60_000)))),
    ];
    for (what, query) in cases {
        let ended =
            ask_with(folder.path(), &query, &["--timeout", "1", "--max-memory", "400", "--format", "csv"]);
        // Within the limits, or stopped at one of them.
        let stopped = ended.code == 4 && ended.err.contains("sets another limit");
        assert!(ended.code == 0 || stopped, "{what}: {} {}", ended.code, ended.err);
    }
}

#[test]
fn limits_are_lifted_and_set_by_their_options() {
    let folder = folder();
    let all = "SELECT ?a ?x { ?a a:p ?x }";
    for (options, message) in [
        (["--max-rows", "2999"], "more than 2999 rows; --max-rows N"),
        (["--max-rows", "1"], "more than 1 rows; --max-rows N"),
    ] {
        assert_refused(folder.path(), options[1], all, &options, &[message]);
    }
    for options in [["--max-rows", "3000"], ["--max-rows", "0"]] {
        let ended = ask_with(folder.path(), all, &options);
        assert_eq!(ended.code, 0, "{}", ended.err);
        let answer = fs::read_to_string(folder.path().join("answer.csv")).unwrap();
        assert_eq!(answer.lines().count(), 3001);
    }
    let more = "SELECT ?b ?x { ?a a:p ?x . ?b a:p ?y . FILTER(STRLEN(?y) = 2) }";
    let none = ["--timeout", "0", "--max-rows", "0", "--max-size", "0", "--max-memory", "0"];
    let ended = ask_with(folder.path(), more, &none);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let answer = fs::read_to_string(folder.path().join("answer.csv")).unwrap();
    // 90 numbers have two digits.
    assert_eq!(answer.lines().count(), 1 + 3000 * 90);
}

#[test]
fn an_earlier_answer_stays_when_there_is_none() {
    let folder = folder();
    fs::write(folder.path().join("answer.csv"), "x\n").unwrap();
    let ended = ask_with(folder.path(), "SELECT * { ?a a:p ?x }", &["--max-rows", "1"]);
    assert_eq!(ended.code, 4, "{}", ended.err);
    assert_eq!(fs::read_to_string(folder.path().join("answer.csv")).unwrap(), "x\n");
}

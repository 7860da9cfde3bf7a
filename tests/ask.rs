//! `policygraph query` as people and scripts meet it: formats, documents, parameters, exit codes.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use std::fs;
use std::path::Path;
use support::{Ended, run_in};

/// Two editions of a plan. The second names a goal and a program that the first does not have.
const FIRST: &str = "月の計画の進捗\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「月」に向けて\t\t\t\n\t【基地】\t\t\n\t建設\t\t\n\
    \t・基地を建てる。【◎厚】\t「月面拠点整備事業」(令和4年度予算:2億円)を実施した。\t「月面拠点整備事業」を続ける。\n";
const SECOND: &str = "月の計画の進捗\n\n\t\t令和5年度の実績・状況\t令和6年度の取組予定\n(1)「火星」に向けて\t\t\t\n\t【基地】\t\t\n\t建設\t\t\n\
    \t・基地を建てる。【◎厚】\t「火星拠点整備事業」を実施した。\t「火星拠点整備事業」を続ける。\n";

const DATA: &str = "PREFIX e: <http://example.org/> PREFIX pgo: <https://w3id.org/policygraph/ontology#>\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("first.tsv", FIRST);
    write("second.tsv", SECOND);
    write(
        "data.ttl",
        "@prefix e: <http://example.org/> . @prefix pgo: <https://w3id.org/policygraph/ontology#> .\n\
         e:b e:p \"two, \\\"2\\\"\" ; a pgo:Goal . e:a e:p 1 ; a pgo:Goal . e:c e:q [ e:r 1 ], [ e:r 2 ] .",
    );
    folder
}

fn ask(folder: &Path, query: &str, arguments: &[&str]) -> Ended {
    run_in(folder, &[&["query", "-"], arguments].concat(), format!("{DATA}{query}").as_bytes())
}

fn done(folder: &Path, query: &str, arguments: &[&str]) -> String {
    let ended = ask(folder, query, arguments);
    assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
    ended.out
}

const ROWS: &str = "SELECT ?s ?o { ?s e:p ?o } ORDER BY ?s";
const GRAPH: &str = "CONSTRUCT { ?s a pgo:Thing ; e:p ?o } { ?s e:p ?o }";

#[test]
fn rows_in_every_format() {
    let folder = folder();
    let written = |arguments: &[&str]| done(folder.path(), ROWS, &[&["data.ttl"], arguments].concat());
    let csv = "s,o\r\nhttp://example.org/a,1\r\nhttp://example.org/b,\"two, \"\"2\"\"\"\r\n";
    assert_eq!(written(&["-f", "csv"]), csv);
    assert_eq!(written(&["-f", "csv", "--bom"]), format!("\u{feff}{csv}"));
    assert_eq!(
        written(&[]),
        "?s\t?o\n<http://example.org/a>\t1\n<http://example.org/b>\t\"two, \\\"2\\\"\"\n"
    );
    assert_eq!(
        written(&["-f", "md"]),
        "| s | o |\n| --- | --- |\n| http://example.org/a | 1 |\n| http://example.org/b | two, \"2\" |\n"
    );
    assert!(written(&["-f", "xml"]).contains("<binding name=\"s\"><uri>http://example.org/a</uri>"));
    let json: serde_json::Value = serde_json::from_str(&written(&["-f", "json"])).unwrap();
    assert_eq!(json["head"]["vars"], serde_json::json!(["s", "o"]));
    assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 2);
    let table = written(&["-f", "table"]);
    assert!(table.starts_with('┌') && table.contains("http://example.org/b"), "{table}");
    // By the name of the output.
    assert_eq!(written(&["-o", "answer.csv"]), "");
    assert_eq!(fs::read_to_string(folder.path().join("answer.csv")).unwrap(), csv);
}

#[test]
fn triples_in_every_syntax_say_the_same() {
    let folder = folder();
    let turtle = done(folder.path(), GRAPH, &["data.ttl"]);
    let expected = "\
@prefix pgo: <https://w3id.org/policygraph/ontology#> .
<http://example.org/a> a pgo:Thing ;
\t<http://example.org/p> 1 .
<http://example.org/b> a pgo:Thing ;
\t<http://example.org/p> \"two, \\\"2\\\"\" .
";
    assert_eq!(turtle, expected);
    for format in ["ttl", "nt", "nq", "trig"] {
        let name = format!("answer.{format}");
        done(folder.path(), GRAPH, &["data.ttl", "-o", &name]);
        let back = done(folder.path(), "CONSTRUCT WHERE { ?s ?p ?o }", &[&name, "-f", "ttl"]);
        assert_eq!(back, turtle, "{format}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&done(folder.path(), GRAPH, &["data.ttl", "-f", "jsonld"])).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2, "{json}");
    let xml = done(folder.path(), GRAPH, &["data.ttl", "-f", "rdf"]);
    assert_eq!(xml.matches("rdf:about=").count(), 2, "{xml}");
    let described = done(folder.path(), "DESCRIBE e:a", &["data.ttl", "-f", "nt"]);
    assert_eq!(described.lines().count(), 2, "{described}");
}

#[test]
fn blank_nodes_have_the_same_names_on_every_run() {
    let folder = folder();
    let query = "CONSTRUCT { ?s e:twice [ e:r ?n ; e:of ?b ] } { ?s e:q ?b . ?b e:r ?n }";
    let first = done(folder.path(), query, &["data.ttl"]);
    assert!(first.contains("_:"), "{first}");
    let rows = "SELECT ?b { ?s e:q ?b . ?b e:r ?n } ORDER BY ?n";
    for _ in 0..3 {
        assert_eq!(done(folder.path(), query, &["data.ttl"]), first);
        assert_eq!(done(folder.path(), rows, &["data.ttl"]), "?b\n_:b0\n_:b1\n");
    }
}

#[test]
fn yes_and_no() {
    let folder = folder();
    let yes = "ASK { e:a e:p 1 }";
    let no = "ASK { e:a e:p 2 }";
    assert_eq!(done(folder.path(), yes, &["data.ttl"]), "true\n");
    assert_eq!(done(folder.path(), no, &["data.ttl"]), "false\n");
    for format in ["csv", "tsv", "table", "md"] {
        assert_eq!(done(folder.path(), no, &["data.ttl", "-f", format]), "false\n", "{format}");
    }
    assert_eq!(done(folder.path(), no, &["data.ttl", "-f", "json"]), "{\"head\":{},\"boolean\":false}\n");
    for (query, code) in [
        (yes, 0),
        (no, 1),
        (ROWS, 0),
        ("SELECT * { ?s e:none ?o }", 1),
        (GRAPH, 0),
        ("CONSTRUCT WHERE { ?s e:none ?o }", 1),
    ] {
        let ended = ask(folder.path(), query, &["data.ttl", "--exit-status"]);
        assert_eq!(ended.code, code, "{query}: {}", ended.err);
    }
}

#[test]
fn a_wrong_format_is_known_before_the_data_are_read() {
    let folder = folder();
    for (query, arguments, message) in [
        (ROWS, ["-f", "ttl"], "SELECT gives no triples, which `ttl` is for; use one of: table csv"),
        (ROWS, ["-o", "x.rdf"], "SELECT gives no triples"),
        ("ASK {}", ["-f", "nt"], "ASK gives no triples"),
        (GRAPH, ["-f", "csv"], "CONSTRUCT gives triples, which `csv` cannot hold; use one of: ttl nt"),
        ("DESCRIBE e:a", ["-o", "x.md"], "DESCRIBE gives triples"),
        (GRAPH, ["-f", "docx"], "`docx` is no format for the answer to CONSTRUCT; use one of: ttl"),
        (ROWS, ["-f", "docx"], "`docx` is no format for the answer to SELECT; use one of: table"),
        (ROWS, ["--bom", "-f=json"], "--bom is for CSV"),
    ] {
        let ended = ask(folder.path(), query, &[&["no-such-file.ttl"], &arguments[..]].concat());
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(message), "{}", ended.err);
    }
    assert_eq!(ask(folder.path(), ROWS, &["-"]).code, 2);
}

const PROGRAMS: [&str; 5] = ["query", "programs-by-measures", "first.tsv", "second.tsv", "--format=csv"];

/// The first columns of the rows of an answer in CSV.
fn programs(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let ended = run_in(folder, &[&PROGRAMS, arguments].concat(), b"");
    assert_eq!(ended.code, 0, "{}", ended.err);
    let row = |line: &str| line.split(',').nth(1).unwrap().to_owned();
    ended.out.lines().skip(1).map(row).collect()
}

#[test]
fn one_document_of_several() {
    let folder = folder();
    assert_eq!(programs(folder.path(), &[]).len(), 2);
    assert_eq!(programs(folder.path(), &["--document", "first.tsv"]), ["月面拠点整備事業"]);
    let wrong = run_in(folder.path(), &[&PROGRAMS[..], &["--document", "third"]].concat(), b"");
    assert_eq!(wrong.code, 4, "{}", wrong.err);
    assert!(wrong.err.contains("no document is called `third`; there are: "), "{}", wrong.err);
    let listed = wrong.err.split("there are: ").nth(1).unwrap();
    let ids: Vec<&str> = listed.trim().split(", ").map(|one| one.split(' ').next().unwrap()).collect();
    assert_eq!(ids.len(), 2, "{listed}");
    let by_id: Vec<Vec<String>> = ids.iter().map(|id| programs(folder.path(), &["--document", id])).collect();
    assert!(by_id.contains(&vec!["月面拠点整備事業".to_owned()]), "{by_id:?}");
    assert!(by_id.contains(&vec!["火星拠点整備事業".to_owned()]), "{by_id:?}");
    // What a value may mean is looked for in that document, too.
    let other = ["--document", "first.tsv", "-p", "program=火星拠点整備事業"];
    let ended = run_in(folder.path(), &[&PROGRAMS[..], &other].concat(), b"");
    assert_eq!(ended.code, 4, "{}", ended.err);
    assert!(ended.err.contains("no program in the data is called `火星拠点整備事業`"), "{}", ended.err);
    let flat = ask(folder.path(), ROWS, &["data.ttl", "--document", "data.ttl"]);
    assert_eq!(flat.code, 4);
    assert!(flat.err.contains("keep no documents apart"), "{}", flat.err);
    let own = ask(folder.path(), "SELECT * FROM e:g { ?s ?p ?o }", &["first.tsv", "--document", "first.tsv"]);
    assert_eq!(own.code, 4);
    assert!(own.err.contains("FROM"), "{}", own.err);
}

#[test]
fn values_of_parameters() {
    let folder = folder();
    assert_eq!(programs(folder.path(), &["-p", "program=月面拠点整備事業"]), ["月面拠点整備事業"]);
    // A part of a name is no name.
    let part = run_in(folder.path(), &[&PROGRAMS[..], &["-p", "program=月面拠点"]].concat(), b"");
    assert_eq!(part.code, 4);
    assert!(part.err.contains("nearest: 月面拠点整備事業, 火星拠点整備事業"), "{}", part.err);
    let query = "SELECT ?_goal_iri { ?_goal_iri a pgo:Goal }";
    let both = ask(folder.path(), query, &["first.tsv", "second.tsv", "-p", "goal=1"]);
    assert_eq!(both.code, 4);
    assert!(both.err.contains("`1` may be any of "), "{}", both.err);
    assert!(both.err.contains("月 (id:goal/") && both.err.contains("火星 (id:goal/"), "{}", both.err);
    let fact = "SELECT ?_fact_iri ?p { ?_fact_iri ?p ?o } ORDER BY ?p";
    let known = done(folder.path(), fact, &["data.ttl", "-p", "fact=<http://example.org/c>", "-f", "csv"]);
    assert_eq!(
        known,
        "_fact_iri,p\r\nhttp://example.org/c,http://example.org/q\r\nhttp://example.org/c,http://example.org/q\r\n"
    );
    for (value, message) in [
        ("fact=http://example.org/z", "the data say nothing about http://example.org/z"),
        ("fact=基地", "`基地` is not the IRI of a fact"),
    ] {
        let ended = ask(folder.path(), fact, &["data.ttl", "-p", value]);
        assert_eq!(ended.code, 4);
        assert!(ended.err.contains(message), "{}", ended.err);
    }
}

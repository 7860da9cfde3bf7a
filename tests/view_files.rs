//! What `policygraph view` writes: every kind in every format, choices, and what is wrong.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use support::path;

const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";
const KINDS: [&str; 4] = ["matrix", "layers", "projection", "ministries"];

fn run(arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_policygraph"))
        .current_dir(path(""))
        .args(arguments)
        .output()
        .unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn text(arguments: &[&str]) -> String {
    let (exit, out, error) = run(arguments);
    assert_eq!(exit, 0, "{arguments:?}: {error}");
    String::from_utf8(out).unwrap()
}

fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&text(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// The titles of the nodes of a kind.
fn titles(network: &serde_json::Value, kind: &str) -> BTreeSet<String> {
    let nodes = network["nodes"].as_array().unwrap().iter();
    nodes.filter(|node| node["kind"] == kind).map(|node| node["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_kind_has_every_format() {
    let opens = [
        ("svg", "<?xml"),
        ("html", "<!DOCTYPE html>"),
        ("dot", ""),
        ("graphml", "<?xml"),
        ("gexf", "<?xml"),
        ("json", "{"),
        ("csv", "Source,Target,Type,Kind,Weight"),
    ];
    for kind in KINDS {
        for (format, opening) in opens {
            let written = text(&["view", kind, REPORT, "--format", format]);
            assert!(written.starts_with(opening), "{kind} {format}: {}", written.lines().next().unwrap());
            assert_eq!(written, text(&["view", kind, REPORT, "--format", format]), "{kind} {format}");
        }
    }
}

#[test]
fn a_file_is_written_in_the_format_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("programs.GraphML");
    let name = file.to_str().unwrap();
    assert_eq!(run(&["view", "projection", REPORT, "-o", name]).0, 0);
    assert!(fs::read_to_string(&file).unwrap().contains("<graphml"));
}

#[test]
fn rdf_gives_what_the_table_gives() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("plan.nt");
    assert_eq!(run(&["convert", "--quiet", REPORT, "-o", graph.to_str().unwrap()]).0, 0);
    for kind in KINDS {
        for format in ["svg", "html", "json"] {
            let from = |input: &str| run(&["view", kind, input, "--repeats", "--format", format]).1;
            assert_eq!(from(REPORT), from(graph.to_str().unwrap()), "{kind} {format}");
        }
    }
}

#[test]
fn choices_narrow_every_kind() {
    // Lines 119 to 123 stand under goal (3): four measures.
    let third = json(&["view", "matrix", REPORT, "--goal", "3"]);
    assert_eq!(titles(&third, "measure").len(), 4);
    let layers = json(&["view", "layers", REPORT, "--goal", "3"]);
    assert_eq!((titles(&layers, "goal").len(), titles(&layers, "measure").len()), (1, 4));
    assert_eq!(titles(&layers, "program"), titles(&third, "program"));
    let all = titles(&json(&["view", "projection", REPORT]), "program");
    let rolled = titles(&json(&["view", "projection", REPORT, "--rollup"]), "program");
    assert!(all.contains("地域連携拠点") && !rolled.contains("地域連携拠点"));
    let english = titles(&json(&["view", "ministries", REPORT, "--lang", "en"]), "ministry");
    assert!(english.contains("Ministry of Health, Labour and Welfare"), "{english:?}");
}

#[test]
fn tables_of_nodes_and_edges() {
    let nodes = text(&["view", "projection", REPORT, "--format", "csv", "--table", "nodes"]);
    let head = nodes.lines().next().unwrap();
    for column in ["Id", "measures", "component", "articulation", "page_rank", "betweenness", "rests_on_it"] {
        assert!(head.split(',').any(|name| name.trim() == column), "{column} in {head}");
    }
    let marked = run(&["view", "ministries", REPORT, "--format", "csv", "--bom"]).1;
    assert!(marked.starts_with("\u{feff}Source,".as_bytes()));
}

#[test]
fn every_field_and_option_is_described() {
    let page = support::text("docs/views.md");
    let mut names = BTreeSet::new();
    for arguments in
        [&["matrix"][..], &["layers"], &["projection"], &["projection", "--of", "measures"], &["ministries"]]
    {
        let network = json(&[&["view"], arguments, &[REPORT]].concat());
        for part in ["nodes", "edges"] {
            for thing in network[part].as_array().unwrap() {
                names.extend(thing.as_object().unwrap().keys().cloned());
            }
        }
    }
    for command in ["view", "impact"] {
        let help = text(&[command, "--help"]);
        let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        names.extend(words.filter(|word| word.len() > 3 && word.starts_with("--")).map(str::to_owned));
    }
    // What every command takes, and README describes.
    for known in ["--output", "--format", "--register", "--profile", "--no-profile", "--base-iri", "--help"] {
        names.remove(known);
    }
    let missing: Vec<&String> = names
        .iter()
        .filter(|name| !page.contains(&format!("`{name}")) && !page.contains(&format!("{name} ")))
        .collect();
    assert!(missing.is_empty(), "docs/views.md does not say what these are: {missing:?}");
}

#[test]
fn wrong_uses_are_said() {
    let said = |arguments: &[&str], exit: i32, words: &str| {
        let (code, out, error) = run(&[&["view"], arguments].concat());
        assert_eq!((code, out.len()), (exit, 0), "{arguments:?}: {error}");
        assert!(error.contains(words), "{error}");
    };
    said(&["matrix", REPORT, "--format", "ttl"], 2, "svg html png");
    said(&["matrix", REPORT, "--table", "nodes"], 2, "--format csv");
    said(&["matrix", REPORT, "--goal", "9"], 4, "no goal `9`");
    said(&["matrix", REPORT, "--ministry", "防"], 4, "no ministry `防`");
    said(&["matrix", REPORT, "--year", "1999"], 4, "no fiscal year `1999`");
    said(&["matrix", "no-such.tsv"], 3, "no-such.tsv");
    said(&["wheel", REPORT], 2, "matrix");
    said(&["matrix", REPORT, "--of", "measures"], 2, "--of is for projections");
    said(&["layers", REPORT, "--order", "name"], 2, "--order is for the rows of the matrix");
    said(&["projection", REPORT, "--of", "measures"], 2, "no picture");
    said(&["matrix", REPORT, "--year", "R99"], 4, "`R99`");
    #[cfg(not(feature = "png"))]
    said(&["matrix", REPORT, "-o", "x.png"], 2, "--features png");
}

#[cfg(feature = "png")]
#[test]
fn pixels_come_in_the_scale_that_is_asked_for() {
    let (exit, one, error) = run(&["view", "ministries", REPORT, "--format", "png", "--scale", "1"]);
    assert_eq!(exit, 0, "{error}");
    let (_, two, _) = run(&["view", "ministries", REPORT, "--format", "png"]);
    let width = |bytes: &[u8]| u32::from_be_bytes(bytes[16..20].try_into().unwrap());
    assert_eq!(&one[1..4], b"PNG");
    assert!((2 * width(&one)).abs_diff(width(&two)) <= 1);
    assert_eq!(run(&["view", "matrix", REPORT, "--format", "png", "--scale", "90"]).0, 5);
    assert_eq!(run(&["view", "matrix", REPORT, "--format", "png", "--font", "no-such.ttf"]).0, 5);
}

//! The command as people and scripts meet it: exit codes, what goes where, formats.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use support::{Ended, report, report_path, report_plan, run, run_in};

const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";
const COMMANDS: [&str; 11] = [
    "build",
    "extract",
    "convert",
    "check",
    "parse",
    "query",
    "queries",
    "explain",
    "view",
    "completions",
    "man",
];

/// A plan of one measure. Its ministry and its two names of one program are in no register.
const MOON: &str = "月の計画の進捗\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「月」に向けて\t\t\t\n\t【基地】\t\t\n\t建設\t\t\n\
    \t・基地を建てる。【◎宙、文】\t「月面拠点整備事業」(令和4年度予算:2億円)を実施した。\t「月面基地事業」を続ける。\n";

const MOON_REGISTER: &str = r#"
@prefix id: <https://w3id.org/policygraph/id/org/> .
@prefix prog: <https://w3id.org/policygraph/id/program/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix pgo: <https://w3id.org/policygraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:uchu a pgo:Ministry, org:FormalOrganization ; skos:prefLabel "宇宙省"@ja, "Ministry of Space"@en ; skos:notation "宙" .
prog:kyoten a pgo:Program ; skos:prefLabel "月面拠点整備事業"@ja ; skos:altLabel "月面基地事業"@ja .
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("moon.tsv"), MOON).unwrap();
    fs::write(folder.path().join("register.ttl"), MOON_REGISTER).unwrap();
    folder
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_command_has_help() {
    let top = run(&["--help"]);
    assert_eq!((top.code, top.err.as_str()), (0, ""));
    for command in COMMANDS {
        assert!(
            top.out.lines().any(|line| line.trim_start().starts_with(command)),
            "{command} is not listed:\n{}",
            top.out
        );
        let help = run(&[command, "--help"]);
        assert_eq!((help.code, help.err.as_str()), (0, ""), "{command}");
        assert!(help.out.contains(&format!("Usage: policygraph {command}")), "{}", help.out);
    }
    let version = run(&["--version"]);
    assert_eq!((version.code, version.out.trim()), (0, concat!("policygraph ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn exit_codes() {
    let folder = folder();
    let full = Path::new("/dev/full");
    fs::write(folder.path().join("moon.pdf"), "%PDF-1.7").unwrap();
    let cases: [(&str, i32, &[&str]); 22] = [
        ("done", 0, &["convert", "moon.tsv"]),
        ("findings are no failure", 0, &["extract", "moon.tsv"]),
        ("no errors among the findings", 0, &["check", "moon.tsv"]),
        ("the answer is no", 1, &["check", "--fail-on", "warning", "moon.tsv"]),
        ("no command", 2, &[]),
        ("unknown command", 2, &["melt"]),
        ("no input", 2, &["convert"]),
        ("unknown option", 2, &["convert", "--melt", "moon.tsv"]),
        ("unknown format", 2, &["convert", "--format", "docx", "moon.tsv"]),
        ("format that cannot be verified", 2, &["convert", "--verify", "--format", "rdf", "moon.tsv"]),
        ("unsound base", 2, &["convert", "--base-iri", "a b", "moon.tsv"]),
        ("unknown notation", 2, &["parse", "poem"]),
        ("no such input", 3, &["convert", "sun.tsv"]),
        ("input of another kind", 3, &["convert", "moon.pdf"]),
        ("register that is none", 3, &["convert", "--register", "moon.tsv", "moon.tsv"]),
        ("no such register", 3, &["convert", "--register", "sun.ttl", "moon.tsv"]),
        ("unknown query", 4, &["query", "melt", "moon.tsv"]),
        ("query with an error", 4, &["query", "-", "moon.tsv"]),
        ("unknown parameter", 4, &["query", "budget-totals", "moon.tsv", "-p", "colour=red"]),
        ("no such folder", 5, &["convert", "moon.tsv", "-o", "nowhere/moon.ttl"]),
        ("a folder's name", 5, &["convert", "moon.tsv", "-o", "."]),
        ("disk full", 5, &["convert", "moon.tsv", "-o", "/dev/full"]),
    ];
    for (what, code, arguments) in cases {
        if arguments.contains(&"/dev/full") && !full.exists() {
            continue;
        }
        let ended = run_in(folder.path(), arguments, b"SELECT * {");
        assert_eq!(ended.code, code, "{what}: {arguments:?}\n{}", ended.err);
        match code {
            0 => {}
            1 => assert!(!ended.out.is_empty(), "{what}"),
            2 if arguments.is_empty() => {}
            _ => {
                assert!(ended.out.is_empty(), "{what}: something on standard output: {}", ended.out);
                assert!(
                    !ended.err.trim().is_empty() && !ended.err.contains("panicked"),
                    "{what}: {}",
                    ended.err
                );
            }
        }
    }
    assert_eq!(names_in(folder.path()), ["moon.pdf", "moon.tsv", "register.ttl"], "nothing is left behind");
}

/// A store on disk is a folder; a program without the feature says what it takes to read one.
#[cfg(not(feature = "persist"))]
#[test]
fn a_folder_as_input_is_refused_with_the_way_to_stores_on_disk() {
    let folder = folder();
    fs::create_dir(folder.path().join("store")).unwrap();
    fs::create_dir(folder.path().join("store.ttl")).unwrap();
    for arguments in [
        &["query", "programs-by-measures", "store"][..],
        &["query", "programs-by-measures", "moon.tsv", "store"],
        &["query", "programs-by-measures", "store.ttl"],
        &["view", "matrix", "store"],
    ] {
        let ended = run_in(folder.path(), arguments, b"");
        assert_eq!((ended.code, ended.out.as_str()), (3, ""), "{arguments:?}");
        let words = "is a folder, and this program was built without stores on disk";
        assert!(ended.err.contains(words) && ended.err.contains("--features persist"), "{}", ended.err);
    }
    let ended = run_in(folder.path(), &["load", "moon.tsv", "--store", "store"], b"");
    assert_eq!(ended.code, 2, "{}", ended.err);
}

#[test]
fn errors_name_the_file() {
    let folder = folder();
    fs::write(folder.path().join("damaged.tsv"), b"\xe6\x9c\x88\n\xe6\x9c\n").unwrap();
    for (arguments, named) in [
        (["convert", "sun.tsv"], "sun.tsv"),
        (["extract", "damaged.tsv"], "damaged.tsv: byte 4 (line 2)"),
        (["check", "."], "folder"),
    ] {
        let ended = run_in(folder.path(), &arguments, b"");
        assert_eq!(ended.code, 3);
        assert!(ended.err.contains(named), "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn data_goes_to_standard_output_and_remarks_to_standard_error() {
    let converted = run(&["convert", "--format", "nt", REPORT]);
    assert_eq!(converted.code, 0);
    assert!(converted.out.lines().all(|line| line.starts_with("<https://") && line.ends_with(" .")));
    assert!(
        converted.err.starts_with("findings: ") && converted.err.lines().count() == 1,
        "{}",
        converted.err
    );
    let quiet = run(&["convert", "--quiet", "--format", "nt", REPORT]);
    assert_eq!((quiet.err.as_str(), quiet.out == converted.out), ("", true));
    let extracted = run(&["extract", REPORT]);
    let plan: policygraph::plan::Plan = serde_json::from_str(&extracted.out).unwrap();
    assert_eq!(&plan, report_plan());
    let checked = run(&["check", REPORT]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
}

#[test]
fn a_dash_is_standard_input_and_output() {
    let folder = folder();
    let piped = run_in(folder.path(), &["convert", "-", "--format", "nq", "-o", "-"], MOON.as_bytes());
    let straight = run_in(folder.path(), &["convert", "moon.tsv", "--format", "nq"], b"");
    assert_eq!((piped.code, straight.code), (0, 0));
    // The name of the input is a fact of the graph; nothing else differs.
    let difference: Vec<&str> = piped.out.lines().filter(|line| !straight.out.contains(line)).collect();
    assert!(
        difference.iter().all(|line| line.contains("standard input")) && !difference.is_empty(),
        "{difference:#?}"
    );
    assert_eq!(piped.out.lines().count(), straight.out.lines().count());
    // Merging reads every input twice, which standard input cannot be.
    fs::write(folder.path().join("other.tsv"), MOON.replace("2億円", "3億円")).unwrap();
    let merged = run_in(folder.path(), &["convert", "-", "other.tsv", "-q"], MOON.as_bytes());
    let named = run_in(folder.path(), &["convert", "moon.tsv", "other.tsv", "-q"], b"");
    assert_eq!((merged.code, named.code), (0, 0), "{}", merged.err);
    assert_eq!(merged.out.replace("standard input", "moon.tsv"), named.out);
    fs::remove_file(folder.path().join("other.tsv")).unwrap();
    let asked = run_in(
        folder.path(),
        &["query", "-", "moon.tsv"],
        b"SELECT (COUNT(*) AS ?n) { ?m a <https://w3id.org/policygraph/ontology#Measure> }",
    );
    assert_eq!((asked.code, asked.out.as_str()), (0, "?n\n1\n"));
    assert_eq!(names_in(folder.path()), ["moon.tsv", "register.ttl"]);
}

#[test]
fn formats_come_from_the_name_or_the_option() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    for (format, start) in [
        ("ttl", "@prefix pgo: "),
        ("nt", "<https://"),
        ("nq", "<https://"),
        ("trig", "@prefix pgo: "),
        ("jsonld", "{\"@context\""),
        ("rdf", "<?xml"),
    ] {
        let by_option = run_in(folder.path(), &["convert", "moon.tsv", "-f", format], b"");
        assert!(by_option.out.starts_with(start), "{format}: {}", &by_option.out[..60]);
        let name = format!("moon.{format}");
        let by_name = run_in(folder.path(), &["convert", "moon.tsv", "-o", &name], b"");
        assert_eq!((by_name.code, by_name.out.as_str()), (0, ""), "{format}");
        assert_eq!(fs::read_to_string(path(&name)).unwrap(), by_option.out, "{format}");
        // From the plan JSON, too.
        let plan = run_in(folder.path(), &["extract", "moon.tsv", "-o", "moon.json"], b"");
        assert_eq!((plan.code, plan.out.as_str()), (0, ""));
        assert_eq!(
            run_in(folder.path(), &["convert", "moon.json", "-f", format], b"").out,
            by_option.out,
            "{format} from the plan"
        );
    }
    // The option wins.
    assert_eq!(run_in(folder.path(), &["convert", "moon.tsv", "-f", "nt", "-o", "other.ttl"], b"").code, 0);
    assert!(fs::read_to_string(path("other.ttl")).unwrap().starts_with("<https://"));
    // The default is Turtle.
    assert!(run_in(folder.path(), &["convert", "moon.tsv"], b"").out.starts_with("@prefix"));
    for format in ["ttl", "nt", "nq", "trig"] {
        assert_eq!(
            run_in(folder.path(), &["convert", "--verify", "moon.tsv", "-f", format], b"").code,
            0,
            "{format}"
        );
    }
}

/// Runs the command, reads one line of what it writes, and closes the pipe.
fn read_one_line(arguments: &[&str]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_policygraph"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut out).unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    Ended { code: child.wait().unwrap().code().unwrap_or(-1), out, err }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let report = report_path();
    let report = report.to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let query = folder.path().join("all.rq");
    fs::write(&query, "SELECT ?s ?p ?o { ?s ?p ?o }").unwrap();
    // All of these write more than a pipe holds.
    for arguments in [
        &["convert", "-q", report] as &[&str],
        &["convert", "-q", "-f", "nt", report],
        &["convert", "-q", "-f", "trig", report],
        &["convert", "-q", "-f", "rdf", report],
        &["convert", "-q", "-f", "jsonld", report],
        &["convert", "-q", "--verify", report],
        &["extract", report],
        &["view", "matrix", report],
        &["query", query.to_str().unwrap(), report],
    ] {
        let ended = read_one_line(arguments);
        assert!(!ended.out.is_empty(), "{arguments:?}");
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn notations_line_by_line() {
    for (kind, line, answer) in [
        (
            "ministries",
            "【文、◎経】",
            json!([{"name": "文部科学省", "lead": false}, {"name": "経済産業省", "lead": true}]),
        ),
        ("ministries", "措置済み", json!([])),
        ("fiscal-year", "令和4年度", json!([{"start_year": 2022, "end_year": null}])),
        ("fiscal-year", "平成元年度", json!([{"start_year": 1989, "end_year": null}])),
        // January to March belong to the year before.
        ("fiscal-year", "2023年3月28日", json!([{"start_year": 2022, "end_year": null}])),
        (
            "program",
            "「医工連携イノベーション推進事業」を実施した。",
            json!([{"name": "医工連携イノベーション推進事業"}]),
        ),
        (
            "heading",
            "(1)「研究開発の強化」に向けて",
            json!({"label": "1", "marker": "(N)", "title": "研究開発の強化"}),
        ),
    ] {
        let asked = run_in(Path::new("."), &["parse", kind], format!("{}\n", json!(line)).as_bytes());
        let answered: Value = serde_json::from_str(&asked.out)
            .unwrap_or_else(|error| panic!("{kind} {line}: {error}: {asked:?}"));
        assert_eq!((asked.code, answered), (0, answer), "{kind} {line}");
    }
    let lines = "\"令和4年度予算:19億円の内数\"\n\"R5当初予算(案):10.2億円\"\n\"予算はない\"\n";
    let asked = run_in(Path::new("."), &["parse", "budget"], lines.as_bytes());
    let answers: Vec<Value> = asked.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3, "a line for a line");
    let told = |at: usize| {
        let found = &answers[at][0];
        (
            found["fiscal_year"].as_i64(),
            found["amount"].as_i64(),
            found["portion_of"].as_bool(),
            found["draft"].as_bool(),
        )
    };
    assert_eq!(told(0), (Some(2022), Some(1_900_000_000), Some(true), Some(false)));
    assert_eq!(told(1), (Some(2023), Some(1_020_000_000), Some(false), Some(true)));
    assert_eq!(answers[2], json!([]));
    let broken = run_in(Path::new("."), &["parse", "budget"], b"\"2\xe5\x84\x84\"\nno JSON\n");
    assert_eq!(broken.code, 3);
    assert!(broken.err.contains("line 2"), "{}", broken.err);
    assert_eq!(broken.out.lines().count(), 1, "what could be read was answered");
}

/// What the example document has that deserves a look, by eye: blanks in lines 17 and 21, amounts in the other year's column
/// in lines 17, 25 and 40, an amount of no program in line 52, ministries that stand elsewhere in line 66.
#[test]
fn findings_have_their_place() {
    let checked = run(&["check", "--format", "concise", REPORT]);
    assert_eq!(checked.code, 0);
    let lines: Vec<&str> = checked.out.lines().collect();
    for (place, code) in [
        (":17:3:267", "info[amount-blank]"),
        (":17:4:173", "warning[year-outside-column]"),
        (":52:3:", "info[amount-without-program]"),
        (":66:2:", "info[responsibility-elsewhere]"),
    ] {
        let found = lines.iter().filter(|line| {
            line.starts_with(&format!("{REPORT}{place}")) && line.contains(&format!(": {code}: "))
        });
        assert_eq!(found.count(), 1, "{place} {code}:\n{}", checked.out);
    }
    let of = |code: &str| lines.iter().filter(|line| line.contains(code)).count();
    assert_eq!((of("[amount-blank]"), of("[year-outside-column]"), of("[possibly-same-program]")), (4, 3, 2));

    let json: Value = serde_json::from_str(&run(&["check", "--format", "json", REPORT]).out).unwrap();
    let findings = json.as_array().unwrap();
    assert_eq!(findings.len(), lines.len());
    let rows: Vec<Vec<&str>> = report().split('\n').map(|line| line.split('\t').collect()).collect();
    let whole: Vec<&Value> =
        findings.iter().filter(|finding| finding["line"] == 0).map(|finding| &finding["code"]).collect();
    assert_eq!(whole, ["heading-depth-assumed"], "the header of the report leaves nothing else to assume");
    for finding in findings.iter().filter(|finding| finding["line"] != 0) {
        let number = |name: &str| {
            usize::try_from(finding[name].as_u64().unwrap_or_else(|| panic!("no {name}: {finding}"))).unwrap()
        };
        assert_eq!(finding["file"], REPORT);
        let cell = rows[number("line") - 1][number("column")];
        let quoted: String =
            cell.chars().skip(number("start")).take(number("end") - number("start")).collect();
        assert_eq!(finding["quote"], quoted.as_str());
        assert!(!finding["advice"].as_str().unwrap().is_empty());
    }

    let text = run(&["check", REPORT]).out;
    assert!(text.contains("info[amount-blank]") && text.contains("令和4年度予算:"), "{text}");
    let place = format!("  --> {REPORT}, line 17, cell 3, character 267");
    assert_eq!(text.lines().filter(|line| **line == place).count(), 1, "{text}");
    assert!(!text.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn the_severity_that_fails_can_be_chosen() {
    let folder = folder();
    let body = MOON.replace("2億円", "1.23456789円");
    fs::write(folder.path().join("error.tsv"), body).unwrap();
    fs::write(folder.path().join("clean.tsv"), MOON.replace("◎宙、", "◎")).unwrap();
    // With a profile nothing has to be assumed.
    let depths = "[headings]\n\"(N)\" = 1\n\"【】\" = 2\nunmarked = 3\n";
    fs::write(folder.path().join("clean.toml"), depths).unwrap();
    for (file, severities) in
        [("error.tsv", [1, 1, 1, 0]), ("moon.tsv", [0, 1, 1, 0]), ("clean.tsv", [0, 0, 0, 0])]
    {
        for (severity, code) in ["error", "warning", "info", "none"].into_iter().zip(severities) {
            let checked =
                run_in(folder.path(), &["check", "--format", "concise", "--fail-on", severity, file], b"");
            assert_eq!(checked.code, code, "{file} --fail-on {severity}:\n{}", checked.out);
        }
    }
    // Any input may fail all of them.
    assert_eq!(run_in(folder.path(), &["check", "clean.tsv", "error.tsv"], b"").code, 1);
}

#[test]
fn a_register_of_ones_own() {
    let folder = folder();
    let plan = |arguments: &[&str]| -> Value {
        serde_json::from_str(&run_in(folder.path(), arguments, b"").out).unwrap()
    };
    let told = |plan: &Value| {
        let ministry = &plan["measures"][0]["ministries"][0];
        let programs = plan["programs"].as_array().unwrap().len();
        let unknown = plan["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["code"] == "body-unknown")
            .count();
        (
            ministry["name"].as_str().unwrap().to_owned(),
            ministry["lead"].as_bool().unwrap(),
            programs,
            unknown,
        )
    };
    assert_eq!(told(&plan(&["extract", "moon.tsv"])), ("宙".to_owned(), true, 2, 1));
    let known = plan(&["extract", "moon.tsv", "--register", "register.ttl"]);
    assert_eq!(told(&known), ("宇宙省".to_owned(), true, 1, 0));
    assert_eq!(known["programs"][0]["key"], "kyoten");
    // The built-in register still holds.
    assert_eq!(known["measures"][0]["ministries"][1]["name"], "文部科学省");
    let graph =
        run_in(folder.path(), &["convert", "moon.tsv", "--register", "register.ttl", "-f", "nt"], b"").out;
    assert!(graph.contains("/org/uchu>") && graph.contains("\"Ministry of Space\"@en"), "{graph}");
}

#[test]
fn a_stored_query_answers_in_the_formats_of_sparql() {
    // The bounds are those of tests/gold/hand-counts.json.
    let tsv = run(&["query", "budget-totals", REPORT, "--format", "tsv"]);
    let rows: Vec<Vec<&str>> = tsv.out.lines().map(|line| line.split('\t').take(3).collect()).collect();
    assert_eq!(rows[1..], [["2022", "6010000000", "14610000000"], ["2023", "4320000000", "12520000000"]]);
    let piped = run(&["query", "budget-totals", REPORT]);
    assert_eq!(piped.out, tsv.out, "tsv in a pipe");
    let json: Value =
        serde_json::from_str(&run(&["query", "budget-totals", REPORT, "-f", "json"]).out).unwrap();
    assert_eq!(json["results"]["bindings"][0]["lower"]["value"], "6010000000");
    for (format, start) in [("csv", "_year_integer,lower,upper"), ("xml", "<?xml")] {
        let answer = run(&["query", "budget-totals", REPORT, "-f", format]);
        assert!(answer.code == 0 && answer.out.starts_with(start), "{format}: {}", answer.out);
    }
    assert_eq!(run(&["query", "budget-totals", REPORT, "-f", "docx"]).code, 2);
    let listed = run(&["queries"]);
    assert!(listed.code == 0 && listed.out.contains("budget-totals"), "{}", listed.out);
}

#[test]
fn stored_queries_are_listed_by_theme_and_tag() {
    let listed = run(&["queries"]).out;
    assert!(listed.starts_with("Structure\n"), "{listed}");
    assert!(listed.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{listed}");
    assert!(listed.contains("     府省庁ごとの連携先  -p ministry=…\n"), "{listed}");
    let tagged: Value =
        serde_json::from_str(&run(&["queries", "--tag", "budget", "--format", "json"]).out).unwrap();
    let names: Vec<&str> =
        tagged.as_array().unwrap().iter().map(|query| query["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"budget-totals") && !names.contains(&"ministry-pairs"), "{names:?}");
    let totals = tagged.as_array().unwrap().iter().find(|query| query["name"] == "budget-totals").unwrap();
    assert_eq!(totals["columns"][1], "lower");
    assert_eq!(
        totals["parameters"],
        json!([{"name": "year", "variable": "_year_integer", "kind": "integer", "default": null}])
    );
    let unknown = run(&["queries", "--tag", "nonsense"]);
    assert!(unknown.code == 2 && unknown.err.contains("budget"), "{}", unknown.err);
    assert!(run(&["queries", "--format", "md"]).out.contains("| `budget-totals` |"));
    let turtle = run(&["queries", "--format", "ttl"]).out;
    assert_eq!(turtle, fs::read_to_string("queries/queries.ttl").unwrap());
}

#[test]
fn a_stored_query_is_shown_and_an_unknown_one_names_the_nearest() {
    let text = run(&["queries", "budget-totals"]).out;
    assert!(text.starts_with("#+ summary: ") && text.contains("ORDER BY"), "{text}");
    let unknown = run(&["queries", "budget-total"]);
    assert!(unknown.code == 4 && unknown.err.contains("nearest: budget-totals"), "{}", unknown.err);
}

#[test]
fn query_files_are_checked() {
    assert_eq!((run(&["queries", "--lint"]).code, run(&["queries", "--lint"]).out.as_str()), (0, ""));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("01-all.rq");
    let good = run(&["queries", "budget-totals"]).out;
    fs::write(&file, good.replace("PREFIX pgo:", "PREFIX x: <urn:x>\nPREFIX pgo:")).unwrap();
    let path = file.to_str().unwrap();
    let found = run(&["queries", "--lint", path]);
    assert_eq!(found.code, 1);
    assert!(
        found.out.starts_with(&format!("{path}:")) && found.out.ends_with(": x: is not used [prefixes]\n"),
        "{}",
        found.out
    );
    assert_eq!(run(&["queries", "--lint", "none.rq"]).code, 3);
}

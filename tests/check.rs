//! `check` for people and machines: forms, pages, coverage, and names that may mean one program.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::diagnostic::Code;
use policygraph::plan::{BuildOptions, UncoveredKind, build, coverage};
use policygraph::source::read_bytes;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::{Ended, path, plan_of, report_path, run, run_in, text};
use unicode_width::UnicodeWidthStr;

const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";

const HEAD: &str = "月の計画の進捗\n\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「月」に向けて\t\t\t\n\t【基地】\t\t\n";

/// A plan of one measure, which stands in line 6.
fn moon(status: &str, plan: &str) -> String {
    format!("{HEAD}\t・基地を建てる。【◎文】\t{status}\t{plan}\n")
}

/// A plan with an amount left blank in line 6, cell 3: the words 令和4年度予算: after 「月面拠点整備事業(.
///
/// In the line, the first tab is character 1, ・基地を建てる。【◎文】 characters 2 to 13, the next tab 14, 「 15, the name
/// 16 to 23, ( 24, and the words 25 to 32.
fn with_blank() -> String {
    moon("「月面拠点整備事業(令和4年度予算:)」を実施した。", "続ける。")
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Ended {
    run_in(folder, &[&["check"], arguments].concat(), b"")
}

/// Without the finding that every plan has whose headings no profile orders.
fn check_cells(folder: &Path, arguments: &[&str]) -> Ended {
    check(folder, &[arguments, &["--ignore", "heading-depth-assumed"]].concat())
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn people_see_the_words_in_their_neighbourhood() {
    let folder = folder_with(&[("moon.tsv", &with_blank())]);
    let shown = check_cells(folder.path(), &["moon.tsv"]);
    let expected = "\
info[amount-blank]: a budget is announced, but its amount is left blank
  --> moon.tsv, line 6, cell 3, character 11
   |  「月面拠点整備事業(令和4年度予算:)」を実施した。
   |                     ^^^^^^^^^^^^^^
   = look the amount up in the budget documents

Findings: 1 for information
";
    assert!(shown.out.starts_with(expected), "{}", shown.out);
    // 月面拠点整備事業 8, 令和4年度予算 7, を実施した 5 and 続ける 3 characters; facts cover the first 15.
    assert!(
        shown.out.contains("\nCoverage: facts cover 65.2 % of the 23 characters in 2 cells"),
        "{}",
        shown.out
    );
    assert!(shown.out.ends_with("policygraph check --explain amount-blank\n"), "{}", shown.out);
    let nothing = check_cells(folder.path(), &["moon.tsv", "--severity", "warning"]);
    assert!(nothing.out.starts_with("Findings: none\nCoverage: "), "{}", nothing.out);
}

#[test]
fn lines_fit_eighty_columns() {
    for arguments in [&["--format", "table"] as &[&str], &[], &["--coverage"]] {
        let shown = run(&[&["check"], arguments, &[REPORT]].concat());
        assert_eq!((shown.code, shown.err.as_str()), (0, ""));
        assert!(!shown.out.contains('\u{1b}'), "no colours in a pipe");
        for line in shown.out.lines().filter(|line| !line.starts_with("  --> ")) {
            assert!(line.trim_end().width() <= 80, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn the_table_groups_by_code() {
    let shown = run(&["check", "--format", "table", REPORT]).out;
    let counts =
        shown.lines().filter(|line| line.contains("│ year-outside-column") && line.ends_with(" 3        │"));
    assert_eq!(counts.count(), 1, "{shown}");
    let group = shown.split("info [amount-blank], 4: ").nth(1).unwrap().split("\n\n").next().unwrap();
    let places: Vec<&str> = group
        .lines()
        .filter_map(|line| line.strip_prefix("│ line ")?.split(" ┆").next())
        .map(str::trim)
        .collect();
    assert_eq!(places, ["17, cell 3", "17, cell 4", "21, cell 3", "21, cell 4"]);
    assert!(group.contains("令和4年度予算:") && group.contains("a budget is announced"), "{group}");
}

#[test]
fn json_has_every_member() {
    let folder = folder_with(&[("moon.tsv", &with_blank())]);
    let found = parsed(&check_cells(folder.path(), &["-f", "json", "moon.tsv"]).out);
    assert_eq!(
        found,
        serde_json::json!([{
            "file": "moon.tsv", "line": 6, "column": 2, "start": 10, "end": 18, "quote": "令和4年度予算:",
            "code": "amount-blank", "severity": "info",
            "message": "a budget is announced, but its amount is left blank",
            "advice": "look the amount up in the budget documents", "help": "docs/findings/amount-blank.md"
        }])
    );
    // A plan counts in the lines of its document.
    run_in(folder.path(), &["extract", "moon.tsv", "-o", "plan.json"], b"");
    assert_eq!(parsed(&check_cells(folder.path(), &["-f", "json", "plan.json"]).out), found);
}

/// What the schema of SARIF 2.1.0 requires of the objects that are written, and what its text requires besides.
fn assert_is_sarif(log: &Value) {
    let members =
        |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let only = |value: &Value, known: &[&str]| {
        let more: Vec<String> =
            members(value).into_iter().filter(|name| !known.contains(&name.as_str())).collect();
        assert!(more.is_empty(), "{more:?} in {value}");
    };
    let is_text =
        |value: &Value| assert!(value["text"].as_str().is_some_and(|text| !text.is_empty()), "{value}");
    only(log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
    only(run, &["tool", "columnKind", "artifacts", "results"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(
        (&driver["name"], &driver["version"]),
        (&"policygraph".into(), &env!("CARGO_PKG_VERSION").into())
    );
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Code::ALL.len());
    let levels = ["error", "warning", "note"];
    for (rule, code) in rules.iter().zip(Code::ALL) {
        only(rule, &["id", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"]);
        assert_eq!(rule["id"], code.as_str());
        for text in ["shortDescription", "fullDescription", "help"] {
            is_text(&rule[text]);
        }
        assert_eq!(rule["help"]["markdown"], text(&format!("docs/findings/{code}.md")).as_str());
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert_eq!(level, levels[2 - code.severity() as usize], "{code}");
        // §3.49.12: an absolute address.
        assert!(rule.get("helpUri").is_none_or(|uri| uri.as_str().unwrap().starts_with("https://")));
    }
    let artifacts = run["artifacts"].as_array().unwrap();
    for artifact in artifacts {
        only(artifact, &["location", "hashes"]);
        assert_eq!(artifact["hashes"]["sha-256"].as_str().unwrap().len(), 64);
    }
    for result in run["results"].as_array().unwrap() {
        only(result, &["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"]);
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert!(levels.contains(&result["level"].as_str().unwrap()));
        is_text(&result["message"]);
        let [location] = result["locations"].as_array().unwrap().as_slice() else {
            panic!("one place: {result}")
        };
        only(location, &["physicalLocation", "logicalLocations"]);
        let physical = &location["physicalLocation"];
        only(physical, &["artifactLocation", "region"]);
        let file = &physical["artifactLocation"];
        only(file, &["uri", "index", "description"]);
        let artifact = usize::try_from(file["index"].as_u64().unwrap()).unwrap();
        assert_eq!(artifacts[artifact]["location"].get("uri"), file.get("uri"));
        if let Some(uri) = file.get("uri") {
            let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%:".contains(&byte);
            assert!(uri.as_str().unwrap().bytes().all(sound), "{uri}");
        }
        if let Some(region) = physical.get("region") {
            only(region, &["startLine", "startColumn", "endColumn", "snippet"]);
            assert!(region["startLine"].as_u64().unwrap() >= 1);
            assert_eq!(region.get("startColumn").is_some(), region.get("endColumn").is_some());
        }
        let print = result["partialFingerprints"]["policygraphFinding/v1"].as_str().unwrap();
        assert!(print.len() > 16, "{print}");
    }
}

/// The region of a result, as `line:first-last` with the words.
fn region(result: &Value) -> (String, String) {
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let place = format!("{}:{}-{}", region["startLine"], region["startColumn"], region["endColumn"]);
    (place, region["snippet"]["text"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn sarif_counts_characters_of_the_line() {
    let folder = folder_with(&[
        ("moon.tsv", &with_blank()),
        ("dos/計画 1%.tsv", &with_blank().replace('\n', "\r\n")),
        ("untitled.tsv", with_blank().strip_prefix("月の計画の進捗\n").unwrap()),
    ]);
    let log = parsed(
        &check_cells(folder.path(), &["-f", "sarif", "moon.tsv", "dos/計画 1%.tsv", "untitled.tsv"]).out,
    );
    assert_is_sarif(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let expected = ("6:25-33".to_owned(), "令和4年度予算:".to_owned());
    assert_eq!((region(&results[0]), region(&results[1])), (expected.clone(), expected));
    let cell = &results[0]["locations"][0]["logicalLocations"][0];
    assert_eq!(
        (&cell["name"], &cell["fullyQualifiedName"]),
        (&"令和4年度の実績・状況".into(), &"line 6, cell 3".into())
    );
    let file = &results[1]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(file["uri"], "dos/%E8%A8%88%E7%94%BB%201%25.tsv");
    // A finding about the whole document has no region.
    let title = results.iter().find(|result| result["ruleId"] == "title-missing").unwrap();
    assert_eq!(title["locations"][0]["physicalLocation"].get("region"), None);
    assert_eq!(title["locations"][0].get("logicalLocations"), None);
    assert_eq!(title["level"], "warning");
    // A plan has no text: only the line is known.
    run_in(folder.path(), &["extract", "moon.tsv", "-o", "plan.json"], b"");
    let log = parsed(&check_cells(folder.path(), &["-f", "sarif", "plan.json"]).out);
    assert_is_sarif(&log);
    assert_eq!(region(&log["runs"][0]["results"][0]).0, "6:null-null");
    let piped = run_in(folder.path(), &["check", "-f", "sarif", "-"], with_blank().as_bytes());
    assert_is_sarif(&parsed(&piped.out));
}

#[test]
fn sarif_of_the_report() {
    let log = parsed(&run(&["check", "-f", "sarif", "--ignore", "heading-depth-assumed", REPORT]).out);
    assert_is_sarif(&log);
    let lines: Vec<Vec<char>> = text(REPORT).split('\n').map(|line| line.chars().collect()).collect();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 11);
    for result in results {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
        let words: String = lines[number("startLine") - 1]
            [number("startColumn") - 1..number("endColumn") - 1]
            .iter()
            .collect();
        assert_eq!(region["snippet"]["text"], words.as_str());
    }
}

#[test]
fn fingerprints_stay_when_rows_move() {
    let measure = "\t・旗を立てる。【◎文】\t「旗の事業推進プロジェクト(令和4年度予算:)」を実施した。「旗の事業推進プロジェクト(令和4年度予算:)」も実施した。\t続ける。\n";
    let moved = with_blank().replacen("\t・基地", &format!("{measure}\t・基地"), 1);
    let folder = folder_with(&[("before.tsv", &format!("{}{measure}", with_blank())), ("after.tsv", &moved)]);
    let prints = |file: &str| -> BTreeSet<String> {
        let log = parsed(&check_cells(folder.path(), &["-f", "sarif", file]).out);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        assert_eq!(results.len(), 3, "{file}");
        results.iter().map(|result| result["partialFingerprints"].to_string()).collect()
    };
    assert_eq!(prints("before.tsv").len(), 3, "each has its own");
    assert_eq!(prints("before.tsv"), prints("after.tsv"));
}

#[test]
fn annotations_for_github() {
    let folder = folder_with(&[
        ("a,b/100%:moon.tsv", &with_blank()),
        ("untitled.tsv", with_blank().strip_prefix("月の計画の進捗\n").unwrap()),
    ]);
    let shown = check_cells(folder.path(), &["-f", "github", "a,b/100%:moon.tsv"]);
    assert_eq!(
        shown.out,
        "::notice file=a%2Cb/100%25%3Amoon.tsv,line=6,col=25,endColumn=33,title=amount-blank::line 6, cell 3: a budget is \
         announced, but its amount is left blank%0A令和4年度予算:%0Alook the amount up in the budget documents\n"
    );
    let untitled =
        check_cells(folder.path(), &["-f", "github", "untitled.tsv", "--code", "title-missing"]).out;
    assert!(untitled.starts_with("::warning file=untitled.tsv,title=title-missing::"), "{untitled}");
}

#[test]
fn what_is_shown_can_be_chosen() {
    let body =
        moon("「月面拠点整備事業(令和5年度予算:)」と「月の旗事業(令和4年度予算:1.2345円)」を実施した。", "(");
    let folder = folder_with(&[("moon.tsv", &body)]);
    let codes = |arguments: &[&str]| -> (Vec<String>, i32) {
        let ended = check_cells(folder.path(), &[arguments, &["-f", "json", "moon.tsv"]].concat());
        let list = parsed(&ended.out);
        (
            list.as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect(),
            ended.code,
        )
    };
    let (all, code) = codes(&[]);
    assert_eq!(code, 1);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 4, "{all:?}");
    assert_eq!(codes(&["--severity", "error"]), (vec!["amount-unreadable".to_owned()], 1));
    assert_eq!(codes(&["--code", "amount-blank"]), (vec!["amount-blank".to_owned()], 0));
    assert_eq!(codes(&["--code", "amount-blank,amount-unreadable"]).0.len(), 2);
    assert_eq!(codes(&["--code", "bracket-unclosed", "--fail-on", "warning"]).1, 1);
    assert_eq!(codes(&["--code", "amount-blank", "--fail-on", "info"]).1, 1);
    let written = check_cells(
        folder.path(),
        &["-f", "concise", "--code", "amount-blank", "-o", "found.txt", "moon.tsv"],
    );
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    assert!(
        fs::read_to_string(folder.path().join("found.txt"))
            .unwrap()
            .starts_with("moon.tsv:6:3:11: info[amount-blank]")
    );
    for wrong in [
        &["--code", "poem", "moon.tsv"] as &[&str],
        &["--explain", "poem"],
        &["--explain", "amount-blank", "moon.tsv"],
        &["--list-codes", "--coverage", "moon.tsv"],
        &["--coverage", "-f", "sarif", "moon.tsv"],
        &["--aliases", "-f", "json", "moon.tsv"],
        &[],
    ] {
        assert_eq!(check_cells(folder.path(), wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn codes_are_explained() {
    let explained = run(&["check", "--explain", "amount-blank"]);
    assert_eq!((explained.code, explained.out), (0, text("docs/findings/amount-blank.md")));
    let listed = run(&["check", "--list-codes"]).out;
    assert_eq!(listed.lines().count(), Code::ALL.len());
    assert!(
        listed.lines().any(|line| line.starts_with("amount-unreadable ") && line.contains(" error ")),
        "{listed}"
    );
    let listed = parsed(&run(&["check", "--list-codes", "-f", "json"]).out);
    assert_eq!(listed[0]["code"], "encoding-assumed");
    assert_eq!(listed[0]["summary"], "The text was not UTF-8 and was decoded from another encoding.");
}

/// The table on a page, as the name and the bytes of a file. What cannot stand in a page is named after `tsv`; a workbook is
/// given by its path.
fn example(page: &str) -> (String, Vec<u8>) {
    let block = page.split("## Example\n\n```").nth(1).expect("an example");
    let (how, rest) = block.split_once('\n').unwrap();
    let table = rest.split("```").next().unwrap();
    let (kind, how) = how.split_once(' ').unwrap_or((how, ""));
    let bytes = match how {
        _ if kind == "xlsx" => fs::read(path(table.trim())).unwrap(),
        "" => table.as_bytes().to_vec(),
        "with ␌ for a form feed" => table.replace('␌', "\u{c}").into_bytes(),
        "in Shift_JIS" => encoding_rs::SHIFT_JIS.encode(table).0.into_owned(),
        other => panic!("an example {other}"),
    };
    (format!("report.{kind}"), bytes)
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let mut pages: BTreeSet<String> = fs::read_dir(path("docs/findings"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(pages.remove("README.md"));
    let index = text("docs/findings/README.md");
    for code in Code::ALL {
        assert!(pages.remove(&format!("{code}.md")), "{code} has no page");
        let page = text(&format!("docs/findings/{code}.md"));
        let severity = code.severity().to_string();
        let head = format!(
            "# {code}\n\n**{}{}.** {}\n\nAdvice: {}.\n\n## What it means\n",
            severity[..1].to_uppercase(),
            &severity[1..],
            code.summary(),
            code.advice()
        );
        assert!(page.starts_with(&head), "the page of {code} does not begin with\n{head}");
        for section in ["\n## Example\n", "\n## What the program did\n", "\n## What to do\n"] {
            assert_eq!(page.matches(section).count(), 1, "{section} of {code}");
        }
        let row = format!("| [`{code}`]({code}.md) | {severity} | {} |", code.summary());
        assert!(index.lines().any(|line| line == row), "the index lacks\n{row}");
        assert_eq!(run(&["check", "--explain", code.as_str()]).out, page, "the program has another page");
        let (name, bytes) = example(&page);
        let (document, table) = read_bytes(name, bytes).unwrap();
        let plan = build(&document, &table, &BuildOptions::default());
        assert!(
            plan.diagnostics.iter().any(|finding| finding.code == *code),
            "the example of {code} does not give it"
        );
    }
    assert!(pages.is_empty(), "pages without a code: {pages:?}");
}

#[test]
fn coverage_counts_letters_only() {
    // Facts: 月面拠点整備事業 8, 令和4年度予算 and 2億円 7 + 3, 3件 2, 令和4年12月1日 9. Prose: に 1, を採択し 4, に開いた 4.
    let plan = plan_of(moon(
        "①「月面拠点整備事業」(令和4年度予算:2億円)に<b>3件</b>を採択し、令和4年12月1日に開いた。",
        "対応済み",
    ));
    let found = coverage(&plan);
    let [status, planned] = found.cells.as_slice() else { panic!("{found:?}") };
    assert_eq!((status.characters, status.covered), (38, 29));
    let stretches: Vec<(u32, &str)> =
        status.uncovered.iter().map(|part| (part.start, part.text.as_str())).collect();
    // Places count in the cell as it stands in the file, tags included.
    assert_eq!(stretches, [(24, "に"), (34, "を採択し"), (48, "に開いた")]);
    assert!(status.uncovered.iter().all(|part| part.kind == UncoveredKind::Text));
    // That the work is done is understood as a whole.
    assert_eq!((planned.characters, planned.covered, planned.uncovered.len()), (4, 4, 0));
    let totals = found.totals();
    assert_eq!((totals.cells, totals.characters, totals.covered, totals.per_mille()), (2, 42, 33, 785));
}

#[test]
fn what_looks_like_a_fact_comes_first() {
    let plan = plan_of(moon(
        "約3千ドルを受け、「月の石アワード」と「宇宙の日」を開き、月面資源探査補助金により延べ5割とした。宇宙開発機構とNASAが令和3年度に続き、第2回に加わった。",
        "",
    ));
    let found = coverage(&plan);
    let looks: Vec<(UncoveredKind, &str)> = found.cells[0]
        .uncovered
        .iter()
        .filter(|part| part.kind != UncoveredKind::Text)
        .map(|part| (part.kind, part.text.as_str()))
        .collect();
    assert_eq!(
        looks,
        [
            (UncoveredKind::Money, "約3千ドル"),
            (UncoveredKind::Program, "月の石アワード"),
            (UncoveredKind::Quote, "宇宙の日"),
            (UncoveredKind::Number, "5割"),
            (UncoveredKind::Body, "宇宙開発機構"),
            (UncoveredKind::Body, "NASA"),
            (UncoveredKind::Year, "令和3年度"),
        ]
        .into_iter()
        .collect::<Vec<_>>()
    );
    // The two strongest kinds are findings.
    let quotes: Vec<&str> = plan
        .diagnostics
        .iter()
        .filter(|finding| finding.code == Code::NotUnderstood)
        .map(|finding| finding.quote.as_str())
        .collect();
    assert_eq!(quotes, ["約3千ドル", "月の石アワード"]);
}

#[test]
fn coverage_for_people_and_programs() {
    let folder = folder_with(&[("moon.tsv", &moon("「月面拠点整備事業」に3万ドルを受けた。", "対応済み"))]);
    let shown = check(folder.path(), &["--coverage", "moon.tsv"]);
    // 月面拠点整備事業 8 and 対応済み 4, of these and に 1, 3万ドル 4, を受けた 4.
    assert!(
        shown.out.starts_with("moon.tsv\n  facts cover 57.1 % of the 21 characters in 2 cells\n"),
        "{}",
        shown.out
    );
    assert!(
        shown.out.contains("\n1 amount that no fact covers\n  line 6, cell 3, character 12"),
        "{}",
        shown.out
    );
    assert!(shown.out.contains("\n  「[月面拠点整備事業]」に{3万ドル}を受けた。\n"), "{}", shown.out);
    assert!(shown.out.contains("\nline 6, cell 4 (plan 2023): 100.0 %\n  [対応済み]\n"), "{}", shown.out);
    let cells = parsed(&check(folder.path(), &["--coverage", "-f", "json", "moon.tsv"]).out);
    let status = &cells[0];
    assert_eq!(
        (&status["line"], &status["column"], &status["role"]),
        (&6.into(), &2.into(), &"status".into())
    );
    assert_eq!((&status["characters"], &status["covered"]), (&17.into(), &8.into()));
    assert_eq!(
        status["uncovered"][1],
        serde_json::json!({"start": 11, "end": 15, "text": "3万ドル", "kind": "money"})
    );
    // From the plan alone, the same.
    run_in(folder.path(), &["extract", "moon.tsv", "-o", "plan.json"], b"");
    assert_eq!(parsed(&check(folder.path(), &["--coverage", "-f", "json", "plan.json"]).out), cells);
}

/// Characters, covered characters and findings of the report change with what is read of it; that it stays calm does not.
#[test]
fn the_report_stays_calm() {
    let plan = plan_of(fs::read(report_path()).unwrap());
    assert!(plan.diagnostics.iter().all(|finding| finding.code != Code::NotUnderstood));
    let found = coverage(&plan);
    assert_eq!(found.count(UncoveredKind::Money) + found.count(UncoveredKind::Program), 0);
    assert!(found.totals().per_mille() > 200, "{:?}", found.totals());
}

/// A plan with two names of one program, and two more programs.
const TWO_NAMES: &str = "\t・基地を建てる。【◎文】\t「月面拠点強靭化支援事業」と「月の石調査分析事業」を実施した。\t「月面拠点強靱化支援事業」と「月面拠点強靱化支援事業」と「月の水調査分析支援事業」を続ける。\n";

fn programs(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let plan = parsed(&run_in(folder, &[&["extract"], arguments].concat(), b"").out);
    plan["programs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|program| program["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Takes the `#` from the line after a comment.
fn uncommented(register: &str, after: &str) -> String {
    let (before, rest) =
        register.split_once(&format!("\n# {after}:\n#")).unwrap_or_else(|| panic!("{register}"));
    format!("{before}\n{rest}")
}

#[test]
fn a_suggestion_merges_when_a_person_says_so() {
    let folder = folder_with(&[("moon.tsv", &format!("{HEAD}{TWO_NAMES}"))]);
    let all =
        ["月面拠点強靭化支援事業", "月の石調査分析事業", "月面拠点強靱化支援事業", "月の水調査分析支援事業"];
    assert_eq!(programs(folder.path(), &["moon.tsv"]), all);
    let suggested = check(folder.path(), &["--aliases", "moon.tsv"]);
    assert_eq!((suggested.code, suggested.out.matches("\n# same:\n").count()), (0, 1), "{}", suggested.out);
    // The name that is written more often is kept.
    assert!(
        suggested.out.contains("\n# 1. only forms of characters differ (靱 / 靭)\n"),
        "{}",
        suggested.out
    );
    assert!(
        suggested.out.contains("「月面拠点強靱化支援事業」: 2 times, first in moon.tsv, line 6, cell 4\n"),
        "{}",
        suggested.out
    );
    assert!(
        suggested.out.contains("「月面拠点強靭化支援事業」: once in moon.tsv, line 6, cell 3\n"),
        "{}",
        suggested.out
    );
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    // As it is, it decides nothing.
    file("undecided.ttl", &suggested.out);
    assert_eq!(programs(folder.path(), &["moon.tsv", "--register", "undecided.ttl"]), all);
    file("same.ttl", &uncommented(&suggested.out, "same"));
    let merged = programs(folder.path(), &["moon.tsv", "--register", "same.ttl"]);
    assert_eq!(merged, ["月面拠点強靱化支援事業", "月の石調査分析事業", "月の水調査分析支援事業"]);
    file("two.ttl", &uncommented(&suggested.out, "two"));
    assert_eq!(programs(folder.path(), &["moon.tsv", "--register", "two.ttl"]), all);
    for (register, doubts) in [("undecided.ttl", 1), ("same.ttl", 0), ("two.ttl", 0)] {
        let found = check(folder.path(), &["-f", "concise", "--register", register, "moon.tsv"]).out;
        assert_eq!(found.matches("[possibly-same-program]").count(), doubts, "{register}: {found}");
        let again = check(folder.path(), &["--aliases", "--register", register, "moon.tsv"]).out;
        assert_eq!(again.matches("\n# same:\n").count(), doubts, "{register}: {again}");
    }
    // An IRI does not change by the decision: the program that is kept keeps its own.
    let key = |arguments: &[&str]| {
        let plan = parsed(&run_in(folder.path(), &[&["extract", "moon.tsv"], arguments].concat(), b"").out);
        let programs = plan["programs"].as_array().unwrap().clone();
        programs.iter().find(|program| program["name"] == all[2]).unwrap()["key"].clone()
    };
    assert_eq!(key(&[]), key(&["--register", "same.ttl"]));
}

#[test]
fn editions_are_compared_with_each_other_and_with_the_register() {
    let one = moon("「月面資源探査技術開発事業」を実施した。", "続ける。");
    let other =
        one.replace("技術開発事業", "技術開発等事業").replace("令和5", "令和6").replace("令和4", "令和5");
    // 官民による若手研究者発掘支援事業 is in the built-in register; 官吏による… is not.
    let misprint = moon("「官吏による若手研究者発掘支援事業」を実施した。", "続ける。");
    let folder = folder_with(&[("one.tsv", &one), ("other.tsv", &other), ("misprint.tsv", &misprint)]);
    for file in ["one.tsv", "other.tsv"] {
        assert!(check(folder.path(), &["--aliases", file]).out.contains(": none in "));
    }
    let both = check(folder.path(), &["--aliases", "one.tsv", "other.tsv"]).out;
    assert!(both.contains("# 1. only words that come and go differ (+等)\n"), "{both}");
    assert!(both.contains("once in other.tsv, line 6, cell 3"), "{both}");
    let found = check(folder.path(), &["-f", "concise", "misprint.tsv"]).out;
    assert!(found.contains("「官吏による若手研究者発掘支援事業」 (line 6) and 「官民による若手研究者発掘支援事業」 of the register may be one program: one character differs (吏 / 民)"), "{found}");
    let suggested = check(folder.path(), &["--aliases", "misprint.tsv"]).out;
    assert!(suggested.contains("\n#prog:wakate-hakkutsu a pgo:Program ; skos:prefLabel \"官民による若手研究者発掘支援事業\"@ja ; skos:altLabel \"官吏による若手研究者発掘支援事業\"@ja ; "), "{suggested}");
    fs::write(folder.path().join("same.ttl"), uncommented(&suggested, "same")).unwrap();
    assert_eq!(
        programs(folder.path(), &["misprint.tsv", "--register", "same.ttl"]),
        ["官民による若手研究者発掘支援事業"]
    );
}

#[test]
fn what_a_register_keeps_apart_is_not_suggested() {
    // 先進的研究開発・開発体制強化強靱化事業 and …開発体制強化事業 are two entries of the built-in register.
    let text = check(&path(""), &["--aliases", REPORT]).out;
    assert!(text.starts_with(&format!("# Names that may mean one program: none in {REPORT}\n")), "{text}");
    assert!(
        text.lines()
            .filter(|line| !line.is_empty())
            .all(|line| line.starts_with('#') || line.starts_with("@prefix "))
    );
    // The register leaves it open, and that is said.
    let found = run(&["check", "-f", "concise", "--code", "possibly-same-program", REPORT]).out;
    assert!(found.lines().count() == 2 && found.matches("a register leaves it open").count() == 2, "{found}");
}

/// A name cannot leave its comment or its literal, whatever it holds.
#[test]
fn names_cannot_break_out() {
    let folder = folder_with(&[("moon.tsv", &format!("{HEAD}{TWO_NAMES}"))]);
    let plan = run_in(folder.path(), &["extract", "moon.tsv"], b"").out;
    let hostile = plan.replace("月面拠点強靱化支援事業", "月面拠点強靱化支援\\n@prefix x: \\\"<y> .\\\\事業");
    fs::write(folder.path().join("plan.json"), &hostile).unwrap();
    fs::write(folder.path().join("key.json"), plan.replace("\"key\": \"p-", "\"key\": \"> . <x> ")).unwrap();
    for file in ["plan.json", "key.json"] {
        let register = check(folder.path(), &["--aliases", file]).out;
        let prefixes = register.lines().filter(|line| line.starts_with('@')).count();
        let other = register.lines().filter(|line| !line.starts_with(['#', '@']) && !line.is_empty()).count();
        assert_eq!((prefixes, other), (3, 0), "{register}");
        fs::write(folder.path().join("names.ttl"), &register).unwrap();
        assert_eq!(check(folder.path(), &["--register", "names.ttl", "moon.tsv"]).code, 0);
    }
}

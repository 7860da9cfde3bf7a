//! A plan says the same in every kind of file: tab-separated, comma-separated, a workbook, a web page.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::diagnostic::Code;
use policygraph::plan::{BuildOptions, Plan, build};
use policygraph::source::{SourceError, read_bytes};
use serde_json::Value;
use std::fmt::Write as _;
use support::{Graph, report, report_plan};

fn plan_of(name: &str, bytes: &[u8]) -> Plan {
    let (document, table) =
        read_bytes(name, bytes.to_vec()).unwrap_or_else(|error| panic!("{name}: {error}"));
    build(&document, &table, &BuildOptions::default())
}

/// A measure: text, goal, objective, and table, row and column.
type Placed<'p> = (&'p str, Option<u32>, Option<&'p str>, (u32, u32, u32));

fn placed_measures(plan: &Plan) -> Vec<Placed<'_>> {
    plan.measures
        .iter()
        .map(|measure| {
            (measure.text.as_str(), measure.goal, measure.objective.as_deref(), measure.span.cell())
        })
        .collect()
}

/// The cells of the report, line by line.
fn cells() -> Vec<Vec<&'static str>> {
    report().lines().map(|line| line.split('\t').collect()).collect()
}

/// The report with a separator; every cell in quotation marks, or only those that need them.
fn as_csv(rows: &[Vec<&str>], separator: char, always: bool, end: &str) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(separator);
            }
            if always || cell.contains([separator, '"', '\n', '\r']) {
                let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(end);
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}

fn as_html(rows: &[Vec<&str>]) -> String {
    let mut text = "<!DOCTYPE html>\n<html lang=ja><meta charset=utf-8><body>\n<table>\n".to_owned();
    for row in rows {
        text.push_str("<tr>");
        for cell in row {
            let _ = write!(text, "<td>{}</td>", escaped(cell));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</table>\n");
    text
}

/// What a plan says, without the file that it was read from and the places there.
fn said(plan: &Plan) -> Value {
    let mut value = serde_json::to_value(plan).unwrap();
    for member in ["file", "sha256"] {
        value["document"].as_object_mut().unwrap().remove(member);
    }
    without(&mut value, &["table", "offset"]);
    value
}

fn without(value: &mut Value, members: &[&str]) {
    match value {
        Value::Object(object) => {
            for member in members {
                object.remove(*member);
            }
            object.values_mut().for_each(|value| without(value, members));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| without(value, members)),
        _ => {}
    }
}

/// Two plans say the same; the first list that differs is shown.
fn assert_same(what: &str, plan: &Plan, wanted: &Plan) {
    let (found, wanted) = (said(plan), said(wanted));
    for (name, list) in wanted.as_object().unwrap() {
        let of = |value: &Value| value[name].as_array().cloned().unwrap_or_else(|| vec![value[name].clone()]);
        for (one, other) in of(&found).iter().zip(&of(&wanted)) {
            assert_eq!(one, other, "{what}: {name}");
        }
        assert_eq!(of(&found).len(), list.as_array().map_or(1, Vec::len), "{what}: {name}");
    }
}

/// Every quote stands in the cell that its span names, where the span says; and the IRI of the span names that cell.
fn assert_quotes(what: &str, plan: &Plan, cell_text: impl Fn(u32, usize, usize) -> String) {
    let rows = Graph::of(plan).select(
        "SELECT ?span ?table ?line ?column ?start ?end ?exact {
           ?span a pgo:TextSpan ; pgo:table ?table ; pgo:line ?line ; pgo:column ?column ; oa:hasSelector ?selector .
           ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact }",
    );
    let all = Graph::of(plan).number("SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a pgo:TextSpan }");
    assert_eq!(rows.len(), usize::try_from(all).unwrap(), "{what}: every span names its table");
    assert!(!rows.is_empty(), "{what}");
    for row in &rows {
        let [table, line, column, start, end] = [1, 2, 3, 4, 5].map(|at| row[at].parse::<usize>().unwrap());
        let text: Vec<char> =
            cell_text(u32::try_from(table).unwrap(), line - 1, column - 1).chars().collect();
        assert_eq!(text[start..end].iter().collect::<String>(), row[6], "{what}: {}", row[0]);
        let document = &plan.document.sha256[..8];
        let key = format!("/span/{document}.{table}.{line}.{column}.{start}-{end}");
        assert!(row[0].ends_with(&key), "{what}: {}", row[0]);
    }
}

#[test]
fn the_report_says_the_same_as_csv() {
    let rows = cells();
    let shift_jis = |text: &str| {
        let (bytes, _, damaged) = encoding_rs::SHIFT_JIS.encode(text);
        assert!(!damaged);
        bytes.into_owned()
    };
    let mark = "\u{feff}".to_owned();
    for (what, bytes) in [
        ("commas", as_csv(&rows, ',', false, "\n").into_bytes()),
        ("commas, all quoted", as_csv(&rows, ',', true, "\r\n").into_bytes()),
        ("semicolons, all quoted", (mark + &as_csv(&rows, ';', true, "\r\n")).into_bytes()),
        ("tabs, quoted", as_csv(&rows, '\t', true, "\n").into_bytes()),
        ("Shift_JIS", shift_jis(&as_csv(&rows, ',', true, "\r\n"))),
    ] {
        let mut plan = plan_of("report.csv", &bytes);
        plan.diagnostics.retain(|finding| finding.code != Code::EncodingAssumed);
        assert_same(what, &plan, report_plan());
    }
}

#[test]
fn quotes_of_csv_stand_in_the_running_text() {
    // 「事業」 in the first line and one with doubled marks, a line end in a cell.
    let text = "計画\n,取組,\"令和4年度の\n実績\",令和5年度の予定\n(1)「目標」に向けて,,,\n,【目的】,,\n\
                ,・施策を進める。【◎厚】,\"「\"\"A\"\"支援事業」(令和4年度予算:2億円)\n・実施\",-\n";
    let plan = plan_of("plan.csv", text.as_bytes());
    let characters: Vec<char> = text.chars().collect();
    let rows = Graph::of(&plan).select(
        "SELECT ?line ?start ?end ?exact { ?span a pgo:TextSpan ; pgo:line ?line ; oa:hasSelector ?selector .
           ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact FILTER NOT EXISTS { ?span pgo:table ?table } }",
    );
    for row in &rows {
        let [start, end] = [1, 2].map(|at| row[at].parse::<usize>().unwrap());
        assert_eq!(characters[start..end].iter().collect::<String>(), row[3]);
    }
    let lines: Vec<u32> = plan.measures.iter().map(|measure| measure.span.line).collect();
    // The header takes two lines.
    assert_eq!(lines, [6]);
    assert_eq!(plan.programs[0].name, "\"A\"支援事業");
    assert_eq!(plan.mentions[0].surface, "\"\"A\"\"支援事業");
    assert_eq!(plan.statements[0].text, "「\"A\"支援事業」(令和4年度予算:2億円)\n・実施");
    assert_eq!(plan.budgets[0].amount, Some(200_000_000));
    assert!(rows.iter().any(|row| row[3] == "令和4年度予算:2億円"));
}

#[test]
fn the_report_says_the_same_as_a_web_page() {
    let rows = cells();
    let plan = plan_of("report.html", as_html(&rows).as_bytes());
    assert_same("html", &plan, report_plan());
    assert_quotes("html", &plan, |table, row, column| {
        assert_eq!(table, 1);
        rows[row][column].to_owned()
    });
    // A page under the name of an old workbook, as many sites have it.
    let again = plan_of("report.xls", as_html(&rows).as_bytes());
    assert_same("html as xls", &again, report_plan());
}

#[test]
fn headings_of_a_page_are_headings_of_the_plan() {
    let page = "<html><head><title>海洋計画 | 省</title></head><body><nav><a href=/>ホーム</a></nav>
        <h1>海洋計画の進捗状況</h1><p><a href=/back>前のページへ</a></p>
        <table><tr><th colspan=2>取組<th>令和4年度の実績<th>令和5年度の予定
        <tr><td colspan=4>(1)「海洋の保全」に向けて
        <tr><td rowspan=2>【藻場の再生】<td>・藻場を調査する。【◎環】<td>「藻場再生事業」(令和4年度予算:2億円)で<br>調査した。<td>調査を続ける。
        <tr><td>・藻場を造成する。【◎農】<td><ruby>干潟<rt>ひがた</rt></ruby>を造成した。<td>12ヘクタールを造成する。
        </table>";
    let plan = plan_of("plan.html", page.as_bytes());
    assert_eq!(plan.document.title, "海洋計画の進捗状況");
    assert_eq!(
        placed_measures(&plan),
        [
            ("藻場を調査する。", Some(1), Some("藻場の再生"), (1, 4, 1)),
            ("藻場を造成する。", Some(1), Some("藻場の再生"), (1, 5, 1)),
        ]
    );
    let texts: Vec<&str> = plan.statements.iter().map(|statement| statement.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "「藻場再生事業」(令和4年度予算:2億円)で\n調査した。",
            "調査を続ける。",
            "干潟を造成した。",
            "12ヘクタールを造成する。"
        ]
    );
    assert_eq!(plan.budgets[0].amount, Some(200_000_000));
}

#[test]
fn what_is_no_table_is_refused_in_the_library() {
    for (name, bytes) in [
        ("empty.csv", b"".as_slice()),
        ("blank.html", b"<html><body>&nbsp;</body></html>"),
        ("nul.csv", b"a,b\0\n"),
        ("nul.html", b"<table><td>a\0"),
    ] {
        assert!(matches!(read_bytes(name, bytes.to_vec()), Err(SourceError::Decode(_))), "{name}");
    }
    assert!(matches!(read_bytes("a.docx", b"PK\x03\x04".to_vec()), Err(SourceError::NotRead { .. })));
}

#[test]
fn a_header_alone_makes_an_empty_plan() {
    let header = "施策,令和4年度の実績,令和5年度の予定\n";
    for (name, bytes) in
        [("a.csv", header.to_owned()), ("a.html", as_html(&[header.trim().split(',').collect()]))]
    {
        let plan = plan_of(name, bytes.as_bytes());
        assert!(plan.measures.is_empty(), "{name}");
        assert!(plan.diagnostics.iter().any(|finding| finding.code == Code::MeasureMissing), "{name}");
    }
}

#[test]
fn a_lost_quotation_mark_loses_no_row() {
    let rows = cells();
    let text = as_csv(&rows, ',', true, "\n");
    let measure = text.find("・特に医師養成").unwrap();
    let lost = measure + text[measure..].find('"').unwrap();
    let damaged = format!("{}{}", &text[..lost], &text[lost + 1..]);
    let plan = plan_of("report.csv", damaged.as_bytes());
    assert_eq!(plan.measures.len(), report_plan().measures.len());
    let finding = plan.diagnostics.iter().find(|finding| finding.code == Code::QuoteUnclosed).unwrap();
    assert_eq!((finding.line, finding.column), (10, 1));
}

#[cfg(feature = "xlsx")]
#[path = "inputs/workbook.rs"]
mod workbook;

#[cfg(feature = "cli")]
mod command {
    use super::*;
    use std::fs;
    use support::{Ended, report_path, run_in};

    /// Standard input is recognised by its content.
    #[test]
    fn standard_input_may_be_of_any_kind() {
        let rows = cells();
        let folder = tempfile::tempdir().unwrap();
        for (what, bytes) in [
            ("tsv", report().to_owned()),
            ("csv", as_csv(&rows, ',', true, "\r\n")),
            ("html", as_html(&rows)),
        ] {
            let Ended { code, out, err } = run_in(folder.path(), &["extract", "-"], bytes.as_bytes());
            assert_eq!(code, 0, "{what}: {err}");
            let plan = Plan::from_json(out.as_bytes()).unwrap();
            assert_eq!(plan.document.file, "standard input");
            assert_same(what, &plan, report_plan());
        }
    }

    /// The plan JSON of a page makes the same graph as the page.
    #[test]
    fn the_plan_json_keeps_the_places() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("plan.html"), as_html(&cells())).unwrap();
        for arguments in [
            &["extract", "plan.html", "-o", "plan.json"] as &[&str],
            &["convert", "--verify", "plan.html", "-o", "one.ttl"],
            &["convert", "plan.json", "-o", "two.ttl"],
        ] {
            let ended = run_in(folder.path(), arguments, b"");
            assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(read("one.ttl"), read("two.ttl"));
        let json: Value = serde_json::from_str(&read("plan.json")).unwrap();
        assert_eq!(json["measures"][0]["table"], 1);
    }

    /// Findings name the table.
    #[test]
    fn messages_name_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let page = "<h1>計画</h1><table><tr><th>施策<th>令和4年度の実績<tr><td>(1)「目標」<td>
            <tr><td>・施策を進める。<td>実施した。</table>";
        fs::write(folder.path().join("plan.html"), page).unwrap();
        let check = |format| run_in(folder.path(), &["check", "plan.html", "--format", format], b"").out;
        assert!(
            check("concise").contains("plan.html[1]:4:1:1: warning[responsibility-missing]"),
            "{}",
            check("concise")
        );
        assert!(
            check("text").contains("--> plan.html, table 1, row 4, cell 1, character 1\n"),
            "{}",
            check("text")
        );
    }

    /// Inputs that are refused, with exit code 3 and a message that helps.
    #[test]
    fn what_is_no_table_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, says) in [
            (
                "plan.csv",
                b"PK\x03\x04\x14\0\x06\0".as_slice(),
                "the content is a workbook; rename the file to end in .xlsx",
            ),
            ("plan.html", b"PK\x03\x04\x14\0\x06\0", "the content is a workbook"),
            (
                "plan.tsv",
                b"<!DOCTYPE html><html>",
                "the content is a web page; rename the file to end in .html",
            ),
            ("plan.xlsx", b"a\tb\n", "the content is none"),
            ("plan.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "save it as .xlsx"),
            ("plan.ods", b"PK\x03\x04", "save the table as .xlsx"),
            ("plan.csv", b"", "empty"),
            ("plan.html", b"<html></html>", "empty"),
            ("plan.html", b"<table>\0</table>", "NUL"),
        ] {
            fs::write(folder.path().join(name), bytes).unwrap();
            let Ended { code, out, err } = run_in(folder.path(), &["extract", name], b"");
            assert_eq!(code, 3, "{name}: {err}");
            assert!(out.is_empty() && err.contains(name) && err.contains(says), "{name}: {err}");
        }
    }

    /// Tables of several kinds are one corpus.
    #[test]
    fn inputs_of_several_kinds_are_merged() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("report.csv"), as_csv(&cells(), ',', true, "\n")).unwrap();
        fs::copy(report_path(), folder.path().join("report.tsv")).unwrap();
        let count = |inputs: &[&str]| {
            let arguments = [&["query", "budget-totals"], inputs].concat();
            let ended = run_in(folder.path(), &arguments, b"");
            assert_eq!(ended.code, 0, "{}", ended.err);
            ended.out
        };
        // Both say the same of the same plan, so no yen is added.
        assert_eq!(count(&["report.csv", "report.tsv"]), count(&["report.tsv"]));
    }
}

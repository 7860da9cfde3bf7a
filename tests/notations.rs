//! Forms of the notations, one a line: what each says was worked out by hand from the text.
//!
//! `tests/notations/KIND.txt` holds lines `text === expected`; `\n` in a text is a line end, a line that starts
//! with `# ` a remark. How the expected value is written is said at the top of each file.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use policygraph::cli::commands::parse;
use policygraph::notation::relisting::find_relisting;
use serde_json::Value;

/// Compares every line of a file, so that one run shows all that differ.
#[track_caller]
fn check(kind: &str, show: impl Fn(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notations").join(kind).with_extension("txt");
    let mut wrong = String::new();
    let mut count = 0;
    for (number, line) in (1..).zip(fs::read_to_string(path).unwrap().lines()) {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let (text, expected) = line.split_once(" === ").unwrap_or_else(|| panic!("{kind}, line {number}"));
        let text = text.replace("\\n", "\n");
        let found = show(&text);
        count += 1;
        if found != expected.trim() {
            writeln!(wrong, "{number}: {text:?}\n    expected {expected}\n    found    {found}").unwrap();
        }
    }
    assert!(count > 20, "{kind} has only {count} lines");
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn joined(found: &Value, separator: &str, one: impl Fn(&Value) -> String) -> String {
    let all: Vec<String> = found.as_array().unwrap().iter().map(one).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(separator) }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Yen in the largest of the units e12, e8, e6, e4, e3 that divides it.
fn yen(value: &Value) -> String {
    let Some(yen) = value.as_i64() else { return "null".to_owned() };
    let unit = [12, 8, 6, 4, 3].into_iter().find(|power| yen != 0 && yen % 10_i64.pow(*power) == 0);
    unit.map_or_else(|| yen.to_string(), |power| format!("{}e{power}", yen / 10_i64.pow(power)))
}

#[test]
fn budget() {
    check("budget", |text| {
        joined(&parse::parse_budget_line(text), "; ", |found| {
            let mut shown = format!(
                "{} {}",
                found["fiscal_year"].as_u64().map_or("-".to_owned(), |y| y.to_string()),
                yen(&found["amount"])
            );
            let flags: String =
                [("portion_of", 'p'), ("draft", 'd'), ("supplementary", 's'), ("approximate", 'a')]
                    .into_iter()
                    .filter(|(key, _)| found[key] == true)
                    .map(|(_, letter)| letter)
                    .collect();
            for more in [flags, string(&found["role"]).replace("current", "")] {
                if !more.is_empty() {
                    shown = format!("{shown} {more}");
                }
            }
            shown
        })
    });
}

#[test]
fn fiscal_year() {
    check("fiscal-year", |text| {
        joined(&parse::parse_fiscal_year_line(text), " ", |found| match found["end_year"].as_u64() {
            Some(end) => format!("{}-{end}", found["start_year"]),
            None => found["start_year"].to_string(),
        })
    });
}

#[test]
fn ministries() {
    check("ministries", |text| {
        joined(&parse::parse_ministries_line(text), "、", |found| {
            format!("{}{}", if found["lead"] == true { "◎" } else { "" }, string(&found["name"]))
        })
    });
}

#[test]
fn program() {
    check("program", |text| {
        joined(&parse::parse_program_line(text), " | ", |found| string(&found["name"]).replace('\n', ""))
    });
}

#[test]
fn heading() {
    check("heading", |text| {
        let found = parse::parse_heading_line(text);
        let shown = format!(
            "{} | {} | {}",
            string(&found["marker"]),
            string(&found["label"]),
            string(&found["title"])
        );
        shown.trim_start().to_owned().trim_start().to_owned()
    });
}

#[test]
fn relisting() {
    check("relisting", |text| {
        find_relisting(text).map_or("-".to_owned(), |mark| {
            let target = mark.target.map_or(String::new(), |target| format!(" {}", &text[target]));
            format!("{:?}{target}", mark.form)
        })
    });
}

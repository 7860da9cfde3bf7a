//! The stored queries on the example report against answers that were worked out without the program: from what people
//! read in the document (`tests/gold`), see `tests/answers/derive.py`.
//!
//! Where a query says where things stand (`evidence`, `uncovered-text`), its answer is held against the document itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

#[path = "answers/expected.rs"]
mod expected;
mod support;

use expected::{Expected, Things};
use policygraph::export::quads_of;
use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, Solutions, answer};
use policygraph::rdf::Base;
use policygraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use support::{READ, json, plain, report, report_plan, text};

/// The report, loaded as the command loads it.
fn store() -> &'static Store {
    static STORE: LazyLock<Store> = LazyLock::new(|| {
        let store = Store::new().unwrap();
        store.load_quads(quads_of(report_plan(), &Base::default()).unwrap()).unwrap();
        store
    });
    &STORE
}

/// The answer of a stored query, or why there is none.
fn solutions(name: &str) -> Result<Solutions, String> {
    let query = catalogue::find(name).map_err(|_| "there is no such query".to_owned())?;
    match answer(store(), query.text, &[]) {
        Ok(Answer::Solutions(solutions)) => Ok(solutions),
        Ok(_) => Err("it is not a SELECT".to_owned()),
        Err(error) => Err(format!("{error}: {:?}", std::error::Error::source(&error))),
    }
}

/// An answer as texts by column name.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let solutions = solutions(name).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    let names: Vec<String> =
        solutions.variables.iter().map(|variable| variable.as_str().to_owned()).collect();
    let cells = |row: &Vec<_>| -> BTreeMap<String, String> {
        let cell = |cell: &Option<_>| cell.as_ref().map(plain).unwrap_or_default();
        names.iter().cloned().zip(row.iter().map(cell)).collect()
    };
    solutions.rows.iter().map(cells).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> usize {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is no number: {row:?}"))
}

/// Fails with everything that is wrong, the first differences of each query.
fn report_problems(problems: &BTreeMap<String, Vec<String>>) {
    let shown = problems.iter().map(|(name, list)| {
        let more = list.len().saturating_sub(12);
        let more = if more > 0 { format!("\n  … and {more} more") } else { String::new() };
        format!("{name}\n  {}{more}", list.iter().take(12).cloned().collect::<Vec<_>>().join("\n  "))
    });
    assert!(problems.is_empty(), "{} queries\n{}", problems.len(), shown.collect::<Vec<_>>().join("\n"));
}

/// Queries whose answers say where things stand, tested below.
const PLACES: [(&str, &str); 2] = [("29", "evidence"), ("30", "uncovered-text")];

#[test]
fn every_query_answers_what_people_read() {
    let things = Things::of_report();
    let mut problems = BTreeMap::new();
    let known = text("tests/answers/known-differences.txt");
    for expected in Expected::all() {
        let differences: BTreeSet<String> = match solutions(&expected.name) {
            Ok(solutions) => expected.differences(&solutions, &things).into_iter().collect(),
            Err(problem) => BTreeSet::from([problem]),
        };
        let of_query = format!("{}-{}\t", expected.number, expected.name);
        let known: BTreeSet<String> =
            known.lines().filter_map(|line| line.strip_prefix(&of_query)).map(str::to_owned).collect();
        let gone = known.difference(&differences).map(|line| format!("no longer differs: {line}"));
        let differences: Vec<String> = differences.difference(&known).cloned().chain(gone).collect();
        if !differences.is_empty() {
            problems.insert(format!("{}-{}", expected.number, expected.name), differences);
        }
    }
    report_problems(&problems);
}

#[test]
fn there_is_an_answer_for_every_query() {
    let tables = Expected::all();
    let want: BTreeSet<(String, String)> = tables
        .iter()
        .map(|table| (table.number.clone(), table.name.clone()))
        .chain(PLACES.map(|(number, name)| (number.to_owned(), name.to_owned())))
        .collect();
    assert_eq!(want.len(), 44);
    let have: BTreeSet<_> = (catalogue::all().unwrap().iter())
        .map(|query| (query.number.to_owned(), query.name.to_owned()))
        .collect();
    let missing: Vec<_> = want.difference(&have).collect();
    let more: Vec<_> = have.difference(&want).collect();
    assert!(missing.is_empty() && more.is_empty(), "no query: {missing:?}\nno answer: {more:?}");
}

/// A place of a name: program, line, column, start, end.
type Place = (String, u32, u32, u32, u32);

/// Names that the readings do not require are those of `extras.txt`, no more and no fewer.
#[test]
fn names_beyond_the_required_are_listed() {
    let required: Vec<Place> = ["1-58", "59-125"]
        .iter()
        .flat_map(|part| {
            let half = json(&format!("tests/gold/medical-device-plan-2023.lines-{part}.json"));
            half["mentions"].as_array().unwrap().clone()
        })
        .filter(|mention| mention["tier"] == "core" && mention["optional"] != true)
        .map(|mention| {
            let number = |name: &str| mention[name].as_u64().unwrap() as u32;
            let program = mention["program"].as_str().unwrap().to_owned();
            (program, number("line"), number("column"), number("start"), number("end"))
        })
        .collect();
    let found = report_plan().mentions.iter().map(|mention| {
        let span = &mention.span;
        (mention.program.clone(), span.line, span.column, span.start, span.end)
    });
    // Some spans have two right readings, so one that overlaps is the same name.
    let same = |one: &Place, other: &Place| {
        (&one.0, one.1, one.2) == (&other.0, other.1, other.2) && one.3 < other.4 && other.3 < one.4
    };
    let (asked, beyond): (Vec<Place>, Vec<Place>) =
        found.partition(|place| required.iter().any(|other| same(place, other)));
    let missing: Vec<_> =
        required.iter().filter(|place| !asked.iter().any(|other| same(place, other))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(asked.len(), required.len());
    let extras = text("tests/answers/extras.txt");
    let mut listed: Vec<(String, u32, u32)> = extras
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0].to_owned(), cells[2].parse().unwrap(), cells[3].parse().unwrap())
        })
        .collect();
    let mut beyond: Vec<_> =
        beyond.into_iter().map(|(name, line, column, ..)| (name, line, column)).collect();
    listed.sort();
    beyond.sort();
    assert_eq!(beyond, listed);
}

#[test]
fn every_quote_stands_where_the_evidence_says() {
    let characters: Vec<char> = report().chars().collect();
    let (mut line, mut column) = (1, 1);
    // Line and column of each character, from 1.
    let places: Vec<(usize, usize)> = characters
        .iter()
        .map(|character| {
            let place = (line, column);
            match character {
                '\n' => (line, column) = (line + 1, 1),
                '\t' => column += 1,
                _ => {}
            }
            place
        })
        .collect();
    let mut facts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows("evidence") {
        let (start, end) = (number(&row, "start"), number(&row, "end"));
        let place = (number(&row, "source_line"), number(&row, "column"));
        assert!(start < end && end <= characters.len(), "{row:?}");
        assert_eq!(characters[start..end].iter().collect::<String>(), row["quote"], "{row:?}");
        assert_eq!((places[start], places[end - 1]), (place, place), "{row:?}");
        assert_eq!((row["document"].as_str(), row["table"].as_str()), ("report.tsv", ""), "{row:?}");
        let class = row["class"].rsplit(['#', ':']).next().unwrap().to_owned();
        facts.entry(class).or_default().insert(row["_fact_iri"].clone());
    }
    let sizes = Expected::all().into_iter().find(|table| table.name == "dataset-size").unwrap();
    let sizes: BTreeMap<String, usize> =
        sizes.rows.iter().map(|row| (row[0].clone(), row[1].parse().unwrap())).collect();
    for class in READ {
        assert_eq!(facts.remove(class).unwrap_or_default().len(), sizes[class], "{class}");
    }
    assert!(facts.is_empty(), "further classes: {:?}", facts.keys());
}

/// What the plan has from cells: lists of facts, each with its place.
const FACTS: [&str; 5] = ["mentions", "body_mentions", "budgets", "quantities", "dates"];

#[test]
fn covered_characters_are_counted_once() {
    let plan = serde_json::to_value(report_plan()).unwrap();
    // Line, column, start, end.
    let place = |thing: &serde_json::Value| {
        ["line", "column", "start", "end"].map(|name| thing[name].as_u64().unwrap() as usize)
    };
    let list = |name: &str| plan[name].as_array().cloned().unwrap_or_default();
    let facts: Vec<[usize; 4]> =
        FACTS.iter().flat_map(|name| list(name).iter().map(place).collect::<Vec<_>>()).collect();
    let lines: Vec<Vec<&str>> = report().split('\n').map(|line| line.split('\t').collect()).collect();
    let mut want = BTreeSet::new();
    for [line, column, start, end] in list("statements").iter().map(place) {
        assert!(end <= lines[line - 1][column].chars().count());
        let inside: Vec<_> = facts.iter().filter(|fact| fact[..2] == [line, column]).collect();
        let covered: BTreeSet<usize> = inside.iter().flat_map(|fact| fact[2]..fact[3]).collect();
        assert!(covered.iter().all(|character| (start..end).contains(character)));
        let uncovered = end - start - covered.len();
        // Columns count from 1 in the graph; the status column (3) is of fiscal year 2022.
        want.insert([line, column + 1, 2020 + column, end - start, covered.len(), uncovered, inside.len()]);
    }
    assert_eq!(want.len(), 119);
    let columns = ["source_line", "column", "year", "characters", "covered", "uncovered", "facts"];
    let rows = rows("uncovered-text");
    assert_eq!(rows.len(), want.len());
    let have: BTreeSet<_> = rows.iter().map(|row| columns.map(|column| number(row, column))).collect();
    let (missing, more): (Vec<_>, Vec<_>) =
        (want.difference(&have).collect(), have.difference(&want).collect());
    assert!(
        missing.is_empty() && more.is_empty(),
        "{columns:?}\nmissing: {missing:?}\nnot expected: {more:?}"
    );
}

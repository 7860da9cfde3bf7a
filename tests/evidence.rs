//! Every fact leads back to its place in the document, and what a thing is called does not depend on that place.
#![allow(clippy::string_slice)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

mod support;

use policygraph::plan::Plan;
use policygraph::rdf::Kind;
use std::collections::BTreeSet;
use support::{BASE, Graph, READ, plan_of, quads, report, report_graph, report_plan};

/// Copies of the example document that differ in what people do not see, each with its text as a reader decodes it.
fn copies() -> Vec<(&'static str, String, Vec<u8>)> {
    let crlf = report().replace('\n', "\r\n");
    // Two code points of four bytes each, and one of three that combines.
    let astral = report().replacen("医療機器基本計画", "𠮷医療機器𩸽か\u{3099}基本計画", 1);
    assert_ne!(astral, report());
    vec![
        ("as it is", report().to_owned(), report().as_bytes().to_vec()),
        ("CRLF", crlf.clone(), crlf.into_bytes()),
        ("byte order mark", report().to_owned(), [b"\xef\xbb\xbf", report().as_bytes()].concat()),
        ("astral characters above", astral.clone(), astral.into_bytes()),
    ]
}

#[test]
fn every_extracted_thing_has_evidence() {
    for (copy, _, bytes) in copies() {
        let graph = Graph::of(&plan_of(bytes));
        for class in READ {
            assert!(
                graph.number(&format!("SELECT (COUNT(*) AS ?n) {{ ?x a pgo:{class} }}")) > 0,
                "{copy}: no {class}"
            );
            let without = graph.column(&format!(
                "SELECT ?x {{ ?x a pgo:{class} FILTER NOT EXISTS {{ ?x pgo:evidence ?span . ?span a pgo:TextSpan }} }}"
            ));
            assert!(without.is_empty(), "{copy}: no evidence of {class} {without:?}");
        }
    }
}

#[test]
fn every_quote_stands_where_its_span_says() {
    for (copy, text, bytes) in copies() {
        let characters: Vec<char> = text.chars().collect();
        let graph = Graph::of(&plan_of(bytes));
        let rows = graph.select(
            "SELECT ?span ?line ?column ?start ?end ?exact {
               ?span a pgo:TextSpan ; pgo:line ?line ; pgo:column ?column ; oa:hasSelector ?selector .
               ?selector a oa:TextPositionSelector, oa:TextQuoteSelector ; oa:start ?start ; oa:end ?end ; oa:exact ?exact }",
        );
        for row in &rows {
            let [line, column, start, end] = [1, 2, 3, 4].map(|at| row[at].parse::<usize>().unwrap());
            let slice: String = characters[start..end].iter().collect();
            assert_eq!(slice, row[5], "{copy}: {}", row[0]);
            assert!(
                !slice.is_empty() && !slice.contains(['\t', '\n', '\r']),
                "{copy}: {} leaves its cell",
                row[0]
            );
            let before = &characters[..start];
            let breaks = before.iter().filter(|c| **c == '\n').count();
            let tabs = before.iter().rev().take_while(|c| **c != '\n').filter(|c| **c == '\t').count();
            assert_eq!((line, column), (breaks + 1, tabs + 1), "{copy}: {}", row[0]);
        }
        let spans = graph.number("SELECT (COUNT(DISTINCT ?span) AS ?n) { ?span a pgo:TextSpan }");
        assert_eq!(
            spans,
            i64::try_from(rows.len()).unwrap(),
            "{copy}: one selector, line and column for each span"
        );
        assert!(spans > 600, "{copy}: only {spans} spans");
        let used = graph.number("SELECT (COUNT(DISTINCT ?span) AS ?n) { ?x pgo:evidence ?span }");
        assert_eq!(used, spans, "{copy}: every span is evidence of something");
    }
}

#[test]
fn a_copy_with_other_line_ends_says_the_same() {
    for (copy, _, bytes) in
        copies().into_iter().filter(|(copy, ..)| copy.starts_with("CR") || copy.starts_with("byte"))
    {
        let plan = plan_of(bytes);
        assert_ne!(plan.document.sha256, report_plan().document.sha256, "{copy}");
        assert_eq!(names(&plan), names(report_plan()), "{copy}");
        let places = |plan: &Plan| -> Vec<_> {
            plan.mentions
                .iter()
                .map(|m| (m.span.line, m.span.column, m.span.start, m.surface.clone()))
                .collect()
        };
        assert_eq!(places(&plan), places(report_plan()), "{copy}");
    }
}

#[test]
fn there_are_no_blank_nodes() {
    let quads = quads(report_plan());
    assert!(quads.len() > 5000, "{}", quads.len());
    for quad in &quads {
        assert!(quad.subject.is_named_node(), "{quad}");
        assert!(quad.object.is_named_node() || quad.object.is_literal(), "{quad}");
        assert!(quad.graph_name.is_named_node(), "{quad}");
        // Nothing but ASCII in what we call things.
        assert!(quad.subject.to_string().is_ascii(), "{quad}");
    }
}

/// What the things are called that are not tied to one printing of the document.
fn names(plan: &Plan) -> BTreeSet<String> {
    let kinds = [
        Kind::Plan,
        Kind::Report,
        Kind::Goal,
        Kind::Objective,
        Kind::Group,
        Kind::Measure,
        Kind::Program,
        Kind::Line,
        Kind::Body,
        Kind::FiscalYear,
    ];
    let starts = kinds.map(|kind| format!("<{BASE}{}", kind.path()));
    let subjects =
        quads(plan).into_iter().flat_map(|quad| [quad.subject.to_string(), quad.object.to_string()]);
    subjects.filter(|name| starts.iter().any(|start| name.starts_with(start))).collect()
}

/// The document with each line changed; the number is that of the line, from 1.
fn with_lines(change: impl Fn(usize, &str) -> String) -> String {
    let lines: Vec<String> =
        (1..).zip(report().split('\n')).map(|(number, line)| change(number, line)).collect();
    lines.join("\n")
}

fn with_cells(change: impl Fn(&str) -> String) -> String {
    with_lines(|_, line| line.split('\t').map(&change).collect::<Vec<_>>().join("\t"))
}

#[test]
fn names_do_not_depend_on_spacing_and_width() {
    let full_width = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 - 0x30 + 0xff10).unwrap() } else { c })
            .collect()
    };
    let heading = |number: usize| [6, 65, 88, 112].contains(&number);
    for (what, text) in [
        ("blank lines above", format!("\n\n\n{}", report())),
        (
            "blank lines between",
            with_lines(|number, line| if number % 9 == 6 { format!("\n\n{line}") } else { line.to_owned() }),
        ),
        (
            "trailing blanks",
            with_cells(|cell| if cell.is_empty() { String::new() } else { format!("{cell} \u{3000}") }),
        ),
        (
            "leading blanks",
            with_cells(|cell| if cell.is_empty() { String::new() } else { format!(" {cell}") }),
        ),
        (
            "full-width digits in headings",
            with_lines(|number, line| if heading(number) { full_width(line) } else { line.to_owned() }),
        ),
    ] {
        assert_same_names(&text, what);
    }
}

/// A spreadsheet fills every row with tabs up to the last column when it saves tab-separated text.
#[test]
fn names_do_not_depend_on_padding() {
    let padded = with_lines(|_, line| {
        format!("{line}{}", "\t".repeat(3_usize.saturating_sub(line.matches('\t').count())))
    });
    assert_same_names(&padded, "rows filled with tabs");
}

/// A text that says the same as the document, in other bytes.
fn assert_same_names(text: &str, what: &str) {
    assert_ne!(text, report(), "{what} changes nothing");
    let (have, want) = (names(&plan_of(text)), names(report_plan()));
    let gone: Vec<_> = want.difference(&have).collect();
    let new: Vec<_> = have.difference(&want).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "{what}: {} gone {gone:?}\n{} new {new:?}",
        gone.len(),
        new.len()
    );
}

#[test]
fn names_follow_the_words() {
    let kinds = |names: BTreeSet<&String>| -> Vec<(String, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for name in names {
            let kind = name.strip_prefix(&format!("<{BASE}")).unwrap().split('/').next().unwrap().to_owned();
            *counts.entry(kind).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    };
    let pair = |kind: &str, number: usize| (kind.to_owned(), number);
    // The group of line 8 has two measures, lines 9 and 10; nothing else hangs on it.
    let want_group = vec![pair("group", 1), pair("measure", 2)];
    for (what, line, from, to, want) in [
        ("a word of a group's heading", 8, "育成", "教育", want_group),
        ("a word of a measure", 9, "真に", "まさに", vec![pair("measure", 1)]),
        ("a digit of a heading", 65, "5", "6", vec![pair("group", 1), pair("measure", 1)]),
    ] {
        let text = with_lines(
            |number, text| {
                if number == line { text.replacen(from, to, 1) } else { text.to_owned() }
            },
        );
        let (have, before) = (names(&plan_of(&text)), names(report_plan()));
        assert_eq!(kinds(before.difference(&have).collect()), want, "{what}: gone");
        assert_eq!(kinds(have.difference(&before).collect()), want, "{what}: new");
    }
}

#[test]
fn a_moved_group_keeps_its_name_under_its_objective() {
    // Lines 11 to 12 (a group and its measure) change places with 13 to 15; all of them are under the objective of line 7.
    let lines: Vec<&str> = report().split('\n').collect();
    let moved = [&lines[..10], &lines[12..15], &lines[10..12], &lines[15..]].concat().join("\n");
    assert_ne!(moved, report());
    assert_eq!(names(&plan_of(&moved)), names(report_plan()));
}

#[test]
fn the_derived_facts_stand_apart() {
    let graphs =
        report_graph().0.named_graphs().map(|graph| graph.unwrap().to_string()).collect::<BTreeSet<_>>();
    assert_eq!(graphs.len(), 2, "{graphs:?}");
    for quad in quads(report_plan()) {
        let derived = [
            "usesProgram",
            "underGoal",
            "contributesToGoal",
            "possiblySameAs",
            "conflictsWith",
            "supersededBy",
        ]
        .iter()
        .any(|local| quad.predicate.as_str() == format!("{}{local}", support::PGO));
        // What made the graph is no word of the document either.
        let derived = derived
            || [Kind::Conversion, Kind::Software, Kind::Graph]
                .iter()
                .any(|kind| quad.subject.to_string().starts_with(&format!("<{BASE}{}", kind.path())));
        assert_eq!(quad.graph_name.to_string().ends_with("/derived>"), derived, "{quad}");
    }
}

//! Reports are the stored queries by a shorter way: the same columns, terms and rows, wherever the facts come from.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use policygraph::export::quads_of;
use policygraph::facts::{Builder, Facts, FactsError};
use policygraph::plan::Plan;
use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, Solutions, answer};
use policygraph::rdf::Base;
use policygraph::report::{Report, find};
use policygraph::store::{Store, TextFormat};
use proptest::prelude::*;
use std::fs;
use support::{pgo, plan_of, report_plan};

const SMALL: &str = include_str!("fixtures/small-plan.ttl");

/// What the stored query answers.
fn asked(report: Report, store: &Store) -> Solutions {
    let query = catalogue::find(report.name()).unwrap();
    match answer(store, query.text, &[]).unwrap() {
        Answer::Solutions(solutions) => solutions,
        other => panic!("{other:?}"),
    }
}

/// Fails with the first row that differs, not with both tables.
fn compare(report: Report, found: &Solutions, wanted: &Solutions) {
    for (at, (found, wanted)) in found.rows.iter().zip(&wanted.rows).enumerate() {
        assert_eq!(found, wanted, "{}, row {at}", report.name());
    }
    assert_eq!(found.rows.len(), wanted.rows.len(), "{}", report.name());
    assert_eq!(found.variables, wanted.variables, "{}", report.name());
}

/// The number of rows of each report, which are those of the query on the same store.
fn compare_store(store: &Store) -> Vec<usize> {
    let facts = Facts::from_store(store).unwrap();
    let rows = |report: Report| {
        let wanted = asked(report, store);
        compare(report, &report.answer(&facts), &wanted);
        wanted.rows.len()
    };
    Report::ALL.map(rows).to_vec()
}

/// The same for plans, whose facts come by both ways.
fn compare_plans(plans: &[&Plan], base: &Base) -> Vec<usize> {
    let store = Store::new().unwrap();
    for plan in plans {
        store.load_quads(quads_of(plan, base).unwrap()).unwrap();
    }
    for report in Report::ALL {
        let mut builder = Builder::new(base.clone(), report.sections());
        for plan in plans {
            builder.add_plan(plan).unwrap();
        }
        compare(report, &report.answer(&builder.finish()), &asked(report, &store));
    }
    compare_store(&store)
}

/// The plans of other documents, by the names of their files.
fn other_plans() -> Vec<Plan> {
    let mut paths: Vec<_> = fs::read_dir(support::path("tests/fixtures/plans"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    paths.iter().map(|path| plan_of(fs::read(path).unwrap())).collect()
}

fn small_in(graphs: &[&str]) -> Store {
    let store = Store::new().unwrap();
    for graph in graphs {
        let graph = NamedNode::new(*graph).unwrap();
        store.load_text_into(TextFormat::Turtle, SMALL.as_bytes(), graph).unwrap();
    }
    store
}

#[test]
fn a_report_is_found_by_each_name_of_its_query_and_needs_no_parameter() {
    for report in Report::ALL {
        let query = catalogue::find(report.name()).unwrap();
        for name in [query.name, query.number, query.file] {
            assert_eq!(find(name), Some(report));
        }
        assert!(query.header.defaults.is_empty(), "{}", query.file);
    }
    assert_eq!((find("budget-totals"), find("nothing")), (None, None));
}

#[test]
fn the_report_document() {
    let rows = compare_plans(&[report_plan()], &Base::default());
    // 57 programs and 15 budget lines; not every program is named in a cell.
    assert!(rows.iter().all(|rows| *rows > 0), "{rows:?}");
    assert_eq!(rows[1], 15);
}

#[test]
fn all_plans_as_one_graph() {
    let others = other_plans();
    assert!(others.len() > 20);
    let mut plans: Vec<&Plan> = others.iter().collect();
    plans.push(report_plan());
    // What is given twice counts once.
    plans.push(report_plan());
    plans.push(&others[0]);
    let rows = compare_plans(&plans, &Base::new("https://example.org/plans/").unwrap());
    assert!(rows.iter().all(|rows| *rows > 0), "{rows:?}");
}

#[test]
fn each_plan_for_itself() {
    for plan in &other_plans() {
        compare_plans(&[plan], &Base::default());
    }
}

#[test]
fn the_small_plan_once_and_twice() {
    // Six programs; nine lines; two pairs; m6, m7 and m8 rest on one program.
    assert_eq!(compare_store(&small_in(&["urn:graph/a"])), [6, 9, 2, 3]);
    assert_eq!(compare_store(&small_in(&["urn:graph/a", "urn:graph/b"])), [6, 9, 2, 3]);
}

#[test]
fn nothing_gives_columns_without_rows() {
    assert_eq!(compare_store(&Store::new().unwrap()), [0; 4]);
    assert!(Facts::from_store(&Store::new().unwrap()).unwrap().is_empty());
}

#[test]
fn what_is_no_fact_of_the_vocabulary_is_named() {
    let read = |text: &str| {
        let store = Store::new().unwrap();
        let text = format!("@prefix pgo: <{}> . {text}", support::PGO);
        store.load_text(TextFormat::Turtle, text.as_bytes()).unwrap();
        Facts::from_store(&store).unwrap_err()
    };
    assert!(matches!(read("<urn:m> pgo:usesProgram \"alpha\" ."), FactsError::NotAnIri { .. }));
    assert!(matches!(read("_:m pgo:usesProgram <urn:p> ."), FactsError::NotAnIri { .. }));
    let error = read("<urn:line> pgo:amountYen 1.5 .");
    assert!(matches!(error, FactsError::NotAnInteger { .. }));
    assert!(error.to_string().contains("amountYen") && error.to_string().contains("<urn:line>"), "{error}");
}

/// A few things of each kind, so that chance makes links meet.
fn thing(kind: &'static str) -> impl Strategy<Value = Term> {
    (0..4_u8).prop_map(move |number| NamedNode::new(format!("urn:{kind}/{number}")).unwrap().into())
}

fn number() -> impl Strategy<Value = Term> {
    (-1..3_i64).prop_map(|number| Literal::from(number).into())
}

fn label() -> impl Strategy<Value = Term> {
    let languages = prop::sample::select(vec!["ja", "JA-jp", "en", "jam"]);
    let tagged = (prop::sample::select(vec!["事業", "a", "B", ""]), languages)
        .prop_map(|(value, language)| Literal::new_language_tagged_literal(value, language).unwrap().into());
    prop_oneof![4 => tagged, 1 => Just(Term::from(Literal::from("事業")))]
}

fn term(local: &'static str) -> impl Strategy<Value = Term> {
    Just(Term::from(pgo(local)))
}

/// One statement of the vocabulary, often one that no shape would allow.
fn statement() -> impl Strategy<Value = (Term, NamedNode, Term)> {
    let link = |from: &'static str, property: &'static str, to: BoxedStrategy<Term>| {
        (thing(from), Just(pgo(property)), to).boxed()
    };
    let labelled = |kind: &'static str| {
        let property = NamedNode::new("http://www.w3.org/2004/02/skos/core#prefLabel").unwrap();
        (thing(kind), Just(property), label()).boxed()
    };
    let coverage = prop_oneof![term("WholeLine"), term("PortionOfLine"), term("AmountNotGiven")].boxed();
    let phase = prop_oneof![term("EnactedBudget"), term("DraftBudget")].boxed();
    let kinds = vec![
        link("measure", "usesProgram", thing("program").boxed()),
        link("measure", "usesProgram", thing("program").boxed()),
        link("measure", "underGoal", thing("goal").boxed()),
        link("group", "hasMeasure", thing("measure").boxed()),
        link("objective", "hasMeasure", thing("measure").boxed()),
        link("objective", "hasMeasureGroup", thing("group").boxed()),
        link("measure", "leadMinistry", thing("body").boxed()),
        link("measure", "responsibleMinistry", thing("body").boxed()),
        link("measure", "responsibleMinistry", thing("body").boxed()),
        link("measure", "ordinal", number().boxed()),
        link("measure", "evidence", thing("span").boxed()),
        link("span", "line", number().boxed()),
        link("line", "ofProgram", thing("program").boxed()),
        link("line", "ofMeasure", thing("measure").boxed()),
        link("line", "fiscalYear", thing("year").boxed()),
        link("line", "fiscalYear", thing("year").boxed()),
        link("year", "startYear", number().boxed()),
        link("year", "startYear", number().boxed()),
        link("line", "amountYen", number().boxed()),
        link("line", "amountYen", number().boxed()),
        link("line", "phase", phase),
        link("line", "supersededBy", thing("line").boxed()),
        link("line", "conflictsWith", thing("line").boxed()),
        link("budget", "refersToLine", thing("line").boxed()),
        link("budget", "coverage", coverage),
        // These have properties of the same names and are none of the above.
        link("mention", "ofProgram", thing("program").boxed()),
        link("statement", "fiscalYear", thing("year").boxed()),
        labelled("program"),
        labelled("measure"),
        labelled("body"),
    ];
    prop::strategy::Union::new(kinds)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_graph(statements in prop::collection::vec((statement(), 0..3_u8), 0..90)) {
        let quad = |((subject, property, object), graph): ((Term, NamedNode, Term), u8)| {
            let Term::NamedNode(subject) = subject else { panic!("{subject}") };
            let graph = match graph {
                0 => GraphName::DefaultGraph,
                number => NamedNode::new(format!("urn:graph/{number}")).unwrap().into(),
            };
            Quad::new(subject, property, object, graph)
        };
        let store = Store::new().unwrap();
        store.load_quads(statements.into_iter().map(quad)).unwrap();
        compare_store(&store);
    }
}

/// The command, which chooses who answers.
#[cfg(feature = "cli")]
mod command {
    use super::*;
    use support::run;

    const TABLE: &str = "examples/medical-device-plan-2023/report.tsv";
    const OTHER: &str = "tests/fixtures/plans/food-education.tsv";

    #[test]
    fn engines_print_the_same_bytes_in_every_format() {
        for report in Report::ALL {
            for format in ["table", "csv", "tsv", "json", "xml", "md"] {
                let by = |engine| {
                    let ended =
                        run(&["query", report.name(), TABLE, OTHER, "--format", format, "--engine", engine]);
                    assert_eq!(ended.code, 0, "{}", ended.err);
                    ended.out
                };
                let native = by("native");
                assert!(native.chars().count() > 200, "{native}");
                assert_eq!(native, by("sparql"), "{} as {format}", report.name());
                assert_eq!(native, by("auto"));
            }
        }
    }

    #[test]
    fn a_plan_and_another_base_are_answered_alike() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.json");
        let plan = plan.to_str().unwrap();
        assert_eq!(run(&["extract", TABLE, "-o", plan]).code, 0);
        let base = "https://example.org/x/";
        for name in ["programs-by-measures", "measures-on-one-program"] {
            let by = |engine| run(&["query", name, plan, "--base-iri", base, "--engine", engine]).out;
            assert!(by("native").contains("<https://example.org/x/program/"));
            assert_eq!(by("native"), by("sparql"));
        }
    }

    #[test]
    fn what_has_no_native_answer_is_asked_in_sparql_or_refused() {
        let graph = "tests/fixtures/small-plan.ttl";
        let cases: [(&[&str], i32, &str); 4] = [
            (&["budget-totals", TABLE], 4, "ministry-pairs"),
            (&["queries/37-measures-without-program.rq", TABLE], 4, "SPARQL only"),
            (&["programs-by-measures", TABLE, "-p", "program=MEDISO"], 2, "parameters"),
            (&["ministry-pairs", graph], 2, "small-plan.ttl"),
        ];
        for (arguments, code, words) in cases {
            let with = |engine| run(&[&["query"], arguments, &["--engine", engine]].concat());
            let refused = with("native");
            assert_eq!((refused.code, refused.out.as_str()), (code, ""), "{arguments:?}: {}", refused.err);
            assert!(refused.err.contains(words), "{}", refused.err);
            let (auto, sparql) = (with("auto"), with("sparql"));
            assert_eq!((auto.code, &auto.out), (0, &sparql.out), "{arguments:?}: {}", auto.err);
            assert!(auto.out.lines().count() > 1);
        }
        // An input that cannot be read ends the same way, whoever would have answered.
        for engine in ["auto", "sparql", "native"] {
            assert_eq!(run(&["query", "ministry-pairs", "none.tsv", "--engine", engine]).code, 3);
        }
    }
}

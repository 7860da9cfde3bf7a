//! The rows behind views: the same by every way, and equal to what stored queries answer.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use oxigraph::model::Term;
use policygraph::export::quads_of;
use policygraph::facts::{Builder, Extent, Facts};
use policygraph::plan::Plan;
use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, answer};
use policygraph::rdf::Base;
use policygraph::store::{Store, TextFormat};
use policygraph::view::graph::UseGraph;
use policygraph::view::links::{Links, MeasureRow};
use policygraph::view::money::{Bounds, Ledger};
use policygraph::view::reuse::reuse;
use policygraph::view::selection::{FindError, Named, Selection, find, find_year};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use support::{plan_of, report_plan};

const SMALL: &str = include_str!("fixtures/small-plan.ttl");

fn store_of(plans: &[&Plan]) -> Store {
    let store = Store::new().unwrap();
    for plan in plans {
        store.load_quads(quads_of(plan, &Base::default()).unwrap()).unwrap();
    }
    store
}

fn small() -> Store {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, SMALL.as_bytes()).unwrap();
    store
}

fn straight(plans: &[&Plan]) -> Links {
    let mut builder = Builder::for_views(Base::default(), Extent::Views);
    for plan in plans {
        builder.add_plan(plan).unwrap();
    }
    Links::from_facts(&builder.finish())
}

fn other_plans() -> Vec<Plan> {
    let mut paths: Vec<_> = fs::read_dir(support::path("tests/fixtures/plans"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    paths.sort();
    paths.iter().map(|path| plan_of(fs::read(path).unwrap())).collect()
}

/// The rows of a stored query as text, by column.
fn asked(store: &Store, name: &str) -> Vec<BTreeMap<String, String>> {
    let Answer::Solutions(solutions) = answer(store, catalogue::find(name).unwrap().text, &[]).unwrap()
    else {
        panic!("{name} is no table")
    };
    let text = |term: &Term| match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    };
    let row = |row: &Vec<Option<Term>>| {
        let cells = solutions.variables.iter().zip(row);
        cells.filter_map(|(name, cell)| Some((name.as_str().to_owned(), text(cell.as_ref()?)))).collect()
    };
    solutions.rows.iter().map(row).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> i128 {
    row[column].parse().unwrap()
}

#[test]
fn plans_and_queries_give_the_same_rows() {
    let report = report_plan();
    assert_eq!(straight(&[report]), Links::read(&store_of(&[report])).unwrap());
    for plan in &other_plans() {
        assert_eq!(straight(&[plan]), Links::read(&store_of(&[plan])).unwrap(), "{}", plan.document.file);
    }
}

#[test]
fn several_plans_at_once_give_the_same_rows() {
    let others = other_plans();
    let mut plans: Vec<&Plan> = others.iter().collect();
    plans.push(report_plan());
    let links = straight(&plans);
    assert_eq!(links, Links::read(&store_of(&plans)).unwrap());
    // 60 measures of the report, and those of the others.
    assert!(links.measures.len() > 60 && links.plans.len() > 20, "{:?}", links.plans);
}

#[test]
fn rows_do_not_depend_on_the_order_of_documents() {
    let others = other_plans();
    let plans: Vec<&Plan> = others.iter().collect();
    let backwards: Vec<&Plan> = others.iter().rev().collect();
    assert_eq!(straight(&plans), straight(&backwards));
}

#[test]
fn reuse_is_that_of_the_stored_queries() {
    for store in [small(), store_of(&[report_plan()])] {
        let links = Links::read(&store).unwrap();
        let once = Selection::default().apply(&links);
        let again = Selection { repeats: true, ..Selection::default() }.apply(&links);
        let counts = |links: &Links| {
            let all = reuse(links, &UseGraph::from_links(links)).into_iter();
            all.map(|count| (links.programs[count.program].iri.clone(), count)).collect::<BTreeMap<_, _>>()
        };
        let rows = asked(&store, "programs-by-measures");
        assert!(!rows.is_empty());
        for row in &rows {
            let count = counts(&once)[&row["_program_iri"]];
            let found = [count.measures, count.objectives, count.goals].map(|count| count as i128);
            assert_eq!(
                found,
                ["measures", "objectives", "goals"].map(|column| number(row, column)),
                "{row:?}"
            );
        }
        for row in asked(&store, "programs-by-measures-with-parts") {
            let count = counts(&once)[&row["_program_iri"]];
            assert_eq!(count.measures_with_parts as i128, number(&row, "measures"), "{row:?}");
        }
        let rows = asked(&store, "programs-by-listings");
        assert!(!rows.is_empty());
        for row in &rows {
            let count = counts(&again)[&row["_program_iri"]];
            let found = [count.listings, count.objectives, count.goals].map(|count| count as i128);
            assert_eq!(
                found,
                ["listings", "objectives", "goals"].map(|column| number(row, column)),
                "{row:?}"
            );
        }
    }
}

#[test]
fn money_of_all_programs_is_that_of_the_stored_query() {
    // In both documents one line of 1.1 billion yen (line 52 of the report, 約11億円) is a measure's and no program's.
    let of_measures = 1_100_000_000;
    for store in [small(), store_of(&[report_plan()])] {
        let links = Links::read(&store).unwrap();
        let all: BTreeSet<usize> = (0..links.programs.len()).collect();
        let found = Ledger::new(&links).by_year(&all);
        let mut wanted = BTreeMap::new();
        for row in asked(&store, "budget-totals") {
            let year = i32::try_from(number(&row, "_year_integer")).unwrap();
            let other = if year == 2022 { of_measures } else { 0 };
            let bounds = ["lower", "upper"].map(|column| number(&row, column) - other);
            wanted.insert(year, Bounds { lower: bounds[0], upper: bounds[1] });
        }
        assert_eq!(found, wanted);
    }
}

#[test]
fn the_report_has_what_was_counted_by_hand() {
    let links = straight(&[report_plan()]);
    assert_eq!((links.goals.len(), links.measures.len(), links.years.len()), (3, 60, 2));
    // Lines 113, 115, 124 and 125 list again what stands at 74, 97, 95 and 96: two objectives, a group, a measure.
    let again: Vec<(i64, i64)> = links
        .measures
        .iter()
        .flat_map(|row| {
            let second = row.listings.iter().filter(|listing| listing.again);
            second.map(|listing| (row.line().unwrap(), listing.line.unwrap()))
        })
        .collect();
    assert!(again.contains(&(96, 125)), "{again:?}");
    let objectives = links.objectives.iter().filter(|row| !row.again.is_empty()).count();
    let groups = links.groups.iter().filter(|row| !row.again.is_empty()).count();
    assert_eq!((objectives, groups), (2, 1));
}

#[test]
fn a_choice_narrows_and_never_invents() {
    let links = straight(&[report_plan()]);
    let shown = |selection: Selection| selection.apply(&links);
    let default = shown(Selection::default());
    let goal = find(&links, Named::Goal, "3").unwrap();
    let third = shown(Selection { goals: [goal].into(), ..Selection::default() });
    // By hand: lines 119 to 123 stand under goal (3); 125 is listed there again.
    let standing: Vec<i64> = third.measures.iter().filter_map(MeasureRow::line).collect();
    assert_eq!(standing, [119, 120, 121, 123]);
    let repeated = shown(Selection { goals: [goal].into(), repeats: true, ..Selection::default() });
    assert!(repeated.measures.len() > third.measures.len());
    assert!(repeated.measures.iter().any(|row| row.line() == Some(125)));

    let body = find(&links, Named::Body, "文").unwrap();
    let responsible = shown(Selection { bodies: [body].into(), ..Selection::default() });
    let leading = shown(Selection { bodies: [body].into(), lead: true, ..Selection::default() });
    assert!(leading.measures.len() < responsible.measures.len());
    assert!(leading.measures.iter().all(|row| row.leads.contains(&body) && row.supporting.is_empty()));

    let later = shown(Selection { years: [2023].into(), ..Selection::default() });
    assert!(later.uses.iter().all(|used| used.years == [2023]));
    assert!(later.uses.len() < default.uses.len());

    let rolled = shown(Selection { rollup: true, ..Selection::default() });
    let part = find(&links, Named::Program, "地域連携拠点").unwrap();
    assert!(rolled.uses.iter().all(|used| used.program != part));
}

#[test]
fn parts_count_as_their_whole_where_that_is_asked() {
    let links = Selection::default().apply(&Links::read(&small()).unwrap());
    let rolled = Selection { rollup: true, ..Selection::default() }.apply(&links);
    // By hand: four measures name alpha, a fifth only its part, the network; beta has kyoten as a part.
    let users = |links: &Links, name: &str| {
        let program = find(links, Named::Program, &format!("program/{name}")).unwrap();
        UseGraph::from_links(links).measures_of(program).len()
    };
    let of = |links: &Links| ["alpha", "network", "beta", "kyoten"].map(|name| users(links, name));
    assert_eq!(of(&links), [4, 2, 2, 1]);
    assert_eq!(of(&rolled), [5, 0, 2, 0]);
}

#[test]
fn names_are_found_as_people_write_them() {
    let links = straight(&[report_plan()]);
    for name in ["1", "(1)", "(1)", "①", "医療機器の研究開発の中心地としての我が国の地位の確立"]
    {
        assert_eq!(find(&links, Named::Goal, name), Ok(0), "{name}");
    }
    let meti = find(&links, Named::Body, "経済産業省").unwrap();
    for name in ["経", "meti", "Ministry of Economy, Trade and Industry", &links.bodies[meti].iri] {
        assert_eq!(find(&links, Named::Body, name), Ok(meti), "{name}");
    }
    for name in ["2022", "2022", "令和4", "令和4年度", "R4", "fiscal year 2022"] {
        assert_eq!(find_year(&links, name), Ok(2022), "{name}");
    }
    // A misprint of the document is another name of the program.
    let young = find(&links, Named::Program, "官民による若手研究者発掘支援事業").unwrap();
    assert_eq!(find(&links, Named::Program, "国民による若手研究者発掘支援事業"), Ok(young));
    let Err(FindError::Unknown { nearest, .. }) = find(&links, Named::Program, "地域連携") else {
        panic!("a part of a name is no name")
    };
    assert!(nearest.contains(&"地域連携拠点".to_owned()), "{nearest:?}");
}

fn strangers(statements: &str) -> Store {
    let store = Store::new().unwrap();
    let text = format!(
        "@prefix pgo: <{}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix f: <http://f.example/> .\n{statements}",
        support::PGO
    );
    store.load_text(TextFormat::Turtle, text.as_bytes()).unwrap();
    store
}

#[test]
fn what_is_used_is_a_program_though_nobody_says_so() {
    let links = Links::read(&strangers("f:m a pgo:Measure ; pgo:usesProgram f:a, f:b . f:a a pgo:Program ."))
        .unwrap();
    assert_eq!((links.measures.len(), links.programs.len(), links.uses.len()), (1, 2, 2));
    // A name without a language is a name.
    let links = Links::read(&strangers("f:a a pgo:Program ; skos:prefLabel \"A\" .")).unwrap();
    assert_eq!(links.programs[0].label, "A");
}

#[test]
fn what_is_no_fact_of_the_vocabulary_is_counted_and_passed_over() {
    let store = strangers(
        "f:m a pgo:Measure ; pgo:usesProgram f:a, \"text\" . [] a pgo:Program . f:l pgo:amountYen \"lots\" .",
    );
    let facts = Facts::from_source(&store, Extent::Views).unwrap();
    assert_eq!(facts.passed_over(), 3);
    assert_eq!(Links::from_facts(&facts).uses.len(), 1);
}

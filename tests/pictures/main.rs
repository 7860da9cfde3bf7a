//! The pictures beside the matrix: the layers from goals to programs, and pairs of programs and of ministries.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

#[path = "../support/mod.rs"]
mod support;

mod layers;
mod pairs;
mod shapes;

use policygraph::facts::{Builder, Extent};
use policygraph::rdf::Base;
use policygraph::store::{Store, TextFormat};
use policygraph::view::links::Links;
use policygraph::view::selection::Selection;

const PLAN: &str = include_str!("../fixtures/small-plan.ttl");

/// All rows of the small plan, second listings included.
fn small() -> Links {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, PLAN.as_bytes()).unwrap();
    Links::read(&store).unwrap()
}

/// All rows of the report, second listings included.
fn report() -> Links {
    let mut builder = Builder::for_views(Base::default(), Extent::Views);
    builder.add_plan(support::report_plan()).unwrap();
    Links::from_facts(&builder.finish())
}

/// What is shown by default.
fn default(links: &Links) -> Links {
    Selection::default().apply(links)
}

/// The last step of an IRI; of a measure, a group, an objective or a goal of the small plan without the zeros.
fn short(iri: &str) -> &str {
    iri.rsplit_once('/').unwrap().1.trim_start_matches('0')
}

/// The rows of a table of expected answers, without comments and the heading.
fn answers(name: &str) -> Vec<Vec<String>> {
    let text = support::text(&format!("tests/answers/{name}.tsv"));
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

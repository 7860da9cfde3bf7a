//! The matrix of programs and measures: what stands in which row, column and cell.
//!
//! Rows are programs, a part indented under its whole; families stand in the [`Order`] that is asked for. Columns are all
//! measures in the order of the plan under their objectives and goals, also those that name no program, since
//! leaving them out would flatter the plan. This module decides what is shown; [`layout`] decides where, and
//! [`network`] says what it is for other tools.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::view::bodies::bodies;
use crate::view::drawing::Drawing;
use crate::view::graph::UseGraph;
use crate::view::language::Language;
use crate::view::links::{HeadingRow, Links, Under};
use crate::view::money::Bounds;
use crate::view::page::RowOrder;
use crate::view::reuse::{Reuse, reuse};

mod body;
mod head;
mod key;
pub mod layout;
pub mod network;
pub(crate) mod order;
mod words;

pub use crate::view::bodies::Body;
pub use order::Order;

/// A fiscal year, one slot of every cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The calendar year it starts in.
    pub year: i32,
    /// Its name.
    pub label: String,
}

/// A heading over neighbouring columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The heading, as a place in the rows of [`Links`]; none over measures without one.
    pub heading: Option<usize>,
    /// Its number in the picture: `1`, `1-2`.
    pub number: String,
    /// Its full title.
    pub label: String,
    /// The columns under it.
    pub columns: Range<usize>,
}

/// A measure at one of the places where it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The measure, as a place in [`Links::measures`].
    pub measure: usize,
    /// Whether this is a second listing (再掲).
    pub again: bool,
    /// Its IRI.
    pub iri: String,
    /// Its text.
    pub text: String,
    /// The line of the source where it is listed, from 1.
    pub line: Option<i64>,
    /// The headings above it here.
    pub under: Under,
    /// Who leads, as places in [`Matrix::bodies`].
    pub leads: Vec<usize>,
    /// Who else is responsible, as places in [`Matrix::bodies`].
    pub supporting: Vec<usize>,
    /// How many programs it uses.
    pub programs: usize,
}

/// What joins a program and a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The measure uses the program, in these fiscal years; empty where the graph does not say.
    Uses(Vec<i32>),
    /// The measure uses only something that is part of the program.
    PartOnly,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// How deep it stands under its wholes.
    pub depth: usize,
    /// How widely it is used.
    pub reuse: Reuse,
    /// What is known of its money, over all years shown.
    pub money: Option<Bounds>,
    /// Its cells by measure, as a place in [`Links::measures`].
    pub cells: BTreeMap<usize, Cell>,
}

/// The whole matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Language of what is added to the document's words.
    pub language: Language,
    /// Title of the plan, or of the plans.
    pub title: String,
    /// The slots of a cell, in order.
    pub years: Vec<Year>,
    /// The bodies, those that lead most first.
    pub bodies: Vec<Body>,
    /// Goals over the columns.
    pub goals: Vec<Head>,
    /// Objectives over the columns.
    pub objectives: Vec<Head>,
    /// The measures.
    pub columns: Vec<Column>,
    /// The programs that some measure uses, itself or through a part.
    pub rows: Vec<Row>,
    /// How many rows open with families that two or more measures use, where rows stand by reuse; the others follow.
    pub reused_rows: usize,
    /// Whether second listings count.
    pub repeats: bool,
    /// The rows in each order, as places in [`Matrix::rows`].
    pub orders: Vec<(Order, Vec<usize>)>,
}

impl Matrix {
    /// The picture with what its marks stand for. `links` are those that the matrix was made from.
    pub fn drawing(&self, links: &Links) -> Drawing {
        Drawing {
            scene: layout::layout(self),
            network: self.page_network(links),
            orders: self
                .orders
                .iter()
                .map(|(order, nodes)| RowOrder {
                    name: order.name(),
                    label: words::order(*order, self.language).to_owned(),
                    nodes: nodes.clone(),
                })
                .collect(),
        }
    }

    /// Puts the rows of a graph in order.
    pub fn new(links: &Links, order: Order, language: Language) -> Self {
        let graph = UseGraph::from_links(links);
        let listed = order::columns(links);
        let (bodies, places) = bodies(links, language);
        let columns: Vec<Column> = listed
            .iter()
            .filter_map(|(measure, place)| {
                let row = links.measures.get(*measure)?;
                let listing = row.listings.get(*place)?;
                let named = |rows: &[usize]| {
                    let mut found: Vec<usize> =
                        rows.iter().filter_map(|body| places.get(*body).copied()).collect();
                    found.sort_unstable();
                    found
                };
                Some(Column {
                    measure: *measure,
                    again: listing.again,
                    iri: row.iri.clone(),
                    text: row.text.clone(),
                    line: listing.line,
                    under: listing.under,
                    leads: named(&row.leads),
                    supporting: named(&row.supporting),
                    programs: links.uses_of(*measure).len(),
                })
            })
            .collect();
        let programs = order::Programs::new(links, &graph, reuse(links, &graph), &columns);
        let ordered = programs.rows(order);
        let rows: Vec<Row> =
            ordered.iter().filter_map(|(program, depth)| programs.row(*program, *depth)).collect();
        let places: BTreeMap<usize, usize> =
            ordered.iter().enumerate().map(|(place, (program, _))| (*program, place)).collect();
        let orders = order.and_others().map(|order| {
            let rows = programs.rows(order).into_iter();
            (order, rows.filter_map(|(program, _)| places.get(&program).copied()).collect())
        });
        let goals = heads(&columns, &links.goals, |under| under.goal, language);
        let objectives = objective_heads(&columns, links, &goals, language);
        Self {
            language,
            title: links.plans.join("・"),
            years: years(links, language),
            bodies,
            goals,
            objectives,
            repeats: columns.iter().any(|column| column.again),
            reused_rows: if order == Order::Reuse { reused(&rows) } else { 0 },
            columns,
            rows,
            orders: orders.collect(),
        }
    }
}

fn years(links: &Links, language: Language) -> Vec<Year> {
    links.years.iter().map(|row| Year { year: row.year, label: row.name(language).to_owned() }).collect()
}

/// How many rows open with families (a program and its parts) that two or more measures use.
fn reused(rows: &[Row]) -> usize {
    rows.iter().position(|row| row.depth == 0 && row.reuse.measures_with_parts < 2).unwrap_or(rows.len())
}

/// Heads over runs of columns that stand under the same item.
fn heads(
    columns: &[Column],
    items: &[HeadingRow],
    item_of: impl Fn(&Under) -> Option<usize>,
    language: Language,
) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let heading = item_of(&column.under).filter(|heading| *heading < items.len());
        if let Some(last) = heads.last_mut()
            && last.heading == heading
        {
            last.columns.end = place + 1;
            continue;
        }
        let row = heading.and_then(|heading| items.get(heading));
        heads.push(Head {
            heading,
            number: goal_number(heading.zip(row)),
            label: row.map_or_else(|| words::NO_HEADING.of(language).to_owned(), |row| row.label.clone()),
            columns: place..place + 1,
        });
    }
    heads
}

/// The number of a goal: what the document writes, without brackets, else its place.
pub(crate) fn goal_number(goal: Option<(usize, &HeadingRow)>) -> String {
    let Some((place, row)) = goal else {
        return "–".to_owned();
    };
    let mark = row.mark.as_deref().unwrap_or_default();
    let bare = mark.trim_matches(|c: char| "()[]【】 \u{ff08}\u{ff09}".contains(c));
    if bare.is_empty() { (place + 1).to_string() } else { bare.to_owned() }
}

/// Heads of objectives, numbered within their goal; a goal's end ends an objective too.
fn objective_heads(columns: &[Column], links: &Links, goals: &[Head], language: Language) -> Vec<Head> {
    let mut all = Vec::new();
    for goal in goals {
        let under = columns.get(goal.columns.clone()).unwrap_or_default();
        let found = heads(under, &links.objectives, |under| under.objective, language);
        for (place, head) in found.into_iter().enumerate() {
            let again =
                under.get(head.columns.clone()).is_some_and(|own| own.iter().all(|column| column.again));
            let mark = if again { words::AGAIN.of(language) } else { "" };
            all.push(Head {
                number: format!("{}-{}", goal.number, place + 1),
                label: format!("{mark}{}", head.label),
                columns: head.columns.start + goal.columns.start..head.columns.end + goal.columns.start,
                ..head
            });
        }
    }
    all
}

/// The cells of a program by measure.
fn cells(links: &Links, graph: &UseGraph, program: usize, shown: &BTreeSet<usize>) -> BTreeMap<usize, Cell> {
    let mut cells: BTreeMap<usize, Cell> =
        graph.measures_of_family(program).into_iter().map(|measure| (measure, Cell::PartOnly)).collect();
    for used in graph.uses_of(program).into_iter().filter_map(|place| links.uses.get(place)) {
        cells.insert(used.measure, Cell::Uses(used.years.clone()));
    }
    cells.retain(|measure, _| shown.contains(measure));
    cells
}

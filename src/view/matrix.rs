//! The matrix of programs and measures: what stands in which row, column and cell.
//!
//! Rows are programs: those used most (parts counted in) first, a part indented under its whole. Columns are all
//! measures in the order of the plan under their objectives and goals, also those that name no program, since
//! leaving them out would flatter the plan. This module decides what is shown; [`layout`] decides where.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::view::graph::UseGraph;
use crate::view::links::{HeadingRow, Links, MeasureRow};
use crate::view::reuse::{Reuse, measures_with_parts, reuse};

mod body;
mod colour;
mod head;
mod key;
pub mod layout;
mod order;

/// A fiscal year, one slot of every cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The calendar year it starts in.
    pub year: i32,
    /// Its name.
    pub label: String,
}

/// A body that is responsible for some measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name.
    pub label: String,
    /// Its mark, a character or two.
    pub mark: String,
    /// How many measures it leads.
    pub leads: usize,
}

/// A heading over neighbouring columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number in the picture: `1`, `1-2`.
    pub number: String,
    /// Its full title.
    pub label: String,
    /// The columns under it.
    pub columns: Range<usize>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its IRI.
    pub iri: String,
    /// Its text.
    pub text: String,
    /// Its line in the source, from 1.
    pub line: Option<i64>,
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
    Uses(BTreeSet<i32>),
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
    /// Measures that use it.
    pub measures: usize,
    /// Measures that use it or a part of it.
    pub measures_with_parts: usize,
    /// Its cells by column.
    pub cells: BTreeMap<usize, Cell>,
}

/// The whole matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
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
    /// How many rows open with families that two or more measures use; the others follow.
    pub reused_rows: usize,
}

impl Matrix {
    /// Puts the rows of a graph in order.
    pub fn from_links(links: &Links) -> Self {
        let graph = UseGraph::from_links(links);
        let measures = order::columns(links);
        let (bodies, places) = bodies(links);
        let columns: Vec<Column> = measures.iter().map(|row| column(row, links, &places)).collect();
        let by_iri: BTreeMap<&str, usize> =
            columns.iter().enumerate().map(|(index, column)| (column.iri.as_str(), index)).collect();
        let rows = rows(links, &graph, &by_iri);
        let reused_rows = reused(&rows);
        let goals = heads(&measures, &links.goals, |row| row.goal.as_deref(), |head, _| goal_number(head));
        let objectives = objective_heads(&measures, links, &goals);
        Self {
            title: links.plans.join("・"),
            years: links.years.iter().map(|row| Year { year: row.year, label: row.label.clone() }).collect(),
            bodies,
            goals,
            objectives,
            columns,
            rows,
            reused_rows,
        }
    }
}

fn bodies(links: &Links) -> (Vec<Body>, BTreeMap<&str, usize>) {
    let led =
        |iri: &str| links.measures.iter().filter(|row| row.leads.iter().any(|lead| lead == iri)).count();
    let mut counted: Vec<_> = links.bodies.iter().map(|row| (led(&row.iri), row)).collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.iri.cmp(&b.1.iri)));
    let places = counted.iter().enumerate().map(|(place, (_, row))| (row.iri.as_str(), place)).collect();
    let bodies = counted
        .iter()
        .map(|(leads, row)| Body { label: row.label.clone(), mark: row.mark.clone(), leads: *leads })
        .collect();
    (bodies, places)
}

fn column(row: &MeasureRow, links: &Links, places: &BTreeMap<&str, usize>) -> Column {
    let named = |iris: &[String]| {
        let mut found: Vec<usize> = iris.iter().filter_map(|iri| places.get(iri.as_str()).copied()).collect();
        found.sort_unstable();
        found
    };
    let range = links.uses.partition_point(|used| used.measure < row.iri)
        ..links.uses.partition_point(|used| used.measure <= row.iri);
    Column {
        iri: row.iri.clone(),
        text: row.text.clone(),
        line: row.line,
        leads: named(&row.leads),
        supporting: named(&row.supporting),
        programs: range.len(),
    }
}

fn rows(links: &Links, graph: &UseGraph, columns: &BTreeMap<&str, usize>) -> Vec<Row> {
    let labels: BTreeMap<&str, &str> =
        links.programs.iter().map(|row| (row.iri.as_str(), row.label.as_str())).collect();
    let counts: BTreeMap<String, Reuse> =
        reuse(graph).into_iter().map(|count| (count.program.clone(), count)).collect();
    let order = order::rows(graph, &counts, &labels, columns);
    let row = |(iri, depth): (&str, usize)| {
        let count = counts.get(iri)?;
        Some(Row {
            iri: iri.to_owned(),
            label: labels.get(iri).copied().unwrap_or(iri).to_owned(),
            depth,
            measures: count.measures,
            measures_with_parts: count.measures_with_parts,
            cells: cells(graph, iri, columns),
        })
    };
    order.into_iter().filter_map(row).collect()
}

fn cells(graph: &UseGraph, program: &str, columns: &BTreeMap<&str, usize>) -> BTreeMap<usize, Cell> {
    let mut cells: BTreeMap<usize, Cell> = measures_with_parts(graph, program)
        .into_iter()
        .filter_map(|measure| Some((*columns.get(measure)?, Cell::PartOnly)))
        .collect();
    for (measure, years) in graph.measures_of(program) {
        if let Some(column) = columns.get(measure) {
            cells.insert(*column, Cell::Uses(years.clone()));
        }
    }
    cells
}

/// How many rows open with families (a program and its parts) that two or more measures use.
fn reused(rows: &[Row]) -> usize {
    rows.iter().position(|row| row.depth == 0 && row.measures_with_parts < 2).unwrap_or(rows.len())
}

/// Heads over runs of columns that stand under the same item.
fn heads<'a>(
    measures: &[&'a MeasureRow],
    items: &[HeadingRow],
    item_of: impl Fn(&'a MeasureRow) -> Option<&'a str>,
    number: impl Fn(Option<(usize, &HeadingRow)>, usize) -> String,
) -> Vec<Head> {
    let mut heads: Vec<(Option<&str>, Head)> = Vec::new();
    for (place, measure) in measures.iter().enumerate() {
        let item = item_of(measure);
        if let Some((last, head)) = heads.last_mut()
            && *last == item
        {
            head.columns.end = place + 1;
            continue;
        }
        let known = items.iter().enumerate().find(|(_, row)| Some(row.iri.as_str()) == item);
        let head = Head {
            number: number(known, place),
            label: known.map_or_else(|| "見出しなし".to_owned(), |(_, row)| row.label.clone()),
            columns: place..place + 1,
        };
        heads.push((item, head));
    }
    heads.into_iter().map(|(_, head)| head).collect()
}

/// The number of a goal: what the document writes, without brackets, else its place.
fn goal_number(goal: Option<(usize, &HeadingRow)>) -> String {
    let Some((place, row)) = goal else {
        return "–".to_owned();
    };
    let mark = row.mark.as_deref().unwrap_or_default();
    let bare = mark.trim_matches(|c: char| "()()[]【】 ".contains(c));
    if bare.is_empty() { (place + 1).to_string() } else { bare.to_owned() }
}

/// Heads of objectives, numbered within their goal; a goal's end ends an objective too.
fn objective_heads(measures: &[&MeasureRow], links: &Links, goals: &[Head]) -> Vec<Head> {
    let mut all = Vec::new();
    for goal in goals {
        let under = measures.get(goal.columns.clone()).unwrap_or_default();
        let found = heads(under, &links.objectives, |row| row.objective.as_deref(), |_, _| String::new());
        for (place, head) in found.into_iter().enumerate() {
            all.push(Head {
                number: format!("{}-{}", goal.number, place + 1),
                columns: head.columns.start + goal.columns.start..head.columns.end + goal.columns.start,
                ..head
            });
        }
    }
    all
}

//! What a view needs to know, read from the graph with the view's own queries.
//!
//! Plain rows in a fixed order: nothing here depends on where the graph is kept or on how it is stored. Where
//! two documents tell of the same item in other words, the first in order counts.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::Term;

use crate::query::evaluate::{EvaluateError, Solutions, Source};

/// A fiscal year, April to March.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRow {
    /// The calendar year it starts in.
    pub year: i32,
    /// Its name, 令和4年度.
    pub label: String,
}

/// A goal or an objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingRow {
    /// Its IRI.
    pub iri: String,
    /// Its title.
    pub label: String,
    /// Its number as the document writes it, `(1)`.
    pub mark: Option<String>,
}

/// A ministry or another public body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRow {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Its shortest mark, 厚; without one, the first character of its name.
    pub mark: String,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRow {
    /// Its IRI.
    pub iri: String,
    /// Its text.
    pub text: String,
    /// Its first line in the source, from 1.
    pub line: Option<i64>,
    /// The goal it stands under.
    pub goal: Option<String>,
    /// The objective it stands under, through its group if it has one.
    pub objective: Option<String>,
    /// Who leads (◎).
    pub leads: Vec<String>,
    /// Who else is responsible.
    pub supporting: Vec<String>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRow {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// The programs it is part of.
    pub wholes: Vec<String>,
}

/// A measure uses a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseRow {
    /// The measure.
    pub measure: String,
    /// The program.
    pub program: String,
    /// The fiscal years whose cells name it; empty where the graph does not say.
    pub years: BTreeSet<i32>,
}

/// All rows of one graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Titles of the plans.
    pub plans: Vec<String>,
    /// The fiscal years in which some measure names a program, in order.
    pub years: Vec<YearRow>,
    /// Goals in the order of the plan.
    pub goals: Vec<HeadingRow>,
    /// Objectives in the order of the plan.
    pub objectives: Vec<HeadingRow>,
    /// Bodies responsible for some measure, by IRI.
    pub bodies: Vec<BodyRow>,
    /// Measures in the order of the plan.
    pub measures: Vec<MeasureRow>,
    /// Programs by name.
    pub programs: Vec<ProgramRow>,
    /// Uses by measure and program.
    pub uses: Vec<UseRow>,
}

/// Why the rows could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinksError {
    /// The source did not answer one of the queries.
    #[error("the {query} could not be read from the graph")]
    Select {
        /// What was asked for.
        query: &'static str,
        /// Why there was no answer.
        source: Box<EvaluateError>,
    },
}

impl Links {
    /// Reads the rows from a store or an endpoint.
    pub fn read(source: &dyn Source) -> Result<Self, LinksError> {
        let ask = |query: &'static str, text: &str| {
            source.select(text).map_err(|source| LinksError::Select { query, source: Box::new(source) })
        };
        let headings = ask("headings", include_str!("queries/headings.rq"))?;
        let bodies = ask("responsible bodies", include_str!("queries/bodies.rq"))?;
        let roles = ask("responsibilities", include_str!("queries/responsibilities.rq"))?;
        let mut links = Self {
            plans: read_plans(&ask("plans", include_str!("queries/plans.rq"))?),
            years: Vec::new(),
            goals: read_headings(&headings, "Goal"),
            objectives: read_headings(&headings, "Objective"),
            bodies: read_bodies(&bodies),
            measures: read_measures(&ask("measures", include_str!("queries/measures.rq"))?, &roles),
            programs: read_programs(&ask("programs", include_str!("queries/programs.rq"))?),
            uses: read_uses(
                &ask("uses of programs", include_str!("queries/uses.rq"))?,
                &ask("mentions of programs", include_str!("queries/mentions.rq"))?,
            ),
        };
        let named: BTreeSet<i32> = links.uses.iter().flat_map(|row| row.years.iter().copied()).collect();
        let labels = read_years(&ask("fiscal years", include_str!("queries/years.rq"))?);
        links.years = named
            .into_iter()
            .map(|year| YearRow {
                year,
                label: labels.get(&year).cloned().unwrap_or_else(|| year.to_string()),
            })
            .collect();
        Ok(links)
    }
}

/// The rows of a table, read by column name.
struct Rows<'a> {
    columns: BTreeMap<&'a str, usize>,
    solutions: &'a Solutions,
}

impl<'a> Rows<'a> {
    fn of(solutions: &'a Solutions) -> Self {
        let columns = solutions.variables.iter().enumerate();
        Self { columns: columns.map(|(index, variable)| (variable.as_str(), index)).collect(), solutions }
    }

    fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.solutions.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }
}

struct Row<'a> {
    columns: &'a BTreeMap<&'a str, usize>,
    cells: &'a [Option<Term>],
}

impl Row<'_> {
    /// The IRI or the text of a cell.
    fn text(&self, column: &str) -> Option<String> {
        match self.cells.get(*self.columns.get(column)?)?.as_ref()? {
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            Term::Literal(literal) => Some(literal.value().to_owned()),
            Term::BlankNode(node) => Some(node.to_string()),
        }
    }

    fn number<N: std::str::FromStr>(&self, column: &str) -> Option<N> {
        self.text(column)?.parse().ok()
    }
}

fn read_plans(table: &Solutions) -> Vec<String> {
    Rows::of(table).iter().filter_map(|row| row.text("label")).collect()
}

fn read_years(table: &Solutions) -> BTreeMap<i32, String> {
    let mut years = BTreeMap::new();
    for row in Rows::of(table).iter() {
        if let (Some(year), Some(label)) = (row.number("year"), row.text("label")) {
            years.entry(year).or_insert(label);
        }
    }
    years
}

fn read_headings(table: &Solutions, class: &str) -> Vec<HeadingRow> {
    let mut seen = BTreeSet::new();
    let rows = Rows::of(table);
    let read = |row: Row<'_>| {
        let of_class = row.text("class")?.rsplit_once('#')?.1 == class;
        let iri = row.text("item")?;
        (of_class && seen.insert(iri.clone())).then_some(())?;
        Some(HeadingRow { iri, label: row.text("label")?, mark: row.text("mark") })
    };
    rows.iter().filter_map(read).collect()
}

fn read_bodies(table: &Solutions) -> Vec<BodyRow> {
    let mut bodies = BTreeMap::new();
    for row in Rows::of(table).iter() {
        let (Some(iri), Some(label)) = (row.text("body"), row.text("label")) else {
            continue;
        };
        let mark = row.text("mark").or_else(|| label.chars().next().map(String::from)).unwrap_or_default();
        bodies.entry(iri.clone()).or_insert(BodyRow { iri, label, mark });
    }
    bodies.into_values().collect()
}

fn read_measures(table: &Solutions, roles: &Solutions) -> Vec<MeasureRow> {
    let mut leads: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut supporting = leads.clone();
    for row in Rows::of(roles).iter() {
        if let (Some(measure), Some(body)) = (row.text("measure"), row.text("body")) {
            let leads_it = row.text("lead").as_deref() == Some("true");
            let list = if leads_it { &mut leads } else { &mut supporting };
            list.entry(measure).or_default().insert(body);
        }
    }
    let mut seen = BTreeSet::new();
    let rows = Rows::of(table);
    let read = |row: Row<'_>| {
        let iri = row.text("measure")?;
        seen.insert(iri.clone()).then_some(())?;
        let leads = leads.remove(&iri).unwrap_or_default();
        let mut supporting = supporting.remove(&iri).unwrap_or_default();
        supporting.retain(|body| !leads.contains(body));
        Some(MeasureRow {
            text: row.text("text")?,
            line: row.number("line"),
            goal: row.text("goal"),
            objective: row.text("objective"),
            leads: leads.into_iter().collect(),
            supporting: supporting.into_iter().collect(),
            iri,
        })
    };
    rows.iter().filter_map(read).collect()
}

fn read_programs(table: &Solutions) -> Vec<ProgramRow> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut programs: Vec<ProgramRow> = Vec::new();
    for row in Rows::of(table).iter() {
        let (Some(iri), Some(label)) = (row.text("program"), row.text("label")) else {
            continue;
        };
        let place = *places.entry(iri.clone()).or_insert(programs.len());
        if place == programs.len() {
            programs.push(ProgramRow { iri, label, wholes: Vec::new() });
        }
        if let (Some(program), Some(whole)) = (programs.get_mut(place), row.text("whole"))
            && !program.wholes.contains(&whole)
        {
            program.wholes.push(whole);
        }
    }
    programs
}

fn read_uses(uses: &Solutions, mentions: &Solutions) -> Vec<UseRow> {
    let mut years: BTreeMap<(String, String), BTreeSet<i32>> = BTreeMap::new();
    for row in Rows::of(uses).iter() {
        if let (Some(measure), Some(program)) = (row.text("measure"), row.text("program")) {
            years.entry((measure, program)).or_default();
        }
    }
    for row in Rows::of(mentions).iter() {
        if let (Some(measure), Some(program), Some(year)) =
            (row.text("measure"), row.text("program"), row.number("year"))
            && let Some(known) = years.get_mut(&(measure, program))
        {
            known.insert(year);
        }
    }
    let row = |((measure, program), years)| UseRow { measure, program, years };
    years.into_iter().map(row).collect()
}

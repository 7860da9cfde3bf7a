//! An edition of a plan's report as it is compared: what its graph says, without the places where it says so.

mod raw;
mod read;

pub(super) use raw::properties;

use super::change::{Column, Kind};

/// What stands in the plan's tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Goal,
    Objective,
    Group,
    Measure,
}

impl Level {
    pub(super) const HEADINGS: [Self; 3] = [Self::Goal, Self::Objective, Self::Group];

    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Goal => Kind::Goal,
            Self::Objective => Kind::Objective,
            Self::Group => Kind::Group,
            Self::Measure => Kind::Measure,
        }
    }
}

/// A goal, an objective, a group or a measure.
#[derive(Debug)]
pub(super) struct Item<'q> {
    pub(super) iri: &'q str,
    pub(super) level: Level,
    pub(super) label: &'q str,
    /// The match key of the label.
    pub(super) key: String,
    /// Further words: those of continuing rows.
    pub(super) details: Vec<&'q str>,
    pub(super) notations: Vec<&'q str>,
    pub(super) parent: Option<usize>,
    /// What hangs on it, in reading order.
    pub(super) children: Vec<usize>,
    /// What is listed under it again.
    pub(super) relists: Vec<usize>,
    /// Bodies in charge, and whether as a lead.
    pub(super) bodies: Vec<(usize, bool)>,
    /// Programs that the graph says it uses.
    pub(super) uses: Vec<usize>,
    /// Programs named in its own words.
    pub(super) names: Vec<usize>,
    /// Its cells.
    pub(super) cells: Vec<usize>,
    /// Row of the document, for people.
    pub(super) line: Option<u32>,
}

/// A cell that says what was done or is planned.
#[derive(Debug)]
pub(super) struct Cell<'q> {
    pub(super) measure: usize,
    pub(super) column: Column,
    pub(super) year: Option<i64>,
    pub(super) state: &'q str,
    pub(super) text: &'q str,
    pub(super) programs: Vec<usize>,
    pub(super) bodies: Vec<usize>,
    pub(super) money: Vec<Money<'q>>,
    pub(super) quantities: Vec<Quantity<'q>>,
    pub(super) dates: Vec<&'q str>,
}

/// A place that speaks of money.
#[derive(Debug)]
pub(super) struct Money<'q> {
    pub(super) programs: Vec<usize>,
    pub(super) line: Option<usize>,
    pub(super) coverage: &'q str,
}

/// A counted result.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quantity<'q> {
    pub(super) kind: &'q str,
    pub(super) unit: &'q str,
    pub(super) program: Option<usize>,
    pub(super) cumulative: bool,
    pub(super) value: &'q str,
}

/// A program.
#[derive(Debug)]
pub(super) struct Program<'q> {
    pub(super) iri: &'q str,
    pub(super) label: &'q str,
    pub(super) key: String,
    /// Other names, and misprints.
    pub(super) aliases: Vec<&'q str>,
    pub(super) parents: Vec<usize>,
    pub(super) review_sheets: Vec<&'q str>,
    /// Measures that use or name it.
    pub(super) measures: Vec<usize>,
}

/// A public body.
#[derive(Debug)]
pub(super) struct Body<'q> {
    pub(super) iri: &'q str,
    pub(super) label: &'q str,
    pub(super) key: String,
}

/// Whose money a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    Programs(Vec<usize>),
    Measure(usize),
}

/// An appropriation.
#[derive(Debug)]
pub(super) struct Line<'q> {
    pub(super) iri: &'q str,
    pub(super) owner: Owner,
    pub(super) year: Option<i64>,
    pub(super) phase: &'q str,
    pub(super) amount: &'q str,
    pub(super) rounding: &'q str,
    pub(super) precision: &'q str,
    /// Measures whose cells speak of it.
    pub(super) measures: Vec<usize>,
}

/// A progress report.
#[derive(Debug)]
pub(super) struct Report<'q> {
    pub(super) iri: &'q str,
    pub(super) title: &'q str,
    pub(super) publishers: Vec<&'q str>,
    pub(super) licences: Vec<&'q str>,
}

/// One side of a comparison. Lists are in reading order as far as the graph tells it, else in that of the IRIs.
#[derive(Debug, Default)]
pub struct Edition<'q> {
    pub(super) reports: Vec<Report<'q>>,
    pub(super) items: Vec<Item<'q>>,
    pub(super) cells: Vec<Cell<'q>>,
    pub(super) programs: Vec<Program<'q>>,
    pub(super) bodies: Vec<Body<'q>>,
    pub(super) lines: Vec<Line<'q>>,
}

impl<'q> Edition<'q> {
    /// The item that stands a level above, or above that.
    pub(super) fn above(&self, item: usize, level: Level) -> Option<usize> {
        let mut at = Some(item);
        // A graph may say that things hang on each other in a circle.
        for _ in 0..8 {
            let found = self.items.get(at?)?;
            if found.level == level {
                return at;
            }
            at = found.parent;
        }
        None
    }

    pub(super) fn body_label(&self, body: usize) -> &'q str {
        self.bodies.get(body).map_or("", |body| body.label)
    }

    pub(super) fn program_label(&self, program: usize) -> &'q str {
        self.programs.get(program).map_or("", |program| program.label)
    }

    /// Titles of the reports.
    pub fn titles(&self) -> Vec<&'q str> {
        self.reports.iter().map(|report| report.title).collect()
    }

    /// The number of measures.
    pub fn measures(&self) -> usize {
        self.items.iter().filter(|item| item.level == Level::Measure).count()
    }

    /// The fiscal years of its cells, ascending, each once.
    pub fn fiscal_years(&self) -> Vec<i64> {
        let mut years: Vec<i64> = self.cells.iter().filter_map(|cell| cell.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

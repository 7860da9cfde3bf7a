//! What a view needs to know, as plain rows in a fixed order.
//!
//! May live here: the rows, and how they follow from [`Facts`]. Rows point to each other by their place in [`Links`], so
//! that a graph of hundreds of thousands of links costs no names. Nothing here depends on where the graph is kept or on how it
//! is stored: the facts may come from plans, a store or an endpoint. Where two documents tell of the same item in other words,
//! the first in order counts.

use crate::facts::{Extent, Facts, FactsError};
use crate::query::evaluate::Source;
use crate::view::language::Language;

mod item;
mod money;
mod read;

pub use money::{LineRow, Stated};

/// A fiscal year, April to March.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRow {
    /// The calendar year it starts in.
    pub year: i32,
    /// Its name, 令和4年度.
    pub label: String,
    /// Its name in English, if the graph has one.
    pub english: Option<String>,
}

impl YearRow {
    /// Its name in a language, if it has one; else in Japanese.
    pub fn name(&self, language: Language) -> &str {
        named(&self.label, self.english.as_deref(), language)
    }
}

/// A goal, an objective or a group of measures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadingRow {
    /// Its IRI.
    pub iri: String,
    /// Its title.
    pub label: String,
    /// Its number as the document writes it, `(1)`.
    pub mark: Option<String>,
    /// What it stands under.
    pub under: Under,
    /// Under which further headings it is listed a second time (再掲).
    pub again: Vec<Under>,
}

/// The headings above an item, as places in [`Links`]; nothing where a level is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Under {
    /// The goal.
    pub goal: Option<usize>,
    /// The objective.
    pub objective: Option<usize>,
    /// The group of measures.
    pub group: Option<usize>,
}

/// A ministry or another public body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyRow {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Its name in English, if the graph has one.
    pub english: Option<String>,
    /// Its shortest mark, 厚; without one, the first character of its name.
    pub mark: String,
    /// All further marks and names.
    pub names: Vec<String>,
}

impl BodyRow {
    /// Its name in a language, if it has one; else in Japanese.
    pub fn name(&self, language: Language) -> &str {
        named(&self.label, self.english.as_deref(), language)
    }
}

fn named<'t>(label: &'t str, english: Option<&'t str>, language: Language) -> &'t str {
    match language {
        Language::Japanese => label,
        Language::English => english.unwrap_or(label),
    }
}

/// A place where a measure is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listing {
    /// The headings above it there.
    pub under: Under,
    /// The line of the source, from 1.
    pub line: Option<i64>,
    /// Whether this is a second listing (再掲).
    pub again: bool,
}

/// A measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureRow {
    /// Its IRI.
    pub iri: String,
    /// Its text.
    pub text: String,
    /// Where it is listed: first where it stands, then its second listings.
    pub listings: Vec<Listing>,
    /// Who leads (◎), as places in [`Links::bodies`], in order.
    pub leads: Vec<usize>,
    /// Who else is responsible, as places in [`Links::bodies`], in order.
    pub supporting: Vec<usize>,
}

impl MeasureRow {
    /// Its first line in the source.
    pub fn line(&self) -> Option<i64> {
        self.listings.first()?.line
    }

    /// The headings that it stands under.
    pub fn under(&self) -> Under {
        self.listings.first().map(|listing| listing.under).unwrap_or_default()
    }
}

/// A program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgramRow {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Other names and misprints of its name.
    pub names: Vec<String>,
    /// The programs it is part of, as places in [`Links::programs`], in order.
    pub wholes: Vec<usize>,
}

/// A measure uses a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UseRow {
    /// The measure, as a place in [`Links::measures`].
    pub measure: usize,
    /// The program, as a place in [`Links::programs`].
    pub program: usize,
    /// The fiscal years whose cells name it, in order; empty where the graph does not say.
    pub years: Vec<i32>,
    /// The fiscal years of the cells of results that name it, in order; nothing for a cell without a year.
    pub status: Vec<Option<i32>>,
    /// The fiscal years of the cells of plans that name it, in order; nothing for a cell without a year.
    pub planned: Vec<Option<i32>>,
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
    /// Groups in the order of the plan.
    pub groups: Vec<HeadingRow>,
    /// Bodies responsible for some measure, by IRI.
    pub bodies: Vec<BodyRow>,
    /// Measures in the order of the plan.
    pub measures: Vec<MeasureRow>,
    /// Programs by name.
    pub programs: Vec<ProgramRow>,
    /// Uses by measure and program.
    pub uses: Vec<UseRow>,
    /// Budget lines of programs, by year and IRI.
    pub lines: Vec<LineRow>,
}

impl Links {
    /// Reads the rows from a store or an endpoint.
    pub fn read(source: &dyn Source) -> Result<Self, FactsError> {
        Ok(Self::from_facts(&Facts::from_source(source, Extent::Views)?))
    }

    /// The rows that facts make; their extent has to be that of views at least.
    pub fn from_facts(facts: &Facts) -> Self {
        read::links(facts)
    }

    /// The uses of one measure.
    pub fn uses_of(&self, measure: usize) -> &[UseRow] {
        let range = self.uses.partition_point(|used| used.measure < measure)
            ..self.uses.partition_point(|used| used.measure <= measure);
        self.uses.get(range).unwrap_or_default()
    }
}

//! Differences as files: JSON for programs, Markdown and HTML for people, an RDF patch for stores.
//!
//! [`Account`] is what all of them tell, [`outline`](Account::outline) the same in the order and words in which people read it.

mod html;
mod json;
mod markdown;
mod outline;
mod patch;
mod words;

pub use html::write_html;
pub use json::write_json;
pub use markdown::write_markdown;
pub use outline::{Entry, Outline, Point, Section};
pub use patch::write_patch;

use super::{Change, Edition, StatementChanges, Summary};
use serde::Serialize;

/// What is said of one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The input, as it was named.
    pub input: String,
    /// Titles of its reports.
    pub titles: Vec<String>,
    /// Fiscal years of its cells, by the year in which they begin.
    pub fiscal_years: Vec<i64>,
    /// The number of its measures.
    pub measures: usize,
}

impl Side {
    /// Describes an edition.
    pub fn new(input: impl Into<String>, edition: &Edition<'_>) -> Self {
        Self {
            input: input.into(),
            titles: edition.titles().into_iter().map(str::to_owned).collect(),
            fiscal_years: edition.fiscal_years(),
            measures: edition.measures(),
        }
    }
}

/// RDF statements that only one side has, in numbers: places of the document, provenance and foreign statements included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatementCount {
    /// Those of the old side.
    pub removed: usize,
    /// Those of the new side.
    pub added: usize,
}

impl From<&StatementChanges> for StatementCount {
    fn from(changes: &StatementChanges) -> Self {
        Self { removed: changes.removed.len(), added: changes.added.len() }
    }
}

/// Everything that is told.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    /// The old side.
    pub old: Side,
    /// The new side.
    pub new: Side,
    /// The differences.
    pub changes: &'a [Change],
    /// Differences in RDF; nothing where a side does not give all its statements.
    pub statements: Option<StatementCount>,
    /// Whether only numbers are told.
    pub only_summary: bool,
}

impl Account<'_> {
    /// The differences in numbers.
    pub fn summary(&self) -> Summary {
        Summary::new(self.changes)
    }

    /// The differences as people read them.
    pub fn outline(&self) -> Outline {
        Outline::new(if self.only_summary { &[] } else { self.changes })
    }
}

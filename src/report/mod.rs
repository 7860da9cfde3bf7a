//! Reports: the most asked stored queries, worked out without a store.
//!
//! May live here: one module for each report, which turns [`facts`](crate::facts) into the table that the stored query of
//! the same name answers with: the same columns, terms and order of rows. The stored query says what the answer is; a report is only a shorter way to it, and tests
//! hold that both agree.

mod lines;
mod pairs;
mod reuse;
mod row;
mod single;

use crate::facts::Facts;
use crate::query::catalogue;
use crate::query::evaluate::Solutions;
use crate::rdf::mapping::Section;

/// A stored query that has an answer of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Report {
    /// `programs-by-measures`: how widely each program is reused.
    ProgramsByMeasures,
    /// `budget-lines`: every budget line once.
    BudgetLines,
    /// `ministry-pairs`: pairs of ministries that share measures.
    MinistryPairs,
    /// `measures-on-one-program`: measures that rest on one program alone.
    MeasuresOnOneProgram,
}

impl Report {
    /// Every report.
    pub const ALL: [Self; 4] =
        [Self::ProgramsByMeasures, Self::BudgetLines, Self::MinistryPairs, Self::MeasuresOnOneProgram];

    /// The name of the stored query that it answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProgramsByMeasures => "programs-by-measures",
            Self::BudgetLines => "budget-lines",
            Self::MinistryPairs => "ministry-pairs",
            Self::MeasuresOnOneProgram => "measures-on-one-program",
        }
    }

    /// The sections of a plan's mapping whose facts it needs.
    pub const fn sections(self) -> &'static [Section] {
        match self {
            // Measures may hang on the plan itself.
            Self::ProgramsByMeasures => &[Section::Document, Section::Items, Section::Programs],
            // A line may be a measure's own, and then shows its text.
            Self::BudgetLines => &[
                Section::Items,
                Section::Statements,
                Section::Programs,
                Section::Lines,
                Section::FiscalYears,
            ],
            Self::MinistryPairs => &[Section::Items, Section::Bodies],
            Self::MeasuresOnOneProgram => {
                &[Section::Document, Section::Items, Section::Programs, Section::Evidence]
            }
        }
    }

    /// The answer: what the stored query gives without parameters on the graph that the facts are of.
    pub fn answer(self, facts: &Facts) -> Solutions {
        match self {
            Self::ProgramsByMeasures => reuse::answer(facts),
            Self::BudgetLines => lines::answer(facts),
            Self::MinistryPairs => pairs::answer(facts),
            Self::MeasuresOnOneProgram => single::answer(facts),
        }
    }
}

/// The report for a stored query by any of its names; nothing if the query has none, or if there is no such query.
///
/// ```
/// use policygraph::report::{Report, find};
///
/// assert_eq!(find("ministry-pairs"), Some(Report::MinistryPairs));
/// assert_eq!(find("budget-totals"), None);
/// ```
pub fn find(name: &str) -> Option<Report> {
    let query = catalogue::find(name).ok()?;
    Report::ALL.into_iter().find(|report| report.name() == query.name)
}

//! The data of a plan. Member names are those of the plan JSON; `plan.schema.json` describes them for others.

mod item;
mod name;
mod statement;

pub use item::{Detail, Goal, Measure, MeasureGroup, Objective, Relisting, RelistingForm, Responsibility};
pub use name::{Body, BodyKind, Program};
pub use statement::{
    BodyMention, BudgetRole, BudgetStatement, DateStatement, Mention, MentionForm, Quantity, QuantityKind,
    Statement, StatementContent, YearSource,
};

use crate::diagnostic::Diagnostic;
use crate::notation::amount::Unit;
use crate::profile::{is_language_tag, is_web_iri};
use serde::{Deserialize, Serialize};

/// Identifier of a goal, objective, group or measure: 16 hexadecimal digits, with `-2` for a repeat; see [`crate::plan::id`].
pub type ItemId = String;

/// Everything that one document says about one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The document and how its table was read.
    pub document: DocumentInfo,
    /// Goals, in reading order.
    pub goals: Vec<Goal>,
    /// Objectives, in reading order, re-listed ones included.
    pub objectives: Vec<Objective>,
    /// Groups, in reading order, re-listed ones included.
    pub groups: Vec<MeasureGroup>,
    /// Measures, in reading order, re-listed ones included.
    pub measures: Vec<Measure>,
    /// Status and plan cells, in reading order.
    pub statements: Vec<Statement>,
    /// Programs, in order of their first mention; a program that only owns a part or is owned comes last.
    pub programs: Vec<Program>,
    /// Bodies that responsibilities and cells name, in order of their keys.
    pub bodies: Vec<Body>,
    /// Places where programs are named, in reading order.
    pub mentions: Vec<Mention>,
    /// Places in status and plan cells where implementing bodies are named, in reading order. A name within that of a
    /// program is part of the program's name and is none. Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body_mentions: Vec<BodyMention>,
    /// Places that speak of money, in reading order.
    pub budgets: Vec<BudgetStatement>,
    /// Counted results, in reading order.
    pub quantities: Vec<Quantity>,
    /// Calendar dates, in reading order.
    pub dates: Vec<DateStatement>,
    /// What was guessed, skipped or looks wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// The document a plan was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// Name of the input file without its folder.
    pub file: String,
    /// SHA-256 of the input file, in hexadecimal digits.
    pub sha256: String,
    /// The title as it stands above the table.
    pub title: String,
    /// Key of the plan: that of its profile, else from the title without years, see [`crate::plan::id::plan_key`].
    pub plan: String,
    /// Identifier of this document among those of its plan: that of its profile, else the plan's key and the year of its
    /// status column.
    pub id: String,
    /// BCP 47 tag of the language the document is written in.
    pub language: String,
    /// Whose programs a bare name means: `jp` is the national government.
    pub jurisdiction: String,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// IRI of the licence of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// How deep the headings of each mark stand, in the order in which the marks first appear.
    #[serde(default)]
    pub headings: Vec<HeadingDepth>,
}

/// Who publishes a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// Official name of the body, or its name as given if no register knows it.
    pub name: String,
    /// Key of the body in [`Plan::bodies`].
    pub body: String,
}

/// How deep the headings of a mark stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadingDepth {
    /// The form of the mark, as [`Marker`](crate::notation::heading::Marker) prints it: `(N)`, `【】`; empty for headings
    /// without a mark.
    pub marker: String,
    /// For headings without a mark that share rows with what stands below them: their column, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Depth, from 1 at the top.
    pub depth: u32,
}

impl DocumentInfo {
    /// The language as a sound tag: `und` (undetermined) if it is none.
    pub fn language_tag(&self) -> &str {
        if is_language_tag(&self.language) { &self.language } else { "und" }
    }

    /// The licence, if it is the address of one.
    pub fn licence_iri(&self) -> Option<&str> {
        self.licence.as_deref().filter(|licence| is_web_iri(licence))
    }
}

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// 0 in the running text of a file, else the sheet or table of the file, from 1.
    #[serde(default, skip_serializing_if = "crate::source::span::is_running_text")]
    pub table: u32,
    /// Column, from 0.
    pub column: u32,
    /// What its cells hold.
    pub role: ColumnRole,
    /// The fiscal year that its title names, by the calendar year in which it starts.
    pub fiscal_year: Option<i32>,
    /// Its title as it stands in the first header; those of two header rows joined by a blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The unit of bare numbers in a column of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Whether its title says that the amounts are drafts or requests.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Whether its title says that the amounts are of a supplementary budget.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub supplementary: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnRole {
    /// Headings and measures.
    #[default]
    Item,
    /// Numbers of measures: 施策番号, No.
    Number,
    /// What a measure is about, beside its name: 事業概要.
    Detail,
    /// The responsible bodies: 担当府省庁, 所管.
    Ministries,
    /// Results and status of a year.
    Status,
    /// Plans for a year.
    Plan,
    /// Money of a year: 予算額(百万円).
    Budget,
    /// Remarks about a measure: 備考.
    Note,
    /// Anything else: indicators, changes. The cells are not read.
    Ignored,
}

impl std::fmt::Display for ColumnRole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Item => "items",
            Self::Number => "numbers",
            Self::Detail => "details",
            Self::Ministries => "responsible bodies",
            Self::Status => "results",
            Self::Plan => "plans",
            Self::Budget => "budgets",
            Self::Note => "remarks",
            Self::Ignored => "anything else",
        })
    }
}

impl ColumnRole {
    /// Whether the cells are what a table tells of a measure: results, plans, money.
    pub fn is_told(self) -> bool {
        matches!(self, Self::Status | Self::Plan | Self::Budget)
    }

    /// Whether the cells are statements: what is told, and remarks.
    pub fn is_statement(self) -> bool {
        self.is_told() || self == Self::Note
    }
}

//! What the cells say: statements, mentions, money, counted results, dates.

use super::{ColumnRole, ItemId};
use crate::source::Span;
use serde::{Deserialize, Serialize};

/// One status or plan cell of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Identifier of the measure it is about.
    pub measure: ItemId,
    /// Whether the cell reports results or plans.
    pub role: ColumnRole,
    /// Fiscal year of the column.
    pub fiscal_year: Option<i32>,
    /// What the cell amounts to.
    pub content: StatementContent,
    /// The cell as a person reads it, without markup.
    pub text: String,
    /// The cell as it stands in the file, where that differs from `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surface: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

impl Statement {
    /// The cell as it stands in the file.
    pub fn surface(&self) -> &str {
        self.surface.as_deref().unwrap_or(&self.text)
    }
}

/// What a status or plan cell amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementContent {
    /// Something is reported.
    Narrative,
    /// Nothing but that the work is done (対応済み).
    Completed,
    /// Nothing but a pointer to another place (上記参照).
    CrossReference,
    /// Nothing, a dash, or that there is nothing to report.
    NothingReported,
}

/// One place where a program is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Canonical name of the program.
    pub program: String,
    /// How the name was found.
    pub form: MentionForm,
    /// The name as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// How a program's name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// In quotation marks.
    Quoted,
    /// As a caption in angle brackets.
    Caption,
    /// Without marks, by its ending and the words around it.
    Bare,
    /// As the program that an amount is part of (…として).
    Carrier,
    /// As a part in brackets after the program's name.
    Part,
    /// By a name that stands elsewhere in the document or in a register.
    Known,
}

/// One place in a status or plan cell where a public body is named that carries programs out. The words say no more than
/// that: not what the body does, and for which program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyMention {
    /// Official name of the body.
    pub name: String,
    /// Key of the body in [`Plan::bodies`](super::Plan::bodies).
    pub body: String,
    /// Identifier of the measure whose cell it stands in.
    pub measure: ItemId,
    /// The name as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// One place that speaks of money.
// The flags are independent marks, each its own word in the text.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetStatement {
    /// The words, as they stand in the file.
    pub surface: String,
    /// Fiscal year the money is for.
    pub fiscal_year: Option<i32>,
    /// Where the year comes from.
    pub year_source: YearSource,
    /// The amount in yen; none if it was left blank. With `portion_of` the size of the whole.
    pub amount: Option<i64>,
    /// The smallest step in yen that the written form can express.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding_unit: Option<i64>,
    /// Whether the money is an unstated part of the amount (の内数).
    pub portion_of: bool,
    /// Whether the budget is a draft (案) or a request.
    pub draft: bool,
    /// Whether the budget is a supplementary one (補正).
    pub supplementary: bool,
    /// Whether the amount is approximate (約).
    pub approximate: bool,
    /// What the figure is.
    pub role: BudgetRole,
    /// Whether year and amount are carried over from the statement before it (同予算).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same_as_previous: bool,
    /// Names of the programs that the amount is stated for.
    pub programs: Vec<String>,
    /// Name of the program whose line it is part of.
    pub via: Option<String>,
    /// Identifier of the measure whose cell it stands in.
    pub measure: ItemId,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// Where a fiscal year comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearSource {
    /// The words name it.
    Explicit,
    /// An earlier statement in the cell names it.
    Inherited,
    /// The title of the column names it.
    Column,
    /// Nothing names it.
    None,
}

/// What a figure of money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BudgetRole {
    /// The budget of the year.
    Current,
    /// The budget of the year before, for comparison.
    PreviousYear,
    /// A change.
    Delta,
    /// A part of the amount before it.
    Breakdown,
    /// A sum of several budgets.
    Total,
}

/// A counted result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words, as they stand in the file.
    pub surface: String,
    /// The number.
    pub value: i64,
    /// What is counted, as written.
    pub unit: String,
    /// Whether it is a running total (累計).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// What was done with the things counted.
    pub kind: QuantityKind,
    /// Name of the program whose result it is.
    pub program: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// What was done with the things counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    /// Adopted for funding (採択).
    Adopted,
    /// Supported (支援).
    Supported,
    /// Anything else.
    Other,
}

/// A calendar date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateStatement {
    /// The words, as they stand in the file.
    pub surface: String,
    /// The date, `2022-12-01`, or the month, `2022-10`.
    pub iso: String,
    /// Where the year comes from.
    pub year_source: YearSource,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

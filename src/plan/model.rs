//! The data of a plan. Member names are those of the plan JSON; `plan.schema.json` describes them for others.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use serde::{Deserialize, Serialize};

/// Identifier of a goal, objective, group or measure: 16 hexadecimal digits, with `-2` for a repeat; see [`super::id`].
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
    /// Bodies that responsibilities name, in order of their keys.
    pub bodies: Vec<Body>,
    /// Places where programs are named, in reading order.
    pub mentions: Vec<Mention>,
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
    /// Key of the plan: the title without years, see [`super::id::plan_key`].
    pub plan: String,
    /// Identifier of this document among those of its plan: the plan's key and the year of its status column.
    pub id: String,
    /// BCP 47 tag of the language the document is written in.
    pub language: String,
    /// Whose programs a bare name means: `jp` is the national government.
    pub jurisdiction: String,
    /// What the columns hold.
    pub columns: Vec<Column>,
}

impl DocumentInfo {
    /// The language as a sound tag: `und` (undetermined) if it is none.
    pub fn language_tag(&self) -> &str {
        let is_part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let starts = self.language.starts_with(|first: char| first.is_ascii_alphabetic());
        if starts && self.language.split('-').all(is_part) { &self.language } else { "und" }
    }
}

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Column, from 0.
    pub column: u32,
    /// What its cells hold.
    pub role: ColumnRole,
    /// The fiscal year that its title names, by the calendar year in which it starts.
    pub fiscal_year: Option<i32>,
    /// Its title as it stands in the first header row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnRole {
    /// Headings and measures.
    Item,
    /// Results and status of a year.
    Status,
    /// Plans for a year.
    Plan,
}

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Identifier.
    pub id: ItemId,
    /// Number as printed, read as a number; none for `Ⅰ` or `ア`.
    pub number: Option<u32>,
    /// The printed mark without its brackets, `1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notation: Option<String>,
    /// The goal in words.
    pub label: String,
    /// The heading as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the item is listed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// An objective under a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Identifier; that of the original where the item is listed a second time.
    pub id: ItemId,
    /// The objective in words.
    pub label: String,
    /// Number of the goal it is printed under.
    pub goal: Option<u32>,
    /// Identifier of the item it hangs on; none if it hangs on the plan.
    pub parent: Option<ItemId>,
    /// Whether this is a second listing.
    pub relisted: bool,
    /// The heading as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the item is listed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// A group of measures under an objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureGroup {
    /// Identifier; that of the original where the item is listed a second time.
    pub id: ItemId,
    /// The heading in words.
    pub label: String,
    /// Label of the objective it is printed under.
    pub objective: Option<String>,
    /// Identifier of the item it hangs on; none if it hangs on the plan.
    pub parent: Option<ItemId>,
    /// Whether this is a second listing.
    pub relisted: bool,
    /// The heading as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the item is listed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// A measure: what is to be done, and who is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Identifier; that of the original where the measure is printed a second time.
    pub id: ItemId,
    /// The measure in words: the cell without bullet, markup and responsibility bracket.
    pub text: String,
    /// Number of the goal it is printed under.
    pub goal: Option<u32>,
    /// Label of the objective it is printed under.
    pub objective: Option<String>,
    /// Label of the group it is printed under.
    pub group: Option<String>,
    /// Identifier of the item it hangs on; none if it hangs on the plan.
    pub parent: Option<ItemId>,
    /// Identifier of the goal above it.
    pub goal_id: Option<ItemId>,
    /// Whether this is a second printing.
    pub relisted: bool,
    /// The responsibility bracket as written, its brackets included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bracket: Option<String>,
    /// The bodies that the bracket names, in its order.
    pub ministries: Vec<Responsibility>,
    /// The measure as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the measure is printed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// A second listing (再掲) of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relisting {
    /// Identifier of the item under which the second listing stands; none if that is the plan.
    pub under: Option<ItemId>,
    /// How it is listed again.
    pub form: RelistingForm,
}

/// How an item is listed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelistingForm {
    /// By a pointer to the first listing.
    Reference,
    /// By printing it again.
    Repetition,
}

/// One entry of a responsibility bracket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Official name of the body, or its name as written if no register knows it.
    pub name: String,
    /// Whether the entry carries the lead mark ◎.
    pub lead: bool,
    /// Key of the body in [`Plan::bodies`].
    pub body: String,
    /// The entry as written, the mark included.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// A public body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The register's slug, else `b-` and a hash of jurisdiction and name.
    pub key: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Official name in the document's language.
    pub name: String,
    /// Official name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Marks that documents use for it, such as 厚.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// Corporate number (法人番号), 13 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporate_number: Option<String>,
    /// Key of the body it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// What kind of body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyKind {
    /// A ministry, agency or commission of the government (府省庁).
    Ministry,
    /// A body that carries programs out.
    Implementing,
    /// A collective such as 関係省庁, kept as such.
    Collective,
    /// A body that no register knows.
    Unresolved,
}

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

/// A named undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// The register's slug, else `p-` and a hash of jurisdiction and name.
    pub key: String,
    /// Canonical name.
    pub name: String,
    /// Other names seen in the document or given by a register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Names that are misprints, by a register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misprints: Vec<String>,
    /// Name of the program it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Names of further programs it is part of, where the document names several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_part_of: Vec<String>,
    /// Names of programs that may be the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possibly_same_as: Vec<String>,
    /// Number of its government review sheet (行政事業レビューシート), by a register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_sheet_number: Option<String>,
}

impl Program {
    /// A program of which nothing but its name is known.
    pub fn new(key: String, name: String) -> Self {
        Self {
            key,
            name,
            aliases: Vec::new(),
            misprints: Vec::new(),
            part_of: None,
            also_part_of: Vec::new(),
            possibly_same_as: Vec::new(),
            review_sheet_number: None,
        }
    }

    /// Names of the programs it is part of.
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        self.part_of.iter().chain(&self.also_part_of).map(String::as_str)
    }
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

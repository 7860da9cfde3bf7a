//! Budget statements (NOTATIONS 4): places in a text that say what money a program gets.
//!
//! The written form is `[year] [stage] [label] [:] [approximately] amount [of-which] [change]`, any part of which may
//! be missing: `令和4年度予算:19億円の内数`, `令和5年度予算(案):10.2億円`, `R4補正:45億円`, `約11億円を予算措置`,
//! `令和4年度予算:` (the amount left blank), `同予算内数` (part of the budget just named).
//!
//! Years, stages and units are inherited in the order statement, sentence, heading above, column; years that a line
//! names side by side belong to the amounts below in their order. Bracketed amounts behind another are the previous
//! year's, as is A in A→B and in `AからBに増額`; signs, 増減 and comparisons (`前年度より3億円多い`) mark changes; both
//! come back with their [`Role`], since neither is money of the year in question. What lies between two amounts
//! (`10~20億円`) is refused. Market sizes, incomes, thresholds and the like are not budgets; what
//! tells them apart is in `context.rs`.
//!
//! The range of a statement starts with its year (or stage, or 約) and ends with the last word of money. It leaves
//! out the bracket around it and the carrier before it (`医工連携イノベーション推進事業として`).

mod column;
mod context;
mod portion;
mod resolve;
mod scan;
mod sum;
mod tail;
mod words;

use serde::{Deserialize, Serialize};

use super::TextRange;
use super::amount::{Amount, Unit};
use super::fiscal_year::FiscalYear;
use super::glyph::Glyphs;

/// What is known about the place where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BudgetContext {
    /// The fiscal year of the column.
    pub column_year: Option<FiscalYear>,
    /// The title of the column says that its budgets are drafts (予算案, 概算要求).
    pub column_draft: bool,
    /// The unit of bare numbers, from the title of the column. With it, the column is taken to hold money.
    pub unit: Option<Unit>,
    /// The text is known to speak of money: amounts count without a budget word near them.
    pub permissive: bool,
}

/// Where the fiscal year of a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BudgetYearSource {
    /// It is part of the statement.
    Explicit,
    /// From earlier in the text: the sentence, a heading above, or the statement referred to.
    Inherited,
    /// From the column.
    Column,
    /// No year is known.
    None,
}

/// What an amount is to the year in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The budget itself.
    Current,
    /// The year before, given for comparison: `4.0億円(2.2億円)`.
    PreviousYear,
    /// A change: `+170億円`, `9,491億円増`. Never a budget of its own.
    Delta,
    /// A part of the amount before it: `うち3億円`.
    Breakdown,
    /// A sum: `総額`, `合計`.
    Total,
}

/// A place in a text that speaks of a budget.
// The flags are independent marks of one statement, each its own word in the text.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetMention {
    /// The bytes that say it.
    pub range: TextRange,
    /// The fiscal year; none for a range of years, or if nothing tells it.
    pub fiscal_year: Option<FiscalYear>,
    /// Where the year comes from.
    pub year_source: BudgetYearSource,
    /// The amount; none if it is left blank, or refused. With `portion_of` it is the size of the whole.
    pub amount: Option<Amount>,
    /// Digits stand there, but they are not exact yen or beyond belief: to be reported.
    pub refused: bool,
    /// の内数: the program gets a part of unknown size.
    pub portion_of: bool,
    /// 予算(案), 概算要求.
    pub draft: bool,
    /// 補正.
    pub supplementary: bool,
    /// 約, 程度, 弱, 強, 余.
    pub approximate: bool,
    /// What the amount is to the year.
    pub role: Role,
    /// 同予算(の)内数: year and amount are those of the statement before it in the text, filled in here.
    pub same_as_previous: bool,
}

/// All budget statements of a text, in order. Runs in time linear in the text; a text without 円, 算 and 内数 costs
/// one scan.
///
/// ```
/// # use policygraph::notation::budget::{BudgetContext, find_budgets};
/// let text = "「地域連携拠点」(医工連携イノベーション推進事業として令和4年度予算:19億円の内数)を通じて";
/// let found = find_budgets(text, &BudgetContext::default());
/// assert_eq!(&text[found[0].range.clone()], "令和4年度予算:19億円の内数");
/// assert_eq!(found[0].amount.unwrap().yen, 1_900_000_000);
/// assert!(found[0].portion_of);
/// ```
pub fn find_budgets(text: &str, ctx: &BudgetContext) -> Vec<BudgetMention> {
    let bytes = text.as_bytes();
    let has = |key: &str| memchr::memmem::find(bytes, key.as_bytes()).is_some();
    let bare = || ctx.permissive && (has("億") || has("兆"));
    if ctx.unit.is_none() && !has("円") && !has("算") && !has("内数") && !bare() {
        return Vec::new();
    }
    scan::scan(&Glyphs::new(text), *ctx)
}

#[cfg(test)]
#[allow(clippy::string_slice)] // a range that cuts a character is to fail the test
mod tests;

//! `policygraph parse KIND`: one notation, a JSON array for each line.

use serde_json::{Value, json};

use crate::notation::TextRange;
use crate::notation::budget::{BudgetContext, find_budgets};
use crate::notation::date::find_dates;
use crate::notation::fiscal_year::{FiscalYear, find_fiscal_years};

/// The budgets of a text that is known to speak of money: an array of
/// `{"fiscal_year", "amount", "portion_of", "draft", "supplementary", "approximate", "role", "surface"}`, amounts in
/// whole yen, null where none is given.
///
/// ```
/// # use policygraph::cli::commands::parse::parse_budget_line;
/// let found = parse_budget_line("R4補正:45億円");
/// assert_eq!((&found[0]["fiscal_year"], &found[0]["amount"]), (&2022.into(), &4_500_000_000_i64.into()));
/// ```
pub fn parse_budget_line(text: &str) -> Value {
    let ctx = BudgetContext {
        permissive: true,
        ..BudgetContext::default()
    };
    let found = find_budgets(text, &ctx).into_iter().map(|m| {
        json!({
            "fiscal_year": m.fiscal_year,
            "amount": m.amount.map(|a| a.yen),
            "portion_of": m.portion_of,
            "draft": m.draft,
            "supplementary": m.supplementary,
            "approximate": m.approximate,
            "role": m.role,
            "surface": text.get(m.range),
        })
    });
    Value::Array(found.collect())
}

/// The fiscal years of a text: an array of `{"start_year", "end_year"}`, the latter null but for a range. A date
/// counts as the fiscal year it falls in, a period of dates as the years it touches.
///
/// ```
/// # use policygraph::cli::commands::parse::parse_fiscal_year_line;
/// assert_eq!(parse_fiscal_year_line("H31.2.7")[0]["start_year"], 2018);
/// ```
pub fn parse_fiscal_year_line(text: &str) -> Value {
    let years = find_fiscal_years(text, None)
        .into_iter()
        .map(|m| (m.range, m.start, m.end));
    let mut found: Vec<_> = years.chain(periods(text)).collect();
    found.sort_by_key(|(range, ..)| range.start);
    found
        .into_iter()
        .map(|(_, start, end)| json!({"start_year": start, "end_year": end}))
        .collect()
}

/// The fiscal years of dates; two dates joined by ~ or から are a period that covers all years between them.
fn periods(text: &str) -> Vec<(TextRange, FiscalYear, Option<FiscalYear>)> {
    let mut found: Vec<(TextRange, FiscalYear, Option<FiscalYear>)> = Vec::new();
    for date in find_dates(text, None) {
        let Some(year) = date.fiscal_year() else { continue };
        if let Some((range, start, end @ None)) = found.last_mut()
            && let Some(between) = text.get(range.end..date.range.start)
            && matches!(between.trim(), "~" | "～" | "〜" | "から")
            && *start < year
        {
            *end = Some(year);
            range.end = date.range.end;
        } else {
            found.push((date.range, year, None));
        }
    }
    found
}

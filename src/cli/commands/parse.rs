//! `policygraph parse KIND`: one notation, a JSON value for each line.

use std::io::{self, BufRead, Write};

use serde_json::{Value, json};

use crate::cli::args::{ParseArgs, ParseKind};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::notation::TextRange;
use crate::notation::bracket::Brackets;
use crate::notation::budget::{BudgetContext, find_budgets};
use crate::notation::date::find_dates;
use crate::notation::fiscal_year::{FiscalYear, find_fiscal_years};
use crate::notation::heading::parse_heading;
use crate::notation::program::{NameOptions, Operators, find_names};
use crate::notation::responsibility::{ResponsibilityOptions, find_responsible_bodies};
use crate::register::{BodyKind, Register};

/// Answers standard input line by line.
pub(crate) fn run(args: &ParseArgs) -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    for (number, line) in (1_usize..).zip(io::stdin().lock().lines()) {
        let line = line.or_exit(Exit::Input, || format!("standard input, line {number}"))?;
        let text: String = serde_json::from_str(&line)
            .or_exit(Exit::Input, || format!("standard input, line {number} is no JSON string"))?;
        let answer = match args.kind {
            ParseKind::Budget => parse_budget_line(&text),
            ParseKind::Ministries => parse_ministries_line(&text),
            ParseKind::FiscalYear => parse_fiscal_year_line(&text),
            ParseKind::Program => parse_program_line(&text),
            ParseKind::Heading => parse_heading_line(&text),
        };
        writeln!(out, "{answer}").or_exit(Exit::Output, || "standard output".to_owned())?;
    }
    Ok(Exit::Done)
}

/// The responsible bodies of a text: an array of `{"name", "lead"}`, the name being the official one where a register
/// knows the body.
pub fn parse_ministries_line(text: &str) -> Value {
    let bodies = &Register::embedded().bodies;
    find_responsible_bodies(text, bodies, ResponsibilityOptions::default())
        .iter()
        .map(|entry| json!({"name": entry.display_name(text, bodies), "lead": entry.lead}))
        .collect()
}

/// The programs that a text names by their form: an array of `{"name"}`.
pub fn parse_program_line(text: &str) -> Value {
    let bodies = Register::embedded().bodies.iter().filter(|body| body.kind != BodyKind::CollectiveBody);
    let names = bodies.flat_map(|body| std::iter::once(&body.name).chain(&body.alt_names).chain(&body.marks));
    let found = find_names(text, &Brackets::find(text), &NameOptions::new(Operators::new(names.cloned())));
    found.iter().map(|mention| json!({"name": text.get(mention.name.clone())})).collect()
}

/// A heading: an object `{"marker", "label", "title"}`.
pub fn parse_heading_line(text: &str) -> Value {
    let heading = parse_heading(text);
    json!({"marker": heading.marker.to_string(), "label": heading.label, "title": heading.title})
}

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
    let ctx = BudgetContext { permissive: true, ..BudgetContext::default() };
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
    let years = find_fiscal_years(text, None).into_iter().map(|m| (m.range, m.start, m.end));
    let dates = find_dates(text, None)
        .into_iter()
        .filter_map(|date| Some((date.range.clone(), date.fiscal_year()?, None)));
    let mut all: Vec<_> = years.chain(dates).collect();
    all.sort_by_key(|(range, ..)| range.start);
    periods(text, all)
        .into_iter()
        .map(|(_, start, end)| json!({"start_year": start, "end_year": end}))
        .collect()
}

/// A place that names a fiscal year, or the first and last of a period.
type Place = (TextRange, FiscalYear, Option<FiscalYear>);

/// Puts two years or dates together that ~ or から joins: a period that covers all years between them.
fn periods(text: &str, places: Vec<Place>) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for (range, year, end) in places {
        if let Some((first, start, last @ None)) = found.last_mut()
            && let Some(between) = text.get(first.end..range.start)
            && is_period_joint(between)
            && *start < year
            && end.is_none()
        {
            *last = Some(year);
            first.end = range.end;
        } else {
            found.push((range, year, end));
        }
    }
    found
}

/// ~ or から, with a remark in brackets before it: `(予定)～`.
fn is_period_joint(between: &str) -> bool {
    let between = between.trim();
    let remark = between.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    let joint =
        remark.filter(|(inner, _)| inner.chars().count() <= 8).map_or(between, |(_, rest)| rest.trim());
    matches!(joint, "~" | "～" | "〜" | "から")
}

//! Which program an amount is stated for, and whose line it is part of (NOTATIONS 4.11).

use super::cell::CellReading;
use crate::notation::TextRange;
use crate::notation::bracket::Bracketed;
use crate::notation::budget::{BudgetMention, Role};
use crate::notation::program::is_list_joint;

/// A mention in a cell: where the name stands, and which program it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedPlace {
    pub(super) range: TextRange,
    pub(super) program: usize,
    /// Whether it is a part in brackets after its whole.
    pub(super) is_part: bool,
}

/// Programs of an amount, by position in the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AmountLink {
    pub(super) programs: Vec<usize>,
    pub(super) via: Option<usize>,
}

/// Links the amounts of a cell, in order. `places` are its mentions, in order.
pub(super) fn link_amounts(reading: &CellReading<'_>, places: &[NamedPlace]) -> Vec<AmountLink> {
    let mut links: Vec<AmountLink> = Vec::new();
    let mut end_of_previous = 0;
    for budget in &reading.budgets {
        let mut link = link_amount(reading, places, budget, end_of_previous);
        if budget.same_as_previous
            && link.via.is_none()
            && let Some(previous) = links.last()
        {
            link.via = previous.via.or(previous.programs.first().copied());
        }
        // 2,900百万円(1,562百万円): the figure of the year before is that of the same program.
        if budget.role == Role::PreviousYear
            && link.programs.is_empty()
            && let Some(previous) = links.last()
        {
            link.clone_from(previous);
        }
        link.via = link.via.filter(|via| !link.programs.contains(via));
        end_of_previous = budget.range.end;
        links.push(link);
    }
    links
}

fn link_amount(
    reading: &CellReading<'_>,
    places: &[NamedPlace],
    budget: &BudgetMention,
    end_of_previous: usize,
) -> AmountLink {
    match reading.brackets.around(&budget.range) {
        Some(bracket) if !bracket.style.is_quote() => {
            in_bracket(reading, places, budget, bracket, end_of_previous)
        }
        Some(quote) => {
            let named = between(places, quote.inner.start, budget.range.start).next_back();
            AmountLink { programs: named.map(|place| place.program).into_iter().collect(), via: None }
        }
        None => in_sentence(reading, places, budget),
    }
}

fn in_bracket(
    reading: &CellReading<'_>,
    places: &[NamedPlace],
    budget: &BudgetMention,
    bracket: &Bracketed,
    end_of_previous: usize,
) -> AmountLink {
    let from = bracket.inner.start.max(end_of_previous);
    let carrier = between(places, from, budget.range.start).next_back();
    let lead = reading.slice(&(bracket.inner.start..budget.range.start));
    let for_each = lead.contains("いずれも") || lead.contains("それぞれ") || lead.contains("ともに");
    let mut programs = before_bracket(reading, places, bracket.range.start, for_each);
    match carrier {
        Some(carrier) if programs.is_empty() => {
            programs.push(carrier.program);
            AmountLink { programs, via: None }
        }
        carrier => AmountLink { programs, via: carrier.map(|place| place.program) },
    }
}

/// The program named right before a bracket: `A(…)`, `「A」(…)`, `「A(…)`, `「A」(略称)(…)`; with `for_each` all of the
/// list that it ends.
fn before_bracket(
    reading: &CellReading<'_>,
    places: &[NamedPlace],
    mut at: usize,
    for_each: bool,
) -> Vec<usize> {
    let whole = |at: usize| {
        between(places, 0, at).rfind(|place| !place.is_part).filter(|place| place.range.end == at)
    };
    let named = loop {
        if let Some(place) = whole(at) {
            break place;
        }
        let Some(before) = reading.brackets.closing_at(at) else {
            return Vec::new();
        };
        if before.style.is_quote() || before.style.is_angle() {
            let quoted = between(places, before.inner.start, before.inner.end).find(|place| !place.is_part);
            let Some(place) = quoted else { return Vec::new() };
            break place;
        }
        at = before.range.start;
    };
    let mut programs = vec![named.program];
    if for_each {
        let mut first = named;
        for place in between(places, 0, named.range.start).rev().filter(|place| !place.is_part) {
            if !is_list_joint(reading.slice(&(place.range.end..first.range.start))) {
                break;
            }
            programs.push(place.program);
            first = place;
        }
        programs.reverse();
    }
    programs.dedup();
    programs
}

/// The last program named before an amount in its sentence.
fn in_sentence(reading: &CellReading<'_>, places: &[NamedPlace], budget: &BudgetMention) -> AmountLink {
    let start = reading.sentence_start(budget.range.start);
    let named = between(places, start, budget.range.start).rfind(|place| !place.is_part);
    AmountLink { programs: named.map(|place| place.program).into_iter().collect(), via: None }
}

/// The program that a measure is, if its words are the name of one: between a bullet or number and brackets. A second name
/// in the brackets behind it is the program that it is part of: `A(B事業費)`.
pub(super) fn named_as_a_whole(reading: &CellReading<'_>, places: &[NamedPlace]) -> Option<AmountLink> {
    let mut own = places.iter().filter(|place| !place.is_part);
    let first = own.next()?;
    let before = reading.text().get(..first.range.start)?;
    let after = reading.text().get(first.range.end..)?;
    let is_mark = |c: char| !c.is_alphabetic() || "アイウエオカキクケコ".contains(c);
    let is_whole = before.chars().count() <= 8
        && before.chars().all(is_mark)
        && (after.trim().is_empty()
            || reading.brackets.opening_at(first.range.end + blanks(after)).is_some());
    let carrier = own.next().filter(|place| {
        reading.brackets.around(&place.range).is_some_and(|around| around.range.start >= first.range.end)
    });
    is_whole.then(|| AmountLink {
        programs: vec![first.program],
        via: carrier.map(|place| place.program).filter(|via| *via != first.program),
    })
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The last program named before a counted result in its sentence.
pub(super) fn program_of_result(
    reading: &CellReading<'_>,
    places: &[NamedPlace],
    at: usize,
) -> Option<usize> {
    let start = reading.sentence_start(at);
    between(places, start, at).next_back().map(|place| place.program)
}

/// The places that lie between two bytes; places are in order and do not overlap.
fn between(places: &[NamedPlace], start: usize, end: usize) -> std::slice::Iter<'_, NamedPlace> {
    let first = places.partition_point(|place| place.range.start < start);
    let last = places.partition_point(|place| place.range.end <= end);
    places.get(first..last).unwrap_or_default().iter()
}

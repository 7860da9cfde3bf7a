//! Years that belong together: the last year of a range, the members of a list.

use super::atom::{Atom, Suffix, atom, era_number, suffix};
use super::find::{YearSpan, in_date};
use super::{FiscalYear, YearKind};
use crate::notation::glyph::{Gap, Glyphs};
use crate::notation::number;

/// The last year of a range whose first one is `first`: `~6年度`, `から令和8年`, `-22年度`.
pub(super) fn range_end(g: &Glyphs, first: &Atom) -> Option<(u16, usize, Suffix)> {
    if g.gap(first.end) == Gap::Line && !g.is(first.end, '~') {
        return None;
    }
    if let Some(last) = duration_end(g, first) {
        return Some(last);
    }
    let cut = g.gap(first.end) == Gap::Line;
    let at = ["から", "ないし", "~", "-", "―", "ー"].iter().find_map(|s| g.word(first.end, s))?;
    if let Some(last) = atom(g, at) {
        let complete =
            last.suffix != Suffix::None || last.letter || (western(&last) && is_closed(g, first, &last));
        let fits = complete
            && !in_date(g, &last)
            && last.year > first.year
            && last.year < first.year.saturating_add(100);
        let whole = !cut || last.suffix == Suffix::FiscalYear;
        return (fits && whole).then_some((last.year, last.end, last.suffix));
    }
    if cut {
        return None;
    }
    let (n, end) = era_number(g, at)?;
    let (suffix, end) = suffix(g, end);
    let last = continued(first, n)?;
    let in_fy = first.letter && western(first);
    let plain = (suffix == Suffix::None && !in_fy)
        || (suffix == Suffix::Year && (g.is(end, '間') || month_follows(g, end)));
    (last > first.year && !plain).then_some((last, end, suffix))
}

/// The last year of `令和4年度からの5年間`: the year itself is the first of the five.
fn duration_end(g: &Glyphs, first: &Atom) -> Option<(u16, usize, Suffix)> {
    if first.suffix != Suffix::FiscalYear {
        return None;
    }
    let from = g.one_of(first.end, &["からの", "から"])?;
    let (n, end) = number::plain(g, from)?;
    let end = g.one_of(end, &["年間", "か年", "カ年", "ヵ年", "ケ年", "ヶ年", "箇年"])?;
    let n = u16::try_from(n).ok().filter(|n| (2..=30).contains(n))?;
    Some((first.year.checked_add(n)?.checked_sub(1)?, end, first.suffix))
}

fn western(atom: &Atom) -> bool {
    atom.era.is_none()
}

/// `2018~2022` without 年: taken as years only where nothing else can be counted, as in the title of a plan.
fn is_closed(g: &Glyphs, first: &Atom, last: &Atom) -> bool {
    if first.letter || first.suffix != Suffix::None || !western(first) {
        return first.letter;
    }
    let from = first.end.saturating_sub(4);
    let before = if g.gap(from) == Gap::None { g.before(from) } else { None };
    let alone = !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ','));
    let after = g.gap(last.end) != Gap::None || g.at(last.end).is_none_or(|c| ")]〕】」』、。".contains(c));
    alone && after && last.year.saturating_sub(first.year) <= 30
}

fn month_follows(g: &Glyphs, i: usize) -> bool {
    number::plain(g, i).is_some_and(|(_, end)| g.is(end, '月'))
}

/// A bare number after a year: in its era, or in its century.
fn continued(first: &Atom, n: u16) -> Option<u16> {
    match first.era {
        Some(era) => era.year_zero().checked_add(n),
        None => first.year.checked_sub(first.year.checked_rem(100)?)?.checked_add(n),
    }
}

/// `令和3・4年度`, `令和元、2及び3年度`: every number a year of its own; nothing is taken without 年度 at the end.
pub(super) fn list(g: &Glyphs, i: usize, first: &Atom, found: &mut Vec<YearSpan>) -> Option<usize> {
    let kind = if first.era.is_some() { YearKind::Era } else { YearKind::Western };
    let mut items = vec![(i, first.end, first.year)];
    let mut at = first.end;
    while items.len() < 20 {
        let from = ["・", "、", ",", "及び", "または", "又は", "と"].iter().find_map(|s| g.word(at, s))?;
        let (year, suffix, after) = if let Some(own) = atom(g, from) {
            (own.year, own.suffix, own.end)
        } else {
            let (n, end) = era_number(g, from)?;
            let (suffix, after) = suffix(g, end);
            (continued(first, n)?, suffix, after)
        };
        items.push((from, after, year));
        at = after;
        if suffix != Suffix::None {
            if suffix == Suffix::Year && month_follows(g, after) {
                return None;
            }
            for (start, end, year) in items {
                found.push(YearSpan { start, end, first: FiscalYear::new(year)?, last: None, kind, suffix });
            }
            return Some(at);
        }
    }
    None
}

//! The walk through a text that takes years, and passes over what only looks like one.

use super::atom::{Atom, Suffix, after_letter_year, atom};
use super::bare::{bare, relative};
use super::join::{list, range_end};
use super::{FiscalYear, YearKind};
use crate::notation::glyph::{Gap, Glyphs};
use crate::notation::number;

/// A year or range found among glyphs `start..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct YearSpan {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) first: FiscalYear,
    pub(crate) last: Option<FiscalYear>,
    pub(crate) kind: YearKind,
    pub(crate) suffix: Suffix,
}

/// All years of a text in order, without overlap.
pub(crate) fn scan(g: &Glyphs, context: Option<FiscalYear>) -> Vec<YearSpan> {
    let mut found: Vec<YearSpan> = Vec::new();
    let mut i = 0;
    while i < g.len() {
        i = match at(g, i, context, &mut found) {
            Some(end) => end,
            None => i.saturating_add(1),
        };
    }
    found
}

/// Takes what starts at a position: pushes the years there and returns where they end. A date is skipped.
fn at(g: &Glyphs, i: usize, context: Option<FiscalYear>, found: &mut Vec<YearSpan>) -> Option<usize> {
    let known = found.last().map(|s| s.last.unwrap_or(s.first)).or(context);
    let Some(first) = atom(g, i) else {
        if let Some(span) = relative(g, i, context) {
            found.push(span);
            return Some(span.end);
        }
        return bare(g, i, known, found);
    };
    if in_date(g, &first) || is_number_of_law(g, &first) {
        return Some(first.end);
    }
    let kind = if first.era.is_some() { YearKind::Era } else { YearKind::Western };
    let year = FiscalYear::new(first.year)?;
    if let Some((last, end, suffix)) = range_end(g, &first) {
        let last = FiscalYear::new(last).filter(|last| *last > year);
        found.push(YearSpan { start: i, end, first: year, last, kind, suffix });
        return Some(end);
    }
    if first.suffix == Suffix::None
        && !((first.letter && may_end(g, i, &first)) || is_shortened(g, i, &first))
    {
        return list(g, i, &first, found);
    }
    found.push(YearSpan { start: i, end: first.end, first: year, last: None, kind, suffix: first.suffix });
    Some(first.end)
}

/// Whether the year is the start of a date: a month follows.
pub(super) fn in_date(g: &Glyphs, atom: &Atom) -> bool {
    let month = |from| number::plain(g, from).map(|(_, end)| end);
    match atom.suffix {
        Suffix::Year => month(atom.end).is_some_and(|end| {
            let more = matches!(g.at(end), Some('~' | '・' | '、' | '-'));
            g.is(end, '月') || (more && month(end.saturating_add(1)).is_some_and(|end| g.is(end, '月')))
        }),
        Suffix::None => matches!(g.at(atom.end), Some('.' | '/')) && g.is_digit(atom.end.saturating_add(1)),
        Suffix::FiscalYear => false,
    }
}

/// `年…第16号` names a law or notice, `年版` an edition, `年間` a duration, `年代` a decade.
fn is_number_of_law(g: &Glyphs, atom: &Atom) -> bool {
    if atom.suffix != Suffix::Year {
        return false;
    }
    if matches!(g.at(atom.end), Some('版' | '間' | '代')) {
        return true;
    }
    let mut i = atom.end;
    for _ in 0..40 {
        match g.at(i) {
            None | Some('。' | '、' | '(' | ')' | '「' | '」') => return false,
            Some('第') => {
                return number::plain(g, i.saturating_add(1)).is_some_and(|(_, end)| g.is(end, '号'));
            }
            Some(_) => i = i.saturating_add(1),
        }
    }
    false
}

/// `令和5予算`, `(令和5)`: an era word whose 年度 is left out, where nothing but a year can stand.
fn is_shortened(g: &Glyphs, start: usize, atom: &Atom) -> bool {
    let bracketed = g.before(start) == Some('(') && g.is(atom.end, ')');
    // 令和12(2030)までに: the western year beside it leaves no doubt.
    let said_twice = g.before(atom.end) == Some(')') && g.one_of(atom.end, &["まで", "から", "に"]).is_some();
    atom.era.is_some()
        && g.gap(atom.end) == Gap::None
        && (bracketed
            || said_twice
            || g.one_of(atom.end, &["予算", "当初", "補正", "概算", "決算"]).is_some()
            || is_numbered_supplement(g, atom.end))
}

/// `第2次補正`.
fn is_numbered_supplement(g: &Glyphs, i: usize) -> bool {
    let number = g.is(i, '第').then(|| number::plain(g, i.saturating_add(1))).flatten();
    number.is_some_and(|(_, end)| g.word(end, "次補正").is_some())
}

/// What may follow an era letter with its number, when no 年 does: `R4補正`, `R4:`, `R3~`, `(H30)`. A year after
/// FY may be followed by anything but a letter.
fn may_end(g: &Glyphs, i: usize, atom: &Atom) -> bool {
    if g.gap(atom.end) != Gap::None {
        return true;
    }
    if atom.era.is_none() {
        // The quarter may follow: FY2023Q3.
        return !g.at(atom.end).is_some_and(|c| c.is_ascii_alphanumeric() && c != 'Q');
    }
    if matches!(g.at(atom.end), Some('R' | 'H'))
        && atom.end.checked_sub(3).is_some_and(|from| g.is(from, 'H') || g.is(from, 'R'))
    {
        return g.is_digit(atom.end.saturating_add(1));
    }
    if after_letter_year(g, atom.end) && i.checked_sub(1).is_some_and(|before| g.is_digit(before)) {
        return true;
    }
    is_numbered_supplement(g, atom.end)
        || g.at(atom.end).is_none_or(|c| "),、・:~→-末予補当概要求決実見計事案度比以から]】>」。".contains(c))
}

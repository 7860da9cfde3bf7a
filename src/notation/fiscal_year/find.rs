//! Finding years among glyphs: single years first, then what joins them to ranges and lists.

use super::bare::{bare, relative};
use super::{Era, FiscalYear, YearKind};
use crate::notation::glyph::{Gap, Glyphs};
use crate::notation::number;

/// What ends a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suffix {
    /// 年度.
    FiscalYear,
    /// 年 alone.
    Year,
    /// Nothing: `R4`, `FY2022`, or the first part of `令和4~6年度`.
    None,
}

/// One year with its own era or century.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    pub(crate) year: u16,
    pub(crate) end: usize,
    pub(crate) suffix: Suffix,
    /// The era it is written in; `None` for a western year.
    pub(crate) era: Option<Era>,
    /// An era letter or FY: needs no suffix.
    pub(crate) letter: bool,
}

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
    if first.suffix == Suffix::None && !(first.letter && may_end(g, &first)) {
        return list(g, i, &first, found);
    }
    found.push(YearSpan { start: i, end: first.end, first: year, last: None, kind, suffix: first.suffix });
    Some(first.end)
}

/// A year that says by itself which one it is: with an era, an era letter, FY, or four digits.
pub(crate) fn atom(g: &Glyphs, i: usize) -> Option<Atom> {
    let ch = g.at(i)?;
    if ch.is_ascii_digit() || number::kanji_digit(ch).is_some() {
        return western(g, i, i);
    }
    if let Some((era, letter, from)) = era_at(g, i, ch) {
        let (n, end) = era_number(g, from)?;
        let year = era.year_zero().checked_add(n)?;
        let end = bracketed(g, end, western_number).unwrap_or(end);
        let (suffix, end) = suffix(g, end);
        let beyond = bracketed(g, end, |g, at| western(g, at, at).map(|a| (a.year, a.end)));
        let end = if suffix == Suffix::None { end } else { beyond.unwrap_or(end) };
        return Some(Atom { year, end, suffix, era: Some(era), letter });
    }
    if ch == 'F' && g.is(i.checked_add(1)?, 'Y') && !after_latin(g, i) {
        return western(g, i, i.checked_add(2)?).map(|a| Atom { letter: true, ..a });
    }
    None
}

fn era_at(g: &Glyphs, i: usize, ch: char) -> Option<(Era, bool, usize)> {
    let next = i.checked_add(1)?;
    let word = |era, word| g.word(i, word).map(|end| (era, false, end));
    match ch {
        '令' => word(Era::Reiwa, "令和"),
        '平' => word(Era::Heisei, "平成"),
        '昭' => word(Era::Showa, "昭和"),
        '大' => word(Era::Taisho, "大正"),
        '明' => word(Era::Meiji, "明治"),
        '㋿' => Some((Era::Reiwa, false, next)),
        '㍻' => Some((Era::Heisei, false, next)),
        '㍼' => Some((Era::Showa, false, next)),
        'R' | 'H' | 'S' if !after_latin(g, i) => {
            let era = match ch {
                'R' => Era::Reiwa,
                'H' => Era::Heisei,
                _ => Era::Showa,
            };
            (g.is_digit(next) || g.is(next, '元')).then_some((era, true, next))
        }
        _ => None,
    }
}

/// A Latin letter, digit or hyphen directly before: the letter is part of another sign (`mRNA`, `ISO-R2`).
fn after_latin(g: &Glyphs, i: usize) -> bool {
    if g.gap(i) != Gap::None {
        return false;
    }
    match g.before(i) {
        Some('-') => {
            i.checked_sub(1).and_then(|dash| g.before(dash)).is_some_and(|c| c.is_ascii_alphabetic())
        }
        Some(c) => c.is_ascii_alphanumeric() || c == '_',
        None => false,
    }
}

/// 元, or 1 to 99.
pub(super) fn era_number(g: &Glyphs, i: usize) -> Option<(u16, usize)> {
    if g.is(i, '元') {
        return Some((1, i.checked_add(1)?));
    }
    let (value, end) = number::plain(g, i)?;
    let value = u16::try_from(value).ok().filter(|n| (1..=99).contains(n))?;
    Some((value, end))
}

/// Four digits between the first and the last year that is believed.
fn western_number(g: &Glyphs, i: usize) -> Option<(u16, usize)> {
    if !number::may_start(g, i) {
        return None;
    }
    let (value, end) = number::plain(g, i)?;
    let year = u16::try_from(value).ok().filter(|y| (1900..=FiscalYear::LAST).contains(y))?;
    Some((year, end))
}

fn western(g: &Glyphs, i: usize, from: usize) -> Option<Atom> {
    if from == i && g.any_before(i, &["第", "№"]) {
        return None;
    }
    let (year, end) = western_number(g, from)?;
    let in_era = |g: &Glyphs, at| {
        let (era, _, from) = era_at(g, at, g.at(at)?)?;
        let (n, end) = era_number(g, from)?;
        Some((era.year_zero().checked_add(n)?, suffix(g, end).1))
    };
    let end = bracketed(g, end, in_era).unwrap_or(end);
    let (suffix, end) = suffix(g, end);
    Some(Atom { year, end, suffix, era: None, letter: false })
}

/// The end of `(year)` at a position, 年 or 年度 inside allowed.
fn bracketed(g: &Glyphs, i: usize, inner: impl Fn(&Glyphs, usize) -> Option<(u16, usize)>) -> Option<usize> {
    if !g.is(i, '(') {
        return None;
    }
    let (_, end) = inner(g, i.checked_add(1)?)?;
    let end = suffix(g, end).1;
    g.is(end, ')').then(|| end.saturating_add(1))
}

pub(super) fn suffix(g: &Glyphs, i: usize) -> (Suffix, usize) {
    if let Some(end) = g.word(i, "年度") {
        return (Suffix::FiscalYear, end);
    }
    match g.word(i, "年") {
        Some(end) => (Suffix::Year, end),
        None => (Suffix::None, i),
    }
}

/// Whether the year is the start of a date: a month follows.
fn in_date(g: &Glyphs, atom: &Atom) -> bool {
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

/// `年…第16号` names a law or notice, `年版` an edition, `年間` a duration.
fn is_number_of_law(g: &Glyphs, atom: &Atom) -> bool {
    if atom.suffix != Suffix::Year {
        return false;
    }
    if g.is(atom.end, '版') || g.is(atom.end, '間') {
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

/// What may follow an era letter with its number, when no 年 does: `R4補正`, `R4:`, `R3~`, `(H30)`. A year after
/// FY may be followed by anything but a letter.
fn may_end(g: &Glyphs, atom: &Atom) -> bool {
    if g.gap(atom.end) != Gap::None {
        return true;
    }
    if atom.era.is_none() {
        return !g.at(atom.end).is_some_and(|c| c.is_ascii_alphanumeric());
    }
    g.at(atom.end).is_none_or(|c| "),、・:~→-末予補当概要求決実見計事案度比以から]】>」。".contains(c))
}

/// The last year of a range whose first one is `first`: `~6年度`, `から令和8年`, `-22年度`.
pub(super) fn range_end(g: &Glyphs, first: &Atom) -> Option<(u16, usize, Suffix)> {
    if g.gap(first.end) == Gap::Line {
        return None;
    }
    let at = ["から", "ないし", "~", "-", "―", "ー"].iter().find_map(|s| g.word(first.end, s))?;
    if let Some(last) = atom(g, at) {
        let complete = last.suffix != Suffix::None || last.letter;
        let fits = complete
            && !in_date(g, &last)
            && last.year > first.year
            && last.year < first.year.saturating_add(100);
        return fits.then_some((last.year, last.end, last.suffix));
    }
    let (n, end) = era_number(g, at)?;
    let (suffix, end) = suffix(g, end);
    let last = continued(first, n)?;
    let plain =
        suffix == Suffix::None || (suffix == Suffix::Year && (g.is(end, '間') || month_follows(g, end)));
    (last > first.year && !plain).then_some((last, end, suffix))
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
fn list(g: &Glyphs, i: usize, first: &Atom, found: &mut Vec<YearSpan>) -> Option<usize> {
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

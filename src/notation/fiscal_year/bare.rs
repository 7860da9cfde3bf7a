//! Years that do not say by themselves which one they are: relative ones, bare numbers, column titles.

use super::atom::{Atom, Suffix, era_number, suffix, western_number};
use super::find::YearSpan;
use super::join::range_end;
use super::{Era, FiscalYear, YearKind};
use crate::notation::glyph::{Gap, Glyphs};
use crate::notation::number;

/// The year around which bare numbers are placed when nothing else is known: the middle of the years that plans
/// and budgets of the Reiwa era speak of. So 6年度 is Reiwa 6, 29年度 Heisei 29, 24年度 2024.
const PRESENT: u16 = 2020;

const RELATIVE: [(&str, i16); 12] = [
    ("一昨年度", -2),
    ("前々年度", -2),
    ("再来年度", 2),
    ("当該年度", 0),
    ("今年度", 0),
    ("本年度", 0),
    ("当年度", 0),
    ("来年度", 1),
    ("翌年度", 1),
    ("次年度", 1),
    ("前年度", -1),
    ("昨年度", -1),
];

/// `来年度` and the like, seen from the context.
pub(super) fn relative(g: &Glyphs, i: usize, context: Option<FiscalYear>) -> Option<YearSpan> {
    let context = context?;
    if !matches!(g.at(i)?, '一' | '前' | '再' | '当' | '今' | '本' | '来' | '翌' | '次' | '昨') {
        return None;
    }
    let (end, offset) = RELATIVE.iter().find_map(|(word, offset)| Some((g.word(i, word)?, *offset)))?;
    let first = context.plus(offset)?;
    Some(YearSpan { start: i, end, first, last: None, kind: YearKind::Relative, suffix: Suffix::FiscalYear })
}

/// `6年度`, `元年度`, `4~6年度` without an era: the year nearest to what is known.
pub(super) fn bare(
    g: &Glyphs,
    i: usize,
    known: Option<FiscalYear>,
    found: &mut Vec<YearSpan>,
) -> Option<usize> {
    let ch = g.at(i)?;
    if !(ch.is_ascii_digit() || ch == '元') || !number::may_start(g, i) || g.any_before(i, &["第", "約"]) {
        return None;
    }
    let (n, number_end) = era_number(g, i)?;
    let (suffix, end) = suffix(g, number_end);
    let known_year = known.map_or(PRESENT, FiscalYear::start_year);
    // No year of an era is written with a nought before it: 06~10年度.
    let near = if ch == '0' { of_century(n, 2000) } else { nearest(n, known_year) };
    let first = FiscalYear::new(near.year)?;
    let kind = YearKind::Bare;
    if suffix != Suffix::Year
        && let Some((last, end, suffix)) = range_end(g, &Atom { end, suffix, ..near })
        && suffix == Suffix::FiscalYear
    {
        found.push(YearSpan { start: i, end, first, last: FiscalYear::new(last), kind, suffix });
        return Some(end);
    }
    let counted = ["目", "間", "連続", "ごと", "分", "計画"].iter().any(|w| g.word(end, w).is_some());
    if continues_era(g, (i, end), near.year, found) {
        found.push(YearSpan { start: i, end, first, last: None, kind, suffix });
        return Some(end);
    }
    if suffix != Suffix::FiscalYear || counted {
        return None;
    }
    found.push(YearSpan { start: i, end, first, last: None, kind, suffix });
    Some(end)
}

/// The reading of a bare number (Reiwa, Heisei, Showa, or the last two digits of a western year) that lies
/// nearest to a year; of two equally near ones the era year.
fn nearest(n: u16, to: u16) -> Atom {
    let century = to.saturating_sub(to.checked_rem(100).unwrap_or(0));
    let mut best = of_century(n, century);
    for era in [Era::Showa, Era::Heisei, Era::Reiwa] {
        let year = era.year_zero().saturating_add(n);
        if year.abs_diff(to) <= best.year.abs_diff(to) {
            best = Atom { year, era: Some(era), ..best };
        }
    }
    best
}

fn of_century(n: u16, century: u16) -> Atom {
    Atom { year: century.saturating_add(n), end: 0, suffix: Suffix::None, era: None, letter: false }
}

/// Whether `10年には` goes on from a year of an era before it in the text: 平成6年に…、10年には.
fn continues_era(g: &Glyphs, (start, end): (usize, usize), year: u16, found: &[YearSpan]) -> bool {
    const MOST_YEARS: u16 = 15;
    let last = found.last().filter(|last| last.kind == YearKind::Era && last.suffix == Suffix::Year);
    let begins = matches!(g.before(start), Some('、' | ',' | '。'));
    let spoken_of = g.word(end, "には").is_some() && g.before(end) == Some('年');
    begins
        && spoken_of
        && last.is_some_and(|last| {
            let from = last.last.unwrap_or(last.first).start_year();
            year > from && year.saturating_sub(from) <= MOST_YEARS
        })
}

/// Cells that hold nothing but years of two or four digits, each one more than the one before: column titles such
/// as `24 25 26~`. Three in a row are asked for, since any number may stand alone in a cell.
pub(super) fn column_titles(g: &Glyphs, context: Option<FiscalYear>) -> Vec<YearSpan> {
    let mut run: Vec<(usize, usize, u16)> = Vec::new();
    for i in 0..g.len() {
        let alone = i == 0 || g.gap(i) != Gap::None;
        let number = || era_number(g, i).or_else(|| western_number(g, i));
        let Some((n, end)) = alone.then(number).flatten() else {
            continue;
        };
        let after = if g.is(end, '~') { end.saturating_add(1) } else { end };
        if !matches!(end.saturating_sub(i), 2 | 4) || g.gap(after) == Gap::None {
            continue;
        }
        let follows = run.last().is_some_and(|(_, last, m)| *last == i && m.checked_add(1) == Some(n));
        if !follows {
            if run.len() > 2 {
                break;
            }
            run.clear();
        }
        run.push((i, after, n));
    }
    if run.len() < 3 {
        return Vec::new();
    }
    let mut known = context.map_or(PRESENT, FiscalYear::start_year);
    let mut found = Vec::new();
    for (start, end, n) in run {
        known = if n < 100 { nearest(n, known).year } else { n };
        let Some(first) = FiscalYear::new(known) else {
            continue;
        };
        found.push(YearSpan { start, end, first, last: None, kind: YearKind::Bare, suffix: Suffix::None });
    }
    found
}

//! Single years that say by themselves which ones they are: with an era, an era letter, FY, or four digits.

use super::{Era, FiscalYear};
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

/// A year that says by itself which one it is: with an era, an era letter, FY, or four digits.
pub(crate) fn atom(g: &Glyphs, i: usize) -> Option<Atom> {
    let ch = g.at(i)?;
    if ch.is_ascii_digit() || number::kanji_digit(ch).is_some() {
        return western(g, i, i);
    }
    if let Some((era, letter, from)) = era_at(g, i, ch) {
        let (n, end) = era_number(g, from)?;
        if letter && !may_go_without_suffix(ch, n) && suffix(g, end).0 == Suffix::None {
            return None;
        }
        let year = era.year_zero().checked_add(n)?;
        let end = bracketed(g, end, western_number).unwrap_or(end);
        let (suffix, end) = suffix(g, end);
        let beyond = bracketed(g, end, |g, at| western(g, at, at).map(|a| (a.year, a.end)))
            .or_else(|| bracketed(g, end, |g, at| same_year_of_era(g, at, year)));
        let end = if suffix == Suffix::None { end } else { beyond.unwrap_or(end) };
        return Some(Atom { year, end, suffix, era: Some(era), letter });
    }
    if ch == 'F' && g.is(i.checked_add(1)?, 'Y') && !after_latin(g, i) {
        let from = i.checked_add(2)?;
        return western(g, i, from).or_else(|| two_digits(g, from)).map(|a| Atom { letter: true, ..a });
    }
    if matches!(ch, '\'' | '’' | '‘') && !after_latin(g, i) {
        return two_digits(g, i.checked_add(1)?);
    }
    None
}

/// The year once more in another era: `平成31` for 令和元.
fn same_year_of_era(g: &Glyphs, i: usize, year: u16) -> Option<(u16, usize)> {
    let (era, _, from) = era_at(g, i, g.at(i)?)?;
    let (n, end) = era_number(g, from)?;
    (era.year_zero().checked_add(n)? == year).then_some((year, end))
}

/// The year of the present or the last century that two digits name: `FY22`, `’22年度`.
fn two_digits(g: &Glyphs, i: usize) -> Option<Atom> {
    let end = i.checked_add(2)?;
    if !(g.is_digit(i) && g.is_digit(i.checked_add(1)?)) || (g.is_digit(end) && g.gap(end) == Gap::None) {
        return None;
    }
    let (n, _) = number::plain(g, i).filter(|(_, after)| *after == end)?;
    let n = u16::try_from(n).ok()?;
    let year = if n < 70 { n.checked_add(2000)? } else { n.checked_add(1900)? };
    let (suffix, end) = suffix(g, end);
    Some(Atom { year, end, suffix, era: None, letter: false })
}

/// The first years of eras long past are not written as `S3`: much else is.
fn may_go_without_suffix(letter: char, n: u16) -> bool {
    match letter {
        'T' | 'M' => false,
        'S' => n >= 20,
        _ => true,
    }
}

fn era_at(g: &Glyphs, i: usize, ch: char) -> Option<(Era, bool, usize)> {
    let next = i.checked_add(1)?;
    // One character does for the era where nothing but a year fills the bracket: (昭62).
    let short = || g.before(i) == Some('(') && g.is_digit(next);
    let word = |era, word| g.word(i, word).or_else(|| short().then_some(next)).map(|end| (era, false, end));
    match ch {
        '令' => word(Era::Reiwa, "令和"),
        '平' => word(Era::Heisei, "平成"),
        '昭' => word(Era::Showa, "昭和"),
        '大' => word(Era::Taisho, "大正"),
        '明' => word(Era::Meiji, "明治"),
        '㋿' => Some((Era::Reiwa, false, next)),
        '㍻' => Some((Era::Heisei, false, next)),
        '㍼' => Some((Era::Showa, false, next)),
        '㍽' => Some((Era::Taisho, false, next)),
        '㍾' => Some((Era::Meiji, false, next)),
        'R' | 'H' | 'S' | 'T' | 'M' if !after_latin(g, i) => {
            let era = match ch {
                'R' => Era::Reiwa,
                'H' => Era::Heisei,
                'T' => Era::Taisho,
                'M' => Era::Meiji,
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
        Some(c) => (c.is_ascii_alphanumeric() || c == '_') && !after_letter_year(g, i),
        None => false,
    }
}

/// A year with an era letter directly before, as in `H28H29H30`.
pub(super) fn after_letter_year(g: &Glyphs, i: usize) -> bool {
    let Some(letter) = i.checked_sub(3) else { return false };
    matches!(g.at(letter), Some('R' | 'H'))
        && g.is_digit(letter.saturating_add(1))
        && g.is_digit(i.saturating_sub(1))
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
pub(super) fn western_number(g: &Glyphs, i: usize) -> Option<(u16, usize)> {
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
    if let Some(end) = g.word(end, "FY").filter(|_| from == i) {
        return Some(Atom { year, end, suffix: Suffix::FiscalYear, era: None, letter: true });
    }
    let (suffix, end) = suffix(g, end);
    let end = if suffix == Suffix::None { end } else { bracketed(g, end, in_era).unwrap_or(end) };
    Some(Atom { year, end, suffix, era: None, letter: false })
}

/// The end of `(year)` or `〔year〕` at a position, 年 or 年度 inside allowed.
fn bracketed(g: &Glyphs, i: usize, inner: impl Fn(&Glyphs, usize) -> Option<(u16, usize)>) -> Option<usize> {
    if !matches!(g.at(i)?, '(' | '〔' | '[') {
        return None;
    }
    let (_, end) = inner(g, i.checked_add(1)?)?;
    let end = suffix(g, end).1;
    matches!(g.at(end), Some(')' | '〕' | ']')).then(|| end.saturating_add(1))
}

pub(super) fn suffix(g: &Glyphs, i: usize) -> (Suffix, usize) {
    if let Some(end) = g.one_of(i, &["年度", "会計年度", "事業年度"]) {
        return (Suffix::FiscalYear, end);
    }
    match g.word(i, "年") {
        Some(end) => (Suffix::Year, end),
        None => (Suffix::None, i),
    }
}

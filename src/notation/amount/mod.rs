//! Amounts of money (NOTATIONS 4.2).
//!
//! Reads `2億円`, `10.7億円`, `1,800千円`, `250百万円`, `2兆6,808億円`, `1,981億4,594万4千円`, `3,467万4,000円`,
//! `3千万円`, `二十四兆二千四百億円`, blanks and both widths included. Units are 円 千円 万円 百万円 億円 兆円.
//!
//! The value is whole yen, computed with checked integers. What is not exact (`0.000000001億円`), does not fit,
//! or exceeds [`Amount::MAX_YEN`] is no amount: the reader says that something stands there, but gives no value.
//! `数百億円` says no amount, and `1億1,900万人` none either.

#![warn(clippy::arithmetic_side_effects)]

mod unit;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::glyph::{Gap, Glyphs};
use super::number::{self, Number};
pub use unit::Unit;

const MAN: i64 = 10_000;
const OKU: i64 = 100_000_000;
const CHO: i64 = 1_000_000_000_000;

/// An amount of money in whole yen.
///
/// ```
/// # use policygraph::notation::amount::Amount;
/// let amount: Amount = "10.2億円".parse().unwrap();
/// assert_eq!((amount.yen, amount.rounding_unit), (1_020_000_000, 10_000_000));
/// assert_eq!(amount.to_string(), "10.2億円");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// Yen; negative only for changes and reducing supplementary budgets.
    pub yen: i64,
    /// The smallest step in yen that the written form can express: 100,000,000 for `13億円`, 10,000,000 for
    /// `10.2億円`. A power of ten, at most one trillion. Two statements agree if they differ by less.
    pub rounding_unit: i64,
}

impl Amount {
    /// The largest amount that is believed: ten thousand trillion yen (一京円), far above any national budget.
    pub const MAX_YEN: i64 = 10_000_000_000_000_000;

    /// The same amount below zero.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { yen: self.yen.saturating_neg(), ..self }
    }
}

/// A text that is not one amount, or one that cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an amount in yen")]
#[non_exhaustive]
pub struct AmountError;

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let g = Glyphs::new(text);
        let negative = matches!(g.at(0), Some('▲' | '-'));
        let found = read(&g, usize::from(negative)).ok_or(AmountError)?;
        if found.end != g.len() {
            return Err(AmountError);
        }
        let amount = found.amount.ok_or(AmountError)?;
        Ok(if negative { amount.negated() } else { amount })
    }
}

impl fmt::Display for Amount {
    /// In the unit that shows the rounding: `13億円`, `437百万円`, `▲1,800千円`, `2.5兆円`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.rounding_unit.checked_ilog10().unwrap_or(0);
        let (unit, word, decimals) = match places {
            0 => (0, "円", 0),
            3 => (3, "千円", 0),
            6 => (6, "百万円", 0),
            1..=4 => (4, "万円", 4_u32.saturating_sub(places)),
            5..=8 => (8, "億円", 8_u32.saturating_sub(places)),
            _ => (12, "兆円", 12_u32.saturating_sub(places)),
        };
        let scale = |power: u32| 10_u64.checked_pow(power).unwrap_or(1);
        let whole = self.yen.unsigned_abs().checked_div(scale(unit)).unwrap_or(0);
        let rest = self.yen.unsigned_abs().checked_rem(scale(unit)).unwrap_or(0);
        let part = rest.checked_div(scale(unit.saturating_sub(decimals))).unwrap_or(0);
        if self.yen < 0 {
            f.write_str("▲")?;
        }
        write_grouped(f, whole)?;
        if decimals > 0 {
            let width = usize::try_from(decimals).unwrap_or(0);
            write!(f, ".{part:0>width$}")?;
        }
        f.write_str(word)
    }
}

/// Writes digits with thousands commas.
fn write_grouped(f: &mut fmt::Formatter<'_>, value: u64) -> fmt::Result {
    let digits = value.to_string();
    for (left, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        write!(f, "{digit}")?;
        if left > 0 && left.checked_rem(3) == Some(0) {
            f.write_str(",")?;
        }
    }
    Ok(())
}

/// An amount found at a position; `amount` is `None` if it is not exact or beyond belief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) amount: Option<Amount>,
    pub(crate) end: usize,
}

/// An amount without its sign at a position.
pub(crate) fn read(g: &Glyphs, i: usize) -> Option<Read> {
    if !starts_amount(g, i) {
        return None;
    }
    let mut sum = Some(0_i64);
    let mut step;
    let mut last_scale = i64::MAX;
    let mut end = i;
    loop {
        let part = segment(g, end)?;
        let (scale, after) = big_unit(g, part.end);
        if scale >= last_scale {
            return None;
        }
        let value = part.terms.and_then(|t| t.yen(scale));
        sum = sum.and_then(|s| s.checked_add(value?));
        step = part.terms.and_then(|t| t.step(scale)).unwrap_or(1);
        last_scale = scale;
        end = after;
        if g.is(end, '円') {
            break;
        }
        if scale == 1 {
            return None;
        }
    }
    let end = end.saturating_add(1);
    let amount =
        sum.filter(|yen| *yen <= Amount::MAX_YEN).map(|yen| Amount { yen, rounding_unit: step.min(CHO) });
    (!g.is(end, '安') && !g.is(end, '高')).then_some(Read { amount, end })
}

/// An amount in 億 or 兆 whose 円 is left out, as news do: `1兆2390億を計上`, `二十二億、`. Where other things are counted so
/// (`1億の世帯`) there is none.
pub(crate) fn read_without_yen(g: &Glyphs, i: usize) -> Option<Read> {
    if !starts_amount(g, i) {
        return None;
    }
    let (mut sum, mut step, mut last_scale, mut end) = (Some(0_i64), 1, i64::MAX, i);
    while let Some(part) = segment(g, end) {
        let (scale, after) = big_unit(g, part.end);
        if scale >= last_scale || scale < OKU {
            break;
        }
        let value = part.terms.and_then(|t| t.yen(scale));
        sum = sum.and_then(|s| s.checked_add(value?));
        step = part.terms.and_then(|t| t.step(scale)).unwrap_or(1);
        (last_scale, end) = (scale, after);
    }
    let closes = matches!(g.at(end), None | Some('。' | '、' | '(' | ')'))
        || g.one_of(end, &["を計上", "を要求", "を盛", "を投", "を充て", "を確保", "に対", "余", "あまり"])
            .is_some();
    let amount =
        sum.filter(|yen| *yen <= Amount::MAX_YEN).map(|yen| Amount { yen, rounding_unit: step.min(CHO) });
    (last_scale < i64::MAX && closes && amount.is_some()).then_some(Read { amount, end })
}

/// Where an amount from one sum to another ends: `10~20億円`, `1億円～2億円`. It says no exact amount.
pub(crate) fn read_between(g: &Glyphs, i: usize) -> Option<usize> {
    if !g.is_digit(i) || !number::may_start(g, i) {
        return None;
    }
    let first = read(g, i).map(|read| read.end).or_else(|| {
        let number = segment(g, i)?;
        Some(big_unit(g, number.end).1)
    })?;
    let second = g.one_of(first, &["~", "ないし", "乃至", "-"])?;
    let second = g.one_of(second, &["約"]).unwrap_or(second);
    Some(read(g, second)?.end)
}

/// A bare number that counts in a unit given elsewhere.
pub(crate) fn read_in(g: &Glyphs, i: usize, unit: Unit) -> Option<Read> {
    if !g.is_digit(i) || !number::may_start(g, i) {
        return None;
    }
    let read = number::arabic(g, i, false)?;
    let terms = read.value.map(|value| Terms { value, place: 1 });
    let amount = terms.and_then(|t| {
        let yen = t.yen(unit.yen())?;
        (yen <= Amount::MAX_YEN).then_some(Amount { yen, rounding_unit: t.step(unit.yen())?.min(CHO) })
    });
    Some(Read { amount, end: read.end })
}

/// Digits start an amount, and kanji numerals that are not part of 数百 or a bare unit such as 百万円.
fn starts_amount(g: &Glyphs, i: usize) -> bool {
    let Some(ch) = g.at(i) else { return false };
    if ch.is_ascii_digit() {
        // The first digits of `015億円` are lost.
        let cut = ch == '0' && g.is_digit(i.saturating_add(1)) && g.gap(i.saturating_add(1)) == Gap::None;
        return !cut && number::may_start(g, i);
    }
    let behind = g.before(i);
    if matches!(behind, Some('数' | '何' | '幾')) || behind.is_some_and(is_numeral) {
        return false;
    }
    let after_point = behind == Some('・')
        && i.checked_sub(2).and_then(|at| g.at(at)).is_some_and(|c| number::kanji_digit(c).is_some());
    if after_point {
        return false;
    }
    match number::kanji_place(ch) {
        Some(10) => true,
        Some(place) => g.at(i.saturating_add(1)).is_some_and(|c| {
            let smaller = number::kanji_place(c).is_some_and(|p| p < place);
            smaller || number::kanji_digit(c).is_some() || matches!(c, '億' | '兆')
        }),
        None => number::kanji_digit(ch).is_some_and(|d| d > 0),
    }
}

fn is_numeral(ch: char) -> bool {
    ch.is_ascii_digit()
        || number::kanji_digit(ch).is_some()
        || number::kanji_place(ch).is_some()
        || matches!(ch, '万' | '億' | '兆')
}

/// The digits of a segment with the place (1, 100, 1000) its last digits count in.
#[derive(Clone, Copy)]
struct Terms {
    value: Number,
    place: i64,
}

impl Terms {
    fn yen(self, scale: i64) -> Option<i64> {
        let unit = self.place.checked_mul(scale)?;
        let all = i128::from(self.value.mantissa).checked_mul(i128::from(unit))?;
        let divisor = 10_i128.checked_pow(self.value.decimals)?;
        if all.checked_rem(divisor)? != 0 {
            return None;
        }
        i64::try_from(all.checked_div(divisor)?).ok()
    }

    fn step(self, scale: i64) -> Option<i64> {
        let unit = self.place.checked_mul(scale)?;
        let step = unit.checked_div(10_i64.checked_pow(self.value.decimals)?)?;
        (step > 0).then_some(step)
    }
}

struct Segment {
    terms: Option<Terms>,
    end: usize,
}

/// The number before 兆, 億, 万 or 円: digits, digits with 百 and 千 (`250百`, `2千5百`), or kanji.
fn segment(g: &Glyphs, i: usize) -> Option<Segment> {
    if !g.is_digit(i) {
        if let Some(read) = number::kanji_with_signs(g, i) {
            let terms = read.value.map(|value| Terms { value, place: 1 });
            return Some(Segment { terms, end: read.end });
        }
        let (value, end) = number::kanji(g, i)?;
        return Some(Segment { terms: value.map(|v| Terms { value: Number::whole(v), place: 1 }), end });
    }
    let first = number::arabic(g, i, true)?;
    let Some(mut place) = small_place(g, first.end) else {
        return Some(Segment { terms: first.value.map(|value| Terms { value, place: 1 }), end: first.end });
    };
    let mut end = first.end.saturating_add(1);
    let mut terms = first.value.map(|value| Terms { value, place });
    while let Some(next) = g.is_digit(end).then(|| number::arabic(g, end, false)).flatten() {
        let next_place = small_place(g, next.end);
        let smaller = next_place.unwrap_or(1);
        if smaller >= place {
            return None;
        }
        terms = terms.zip(next.value).and_then(|(t, n)| joined(t, n, smaller));
        place = smaller;
        end = if next_place.is_some() { next.end.saturating_add(1) } else { next.end };
    }
    Some(Segment { terms, end })
}

/// `2千` and `5百` to `25百`.
fn joined(terms: Terms, next: Number, place: i64) -> Option<Terms> {
    let head = i64::try_from(terms.value.as_whole()?).ok()?.checked_mul(terms.place.checked_div(place)?)?;
    let value = u64::try_from(head).ok()?.checked_add(next.as_whole()?)?;
    Some(Terms { value: Number::whole(value), place })
}

fn small_place(g: &Glyphs, i: usize) -> Option<i64> {
    match g.at(i) {
        Some('千') => Some(1000),
        Some('百') => Some(100),
        Some('十') => Some(10),
        _ => None,
    }
}

/// The factor of 兆, 億 or 万, and the position behind it.
fn big_unit(g: &Glyphs, i: usize) -> (i64, usize) {
    let scale = match g.at(i) {
        Some('兆') => CHO,
        // 憶 is a slip for 億 that is often printed.
        Some('億' | '憶') => OKU,
        Some('万') => MAN,
        _ => return (1, i),
    };
    (scale, i.saturating_add(1))
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;

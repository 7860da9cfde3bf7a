//! Numbers as plans write them (NOTATIONS 1.3, 4.2).
//!
//! Reads digits in both widths, thousands commas (`1,234`, never `、`), decimals (`10.7`, `10．7`, and `10・7`
//! where a unit must follow), kanji numerals (`五千七百七十二`, `二〇二三`) and letter-spaced digits (`平 成 3 0`).
//! Values are exact: an integer and the number of decimal places, no floating point.
//!
//! Digits that look glued together (`5,6501,693`) are not a number: nothing is guessed from them.

#![warn(clippy::arithmetic_side_effects)]

mod kanji;

use std::fmt;
use std::str::FromStr;

use super::glyph::{Gap, Glyphs};
pub(crate) use kanji::{kanji, kanji_digit, kanji_place, kanji_with_signs};

/// An exact, unsigned number: `mantissa` divided by ten to the power of `decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// All digits, the decimal ones included.
    pub mantissa: u64,
    /// How many of the digits stand after the decimal point.
    pub decimals: u32,
}

impl Number {
    /// A whole number.
    ///
    /// ```
    /// # use policygraph::notation::number::Number;
    /// assert_eq!("12,000".parse(), Ok(Number::whole(12_000)));
    /// ```
    pub fn whole(value: u64) -> Self {
        Self { mantissa: value, decimals: 0 }
    }

    /// The value, if no decimal places are written.
    pub fn as_whole(self) -> Option<u64> {
        (self.decimals == 0).then_some(self.mantissa)
    }
}

impl fmt::Display for Number {
    /// Digits without commas, with as many decimal places as were written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let places = usize::try_from(self.decimals).unwrap_or(usize::MAX);
        let digits = format!("{:0>1$}", self.mantissa, places.saturating_add(1));
        let (whole, part) = digits.split_at(digits.len().saturating_sub(places));
        write!(f, "{whole}.{part}")
    }
}

/// A text that is not one number, or one of more than 19 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number")]
#[non_exhaustive]
pub struct NumberError;

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let glyphs = Glyphs::new(text);
        let read = arabic(&glyphs, 0, true)
            .or_else(|| kanji(&glyphs, 0).map(|(value, end)| Read { value: value.map(Number::whole), end }))
            .ok_or(NumberError)?;
        if read.end != glyphs.len() {
            return Err(NumberError);
        }
        read.value.ok_or(NumberError)
    }
}

/// A number found at a position: `value` is `None` if it has too many digits to be held exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) value: Option<Number>,
    pub(crate) end: usize,
}

/// Whether a number may start here: not in the middle of another one.
pub(crate) fn may_start(g: &Glyphs, i: usize) -> bool {
    if g.gap(i) != Gap::None {
        return true;
    }
    match g.before(i) {
        Some(c) if c.is_ascii_digit() => false,
        Some(',') => !i.checked_sub(2).is_some_and(|p| g.is_digit(p)),
        // `.5` has lost its whole part; the point of `No.5` is none.
        Some('.') => i.checked_sub(1).is_some_and(|point| {
            g.gap(point) == Gap::None && !matches!(g.before(point), None | Some('0'..='9' | ':' | '(' | '['))
        }),
        _ => true,
    }
}

/// Digits with commas and decimals at a position. With `middle_dot`, `・` between digits is a decimal point.
pub(crate) fn arabic(g: &Glyphs, i: usize, middle_dot: bool) -> Option<Read> {
    let first = digit_run(g, i)?;
    let mut value = first.value;
    let mut end = first.end;
    let leading = first.end.saturating_sub(i);
    while g.is(end, ',') && leading <= 3 {
        let from = end.saturating_add(1);
        let Some(group) = group_over_line_end(g, from).or_else(|| digit_run(g, from)) else { break };
        match group.end.saturating_sub(from) {
            3 => {
                value = value.and_then(|v| v.checked_mul(1000)?.checked_add(group.value?));
                end = group.end;
            }
            n if n > 3 => return None,
            _ => break,
        }
    }
    if g.is(end, ',')
        && leading > 3
        && g.gap(end.saturating_add(1)) == Gap::None
        && g.is_digit(end.saturating_add(1))
    {
        return None;
    }
    decimals(g, end, value, middle_dot)
}

/// Three digits that a line end cuts: `1,2` and `34` in the next line. Less than three digits make no group, so that
/// they cannot stand for themselves.
fn group_over_line_end(g: &Glyphs, from: usize) -> Option<Run> {
    let end = from.saturating_add(3);
    let cut = g.gap(from.saturating_add(1)) == Gap::Line || g.gap(from.saturating_add(2)) == Gap::Line;
    let whole = (from..end).all(|i| g.is_digit(i) && g.gap(i) != Gap::Blank) && g.gap(from) == Gap::None;
    if !cut || !whole || (g.is_digit(end) && g.gap(end) == Gap::None) {
        return None;
    }
    let mut value = Some(0_u64);
    for digit in (from..end).filter_map(|i| g.at(i)?.to_digit(10)) {
        value = value.and_then(|v| v.checked_mul(10)?.checked_add(u64::from(digit)));
    }
    Some(Run { value, end })
}

/// The decimal places after the whole part that ends at `end`.
fn decimals(g: &Glyphs, end: usize, whole: Option<u64>, middle_dot: bool) -> Option<Read> {
    let plain = Read { value: whole.map(Number::whole), end };
    let from = end.saturating_add(1);
    let is_point = g.is(end, '.') || (middle_dot && g.is(end, '・'));
    if !is_point || g.gap(end) == Gap::Line || g.gap(from) == Gap::Line {
        return Some(plain);
    }
    let Some(part) = digit_run(g, from) else {
        return Some(plain);
    };
    if g.is(part.end, '.') && g.is_digit(part.end.saturating_add(1)) {
        return None;
    }
    let value = u32::try_from(part.end.saturating_sub(from)).ok().and_then(|places| {
        let mantissa = whole?.checked_mul(10_u64.checked_pow(places)?)?.checked_add(part.value?)?;
        Some(Number { mantissa, decimals: places })
    });
    Some(Read { value, end: part.end })
}

struct Run {
    value: Option<u64>,
    end: usize,
}

/// Digits without blanks between them, or single digits of a letter-spaced text.
fn digit_run(g: &Glyphs, i: usize) -> Option<Run> {
    let spaced = letter_spaced(g, i);
    let mut value = Some(0_u64);
    let mut end = i;
    while let Some(digit) = g.at(end).and_then(|c| c.to_digit(10)) {
        let wide = end != i && g.gap(end) != Gap::None;
        if wide && !(spaced && g.gap(end) == Gap::Blank) {
            break;
        }
        value = value.and_then(|v| v.checked_mul(10)?.checked_add(u64::from(digit)));
        end = end.saturating_add(1);
    }
    (end > i).then_some(Run { value, end })
}

/// Whether the text around a digit is printed with a blank after every letter: the two letters before it are
/// apart from what precedes them, and no two digits stand together.
fn letter_spaced(g: &Glyphs, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    if g.gap(i) != Gap::Blank || g.gap(before) != Gap::Blank || g.is_digit(before) {
        return false;
    }
    let mut next = i.saturating_add(1);
    while g.is_digit(next) {
        if g.gap(next) == Gap::None {
            return false;
        }
        next = next.saturating_add(1);
    }
    true
}

/// A whole number in digits or kanji, without commas: of a year, a month, a day.
pub(crate) fn plain(g: &Glyphs, i: usize) -> Option<(u64, usize)> {
    if let Some(run) = digit_run(g, i) {
        return Some((run.value?, run.end));
    }
    let (value, end) = kanji(g, i)?;
    Some((value?, end))
}

#[cfg(test)]
mod tests;

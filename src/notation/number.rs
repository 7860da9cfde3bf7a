//! Numbers as plans write them (NOTATIONS 1.3, 4.2).
//!
//! Reads digits in both widths, thousands commas (`1,234`, never `、`), decimals (`10.7`, `10．7`, and `10・7`
//! where a unit must follow), kanji numerals (`五千七百七十二`, `二〇二三`) and letter-spaced digits (`平 成 3 0`).
//! Values are exact: an integer and the number of decimal places, no floating point.
//!
//! Digits that look glued together (`5,6501,693`) are not a number: nothing is guessed from them.

#![warn(clippy::arithmetic_side_effects)]

use std::fmt;
use std::str::FromStr;

use super::glyph::{Gap, Glyphs};

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
        Some(',' | '.') => !i.checked_sub(2).is_some_and(|p| g.is_digit(p)),
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
        let Some(group) = digit_run(g, from) else { break };
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

/// More glyphs than this are no numeral; the bound keeps reading linear.
const LONGEST_KANJI: usize = 24;

/// A kanji numeral below ten thousand with places (`五千七百`), or digit by digit (`二〇二三`).
/// The value is `None` if it has too many digits.
pub(crate) fn kanji(g: &Glyphs, i: usize) -> Option<(Option<u64>, usize)> {
    let mut total = Some(0_u64);
    let mut digits: Option<Option<u64>> = None;
    let mut last_place = u64::MAX;
    let mut end = i;
    while let Some(ch) = g.at(end).filter(|_| end.saturating_sub(i) < LONGEST_KANJI) {
        if let Some(digit) = kanji_digit(ch) {
            let so_far = digits.unwrap_or(Some(0));
            digits = Some(so_far.and_then(|v| v.checked_mul(10)?.checked_add(digit)));
        } else if let Some(place) = kanji_place(ch).filter(|p| *p < last_place) {
            total = total.and_then(|t| t.checked_add(digits.unwrap_or(Some(1))?.checked_mul(place)?));
            digits = None;
            last_place = place;
        } else {
            break;
        }
        end = end.saturating_add(1);
    }
    (end > i).then(|| (total.and_then(|t| t.checked_add(digits.unwrap_or(Some(0))?)), end))
}

/// The value of a kanji digit.
pub(crate) fn kanji_digit(ch: char) -> Option<u64> {
    Some(match ch {
        '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of 十, 百 and 千.
pub(crate) fn kanji_place(ch: char) -> Option<u64> {
    match ch {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_numbers() {
        let cases = [
            ("0", 0, 0),
            ("007", 7, 0),
            ("１２", 12, 0),
            ("1,234,567", 1_234_567, 0),
            ("1,\n234", 1234, 0),
            ("48，828", 48_828, 0),
            ("10.7", 107, 1),
            ("１０．７", 107, 1),
            ("20・7", 207, 1),
            ("6.0", 60, 1),
            ("1,234.50", 123_450, 2),
            ("元", 0, 9),
            ("十三", 13, 0),
            ("二十四", 24, 0),
            ("五千七百七十二", 5772, 0),
            ("二〇二三", 2023, 0),
            ("三〇", 30, 0),
            ("千二百", 1200, 0),
        ];
        for (text, mantissa, decimals) in cases {
            let expected = if decimals == 9 { Err(NumberError) } else { Ok(Number { mantissa, decimals }) };
            assert_eq!(text.parse::<Number>(), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_single_number() {
        for text in [
            "",
            "円",
            "5,6501,693",
            "1234,567",
            "1,23",
            "1.2.3",
            "1、234",
            "12 34",
            "-1",
            "99999999999999999999",
        ] {
            assert_eq!(text.parse::<Number>(), Err(NumberError), "{text}");
        }
    }

    #[test]
    fn joins_digits_of_letter_spaced_text_only() {
        let g = Glyphs::new("平 成 3 0 年");
        assert_eq!(plain(&g, 2), Some((30, 4)));
        let g = Glyphs::new("5 3億円");
        assert_eq!(plain(&g, 0), Some((5, 1)));
        let g = Glyphs::new("表 の 5 31億円");
        assert_eq!(plain(&g, 2), Some((5, 3)));
    }

    #[test]
    fn does_not_start_inside_a_number() {
        let g = Glyphs::new("1,23億 4");
        assert!(may_start(&g, 0));
        assert!(!may_start(&g, 2));
        assert!(!may_start(&g, 3));
        assert!(may_start(&g, 5));
    }

    #[test]
    fn too_many_digits_have_no_value() {
        let g = Glyphs::new("123456789012345678901234567890");
        assert_eq!(arabic(&g, 0, false), Some(Read { value: None, end: 30 }));
        assert_eq!(plain(&g, 0), None);
        let g = Glyphs::new("九九九九九九九九九九九九九九九九九九九九九千");
        assert_eq!(kanji(&g, 0), Some((None, 22)));
    }

    proptest! {
        #[test]
        fn display_then_parse(mantissa in 0..1_000_000_000_000_000_000_u64, decimals in 0..12_u32) {
            let number = Number { mantissa, decimals };
            prop_assert_eq!(number.to_string().parse::<Number>(), Ok(number));
        }

        #[test]
        fn no_text_panics(text in "[0-9０-９,，.．・ \n〇一十百千万年]{0,24}|\\PC{0,24}") {
            let g = Glyphs::new(&text);
            for i in 0..=g.len() {
                for end in [arabic(&g, i, true).map(|r| r.end), kanji(&g, i).map(|k| k.1), plain(&g, i).map(|p| p.1)] {
                    prop_assert!(end.is_none_or(|e| e > i && e <= g.len()));
                }
            }
            let _ = text.parse::<Number>();
        }
    }
}

//! Numerals in kanji: with places (`五千七百`), digit by digit (`二〇二三`), with decimals and groups.

use super::{Number, Read};
use crate::notation::glyph::Glyphs;

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

/// Kanji digits as a decimal (`二・五`) or in groups of three (`一、二三四`), as texts set in columns print them.
pub(crate) fn kanji_with_signs(g: &Glyphs, i: usize) -> Option<Read> {
    let run = |from: usize| {
        let digits = (from..from.saturating_add(LONGEST_KANJI))
            .take_while(|at| g.at(*at).and_then(kanji_digit).is_some())
            .count();
        from.saturating_add(digits)
    };
    let fold = |value: Option<u64>, from: usize, to: usize| {
        (from..to).try_fold(value?, |sum, at| sum.checked_mul(10)?.checked_add(kanji_digit(g.at(at)?)?))
    };
    let (whole, whole_end) = kanji(g, i)?;
    let part = whole_end.saturating_add(1);
    if matches!(g.at(whole_end), Some('・' | '.')) && run(part) > part {
        let end = run(part);
        let decimals = u32::try_from(end.saturating_sub(part)).ok()?;
        let value = fold(whole, part, end).map(|mantissa| Number { mantissa, decimals });
        return g.at(end).and_then(kanji_place).is_none().then_some(Read { value, end });
    }
    let (mut end, mut value) = (run(i), Some(0));
    if end == i || end != whole_end || end.saturating_sub(i) > 3 {
        return None;
    }
    value = fold(value, i, end);
    let mut grouped = false;
    while matches!(g.at(end), Some('、' | ',')) {
        let from = end.saturating_add(1);
        let to = run(from);
        if to.saturating_sub(from) != 3 {
            break;
        }
        value = fold(value, from, to);
        end = to;
        grouped = true;
    }
    grouped.then(|| Read { value: value.map(Number::whole), end })
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

//! Reading the mark at the start of a heading.

use super::super::bracket::{BracketStyle, Side, side};
use super::labelled::read_labelled;
use super::marker::{Frame, Marker, Numeral};
use crate::source::text::{fold_key, is_blank};

/// A mark at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub marker: Marker,
    /// The number or letter in half-width digits: `6-3`, `IV`, `ア`.
    pub label: Option<String>,
    /// Bytes up to the title.
    pub length: usize,
}

/// Reads the mark at the start of a text; brackets around a whole title are not looked for here.
pub(super) fn read_mark(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    if let Some(rest) = text.strip_prefix('第') {
        return read_chapter(text, rest);
    }
    if let Some(sign) = sign(first) {
        return Some(Mark {
            marker: Marker::Sign(sign),
            label: None,
            length: with_blanks(text, first.len_utf8()),
        });
    }
    if let Some(numeral) = enclosed(first) {
        let label = fold_key(first.encode_utf8(&mut [0; 4]));
        let label = label.trim_matches(['(', ')']).to_owned();
        let length = with_blanks(text, first.len_utf8());
        return Some(Mark { marker: Marker::Ordinal(numeral, Frame::Bare), label: Some(label), length });
    }
    if let Some(Side::Open(style)) = side(first) {
        return read_bracketed(text, style);
    }
    read_path(text).or_else(|| read_bare(text)).or_else(|| read_labelled(text))
}

/// 第2章, 第2節, 第2 with a blank after it. 第2期 and 第2次 are no headings.
fn read_chapter(text: &str, rest: &str) -> Option<Mark> {
    let number = number_length(rest)?;
    let after = rest.get(number..)?;
    let (unit, skip) = match after.chars().next() {
        Some(unit) if is_chapter_unit(unit) => (Some(unit), unit.len_utf8()),
        None => (None, 0),
        Some(c) if is_blank(c) => (None, 0),
        Some(_) => return None,
    };
    let label = fold_key(rest.get(..number)?);
    let length = with_blanks(text, text.len() - after.len() + skip);
    Some(Mark { marker: Marker::Chapter(unit), label: Some(label), length })
}

/// Bytes of an Arabic or kanji number of at most three digits.
fn number_length(text: &str) -> Option<usize> {
    let digits = leading(text, is_digit);
    let length = if digits > 0 { digits } else { leading(text, is_kanji_number) };
    (length > 0 && text.get(..length)?.chars().count() <= 3).then_some(length)
}

/// `(1)`, `(ア)`, `<①A>`-like marks are brackets around one number or letter.
fn read_bracketed(text: &str, style: BracketStyle) -> Option<Mark> {
    if matches!(style, BracketStyle::Corner | BracketStyle::WhiteCorner | BracketStyle::Lenticular) {
        return None;
    }
    let open = text.chars().next()?.len_utf8();
    let (close, last) =
        text.char_indices().skip(1).take(6).find(|&(_, c)| side(c) == Some(Side::Close(style)))?;
    let inner = text.get(open..close)?.trim_matches(is_blank);
    let numeral = numeral_of(inner)?;
    let length = with_blanks(text, close + last.len_utf8());
    Some(Mark {
        marker: Marker::Ordinal(numeral, Frame::Bracket(style)),
        label: Some(label_of(inner)),
        length,
    })
}

/// The kind of a text that is nothing but one number or letter.
fn numeral_of(inner: &str) -> Option<Numeral> {
    let count = inner.chars().count();
    let all = |test: fn(char) -> bool| count > 0 && inner.chars().all(test);
    let one = count == 1;
    if all(is_digit) && count <= 3 {
        Some(Numeral::Arabic)
    } else if one && all(|c| matches!(c, 'ア'..='ン' | 'ｱ'..='ﾝ')) {
        Some(Numeral::Katakana)
    } else if all(is_kanji_number) && count <= 3 {
        Some(Numeral::Kanji)
    } else if all(|c| matches!(c, 'Ⅰ'..='Ⅻ')) {
        Some(Numeral::Roman)
    } else if all(|c| matches!(c, 'ⅰ'..='ⅻ'))
        || is_roman(&inner.to_uppercase()) && all(|c| c.is_ascii_lowercase())
    {
        Some(Numeral::SmallRoman)
    } else if is_roman(inner) {
        Some(Numeral::AsciiRoman)
    } else if one && all(|c| fold_one(c).is_ascii_uppercase()) {
        Some(Numeral::Letter)
    } else if one && all(|c| fold_one(c).is_ascii_lowercase()) {
        Some(Numeral::SmallLetter)
    } else {
        one.then(|| inner.chars().next().and_then(enclosed)).flatten()
    }
}

/// `6-3`, `6-3-2`, `3-(1)-1`, `1.2`: what follows is a blank, the end or a title that is no counter.
fn read_path(text: &str) -> Option<Mark> {
    let mut label = String::new();
    let (mut at, mut levels, mut dotted, mut bracketed) = (0, 0_u8, false, false);
    let mut closed;
    loop {
        let (length, number, in_brackets) = read_level(text.get(at..)?, levels > 0)?;
        label.push_str(&number);
        at += length;
        closed = in_brackets;
        bracketed |= closed;
        levels = levels.checked_add(1)?;
        let mut after = text.get(at..)?.chars();
        let join = after.next();
        let dot = match join {
            Some('-' | '－' | '‐' | '−' | '–' | 'ー') => false,
            Some('.' | '．') => true,
            _ => break,
        };
        let goes_on = after.next().is_some_and(|c| is_digit(c) || matches!(c, '(' | '（'));
        if levels > 1 && dot != dotted || !goes_on {
            break;
        }
        dotted = dot;
        label.push(if dot { '.' } else { '-' });
        at += join.map_or(0, char::len_utf8);
    }
    let after = text.get(at..)?.chars().next();
    let stop = after.filter(|c| matches!(c, '.' | '．'));
    if levels < 2 || stop.is_none() && !closed && !after.is_none_or(is_blank) {
        return None;
    }
    let marker = Marker::Path { levels, dotted, bracketed };
    let length = with_blanks(text, at + stop.map_or(0, char::len_utf8));
    Some(Mark { marker, label: Some(label), length })
}

/// One level of a path, `3` or `(1)`, the first one also `Ⅰ`: its bytes, its number in half width, and whether it is in brackets.
fn read_level(text: &str, brackets: bool) -> Option<(usize, String, bool)> {
    let open = text.chars().next().filter(|&c| brackets && matches!(c, '(' | '（'));
    let start = open.map_or(0, char::len_utf8);
    let roman = text.chars().next().filter(|&c| !brackets && matches!(c, 'Ⅰ'..='Ⅻ'));
    let digits =
        roman.map_or_else(|| leading(text.get(start..).unwrap_or_default(), is_digit), char::len_utf8);
    if digits == 0 || digits > 9 {
        return None;
    }
    let number: String = text.get(start..start + digits)?.chars().map(fold_one).collect();
    if open.is_none() {
        return Some((digits, number, false));
    }
    let close = text.get(start + digits..)?.chars().next().filter(|&c| matches!(c, ')' | '）'))?;
    Some((start + digits + close.len_utf8(), format!("({number})"), true))
}

/// `1.`, `1)`, `Ⅰ`, `IV`, `ア`: a number or letter with a stop, a closing bracket or a blank after it.
fn read_bare(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let length = bare_length(text, first)?;
    let word: String = text.get(..length)?.chars().map(fold_one).collect();
    let mut after = text.get(length..)?.chars();
    let (frame, skip) = match after.next() {
        // 3.5 is no heading.
        Some('.' | '．') if after.next().is_some_and(is_digit) => return None,
        Some(c @ ('.' | '．')) => (Frame::Stop, c.len_utf8()),
        Some(c @ (')' | '）')) => (Frame::Closing, c.len_utf8()),
        Some(c) if is_blank(c) => (Frame::Bare, 0),
        None | Some(_) if matches!(first, 'Ⅰ'..='Ⅻ') => (Frame::Bare, 0),
        _ => return None,
    };
    let numeral = match numeral_of(&word)? {
        // A letter alone before a blank: only the first letters number headings, and T, U, W stand for Ⅰ, Ⅱ, Ⅳ.
        Numeral::Letter if frame == Frame::Bare => match first {
            'T' | 'U' | 'W' => Numeral::Roman,
            'A'..='H' | 'Ａ'..='Ｈ' => Numeral::Letter,
            _ => return None,
        },
        Numeral::SmallLetter | Numeral::SmallRoman if frame == Frame::Bare && first.is_ascii() => {
            return None;
        }
        Numeral::Kanji if frame == Frame::Closing => return None,
        numeral => numeral,
    };
    let length = with_blanks(text, length + skip);
    Some(Mark { marker: Marker::Ordinal(numeral, frame), label: Some(label_of(&word)), length })
}

/// Bytes of the number, letters or one katakana at the start of the text.
fn bare_length(text: &str, first: char) -> Option<usize> {
    let tests: [fn(char) -> bool; 4] = [
        is_digit,
        |c| matches!(c, 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ'),
        |c| fold_one(c).is_ascii_alphabetic(),
        is_kanji_number,
    ];
    let length = tests.iter().map(|test| leading(text, *test)).find(|&length| length > 0);
    length.or_else(|| matches!(first, 'ア'..='ン' | 'ｱ'..='ﾝ').then(|| first.len_utf8()))
}

/// Signs that stand before headings.
fn sign(c: char) -> Option<char> {
    Some(match c {
        '〇' | '◯' | '○' => '○',
        '■' | '□' | '◆' | '◇' | '●' | '☆' | '★' | '▼' | '▽' | '▶' | '►' | '➢' | '◎' => {
            c
        }
        '・' | '･' | '•' => '・',
        _ => return None,
    })
}

/// What a numbered chapter or section is called.
pub(super) fn is_chapter_unit(c: char) -> bool {
    matches!(c, '章' | '節' | '部' | '編' | '款')
}

/// Whether a character is a sign as [`Marker::Sign`] has it.
pub(super) fn is_sign(c: char) -> bool {
    sign(c) == Some(c)
}

/// Numbers that are one character with their frame.
pub(super) fn enclosed(c: char) -> Option<Numeral> {
    match c {
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '❶'..='❿' => Some(Numeral::Circled),
        '⑴'..='⒇' => Some(Numeral::Parenthesised),
        _ => None,
    }
}

/// A Roman number up to XXXIX as it is properly written.
fn is_roman(text: &str) -> bool {
    const ONES: &[&str] = &["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let units = text.trim_start_matches('X');
    !text.is_empty() && (text.len() - units.len() <= 3) && ONES.contains(&units)
}

/// The label in half-width letters; Roman numerals and katakana of one character stay as they are.
fn label_of(inner: &str) -> String {
    inner.chars().map(|c| if enclosed(c).is_some() { c } else { fold_one(c) }).collect()
}

/// Full-width letters and digits in half width, half-width katakana in full width.
pub(super) fn fold_one(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        'ｱ'..='ﾝ' => fold_key(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c),
        c => c,
    }
}

fn is_digit(c: char) -> bool {
    fold_one(c).is_ascii_digit()
}

fn is_kanji_number(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Bytes at the start of the text whose characters pass the test.
fn leading(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(belongs).len()
}

/// A length with the blanks (no line ends) that follow.
pub(super) fn with_blanks(text: &str, length: usize) -> usize {
    let rest = text.get(length..).unwrap_or_default();
    length + leading(rest, |c| is_blank(c) && c != '\n')
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for (text, marker, label, title) in [
            ("52.後発医薬品", "N.", "52", "後発医薬品"),
            ("１．総則", "N.", "1", "総則"),
            ("(4)国際的な連携", "(N)", "4", "国際的な連携"),
            ("（４）　国際的な連携", "(N)", "4", "国際的な連携"),
            ("第2 目指す社会", "第N", "2", "目指す社会"),
            ("第１章 総論", "第N章", "1", "総論"),
            ("第二節　連携", "第N節", "二", "連携"),
            ("Ⅳ 推進体制", "Ⅰ", "Ⅳ", "推進体制"),
            ("Ⅳ推進体制", "Ⅰ", "Ⅳ", "推進体制"),
            ("Ⅳ．推進体制", "Ⅰ.", "Ⅳ", "推進体制"),
            ("IV 推進体制", "I", "IV", "推進体制"),
            ("I. 推進体制", "I.", "I", "推進体制"),
            ("T 障害者基本計画", "Ⅰ", "T", "障害者基本計画"),
            ("(ア)国家公務員", "(ア)", "ア", "国家公務員"),
            ("(ｱ)国家公務員", "(ア)", "ア", "国家公務員"),
            ("ア 食料安全保障", "ア", "ア", "食料安全保障"),
            ("A. 戦略", "A.", "A", "戦略"),
            ("(A) 戦略", "(A)", "A", "戦略"),
            ("<A> 戦略", "<A>", "A", "戦略"),
            ("①人材", "①", "1", "人材"),
            ("⑴ 人材", "⑴", "1", "人材"),
            ("1)人材", "N)", "1", "人材"),
            ("一 人材", "一", "一", "人材"),
            ("6-3 誰もが", "N-N", "6-3", "誰もが"),
            ("６－３－２ 誰もが", "N-N-N", "6-3-2", "誰もが"),
            ("3-(1)-1 項目", "N-(N)-N", "3-(1)-1", "項目"),
            ("1.2 項目", "N.N", "1.2", "項目"),
            ("Ⅰ-1 人材", "N-N", "Ⅰ-1", "人材"),
            ("Ⅰ－１－（１）人材", "N-(N)-N", "Ⅰ-1-(1)", "人材"),
            ("■ インフラ", "■", "", "インフラ"),
            ("〇インフラ", "○", "", "インフラ"),
            ("3 がん対策", "N", "3", "がん対策"),
        ] {
            let mark = read_mark(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(mark.marker.to_string(), marker, "{text}");
            assert_eq!(
                (mark.label.as_deref().unwrap_or_default(), &text[mark.length..]),
                (label, title),
                "{text}"
            );
        }
    }

    #[test]
    fn no_marks() {
        for text in [
            "医療機器の研究開発の伴走支援",
            "AI研究開発に必要な人材の育成",
            "Software as a Medical Device (SaMD)の実用化促進",
            "IT 人材",
            "3大バイオバンク",
            "3.5億円",
            "2040年までに",
            "1-2年後",
            "第2期計画",
            "第2次補正",
            "(2019)年",
            "(案)",
            "アジア 展開",
            "一部新規",
            "",
        ] {
            assert_eq!(read_mark(text), None, "{text}");
        }
    }
}

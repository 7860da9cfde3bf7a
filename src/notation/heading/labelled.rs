//! Marks that name the level before its number: `基本目標1`, `施策1-1`, `目標Ⅱ`, `No.12`.

use super::mark::{Mark, enclosed, fold_one, with_blanks};
use super::marker::Marker;
use crate::source::text::{fold_key, is_blank};

/// Words for a level, longer ones before those they start with.
const WORDS: [&str; 40] = [
    "重点プロジェクト",
    "具体的取組",
    "施策の方向",
    "基本的方向",
    "プロジェクト",
    "アクション",
    "基本目標",
    "重点目標",
    "個別目標",
    "政策目標",
    "施策目標",
    "達成目標",
    "基本方針",
    "重点方針",
    "基本施策",
    "重点施策",
    "個別施策",
    "主要施策",
    "具体的施策",
    "施策の柱",
    "政策の柱",
    "重点分野",
    "政策分野",
    "施策分野",
    "基本政策",
    "重点戦略",
    "基本戦略",
    "重点取組",
    "基本方向",
    "方向性",
    "目標",
    "施策",
    "政策",
    "戦略",
    "取組",
    "項目",
    "課題",
    "視点",
    "分野",
    "柱",
];

impl Marker {
    /// The mark whose printed form is a word and its levels: `基本目標N`, `施策N-N`.
    pub fn labelled(form: &str) -> Option<Self> {
        let (word, rest) = split_word(form)?;
        let levels = u8::try_from(rest.split('-').count()).ok()?;
        rest.split('-').all(|part| part == "N").then_some(Self::Labelled { word, levels })
    }
}

/// Reads the mark at the start of a text.
pub(super) fn read_labelled(text: &str) -> Option<Mark> {
    let (word, rest) = split_word(text)?;
    let from = rest.trim_start_matches(|c| is_blank(c) && c != '\n');
    let mut at = text.len() - from.len();
    let mut label = String::new();
    let mut levels = 0_u8;
    loop {
        let (length, number) = read_number(text.get(at..)?)?;
        label.push_str(&number);
        at += length;
        levels = levels.checked_add(1)?;
        let mut after = text.get(at..)?.chars();
        let join = after.next().filter(|c| matches!(c, '-' | '－' | '‐' | '−' | '–'));
        let Some(join) = join.filter(|_| after.next().is_some_and(starts_number)) else { break };
        label.push('-');
        at += join.len_utf8();
    }
    let after = text.get(at..)?.chars().next();
    let stop = after.filter(|c| matches!(c, '.' | '．' | ':' | '：' | '、'));
    let ends = after.is_none_or(|c| is_blank(c) || matches!(c, '「' | '『' | '【' | '<' | '＜' | '〈'));
    if stop.is_none() && !ends {
        return None;
    }
    let length = with_blanks(text, at + stop.map_or(0, char::len_utf8));
    Some(Mark { marker: Marker::Labelled { word, levels }, label: Some(label), length })
}

fn split_word(text: &str) -> Option<(&'static str, &str)> {
    let word = WORDS.iter().find_map(|word| Some((*word, text.strip_prefix(*word)?)));
    word.or_else(|| {
        let number =
            ["No.", "Ｎｏ．", "Ｎｏ.", "NO.", "№", "No"].iter().find_map(|sign| text.strip_prefix(sign))?;
        Some(("No", number))
    })
}

fn starts_number(c: char) -> bool {
    fold_one(c).is_ascii_digit() || matches!(c, 'Ⅰ'..='Ⅻ' | '(' | '（') || enclosed(c).is_some()
}

/// One number: `12`, `Ⅱ`, `①`, `(1)`; its bytes, and the number in half width.
fn read_number(text: &str) -> Option<(usize, String)> {
    let first = text.chars().next()?;
    if matches!(first, 'Ⅰ'..='Ⅻ') {
        return Some((first.len_utf8(), first.to_string()));
    }
    if enclosed(first).is_some() {
        let label = fold_key(first.encode_utf8(&mut [0; 4]));
        return Some((first.len_utf8(), label.trim_matches(['(', ')']).to_owned()));
    }
    let open = if matches!(first, '(' | '（') { first.len_utf8() } else { 0 };
    let rest = text.get(open..)?;
    let digits = rest.len() - rest.trim_start_matches(|c| fold_one(c).is_ascii_digit()).len();
    let number: String = rest.get(..digits)?.chars().map(fold_one).collect();
    if !(1..=3).contains(&number.len()) {
        return None;
    }
    if open == 0 {
        return Some((digits, number));
    }
    let close = rest.get(digits..)?.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    Some((open + digits + close.len_utf8(), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for word in WORDS.into_iter().chain(["No"]) {
            for levels in 1..4 {
                let marker = Marker::Labelled { word, levels };
                assert_eq!(Marker::labelled(&marker.to_string()), Some(marker));
            }
        }
        assert_eq!(Marker::labelled("目標"), None);
        assert_eq!(Marker::labelled("Nの目標"), None);
    }
}

//! What of a text changed, with some words around it.
//!
//! Texts are compared in runs of one script (漢字, ひらがな, カタカナ, letters, digits) rather than in single characters, so that a
//! changed name shows as a name. Runs that stayed but say little by themselves are shown with the change around them.

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// Both editions have it.
    Same(String),
    /// Only the old edition has it.
    Removed(String),
    /// Only the new edition has it.
    Added(String),
    /// So many characters that both have are left out.
    Skipped(usize),
}

/// Characters kept on each side of a change.
const AROUND: usize = 14;
/// Shared characters between two changes that are too few to be told apart.
const JOINT: usize = 2;
/// Runs beyond which a text is not compared in the middle: a bound for texts that no plan holds.
const MOST: usize = 20_000;

/// The changed parts of a text.
///
/// Comparing the other way round gives the same parts, with removed for added.
pub(super) fn excerpt(old: &str, new: &str) -> Vec<Piece> {
    if old == new {
        return Vec::new();
    }
    // One way round is worked out, so that the other is its mirror.
    let mut parts = join(if old < new { compare(old, new) } else { compare(new, old) });
    if old > new {
        for part in &mut parts {
            if let Part::Changed(old, new) = part {
                std::mem::swap(old, new);
            }
        }
    }
    shorten(parts)
}

/// A part before it is shown: shared words, or what one and the other have.
enum Part {
    Same(String),
    Changed(String, String),
}

fn compare(old: &str, new: &str) -> Vec<Part> {
    let (a, b) = (runs(old), runs(new));
    if a.len().max(b.len()) > MOST {
        return trimmed(old, new);
    }
    let of = |runs: &[&str], range: std::ops::Range<usize>| runs.get(range).unwrap_or_default().concat();
    capture_diff_slices(Algorithm::Myers, &a, &b)
        .into_iter()
        .map(|op| {
            let (tag, old, new) = op.as_tag_tuple();
            match tag {
                DiffTag::Equal => Part::Same(of(&a, old)),
                _ => Part::Changed(of(&a, old), of(&b, new)),
            }
        })
        .collect()
}

/// Compares two texts at their beginnings and ends alone.
fn trimmed(old: &str, new: &str) -> Vec<Part> {
    let start = old.chars().zip(new.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (head, old) = old.split_at_checked(start).unwrap_or_default();
    let new = new.get(start..).unwrap_or_default();
    let end: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (old, tail) = old.split_at_checked(old.len().saturating_sub(end)).unwrap_or_default();
    let new = new.get(..new.len().saturating_sub(end)).unwrap_or_default();
    vec![
        Part::Same(head.to_owned()),
        Part::Changed(old.to_owned(), new.to_owned()),
        Part::Same(tail.to_owned()),
    ]
}

/// Joins changes with only a character or two between them.
fn join(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        let is_joint = |text: &str| at != last && text.chars().count() <= JOINT;
        match (part, joined.last_mut()) {
            (Part::Same(text), Some(Part::Changed(old, new))) if is_joint(&text) => {
                old.push_str(&text);
                new.push_str(&text);
            }
            (Part::Changed(removed, added), Some(Part::Changed(old, new))) => {
                old.push_str(&removed);
                new.push_str(&added);
            }
            (part, _) => joined.push(part),
        }
    }
    joined
}

fn shorten(parts: Vec<Part>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        match part {
            Part::Same(text) => {
                let length = text.chars().count();
                let (head, tail) = (if at == 0 { 0 } else { AROUND }, if at == last { 0 } else { AROUND });
                if length <= head + tail + JOINT {
                    if !text.is_empty() {
                        pieces.push(Piece::Same(text));
                    }
                    continue;
                }
                if head > 0 {
                    pieces.push(Piece::Same(text.chars().take(head).collect()));
                }
                pieces.push(Piece::Skipped(length - head - tail));
                if tail > 0 {
                    pieces.push(Piece::Same(text.chars().skip(length - tail).collect()));
                }
            }
            Part::Changed(old, new) => {
                if !old.is_empty() {
                    pieces.push(Piece::Removed(old));
                }
                if !new.is_empty() {
                    pieces.push(Piece::Added(new));
                }
            }
        }
    }
    pieces
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Digit,
    Letter,
    Hiragana,
    Katakana,
    Other,
    Single,
}

fn script(c: char) -> Script {
    match c {
        // A comma or point within a number is split off, but joined again by the change around it.
        '0'..='9' | '０'..='９' => Script::Digit,
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' => Script::Katakana,
        c if c.is_ascii_alphabetic() => Script::Letter,
        c if c.is_alphabetic() && !matches!(c, '\u{3400}'..='\u{9fff}') => Script::Other,
        // Words of 漢字 have no borders.
        _ => Script::Single,
    }
}

/// Cuts a text into runs of one script; 漢字 and marks stand alone.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = script(c);
        if before.is_some_and(|before| before != now || now == Script::Single) {
            runs.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        runs.push(text.get(start..).unwrap_or_default());
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The pieces as `[-removed-]{+added+}`.
    fn marked(old: &str, new: &str) -> String {
        excerpt(old, new)
            .into_iter()
            .map(|piece| match piece {
                Piece::Same(text) => text,
                Piece::Removed(text) => format!("[-{text}-]"),
                Piece::Added(text) => format!("{{+{text}+}}"),
                Piece::Skipped(_) => "…".to_owned(),
            })
            .collect()
    }

    #[test]
    fn what_changed_is_shown_with_a_few_words() {
        assert_eq!(marked("予算:2億円の内数", "予算:13億円の内数"), "予算:[-2-]{+13+}億円の内数");
        assert_eq!(marked("拠点を整備した。", "拠点を整備した。"), "");
        assert_eq!(marked("", "対応済み"), "{+対応済み+}");
        let long = "医療機器の研究開発に積極的に携わる医師をはじめとする医療従事者を";
        assert_eq!(
            marked(&format!("{long}育成する"), &format!("{long}支援する")),
            "…師をはじめとする医療従事者を[-育成-]{+支援+}する"
        );
        // A comma between two changed numbers goes with them.
        assert_eq!(marked("1,200円", "3,400円"), "[-1,200-]{+3,400+}円");
    }

    #[test]
    fn long_texts_are_compared_at_their_ends() {
        let long = "字".repeat(MOST + 1);
        assert_eq!(
            marked(&format!("{long}前"), &format!("{long}後")).chars().filter(|c| *c == '字').count(),
            14
        );
    }

    proptest! {
        #[test]
        fn both_texts_stand_in_the_pieces(a in "[あ-お0-9漢字a,。]{0,40}", b in "[あ-お0-9漢字a,。]{0,40}") {
            let pieces = excerpt(&a, &b);
            let side = |own: bool| -> usize {
                pieces.iter().map(|piece| match piece {
                    Piece::Same(text) => text.chars().count(),
                    Piece::Removed(text) => if own { text.chars().count() } else { 0 },
                    Piece::Added(text) => if own { 0 } else { text.chars().count() },
                    Piece::Skipped(length) => *length,
                }).sum()
            };
            if a != b {
                prop_assert_eq!(side(true), a.chars().count());
                prop_assert_eq!(side(false), b.chars().count());
            }
            let mirrored = |piece: &Piece| match piece.clone() {
                Piece::Removed(text) => Piece::Added(text),
                Piece::Added(text) => Piece::Removed(text),
                other => other,
            };
            let sorted = |mut pieces: Vec<Piece>| { pieces.sort(); pieces };
            let other: Vec<Piece> = excerpt(&b, &a).iter().map(mirrored).collect();
            prop_assert_eq!(sorted(pieces), sorted(other));
        }
    }
}

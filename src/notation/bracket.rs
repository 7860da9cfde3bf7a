//! Brackets of every style that plans use, matched in one pass.
//!
//! Shared by the grammars that read what stands in brackets. Full-width, half-width and look-alike forms are
//! one style. A bracket that the cell's end or a column's edge has cut off is given as open (NOTATIONS 1.5);
//! one that another bracket's end has cut off is dropped.

use super::TextRange;

/// The look of a bracket, full-width and half-width forms as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BracketStyle {
    /// `( )` and `（ ）`
    Round,
    /// `[ ]` and `［ ］`
    Square,
    /// `【 】`
    Lenticular,
    /// `〔 〕`
    Shell,
    /// `< >` and `＜ ＞`
    Angle,
    /// `〈 〉`
    SingleAngle,
    /// `《 》` and `≪ ≫`
    DoubleAngle,
    /// `「 」`
    Corner,
    /// `『 』`
    WhiteCorner,
}

/// What a character does to brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// It opens one.
    Open(BracketStyle),
    /// It closes one.
    Close(BracketStyle),
}

impl BracketStyle {
    const COUNT: usize = 9;

    /// The brackets as they are printed, in their most common width.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Round => "()",
            Self::Square => "[]",
            Self::Lenticular => "【】",
            Self::Shell => "〔〕",
            Self::Angle => "<>",
            Self::SingleAngle => "〈〉",
            Self::DoubleAngle => "《》",
            Self::Corner => "「」",
            Self::WhiteCorner => "『』",
        }
    }

    /// `()` of either width.
    pub fn is_round(self) -> bool {
        self == Self::Round
    }

    /// `<>`, `〈〉`, `《》` of any width.
    pub fn is_angle(self) -> bool {
        matches!(self, Self::Angle | Self::SingleAngle | Self::DoubleAngle)
    }

    /// 「」 and 『』, which quote a text instead of setting a note apart.
    pub fn is_quote(self) -> bool {
        matches!(self, Self::Corner | Self::WhiteCorner)
    }
}

/// The side of a bracket that a character is, if it is one.
pub(crate) fn side(c: char) -> Option<Side> {
    use BracketStyle::{
        Angle, Corner, DoubleAngle, Lenticular, Round, Shell, SingleAngle, Square, WhiteCorner,
    };
    Some(match c {
        '(' | '（' => Side::Open(Round),
        ')' | '）' => Side::Close(Round),
        '[' | '［' => Side::Open(Square),
        ']' | '］' => Side::Close(Square),
        '【' => Side::Open(Lenticular),
        '】' => Side::Close(Lenticular),
        '〔' => Side::Open(Shell),
        '〕' => Side::Close(Shell),
        '<' | '＜' => Side::Open(Angle),
        '>' | '＞' => Side::Close(Angle),
        '〈' => Side::Open(SingleAngle),
        '〉' => Side::Close(SingleAngle),
        '《' | '≪' => Side::Open(DoubleAngle),
        '》' | '≫' => Side::Close(DoubleAngle),
        '「' => Side::Open(Corner),
        '」' => Side::Close(Corner),
        '『' => Side::Open(WhiteCorner),
        '』' => Side::Close(WhiteCorner),
        _ => return None,
    })
}

/// One pair of brackets, or one that is open to the end of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracketed {
    /// What the brackets look like.
    pub style: BracketStyle,
    /// From the opening bracket to the end of the closing one.
    pub range: TextRange,
    /// What stands between them.
    pub inner: TextRange,
    /// Whether the closing bracket is there.
    pub closed: bool,
}

/// All brackets of a text, in the order of their opening, nested ones included.
///
/// # Complexity
/// Linear in the text, whatever it holds.
pub fn brackets(text: &str) -> Vec<Bracketed> {
    let Some(first) = first_opening(text.as_bytes()) else {
        return Vec::new();
    };
    let mut found: Vec<Bracketed> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut open_of = [0_usize; BracketStyle::COUNT];
    let mut dropped = Vec::new();
    let rest = text.get(first..).unwrap_or_default();
    for (offset, c) in rest.char_indices() {
        let at = first + offset;
        match side(c) {
            Some(Side::Open(style)) => {
                open.push(found.len());
                bump(&mut open_of, style, true);
                let (range, inner) = (at..text.len(), at + c.len_utf8()..text.len());
                found.push(Bracketed { style, range, inner, closed: false });
            }
            Some(Side::Close(style)) if open_of.get(style as usize).is_some_and(|&count| count > 0) => {
                while let Some(index) = open.pop() {
                    let Some(bracket) = found.get_mut(index) else {
                        break;
                    };
                    bump(&mut open_of, bracket.style, false);
                    if bracket.style == style {
                        bracket.range.end = at + c.len_utf8();
                        bracket.inner.end = at;
                        bracket.closed = true;
                        break;
                    }
                    dropped.push(index);
                }
            }
            _ => {}
        }
    }
    dropped.sort_unstable();
    let mut index = 0;
    found.retain(|_| {
        index += 1;
        dropped.binary_search(&(index - 1)).is_err()
    });
    found
}

fn bump(counts: &mut [usize; BracketStyle::COUNT], style: BracketStyle, up: bool) {
    if let Some(count) = counts.get_mut(style as usize) {
        *count = if up { *count + 1 } else { count.saturating_sub(1) };
    }
}

/// The brackets of a text with look-ups by place.
#[derive(Debug, Clone, Default)]
pub struct Brackets {
    all: Vec<Bracketed>,
    /// The bracket around each, by position.
    parents: Vec<Option<usize>>,
    /// Positions in `all`, by end.
    by_end: Vec<usize>,
}

impl Brackets {
    /// Finds the brackets of a text.
    pub fn find(text: &str) -> Self {
        let all = brackets(text);
        let mut by_end: Vec<usize> = (0..all.len()).collect();
        by_end.sort_by_key(|&index| all.get(index).map(|bracket| bracket.range.end));
        let mut parents = Vec::with_capacity(all.len());
        let mut around: Vec<(usize, usize)> = Vec::new();
        for (index, bracket) in all.iter().enumerate() {
            while around.last().is_some_and(|(_, end)| *end <= bracket.range.start) {
                around.pop();
            }
            parents.push(around.last().map(|(parent, _)| *parent));
            around.push((index, bracket.range.end));
        }
        Self { all, parents, by_end }
    }

    /// Brackets that are closed, in the order of their opening.
    pub fn closed(&self) -> impl Iterator<Item = &Bracketed> {
        self.all.iter().filter(|bracket| bracket.closed)
    }

    /// Brackets that the end of the text cuts off.
    pub fn open(&self) -> impl Iterator<Item = &Bracketed> {
        self.all.iter().filter(|bracket| !bracket.closed)
    }

    /// The brackets whose content holds a range, innermost first; those that the end of the text cuts off count.
    pub fn all_around(&self, range: &TextRange) -> impl Iterator<Item = &Bracketed> {
        let range = range.clone();
        let last = self.all.partition_point(|bracket| bracket.range.start <= range.start).checked_sub(1);
        let outwards = std::iter::successors(last, |&index| self.parents.get(index).copied().flatten());
        let found = outwards.filter_map(|index| self.all.get(index));
        found.filter(move |bracket| bracket.inner.start <= range.start && range.end <= bracket.inner.end)
    }

    /// The innermost bracket whose content holds a range.
    pub fn around(&self, range: &TextRange) -> Option<&Bracketed> {
        self.all_around(range).next()
    }

    /// The closed bracket that opens at a byte.
    pub fn opening_at(&self, at: usize) -> Option<&Bracketed> {
        let index = self.all.binary_search_by_key(&at, |bracket| bracket.range.start).ok()?;
        self.all.get(index).filter(|bracket| bracket.closed)
    }

    /// The bracket that closes right before a byte.
    pub fn closing_at(&self, at: usize) -> Option<&Bracketed> {
        let index = self
            .by_end
            .binary_search_by_key(&at, |&index| self.all.get(index).map_or(0, |bracket| bracket.range.end))
            .ok()?;
        self.by_end.get(index).and_then(|&index| self.all.get(index)).filter(|bracket| bracket.closed)
    }
}

/// The bracket that opens at the start of the text, closed at its partner.
pub(crate) fn leading_bracket(text: &str) -> Option<Bracketed> {
    let Some(Side::Open(style)) = text.chars().next().and_then(side) else {
        return None;
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match side(c) {
            Some(Side::Open(other)) if other == style => depth += 1,
            Some(Side::Close(other)) if other == style => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            let inner = text.chars().next().map_or(0, char::len_utf8)..at;
            return Some(Bracketed { style, range: 0..at + c.len_utf8(), inner, closed: true });
        }
    }
    None
}

/// Where the first opening bracket starts. Looks at bytes: most cells hold none, and the scan has to be fast.
fn first_opening(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let step = match byte {
            b'(' | b'[' | b'<' => return Some(at),
            0xe2 | 0xe3 | 0xef => {
                // ≪ · 〈 《 「 『 【 〔 · （ ＜ ［
                let opens = matches!(
                    bytes.get(at..at + 3),
                    Some(
                        [0xe2, 0x89, 0xaa]
                            | [0xe3, 0x80, 0x88 | 0x8a | 0x8c | 0x8e | 0x90 | 0x94]
                            | [0xef, 0xbc, 0x88 | 0x9c | 0xbb]
                    )
                );
                if opens {
                    return Some(at);
                }
                3
            }
            0..=0x7f => 1,
            0x80..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
        at += step;
    }
    None
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pairs() {
        for (text, expected) in [
            ("取り組む。", vec![]),
            ("取り組む。[◎厚、経]", vec!["[◎厚、経]"]),
            ("（内閣府（防災）)【総務省】", vec!["（内閣府（防災）)", "（防災）", "【総務省】"]),
            ("【総(平成27年】", vec!["【総(平成27年】"]),
            ("a < b (c", vec!["< b (c", "(c"]),
            ("a) b」", vec![]),
            ("≪甲≫《乙》〈丙〉〔丁〕『戊』", vec!["≪甲≫", "《乙》", "〈丙〉", "〔丁〕", "『戊』"]),
        ] {
            let found: Vec<&str> = brackets(text).iter().map(|b| &text[b.range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn ordered_and_inside(text in "[()（）\\[\\]【】〔〕<>《≫「」厚aé𠮷]{0,40}") {
            let found = brackets(&text);
            prop_assert!(found.windows(2).all(|pair| pair[0].range.start < pair[1].range.start));
            for bracket in found {
                prop_assert!(text.get(bracket.range.clone()).is_some() && text.get(bracket.inner.clone()).is_some());
            }
        }

        #[test]
        fn the_byte_scan_sees_what_the_characters_say(text in "\\PC{0,20}[（【≪<厚é𠮷]{0,3}\\PC*") {
            let slow = text.char_indices().find(|&(_, c)| matches!(side(c), Some(Side::Open(_)))).map(|(at, _)| at);
            prop_assert_eq!(first_opening(text.as_bytes()), slow);
        }
    }
}

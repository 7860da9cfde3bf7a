//! The mark in front of a heading, as a form without its number.

use super::super::bracket::BracketStyle;
use std::fmt;

/// The mark of a heading without its number: `(1)` and `(2)` have the same one.
///
/// Inside one document a mark keeps one depth (NOTATIONS 2.4), so a builder can use it as a key. `Display`
/// prints the form: `(N)`, `N.`, `第N章`, `【】`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Marker {
    /// No mark at all.
    #[default]
    None,
    /// 第1, 第1章, 第2節: the unit, where there is one.
    Chapter(Option<char>),
    /// A number or letter in a frame: `1.`, `(ア)`, `①`.
    Ordinal(Numeral, Frame),
    /// Numbers of several levels: `6-3-2`, `3-(1)-1`, `1.2`.
    Path {
        /// Number of levels, at least 2.
        levels: u8,
        /// Whether they are joined by `.` instead of `-`.
        dotted: bool,
        /// Whether some level stands in brackets.
        bracketed: bool,
    },
    /// A word for the level before its number: `基本目標1`, `施策1-1`, `No.12`.
    Labelled {
        /// The word, `No` for all signs of a number.
        word: &'static str,
        /// Number of levels, at least 1.
        levels: u8,
    },
    /// Brackets around the whole title.
    Bracket(BracketStyle),
    /// A sign without number: `■`, `○`.
    Sign(char),
}

/// The kind of number or letter in a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Numeral {
    /// 1, 2, 3
    Arabic,
    /// Ⅰ, Ⅱ, Ⅲ; also T, U, W, which they turn into when a file's characters are read wrongly (NOTATIONS 1.4)
    Roman,
    /// I, II, III in ASCII letters
    AsciiRoman,
    /// ⅰ, ⅱ or i, ii
    SmallRoman,
    /// 一, 二, 三
    Kanji,
    /// ア, イ, ウ
    Katakana,
    /// A, B, C
    Letter,
    /// a, b, c
    SmallLetter,
    /// ①, ②
    Circled,
    /// ⑴, ⑵ as one character
    Parenthesised,
}

/// What stands around the number or letter of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frame {
    /// A blank after it, or nothing.
    Bare,
    /// A full stop after it.
    Stop,
    /// A closing round bracket after it.
    Closing,
    /// Brackets around it.
    Bracket(BracketStyle),
}

impl Numeral {
    /// The first of its kind, `N` for Arabic numbers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arabic => "N",
            Self::Roman => "Ⅰ",
            Self::AsciiRoman => "I",
            Self::SmallRoman => "i",
            Self::Kanji => "一",
            Self::Katakana => "ア",
            Self::Letter => "A",
            Self::SmallLetter => "a",
            Self::Circled => "①",
            Self::Parenthesised => "⑴",
        }
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Chapter(None) => f.write_str("第N"),
            Self::Chapter(Some(unit)) => write!(f, "第N{unit}"),
            Self::Ordinal(numeral, frame) => {
                let numeral = numeral.as_str();
                match frame {
                    Frame::Bare => f.write_str(numeral),
                    Frame::Stop => write!(f, "{numeral}."),
                    Frame::Closing => write!(f, "{numeral})"),
                    Frame::Bracket(style) => {
                        let mut ends = style.as_str().chars();
                        let (open, close) = (ends.next().unwrap_or('('), ends.next().unwrap_or(')'));
                        write!(f, "{open}{numeral}{close}")
                    }
                }
            }
            Self::Path { levels, dotted, bracketed } => {
                let join = if *dotted { "." } else { "-" };
                for level in 0..*levels {
                    let inner = *bracketed && level == 1;
                    write!(f, "{}{}", if level == 0 { "" } else { join }, if inner { "(N)" } else { "N" })?;
                }
                Ok(())
            }
            Self::Labelled { word, levels } => {
                write!(f, "{word}N")?;
                (1..*levels).try_for_each(|_| f.write_str("-N"))
            }
            Self::Bracket(style) => f.write_str(style.as_str()),
            Self::Sign(sign) => write!(f, "{sign}"),
        }
    }
}

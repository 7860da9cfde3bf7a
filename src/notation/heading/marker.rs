//! The mark in front of a heading, as a form without its number.

use super::super::bracket::{BracketStyle, Side, side};
use super::mark::{is_chapter_unit, is_sign, read_mark};
use std::fmt;
use std::str::FromStr;

/// The mark of a heading without its number: `(1)` and `(2)` have the same one.
///
/// Inside one document a mark keeps one depth (NOTATIONS 2.4), so a builder can use it as a key. `Display`
/// prints the form: `(N)`, `N.`, `第N章`, `【】`; `FromStr` reads the form back, and a mark itself: `(1)`.
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
    const ALL: [Self; 10] = [
        Self::Arabic,
        Self::Roman,
        Self::AsciiRoman,
        Self::SmallRoman,
        Self::Kanji,
        Self::Katakana,
        Self::Letter,
        Self::SmallLetter,
        Self::Circled,
        Self::Parenthesised,
    ];

    fn from_form(form: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|numeral| numeral.as_str() == form)
    }

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

/// A text is no form of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a mark of headings; marks are written as (N), N., 第N章, 【】, ■ or as they stand in the text")]
pub struct MarkerError;

impl FromStr for Marker {
    type Err = MarkerError;

    /// Reads what `Display` prints, else a mark as it stands in a text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = text.trim();
        from_form(form).or_else(|| of_mark(form)).ok_or(MarkerError)
    }
}

/// What `Display` prints.
fn from_form(form: &str) -> Option<Marker> {
    if form.is_empty() {
        return Some(Marker::None);
    }
    if let Some(unit) = form.strip_prefix("第N") {
        let mut unit = unit.chars();
        return match (unit.next(), unit.next()) {
            (unit, None) if unit.is_none_or(is_chapter_unit) => Some(Marker::Chapter(unit)),
            _ => None,
        };
    }
    let mut chars = form.chars();
    if let (Some(first), None) = (chars.next(), chars.next())
        && is_sign(first)
    {
        return Some(Marker::Sign(first));
    }
    framed(form)
        .map(|(numeral, frame)| Marker::Ordinal(numeral, frame))
        .or_else(|| path(form))
        .or_else(|| Marker::labelled(form))
        .or_else(|| {
            let (style, inner) = bracketed(form)?;
            inner.is_empty().then_some(Marker::Bracket(style))
        })
}

fn framed(form: &str) -> Option<(Numeral, Frame)> {
    if let Some(numeral) = Numeral::from_form(form) {
        return Some((numeral, Frame::Bare));
    }
    if let Some(numeral) = form.strip_suffix('.').and_then(Numeral::from_form) {
        return Some((numeral, Frame::Stop));
    }
    if let Some(numeral) = form.strip_suffix(')').and_then(Numeral::from_form) {
        return Some((numeral, Frame::Closing));
    }
    let (style, inner) = bracketed(form)?;
    Some((Numeral::from_form(inner)?, Frame::Bracket(style)))
}

/// The brackets around a whole text, and what stands in them.
fn bracketed(form: &str) -> Option<(BracketStyle, &str)> {
    let (first, last) = (form.chars().next()?, form.chars().next_back()?);
    match (side(first)?, side(last)?) {
        (Side::Open(open), Side::Close(close)) if open == close => {
            Some((open, form.get(first.len_utf8()..form.len() - last.len_utf8())?.trim()))
        }
        _ => None,
    }
}

/// `N-N`, `N-(N)-N`, `N.N`.
fn path(form: &str) -> Option<Marker> {
    let dotted = form.contains('.');
    let parts: Vec<&str> = form.split(if dotted { '.' } else { '-' }).collect();
    let bracketed = parts.get(1) == Some(&"(N)");
    let is_number = |(at, part): (usize, &&str)| *part == "N" || bracketed && at == 1;
    let levels = u8::try_from(parts.len()).ok().filter(|levels| *levels > 1)?;
    parts.iter().enumerate().all(is_number).then_some(Marker::Path { levels, dotted, bracketed })
}

/// The form of a mark as it stands in a text, with nothing behind it.
fn of_mark(text: &str) -> Option<Marker> {
    // Some marks count only with a blank behind them.
    let spaced = format!("{text} ");
    read_mark(&spaced).filter(|mark| mark.length == spaced.len()).map(|mark| mark.marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_marker() -> Vec<Marker> {
        use BracketStyle::{
            Angle, Corner, DoubleAngle, Lenticular, Round, Shell, SingleAngle, Square, WhiteCorner,
        };
        let styles = [Round, Square, Lenticular, Shell, Angle, SingleAngle, DoubleAngle, Corner, WhiteCorner];
        let frames = [Frame::Bare, Frame::Stop, Frame::Closing]
            .into_iter()
            .chain(styles.into_iter().map(Frame::Bracket));
        let mut markers = vec![Marker::None, Marker::Chapter(None)];
        markers.extend("章節部編款".chars().map(|unit| Marker::Chapter(Some(unit))));
        markers.extend(frames.flat_map(|frame| Numeral::ALL.map(|numeral| Marker::Ordinal(numeral, frame))));
        for levels in [2, 3, 9, 255] {
            for (dotted, bracketed) in [(false, false), (false, true), (true, false), (true, true)] {
                markers.push(Marker::Path { levels, dotted, bracketed });
            }
        }
        for (word, levels) in [("基本目標", 1), ("施策", 2), ("No", 1)] {
            markers.push(Marker::Labelled { word, levels });
        }
        markers.extend(styles.map(Marker::Bracket));
        // Asks for a new kind of mark.
        for marker in &markers {
            match marker {
                Marker::None
                | Marker::Chapter(_)
                | Marker::Ordinal(..)
                | Marker::Path { .. }
                | Marker::Labelled { .. }
                | Marker::Bracket(_)
                | Marker::Sign(_) => {}
            }
        }
        markers.extend("○■□◆◇●☆★▼▽▶►➢◎・".chars().map(Marker::Sign));
        markers
    }

    #[test]
    fn every_printed_marker_is_read_back() {
        let mut printed = std::collections::BTreeMap::new();
        for marker in every_marker() {
            let form = marker.to_string();
            assert_eq!(form.parse(), Ok(marker), "{form}");
            assert_eq!(printed.insert(form.clone(), marker), None, "{form} stands for two marks");
        }
        assert!(printed.len() > 150, "{}", printed.len());
    }

    #[test]
    fn a_mark_itself_says_its_form() {
        for (mark, form) in [
            ("(1)", "(N)"),
            ("（３）", "(N)"),
            ("第2章", "第N章"),
            ("第1", "第N"),
            ("Ⅳ", "Ⅰ"),
            ("IV.", "I."),
            ("イ", "ア"),
            ("③", "①"),
            ("1-2-3", "N-N-N"),
            ("1.5", "N.N"),
            ("基本目標２", "基本目標N"),
            ("施策1-1", "施策N-N"),
            ("〇", "○"),
            ("【 】", "【】"),
        ] {
            let marker: Result<Marker, MarkerError> = mark.parse();
            assert_eq!(marker.map(|marker| marker.to_string()).as_deref(), Ok(form), "{mark}");
        }
    }

    #[test]
    fn other_texts_are_no_marks() {
        for text in ["【", "第N回", "目標", "(NN)", "N-", "N.N-N", "(1)目標", "【目標】"] {
            assert_eq!(text.parse::<Marker>(), Err(MarkerError), "{text}");
        }
    }
}

//! Units that stand apart from their numbers: in a title, a note, a column.

use serde::{Deserialize, Serialize};

use super::{CHO, MAN, OKU};
use crate::notation::glyph::Glyphs;

/// The unit that a title or note gives to bare numbers (NOTATIONS 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 円.
    Yen,
    /// 千円.
    ThousandYen,
    /// 万円.
    TenThousandYen,
    /// 百万円.
    MillionYen,
    /// 億円.
    HundredMillionYen,
    /// 兆円.
    TrillionYen,
}

impl Unit {
    /// Every unit; no name is the start of a later one's.
    pub const ALL: [Self; 6] = [
        Self::MillionYen,
        Self::ThousandYen,
        Self::TenThousandYen,
        Self::HundredMillionYen,
        Self::TrillionYen,
        Self::Yen,
    ];

    /// The unit as it is printed: `百万円`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yen => "円",
            Self::ThousandYen => "千円",
            Self::TenThousandYen => "万円",
            Self::MillionYen => "百万円",
            Self::HundredMillionYen => "億円",
            Self::TrillionYen => "兆円",
        }
    }

    /// How many yen one unit is.
    pub fn yen(self) -> i64 {
        match self {
            Self::Yen => 1,
            Self::ThousandYen => 1000,
            Self::TenThousandYen => MAN,
            Self::MillionYen => 1_000_000,
            Self::HundredMillionYen => OKU,
            Self::TrillionYen => CHO,
        }
    }

    /// The unit that a title states in brackets or after 単位: `予算額(億円)`, `(単位:千円)`, `［百万円］`.
    ///
    /// ```
    /// # use policygraph::notation::amount::Unit;
    /// assert_eq!(Unit::in_title("令和5年度予算額（百万円）"), Some(Unit::MillionYen));
    /// assert_eq!(Unit::in_title("13億円"), None);
    /// ```
    pub fn in_title(text: &str) -> Option<Self> {
        memchr::memmem::find(text.as_bytes(), "円".as_bytes())?;
        let glyphs = Glyphs::new(text);
        (0..glyphs.len()).find_map(|i| Self::note(&glyphs, i)).map(|(unit, _)| unit)
    }

    /// A unit at a position, and where it ends.
    pub(crate) fn at(g: &Glyphs, i: usize) -> Option<(Self, usize)> {
        Self::ALL.into_iter().find_map(|unit| Some((unit, g.word(i, unit.as_str())?)))
    }

    /// A unit note at a position, and where it ends.
    pub(crate) fn note(g: &Glyphs, i: usize) -> Option<(Self, usize)> {
        let labelled = g.word(i, "単位").map(|end| if g.is(end, ':') { end.saturating_add(1) } else { end });
        let open = matches!(g.at(i), Some('(' | '[' | '〔' | '【')).then(|| i.saturating_add(1));
        let from = match (labelled, open) {
            (Some(end), _) => end,
            (None, Some(after)) => {
                let word = g.word(after, "単位").unwrap_or(after);
                if word > after && g.is(word, ':') { word.saturating_add(1) } else { word }
            }
            (None, None) => return None,
        };
        let (unit, end) = Self::at(g, from)?;
        let closed = matches!(g.at(end), Some(')' | ']' | '〕' | '】' | '、' | ','));
        (closed || labelled.is_some()).then_some((unit, end))
    }
}

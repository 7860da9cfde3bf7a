//! Fiscal years (NOTATIONS 5): 年度, April to March, named by the calendar year they start in.
//!
//! Reads eras (`令和4年度`, `平成元年度`, `昭和五十六年度`, `R5`, `H30`), western years (`2022年度`, `FY2022`), both at
//! once (`令和5(2023)年度`), ranges and lists (`令和4~6年度`, `平成29年から令和8年まで`, `令和3・4年度`), letter
//! spacing (`令 和 4 年 度`), two-digit western column titles (`24 25 26~`), and, with a context, bare and relative
//! years (`6年度`, `来年度`). Years that never existed by the calendar (平成32年度) convert all the same.
//!
//! No fiscal years: dates (`令和4年6月`, `R5.6`; see [`super::date`]), durations (`10年間`), numbers of laws
//! (`平成29年法律第16号`) and editions (`2022年版`).

mod atom;
mod bare;
mod find;
mod join;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::TextRange;
use super::glyph::Glyphs;
pub(crate) use atom::{Suffix, atom};
pub(crate) use find::{YearSpan, scan};

/// A fiscal year, named by the calendar year in which it starts: 令和4年度 is 2022, April 2022 to March 2023.
///
/// ```
/// # use policygraph::notation::fiscal_year::FiscalYear;
/// let year: FiscalYear = "平成31年度".parse().unwrap();
/// assert_eq!(year.start_year(), 2019);
/// assert_eq!(year.to_string(), "令和元年度");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct FiscalYear(u16);

/// A text that names no single fiscal year, or a year outside [`FiscalYear::FIRST`] to [`FiscalYear::LAST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a fiscal year")]
#[non_exhaustive]
pub struct FiscalYearError;

impl FiscalYear {
    /// The first year that is believed: Meiji 1.
    pub const FIRST: u16 = 1868;
    /// The last year that is believed.
    pub const LAST: u16 = 2199;

    /// The fiscal year that starts in April of a calendar year; `None` if that is absurd.
    pub fn new(start_year: u16) -> Option<Self> {
        (Self::FIRST..=Self::LAST).contains(&start_year).then_some(Self(start_year))
    }

    /// The fiscal year in which a month of a calendar year falls: January to March belong to the year before.
    pub fn of_month(year: u16, month: u8) -> Option<Self> {
        Self::new(if month < 4 { year.checked_sub(1)? } else { year })
    }

    /// The calendar year in which it starts.
    pub fn start_year(self) -> u16 {
        self.0
    }

    /// The fiscal year some years later, or earlier if negative.
    #[must_use]
    pub fn plus(self, years: i16) -> Option<Self> {
        Self::new(self.0.checked_add_signed(years)?)
    }
}

impl TryFrom<u16> for FiscalYear {
    type Error = FiscalYearError;

    fn try_from(start_year: u16) -> Result<Self, Self::Error> {
        Self::new(start_year).ok_or(FiscalYearError)
    }
}

impl From<FiscalYear> for u16 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

impl fmt::Display for FiscalYear {
    /// With the era that holds when the year starts (元 for its first): `令和4年度`, `平成30年度`.
    /// Beyond 99 years of an era the western year stands.
    /// Reiwa began in May 2019; that fiscal year is written 令和元年度, as budgets do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let era = Era::ALL.into_iter().find(|era| self.0 > era.year_zero()).unwrap_or(Era::Meiji);
        match self.0.saturating_sub(era.year_zero()) {
            1 => write!(f, "{}元年度", era.name()),
            100.. => write!(f, "{}年度", self.0),
            n => write!(f, "{}{n}年度", era.name()),
        }
    }
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;

    /// One year, in any form that says by itself which one it is; nothing else in the text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let g = Glyphs::new(text);
        let found = atom(&g, 0).filter(|a| a.end == g.len()).ok_or(FiscalYearError)?;
        Self::new(found.year).ok_or(FiscalYearError)
    }
}

/// A Japanese era, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Era {
    Reiwa,
    Heisei,
    Showa,
    Taisho,
    Meiji,
}

impl Era {
    pub(crate) const ALL: [Self; 5] = [Self::Reiwa, Self::Heisei, Self::Showa, Self::Taisho, Self::Meiji];

    /// The western year before the first of the era.
    pub(crate) fn year_zero(self) -> u16 {
        match self {
            Self::Reiwa => 2018,
            Self::Heisei => 1988,
            Self::Showa => 1925,
            Self::Taisho => 1911,
            Self::Meiji => 1867,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Reiwa => "令和",
            Self::Heisei => "平成",
            Self::Showa => "昭和",
            Self::Taisho => "大正",
            Self::Meiji => "明治",
        }
    }
}

/// How the year of a mention is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearKind {
    /// An era and a number, also an era letter: 令和4年度, R4.
    Era,
    /// A western year of four digits.
    Western,
    /// A number alone, placed by the year before it in the text, else by the context, else near the present era:
    /// 6年度.
    Bare,
    /// Relative to the context: 前年度, 来年度. Only with a context.
    Relative,
}

/// A place in a text that names a fiscal year or a range of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiscalYearMention {
    /// The bytes that say it.
    pub range: TextRange,
    /// The year, or the first of a range.
    pub start: FiscalYear,
    /// The last year of a range, itself included.
    pub end: Option<FiscalYear>,
    /// How the year is known.
    pub kind: YearKind,
    /// 年 stands without 度: a calendar year, which plans often use for the fiscal year.
    pub calendar: bool,
}

/// All fiscal years of a text, in order. `context` (the column's year) places bare and relative years; without it
/// relative years are left out. Runs in time linear in the text.
///
/// ```
/// # use policygraph::notation::fiscal_year::find_fiscal_years;
/// let found = find_fiscal_years("令和2年度から6年度まで", None);
/// assert_eq!((found[0].start.start_year(), found[0].end.unwrap().start_year()), (2020, 2024));
/// ```
pub fn find_fiscal_years(text: &str, context: Option<FiscalYear>) -> Vec<FiscalYearMention> {
    let bytes = text.as_bytes();
    let may_hold = ["年", "元"].iter().any(|key| memchr::memmem::find(bytes, key.as_bytes()).is_some())
        || bytes.iter().any(|b| b.is_ascii_digit() || *b == 0xef);
    if !may_hold {
        return Vec::new();
    }
    let g = Glyphs::new(text);
    let mention = |span: YearSpan| FiscalYearMention {
        range: g.range(span.start, span.end),
        start: span.first,
        end: span.last,
        kind: span.kind,
        calendar: span.suffix == Suffix::Year,
    };
    let mut found = scan(&g, context);
    if found.is_empty() {
        found = bare::column_titles(&g, context);
    }
    found.into_iter().map(mention).collect()
}

#[cfg(test)]
#[allow(clippy::string_slice)] // a range that cuts a character is to fail the test
mod tests;

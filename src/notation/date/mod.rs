//! Dates and months (NOTATIONS 5.2, 5.4).
//!
//! Reads `令和4年6月9日`, `2022年12月1日`, `平 成 3 0年6 月5 日`, `R5.6`, `H30.12.26`, `2022-12-01`, `2022/12/1`,
//! several months of one year (`令和4年10月、11月`, `令和5年6~7月`), `同年6月`, and, with the column's fiscal year, months
//! alone (`3月末`, `10月に`): January to March belong to the year after the one the fiscal year is named by.
//!
//! Impossible dates (`13月`, `2月30日`) are no dates, and neither are durations (`10年間`, `6月間`) and names of
//! supplementary budgets (`12月補正`).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::TextRange;
use super::fiscal_year::{FiscalYear, Suffix, atom};
use super::glyph::{Gap, Glyphs};
use super::number;

/// Where the year of a date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearSource {
    /// It is written there.
    Explicit,
    /// From the date just before it in the text: the second of 令和4年10月、11月.
    Inherited,
    /// From the fiscal year of the column.
    Column,
}

/// A place in a text that gives a date or a month.
///
/// Its `Display` is the ISO form: `2022-12-01`, or `2022-10` for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateMention {
    /// The bytes that say it.
    pub range: TextRange,
    /// Calendar year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, if a day is given.
    pub day: Option<u8>,
    /// Where the year comes from.
    pub year_source: YearSource,
}

impl DateMention {
    /// The fiscal year it falls in.
    pub fn fiscal_year(&self) -> Option<FiscalYear> {
        FiscalYear::of_month(self.year, self.month)
    }
}

impl fmt::Display for DateMention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// All dates of a text, in order. `column_year` gives months without a year theirs; without it they are left out.
/// Runs in time linear in the text; a text without 月 and without a point, slash or hyphen costs one scan.
///
/// ```
/// # use policygraph::notation::{date::find_dates, fiscal_year::FiscalYear};
/// let found = find_dates("(3月末にとりまとめ予定)", FiscalYear::new(2022));
/// assert_eq!(found[0].to_string(), "2023-03");
/// assert_eq!(found[0].fiscal_year(), FiscalYear::new(2022));
/// ```
pub fn find_dates(text: &str, column_year: Option<FiscalYear>) -> Vec<DateMention> {
    if !may_hold(text.as_bytes()) {
        return Vec::new();
    }
    let g = Glyphs::new(text);
    let mut scan = Scan { g: &g, column_year, last: None, found: Vec::new() };
    let mut i = 0;
    while i < g.len() {
        i = scan.at(i).unwrap_or(i.saturating_add(1));
    }
    scan.found
}

fn may_hold(bytes: &[u8]) -> bool {
    let joined = |at: usize| at.checked_sub(1).and_then(|p| bytes.get(p)).is_some_and(u8::is_ascii_digit);
    memchr::memmem::find(bytes, "月".as_bytes()).is_some()
        || memchr::memchr3_iter(b'.', b'-', b'/', bytes).any(joined)
        || memchr::memmem::find(bytes, "．".as_bytes()).is_some()
}

/// A date that ends at `end`.
#[derive(Clone, Copy)]
struct Last {
    end: usize,
    year: u16,
    month: u8,
    source: YearSource,
}

#[derive(Clone, Copy)]
struct Parts {
    year: u16,
    month: u8,
    day: Option<u8>,
    end: usize,
}

struct Scan<'a> {
    g: &'a Glyphs,
    column_year: Option<FiscalYear>,
    last: Option<Last>,
    found: Vec<DateMention>,
}

impl Scan<'_> {
    /// Takes the date at a position and returns where it ends.
    fn at(&mut self, i: usize) -> Option<usize> {
        let ch = self.g.at(i)?;
        if let Some(year) = atom(self.g, i) {
            return match year.suffix {
                Suffix::Year => self.months(i, year.end, year.year, YearSource::Explicit).or(Some(year.end)),
                Suffix::None => self.pointed(i, year.year, year.end, year.era.is_none()),
                Suffix::FiscalYear => Some(year.end),
            };
        }
        if ch == '同'
            && let Some(from) = self.g.word(i, "同年")
        {
            return self.months(i, from, self.last?.year, YearSource::Inherited);
        }
        if !(ch.is_ascii_digit() || number::kanji_digit(ch).is_some() || ch == '十')
            || !number::may_start(self.g, i)
        {
            return None;
        }
        let (_, end) = number::plain(self.g, i)?;
        self.month_alone(i).or(Some(end))
    }

    /// `6月9日`, `6月`, `10月、11月`, `6~7月` after a year.
    fn months(&mut self, start: usize, from: usize, year: u16, source: YearSource) -> Option<usize> {
        let (month, end) = month_number(self.g, from)?;
        if self.g.is(end, '月') {
            return self.push(start, month_and_day(self.g, from, year)?, source);
        }
        let next = end.checked_add(1)?;
        let (_, close) = number::plain(self.g, next)?;
        if !matches!(self.g.at(end), Some('~' | '・' | '、' | '-')) || !self.g.is(close, '月') {
            return None;
        }
        self.push(start, Parts { year, month, day: None, end }, source)?;
        Some(next)
    }

    /// `R5.6`, `H30.12.26`, `2022.12.1`, `2022-12-01`, `2022/12/1`, `2022-10`.
    fn pointed(&mut self, start: usize, year: u16, from: usize, western: bool) -> Option<usize> {
        let sep = self.g.at(from).filter(|c| matches!(c, '.' | '/' | '-'))?;
        let at = from.checked_add(1)?;
        let (month, end) = month_number(self.g, at).filter(|_| self.g.is_digit(at))?;
        let day = self.g.is(end, sep).then(|| end.saturating_add(1)).filter(|d| self.g.is_digit(*d));
        if let Some((day, end)) = day.and_then(|from| day_number(self.g, from)) {
            let cut = self.g.is_digit(end) && self.g.gap(end) == Gap::None;
            if cut || !exists(year, month, day) {
                return None;
            }
            return self.push(start, Parts { year, month, day: Some(day), end }, YearSource::Explicit);
        }
        let two_digits = end.saturating_sub(at) == 2;
        let iso =
            western && sep == '-' && two_digits && !matches!(self.g.at(end), Some('年' | '-' | '.' | '/'));
        let noted = western && sep == '.' && self.is_noted_month(start, end);
        if day.is_some() || !(iso || noted || (!western && sep == '.')) {
            return None;
        }
        self.push(start, Parts { year, month, day: None, end }, YearSource::Explicit)
    }

    /// A western year with a point could be any number; it is a month in brackets of its own (`(2023.3)`), and where
    /// another follows or goes before it (`2023.4~2024.3`).
    fn is_noted_month(&self, start: usize, end: usize) -> bool {
        let g = self.g;
        let opened = matches!(g.before(start), Some('(' | '['));
        let closed =
            matches!(g.at(end), Some(')' | ']' | '~')) || g.one_of(end, &["現在", "時点", "末"]).is_some();
        let four = |from: usize| (from..from.saturating_add(4)).all(|i| g.is_digit(i));
        let leads = g.is(end, '~') && four(end.saturating_add(1)) && g.is(end.saturating_add(5), '.');
        let follows = self.last.is_some_and(|last| g.word(last.end, "~") == Some(start));
        opened && closed || leads || follows
    }

    /// A month without a year: of the date just before it, else of the column's fiscal year.
    fn month_alone(&mut self, i: usize) -> Option<usize> {
        let (month, end) = month_number(self.g, i)?;
        if !self.g.is(end, '月') || self.g.any_before(i, &["第"]) {
            return None;
        }
        if let Some(last) = self.last.filter(|last| self.joins(last.end, i)) {
            let year = if month < last.month { last.year.checked_add(1)? } else { last.year };
            let source = if last.source == YearSource::Column { last.source } else { YearSource::Inherited };
            return self.push(i, month_and_day(self.g, i, year)?, source);
        }
        let start = self.column_year?.start_year();
        let year = if month < 4 { start.checked_add(1)? } else { start };
        self.push(i, month_and_day(self.g, i, year)?, YearSource::Column)
    }

    /// Whether only a separator stands between the end of a date and a position.
    fn joins(&self, end: usize, i: usize) -> bool {
        if end == i {
            return self.g.gap(i) != Gap::Line;
        }
        ["、", "・", ",", "~", "-", "から", "及び", "および", "と", "又は", "/"]
            .iter()
            .any(|sep| self.g.word(end, sep) == Some(i))
    }

    fn push(&mut self, start: usize, parts: Parts, source: YearSource) -> Option<usize> {
        let Parts { year, month, day, end } = parts;
        FiscalYear::new(year)?;
        self.last = Some(Last { end, year, month, source });
        self.found.push(DateMention {
            range: self.g.range(start, end),
            year,
            month,
            day,
            year_source: source,
        });
        Some(end)
    }
}

fn month_number(g: &Glyphs, i: usize) -> Option<(u8, usize)> {
    let (value, end) = number::plain(g, i)?;
    let month = u8::try_from(value).ok().filter(|m| (1..=12).contains(m))?;
    Some((month, end))
}

fn day_number(g: &Glyphs, i: usize) -> Option<(u8, usize)> {
    let (value, end) = number::plain(g, i)?;
    let day = u8::try_from(value).ok().filter(|d| (1..=31).contains(d))?;
    Some((day, end))
}

/// `6月9日` or `6月` at a position; nothing for a duration, an issue, or a day that does not exist.
fn month_and_day(g: &Glyphs, i: usize, year: u16) -> Option<Parts> {
    let (month, end) = month_number(g, i)?;
    let after = g.word(end, "月")?;
    if ["間", "号", "額", "補正", "当たり", "あたり", "分", "例"].iter().any(|w| g.word(after, w).is_some())
    {
        return None;
    }
    let Some((value, end)) = number::plain(g, after).filter(|(_, end)| g.is(*end, '日')) else {
        let part = g.one_of(after, &["末", "上旬", "中旬", "下旬"]).unwrap_or(after);
        return Some(Parts { year, month, day: None, end: part });
    };
    let day = u8::try_from(value).ok().filter(|d| exists(year, month, *d))?;
    Some(Parts { year, month, day: Some(day), end: end.checked_add(1)? })
}

/// Whether the day is in the calendar.
fn exists(year: u16, month: u8, day: u8) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
#[allow(clippy::string_slice)] // a range that cuts a character is to fail the test
mod tests;

//! Which rows are headers: one row of titles, or two of which the second divides the first.

use super::title::{Kind, Title, is_title};
use crate::plan::model::ColumnRole;
use crate::source::text::fold_key;
use crate::source::{Document, Row};

/// The title of one column, put together from all rows of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct ColumnTitle {
    pub(super) column: u32,
    /// As written; the parts of two rows joined by a blank.
    pub(super) text: String,
    pub(super) read: Title,
}

/// The titles that header rows give to columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct Header {
    pub(super) titles: Vec<ColumnTitle>,
    /// Number of rows.
    pub(in crate::plan) height: usize,
}

/// Cells of a row that hold something.
type Texts<'d> = Vec<(u32, &'d str)>;

impl Header {
    /// Reads the header that starts with the first of some rows.
    pub(in crate::plan) fn read(rows: &[Row], document: &Document) -> Option<Self> {
        let first = titles(rows.first()?, document)?;
        let second = rows.get(1).and_then(|row| titles(row, document));
        let years = second.as_ref().and_then(|second| bare_years(second));
        if let (Some(second), Some(years)) = (&second, years)
            && first.len() > 1
        {
            let own = first.iter().map(|(column, text)| title(*column, (*text).to_owned()));
            let of_years = second.iter().zip(years).map(|((column, text), year)| ColumnTitle {
                column: *column,
                text: (*text).to_owned(),
                read: Title::of_year(year),
            });
            return Some(Self { titles: own.chain(of_years).collect(), height: 2 });
        }
        if let Some(second) = second
            && divides(&first, &second)
        {
            let header = Self { titles: joined(&first, &second), height: 2 };
            if header.is_header() {
                return Some(header);
            }
        }
        let titles = first.iter().map(|(column, text)| title(*column, (*text).to_owned())).collect();
        Some(Self { titles, height: 1 }).filter(Self::is_header)
    }

    /// At least one column of results, plans or money is of a year, or two are named, or most titles are those of
    /// columns.
    fn is_header(&self) -> bool {
        let with_year = self.told().any(|title| title.read.year != super::title::YearOfTitle::None);
        let sure = self.titles.iter().filter(|title| matches!(title.read.kind, Kind::Sure(_)));
        let known = sure.clone().count();
        let beyond_items = sure.filter(|title| title.read.role() != Some(ColumnRole::Item)).count();
        with_year
            || self.told().count() > 1
            || known > 1 && beyond_items > 0 && known * 2 >= self.titles.len() && self.titles.len() > 1
    }

    /// The columns whose cells are about a measure.
    fn told(&self) -> impl Iterator<Item = &ColumnTitle> {
        self.titles
            .iter()
            .filter(|title| title.column > 0 && title.read.role().is_some_and(ColumnRole::is_told))
    }

    /// The columns that are about a measure, in order.
    pub(super) fn told_columns(&self) -> impl Iterator<Item = u32> {
        self.told().map(|title| title.column)
    }
}

/// The years of a row of nothing but two-digit years in order: 24, 25, 26~.
fn bare_years(texts: &Texts<'_>) -> Option<Vec<i32>> {
    let mut years: Vec<i32> = Vec::new();
    for (_, text) in texts {
        let key = fold_key(text);
        let digits = key.trim_matches('~').trim_end_matches("以降").trim_end_matches("年度");
        let is_short = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let year = 2000 + digits.parse::<i32>().ok().filter(|_| is_short)?;
        if years.last().is_some_and(|last| year != last + 1) {
            return None;
        }
        years.push(year);
    }
    (years.len() > 1 && texts.iter().any(|(column, _)| *column > 0)).then_some(years)
}

/// The filled cells of a row, if all of them can be titles.
fn titles<'d>(row: &Row, document: &'d Document) -> Option<Texts<'d>> {
    let cells = row.cells.iter().filter(|cell| !cell.merged);
    let cells = cells.map(|cell| (cell.column, cell.text(document).trim()));
    let filled: Texts<'d> = cells.filter(|(_, text)| !text.is_empty()).collect();
    (!filled.is_empty() && filled.iter().all(|(_, text)| is_title(text))).then_some(filled)
}

/// Whether a second row divides the titles of the first: it titles results, plans or money, and not the first column
/// alone; some of its titles stand below a title of the first row or to the right of one.
fn divides(first: &Texts<'_>, second: &Texts<'_>) -> bool {
    let read: Vec<Title> = second.iter().map(|(_, text)| Title::read(text)).collect();
    let told = read.iter().filter(|title| title.role().is_some_and(ColumnRole::is_told)).count();
    let known = read.iter().all(|title| title.kind != Kind::Unknown);
    let starts = first.first().map(|(column, _)| *column);
    let right_of_first = second.iter().all(|(column, _)| Some(*column) >= starts);
    let spreads = second.iter().any(|(column, _)| !first.iter().any(|(other, _)| other == column));
    // 2024年度 and 2025年度 below 短期 and 中期.
    let dates = read.iter().all(|title| title.year != super::title::YearOfTitle::None)
        && second.first().map(|(column, _)| *column) > starts;
    let differs = first != second;
    let both_title = first.len() > 1 && second.len() > 1;
    told > 0
        && known
        && right_of_first
        && both_title
        && differs
        && (spreads || first.len() == second.len() || dates)
}

/// Titles of two rows: one of the first reaches to the right over columns that only the second titles.
fn joined(first: &Texts<'_>, second: &Texts<'_>) -> Vec<ColumnTitle> {
    let mut all: Vec<ColumnTitle> = Vec::new();
    let mut columns: Vec<u32> = first.iter().chain(second).map(|(column, _)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        let below = second.iter().find(|(at, _)| *at == column).map(|(_, text)| *text);
        let above = match below {
            // A title that nothing divides stands over its own column only.
            Some(_) => first
                .iter()
                .rfind(|(at, _)| *at <= column && (*at == column || second.iter().any(|(own, _)| own == at))),
            None => first.iter().find(|(at, _)| *at == column),
        };
        let parts: Vec<&str> = above.map(|(_, text)| *text).into_iter().chain(below).collect();
        let mut made = title(column, parts.join(" "));
        // 令和4年度 over 実績 and 予算額: the lower words are the closer ones.
        if let Some(below) = below {
            let own = Title::read(below);
            if matches!(own.kind, Kind::Sure(_) | Kind::Likely(_)) {
                made.read.kind = own.kind;
            }
        }
        all.push(made);
    }
    all
}

fn title(column: u32, text: String) -> ColumnTitle {
    let read = Title::read(&text);
    ColumnTitle { column, text, read }
}

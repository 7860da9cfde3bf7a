//! What the columns of a table hold, and which rows say so.

use super::model::{Column, ColumnRole};
use crate::notation::fiscal_year::{FiscalYear, find_fiscal_years};
use crate::source::{Document, Row, Table};
use std::collections::BTreeMap;

/// Words in the title of a column of results.
const STATUS_WORDS: [&str; 9] =
    ["実績", "状況", "結果", "進捗", "成果", "取組内容", "実施内容", "これまで", "フォローアップ"];
/// Words in the title of a column of plans.
const PLAN_WORDS: [&str; 7] = ["予定", "今後", "計画", "方針", "見込", "次年度", "来年度"];
/// Characters that the title of a column has at most.
const LONGEST_TITLE: usize = 40;

/// The titles that a header row gives to columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header(Vec<Column>);

impl Header {
    /// Reads a row as a header: every cell is a short title, and at least one names results or plans of a year, or two
    /// name results and plans.
    pub(super) fn read(row: &Row, document: &Document) -> Option<Self> {
        let cells = row.cells.iter().map(|cell| (cell.column, cell.text(document).trim()));
        let titles: Vec<(u32, &str)> = cells.filter(|(_, title)| !title.is_empty()).collect();
        if !titles.iter().all(|(_, title)| is_title(title)) {
            return None;
        }
        let columns: Vec<Column> = titles.iter().map(|(column, title)| read_title(*column, title)).collect();
        let header = Self(columns);
        let with_year = header.told().filter(|column| column.fiscal_year.is_some()).count();
        (with_year > 0 || header.told().count() > 1).then_some(header)
    }

    /// The columns of results and plans.
    fn told(&self) -> impl Iterator<Item = &Column> {
        self.0.iter().filter(|column| column.role != ColumnRole::Item && column.column > 0)
    }
}

/// Whether a text can be the title of a column: short, no sentence, no amount, no mark of a measure.
fn is_title(text: &str) -> bool {
    let is_sentence = text.contains('。') || text.starts_with(['・', '○', '●', '【', '「']);
    let says_amount =
        text.contains('円') && !text.contains("単位") && !text.ends_with("円)") && !text.ends_with("円）");
    text.chars().count() <= LONGEST_TITLE && !is_sentence && !says_amount && !text.contains('◎')
}

fn read_title(column: u32, title: &str) -> Column {
    let years = find_fiscal_years(title, None);
    let year = years.first().map(|year| i32::from(year.start.start_year()));
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let role = match (has(&STATUS_WORDS), has(&PLAN_WORDS)) {
        (true, _) => ColumnRole::Status,
        (false, true) => ColumnRole::Plan,
        // A year and hardly anything else.
        (false, false) if years.first().is_some_and(|year| title.len() - year.range.len() <= 12) => {
            ColumnRole::Status
        }
        (false, false) => ColumnRole::Item,
    };
    Column { column, role, fiscal_year: year, title: Some(title.to_owned()) }
}

/// The roles of all columns, as the rows above have set them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    columns: Vec<Column>,
}

impl Layout {
    /// The layout that the first header gives; without any, the usual one: two columns of items, results, plans.
    pub(super) fn first(table: &Table, document: &Document) -> (Self, bool) {
        let header = table.rows.iter().find_map(|row| Header::read(row, document));
        let titled = header
            .as_ref()
            .and_then(|header| header.0.iter().map(|column| column.column + 1).max())
            .unwrap_or(0);
        let width = usual_width(table).max(titled);
        let mut layout = Self { columns: (0..width).map(item).collect() };
        if let Some(header) = &header {
            layout.apply(header);
        } else if let [.., _, status, plan] = layout.columns.as_mut_slice() {
            status.role = ColumnRole::Status;
            plan.role = ColumnRole::Plan;
        } else if let [_, status] = layout.columns.as_mut_slice() {
            status.role = ColumnRole::Status;
        }
        (layout, header.is_some())
    }

    /// Whether a row is the header of another page: it titles the same columns of results and plans.
    pub(super) fn repeats(&self, header: &Header) -> bool {
        let told =
            self.columns.iter().filter(|column| column.role != ColumnRole::Item).map(|column| column.column);
        told.eq(header.told().map(|column| column.column))
    }

    /// Takes over the titles of a later header row; columns that it does not title keep theirs.
    pub(super) fn apply(&mut self, header: &Header) {
        for title in &header.0 {
            if let Some(column) = self.columns.iter_mut().find(|column| column.column == title.column) {
                *column = title.clone();
            }
        }
        // A column of items stands before all columns of results and plans.
        let first = self.columns.iter().position(|column| column.role != ColumnRole::Item);
        for column in self.columns.iter_mut().take(first.unwrap_or(0)) {
            column.fiscal_year = None;
        }
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn column(&self, column: u32) -> Column {
        self.columns.get(column as usize).cloned().unwrap_or_else(|| item(column))
    }

    /// The fiscal year of the first column of a role.
    pub(super) fn year_of(&self, role: ColumnRole) -> Option<i32> {
        self.columns.iter().find(|column| column.role == role).and_then(|column| column.fiscal_year)
    }
}

/// The number of cells that most rows have, lines of text left aside; the larger one if two are as frequent.
fn usual_width(table: &Table) -> u32 {
    let mut rows_of_width: BTreeMap<usize, usize> = BTreeMap::new();
    for row in &table.rows {
        *rows_of_width.entry(row.cells.len()).or_default() += 1;
    }
    let several =
        rows_of_width.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, rows)| (**rows, **width));
    let width = several.or(rows_of_width.iter().next_back()).map_or(0, |(width, _)| *width);
    u32::try_from(width).unwrap_or(u32::MAX)
}

fn item(column: u32) -> Column {
    Column { column, role: ColumnRole::Item, fiscal_year: None, title: None }
}

/// A year of the model as the grammars take it.
pub(super) fn fiscal_year(year: Option<i32>) -> Option<FiscalYear> {
    FiscalYear::new(u16::try_from(year?).ok()?)
}

//! What the columns of a table hold, and which rows say so.

use super::model::{Column, ColumnRole};
use crate::notation::fiscal_year::{FiscalYear, find_fiscal_years};
use crate::source::{Document, Row, Table};

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
    /// Reads a row as a header: every cell is a short title, and at least one names results or plans of a year.
    pub(super) fn read(row: &Row, document: &Document) -> Option<Self> {
        let titles: Vec<(u32, &str)> = row
            .cells
            .iter()
            .map(|cell| (cell.column, cell.text(document).trim()))
            .filter(|(_, title)| !title.is_empty())
            .collect();
        if titles.iter().any(|(_, title)| {
            title.contains(['。', '◎', '【', '・']) && !title.contains("実績・状況")
                || title.chars().count() > LONGEST_TITLE
        }) {
            return None;
        }
        let columns: Vec<Column> = titles.iter().map(|(column, title)| read_title(*column, title)).collect();
        let told: Vec<&Column> =
            columns.iter().filter(|column| column.role != ColumnRole::Item && column.column > 0).collect();
        let with_year = told.iter().filter(|column| column.fiscal_year.is_some()).count();
        (with_year > 0 || told.len() > 1).then_some(Self(columns))
    }
}

fn read_title(column: u32, title: &str) -> Column {
    let year = find_fiscal_years(title, None).first().map(|year| i32::from(year.start.start_year()));
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let role = match (has(&STATUS_WORDS), has(&PLAN_WORDS)) {
        (true, _) => ColumnRole::Status,
        (false, true) => ColumnRole::Plan,
        (false, false) if year.is_some() => ColumnRole::Status,
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
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let width = u32::try_from(width).unwrap_or(u32::MAX);
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

fn item(column: u32) -> Column {
    Column { column, role: ColumnRole::Item, fiscal_year: None, title: None }
}

/// A year of the model as the grammars take it.
pub(super) fn fiscal_year(year: Option<i32>) -> Option<FiscalYear> {
    FiscalYear::new(u16::try_from(year?).ok()?)
}

//! One row of a table: what its cells are to each other, and which of them are read as what.

use super::super::model::ColumnRole;
use super::RowReader;
use super::kind::{RowCells, is_measure, is_note, is_part_of_above, is_prose, is_running_title, is_total};
use super::scan::ItemCell;
use crate::diagnostic::Code;
use crate::notation::heading::{Frame, Heading, Marker, parse_heading, strip_bullet};
use crate::notation::markup::Plain;
use crate::source::text::is_middle_dot;
use crate::source::{Cell, Document, Row};
use std::borrow::Cow;

impl<'d> RowReader<'d> {
    /// The text of a row that is a line of text, not a row of the table: above the first header, all that stands alone in
    /// its row and carries no mark of a heading; elsewhere, a line without any tab.
    pub(super) fn loose_text(&self, row: &Row) -> Option<Cow<'d, str>> {
        let text = alone(row, self.document)?;
        let without_tabs = row.cells.len() == 1 && self.layout.width() > 1;
        let marker = parse_heading(&text).marker;
        let is_numbered = matches!(marker, Marker::Ordinal(..) | Marker::Chapter(_) | Marker::Path { .. })
            || numbered_part(&text).is_some();
        let above_table = self.has_header && !self.in_table && marker == Marker::None;
        (!is_numbered && (without_tabs || above_table)).then_some(text)
    }

    pub(super) fn row(&mut self, row: &Row, items: Vec<ItemCell<'d>>) {
        self.number = None;
        if row.cells.iter().all(|cell| is_blank(cell, self.document))
            || (row.table, row.line) == self.title_place
        {
            return;
        }
        let text = alone(row, self.document);
        let is_loose = self.loose_text(row).is_some() && (!self.in_table || self.tree.innermost().is_none());
        let stands_as_item = row.cells.iter().any(|cell| self.is_item(cell) || self.stands_in_front(cell));
        let is_title = text.as_deref().is_some_and(|text| is_running_title(text, &self.printed_title));
        let is_note = stands_as_item && text.as_deref().is_some_and(is_note) || is_title;
        if is_loose || is_note {
            if let Some(cell) = row.cells.iter().find(|cell| !is_blank(cell, self.document)) {
                self.find_in(cell, Code::LooseText, "the line stands outside the table and was not used");
            }
            return;
        }
        self.in_table = true;
        // A heading may leave out the empty cells behind it.
        if row.cells.len() != self.layout.width()
            && (text.is_none() || row.cells.len() > self.layout.width())
            && let Some(cell) = row.cells.first()
        {
            let message = format!(
                "the row has {} cells, the table has {} columns",
                row.cells.len(),
                self.layout.width()
            );
            self.find_in(cell, Code::ColumnCount, &message);
        }
        self.table_row(row, items);
    }

    /// Whether a filled cell stands left of all that is told about measures.
    pub(super) fn stands_in_front(&self, cell: &Cell) -> bool {
        let first = self.layout.columns().iter().find(|column| column.role.is_told());
        !is_blank(cell, self.document) && first.is_none_or(|first| cell.column < first.column)
    }

    /// Whether a filled cell stands in a column of items.
    pub(super) fn is_item(&self, cell: &Cell) -> bool {
        !is_blank(cell, self.document) && self.layout.role(cell.column) == ColumnRole::Item
    }

    /// The filled cells of a row by role. What stands beyond the last column is nobody's; the row's width is reported.
    pub(super) fn cells_of<'t>(&self, row: &'t Row) -> RowCells<'t> {
        let mut cells = RowCells::default();
        // A heading stands alone in its row, wherever: in the column of numbers as well.
        let alone = alone(row, self.document).is_some_and(|text| !is_note(&text));
        for cell in row.cells.iter().take(self.layout.width()) {
            let role = match self.layout.role(cell.column) {
                _ if alone && self.stands_in_front(cell) => ColumnRole::Item,
                role => role,
            };
            // An area over several rows: who is responsible holds for all of them, the rest stands in the first.
            let counts = !cell.merged || role == ColumnRole::Ministries && !is_spread(cell, row);
            if counts && !cell.text(self.document).trim().is_empty() {
                cells.add(cell, role);
            }
        }
        cells.weigh(|cell| self.layout.role(cell.column), self.document);
        cells
    }

    pub(super) fn table_row(&mut self, row: &Row, mut items: Vec<ItemCell<'d>>) {
        let cells = self.cells_of(row);
        self.shared_cells(row);
        let text_of = |cell: &Cell| cell.text(self.document).trim().to_owned();
        self.number = cells.number.map(text_of);
        // A later header may have made a column of items of another one.
        items.retain(|item| cells.items.iter().any(|cell| cell.column == item.cell.column));
        if items.len() != cells.items.len() {
            items = cells
                .items
                .iter()
                .map(|cell| ItemCell::read(cell, self.document, self.register, self.options))
                .collect();
        }
        let Some(mut last) = items.pop() else {
            self.continuation(&cells);
            return;
        };
        let only_amounts = cells.hold_only_amounts;
        if (only_amounts || cells.told.is_empty())
            && (is_total(last.plain.as_str()) || only_amounts && is_part_of_above(last.plain.as_str()))
        {
            self.find_in(&last.cell, Code::TotalRow, "the row sums up others and was not used");
            return;
        }
        // An item with its own bodies is the measure; what stands right of it says more about it.
        let mut more: Vec<Cell> = Vec::new();
        let is_more = |item: &ItemCell<'_>| self.detail_columns.contains(&item.cell.column);
        if is_more(&last) && items.is_empty() && last.brackets.is_empty() && self.current.is_some() {
            self.continuation(&RowCells { details: cells.items.clone(), ..cells });
            return;
        }
        if last.brackets.is_empty()
            && let Some(at) = items.iter().rposition(|item| !item.brackets.is_empty())
        {
            more.extend(items.drain(at + 1..).map(|item| item.cell));
            more.push(std::mem::replace(&mut last, items.remove(at)).cell);
            self.detail_columns.extend(more.iter().map(|cell| cell.column));
        }
        if self.is_described(&last, &cells) && items.is_empty() {
            self.continuation(&RowCells { details: cells.items.clone(), ..cells });
            return;
        }
        // A cell with nothing but ア or (1) numbers the item beside it.
        if let Some(number) = items.last().and_then(only_number) {
            self.number = self.number.take().or(Some(number));
            items.pop();
        }
        let measure = is_measure(&last, &cells, &self.traits);
        if !measure && cells.told.is_empty() && is_prose(last.plain.as_str()) {
            self.find_in(
                &last.cell,
                Code::LooseText,
                "the text is no heading and nothing stands beside it; it was not used",
            );
            return;
        }
        let beside = measure || !items.is_empty();
        for item in &items {
            self.heading_cell(item, beside);
        }
        if measure {
            self.measure_cell(last, &cells, &more);
        } else {
            self.heading_cell(&last, beside && !items.is_empty());
            self.statements(&cells.statements(), None);
        }
    }

    /// Whether an item that stands alone says more about the measure above: a bullet under a measure that has none, in a
    /// list of budgets.
    pub(super) fn is_described(&self, item: &ItemCell<'_>, cells: &RowCells<'_>) -> bool {
        let text = item.plain.as_str();
        let tells_only_money = !self
            .layout
            .columns()
            .iter()
            .any(|column| matches!(column.role, ColumnRole::Status | ColumnRole::Plan));
        let above = self.rows.measures.last().filter(|_| self.current.is_some());
        tells_only_money
            && item.brackets.is_empty()
            && cells.statements().is_empty()
            && cells.ministries.is_empty()
            && strip_bullet(text) > 0
            && text.trim_start().starts_with(is_middle_dot)
            && above.is_some_and(|above| !above.surface.trim_start().starts_with(is_middle_dot))
    }

    /// Reports results and plans that one cell holds for several rows.
    pub(super) fn shared_cells(&mut self, row: &Row) {
        let is_told = |cell: &&Cell| {
            cell.merged
                && matches!(
                    self.layout.role(cell.column),
                    ColumnRole::Status | ColumnRole::Plan | ColumnRole::Budget
                )
                && !cell.text(self.document).trim().is_empty()
        };
        // An area over several columns of one row shares nothing between rows.
        let shared: Vec<Cell> =
            row.cells.iter().filter(is_told).filter(|cell| !is_spread(cell, row)).cloned().collect();
        for cell in shared {
            self.find_in(
                &cell,
                Code::CellShared,
                "one cell stands beside several rows; it was read with the first of them only",
            );
        }
    }
}

/// The number in a cell that holds nothing else.
pub(super) fn only_number(item: &ItemCell<'_>) -> Option<String> {
    let text = item.plain.as_str().trim();
    let heading = parse_heading(text);
    let is_short = text.chars().count() <= 8;
    // 「ア」 alone reads as a title without a mark.
    let is_letter = text.chars().count() == 1 && text.chars().all(|c| ('ア'..='ン').contains(&c));
    match heading {
        _ if is_letter => Some(text.to_owned()),
        Heading { title: None, label: Some(label), .. } if is_short => Some(label),
        _ => None,
    }
}

/// Where a numbered heading starts behind the name of the chapter that a page repeats: `文教・科学技術　1．少子化の進展`.
pub(super) fn numbered_part(text: &str) -> Option<usize> {
    let (before, after) = text.split_once('\u{3000}')?;
    let is_name = !before.is_empty() && before.chars().count() <= 20 && !before.contains('。');
    let after = after.trim_start();
    let is_numbered =
        matches!(parse_heading(after).marker, Marker::Ordinal(_, Frame::Stop | Frame::Bracket(_)));
    (is_name && is_numbered && parse_heading(text).marker == Marker::None).then(|| text.len() - after.len())
}

/// Whether a cell holds nothing of its own.
pub(super) fn is_blank(cell: &Cell, document: &Document) -> bool {
    cell.merged || cell.text(document).trim().is_empty()
}

/// Whether a cell belongs to an area that begins in its own row: a heading over all columns.
pub(super) fn is_spread(cell: &Cell, row: &Row) -> bool {
    row.cells.iter().any(|other| !other.merged && other.range == cell.range)
}

/// The words of the only filled cell of a row.
pub(super) fn alone<'d>(row: &Row, document: &'d Document) -> Option<Cow<'d, str>> {
    let mut filled = row.cells.iter().filter(|cell| !is_blank(cell, document));
    let cell = filled.next().filter(|_| filled.next().is_none())?;
    let text = cell.text(document).trim();
    if text.contains('<') {
        Some(Cow::Owned(Plain::read_cell(text, cell.doubled).as_str().trim().to_owned()))
    } else {
        Some(Cow::Borrowed(text))
    }
}

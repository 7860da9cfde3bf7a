//! Status and plan cells: which measure they are about, and what they amount to.

use super::super::model::{Column, ColumnRole, Detail, Statement, StatementContent};
use super::kind::RowCells;
use super::{CellToRead, RowReader};
use crate::diagnostic::Code;
use crate::notation::markup::Plain;
use crate::notation::relisting::{is_completed, is_nothing_reported, is_reference_only};
use crate::source::Cell;
use crate::source::text::fold_key;

impl RowReader<'_> {
    /// A row without an item goes on with the measure above: cells that a page has cut, or an area over several rows.
    pub(super) fn continuation(&mut self, cells: &RowCells<'_>) {
        self.statements(&cells.statements(), None);
        let own = cells.ministries.iter().copied().filter(|cell| !cell.merged);
        let loose = own.chain(cells.details.iter().copied()).chain(cells.number);
        let (ministries, details): (Vec<&Cell>, Vec<&Cell>) =
            loose.partition(|cell| self.layout.role(cell.column) == ColumnRole::Ministries);
        // The number of a row that goes on says nothing.
        let number = cells.number.map_or(u32::MAX, |cell| cell.column);
        if let Some(id) = self.current.clone() {
            self.more_ministries(&id, &ministries);
            self.details(&id, details.into_iter().filter(|cell| cell.column != number));
        } else {
            for cell in ministries.into_iter().chain(details) {
                self.find_in(cell, Code::LooseText, "the cell belongs to no measure and was not used");
            }
        }
    }

    /// Cells that say more about a measure than its name.
    pub(super) fn details<'c>(&mut self, measure: &str, cells: impl Iterator<Item = &'c Cell>) {
        for cell in cells {
            let plain = Plain::read_cell(cell.text(self.document), cell.doubled);
            let text = plain.as_str().trim().to_owned();
            let span = cell.whole(self.document);
            let surface = cell.text(self.document).to_owned();
            let Some(of) = self.rows.measures.iter_mut().rfind(|of| of.id == measure) else { continue };
            if !of.relisted {
                of.details.push(Detail { text, surface, span });
                let column = Column { role: ColumnRole::Detail, ..Column::default() };
                self.rows.cells.push(CellToRead {
                    cell: cell.clone(),
                    name: None,
                    column,
                    measure: measure.to_owned(),
                });
            }
        }
    }

    /// Status and plan cells of the current measure; `relisted` is set on the row of the measure itself.
    pub(super) fn statements(&mut self, cells: &[&Cell], relisted: Option<bool>) {
        for cell in cells {
            let Some(measure) = self.current.clone() else {
                self.find_in(cell, Code::LooseText, "the cell belongs to no measure and was not used");
                continue;
            };
            let column = self.layout.column(cell.column);
            let raw = cell.text(self.document);
            let plain = Plain::read_cell(raw, cell.doubled);
            let text = plain.as_str().trim();
            // A repeat that says the same is covered by the second listing.
            if relisted == Some(true) && self.says_already(&measure, column.role, text) {
                continue;
            }
            self.rows.statements.push(Statement {
                measure: measure.clone(),
                role: column.role,
                fiscal_year: column.fiscal_year,
                content: content(text),
                surface: (raw != text).then(|| raw.to_owned()),
                text: text.to_owned(),
                span: cell.whole(self.document),
            });
            self.rows.cells.push(CellToRead { cell: (*cell).clone(), name: None, column, measure });
        }
    }

    fn says_already(&self, measure: &str, role: ColumnRole, text: &str) -> bool {
        let earlier = self
            .rows
            .statements
            .iter()
            .filter(|statement| statement.measure == measure && statement.role == role);
        earlier.into_iter().any(|statement| fold_key(&statement.text) == fold_key(text))
    }
}

fn content(text: &str) -> StatementContent {
    if is_reference_only(text) {
        StatementContent::CrossReference
    } else if is_nothing_reported(text) {
        StatementContent::NothingReported
    } else if is_completed(text) {
        StatementContent::Completed
    } else {
        StatementContent::Narrative
    }
}

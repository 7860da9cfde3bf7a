//! Status and plan cells: which measure they are about, and what they amount to.

use super::super::model::{ColumnRole, Statement, StatementContent};
use super::{CellToRead, RowReader};
use crate::diagnostic::Code;
use crate::notation::markup::Plain;
use crate::notation::relisting::{is_completed, is_nothing_reported, is_reference_only};
use crate::source::Cell;
use crate::source::text::fold_key;

impl RowReader<'_> {
    /// Status and plan cells of the current measure; `relisted` is set on the row of the measure itself.
    pub(super) fn statements(&mut self, cells: &[&Cell], relisted: Option<bool>) {
        for cell in cells {
            let Some(measure) = self.current.clone() else {
                self.find_in(cell, Code::LooseText, "the cell belongs to no measure and was not used");
                continue;
            };
            let column = self.layout.column(cell.column);
            let raw = cell.text(self.document);
            let plain = Plain::read(raw);
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
            self.rows.cells.push(CellToRead {
                cell: (*cell).clone(),
                role: column.role,
                fiscal_year: column.fiscal_year,
                measure,
            });
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

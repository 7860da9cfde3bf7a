//! What the cells of a column look like, for columns that no title describes.

use crate::notation::budget::{BudgetContext, find_budgets};
use crate::notation::responsibility::{ResponsibilityOptions, find_bodies_field};
use crate::plan::model::ColumnRole;
use crate::register::BodyTable;
use crate::source::{Document, Row};

/// Rows that are looked at: enough to tell, however long the table.
const MOST_ROWS: usize = 400;
/// Fewest cells that tell anything.
const FEWEST: usize = 3;

/// What the columns of some rows hold.
#[derive(Debug, Default)]
pub(super) struct Contents {
    columns: Vec<Tally>,
}

/// Numbers of cells of one column.
#[derive(Debug, Default, Clone)]
struct Tally {
    filled: usize,
    /// Nothing but names of bodies.
    bodies: usize,
    /// Nothing but an amount of money with its unit.
    amounts: usize,
    /// Nothing but digits and signs.
    numbers: usize,
    characters: usize,
    /// Filled, while no cell to its left is.
    alone: usize,
}

impl Contents {
    pub(super) fn of(rows: &[Row], width: u32, document: &Document, bodies: &BodyTable) -> Self {
        let mut columns = vec![Tally::default(); width as usize];
        for row in rows.iter().filter(|row| row.cells.len() > 1 || width < 2).take(MOST_ROWS) {
            let mut nothing_left = true;
            for cell in &row.cells {
                let text = cell.text(document).trim();
                let Some(tally) = columns.get_mut(cell.column as usize).filter(|_| !text.is_empty()) else {
                    continue;
                };
                tally.add(text, bodies);
                tally.alone += usize::from(nothing_left);
                nothing_left = nothing_left && is_number(text);
            }
        }
        Self { columns }
    }

    /// The role that most cells of a column give it.
    pub(super) fn role(&self, column: u32) -> Option<ColumnRole> {
        let tally = self.columns.get(column as usize).filter(|tally| tally.filled >= FEWEST)?;
        let mostly = |count: usize| count * 10 >= tally.filled * 7;
        if mostly(tally.bodies) {
            Some(ColumnRole::Ministries)
        } else if mostly(tally.amounts) {
            Some(ColumnRole::Budget)
        } else if mostly(tally.numbers + tally.amounts) {
            // Figures without a unit are nobody's money; in the first column they count the rows.
            Some(if column == 0 { ColumnRole::Number } else { ColumnRole::Ignored })
        } else {
            None
        }
    }

    /// Whether cells of the column often stand where nothing stands to their left: rows of their own.
    pub(super) fn is_alone(&self, column: u32) -> bool {
        self.columns.get(column as usize).is_some_and(|tally| tally.alone * 5 > tally.filled)
    }

    /// Whether the column holds words.
    pub(super) fn is_text(&self, column: u32) -> bool {
        self.columns
            .get(column as usize)
            .is_some_and(|tally| tally.filled > 0 && tally.characters >= tally.filled * 4)
    }
}

impl Tally {
    fn add(&mut self, text: &str, bodies: &BodyTable) {
        self.filled += 1;
        self.characters += text.chars().count();
        if is_number(text) {
            self.numbers += 1;
        } else if text.len() <= 120 {
            let whole = |range: &std::ops::Range<usize>| range.len() * 3 >= text.len() * 2;
            let field = find_bodies_field(text, bodies, ResponsibilityOptions { sections: true });
            if field.is_some_and(|field| whole(&field.range)) {
                self.bodies += 1;
            } else {
                let context = BudgetContext { permissive: true, ..BudgetContext::default() };
                let amounts = find_budgets(text, &context);
                let covered: usize = amounts.iter().map(|amount| amount.range.len()).sum();
                self.amounts += usize::from(covered * 3 >= text.len() * 2);
            }
        }
    }
}

/// Digits, signs and dashes only.
fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_numeric() || c.is_whitespace() || "-－―ー,，.．・()（）▲△+＋%％".contains(c))
}

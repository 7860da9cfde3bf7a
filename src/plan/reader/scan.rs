//! What can be read of the cells of headings and measures before anything is known of the rows above them.

use super::super::known::Known;
use super::super::layout::Layout;
use super::super::model::ColumnRole;
use crate::notation::markup::Plain;
use crate::notation::responsibility::{ResponsibilityBracket, find_responsibilities};
use crate::source::{Cell, Document, Row};
use rayon::prelude::*;

/// A cell with its plain text and its responsibility brackets.
#[derive(Debug)]
pub(super) struct ItemCell<'d> {
    pub(super) cell: Cell,
    pub(super) plain: Plain<'d>,
    pub(super) brackets: Vec<ResponsibilityBracket>,
}

impl<'d> ItemCell<'d> {
    pub(super) fn read(cell: &Cell, document: &'d Document, known: &Known<'_>) -> Self {
        let plain = Plain::read(cell.text(document));
        let brackets = find_responsibilities(plain.as_str(), &known.register.bodies, known.in_brackets());
        Self { cell: cell.clone(), plain, brackets }
    }
}

/// The filled cells of each row that stand in columns of items, read in parallel.
pub(super) fn scan<'d>(
    rows: &[Row],
    layout: &Layout,
    document: &'d Document,
    known: &Known<'_>,
) -> Vec<Vec<ItemCell<'d>>> {
    let is_item = |cell: &&Cell| layout.role(cell.column) == ColumnRole::Item;
    let is_filled = |cell: &&Cell| !cell.merged && !cell.text(document).trim().is_empty();
    rows.par_iter()
        .map(|row| {
            let items = row.cells.iter().take(layout.width()).filter(is_item).filter(is_filled);
            items.map(|cell| ItemCell::read(cell, document, known)).collect()
        })
        .collect()
}

//! What can be read of the cells of headings and measures before anything is known of the rows above them.

use super::super::layout::Layout;
use super::super::model::ColumnRole;
use crate::notation::markup::Plain;
use crate::notation::responsibility::{ResponsibilityBracket, ResponsibilityOptions, find_responsibilities};
use crate::register::Register;
use crate::source::{Cell, Document, Row, Table};
use rayon::prelude::*;

/// A cell with its plain text and its responsibility brackets.
#[derive(Debug)]
pub(super) struct ItemCell<'d> {
    pub(super) cell: Cell,
    pub(super) plain: Plain<'d>,
    pub(super) brackets: Vec<ResponsibilityBracket>,
}

impl<'d> ItemCell<'d> {
    pub(super) fn read(
        cell: &Cell,
        document: &'d Document,
        register: &Register,
        options: ResponsibilityOptions,
    ) -> Self {
        let plain = Plain::read_cell(cell.text(document), cell.doubled);
        let brackets = find_responsibilities(plain.as_str(), &register.bodies, options);
        Self { cell: cell.clone(), plain, brackets }
    }
}

/// The filled cells of each row that stand in columns of items, read in parallel.
pub(super) fn scan<'d>(
    rows: &[Row],
    layout: &Layout,
    document: &'d Document,
    register: &Register,
    options: ResponsibilityOptions,
) -> Vec<Vec<ItemCell<'d>>> {
    let is_item = |cell: &&Cell| layout.role(cell.column) == ColumnRole::Item;
    let is_filled = |cell: &&Cell| !cell.merged && !cell.text(document).trim().is_empty();
    rows.par_iter()
        .map(|row| {
            let items = row.cells.iter().take(layout.width()).filter(is_item).filter(is_filled);
            items.map(|cell| ItemCell::read(cell, document, register, options)).collect()
        })
        .collect()
}

/// Rows that are looked at to tell whether sections are responsible.
const MOST_ROWS: usize = 400;

/// Whether the brackets of a table name sections of a city (…課): three or more do, and more than name anybody else.
pub(super) fn names_sections(table: &Table, document: &Document, register: &Register) -> bool {
    let cells = table.rows.iter().take(MOST_ROWS).flat_map(|row| &row.cells);
    let (mut sections, mut others) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !cell.merged) {
        let text = cell.text(document);
        if text.contains(['課', '室', '部', '局']) && text.len() < 4000 {
            let plain = Plain::read_cell(text, cell.doubled);
            let found = |sections: bool| {
                let options = ResponsibilityOptions { sections };
                find_responsibilities(plain.as_str(), &register.bodies, options).len()
            };
            let known = found(false);
            others += known;
            sections += found(true).saturating_sub(known);
        }
    }
    sections >= 3 && sections > others
}

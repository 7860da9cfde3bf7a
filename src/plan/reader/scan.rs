//! What can be read of the cells of headings and measures before anything is known of the rows above them.

use super::super::layout::Layout;
use super::super::model::ColumnRole;
use crate::notation::bracket::Brackets;
use crate::notation::markup::Plain;
use crate::notation::responsibility::{
    ResponsibilityBracket, ResponsibilityForm, ResponsibilityOptions, find_responsibilities,
    read_bracket_of_bodies,
};
use crate::register::Register;
use crate::source::{Cell, Document, Row, Table};
use rayon::prelude::*;
use std::ops::Range;

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

/// Measures that must have their bodies in one kind of bracket at one end before it is taken for theirs.
const FEWEST: usize = 3;

/// Reads brackets with bodies that nobody knows: where most measures have their bodies in one kind of bracket, at their start
/// or at their end, what stands there in the others is their bodies too.
pub(super) fn adopt_brackets(items: &mut [Vec<ItemCell<'_>>], register: &Register) {
    let mut places: Vec<(Place, usize)> = Vec::new();
    for item in items.iter().flatten() {
        let text = item.plain.as_str();
        for bracket in item.brackets.iter().filter(|bracket| bracket.form == ResponsibilityForm::Bodies) {
            if let Some(place) = Place::of(text, &bracket.range) {
                match places.iter_mut().find(|(known, _)| *known == place) {
                    Some((_, count)) => *count += 1,
                    None => places.push((place, 1)),
                }
            }
        }
    }
    let all: usize = places.iter().map(|(_, count)| count).sum();
    let Some((usual, count)) = places.into_iter().max_by_key(|(_, count)| *count) else { return };
    if count < FEWEST || count * 2 < all {
        return;
    }
    for item in items.iter_mut().flatten().filter(|item| item.brackets.is_empty()) {
        let text = item.plain.as_str();
        let brackets = Brackets::find(text);
        let found = brackets.closed().find(|bracket| Place::of(text, &bracket.range) == Some(usual));
        if let Some(found) = found.and_then(|found| read_bracket_of_bodies(text, found, &register.bodies)) {
            item.brackets.push(found);
        }
    }
}

/// Where measures have their bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    opening: char,
    at_start: bool,
}

impl Place {
    fn of(text: &str, range: &Range<usize>) -> Option<Self> {
        let opening = text.get(range.clone())?.chars().next()?;
        let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
        let is_mark = |c: char| !c.is_alphabetic();
        let at_start = before.chars().count() <= 6 && before.chars().all(is_mark);
        let at_end = after.chars().all(|c| c.is_whitespace() || c == '。');
        (at_start != at_end).then_some(Self { opening, at_start })
    }
}

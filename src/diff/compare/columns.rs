//! Which columns both editions have.
//!
//! Next year's report has the results of the year that this one plans, and the plans of the year after it. Cells are compared with those
//! of the same column and fiscal year; a column that only one edition has is told once, not cell by cell.

use super::Both;
use crate::diff::change::{Action, Change, Column, Kind, Value, Values};
use crate::diff::edition::{Cell, Edition};
use std::collections::{BTreeMap, BTreeSet};

/// A column: what it holds, and of which year.
pub(super) type Key = (Column, Option<i64>);

/// The columns and years of both editions.
#[derive(Debug)]
pub(super) struct Columns {
    old: BTreeMap<Key, usize>,
    new: BTreeMap<Key, usize>,
    old_years: BTreeSet<Option<i64>>,
    new_years: BTreeSet<Option<i64>>,
}

impl Columns {
    pub(super) fn new(old: &Edition<'_>, new: &Edition<'_>) -> Self {
        let count = |edition: &Edition<'_>| {
            let mut columns: BTreeMap<Key, usize> = BTreeMap::new();
            for cell in &edition.cells {
                *columns.entry(key(cell)).or_default() += 1;
            }
            columns
        };
        let (old, new) = (count(old), count(new));
        let years = |columns: &BTreeMap<Key, usize>| columns.keys().map(|(_, year)| *year).collect();
        Self { old_years: years(&old), new_years: years(&new), old, new }
    }

    /// Whether both editions have a column.
    pub(super) fn are_shared(&self, key: Key) -> bool {
        self.old.contains_key(&key) && self.new.contains_key(&key)
    }

    /// Whether both editions have the same columns.
    pub(super) fn are_same(&self) -> bool {
        self.old.keys().eq(self.new.keys())
    }

    /// Whether there is a year of which both speak, though maybe in different columns.
    pub(super) fn meet(&self) -> bool {
        self.old_years.intersection(&self.new_years).next().is_some()
    }

    /// Whether both editions speak of a year.
    pub(super) fn is_shared_year(&self, year: Option<i64>) -> bool {
        self.old_years.contains(&year) && self.new_years.contains(&year)
    }

    /// Whether only one edition has cells of a year.
    pub(super) fn is_of_one(&self, year: Option<i64>) -> bool {
        year.is_some() && self.old_years.contains(&year) != self.new_years.contains(&year)
    }
}

pub(super) fn key(cell: &Cell<'_>) -> Key {
    (cell.column, cell.year)
}

impl Both<'_, '_> {
    /// The columns that only one edition has, with what they hold in numbers.
    pub(super) fn whole_columns(&self) -> Vec<Change> {
        let columns = &self.columns;
        let keys: BTreeSet<Key> = columns.old.keys().chain(columns.new.keys()).copied().collect();
        let mut keys: Vec<Key> = keys.into_iter().filter(|key| !columns.are_shared(*key)).collect();
        keys.sort_by_key(|(column, year)| (*year, *column));
        keys.into_iter().map(|key| self.whole_column(key)).collect()
    }

    fn whole_column(&self, key: Key) -> Change {
        let is_new = self.columns.new.contains_key(&key);
        let edition = if is_new { self.new } else { self.old };
        let cells: Vec<&Cell<'_>> = edition.cells.iter().filter(|cell| self::key(cell) == key).collect();
        let measures: BTreeSet<usize> = cells.iter().map(|cell| cell.measure).collect();
        let programs: BTreeSet<usize> = cells.iter().flat_map(|cell| cell.programs.iter().copied()).collect();
        let lines: BTreeSet<usize> =
            cells.iter().flat_map(|cell| cell.money.iter().filter_map(|money| money.line)).collect();
        let number = |count: usize| Value::Number(i64::try_from(count).unwrap_or(i64::MAX));
        let values = Values::default()
            .value("statements", number(cells.len()))
            .value("measures", number(measures.len()))
            .value("programs", number(programs.len()))
            .value("budget_lines", number(lines.len()));
        let action = if is_new { Action::Added } else { Action::Removed };
        let mut change = Change::new(Kind::Year, action, None, None);
        (change.column, change.fiscal_year) = (Some(key.0), key.1);
        *(if is_new { &mut change.after } else { &mut change.before }) = Some(values);
        change
    }
}

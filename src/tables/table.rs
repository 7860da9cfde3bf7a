//! What a table is.

use super::column::{Column, Words};
use crate::rdf::vocab::Term;

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name; the file is `NAME.csv`.
    pub name: &'static str,
    /// Title for people.
    pub title: Words,
    /// What a row is.
    pub about: Words,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// How many columns, from the first, make the key of a row.
    pub keys: usize,
    /// The column that names a row for people.
    pub row_title: &'static str,
    /// A pattern that gives the rows: `?row` and what else is in `variables`; `?place` and `?order` order them.
    pub(super) rows: &'static str,
    /// The variables of the key, in order.
    pub(super) variables: &'static [&'static str],
    /// The class of what the first column names.
    pub(super) class: Option<Term>,
}

impl Table {
    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The column with a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that make the key of a row.
    pub fn key(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().take(self.keys)
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

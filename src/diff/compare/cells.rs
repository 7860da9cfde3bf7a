//! Cells of measures that both editions have.

use super::Both;
use super::columns::{Key, key};
use super::results::apart;
use super::uses::only;
use crate::diff::change::{Action, Change, Kind, Values};
use crate::diff::edition::{Cell, Edition};
use crate::diff::excerpt::excerpt;
use std::collections::{BTreeMap, BTreeSet};

/// A cell of both editions, or of one.
pub(super) struct Pair<'b, 'q> {
    pub(super) old: &'b Cell<'q>,
    pub(super) new: &'b Cell<'q>,
    /// The measure's numbers.
    pub(super) at: (usize, usize),
}

impl<'b, 'q> Both<'b, 'q> {
    /// The differences of a measure's cells, column by column.
    pub(super) fn cells(&self, old: usize, new: usize) -> Vec<Change> {
        let mut columns: BTreeMap<Key, (Vec<&'b Cell<'q>>, Vec<&'b Cell<'q>>)> = BTreeMap::new();
        for cell in cells_of(self.old, old) {
            columns.entry(key(cell)).or_default().0.push(cell);
        }
        for cell in cells_of(self.new, new) {
            columns.entry(key(cell)).or_default().1.push(cell);
        }
        let told = self.told_as_uses(old, new);
        let mut changes = Vec::new();
        for (key, (olds, news)) in columns.into_iter().filter(|(key, _)| self.columns.are_shared(*key)) {
            let (mut pairs, beside) = apart(olds, news, |cell| cell.text);
            let (mut gone, mut come) = (Vec::new(), Vec::new());
            for pair in beside {
                match pair {
                    (Some(before), Some(after)) => pairs.push((before, after)),
                    (before, after) => {
                        gone.extend(before);
                        come.extend(after);
                    }
                }
            }
            for (before, after) in pairs {
                let pair = Pair { old: before, new: after, at: (old, new) };
                changes.extend(self.text(&pair));
                changes.extend(self.named_programs(&pair, &told));
                changes.extend(self.named_bodies(&pair));
                changes.extend(self.coverage(&pair));
                changes.extend(self.results(&pair));
            }
            for cell in gone {
                changes.push(self.whole_cell(Action::Removed, cell, key, (old, new)));
            }
            for cell in come {
                changes.push(self.whole_cell(Action::Added, cell, key, (old, new)));
            }
        }
        changes
    }

    /// A difference of a cell.
    pub(super) fn at_cell(&self, kind: Kind, action: Action, pair: &Pair<'_, '_>) -> Change {
        let mut change = self.at_item(kind, action, pair.at.0, pair.at.1);
        (change.column, change.fiscal_year) = (Some(pair.new.column), pair.new.year);
        change
    }

    fn whole_cell(&self, action: Action, cell: &Cell<'_>, key: Key, at: (usize, usize)) -> Change {
        let mut change = self.at_item(Kind::Statement, action, at.0, at.1);
        (change.column, change.fiscal_year) = (Some(key.0), key.1);
        let values = Values::default().text("text", cell.text).text("state", cell.state);
        *(if action == Action::Added { &mut change.after } else { &mut change.before }) = Some(values);
        change
    }

    fn text(&self, pair: &Pair<'_, '_>) -> Option<Change> {
        if pair.old.text == pair.new.text && pair.old.state == pair.new.state {
            return None;
        }
        let mut change = self.at_cell(Kind::Statement, Action::Changed, pair);
        let [was, is] = [pair.old, pair.new].map(|cell| {
            let values = Values::default().text("text", cell.text);
            if pair.old.state == pair.new.state { values } else { values.text("state", cell.state) }
        });
        (change.what, change.before, change.after) = (Some("text"), Some(was), Some(is));
        change.excerpt = excerpt(pair.old.text, pair.new.text);
        Some(change)
    }

    /// Programs that only one edition's cell names, unless the measure uses them in one edition only.
    fn named_programs(&self, pair: &Pair<'_, '_>, told: &BTreeSet<usize>) -> Vec<Change> {
        let was = self.named_old(pair.old.programs.iter().copied().collect());
        let is = self.named_new(pair.new.programs.iter().copied().collect());
        let mut changes = Vec::new();
        for (found, action) in [(only(&was, &is), Action::Removed), (only(&is, &was), Action::Added)] {
            for (_, name) in found.into_iter().filter(|(program, _)| !told.contains(program)) {
                let mut change = self.at_cell(Kind::Mention, action, pair);
                let values = Values::default().text("program", name);
                *(if action == Action::Added { &mut change.after } else { &mut change.before }) =
                    Some(values);
                changes.push(change);
            }
        }
        changes
    }

    fn named_bodies(&self, pair: &Pair<'_, '_>) -> Vec<Change> {
        let was: BTreeMap<usize, &str> = (pair.old.bodies.iter())
            .map(|body| (self.bodies.one(*body), self.old.body_label(*body)))
            .collect();
        let is: BTreeMap<usize, &str> =
            pair.new.bodies.iter().map(|body| (*body, self.new.body_label(*body))).collect();
        let mut changes = Vec::new();
        for (found, action) in [(only(&was, &is), Action::Removed), (only(&is, &was), Action::Added)] {
            for (_, name) in found {
                let mut change = self.at_cell(Kind::Body, action, pair);
                let values = Values::default().text("body", name);
                *(if action == Action::Added { &mut change.after } else { &mut change.before }) =
                    Some(values);
                changes.push(change);
            }
        }
        changes
    }
}

fn cells_of<'b, 'q>(edition: &'b Edition<'q>, item: usize) -> impl Iterator<Item = &'b Cell<'q>> {
    let cells = edition.items.get(item).map(|item| item.cells.as_slice()).unwrap_or_default();
    cells.iter().filter_map(|cell| edition.cells.get(*cell))
}

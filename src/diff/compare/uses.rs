//! Which programs a measure uses, and where it names them.

use super::Both;
use super::columns::key;
use crate::diff::change::{Action, Change, Kind, Values};
use crate::diff::edition::{Edition, Item};
use std::collections::{BTreeMap, BTreeSet};

/// Programs of one side, by the numbers that both sides share, with their names.
type Named<'q> = BTreeMap<usize, &'q str>;

impl<'q> Both<'_, 'q> {
    /// Programs that a measure uses in one edition only, and names in its own words in one only.
    pub(super) fn uses(&self, old: usize, new: usize) -> Vec<Change> {
        let (Some(before), Some(after)) = (self.old.items.get(old), self.new.items.get(new)) else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        let mut tell = |kind: Kind, action: Action, year: Option<i64>, values: Values| {
            let mut change = self.at_item(kind, action, old, new);
            change.what = (kind == Kind::Mention).then_some("measure");
            change.fiscal_year = year;
            *(if action == Action::Added { &mut change.after } else { &mut change.before }) = Some(values);
            changes.push(change);
        };
        for (year, was, is) in self.used_by_year(before, after) {
            let told =
                |name: &str, places: Vec<String>| Values::default().text("program", name).list("in", places);
            for (program, name) in only(&was, &is) {
                let places = columns(self.old, before, year, |found| self.programs.one(found) == program);
                tell(Kind::Use, Action::Removed, year, told(name, places));
            }
            for (program, name) in only(&is, &was) {
                let places = columns(self.new, after, year, |found| found == program);
                tell(Kind::Use, Action::Added, year, told(name, places));
            }
        }
        let was = self.named_old(before.names.iter().copied().collect());
        let is = self.named_new(after.names.iter().copied().collect());
        for (_, name) in only(&was, &is) {
            tell(Kind::Mention, Action::Removed, None, Values::default().text("program", name));
        }
        for (_, name) in only(&is, &was) {
            tell(Kind::Mention, Action::Added, None, Values::default().text("program", name));
        }
        changes
    }

    /// What a measure uses on both sides: as a whole where both editions have the same columns, or no year in common; else in each
    /// year of which both speak, though maybe one in its plans and the other in its results.
    fn used_by_year(&self, before: &Item<'q>, after: &Item<'q>) -> Vec<(Option<i64>, Named<'q>, Named<'q>)> {
        if self.columns.are_same() || !self.columns.meet() {
            let used = |edition: &Edition<'q>, item: &Item<'q>| -> BTreeSet<usize> {
                let cells = item.cells.iter().filter_map(|cell| edition.cells.get(*cell));
                cells.flat_map(|cell| &cell.programs).chain(&item.uses).copied().collect()
            };
            let (was, is) = (used(self.old, before), used(self.new, after));
            return vec![(None, self.named_old(was), self.named_new(is))];
        }
        let used = |edition: &Edition<'q>, item: &Item<'q>| {
            let mut years: BTreeMap<Option<i64>, BTreeSet<usize>> = BTreeMap::new();
            for cell in item.cells.iter().filter_map(|cell| edition.cells.get(*cell)) {
                if self.columns.is_shared_year(cell.year) {
                    years.entry(cell.year).or_default().extend(&cell.programs);
                }
            }
            years
        };
        let (mut was, mut is) = (used(self.old, before), used(self.new, after));
        let years: BTreeSet<Option<i64>> = was.keys().chain(is.keys()).copied().collect();
        let sides = years.into_iter().map(|year| {
            let (was, is) = (was.remove(&year).unwrap_or_default(), is.remove(&year).unwrap_or_default());
            (year, self.named_old(was), self.named_new(is))
        });
        sides.collect()
    }

    pub(super) fn named_old(&self, programs: BTreeSet<usize>) -> Named<'q> {
        let shared = programs.into_iter();
        shared.map(|program| (self.programs.one(program), self.old.program_label(program))).collect()
    }

    pub(super) fn named_new(&self, programs: BTreeSet<usize>) -> Named<'q> {
        programs.into_iter().map(|program| (program, self.new.program_label(program))).collect()
    }

    /// Programs that a measure is told to use in one edition only; that its cells name them is no news then.
    pub(super) fn told_as_uses(&self, old: usize, new: usize) -> BTreeSet<usize> {
        let (Some(before), Some(after)) = (self.old.items.get(old), self.new.items.get(new)) else {
            return BTreeSet::new();
        };
        let years = self.used_by_year(before, after);
        let told = years.iter().flat_map(|(_, was, is)| only(was, is).into_iter().chain(only(is, was)));
        told.map(|(program, _)| program).collect()
    }
}

/// The columns of a measure's cells that name a program, of one year if one is asked for, as `results 2022`.
fn columns(
    edition: &Edition<'_>,
    item: &Item<'_>,
    year: Option<i64>,
    is_it: impl Fn(usize) -> bool,
) -> Vec<String> {
    let cells = item.cells.iter().filter_map(|cell| edition.cells.get(*cell));
    let named = cells.filter(|cell| cell.programs.iter().any(|program| is_it(*program)));
    let asked = named.filter(|cell| year.is_none() || cell.year == year);
    let columns: BTreeSet<_> = asked.map(key).map(|(column, year)| (year, column)).collect();
    let words = columns.into_iter().map(|(year, column)| match year {
        Some(year) => format!("{column} {year}"),
        None => column.to_string(),
    });
    words.collect()
}

/// What only the first of both has.
pub(super) fn only<'q>(of: &Named<'q>, not_of: &Named<'_>) -> Vec<(usize, &'q str)> {
    of.iter().filter(|(program, _)| !not_of.contains_key(program)).map(|(at, name)| (*at, *name)).collect()
}

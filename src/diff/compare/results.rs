//! Counted results and dates of a cell.

use super::Both;
use super::cells::Pair;
use crate::diff::change::{Action, Change, Kind, Value, Values};
use crate::diff::edition::{Edition, Quantity};
use std::collections::{BTreeMap, VecDeque};

/// What results with another number are recognised by: kind, unit, program, whether they add up.
type Of<'q> = (&'q str, &'q str, Option<usize>, bool);

impl<'q> Both<'_, 'q> {
    pub(super) fn results(&self, pair: &Pair<'_, 'q>) -> Vec<Change> {
        let mut changes = self.quantities(pair);
        changes.extend(self.dates(pair));
        changes
    }

    fn quantities(&self, pair: &Pair<'_, 'q>) -> Vec<Change> {
        let mut counted: BTreeMap<Of<'q>, (Vec<&Quantity<'q>>, Vec<&Quantity<'q>>)> = BTreeMap::new();
        let of = |found: &Quantity<'q>, program| (found.kind, found.unit, program, found.cumulative);
        for found in &pair.old.quantities {
            let program = found.program.map(|program| self.programs.one(program));
            counted.entry(of(found, program)).or_default().0.push(found);
        }
        for found in &pair.new.quantities {
            counted.entry(of(found, found.program)).or_default().1.push(found);
        }
        let mut changes = Vec::new();
        for (olds, news) in counted.into_values() {
            for (was, is) in apart(olds, news, |found| found.value).1 {
                changes.push(self.result(
                    Kind::Quantity,
                    pair,
                    [was.map(|found| quantity(self.old, found)), is.map(|found| quantity(self.new, found))],
                ));
            }
        }
        changes
    }

    fn dates(&self, pair: &Pair<'_, 'q>) -> Vec<Change> {
        let differ = apart(pair.old.dates.clone(), pair.new.dates.clone(), |date| *date).1;
        let told = differ.into_iter().map(|(was, is)| {
            let values = [was, is].map(|date| date.map(|date| Values::default().text("date", date)));
            self.result(Kind::Date, pair, values)
        });
        told.collect()
    }

    fn result(&self, kind: Kind, pair: &Pair<'_, '_>, values: [Option<Values>; 2]) -> Change {
        let [was, is] = values;
        let mut change = self.at_cell(kind, action(was.is_some(), is.is_some()), pair);
        (change.before, change.after) = (was, is);
        change
    }
}

/// What happened to something that stands on one side, or with other values on both.
pub(super) fn action(was: bool, is: bool) -> Action {
    match (was, is) {
        (false, _) => Action::Added,
        (_, false) => Action::Removed,
        _ => Action::Changed,
    }
}

/// One side beside the other; nothing where a side has no more.
type Beside<T> = Vec<(Option<T>, Option<T>)>;

/// Pairs what has the same key on both sides, and sets the rest side by side in its order.
pub(super) fn apart<T, K: Ord>(
    olds: Vec<T>,
    news: Vec<T>,
    key: impl Fn(&T) -> K,
) -> (Vec<(T, T)>, Beside<T>) {
    let mut places: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (at, new) in news.iter().enumerate() {
        places.entry(key(new)).or_default().push_back(at);
    }
    let mut left: Vec<Option<T>> = news.into_iter().map(Some).collect();
    let (mut same, mut rest) = (Vec::new(), Vec::new());
    for old in olds {
        let at = places.get_mut(&key(&old)).and_then(VecDeque::pop_front);
        match at.and_then(|at| left.get_mut(at)).and_then(Option::take) {
            Some(new) => same.push((old, new)),
            None => rest.push(old),
        }
    }
    let mut olds = rest.into_iter();
    let mut news = left.into_iter().flatten();
    let mut beside = Vec::new();
    loop {
        match (olds.next(), news.next()) {
            (None, None) => return (same, beside),
            pair => beside.push(pair),
        }
    }
}

fn quantity(edition: &Edition<'_>, found: &Quantity<'_>) -> Values {
    let mut values = Values::default()
        .value("value", Value::number(found.value))
        .text("unit", found.unit)
        .text("count", found.kind);
    if found.cumulative {
        values = values.text("cumulative", "true");
    }
    match found.program {
        Some(program) => values.text("program", edition.program_label(program)),
        None => values,
    }
}

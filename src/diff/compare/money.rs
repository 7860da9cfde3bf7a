//! Budget lines, and the places that speak of them.

use super::Both;
use super::cells::Pair;
use super::results::{action, apart};
use crate::diff::change::{Action, Change, Kind, Value, Values};
use crate::diff::edition::{Edition, Line, Money};
use std::collections::BTreeMap;

impl<'q> Both<'_, 'q> {
    /// Lines that came, went or changed. Those that came or went with a column of their year are told with it.
    pub(super) fn lines(&self) -> Vec<Change> {
        let pairs = &self.paired.lines;
        let is_told = |edition: &Edition<'_>, at: &usize| {
            edition.lines.get(*at).is_some_and(|line| self.columns.is_of_one(line.year))
        };
        let gone = pairs.only_old().into_iter().filter(|at| !is_told(self.old, at));
        let come = pairs.only_new().into_iter().filter(|at| !is_told(self.new, at));
        let mut changes: Vec<Change> = (pairs.all())
            .map(|(old, new, _)| (Some(old), Some(new)))
            .chain(gone.map(|old| (Some(old), None)))
            .chain(come.map(|new| (None, Some(new))))
            .filter_map(|(old, new)| self.line(old, new))
            .collect();
        changes.sort_by_cached_key(|change| {
            let label = change.thing().map(|thing| thing.name.label.clone());
            (label, change.fiscal_year, change.action, change.before.clone(), change.after.clone())
        });
        changes
    }

    fn line(&self, old: Option<usize>, new: Option<usize>) -> Option<Change> {
        let was = old.and_then(|at| self.old.lines.get(at));
        let is = new.and_then(|at| self.new.lines.get(at));
        let (before, after) = (was.map(values), is.map(values));
        if before == after {
            return None;
        }
        let mut change = Change::new(
            Kind::Money,
            action(was.is_some(), is.is_some()),
            old.and_then(|at| self.old.line_thing(at)),
            new.and_then(|at| self.new.line_thing(at)),
        );
        change.fiscal_year = is.or(was).and_then(|line| line.year);
        if let (Some(was), Some(is)) = (was, is) {
            change.what = Some(match (was.amount == is.amount, was.phase == is.phase) {
                (false, _) => "amount",
                (true, false) => "phase",
                (true, true) => "precision",
            });
        }
        (change.before, change.after) = (before, after);
        Some(change)
    }

    /// The places of a cell that speak of money: whether they give a line whole, a portion of it, or no amount.
    pub(super) fn coverage(&self, pair: &Pair<'_, 'q>) -> Vec<Change> {
        // By the programs spoken of, and the year of the line.
        type Of = (Vec<usize>, Option<i64>);
        let mut spoken: BTreeMap<Of, (Vec<&Money<'q>>, Vec<&Money<'q>>)> = BTreeMap::new();
        for money in &pair.old.money {
            let key = (self.programs.of(&money.programs), year(self.old, money));
            spoken.entry(key).or_default().0.push(money);
        }
        for money in &pair.new.money {
            spoken.entry((money.programs.clone(), year(self.new, money))).or_default().1.push(money);
        }
        let mut changes = Vec::new();
        for (olds, news) in spoken.into_values() {
            for (was, is) in apart(olds, news, |money| money.coverage).1 {
                if self.is_told_as_line(was, is) {
                    continue;
                }
                let mut change = self.at_cell(Kind::Coverage, action(was.is_some(), is.is_some()), pair);
                change.before = was.map(|money| place(self.old, money));
                change.after = is.map(|money| place(self.new, money));
                changes.push(change);
            }
        }
        changes
    }

    /// Whether a place came or went with the line that it speaks of.
    fn is_told_as_line(&self, was: Option<&Money<'_>>, is: Option<&Money<'_>>) -> bool {
        let pairs = &self.paired.lines;
        match action(was.is_some(), is.is_some()) {
            Action::Removed => {
                was.and_then(|money| money.line).is_some_and(|line| pairs.of_old(line).is_none())
            }
            Action::Added => is.and_then(|money| money.line).is_some_and(|line| pairs.of_new(line).is_none()),
            _ => false,
        }
    }
}

fn values(line: &Line<'_>) -> Values {
    Values::default()
        .value("amount_yen", Value::number(line.amount))
        .text("phase", line.phase)
        .value("rounding_unit_yen", Value::number(line.rounding))
        .text("precision", line.precision)
}

fn year(edition: &Edition<'_>, money: &Money<'_>) -> Option<i64> {
    edition.lines.get(money.line?)?.year
}

fn place(edition: &Edition<'_>, money: &Money<'_>) -> Values {
    let values = Values::default()
        .list("programs", edition.program_labels(&money.programs))
        .text("coverage", money.coverage);
    match year(edition, money) {
        Some(year) => values.value("fiscal_year", Value::Number(year)),
        None => values,
    }
}

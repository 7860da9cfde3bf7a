//! Items of the plan: words, places, who is in charge, second listings.

use super::{Both, Place, kind_of};
use crate::diff::change::{Action, Change, Kind, Pairing, Value, Values};
use crate::diff::edition::{Edition, Level};
use crate::diff::excerpt::excerpt;
use std::collections::{BTreeMap, BTreeSet};

impl Both<'_, '_> {
    pub(super) fn added_item(&self, new: usize) -> Vec<Change> {
        let kind = kind_of(self.new, new);
        let mut change = Change::new(kind, Action::Added, None, self.new.item_thing(new));
        change.after = content(self.new, new, kind);
        vec![change]
    }

    pub(super) fn removed_item(&self, old: usize) -> Vec<Change> {
        let kind = kind_of(self.old, old);
        let mut change = Change::new(kind, Action::Removed, self.old.item_thing(old), None);
        change.before = content(self.old, old, kind);
        let goal = self.old.above(old, Level::Goal).and_then(|goal| self.paired.items.of_old(goal));
        if let Some(goal) = goal {
            change.goal = self.new.item_name(goal);
        }
        vec![change]
    }

    /// A change of an item that both editions have.
    pub(super) fn at_item(&self, kind: Kind, action: Action, old: usize, new: usize) -> Change {
        Change::new(kind, action, self.old.item_thing(old), self.new.item_thing(new))
    }

    /// The words and the place of an item.
    pub(super) fn item(&self, old: usize, new: usize, how: Pairing) -> Vec<Change> {
        let (Some(before), Some(after)) = (self.old.items.get(old), self.new.items.get(new)) else {
            return Vec::new();
        };
        let kind = kind_of(self.new, new);
        let mut changes = Vec::new();
        let mut push = |action: Action, what: &'static str, was: Values, is: Values| {
            let mut change = self.at_item(kind, action, old, new);
            if let (Some(was), Some(is)) = (was.get_text(what), is.get_text(what)) {
                change.excerpt = excerpt(was, is);
            }
            (change.what, change.before, change.after) = (Some(what), Some(was), Some(is));
            change.pairing = Some(how);
            changes.push(change);
        };
        if before.label != after.label {
            let [was, is] = [before, after].map(|item| Values::default().text("label", item.label));
            push(Action::Reworded, "label", was, is);
        }
        if before.notations != after.notations {
            let [was, is] =
                [before, after].map(|item| Values::default().text("mark", item.notations.join(" ")));
            push(Action::Changed, "mark", was, is);
        }
        let (was, is): (BTreeSet<&str>, BTreeSet<&str>) =
            (before.details.iter().copied().collect(), after.details.iter().copied().collect());
        let gone: Vec<&str> = was.difference(&is).copied().collect();
        let come: Vec<&str> = is.difference(&was).copied().collect();
        for at in 0..gone.len().max(come.len()) {
            let of = |texts: &[&str]| {
                texts.get(at).map_or_else(Values::default, |text| Values::default().text("details", *text))
            };
            push(Action::Reworded, "details", of(&gone), of(&come));
        }
        let place = before.parent.map(|parent| self.paired.items.of_old(parent));
        let stays = match (place, after.parent) {
            (None, None) => true,
            (Some(Some(parent)), Some(now)) => parent == now,
            _ => false,
        };
        if !stays {
            let path = |edition: &Edition<'_>, at: usize| {
                let path = edition.path(at).into_iter().map(|name| name.label);
                Values::default().list("place", path.collect())
            };
            push(Action::Moved, "place", path(self.old, old), path(self.new, new));
        }
        changes
    }

    /// The bodies in charge of a measure.
    pub(super) fn in_charge(&self, old: usize, new: usize) -> Vec<Change> {
        let (Some(before), Some(after)) = (self.old.items.get(old), self.new.items.get(new)) else {
            return Vec::new();
        };
        // By body: its name, and the roles in both editions.
        let mut roles: BTreeMap<usize, (&str, [Vec<bool>; 2])> = BTreeMap::new();
        for (body, lead) in &before.bodies {
            let entry = roles.entry(self.bodies.one(*body)).or_default();
            entry.0 = self.old.body_label(*body);
            let [was, _] = &mut entry.1;
            was.push(*lead);
        }
        for (body, lead) in &after.bodies {
            let entry = roles.entry(*body).or_default();
            entry.0 = self.new.body_label(*body);
            let [_, is] = &mut entry.1;
            is.push(*lead);
        }
        let mut changes = Vec::new();
        for (name, [was, is]) in roles.into_values().filter(|(_, [was, is])| was != is) {
            let action = match (was.is_empty(), is.is_empty()) {
                (true, _) => Action::Added,
                (_, true) => Action::Removed,
                _ => Action::Changed,
            };
            let values = |roles: Vec<bool>| {
                let words: Vec<&str> =
                    roles.iter().rev().map(|lead| if *lead { "lead" } else { "supporting" }).collect();
                let values = Values::default().text("ministry", name).text("role", words.join(" and "));
                (!roles.is_empty()).then_some(values)
            };
            let mut change = self.at_item(Kind::Ministry, action, old, new);
            (change.before, change.after) = (values(was), values(is));
            changes.push(change);
        }
        changes
    }

    /// What is listed again under headings.
    pub(super) fn relistings(&self) -> Vec<(Place, Vec<Change>)> {
        let pairs = &self.paired.items;
        let mut found = Vec::new();
        for (old, new, _) in pairs.all() {
            let (Some(before), Some(after)) = (self.old.items.get(old), self.new.items.get(new)) else {
                continue;
            };
            let told = |edition: &Edition<'_>, item: usize, action: Action| {
                let mut change = self.at_item(Kind::Relisting, action, old, new);
                let name = edition.items.get(item).map_or("", |item| item.label);
                let values = Values::default().text("item", name);
                *(if action == Action::Added { &mut change.after } else { &mut change.before }) =
                    Some(values);
                change
            };
            let mut changes = Vec::new();
            for item in &before.relists {
                if pairs.of_old(*item).is_none_or(|item| after.relists.binary_search(&item).is_err()) {
                    changes.push(told(self.old, *item, Action::Removed));
                }
            }
            for item in &after.relists {
                if pairs.of_new(*item).is_none_or(|item| before.relists.binary_search(&item).is_err()) {
                    changes.push(told(self.new, *item, Action::Added));
                }
            }
            found.push((Place { new: Some(new), gone: None }, changes));
        }
        found
    }
}

/// What came or went with a measure: it is told with it, not one by one.
fn content(edition: &Edition<'_>, at: usize, kind: Kind) -> Option<Values> {
    let item = edition.items.get(at).filter(|_| kind == Kind::Measure)?;
    let bodies = |lead: bool| -> Vec<String> {
        let bodies = item.bodies.iter().filter(|(_, found)| *found == lead);
        bodies.map(|(body, _)| edition.body_label(*body).to_owned()).collect()
    };
    let statements = i64::try_from(item.cells.len()).unwrap_or(i64::MAX);
    Some(
        Values::default()
            .list("lead", bodies(true))
            .list("supporting", bodies(false))
            .list("programs", edition.program_labels(&item.uses))
            .value("statements", Value::Number(statements)),
    )
}

//! Programs themselves: names, and what they are part of.

use super::Both;
use crate::diff::change::{Action, Change, Kind, Values};
use crate::diff::excerpt::excerpt;
use std::collections::BTreeSet;

impl Both<'_, '_> {
    pub(super) fn own_of_programs(&self) -> Vec<Change> {
        let pairs = &self.paired.programs;
        let mut changes = Vec::new();
        for old in pairs.only_old() {
            changes.push(Change::new(Kind::Program, Action::Removed, self.old.program_thing(old), None));
        }
        for new in pairs.only_new() {
            changes.push(Change::new(Kind::Program, Action::Added, None, self.new.program_thing(new)));
        }
        for (old, new, how) in pairs.all() {
            let (Some(before), Some(after)) = (self.old.programs.get(old), self.new.programs.get(new)) else {
                continue;
            };
            let mut tell = |action: Action, what: &'static str, was: Values, is: Values| {
                let sides = (self.old.program_thing(old), self.new.program_thing(new));
                let mut change = Change::new(Kind::Program, action, sides.0, sides.1);
                if let (Some(was), Some(is)) = (was.get_text(what), is.get_text(what)) {
                    change.excerpt = excerpt(was, is);
                }
                (change.what, change.before, change.after) = (Some(what), Some(was), Some(is));
                change.pairing = Some(how);
                changes.push(change);
            };
            if before.label != after.label {
                let [was, is] = [before, after].map(|program| Values::default().text("label", program.label));
                tell(Action::Reworded, "label", was, is);
            }
            let was: BTreeSet<&str> = before.aliases.iter().copied().collect();
            let is: BTreeSet<&str> = after.aliases.iter().copied().collect();
            // A name that became the main one, or was it, is told as that.
            let own = [before.label, after.label];
            let list = |names: &BTreeSet<&str>, others: &BTreeSet<&str>| -> Vec<String> {
                let alone = names.difference(others).filter(|name| !own.contains(name));
                alone.map(|&name| name.to_owned()).collect()
            };
            let (gone, come) = (list(&was, &is), list(&is, &was));
            if !gone.is_empty() || !come.is_empty() {
                let values = |names| Values::default().list("other names", names);
                tell(Action::Changed, "other names", values(gone), values(come));
            }
            let mut now = after.parents.clone();
            now.sort_unstable();
            if self.programs.of(&before.parents) != now {
                let was = Values::default().list("part of", self.old.program_labels(&before.parents));
                let is = Values::default().list("part of", self.new.program_labels(&after.parents));
                tell(Action::Changed, "part of", was, is);
            }
            if before.review_sheets != after.review_sheets {
                let [was, is] = [before, after]
                    .map(|program| Values::default().text("review sheet", program.review_sheets.join(" ")));
                tell(Action::Changed, "review sheet", was, is);
            }
        }
        changes
    }
}

//! What is said of the reports as wholes.

use super::Both;
use crate::diff::change::{Action, Change, Kind, Name, Thing, Values};
use crate::diff::edition::Report;
use crate::diff::excerpt::excerpt;

impl Both<'_, '_> {
    pub(super) fn documents(&self) -> Vec<Change> {
        let pairs = &self.paired.reports;
        let old = |at: usize| self.old.reports.get(at);
        let new = |at: usize| self.new.reports.get(at);
        let mut changes = Vec::new();
        for report in pairs.only_old().into_iter().filter_map(old) {
            changes.push(Change::new(Kind::Document, Action::Removed, Some(thing(report)), None));
        }
        for report in pairs.only_new().into_iter().filter_map(new) {
            changes.push(Change::new(Kind::Document, Action::Added, None, Some(thing(report))));
        }
        for (before, after, how) in pairs.all() {
            let (Some(before), Some(after)) = (old(before), new(after)) else { continue };
            let change = |what: &'static str, values: [Values; 2]| {
                let sides = (Some(thing(before)), Some(thing(after)));
                let mut change = Change::new(Kind::Document, Action::Changed, sides.0, sides.1);
                let [was, is] = values;
                (change.what, change.before, change.after) = (Some(what), Some(was), Some(is));
                change.pairing = Some(how);
                change
            };
            if before.title != after.title {
                let values = [before, after].map(|report| Values::default().text("title", report.title));
                let mut change = change("title", values);
                change.excerpt = excerpt(before.title, after.title);
                changes.push(change);
            }
            for (what, was, is) in [
                ("publisher", &before.publishers, &after.publishers),
                ("licence", &before.licences, &after.licences),
            ] {
                if was != is {
                    let owned = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect();
                    changes.push(change(
                        what,
                        [Values::default().list(what, owned(was)), Values::default().list(what, owned(is))],
                    ));
                }
            }
        }
        changes
    }
}

fn thing(report: &Report<'_>) -> Thing {
    Thing {
        name: Name { iri: report.iri.to_owned(), label: report.title.to_owned() },
        line: None,
        under: Vec::new(),
        leads: Vec::new(),
        measures: Vec::new(),
    }
}

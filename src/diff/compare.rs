//! From pairs to differences.

mod cells;
mod columns;
mod documents;
mod items;
mod money;
mod order;
mod programs;
mod results;
mod things;
mod uses;

use super::change::{Change, Kind, Pairing};
use super::edition::Edition;
use super::pair::{Paired, Shared};
use columns::Columns;

/// Both editions with what is known of them together.
struct Both<'b, 'q> {
    old: &'b Edition<'q>,
    new: &'b Edition<'q>,
    paired: Paired,
    programs: Shared,
    bodies: Shared,
    columns: Columns,
}

/// All differences: by kind where they are of the edition as a whole, else in reading order of the plan.
pub(super) fn changes(old: &Edition<'_>, new: &Edition<'_>) -> Vec<Change> {
    let paired = Paired::new(old, new);
    let (programs, bodies) = (paired.programs.shared(), paired.bodies.shared());
    let both = Both { old, new, paired, programs, bodies, columns: Columns::new(old, new) };
    let mut changes = both.documents();
    changes.extend(both.whole_columns());
    changes.extend(both.plan());
    changes.extend(both.own_of_programs());
    changes.extend(both.lines());
    for change in &mut changes {
        if change.pairing == Some(Pairing::SameIri) {
            change.pairing = None;
        }
    }
    changes
}

impl Both<'_, '_> {
    /// The differences of the plan's items and of what stands in their cells, in reading order: that of the new edition, what only
    /// the old one has behind what stood before it there.
    fn plan(&self) -> Vec<Change> {
        let mut at_items: Vec<(Place, Vec<Change>)> = Vec::new();
        // Where the item before it in the old edition stands in the new one.
        let mut before = None;
        let pairs = &self.paired.items;
        for old in 0..self.old.items.len() {
            match pairs.of_old(old) {
                Some(new) => before = Some(new),
                None => at_items.push((Place { new: before, gone: Some(old) }, self.removed_item(old))),
            }
        }
        for new in self.paired.items.only_new() {
            at_items.push((Place { new: Some(new), gone: None }, self.added_item(new)));
        }
        let moved = self.moved_among_siblings();
        for (old, new, how) in pairs.all() {
            let mut changes = self.item(old, new, how);
            changes.extend(moved.get(&old).cloned());
            changes.extend(self.in_charge(old, new));
            changes.extend(self.uses(old, new));
            changes.extend(self.cells(old, new));
            at_items.push((Place { new: Some(new), gone: None }, changes));
        }
        at_items.extend(self.relistings());
        at_items.sort_by_key(|(place, _)| *place);
        at_items.into_iter().flat_map(|(_, changes)| changes).collect()
    }
}

/// Where a difference is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    new: Option<usize>,
    gone: Option<usize>,
}

/// The kind of what happened to the words of an item: headings are renamed, measures reworded; both are called the same.
fn kind_of(edition: &Edition<'_>, item: usize) -> Kind {
    edition.items.get(item).map_or(Kind::Measure, |item| item.level.kind())
}

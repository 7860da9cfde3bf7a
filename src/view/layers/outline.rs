//! The left side: what is listed under which heading, in the order of the plan.
//!
//! Measures stand as in the matrix. Headings without a measure stand where the order of the headings puts them, unless the view is
//! narrowed to some bodies: then a heading without a measure says nothing.

use crate::view::links::{HeadingRow, Links, Under};
use crate::view::matrix::order::columns;
use crate::view::selection::Selection;
use std::collections::{BTreeMap, BTreeSet};

/// A heading over neighbouring things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<T> {
    /// The heading, as a place in the rows of its kind; none over what has none.
    pub heading: Option<usize>,
    /// Whether the heading itself is listed here a second time (再掲).
    pub again: bool,
    /// What stands under it.
    pub inside: Vec<T>,
}

/// A measure at one of the places where it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The measure, as a place in [`Links::measures`].
    pub measure: usize,
    /// The line of the source where it is listed, from 1.
    pub line: Option<i64>,
    /// Whether this is a second listing.
    pub again: bool,
    /// Whether the measure is shown here; the other listings point to this one.
    pub main: bool,
}

/// A group of measures, or measures without a group.
pub type Group = Block<Entry>;
/// An objective.
pub type Objective = Block<Group>;
/// A goal.
pub type Goal = Block<Objective>;

/// A listing with all that it is sorted and grouped by.
struct Listed {
    under: Under,
    entry: Entry,
    /// Whether objective and group are not where they stand first.
    visits: (bool, bool),
}

/// What is listed, goal by goal.
pub fn outline(links: &Links, selection: &Selection) -> Vec<Goal> {
    let mut goals = fold(listed(links));
    if selection.bodies.is_empty() {
        add_goals(&mut goals, links, selection);
        add_objectives(&mut goals, links, selection);
        add_groups(&mut goals, links, selection);
    }
    goals
}

/// All listings in the order of columns of the matrix; the first listing that is shown of each measure is the main one.
fn listed(links: &Links) -> Vec<Listed> {
    let mut found = Vec::new();
    for (measure, place) in columns(links) {
        let Some(row) = links.measures.get(measure) else {
            continue;
        };
        let Some(listing) = row.listings.get(place) else {
            continue;
        };
        let under = listing.under;
        let home = |rows: &[HeadingRow], heading: Option<usize>| {
            heading.and_then(|heading| rows.get(heading)).map(|row| row.under)
        };
        let objective = home(&links.objectives, under.objective).is_some_and(|home| home.goal != under.goal);
        let group = home(&links.groups, under.group)
            .is_some_and(|home| (home.goal, home.objective) != (under.goal, under.objective));
        let entry = Entry { measure, line: listing.line, again: listing.again, main: false };
        found.push(Listed {
            under,
            visits: (listing.again && objective, listing.again && group && !objective),
            entry,
        });
    }
    let mut main: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, listed) in found.iter().enumerate() {
        let known = main.entry(listed.entry.measure).or_insert(at);
        if found.get(*known).is_some_and(|other| other.entry.again && !listed.entry.again) {
            *known = at;
        }
    }
    for at in main.into_values() {
        if let Some(listed) = found.get_mut(at) {
            listed.entry.main = true;
        }
    }
    found
}

/// Puts neighbours with the same heading under one.
fn fold(listed: Vec<Listed>) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for Listed { under, entry, visits } in listed {
        within(&mut goals, under.goal, false, |objectives| {
            within(objectives, under.objective, visits.0, |groups| {
                within(groups, under.group, visits.1, |entries| entries.push(entry));
            });
        });
    }
    goals
}

/// Goes on in the last block if it is under the heading, else in a new one.
fn within<T>(
    blocks: &mut Vec<Block<T>>,
    heading: Option<usize>,
    again: bool,
    then: impl FnOnce(&mut Vec<T>),
) {
    if blocks.last().is_none_or(|block| (block.heading, block.again) != (heading, again)) {
        blocks.push(Block { heading, again, inside: Vec::new() });
    }
    if let Some(block) = blocks.last_mut() {
        then(&mut block.inside);
    }
}

fn add_goals(goals: &mut Vec<Goal>, links: &Links, selection: &Selection) {
    let known: BTreeSet<Option<usize>> = goals.iter().map(|block| block.heading).collect();
    for goal in (0..links.goals.len()).map(Some) {
        let shown = selection.has_goal(Under { goal, ..Under::default() });
        if shown && !known.contains(&goal) {
            goals.push(Block { heading: goal, again: false, inside: Vec::new() });
        }
    }
    goals.sort_by_key(|block| block.heading.unwrap_or(usize::MAX));
}

/// The places of a heading: where it stands first, and where it is listed again.
fn homes(row: &HeadingRow) -> impl Iterator<Item = (Under, bool)> {
    std::iter::once((row.under, false)).chain(row.again.iter().map(|under| (*under, true)))
}

fn add_objectives(goals: &mut Vec<Goal>, links: &Links, selection: &Selection) {
    for (place, row) in links.objectives.iter().enumerate() {
        for (home, again) in homes(row).filter(|(home, _)| selection.has_goal(*home)) {
            let goal = find_or_add(goals, known(home.goal, links.goals.len()));
            if let Some(goal) = goals.get_mut(goal) {
                add(&mut goal.inside, place, again);
            }
        }
    }
}

fn add_groups(goals: &mut Vec<Goal>, links: &Links, selection: &Selection) {
    // A group of groups is told by the groups in it.
    let outer: BTreeSet<usize> = links.groups.iter().filter_map(|row| row.under.group).collect();
    for (place, row) in links.groups.iter().enumerate().filter(|(place, _)| !outer.contains(place)) {
        for (home, again) in homes(row).filter(|(home, _)| selection.has_goal(*home)) {
            let goal = find_or_add(goals, known(home.goal, links.goals.len()));
            let Some(goal) = goals.get_mut(goal) else {
                continue;
            };
            let objective = find_or_add(&mut goal.inside, known(home.objective, links.objectives.len()));
            if let Some(objective) = goal.inside.get_mut(objective) {
                add(&mut objective.inside, place, again);
            }
        }
    }
}

fn known(place: Option<usize>, count: usize) -> Option<usize> {
    place.filter(|place| *place < count)
}

/// The place of the block under a heading; a new one at the end if there is none.
fn find_or_add<T>(blocks: &mut Vec<Block<T>>, heading: Option<usize>) -> usize {
    blocks.iter().position(|block| block.heading == heading).unwrap_or_else(|| {
        blocks.push(Block { heading, again: false, inside: Vec::new() });
        blocks.len() - 1
    })
}

/// Adds a heading with nothing under it, unless it is there: after the headings before it and what has none, or last if it is
/// listed again.
fn add<T>(blocks: &mut Vec<Block<T>>, heading: usize, again: bool) {
    if blocks.iter().any(|block| block.heading == Some(heading)) {
        return;
    }
    let before = |block: &Block<T>| !block.again && block.heading.is_some_and(|other| other < heading);
    let bare = blocks.iter().take_while(|block| block.heading.is_none()).count();
    let after = blocks.iter().rposition(before).map_or(bare, |last| last + 1);
    let at = if again { blocks.len() } else { after };
    blocks.insert(at, Block { heading: Some(heading), again, inside: Vec::new() });
}

//! Differences in numbers.

use super::change::{Action, Change, Kind};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many differences of a kind, or at a goal or ministry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// What only the new edition has.
    pub added: usize,
    /// What only the old edition has.
    pub removed: usize,
    /// What has other values.
    pub changed: usize,
    /// What has other words.
    pub reworded: usize,
    /// What stands elsewhere.
    pub moved: usize,
}

impl Count {
    fn add(&mut self, action: Action) {
        *match action {
            Action::Added => &mut self.added,
            Action::Removed => &mut self.removed,
            Action::Changed => &mut self.changed,
            Action::Reworded => &mut self.reworded,
            Action::Moved => &mut self.moved,
        } += 1;
    }

    /// The numbers in the order of [`Action::ALL`].
    pub fn by_action(&self) -> [usize; 5] {
        [self.added, self.removed, self.changed, self.reworded, self.moved]
    }

    /// All together.
    pub fn all(&self) -> usize {
        self.by_action().iter().sum()
    }
}

/// Numbers of differences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// By kind, those that there are.
    pub kinds: Vec<(Kind, Count)>,
    /// By goal, for what is at the plan's items, in reading order.
    pub goals: Vec<(String, Count)>,
    /// By ministry that leads the measure, in either edition, for what is at measures. A measure with two leads counts for both.
    pub ministries: Vec<(String, Count)>,
}

impl Summary {
    /// Counts differences.
    pub fn new(changes: &[Change]) -> Self {
        let mut kinds: BTreeMap<Kind, Count> = BTreeMap::new();
        let mut goals: Vec<(String, Count)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut ministries: BTreeMap<&str, Count> = BTreeMap::new();
        for change in changes {
            kinds.entry(change.kind).or_default().add(change.action);
            for lead in change.leads() {
                ministries.entry(lead).or_default().add(change.action);
            }
            let Some(goal) = &change.goal else { continue };
            let place = *places.entry(&goal.iri).or_insert(goals.len());
            if place == goals.len() {
                goals.push((goal.label.clone(), Count::default()));
            }
            if let Some((_, count)) = goals.get_mut(place) {
                count.add(change.action);
            }
        }
        Self {
            kinds: kinds.into_iter().collect(),
            goals,
            ministries: ministries.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
        }
    }
}

//! The plan tree under construction: which heading stands above a row, and which items are listed a second time.

use super::id::hash16;
use super::model::{ItemId, Relisting, RelistingForm};
use crate::notation::heading::Marker;
use crate::profile::DepthKey;
use crate::source::text::fold_key;
use foldhash::HashMap;

/// A level of the plan tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Goal,
    Objective,
    Group,
    Measure,
}

impl Level {
    /// Headings below the second depth are all groups.
    fn of_depth(depth: usize) -> Self {
        match depth {
            0 => Self::Goal,
            1 => Self::Objective,
            _ => Self::Group,
        }
    }
}

/// Where in its row a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) column: u32,
    /// A further heading or a measure stands in the same row.
    pub(super) beside: bool,
}

/// A heading that is in force.
#[derive(Debug, Clone)]
pub(super) struct OpenHeading {
    pub(super) id: ItemId,
    pub(super) level: Level,
    pub(super) label: String,
    pub(super) number: Option<u32>,
    depth: usize,
    /// Folded labels from the goal down to this heading.
    path: Vec<String>,
    pub(super) relisted: bool,
    /// Set once a page's header row has been seen since.
    on_earlier_page: bool,
}

/// What a heading or measure turned out to be.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) id: ItemId,
    pub(super) level: Level,
    /// The item it hangs on.
    pub(super) parent: Option<ItemId>,
    pub(super) relisting: Option<Relisting>,
    /// The same words stand under the same parent already.
    pub(super) repeated: bool,
    /// It is marked as listed before, but nothing was.
    pub(super) unresolved: bool,
    /// It is a heading that a page repeats: no new item.
    pub(super) continues: bool,
}

/// The headings above the current row, and all items so far.
#[derive(Debug, Default)]
pub(super) struct Tree {
    plan: String,
    open: Vec<OpenHeading>,
    /// Depths from 0: those that were known beforehand, then those that follow from the order.
    depths: Vec<(DepthKey, usize)>,
    /// How many of them were known beforehand.
    given: usize,
    /// What headings of the document have, in order of first appearance.
    keys: Vec<DepthKey>,
    /// Columns in which headings without a mark have rows of their own.
    unmarked_columns: Vec<u32>,
    /// No heading has a mark: their columns tell their depths.
    by_column: bool,
    /// Number of items of each identifier's words, for repeats.
    seen: HashMap<ItemId, u32>,
    parents: HashMap<ItemId, (Option<ItemId>, Vec<String>)>,
    by_label: HashMap<String, Vec<(Level, ItemId)>>,
}

impl Tree {
    /// A tree of the plan with a key; `depths` are those that are known, from 1.
    pub(super) fn new(plan: &str, depths: &[(DepthKey, u8)]) -> Self {
        let depths: Vec<(DepthKey, usize)> =
            depths.iter().map(|(key, depth)| (*key, usize::from(*depth).saturating_sub(1))).collect();
        Self { plan: plan.to_owned(), given: depths.len(), depths, ..Self::default() }
    }

    /// What headings of the document have, with its depth from 1, and whether any depth had to be assumed.
    pub(super) fn depths(&self) -> (Vec<(DepthKey, u32)>, bool) {
        let known = |key: &DepthKey| self.depths.iter().position(|(known, _)| known == key);
        let depth = |at: usize| self.depths.get(at).and_then(|(_, depth)| u32::try_from(depth + 1).ok());
        let found = self.keys.iter().filter_map(|key| Some((*key, depth(known(key)?)?))).collect();
        let assumed = self.keys.iter().filter_map(known).any(|at| at >= self.given);
        (found, assumed)
    }

    /// A page begins: headings in force may be printed again without being new.
    pub(super) fn new_page(&mut self) {
        for heading in &mut self.open {
            heading.on_earlier_page = true;
        }
    }

    /// The heading of a level in force.
    pub(super) fn open(&self, level: Level) -> Option<&OpenHeading> {
        self.open.iter().rev().find(|heading| heading.level == level)
    }

    /// The innermost heading in force.
    pub(super) fn innermost(&self) -> Option<&OpenHeading> {
        self.open.last()
    }

    /// Inside one document a mark keeps one depth; if it is not known, it follows from the order of first appearance
    /// (NOTATIONS 2.4).
    fn depth(&mut self, key: DepthKey) -> usize {
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
        match self.known_depth(key) {
            Some(depth) => depth,
            None => {
                let depth = self.depths.iter().map(|(_, depth)| depth + 1).max().unwrap_or(0);
                self.depths.push((key, depth));
                depth
            }
        }
    }

    fn known_depth(&self, key: DepthKey) -> Option<usize> {
        self.depths.iter().find(|(known, _)| *known == key).map(|(_, depth)| *depth)
    }

    /// No heading of the document has a mark, and they stand in several columns.
    pub(super) fn tell_by_column(&mut self) {
        self.by_column = true;
    }

    /// Headings without a mark are told apart by their columns once they share rows with what stands below them.
    fn key(&mut self, marker: Marker, standing: Standing) -> DepthKey {
        let column = DepthKey::Column(standing.column);
        match marker {
            Marker::None if self.by_column => column,
            Marker::None if standing.beside && !self.unmarked_columns.contains(&standing.column) => column,
            Marker::None if !standing.beside && self.known_depth(column).is_some() => column,
            Marker::None => {
                if !self.unmarked_columns.contains(&standing.column) {
                    self.unmarked_columns.push(standing.column);
                }
                DepthKey::Mark(marker)
            }
            _ => DepthKey::Mark(marker),
        }
    }

    /// Places a heading.
    pub(super) fn heading(
        &mut self,
        marker: Marker,
        standing: Standing,
        label: &str,
        number: Option<u32>,
        relisted: bool,
    ) -> Placed {
        let key = self.key(marker, standing);
        if relisted && let Some(placed) = self.relisted_heading(key, label) {
            return placed;
        }
        let depth = self.depth(key);
        self.open.retain(|heading| heading.depth <= depth);
        if let Some(same) = self.open.last()
            && same.depth == depth
            && (same.on_earlier_page || standing.beside)
            && !same.relisted
            && same.path.last().is_some_and(|last| *last == fold_key(label))
        {
            return Placed { continues: true, ..placed(same.id.clone(), same.level) };
        }
        self.open.retain(|heading| heading.depth < depth);
        let parent = self.open.last().cloned();
        let (id, path, repeated) = self.identify(parent.as_ref(), label);
        let level = Level::of_depth(depth);
        self.by_label.entry(fold_key(label)).or_default().push((level, id.clone()));
        let parent_id = parent.map(|heading| heading.id);
        self.parents.insert(id.clone(), (parent_id.clone(), path.clone()));
        self.open.push(OpenHeading {
            id: id.clone(),
            level,
            label: label.to_owned(),
            number,
            depth,
            path,
            relisted: false,
            on_earlier_page: false,
        });
        Placed { parent: parent_id, repeated, unresolved: relisted, ..placed(id, level) }
    }

    /// A heading that a page goes on with, 「…(続き)」: the item of the same words above, in force again.
    pub(super) fn continued_heading(
        &mut self,
        marker: Marker,
        standing: Standing,
        label: &str,
        number: Option<u32>,
    ) -> bool {
        let key = self.key(marker, standing);
        let Some(depth) = self.known_depth(key) else { return false };
        let level = Level::of_depth(depth);
        let words = fold_key(label);
        let same = |heading: &OpenHeading| heading.depth == depth && heading.path.last() == Some(&words);
        if self.open.iter().any(same) {
            self.open.retain(|heading| heading.depth <= depth);
            return true;
        }
        let earlier =
            self.by_label.get(&words).and_then(|items| items.iter().rev().find(|(of, _)| *of == level));
        let Some((_, id)) = earlier.cloned() else { return false };
        self.open.retain(|heading| heading.depth < depth);
        let (_, path) = self.parents.get(&id).cloned().unwrap_or_default();
        let (label, relisted, on_earlier_page) = (label.to_owned(), false, false);
        self.open.push(OpenHeading { id, level, label, number, depth, path, relisted, on_earlier_page });
        true
    }

    /// A heading marked as re-listed is the item of the same words that stands above it, wherever it hangs.
    fn relisted_heading(&mut self, key: DepthKey, label: &str) -> Option<Placed> {
        let known_depth = self.known_depth(key);
        let wanted = known_depth.map(Level::of_depth);
        let candidates = self.by_label.get(&fold_key(label))?;
        let (level, id) =
            candidates.iter().find(|(level, _)| Some(*level) == wanted).or(candidates.first())?.clone();
        let depth = known_depth.unwrap_or(level as usize);
        self.open.retain(|heading| heading.depth < depth);
        let under =
            self.open.iter().rev().find(|heading| !heading.relisted).map(|heading| heading.id.clone());
        let (parent, path) = self.parents.get(&id).cloned().unwrap_or_default();
        self.open.push(OpenHeading {
            id: id.clone(),
            level,
            label: label.to_owned(),
            number: None,
            depth,
            path,
            relisted: true,
            on_earlier_page: false,
        });
        Some(Placed {
            parent,
            relisting: Some(Relisting { under, form: RelistingForm::Reference }),
            ..placed(id, level)
        })
    }

    /// Places a measure. Under a re-listed heading a measure of the same words is its original; elsewhere it is if
    /// it is marked as listed before.
    pub(super) fn measure(&mut self, text: &str, relisted: bool) -> Placed {
        let parent = self.open.last().cloned();
        if parent.as_ref().is_some_and(|parent| parent.relisted) || relisted {
            let words = fold_key(text);
            let original = match &parent {
                Some(parent) if parent.relisted => {
                    Some(self.hash(&parent.path, &words)).filter(|id| self.seen.contains_key(id))
                }
                _ => None,
            };
            let original = original.or_else(|| {
                self.by_label
                    .get(&words)
                    .and_then(|items| items.iter().find(|(level, _)| *level == Level::Measure))
                    .map(|(_, id)| id.clone())
            });
            if let Some(id) = original {
                let under = self
                    .open
                    .iter()
                    .rev()
                    .find(|heading| !heading.relisted)
                    .map(|heading| heading.id.clone());
                let (parent, _) = self.parents.get(&id).cloned().unwrap_or_default();
                let relisting = Some(Relisting { under, form: RelistingForm::Repetition });
                return Placed { parent, relisting, ..placed(id, Level::Measure) };
            }
        }
        let (id, path, repeated) = self.identify(parent.as_ref(), text);
        if let Some(words) = path.last() {
            self.by_label.entry(words.clone()).or_default().push((Level::Measure, id.clone()));
        }
        let parent = parent.map(|heading| heading.id);
        self.parents.insert(id.clone(), (parent.clone(), Vec::new()));
        Placed { parent, repeated, unresolved: relisted, ..placed(id, Level::Measure) }
    }

    /// The goal that an item hangs on, however far below it stands.
    pub(super) fn goal_of(&self, id: &str, goals: &HashMap<ItemId, u32>) -> Option<ItemId> {
        let mut at = id;
        // A tree is at most as deep as there are items.
        for _ in 0..=self.parents.len() {
            if goals.contains_key(at) {
                return Some(at.to_owned());
            }
            at = self.parents.get(at)?.0.as_deref()?;
        }
        None
    }

    fn hash(&self, path: &[String], words: &str) -> ItemId {
        hash16([self.plan.as_str()].into_iter().chain(path.iter().map(String::as_str)).chain([words]))
    }

    /// The identifier of words under a parent, the path to them, and whether they stand there a second time.
    fn identify(&mut self, parent: Option<&OpenHeading>, words: &str) -> (ItemId, Vec<String>, bool) {
        let path = parent.map(|heading| heading.path.clone()).unwrap_or_default();
        let mut words = fold_key(words);
        let first = self.hash(&path, &words);
        let count = self.seen.entry(first.clone()).and_modify(|count| *count += 1).or_insert(1);
        let (id, repeated) = if *count > 1 {
            words = format!("{words}-{count}");
            (format!("{first}-{count}"), true)
        } else {
            (first, false)
        };
        let mut whole = path;
        whole.push(words);
        (id, whole, repeated)
    }
}

fn placed(id: ItemId, level: Level) -> Placed {
    Placed { id, level, parent: None, relisting: None, repeated: false, unresolved: false, continues: false }
}

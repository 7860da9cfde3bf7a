//! Which things of two editions are the same.
//!
//! Exact first: the same IRI, then the same words, then near words at the same place. Each thing is paired at most once.
//! Every step looks at both sides alike, so that comparing the other way round gives the same pairs.

mod items;
mod lines;
mod near;
mod programs;

use super::change::Pairing;
use super::edition::Edition;
use std::collections::BTreeMap;

/// Pairs of one kind of things, by their numbers in both editions.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    by_old: Vec<Option<(usize, Pairing)>>,
    by_new: Vec<Option<usize>>,
}

impl Pairs {
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { by_old: vec![None; old], by_new: vec![None; new] }
    }

    pub(super) fn of_old(&self, old: usize) -> Option<usize> {
        self.by_old.get(old).copied().flatten().map(|(new, _)| new)
    }

    pub(super) fn of_new(&self, new: usize) -> Option<usize> {
        self.by_new.get(new).copied().flatten()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (usize, usize, Pairing)> {
        let pairs = self.by_old.iter().enumerate();
        pairs.filter_map(|(old, pair)| pair.map(|(new, how)| (old, new, how)))
    }

    /// Numbers of the old edition that have no pair.
    pub(super) fn only_old(&self) -> Vec<usize> {
        (0..self.by_old.len()).filter(|old| self.of_old(*old).is_none()).collect()
    }

    /// Numbers of the new edition that have no pair.
    pub(super) fn only_new(&self) -> Vec<usize> {
        (0..self.by_new.len()).filter(|new| self.of_new(*new).is_none()).collect()
    }

    /// Makes a pair, unless one of both has one.
    fn join(&mut self, old: usize, new: usize, how: Pairing) {
        if let (Some(left @ None), Some(right @ None)) = (self.by_old.get_mut(old), self.by_new.get_mut(new))
        {
            *left = Some((new, how));
            *right = Some(old);
        }
    }

    /// Pairs what is left and has the same key, in order where there are several.
    fn join_equal<K: Ord>(
        &mut self,
        how: Pairing,
        old_key: impl Fn(usize) -> Option<K>,
        new_key: impl Fn(usize) -> Option<K>,
    ) {
        let mut waiting: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for old in self.only_old() {
            if let Some(key) = old_key(old) {
                waiting.entry(key).or_default().0.push(old);
            }
        }
        for new in self.only_new() {
            if let Some(key) = new_key(new) {
                waiting.entry(key).or_default().1.push(new);
            }
        }
        for (olds, news) in waiting.into_values() {
            for (old, new) in olds.into_iter().zip(news) {
                self.join(old, new, how);
            }
        }
    }

    /// One number for both sides of each pair, and one of its own for everything else.
    pub(super) fn shared(&self) -> Shared {
        let mut next = self.by_new.len();
        let old = (0..self.by_old.len())
            .map(|old| {
                self.of_old(old).unwrap_or_else(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        Shared { old }
    }
}

/// Numbers of the new edition, and further ones for what only the old edition has.
#[derive(Debug)]
pub(super) struct Shared {
    old: Vec<usize>,
}

impl Shared {
    /// The numbers of things of the old edition, ascending.
    pub(super) fn of(&self, olds: &[usize]) -> Vec<usize> {
        let mut shared: Vec<usize> = olds.iter().map(|old| self.one(*old)).collect();
        shared.sort_unstable();
        shared
    }

    pub(super) fn one(&self, old: usize) -> usize {
        self.old.get(old).copied().unwrap_or(usize::MAX)
    }
}

/// All pairs of two editions.
#[derive(Debug)]
pub(super) struct Paired {
    pub(super) reports: Pairs,
    pub(super) items: Pairs,
    pub(super) bodies: Pairs,
    pub(super) programs: Pairs,
    pub(super) lines: Pairs,
}

impl Paired {
    pub(super) fn new(old: &Edition<'_>, new: &Edition<'_>) -> Self {
        let items = items::pair(old, new);
        let programs = programs::pair(old, new, &items);
        let lines = lines::pair(old, new, &items, &programs);
        Self { reports: reports(old, new), items, bodies: bodies(old, new), programs, lines }
    }
}

fn reports(old: &Edition<'_>, new: &Edition<'_>) -> Pairs {
    let mut pairs = Pairs::new(old.reports.len(), new.reports.len());
    pairs.join_equal(
        Pairing::SameIri,
        |at| Some(old.reports.get(at)?.iri),
        |at| Some(new.reports.get(at)?.iri),
    );
    pairs.join_equal(
        Pairing::SameText,
        |at| Some(old.reports.get(at)?.title),
        |at| Some(new.reports.get(at)?.title),
    );
    if let ([old], [new]) = (pairs.only_old().as_slice(), pairs.only_new().as_slice()) {
        pairs.join(*old, *new, Pairing::OnlyOne);
    }
    pairs
}

fn bodies(old: &Edition<'_>, new: &Edition<'_>) -> Pairs {
    let mut pairs = Pairs::new(old.bodies.len(), new.bodies.len());
    pairs.join_equal(
        Pairing::SameIri,
        |at| Some(old.bodies.get(at)?.iri),
        |at| Some(new.bodies.get(at)?.iri),
    );
    pairs.join_equal(
        Pairing::SameText,
        |at| Some(old.bodies.get(at)?.key.as_str()),
        |at| Some(new.bodies.get(at)?.key.as_str()),
    );
    pairs
}

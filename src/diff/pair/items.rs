//! Which goals, objectives, groups and measures are the same.
//!
//! Identifiers are made from the words on the path to an item, so a renamed goal gives everything below it another one. Headings
//! are therefore recognised by the measures below them, too, and measures by their words wherever they stand.

use super::near::{Near, Text, best_first, near};
use super::{Pairing, Pairs};
use crate::diff::edition::{Edition, Item, Level};
use std::collections::BTreeMap;

/// How near the words of items at the same place have to be, in percent.
pub(in crate::diff) const AT_THE_SAME_PLACE: u8 = 60;
/// How near the words of measures at different places have to be.
pub(in crate::diff) const ANYWHERE: u8 = 85;
/// The share of measures that headings with other words need to have in common.
pub(in crate::diff) const MEASURES: u8 = 50;

/// Where an item hangs, by the numbers of the new edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Top,
    Under(usize),
}

struct Pairer<'e, 'q> {
    old: &'e Edition<'q>,
    new: &'e Edition<'q>,
    pairs: Pairs,
}

pub(super) fn pair(old: &Edition<'_>, new: &Edition<'_>) -> Pairs {
    let pairs = Pairs::new(old.items.len(), new.items.len());
    let mut pairer = Pairer { old, new, pairs };
    pairer.pairs.join_equal(
        Pairing::SameIri,
        |at| old.items.get(at).map(|item| (item.level, item.iri)),
        |at| new.items.get(at).map(|item| (item.level, item.iri)),
    );
    pairer.unique_measures();
    // Reworded measures tell which headings are the same, and these which measures are.
    for _ in 0..2 {
        for level in Level::HEADINGS {
            pairer.same_words_at_the_same_place(level);
            pairer.same_measures(level);
            pairer.near_words_at_the_same_place(level);
            pairer.same_words_anywhere(level);
        }
        pairer.same_words_at_the_same_place(Level::Measure);
        pairer.same_words_anywhere(Level::Measure);
        pairer.near_words_at_the_same_place(Level::Measure);
        pairer.near_words_anywhere();
    }
    pairer.pairs
}

impl<'e> Pairer<'e, '_> {
    /// Measures whose words stand once in either edition.
    fn unique_measures(&mut self) {
        let once = |edition: &'e Edition<'_>, left: Vec<usize>| {
            let mut places: BTreeMap<&'e str, Vec<usize>> = BTreeMap::new();
            for at in left {
                if let Some(item) = edition.items.get(at).filter(|item| is(item, Level::Measure)) {
                    places.entry(&item.key).or_default().push(at);
                }
            }
            places
        };
        let olds = once(self.old, self.pairs.only_old());
        let news = once(self.new, self.pairs.only_new());
        for (key, places) in olds {
            if let ([old], Some([new])) = (places.as_slice(), news.get(key).map(Vec::as_slice)) {
                self.pairs.join(*old, *new, Pairing::SameText);
            }
        }
    }

    /// The place of an item of the old edition as the new one numbers it; nothing if the new one has no such place.
    fn old_place(&self, at: usize) -> Option<Place> {
        match self.old.items.get(at)?.parent {
            None => Some(Place::Top),
            Some(parent) => self.pairs.of_old(parent).map(Place::Under),
        }
    }

    /// The place of an item of the new edition, if the old one has it.
    fn new_place(&self, at: usize) -> Option<Place> {
        match self.new.items.get(at)?.parent {
            None => Some(Place::Top),
            Some(parent) => self.pairs.of_new(parent).map(|_| Place::Under(parent)),
        }
    }

    fn same_words_at_the_same_place(&mut self, level: Level) {
        let key = |item: &'e Item<'_>| (is(item, level) && !item.key.is_empty()).then_some(item.key.as_str());
        let keyed = |edition: &'e Edition<'_>, at: usize, place: Option<Place>| {
            Some((place?, key(edition.items.get(at)?)?))
        };
        let old: BTreeMap<usize, _> = (self.pairs.only_old().into_iter())
            .filter_map(|at| Some((at, keyed(self.old, at, self.old_place(at))?)))
            .collect();
        let new: BTreeMap<usize, _> = (self.pairs.only_new().into_iter())
            .filter_map(|at| Some((at, keyed(self.new, at, self.new_place(at))?)))
            .collect();
        self.pairs.join_equal(Pairing::SameText, |at| old.get(&at).copied(), |at| new.get(&at).copied());
    }

    fn same_words_anywhere(&mut self, level: Level) {
        let key = |edition: &'e Edition<'_>, at: usize| {
            let item = edition.items.get(at).filter(|item| is(item, level))?;
            (!item.key.is_empty()).then_some(item.key.as_str())
        };
        let (old, new) = (self.old, self.new);
        self.pairs.join_equal(Pairing::SameText, |at| key(old, at), |at| key(new, at));
    }

    /// Headings below which mostly the same measures stand.
    fn same_measures(&mut self, level: Level) {
        let below = |edition: &Edition<'_>| {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for (at, item) in edition.items.iter().enumerate() {
                if item.level == Level::Measure
                    && let Some(heading) = edition.above(at, level)
                {
                    *counts.entry(heading).or_default() += 1;
                }
            }
            counts
        };
        let (olds, news) = (below(self.old), below(self.new));
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (old, new, _) in self.pairs.all() {
            if self.old.items.get(old).is_some_and(|item| is(item, Level::Measure))
                && let (Some(old), Some(new)) = (self.old.above(old, level), self.new.above(new, level))
                && self.pairs.of_old(old).is_none()
                && self.pairs.of_new(new).is_none()
            {
                *shared.entry((old, new)).or_default() += 1;
            }
        }
        let all = shared.into_iter().filter_map(|((old, new), count)| {
            let percent = 200 * count / (olds.get(&old)? + news.get(&new)?);
            let percent = u8::try_from(percent).unwrap_or(100);
            (percent >= MEASURES).then_some(Near { percent, old, new })
        });
        for near in best_first(all.collect()) {
            self.pairs.join(near.old, near.new, Pairing::SameMeasures(near.percent));
        }
    }

    fn near_words_at_the_same_place(&mut self, level: Level) {
        let mut places: BTreeMap<Place, (Vec<Text<'e>>, Vec<Text<'e>>)> = BTreeMap::new();
        for at in self.pairs.only_old() {
            if let (Some(text), Some(place)) = (words(self.old, at, level), self.old_place(at)) {
                places.entry(place).or_default().0.push((at, text));
            }
        }
        for at in self.pairs.only_new() {
            if let (Some(text), Some(place)) = (words(self.new, at, level), self.new_place(at)) {
                places.entry(place).or_default().1.push((at, text));
            }
        }
        for (olds, news) in places.into_values() {
            self.join_near(&olds, &news, AT_THE_SAME_PLACE);
        }
    }

    fn near_words_anywhere(&mut self) {
        let texts = |edition: &'e Edition<'_>, left: Vec<usize>| -> Vec<Text<'e>> {
            left.into_iter().filter_map(|at| Some((at, words(edition, at, Level::Measure)?))).collect()
        };
        let olds = texts(self.old, self.pairs.only_old());
        let news = texts(self.new, self.pairs.only_new());
        self.join_near(&olds, &news, ANYWHERE);
    }

    fn join_near(&mut self, olds: &[Text<'_>], news: &[Text<'_>], least: u8) {
        for near in best_first(near(olds, news, least)) {
            self.pairs.join(near.old, near.new, Pairing::NearText(near.percent));
        }
    }
}

fn is(item: &Item<'_>, level: Level) -> bool {
    item.level == level
}

fn words<'e>(edition: &'e Edition<'_>, at: usize, level: Level) -> Option<&'e str> {
    edition.items.get(at).filter(|item| is(item, level)).map(|item| item.key.as_str())
}

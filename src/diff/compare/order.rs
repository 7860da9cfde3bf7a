//! Which items stand elsewhere among the same siblings.

use super::{Both, kind_of};
use crate::diff::change::{Action, Change, Value, Values};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

impl Both<'_, '_> {
    /// Items that were moved among those that hang on the same item in both editions, by their numbers in the old one. The others
    /// kept their order; as many of them as can be are taken for unmoved.
    pub(super) fn moved_among_siblings(&self) -> BTreeMap<usize, Change> {
        let mut families: BTreeMap<Option<usize>, Vec<(usize, usize)>> = BTreeMap::new();
        for (old, new, _) in self.paired.items.all() {
            let (Some(before), Some(after)) = (self.old.items.get(old), self.new.items.get(new)) else {
                continue;
            };
            let place = before.parent.map(|parent| self.paired.items.of_old(parent));
            match (place, after.parent) {
                (None, None) => families.entry(None).or_default().push((old, new)),
                (Some(Some(parent)), Some(now)) if parent == now => {
                    families.entry(Some(now)).or_default().push((old, new));
                }
                _ => {}
            }
        }
        let mut moved = BTreeMap::new();
        for family in families.into_values() {
            let news: Vec<usize> = family.iter().map(|(_, new)| *new).collect();
            let weights: Vec<u64> = family.iter().map(|(old, new)| self.weight(*old, *new)).collect();
            let stays = heaviest_ascent(&news, &weights);
            let mut sorted = news.clone();
            sorted.sort_unstable();
            let rank = |at: usize| Value::Number(i64::try_from(at + 1).unwrap_or(i64::MAX));
            for (at, ((old, new), _)) in
                family.iter().zip(&stays).enumerate().filter(|(_, (_, stays))| !**stays)
            {
                let now = sorted.partition_point(|other| other < new);
                let mut change = self.at_item(kind_of(self.new, *new), Action::Moved, *old, *new);
                change.what = Some("order");
                change.before =
                    Some(Values::default().value("position", rank(at)).value("of", rank(news.len() - 1)));
                change.after =
                    Some(Values::default().value("position", rank(now)).value("of", rank(news.len() - 1)));
                moved.insert(*old, change);
            }
        }
        moved
    }

    /// All pairs weigh nearly the same; the rest, from their words, decides which of two that changed places is told, the same
    /// either way round.
    fn weight(&self, old: usize, new: usize) -> u64 {
        let key = |label: Option<&str>| xxh3_64(label.unwrap_or_default().as_bytes());
        let before = key(self.old.items.get(old).map(|item| item.key.as_str()));
        let after = key(self.new.items.get(new).map(|item| item.key.as_str()));
        (1 << 40) + (before.wrapping_add(after) >> 32)
    }
}

/// Which numbers of a list belong to its heaviest ascending part.
fn heaviest_ascent(numbers: &[usize], weights: &[u64]) -> Vec<bool> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    // For each rank, the heaviest part that ends there or below: a tree of maxima over beginnings of the ranks.
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); sorted.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let mut best = (0, None);
    for (at, (number, weight)) in numbers.iter().zip(weights).enumerate() {
        let rank = sorted.partition_point(|other| other < number);
        let (mut heaviest, mut node) = ((0, None), rank);
        while node > 0 {
            heaviest = heaviest.max(tree.get(node).copied().unwrap_or_default());
            node &= node - 1;
        }
        before.push(heaviest.1);
        let own = (heaviest.0 + weight, Some(at));
        best = best.max(own);
        node = rank + 1;
        while let Some(entry) = tree.get_mut(node) {
            *entry = (*entry).max(own);
            node += node & node.wrapping_neg();
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut at = best.1;
    while let Some(place) = at {
        if let Some(entry) = stays.get_mut(place) {
            *entry = true;
        }
        at = before.get(place).copied().flatten();
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_can_be_stay() {
        let one = |numbers: &[usize]| heaviest_ascent(numbers, &vec![1; numbers.len()]);
        assert_eq!(one(&[0, 1, 2]), [true; 3]);
        assert_eq!(one(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(one(&[0, 2, 3, 1]), [true, true, true, false]);
        assert_eq!(one(&[]), [true; 0]);
        assert_eq!(heaviest_ascent(&[1, 0], &[5, 4]), [true, false]);
        assert_eq!(heaviest_ascent(&[1, 0], &[4, 5]), [false, true]);
    }
}

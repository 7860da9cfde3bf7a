//! Links and numbers of things, by thing.

use super::Thing;

/// Values of things: those of one thing stand together, in order, each once.
#[derive(Debug, Clone)]
pub struct ByThing<T> {
    /// Where the values of each thing start, and where the last ones end.
    starts: Vec<u32>,
    values: Vec<T>,
}

/// Things that things are linked to.
pub type Links = ByThing<Thing>;

/// Numbers of things.
pub type Numbers = ByThing<i64>;

impl<T: Copy + Ord> ByThing<T> {
    /// Sorts pairs by thing and value; a pair that is there twice counts once.
    pub(super) fn new(mut pairs: Vec<(Thing, T)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self::of_sorted(&pairs)
    }

    fn of_sorted(pairs: &[(Thing, T)]) -> Self {
        let mut starts = Vec::new();
        for (at, (thing, _)) in (0_u32..).zip(pairs) {
            while starts.len() <= thing.place() {
                starts.push(at);
            }
        }
        starts.push(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        Self { starts, values: pairs.iter().map(|(_, value)| *value).collect() }
    }

    /// The values of a thing, in order.
    pub fn of(&self, thing: Thing) -> &[T] {
        let bound = |at: usize| self.starts.get(at).map(|start| *start as usize);
        match (bound(thing.place()), bound(thing.place() + 1)) {
            (Some(start), Some(end)) => self.values.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The smallest value of a thing.
    pub fn least(&self, thing: Thing) -> Option<T> {
        self.of(thing).first().copied()
    }

    /// Every thing that has values, with them, in the order of the things.
    pub fn iter(&self) -> impl Iterator<Item = (Thing, &[T])> {
        let things = self.starts.windows(2).zip(0_u32..);
        things.filter_map(|(bounds, thing)| match bounds {
            [start, end] if start < end => {
                Some((Thing(thing), self.values.get(*start as usize..*end as usize)?))
            }
            _ => None,
        })
    }
}

impl Links {
    /// The same links the other way.
    ///
    /// Time and space grow with the links and with the largest number of a thing.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut starts: Vec<u32> = Vec::new();
        for value in &self.values {
            if starts.len() < value.place() + 2 {
                starts.resize(value.place() + 2, 0);
            }
            if let Some(count) = starts.get_mut(value.place() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut values = vec![Thing(0); self.values.len()];
        // Subjects come in order, so each list is in order, too.
        for (thing, objects) in self.iter() {
            for object in objects {
                if let Some(place) = next.get_mut(object.place()) {
                    if let Some(value) = values.get_mut(*place as usize) {
                        *value = thing;
                    }
                    *place += 1;
                }
            }
        }
        if starts.is_empty() {
            starts.push(0);
        }
        Self { starts, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn links(pairs: &[(u32, u32)]) -> Links {
        Links::new(pairs.iter().map(|(from, to)| (Thing(*from), Thing(*to))).collect())
    }

    fn pairs(links: &Links) -> BTreeSet<(u32, u32)> {
        links.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.0, to.0))).collect()
    }

    #[test]
    fn each_thing_has_its_own_values_in_order() {
        let links = links(&[(3, 1), (0, 2), (3, 0), (3, 1)]);
        assert_eq!(links.of(Thing(3)), [Thing(0), Thing(1)]);
        assert_eq!(links.of(Thing(0)), [Thing(2)]);
        assert!(links.of(Thing(1)).is_empty() && links.of(Thing(9)).is_empty());
        assert_eq!(links.least(Thing(3)), Some(Thing(0)));
        assert!(Links::new(Vec::new()).of(Thing(0)).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_either_way(given in prop::collection::vec((0_u32..20, 0_u32..20), 0..60)) {
            let set: BTreeSet<(u32, u32)> = given.iter().copied().collect();
            let there = links(&given);
            let back = there.reversed();
            prop_assert_eq!(pairs(&there), set.clone());
            prop_assert_eq!(pairs(&back), set.iter().map(|(from, to)| (*to, *from)).collect());
            for (_, values) in back.iter() {
                prop_assert!(values.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }
}

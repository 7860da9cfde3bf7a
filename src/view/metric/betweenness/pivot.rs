//! Betweenness from some of the nodes.
//!
//! May live here: how many nodes are followed, which ones, and what their sums say about all nodes.

use super::lanes::{Counted, Source, Sums};
use super::{BUDGET, Effort};
use crate::view::metric::block::Near;
use crate::view::metric::lists::number;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Any number would do; another one takes other nodes.
pub(super) const SEED: u64 = 0;

/// How many nodes are followed in a block, if not all are. The same number is used in all blocks.
pub(super) fn pivots(effort: Effort, blocks: &[Near]) -> Option<u64> {
    match effort {
        Effort::Exact => None,
        Effort::Pivots(pivots) => Some(u64::from(pivots.get()).max(2)),
        Effort::Budget => {
            let work = |pivots: u64| {
                let works = blocks.iter().map(|near| pivots.min(near.nodes() as u64) * near.edges() as u64);
                works.fold(0, u64::saturating_add)
            };
            if work(u64::MAX) <= BUDGET {
                return None;
            }
            // Two pivots at least, or nothing could be said about the error.
            let (mut enough, mut too_many) = (2, u64::from(u32::MAX));
            while too_many - enough > 1 {
                let middle = enough.midpoint(too_many);
                if work(middle) <= BUDGET { enough = middle } else { too_many = middle }
            }
            Some(enough)
        }
    }
}

/// Nodes to follow in a block.
#[derive(Debug, PartialEq)]
pub(super) struct Chosen {
    /// Places, each as often as it was taken.
    pub(super) sources: Vec<Source>,
    /// How many nodes of the component were taken, if not all were.
    pub(super) taken: Option<f64>,
}

impl Chosen {
    /// How paths from the chosen nodes count.
    pub(super) fn counted(&self) -> Counted {
        if self.taken.is_some() { Counted::ByDistance } else { Counted::Whole }
    }
}

/// All nodes, or `pivots` of the component's nodes: each as likely as any other, none twice. What hangs on a node of the block
/// is followed from there.
pub(super) fn choose(near: &Near, pivots: Option<u64>, seed: u64) -> Chosen {
    let places = || near.stands_for.iter().zip(0_u32..);
    let Some(pivots) = pivots.filter(|pivots| *pivots < near.nodes() as u64) else {
        let sources = places().map(|(times, place)| Source { place, times: *times });
        return Chosen { sources: sources.collect(), taken: None };
    };
    let mut drawn: Vec<(u64, u32)> = Vec::new();
    let mut unit = 0_u64;
    for (stands_for, place) in places() {
        let mut left = *stands_for;
        while left > 0.0 {
            drawn.push((xxh3_64_with_seed(&unit.to_le_bytes(), seed), place));
            unit += 1;
            left -= 1.0;
        }
    }
    drawn.sort_unstable();
    drawn.truncate(usize::try_from(pivots).unwrap_or(usize::MAX));
    let mut places: Vec<u32> = drawn.iter().map(|(_, place)| *place).collect();
    places.sort_unstable();
    let times = places.chunk_by(|one, next| one == next);
    let sources = times.filter_map(|same| Some(Source { place: *same.first()?, times: float(same.len()) }));
    Chosen { sources: sources.collect(), taken: Some(float(places.len())) }
}

/// What is known of one node after paths were followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Estimate {
    /// How much all nodes of the component depend on it.
    pub(super) sum: f64,
    /// The variance of that number.
    pub(super) variance: f64,
    /// How far the number is off at most, with a probability of 95 %.
    pub(super) within: f64,
}

/// What the sums of chosen nodes say about all nodes of the component, for each place.
pub(super) fn expand(near: &Near, chosen: &Chosen, sums: &Sums) -> Vec<Estimate> {
    let Some(taken) = chosen.taken else {
        let exact = |sum: &f64| Estimate { sum: *sum, variance: 0.0, within: 0.0 };
        return sums.dependencies.iter().map(exact).collect();
    };
    let all: f64 = near.stands_for.iter().sum();
    let estimates = sums.dependencies.iter().zip(&sums.squares).map(|(sum, squares)| {
        // The variance of one node's dependency, unbiased; rounding may leave less than nothing.
        let one = ((squares - sum * sum / taken) / (taken - 1.0)).max(0.0);
        // No dependency is above twice the number of nodes: see `Counted::ByDistance`.
        let range = 2.0 * all;
        let odds = (3.0_f64 / 0.05).ln();
        Estimate {
            sum: sum * all / taken,
            variance: all * all * (1.0 - taken / all) * one / taken,
            within: all * ((2.0 * one * odds / taken).sqrt() + 3.0 * range * odds / taken),
        }
    });
    estimates.collect()
}

fn float(count: usize) -> f64 {
    f64::from(number(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::metric::block::Block;
    use std::num::NonZeroU32;

    /// A circle of `nodes`, each standing for two.
    fn circle(nodes: u32) -> Near {
        Near::new(&Block {
            nodes: (0..nodes).collect(),
            stands_for: vec![2.0; nodes as usize],
            edges: (0..nodes).map(|node| (node, (node + 1) % nodes)).collect(),
        })
    }

    #[test]
    fn pivots_are_drawn_from_all_that_the_block_stands_for() {
        let near = circle(100);
        let all = choose(&near, None, SEED);
        assert_eq!((all.sources.len(), all.taken), (100, None));
        assert_eq!(choose(&near, Some(100), SEED), all);
        let some = choose(&near, Some(60), SEED);
        assert_eq!(some.taken, Some(60.0));
        assert_eq!(some.sources.iter().map(|source| source.times).sum::<f64>().to_bits(), 60.0_f64.to_bits());
        assert!(some.sources.iter().any(|source| source.times > 1.0), "{some:?}");
        assert!(some.sources.is_sorted_by_key(|source| source.place), "{some:?}");
        // 60 of 200 units: about as many from each half.
        let early: f64 =
            some.sources.iter().filter(|source| source.place < 50).map(|source| source.times).sum();
        assert!((18.0..=42.0).contains(&early), "{early}");
    }

    #[test]
    fn a_mean_of_two_of_four_has_the_textbook_error() {
        let near = circle(2);
        let chosen = Chosen { sources: Vec::new(), taken: Some(2.0) };
        // Dependencies 1 and 3 of 4: the sum is 4 * 2, its variance 16 * (1 - 2/4) * 2 / 2.
        let mut sums = Sums::new(1, Counted::ByDistance);
        (sums.dependencies, sums.squares) = (vec![4.0], vec![10.0]);
        let [found] = expand(&near, &chosen, &sums)[..] else { panic!("one place") };
        assert_eq!((found.sum, found.variance), (8.0, 8.0));
        // 4 * (sqrt(2 * 2 * ln 60 / 2) + 3 * 8 * ln 60 / 2).
        assert!((found.within - 207.9749).abs() < 0.001, "{found:?}");
    }

    #[test]
    fn the_budget_is_spent_and_not_overrun() {
        let small = [circle(1000)];
        assert_eq!(pivots(Effort::Budget, &small), None);
        assert_eq!(pivots(Effort::Exact, &small), None);
        assert_eq!(pivots(Effort::Pivots(NonZeroU32::MIN), &small), Some(2));
        // 40,000 nodes and edges: 1.6 times the budget of 10 to the 9th.
        assert_eq!(pivots(Effort::Budget, &[circle(40_000)]), Some(25_000));
    }
}

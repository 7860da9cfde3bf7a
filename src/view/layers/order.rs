//! The right side: in which order programs stand so that few strands cross.
//!
//! **Definition.** Two uses *cross* if the measure of the first stands above that of the second, and its program below that of the
//! second. Measures keep the order of the plan, a part stands under its whole, and a family (a program and its parts) stands
//! together; only the order of families, and of parts under one whole, is free. Each such choice starts from the mean, and
//! from the median, of the places of the measures; then every block is moved to the place where it crosses least, until nothing
//! improves. The better of both stands. Blocks that cross equally keep the order of their means, then that of the rows: the same links
//! give the same order.

use crate::view::graph::UseGraph;
use std::collections::BTreeSet;

/// From this many blocks on under one whole, neighbours only are swapped: the time would grow with the square.
const MOVED: usize = 1200;
/// How often all blocks are gone through at most.
const ROUNDS: usize = 30;

/// A program at its place on the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The program, as a place in the rows.
    pub program: usize,
    /// How deep it stands under its wholes.
    pub depth: usize,
}

/// Programs with their parts.
struct Forest {
    programs: Vec<usize>,
    depths: Vec<usize>,
    /// Parts of each, and last those that are part of nothing.
    below: Vec<Vec<usize>>,
    /// For each, and all that stands below it, the places of the measures that use it, in order.
    uses: Vec<Vec<usize>>,
}

/// Programs in an order in which few strands cross.
///
/// # Arguments
///
/// * `graph`: measures, programs and parts.
/// * `shown`: the programs to order.
/// * `place_of`: where a measure stands on the left, from the top; nothing if it is not shown.
///
/// # Complexity
///
/// Time O(b² + b·u) for b families with u uses up to [`MOVED`] families, times rounds; above, O(b·u) a round.
pub(super) fn arrange(
    graph: &UseGraph,
    shown: &[usize],
    place_of: impl Fn(usize) -> Option<usize>,
) -> Vec<Place> {
    let mut forest = forest(graph, shown, place_of);
    let uses = std::mem::take(&mut forest.uses);
    for below in &mut forest.below {
        *below = best(below, &uses);
    }
    let mut places = Vec::with_capacity(shown.len());
    let mut waiting: Vec<usize> = forest.below.last().into_iter().flatten().rev().copied().collect();
    while let Some(next) = waiting.pop() {
        if let (Some(program), Some(depth)) = (forest.programs.get(next), forest.depths.get(next)) {
            places.push(Place { program: *program, depth: *depth });
        }
        waiting.extend(forest.below.get(next).into_iter().flatten().rev().copied());
    }
    places
}

fn forest(graph: &UseGraph, shown: &[usize], place_of: impl Fn(usize) -> Option<usize>) -> Forest {
    let is_shown: BTreeSet<usize> = shown.iter().copied().collect();
    let roots = shown
        .iter()
        .filter(|program| !graph.wholes_of(**program).iter().any(|whole| is_shown.contains(whole)));
    let mut forest = Forest {
        programs: Vec::with_capacity(shown.len()),
        depths: Vec::with_capacity(shown.len()),
        below: Vec::with_capacity(shown.len() + 1),
        uses: Vec::with_capacity(shown.len()),
    };
    let (mut seen, mut parents, mut tops) = (BTreeSet::new(), Vec::new(), Vec::new());
    // Parts that form a circle have no root; they follow as roots of their own.
    for root in roots.chain(shown) {
        let mut waiting = vec![(*root, None, 0)];
        while let Some((program, parent, depth)) = waiting.pop() {
            if !is_shown.contains(&program) || !seen.insert(program) {
                continue;
            }
            let node = forest.programs.len();
            let mut uses: Vec<usize> = graph.measures_of(program).into_iter().filter_map(&place_of).collect();
            uses.sort_unstable();
            forest.programs.push(program);
            forest.depths.push(depth);
            forest.below.push(Vec::new());
            forest.uses.push(uses);
            parents.push(parent);
            match parent.and_then(|parent: usize| forest.below.get_mut(parent)) {
                Some(parts) => parts.push(node),
                None => tops.push(node),
            }
            let parts = graph.parts_of(program).into_iter().rev();
            waiting.extend(parts.map(|part| (part, Some(node), depth + 1)));
        }
    }
    // A node stands after what it is part of, so that backwards every part is complete.
    for (node, parent) in parents.iter().enumerate().rev() {
        let Some(parent) = *parent else {
            continue;
        };
        let below = forest.uses.get(node).cloned().unwrap_or_default();
        if let Some(uses) = forest.uses.get_mut(parent) {
            uses.extend(below);
            uses.sort_unstable();
        }
    }
    forest.below.push(tops);
    forest
}

/// Blocks in the best order found.
fn best(blocks: &[usize], uses: &[Vec<usize>]) -> Vec<usize> {
    if blocks.len() < 2 {
        return blocks.to_vec();
    }
    let of = |block: usize| uses.get(block).map(Vec::as_slice).unwrap_or_default();
    let mut by_mean = blocks.to_vec();
    by_mean.sort_by(|a, b| compare_means(of(*a), of(*b)).then_with(|| of(*a).cmp(of(*b))));
    let mut by_median = by_mean.clone();
    by_median.sort_by_key(|block| {
        let uses = of(*block);
        uses.get(uses.len() / 2).copied()
    });
    let improve = |start: Vec<usize>| {
        if start.len() > MOVED { swap(start, &of) } else { Costs::new(&start, &of).sift() }
    };
    let (mean, median) = (improve(by_mean), improve(by_median));
    if crossings_of(&median, &of) < crossings_of(&mean, &of) { median } else { mean }
}

/// Compares sums by length without a division.
fn compare_means(a: &[usize], b: &[usize]) -> std::cmp::Ordering {
    let sum = |uses: &[usize]| uses.iter().map(|place| *place as u128).sum::<u128>();
    (sum(a) * b.len() as u128).cmp(&(sum(b) * a.len() as u128))
}

/// How often the strands of `above` and `below` cross. Both are in order.
fn crossings_between(above: &[usize], below: &[usize]) -> u64 {
    let (mut passed, mut crossings) = (0, 0);
    for place in above {
        while below.get(passed).is_some_and(|other| other < place) {
            passed += 1;
        }
        crossings += passed as u64;
    }
    crossings
}

fn crossings_of<'u>(order: &[usize], of: &impl Fn(usize) -> &'u [usize]) -> u64 {
    let lists: Vec<&[usize]> = order.iter().map(|block| of(*block)).collect();
    let uses = lists.iter().enumerate().flat_map(|(row, list)| list.iter().map(move |place| (*place, row)));
    crossings(uses.collect())
}

/// How many pairs of uses cross, of uses given as places on the left and on the right.
///
/// # Complexity
///
/// Time O(n log n), space O(n) for n uses.
pub fn crossings(mut uses: Vec<(usize, usize)>) -> u64 {
    uses.sort_unstable();
    let rows = uses.iter().map(|(_, right)| right + 1).max().unwrap_or(0);
    // A tree of Fenwick: how many uses so far end at or above a row.
    let mut tree = vec![0_u64; rows + 1];
    let (mut crossings, mut seen) = (0, 0);
    for left in uses.chunk_by(|a, b| a.0 == b.0) {
        for (_, right) in left {
            let (mut at, mut above) = (right + 1, 0);
            while at > 0 {
                above += tree.get(at).copied().unwrap_or(0);
                at &= at - 1;
            }
            crossings += seen - above;
        }
        for (_, right) in left {
            let mut at = right + 1;
            while let Some(count) = tree.get_mut(at) {
                *count += 1;
                at += at & at.wrapping_neg();
            }
            seen += 1;
        }
    }
    crossings
}

/// Swaps neighbours as long as fewer strands cross.
fn swap<'u>(mut order: Vec<usize>, of: &impl Fn(usize) -> &'u [usize]) -> Vec<usize> {
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for at in 1..order.len() {
            if let Some([above, below]) = order.get_mut(at - 1..=at)
                && crossings_between(of(*below), of(*above)) < crossings_between(of(*above), of(*below))
            {
                std::mem::swap(above, below);
                is_better = true;
            }
        }
        if !is_better {
            break;
        }
    }
    order
}

/// What each pair of blocks costs.
struct Costs {
    blocks: Vec<usize>,
    /// Row by row: how much more two blocks cross if the first stands above.
    more: Vec<i64>,
}

impl Costs {
    fn new<'u>(blocks: &[usize], of: &impl Fn(usize) -> &'u [usize]) -> Self {
        let mut more = Vec::with_capacity(blocks.len() * blocks.len());
        for first in blocks {
            for second in blocks {
                let above = crossings_between(of(*first), of(*second));
                let below = crossings_between(of(*second), of(*first));
                more.push(
                    i64::try_from(above).unwrap_or(i64::MAX) - i64::try_from(below).unwrap_or(i64::MAX),
                );
            }
        }
        Self { blocks: blocks.to_vec(), more }
    }

    fn more(&self, first: usize, second: usize) -> i64 {
        self.more.get(first * self.blocks.len() + second).copied().unwrap_or(0)
    }

    /// Moves every block to its best place, the nearest of equals, until nothing improves.
    fn sift(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.blocks.len()).collect();
        for _ in 0..ROUNDS {
            let mut is_better = false;
            for block in 0..self.blocks.len() {
                is_better |= self.move_one(&mut order, block);
            }
            if !is_better {
                break;
            }
        }
        order.into_iter().filter_map(|place| self.blocks.get(place).copied()).collect()
    }

    fn move_one(&self, order: &mut Vec<usize>, block: usize) -> bool {
        let Some(from) = order.iter().position(|other| *other == block) else {
            return false;
        };
        let (mut best, mut to) = (0, from);
        let mut gain = 0;
        for at in (0..from).rev() {
            gain += order.get(at).map_or(0, |other| self.more(block, *other));
            if gain < best {
                (best, to) = (gain, at);
            }
        }
        gain = 0;
        for at in from + 1..order.len() {
            gain += order.get(at).map_or(0, |other| self.more(*other, block));
            if gain < best {
                (best, to) = (gain, at);
            }
        }
        if to != from {
            let moved = order.remove(from);
            order.insert(to, moved);
        }
        to != from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places of the measures of each block, in order.
    fn lists() -> Vec<Vec<usize>> {
        let list = |block: usize| {
            let mut uses: Vec<usize> = (0..=block % 4).map(|step| (block * 37 + step * 13) % 29).collect();
            uses.sort_unstable();
            uses
        };
        (0..40).map(list).collect()
    }

    #[test]
    fn both_ways_to_improve_keep_every_block_and_cross_less() {
        let lists = lists();
        let of = |block: usize| lists[block].as_slice();
        let start: Vec<usize> = (0..40).collect();
        let before = crossings_of(&start, &of);
        for order in [swap(start.clone(), &of), Costs::new(&start, &of).sift()] {
            assert!(crossings_of(&order, &of) < before);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, start);
        }
    }

    #[test]
    fn crossings_of_two_blocks_are_those_of_all_their_strands() {
        let lists = lists();
        for (above, below) in lists.iter().zip(lists.iter().skip(1)) {
            let both = above.iter().map(|place| (*place, 0)).chain(below.iter().map(|place| (*place, 1)));
            assert_eq!(crossings_between(above, below), crossings(both.collect()));
        }
    }

    #[test]
    fn means_are_compared_without_rounding() {
        let compare = |a: &[usize], b: &[usize]| compare_means(a, b);
        assert_eq!(compare(&[1, 2], &[1, 1, 3]), std::cmp::Ordering::Less);
        assert_eq!(compare(&[2, 2], &[1, 2, 3]), std::cmp::Ordering::Equal);
        assert_eq!(compare(&[5], &[1, 9, 4]), std::cmp::Ordering::Greater);
    }
}

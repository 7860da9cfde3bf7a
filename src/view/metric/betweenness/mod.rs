//! Betweenness: on how many of the shortest ways between others a node lies.
//!
//! May live here: betweenness, exact and from pivots. The graph is taken apart into blocks (see `block.rs`); the modules
//! below choose where paths start and follow them. More could be taken out of a block: nodes with the same neighbours, and
//! nodes whose neighbours are all joined, through which no shortest path leads. Among 3,229 programs that made one
//! block, the first were 3, and the second had 5 % of the edges; that is not worth its code.

mod lanes;
mod pivot;

use super::block::{Blocks, Near};
use super::lists::{Lists, number};
use lanes::{Counted, Room, Source, Sums, WORD};
use petgraph::graph::UnGraph;
use rayon::prelude::*;
use std::num::NonZeroU32;

/// Up to how many nodes times edges betweenness is exact by default: about three seconds on one core.
pub const BUDGET: u64 = 1_000_000_000;

/// Into how many parts the sums over sources fall, whatever the number of threads: each part is summed up in order, then
/// the parts are.
const PARTS: usize = 64;

/// From how many nodes shortest paths are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Effort {
    /// From all, if nodes times edges, block by block, are no more than [`BUDGET`]; else from so many in each block that
    /// they stay below it, and from two at least.
    #[default]
    Budget,
    /// From all.
    Exact,
    /// From so many in each block; all where a block has no more. From two at least.
    Pivots(NonZeroU32),
}

/// Betweenness of all nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Betweenness {
    /// For each node, by its index: between 0 and 1; where it was estimated, it can be above.
    pub values: Vec<f64>,
    /// For each node, the estimated standard error of its value; 0 if the value is exact.
    pub errors: Vec<f64>,
    /// How far a value is off at most, whichever one is looked at, with a probability of 95 %; 0 if all values are exact.
    pub within: f64,
    /// From how many nodes paths were followed in each block that has more; nothing if all values are exact.
    pub pivots: Option<u32>,
}

/// There are more shortest paths between two nodes than a floating point number can hold, about 10³⁰⁸.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more shortest paths join two nodes than can be counted")]
#[non_exhaustive]
pub struct TooManyPaths;

/// The betweenness of each node, edges counted as equally long.
///
/// **Definition.** For two other nodes s and t, a node v lies on a share of the shortest paths between them: of all paths with
/// the fewest edges, the part that leads through v. The *betweenness* of v is the sum of these shares over all pairs {s, t},
/// divided by the number of such pairs in the whole graph, (n - 1)(n - 2) / 2. It is 0 for a node that nothing leads
/// through and 1 for the middle of a star. Pairs in different components count as pairs without a path. This is `NetworkX`'
/// `betweenness_centrality`, normalised as there; with fewer than three nodes it is 0.
///
/// **In a plan.** Among programs by shared measures, a program of high betweenness relates fields of work that are otherwise
/// far apart, even if few measures use it. Reuse does not show that.
///
/// # From pivots
///
/// The exact value sums up, over all nodes s, how much s depends on v: over all t, the share of the shortest paths from s to
/// t that lead through v. In a large graph k of the N nodes of a component are followed: a random sample without
/// replacement, the same one on every run. Its sum times N/k is the estimate. Of the two ways to see a pair, from s and from t,
/// the one from s counts 2·d(s, v)/d(s, t), which makes 2 for both and less for what is next to s, on which s depends by
/// accident (Geisberger, Sanders and Schultes, 2008). So estimates are unbiased: over all samples, their mean is the
/// exact value. What is known of their error:
///
/// * The *standard error* is that of a sample mean without replacement, N·√((1 − k/N)·σ²/k), with the unbiased variance σ² of the
///   dependencies in the sample. For nodes on which many others depend, 95 of 100 values are within two errors. On a node of low
///   betweenness few nodes depend, but much; where none of them is a pivot, its error comes out too small.
/// * The *bound* holds for every node, with a probability of 95 % each: N·(√(2·σ²·ln(3/0.05)/k) + 3·R·ln(3/0.05)/k), where R =
///   2·N is above every dependency. That is the empirical Bernstein inequality (Audibert, Munos and Szepesvári, 2009), which
///   holds without replacement all the more (Hoeffding, 1963). It is mostly several times too large. A value that is
///   smaller than the bound says no more than that the node's betweenness is small.
///
/// Pairs in different blocks are always counted exactly.
///
/// # Arguments
///
/// * `graph`: any undirected graph. Edges between the same nodes count as one; edges from a node to itself do not count.
/// * `effort`: from how many nodes paths are followed.
///
/// # Returns
///
/// A value and an error for each node.
///
/// # Errors
///
/// If there are more shortest paths between two nodes than can be counted, which takes more than a thousand nodes one behind the
/// other, each with alternatives.
///
/// # Complexity
///
/// Time O(n·m) for n nodes and m edges of the largest block (O(k·m) with k pivots), and O(n + m) for the rest; space
/// O(64·(n + t·n) + m) on t threads. The graph falls into blocks at its articulation points, and paths are followed
/// inside blocks only; a block in which all nodes are joined needs no paths.
///
/// # Example
///
/// ```
/// use petgraph::graph::UnGraph;
/// use policygraph::view::metric::{Effort, betweenness};
///
/// // 0 - 1 - 2 - 3: node 1 lies between {0, 2} and {0, 3}, two of three pairs.
/// let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 2), (2, 3)]);
/// let betweenness = betweenness(&graph, Effort::Exact)?;
/// assert_eq!(betweenness.values, [0.0, 2.0 / 3.0, 2.0 / 3.0, 0.0]);
/// # Ok::<(), policygraph::view::metric::TooManyPaths>(())
/// ```
pub fn betweenness<N, E>(graph: &UnGraph<N, E>, effort: Effort) -> Result<Betweenness, TooManyPaths> {
    let Blocks { blocks, parted } = Blocks::new(&Lists::of_graph(graph));
    // Between the nodes of a pair, or of a block in which all are joined, there is nothing.
    let (nodes, near): (Vec<_>, Vec<_>) = blocks
        .into_iter()
        .filter(|block| block.nodes.len() > 2)
        .map(|block| (Near::new(&block), block.nodes))
        .filter(|(near, _)| !near.is_complete())
        .map(|(near, nodes)| (nodes, near))
        .unzip();
    let pivots = pivot::pivots(effort, &near);
    let mut sums = parted;
    let mut unsure = vec![(0.0, 0.0); sums.len()];
    let mut sampled = false;
    for (near, nodes) in near.iter().zip(&nodes) {
        let chosen = pivot::choose(near, pivots, pivot::SEED);
        sampled |= chosen.taken.is_some();
        let found = pivot::expand(near, &chosen, &follow(near, &chosen.sources, chosen.counted()));
        for (found, place) in found.into_iter().zip(&near.order) {
            let node = nodes.get(*place as usize).copied().unwrap_or(u32::MAX) as usize;
            if let (Some(sum), Some((variance, within))) = (sums.get_mut(node), unsure.get_mut(node)) {
                *sum += found.sum;
                *variance += found.variance;
                *within += found.within;
            }
        }
    }
    let pairs = pairs(graph.node_count());
    let part = |sum: f64| if pairs > 0.0 { sum / pairs } else { 0.0 };
    let values: Vec<f64> = sums.into_iter().map(part).collect();
    let errors: Vec<f64> = unsure.iter().map(|(variance, _)| part(variance.sqrt())).collect();
    let within = unsure.iter().map(|(_, within)| part(*within)).fold(0.0, f64::max);
    if values.iter().chain(&errors).any(|number| !number.is_finite()) {
        return Err(TooManyPaths);
    }
    let pivots = pivots.filter(|_| sampled).map(|pivots| u32::try_from(pivots).unwrap_or(u32::MAX));
    Ok(Betweenness { values, errors, within, pivots })
}

/// Follows the shortest paths from all sources.
fn follow(near: &Near, sources: &[Source], counted: Counted) -> Sums {
    let words: Vec<&[Source]> = sources.chunks(WORD).collect();
    let part = |room: &mut Room, words: &[&[Source]]| {
        let mut sums = Sums::new(near.nodes(), counted);
        for word in words {
            room.add(near, word, &mut sums);
        }
        sums
    };
    if words.len() <= 1 {
        return part(&mut Room::new(near.nodes()), &words);
    }
    let parts = words.par_chunks(words.len().div_ceil(PARTS));
    let parts: Vec<Sums> = parts.map_init(|| Room::new(near.nodes()), part).collect();
    let mut all = Sums::new(near.nodes(), counted);
    for part in &parts {
        all.merge(part);
    }
    all
}

/// Pairs of two other nodes, from both ends.
fn pairs(nodes: usize) -> f64 {
    let nodes = f64::from(number(nodes));
    (nodes - 1.0) * (nodes - 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::metric::block::Block;

    /// 100 nodes in a ring, every fifth joined to one further on, a few standing for more than themselves.
    fn ring() -> Near {
        let next = (0..100).map(|node| (node, (node + 1) % 100));
        let far = (0..20).map(|at| (5 * at, (5 * at + 7 + at * at) % 100));
        Near::new(&Block {
            nodes: (0..100).collect(),
            stands_for: (0..100).map(|node| if node % 10 == 3 { 4.0 } else { 1.0 }).collect(),
            edges: next.chain(far).collect(),
        })
    }

    #[test]
    fn over_many_samples_estimates_are_right_and_as_near_as_they_say() {
        let near = ring();
        let exact = follow(&near, &pivot::choose(&near, None, 0).sources, Counted::Whole).dependencies;
        let places = exact.len();
        let (mut off, mut squares, mut variances) = (vec![0.0; places], vec![0.0; places], vec![0.0; places]);
        for seed in 0..200 {
            let chosen = pivot::choose(&near, Some(50), seed);
            let found = pivot::expand(&near, &chosen, &follow(&near, &chosen.sources, chosen.counted()));
            for (place, (found, exact)) in found.iter().zip(&exact).enumerate() {
                assert!((found.sum - exact).abs() <= found.within, "{place}: {found:?} {exact}");
                off[place] += (found.sum - exact) / 200.0;
                squares[place] += (found.sum - exact).powi(2) / 200.0;
                variances[place] += found.variance / 200.0;
            }
        }
        for place in 0..places {
            // The mean of 200 estimates has a fourteenth of the error of one.
            assert!(off[place].abs() <= 4.0 * (variances[place] / 200.0).sqrt(), "{place}: {off:?}");
        }
        let (squares, variances) = (squares.iter().sum::<f64>(), variances.iter().sum::<f64>());
        assert!((squares / variances - 1.0).abs() < 0.1, "{squares} {variances}");
    }
}

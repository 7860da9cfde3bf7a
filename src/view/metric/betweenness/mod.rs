//! Betweenness: on how many of the shortest ways between others a node lies.
//!
//! May live here: betweenness, exact and from pivots. The graph is taken apart into blocks (see `block.rs`); the modules
//! below choose where paths start and follow them.

mod lanes;
mod pivot;

use super::block::{Blocks, Near};
use super::lists::{Lists, number};
use lanes::{Room, Source, Sums, WORD};
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
/// The exact value sums up, over all nodes s, how much s depends on v. In a large graph a random sample of k of the N nodes
/// of each component is taken for that, without replacement, the same one on every run; its sum times N / k is the estimate. It
/// is unbiased: over all samples, the mean of the estimates is the exact value. The standard error is that of a sample mean without
/// replacement, N · √((1 − k/N) · σ² / k), where σ² is the sample's variance of the dependencies on v; that estimate of the
/// variance is unbiased, too. For values that are sums of many small dependencies, about 95 of 100 lie within two
/// errors. Few nodes depend on a node of low betweenness: its error is itself uncertain, and if no pivot depends on it, its value
/// and error are 0, which says that fewer than about 3/k of the nodes depend on it (at 95 %). Pairs in different blocks are
/// always counted exactly.
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
    let mut variances = vec![0.0; sums.len()];
    let mut sampled = false;
    for (near, nodes) in near.iter().zip(&nodes) {
        let chosen = pivot::choose(near, pivots);
        sampled |= chosen.taken.is_some();
        let found = pivot::expand(near, &chosen, &follow(near, &chosen.sources, chosen.taken.is_some()));
        for ((sum, variance), place) in found.into_iter().zip(&near.order) {
            let node = nodes.get(*place as usize).copied().unwrap_or(u32::MAX) as usize;
            if let (Some(all), Some(variances)) = (sums.get_mut(node), variances.get_mut(node)) {
                *all += sum;
                *variances += variance;
            }
        }
    }
    let pairs = pairs(graph.node_count());
    let values: Vec<f64> = sums.iter().map(|sum| if pairs > 0.0 { sum / pairs } else { 0.0 }).collect();
    let errors: Vec<f64> =
        variances.iter().map(|variance| if pairs > 0.0 { variance.sqrt() / pairs } else { 0.0 }).collect();
    if values.iter().chain(&errors).any(|number| !number.is_finite()) {
        return Err(TooManyPaths);
    }
    let pivots = pivots.filter(|_| sampled).map(|pivots| u32::try_from(pivots).unwrap_or(u32::MAX));
    Ok(Betweenness { values, errors, pivots })
}

/// Follows the shortest paths from all sources.
fn follow(near: &Near, sources: &[Source], squares: bool) -> Sums {
    let words: Vec<&[Source]> = sources.chunks(WORD).collect();
    let part = |room: &mut Room, words: &[&[Source]]| {
        let mut sums = Sums::new(near.nodes(), squares);
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
    let mut all = Sums::new(near.nodes(), squares);
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

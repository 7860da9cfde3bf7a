//! Dominance: what rests wholly on one program.

use super::lists::{Lists, number};
use petgraph::graph::{DiGraph, NodeIndex};

/// Which node of a directed graph everything that reaches another one goes through.
#[derive(Debug, Clone)]
pub struct Dominance {
    /// The immediate dominator of each node.
    above: Vec<Option<NodeIndex>>,
    /// The nodes that are reached, each followed by what it dominates.
    order: Vec<NodeIndex>,
    /// For each node, where it stands in `order`, and where what it dominates ends.
    spans: Vec<Option<(usize, usize)>>,
}

impl Dominance {
    /// The immediate dominator of a node: of the other nodes that dominate it, the one that all others of them dominate.
    /// Nothing for the root and for what cannot be reached.
    pub fn immediate(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.above.get(node.index()).copied().flatten()
    }

    /// Whether a path leads from the root to a node.
    pub fn reaches(&self, node: NodeIndex) -> bool {
        self.span(node).is_some()
    }

    /// Whether every path from the root to `other` leads through `node`; so for each node and itself. Not if there is no path.
    pub fn dominates(&self, node: NodeIndex, other: NodeIndex) -> bool {
        match (self.span(node), self.span(other)) {
            (Some((start, end)), Some((at, _))) => start <= at && at < end,
            _ => false,
        }
    }

    /// The nodes that a node dominates, without itself: what cannot be reached any more if it is taken away. A node comes
    /// after those that dominate it, else the one of lesser index first.
    pub fn dominated(&self, node: NodeIndex) -> &[NodeIndex] {
        let span = self.span(node).and_then(|(start, end)| self.order.get(start + 1..end));
        span.unwrap_or_default()
    }

    fn span(&self, node: NodeIndex) -> Option<(usize, usize)> {
        self.spans.get(node.index()).copied().flatten()
    }
}

/// Finds what rests wholly on one node.
///
/// **Definition.** A node p *dominates* a node x if every path from the root to x leads through p: without p, x could not be
/// reached.
///
/// **In a plan.** Let edges lead from a virtual root to the programs (see [`add_root`](super::add_root)), from a program to its parts, from a program to
/// the measures that use it, from a measure to its group, on to the objective and the goal. Then the measures that a
/// program dominates are those that would have no program left if it ended; the objectives and goals that it dominates, those
/// in which no measure would have one. Measures without programs are not reached, and rest on nothing.
///
/// # Arguments
///
/// * `graph`: any directed graph.
/// * `root`: where everything starts.
///
/// # Returns
///
/// The tree of immediate dominators.
///
/// # Complexity
///
/// The algorithm of Cooper, Harvey and Kennedy: time O(k·(n + m)·d) for n nodes, m edges, k rounds and a tree of depth d; k is 2
/// for graphs without circles. Space O(n + m). petgraph's `simple_fast` is the same algorithm on hash tables; on 200,000
/// measures it takes ten times as long.
///
/// # Example
///
/// ```
/// use petgraph::graph::DiGraph;
/// use policygraph::view::metric::dominance;
///
/// // Root 0, programs 1 and 2, measures 3 (uses 1) and 4 (uses both), objective 5 of both measures.
/// let graph = DiGraph::<(), ()>::from_edges([(0, 1), (0, 2), (1, 3), (1, 4), (2, 4), (3, 5), (4, 5)]);
/// let dominance = dominance(&graph, 0.into());
/// assert_eq!(dominance.dominated(1.into()), [3.into()]);
/// assert!(dominance.dominated(2.into()).is_empty());
/// assert_eq!(dominance.immediate(5.into()), Some(0.into()));
/// ```
pub fn dominance<N, E>(graph: &DiGraph<N, E>, root: NodeIndex) -> Dominance {
    let nodes = graph.node_count();
    let edges = graph.raw_edges().iter().map(|edge| (edge.source().index(), edge.target().index()));
    let after = Lists::new(nodes, edges.clone().map(|(source, target)| (source, number(target))));
    let mut order = post_order(&after, root.index());
    order.reverse();
    let mut places = vec![None; nodes];
    for (place, node) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*node) {
            *slot = Some(place);
        }
    }
    let place = |node: usize| places.get(node).copied().flatten();
    let reached = edges.filter_map(|(source, target)| Some((place(target)?, place(source)?)));
    let above = immediate(&Lists::new(order.len(), reached));
    tree(nodes, &order, &above)
}

/// The nodes that are reached from `root`, each after all that were first reached through it.
fn post_order(after: &Lists<u32>, root: usize) -> Vec<usize> {
    let mut seen = vec![false; after.places()];
    let mut order = Vec::new();
    let mut path = Vec::new();
    let mut see = |node: usize, path: &mut Vec<(usize, usize)>| {
        if let Some(seen @ false) = seen.get_mut(node) {
            *seen = true;
            path.push((node, after.start(node)));
        }
    };
    see(root, &mut path);
    while let Some((node, at)) = path.last_mut() {
        if let Some(next) = after.value(*node, *at) {
            *at += 1;
            see(next as usize, &mut path);
        } else {
            order.push(*node);
            path.pop();
        }
    }
    order
}

/// The immediate dominator of each place but the first, places in reverse post-order: a dominator comes before what
/// it dominates.
fn immediate(before: &Lists<usize>) -> Vec<Option<usize>> {
    let mut above: Vec<Option<usize>> = vec![None; before.places()];
    if let Some(root) = above.first_mut() {
        *root = Some(0);
    }
    let mut changed = true;
    while changed {
        changed = false;
        for place in 1..above.len() {
            let known =
                before.of(place).iter().copied().filter(|from| above.get(*from).copied().flatten().is_some());
            let new = known.reduce(|one, other| common(&above, one, other));
            if let Some(slot) = above.get_mut(place).filter(|slot| **slot != new) {
                *slot = new;
                changed = true;
            }
        }
    }
    above
}

/// The last place that dominates both.
fn common(above: &[Option<usize>], mut one: usize, mut other: usize) -> usize {
    while one != other {
        let later = if one > other { &mut one } else { &mut other };
        *later = above.get(*later).copied().flatten().unwrap_or(0);
    }
    one
}

fn tree(nodes: usize, order: &[usize], above: &[Option<usize>]) -> Dominance {
    let pairs = order.iter().zip(above).skip(1);
    let pairs = pairs.filter_map(|(node, above)| Some((*node, *order.get((*above)?)?)));
    let mut of_nodes = vec![None; nodes];
    for (node, above) in pairs {
        if let Some(slot) = of_nodes.get_mut(node) {
            *slot = Some(NodeIndex::new(above));
        }
    }
    let edges =
        of_nodes.iter().zip(0_u32..).filter_map(|(above, node)| Some((above.as_ref()?.index(), node)));
    let below = Lists::new(nodes, edges);
    let mut dominance =
        Dominance { above: of_nodes, order: Vec::with_capacity(order.len()), spans: vec![None; nodes] };
    let mut path = Vec::new();
    let enter = |node: usize, path: &mut Vec<(usize, usize)>, order: &mut Vec<NodeIndex>| {
        path.push((node, below.start(node)));
        order.push(NodeIndex::new(node));
        order.len() - 1
    };
    let mut starts = Vec::new();
    if let Some(root) = order.first() {
        starts.push(enter(*root, &mut path, &mut dominance.order));
    }
    while let Some((node, at)) = path.last_mut() {
        if let Some(next) = below.value(*node, *at) {
            *at += 1;
            starts.push(enter(next as usize, &mut path, &mut dominance.order));
        } else {
            if let (Some(span), Some(start)) = (dominance.spans.get_mut(*node), starts.pop()) {
                *span = Some((start, dominance.order.len()));
            }
            path.pop();
        }
    }
    dominance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_reached_is_not_dominated() {
        let graph = DiGraph::<(), ()>::from_edges([(0, 1), (1, 2), (3, 2), (4, 4)]);
        let dominance = dominance(&graph, 0.into());
        assert_eq!(dominance.dominated(0.into()), [1.into(), 2.into()]);
        assert_eq!([1, 2, 3, 4].map(|node| dominance.reaches(node.into())), [true, true, false, false]);
        assert!(!dominance.dominates(3.into(), 3.into()) && dominance.dominates(2.into(), 2.into()));
        assert_eq!([0, 3].map(|node| dominance.immediate(node.into())), [None; 2]);
        assert!(dominance.dominated(9.into()).is_empty());
    }

    #[test]
    fn a_long_chain_does_no_harm() {
        let length = 100_000;
        let graph = DiGraph::<(), ()>::from_edges((0..length).map(|at| (at, at + 1)));
        let dominance = dominance(&graph, 0.into());
        assert_eq!(dominance.dominated(1.into()).len(), 99_999);
    }
}

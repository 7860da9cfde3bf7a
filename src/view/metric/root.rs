//! A root above the programs, for [dominance](super::dominance()).

use super::lists::{Lists, number};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::NodeFiltered;

/// Adds a root from which everything can be reached that hangs on the nodes of one kind, as on the programs of a plan.
///
/// The root leads to each node of the kind to which no other of the kind leads: the programs that are part of no other.
/// Where nodes of the kind form a circle that no other of the kind leads into, the root leads to each of them, for none of them is
/// the whole.
///
/// # Arguments
///
/// * `graph`: gets the root as its last node, and its edges as its last ones.
/// * `root`, `edge`: what stands at the root and its edges.
/// * `is_entry`: which nodes are of the kind.
///
/// # Returns
///
/// The root.
///
/// # Complexity
///
/// Time and space O(n + m) for n nodes and m edges.
///
/// # Example
///
/// ```
/// use petgraph::graph::DiGraph;
/// use policygraph::view::metric::add_root;
///
/// // Program 1 is part of 0; 2 and 3 are said to be part of each other. "m" is a measure.
/// let mut graph = DiGraph::<&str, ()>::new();
/// let nodes = ["p", "p", "p", "p", "m"].map(|kind| graph.add_node(kind));
/// for (from, to) in [(0, 1), (2, 3), (3, 2), (1, 4)] {
///     graph.add_edge(nodes[from], nodes[to], ());
/// }
/// let root = add_root(&mut graph, "root", (), |kind| *kind == "p");
/// let mut entries: Vec<_> = graph.neighbors(root).collect();
/// entries.sort();
/// assert_eq!(entries, [nodes[0], nodes[2], nodes[3]]);
/// ```
pub fn add_root<N, E: Clone>(
    graph: &mut DiGraph<N, E>,
    root: N,
    edge: E,
    is_entry: impl Fn(&N) -> bool,
) -> NodeIndex {
    let kind: Vec<bool> = graph.node_weights().map(is_entry).collect();
    let of_kind = |node: usize| kind.get(node).copied().unwrap_or_default();
    let inside = || {
        let edges = graph.raw_edges().iter().map(|edge| (edge.source().index(), edge.target().index()));
        edges.filter(|(source, target)| source != target && of_kind(*source) && of_kind(*target))
    };
    let mut entry = kind.clone();
    for (_, target) in inside() {
        if let Some(entry) = entry.get_mut(target) {
            *entry = false;
        }
    }
    let after = Lists::new(kind.len(), inside().map(|(source, target)| (source, number(target))));
    let reached = reach(&after, &entry);
    // What is left is circles and what they lead to. No edge comes from what is reached.
    let is_left = |node: usize| of_kind(node) && reached.get(node) == Some(&false);
    if (0..kind.len()).any(is_left) {
        let left = NodeFiltered::from_fn(&*graph, |node: NodeIndex| is_left(node.index()));
        let mut circles: Vec<Option<usize>> = vec![None; kind.len()];
        let found = kosaraju_scc(&left);
        for (number, circle) in found.iter().enumerate() {
            for node in circle {
                if let Some(slot) = circles.get_mut(node.index()) {
                    *slot = Some(number);
                }
            }
        }
        let circle = |node: usize| circles.get(node).copied().flatten();
        let mut entered = vec![false; found.len()];
        for (source, target) in inside().filter(|(source, target)| circle(*source) != circle(*target)) {
            if let Some(entered) =
                circle(target).and_then(|number| entered.get_mut(number)).filter(|_| is_left(source))
            {
                *entered = true;
            }
        }
        for (node, entry) in entry.iter_mut().enumerate() {
            *entry |= circle(node).is_some_and(|number| entered.get(number) == Some(&false));
        }
    }
    let root = graph.add_node(root);
    for (node, _) in entry.iter().enumerate().filter(|(_, entry)| **entry) {
        graph.add_edge(root, NodeIndex::new(node), edge.clone());
    }
    root
}

/// What is reached from some nodes, these included.
fn reach(after: &Lists<u32>, from: &[bool]) -> Vec<bool> {
    let mut reached = from.to_vec();
    let mut waiting: Vec<usize> = (0..from.len()).filter(|node| from.get(*node) == Some(&true)).collect();
    while let Some(node) = waiting.pop() {
        for next in after.of(node) {
            if let Some(reached @ false) = reached.get_mut(*next as usize) {
                *reached = true;
                waiting.push(*next as usize);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(edges: &[(u32, u32)], programs: u32) -> Vec<usize> {
        let mut graph = DiGraph::<bool, ()>::new();
        let most = edges.iter().map(|(a, b)| *a.max(b) + 1).max().unwrap_or(0).max(programs);
        (0..most).for_each(|node| {
            graph.add_node(node < programs);
        });
        graph.extend_with_edges(edges);
        let root = add_root(&mut graph, false, (), |program| *program);
        let mut entries: Vec<usize> = graph.neighbors(root).map(NodeIndex::index).collect();
        entries.sort_unstable();
        entries
    }

    #[test]
    fn the_root_leads_to_wholes_and_to_circles_that_nothing_enters() {
        // 0 is part of itself. 1 and 2 are a circle that leads to the circle of 3 and 4. 5 leads to the circle of 6 and 7.
        let edges = [(0, 0), (1, 2), (2, 1), (2, 3), (3, 4), (4, 3), (5, 6), (6, 7), (7, 6)];
        assert_eq!(entries(&edges, 8), [0, 1, 2, 5]);
        // What is no program does not enter: measure 2 leads to program 1, against the rules.
        assert_eq!(entries(&[(2, 1), (0, 2)], 2), [0, 1]);
        assert!(entries(&[], 0).is_empty());
    }
}

//! The parts of a graph that do not hang together.

use super::lists::Lists;
use petgraph::graph::UnGraph;
use std::cmp::Reverse;

/// The components of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Components {
    /// For each node, by its index, the number of its component, from 0.
    pub of: Vec<u32>,
    /// For each component, how many nodes it has: never fewer than the next one.
    pub sizes: Vec<usize>,
}

/// Finds the components.
///
/// **Definition.** Two nodes are in the same *component* if a path leads from one to the other. Component 0 has the
/// most nodes; of two with equally many, the one that holds the node of least index comes first.
///
/// **In a plan.** Programs of different components have no measure in common, not even by way of other programs.
///
/// # Arguments
///
/// * `graph`: any undirected graph; its weights do not matter.
///
/// # Returns
///
/// A number for each node, and the size of each component.
///
/// # Complexity
///
/// Time O(n + m + c log c), space O(n + m), for n nodes, m edges, c components.
///
/// # Example
///
/// ```
/// use petgraph::graph::UnGraph;
/// use policygraph::view::metric::components;
///
/// let graph = UnGraph::<(), ()>::from_edges([(0, 2), (1, 3), (3, 4)]);
/// let components = components(&graph);
/// assert_eq!(components.of, [1, 0, 1, 0, 0]);
/// assert_eq!(components.sizes, [3, 2]);
/// ```
pub fn components<N, E>(graph: &UnGraph<N, E>) -> Components {
    let ends = Lists::of_graph(graph);
    let mut found: Vec<Option<usize>> = vec![None; ends.places()];
    let mut sizes = Vec::new();
    let mut waiting = Vec::new();
    for first in 0..ends.places() {
        if found.get(first) != Some(&None) {
            continue;
        }
        let (component, mut size) = (sizes.len(), 0);
        waiting.push(first);
        while let Some(node) = waiting.pop() {
            if let Some(slot @ None) = found.get_mut(node) {
                *slot = Some(component);
                size += 1;
                let neighbours = ends.of(node).iter().map(|end| end.node as usize);
                waiting.extend(neighbours.filter(|node| found.get(*node) == Some(&None)));
            }
        }
        sizes.push(size);
    }
    // They were found in the order of their first nodes, and sorting keeps that order where sizes are equal.
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|component| Reverse(sizes.get(*component)));
    let mut numbers = vec![0; sizes.len()];
    for (component, number) in order.iter().zip(0_u32..) {
        if let Some(slot) = numbers.get_mut(*component) {
            *slot = number;
        }
    }
    let number = |component: &Option<usize>| component.and_then(|component| numbers.get(component).copied());
    Components {
        of: found.iter().map(|component| number(component).unwrap_or_default()).collect(),
        sizes: order.iter().filter_map(|component| sizes.get(*component).copied()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sizes_keep_the_order_of_their_first_nodes() {
        let mut graph = UnGraph::<(), ()>::from_edges([(5, 1), (0, 4)]);
        graph.add_node(());
        let components = components(&graph);
        assert_eq!(components.of, [0, 1, 2, 3, 0, 1, 4]);
        assert_eq!(components.sizes, [2, 2, 1, 1, 1]);
    }

    #[test]
    fn a_long_path_is_one_component() {
        let graph = UnGraph::<(), ()>::from_edges((0..200_000).map(|at| (at, at + 1)));
        assert_eq!(components(&graph).sizes, [200_001]);
    }
}

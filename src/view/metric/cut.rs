//! Where a graph falls apart: articulation points and bridges.

use super::lists::Lists;
use super::walk::Walk;
use petgraph::graph::UnGraph;

/// What holds a graph together at one place only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// For each node, by its index, whether it is an articulation point.
    pub articulation: Vec<bool>,
    /// For each edge, by its index, whether it is a bridge.
    pub bridge: Vec<bool>,
}

/// Finds articulation points and bridges.
///
/// **Definitions.** A node is an *articulation point* if the graph has more components without it: some of its neighbours
/// are joined by nothing else. An edge is a *bridge* if the graph has more components without it. Of two edges between
/// the same nodes neither is a bridge; an edge from a node to itself is none.
///
/// **In a plan.** A program that is an articulation point of the programs by shared measures is what alone relates two
/// groups of programs to each other; a bridge is two programs that are the only relation between their groups.
///
/// # Arguments
///
/// * `graph`: any undirected graph; its weights do not matter.
///
/// # Returns
///
/// A flag for each node and each edge.
///
/// # Complexity
///
/// Time and space O(n + m) for n nodes and m edges.
///
/// # Example
///
/// ```
/// use petgraph::graph::UnGraph;
/// use policygraph::view::metric::cut;
///
/// //  0 - 1 - 2
/// //       \  |
/// //         3
/// let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 2), (2, 3), (3, 1)]);
/// let cut = cut(&graph);
/// assert_eq!(cut.articulation, [false, true, false, false]);
/// assert_eq!(cut.bridge, [true, false, false, false]);
/// ```
pub fn cut<N, E>(graph: &UnGraph<N, E>) -> Cut {
    let walk = Walk::new(&Lists::of_graph(graph));
    let mut bridge = vec![false; graph.edge_count()];
    for edge in walk.bridges() {
        if let Some(bridge) = bridge.get_mut(edge as usize) {
            *bridge = true;
        }
    }
    Cut { articulation: walk.blocks_of_nodes().iter().map(|blocks| *blocks > 1).collect(), bridge }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_edges_between_the_same_nodes_neither_is_a_bridge() {
        let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 0), (1, 2), (2, 2)]);
        let cut = cut(&graph);
        assert_eq!(cut.bridge, [false, false, true, false]);
        assert_eq!(cut.articulation, [false, true, false]);
    }

    #[test]
    fn a_long_path_does_no_harm() {
        let length = 200_000;
        let graph = UnGraph::<(), ()>::from_edges((0..length).map(|at| (at, at + 1)));
        let cut = cut(&graph);
        assert!(cut.bridge.iter().all(|bridge| *bridge));
        assert_eq!(cut.articulation.iter().filter(|point| **point).count(), 199_999);
    }

    #[test]
    fn nothing_has_no_cut() {
        let nothing = Cut { articulation: Vec::new(), bridge: Vec::new() };
        assert_eq!(cut(&UnGraph::<(), ()>::new_undirected()), nothing);
    }
}

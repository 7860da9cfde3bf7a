//! Lists of numbers in one array, which the loops of the metrics run over.
//!
//! May live here: how a petgraph graph becomes such lists. petgraph keeps the edges of a node as a linked list through
//! all edges: a loop over a node's neighbours jumps from edge to edge there, and reads one stretch of memory here.

use petgraph::graph::UnGraph;

/// Values by place, those of one place together.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    /// Where the values of each place start, and where the last ones end.
    starts: Vec<usize>,
    values: Vec<T>,
}

/// The far end of an edge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct End {
    /// The node there.
    pub(super) node: u32,
    /// The edge.
    pub(super) edge: u32,
}

impl<T: Copy + Default> Lists<T> {
    /// Sorts values by place, of which there are `places`; those of one place stay in their order. Values of further
    /// places are left out.
    ///
    /// Time and space O(places + values).
    pub(super) fn new(places: usize, values: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut starts = vec![0; places + 1];
        for (place, _) in values.clone() {
            if let Some(count) = starts.get_mut(place + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        // Nothing is put behind the last place.
        next.pop();
        let mut sorted = vec![T::default(); sum];
        for (place, value) in values {
            if let Some(next) = next.get_mut(place) {
                if let Some(slot) = sorted.get_mut(*next) {
                    *slot = value;
                }
                *next += 1;
            }
        }
        Self { starts, values: sorted }
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where the values of a place start among all values.
    pub(super) fn start(&self, place: usize) -> usize {
        self.starts.get(place).copied().unwrap_or(self.values.len())
    }

    /// The value at `at` among all values, if it is one of `place`.
    pub(super) fn value(&self, place: usize, at: usize) -> Option<T> {
        if at < self.start(place + 1) { self.values.get(at).copied() } else { None }
    }

    /// The values of a place.
    pub(super) fn of(&self, place: usize) -> &[T] {
        match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(start), Some(end)) => self.values.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Lists<End> {
    /// The far ends of each node's edges, in the order of the edges. Edges from a node to itself are left out.
    pub(super) fn of_graph<N, E>(graph: &UnGraph<N, E>) -> Self {
        let edges = graph.raw_edges().iter().zip(0_u32..);
        let ends = edges.filter(|(edge, _)| edge.source() != edge.target()).flat_map(|(edge, at)| {
            let (source, target) = (edge.source().index(), edge.target().index());
            let end = |node| End { node: number(node), edge: at };
            [(source, end(target)), (target, end(source))]
        });
        Self::new(graph.node_count(), ends)
    }
}

/// A place as a number of 32 bits. petgraph counts nodes and edges by such numbers.
pub(super) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_in_order_and_strangers_are_left_out() {
        let lists = Lists::new(3, [(2, 'a'), (0, 'b'), (3, 'c'), (2, 'd'), (9, 'e')].into_iter());
        assert_eq!([lists.of(0), lists.of(1), lists.of(2), lists.of(3)], [&['b'][..], &[], &['a', 'd'], &[]]);
        assert_eq!(
            (lists.places(), lists.start(2), lists.value(2, 2), lists.value(2, 3)),
            (3, 1, Some('d'), None)
        );
        assert_eq!(lists.value(0, 1), None);
        let none = Lists::<u32>::new(0, std::iter::empty());
        assert_eq!((none.places(), none.of(0)), (0, &[][..]));
    }

    #[test]
    fn an_edge_has_two_ends_and_a_loop_none() {
        let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 1), (2, 1)]);
        let ends = Lists::of_graph(&graph);
        let nodes = |node| ends.of(node).iter().map(|end| (end.node, end.edge)).collect::<Vec<_>>();
        assert_eq!([nodes(0), nodes(1), nodes(2)], [vec![(1, 0)], vec![(0, 0), (2, 2)], vec![(1, 2)]]);
    }
}

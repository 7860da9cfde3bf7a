//! The blocks of a graph, and how they stand for all of it.
//!
//! May live here: what lets betweenness be summed up block by block.

use super::lists::{End, Lists, number};
use super::walk::{NONE, Walk};

/// A block: nodes that hang together whichever one of them is taken away, or the two ends of a bridge.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Block {
    /// Its nodes, the one where the walk entered it first.
    pub(super) nodes: Vec<u32>,
    /// For each of its nodes, how many nodes of its component it stands for: itself, and those that can be reached from the
    /// rest of the block only through it.
    pub(super) stands_for: Vec<f64>,
    /// Its edges, as places in `nodes`.
    pub(super) edges: Vec<(u32, u32)>,
}

/// A graph in blocks.
#[derive(Debug, PartialEq)]
pub(super) struct Blocks {
    /// The blocks. Each edge is in one of them; nodes without edges are in none.
    pub(super) blocks: Vec<Block>,
    /// For each node, between how many pairs of other nodes it is the only way because they are in blocks on different
    /// sides of it; each pair counted from both ends.
    pub(super) parted: Vec<f64>,
}

impl Blocks {
    /// Finds the blocks. Time and space O(n + m).
    pub(super) fn new(ends: &Lists<End>) -> Self {
        let walk = Walk::new(ends);
        let below = walk.below();
        let wholes = wholes(&walk, &below);
        let of = |values: &[f64], place: usize| values.get(place).copied().unwrap_or_default();
        let mut blocks = vec![Block::default(); walk.tops.len()];
        // For each node, how many nodes hang on it in the blocks that were entered there, and the squares of their numbers.
        let mut hanging = vec![(0.0, 0.0); walk.ways.len()];
        for (place, way) in walk.ways.iter().enumerate() {
            let Some(block) = blocks.get_mut(way.block as usize).filter(|block| block.nodes.is_empty())
            else {
                continue;
            };
            // The first node of a block: everything else on that side of its top was reached through it.
            let side = of(&below, place);
            block.nodes.extend(walk.ways.get(way.from as usize).map(|top| top.node));
            block.stands_for.push(of(&wholes, place) - side);
            if let Some((nodes, squares)) = hanging.get_mut(way.from as usize) {
                *nodes += side;
                *squares += side * side;
            }
        }
        let mut parted = vec![0.0; walk.ways.len()];
        for ((way, whole), (nodes, squares)) in walk.ways.iter().zip(&wholes).zip(&hanging) {
            let (others, above) = (whole - 1.0, whole - 1.0 - nodes);
            if let Some(parted) = parted.get_mut(way.node as usize) {
                *parted = others * others - above * above - squares;
            }
            if let Some(block) = blocks.get_mut(way.block as usize) {
                block.nodes.push(way.node);
                block.stands_for.push(1.0 + nodes);
            }
        }
        add_edges(&walk, ends, &mut blocks);
        Self { blocks, parted }
    }
}

/// An edge is in the block by which the later one of its ends was reached.
fn add_edges(walk: &Walk, ends: &Lists<End>, blocks: &mut [Block]) {
    // The place of each node in the block by which it was reached; the top has place 0.
    let mut filled = vec![0_u32; blocks.len()];
    let mut inside = vec![0_u32; walk.ways.len()];
    for (place, way) in walk.ways.iter().enumerate() {
        let at = way.block as usize;
        let (Some(block), Some(filled), Some(top)) =
            (blocks.get_mut(at), filled.get_mut(at), walk.tops.get(at))
        else {
            continue;
        };
        *filled += 1;
        if let Some(inside) = inside.get_mut(place) {
            *inside = *filled;
        }
        let others = ends.of(way.node as usize).iter().filter_map(|end| walk.places.get(end.node as usize));
        for other in others.filter(|other| (**other as usize) < place) {
            let other =
                if other == top { 0 } else { inside.get(*other as usize).copied().unwrap_or_default() };
            block.edges.push((*filled, other));
        }
    }
}

/// How many nodes the component of each place's node has.
fn wholes(walk: &Walk, below: &[f64]) -> Vec<f64> {
    let mut whole = 0.0;
    let wholes = walk.ways.iter().zip(below).map(|(way, below)| {
        if way.from == NONE {
            whole = *below;
        }
        whole
    });
    wholes.collect()
}

/// A block as arrays, nodes that are near each other in nearby places.
#[derive(Debug)]
pub(super) struct Near {
    /// The node at each place, as a place in the block.
    pub(super) order: Vec<u32>,
    starts: Vec<usize>,
    ends: Vec<u32>,
    /// How many nodes each node stands for.
    pub(super) stands_for: Vec<f64>,
}

impl Near {
    /// Puts the node with the most edges first, then its neighbours, then theirs. Of edges between the same nodes one is
    /// kept.
    pub(super) fn new(block: &Block) -> Self {
        let edges = block.edges.iter();
        let both = edges.flat_map(|(a, b)| [(*a as usize, *b), (*b as usize, *a)]);
        let ends = Lists::new(block.nodes.len(), both);
        let order = near_order(&ends);
        let mut places = vec![0; order.len()];
        for (node, place) in order.iter().zip(0_u32..) {
            if let Some(slot) = places.get_mut(*node as usize) {
                *slot = place;
            }
        }
        let mut near = Self { order, starts: vec![0], ends: Vec::new(), stands_for: Vec::new() };
        let mut row = Vec::new();
        for node in &near.order {
            row.clear();
            row.extend(ends.of(*node as usize).iter().filter_map(|end| places.get(*end as usize)));
            row.sort_unstable();
            row.dedup();
            near.ends.extend(&row);
            near.starts.push(near.ends.len());
            near.stands_for.extend(block.stands_for.get(*node as usize));
        }
        near
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.order.len()
    }

    /// How many edges there are.
    pub(super) fn edges(&self) -> usize {
        self.ends.len() / 2
    }

    /// Whether every node is joined to every other, so that no path leads through a third.
    pub(super) fn is_complete(&self) -> bool {
        self.ends.len() == self.nodes() * self.nodes().saturating_sub(1)
    }

    /// The neighbours of the node at a place.
    pub(super) fn of(&self, place: u32) -> &[u32] {
        let place = place as usize;
        match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(start), Some(end)) => self.ends.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// From the node with the most edges, the first of several, by distance.
fn near_order(ends: &Lists<u32>) -> Vec<u32> {
    let mut first = 0;
    for node in 0..ends.places() {
        if ends.of(node).len() > ends.of(first).len() {
            first = node;
        }
    }
    let mut order = Vec::with_capacity(ends.places());
    let mut seen = vec![false; ends.places()];
    let mut see = |node: u32, order: &mut Vec<u32>| {
        if let Some(seen @ false) = seen.get_mut(node as usize) {
            *seen = true;
            order.push(node);
        }
    };
    see(number(first), &mut order);
    let mut at = 0;
    while let Some(node) = order.get(at).copied() {
        at += 1;
        for neighbour in ends.of(node as usize) {
            see(*neighbour, &mut order);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use petgraph::graph::UnGraph;

    /// A triangle 0 1 2, a tail 2 - 3 - 4, a second triangle 3 5 6, a node alone.
    fn blocks() -> Blocks {
        let mut graph =
            UnGraph::<(), ()>::from_edges([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (3, 5), (5, 6), (6, 3)]);
        graph.add_node(());
        Blocks::new(&Lists::of_graph(&graph))
    }

    #[test]
    fn every_node_of_a_block_stands_for_what_hangs_on_it() {
        let mut found: Vec<Vec<(u32, f64)>> = Vec::new();
        for block in blocks().blocks {
            let mut nodes: Vec<_> =
                block.nodes.iter().copied().zip(block.stands_for.iter().copied()).collect();
            nodes.sort_by_key(|(node, _)| *node);
            let whole: f64 = nodes.iter().map(|(_, count)| count).sum();
            assert!((whole - 7.0).abs() < 1e-9, "{nodes:?}");
            assert_eq!(block.edges.len(), if nodes.len() == 2 { 1 } else { 3 });
            found.push(nodes);
        }
        found.sort_by_key(|nodes| nodes.iter().map(|(node, _)| *node).collect::<Vec<_>>());
        assert_eq!(
            found,
            [
                vec![(0, 1.0), (1, 1.0), (2, 5.0)],
                vec![(2, 3.0), (3, 4.0)],
                vec![(3, 6.0), (4, 1.0)],
                vec![(3, 5.0), (5, 1.0), (6, 1.0)]
            ]
        );
    }

    #[test]
    fn pairs_on_different_sides_are_counted_from_both_ends() {
        // 2 parts {0, 1} from {3, 4, 5, 6}: 8 pairs. 3 parts {0, 1, 2}, {4} and {5, 6}: 3 + 6 + 2 pairs.
        assert_eq!(blocks().parted, [0.0, 0.0, 16.0, 22.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn near_nodes_stand_together() {
        let block = Block {
            nodes: vec![7, 8, 9, 10],
            stands_for: vec![1.0, 2.0, 3.0, 4.0],
            edges: vec![(1, 0), (2, 1), (3, 2), (3, 0), (2, 0), (0, 2)],
        };
        let near = Near::new(&block);
        // Places 0 and 2 have the most edges, counted twice where there are two.
        assert_eq!(
            (near.order.as_slice(), near.stands_for.as_slice()),
            (&[0, 1, 3, 2][..], &[1.0, 2.0, 4.0, 3.0][..])
        );
        assert_eq!(
            [near.of(0), near.of(1), near.of(2), near.of(3)],
            [&[1, 2, 3][..], &[0, 3], &[0, 3], &[0, 1, 2]]
        );
        assert_eq!((near.edges(), near.is_complete()), (5, false));
    }
}

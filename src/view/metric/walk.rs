//! A walk into the depth through a graph, and where the graph can be parted.
//!
//! May live here: the algorithm of Hopcroft and Tarjan. One walk finds bridges, articulation points and the blocks between
//! them; petgraph finds the first two in a walk each and does not know blocks, on which betweenness rests.

use super::lists::{End, Lists, number};

/// No node and no block.
pub(super) const NONE: u32 = u32::MAX;

/// How the walk came to a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// The node.
    pub(super) node: u32,
    /// The place in the walk of the node that it came from.
    pub(super) from: u32,
    /// The edge that it came by.
    pub(super) edge: u32,
    /// The first place in the walk that an edge of the node, or of a node that was reached through it, leads to. Only
    /// the edge that the walk came by does not count.
    low: u32,
    /// The block of that edge.
    pub(super) block: u32,
}

/// A walk into the depth through all components: nodes in the order in which they are reached.
///
/// An edge that the walk did not take joins a node with one that the walk came through on its way there.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) ways: Vec<Way>,
    /// The place of each node in the walk.
    pub(super) places: Vec<u32>,
    /// For each block, the place in the walk of the node where it was entered.
    pub(super) tops: Vec<u32>,
}

impl Walk {
    /// Walks through a graph. Time and space O(n + m).
    pub(super) fn new(ends: &Lists<End>) -> Self {
        let nodes = ends.places();
        let mut walk = Self { ways: Vec::with_capacity(nodes), places: vec![NONE; nodes], tops: Vec::new() };
        let mut path = Vec::new();
        for root in 0..nodes {
            if walk.places.get(root) == Some(&NONE) {
                walk.descend(ends, root, &mut path);
            }
        }
        walk.find_lows(ends);
        walk.find_blocks();
        walk
    }

    /// Reaches everything that hangs together with `root`. `path` holds the way there, each node with the place of the end that
    /// is looked at next.
    fn descend(&mut self, ends: &Lists<End>, root: usize, path: &mut Vec<(usize, usize)>) {
        self.reach(root, NONE, NONE);
        path.push((root, ends.start(root)));
        while let Some((node, at)) = path.last_mut() {
            let Some(end) = ends.value(*node, *at) else {
                path.pop();
                continue;
            };
            *at += 1;
            let next = end.node as usize;
            if self.places.get(next) == Some(&NONE) {
                let from = self.places.get(*node).copied().unwrap_or(NONE);
                self.reach(next, from, end.edge);
                path.push((next, ends.start(next)));
            }
        }
    }

    fn reach(&mut self, node: usize, from: u32, edge: u32) {
        let place = number(self.ways.len());
        if let Some(slot) = self.places.get_mut(node) {
            *slot = place;
        }
        self.ways.push(Way { node: number(node), from, edge, low: place, block: NONE });
    }

    /// From the last node to the first, so that what was reached through a node is done before it.
    fn find_lows(&mut self, ends: &Lists<End>) {
        for place in (0..self.ways.len()).rev() {
            let Some(way) = self.ways.get(place).copied() else { continue };
            let others = ends.of(way.node as usize).iter().filter(|end| end.edge != way.edge);
            let reached = others.filter_map(|end| self.places.get(end.node as usize)).copied().min();
            let low = reached.map_or(way.low, |reached| reached.min(way.low));
            if let Some(way) = self.ways.get_mut(place) {
                way.low = low;
            }
            if let Some(from) = self.ways.get_mut(way.from as usize) {
                from.low = from.low.min(low);
            }
        }
    }

    /// What leads back behind the node that it was reached from is in the block by which that one was reached; else a
    /// block starts there.
    fn find_blocks(&mut self) {
        for place in 0..self.ways.len() {
            let Some(way) = self.ways.get(place).copied().filter(|way| way.from != NONE) else { continue };
            let block = if way.low < way.from {
                self.ways.get(way.from as usize).map_or(NONE, |from| from.block)
            } else {
                self.tops.push(way.from);
                number(self.tops.len() - 1)
            };
            if let Some(way) = self.ways.get_mut(place) {
                way.block = block;
            }
        }
    }

    /// For each node, in how many blocks it is.
    pub(super) fn blocks_of_nodes(&self) -> Vec<u32> {
        let mut counts: Vec<u32> = self.ways.iter().map(|way| u32::from(way.block != NONE)).collect();
        for top in &self.tops {
            if let Some(count) = counts.get_mut(*top as usize) {
                *count += 1;
            }
        }
        self.places.iter().map(|place| counts.get(*place as usize).copied().unwrap_or_default()).collect()
    }

    /// The edges that are the only way between their ends.
    pub(super) fn bridges(&self) -> impl Iterator<Item = u32> {
        let ways = self.ways.iter().zip(0_u32..);
        ways.filter(|(way, place)| way.from != NONE && way.low == *place).map(|(way, _)| way.edge)
    }

    /// How many nodes were reached through the node at each place, itself among them.
    pub(super) fn below(&self) -> Vec<f64> {
        let mut below = vec![1.0; self.ways.len()];
        for (place, way) in self.ways.iter().enumerate().rev() {
            let count = below.get(place).copied().unwrap_or_default();
            if let Some(from) = below.get_mut(way.from as usize) {
                *from += count;
            }
        }
        below
    }
}

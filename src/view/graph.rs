//! The graph of uses: measures and programs as nodes, uses (with their fiscal years) and part-of as edges.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::view::links::Links;

/// What stands at a node, as a place in the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A measure.
    Measure(usize),
    /// A program.
    Program(usize),
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// From a measure to a program: the use at this place of [`Links::uses`].
    Uses(usize),
    /// From a program to the program it is part of.
    PartOf,
}

/// Measures, programs and what joins them.
///
/// Node indices never leave this module; programs and measures are asked for by their places in [`Links`], and answered in
/// the order of these places.
#[derive(Clone, Debug, Default)]
pub struct UseGraph {
    graph: DiGraph<Node, Edge>,
    programs: Vec<NodeIndex>,
}

impl UseGraph {
    /// Joins the rows. Uses and parts of unknown measures or programs are left out, as is a program that is part of itself.
    pub fn from_links(links: &Links) -> Self {
        let mut graph = DiGraph::with_capacity(
            links.measures.len() + links.programs.len(),
            links.uses.len() + links.programs.len(),
        );
        let measures: Vec<NodeIndex> =
            (0..links.measures.len()).map(|place| graph.add_node(Node::Measure(place))).collect();
        let programs: Vec<NodeIndex> =
            (0..links.programs.len()).map(|place| graph.add_node(Node::Program(place))).collect();
        for (place, row) in links.uses.iter().enumerate() {
            if let (Some(measure), Some(program)) = (measures.get(row.measure), programs.get(row.program)) {
                graph.add_edge(*measure, *program, Edge::Uses(place));
            }
        }
        for (part, row) in links.programs.iter().enumerate() {
            for whole in row.wholes.iter().filter(|whole| **whole != part) {
                if let (Some(part), Some(whole)) = (programs.get(part), programs.get(*whole)) {
                    graph.add_edge(*part, *whole, Edge::PartOf);
                }
            }
        }
        Self { graph, programs }
    }

    /// The graph itself, for algorithms of petgraph.
    pub fn graph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// How many programs there are.
    pub fn programs(&self) -> usize {
        self.programs.len()
    }

    /// The uses of the program itself, as places in [`Links::uses`].
    pub fn uses_of(&self, program: usize) -> Vec<usize> {
        let Some(node) = self.programs.get(program) else {
            return Vec::new();
        };
        let incoming = self.graph.edges_directed(*node, Direction::Incoming);
        let mut uses: Vec<usize> = incoming
            .filter_map(|edge| match edge.weight() {
                Edge::Uses(place) => Some(*place),
                Edge::PartOf => None,
            })
            .collect();
        uses.sort_unstable();
        uses
    }

    /// The measures that use the program itself.
    pub fn measures_of(&self, program: usize) -> BTreeSet<usize> {
        self.related(program, Direction::Incoming, |node| match node {
            Node::Measure(place) => Some(place),
            Node::Program(_) => None,
        })
    }

    /// The programs that are directly part of `program`.
    pub fn parts_of(&self, program: usize) -> BTreeSet<usize> {
        self.related(program, Direction::Incoming, program_of)
    }

    /// The programs that `program` is directly part of.
    pub fn wholes_of(&self, program: usize) -> BTreeSet<usize> {
        self.related(program, Direction::Outgoing, program_of)
    }

    fn related(
        &self,
        program: usize,
        direction: Direction,
        place: impl Fn(Node) -> Option<usize>,
    ) -> BTreeSet<usize> {
        let Some(node) = self.programs.get(program) else {
            return BTreeSet::new();
        };
        self.graph
            .edges_directed(*node, direction)
            .filter_map(|edge| {
                let end = if direction == Direction::Incoming { edge.source() } else { edge.target() };
                place(*self.graph.node_weight(end)?)
            })
            .collect()
    }

    /// The program and everything that is part of it, at any depth. Each once, also where parts form a circle.
    ///
    /// # Complexity
    ///
    /// Time and space O(p + e) for the p parts reached and the e edges between them, times log p for the set.
    pub fn family_of(&self, program: usize) -> BTreeSet<usize> {
        let mut family = BTreeSet::new();
        let mut waiting = vec![program];
        while let Some(next) = waiting.pop() {
            if family.insert(next) {
                waiting.extend(self.parts_of(next));
            }
        }
        family
    }

    /// The measures that use the program or something that is part of it.
    pub fn measures_of_family(&self, program: usize) -> BTreeSet<usize> {
        self.family_of(program).into_iter().flat_map(|member| self.measures_of(member)).collect()
    }
}

fn program_of(node: Node) -> Option<usize> {
    match node {
        Node::Program(place) => Some(place),
        Node::Measure(_) => None,
    }
}

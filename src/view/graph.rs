//! The graph of uses: measures and programs as nodes, uses (with their fiscal years) and part-of as edges.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::view::links::Links;

/// What stands at a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A measure, by IRI.
    Measure(String),
    /// A program, by IRI.
    Program(String),
}

/// What an edge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// From a measure to a program: named in the cells of these fiscal years.
    Uses(BTreeSet<i32>),
    /// From a program to the program it is part of.
    PartOf,
}

/// Measures, programs and what joins them.
///
/// Node indices never leave this module; everything is asked for by IRI and answered in the order of IRIs.
#[derive(Clone, Debug, Default)]
pub struct UseGraph {
    graph: DiGraph<Node, Edge>,
    measures: BTreeMap<String, NodeIndex>,
    programs: BTreeMap<String, NodeIndex>,
}

impl UseGraph {
    /// Joins the rows. Uses and parts that name an unknown measure or program are left out, as is a program
    /// that is part of itself.
    pub fn from_links(links: &Links) -> Self {
        let mut joined = Self::default();
        for row in &links.measures {
            let node = joined.graph.add_node(Node::Measure(row.iri.clone()));
            joined.measures.insert(row.iri.clone(), node);
        }
        for row in &links.programs {
            let node = joined.graph.add_node(Node::Program(row.iri.clone()));
            joined.programs.insert(row.iri.clone(), node);
        }
        for row in &links.uses {
            if let (Some(measure), Some(program)) =
                (joined.measures.get(&row.measure), joined.programs.get(&row.program))
            {
                joined.graph.add_edge(*measure, *program, Edge::Uses(row.years.clone()));
            }
        }
        for row in &links.programs {
            for whole in row.wholes.iter().filter(|whole| **whole != row.iri) {
                if let (Some(part), Some(whole)) = (joined.programs.get(&row.iri), joined.programs.get(whole))
                {
                    joined.graph.add_edge(*part, *whole, Edge::PartOf);
                }
            }
        }
        joined
    }

    /// The graph itself, for algorithms of petgraph.
    pub fn graph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// The programs by IRI.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.programs.keys().map(String::as_str)
    }

    /// The measures that use the program itself, each with its fiscal years.
    pub fn measures_of(&self, program: &str) -> BTreeMap<&str, &BTreeSet<i32>> {
        let Some(node) = self.programs.get(program) else {
            return BTreeMap::new();
        };
        let uses = self.graph.edges_directed(*node, Direction::Incoming);
        uses.filter_map(|edge| match (edge.weight(), self.graph.node_weight(edge.source())) {
            (Edge::Uses(years), Some(Node::Measure(iri))) => Some((iri.as_str(), years)),
            _ => None,
        })
        .collect()
    }

    /// The programs that are directly part of `program`.
    pub fn parts_of(&self, program: &str) -> BTreeSet<&str> {
        self.related(program, Direction::Incoming)
    }

    /// The programs that `program` is directly part of.
    pub fn wholes_of(&self, program: &str) -> BTreeSet<&str> {
        self.related(program, Direction::Outgoing)
    }

    fn related(&self, program: &str, direction: Direction) -> BTreeSet<&str> {
        let Some(node) = self.programs.get(program) else {
            return BTreeSet::new();
        };
        self.graph
            .edges_directed(*node, direction)
            .filter(|edge| matches!(edge.weight(), Edge::PartOf))
            .filter_map(|edge| {
                let end = if direction == Direction::Incoming { edge.source() } else { edge.target() };
                match self.graph.node_weight(end) {
                    Some(Node::Program(iri)) => Some(iri.as_str()),
                    _ => None,
                }
            })
            .collect()
    }

    /// The program and everything that is part of it, at any depth. Each once, also where parts form a circle.
    ///
    /// # Complexity
    ///
    /// Time and space O(p + e) for the p parts reached and the e edges between them, times log p for the set.
    pub fn family_of<'a>(&'a self, program: &'a str) -> BTreeSet<&'a str> {
        let mut family = BTreeSet::new();
        let mut waiting = vec![program];
        while let Some(next) = waiting.pop() {
            if family.insert(next) {
                waiting.extend(self.parts_of(next));
            }
        }
        family
    }
}

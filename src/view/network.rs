//! A graph as other tools want it: nodes and edges with typed fields.
//!
//! Every view ends in a [`Network`] beside its picture: the writers of DOT, GraphML, GEXF, JSON and CSV know nothing
//! else, and a page finds what a mark of its picture stands for by its place here.

use std::collections::{BTreeMap, BTreeSet};

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A goal of the plan.
    Goal,
    /// An objective.
    Objective,
    /// A group of measures.
    Group,
    /// A measure.
    Measure,
    /// A program.
    Program,
    /// A ministry or another responsible body.
    Body,
}

impl NodeKind {
    /// Its name in files for other tools.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Objective => "objective",
            Self::Group => "group",
            Self::Measure => "measure",
            Self::Program => "program",
            Self::Body => "ministry",
        }
    }
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// From a heading to what stands under it.
    Contains,
    /// From a heading to what is listed under it a second time (再掲).
    Relists,
    /// From a measure to a program that it uses.
    Uses,
    /// From a measure to a program of which it uses only parts.
    UsesPart,
    /// From a program to the program it is part of.
    PartOf,
    /// Between programs that share measures, or measures that share programs.
    Shares,
    /// Between bodies that are responsible for the same measures.
    WorksWith,
}

impl EdgeKind {
    /// Its name in files for other tools.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::Relists => "relists",
            Self::Uses => "uses",
            Self::UsesPart => "uses_part",
            Self::PartOf => "part_of",
            Self::Shares => "shares",
            Self::WorksWith => "works_with",
        }
    }
}

/// The type of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Text.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Binary floating point numbers, always finite.
    Real,
    /// Yes or no.
    Flag,
}

/// A field of all nodes or of all edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name: `snake_case`, ASCII.
    pub name: &'static str,
    /// The type of its values.
    pub kind: FieldType,
}

/// A value of a field; of the field's type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// The IRI of what it stands for. Every node has one of its own.
    pub iri: String,
    /// Its whole name.
    pub title: String,
    /// Its values, one for each of [`Network::node_fields`]; nothing where it has none.
    pub values: Vec<Option<Value>>,
}

/// An edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// Where it starts, as a place in [`Network::nodes`].
    pub source: usize,
    /// Where it ends, as a place in [`Network::nodes`].
    pub target: usize,
    /// How strong it is: what that means, the view says. Finite and above 0.
    pub weight: f64,
    /// Its values, one for each of [`Network::edge_fields`]; nothing where it has none.
    pub values: Vec<Option<Value>>,
}

/// A whole graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// What it shows, in a line.
    pub title: String,
    /// Whether edges lead from their source to their target.
    pub directed: bool,
    /// Fields of nodes beside kind, IRI and title.
    pub node_fields: Vec<Field>,
    /// Fields of edges beside kind and weight.
    pub edge_fields: Vec<Field>,
    /// The nodes, in a fixed order.
    pub nodes: Vec<Node>,
    /// The edges, in a fixed order; two may join the same nodes only if their kinds differ.
    pub edges: Vec<Edge>,
}

impl Network {
    /// Short names of the nodes, each its own: the kind and the last step of the IRI as `program:ikou-renkei`,
    /// other characters than letters, digits, `.`, `-` and `_` replaced; of several that come out the same all but the first get a
    /// number. They are the same on every run.
    pub fn ids(&self) -> Vec<String> {
        each_its_own(self.nodes.iter().map(short_id))
    }
}

/// The names, with a number at those that were there before.
pub(in crate::view) fn each_its_own(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    // The number that comes next, so that many equal names do not try them all.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let own = |name: String| {
        if taken.insert(name.clone()) {
            return name;
        }
        let again = next.entry(name.clone()).or_insert(2);
        loop {
            let id = format!("{name}_{again}");
            *again += 1;
            if taken.insert(id.clone()) {
                return id;
            }
        }
    };
    names.map(own).collect()
}

fn short_id(node: &Node) -> String {
    let last = node.iri.rsplit(['/', '#']).next().unwrap_or_default();
    let allowed = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    format!("{}:{}", node.kind.name(), last.chars().map(allowed).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_and_each_its_own() {
        let node = |iri: &str| Node {
            kind: NodeKind::Program,
            iri: iri.to_owned(),
            title: String::new(),
            values: Vec::new(),
        };
        let network = Network {
            nodes: vec![node("http://a/program/x%20y"), node("http://b/program/x y"), node("urn:z")],
            ..Network::default()
        };
        assert_eq!(network.ids(), ["program:x_20y", "program:x_y", "program:urn_z"]);
        let same = Network { nodes: vec![node("http://a/x"), node("http://b/x")], ..Network::default() };
        assert_eq!(same.ids(), ["program:x", "program:x_2"]);
    }
}

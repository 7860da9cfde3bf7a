//! What the structure of a network says of its nodes and edges, as further fields.
//!
//! May live here: joining the numbers of [`metric`](crate::view::metric) to a [`Network`]. Each is defined there.

use crate::view::graph::UseGraph;
use crate::view::links::Links;
use crate::view::metric::{Effort, add_root, betweenness, components, cut, dominance, page_rank};
use crate::view::money::{Bounds, Ledger};
use crate::view::network::{Field, FieldType, Network, NodeKind, Value};
use crate::view::reuse::{Reuse, reuse};
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};
use std::collections::BTreeMap;

const NODE_FIELDS: [Field; 4] = [
    Field { name: "component", kind: FieldType::Integer },
    Field { name: "articulation", kind: FieldType::Flag },
    Field { name: "page_rank", kind: FieldType::Real },
    Field { name: "betweenness", kind: FieldType::Real },
];

/// Only where betweenness is an estimate.
const ERROR: Field = Field { name: "betweenness_error", kind: FieldType::Real };

const EDGE_FIELD: Field = Field { name: "bridge", kind: FieldType::Flag };

/// Adds the fields `component`, `articulation`, `page_rank` and `betweenness` to the nodes of an undirected network, and `bridge`
/// to its edges. Where `effort` leads to an estimate of betweenness, `betweenness_error` says how far it may be off.
///
/// Betweenness is left out where there are more shortest paths than can be counted. Gives back from how many nodes paths were
/// followed, if it is an estimate.
pub fn add_structure(network: &mut Network, effort: Effort) -> Option<u32> {
    let graph = graph(network);
    let parts = components(&graph);
    let cut = cut(&graph);
    let rank = page_rank(&graph, |weight| *weight);
    let between = betweenness(&graph, effort).ok();
    let pivots = between.as_ref().and_then(|found| found.pivots);
    let estimated = pivots.is_some();
    network.node_fields.extend(NODE_FIELDS);
    network.node_fields.extend(estimated.then_some(ERROR));
    let real = |values: Option<&Vec<f64>>, node: usize| values?.get(node).copied().map(Value::Real);
    for (place, node) in network.nodes.iter_mut().enumerate() {
        let part = parts.of.get(place).map(|part| Value::Integer(i64::from(*part)));
        node.values.extend([
            part,
            cut.articulation.get(place).copied().map(Value::Flag),
            real(Some(&rank), place),
            real(between.as_ref().map(|found| &found.values), place),
        ]);
        if estimated {
            node.values.push(real(between.as_ref().map(|found| &found.errors), place));
        }
    }
    network.edge_fields.push(EDGE_FIELD);
    for (place, edge) in network.edges.iter_mut().enumerate() {
        edge.values.push(cut.bridge.get(place).copied().map(Value::Flag));
    }
    pivots
}

/// Fields of programs: how widely each is reused beside its own measures, and what is known of its money.
pub(in crate::view) const REUSE_FIELDS: [Field; 7] = [
    Field { name: "measures_with_parts", kind: FieldType::Integer },
    Field { name: "listings", kind: FieldType::Integer },
    Field { name: "objectives", kind: FieldType::Integer },
    Field { name: "goals", kind: FieldType::Integer },
    Field { name: "rests_on_it", kind: FieldType::Integer },
    Field { name: "budget_lower_yen", kind: FieldType::Integer },
    Field { name: "budget_upper_yen", kind: FieldType::Integer },
];

/// The values of these fields.
pub(in crate::view) fn reuse_values(
    count: &Reuse,
    money: Option<Bounds>,
) -> [Option<Value>; REUSE_FIELDS.len()] {
    let number = |number: usize| i64::try_from(number).ok();
    [
        number(count.measures_with_parts),
        number(count.listings),
        number(count.objectives),
        number(count.goals),
        number(count.rests_on_it),
        money.and_then(|money| i64::try_from(money.lower).ok()),
        money.and_then(|money| i64::try_from(money.upper).ok()),
    ]
    .map(|value| value.map(Value::Integer))
}

/// Adds how widely each program of a network is reused (see [`reuse`](crate::view::reuse)) and what is known of its money and
/// that of its parts (see [`money`](crate::view::money)). `links` are those that the network was made from.
pub fn add_reuse(network: &mut Network, links: &Links) {
    let graph = UseGraph::from_links(links);
    let counts = reuse(links, &graph);
    let ledger = Ledger::new(links);
    let places: BTreeMap<&str, usize> =
        links.programs.iter().enumerate().map(|(place, row)| (row.iri.as_str(), place)).collect();
    network.node_fields.extend(REUSE_FIELDS);
    for node in &mut network.nodes {
        let program = places.get(node.iri.as_str()).copied().filter(|_| node.kind == NodeKind::Program);
        let known = program.and_then(|program| Some((program, counts.get(program)?)));
        node.values.extend(match known {
            Some((program, count)) => reuse_values(count, ledger.total(&graph.family_of(program))),
            None => [const { None }; REUSE_FIELDS.len()],
        });
    }
}

const DOMINANCE_FIELDS: [Field; 2] = [
    Field { name: "rests_on", kind: FieldType::Text },
    Field { name: "rests_on_it", kind: FieldType::Integer },
];

/// Adds the fields `rests_on` and `rests_on_it` to the nodes of a network whose edges lead from headings down to measures, from
/// measures to programs, and from parts to wholes.
///
/// `rests_on` is the id of the program without which a node would have none left, the nearest if there are several; `rests_on_it`
/// counts the measures for which that is so. What no program is named for rests on nothing.
pub fn add_dominance(network: &mut Network) {
    let mut graph =
        DiGraph::<Option<NodeKind>, ()>::with_capacity(network.nodes.len() + 1, network.edges.len());
    for node in &network.nodes {
        graph.add_node(Some(node.kind));
    }
    // What ends takes along what it serves.
    for edge in &network.edges {
        graph.add_edge(NodeIndex::new(edge.target), NodeIndex::new(edge.source), ());
    }
    let root = add_root(&mut graph, None, (), |kind| *kind == Some(NodeKind::Program));
    let found = dominance(&graph, root);
    let is = |node: NodeIndex, kind: NodeKind| graph.node_weight(node) == Some(&Some(kind));
    let ids = network.ids();
    network.node_fields.extend(DOMINANCE_FIELDS);
    for (place, node) in network.nodes.iter_mut().enumerate() {
        let mut above = found.immediate(NodeIndex::new(place));
        while let Some(at) = above.filter(|at| !is(*at, NodeKind::Program)) {
            above = found.immediate(at);
        }
        let program = above.and_then(|above| ids.get(above.index())).cloned().map(Value::Text);
        let resting = found.dominated(NodeIndex::new(place)).iter();
        let count = resting.filter(|below| is(**below, NodeKind::Measure)).count();
        let count = (node.kind == NodeKind::Program).then(|| i64::try_from(count).unwrap_or(i64::MAX));
        node.values.extend([program, count.map(Value::Integer)]);
    }
}

/// The network as a graph whose nodes and edges have the same places; an edge weighs what it weighs there.
fn graph(network: &Network) -> UnGraph<(), f64> {
    let mut graph = UnGraph::with_capacity(network.nodes.len(), network.edges.len());
    for _ in &network.nodes {
        graph.add_node(());
    }
    for edge in &network.edges {
        graph.add_edge(NodeIndex::new(edge.source), NodeIndex::new(edge.target), edge.weight);
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::network::{Edge, EdgeKind, Node, NodeKind};

    /// A triangle 0, 1, 2 with a tail 2 - 3, and 4 alone.
    #[test]
    fn a_triangle_with_a_tail() {
        let node = |place: usize| Node {
            kind: NodeKind::Program,
            iri: format!("urn:{place}"),
            title: String::new(),
            values: Vec::new(),
        };
        let edge =
            |source, target| Edge { kind: EdgeKind::Shares, source, target, weight: 1.0, values: Vec::new() };
        let mut network = Network {
            nodes: (0..5).map(node).collect(),
            edges: vec![edge(0, 1), edge(0, 2), edge(1, 2), edge(2, 3)],
            ..Network::default()
        };
        add_structure(&mut network, Effort::default());
        let column =
            |at: usize| network.nodes.iter().map(|node| node.values[at].clone().unwrap()).collect::<Vec<_>>();
        assert_eq!(column(0), [0, 0, 0, 0, 1].map(Value::Integer));
        assert_eq!(column(1), [false, false, true, false, false].map(Value::Flag));
        // Of 6 pairs of others, 0-3 and 1-3 lead through 2.
        assert_eq!(column(3), [0.0, 0.0, 2.0 / 6.0, 0.0, 0.0].map(Value::Real));
        let bridges: Vec<_> = network.edges.iter().map(|edge| edge.values[0].clone().unwrap()).collect();
        assert_eq!(bridges, [false, false, false, true].map(Value::Flag));
    }
}

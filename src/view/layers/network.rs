//! The layers as a network for other tools, and behind the marks of the picture.
//!
//! The layer of a node is 0 for goals, 1 for objectives, 2 for groups, 3 for measures, 4 for programs that nothing shown is part
//! of, and for other programs one more than the highest of their parts; programs that are part of each other in a circle share
//! one. Every edge but those inside such a circle, or between groups, leads to a higher layer.

use crate::view::layers::Layers;
use crate::view::layers::graph::{Edge as LayerEdge, LayerGraph, Node as LayerNode};
use crate::view::layers::outline::Goal;
use crate::view::links::{HeadingRow, Links};
use crate::view::network::{Edge, EdgeKind, Field, FieldType, Network, Node, NodeKind, Value};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Fields of nodes. Metrics of nodes come as further fields: they are appended to these, and to the values of every node.
const NODE_FIELDS: [Field; 7] = [
    Field { name: "layer", kind: FieldType::Integer },
    Field { name: "number", kind: FieldType::Text },
    Field { name: "measures", kind: FieldType::Integer },
    Field { name: "measures_with_parts", kind: FieldType::Integer },
    Field { name: "programs", kind: FieldType::Integer },
    Field { name: "ministries", kind: FieldType::Text },
    Field { name: "source_line", kind: FieldType::Integer },
];

const EDGE_FIELDS: [Field; 2] = [
    Field { name: "fiscal_years", kind: FieldType::Text },
    Field { name: "source_line", kind: FieldType::Integer },
];

/// Where the things of the picture stand in the network.
#[derive(Debug)]
pub(super) struct Places {
    layers: LayerGraph,
    nodes: BTreeMap<LayerNode, usize>,
    /// The edges by their ends, and what they say.
    edges: Vec<(LayerNode, LayerNode, LayerEdge)>,
    uses: BTreeMap<usize, usize>,
    parts: BTreeMap<(usize, usize), usize>,
}

impl Places {
    pub(super) fn new(links: &Links, outline: &[Goal], measures: &[usize], programs: &[usize]) -> Self {
        let layers = LayerGraph::from_links(links);
        let mut shown: BTreeSet<LayerNode> = headings(links, outline);
        shown.extend(measures.iter().map(|measure| LayerNode::Measure(*measure)));
        shown.extend(programs.iter().map(|program| LayerNode::Program(*program)));
        shown.retain(|node| layers.index(*node).is_some());
        let mut edges: Vec<_> = layers
            .graph()
            .edge_references()
            .filter_map(|edge| {
                let end =
                    |index| layers.graph().node_weight(index).copied().filter(|node| shown.contains(node));
                Some((end(edge.source())?, end(edge.target())?, *edge.weight()))
            })
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let (mut uses, mut parts) = (BTreeMap::new(), BTreeMap::new());
        for (place, (from, to, edge)) in edges.iter().enumerate() {
            match (edge, from, to) {
                (LayerEdge::Uses(row), ..) => {
                    uses.insert(*row, place);
                }
                (LayerEdge::PartOf, LayerNode::Program(part), LayerNode::Program(whole)) => {
                    parts.insert((*part, *whole), place);
                }
                _ => {}
            }
        }
        let nodes = shown.into_iter().enumerate().map(|(place, node)| (node, place)).collect();
        Self { layers, nodes, edges, uses, parts }
    }

    pub(super) fn node(&self, node: LayerNode) -> Option<usize> {
        self.nodes.get(&node).copied()
    }

    /// How many nodes are of a kind.
    pub(super) fn count(&self, is: impl Fn(&LayerNode) -> bool) -> usize {
        self.nodes.keys().filter(|node| is(node)).count()
    }

    /// The edge of a use, by its place in the rows.
    pub(super) fn used(&self, used: usize) -> Option<usize> {
        self.uses.get(&used).copied()
    }

    /// The edge from a part to its whole.
    pub(super) fn part(&self, part: usize, whole: usize) -> Option<usize> {
        self.parts.get(&(part, whole)).copied()
    }

    /// How many measures that are shown stand under a heading, second listings apart, and how many programs they use.
    pub(super) fn held(&self, links: &Links, heading: LayerNode) -> (usize, usize) {
        let mut measures = self.layers.measures_under(heading);
        measures.retain(|measure| self.nodes.contains_key(&LayerNode::Measure(*measure)));
        let uses = measures.iter().flat_map(|measure| links.uses_of(*measure));
        let programs: BTreeSet<usize> = uses.map(|used| used.program).collect();
        (measures.len(), programs.len())
    }

    pub(super) fn network(&self, layers: &Layers<'_>) -> Network {
        let heights = heights(layers);
        let nodes = self.nodes.keys().map(|node| self.network_node(layers, &heights, *node)).collect();
        let end = |node: &LayerNode| self.node(*node);
        let edges = self.edges.iter().filter_map(|(from, to, edge)| {
            Some(network_edge(layers, (*from, end(from)?), (*to, end(to)?), *edge))
        });
        Network {
            title: super::words::title(layers),
            directed: true,
            node_fields: NODE_FIELDS.to_vec(),
            edge_fields: EDGE_FIELDS.to_vec(),
            nodes,
            edges: edges.collect(),
        }
    }

    fn network_node(&self, layers: &Layers<'_>, heights: &BTreeMap<usize, i64>, node: LayerNode) -> Node {
        let heading = |kind: NodeKind, row: Option<&HeadingRow>, layer: i64| {
            let row = row.cloned().unwrap_or_default();
            let (measures, programs) = self.held(layers.links, node);
            let number = row.mark.map(Value::Text);
            let values = [
                Some(Value::Integer(layer)),
                number,
                Some(count(measures)),
                None,
                Some(count(programs)),
                None,
                None,
            ];
            Node { kind, iri: row.iri, title: row.label, values: values.to_vec() }
        };
        match node {
            LayerNode::Goal(place) => heading(NodeKind::Goal, layers.links.goals.get(place), 0),
            LayerNode::Objective(place) => {
                heading(NodeKind::Objective, layers.links.objectives.get(place), 1)
            }
            LayerNode::Group(place) => heading(NodeKind::Group, layers.links.groups.get(place), 2),
            LayerNode::Measure(place) => {
                let row = layers.measure(place).cloned().unwrap_or_default();
                let bodies = (!(row.leads.is_empty() && row.supporting.is_empty()))
                    .then(|| Value::Text(super::words::bodies(layers, &row, "、")));
                let programs = Some(count(layers.links.uses_of(place).len()));
                let line = row.line().map(Value::Integer);
                let values = [Some(Value::Integer(3)), None, None, None, programs, bodies, line];
                Node { kind: NodeKind::Measure, iri: row.iri, title: row.text, values: values.to_vec() }
            }
            LayerNode::Program(place) => {
                let row = layers.program(place).cloned().unwrap_or_default();
                let reuse = layers.reuse_of(place);
                let layer = 4 + heights.get(&place).copied().unwrap_or(0);
                let values = [
                    Some(Value::Integer(layer)),
                    None,
                    Some(count(reuse.measures)),
                    Some(count(reuse.measures_with_parts)),
                    None,
                    None,
                    None,
                ];
                Node { kind: NodeKind::Program, iri: row.iri, title: row.label, values: values.to_vec() }
            }
        }
    }
}

fn count(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The headings of the outline; of a group in a group the outer one too.
fn headings(links: &Links, outline: &[Goal]) -> BTreeSet<LayerNode> {
    let mut found = BTreeSet::new();
    for goal in outline {
        found.extend(goal.heading.map(LayerNode::Goal));
        for objective in &goal.inside {
            found.extend(objective.heading.map(LayerNode::Objective));
            for group in objective.inside.iter().filter_map(|group| group.heading) {
                found.extend(super::words::way_in(links, group).into_iter().map(LayerNode::Group));
            }
        }
    }
    found
}

/// How far each program stands above those that are part of it and of nothing else below.
fn heights(layers: &Layers<'_>) -> BTreeMap<usize, i64> {
    let mut parts = DiGraph::<usize, ()>::new();
    let nodes: BTreeMap<usize, _> =
        layers.programs.iter().map(|program| (*program, parts.add_node(*program))).collect();
    for (program, node) in &nodes {
        let wholes = layers.program(*program).map(|row| row.wholes.as_slice()).unwrap_or_default();
        for whole in wholes.iter().filter_map(|whole| nodes.get(whole)) {
            parts.add_edge(*node, *whole, ());
        }
    }
    let mut heights: BTreeMap<usize, i64> = BTreeMap::new();
    // The last component is one that nothing else is part of.
    for circle in kosaraju_scc(&parts).iter().rev() {
        let members: BTreeSet<usize> =
            circle.iter().filter_map(|node| parts.node_weight(*node).copied()).collect();
        let own = members.iter().filter_map(|program| heights.get(program)).copied().max().unwrap_or(0);
        for program in &members {
            heights.insert(*program, own);
            let wholes = layers.program(*program).map(|row| row.wholes.as_slice()).unwrap_or_default();
            for whole in wholes.iter().filter(|whole| !members.contains(whole)) {
                let known = heights.entry(*whole).or_insert(0);
                *known = (own + 1).max(*known);
            }
        }
    }
    heights
}

#[expect(clippy::cast_precision_loss, reason = "a use has few years")]
fn network_edge(
    layers: &Layers<'_>,
    (from, source): (LayerNode, usize),
    (to, target): (LayerNode, usize),
    edge: LayerEdge,
) -> Edge {
    let (kind, mut weight, mut values) = (edge_kind(edge), 1.0, vec![None, None]);
    if let LayerEdge::Uses(used) = edge
        && let Some(row) = layers.links.uses.get(used)
    {
        weight = row.years.len().max(1) as f64;
        let years: Vec<String> = row.years.iter().map(i32::to_string).collect();
        values = vec![(!years.is_empty()).then(|| Value::Text(years.join(" "))), None];
    }
    if let LayerNode::Measure(measure) = to {
        let again = edge == LayerEdge::Relists;
        let rows = layers.measure(measure).map(|row| row.listings.as_slice()).unwrap_or_default();
        let here = rows.iter().find(|listing| {
            let under = listing.under;
            let is_there = match from {
                LayerNode::Goal(place) => under.goal == Some(place),
                LayerNode::Objective(place) => under.objective == Some(place),
                _ => matches!(from, LayerNode::Group(place) if under.group == Some(place)),
            };
            is_there && listing.again == again
        });
        values = vec![None, here.and_then(|listing| listing.line).map(Value::Integer)];
    }
    Edge { kind, source, target, weight, values }
}

fn edge_kind(edge: LayerEdge) -> EdgeKind {
    match edge {
        LayerEdge::Contains => EdgeKind::Contains,
        LayerEdge::Relists => EdgeKind::Relists,
        LayerEdge::Uses(_) => EdgeKind::Uses,
        LayerEdge::PartOf => EdgeKind::PartOf,
    }
}

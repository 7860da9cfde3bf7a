//! Pairs as a network: undirected, the weight of an edge is how many the two share.

use crate::view::network::{Edge, EdgeKind, Field, FieldType, Network, Node, NodeKind, Value};
use crate::view::pairs::{Item, Pairs, Tie, words};

/// Fields of nodes: of programs, of measures, of bodies. Metrics of nodes come as further fields: they are appended to these, and to
/// the values of every node.
const PROGRAM: &[Field] = &[Field { name: "measures", kind: FieldType::Integer }];
const MEASURE: &[Field] = &[
    Field { name: "programs", kind: FieldType::Integer },
    Field { name: "source_line", kind: FieldType::Integer },
];
const BODY: &[Field] = &[
    Field { name: "measures", kind: FieldType::Integer },
    Field { name: "leads", kind: FieldType::Integer },
    Field { name: "supports", kind: FieldType::Integer },
    Field { name: "mark", kind: FieldType::Text },
];

/// Fields of edges; metrics of edges come after them.
const SHARES: &[Field] =
    &[Field { name: "jaccard", kind: FieldType::Real }, Field { name: "part_of", kind: FieldType::Flag }];
const PLAIN: &[Field] = &[Field { name: "jaccard", kind: FieldType::Real }];
const WORKS_WITH: &[Field] = &[
    Field { name: "jaccard", kind: FieldType::Real },
    Field { name: "both_lead", kind: FieldType::Integer },
];

/// What stands in the fields of a graph of some kind of items.
struct Shape {
    node_fields: &'static [Field],
    edge_fields: &'static [Field],
    edge: EdgeKind,
}

fn shape(pairs: &Pairs) -> Shape {
    match pairs.kind {
        NodeKind::Body => Shape { node_fields: BODY, edge_fields: WORKS_WITH, edge: EdgeKind::WorksWith },
        NodeKind::Measure => Shape { node_fields: MEASURE, edge_fields: PLAIN, edge: EdgeKind::Shares },
        _ => Shape { node_fields: PROGRAM, edge_fields: SHARES, edge: EdgeKind::Shares },
    }
}

pub(super) fn network(pairs: &Pairs) -> Network {
    let shape = shape(pairs);
    Network {
        title: words::title(pairs),
        directed: false,
        node_fields: shape.node_fields.to_vec(),
        edge_fields: shape.edge_fields.to_vec(),
        nodes: pairs.items.iter().map(|item| node(pairs, item)).collect(),
        edges: pairs.ties.iter().map(|tie| edge(pairs, tie, shape.edge)).collect(),
    }
}

fn count(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn node(pairs: &Pairs, item: &Item) -> Node {
    let has = Some(count(item.has.len()));
    let values = match pairs.kind {
        NodeKind::Body => {
            let supports = Some(count(item.has.len().saturating_sub(item.leads)));
            vec![has, Some(count(item.leads)), supports, Some(Value::Text(item.mark.clone()))]
        }
        NodeKind::Measure => {
            vec![has, pairs.lines.get(item.place).copied().flatten().map(Value::Integer)]
        }
        _ => vec![has],
    };
    Node { kind: pairs.kind, iri: item.iri.clone(), title: item.label.clone(), values }
}

#[expect(clippy::cast_precision_loss, reason = "counts of measures are far below 2^52")]
fn edge(pairs: &Pairs, tie: &Tie, kind: EdgeKind) -> Edge {
    let mut values = vec![Some(Value::Real(pairs.jaccard(tie)))];
    match pairs.kind {
        NodeKind::Body => values.push(Some(count(tie.both_lead))),
        NodeKind::Program => values.push(Some(Value::Flag(tie.is_part))),
        _ => {}
    }
    Edge { kind, source: tie.first, target: tie.second, weight: tie.shared as f64, values }
}

//! A network with the worst texts, and what a file has to say about it.

use std::collections::BTreeMap;

use policygraph::view::network::{Edge, EdgeKind, Field, FieldType, Network, Node, NodeKind, Value};

/// Texts that end a string, an element or a section, steer a terminal, a drawing or a spreadsheet, or are hard to cut.
pub(super) const HOSTILE: [&str; 26] = [
    "</node><script>alert(1)</script>",
    "]]>",
    "\"\"' \"quoted\" 'single'",
    "\"",
    "back\\slash \\N \\G \\l \\",
    "\\",
    "line\nbreak\r\nand\rreturn\ttab",
    "a\u{0}b\u{1}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}\u{9f}\u{fffe}\u{ffff}c",
    "医",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f1ef}\u{1f1f5}",
    "\u{202e}rtl\u{200f}\u{5e2}\u{5d1}\u{5e8}",
    "",
    "  \n ",
    "&lt;b&gt; &amp; &#65; &nbsp;",
    "<b>bold</b>",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1",
    "-1",
    "@SUM(A1,A2)",
    "\t=1",
    "\u{ff1d}1",
    "'apostrophe",
    "a,b;c\r\n\"d\"",
    "か\u{3099} e\u{301}\u{302}",
    "%s {0} ${x} |{}<f0>",
    "-- /* */ # // ]; }",
];

pub(super) fn field(name: &'static str, kind: FieldType) -> Field {
    Field { name, kind }
}

/// A node for each hostile text and one of 10,000 characters; edges of every kind, two between the same nodes.
pub(super) fn hostile(directed: bool) -> Network {
    let kinds = [
        NodeKind::Goal,
        NodeKind::Objective,
        NodeKind::Group,
        NodeKind::Measure,
        NodeKind::Program,
        NodeKind::Body,
    ];
    let long = "医療機器\"\\&<".repeat(1250);
    let titles = HOSTILE.iter().copied().chain([long.as_str()]);
    let node = |(place, title): (usize, &str)| Node {
        kind: kinds[place % kinds.len()],
        iri: format!("https://w3id.org/policygraph/id/thing/{place:02}?a=1&b={title}"),
        title: title.to_owned(),
        values: vec![
            (!title.is_empty()).then(|| Value::Text(title.to_owned())),
            (place % 2 == 0).then_some(Value::Integer(i64::MIN)),
            (place % 3 == 0).then_some(Value::Real(0.1)),
            (place % 5 == 0).then_some(Value::Flag(place % 2 == 0)),
        ],
    };
    let nodes: Vec<Node> = titles.enumerate().map(node).collect();
    let edge = |kind, source, target, weight| Edge {
        kind,
        source,
        target,
        weight,
        values: vec![
            Some(Value::Text(nodes[target].title.clone())),
            Some(Value::Real(1e300)),
            (source % 2 == 0).then_some(Value::Integer(9_007_199_254_740_993)),
        ],
    };
    let edges = vec![
        edge(EdgeKind::Contains, 0, 1, 1.0),
        edge(EdgeKind::Relists, 1, 3, 1.0),
        edge(EdgeKind::Uses, 3, 4, 2.5),
        edge(EdgeKind::UsesPart, 3, 4, 1.0),
        edge(EdgeKind::PartOf, 4, 10, 1e-9),
        edge(EdgeKind::Shares, 5, 6, 1.0 / 3.0),
        edge(EdgeKind::WorksWith, 26, 25, 12.0),
        edge(EdgeKind::Uses, 9, 9, 1.0),
    ];
    Network {
        title: "</title> & \"x\" \\G ]]> \u{1b}医".to_owned(),
        directed,
        // `note` is a field of nodes and of edges: ids of keys must not meet.
        node_fields: vec![
            field("note", FieldType::Text),
            field("reuse", FieldType::Integer),
            field("share", FieldType::Real),
            field("bridge", FieldType::Flag),
        ],
        edge_fields: vec![
            field("note", FieldType::Text),
            field("share", FieldType::Real),
            field("line", FieldType::Integer),
        ],
        nodes,
        edges,
    }
}

/// What a text is in a file: nothing is lost but what no XML file can hold and controls.
pub(super) fn clean(text: &str) -> String {
    let kept = |c: &char| {
        let code = u32::from(*c);
        matches!(code, 9 | 10 | 13 | 0x20..=0x7e) || (code >= 0xa0 && code != 0xfffe && code != 0xffff)
    };
    text.chars().filter(kept).collect()
}

/// What a value is as text.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => clean(text),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => {
            let known = [(0.1, "0.1"), (1e300, "1e300")];
            let (_, text) =
                known.iter().find(|(known, _): &&(f64, &str)| known.to_bits() == number.to_bits()).unwrap();
            (*text).to_owned()
        }
        Value::Flag(flag) => flag.to_string(),
    }
}

/// The values of a node or an edge by name.
pub(super) fn values_of(fields: &[Field], values: &[Option<Value>]) -> BTreeMap<String, String> {
    let pairs = fields.iter().zip(values);
    pairs.filter_map(|(field, value)| Some((field.name.to_owned(), text_of(value.as_ref()?)))).collect()
}

/// Everything about a node that a file has to say, but for the label.
pub(super) fn node_facts(network: &Network, place: usize) -> BTreeMap<String, String> {
    let node = &network.nodes[place];
    let mut facts = values_of(&network.node_fields, &node.values);
    facts.insert("kind".to_owned(), node.kind.name().to_owned());
    facts.insert("title".to_owned(), clean(&node.title));
    facts.insert("iri".to_owned(), clean(&node.iri));
    facts
}

/// Everything about an edge that a file has to say beside its ends and its weight.
pub(super) fn edge_facts(network: &Network, place: usize) -> BTreeMap<String, String> {
    let edge = &network.edges[place];
    let mut facts = values_of(&network.edge_fields, &edge.values);
    facts.insert("kind".to_owned(), edge.kind.name().to_owned());
    facts
}

pub(super) fn check_label(label: &str, title: &str, id: &str) {
    assert!(!label.is_empty() && label.chars().count() <= 20, "{label:?}");
    assert!(!label.contains(['\n', '\r', '\t']), "{label:?}");
    let line = clean(title).replace(['\n', '\r', '\t'], " ");
    let whole = if line.trim().is_empty() { id } else { line.trim() };
    match label.strip_suffix('…') {
        Some(start) => assert!(whole.starts_with(start) && whole.chars().count() > 20, "{label:?} {whole:?}"),
        None => assert_eq!(label, whole),
    }
}

//! What has to hold of every picture and of the network behind it.

use policygraph::view::drawing::Drawing;
use policygraph::view::network::{FieldType, Network, Value};
use policygraph::view::scene::{Area, Key, Label, Mark, Scene};
use std::collections::BTreeSet;

/// How much wider bold text is taken to be.
const BOLD: f64 = 1.06;

/// Fails if texts overlap or leave the picture, or shapes leave it.
pub fn check(scene: &Scene) {
    let page = Area { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    let mut boxes: Vec<(Area, &str)> =
        scene.labels().into_iter().map(|label| (area(label), label.text.as_str())).collect();
    for (area, text) in &boxes {
        assert!(is_inside(area, &page), "{text} leaves the picture: {area:?} {page:?}");
    }
    check_shapes(&scene.marks, &page);
    boxes.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    for (place, (area, text)) in boxes.iter().enumerate() {
        let near = boxes[place + 1..].iter().take_while(|(other, _)| other.y < area.y + area.height);
        for (other, other_text) in near {
            assert!(!area.overlaps(other), "{text} {area:?} overlaps {other_text} {other:?}");
        }
    }
}

fn area(label: &Label) -> Area {
    let area = label.area();
    let wider = if label.bold { area.width * (BOLD - 1.0) } else { 0.0 };
    let x = match label.anchor {
        policygraph::view::scene::Anchor::Start => area.x,
        policygraph::view::scene::Anchor::Middle => area.x - wider / 2.0,
        policygraph::view::scene::Anchor::End => area.x - wider,
    };
    Area { x, width: area.width + wider, ..area }
}

fn is_inside(area: &Area, page: &Area) -> bool {
    area.x >= page.x
        && area.y >= page.y
        && area.width >= 0.0
        && area.height >= 0.0
        && area.x + area.width <= page.width
        && area.y + area.height <= page.height
}

fn check_shapes(marks: &[Mark], page: &Area) {
    for mark in marks {
        match mark {
            Mark::Rect { area, .. } => assert!(is_inside(area, page), "{area:?}"),
            Mark::Line { from, to, .. } | Mark::Flow { from, to, .. } => {
                for (x, y) in [from, to] {
                    let inside = *x >= 0.0 && *y >= 0.0 && *x <= page.width && *y <= page.height;
                    assert!(inside, "{mark:?} {page:?}");
                }
            }
            Mark::Group { marks, .. } => check_shapes(marks, page),
            Mark::Ring { .. } | Mark::Text(_) => {}
        }
    }
}

/// Fails if a key points nowhere, if a keyed group says nothing, or if the network is not as other tools need it.
pub fn check_drawing(drawing: &Drawing) {
    check(&drawing.scene);
    check_network(&drawing.network);
    for (title, key, _) in groups(&drawing.scene.marks) {
        match key {
            Some(Key::Node(node) | Key::Row { node, .. }) => {
                assert!(node < drawing.network.nodes.len(), "{title}");
            }
            Some(Key::Edge(edge)) => assert!(edge < drawing.network.edges.len(), "{title}"),
            None => {}
        }
        assert!(key.is_none() || !title.is_empty(), "a group with a key and no words");
    }
}

/// Every group with its title, key and marks; groups in groups too.
pub fn groups(marks: &[Mark]) -> Vec<(&str, Option<Key>, &[Mark])> {
    let mut found = Vec::new();
    for mark in marks {
        if let Mark::Group { title, key, marks } = mark {
            found.push((title.as_str(), *key, marks.as_slice()));
            found.append(&mut groups(marks));
        }
    }
    found
}

fn check_network(network: &Network) {
    let has_type = |value: &Value| match value {
        Value::Text(_) => FieldType::Text,
        Value::Integer(_) => FieldType::Integer,
        Value::Real(real) => {
            assert!(real.is_finite());
            FieldType::Real
        }
        Value::Flag(_) => FieldType::Flag,
    };
    let check_values = |values: &[Option<Value>], fields: &[policygraph::view::network::Field]| {
        assert_eq!(values.len(), fields.len());
        for (value, field) in values.iter().zip(fields) {
            assert!(value.as_ref().is_none_or(|value| has_type(value) == field.kind), "{}", field.name);
        }
    };
    let iris: BTreeSet<&str> = network.nodes.iter().map(|node| node.iri.as_str()).collect();
    assert_eq!(iris.len(), network.nodes.len(), "every node has an IRI of its own");
    for node in &network.nodes {
        check_values(&node.values, &network.node_fields);
    }
    let mut seen = BTreeSet::new();
    for edge in &network.edges {
        check_values(&edge.values, &network.edge_fields);
        assert!(edge.source < network.nodes.len() && edge.target < network.nodes.len());
        assert!(edge.weight.is_finite() && edge.weight > 0.0);
        assert!(seen.insert((edge.source, edge.target, edge.kind)), "{edge:?} twice");
        assert!(network.directed || edge.source < edge.target, "{edge:?}");
    }
}

/// The value of a field of a node or an edge.
pub fn value<'n>(
    fields: &[policygraph::view::network::Field],
    values: &'n [Option<Value>],
    name: &str,
) -> Option<&'n Value> {
    let place = fields.iter().position(|field| field.name == name).unwrap();
    values[place].as_ref()
}

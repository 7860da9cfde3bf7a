//! The nodes and edges of a network as every format writes them: checked, with their names, labels and cleaned texts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Serialize, Serializer};
use unicode_width::UnicodeWidthChar;

use super::{Part, WriteError};
use crate::view::network::{EdgeKind, Field, FieldType, Network, NodeKind, Value, each_its_own};
use crate::view::text::opening;
use crate::view::xml::allowed;

/// Longest label in characters, the ellipsis among them. Cytoscape and Gephi draw labels in one line over the nodes.
const LABEL: usize = 20;

/// Names that fields of nodes cannot have: our own, and those that Gephi takes for the label, place, size and colour
/// of a node.
const TAKEN_IN_NODES: [&str; 15] =
    ["id", "label", "kind", "title", "iri", "d3", "x", "y", "z", "xpos", "ypos", "size", "r", "g", "b"];
/// Names that fields of edges cannot have: our own, those that Gephi takes for the label, name and colour of an edge,
/// and `key`, at which NetworkX stops.
const TAKEN_IN_EDGES: [&str; 16] = [
    "id",
    "label",
    "kind",
    "weight",
    "source",
    "target",
    "type",
    "sourcetitle",
    "targettitle",
    "d7",
    "edgelabel",
    "edgeid",
    "r",
    "g",
    "b",
    "key",
];

/// A network that was found to be as it should.
pub(super) struct Rows<'a> {
    network: &'a Network,
    ids: Vec<String>,
}

/// A value, its text cleaned.
#[derive(Clone, Debug)]
pub(super) enum Datum<'a> {
    Text(Cow<'a, str>),
    Integer(i64),
    Real(f64),
    Flag(bool),
}

/// A node to write.
pub(super) struct NodeRow<'a> {
    pub(super) id: &'a str,
    pub(super) kind: NodeKind,
    pub(super) iri: Cow<'a, str>,
    pub(super) label: String,
    pub(super) title: Cow<'a, str>,
    /// One for each field.
    pub(super) values: Vec<(Field, Option<Datum<'a>>)>,
}

/// An end of an edge.
pub(super) struct End<'a> {
    pub(super) id: &'a str,
    pub(super) kind: NodeKind,
    pub(super) title: &'a str,
}

/// An edge to write.
pub(super) struct EdgeRow<'a> {
    pub(super) kind: EdgeKind,
    pub(super) source: End<'a>,
    pub(super) target: End<'a>,
    pub(super) weight: f64,
    /// One for each field.
    pub(super) values: Vec<(Field, Option<Datum<'a>>)>,
}

impl<'a> Rows<'a> {
    /// Looks a network over.
    pub(super) fn of(network: &'a Network) -> Result<Self, WriteError> {
        check_names(&network.node_fields, &TAKEN_IN_NODES)?;
        check_names(&network.edge_fields, &TAKEN_IN_EDGES)?;
        for (place, node) in network.nodes.iter().enumerate() {
            check_values(&network.node_fields, &node.values, Part::Node(place))?;
        }
        let count = network.nodes.len();
        for (place, edge) in network.edges.iter().enumerate() {
            let part = Part::Edge(place);
            check_values(&network.edge_fields, &edge.values, part)?;
            if edge.source >= count || edge.target >= count {
                return Err(WriteError::Ends(part));
            }
            if !edge.weight.is_finite() || edge.weight <= 0.0 {
                return Err(WriteError::Number(part));
            }
        }
        Ok(Self { network, ids: network.ids() })
    }

    pub(super) fn network(&self) -> &'a Network {
        self.network
    }

    /// What the network shows.
    pub(super) fn title(&self) -> Cow<'a, str> {
        allowed(&self.network.title)
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeRow<'_>> {
        self.network.nodes.iter().zip(&self.ids).map(|(node, id)| {
            let title = allowed(&node.title);
            NodeRow {
                id,
                kind: node.kind,
                iri: allowed(&node.iri),
                label: label(&title, id),
                title,
                values: data(&self.network.node_fields, &node.values),
            }
        })
    }

    pub(super) fn edges(&self) -> impl Iterator<Item = EdgeRow<'_>> {
        self.network.edges.iter().filter_map(|edge| {
            Some(EdgeRow {
                kind: edge.kind,
                source: self.end(edge.source)?,
                target: self.end(edge.target)?,
                weight: edge.weight,
                values: data(&self.network.edge_fields, &edge.values),
            })
        })
    }

    fn end(&self, place: usize) -> Option<End<'_>> {
        let node = self.network.nodes.get(place)?;
        Some(End { id: self.ids.get(place)?, kind: node.kind, title: &node.title })
    }

    /// Names of the edges, each its own: what it joins and how. They are the same in every network that holds the
    /// same edge, so that Gephi can add one file to another; numbers would join edges that have nothing in common.
    pub(super) fn edge_ids(&self) -> Vec<String> {
        let name =
            |edge: EdgeRow<'_>| format!("{}--{}--{}", edge.source.id, edge.kind.name(), edge.target.id);
        each_its_own(self.edges().map(name))
    }
}

fn check_names(fields: &[Field], taken: &[&str]) -> Result<(), WriteError> {
    let mut seen = BTreeSet::new();
    for field in fields {
        let is_snake = field.name.starts_with(|c: char| c.is_ascii_lowercase())
            && field.name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
        if !is_snake || taken.contains(&field.name) || !seen.insert(field.name) {
            return Err(WriteError::FieldName(field.name));
        }
    }
    Ok(())
}

fn check_values(fields: &[Field], values: &[Option<Value>], part: Part) -> Result<(), WriteError> {
    if fields.len() != values.len() {
        return Err(WriteError::Values(part));
    }
    for (field, value) in fields.iter().zip(values) {
        match (field.kind, value) {
            (FieldType::Real, Some(Value::Real(number))) if !number.is_finite() => {
                return Err(WriteError::Number(part));
            }
            (_, None)
            | (FieldType::Text, Some(Value::Text(_)))
            | (FieldType::Integer, Some(Value::Integer(_)))
            | (FieldType::Real, Some(Value::Real(_)))
            | (FieldType::Flag, Some(Value::Flag(_))) => {}
            (_, Some(_)) => return Err(WriteError::Values(part)),
        }
    }
    Ok(())
}

fn data<'a>(fields: &[Field], values: &'a [Option<Value>]) -> Vec<(Field, Option<Datum<'a>>)> {
    let datum = |value: &'a Value| match value {
        Value::Text(text) => Datum::Text(allowed(text)),
        Value::Integer(number) => Datum::Integer(*number),
        Value::Real(number) => Datum::Real(*number),
        Value::Flag(flag) => Datum::Flag(*flag),
    };
    fields.iter().zip(values).map(|(field, value)| (*field, value.as_ref().map(datum))).collect()
}

/// The values that are there.
pub(super) fn present<'r, 'a>(
    values: &'r [(Field, Option<Datum<'a>>)],
) -> impl Iterator<Item = (Field, &'r Datum<'a>)> {
    values.iter().filter_map(|(field, value)| Some((*field, value.as_ref()?)))
}

impl Datum<'_> {
    /// The value as text that the number types of XML Schema, Java and Python read.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Real(number) => Cow::Owned(real(*number)),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        }
    }
}

impl Serialize for Datum<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Real(number) => serializer.serialize_f64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

/// A finite number with a point or an exponent, so that it is never taken for a whole number, and with all its digits.
pub(super) fn real(number: f64) -> String {
    format!("{number:?}")
}

/// The label for a title: one line, short, never empty.
fn label(title: &str, id: &str) -> String {
    let line: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    let whole = if line.is_empty() { id } else { line };
    let characters: Vec<char> = whole.chars().collect();
    if characters.len() <= LABEL {
        return whole.to_owned();
    }
    // What belongs to the character before it is not cut off from it: a sound mark, a part of an emoji.
    let is_joint = |place: &usize| {
        let next = characters.get(*place).is_some_and(|c| c.width() == Some(0));
        next || place.checked_sub(1).and_then(|before| characters.get(before)) == Some(&'\u{200d}')
    };
    let place = (1..LABEL).rev().find(|place| !is_joint(place));
    opening(whole, place.unwrap_or(LABEL - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_say_that_they_are() {
        let twenty = "医".repeat(20);
        assert_eq!(label(&twenty, "id"), twenty);
        assert_eq!(label(&format!("{twenty}療"), "id"), format!("{}…", "医".repeat(19)));
        assert_eq!(label("a\r\nb\tc", "id"), "a  b c");
    }

    #[test]
    fn labels_are_never_empty() {
        assert_eq!(label("", "measure:1"), "measure:1");
        assert_eq!(label(" \u{3000}\n", "measure:0123456789abcdef"), "measure:0123456789a…");
    }

    #[test]
    fn labels_do_not_cut_characters_apart() {
        // か with a combining sound mark stands at the places 19 and 20.
        assert_eq!(label(&format!("{}か\u{3099}き", "医".repeat(18)), "id"), format!("{}…", "医".repeat(18)));
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
        assert_eq!(label(&format!("{}{family}…", "医".repeat(17)), "id"), format!("{}…", "医".repeat(17)));
        // Nothing but marks is cut anywhere.
        assert_eq!(label(&"\u{301}".repeat(30), "id").chars().count(), 20);
    }

    #[test]
    fn numbers_keep_their_digits_and_type() {
        for (number, text) in
            [(1.0, "1.0"), (0.1, "0.1"), (1e300, "1e300"), (1.0 / 3.0, "0.3333333333333333")]
        {
            assert_eq!(real(number), text);
        }
    }
}

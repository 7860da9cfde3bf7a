//! GraphML: the form that most tools share.
//!
//! Plain GraphML without extensions. What tools need of it, as their sources and issues say:
//!
//! - Gephi drops attributes whose key does not say what it is `for` (gephi/gephi#1084), takes the node label from the
//!   key with the id `d3` or the name `label` (#1840) and the weight from the key `weight`. Keys for the graph itself
//!   it reports as errors, so the title stands in `desc`.
//! - Ids of keys are each there once, though a field of nodes may have the name of a field of edges: `n_` and `e_` go
//!   before them. Tools show the name.
//! - igraph and NetworkX take types from the keys; whole numbers are `long`, as they have 64 bits.
//! - Cytoscape names the network by the id of the graph and nodes by their id; map the style's label to the column
//!   `label`. yEd draws labels only from its own extension, which other readers report as unknown; its properties mapper
//!   takes them from the property `label`.

use std::io::Write;

use super::rows::{EdgeRow, NodeRow, Rows, present, real};
use super::{Network, WriteError};
use crate::view::network::FieldType;
use crate::view::xml::Elements;

const SCHEMA: &str =
    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";

/// Writes GraphML.
///
/// Keys of nodes: `label`, `kind`, `title`, `iri` and the fields. Keys of edges: `weight` (double), `kind` and the
/// fields.
pub fn write_graphml(network: &Network, writer: impl Write) -> Result<(), WriteError> {
    let rows = Rows::of(network)?;
    let mut xml = Elements::new(writer);
    xml.declaration()?;
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", SCHEMA),
        ],
    )?;
    xml.line_break()?;
    xml.content("desc", &[], &rows.title())?;
    xml.line_break()?;
    keys(network, &mut xml)?;
    let direction = if network.directed { "directed" } else { "undirected" };
    xml.open("graph", &[("id", "policygraph"), ("edgedefault", direction)])?;
    xml.line_break()?;
    for row in rows.nodes() {
        node(&row, &mut xml)?;
    }
    for (row, id) in rows.edges().zip(rows.edge_ids()) {
        edge(&row, &id, &mut xml)?;
    }
    xml.close("graph")?;
    xml.line_break()?;
    xml.close("graphml")?;
    xml.line_break()?;
    xml.flush()?;
    Ok(())
}

fn keys(network: &Network, xml: &mut Elements<impl Write>) -> Result<(), WriteError> {
    let mut key = |id: &str, part: &str, name: &str, kind: FieldType| -> Result<(), WriteError> {
        let of_type = match kind {
            FieldType::Text => "string",
            FieldType::Integer => "long",
            FieldType::Real => "double",
            FieldType::Flag => "boolean",
        };
        xml.empty("key", &[("id", id), ("for", part), ("attr.name", name), ("attr.type", of_type)])?;
        Ok(xml.line_break()?)
    };
    key("label", "node", "label", FieldType::Text)?;
    for name in ["kind", "title", "iri"] {
        key(&format!("n_{name}"), "node", name, FieldType::Text)?;
    }
    for field in &network.node_fields {
        key(&format!("n_{}", field.name), "node", field.name, field.kind)?;
    }
    key("weight", "edge", "weight", FieldType::Real)?;
    key("e_kind", "edge", "kind", FieldType::Text)?;
    for field in &network.edge_fields {
        key(&format!("e_{}", field.name), "edge", field.name, field.kind)?;
    }
    Ok(())
}

fn node(row: &NodeRow<'_>, xml: &mut Elements<impl Write>) -> Result<(), WriteError> {
    xml.open("node", &[("id", row.id)])?;
    xml.content("data", &[("key", "label")], &row.label)?;
    xml.content("data", &[("key", "n_kind")], row.kind.name())?;
    xml.content("data", &[("key", "n_title")], &row.title)?;
    xml.content("data", &[("key", "n_iri")], &row.iri)?;
    for (field, datum) in present(&row.values) {
        xml.content("data", &[("key", &format!("n_{}", field.name))], &datum.text())?;
    }
    xml.close("node")?;
    Ok(xml.line_break()?)
}

fn edge(row: &EdgeRow<'_>, id: &str, xml: &mut Elements<impl Write>) -> Result<(), WriteError> {
    xml.open("edge", &[("id", id), ("source", row.source.id), ("target", row.target.id)])?;
    xml.content("data", &[("key", "weight")], &real(row.weight))?;
    xml.content("data", &[("key", "e_kind")], row.kind.name())?;
    for (field, datum) in present(&row.values) {
        xml.content("data", &[("key", &format!("e_{}", field.name))], &datum.text())?;
    }
    xml.close("edge")?;
    Ok(xml.line_break()?)
}

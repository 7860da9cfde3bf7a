//! GEXF 1.3: Gephi's own form.
//!
//! What tools need of it, as their sources and issues say:
//!
//! - Every attribute that is used is declared, `weight` too, which tools miss otherwise (gephi/gephi#321).
//! - Gephi joins edges between the same nodes to one and adds their weights, unless their `kind` differs
//!   (gephi/gephi#1480): it stands as an attribute of the edge, where Gephi looks, beside label and value, where people
//!   and other tools do.
//! - Gephi does not know the type `anyURI`; IRIs are strings.
//! - There is no date in `meta`: the same network gives the same bytes.

use std::io::Write;

use super::rows::{Datum, EdgeRow, NodeRow, Rows, present, real};
use super::{Network, WriteError};
use crate::view::network::{Field, FieldType};
use crate::view::xml::Elements;

/// Writes GEXF 1.3.
///
/// Values of nodes: `kind`, `title`, `iri` and the fields; of edges: `kind` and the fields.
pub fn write_gexf(network: &Network, writer: impl Write) -> Result<(), WriteError> {
    let rows = Rows::of(network)?;
    let mut xml = Elements::new(writer);
    xml.declaration()?;
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd"),
            ("version", "1.3"),
        ],
    )?;
    xml.line_break()?;
    xml.open("meta", &[])?;
    xml.content("creator", &[], "policygraph")?;
    xml.content("description", &[], &rows.title())?;
    xml.close("meta")?;
    xml.line_break()?;
    let direction = if network.directed { "directed" } else { "undirected" };
    xml.open("graph", &[("defaultedgetype", direction), ("mode", "static")])?;
    xml.line_break()?;
    declare("node", &["kind", "title", "iri"], &[], &network.node_fields, &mut xml)?;
    declare("edge", &["kind"], &["weight"], &network.edge_fields, &mut xml)?;
    xml.open("nodes", &[])?;
    xml.line_break()?;
    for row in rows.nodes() {
        node(&row, &mut xml)?;
    }
    xml.close("nodes")?;
    xml.line_break()?;
    xml.open("edges", &[])?;
    xml.line_break()?;
    for (row, id) in rows.edges().zip(rows.edge_ids()) {
        edge(&row, &id, &mut xml)?;
    }
    for name in ["edges", "graph", "gexf"] {
        xml.close(name)?;
        xml.line_break()?;
    }
    xml.flush()?;
    Ok(())
}

fn declare(
    class: &str,
    texts: &[&'static str],
    reals: &[&'static str],
    fields: &[Field],
    xml: &mut Elements<impl Write>,
) -> Result<(), WriteError> {
    xml.open("attributes", &[("class", class), ("mode", "static")])?;
    xml.line_break()?;
    let texts = texts.iter().map(|name| Field { name, kind: FieldType::Text });
    let reals = reals.iter().map(|name| Field { name, kind: FieldType::Real });
    for field in texts.chain(reals).chain(fields.iter().copied()) {
        let of_type = match field.kind {
            FieldType::Text => "string",
            FieldType::Integer => "long",
            FieldType::Real => "double",
            FieldType::Flag => "boolean",
        };
        xml.empty("attribute", &[("id", field.name), ("title", field.name), ("type", of_type)])?;
        xml.line_break()?;
    }
    xml.close("attributes")?;
    Ok(xml.line_break()?)
}

fn node(row: &NodeRow<'_>, xml: &mut Elements<impl Write>) -> Result<(), WriteError> {
    xml.open("node", &[("id", row.id), ("label", &row.label)])?;
    xml.open("attvalues", &[])?;
    value("kind", row.kind.name(), xml)?;
    value("title", &row.title, xml)?;
    value("iri", &row.iri, xml)?;
    values(present(&row.values), xml)?;
    xml.close("attvalues")?;
    xml.close("node")?;
    Ok(xml.line_break()?)
}

fn edge(row: &EdgeRow<'_>, id: &str, xml: &mut Elements<impl Write>) -> Result<(), WriteError> {
    let (kind, weight) = (row.kind.name(), real(row.weight));
    xml.open(
        "edge",
        &[
            ("id", id),
            ("source", row.source.id),
            ("target", row.target.id),
            ("kind", kind),
            ("label", kind),
            ("weight", &weight),
        ],
    )?;
    xml.open("attvalues", &[])?;
    value("kind", kind, xml)?;
    value("weight", &weight, xml)?;
    values(present(&row.values), xml)?;
    xml.close("attvalues")?;
    xml.close("edge")?;
    Ok(xml.line_break()?)
}

fn values<'r>(
    values: impl Iterator<Item = (Field, &'r Datum<'r>)>,
    xml: &mut Elements<impl Write>,
) -> Result<(), WriteError> {
    for (field, datum) in values {
        value(field.name, &datum.text(), xml)?;
    }
    Ok(())
}

fn value(name: &str, text: &str, xml: &mut Elements<impl Write>) -> Result<(), WriteError> {
    Ok(xml.empty("attvalue", &[("for", name), ("value", text)])?)
}

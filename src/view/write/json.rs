//! JSON: the network for programs.
//!
//! `network.schema.json` beside this file says what it holds. A node or an edge stands in a line of its own, so that
//! two editions can be compared line by line.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::rows::{EdgeRow, NodeRow, Rows, present};
use super::{Network, WriteError};

/// Writes JSON: `title`, `directed`, `nodes` and `edges`.
///
/// A node has `id`, `kind`, `iri`, `label`, `title` and the fields of which it has a value; an edge `source` and
/// `target` (ids of nodes), `kind`, `weight` and its fields.
pub fn write_json(network: &Network, mut writer: impl Write) -> Result<(), WriteError> {
    let rows = Rows::of(network)?;
    write!(writer, "{{\n\"title\": {},\n\"directed\": {},\n", text(&rows.title())?, network.directed)?;
    write!(writer, "\"nodes\": [")?;
    lines(rows.nodes(), &mut writer)?;
    write!(writer, "],\n\"edges\": [")?;
    lines(rows.edges(), &mut writer)?;
    writeln!(writer, "]\n}}")?;
    writer.flush()?;
    Ok(())
}

fn text(text: &str) -> io::Result<String> {
    serde_json::to_string(text).map_err(io::Error::from)
}

fn lines(rows: impl Iterator<Item = impl Serialize>, writer: &mut impl Write) -> io::Result<()> {
    let mut any = false;
    for row in rows {
        writer.write_all(if any { b",\n" } else { b"\n" })?;
        serde_json::to_writer(&mut *writer, &row)?;
        any = true;
    }
    if any { writer.write_all(b"\n") } else { Ok(()) }
}

impl Serialize for NodeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("kind", self.kind.name())?;
        map.serialize_entry("iri", &self.iri)?;
        map.serialize_entry("label", &self.label)?;
        map.serialize_entry("title", &self.title)?;
        for (field, datum) in present(&self.values) {
            map.serialize_entry(field.name, datum)?;
        }
        map.end()
    }
}

impl Serialize for EdgeRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("source", self.source.id)?;
        map.serialize_entry("target", self.target.id)?;
        map.serialize_entry("kind", self.kind.name())?;
        map.serialize_entry("weight", &self.weight)?;
        for (field, datum) in present(&self.values) {
            map.serialize_entry(field.name, datum)?;
        }
        map.end()
    }
}

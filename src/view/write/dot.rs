//! DOT: the network as a drawing that Graphviz lays out.
//!
//! Labels are quoted strings, never HTML. In a quoted string Graphviz still reads escapes (`\N` is the node's name, `\l` a
//! line end) and references (`&lt;`), so backslashes and ampersands are escaped too: every label comes out as it is.
//!
//! A directed network runs from left to right, with nodes of a kind in one column. An undirected network has no such
//! order: `dot` is told to lay it out with springs instead, and with straight edges, as bent ones take minutes for some
//! hundreds of nodes. The graph is not `strict`: edges of different kinds may join the same nodes. What cannot be drawn
//! is left out: fields of nodes and edges stand in the other formats.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::rows::{EdgeRow, NodeRow, Rows, real};
use super::{Network, WriteError};
use crate::view::network::{EdgeKind, NodeKind};

/// The family asked for, which has Japanese glyphs; Graphviz takes another one where it is missing.
const FONT: &str = "Noto Sans CJK JP";
/// Width of the thinnest and of the thickest line, in points.
const LINES: (f64, f64) = (0.8, 4.0);

/// Writes DOT.
///
/// A node shows its label; its title is the tooltip, its IRI the link if it is a web address. An edge is as thick as its
/// weight says beside the largest; its tooltip tells kind and weight. `class` is the kind, for styling the SVG.
pub fn write_dot(network: &Network, mut writer: impl Write) -> Result<(), WriteError> {
    let rows = Rows::of(network)?;
    head(&rows, &mut writer)?;
    for row in rows.nodes() {
        node(&row, &mut writer)?;
    }
    if network.directed {
        columns(&rows, &mut writer)?;
    }
    let heaviest = network.edges.iter().map(|edge| edge.weight).fold(0.0, f64::max);
    for row in rows.edges() {
        edge(&row, network.directed, heaviest, &mut writer)?;
    }
    writeln!(writer, "}}")?;
    writer.flush()?;
    Ok(())
}

/// A tooltip that Graphviz shows as it is. It reads escapes in tooltips twice: `\\N` becomes `\N`, and then the name of the
/// node.
fn tooltip(text: &str) -> String {
    quoted(&text.replace('\\', "\\\\"))
}

fn head(rows: &Rows<'_>, writer: &mut impl Write) -> io::Result<()> {
    let directed = rows.network().directed;
    let (title, tip) = (quoted(&rows.title()), tooltip(&rows.title()));
    writeln!(writer, "{} policygraph {{", if directed { "digraph" } else { "graph" })?;
    let layout = if directed {
        "rankdir=LR, nodesep=0.08, ranksep=1.6, newrank=true"
    } else {
        "layout=neato, overlap=false, outputorder=edgesfirst"
    };
    writeln!(
        writer,
        "graph [label={title}, tooltip={tip}, labelloc=t, fontname=\"{FONT}\", fontsize=16, {layout}]"
    )?;
    writeln!(
        writer,
        "node [fontname=\"{FONT}\", fontsize=11, style=filled, color=\"#52606d\", height=0.3, margin=\"0.08,0.03\"]"
    )?;
    writeln!(writer, "edge [color=\"#52606d99\", arrowsize=0.6]")
}

fn node(row: &NodeRow<'_>, writer: &mut impl Write) -> io::Result<()> {
    let (look, fill) = look(row.kind);
    write!(
        writer,
        "\"{}\" [label={}, tooltip={}, class={}, {look}, fillcolor=\"{fill}\"",
        row.id,
        quoted(&row.label),
        tooltip(&row.title),
        row.kind.name()
    )?;
    if is_link(&row.iri) {
        write!(writer, ", URL={}", quoted(&row.iri))?;
    }
    writeln!(writer, "]")
}

/// Shape and colour of a node. Shapes tell the kinds apart without the colours.
const fn look(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Goal => ("shape=octagon", "#f6d9b8"),
        NodeKind::Objective => ("shape=hexagon", "#fbeecb"),
        NodeKind::Group => ("shape=folder", "#ececec"),
        NodeKind::Measure => ("shape=box", "#dcebf7"),
        NodeKind::Program => ("shape=box, style=\"rounded,filled\"", "#d3efdc"),
        NodeKind::Body => ("shape=component", "#e8dcf2"),
    }
}

/// Puts the nodes of a kind into one column, but for those to which another of the kind leads: a program stands before
/// the whole that it is part of, and a program that nothing uses still stands among programs.
fn columns(rows: &Rows<'_>, writer: &mut impl Write) -> io::Result<()> {
    let same_kind = rows.edges().filter(|edge| edge.source.kind == edge.target.kind);
    let later: BTreeSet<&str> = same_kind.map(|edge| edge.target.id).collect();
    let nodes: Vec<(NodeKind, &str)> = rows.nodes().map(|row| (row.kind, row.id)).collect();
    for kind in KINDS {
        let column = nodes.iter().filter(|(of_kind, id)| *of_kind == kind && !later.contains(id));
        let ids: Vec<String> = column.map(|(_, id)| format!("\"{id}\"")).collect();
        if ids.len() > 1 {
            writeln!(writer, "{{rank=same; {}}}", ids.join("; "))?;
        }
    }
    Ok(())
}

const KINDS: [NodeKind; 6] = [
    NodeKind::Goal,
    NodeKind::Objective,
    NodeKind::Group,
    NodeKind::Measure,
    NodeKind::Program,
    NodeKind::Body,
];

fn edge(row: &EdgeRow<'_>, directed: bool, heaviest: f64, writer: &mut impl Write) -> io::Result<()> {
    let joint = if directed { "->" } else { "--" };
    let width = LINES.0 + (LINES.1 - LINES.0) * row.weight / heaviest;
    let kind = row.kind.name();
    write!(
        writer,
        "\"{}\" {joint} \"{}\" [class={kind}, edgetooltip=\"{kind} {}\", penwidth={width:.2}",
        row.source.id,
        row.target.id,
        real(row.weight).trim_end_matches(".0")
    )?;
    let style = match row.kind {
        EdgeKind::Relists | EdgeKind::UsesPart => ", style=dashed",
        EdgeKind::PartOf => ", style=dotted",
        EdgeKind::Contains | EdgeKind::Uses | EdgeKind::Shares | EdgeKind::WorksWith => "",
    };
    writeln!(writer, "{style}]")
}

/// Whether an IRI is an address that a reader may follow, without characters that mean something to Graphviz.
fn is_link(iri: &str) -> bool {
    let is_web = iri.starts_with("https://") || iri.starts_with("http://");
    is_web && !iri.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\\' | '<' | '>'))
}

/// Longest piece of a string in bytes: Graphviz stops at strings of 16,384 bytes without an escape.
const PIECE: usize = 8_000;

/// A string in quotation marks that Graphviz shows as it is; a long one in pieces that Graphviz joins.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut piece = 0;
    for character in text.replace("\r\n", "\n").chars() {
        if piece > PIECE {
            quoted.push_str("\" + \"");
            piece = 0;
        }
        let before = quoted.len();
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '&' => quoted.push_str("&amp;"),
            '\n' | '\r' => quoted.push_str("\\n"),
            '\t' => quoted.push(' '),
            other => quoted.push(other),
        }
        piece += quoted.len() - before;
    }
    quoted.push('"');
    quoted
}

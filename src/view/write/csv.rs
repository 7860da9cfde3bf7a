//! CSV: the nodes or the edges of a network as a table, for spreadsheets and for Gephi's import of spreadsheets.
//!
//! RFC 4180 in UTF-8, lines end with CR LF, as in other tables of the program. Gephi knows the columns by their names:
//! `Id` and `Label`; `Source`, `Target`, `Type`, `Kind` and `Weight`.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, quoted or not. A text that begins so, after
//! any blanks, is written with an apostrophe before it, the mark that spreadsheets know for text; so are their full-width
//! forms, which Japanese spreadsheets take for the same. A text that begins with an apostrophe of its own gets another:
//! whoever drops one apostrophe from the start of a cell has the text as it was. Numbers are not text and stay as they are.
//! Answers of queries are written without this, as their standard says.

use std::borrow::Cow;
use std::io::{self, Write};
use std::str::FromStr;

use unicode_width::UnicodeWidthChar;

use super::rows::{Datum, Rows, real};
use super::{Network, WriteError};
use crate::view::network::Field;
use crate::view::xml::allowed;

/// A table of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvTable {
    /// A row for each node.
    Nodes,
    /// A row for each edge.
    #[default]
    Edges,
}

/// A name that stands for no table of a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a table of a network; use one of: nodes edges")]
pub struct UnknownCsvTable(String);

impl CsvTable {
    /// Every table.
    pub const ALL: [Self; 2] = [Self::Nodes, Self::Edges];

    /// Its short name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Edges => "edges",
        }
    }
}

impl FromStr for CsvTable {
    type Err = UnknownCsvTable;

    /// Reads a short name, in any case.
    fn from_str(name: &str) -> Result<Self, UnknownCsvTable> {
        let found = Self::ALL.into_iter().find(|table| name.eq_ignore_ascii_case(table.name()));
        found.ok_or_else(|| UnknownCsvTable(name.to_owned()))
    }
}

/// Writes a table as CSV; with `mark`, a byte order mark goes first.
///
/// Nodes: `Id`, `Label`, `Kind`, `Title`, `Iri` and the fields. Edges: `Source`, `Target` (ids of nodes), `Type`
/// (`Directed` or `Undirected`), `Kind`, `Weight`, `SourceTitle`, `TargetTitle` and the fields.
pub fn write_csv(
    network: &Network,
    table: CsvTable,
    mark: bool,
    mut writer: impl Write,
) -> Result<(), WriteError> {
    let rows = Rows::of(network)?;
    if mark {
        writer.write_all("\u{feff}".as_bytes())?;
    }
    match table {
        CsvTable::Nodes => nodes(&rows, &mut writer)?,
        CsvTable::Edges => edges(&rows, &mut writer)?,
    }
    writer.flush()?;
    Ok(())
}

fn nodes(rows: &Rows<'_>, writer: &mut impl Write) -> io::Result<()> {
    heads(&["Id", "Label", "Kind", "Title", "Iri"], &rows.network().node_fields, writer)?;
    for row in rows.nodes() {
        let texts = [row.id, &row.label, row.kind.name(), &row.title, &row.iri];
        line(texts.map(text).into_iter().chain(row.values.iter().map(cell)), writer)?;
    }
    Ok(())
}

fn edges(rows: &Rows<'_>, writer: &mut impl Write) -> io::Result<()> {
    let own = ["Source", "Target", "Type", "Kind", "Weight", "SourceTitle", "TargetTitle"];
    heads(&own, &rows.network().edge_fields, writer)?;
    let direction = if rows.network().directed { "Directed" } else { "Undirected" };
    for row in rows.edges() {
        let (source, target) = (allowed(row.source.title), allowed(row.target.title));
        let own = [
            text(row.source.id),
            text(row.target.id),
            text(direction),
            text(row.kind.name()),
            Cow::Owned(real(row.weight)),
            text(&source),
            text(&target),
        ];
        line(own.into_iter().chain(row.values.iter().map(cell)), writer)?;
    }
    Ok(())
}

fn heads(own: &[&str], fields: &[Field], writer: &mut impl Write) -> io::Result<()> {
    line(own.iter().copied().chain(fields.iter().map(|field| field.name)).map(Cow::Borrowed), writer)
}

fn line<'c>(cells: impl Iterator<Item = Cow<'c, str>>, writer: &mut impl Write) -> io::Result<()> {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            writer.write_all(b",")?;
        }
        writer.write_all(cell.as_bytes())?;
    }
    writer.write_all(b"\r\n")
}

fn cell<'r>((_, value): &'r (Field, Option<Datum<'_>>)) -> Cow<'r, str> {
    match value {
        None => Cow::Borrowed(""),
        Some(Datum::Text(words)) => text(words),
        Some(number) => number.text(),
    }
}

/// What a formula begins with, in half and full width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Blanks and marks that show nothing: they do not keep every spreadsheet from seeing what follows them.
fn is_unseen(character: char) -> bool {
    character.is_whitespace() || character.width() == Some(0)
}

/// Whether a spreadsheet would run a text as a formula, or take its first character for a mark of its own.
pub(crate) fn is_formula(words: &str) -> bool {
    let shown = words.trim_start_matches(is_unseen);
    shown.starts_with(FORMULA) || words.starts_with(['\'', '\t', '\r', '\n'])
}

/// A text as a cell that no spreadsheet runs.
fn text(words: &str) -> Cow<'_, str> {
    let runs = is_formula(words);
    let quoted = words.contains(['"', ',', '\r', '\n']) || words.starts_with(' ') || words.ends_with(' ');
    match (runs, quoted) {
        (false, false) => Cow::Borrowed(words),
        (true, false) => Cow::Owned(format!("'{words}")),
        (_, true) => {
            let start = if runs { "'" } else { "" };
            Cow::Owned(format!("\"{start}{}\"", words.replace('"', "\"\"")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_only_where_they_must_be() {
        for (words, expected) in
            [("医療", "医療"), ("", ""), ("a,b", "\"a,b\""), ("\"", "\"\"\"\""), ("a\r\nb", "\"a\r\nb\"")]
        {
            assert_eq!(text(words), expected);
        }
    }

    #[test]
    fn no_text_is_a_formula() {
        for (words, expected) in [
            ("=1+1", "'=1+1"),
            ("+81", "'+81"),
            ("-", "'-"),
            ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            (" =1", "\"' =1\""),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("\u{ff0d}", "'\u{ff0d}"),
            ("\u{3000}=1", "'\u{3000}=1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("'quoted'", "''quoted'"),
            ("a=1", "a=1"),
        ] {
            assert_eq!(text(words), expected, "{words:?}");
        }
    }
}

//! Rows as CSV.
//!
//! RFC 4180 in UTF-8 without a byte order mark, lines end with CR LF. The first line holds the names of the columns. An
//! empty cell has no value. Texts are those of the graph, character by character; nothing is put before a text that a
//! spreadsheet would take for a formula, so a file from a stranger belongs into a spreadsheet by its import of text.

use super::read::Rows;
use std::io::{self, Write};

/// Writes a table.
pub fn write_csv(rows: &Rows, mut writer: impl Write) -> io::Result<()> {
    line(rows.table.columns.iter().map(|column| Some(column.name)), &mut writer)?;
    for row in &rows.rows {
        line(row.iter().map(Option::as_deref), &mut writer)?;
    }
    writer.flush()
}

fn line<'c>(cells: impl Iterator<Item = Option<&'c str>>, writer: &mut impl Write) -> io::Result<()> {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            writer.write_all(b",")?;
        }
        let Some(text) = cell else {
            continue;
        };
        if is_quoted(text) {
            writer.write_all(b"\"")?;
            writer.write_all(text.replace('"', "\"\"").as_bytes())?;
            writer.write_all(b"\"")?;
        } else {
            writer.write_all(text.as_bytes())?;
        }
    }
    writer.write_all(b"\r\n")
}

/// Blanks at the edge are quoted, too: some readers drop them else.
fn is_quoted(text: &str) -> bool {
    text.contains(['"', ',', '\r', '\n', '\u{feff}'])
        || text.starts_with(char::is_whitespace)
        || text.ends_with(char::is_whitespace)
}

//! Findings as a table: a row a finding, grouped by code.

use super::Checked;
use super::wrap::wrapped;
use crate::cli::render::{FindingCounts, counted, inert};
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Row, Table, Width};
use std::io::{self, Write};

/// Lines that a row takes at most; the rest is cut with `…`.
const MOST_LINES: usize = 3;
/// Findings from which on they are counted by code first.
const MANY: usize = 10;

/// Writes a table for each input, no wider than `width` columns.
pub(crate) fn write(inputs: &[Checked], width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (at, input) in inputs.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}: {}", input.file, FindingCounts::of(&input.findings))?;
        let by_code = counted(&input.findings);
        if input.findings.len() > MANY {
            let mut table = empty(width);
            table.set_header(["Code", "Severity", "Findings"]);
            for (code, list) in &by_code {
                table.add_row([code.to_string(), code.severity().to_string(), list.len().to_string()]);
            }
            writeln!(out, "{}", table.trim_fmt())?;
        }
        for (code, list) in by_code {
            let title = format!("{} [{code}], {}: {}", code.severity(), list.len(), code.advice());
            writeln!(out, "\n{}", wrapped(&title, 0, width).join("\n"))?;
            let mut table = empty(width);
            table.set_header(["Place", "Words", "Message"]);
            let [place, words] = widths(width);
            for (column, width) in table.column_iter_mut().zip([place, words]) {
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            }
            for finding in list {
                let place = Checked::cell_in_words(finding).unwrap_or_default();
                let mut row = Row::from([
                    Cell::new(place),
                    Cell::new(inert(&finding.quote)),
                    Cell::new(inert(&finding.message)),
                ]);
                row.max_height(MOST_LINES);
                table.add_row(row);
            }
            writeln!(out, "{}", table.trim_fmt())?;
        }
    }
    Ok(())
}

fn empty(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.force_no_tty();
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_truncation_indicator("…");
    table
}

/// Columns for places and for words, each with a blank on both sides; the rest is for messages.
fn widths(width: usize) -> [u16; 2] {
    const PLACE: usize = 18;
    let words = width.saturating_sub(PLACE) * 2 / 5;
    [PLACE, words].map(|width| u16::try_from(width).unwrap_or(u16::MAX))
}

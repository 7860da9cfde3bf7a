//! Where findings stand: in a cell, which is how tables count, and in a line of the file, which is how editors do.

use crate::cli::exit::Failure;
use crate::cli::input::{Setting, shown};
use crate::cli::render::line_of;
use crate::diagnostic::Diagnostic;
use crate::plan::{ColumnRole, Plan};
use crate::source::{Cell, Document, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An input with what was found in it.
#[derive(Debug)]
pub(crate) struct Checked {
    /// What messages call the file that the lines count in: the input, or the document that a plan was read from.
    pub(crate) file: String,
    /// Whether that is a file, and not standard input.
    pub(crate) is_file: bool,
    /// The plan.
    pub(crate) plan: Plan,
    /// The findings to show.
    pub(crate) findings: Vec<Diagnostic>,
    source: Option<Source>,
    /// Positions of the plan's statements by cell, where the source is not at hand.
    statements: BTreeMap<(u32, u32, u32), usize>,
}

/// Bytes of a cell from which on the neighbourhood of its findings is not shown.
const LONG: usize = 1 << 16;

/// A text file with the cells that findings stand in.
#[derive(Debug)]
struct Source {
    document: Document,
    cells: BTreeMap<(u32, u32, u32), Cell>,
    /// Characters of the text before each line.
    lines: Vec<u64>,
}

/// A range of characters in a line of a text file. All count from 1; `end` is the character after the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineRange {
    pub(crate) line: u64,
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Checked {
    /// Reads an input; of its findings, those are kept that `shows` accepts.
    pub(crate) fn read(
        setting: &Setting,
        path: &Path,
        shows: impl Fn(&Diagnostic) -> bool,
    ) -> Result<Self, Failure> {
        let (plan, source) = setting.plan_and_source(path)?;
        let findings: Vec<Diagnostic> =
            plan.diagnostics.iter().filter(|finding| shows(finding)).cloned().collect();
        let file = if source.is_some() { shown(path) } else { plan.document.file.clone() };
        let is_file = file != "standard input";
        let source = source.map(|(document, table)| Source::new(document, &table, &findings));
        let statements = match source {
            Some(_) => BTreeMap::new(),
            None => (0..).zip(&plan.statements).map(|(at, cell)| (cell.span.cell(), at)).collect(),
        };
        Ok(Self { file, is_file, plan, findings, source, statements })
    }

    /// `file:line:cell:character`, counted from 1 for people, with `[table]` after the file if it has several; less for
    /// a finding about the whole document.
    pub(super) fn short_place(&self, finding: &Diagnostic) -> String {
        let file = match finding.table {
            0 => self.file.clone(),
            table => format!("{}[{table}]", self.file),
        };
        if finding.line == 0 {
            return file;
        }
        format!("{file}:{}:{}:{}", finding.line, u64::from(finding.column) + 1, u64::from(finding.start) + 1)
    }

    /// The cell that a finding stands in, in words; nothing for a finding about the whole document.
    pub(super) fn cell_in_words(finding: &Diagnostic) -> Option<String> {
        match (finding.table, finding.line) {
            (0, 0) => None,
            (table, 0) => Some(format!("table {table}")),
            (table, line) => {
                Some(format!("{}, cell {}", line_of(table, line), u64::from(finding.column) + 1))
            }
        }
    }

    /// The cell that a finding stands in, and the character there, in words.
    pub(super) fn place_in_words(finding: &Diagnostic) -> Option<String> {
        let cell = Self::cell_in_words(finding)?;
        if finding.line == 0 {
            return Some(cell);
        }
        Some(format!("{cell}, character {}", u64::from(finding.start) + 1))
    }

    /// The title of the column that a finding stands in.
    pub(super) fn column_title(&self, finding: &Diagnostic) -> Option<&str> {
        let columns = &self.plan.document.columns;
        columns.iter().find(|column| column.column == finding.column)?.title.as_deref()
    }

    /// Where a finding stands in the lines of a text file; none for a whole document, for a sheet or table of another
    /// kind of file, and for a plan, whose document is not at hand.
    pub(super) fn line_range(&self, finding: &Diagnostic) -> Option<LineRange> {
        let source = self.source.as_ref().filter(|_| finding.table == 0)?;
        let cell = source.cells.get(&cell_of(finding))?;
        let start = cell.offset + u64::from(finding.start);
        let length = u64::from(finding.end.saturating_sub(finding.start));
        let line = source.lines.partition_point(|before| *before <= start);
        let before = source.lines.get(line.checked_sub(1)?)?;
        let start = start - before + 1;
        Some(LineRange { line: line as u64, start, end: start + length })
    }

    /// The cell that a finding stands in, as it stands in the file; none if it is too long to look into for each finding.
    pub(super) fn cell_text(&self, finding: &Diagnostic) -> Option<&str> {
        let cell = cell_of(finding);
        let text = match &self.source {
            Some(source) => source.cells.get(&cell)?.text(&source.document),
            None => self.plan.statements.get(*self.statements.get(&cell)?)?.surface(),
        };
        (text.len() <= LONG).then_some(text)
    }

    /// What the column of a finding holds.
    pub(super) fn role(&self, finding: &Diagnostic) -> Option<ColumnRole> {
        let columns = &self.plan.document.columns;
        columns.iter().find(|column| column.column == finding.column).map(|column| column.role)
    }
}

impl Source {
    fn new(document: Document, table: &Table, findings: &[Diagnostic]) -> Self {
        let wanted: BTreeSet<(u32, u32, u32)> = findings.iter().map(cell_of).collect();
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let place = |cell: &Cell| (cell.table, cell.line, cell.column);
        let cells = cells.filter(|cell| wanted.contains(&place(cell)));
        let cells = cells.map(|cell| (place(cell), cell.clone())).collect();
        let lines = if wanted.is_empty() { Vec::new() } else { line_starts(&document.text) };
        Self { document, cells, lines }
    }
}

fn cell_of(finding: &Diagnostic) -> (u32, u32, u32) {
    (finding.table, finding.line, finding.column)
}

/// Characters before each line of a text; a line ends at LF, CRLF or CR.
fn line_starts(text: &str) -> Vec<u64> {
    let mut starts = vec![0];
    let mut characters = text.chars().peekable();
    let mut count = 0;
    while let Some(character) = characters.next() {
        count += 1;
        if character == '\n' || character == '\r' && characters.peek() != Some(&'\n') {
            starts.push(count);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_tables() {
        assert_eq!(line_starts("あ\nいう\r\n\rえ"), [0, 2, 6, 7]);
    }
}

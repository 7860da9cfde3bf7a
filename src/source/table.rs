//! Tab-separated text as rows of cells.
//!
//! A tab ends a cell and a line end ends a row; there is no quoting, as in the files that ministries' tables are
//! copied into. Cells are ranges of the document's text, so nothing is copied and every place stays exact.

use super::{Document, SourceError, Span, document::CELL_LIMIT};
use std::ops::Range;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// 0 in the running text of a file, else the sheet or table of the file, from 1.
    pub table: u32,
    /// Line in the input, or row of the sheet or table, from 1.
    pub line: u32,
    /// Column, from 0.
    pub column: u32,
    /// Bytes of the document's text.
    pub range: Range<usize>,
    /// Code points of the document's text before the cell; 0 in a sheet or table, where places count within the cell.
    pub offset: u64,
    /// Whether the cell is covered by a merged area and is not its first cell; its range is that of the area's first cell.
    pub merged: bool,
    /// Whether quotation marks are doubled in the text: `""` stands for `"`.
    pub doubled: bool,
}

impl Cell {
    /// The cell's text as it stands in the file.
    pub fn text<'d>(&self, document: &'d Document) -> &'d str {
        document.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The place of a range of bytes of the cell's text.
    pub fn span(&self, document: &Document, range: &Range<usize>) -> Span {
        CharacterIndex::default().span(self, document, range)
    }

    /// The place of the whole cell.
    pub fn whole(&self, document: &Document) -> Span {
        self.span(document, &(0..self.range.len()))
    }
}

/// Numbers of characters before some bytes of a cell, so that many places in a long cell are found without counting from
/// its start each time.
#[derive(Debug, Clone, Default)]
pub struct CharacterIndex {
    /// Bytes at which characters start, about every [`STEP`], and the characters before each.
    entries: Vec<(usize, u64)>,
}

/// Bytes between two entries of an index.
const STEP: usize = 4096;

impl CharacterIndex {
    /// Counts the characters of a cell's text; shorter ones need no entries.
    pub fn new(text: &str) -> Self {
        let mut entries: Vec<(usize, u64)> = Vec::new();
        if text.len() > STEP {
            let mut next = STEP;
            for (count, (at, _)) in (0..).zip(text.char_indices()) {
                if at >= next {
                    entries.push((at, count));
                    next = at + STEP;
                }
            }
        }
        Self { entries }
    }

    /// The place of a range of bytes of a cell's text: the one conversion from bytes to code points.
    pub fn span(&self, cell: &Cell, document: &Document, range: &Range<usize>) -> Span {
        let text = cell.text(document);
        let after = self.entries.partition_point(|(at, _)| *at <= range.start);
        let (from, before) =
            after.checked_sub(1).and_then(|at| self.entries.get(at)).copied().unwrap_or_default();
        let start = before + characters(text.get(from..range.start).unwrap_or_default());
        let length = characters(text.get(range.clone()).unwrap_or_default());
        Span {
            table: cell.table,
            line: cell.line,
            column: cell.column,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(start + length).unwrap_or(u32::MAX),
            offset: cell.offset + start,
        }
    }
}

pub(super) fn characters(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// One row: the cells of one line, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 0 in the running text of a file, else the sheet or table of the file, from 1.
    pub table: u32,
    /// Line in the input, or row of the sheet or table, from 1.
    pub line: u32,
    /// The cells, in order of their columns.
    pub cells: Vec<Cell>,
}

/// A sheet of a workbook or a table of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number in the file, from 1: the `table` of its rows, cells and places.
    pub number: u32,
    /// The name of the sheet, or the caption of the table.
    pub name: Option<String>,
}

/// The rows of a document.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The rows, empty lines left out; those of a sheet or table stand together, in the order of the file.
    pub rows: Vec<Row>,
    /// Number of lines of the input.
    pub lines: u32,
    /// The sheets or tables that the rows come from, in the order of the file; empty for a running text.
    pub parts: Vec<Part>,
}

impl Table {
    /// Splits a document at its line ends (LF, CRLF or CR) and tabs.
    pub fn read(document: &Document) -> Result<Self, SourceError> {
        let text = document.text.as_str();
        let bytes = text.as_bytes();
        let mut table = Self::default();
        let (mut at, mut line, mut offset) = (0, 0_u32, 0_u64);
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            line = line.saturating_add(1);
            let cells = split_line(text, at..at + length, line, &mut offset)?;
            if length > 0 {
                table.rows.push(Row { table: 0, line, cells });
            }
            let end = match rest.get(length..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([_, ..]) => 1,
                _ => 0,
            };
            at += length + end;
            offset += end as u64;
        }
        table.lines = line;
        Ok(table)
    }
}

/// Cells of one line; moves `offset` on by the line's characters.
fn split_line(
    text: &str,
    line_range: Range<usize>,
    line: u32,
    offset: &mut u64,
) -> Result<Vec<Cell>, SourceError> {
    let bytes = text.as_bytes().get(line_range.clone()).unwrap_or_default();
    let mut cells = Vec::with_capacity(4);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\t', bytes).map(|tab| (tab, 1)).chain([(bytes.len(), 0)]);
    for (column, (end, separator)) in (0_u32..).zip(ends) {
        if end - start > CELL_LIMIT {
            return Err(SourceError::CellTooLong { line: line as usize, limit: CELL_LIMIT });
        }
        let range = line_range.start + start..line_range.start + end;
        let length = characters(text.get(range.clone()).unwrap_or_default());
        cells.push(Cell { table: 0, line, column, range, offset: *offset, merged: false, doubled: false });
        *offset += length + separator;
        start = end + 1;
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Document, Table) {
        let document = Document::from_bytes("t.tsv", text.as_bytes().to_vec()).unwrap();
        let table = Table::read(&document).unwrap();
        (document, table)
    }

    #[test]
    fn every_cell_is_where_its_offset_says() {
        for end in ["\n", "\r\n", "\r"] {
            let (document, table) = read(&format!("題{end}{end}\tあい\tう{end}え\t\t末"));
            assert_eq!(table.lines, 4);
            let characters: Vec<char> = document.text.chars().collect();
            let mut seen = Vec::new();
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                let span = cell.whole(&document);
                let slice: String = characters
                    [usize::try_from(span.offset).unwrap()..usize::try_from(span.offset_end()).unwrap()]
                    .iter()
                    .collect();
                assert_eq!(slice, cell.text(&document));
                seen.push((span.line, span.column, slice));
            }
            let expected = [
                (1, 0, "題"),
                (3, 0, ""),
                (3, 1, "あい"),
                (3, 2, "う"),
                (4, 0, "え"),
                (4, 1, ""),
                (4, 2, "末"),
            ];
            assert_eq!(seen, expected.map(|(line, column, text)| (line, column, text.to_owned())));
        }
    }

    #[test]
    fn an_index_changes_no_place() {
        let (document, table) = read(&format!("{}\n", "𠮷野a".repeat(2_000)));
        let cell = &table.rows[0].cells[0];
        let index = CharacterIndex::new(cell.text(&document));
        for start in [0, 4, 7, 4_096, 8_000, 15_992] {
            assert_eq!(
                index.span(cell, &document, &(start..start + 8)),
                cell.span(&document, &(start..start + 8))
            );
        }
        assert!(index.entries.len() > 2);
    }

    #[test]
    fn spans_count_code_points() {
        let (document, table) = read("x\t𠮷野家と\n");
        let cell = &table.rows[0].cells[1];
        // 𠮷 is one code point of four bytes.
        let span = cell.span(&document, &(4..7));
        assert_eq!((span.start, span.end, span.offset), (1, 2, 3));
    }
}

//! Comma-separated text as rows of cells.
//!
//! The separator is a comma, a semicolon or a tab, whichever cuts the lines most evenly. A cell may stand in quotation
//! marks (RFC 4180); then it may hold separators, line ends, and marks that are doubled. Its text is what stands between
//! the marks, as it stands in the file, so that places stay exact; `notation::markup` reads the doubled marks.
//!
//! Only a mark that opens a cell and is closed at the cell's end quotes. Every other mark is text: readers that let a lost
//! mark open a cell take everything up to the next mark, and rows with it, for that cell. They do not tell where a cell
//! begins and ends in the file either, so this one is our own.

use super::{Cell, Document, Row, SourceError, Table, document::CELL_LIMIT, table::characters};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::ops::Range;

/// What may separate the cells, the likelier first.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];
/// Rows that are looked at to find the separator.
const SAMPLE_ROWS: usize = 500;

/// Reads a document as rows of cells; what is doubtful is added to the document's findings.
pub(super) fn read(document: &mut Document) -> Result<Table, SourceError> {
    let separator = separator(&document.text);
    let mut table = Table::default();
    let mut stray = Vec::new();
    let mut scanner = Scanner::new(&document.text, separator);
    let (mut counted, mut offset) = (0, 0_u64);
    while let Some((line, fields)) = scanner.row() {
        let mut cells = Vec::with_capacity(fields.len());
        for (column, field) in (0_u32..).zip(fields) {
            if field.range.len() > CELL_LIMIT {
                return Err(SourceError::CellTooLong { line: line as usize, limit: CELL_LIMIT });
            }
            offset += characters(document.text.get(counted..field.range.start).unwrap_or_default());
            counted = field.range.start;
            let doubled = field.doubled;
            let cell = Cell { table: 0, line, column, range: field.range, offset, merged: false, doubled };
            if field.stray {
                stray.push(cell.clone());
            }
            cells.push(cell);
        }
        if cells.len() > 1 || cells.iter().any(|cell| !cell.range.is_empty()) {
            table.rows.push(Row { table: 0, line, cells });
        }
    }
    table.lines = scanner.line.saturating_sub(1);
    let findings = stray.iter().map(|cell| {
        Diagnostic::at(
            Code::QuoteUnclosed,
            &cell.whole(document),
            cell.text(document),
            "the quotation mark that opens the cell is not closed at its end; it was read as text",
        )
    });
    let findings: Vec<Diagnostic> = findings.collect();
    document.diagnostics.extend(findings);
    Ok(table)
}

/// The separator by which most of the first rows have the same number of cells, more than one.
fn separator(text: &str) -> u8 {
    let even_rows = |separator: u8| {
        let mut scanner = Scanner::new(text, separator);
        let mut rows_of_width: BTreeMap<usize, usize> = BTreeMap::new();
        for _ in 0..SAMPLE_ROWS {
            let Some((_, fields)) = scanner.row() else { break };
            if fields.len() > 1 {
                *rows_of_width.entry(fields.len()).or_default() += 1;
            }
        }
        rows_of_width.into_values().max().unwrap_or(0)
    };
    // The last of equals wins, so the likelier come last.
    SEPARATORS.into_iter().rev().max_by_key(|separator| even_rows(*separator)).unwrap_or(b',')
}

/// One cell as it is cut out of the text.
#[derive(Debug, PartialEq, Eq)]
struct Field {
    /// Bytes of the text, without the marks around it.
    range: Range<usize>,
    /// Whether marks are doubled in it.
    doubled: bool,
    /// Whether a mark opens it that does not quote.
    stray: bool,
}

/// Cuts a text into rows and cells.
struct Scanner<'t> {
    bytes: &'t [u8],
    separator: u8,
    at: usize,
    /// Line that starts at `at`, from 1.
    line: u32,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, separator: u8) -> Self {
        Self { bytes: text.as_bytes(), separator, at: 0, line: 1 }
    }

    /// The line on which the next row starts, and its cells.
    fn row(&mut self) -> Option<(u32, Vec<Field>)> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let line = self.line;
        let mut fields = Vec::with_capacity(4);
        loop {
            fields.push(self.field());
            match self.bytes.get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                _ => break,
            }
        }
        self.at += line_end(self.bytes, self.at);
        self.line = self.line.saturating_add(1);
        Some((line, fields))
    }

    /// The next cell; leaves `at` on what ends it.
    fn field(&mut self) -> Field {
        let start = self.at;
        let quoted = self.bytes.get(start) == Some(&b'"');
        if quoted && let Some((end, doubled)) = self.closing_mark(start + 1) {
            self.at = end + 1;
            self.line = self.line.saturating_add(line_ends(self.bytes.get(start..end).unwrap_or_default()));
            return Field { range: start + 1..end, doubled, stray: false };
        }
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = memchr::memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
        self.at = start + length;
        Field { range: start..self.at, doubled: false, stray: quoted }
    }

    /// The mark that closes a cell whose text starts at a byte, and whether marks are doubled before it.
    fn closing_mark(&self, start: usize) -> Option<(usize, bool)> {
        let (mut from, mut doubled) = (start, false);
        loop {
            let mark = from + memchr::memchr(b'"', self.bytes.get(from..)?)?;
            match self.bytes.get(mark + 1) {
                Some(b'"') => (from, doubled) = (mark + 2, true),
                Some(byte) if *byte != self.separator && !matches!(byte, b'\n' | b'\r') => return None,
                _ => return Some((mark, doubled)),
            }
        }
    }
}

/// Length of the line end at a byte: LF, CR LF, CR, or none.
fn line_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([_, ..]) => 1,
        _ => 0,
    }
}

/// Number of line ends.
fn line_ends(bytes: &[u8]) -> u32 {
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|at| !(bytes.get(*at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n')));
    u32::try_from(ends.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_text(text: &str) -> (Document, Table) {
        let mut document = Document::from_bytes("t.csv", text.as_bytes().to_vec()).unwrap();
        let table = read(&mut document).unwrap();
        (document, table)
    }

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let (document, table) = read_text(text);
        let texts = |row: &Row| row.cells.iter().map(|cell| cell.text(&document).to_owned()).collect();
        table.rows.iter().map(|row| (row.line, texts(row))).collect()
    }

    fn owned(rows: &[(u32, &[&str])]) -> Vec<(u32, Vec<String>)> {
        rows.iter()
            .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn every_dialect_gives_the_same_cells() {
        let expected = owned(&[(1, &["題", "あ,い", ""]), (3, &["", "う", "え"])]);
        for end in ["\n", "\r\n", "\r"] {
            for separator in [",", ";", "\t"] {
                let text =
                    format!("題{separator}\"あ,い\"{separator}{end}{end}{separator}う{separator}\"え\"{end}");
                assert_eq!(rows(&text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn a_quoted_cell_may_hold_line_ends() {
        assert_eq!(
            rows("a,\"一\r\n二\n三\",b\r\nc,d,e"),
            owned(&[(1, &["a", "一\r\n二\n三", "b"]), (4, &["c", "d", "e"])])
        );
    }

    #[test]
    fn doubled_marks_stay_as_they_stand() {
        let (document, table) = read_text("\"\"\"甲\"\"事業\",\"乙\"\n\"\",\"\"\"\"");
        let cells: Vec<(&str, bool, u64)> = table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| (cell.text(&document), cell.doubled, cell.offset))
            .collect();
        assert_eq!(
            cells,
            [("\"\"甲\"\"事業", true, 1), ("乙", false, 11), ("", false, 15), ("\"\"", true, 18)]
        );
    }

    #[test]
    fn marks_that_do_not_quote_are_text() {
        for (text, cells, findings) in [
            ("5\"型,x\n", owned(&[(1, &["5\"型", "x"])]), 0),
            ("\"甲\"事業,x\n", owned(&[(1, &["\"甲\"事業", "x"])]), 1),
            ("\"甲,乙\n丙,丁\n", owned(&[(1, &["\"甲", "乙"]), (2, &["丙", "丁"])]), 1),
            ("\"甲,乙\n丙,\"丁\"\n", owned(&[(1, &["\"甲", "乙"]), (2, &["丙", "丁"])]), 1),
            ("甲,\"", owned(&[(1, &["甲", "\""])]), 1),
        ] {
            assert_eq!(rows(text), cells, "{text:?}");
            let (document, _) = read_text(text);
            assert_eq!(document.diagnostics.len(), findings, "{text:?}");
            assert!(document.diagnostics.iter().all(|finding| finding.code == Code::QuoteUnclosed));
        }
    }

    #[test]
    fn amounts_do_not_decide_the_separator() {
        assert_eq!(separator("施策\t1,000円\n施策\t2,000,000円\n施策\t3円\n"), b'\t');
        assert_eq!(separator("施策,実績;予定\n施策,a;b\n施策,c\n"), b',');
        assert_eq!(separator("一行だけの題\n"), b',');
    }

    proptest! {
        #[test]
        fn every_cell_is_where_its_offset_says(text in "([\",;\t\r\na厚𠮷]|\"\"){1,60}") {
            prop_assume!(!text.trim().is_empty());
            let (document, table) = read_text(&text);
            let characters: Vec<char> = document.text.chars().collect();
            let mut last = 0;
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                let span = cell.whole(&document);
                let (start, end) = (usize::try_from(span.offset).unwrap(), usize::try_from(span.offset_end()).unwrap());
                let slice: String = characters[start..end].iter().collect();
                prop_assert_eq!(slice, cell.text(&document));
                prop_assert!(start >= last);
                last = end;
            }
        }
    }
}

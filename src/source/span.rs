//! Places in a document.

use serde::{Deserialize, Serialize};

/// A range of characters in one cell of a document.
///
/// A text file is one running text, and `offset` counts in it. A workbook or a page has no such text: its cells are
/// told apart by `table`, `line` and `column`, and `offset` counts within the cell.
///
/// All figures count Unicode code points, never bytes. [`Cell::span`](super::Cell::span) is the one place
/// where byte ranges become spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// 0 in the running text of a file, else the sheet or table of the file, from 1.
    #[serde(default, skip_serializing_if = "is_running_text")]
    pub table: u32,
    /// Line in the input, or row of the sheet or table, from 1.
    pub line: u32,
    /// Column of the table, from 0.
    pub column: u32,
    /// First character in the cell as it stands in the file, from 0.
    pub start: u32,
    /// Character after the last one.
    pub end: u32,
    /// First character in the decoded text of the whole document, from 0; a byte order mark is not counted. The same as
    /// `start` in a sheet or table.
    pub offset: u64,
}

impl Span {
    /// Character after the last one, in the decoded text of the whole document, or in the cell of a sheet or table.
    pub fn offset_end(&self) -> u64 {
        self.offset.saturating_add(u64::from(self.end.saturating_sub(self.start)))
    }

    /// The cell that the span stands in: table, line and column. The order of cells is that of reading.
    pub fn cell(&self) -> (u32, u32, u32) {
        (self.table, self.line, self.column)
    }

    /// What tells the span from every other one of its document: in a running text, the first character and that after
    /// the last one; in a sheet or table, its cell as well. The order of keys is that of reading.
    pub fn key(&self) -> (u32, u32, u32, u64, u64) {
        let (table, line, column) = if self.table == 0 { (0, 0, 0) } else { self.cell() };
        (table, line, column, self.offset, self.offset_end())
    }
}

/// Whether a place stands in the running text of a file, and not in one of its sheets or tables.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) fn is_running_text(table: &u32) -> bool {
    *table == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_reading_order() {
        let span =
            |table, line, column, start, offset| Span { table, line, column, start, end: start + 1, offset };
        let spans = [span(1, 1, 2, 0, 0), span(1, 2, 0, 0, 0), span(1, 2, 0, 7, 7), span(2, 1, 0, 0, 0)];
        assert!(spans.is_sorted_by(|one, other| one < other && one.key() < other.key()));
        let running = [span(0, 1, 2, 5, 9), span(0, 2, 0, 0, 11)];
        assert!(running.is_sorted_by(|one, other| one < other && one.key() < other.key()));
    }

    #[test]
    fn the_table_is_left_out_in_a_running_text() {
        let text = r#"{"line":3,"column":1,"start":2,"end":4,"offset":20}"#;
        let span: Span = serde_json::from_str(text).unwrap();
        assert_eq!((span.table, serde_json::to_string(&span).unwrap().as_str()), (0, text));
        let sheet = r#"{"table":2,"line":3,"column":1,"start":2,"end":4,"offset":2}"#;
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Span>(sheet).unwrap()).unwrap(), sheet);
    }
}

//! Places in a document.

use serde::{Deserialize, Serialize};

/// A range of characters in one cell of a document.
///
/// All figures count Unicode code points, never bytes. [`Cell::span`](super::Cell::span) is the one place
/// where byte ranges become spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Line in the input, from 1.
    pub line: u32,
    /// Column of the table, from 0.
    pub column: u32,
    /// First character in the cell as it stands in the file, from 0.
    pub start: u32,
    /// Character after the last one.
    pub end: u32,
    /// First character in the decoded text of the whole document, from 0; a byte order mark is not counted.
    pub offset: u64,
}

impl Span {
    /// Character after the last one, in the decoded text of the whole document.
    pub fn offset_end(&self) -> u64 {
        self.offset.saturating_add(u64::from(self.end.saturating_sub(self.start)))
    }
}

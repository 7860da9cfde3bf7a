//! Where something stands: in the RDF text, and in the document it was read from.

use serde::Serialize;

/// A line of an RDF text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataPlace {
    /// The number of the text, in the order in which texts were added to [`super::Data`].
    pub text: u32,
    /// The line, from 1, on which the statement ends.
    pub line: u32,
}

impl DataPlace {
    /// That of a statement that came without a text. It stands behind all others.
    pub(super) const NONE: Self = Self { text: u32::MAX, line: 0 };

    /// The place, if it is one.
    pub(super) fn known(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// A place in the document that a node was read from, as the graph gives it (`pgo:evidence`).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SourcePlace {
    /// Name of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet or table, from 1, where a document has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u64>,
    /// Line or row, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Column of the table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
}

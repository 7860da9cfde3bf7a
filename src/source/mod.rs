//! Documents as they come: bytes, encodings, lines and cells with their exact places.
//!
//! May live here: what turns the bytes of a file into a text and a table of cells, and the folding of text to
//! keys. Nothing here knows what a cell means. Reading fails as a whole ([`SourceError`]) only if there is no table
//! to be had; everything smaller is a finding.

pub mod digest;
pub mod document;
pub mod encoding;
pub mod span;
pub mod table;
pub mod text;

pub use document::{Document, SourceError};
pub use span::Span;
pub use table::{Cell, CharacterIndex, Part, Row, Table};

//! Documents as they come: bytes, encodings, lines and cells with their exact places.
//!
//! May live here: what turns the bytes of a file into a text and a table of cells, and the folding of text to
//! keys. Nothing here knows what a cell means. Reading fails as a whole ([`SourceError`]) only if there is no table
//! to be had; everything smaller is a finding.
//!
//! [`read`] takes any kind of file ([`Kind`]). Tab- and comma-separated files are one running text, of which cells are
//! ranges. Workbooks and web pages are sheets or tables ([`Part`]), of which every cell has a text of its own.

mod csv;
pub mod digest;
pub mod document;
pub mod encoding;
mod grid;
mod html;
mod kind;
pub mod span;
pub mod table;
pub mod text;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use document::{Document, SourceError};
pub use kind::{Kind, read, read_bytes};
pub use span::Span;
pub use table::{Cell, CharacterIndex, Part, Row, Table};

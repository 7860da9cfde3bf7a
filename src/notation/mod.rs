//! How plan documents write things: one module per notation, each a pure function from text to values.
//!
//! May live here: grammars that look at a text and say what is written where. A grammar knows no row, no
//! column and no RDF. Every value carries the byte range of the text that says it ([`TextRange`]), always on
//! character boundaries, so that a caller can quote it. No grammar fails on any text: what it does not
//! understand it does not return.
//!
//! The scanners are written by hand: a table of a million cells is read in the time that compiling and
//! running a regular expression per cell would take for a few thousand.

pub mod amount;
pub mod body;
pub mod bracket;
pub mod budget;
pub mod date;
pub mod fiscal_year;
mod glyph;
pub mod heading;
pub mod markup;
pub mod number;
pub mod program;
pub mod quantity;
pub mod relisting;
pub mod responsibility;

/// A byte range in the text that was given to the grammar.
pub type TextRange = std::ops::Range<usize>;

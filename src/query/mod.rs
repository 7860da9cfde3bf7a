//! Questions to the graph: stored queries, their parameters, the evaluation, and the answers as text.
//!
//! May live here: everything that turns SPARQL text and a [`crate::store::Store`] into an answer and an answer
//! into one of the W3C result formats or a table for people. Nothing here knows a plan, a table of a document
//! or a picture. Only the stored queries and the candidates for parameter values speak the vocabulary, and
//! they do so in SPARQL.

pub(crate) mod algebra;
pub mod bounded;
pub mod catalogue;
pub mod documents;
#[cfg(feature = "remote")]
pub mod endpoint;
pub mod evaluate;
pub mod explain;
pub mod graph;
pub mod header;
mod lexer;
pub mod limits;
pub mod lint;
pub mod parameters;
pub mod prefix;
pub mod results;
pub mod scan;
pub(crate) mod shape;
#[cfg(feature = "cli")]
pub mod table;
mod xml;

pub use shape::QueryForm;

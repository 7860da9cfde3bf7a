//! Facts as files.
//!
//! May live here: syntaxes and the care taken in writing files. What is written comes from the mapping
//! ([`crate::rdf`]) node by node, or from a store; nothing here decides what is a fact.

pub mod digest;
mod escape;
pub mod format;
mod jsonld;
mod lines;
mod pipeline;
mod quads;
mod turtle;
pub mod verify;

pub use format::RdfFormat;
pub use pipeline::{ExportError, Summary, write_plan};
pub use quads::{QuadSink, quads_of};

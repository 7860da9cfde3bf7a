//! Facts as files.
//!
//! May live here: syntaxes and the care taken in writing files. What is written comes from the mapping
//! ([`crate::rdf`]) node by node, or from a store; nothing here decides what is a fact.

pub mod digest;
mod escape;
pub mod format;
mod jsonld;
mod lines;
mod merge;
mod pipeline;
mod quads;
mod turtle;
pub mod verify;
mod writer;
mod xml;

pub use format::RdfFormat;
pub use merge::{MergeError, write_plans};
pub use pipeline::write_plan;
pub use quads::{QuadError, QuadSink, quads_by_chunk, quads_of};
pub use writer::Summary;

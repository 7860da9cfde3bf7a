//! The plan as RDF.
//!
//! May live here: the vocabulary, the IRIs of things, and the mapping from the plan to subjects with their
//! facts. Nothing here opens a file or knows a syntax; [`crate::export`] writes, [`crate::store`] stores.
//!
//! The mapping makes no triples one by one. It fills one [`Node`] after another, a subject with all of its
//! facts, and hands it to a [`Sink`]. So every writer sees facts that are grouped already, no fact twice, in
//! reading order, and no store is needed to sort them.

pub mod iri;
pub mod mapping;
mod node;
pub mod vocab;

pub use iri::{Base, BaseError, Key, Kind, Place, Selector, document_key};
pub use mapping::Mapping;
pub use node::{Fact, Layer, Literal, Node, NodeBuilder, Object, Resource, Sink};

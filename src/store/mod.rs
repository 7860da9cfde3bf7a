//! The queryable store: an oxigraph store, in memory or on disk, behind the few operations this project needs.
//!
//! May live here: opening a store and putting quads into it. Asking questions is [`crate::query`]'s job. The
//! store knows no vocabulary: it holds whatever quads it is given. Stores on disk need the feature `persist`.
//!
//! A document brings two named graphs (what the text says, what follows from it) and several documents may
//! say the same triple, so the same triple may stand in the store more than once, in different graphs.

#[cfg(feature = "persist")]
pub mod disk;
mod graphs;
mod loader;
mod text;

pub use graphs::DumpError;
pub use loader::{CopyError, Loader};
pub use text::TextFormat;

use std::io::Read;

use oxigraph::io::{RdfParseError, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::{LoaderError, StorageError};

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The store itself could not be set up.
    #[error("the store could not be opened")]
    Storage(#[source] StorageError),
}

/// Why quads could not be put into the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadQuadsError {
    /// The store did not take them.
    #[error("the store did not take the statements")]
    Storage(#[source] StorageError),
}

/// Why RDF text could not be loaded. Nothing of the text is in the store then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadTextError {
    /// The text could not be read, or is not what its format asks for; the source names the place.
    #[error("the RDF text could not be read")]
    Parse(#[source] RdfParseError),
    /// The store did not take the statements.
    #[error("the store did not take the statements")]
    Storage(#[source] StorageError),
    /// Something else the loader refused.
    #[error("the RDF text could not be loaded")]
    Loader(#[source] LoaderError),
}

/// Why the store could not be looked at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InspectError {
    /// The store did not answer.
    #[error("the store could not be read")]
    Storage(#[source] StorageError),
}

/// Quads, ready for [`crate::query`]; in memory unless it says otherwise.
///
/// ```
/// use policygraph::store::{Store, TextFormat};
///
/// let store = Store::new()?;
/// store.load_text(TextFormat::Turtle, "<urn:a> <urn:b> <urn:c> .".as_bytes())?;
/// assert_eq!(store.len()?, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    /// Dropped after the store itself.
    #[cfg(feature = "persist")]
    _held: Option<std::sync::Arc<disk::Held>>,
}

impl Store {
    /// An empty store in memory.
    pub fn new() -> Result<Self, OpenError> {
        let inner = oxigraph::store::Store::new().map_err(OpenError::Storage)?;
        Ok(Self {
            inner,
            #[cfg(feature = "persist")]
            _held: None,
        })
    }

    /// A way to add much from several places as one.
    pub fn loader(&self) -> Loader<'_> {
        Loader::new(&self.inner)
    }

    /// Adds many quads at once. Quads that are there already are not doubled.
    pub fn load_quads(&self, quads: impl IntoIterator<Item = Quad>) -> Result<(), LoadQuadsError> {
        let mut loader = self.inner.bulk_loader();
        loader.load_quads(quads).map_err(LoadQuadsError::Storage)?;
        loader.commit().map_err(LoadQuadsError::Storage)
    }

    /// Reads RDF text and adds what it says; triples without a graph go into the default graph.
    pub fn load_text(&self, format: TextFormat, reader: impl Read) -> Result<(), LoadTextError> {
        self.load_parsed(format.parser(), reader)
    }

    /// Reads RDF text and adds what it says; triples without a graph go into `graph`.
    pub fn load_text_into(
        &self,
        format: TextFormat,
        reader: impl Read,
        graph: NamedNode,
    ) -> Result<(), LoadTextError> {
        self.load_parsed(format.parser().with_default_graph(graph), reader)
    }

    fn load_parsed(&self, parser: RdfParser, reader: impl Read) -> Result<(), LoadTextError> {
        let mut loader = self.inner.bulk_loader();
        loader.load_from_reader(parser, reader).map_err(|error| match error {
            LoaderError::Parsing(error) => LoadTextError::Parse(error),
            LoaderError::Storage(error) => LoadTextError::Storage(error),
            other @ LoaderError::InvalidBaseIri { .. } => LoadTextError::Loader(other),
        })?;
        loader.commit().map_err(LoadTextError::Storage)
    }

    /// The number of quads: a triple that stands in two graphs counts twice.
    pub fn len(&self) -> Result<usize, InspectError> {
        self.inner.len().map_err(InspectError::Storage)
    }

    /// Whether there is no quad at all.
    pub fn is_empty(&self) -> Result<bool, InspectError> {
        self.inner.is_empty().map_err(InspectError::Storage)
    }

    /// The store underneath, for the evaluator.
    pub(crate) fn inner(&self) -> &oxigraph::store::Store {
        &self.inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triple_in_two_graphs_is_two_quads_and_loading_twice_adds_nothing() {
        let store = Store::new().unwrap();
        let text = "<urn:a> <urn:b> <urn:c> .";
        for graph in ["urn:g1", "urn:g2", "urn:g1"] {
            let graph = NamedNode::new(graph).unwrap();
            store.load_text_into(TextFormat::Turtle, text.as_bytes(), graph).unwrap();
        }
        assert_eq!(store.len().unwrap(), 2);
    }

    #[test]
    fn text_with_an_error_names_the_place_and_leaves_the_store_empty() {
        let store = Store::new().unwrap();
        let text = "<urn:a> <urn:b> <urn:c> .\n<urn:a> oops .";
        let error = store.load_text(TextFormat::Turtle, text.as_bytes()).unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("line 2"), "{source}");
        assert!(store.is_empty().unwrap());
    }

    #[test]
    fn graphs_of_n_quads_are_kept() {
        let store = Store::new().unwrap();
        let text = "<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> <urn:c> .\n";
        store.load_text(TextFormat::NQuads, text.as_bytes()).unwrap();
        assert_eq!(store.len().unwrap(), 2);
    }
}

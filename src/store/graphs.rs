//! The graphs of a store, one by one and all together.

use super::{InspectError, Store};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, Triple,
};
use oxigraph::store::{SerializerError, StorageError};
use std::collections::BTreeSet;
use std::io::Write;

/// Blank nodes that are followed from one thing.
const MOST_BLANK: usize = 10_000;

/// Why the content of a store could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DumpError {
    /// The store did not answer.
    #[error("the store could not be read")]
    Storage(#[source] StorageError),
    /// The output failed.
    #[error("the graph could not be written")]
    Write(#[source] std::io::Error),
    /// Something else the writer refused.
    #[error("the graph could not be written")]
    Serializer(#[source] SerializerError),
}

impl Store {
    /// Writes everything as N-Quads.
    pub fn write_n_quads(&self, writer: impl Write) -> Result<(), DumpError> {
        let serializer = RdfSerializer::from_format(RdfFormat::NQuads);
        let result = self.inner().dump_to_writer(serializer, writer);
        let mut writer = result.map_err(|error| match error {
            SerializerError::Storage(error) => DumpError::Storage(error),
            SerializerError::Io(error) => DumpError::Write(error),
            other @ SerializerError::DatasetFormatExpected(_) => DumpError::Serializer(other),
        })?;
        writer.flush().map_err(DumpError::Write)
    }

    /// The named graphs with an IRI, in the order of these.
    pub fn graph_names(&self) -> Result<Vec<NamedNode>, InspectError> {
        let mut names = Vec::new();
        for name in self.inner().named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = name.map_err(InspectError::Storage)? {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// The triples of a graph, in no order: of a named one, or of the default graph.
    pub fn triples_of(&self, graph: Option<&NamedNode>) -> Result<Vec<Triple>, InspectError> {
        let name = graph.map_or(GraphNameRef::DefaultGraph, |graph| graph.as_ref().into());
        let quads = self.inner().quads_for_pattern(None, None, None, Some(name));
        quads.map(|quad| quad.map(Triple::from).map_err(InspectError::Storage)).collect()
    }

    /// The triples of all graphs, those that stand in several each time, in no order.
    pub fn all_triples(&self) -> Result<Vec<Triple>, InspectError> {
        let quads = self.inner().quads_for_pattern(None, None, None, None);
        quads.map(|quad: Result<Quad, _>| quad.map(Triple::from).map_err(InspectError::Storage)).collect()
    }

    /// Whether anything is said of a thing.
    pub fn has_subject(&self, subject: &NamedNode) -> bool {
        self.inner().quads_for_pattern(Some(subject.as_ref().into()), None, None, None).next().is_some()
    }

    /// What is said of a thing, of the things within it whose IRIs are its own and a fragment, and of the blank nodes that
    /// these lead to, in no order; what stands in several graphs each time. Things within it are found among those that it points to, or that point to it.
    pub fn about(&self, subject: &NamedNode) -> Result<Vec<Triple>, InspectError> {
        let of = |node: NamedOrBlankNodeRef<'_>| -> Result<Vec<Triple>, InspectError> {
            let quads = self.inner().quads_for_pattern(Some(node), None, None, None);
            quads.map(|quad| quad.map(Triple::from).map_err(InspectError::Storage)).collect()
        };
        let mut found = of(subject.as_ref().into())?;
        let fragment = format!("{}#", subject.as_str());
        let mut within: Vec<NamedNode> = Vec::new();
        for triple in &found {
            if let Term::NamedNode(node) = &triple.object
                && node.as_str().starts_with(&fragment)
            {
                within.push(node.clone());
            }
        }
        for quad in self.inner().quads_for_pattern(None, None, Some(subject.as_ref().into()), None) {
            if let NamedOrBlankNode::NamedNode(node) = quad.map_err(InspectError::Storage)?.subject
                && node.as_str().starts_with(&fragment)
            {
                within.push(node);
            }
        }
        within.sort();
        within.dedup();
        for node in &within {
            found.extend(of(node.as_ref().into())?);
        }
        // What has no name can be spoken of only here.
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut place = 0;
        while let Some(triple) = found.get(place) {
            place += 1;
            if let Term::BlankNode(node) = &triple.object
                && seen.len() < MOST_BLANK
                && seen.insert(node.as_str().to_owned())
            {
                let node = node.clone();
                found.extend(of(node.as_ref().into())?);
            }
        }
        Ok(found)
    }

    /// The number of triples of a graph: of a named one, or of the default graph.
    pub fn count_of(&self, graph: Option<&NamedNode>) -> Result<usize, InspectError> {
        let name = graph.map_or(GraphName::DefaultGraph, |graph| graph.clone().into());
        let quads = self.inner().quads_for_pattern(None, None, None, Some(name.as_ref()));
        quads.map(|quad| quad.map(|_| 1).map_err(InspectError::Storage)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TextFormat;

    #[test]
    fn graphs_are_told_apart() {
        let store = Store::new().unwrap();
        let text =
            "<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> <urn:d> .\n<urn:a> <urn:b> <urn:e> .\n";
        store.load_text(TextFormat::NQuads, text.as_bytes()).unwrap();
        let graph = NamedNode::new("urn:g").unwrap();
        assert_eq!(store.graph_names().unwrap(), std::slice::from_ref(&graph));
        assert_eq!((store.count_of(Some(&graph)).unwrap(), store.count_of(None).unwrap()), (1, 2));
        assert_eq!(store.triples_of(Some(&graph)).unwrap().len(), 1);
        assert_eq!(store.all_triples().unwrap().len(), 3);
        let mut bytes = Vec::new();
        store.write_n_quads(&mut bytes).unwrap();
        let copy = Store::new().unwrap();
        copy.load_text(TextFormat::NQuads, bytes.as_slice()).unwrap();
        assert_eq!(copy.len().unwrap(), 3);
    }
}

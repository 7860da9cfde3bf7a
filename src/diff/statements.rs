//! The RDF statements of an edition, and which of them another one has not.

use crate::query::evaluate::{EvaluateError, Source};
use crate::rdf::vocab::{Term as VocabularyTerm, rdf};
use crate::store::Store;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;
use std::collections::HashSet;

/// Why the statements of an edition could not be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StatementsError {
    /// The store did not answer.
    #[error("the store could not be read")]
    Storage(#[source] StorageError),
    /// An endpoint did not answer the question for a property.
    #[error("the statements of {property} could not be asked for")]
    Query {
        /// The property.
        property: &'static str,
        /// What went wrong.
        #[source]
        source: Box<EvaluateError>,
    },
}

/// The statements of an edition: quads, or triples where all of them are in the default graph.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    quads: Vec<Quad>,
}

impl Statements {
    /// Takes quads as they are; one that is given twice counts once.
    pub fn new(quads: Vec<Quad>) -> Self {
        Self { quads }
    }

    /// All statements of a store.
    pub fn of_store(store: &Store) -> Result<Self, StatementsError> {
        let quads: Result<Vec<Quad>, StorageError> = store.inner().iter().collect();
        quads.map(Self::new).map_err(StatementsError::Storage)
    }

    /// What an endpoint says with the properties that are compared, without its graphs. That is not all it says, so no patch
    /// can be made of it.
    pub fn of_source(source: &dyn Source) -> Result<Self, StatementsError> {
        let mut quads = Vec::new();
        for property in super::edition::properties() {
            for row in ask(source, property)? {
                if let [Some(Term::NamedNode(subject)), Some(object)] = row.as_slice() {
                    let property = NamedNode::new_unchecked(property.iri);
                    quads.push(Quad::new(subject.clone(), property, object.clone(), GraphName::DefaultGraph));
                }
            }
        }
        Ok(Self::new(quads))
    }

    /// The quads.
    pub fn quads(&self) -> &[Quad] {
        &self.quads
    }

    /// Whether any statement stands in a named graph.
    pub fn has_graphs(&self) -> bool {
        self.quads.iter().any(|quad| !quad.graph_name.is_default_graph())
    }

    /// Whether any statement is of a blank node, which has no name that another graph knows.
    pub fn has_blank_nodes(&self) -> bool {
        self.quads.iter().any(is_blank)
    }

    /// The same statements as triples: the union of all graphs.
    #[must_use]
    pub fn merged(mut self) -> Self {
        for quad in &mut self.quads {
            quad.graph_name = GraphName::DefaultGraph;
        }
        self
    }
}

fn ask(source: &dyn Source, property: VocabularyTerm) -> Result<Vec<Vec<Option<Term>>>, StatementsError> {
    // Types of all sorts of things stand in a store; those of ours are few.
    let only_ours = if property == rdf::TYPE {
        " FILTER(STRSTARTS(STR(?o), \"https://w3id.org/policygraph/ontology#\"))"
    } else {
        ""
    };
    let query = format!("SELECT DISTINCT ?s ?o WHERE {{ ?s {} ?o .{only_ours} }}", property.angled);
    let failed =
        |source: EvaluateError| StatementsError::Query { property: property.iri, source: Box::new(source) };
    Ok(source.select(&query).map_err(failed)?.rows)
}

fn is_blank(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(quad.object, Term::BlankNode(_))
        || matches!(quad.graph_name, GraphName::BlankNode(_))
}

/// The statements that one edition has and the other has not, each as a line of N-Quads without its end, in order.
///
/// Statements of blank nodes are left out: no name says which of the other edition is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementChanges {
    /// Those of the old edition alone.
    pub removed: Vec<String>,
    /// Those of the new edition alone.
    pub added: Vec<String>,
}

impl StatementChanges {
    /// Compares two editions. Where only one of them has graphs, the union of its graphs is compared.
    pub fn between(old: &Statements, new: &Statements) -> Self {
        if old.has_graphs() != new.has_graphs() {
            return Self::between(&old.clone().merged(), &new.clone().merged());
        }
        Self { removed: alone(&old.quads, &new.quads), added: alone(&new.quads, &old.quads) }
    }
}

fn alone(here: &[Quad], there: &[Quad]) -> Vec<String> {
    let there: HashSet<&Quad> = there.iter().collect();
    let quads = here.iter().filter(|quad| !is_blank(quad) && !there.contains(quad));
    let mut lines: Vec<String> = quads.map(ToString::to_string).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

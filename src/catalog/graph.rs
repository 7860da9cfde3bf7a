//! Nodes with their facts, in order, as the writers take them.

use crate::rdf::vocab::{Term, rdf};
use oxigraph::model::{Literal, NamedNode, Triple};

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A term of a vocabulary.
    Term(Term),
    /// Something with an IRI.
    Iri(String),
    /// A file of the bundle whose place on the web is not known: a path relative to the file that says it.
    File(String),
    /// A text in no language.
    Plain(String),
    /// A text and the tag of its language.
    Text(String, String),
    /// A value of a datatype.
    Typed(String, Term),
}

/// A subject with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) subject: String,
    pub(super) facts: Vec<(Term, Value)>,
}

/// The facts of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
}

/// What in a catalogue cannot be RDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// An IRI is not valid.
    #[error("`{0}` is not a valid IRI")]
    Iri(String),
    /// A language tag is not valid.
    #[error("`{0}` is not a valid language tag")]
    Language(String),
}

impl Graph {
    /// The node of a subject; its facts are added to those it has.
    pub(super) fn node(&mut self, subject: &str) -> Facts<'_> {
        let at = self.nodes.iter().position(|node| node.subject == subject).unwrap_or_else(|| {
            self.nodes.push(Node { subject: subject.to_owned(), facts: Vec::new() });
            self.nodes.len() - 1
        });
        Facts { node: self.nodes.get_mut(at) }
    }

    /// Number of facts.
    pub fn len(&self) -> usize {
        self.nodes.iter().map(|node| node.facts.len()).sum()
    }

    /// Whether there is no fact at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The facts as triples, with the places of files below an IRI.
    pub fn triples(&self, base: &str) -> Result<Vec<Triple>, CatalogError> {
        let mut triples = Vec::new();
        for node in &self.nodes {
            let subject = named(&node.subject)?;
            for (predicate, value) in &node.facts {
                let object = match value {
                    Value::Term(term) => named(term.iri)?.into(),
                    Value::Iri(iri) => named(iri)?.into(),
                    Value::File(path) => named(&format!("{base}{path}"))?.into(),
                    Value::Plain(text) => Literal::new_simple_literal(text).into(),
                    Value::Text(text, language) => Literal::new_language_tagged_literal(text, language)
                        .map_err(|_| CatalogError::Language(language.clone()))?
                        .into(),
                    Value::Typed(text, datatype) => {
                        Literal::new_typed_literal(text, named(datatype.iri)?).into()
                    }
                };
                triples.push(Triple {
                    subject: subject.clone().into(),
                    predicate: named(predicate.iri)?,
                    object,
                });
            }
        }
        Ok(triples)
    }
}

fn named(iri: &str) -> Result<NamedNode, CatalogError> {
    NamedNode::new(iri).map_err(|_| CatalogError::Iri(iri.to_owned()))
}

/// The facts of a node, which are being added; one that is there already is not doubled.
pub(super) struct Facts<'g> {
    node: Option<&'g mut Node>,
}

impl Facts<'_> {
    pub(super) fn add(mut self, predicate: Term, value: Value) -> Self {
        if let Some(node) = &mut self.node {
            let fact = (predicate, value);
            if !node.facts.contains(&fact) {
                // Types stand first, facts of one property together.
                let last = if predicate == rdf::TYPE { 0 } else { node.facts.len() };
                let after = node.facts.iter().rposition(|(known, _)| *known == predicate);
                node.facts.insert(after.map_or(last, |at| at + 1), fact);
            }
        }
        self
    }

    pub(super) fn a(self, class: Term) -> Self {
        self.add(rdf::TYPE, Value::Term(class))
    }

    pub(super) fn iri(self, predicate: Term, iri: impl Into<String>) -> Self {
        self.add(predicate, Value::Iri(iri.into()))
    }

    pub(super) fn text(self, predicate: Term, text: &str, language: &str) -> Self {
        self.add(predicate, Value::Text(text.to_owned(), language.to_owned()))
    }

    pub(super) fn plain(self, predicate: Term, text: &str) -> Self {
        self.add(predicate, Value::Plain(text.to_owned()))
    }

    pub(super) fn typed(self, predicate: Term, value: &(impl ToString + ?Sized), datatype: Term) -> Self {
        self.add(predicate, Value::Typed(value.to_string(), datatype))
    }

    /// The same as `add`, for each value there is.
    pub(super) fn each<T>(self, values: impl IntoIterator<Item = T>, add: impl Fn(Self, T) -> Self) -> Self {
        values.into_iter().fold(self, add)
    }
}

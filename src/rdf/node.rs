//! A subject with its facts, as writers take it.

use super::iri::{Key, Kind};
use super::vocab::{Term, xsd};
use std::ops::Range;

/// Which of a document's two graphs a fact stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// What the document says.
    Asserted,
    /// What follows from it.
    Derived,
}

/// A thing with an IRI of its own: its kind and its key, percent-encoded where needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Resource<'n> {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its key below the kind's path.
    pub key: &'n str,
}

/// The kind of a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// A plain string.
    Plain,
    /// A string in the document's language.
    Document,
    /// A string in English.
    English,
    /// A value of a datatype.
    Typed(Term),
}

/// The object of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object<'n> {
    /// A term of a vocabulary.
    Term(Term),
    /// A thing.
    Resource(Resource<'n>),
    /// Something on the web, by its IRI.
    Iri(&'n str),
    /// A literal.
    Literal(Literal, &'n str),
}

/// One fact about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact<'n> {
    /// The graph it stands in.
    pub layer: Layer,
    /// The property.
    pub predicate: Term,
    /// The value.
    pub object: Object<'n>,
}

/// A subject with all of its facts; types first, then the other properties in the order in which the mapping
/// gives them, facts of one property together.
#[derive(Debug, Clone)]
pub struct Node<'n> {
    builder: &'n NodeBuilder,
}

/// What takes nodes: a writer, a store, a digest.
pub trait Sink {
    /// What can go wrong.
    type Error;

    /// Takes one node.
    fn node(&mut self, node: &Node<'_>) -> Result<(), Self::Error>;
}

impl<S: Sink> Sink for &mut S {
    type Error = S::Error;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Self::Error> {
        (**self).node(node)
    }
}

/// Builds nodes one after another in the same memory.
#[derive(Debug, Clone)]
pub struct NodeBuilder {
    text: String,
    kind: Kind,
    key: Range<usize>,
    facts: Vec<StoredFact>,
    layer: Layer,
}

#[derive(Debug, Clone)]
struct StoredFact {
    layer: Layer,
    predicate: Term,
    object: StoredObject,
}

#[derive(Debug, Clone)]
enum StoredObject {
    Term(Term),
    Resource(Kind, Range<usize>),
    Iri(Range<usize>),
    Literal(Literal, Range<usize>),
}

impl Default for NodeBuilder {
    fn default() -> Self {
        Self { text: String::new(), kind: Kind::Plan, key: 0..0, facts: Vec::new(), layer: Layer::Asserted }
    }
}

impl NodeBuilder {
    /// Starts a node; the one before is forgotten.
    pub fn start(&mut self, kind: Kind, key: &(impl Key + ?Sized)) -> &mut Self {
        self.text.clear();
        self.facts.clear();
        self.kind = kind;
        self.layer = Layer::Asserted;
        self.key = self.keep_key(key);
        self
    }

    /// Puts the facts that follow into the derived graph.
    pub fn derived(&mut self) -> &mut Self {
        self.layer = Layer::Derived;
        self
    }

    /// A fact whose value is a term.
    pub fn term(&mut self, predicate: Term, object: Term) -> &mut Self {
        self.push(predicate, StoredObject::Term(object))
    }

    /// A fact whose value is a thing.
    pub fn resource(&mut self, predicate: Term, kind: Kind, key: &(impl Key + ?Sized)) -> &mut Self {
        let key = self.keep_key(key);
        self.push(predicate, StoredObject::Resource(kind, key))
    }

    /// A fact whose value is something on the web. The caller sees to it that the IRI is sound.
    pub fn iri(&mut self, predicate: Term, iri: &str) -> &mut Self {
        let start = self.text.len();
        self.text.push_str(iri);
        self.push(predicate, StoredObject::Iri(start..self.text.len()))
    }

    /// A fact whose value is a literal.
    pub fn literal(&mut self, predicate: Term, literal: Literal, value: &str) -> &mut Self {
        let start = self.text.len();
        self.text.push_str(value);
        self.push(predicate, StoredObject::Literal(literal, start..self.text.len()))
    }

    /// A fact whose value is a whole number.
    pub fn integer(&mut self, predicate: Term, value: impl itoa::Integer) -> &mut Self {
        let mut buffer = itoa::Buffer::new();
        self.literal(predicate, Literal::Typed(xsd::INTEGER), buffer.format(value))
    }

    /// Starts a node whose key stands as another node had it.
    pub fn start_as(&mut self, subject: Resource<'_>) -> &mut Self {
        self.start(subject.kind, "");
        self.text.push_str(subject.key);
        self.key = 0..self.text.len();
        self
    }

    /// Takes over a fact of another node.
    pub fn copy(&mut self, fact: &Fact<'_>) -> &mut Self {
        self.layer = fact.layer;
        let start = self.text.len();
        match fact.object {
            Object::Term(term) => self.push(fact.predicate, StoredObject::Term(term)),
            Object::Resource(resource) => {
                self.text.push_str(resource.key);
                self.push(fact.predicate, StoredObject::Resource(resource.kind, start..self.text.len()))
            }
            Object::Iri(iri) => self.iri(fact.predicate, iri),
            Object::Literal(literal, value) => self.literal(fact.predicate, literal, value),
        }
    }

    fn keep_key(&mut self, key: &(impl Key + ?Sized)) -> Range<usize> {
        let start = self.text.len();
        key.push_to(&mut self.text);
        start..self.text.len()
    }

    fn push(&mut self, predicate: Term, object: StoredObject) -> &mut Self {
        self.facts.push(StoredFact { layer: self.layer, predicate, object });
        self
    }

    /// The node as it stands.
    pub fn node(&self) -> Node<'_> {
        Node { builder: self }
    }
}

impl<'n> Node<'n> {
    /// The subject.
    pub fn subject(&self) -> Resource<'n> {
        Resource { kind: self.builder.kind, key: self.slice(&self.builder.key) }
    }

    /// The facts, in order.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'n>> + use<'n, '_> {
        self.builder.facts.iter().map(|fact| Fact {
            layer: fact.layer,
            predicate: fact.predicate,
            object: match &fact.object {
                StoredObject::Term(term) => Object::Term(*term),
                StoredObject::Resource(kind, key) => {
                    Object::Resource(Resource { kind: *kind, key: self.slice(key) })
                }
                StoredObject::Iri(iri) => Object::Iri(self.slice(iri)),
                StoredObject::Literal(literal, value) => Object::Literal(*literal, self.slice(value)),
            },
        })
    }

    fn slice(&self, range: &Range<usize>) -> &'n str {
        self.builder.text.get(range.clone()).unwrap_or_default()
    }
}

//! Nodes as quads of the RDF library, for the store and for the syntaxes that it writes.

use crate::plan::Plan;
use crate::rdf::{Base, Kind, Layer, Literal, Mapping, Node, Object, Resource, Sink, vocab::Term};
use oxigraph::model::{GraphName, Literal as RdfLiteral, NamedNode, Quad, Term as RdfTerm};

/// Why facts are no quads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuadError {
    /// An IRI is not valid.
    #[error("`{0}` is not a valid IRI")]
    Iri(String),
    /// A language tag is not valid.
    #[error("`{0}` is not a valid language tag")]
    Language(String),
}

/// Turns nodes into quads and hands them on.
#[derive(Debug)]
pub struct QuadSink<F> {
    base: Base,
    language: String,
    graphs: [GraphName; 2],
    take: F,
}

impl<F: FnMut(Quad)> QuadSink<F> {
    /// `take` gets every quad. With `keep_graphs` off all of them are in the default graph.
    pub fn new(base: &Base, mapping: &Mapping<'_>, keep_graphs: bool, take: F) -> Result<Self, QuadError> {
        let graph = |suffix: &str| {
            let iri = format!("{}{suffix}", base.iri(Kind::Graph, mapping.graph_key()));
            if keep_graphs { named(&iri).map(GraphName::from) } else { Ok(GraphName::DefaultGraph) }
        };
        Ok(Self {
            base: base.clone(),
            language: mapping.language().to_owned(),
            graphs: [graph("")?, graph("/derived")?],
            take,
        })
    }

    fn resource(&self, resource: Resource<'_>) -> Result<NamedNode, QuadError> {
        named(&format!("{}{}{}", self.base.as_str(), resource.kind.path(), resource.key))
    }

    fn object(&self, object: Object<'_>) -> Result<RdfTerm, QuadError> {
        Ok(match object {
            Object::Term(value) => term(value).into(),
            Object::Resource(resource) => self.resource(resource)?.into(),
            Object::Iri(iri) => named(iri)?.into(),
            Object::Literal(literal, value) => match literal {
                Literal::Plain => RdfLiteral::new_simple_literal(value).into(),
                Literal::English => tagged(value, "en")?.into(),
                Literal::Document => tagged(value, &self.language)?.into(),
                Literal::Typed(datatype) => RdfLiteral::new_typed_literal(value, term(datatype)).into(),
            },
        })
    }
}

fn named(iri: &str) -> Result<NamedNode, QuadError> {
    NamedNode::new(iri).map_err(|_| QuadError::Iri(iri.to_owned()))
}

fn tagged(value: &str, language: &str) -> Result<RdfLiteral, QuadError> {
    RdfLiteral::new_language_tagged_literal(value, language)
        .map_err(|_| QuadError::Language(language.to_owned()))
}

/// The terms are constants of this crate; a test holds that each is a valid IRI.
fn term(term: Term) -> NamedNode {
    NamedNode::new_unchecked(term.iri)
}

impl<F: FnMut(Quad)> Sink for QuadSink<F> {
    type Error = QuadError;

    fn node(&mut self, node: &Node<'_>) -> Result<(), QuadError> {
        let subject = self.resource(node.subject())?;
        for fact in node.facts() {
            let object = self.object(fact.object)?;
            let [asserted, derived] = &self.graphs;
            let graph = if fact.layer == Layer::Asserted { asserted } else { derived };
            (self.take)(Quad::new(subject.clone(), term(fact.predicate), object, graph.clone()));
        }
        Ok(())
    }
}

/// All quads of a plan in its two graphs, in the order of the mapping.
pub fn quads_of(plan: &Plan, base: &Base) -> Result<Vec<Quad>, QuadError> {
    let mapping = Mapping::new(plan);
    let mut quads = Vec::new();
    mapping.map_all(&mut QuadSink::new(base, &mapping, true, |quad| quads.push(quad))?)?;
    Ok(quads)
}

/// The same quads a chunk of the mapping at a time, for stores that are larger than memory.
pub fn quads_by_chunk<'p>(
    plan: &'p Plan,
    base: &'p Base,
) -> impl Iterator<Item = Result<Vec<Quad>, QuadError>> + use<'p> {
    let mapping = Mapping::new(plan);
    mapping.chunks().into_iter().map(move |chunk| {
        let mut quads = Vec::new();
        mapping.map(&chunk, &mut QuadSink::new(base, &mapping, true, |quad| quads.push(quad))?)?;
        Ok(quads)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::vocab;

    #[test]
    fn every_term_is_a_valid_iri() {
        for term in [
            vocab::pgo::ALL,
            vocab::rdf::ALL,
            vocab::skos::ALL,
            vocab::oa::ALL,
            vocab::org::ALL,
            vocab::time::ALL,
            vocab::dcat::ALL,
            vocab::dcterms::ALL,
            vocab::prov::ALL,
            vocab::xsd::ALL,
            vocab::rdfs::ALL,
            vocab::foaf::ALL,
            vocab::vcard::ALL,
            vocab::spdx::ALL,
            vocab::void::ALL,
        ]
        .concat()
        {
            assert!(NamedNode::new(term.iri).is_ok(), "{term}");
        }
    }
}

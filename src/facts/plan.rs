//! Facts from plans, through the mapping that writes RDF.

use super::builder::{Builder, Heap};
use super::kept::{Extent, KEPT, Kept, Relation, Take, classes};
use super::{FactsError, Thing};
use crate::plan::Plan;
use crate::rdf::{Base, Kind, Literal, Mapping, Node, Object, Resource, Sink};

/// Adds the facts of a plan.
pub(super) fn add(builder: &mut Builder, plan: &Plan) -> Result<(), FactsError> {
    let mapping = Mapping::new(plan);
    let Builder { base, sections, heap } = builder;
    let kept = KEPT.iter().filter(|kept| kept.extent <= heap.extent).collect();
    let mut sink = FactsSink { base, language: mapping.language(), kept, heap, iri: String::new() };
    mapping
        .chunks()
        .iter()
        .filter(|chunk| sections.contains(&chunk.section()))
        .try_for_each(|chunk| mapping.map(chunk, &mut sink))
}

struct FactsSink<'b> {
    base: &'b Base,
    language: &'b str,
    /// What is kept at the heap's extent.
    kept: Vec<&'static Kept>,
    heap: &'b mut Heap,
    /// The IRI that was looked up last; the same memory serves all.
    iri: String,
}

impl FactsSink<'_> {
    fn write_iri(&mut self, resource: Resource<'_>) {
        self.iri.clear();
        self.iri.push_str(self.base.as_str());
        self.iri.push_str(resource.kind.path());
        self.iri.push_str(resource.key);
    }

    fn object(&mut self, object: Object<'_>) -> Result<Option<Thing>, FactsError> {
        Ok(Some(match object {
            Object::Resource(resource) => {
                self.write_iri(resource);
                self.heap.thing(&self.iri)?
            }
            Object::Term(term) => self.heap.thing(term.iri)?,
            Object::Iri(iri) => self.heap.thing(iri)?,
            Object::Literal(..) => return Ok(None),
        }))
    }
}

impl Sink for FactsSink<'_> {
    type Error = FactsError;

    fn node(&mut self, node: &Node<'_>) -> Result<(), FactsError> {
        let resource = node.subject();
        // What is met here for the first time has links that count; of spans only the places of what is kept.
        let subject = match from(resource.kind) {
            Some(extent) if extent <= self.heap.extent => {
                self.write_iri(resource);
                if resource.kind == Kind::Span {
                    match self.heap.known(&self.iri) {
                        Some(thing) => thing,
                        None => return Ok(()),
                    }
                } else {
                    self.heap.thing(&self.iri)?
                }
            }
            _ => return Ok(()),
        };
        for fact in node.facts() {
            let Some(kept) = self.kept.iter().copied().find(|kept| kept.property == fact.predicate) else {
                continue;
            };
            match (kept.take, fact.object) {
                // There are many other places.
                (Take::Link(Relation::Places), _) if !has_place(resource.kind, self.heap.extent) => {}
                (Take::Link(Relation::Classes), Object::Term(class))
                    if !classes(self.heap.extent).contains(&class) => {}
                (Take::Link(_) | Take::Back(_), object) => {
                    if let Some(object) = self.object(object)? {
                        self.heap.link(kept.take, subject, object);
                    }
                }
                (Take::Number(number), Object::Literal(Literal::Typed(_), value)) => {
                    if let Ok(value) = value.parse() {
                        self.heap.number(number, subject, value);
                    }
                }
                (Take::Label, Object::Literal(Literal::Document, value)) => {
                    self.heap.label(subject, value, self.language)?;
                }
                (Take::Label, Object::Literal(Literal::English, value)) => {
                    self.heap.label(subject, value, "en")?;
                }
                (Take::Text(text), Object::Literal(_, value)) => self.heap.text(text, subject, value)?,
                // Numbers are typed, labels have a language.
                (Take::Number(_) | Take::Label | Take::Text(_), _) => {}
            }
        }
        Ok(())
    }
}

/// From which extent on facts of a kind of thing are kept.
fn from(kind: Kind) -> Option<Extent> {
    match kind {
        Kind::Plan
        | Kind::Goal
        | Kind::Objective
        | Kind::Group
        | Kind::Measure
        | Kind::Program
        | Kind::Line
        | Kind::Budget
        | Kind::Body
        | Kind::FiscalYear
        | Kind::Span => Some(Extent::Answers),
        Kind::Statement | Kind::Relisting => Some(Extent::Views),
        Kind::Document => Some(Extent::Pages),
        Kind::Report
        | Kind::Responsibility
        | Kind::Mention
        | Kind::BodyMention
        | Kind::Quantity
        | Kind::Date
        | Kind::Conversion
        | Kind::Software
        | Kind::Graph
        // They stand in catalogues.
        | Kind::Catalog
        | Kind::Dataset
        | Kind::Series
        | Kind::Distribution
        | Kind::Agent => None,
    }
}

/// Whether the places of a kind of thing are kept.
fn has_place(kind: Kind, extent: Extent) -> bool {
    match kind {
        Kind::Measure => true,
        Kind::Relisting => extent >= Extent::Views,
        Kind::Statement => extent >= Extent::Pages,
        _ => false,
    }
}

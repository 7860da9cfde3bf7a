//! Facts from plans, through the mapping that writes RDF.

use super::builder::{Builder, Heap};
use super::kept::{CLASSES, KEPT, Relation, Take};
use super::{FactsError, Thing};
use crate::plan::Plan;
use crate::rdf::{Base, Kind, Literal, Mapping, Node, Object, Resource, Sink};

/// Adds the facts of a plan.
pub(super) fn add(builder: &mut Builder, plan: &Plan) -> Result<(), FactsError> {
    let mapping = Mapping::new(plan);
    let Builder { base, sections, heap } = builder;
    let mut sink = FactsSink { base, language: mapping.language(), heap, iri: String::new() };
    mapping
        .chunks()
        .iter()
        .filter(|chunk| sections.contains(&chunk.section()))
        .try_for_each(|chunk| mapping.map(chunk, &mut sink))
}

struct FactsSink<'b> {
    base: &'b Base,
    language: &'b str,
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
        let subject = match resource.kind {
            // What is met here for the first time has links that count.
            Kind::Plan
            | Kind::Goal
            | Kind::Objective
            | Kind::Group
            | Kind::Measure
            | Kind::Program
            | Kind::Line
            | Kind::Budget
            | Kind::Body
            | Kind::FiscalYear => {
                self.write_iri(resource);
                self.heap.thing(&self.iri)?
            }
            // Only the places of measures.
            Kind::Span => {
                self.write_iri(resource);
                match self.heap.known(&self.iri) {
                    Some(thing) => thing,
                    None => return Ok(()),
                }
            }
            Kind::Report
            | Kind::Document
            | Kind::Relisting
            | Kind::Responsibility
            | Kind::Statement
            | Kind::Mention
            | Kind::BodyMention
            | Kind::Quantity
            | Kind::Date
            | Kind::Conversion
            | Kind::Software
            | Kind::Graph => return Ok(()),
        };
        for fact in node.facts() {
            let Some(kept) = KEPT.iter().find(|kept| kept.property == fact.predicate) else {
                continue;
            };
            match (kept.take, fact.object) {
                // Nobody asks for the places of other things yet, and there are many.
                (Take::Link(Relation::Places), _) if resource.kind != Kind::Measure => {}
                (Take::Link(Relation::Classes), Object::Term(class)) if !CLASSES.contains(&class) => {}
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
                    self.heap.label(subject, value, self.language);
                }
                // Numbers are typed; other labels are in English.
                (Take::Number(_) | Take::Label, _) => {}
            }
        }
        Ok(())
    }
}

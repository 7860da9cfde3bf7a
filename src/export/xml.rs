//! RDF/XML: a description a subject.

use crate::rdf::{Base, Literal, Node, Object, Resource, Sink, vocab};
use quick_xml::escape::escape;
use std::convert::Infallible;
use std::io::Write;

/// The start of a document. All vocabularies are declared, used or not: a prefix on an element must be.
pub(super) fn start() -> Vec<u8> {
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF".to_vec();
    for term in super::turtle::VOCABULARIES {
        // Writing to memory cannot fail.
        let _ = write!(out, "\n    xmlns:{}=\"{}\"", term.prefix, term.namespace);
    }
    out.extend_from_slice(b">\n");
    out
}

/// The end of a document.
pub(super) const END: &[u8] = b"</rdf:RDF>\n";

/// Writes nodes as descriptions into memory.
#[derive(Debug)]
pub(super) struct DescriptionWriter<'s> {
    pub(super) out: Vec<u8>,
    base: &'s Base,
    language: &'s str,
}

impl<'s> DescriptionWriter<'s> {
    pub(super) fn new(base: &'s Base, language: &'s str, out: Vec<u8>) -> Self {
        Self { out, base, language }
    }

    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn resource(&mut self, attribute: &str, resource: Resource<'_>) {
        let iri = format!("{}{}{}", self.base.as_str(), resource.kind.path(), resource.key);
        self.attribute(attribute, &iri);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.push(" ");
        self.push(name);
        self.push("=\"");
        self.push(&escape(value));
        self.push("\"");
    }

    fn property(&mut self, predicate: vocab::Term, object: Object<'_>) {
        let name = format!("{}:{}", predicate.prefix, predicate.local);
        self.push("  <");
        self.push(&name);
        let value = match object {
            Object::Term(term) => {
                self.attribute("rdf:resource", term.iri);
                return self.push("/>\n");
            }
            Object::Resource(resource) => {
                self.resource("rdf:resource", resource);
                return self.push("/>\n");
            }
            Object::Iri(iri) => {
                self.attribute("rdf:resource", iri);
                return self.push("/>\n");
            }
            Object::Literal(literal, value) => {
                match literal {
                    Literal::Plain => {}
                    Literal::Document => self.attribute("xml:lang", self.language),
                    Literal::English => self.attribute("xml:lang", "en"),
                    Literal::Typed(datatype) => self.attribute("rdf:datatype", datatype.iri),
                }
                value
            }
        };
        self.push(">");
        // A reader of XML turns a bare carriage return into a line feed, and refuses control characters.
        let sound = value.replace(|character| !is_allowed(character), "\u{fffd}");
        self.push(&escape(sound.as_str()).replace('\r', "&#13;"));
        self.push("</");
        self.push(&name);
        self.push(">\n");
    }
}

impl Sink for DescriptionWriter<'_> {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        self.push("<rdf:Description");
        self.resource("rdf:about", node.subject());
        self.push(">\n");
        for fact in node.facts() {
            self.property(fact.predicate, fact.object);
        }
        self.push("</rdf:Description>\n");
        Ok(())
    }
}

/// Whether XML 1.0 lets a document hold a character.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

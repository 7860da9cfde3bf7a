//! N-Triples and N-Quads: a line a fact.

use super::digest::StatementDigest;
use super::escape::push_quoted;
use crate::rdf::{Base, Fact, Kind, Layer, Literal, Node, Object, Resource, Sink};
use std::convert::Infallible;

/// Writes nodes as lines into memory.
#[derive(Debug)]
pub(super) struct LineWriter<'s> {
    pub(super) out: Vec<u8>,
    /// Number of lines written.
    pub(super) lines: u64,
    setting: &'s LineSetting,
    subject: Vec<u8>,
}

/// What all lines of a document share.
#[derive(Debug)]
pub(super) struct LineSetting {
    /// `<` and the IRI up to the key, for each kind.
    starts: Vec<Vec<u8>>,
    /// The graph's name after a blank, by layer; nothing if lines are triples.
    graphs: [Vec<u8>; 2],
    language: Vec<u8>,
}

impl LineSetting {
    /// With a graph key lines are quads.
    pub(super) fn new(base: &Base, language: &str, graph: Option<&str>) -> Self {
        let name = |suffix: &str| match graph {
            None => Vec::new(),
            Some(key) => format!(" <{}{suffix}>", base.iri(Kind::Graph, key)).into_bytes(),
        };
        Self {
            starts: Kind::ALL
                .iter()
                .map(|kind| format!("<{}{}", base.as_str(), kind.path()).into_bytes())
                .collect(),
            graphs: [name(""), name("/derived")],
            language: format!("@{language}").into_bytes(),
        }
    }

    fn push_resource(&self, out: &mut Vec<u8>, resource: Resource<'_>) {
        out.extend_from_slice(self.starts.get(resource.kind as usize).map(Vec::as_slice).unwrap_or_default());
        out.extend_from_slice(resource.key.as_bytes());
        out.push(b'>');
    }

    fn push_object(&self, out: &mut Vec<u8>, object: Object<'_>) {
        match object {
            Object::Term(term) => out.extend_from_slice(term.angled.as_bytes()),
            Object::Resource(resource) => self.push_resource(out, resource),
            Object::Iri(iri) => {
                out.push(b'<');
                out.extend_from_slice(iri.as_bytes());
                out.push(b'>');
            }
            Object::Literal(literal, value) => {
                push_quoted(out, value);
                match literal {
                    Literal::Plain => {}
                    Literal::Document => out.extend_from_slice(&self.language),
                    Literal::English => out.extend_from_slice(b"@en"),
                    Literal::Typed(datatype) => {
                        out.extend_from_slice(b"^^");
                        out.extend_from_slice(datatype.angled.as_bytes());
                    }
                }
            }
        }
    }
}

impl<'s> LineWriter<'s> {
    pub(super) fn new(setting: &'s LineSetting, out: Vec<u8>) -> Self {
        Self { out, lines: 0, setting, subject: Vec::new() }
    }
}

/// Appends a fact as its line stands before ` .` and the line end: the form that digests count, too.
fn push_fact(setting: &LineSetting, subject: &[u8], fact: &Fact<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(subject);
    out.push(b' ');
    out.extend_from_slice(fact.predicate.angled.as_bytes());
    out.push(b' ');
    setting.push_object(out, fact.object);
    let [asserted, derived] = &setting.graphs;
    out.extend_from_slice(if fact.layer == Layer::Asserted { asserted } else { derived });
}

impl Sink for LineWriter<'_> {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        self.subject.clear();
        self.setting.push_resource(&mut self.subject, node.subject());
        for fact in node.facts() {
            push_fact(self.setting, &self.subject, &fact, &mut self.out);
            self.out.extend_from_slice(b" .\n");
            self.lines += 1;
        }
        Ok(())
    }
}

/// Digests nodes as the lines they would be.
#[derive(Debug)]
pub(super) struct DigestWriter<'s> {
    pub(super) digest: StatementDigest,
    setting: &'s LineSetting,
    subject: Vec<u8>,
    line: Vec<u8>,
}

impl<'s> DigestWriter<'s> {
    pub(super) fn new(setting: &'s LineSetting) -> Self {
        Self { digest: StatementDigest::default(), setting, subject: Vec::new(), line: Vec::new() }
    }
}

impl Sink for DigestWriter<'_> {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        self.subject.clear();
        self.setting.push_resource(&mut self.subject, node.subject());
        for fact in node.facts() {
            self.line.clear();
            push_fact(self.setting, &self.subject, &fact, &mut self.line);
            self.digest.add(&self.line);
        }
        Ok(())
    }
}

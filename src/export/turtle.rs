//! Turtle and TriG for people: a block a subject, its type first, sections in reading order.

use super::escape::push_quoted;
use crate::rdf::{Base, Fact, Kind, Layer, Literal, Node, Object, Resource, Sink, vocab};
use std::convert::Infallible;

/// The prefixes of vocabularies, in the order in which they are declared.
pub(super) const VOCABULARIES: [vocab::Term; 10] = [
    vocab::pgo::PLAN,
    vocab::dcat::START_DATE,
    vocab::dcterms::PERIOD_OF_TIME,
    vocab::oa::START,
    vocab::org::IDENTIFIER,
    vocab::prov::WAS_DERIVED_FROM,
    vocab::rdf::TYPE,
    vocab::skos::PREF_LABEL,
    vocab::time::PROPER_INTERVAL,
    vocab::xsd::DATE,
];

/// Which prefixes a text uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct UsedPrefixes {
    kinds: u32,
    vocabularies: u32,
}

impl UsedPrefixes {
    pub(super) fn merge(&mut self, other: Self) {
        self.kinds |= other.kinds;
        self.vocabularies |= other.vocabularies;
    }

    pub(super) fn kind(&mut self, kind: Kind) {
        self.kinds |= 1 << kind as u32;
    }

    fn term(&mut self, term: vocab::Term) {
        if let Some(at) = VOCABULARIES.iter().position(|known| known.prefix == term.prefix) {
            self.vocabularies |= 1 << at;
        }
    }

    fn resource(&mut self, resource: Resource<'_>) {
        if is_local_name(resource.key) {
            self.kind(resource.kind);
        }
    }

    /// The declarations of the used prefixes.
    pub(super) fn declarations(self, base: &Base) -> String {
        let vocabularies =
            VOCABULARIES.iter().enumerate().filter(|(at, _)| self.vocabularies & (1 << at) != 0);
        let vocabularies =
            vocabularies.map(|(_, term)| format!("@prefix {}: <{}> .\n", term.prefix, term.namespace));
        let kinds = Kind::ALL.iter().filter(|kind| self.kinds & (1 << **kind as u32) != 0);
        let kinds =
            kinds.map(|kind| format!("@prefix {}: <{}{}> .\n", kind.prefix(), base.as_str(), kind.path()));
        vocabularies.chain(kinds).collect()
    }
}

/// Finds out which prefixes a mapping uses, without writing anything.
impl Sink for UsedPrefixes {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        self.resource(node.subject());
        for fact in node.facts() {
            if fact.predicate != vocab::rdf::TYPE {
                self.term(fact.predicate);
            }
            match fact.object {
                Object::Term(term) => self.term(term),
                Object::Resource(resource) => self.resource(resource),
                Object::Literal(Literal::Typed(datatype), _) if !is_bare(datatype) => self.term(datatype),
                Object::Iri(_) | Object::Literal(..) => {}
            }
        }
        Ok(())
    }
}

/// Integers and booleans are written without quotation marks.
fn is_bare(datatype: vocab::Term) -> bool {
    datatype == vocab::xsd::INTEGER || datatype == vocab::xsd::BOOLEAN
}

/// Writes nodes as blocks into memory.
#[derive(Debug)]
pub(super) struct BlockWriter<'s> {
    pub(super) out: Vec<u8>,
    /// Number of facts written.
    pub(super) facts: u64,
    setting: &'s BlockSetting,
}

/// What all blocks share.
#[derive(Debug)]
pub(super) struct BlockSetting {
    base: String,
    language: String,
    /// With a layer, only its facts are written, indented as in a graph's braces.
    layer: Option<Layer>,
}

impl BlockSetting {
    pub(super) fn new(base: &Base, language: &str, layer: Option<Layer>) -> Self {
        Self { base: base.as_str().to_owned(), language: format!("@{language}"), layer }
    }

    fn indent(&self) -> &'static [u8] {
        if self.layer.is_some() { b"  " } else { b"" }
    }
}

impl<'s> BlockWriter<'s> {
    pub(super) fn new(setting: &'s BlockSetting, out: Vec<u8>) -> Self {
        Self { out, facts: 0, setting }
    }

    fn resource(&mut self, resource: Resource<'_>) {
        if !is_local_name(resource.key) {
            self.out.push(b'<');
            self.out.extend_from_slice(self.setting.base.as_bytes());
            self.out.extend_from_slice(resource.kind.path().as_bytes());
            self.out.extend_from_slice(resource.key.as_bytes());
            self.out.push(b'>');
            return;
        }
        self.out.extend_from_slice(resource.kind.prefix().as_bytes());
        self.out.push(b':');
        match resource.key.split_once('#') {
            Some((key, fragment)) => {
                self.out.extend_from_slice(key.as_bytes());
                self.out.extend_from_slice(b"\\#");
                self.out.extend_from_slice(fragment.as_bytes());
            }
            None => self.out.extend_from_slice(resource.key.as_bytes()),
        }
    }

    fn term(&mut self, term: vocab::Term) {
        self.out.extend_from_slice(term.prefix.as_bytes());
        self.out.push(b':');
        self.out.extend_from_slice(term.local.as_bytes());
    }

    fn object(&mut self, object: Object<'_>) {
        match object {
            Object::Term(term) => self.term(term),
            Object::Resource(resource) => self.resource(resource),
            Object::Iri(iri) => {
                self.out.push(b'<');
                self.out.extend_from_slice(iri.as_bytes());
                self.out.push(b'>');
            }
            Object::Literal(Literal::Typed(datatype), value) if is_bare(datatype) => {
                self.out.extend_from_slice(value.as_bytes());
            }
            Object::Literal(literal, value) => {
                push_quoted(&mut self.out, value);
                match literal {
                    Literal::Plain => {}
                    Literal::Document => self.out.extend_from_slice(self.setting.language.as_bytes()),
                    Literal::English => self.out.extend_from_slice(b"@en"),
                    Literal::Typed(datatype) => {
                        self.out.extend_from_slice(b"^^");
                        self.term(datatype);
                    }
                }
            }
        }
    }

    fn fact(&mut self, fact: &Fact<'_>, previous: Option<vocab::Term>) {
        match previous {
            Some(predicate) if predicate == fact.predicate => self.out.extend_from_slice(b", "),
            Some(_) => {
                self.out.extend_from_slice(b" ;\n");
                self.out.extend_from_slice(self.setting.indent());
                self.out.extend_from_slice(b"  ");
                self.term(fact.predicate);
                self.out.push(b' ');
            }
            None => {
                self.out.push(b' ');
                if fact.predicate == vocab::rdf::TYPE {
                    self.out.push(b'a');
                } else {
                    self.term(fact.predicate);
                }
                self.out.push(b' ');
            }
        }
        self.object(fact.object);
    }
}

impl Sink for BlockWriter<'_> {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        let mut previous = None;
        for fact in node.facts().filter(|fact| self.setting.layer.is_none_or(|layer| layer == fact.layer)) {
            if previous.is_none() {
                self.out.extend_from_slice(self.setting.indent());
                self.resource(node.subject());
            }
            self.fact(&fact, previous);
            self.facts += 1;
            previous = Some(fact.predicate);
        }
        if previous.is_some() {
            self.out.extend_from_slice(b" .\n");
        }
        Ok(())
    }
}

/// Whether a key can stand after a prefix as it is, but for the `#` of a fragment.
fn is_local_name(key: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'#');
    let starts = key.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    starts
        && !key.ends_with(['.', '#'])
        && key.bytes().all(sound)
        && key.bytes().filter(|byte| *byte == b'#').count() <= 1
        && !key.contains(".#")
}

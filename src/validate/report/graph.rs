//! The report as SHACL has it.

use super::{PropertyPath, Report, ValidationResult};
use crate::validate::vocab;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, Literal, NamedNodeRef, NamedOrBlankNode, Term, Triple};

/// The report and its results are blank nodes, numbered in the order of the report.
pub(super) fn triples(report: &Report) -> Vec<Triple> {
    let mut out = Triples::default();
    let node = BlankNode::new_unchecked("report");
    out.add(&node, rdf::TYPE, vocab::VALIDATION_REPORT);
    out.add(&node, vocab::CONFORMS, Literal::from(report.conforms()));
    let width = report.results.len().to_string().len();
    for (number, result) in report.results.iter().enumerate() {
        let name = BlankNode::new_unchecked(format!("result{:0width$}", number + 1));
        out.add(&node, vocab::RESULT, name.clone());
        out.result(&name, result);
    }
    out.triples
}

#[derive(Default)]
struct Triples {
    triples: Vec<Triple>,
    /// Nodes of paths so far.
    paths: usize,
}

impl Triples {
    fn add(&mut self, subject: &BlankNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let subject = NamedOrBlankNode::BlankNode(subject.clone());
        self.triples.push(Triple::new(subject, predicate.into_owned(), object.into()));
    }

    fn result(&mut self, node: &BlankNode, result: &ValidationResult) {
        self.add(node, rdf::TYPE, vocab::VALIDATION_RESULT);
        self.add(node, vocab::FOCUS_NODE, result.focus.clone());
        if let Some(path) = &result.path {
            let path = self.path(path);
            self.add(node, vocab::RESULT_PATH, path);
        }
        if let Some(value) = &result.value {
            self.add(node, vocab::VALUE, value.clone());
        }
        self.add(node, vocab::RESULT_SEVERITY, result.severity.iri());
        self.add(node, vocab::SOURCE_CONSTRAINT_COMPONENT, result.component_iri());
        self.add(node, vocab::SOURCE_SHAPE, result.shape.clone());
        if let Some(rule) = &result.rule {
            self.add(node, vocab::SOURCE_CONSTRAINT, rule.clone());
        }
        for message in &result.messages {
            self.add(node, vocab::RESULT_MESSAGE, message.clone());
        }
    }

    fn path(&mut self, path: &PropertyPath) -> Term {
        let (property, inner) = match path {
            PropertyPath::Predicate(node) => return node.clone().into(),
            PropertyPath::Sequence(steps) => return self.list(steps),
            PropertyPath::Alternative(ways) => (vocab::ALTERNATIVE_PATH, self.list(ways)),
            PropertyPath::Inverse(inner) => (vocab::INVERSE_PATH, self.path(inner)),
            PropertyPath::ZeroOrMore(inner) => (vocab::ZERO_OR_MORE_PATH, self.path(inner)),
            PropertyPath::OneOrMore(inner) => (vocab::ONE_OR_MORE_PATH, self.path(inner)),
            PropertyPath::ZeroOrOne(inner) => (vocab::ZERO_OR_ONE_PATH, self.path(inner)),
        };
        let node = self.node();
        self.add(&node, property, inner);
        node.into()
    }

    fn list(&mut self, paths: &[PropertyPath]) -> Term {
        let members: Vec<Term> = paths.iter().map(|path| self.path(path)).collect();
        let mut rest: Term = rdf::NIL.into();
        for member in members.into_iter().rev() {
            let node = self.node();
            self.add(&node, rdf::FIRST, member);
            self.add(&node, rdf::REST, rest);
            rest = node.into();
        }
        rest
    }

    fn node(&mut self) -> BlankNode {
        self.paths += 1;
        BlankNode::new_unchecked(format!("path{:06}", self.paths))
    }
}

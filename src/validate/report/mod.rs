//! What does not hold, and where.

mod build;
mod graph;
mod path;

pub(super) use build::Finding;
pub use path::PropertyPath;

use super::place::{DataPlace, SourcePlace};
use super::vocab::{self, SHACL};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

/// How bad a result is, as its shape says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// `sh:Info`.
    Info,
    /// `sh:Warning`.
    Warning,
    /// `sh:Violation`, the usual one.
    Violation,
    /// One that the shapes made up; as bad as a violation.
    Other(NamedNode),
}

impl Severity {
    pub(super) fn of(iri: NamedNodeRef<'_>) -> Self {
        match iri {
            vocab::INFO => Self::Info,
            vocab::WARNING => Self::Warning,
            vocab::VIOLATION => Self::Violation,
            other => Self::Other(other.into_owned()),
        }
    }

    /// Its IRI.
    pub fn iri(&self) -> NamedNodeRef<'_> {
        match self {
            Self::Info => vocab::INFO,
            Self::Warning => vocab::WARNING,
            Self::Violation => vocab::VIOLATION,
            Self::Other(iri) => iri.as_ref(),
        }
    }

    /// A word for it: `info`, `warning`, `violation`, or the IRI of another.
    pub fn name(&self) -> &str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Violation => "violation",
            Self::Other(iri) => iri.as_str(),
        }
    }
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidationResult {
    /// The node that was looked at.
    pub focus: Term,
    /// Its names (`skos:prefLabel`, else `dcterms:title`).
    pub labels: Vec<Literal>,
    /// The way from the node to the values, if the shape has one.
    pub path: Option<PropertyPath>,
    /// The value that is wrong, where one is.
    pub value: Option<Term>,
    /// How bad it is.
    pub severity: Severity,
    /// The kind of constraint: the name of a component of SHACL without its namespace.
    pub component: &'static str,
    /// The shape that does not hold.
    pub shape: Term,
    /// The rule in SPARQL that does not hold, where one is.
    pub rule: Option<Term>,
    /// What is wrong in words: those of the shape, else our own in English and Japanese.
    pub messages: Vec<Literal>,
    /// Where in the RDF text: the statement with the value, else the first one about the node.
    pub place: Option<DataPlace>,
    /// Where in the document that the node was read from; of a node without a place, the first of those that name it.
    pub source: Option<SourcePlace>,
}

impl ValidationResult {
    /// The message in a language, else the first one.
    pub fn message(&self, language: &str) -> &str {
        in_language(&self.messages, language).unwrap_or_default()
    }

    /// The name of the node in a language, else any.
    pub fn label(&self, language: &str) -> Option<&str> {
        in_language(&self.labels, language)
    }

    /// The IRI of the component.
    pub fn component_iri(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{SHACL}{}", self.component))
    }
}

fn in_language<'l>(texts: &'l [Literal], language: &str) -> Option<&'l str> {
    let wanted = texts.iter().find(|text| text.language() == Some(language));
    wanted.or_else(|| texts.first()).map(Literal::value)
}

/// What does not hold in some data, in the order of its places and then of its nodes; the same result comes once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The results.
    pub results: Vec<ValidationResult>,
    /// The names of the texts that places count.
    pub texts: Vec<String>,
    /// The number of statements that were checked.
    pub statements: usize,
}

impl Report {
    /// Whether everything holds.
    pub fn conforms(&self) -> bool {
        self.results.is_empty()
    }

    /// The number of results of a severity.
    pub fn count(&self, severity: &Severity) -> usize {
        self.results.iter().filter(|result| result.severity == *severity).count()
    }

    /// The name of the text that a place is in.
    pub fn text(&self, place: DataPlace) -> Option<&str> {
        self.texts.get(usize::try_from(place.text).ok()?).map(String::as_str)
    }

    /// The report as SHACL has it, a `sh:ValidationReport`.
    pub fn to_triples(&self) -> Vec<Triple> {
        graph::triples(self)
    }
}

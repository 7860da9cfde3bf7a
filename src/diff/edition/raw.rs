//! The statements that are compared, by subject.

use crate::rdf::vocab::{Term as VocabularyTerm, dcterms, pgo, rdf, skos};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The properties that are compared, or lead to what is.
const PROPERTIES: &[VocabularyTerm] = &[
    rdf::TYPE,
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    skos::HIDDEN_LABEL,
    skos::NOTATION,
    dcterms::DESCRIPTION,
    dcterms::LICENSE,
    dcterms::PUBLISHER,
    pgo::HAS_GOAL,
    pgo::HAS_OBJECTIVE,
    pgo::HAS_MEASURE_GROUP,
    pgo::HAS_MEASURE,
    pgo::RELISTS,
    pgo::ORDINAL,
    pgo::LEAD_MINISTRY,
    pgo::SUPPORTING_MINISTRY,
    pgo::FOR_MEASURE,
    pgo::RESPONSIBLE_BODY,
    pgo::ROLE,
    pgo::USES_PROGRAM,
    pgo::MENTIONS_PROGRAM,
    pgo::MENTIONS_BODY,
    pgo::PART_OF_PROGRAM,
    pgo::REVIEW_SHEET_NUMBER,
    pgo::OF_PROGRAM,
    pgo::OF_MEASURE,
    pgo::IN_STATEMENT,
    pgo::IN_MEASURE,
    pgo::ABOUT_MEASURE,
    pgo::FISCAL_YEAR,
    pgo::START_YEAR,
    pgo::STATEMENT_KIND,
    pgo::TEXT,
    pgo::STATED_FOR,
    pgo::REFERS_TO_LINE,
    pgo::COVERAGE,
    pgo::PHASE,
    pgo::AMOUNT_YEN,
    pgo::ROUNDING_UNIT_YEN,
    pgo::PRECISION,
    pgo::QUANTITY_VALUE,
    pgo::UNIT_TEXT,
    pgo::QUANTITY_KIND,
    pgo::CUMULATIVE,
    pgo::DATE_VALUE,
    pgo::EVIDENCE,
    pgo::LINE,
];

/// The properties that are compared, or lead to what is.
pub(in crate::diff) fn properties() -> impl Iterator<Item = VocabularyTerm> {
    PROPERTIES.iter().copied()
}

/// What is said of a thing.
type Facts<'q> = Vec<(&'static str, &'q Term)>;

/// Everything that is compared, by subject.
pub(super) struct Raw<'q> {
    facts: HashMap<&'q str, Facts<'q>>,
    /// Subjects in the order of their IRIs, numbers in them as numbers.
    subjects: Vec<&'q str>,
}

impl<'q> Raw<'q> {
    pub(super) fn new(quads: &'q [Quad]) -> Self {
        let known: HashMap<&str, &'static str> =
            PROPERTIES.iter().map(|property| (property.iri, property.iri)).collect();
        let mut facts: HashMap<&'q str, Facts<'q>> = HashMap::new();
        let mut subjects = Vec::new();
        for quad in quads {
            let (NamedOrBlankNode::NamedNode(subject), Some(property)) =
                (&quad.subject, known.get(quad.predicate.as_str()))
            else {
                continue;
            };
            facts
                .entry(subject.as_str())
                .or_insert_with(|| {
                    subjects.push(subject.as_str());
                    Vec::new()
                })
                .push((property, &quad.object));
        }
        subjects.sort_by(|a, b| natural(a, b));
        Self { facts, subjects }
    }

    /// All things of a class, in the order of their IRIs.
    pub(super) fn of_class(&self, class: VocabularyTerm) -> impl Iterator<Item = &'q str> {
        let is_of = move |subject: &&&'q str| {
            self.objects(subject, rdf::TYPE)
                .any(|object| matches!(object, Term::NamedNode(node) if node.as_str() == class.iri))
        };
        self.subjects.iter().filter(is_of).copied()
    }

    fn objects(&self, subject: &str, property: VocabularyTerm) -> impl Iterator<Item = &'q Term> {
        let facts = self.facts.get(subject).map(Vec::as_slice).unwrap_or_default();
        facts.iter().filter(move |(found, _)| *found == property.iri).map(|(_, object)| *object)
    }

    /// The things that a property leads to, in order, each once.
    pub(super) fn links(&self, subject: &str, property: VocabularyTerm) -> Vec<&'q str> {
        let mut links: Vec<&str> = self
            .objects(subject, property)
            .filter_map(|object| match object {
                Term::NamedNode(node) => Some(node.as_str()),
                _ => None,
            })
            .collect();
        links.sort_unstable();
        links.dedup();
        links
    }

    pub(super) fn link(&self, subject: &str, property: VocabularyTerm) -> Option<&'q str> {
        self.links(subject, property).first().copied()
    }

    /// The end of the IRI that a property leads to: the name of a code.
    pub(super) fn code(&self, subject: &str, property: VocabularyTerm) -> &'q str {
        self.link(subject, property).map(local).unwrap_or_default()
    }

    /// The texts of a property, in order, each once.
    pub(super) fn texts(&self, subject: &str, property: VocabularyTerm) -> Vec<&'q str> {
        let mut texts: Vec<&str> = self
            .objects(subject, property)
            .filter_map(|object| match object {
                Term::Literal(literal) => Some(literal.value()),
                _ => None,
            })
            .collect();
        texts.sort_unstable();
        texts.dedup();
        texts
    }

    pub(super) fn text(&self, subject: &str, property: VocabularyTerm) -> &'q str {
        self.texts(subject, property).first().copied().unwrap_or_default()
    }

    /// The least whole number of a property.
    pub(super) fn number(&self, subject: &str, property: VocabularyTerm) -> Option<i64> {
        self.texts(subject, property).into_iter().filter_map(|text| text.parse().ok()).min()
    }

    /// The name of a thing: in the document's language rather than in English; else the end of its IRI.
    pub(super) fn label(&self, subject: &'q str) -> &'q str {
        let names = self.objects(subject, skos::PREF_LABEL).filter_map(|object| match object {
            Term::Literal(literal) => Some((literal.language() == Some("en"), literal.value())),
            _ => None,
        });
        names.min().map_or_else(|| local(subject), |(_, name)| name)
    }

    /// The row where a thing stands, for people.
    pub(super) fn line(&self, subject: &str) -> Option<u32> {
        let spans = self.links(subject, pgo::EVIDENCE);
        let lines = spans.iter().filter_map(|span| self.number(span, pgo::LINE));
        lines.min().and_then(|line| u32::try_from(line).ok())
    }

    /// The year that a fiscal year begins in.
    pub(super) fn year(&self, subject: &str) -> Option<i64> {
        let year = self.link(subject, pgo::FISCAL_YEAR)?;
        self.number(year, pgo::START_YEAR).or_else(|| local(year).parse().ok())
    }
}

/// The end of an IRI.
fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// Compares texts with the numbers in them as numbers: places of a document in reading order.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.bytes().peekable(), b.bytes().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let run = |digits: &mut std::iter::Peekable<std::str::Bytes<'_>>| {
                    let mut kept = Vec::new();
                    while let Some(digit) = digits.next_if(u8::is_ascii_digit) {
                        if digit != b'0' || !kept.is_empty() {
                            kept.push(digit);
                        }
                    }
                    kept
                };
                let (x, y) = (run(&mut left), run(&mut right));
                let order = x.len().cmp(&y.len()).then(x.cmp(&y));
                if order.is_ne() {
                    return order;
                }
            }
            (Some(x), Some(y)) => {
                if x != y {
                    return x.cmp(&y);
                }
                left.next();
                right.next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert_eq!(natural("d.9-12", "d.10-12"), Ordering::Less);
        assert_eq!(natural("d.10-12", "d.10-9"), Ordering::Greater);
        assert_eq!(natural("d.1", "d.01"), "d.1".cmp("d.01"));
        assert_eq!(natural("a", "b1"), Ordering::Less);
        assert_eq!(natural("x", "x"), Ordering::Equal);
    }
}

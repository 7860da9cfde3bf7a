//! The vocabulary for people: what each class, property and code means.
//!
//! May live here: reading the vocabulary that comes with the program, and the page of its terms.

mod example;
mod page;

pub use page::page;

use crate::site::PageError;
use crate::site::read::{ask, rows};
use crate::store::{Store, TextFormat};
use indexmap::IndexMap;
use std::collections::BTreeMap;

const ONTOLOGY: &str = include_str!("../../ontology/policygraph.ttl");
const CODES: &str = include_str!("../../ontology/codes.ttl");
const ALIGNMENTS: &str = include_str!("../../ontology/alignments.ttl");

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// A class.
    Class,
    /// A property whose values are things.
    ObjectProperty,
    /// A property whose values are literals.
    DatatypeProperty,
    /// A kind of literal.
    Datatype,
    /// A list of codes.
    Scheme,
    /// A code.
    Concept,
}

/// A term of the vocabulary.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its IRI.
    pub iri: String,
    /// Its name in the namespace.
    pub name: String,
    /// What it is.
    pub kind: TermKind,
    /// Every statement about it: property, value, language of the value.
    facts: Vec<(String, Value)>,
}

/// A value of a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Iri(String),
    Text(String, String),
}

/// The vocabulary, in the order of its files.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    terms: IndexMap<String, Term>,
    /// Statements about the vocabulary itself.
    about: Vec<(String, Value)>,
}

const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const NAMESPACE: &str = "https://w3id.org/policygraph/ontology#";

impl Terms {
    /// Reads the vocabulary that comes with the program.
    ///
    /// ```
    /// use policygraph::site::terms::Terms;
    /// let terms = Terms::embedded()?;
    /// assert_eq!(terms.label("https://w3id.org/policygraph/ontology#Goal"), Some(("目標", "goal")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn embedded() -> Result<Self, PageError> {
        let store = Store::new().map_err(|error| PageError::Vocabulary(error.into()))?;
        for text in [ONTOLOGY, CODES, ALIGNMENTS] {
            store
                .load_text(TextFormat::Turtle, text.as_bytes())
                .map_err(|error| PageError::Vocabulary(error.into()))?;
        }
        let solutions = ask(
            &store,
            "vocabulary",
            "SELECT ?term ?property ?value WHERE { ?term ?property ?value }",
            None,
        )?;
        let mut facts: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
        for row in rows(&solutions) {
            let (Some(term), Some(property), Some(value)) =
                (row.text("term"), row.text("property"), row.text("value"))
            else {
                continue;
            };
            let value = match row.words("value") {
                Some((text, language)) => {
                    Value::Text(text.to_owned(), language.unwrap_or_default().to_owned())
                }
                None => Value::Iri(value.to_owned()),
            };
            facts.entry(term.to_owned()).or_default().push((property.to_owned(), value));
        }
        let mut found: Vec<(usize, Term)> = facts
            .iter()
            .filter_map(|(iri, facts)| {
                let name = iri.strip_prefix(NAMESPACE)?;
                let mut facts = facts.clone();
                facts.sort();
                let kind = kind(&facts)?;
                Some((place(name), Term { iri: iri.clone(), name: name.to_owned(), kind, facts }))
            })
            .collect();
        found.sort_by(|(a, term), (b, other)| (a, &term.name).cmp(&(b, &other.name)));
        let mut about = facts.remove(NAMESPACE.trim_end_matches('#')).unwrap_or_default();
        about.sort();
        Ok(Self { terms: found.into_iter().map(|(_, term)| (term.iri.clone(), term)).collect(), about })
    }

    /// The terms of a kind, in the order of the files.
    pub fn of_kind(&self, kind: TermKind) -> impl Iterator<Item = &Term> {
        self.terms.values().filter(move |term| term.kind == kind)
    }

    /// A term by its IRI.
    pub fn get(&self, iri: &str) -> Option<&Term> {
        self.terms.get(iri)
    }

    /// The label of a term in Japanese and in English.
    pub fn label(&self, iri: &str) -> Option<(&str, &str)> {
        let term = self.terms.get(iri)?;
        Some((term.text("label", "ja")?, term.text("label", "en")?))
    }

    /// The place of a term among the others, to put facts in the order of the vocabulary.
    pub(super) fn rank(&self, iri: &str) -> usize {
        self.terms.get_index_of(iri).unwrap_or(usize::MAX)
    }
}

impl Term {
    /// The text of a property of RDFS or SKOS, in a language.
    fn text(&self, property: &str, language: &str) -> Option<&str> {
        text_of(&self.facts, property, language)
    }

    /// The IRIs that stand at the other end of some properties.
    fn iris(&self, properties: &[&str]) -> Vec<&str> {
        let found = self.facts.iter().filter_map(|(property, value)| match value {
            Value::Iri(iri) if properties.contains(&property.as_str()) => Some(iri.as_str()),
            _ => None,
        });
        found.collect()
    }
}

fn text_of<'f>(facts: &'f [(String, Value)], property: &str, language: &str) -> Option<&'f str> {
    facts.iter().find_map(|(of, value)| match value {
        Value::Text(text, tag) if tag == language && of.rsplit(['#', '/']).next() == Some(property) => {
            Some(text.as_str())
        }
        _ => None,
    })
}

fn kind(facts: &[(String, Value)]) -> Option<TermKind> {
    let is = |class: &str| {
        facts.iter().any(|(property, value)| {
            property.ends_with("#type")
                && matches!(value, Value::Iri(iri) if iri.rsplit(['#', '/']).next() == Some(class))
        })
    };
    [
        ("Class", TermKind::Class),
        ("DatatypeProperty", TermKind::DatatypeProperty),
        ("ObjectProperty", TermKind::ObjectProperty),
        ("Datatype", TermKind::Datatype),
        ("ConceptScheme", TermKind::Scheme),
        ("Concept", TermKind::Concept),
    ]
    .into_iter()
    .find_map(|(class, kind)| is(class).then_some(kind))
}

/// Where the files define a name: they go from what is general to what is particular, which no graph remembers.
fn place(name: &str) -> usize {
    let opening = format!("\npgo:{name} a ");
    let codes = || CODES.find(&opening).map(|at| at + ONTOLOGY.len());
    ONTOLOGY.find(&opening).or_else(codes).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_of_the_vocabulary_is_there_with_labels_in_both_languages() {
        let terms = Terms::embedded().unwrap();
        for term in crate::rdf::vocab::pgo::ALL {
            assert!(terms.label(term.iri).is_some(), "{term}");
        }
        assert!(terms.of_kind(TermKind::Class).next().is_some_and(|term| term.name == "Plan"));
    }
}

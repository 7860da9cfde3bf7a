//! Every fact about one thing, with the words of the source that say it.
//!
//! [`find()`] says what a person means, [`explain()`] reads what the graph says of it: first what the documents say, then
//! what follows from that. For the kinds of things that people ask about there are sections in the order of reading
//! (`sections`); whatever no section took is listed as it stands (`rest`), so nothing is left out and things of any
//! vocabulary can be explained. Everything is asked in SPARQL with bound values.

use oxigraph::model::{NamedNode, Term, Variable};
use serde::Serialize;

use crate::query::evaluate::{Answer, EvaluateError, Solutions, Source};
use crate::query::parameters::Binding;

mod find;
mod read;
mod rest;
mod sections;

pub use find::{Cell, Found, find};

const ONTOLOGY: &str = "https://w3id.org/policygraph/ontology#";

/// Why nothing could be explained.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The store did not answer.
    #[error("the {what} could not be read from the graph")]
    Query {
        /// What was asked for.
        what: &'static str,
        /// Why there was no answer.
        source: Box<EvaluateError>,
    },
}

/// A thing of the graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thing {
    /// Its IRI.
    pub iri: String,
    /// Its name, in Japanese if it has one.
    pub label: Option<String>,
    /// The IRI of its class; that of our vocabulary if it has several.
    pub class: Option<String>,
}

/// A value in the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// `xsd:boolean`.
    Flag(bool),
    /// `xsd:integer`.
    Integer(i64),
    /// Any other literal, as it is written.
    Text(String),
    /// A thing.
    Thing(Thing),
}

/// What something is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// `main`, `other`, `misprint` or `mark`.
    pub kind: &'static str,
    /// The name.
    pub text: String,
    /// Its language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A place in a source document. Members that the graph does not give are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The IRI of the place.
    pub iri: String,
    /// Name of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet or table, from 1, where a document has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<i64>,
    /// Line or row, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<i64>,
    /// Column of the table, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<i64>,
    /// The first character, counted from 0 in the file, or in the cell where a file has no running text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    /// The character behind the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<i64>,
    /// The characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What stands before them in their cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What stands behind them in their cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Something more about an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// What it is: `year`, `yen`, `phase`, `coverage`, …
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// One fact, or several about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The property, where the section does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// The other end of the fact.
    pub value: Value,
    /// More about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Where it is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Facts below it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

impl Entry {
    /// The first detail of a name.
    pub fn detail(&self, name: &str) -> Option<&Value> {
        self.details.iter().find(|detail| detail.name == name).map(|detail| &detail.value)
    }
}

/// Facts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// The facts, in the order of the document where it has one.
    pub entries: Vec<Entry>,
}

/// Everything about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The thing.
    pub thing: Thing,
    /// All its classes.
    pub classes: Vec<String>,
    /// What it is called.
    pub names: Vec<Name>,
    /// Where it is written.
    pub places: Vec<Place>,
    /// What the documents and registers say.
    pub said: Vec<Section>,
    /// What is concluded from it.
    pub derived: Vec<Section>,
}

/// Reads everything that the store says of a thing.
///
/// ```
/// use policygraph::query::explain::explain;
/// use policygraph::store::{Store, TextFormat};
/// use oxigraph::model::NamedNode;
///
/// let store = Store::new()?;
/// store.load_text(TextFormat::Turtle, "<urn:a> <urn:b> <urn:c> .".as_bytes())?;
/// let explanation = explain(&store, &NamedNode::new("urn:c")?)?;
/// assert_eq!(explanation.said.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(store: &dyn Source, iri: &NamedNode) -> Result<Explanation, ExplainError> {
    let head = read::head(store, iri)?;
    let mut explanation = Explanation {
        thing: head.thing,
        classes: head.classes,
        names: head.names,
        places: head.places,
        said: Vec::new(),
        derived: Vec::new(),
    };
    let mut taken = rest::Taken::default();
    for plan in sections::of(&explanation.classes) {
        let solutions = ask(store, plan.key, plan.query, iri)?;
        let entries = read::entries(&solutions);
        if entries.is_empty() {
            continue;
        }
        taken.add(plan);
        let section = Section { key: plan.key, title: plan.title, entries };
        if plan.derived { explanation.derived.push(section) } else { explanation.said.push(section) }
    }
    let (said, derived) = rest::rest(store, iri, &taken)?;
    // What is said of the thing itself comes first; a budget line is known by its facts.
    let (facts, others): (Vec<Section>, Vec<Section>) =
        said.into_iter().partition(|section| section.key == "facts");
    explanation.said.splice(0..0, facts);
    explanation.said.extend(others);
    explanation.derived.extend(derived);
    Ok(explanation)
}

/// The solutions of a query about `?thing`.
fn ask(
    store: &dyn Source,
    what: &'static str,
    query: &str,
    thing: &NamedNode,
) -> Result<Solutions, ExplainError> {
    ask_with(store, what, query, "thing", thing.clone().into())
}

fn ask_with(
    store: &dyn Source,
    what: &'static str,
    query: &str,
    variable: &str,
    term: Term,
) -> Result<Solutions, ExplainError> {
    let binding = Binding { variable: Variable::new_unchecked(variable), term };
    select(store, what, query, &[binding])
}

fn select(
    store: &dyn Source,
    what: &'static str,
    query: &str,
    bindings: &[Binding],
) -> Result<Solutions, ExplainError> {
    match store
        .answer(query, bindings)
        .map_err(|source| ExplainError::Query { what, source: Box::new(source) })?
    {
        Answer::Solutions(solutions) => Ok(solutions),
        Answer::Boolean(_) | Answer::Triples(_) => Ok(Solutions::default()),
    }
}

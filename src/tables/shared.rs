//! What several tables need: labels, years, the language.

use super::column::Datatype;
use super::read::{TablesError, ask};
use super::terms::value;
use crate::query::evaluate::Source;
use oxigraph::model::Term;
use std::collections::{BTreeSet, HashMap};

const LABELS: &str = "SELECT DISTINCT ?row ?value WHERE { ?row skos:prefLabel ?value }";
const YEARS: &str = "SELECT DISTINCT ?row ?value WHERE { ?row pgo:startYear ?value }";
const LANGUAGES: &str =
    "SELECT DISTINCT ?row ?value WHERE { ?row a pgo:SourceDocument ; skos:prefLabel ?value }";

/// Labels of everything: in Japanese, else the first in order.
pub(super) fn labels(source: &dyn Source) -> Result<HashMap<String, String>, TablesError> {
    let mut labels: HashMap<String, (bool, String)> = HashMap::new();
    for row in ask(source, "labels", LABELS)? {
        if let [Some(Term::NamedNode(thing)), Some(Term::Literal(label))] = row.as_slice() {
            let label = (label.language() != Some("ja"), label.value().to_owned());
            match labels.get_mut(thing.as_str()) {
                None => {
                    labels.insert(thing.as_str().to_owned(), label);
                }
                Some(known) if label < *known => *known = label,
                Some(_) => {}
            }
        }
    }
    // Looked up by IRI only.
    #[allow(clippy::iter_over_hash_type, reason = "into another map")]
    Ok(labels.into_iter().map(|(thing, (_, label))| (thing, label)).collect())
}

/// First calendar years of fiscal years.
pub(super) fn years(source: &dyn Source) -> Result<HashMap<String, String>, TablesError> {
    let mut years: HashMap<String, String> = HashMap::new();
    for row in ask(source, "fiscal years", YEARS)? {
        if let [Some(Term::NamedNode(year)), Some(start)] = row.as_slice()
            && let Some(start) = value(start, Datatype::Integer)
        {
            // Of a stranger's several, the first in order.
            let known = years.entry(year.as_str().to_owned()).or_insert_with(|| start.clone());
            *known = start.min(std::mem::take(known));
        }
    }
    Ok(years)
}

/// The language tag of all documents; `und` if they have none, or several.
pub(super) fn language(source: &dyn Source) -> Result<String, TablesError> {
    let mut languages = BTreeSet::new();
    for row in ask(source, "the language of the documents", LANGUAGES)? {
        if let [_, Some(Term::Literal(name))] = row.as_slice() {
            languages.insert(name.language().unwrap_or("und").to_owned());
        }
    }
    let first = languages.pop_first().filter(|_| languages.is_empty());
    Ok(first.unwrap_or_else(|| "und".to_owned()))
}

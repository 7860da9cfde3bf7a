//! What the values of a parameter may mean: the things of the store with all their names.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, Term, Variable};

use crate::query::evaluate::{Answer, Solutions, Source};
use crate::query::parameters::fold::{fold, similarity};
use crate::query::parameters::{Binding, ParameterError};
use crate::query::prefix;

/// Something a value may mean, under one of its names.
pub(super) struct Candidate {
    pub(super) term: Term,
    pub(super) label: String,
    /// The name it is best known by; others count only if no such name fits.
    pub(super) main: bool,
}

/// Things by class, with all their names. `?class` stays open for a kind of thing that is not listed.
const NAMED: &str = "\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?class ?item ?label ?main WHERE {
  ?item a ?class .
  { ?item skos:prefLabel ?label . BIND(true AS ?main) }
  UNION { ?item skos:altLabel|skos:hiddenLabel ?label . BIND(false AS ?main) }
  UNION { ?item skos:notation ?label . BIND(true AS ?main) }
}";

/// Whoever is responsible for a measure, whatever class of body it is, and every known ministry.
const MINISTRIES: &str = "\
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?item ?label ?main WHERE {
  { ?item a pgo:Ministry . } UNION { ?measure pgo:responsibleMinistry ?item . }
  { ?item skos:prefLabel ?label . BIND(true AS ?main) }
  UNION { ?item skos:altLabel|skos:hiddenLabel ?label . BIND(false AS ?main) }
  UNION { ?item skos:notation ?label . BIND(true AS ?main) }
}";

/// Fiscal years: the number and the names.
const YEARS: &str = "\
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?item ?label ?main WHERE {
  ?year pgo:startYear ?item .
  { ?year pgo:startYear ?start . BIND(STR(?start) AS ?label) BIND(true AS ?main) }
  UNION { ?year skos:prefLabel ?label . BIND(true AS ?main) }
}";

const ONTOLOGY: &str = "https://w3id.org/policygraph/ontology#";

/// Things of a class by their name as it stands.
const EXACT: &str = "\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?class ?label ?item WHERE { ?item skos:prefLabel ?label ; a ?class . }";

pub(super) fn named_candidates(source: &dyn Source, name: &str) -> Result<Vec<Candidate>, ParameterError> {
    match (name, class_of(name)) {
        ("ministry", _) => candidates(source, MINISTRIES, &[]),
        (_, Some(class)) => candidates(source, NAMED, &[class]),
        (_, None) => candidates(source, NAMED, &[]),
    }
}

/// The class of the things that a parameter stands for, if there is one.
fn class_of(name: &str) -> Option<Binding> {
    let class = match name {
        "program" => "Program",
        "goal" => "Goal",
        "objective" => "Objective",
        "group" => "MeasureGroup",
        "measure" => "Measure",
        _ => return None,
    };
    let class = NamedNode::new(format!("{ONTOLOGY}{class}")).ok()?;
    Some(Binding { variable: Variable::new_unchecked("class"), term: class.into() })
}

/// The one thing whose name or IRI is `value` to the letter. An index answers this, while all names of a class may
/// be many; where nothing or more than one is found, those names decide.
pub(super) fn exact(
    source: &dyn Source,
    name: &str,
    value: &str,
    iri: Option<NamedNode>,
) -> Result<Option<Term>, ParameterError> {
    let Some(class) = class_of(name) else {
        return Ok(None);
    };
    let bound = |name: &str, term: Term| Binding { variable: Variable::new_unchecked(name), term };
    if let Some(iri) = iri {
        let bindings = [class.clone(), bound("item", iri.clone().into())];
        let answer = source.answer("ASK { ?item a ?class }", &bindings).map_err(ParameterError::LookUp)?;
        if answer == Answer::Boolean(true) {
            return Ok(Some(iri.into()));
        }
    }
    let mut found = BTreeMap::new();
    for language in ["ja", "en"] {
        let Ok(label) = Literal::new_language_tagged_literal(value, language) else {
            continue;
        };
        let bindings = [class.clone(), bound("label", label.into())];
        let answer = source.answer(EXACT, &bindings).map_err(ParameterError::LookUp)?;
        if let Answer::Solutions(solutions) = answer {
            let items = solutions.rows.into_iter().filter_map(|row| row.into_iter().nth(2).flatten());
            found.extend(items.map(|item| (item.to_string(), item)));
        }
    }
    Ok(if found.len() == 1 { found.into_values().next() } else { None })
}

pub(super) fn year_candidates(source: &dyn Source) -> Result<Vec<Candidate>, ParameterError> {
    candidates(source, YEARS, &[])
}

fn candidates(
    source: &dyn Source,
    query: &str,
    bindings: &[Binding],
) -> Result<Vec<Candidate>, ParameterError> {
    let Answer::Solutions(solutions) = source.answer(query, bindings).map_err(ParameterError::LookUp)? else {
        return Ok(Vec::new());
    };
    Ok(read_candidates(&solutions))
}

fn read_candidates(solutions: &Solutions) -> Vec<Candidate> {
    let column = |name: &str| solutions.variables.iter().position(|variable| variable.as_str() == name);
    let (Some(item), Some(label), Some(main)) = (column("item"), column("label"), column("main")) else {
        return Vec::new();
    };
    let cell = |row: &[Option<Term>], column: usize| row.get(column).cloned().flatten();
    let read = |row: &Vec<Option<Term>>| {
        let Term::Literal(text) = cell(row, label)? else {
            return None;
        };
        // Virtuoso knows no truth values in queries, and gives 1.
        let main = matches!(cell(row, main)?, Term::Literal(flag) if matches!(flag.value(), "true" | "1"));
        Some(Candidate { term: cell(row, item)?, label: text.value().to_owned(), main })
    };
    solutions.rows.iter().filter_map(read).collect()
}

/// Whether the data say anything about an IRI.
pub(super) fn is_known(source: &dyn Source, iri: &NamedNode) -> Result<bool, ParameterError> {
    let binding = Binding { variable: Variable::new_unchecked("item"), term: iri.clone().into() };
    let answer =
        source.answer("ASK { ?item ?property ?value }", &[binding]).map_err(ParameterError::LookUp)?;
    Ok(answer == Answer::Boolean(true))
}

/// A thing as messages name it: the longest of its best names, and its IRI.
pub(super) fn labelled(term: &Term, candidates: &[Candidate]) -> String {
    let names = candidates.iter().filter(|candidate| candidate.main && candidate.term == *term);
    let label = names.map(|candidate| candidate.label.as_str()).max_by_key(|label| (label.len(), *label));
    let iri = match term {
        Term::NamedNode(node) => prefix::shorten(node.as_str()),
        other => other.to_string(),
    };
    match label {
        Some(label) => format!("{label} ({iri})"),
        None => iri,
    }
}

/// How many near labels a message names.
const NEAREST: usize = 5;

/// The labels that come nearest to a folded value, best first.
pub(super) fn nearest(wanted: &str, candidates: &[Candidate]) -> Vec<String> {
    let labels: BTreeSet<&str> = candidates.iter().map(|candidate| candidate.label.as_str()).collect();
    let mut ranked: Vec<(u32, &str)> =
        labels.into_iter().map(|label| (similarity(wanted, &fold(label)), label)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    ranked.into_iter().take(NEAREST).map(|(_, label)| label.to_owned()).collect()
}

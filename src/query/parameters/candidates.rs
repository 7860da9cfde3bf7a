//! What the values of a parameter may mean: the things of the store with all their names.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedNodeRef, Term, Variable};

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

pub(super) fn named_candidates(source: &dyn Source, name: &str) -> Result<Vec<Candidate>, ParameterError> {
    let class = match name {
        "ministry" => return candidates(source, MINISTRIES, &[]),
        "program" => "Program",
        "goal" => "Goal",
        "objective" => "Objective",
        "group" => "MeasureGroup",
        "measure" => "Measure",
        _ => return candidates(source, NAMED, &[]),
    };
    let class = format!("{ONTOLOGY}{class}");
    let Ok(class) = NamedNodeRef::new(&class) else {
        return Ok(Vec::new());
    };
    let binding = Binding { variable: Variable::new_unchecked("class"), term: class.into_owned().into() };
    candidates(source, NAMED, &[binding])
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
        let main = matches!(cell(row, main)?, Term::Literal(flag) if flag.value() == "true");
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

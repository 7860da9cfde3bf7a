//! What a dataset holds, counted in its graph: `VoID`.

use super::names::digits;
use super::{Bundle, Graph, Names};
use crate::query::evaluate::{EvaluateError, Source};
use crate::rdf::vocab::{self, Term, void, xsd};
use oxigraph::model::Term as RdfTerm;
use std::collections::BTreeMap;

/// What a graph holds. A triple that stands in several graphs counts once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Number of things of each class, by its IRI.
    pub classes: BTreeMap<String, u64>,
    /// Number of triples of each property, by its IRI.
    pub properties: BTreeMap<String, u64>,
    /// Number of things below the IRI of the dataset that something is said of.
    pub entities: u64,
    /// Number of things that something is said of.
    pub subjects: u64,
    /// Number of values.
    pub objects: u64,
    /// IRIs to look at first.
    pub examples: Vec<String>,
}

/// Classes of which one thing is given as an example.
const EXAMPLES: [Term; 5] =
    [vocab::pgo::PLAN, vocab::pgo::GOAL, vocab::pgo::MEASURE, vocab::pgo::PROGRAM, vocab::pgo::BUDGET_LINE];

impl Figures {
    /// Counts what a source holds; `base` is the IRI below which the things of the dataset stand, `triples` the number of
    /// different triples, if it is known.
    pub fn of(source: &impl Source, base: &str, triples: Option<u64>) -> Result<Self, EvaluateError> {
        let mut figures = Self {
            classes: pairs(source, "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x")?,
            properties: pairs(source, "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x")?,
            ..Self::default()
        };
        // A triple in two graphs was counted twice, unless there is none. One property at a time: what has to be held in
        // memory for that is the largest one.
        if triples != Some(figures.triples()) {
            for (property, count) in &mut figures.properties {
                let query =
                    format!("SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?o {{ ?s <{property}> ?o }} }}");
                *count = number(source, &query)?;
            }
        }
        let inside = format!("FILTER(STRSTARTS(STR(?s), \"{base}\"))");
        figures.subjects = number(source, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")?;
        figures.entities =
            number(source, &format!("SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?class {inside} }}"))?;
        figures.objects = number(source, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }")?;
        for class in EXAMPLES {
            let query = format!("SELECT (MIN(STR(?s)) AS ?first) {{ ?s a <{class}> }}");
            let rows = source.select(&query)?.rows;
            if let Some(Some(RdfTerm::Literal(first))) = rows.first().and_then(|row| row.first()) {
                figures.examples.push(first.value().to_owned());
            }
        }
        Ok(figures)
    }

    /// Number of triples.
    pub fn triples(&self) -> u64 {
        self.properties.values().sum()
    }
}

/// IRIs and numbers.
fn pairs(source: &impl Source, query: &str) -> Result<BTreeMap<String, u64>, EvaluateError> {
    let rows = source.select(query)?.rows;
    let pair = |row: &Vec<Option<RdfTerm>>| match row.as_slice() {
        [Some(RdfTerm::NamedNode(iri)), Some(RdfTerm::Literal(number))] => {
            Some((iri.as_str().to_owned(), number.value().parse().ok()?))
        }
        _ => None,
    };
    Ok(rows.iter().filter_map(pair).collect())
}

fn number(source: &impl Source, query: &str) -> Result<u64, EvaluateError> {
    let rows = source.select(query)?.rows;
    Ok(match rows.first().and_then(|row| row.first()) {
        Some(Some(RdfTerm::Literal(number))) => number.value().parse().unwrap_or(0),
        _ => 0,
    })
}

/// The counts, as parts of the dataset by class and by property.
pub(super) fn partitions(graph: &mut Graph, bundle: &Bundle<'_>, names: &Names<'_>) {
    let (figures, dataset) = (bundle.figures, names.dataset());
    let part = |kind: &str, iri: &str| names.part(&format!("{kind}/{}", short(iri)));
    let terms = || figures.classes.keys().chain(figures.properties.keys());
    let mut vocabularies: Vec<&str> = terms().filter_map(|iri| namespace(iri)).collect();
    vocabularies.sort_unstable();
    vocabularies.dedup();
    let count = |number: usize| number as u64;
    graph
        .node(&dataset)
        .typed(void::TRIPLES, &figures.triples(), xsd::INTEGER)
        .typed(void::ENTITIES, &figures.entities, xsd::INTEGER)
        .typed(void::CLASSES, &count(figures.classes.len()), xsd::INTEGER)
        .typed(void::PROPERTIES, &count(figures.properties.len()), xsd::INTEGER)
        .typed(void::DISTINCT_SUBJECTS, &figures.subjects, xsd::INTEGER)
        .typed(void::DISTINCT_OBJECTS, &figures.objects, xsd::INTEGER)
        .plain(void::URI_SPACE, bundle.base.as_str())
        .each(vocabularies, |node, vocabulary| node.iri(void::VOCABULARY, vocabulary))
        .each(&figures.examples, |node, example| node.iri(void::EXAMPLE_RESOURCE, example))
        .each(figures.classes.keys(), |node, class| node.iri(void::CLASS_PARTITION, part("class", class)))
        .each(figures.properties.keys(), |node, property| {
            node.iri(void::PROPERTY_PARTITION, part("property", property))
        });
    for (class, number) in &figures.classes {
        graph.node(&part("class", class)).a(void::DATASET).iri(void::CLASS, class).typed(
            void::ENTITIES,
            number,
            xsd::INTEGER,
        );
    }
    for (property, number) in &figures.properties {
        graph.node(&part("property", property)).a(void::DATASET).iri(void::PROPERTY, property).typed(
            void::TRIPLES,
            number,
            xsd::INTEGER,
        );
    }
}

/// The namespace of a term: up to the last `#` or `/`.
fn namespace(iri: &str) -> Option<&str> {
    iri.rfind(['#', '/']).and_then(|at| iri.get(..=at))
}

/// A name for a term in an IRI: `skos.prefLabel`; digits of its digest, if no vocabulary of ours has it.
fn short(iri: &str) -> String {
    let all = [
        vocab::pgo::ALL,
        vocab::rdf::ALL,
        vocab::skos::ALL,
        vocab::oa::ALL,
        vocab::org::ALL,
        vocab::time::ALL,
        vocab::dcat::ALL,
        vocab::dcterms::ALL,
        vocab::prov::ALL,
    ];
    let known = all.into_iter().flatten().find(|term| term.iri == iri);
    known.map_or_else(|| digits(iri, 16), |term| format!("{}.{}", term.prefix, term.local))
}

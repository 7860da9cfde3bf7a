//! What the endpoint says of itself: a SPARQL 1.1 Service Description, with `VoID` about the graph.

use super::loaded::{Loaded, broken};
use super::media::written;
use super::reply::Refusal;
use crate::query::evaluate::{Solutions, Source};
use crate::query::graph::GraphFormat;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Term, Triple};

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const VOID: &str = "http://rdfs.org/ns/void#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// Formats of results and graphs, by the W3C's names.
const RESULT_FORMATS: [&str; 10] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
    "RDF_XML",
];

/// Figures of the graph, counted once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    triples: usize,
    subjects: usize,
    /// Named graphs with their numbers of triples.
    graphs: Vec<(NamedNode, usize)>,
    /// Classes with their numbers of members.
    classes: Vec<(NamedNode, usize)>,
    /// Properties with their numbers of triples.
    properties: Vec<(NamedNode, usize)>,
}

impl Facts {
    fn count(loaded: &Loaded) -> Option<Self> {
        let source = loaded.source();
        let one = |query: &str| {
            source.select(query).ok().and_then(|found| number(found.rows.first()?.first()?.as_ref()?))
        };
        let list = |query: &str| source.select(query).ok().map(|found| counted(&found));
        let store = loaded.store();
        let graphs = store.graph_names().ok()?;
        Some(Self {
            triples: one("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")?,
            subjects: one("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")?,
            graphs: graphs
                .into_iter()
                .map(|graph| store.count_of(Some(&graph)).map(|count| (graph, count)))
                .collect::<Result<_, _>>()
                .ok()?,
            classes: list("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c")?,
            properties: list(
                "SELECT ?p (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } GROUP BY ?p ORDER BY ?p",
            )?,
        })
    }
}

fn number(term: &Term) -> Option<usize> {
    match term {
        Term::Literal(literal) => literal.value().parse().ok(),
        _ => None,
    }
}

fn counted(found: &Solutions) -> Vec<(NamedNode, usize)> {
    let pair = |row: &Vec<Option<Term>>| match row.as_slice() {
        [Some(Term::NamedNode(node)), Some(count)] => Some((node.clone(), number(count)?)),
        _ => None,
    };
    found.rows.iter().filter_map(pair).collect()
}

/// The description of the endpoint at an address.
pub(super) fn write(loaded: &Loaded, endpoint: &str, format: GraphFormat) -> Result<Vec<u8>, Refusal> {
    // A graph too large to be counted within the limits is described without figures.
    let facts = loaded.facts.get_or_init(|| Facts::count(loaded));
    let triples = describe(endpoint, facts.as_ref()).ok_or_else(broken)?;
    Ok(written(triples, format, loaded.limits.bytes)?.1)
}

/// Triples that are being collected.
struct Description(Vec<Triple>);

impl Description {
    fn add(&mut self, subject: &NamedNode, property: &str, object: impl Into<Term>) {
        // The properties are those of this file.
        self.0.push(Triple::new(subject.clone(), NamedNode::new_unchecked(property), object));
    }

    fn class(&mut self, subject: &NamedNode, class: &str) {
        self.add(subject, rdf::TYPE.as_str(), NamedNode::new_unchecked(class));
    }

    fn count(&mut self, subject: &NamedNode, property: &str, count: usize) {
        self.add(subject, property, Literal::from(u64::try_from(count).unwrap_or(u64::MAX)));
    }
}

fn describe(endpoint: &str, facts: Option<&Facts>) -> Option<Vec<Triple>> {
    let node = |fragment: String| NamedNode::new(format!("{endpoint}#{fragment}")).ok();
    let sd = |name: &str| format!("{SD}{name}");
    let void = |name: &str| format!("{VOID}{name}");
    let term = |name: &str| NamedNode::new_unchecked(sd(name));
    let (service, dataset, default) =
        (node("service".to_owned())?, node("dataset".to_owned())?, node("default-graph".to_owned())?);
    let mut all = Description(Vec::new());
    all.class(&service, &sd("Service"));
    all.add(&service, &sd("endpoint"), NamedNode::new(endpoint).ok()?);
    all.add(&service, &sd("supportedLanguage"), term("SPARQL11Query"));
    all.add(&service, &sd("feature"), term("UnionDefaultGraph"));
    for format in RESULT_FORMATS {
        all.add(&service, &sd("resultFormat"), NamedNode::new_unchecked(format!("{FORMATS}{format}")));
    }
    all.add(&service, &sd("defaultDataset"), dataset.clone());
    all.class(&dataset, &sd("Dataset"));
    all.class(&dataset, &void("Dataset"));
    all.add(&dataset, &sd("defaultGraph"), default.clone());
    all.add(&dataset, &void("sparqlEndpoint"), NamedNode::new(endpoint).ok()?);
    all.class(&default, &sd("Graph"));
    all.class(&default, &void("Dataset"));
    let Some(facts) = facts else {
        return Some(all.0);
    };
    for subject in [&dataset, &default] {
        all.count(subject, &void("triples"), facts.triples);
        all.count(subject, &void("distinctSubjects"), facts.subjects);
    }
    all.count(&dataset, &void("classes"), facts.classes.len());
    all.count(&dataset, &void("properties"), facts.properties.len());
    for (number, (graph, count)) in (1..).zip(&facts.graphs) {
        let (named, content) = (node(format!("named-graph-{number}"))?, node(format!("graph-{number}"))?);
        all.add(&dataset, &sd("namedGraph"), named.clone());
        all.class(&named, &sd("NamedGraph"));
        all.add(&named, &sd("name"), graph.clone());
        all.add(&named, &sd("graph"), content.clone());
        all.class(&content, &sd("Graph"));
        all.class(&content, &void("Dataset"));
        all.count(&content, &void("triples"), *count);
    }
    for (number, (class, count)) in (1..).zip(&facts.classes) {
        let part = node(format!("class-{number}"))?;
        all.add(&dataset, &void("classPartition"), part.clone());
        all.add(&part, &void("class"), class.clone());
        all.count(&part, &void("entities"), *count);
    }
    for (number, (property, count)) in (1..).zip(&facts.properties) {
        let part = node(format!("property-{number}"))?;
        all.add(&dataset, &void("propertyPartition"), part.clone());
        all.add(&part, &void("property"), property.clone());
        all.count(&part, &void("triples"), *count);
    }
    Some(all.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_that_was_not_counted_has_no_figures() {
        let described = describe("http://localhost/sparql", None).unwrap();
        assert!(described.iter().any(|triple| triple.predicate.as_str().ends_with("#endpoint")));
        assert!(!described.iter().any(|triple| triple.predicate.as_str().ends_with("#triples")));
    }
}

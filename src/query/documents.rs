//! The documents that a graph holds, and the graphs of one of them.
//!
//! A document brings two named graphs: what it says, and what follows from it (the same IRI with `/derived`).

use oxigraph::model::{IriParseError, NamedNode, Term};

use crate::query::evaluate::{EvaluateError, Source};
use crate::query::prefix;

/// Every named graph that speaks of a report.
const DOCUMENTS: &str = "\
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?graph (MIN(?name) AS ?file) WHERE {
  GRAPH ?graph {
    ?report a pgo:ProgressReport .
    OPTIONAL { ?report prov:wasDerivedFrom ?document . ?document pgo:fileName ?name . }
  }
}
GROUP BY ?graph
ORDER BY ?graph";

/// A document of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentGraph {
    /// The graph of what it says.
    pub graph: NamedNode,
    /// The name of its file, as far as the graph tells.
    pub file: Option<String>,
}

impl DocumentGraph {
    /// The last part of its graph's IRI.
    pub fn id(&self) -> &str {
        self.graph.as_str().rsplit('/').next().unwrap_or_default()
    }

    fn answers_to(&self, name: &str) -> bool {
        name == self.id()
            || name == self.graph.as_str()
            || prefix::expand(name).as_deref() == Some(self.graph.as_str())
            || self.file.as_deref() == Some(name)
    }

    fn shown(&self) -> String {
        match &self.file {
            Some(file) => format!("{} ({file})", self.id()),
            None => self.id().to_owned(),
        }
    }
}

/// Why no document could be chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The data do not keep documents apart.
    #[error(
        "the data keep no documents apart (Turtle and N-Triples cannot); give the tables themselves, N-Quads or TriG"
    )]
    NoGraphs,
    /// No document goes by that name.
    #[error("no document is called `{name}`; there are: {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The documents with their files.
        known: Vec<String>,
    },
    /// Several documents have files of that name.
    #[error("`{name}` may be any of {}", known.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The documents that it may be.
        known: Vec<String>,
    },
    /// The documents could not be read.
    #[error("the documents of the data could not be read")]
    LookUp(#[source] EvaluateError),
    /// The graph of what follows has no valid name.
    #[error("the graphs of the document cannot be named")]
    Graph(#[source] IriParseError),
}

/// The documents of the data, in the order of their graphs.
pub fn documents(source: &dyn Source) -> Result<Vec<DocumentGraph>, DocumentError> {
    let solutions = source.select(DOCUMENTS).map_err(DocumentError::LookUp)?;
    let read = |row: Vec<Option<Term>>| {
        let mut cells = row.into_iter();
        let Some(Some(Term::NamedNode(graph))) = cells.next() else {
            return None;
        };
        let file = match cells.next() {
            Some(Some(Term::Literal(name))) => Some(name.value().to_owned()),
            _ => None,
        };
        Some(DocumentGraph { graph, file })
    };
    Ok(solutions.rows.into_iter().filter_map(read).collect())
}

/// The two graphs of the document that goes by `name`: the last part of its graph's IRI, this IRI, or its file.
pub fn graphs_of(source: &dyn Source, name: &str) -> Result<Vec<NamedNode>, DocumentError> {
    let all = documents(source)?;
    let shown = |documents: &[&DocumentGraph]| documents.iter().map(|document| document.shown()).collect();
    let found: Vec<&DocumentGraph> = all.iter().filter(|document| document.answers_to(name)).collect();
    match found.as_slice() {
        [one] => {
            let derived = NamedNode::new(format!("{}/derived", one.graph.as_str()));
            Ok(vec![one.graph.clone(), derived.map_err(DocumentError::Graph)?])
        }
        [] if all.is_empty() => Err(DocumentError::NoGraphs),
        [] => Err(DocumentError::Unknown {
            name: name.to_owned(),
            known: shown(&all.iter().collect::<Vec<_>>()),
        }),
        several => Err(DocumentError::Ambiguous { name: name.to_owned(), known: shown(several) }),
    }
}

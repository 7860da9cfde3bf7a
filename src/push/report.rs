//! The account of what stands.

use oxigraph::model::NamedNode;
use serde::Serialize;

/// How statements were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// By the SPARQL 1.1 Graph Store Protocol.
    GraphStore,
    /// By SPARQL 1.1 Update.
    Update,
}

/// What is known of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum State {
    /// It holds what was sent, and nothing else.
    Replaced,
    /// It is as it was before.
    Unchanged,
    /// It holds a part of what was sent, and nothing of what it held before.
    Partial,
    /// The last request to it got no answer: it may be as before, or replaced, or anything between.
    Unknown,
}

/// One graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GraphReport {
    /// Its IRI.
    pub graph: String,
    /// What stands.
    pub state: State,
    /// The statements that it has to hold.
    pub triples: usize,
    /// The statements that it holds by the store's own count; nothing if it was not asked, or did not say.
    pub counted: Option<usize>,
}

/// What was done, and what stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How statements were sent.
    pub method: Method,
    /// Whether graphs were gathered beside the old ones first.
    pub staged: bool,
    /// Whether every graph is replaced, by the store's own count where it gives one.
    pub complete: bool,
    /// All graphs, in the order of their names.
    pub graphs: Vec<GraphReport>,
    /// Why it ended before, or what does not agree.
    pub error: Option<String>,
    /// Why nobody counted.
    pub uncounted: Option<String>,
    /// Graphs beside the old ones that could not be removed.
    pub left: Vec<String>,
    /// Requests that were sent.
    pub requests: usize,
    /// Requests that were sent again.
    pub repeated: usize,
}

impl Report {
    pub(super) fn new(method: Method, staged: bool, graphs: Vec<(&NamedNode, usize)>) -> Self {
        let graphs = graphs.into_iter().map(|(graph, triples)| GraphReport {
            graph: graph.as_str().to_owned(),
            state: State::Unchanged,
            triples,
            counted: None,
        });
        Self {
            method,
            staged,
            complete: false,
            graphs: graphs.collect(),
            error: None,
            uncounted: None,
            left: Vec::new(),
            requests: 0,
            repeated: 0,
        }
    }
}

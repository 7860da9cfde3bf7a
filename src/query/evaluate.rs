//! Asking a store: SPARQL text in, answer out.
//!
//! The default graph of a query is the union of all graphs of the store; a query that names its own dataset
//! (`FROM`) gets that one. Updates are refused by the grammar, and `SERVICE` because oxigraph is built without its HTTP client: a question to a
//! local store never reaches the network.
//!
//! The union is a bag, not a set: where two documents say the same triple, a pattern matches it twice. Queries
//! that count therefore say `DISTINCT`.

use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator, SparqlSyntaxError,
};

use crate::query::parameters::Binding;
use crate::store::Store;

/// Why a query gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The text is not a SPARQL query.
    #[error("this is not a SPARQL query")]
    Syntax(#[source] SparqlSyntaxError),
    /// The evaluation stopped.
    #[error("the query could not be evaluated")]
    Evaluation(#[source] QueryEvaluationError),
}

/// An answer held in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// SELECT: a table of terms.
    Solutions(Solutions),
    /// ASK.
    Boolean(bool),
    /// CONSTRUCT or DESCRIBE: triples, sorted, each once.
    Triples(Vec<Triple>),
}

/// The table that a SELECT query answers with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solutions {
    /// The columns in the order of the query.
    pub variables: Vec<Variable>,
    /// One entry a column; nothing where the column is unbound.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// Something that answers SELECT queries over our vocabulary: a store, or a remote endpoint.
///
/// Views are built against this, so they do not care where the graph is.
pub trait SelectSource {
    /// What can go wrong.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The solutions of `query`; no rows if the query is not a SELECT.
    fn select(&self, query: &str) -> Result<Solutions, Self::Error>;
}

impl SelectSource for Store {
    type Error = EvaluateError;

    fn select(&self, query: &str) -> Result<Solutions, EvaluateError> {
        match answer(self, query, &[])? {
            Answer::Solutions(solutions) => Ok(solutions),
            Answer::Boolean(_) | Answer::Triples(_) => Ok(Solutions::default()),
        }
    }
}

/// Starts a query and hands back its results as they come, for writers that stream.
///
/// `bindings` give parameters their values; `token`, when cancelled from another thread, ends the evaluation. The
/// results need the store: one on disk can be read only as long as it is open.
pub fn stream<'s>(
    store: &'s Store,
    query: &str,
    bindings: &[Binding],
    token: Option<CancellationToken>,
) -> Result<QueryResults<'s>, EvaluateError> {
    let mut evaluator = SparqlEvaluator::new();
    if let Some(token) = token {
        evaluator = evaluator.with_cancellation_token(token);
    }
    let mut prepared = evaluator.parse_query(query).map_err(EvaluateError::Syntax)?;
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    for binding in bindings {
        prepared = prepared.substitute_variable(binding.variable.clone(), binding.term.clone());
    }
    prepared.on_store(store.inner()).execute().map_err(EvaluateError::Evaluation)
}

/// The whole answer of a query in memory.
///
/// ```
/// use policygraph::query::evaluate::{Answer, answer};
/// use policygraph::store::Store;
///
/// assert_eq!(answer(&Store::new()?, "ASK {}", &[])?, Answer::Boolean(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn answer(store: &Store, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError> {
    collect(stream(store, query, bindings, None)?)
}

/// Reads results to their end.
pub fn collect(results: QueryResults<'_>) -> Result<Answer, EvaluateError> {
    match results {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                rows.push(solution.map_err(EvaluateError::Evaluation)?.values().to_vec());
            }
            Ok(Answer::Solutions(Solutions { variables, rows }))
        }
        QueryResults::Graph(triples) => {
            let mut triples: Vec<Triple> =
                triples.collect::<Result<_, _>>().map_err(EvaluateError::Evaluation)?;
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Ok(Answer::Triples(triples))
        }
    }
}

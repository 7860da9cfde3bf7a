//! Asking: SPARQL text in, answer out.
//!
//! The default graph of a query is the union of all graphs of the store, or of those that it is narrowed to; a
//! query that names its own dataset (`FROM`) gets that one. Updates are refused by the grammar, and `SERVICE`
//! before anything is evaluated (oxigraph is built without its HTTP client, too): a question to a local store
//! never reaches the network.
//!
//! The union is a bag, not a set: where two documents say the same triple, a pattern matches it twice. Queries
//! that count therefore say `DISTINCT`.

use std::collections::BTreeMap;

use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{
    BlankNode, Graph, GraphName, NamedNode, NamedOrBlankNode, Term, Triple, TripleRef, Variable,
};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator, SparqlSyntaxError,
};

use crate::query::limits::{Counter, LimitError, Limits};
use crate::query::parameters::Binding;
use crate::query::scan::Refusal;
use crate::query::shape::ParsedQuery;
use crate::store::Store;

/// Why a query gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The text is not a SPARQL query.
    #[error("this is not a SPARQL query")]
    Syntax(#[source] SparqlSyntaxError),
    /// The query asks for what is never done, or is larger than any sensible query.
    #[error("the query is refused")]
    Refused(#[from] Refusal),
    /// The evaluation stopped.
    #[error("the query could not be evaluated")]
    Evaluation(#[source] QueryEvaluationError),
    /// The answer costs more than it may; nothing of it is given.
    #[error("there is no answer within the limits")]
    Limit(#[from] LimitError),
    /// The query says which graphs it asks, and so does the caller.
    #[error("the query chooses its graphs itself (FROM), so it cannot be narrowed to others")]
    Dataset,
    /// No thread could be started for the evaluation.
    #[error("the evaluation could not be started")]
    Start(#[source] std::io::Error),
    /// The evaluation ended without a word. That is a fault of the program.
    #[error("the evaluation broke off")]
    BrokeOff,
    /// The endpoint did not answer, or not as it should.
    #[cfg(feature = "remote")]
    #[error("there is no answer from the endpoint")]
    Endpoint(#[from] crate::query::endpoint::EndpointError),
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

impl Answer {
    /// Whether the answer keeps to the limits of rows and bytes; for one that no evaluation has counted.
    pub fn check(&self, limits: &Limits) -> Result<(), LimitError> {
        let mut counter = Counter::new(limits);
        match self {
            Self::Boolean(_) => Ok(()),
            Self::Solutions(solutions) => {
                (solutions.rows.iter()).try_for_each(|row| counter.row(row.iter().flatten().map(size).sum()))
            }
            Self::Triples(triples) => triples.iter().try_for_each(|triple| counter.row(triple_size(triple))),
        }
    }

    /// Whether there is anything: `true`, a row, a triple.
    pub fn is_yes(&self) -> bool {
        match self {
            Self::Solutions(solutions) => !solutions.rows.is_empty(),
            Self::Boolean(value) => *value,
            Self::Triples(triples) => !triples.is_empty(),
        }
    }
}

/// The table that a SELECT query answers with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solutions {
    /// The columns in the order of the query.
    pub variables: Vec<Variable>,
    /// One entry a column; nothing where the column is unbound.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// Something that answers queries over our vocabulary: a store, or a remote endpoint.
///
/// Views and the look-up of parameters are built against this, so they do not care where the graph is. What the
/// implementations add is how they keep to limits.
pub trait Source {
    /// The whole answer to `query`; `bindings` give parameters their values.
    fn answer(&self, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError>;

    /// The solutions of `query`; no rows if the query is not a SELECT.
    fn select(&self, query: &str) -> Result<Solutions, EvaluateError> {
        match self.answer(query, &[])? {
            Answer::Solutions(solutions) => Ok(solutions),
            Answer::Boolean(_) | Answer::Triples(_) => Ok(Solutions::default()),
        }
    }
}

/// A store answers without limits and on the caller's thread: for queries of our own. For anybody else's there
/// is [`crate::query::bounded::BoundedStore`].
impl Source for Store {
    fn answer(&self, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError> {
        answer(self, query, bindings)
    }
}

/// Which graphs of a store a query is asked of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dataset {
    /// Those that the query names (`FROM`), else all: their union is the default graph.
    #[default]
    OfQuery,
    /// These only: their union is the default graph, and `GRAPH` sees no others. A query that names graphs itself
    /// is refused.
    Within(Vec<NamedNode>),
    /// These, whatever the query names, as the SPARQL 1.1 Protocol has it.
    Given {
        /// Their union is the default graph, which is empty if there is none.
        default: Vec<NamedNode>,
        /// What `GRAPH` sees.
        named: Vec<NamedNode>,
    },
}

/// One evaluation.
pub(crate) struct Evaluation<'q> {
    pub(crate) query: &'q str,
    pub(crate) bindings: &'q [Binding],
    pub(crate) dataset: &'q Dataset,
    pub(crate) limits: &'q Limits,
}

impl Evaluation<'_> {
    /// The whole answer. Of the limits, rows and bytes are counted here; `token`, cancelled from another thread,
    /// ends the evaluation where it looks at it.
    pub(crate) fn run(&self, store: &Store, token: CancellationToken) -> Result<Answer, EvaluateError> {
        collect(self.start(store, token)?, self.limits)
    }

    fn start<'s>(
        &self,
        store: &'s Store,
        token: CancellationToken,
    ) -> Result<QueryResults<'s>, EvaluateError> {
        let parsed = ParsedQuery::parse(self.query)?;
        let evaluator = SparqlEvaluator::new().with_cancellation_token(token);
        let mut prepared = evaluator.for_query(parsed.query);
        let given = match (prepared.dataset().is_default_dataset(), self.dataset) {
            (true, Dataset::OfQuery) => {
                prepared.dataset_mut().set_default_graph_as_union();
                None
            }
            (false, Dataset::OfQuery) => None,
            (true, Dataset::Within(graphs)) => Some((graphs, graphs)),
            (false, Dataset::Within(_)) => return Err(EvaluateError::Dataset),
            (_, Dataset::Given { default, named }) => Some((default, named)),
        };
        if let Some((default, named)) = given {
            let dataset = prepared.dataset_mut();
            dataset.set_default_graph(default.iter().cloned().map(GraphName::from).collect());
            let named = named.iter().cloned().map(NamedOrBlankNode::from);
            dataset.set_available_named_graphs(named.collect());
        }
        for binding in self.bindings {
            prepared = prepared.substitute_variable(binding.variable.clone(), binding.term.clone());
        }
        prepared.on_store(store.inner()).execute().map_err(EvaluateError::Evaluation)
    }
}

/// The whole answer of a query in memory, without limits.
///
/// ```
/// use policygraph::query::evaluate::{Answer, answer};
/// use policygraph::store::Store;
///
/// assert_eq!(answer(&Store::new()?, "ASK {}", &[])?, Answer::Boolean(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn answer(store: &Store, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError> {
    Evaluation { query, bindings, dataset: &Dataset::OfQuery, limits: &Limits::NONE }
        .run(store, CancellationToken::new())
}

fn collect(results: QueryResults<'_>, limits: &Limits) -> Result<Answer, EvaluateError> {
    let mut counter = Counter::new(limits);
    match results {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Vec::new();
            for solution in solutions {
                let row = solution.map_err(EvaluateError::Evaluation)?.values().to_vec();
                counter.row(row.iter().flatten().map(size).sum())?;
                rows.push(row);
            }
            name_blank_nodes(&mut rows);
            Ok(Answer::Solutions(Solutions { variables, rows }))
        }
        QueryResults::Graph(triples) => {
            let mut found = Vec::new();
            for triple in triples {
                let triple = triple.map_err(EvaluateError::Evaluation)?;
                counter.row(triple_size(&triple))?;
                found.push(triple);
            }
            Ok(Answer::Triples(in_order(found)))
        }
    }
}

/// Triples in the order of their text, each once; blank nodes by their canonical names, so that the same triples
/// give the same answer.
pub(crate) fn in_order(mut triples: Vec<Triple>) -> Vec<Triple> {
    let is_blank = |triple: &Triple| {
        matches!(triple.subject, NamedOrBlankNode::BlankNode(_))
            || matches!(triple.object, Term::BlankNode(_))
    };
    if triples.iter().any(is_blank) {
        let mut graph: Graph = triples.iter().collect();
        // A graph built against this takes long; the evaluation has its limit of time.
        let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
        graph.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
        triples = graph.iter().map(TripleRef::into_owned).collect();
    }
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    triples
}

/// Gives blank nodes names by their first place in the answer: the store's own differ from run to run.
pub(crate) fn name_blank_nodes(rows: &mut [Vec<Option<Term>>]) {
    let mut names: BTreeMap<String, BlankNode> = BTreeMap::new();
    for term in rows.iter_mut().flatten().flatten() {
        if let Term::BlankNode(node) = term {
            let next = names.len();
            let name = names.entry(node.as_str().to_owned());
            *node = name.or_insert_with(|| BlankNode::new_unchecked(format!("b{next}"))).clone();
        }
    }
}

/// Bytes of what a term says.
pub(crate) fn size(term: &Term) -> usize {
    match term {
        Term::NamedNode(node) => node.as_str().len(),
        Term::BlankNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len(),
    }
}

/// Bytes of what a triple says.
pub(crate) fn triple_size(triple: &Triple) -> usize {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().len(),
        NamedOrBlankNode::BlankNode(node) => node.as_str().len(),
    };
    subject + triple.predicate.as_str().len() + size(&triple.object)
}

//! Questions that anybody may ask: each is answered within its limits, or not at all.
//!
//! Parsing, planning and evaluation run on a thread with a stack of its own, while the caller watches the clock
//! and the size of the process. Much of that work looks at no signal to stop (a product of VALUES, a plan of
//! many patterns), so at a limit the caller goes on and the thread may not: **it lives until its work or the
//! process ends**. A command ends right then. What must outlive a hostile query runs it in a process of its own.
//!
//! Two things this cannot do: stop a single allocation that the system refuses (that ends the process), and see
//! the size of the process elsewhere than on Linux.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use oxigraph::model::NamedNode;
use oxigraph::sparql::CancellationToken;

use crate::query::evaluate::{Answer, Dataset, EvaluateError, Evaluation, Source};
use crate::query::limits::{LimitError, Limits};
use crate::query::parameters::Binding;
use crate::query::shape::{ParsedQuery, QueryForm};
use crate::store::Store;

/// Enough for what [`crate::query::scan`] lets pass, many times over.
const STACK: usize = 64 << 20;
/// Between two looks at clock and memory.
const PAUSE: Duration = Duration::from_millis(5);

/// A store that answers within limits, from all of its graphs or from some.
///
/// ```
/// use policygraph::query::bounded::BoundedStore;
/// use policygraph::query::evaluate::{Answer, Source};
/// use policygraph::query::limits::Limits;
/// use policygraph::store::Store;
///
/// let store = BoundedStore::new(Store::new()?, Limits::default());
/// assert_eq!(store.answer("ASK {}", &[])?, Answer::Boolean(true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct BoundedStore {
    store: Store,
    limits: Limits,
    dataset: Dataset,
}

impl BoundedStore {
    /// Puts limits on the questions to a store.
    pub fn new(store: Store, limits: Limits) -> Self {
        Self { store, limits, dataset: Dataset::OfQuery }
    }

    /// Answers from these graphs only: their union is the default graph, and `GRAPH` sees no others.
    #[must_use]
    pub fn narrowed_to(self, graphs: Vec<NamedNode>) -> Self {
        self.asked_of(Dataset::Within(graphs))
    }

    /// Answers from another choice of graphs.
    #[must_use]
    pub fn asked_of(mut self, dataset: Dataset) -> Self {
        self.dataset = dataset;
        self
    }
}

impl Source for BoundedStore {
    fn answer(&self, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError> {
        let (this, query, bindings) = (self.clone(), query.to_owned(), bindings.to_vec());
        run(&self.limits, move |token| {
            let (dataset, limits) = (&this.dataset, &this.limits);
            let evaluation = Evaluation { query: &query, bindings: &bindings, dataset, limits };
            evaluation.run(&this.store, token)
        })
    }
}

/// The form of a query that may be evaluated.
///
/// ```
/// use policygraph::query::QueryForm;
/// use policygraph::query::bounded::form;
/// use policygraph::query::limits::Limits;
///
/// assert_eq!(form("DESCRIBE <https://example.org/a>", &Limits::default())?, QueryForm::Describe);
/// # Ok::<(), policygraph::query::evaluate::EvaluateError>(())
/// ```
pub fn form(query: &str, limits: &Limits) -> Result<QueryForm, EvaluateError> {
    let query = query.to_owned();
    run(limits, move |_| Ok(ParsedQuery::parse(&query)?.form()))
}

/// Does work on a thread with a large stack, and gives up on it at a limit of time or memory.
pub(crate) fn run<T: Send + 'static>(
    limits: &Limits,
    work: impl FnOnce(CancellationToken) -> Result<T, EvaluateError> + Send + 'static,
) -> Result<T, EvaluateError> {
    let token = CancellationToken::new();
    let (sender, receiver) = sync_channel(1);
    let worker_token = token.clone();
    let before = resident();
    let start = Instant::now();
    thread::Builder::new()
        .name("query".to_owned())
        .stack_size(STACK)
        // Nobody waits any more if sending fails.
        .spawn(move || drop(sender.send(work(worker_token))))
        .map_err(EvaluateError::Start)?;
    loop {
        match receiver.recv_timeout(PAUSE) {
            Ok(result) => return result,
            Err(RecvTimeoutError::Disconnected) => return Err(EvaluateError::BrokeOff),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(error) = exceeded(limits, start, before) {
            token.cancel();
            return Err(error.into());
        }
    }
}

fn exceeded(limits: &Limits, start: Instant, before: Option<u64>) -> Option<LimitError> {
    if let Some(limit) = limits.time.filter(|limit| start.elapsed() > *limit) {
        return Some(LimitError::Time { limit });
    }
    let limit = limits.memory?;
    (resident()?.saturating_sub(before?) > limit).then_some(LimitError::Memory { limit })
}

/// Bytes of the process that are in memory; nothing where the system does not say.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TextFormat;

    const NONE: Limits = Limits::NONE;

    fn store(limits: Limits) -> BoundedStore {
        let store = Store::new().unwrap();
        let quad = |(value, graph): (&str, &str)| format!("<a:s> <a:p> \"{value}\" <a:{graph}> .\n");
        let text: String = [("1", "g1"), ("2", "g1"), ("3", "g1"), ("4", "g2")].map(quad).concat();
        store.load_text(TextFormat::NQuads, text.as_bytes()).unwrap();
        BoundedStore::new(store, limits)
    }

    fn rows(store: &BoundedStore, query: &str) -> usize {
        store.select(query).unwrap().rows.len()
    }

    #[test]
    fn an_answer_over_a_limit_is_none() {
        let query = "SELECT * { ?s ?p ?o }";
        assert_eq!(rows(&store(Limits { rows: Some(4), ..NONE }), query), 4);
        let refused = store(Limits { rows: Some(3), ..NONE }).select(query);
        assert!(matches!(refused, Err(EvaluateError::Limit(LimitError::Rows { limit: 3 }))));
        let refused = store(Limits { bytes: Some(20), ..NONE }).select(query);
        assert!(matches!(refused, Err(EvaluateError::Limit(LimitError::Bytes { limit: 20 }))));
        let construct = "CONSTRUCT WHERE { ?s ?p ?o }";
        let refused = store(Limits { rows: Some(3), ..NONE }).answer(construct, &[]);
        assert!(matches!(refused, Err(EvaluateError::Limit(LimitError::Rows { limit: 3 }))));
    }

    #[test]
    fn work_that_does_not_listen_is_left_behind() {
        let limits = Limits { time: Some(Duration::from_millis(20)), ..NONE };
        let (sender, receiver) = sync_channel::<()>(0);
        let result = run(&limits, move |_| {
            // Until the test is over.
            let _ = receiver.recv();
            Ok(())
        });
        assert!(matches!(result, Err(EvaluateError::Limit(LimitError::Time { .. }))));
        drop(sender);
    }

    #[test]
    fn a_panic_is_an_error() {
        let result: Result<(), _> = run(&NONE, |_| panic!("expected by the test"));
        assert!(matches!(result, Err(EvaluateError::BrokeOff)));
    }

    #[test]
    fn a_narrowed_store_knows_no_other_graph() {
        let graph = NamedNode::new("a:g1").unwrap();
        let narrowed = store(NONE).narrowed_to(vec![graph]);
        assert_eq!(rows(&narrowed, "SELECT * { ?s ?p ?o }"), 3);
        assert_eq!(rows(&narrowed, "SELECT * { GRAPH ?g { ?s ?p ?o } }"), 3);
        let error = narrowed.select("SELECT * FROM <a:g2> { ?s ?p ?o }");
        assert!(matches!(error, Err(EvaluateError::Dataset)), "{error:?}");
    }
}

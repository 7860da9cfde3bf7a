//! Questions from the command line: whom they go to, what they may cost, and what is said when they cost more.

use super::args::{LimitArgs, Sources};
use super::exit::{Exit, Failure, OrExit};
use super::input::{Setting, load};
use crate::query::QueryForm;
use crate::query::bounded::{self, BoundedStore};
use crate::query::documents::graphs_of;
use crate::query::evaluate::{EvaluateError, Source};
use crate::query::limits::{LimitError, Limits};
use std::path::PathBuf;
use std::time::Duration;

impl From<&LimitArgs> for Limits {
    fn from(args: &LimitArgs) -> Self {
        Self {
            time: (args.timeout > 0).then(|| Duration::from_secs(args.timeout)),
            rows: (args.max_rows > 0).then_some(args.max_rows),
            bytes: (args.max_size > 0).then(|| args.max_size.saturating_mul(1 << 20)),
            memory: (args.max_memory > 0).then(|| args.max_memory.saturating_mul(1 << 20)),
        }
    }
}

/// What answers questions about some inputs, or about one document of them.
pub(crate) fn open(
    sources: &Sources,
    inputs: &[PathBuf],
    limits: &Limits,
    document: Option<&str>,
) -> Result<Box<dyn Source>, Failure> {
    let store = load(&Setting::new(sources, inputs, false)?, inputs)?;
    let store = BoundedStore::new(store, *limits);
    Ok(Box::new(match document {
        Some(name) => {
            let graphs = graphs_of(&store, name).or_exit(Exit::Query, || "--document".to_owned())?;
            store.narrowed_to(graphs)
        }
        None => store,
    }))
}

/// The form of a query, if it is one that may be asked of some inputs.
pub(crate) fn form(query: &str, _inputs: &[PathBuf], limits: &Limits) -> Result<QueryForm, EvaluateError> {
    bounded::form(query, limits)
}

/// The failure of a question; one that met a limit says how to lift it.
pub(crate) fn failed(error: impl Into<anyhow::Error>, question: &str) -> Failure {
    let error = error.into();
    let limit = error.chain().find_map(|cause| cause.downcast_ref::<LimitError>());
    let option = match limit {
        Some(LimitError::Time { .. }) => "--timeout SECONDS",
        Some(LimitError::Rows { .. }) => "--max-rows N",
        Some(LimitError::Bytes { .. }) => "--max-size MB",
        Some(LimitError::Memory { .. }) => "--max-memory MB",
        _ => return Failure::new(Exit::Query, error.context(question.to_owned())),
    };
    let said = Failure::new(Exit::Query, error.context(question.to_owned()));
    Failure::new(Exit::Query, anyhow::anyhow!("{said}; {option} sets another limit, 0 none"))
}

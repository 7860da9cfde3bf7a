//! Questions from the command line: what they may cost, and what is said when they cost more.

use super::args::LimitArgs;
use super::exit::{Exit, Failure};
use crate::query::limits::{LimitError, Limits};
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

//! How much one question may cost: time, rows, size of the answer, memory.
//!
//! Figures only. [`crate::query::bounded`] holds an evaluation to them, an endpoint its response; what the text
//! of a query may look like is fixed in [`crate::query::scan`].

use std::time::Duration;

/// What one question may cost; nothing means no limit.
///
/// An answer over a limit is refused as a whole, so a part of it can never be taken for all of it.
///
/// ```
/// use policygraph::query::limits::Limits;
/// use std::time::Duration;
///
/// assert_eq!(Limits::default().time, Some(Duration::from_secs(10)));
/// assert_eq!(Limits::NONE.rows, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first look at the text to the last row.
    pub time: Option<Duration>,
    /// Rows of a SELECT, triples of a CONSTRUCT or DESCRIBE (before equal ones are taken together).
    pub rows: Option<usize>,
    /// Bytes of the IRIs and texts of an answer; of an endpoint's response, bytes as they come.
    pub bytes: Option<usize>,
    /// Bytes that the process may grow by while the question is answered. Held on Linux only: elsewhere the
    /// standard library cannot tell how large a process is.
    pub memory: Option<u64>,
}

impl Limits {
    /// No limits at all: for questions of our own.
    pub const NONE: Self = Self { time: None, rows: None, bytes: None, memory: None };
}

impl Default for Limits {
    /// 10 seconds, 100,000 rows, 64 MiB of answer, 1 GiB of memory.
    fn default() -> Self {
        Self {
            time: Some(Duration::from_secs(10)),
            rows: Some(100_000),
            bytes: Some(64 << 20),
            memory: Some(1 << 30),
        }
    }
}

/// The limit that a question ran into. Nothing of its answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitError {
    /// It took too long.
    #[error("the query was stopped after {} s", limit.as_secs_f64())]
    Time {
        /// The limit.
        limit: Duration,
    },
    /// Too many rows or triples.
    #[error("the answer has more than {limit} rows")]
    Rows {
        /// The limit.
        limit: usize,
    },
    /// Too much text.
    #[error("the answer has more than {} MB", limit >> 20)]
    Bytes {
        /// The limit in bytes.
        limit: usize,
    },
    /// The process grew too much.
    #[error("the query took more than {} MB of memory", limit >> 20)]
    Memory {
        /// The limit in bytes.
        limit: u64,
    },
}

/// Counts what has come of an answer.
#[derive(Debug)]
pub(crate) struct Counter {
    limits: Limits,
    rows: usize,
    bytes: usize,
}

impl Counter {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { limits: *limits, rows: 0, bytes: 0 }
    }

    /// A row has come whose terms have so many bytes.
    pub(crate) fn row(&mut self, bytes: usize) -> Result<(), LimitError> {
        self.rows = self.rows.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
        if let Some(limit) = self.limits.rows.filter(|limit| self.rows > *limit) {
            return Err(LimitError::Rows { limit });
        }
        match self.limits.bytes.filter(|limit| self.bytes > *limit) {
            Some(limit) => Err(LimitError::Bytes { limit }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_over_the_limit_is_the_first_that_is_refused() {
        let mut counter = Counter::new(&Limits { rows: Some(2), bytes: Some(10), ..Limits::NONE });
        assert_eq!((counter.row(4), counter.row(4)), (Ok(()), Ok(())));
        assert_eq!(counter.row(0), Err(LimitError::Rows { limit: 2 }));
        let mut counter = Counter::new(&Limits { bytes: Some(10), ..Limits::NONE });
        assert_eq!((counter.row(10), counter.row(1)), (Ok(()), Err(LimitError::Bytes { limit: 10 })));
        let mut counter = Counter::new(&Limits::NONE);
        assert!((0..1000).all(|_| counter.row(usize::MAX).is_ok()));
    }
}

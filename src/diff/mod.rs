//! What changed between two editions, at the level of facts.
//!
//! May live here: reading editions from graphs, pairing what stayed, and the accounts of what did not. Nothing here knows
//! documents or the terminal: an edition is a set of RDF statements in our vocabulary, wherever they come from.
//!
//! ```
//! use policygraph::diff::{Difference, Edition, Statements};
//!
//! let statements = Statements::new(Vec::new());
//! let edition = Edition::new(&statements);
//! assert!(Difference::between(&edition, &edition).changes.is_empty());
//! ```

mod change;
mod compare;
mod edition;
mod excerpt;
mod pair;
mod statements;
mod summary;
pub mod write;

pub use change::{Action, Change, Column, Kind, Name, Pairing, Thing, Value, Values};
pub use edition::Edition;
pub use excerpt::Piece;
pub use statements::{StatementChanges, Statements, StatementsError};
pub use summary::{Count, Summary};

use serde::Serialize;

/// What changed between two editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The differences: of reports and whole columns first, then in reading order of the plan, then programs and money.
    pub changes: Vec<Change>,
}

impl Difference {
    /// Compares two editions.
    pub fn between(old: &Edition<'_>, new: &Edition<'_>) -> Self {
        Self { changes: compare::changes(old, new) }
    }

    /// Only the differences of some kinds.
    #[must_use]
    pub fn only(mut self, kinds: &[Kind]) -> Self {
        self.changes.retain(|change| kinds.contains(&change.kind));
        self
    }
}

//! Why shapes cannot be checked.

use crate::query::evaluate::EvaluateError;
use crate::validate::data::ReadError;

/// Why shapes cannot be checked. Shapes are named by their IRI, or by their number where they have none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShapesError {
    /// The text of the shapes cannot be read.
    #[error(transparent)]
    Read(ReadError),
    /// There is no shape that would be checked on anything.
    #[error("no shape has a target, so nothing would be checked")]
    Nothing,
    /// A shape asks for something that this program cannot check.
    #[error("the shape {shape} uses {term}, which is not supported")]
    Unsupported {
        /// The shape.
        shape: String,
        /// The term.
        term: String,
    },
    /// A shape is not as SHACL wants it.
    #[error("the shape {shape} is not well-formed: {problem}")]
    Malformed {
        /// The shape.
        shape: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A shape is reached from itself through a condition that asks for the opposite, so it can have two meanings.
    #[error("the shape {shape} is reached from itself through sh:not, sh:xone or sh:qualifiedValueShape")]
    Circle {
        /// The shape.
        shape: String,
    },
    /// A rule in SPARQL cannot be evaluated.
    #[error("the rule {rule} cannot be evaluated")]
    Sparql {
        /// The rule: value of `sh:sparql`.
        rule: String,
        /// Why.
        source: Box<EvaluateError>,
    },
}

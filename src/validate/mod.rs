//! Whether a graph keeps to shapes: SHACL Core and the SPARQL constraints of SHACL.
//!
//! May live here: reading shapes, checking a graph against them, and the report of what does not hold. The
//! room knows no documents and no files: statements come as text or as quads.
//!
//! [`Data`] holds the statements with their places in the text, [`Shapes`] what is asked of them, [`validate`] compares
//! the two, and a [`Report`] says what does not hold. The data alone is looked at: neither the ontology nor the shapes
//! are mixed in, so a class knows only those subclasses that the data states. Statements of several graphs are one graph here.

mod check;
mod data;
mod dataset;
mod index;
mod lexical;
mod message;
mod place;
mod report;
mod shapes;
mod terms;
mod vocab;

pub use check::{ValidateError, validate};
pub use data::{Data, ReadError};
pub use place::{DataPlace, SourcePlace};
pub use report::{PropertyPath, Report, Severity, ValidationResult};
pub use shapes::{Shapes, ShapesError};

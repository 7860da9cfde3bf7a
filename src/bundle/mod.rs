//! What is published together: the files of a bundle, and what its publisher says of the dataset.
//!
//! May live here: plain data about a bundle that the catalogue and the pages share. How a file is written, and how
//! a description reads as RDF or HTML, is not known here.

mod description;
mod file;

pub use description::{Agent, Description, Previous, SourceDocument, Theme};
pub use file::{BundleFile, MediaType};

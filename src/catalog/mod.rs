//! The description of a bundle for portals: DCAT, `VoID`, provenance, as RDF.
//!
//! May live here: what a catalogue says of a dataset, its files and its editions. Which facts the dataset holds is not
//! decided here.
//!
//! What nobody has said is left out; [`missing`] names it. There are no blank nodes and no clock, and an order of its own
//! for everything, so the same bundle has the same catalogue.

mod code;
mod dataset;
mod distribution;
mod figures;
mod graph;
mod jsonld;
mod licence;
mod missing;
mod names;
mod source;
mod turtle;

pub use figures::Figures;
pub use graph::{CatalogError, Graph};
pub use licence::licence_text;
pub use missing::{Missing, missing};
pub use names::Names;

use crate::bundle::{BundleFile, Description};
use crate::rdf::Base;

/// What a catalogue is made of.
#[derive(Debug)]
pub struct Bundle<'b> {
    /// The IRI below which the things of the dataset stand.
    pub base: &'b Base,
    /// What is said of the dataset.
    pub description: &'b Description,
    /// Its files; those that hold no data are passed over.
    pub files: &'b [BundleFile],
    /// What it holds.
    pub figures: &'b Figures,
    /// Name of the program that made it, and its version.
    pub program: (&'b str, &'b str),
}

/// The catalogue of a bundle.
pub fn catalog(bundle: &Bundle<'_>) -> Graph {
    let names = Names::new(bundle.base, bundle.description);
    let mut graph = Graph::default();
    dataset::catalog(&mut graph, bundle, &names);
    dataset::dataset(&mut graph, bundle, &names);
    dataset::series(&mut graph, bundle, &names);
    distribution::distributions(&mut graph, bundle, &names);
    figures::partitions(&mut graph, bundle, &names);
    source::sources(&mut graph, bundle);
    code::described(&mut graph);
    graph
}

//! Shapes: what is asked of a graph.
//!
//! A shape is read as a whole, and what of it cannot be checked is an error: nothing that a shape asks is passed over.

mod bind;
mod constraint;
mod cycle;
mod error;
mod list;
mod load;
mod parameter;
mod path;
mod sparql;

pub(super) use bind::bound;
pub(super) use constraint::{Bound, Constraint, Limit, NodeKind};
pub use error::ShapesError;
pub(super) use path::Path;
pub(super) use sparql::{SparqlConstraint, this};

use super::data::{Data, ReadError};
use super::index::{Index, Read};
use super::report::Severity;
use super::terms::{Id, Terms};
use crate::store::TextFormat;

/// The shapes of the ontology.
const OWN: &str = include_str!("../../../ontology/shapes.ttl");

/// Shapes that can be checked.
///
/// ```
/// use policygraph::validate::Shapes;
///
/// assert!(Shapes::own()?.len() > 100);
/// # Ok::<(), policygraph::validate::ShapesError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Shapes {
    data: Data,
    count: usize,
    imports: Vec<String>,
    is_lenient: bool,
    passed_over: Vec<String>,
}

impl Shapes {
    /// The shapes of the ontology, `ontology/shapes.ttl`.
    pub fn own() -> Result<Self, ShapesError> {
        let mut data = Data::default();
        data.add_text("shapes.ttl", TextFormat::Turtle, OWN.as_bytes()).map_err(ShapesError::Read)?;
        Self::new(data)
    }

    /// The shapes that some statements make.
    pub fn new(data: Data) -> Result<Self, ShapesError> {
        Self::read(data, false)
    }

    /// The same for shapes with slips: terms of SHACL that are not known, and shapes that are named and not there, are
    /// passed over, and [`Shapes::passed_over`] tells them.
    pub fn lenient(data: Data) -> Result<Self, ShapesError> {
        Self::read(data, true)
    }

    fn read(data: Data, is_lenient: bool) -> Result<Self, ShapesError> {
        let mut this = Self { data, count: 0, imports: Vec::new(), is_lenient, passed_over: Vec::new() };
        let loaded = this.load(&mut Terms::default())?;
        this.count = loaded.shapes.len();
        this.imports = loaded.imports;
        this.passed_over = loaded.passed_over.iter().map(ToString::to_string).collect();
        Ok(this)
    }

    /// What was passed over, in words.
    pub fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    /// The number of shapes.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none, which [`Shapes::new`] refuses.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Graphs that the shapes ask to be read, too (`owl:imports`). They are not read.
    pub fn imports(&self) -> &[String] {
        &self.imports
    }

    /// The shapes in the numbers of `terms`.
    pub(super) fn compile(&self, terms: &mut Terms) -> Result<Vec<Shape>, ShapesError> {
        Ok(self.load(terms)?.shapes)
    }

    fn load(&self, terms: &mut Terms) -> Result<load::Loaded, ShapesError> {
        let (own, read, _) = self.data.clone().into_parts();
        let mut number = |id: Id| -> Result<Id, ShapesError> {
            let term = own.get(id).cloned().ok_or(ShapesError::Read(ReadError::TooMany))?;
            // A blank node of the shapes is none of the data.
            let term = match term {
                oxigraph::model::Term::BlankNode(node) => {
                    oxigraph::model::BlankNode::new_unchecked(format!("shapes-{}", node.as_str())).into()
                }
                other => other,
            };
            terms.number(term).ok_or(ShapesError::Read(ReadError::TooMany))
        };
        let mut rows = Vec::with_capacity(read.len());
        for Read { triple: [subject, predicate, object], place } in read {
            let triple = [number(subject)?, number(predicate)?, number(object)?];
            rows.push(Read { triple, place });
        }
        let index = Index::new(rows, terms.len());
        load::load(terms, &index, self.is_lenient)
    }
}

/// What is asked of the nodes that it targets, and of those that other shapes hand to it.
#[derive(Debug)]
pub(super) struct Shape {
    /// The shape itself.
    pub(super) node: Id,
    /// For a property shape, the path to the values.
    pub(super) path: Option<Path>,
    pub(super) targets: Targets,
    pub(super) constraints: Vec<Constraint>,
    pub(super) severity: Severity,
    pub(super) messages: Vec<Id>,
    pub(super) is_deactivated: bool,
    /// Whether it is reached from itself.
    pub(super) is_recursive: bool,
}

/// What a shape is checked on.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) nodes: Vec<Id>,
    pub(super) classes: Vec<Id>,
    pub(super) subjects_of: Vec<Id>,
    pub(super) objects_of: Vec<Id>,
}

impl Targets {
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
            && self.classes.is_empty()
            && self.subjects_of.is_empty()
            && self.objects_of.is_empty()
    }
}

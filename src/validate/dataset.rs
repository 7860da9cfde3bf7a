//! The data as SPARQL sees them: one graph, which is the default graph.

use super::index::Index;
use super::terms::{Id, Terms};
use oxigraph::model::Term;
use spareval::{InternalQuad, QueryableDataset};
use std::convert::Infallible;

/// The data, to be asked in SPARQL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dataset<'d> {
    pub(super) terms: &'d Terms,
    pub(super) graph: &'d Index,
}

/// Rows of an order, and how a row becomes a statement.
type Rows<'d> = (&'d [[Id; 3]], fn([Id; 3]) -> [Id; 3]);

/// A term of the data by its number, or one that came up in an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Known {
    Number(Id),
    Other(Box<Term>),
}

impl<'d> QueryableDataset<'d> for Dataset<'d> {
    type InternalTerm = Known;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Known>,
        predicate: Option<&Known>,
        object: Option<&Known>,
        graph_name: Option<Option<&Known>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Known>, Infallible>> + use<'d> {
        // A term that is not in the data has no statements.
        let number = |term: Option<&Known>| match term {
            None => Some(None),
            Some(Known::Number(id)) => Some(Some(*id)),
            Some(Known::Other(_)) => None,
        };
        let graph = self.graph;
        let (rows, turn): Rows<'d> = match (graph_name, number(subject), number(predicate), number(object)) {
            (Some(None), Some(subject), Some(predicate), Some(object)) => {
                find(graph, subject, predicate, object)
            }
            _ => (&[], same),
        };
        rows.iter().map(move |row| {
            let [subject, predicate, object] = turn(*row);
            Ok(InternalQuad {
                subject: Known::Number(subject),
                predicate: Known::Number(predicate),
                object: Known::Number(object),
                graph_name: None,
            })
        })
    }

    fn internalize_term(&self, term: Term) -> Result<Known, Infallible> {
        Ok(match self.terms.find(&term) {
            Some(id) => Known::Number(id),
            None => Known::Other(Box::new(term)),
        })
    }

    fn externalize_term(&self, term: Known) -> Result<Term, Infallible> {
        Ok(match term {
            Known::Other(term) => *term,
            Known::Number(id) => {
                self.terms.get(id).cloned().unwrap_or_else(|| oxigraph::model::BlankNode::default().into())
            }
        })
    }
}

fn same(row: [Id; 3]) -> [Id; 3] {
    row
}

/// The rows that fit.
fn find(graph: &Index, subject: Option<Id>, predicate: Option<Id>, object: Option<Id>) -> Rows<'_> {
    fn from_pos([predicate, object, subject]: [Id; 3]) -> [Id; 3] {
        [subject, predicate, object]
    }
    fn from_osp([object, subject, predicate]: [Id; 3]) -> [Id; 3] {
        [subject, predicate, object]
    }
    match (subject, predicate, object) {
        (None, None, None) => (graph.all(), same),
        (Some(subject), None, None) => (graph.of_subject(subject), same),
        (Some(subject), Some(predicate), None) => (graph.of_subject_predicate(subject, predicate), same),
        (None, Some(predicate), None) => (graph.of_predicate(predicate), from_pos),
        (None, Some(predicate), Some(object)) => (graph.of_predicate_object(predicate, object), from_pos),
        (None, None, Some(object)) => (graph.of_object(object), from_osp),
        (Some(subject), None, Some(object)) => (graph.of_object_subject(object, subject), from_osp),
        (Some(subject), Some(predicate), Some(object)) => {
            let rows = graph.of_subject_predicate(subject, predicate);
            let found = rows.binary_search(&[subject, predicate, object]);
            (found.ok().and_then(|at| rows.get(at..=at)).unwrap_or_default(), same)
        }
    }
}

//! Questions of pages to a source, and the cells of their answers.

use crate::query::evaluate::{Answer, EvaluateError, Solutions, Source};
use crate::query::parameters::Binding;
use oxigraph::model::{NamedNode, Term, Variable};

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The source did not answer.
    #[error("the {what} could not be read from the graph")]
    Query {
        /// What was asked for.
        what: &'static str,
        /// Why there was no answer.
        source: Box<EvaluateError>,
    },
    /// The vocabulary that comes with the program could not be read. That is a fault of the program.
    #[error("the vocabulary could not be read")]
    Vocabulary(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The rows of a question; none if it is not a SELECT.
pub(super) fn ask(
    source: &dyn Source,
    what: &'static str,
    query: &str,
    thing: Option<&NamedNode>,
) -> Result<Solutions, PageError> {
    let bindings: Vec<Binding> = thing
        .map(|thing| Binding { variable: Variable::new_unchecked("thing"), term: thing.clone().into() })
        .into_iter()
        .collect();
    match source.answer(query, &bindings) {
        Ok(Answer::Solutions(solutions)) => Ok(solutions),
        Ok(_) => Ok(Solutions::default()),
        Err(source) => Err(PageError::Query { what, source: Box::new(source) }),
    }
}

/// A row with its cells by name.
#[derive(Clone, Copy)]
pub(super) struct Row<'s> {
    solutions: &'s Solutions,
    cells: &'s [Option<Term>],
}

pub(super) fn rows(solutions: &Solutions) -> impl Iterator<Item = Row<'_>> {
    solutions.rows.iter().map(move |cells| Row { solutions, cells })
}

impl<'s> Row<'s> {
    pub(super) fn get(&self, name: &str) -> Option<&'s Term> {
        let at = self.solutions.variables.iter().position(|variable| variable.as_str() == name)?;
        self.cells.get(at)?.as_ref()
    }

    /// The text of a literal, or an IRI.
    pub(super) fn text(&self, name: &str) -> Option<&'s str> {
        match self.get(name)? {
            Term::Literal(literal) => Some(literal.value()),
            Term::NamedNode(node) => Some(node.as_str()),
            Term::BlankNode(_) => None,
        }
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// Text and language of a literal.
    pub(super) fn words(&self, name: &str) -> Option<(&'s str, Option<&'s str>)> {
        match self.get(name)? {
            Term::Literal(literal) => Some((literal.value(), literal.language())),
            Term::NamedNode(_) | Term::BlankNode(_) => None,
        }
    }
}

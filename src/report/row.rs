//! Cells of answers, and how SPARQL orders them.

use crate::facts::{Facts, Thing};
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use std::cmp::Ordering;

/// The columns of an answer.
pub(super) fn columns(names: &[&str]) -> Vec<Variable> {
    // The names are constants of this crate; the tests compare them with the stored query's.
    names.iter().copied().map(Variable::new_unchecked).collect()
}

/// A cell with the IRI of a thing.
pub(super) fn iri(facts: &Facts, thing: Thing) -> Option<Term> {
    // It was an IRI in the store, or is a checked base with an encoded key below it.
    facts.iri(thing).map(|iri| NamedNode::new_unchecked(iri).into())
}

/// A cell with the label of a thing; unbound if it has none.
pub(super) fn label(facts: &Facts, thing: Thing) -> Option<Term> {
    facts.label(thing).cloned().map(Term::from)
}

/// A whole number.
pub(super) fn integer(number: i64) -> Term {
    Literal::from(number).into()
}

/// A count.
pub(super) fn count(number: usize) -> Term {
    integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Labels as `ORDER BY` has them: none first, then by their characters, then by their language.
pub(super) fn by_label(facts: &Facts, left: Thing, right: Thing) -> Ordering {
    let key = |thing| facts.label(thing).map(|label| (label.value(), label.language()));
    key(left).cmp(&key(right))
}

/// Things as `ORDER BY` has them: by the characters of their IRIs.
pub(super) fn by_iri(facts: &Facts, left: Thing, right: Thing) -> Ordering {
    facts.iri(left).cmp(&facts.iri(right))
}

/// Things that may be missing: none first.
pub(super) fn by_iri_if_any(facts: &Facts, left: Option<Thing>, right: Option<Thing>) -> Ordering {
    let key = |thing: Option<Thing>| thing.and_then(|thing| facts.iri(thing));
    key(left).cmp(&key(right))
}

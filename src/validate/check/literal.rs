//! What constraints ask of a single term.

use crate::validate::lexical::{Value, is_well_formed};
use crate::validate::shapes::Limit;
use oxigraph::model::Term;

pub(super) fn has_datatype(term: &Term, datatype: Option<&Term>) -> bool {
    match (term, datatype) {
        (Term::Literal(literal), Some(Term::NamedNode(datatype))) => {
            literal.datatype() == datatype.as_ref() && is_well_formed(literal.value(), literal.datatype())
        }
        _ => false,
    }
}

/// Whether a value is within a bound. What cannot be compared with it is not.
pub(super) fn is_within(term: &Term, limit: Limit, bound: Option<&Term>) -> bool {
    let (Term::Literal(value), Some(Term::Literal(bound))) = (term, bound) else { return false };
    let order = match (Value::of(value), Value::of(bound)) {
        (Some(value), Some(bound)) => value.compare(&bound),
        _ => None,
    };
    limit.allows(order)
}

/// The text of a literal or IRI; nothing for a blank node.
pub(super) fn text(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(literal) => Some(literal.value()),
        Term::BlankNode(_) => None,
    }
}

/// Characters of the text of a literal or IRI.
pub(super) fn length(term: &Term) -> Option<u64> {
    text(term).map(|text| text.chars().count() as u64)
}

/// The language tag of a literal, in small letters.
pub(super) fn language(term: &Term) -> Option<String> {
    match term {
        Term::Literal(literal) => literal.language().map(str::to_ascii_lowercase),
        _ => None,
    }
}

/// Whether a literal has one of some languages, or a part of one: `en` has `en-GB`.
pub(super) fn has_language(term: &Term, languages: &[String]) -> bool {
    let Some(tag) = language(term) else { return false };
    languages.iter().any(|range| {
        range == "*"
            || tag.strip_prefix(range.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

//! RDF lists.

use crate::validate::index::Index;
use crate::validate::terms::{Id, Terms};
use oxigraph::model::vocab::rdf;
use std::collections::HashSet;

/// The members of a list; nothing if it is none, has two tails or ends in itself.
pub(super) fn members(terms: &Terms, graph: &Index, head: Id) -> Option<Vec<Id>> {
    let nil = terms.find_iri(rdf::NIL);
    let (mut members, mut seen, mut node) = (Vec::new(), HashSet::new(), head);
    while Some(node) != nil {
        if !seen.insert(node) {
            return None;
        }
        members.push(only(graph.objects(node, terms.find_iri(rdf::FIRST)?))?);
        node = only(graph.objects(node, terms.find_iri(rdf::REST)?))?;
    }
    Some(members)
}

/// The one item of an iterator; nothing if there are none or several.
pub(super) fn only(mut items: impl Iterator<Item = Id>) -> Option<Id> {
    let item = items.next()?;
    items.next().is_none().then_some(item)
}

//! Facts from a store, property by property.

use super::builder::Heap;
use super::kept::{CLASSES, KEPT, Kept, Relation, Take};
use super::{Facts, FactsError};
use crate::store::Store;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};

/// Reads every property that is kept; a triple of several graphs counts once.
pub(super) fn read(store: &Store) -> Result<Facts, FactsError> {
    let mut heap = Heap::default();
    for kept in &KEPT {
        // The terms are constants of this crate; a test holds that each is a valid IRI.
        let property = NamedNodeRef::new_unchecked(kept.property.iri);
        let objects = match kept.take {
            Take::Link(Relation::Classes) => {
                CLASSES.map(|class| Some(NamedNodeRef::new_unchecked(class.iri).into())).to_vec()
            }
            _ => vec![None],
        };
        for object in objects {
            for quad in store.inner().quads_for_pattern(None, Some(property), object, None) {
                take(&mut heap, kept, &quad.map_err(FactsError::Storage)?)?;
            }
        }
    }
    Ok(heap.finish())
}

fn take(heap: &mut Heap, kept: &Kept, quad: &Quad) -> Result<(), FactsError> {
    let not_an_iri =
        || FactsError::NotAnIri { property: kept.property.iri, subject: quad.subject.to_string() };
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
        // Nothing links to what was refused, so nothing that counts is known of it.
        return if kept.of_known { Ok(()) } else { Err(not_an_iri()) };
    };
    let Some(subject) = heap.subject(kept, subject.as_str())? else {
        return Ok(());
    };
    match (kept.take, &quad.object) {
        (Take::Link(_) | Take::Back(_), Term::NamedNode(object)) => {
            let object = heap.thing(object.as_str())?;
            heap.link(kept.take, subject, object);
        }
        (Take::Link(_) | Take::Back(_), _) => return Err(not_an_iri()),
        (Take::Number(number), Term::Literal(value)) if value.datatype() == xsd::INTEGER => {
            let value = value.value().parse().map_err(|_| not_an_integer(kept, quad))?;
            heap.number(number, subject, value);
        }
        (Take::Number(_), _) => return Err(not_an_integer(kept, quad)),
        (Take::Label, Term::Literal(value)) => {
            if let Some(language) = value.language() {
                heap.label(subject, value.value(), language);
            }
        }
        // A label that is no text is none.
        (Take::Label, _) => {}
    }
    Ok(())
}

fn not_an_integer(kept: &Kept, quad: &Quad) -> FactsError {
    FactsError::NotAnInteger { property: kept.property.iri, subject: quad.subject.to_string() }
}

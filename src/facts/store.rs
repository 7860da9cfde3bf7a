//! Facts from a store, property by property.

use super::builder::Heap;
use super::kept::{Extent, KEPT, Kept, Relation, Take, Text, classes};
use super::{Facts, FactsError};
use crate::store::Store;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNodeRef, Term};

/// Reads every property that reports need; a triple of several graphs counts once.
pub(super) fn read(store: &Store) -> Result<Facts, FactsError> {
    let extent = Extent::Answers;
    let mut heap = Heap::new(extent);
    for kept in KEPT.iter().filter(|kept| kept.extent <= extent) {
        // The terms are constants of this crate; a test holds that each is a valid IRI.
        let property = NamedNodeRef::new_unchecked(kept.property.iri);
        let objects = match kept.take {
            Take::Link(Relation::Classes) => {
                let classes = classes(extent).iter();
                classes.map(|class| Some(NamedNodeRef::new_unchecked(class.iri).into())).collect()
            }
            _ => vec![None],
        };
        for object in objects {
            for quad in store.inner().quads_for_pattern(None, Some(property), object, None) {
                let quad = quad.map_err(FactsError::Storage)?;
                take(&mut heap, kept, &quad.subject.into(), &quad.object)?;
            }
        }
    }
    Ok(heap.finish())
}

/// Takes one statement of a property. For answers a statement that is not what its property is for is an error; for views, which
/// draw what strangers say, it is counted and passed over.
pub(super) fn take(heap: &mut Heap, kept: &Kept, subject: &Term, object: &Term) -> Result<(), FactsError> {
    match take_strictly(heap, kept, subject, object) {
        Err(FactsError::NotAnIri { .. } | FactsError::NotAnInteger { .. })
            if heap.extent > Extent::Answers =>
        {
            heap.passed_over += 1;
            Ok(())
        }
        other => other,
    }
}

fn take_strictly(heap: &mut Heap, kept: &Kept, subject: &Term, object: &Term) -> Result<(), FactsError> {
    let not_an_iri = || FactsError::NotAnIri { property: kept.property.iri, subject: subject.to_string() };
    let not_an_integer =
        || FactsError::NotAnInteger { property: kept.property.iri, subject: subject.to_string() };
    let Term::NamedNode(named) = subject else {
        // Nothing links to what was refused, so nothing that counts is known of it.
        return if kept.of_known { Ok(()) } else { Err(not_an_iri()) };
    };
    let Some(thing) = heap.subject(kept, named.as_str())? else {
        return Ok(());
    };
    match (kept.take, object) {
        (Take::Link(_) | Take::Back(_), Term::NamedNode(object)) => {
            let object = heap.thing(object.as_str())?;
            heap.link(kept.take, thing, object);
        }
        (Take::Link(_) | Take::Back(_), _) => return Err(not_an_iri()),
        (Take::Number(number), Term::Literal(value)) if value.datatype() == xsd::INTEGER => {
            heap.number(number, thing, value.value().parse().map_err(|_| not_an_integer())?);
        }
        (Take::Number(_), _) => return Err(not_an_integer()),
        (Take::Label, Term::Literal(value)) => {
            match value.language() {
                Some(language) => heap.label(thing, value.value(), language)?,
                // For views a name without a language is better than none.
                None if heap.extent > Extent::Answers => {
                    heap.text(Text::OtherName, thing, value.value())?;
                }
                None => {}
            }
        }
        (Take::Text(text), Term::Literal(value)) => heap.text(text, thing, value.value())?,
        // Words that are no text are none.
        (Take::Label | Take::Text(_), _) => {}
    }
    Ok(())
}

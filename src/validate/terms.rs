//! Terms as numbers.

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use oxigraph::model::{NamedNodeRef, Term};

/// The number of a term.
pub(super) type Id = u32;

/// Every term that was seen, each once. Data and shapes share one, so that equal terms have equal numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    set: IndexSet<Term, FixedState>,
}

impl Terms {
    /// The number of a term; nothing if there are more terms than numbers.
    pub(super) fn number(&mut self, term: Term) -> Option<Id> {
        let (index, _) = self.set.insert_full(term);
        Id::try_from(index).ok()
    }

    /// The number of a term that was seen.
    pub(super) fn find(&self, term: &Term) -> Option<Id> {
        self.set.get_index_of(term).and_then(|index| Id::try_from(index).ok())
    }

    /// The number of an IRI that was seen.
    pub(super) fn find_iri(&self, iri: NamedNodeRef<'_>) -> Option<Id> {
        self.find(&Term::NamedNode(iri.into_owned()))
    }

    pub(super) fn get(&self, id: Id) -> Option<&Term> {
        self.set.get_index(usize::try_from(id).ok()?)
    }

    pub(super) fn len(&self) -> usize {
        self.set.len()
    }
}

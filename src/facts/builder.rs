//! Facts as they come in.

use super::kept::{Kept, Number, Relation, Take};
use super::links::{Links, Numbers};
use super::{Facts, FactsError, Thing};
use crate::plan::Plan;
use crate::rdf::Base;
use crate::rdf::mapping::Section;
use foldhash::fast::RandomState;
use indexmap::IndexSet;
use oxigraph::model::Literal;

/// Collects the facts of several plans as those of one graph.
///
/// ```
/// use policygraph::plan::{BuildOptions, build};
/// use policygraph::rdf::Base;
/// use policygraph::facts::Builder;
/// use policygraph::report::Report;
/// use policygraph::source;
/// use std::path::Path;
///
/// let (document, table) = source::read(Path::new("examples/medical-device-plan-2023/report.tsv"))?;
/// let mut builder = Builder::new(Base::default(), Report::MinistryPairs.sections());
/// builder.add_plan(&build(&document, &table, &BuildOptions::default()))?;
/// let pairs = Report::MinistryPairs.answer(&builder.finish());
/// assert!(!pairs.rows.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Builder {
    pub(super) base: Base,
    pub(super) sections: Vec<Section>,
    pub(super) heap: Heap,
}

impl Builder {
    /// Starts with nothing. Things get IRIs below `base`; of each plan only the facts in `sections` are taken, see
    /// [`Report::sections`](crate::report::Report::sections).
    pub fn new(base: Base, sections: &[Section]) -> Self {
        Self { base, sections: sections.to_vec(), heap: Heap::default() }
    }

    /// Adds the facts of a plan; a plan that was added before adds nothing.
    pub fn add_plan(&mut self, plan: &Plan) -> Result<(), FactsError> {
        super::plan::add(self, plan)
    }

    /// The facts.
    pub fn finish(self) -> Facts {
        self.heap.finish()
    }
}

/// Facts in no order.
#[derive(Debug, Default)]
pub(super) struct Heap {
    iris: IndexSet<String, RandomState>,
    labels: Vec<Option<Literal>>,
    links: [Vec<(Thing, Thing)>; Relation::COUNT],
    numbers: [Vec<(Thing, i64)>; Number::COUNT],
}

impl Heap {
    /// The number of a thing; it gets one if it has none.
    pub(super) fn thing(&mut self, iri: &str) -> Result<Thing, FactsError> {
        let place = match self.iris.get_index_of(iri) {
            Some(place) => place,
            None => self.iris.insert_full(iri.to_owned()).0,
        };
        u32::try_from(place).map(Thing).map_err(|_| FactsError::TooMany)
    }

    /// The number of a thing that was met before.
    pub(super) fn known(&self, iri: &str) -> Option<Thing> {
        self.iris.get_index_of(iri).and_then(|place| u32::try_from(place).ok()).map(Thing)
    }

    /// The subject of a kept property, if it counts.
    pub(super) fn subject(&mut self, kept: &Kept, iri: &str) -> Result<Option<Thing>, FactsError> {
        if kept.of_known { Ok(self.known(iri)) } else { self.thing(iri).map(Some) }
    }

    pub(super) fn link(&mut self, take: Take, subject: Thing, object: Thing) {
        let (relation, link) = match take {
            Take::Link(relation) => (relation, (subject, object)),
            Take::Back(relation) => (relation, (object, subject)),
            Take::Number(_) | Take::Label => return,
        };
        if let Some(links) = self.links.get_mut(relation as usize) {
            links.push(link);
        }
    }

    pub(super) fn number(&mut self, number: Number, subject: Thing, value: i64) {
        if let Some(numbers) = self.numbers.get_mut(number as usize) {
            numbers.push((subject, value));
        }
    }

    /// Takes a label if it is in Japanese and comes before the one that is there.
    pub(super) fn label(&mut self, subject: Thing, value: &str, language: &str) {
        let is_japanese = language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("ja"))
            && matches!(language.as_bytes().get(2), None | Some(b'-'));
        if !is_japanese {
            return;
        }
        if self.labels.len() <= subject.place() {
            self.labels.resize(self.iris.len().max(subject.place() + 1), None);
        }
        let Some(label) = self.labels.get_mut(subject.place()) else {
            return;
        };
        if label
            .as_ref()
            .is_none_or(|old| (value, language) < (old.value(), old.language().unwrap_or_default()))
            && let Ok(new) = Literal::new_language_tagged_literal(value, language)
        {
            *label = Some(new);
        }
    }

    pub(super) fn finish(mut self) -> Facts {
        self.labels.resize(self.iris.len(), None);
        Facts {
            iris: self.iris,
            labels: self.labels,
            links: self.links.map(Links::new),
            numbers: self.numbers.map(Numbers::new),
        }
    }
}

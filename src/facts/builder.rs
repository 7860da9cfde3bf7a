//! Facts as they come in.

use super::kept::{Extent, Kept, Number, Relation, Take, Text};
use super::links::{ByThing, Links, Numbers};
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
        Self { base, sections: sections.to_vec(), heap: Heap::new(Extent::Answers) }
    }

    /// Starts with nothing, for views and pages: all sections count.
    pub fn for_views(base: Base, extent: Extent) -> Self {
        Self { base, sections: Section::ALL.to_vec(), heap: Heap::new(extent) }
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
#[derive(Debug)]
pub(super) struct Heap {
    pub(super) extent: Extent,
    iris: IndexSet<String, RandomState>,
    labels: Vec<Option<Literal>>,
    links: [Vec<(Thing, Thing)>; Relation::COUNT],
    numbers: [Vec<(Thing, i64)>; Number::COUNT],
    words: IndexSet<String, RandomState>,
    texts: [Vec<(Thing, u32)>; Text::COUNT],
    /// Statements that are not what their property is for.
    pub(super) passed_over: usize,
}

impl Heap {
    pub(super) fn new(extent: Extent) -> Self {
        Self {
            extent,
            iris: IndexSet::default(),
            labels: Vec::new(),
            links: Default::default(),
            numbers: Default::default(),
            words: IndexSet::default(),
            texts: Default::default(),
            passed_over: 0,
        }
    }

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
            Take::Number(_) | Take::Label | Take::Text(_) => return,
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

    /// Takes words of a thing.
    pub(super) fn text(&mut self, text: Text, subject: Thing, value: &str) -> Result<(), FactsError> {
        let place = match self.words.get_index_of(value) {
            Some(place) => place,
            None => self.words.insert_full(value.to_owned()).0,
        };
        let place = u32::try_from(place).map_err(|_| FactsError::TooMany)?;
        if let Some(texts) = self.texts.get_mut(text as usize) {
            texts.push((subject, place));
        }
        Ok(())
    }

    /// Takes a label: in Japanese, if it comes before the one that is there; for views also in other languages.
    pub(super) fn label(&mut self, subject: Thing, value: &str, language: &str) -> Result<(), FactsError> {
        let is = |wanted: &str| {
            language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case(wanted))
                && matches!(language.as_bytes().get(2), None | Some(b'-'))
        };
        match (is("ja"), self.extent) {
            (true, _) => self.japanese_label(subject, value, language),
            (false, Extent::Answers) => {}
            (false, _) => {
                let text = if is("en") { Text::EnglishLabel } else { Text::OtherName };
                self.text(text, subject, value)?;
            }
        }
        Ok(())
    }

    fn japanese_label(&mut self, subject: Thing, value: &str, language: &str) {
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
            words: self.words,
            texts: self.texts.map(ByThing::new),
            passed_over: self.passed_over,
        }
    }
}

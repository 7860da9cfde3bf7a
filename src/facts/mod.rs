//! The facts behind reports and views, as compact arrays.
//!
//! May live here: what is kept of a graph without a store, and how it gets here from plans and from stores.
//!
//! A thing is a number; its IRI, its Japanese label and its place in the plan are looked up by it, and the links
//! between things are lists of numbers. Facts come from plans ([`Builder::add_plan`]) through the same mapping that
//! writes RDF, so IRIs and derived facts are those of the graph, or from a store ([`Facts::from_store`]). Either way
//! they are those of the union of all graphs: a fact that two documents state is there once.
//!
//! What is kept stands in one table, in `kept.rs`. A report or a view that needs another property of the graph adds
//! a [`Relation`] or a [`Number`] and a line there.

mod ask;
mod builder;
mod kept;
mod links;
mod plan;
mod store;

use crate::query::evaluate::{EvaluateError, Source};
use crate::rdf::vocab::{Term, pgo};
use crate::store::Store;
pub use builder::Builder;
use foldhash::fast::RandomState;
use indexmap::IndexSet;
pub use kept::{Extent, Number, Relation, Text};
use links::ByThing;
pub use links::{Links, Numbers};
use oxigraph::model::Literal;
use oxigraph::store::StorageError;

/// A thing of the graph, by its number among the facts. The order of numbers means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thing(u32);

impl Thing {
    pub(crate) fn place(self) -> usize {
        self.0 as usize
    }
}

/// Why facts could not be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FactsError {
    /// The store could not be read.
    #[error("the store could not be read")]
    Storage(#[source] StorageError),
    /// The source did not answer the question for a property.
    #[error("`{property}` could not be read from the graph")]
    Query {
        /// The property, by its IRI.
        property: &'static str,
        /// Why there was no answer.
        source: Box<EvaluateError>,
    },
    /// Something that has to have an IRI has none.
    #[error("`{property}` of `{subject}` is not between things with IRIs")]
    NotAnIri {
        /// The property, by its IRI.
        property: &'static str,
        /// What it is stated of.
        subject: String,
    },
    /// A number is no whole number of 64 bits.
    #[error("`{property}` of `{subject}` is no whole number")]
    NotAnInteger {
        /// The property, by its IRI.
        property: &'static str,
        /// What it is stated of.
        subject: String,
    },
    /// There are more things than can be numbered.
    #[error("there are more than {} things", u32::MAX)]
    TooMany,
}

/// Facts, ready for reports and views.
#[derive(Debug, Clone)]
pub struct Facts {
    iris: IndexSet<String, RandomState>,
    labels: Vec<Option<Literal>>,
    links: [Links; Relation::COUNT],
    numbers: [Numbers; Number::COUNT],
    words: IndexSet<String, RandomState>,
    texts: [ByThing<u32>; Text::COUNT],
    passed_over: usize,
}

impl Facts {
    /// Reads what reports need of a graph.
    pub fn from_store(store: &Store) -> Result<Self, FactsError> {
        store::read(store)
    }

    /// Asks a store or an endpoint, property by property: a question each for all statements of it.
    pub fn from_source(source: &dyn Source, extent: Extent) -> Result<Self, FactsError> {
        ask::read(source, extent)
    }

    /// How many statements of a stranger's graph were passed over, since they are not between things with IRIs or hold no
    /// whole number; only facts for views are read so.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.iris.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.iris.is_empty()
    }

    /// All things.
    pub fn things(&self) -> impl Iterator<Item = Thing> + use<> {
        // The builder gives no number above `u32::MAX`.
        (0..u32::try_from(self.iris.len()).unwrap_or(u32::MAX)).map(Thing)
    }

    /// The IRI of a thing.
    pub fn iri(&self, thing: Thing) -> Option<&str> {
        self.iris.get_index(thing.place()).map(String::as_str)
    }

    /// The thing with an IRI.
    pub fn thing(&self, iri: &str) -> Option<Thing> {
        let place = self.iris.get_index_of(iri)?;
        u32::try_from(place).ok().map(Thing)
    }

    /// The label of a thing in Japanese; of several, the first in order.
    pub fn label(&self, thing: Thing) -> Option<&Literal> {
        self.labels.get(thing.place())?.as_ref()
    }

    /// The links of a relation.
    pub fn links(&self, relation: Relation) -> &Links {
        let [
            uses,
            goals,
            parents,
            above,
            tops,
            classes,
            leads,
            responsible,
            places,
            owners,
            years,
            phases,
            newer,
            conflicts,
            statements,
            coverages,
            plans,
            wholes,
            about,
            mentions,
            relists,
            relisted_item,
            relisted_under,
            stated_for,
            within,
            sources,
        ] = &self.links;
        match relation {
            Relation::Uses => uses,
            Relation::Goals => goals,
            Relation::Parents => parents,
            Relation::Above => above,
            Relation::Tops => tops,
            Relation::Classes => classes,
            Relation::Leads => leads,
            Relation::Responsible => responsible,
            Relation::Places => places,
            Relation::Owners => owners,
            Relation::Years => years,
            Relation::Phases => phases,
            Relation::Newer => newer,
            Relation::Conflicts => conflicts,
            Relation::Statements => statements,
            Relation::Coverages => coverages,
            Relation::Plans => plans,
            Relation::Wholes => wholes,
            Relation::About => about,
            Relation::Mentions => mentions,
            Relation::Relists => relists,
            Relation::RelistedItem => relisted_item,
            Relation::RelistedUnder => relisted_under,
            Relation::StatedFor => stated_for,
            Relation::Within => within,
            Relation::Sources => sources,
        }
    }

    /// The objectives that a measure stands under, by itself or through groups.
    pub fn objectives(&self, measure: Thing) -> Vec<Thing> {
        let up = |thing| self.links(Relation::Above).of(thing);
        self.climb(self.links(Relation::Parents).of(measure), up, pgo::OBJECTIVE)
    }

    /// The goals of a measure; where it hangs on the plan without a goal between, the plan.
    pub fn goals(&self, measure: Thing) -> Vec<Thing> {
        let up = |thing| {
            let [above, tops] =
                [Relation::Above, Relation::Tops].map(|relation| self.links(relation).of(thing));
            above.iter().chain(tops).copied().collect::<Vec<_>>()
        };
        let mut found = self.climb(self.links(Relation::Parents).of(measure), up, pgo::PLAN);
        found.extend(self.links(Relation::Goals).of(measure));
        found
    }

    /// Things of a class on the way up from where to start, the start among them.
    fn climb<I: AsRef<[Thing]>>(&self, from: &[Thing], up: impl Fn(Thing) -> I, class: Term) -> Vec<Thing> {
        let class = self.thing(class.iri);
        let mut way = from.to_vec();
        let mut at = 0;
        while let Some(&thing) = way.get(at) {
            for above in up(thing).as_ref() {
                if !way.contains(above) {
                    way.push(*above);
                }
            }
            at += 1;
        }
        let classes = self.links(Relation::Classes);
        way.retain(|thing| class.is_some_and(|class| classes.of(*thing).contains(&class)));
        way
    }

    /// The numbers of one kind.
    pub fn numbers(&self, number: Number) -> &Numbers {
        let [ordinals, lines, years, amounts, columns] = &self.numbers;
        match number {
            Number::Ordinal => ordinals,
            Number::Line => lines,
            Number::StartYear => years,
            Number::AmountYen => amounts,
            Number::Column => columns,
        }
    }

    /// Words of a thing, in order, each once.
    pub fn texts(&self, text: Text, thing: Thing) -> Vec<&str> {
        let places = self.texts.get(text as usize).map(|texts| texts.of(thing)).unwrap_or_default();
        let words = places.iter().filter_map(|place| self.words.get_index(*place as usize));
        let mut words: Vec<&str> = words.map(String::as_str).collect();
        words.sort_unstable();
        words
    }

    /// Everything of a class of our vocabulary that is kept, in no order.
    pub fn of_class(&self, class: Term) -> Vec<Thing> {
        let Some(class) = self.thing(class.iri) else {
            return Vec::new();
        };
        let classes = self.links(Relation::Classes).iter();
        classes.filter(|(_, classes)| classes.contains(&class)).map(|(thing, _)| thing).collect()
    }
}

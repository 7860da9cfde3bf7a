//! Where items stand in the plan, and where they are listed again.

use crate::facts::{Facts, Number, Relation, Thing};
use crate::rdf::vocab::pgo;
use crate::view::links::{HeadingRow, Listing, Under};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

/// Things and their places in a list of rows.
#[derive(Default)]
pub(super) struct Places {
    things: Vec<Thing>,
    places: HashMap<Thing, usize, RandomState>,
}

impl Places {
    pub(super) fn new(things: Vec<Thing>) -> Self {
        let places = things.iter().enumerate().map(|(place, thing)| (*thing, place)).collect();
        Self { things, places }
    }

    pub(super) fn of(&self, thing: Thing) -> Option<usize> {
        self.places.get(&thing).copied()
    }

    pub(super) fn things(&self) -> &[Thing] {
        &self.things
    }

    /// The places of some things, in order.
    pub(super) fn all(&self, things: &[Thing]) -> Vec<usize> {
        let mut places: Vec<usize> = things.iter().filter_map(|thing| self.of(*thing)).collect();
        places.sort_unstable();
        places
    }
}

/// The headings of all plans.
pub(super) struct Headings<'f> {
    facts: &'f Facts,
    pub(super) goals: Places,
    pub(super) objectives: Places,
    pub(super) groups: Places,
    /// Under what each item is listed a second time.
    again: crate::facts::Links,
    /// Lines of second listings, by item and by what it is listed under.
    lines: BTreeMap<(Thing, Thing), i64>,
}

impl<'f> Headings<'f> {
    pub(super) fn new(facts: &'f Facts) -> Self {
        let mut goals = facts.of_class(pgo::GOAL);
        // Goals of several plans stand plan by plan.
        goals.sort_by_cached_key(|goal| {
            let plans = facts.links(Relation::Plans).of(*goal).iter();
            let plan = plans.map(|plan| (label(facts, *plan), iri(facts, *plan))).min();
            (plan, position(facts, *goal), iri(facts, *goal))
        });
        let in_order = |class| {
            let mut things = facts.of_class(class);
            things.sort_by_cached_key(|thing| (position(facts, *thing), iri(facts, *thing)));
            Places::new(things)
        };
        Self {
            facts,
            goals: Places::new(goals),
            objectives: in_order(pgo::OBJECTIVE),
            groups: in_order(pgo::MEASURE_GROUP),
            again: facts.links(Relation::Relists).reversed(),
            lines: lines_again(facts),
        }
    }

    /// The thing that comes first in the plan.
    fn first(&self, things: &[Thing]) -> Option<Thing> {
        let key = |thing: &Thing| (position(self.facts, *thing), iri(self.facts, *thing));
        match things {
            [only] => Some(*only),
            _ => things.iter().copied().min_by_key(key),
        }
    }

    /// What an item stands in, one step up.
    fn parent(&self, item: Thing) -> Option<Thing> {
        [Relation::Parents, Relation::Above, Relation::Tops]
            .into_iter()
            .find_map(|relation| self.first(self.facts.links(relation).of(item)))
    }

    /// An item and what it stands in, step by step; a circle ends.
    fn way_up(&self, item: Thing) -> Vec<Thing> {
        let mut way = vec![item];
        while let Some(next) = way.last().and_then(|last| self.parent(*last)) {
            if way.contains(&next) {
                break;
            }
            way.push(next);
        }
        way
    }

    /// The headings among some things.
    fn among(&self, way: &[Thing]) -> Under {
        let first = |places: &Places| way.iter().find_map(|thing| places.of(*thing));
        Under { goal: first(&self.goals), objective: first(&self.objectives), group: first(&self.groups) }
    }

    /// The headings above an item.
    pub(super) fn under(&self, item: Thing) -> Under {
        let way = self.way_up(item);
        let mut under = self.among(way.get(1..).unwrap_or_default());
        let stated = self.facts.links(Relation::Goals).of(item);
        under.goal = stated.iter().filter_map(|goal| self.goals.of(*goal)).min().or(under.goal);
        under
    }

    /// The headings under which an item is listed again, and what of its way up is listed there.
    fn listed_again(&self, item: Thing) -> Vec<(Under, Thing, Thing)> {
        let own = self.way_up(item);
        let mut found = Vec::new();
        for (step, listed) in own.iter().enumerate() {
            let unders = self.again.of(*listed);
            for under in unders {
                let above = self.among(&self.way_up(*under));
                // What lies between the item and what is listed again comes along.
                let along = self.among(own.get(1..=step).unwrap_or_default());
                let under_item = Under {
                    goal: above.goal,
                    objective: above.objective.or(along.objective),
                    group: above.group.or(along.group),
                };
                found.push((under_item, *listed, *under));
            }
        }
        found
    }

    /// Where a measure is listed: one entry for each thing under which it, its group or its objective is listed again.
    pub(super) fn listings(&self, measure: Thing) -> Vec<Listing> {
        let line = first_line(self.facts, measure);
        let mut seen: Vec<Thing> = Vec::new();
        let mut again = Vec::new();
        for (under, listed, place) in self.listed_again(measure) {
            if !seen.contains(&place) {
                seen.push(place);
                let own = (listed == measure).then(|| self.lines.get(&(listed, place)).copied()).flatten();
                again.push(Listing { under, line: own.or(line), again: true });
            }
        }
        again.sort_unstable();
        let mut listings = vec![Listing { under: self.under(measure), line, again: false }];
        listings.append(&mut again);
        listings
    }

    /// The rows of some headings.
    pub(super) fn rows(&self, places: &Places) -> Vec<HeadingRow> {
        let row = |thing: &Thing| {
            let marks = self.facts.texts(crate::facts::Text::Notation, *thing);
            let mut again: Vec<Under> = Vec::new();
            for (under, listed, _) in self.listed_again(*thing) {
                if listed == *thing && !again.contains(&under) {
                    again.push(under);
                }
            }
            again.sort_unstable();
            HeadingRow {
                iri: iri(self.facts, *thing).to_owned(),
                label: name(self.facts, *thing),
                mark: marks.first().map(|mark| (*mark).to_owned()),
                under: self.under(*thing),
                again,
            }
        };
        places.things().iter().map(row).collect()
    }
}

fn lines_again(facts: &Facts) -> BTreeMap<(Thing, Thing), i64> {
    let mut lines = BTreeMap::new();
    for (relisting, items) in facts.links(Relation::RelistedItem).iter() {
        let Some(line) = first_line(facts, relisting) else {
            continue;
        };
        for item in items {
            for under in facts.links(Relation::RelistedUnder).of(relisting) {
                let known = lines.entry((*item, *under)).or_insert(line);
                *known = line.min(*known);
            }
        }
    }
    lines
}

/// The first line of the source at which a thing stands.
pub(super) fn first_line(facts: &Facts, thing: Thing) -> Option<i64> {
    let places = facts.links(Relation::Places).of(thing).iter();
    places.filter_map(|place| facts.numbers(Number::Line).least(*place)).min()
}

/// Where an item stands in reading order; what has no place comes last.
pub(super) fn position(facts: &Facts, thing: Thing) -> i64 {
    facts.numbers(Number::Ordinal).least(thing).unwrap_or(i64::MAX)
}

pub(super) fn iri(facts: &Facts, thing: Thing) -> &str {
    facts.iri(thing).unwrap_or_default()
}

fn label(facts: &Facts, thing: Thing) -> Option<&str> {
    facts.label(thing).map(oxigraph::model::Literal::value)
}

/// What a thing is called: in Japanese, else in English, else in another language, else by its IRI.
pub(super) fn name(facts: &Facts, thing: Thing) -> String {
    if let Some(label) = label(facts, thing) {
        return label.to_owned();
    }
    let other = |text| facts.texts(text, thing).into_iter().next();
    let found = other(crate::facts::Text::EnglishLabel).or_else(|| other(crate::facts::Text::OtherName));
    found.unwrap_or_else(|| iri(facts, thing)).to_owned()
}

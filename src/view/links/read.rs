//! Rows from facts.

use crate::facts::{Facts, Number, Relation, Text, Thing};
use crate::rdf::vocab::pgo;
use crate::view::links::item::{Headings, Places, first_line, iri, name, position};
use crate::view::links::{BodyRow, Links, MeasureRow, ProgramRow, UseRow, YearRow, money};
use std::collections::BTreeSet;

pub(super) fn links(facts: &Facts) -> Links {
    let headings = Headings::new(facts);
    let measures = measures(facts);
    let programs = programs(facts);
    let bodies = bodies(facts);
    let uses = uses(facts, &measures, &programs);
    let mut plans: Vec<String> =
        facts.of_class(pgo::PLAN).into_iter().map(|plan| name(facts, plan)).collect();
    plans.sort_unstable();
    plans.dedup();
    Links {
        plans,
        years: years(facts, &uses),
        goals: headings.rows(&headings.goals),
        objectives: headings.rows(&headings.objectives),
        groups: headings.rows(&headings.groups),
        bodies: bodies.things().iter().map(|body| body_row(facts, *body)).collect(),
        measures: measures
            .things()
            .iter()
            .map(|measure| {
                let leads = bodies.all(facts.links(Relation::Leads).of(*measure));
                let mut supporting = bodies.all(facts.links(Relation::Responsible).of(*measure));
                supporting.retain(|body| !leads.contains(body));
                MeasureRow {
                    iri: iri(facts, *measure).to_owned(),
                    text: name(facts, *measure),
                    listings: headings.listings(*measure),
                    leads,
                    supporting,
                }
            })
            .collect(),
        programs: programs
            .things()
            .iter()
            .map(|program| ProgramRow {
                iri: iri(facts, *program).to_owned(),
                label: name(facts, *program),
                names: owned(facts.texts(Text::OtherName, *program)),
                wholes: programs.all(facts.links(Relation::Wholes).of(*program)),
            })
            .collect(),
        uses,
        lines: money::lines(facts, &programs),
    }
}

fn owned(texts: Vec<&str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

/// Measures in reading order.
fn measures(facts: &Facts) -> Places {
    let uses = facts.links(Relation::Uses);
    let mut things = facts.of_class(pgo::MEASURE);
    // What uses a program is a measure, whether or not the graph says so; so the stored queries have it.
    things.extend(uses.iter().map(|(measure, _)| measure));
    things.sort_unstable();
    things.dedup();
    things.sort_by_cached_key(|measure| {
        (position(facts, *measure), first_line(facts, *measure), iri(facts, *measure))
    });
    Places::new(things)
}

/// Programs by name, then IRI.
fn programs(facts: &Facts) -> Places {
    let links = [facts.links(Relation::Uses), facts.links(Relation::Wholes)];
    let mut things = facts.of_class(pgo::PROGRAM);
    // What is used, or is part of a program, is one too.
    things.extend(links.iter().flat_map(|links| links.iter()).flat_map(|(_, programs)| programs));
    things.extend(facts.links(Relation::Wholes).iter().map(|(part, _)| part));
    things.sort_unstable();
    things.dedup();
    things.sort_by_cached_key(|program| (name(facts, *program), iri(facts, *program)));
    Places::new(things)
}

/// Whoever is responsible for some measure, by IRI.
fn bodies(facts: &Facts) -> Places {
    let responsible = [Relation::Leads, Relation::Responsible].map(|relation| facts.links(relation));
    let all = responsible.iter().flat_map(|links| links.iter()).flat_map(|(_, bodies)| bodies);
    let mut things: Vec<Thing> = all.copied().collect::<BTreeSet<_>>().into_iter().collect();
    things.sort_by_cached_key(|body| iri(facts, *body));
    Places::new(things)
}

fn body_row(facts: &Facts, body: Thing) -> BodyRow {
    let label = name(facts, body);
    let mut marks = owned(facts.texts(Text::Notation, body));
    marks.sort_by_key(|mark| mark.chars().count());
    let mark = marks.first().cloned().or_else(|| label.chars().next().map(String::from));
    let mut names: Vec<String> = marks.into_iter().skip(1).collect();
    names.append(&mut owned(facts.texts(Text::OtherName, body)));
    BodyRow {
        iri: iri(facts, body).to_owned(),
        english: facts.texts(Text::EnglishLabel, body).first().map(|text| (*text).to_owned()),
        mark: mark.unwrap_or_default(),
        label,
        names,
    }
}

fn uses(facts: &Facts, measures: &Places, programs: &Places) -> Vec<UseRow> {
    let mut uses = Vec::new();
    for (place, measure) in measures.things().iter().enumerate() {
        for program in programs.all(facts.links(Relation::Uses).of(*measure)) {
            uses.push(UseRow { measure: place, program, ..UseRow::default() });
        }
    }
    let class = |term: crate::rdf::vocab::Term| facts.thing(term.iri);
    let (status, planned) = (class(pgo::STATUS_STATEMENT), class(pgo::PLANNED_STATEMENT));
    for (statement, named) in facts.links(Relation::Mentions).iter() {
        let years = facts.links(Relation::Years).of(statement).iter();
        let year = years.filter_map(|year| facts.numbers(Number::StartYear).least(*year)).min();
        let year = year.and_then(|year| i32::try_from(year).ok());
        let classes = facts.links(Relation::Classes).of(statement);
        let is = |class: Option<Thing>| class.is_some_and(|class| classes.contains(&class));
        for measure in measures.all(facts.links(Relation::About).of(statement)) {
            for program in programs.all(named) {
                let key = |used: &UseRow| (used.measure, used.program);
                let found = uses.binary_search_by_key(&(measure, program), key);
                if let Some(used) = found.ok().and_then(|at| uses.get_mut(at)) {
                    used.years.extend(year);
                    used.status.extend(is(status).then_some(year));
                    used.planned.extend(is(planned).then_some(year));
                }
            }
        }
    }
    for used in &mut uses {
        used.years.sort_unstable();
        used.years.dedup();
        for years in [&mut used.status, &mut used.planned] {
            years.sort_unstable();
            years.dedup();
        }
    }
    uses
}

/// The years of the uses, with their names.
fn years(facts: &Facts, uses: &[UseRow]) -> Vec<YearRow> {
    let stated: BTreeSet<i32> = uses.iter().flat_map(|row| row.years.iter().copied()).collect();
    let mut rows: Vec<YearRow> =
        stated.into_iter().map(|year| YearRow { year, label: year.to_string(), english: None }).collect();
    for (thing, starts) in facts.numbers(Number::StartYear).iter() {
        let start = starts.first().and_then(|start| i32::try_from(*start).ok());
        let Some(row) = rows.iter_mut().find(|row| Some(row.year) == start) else {
            continue;
        };
        if facts.label(thing).is_some() {
            row.label = name(facts, thing);
        }
        row.english = facts.texts(Text::EnglishLabel, thing).first().map(|text| (*text).to_owned());
    }
    rows
}

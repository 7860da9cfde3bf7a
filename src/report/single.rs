//! `measures-on-one-program`: measures that rest on one program alone.

use super::row::{by_iri, by_label, columns, count, integer, iri, label};
use crate::facts::{Facts, Number, Relation, Thing};
use crate::query::evaluate::Solutions;
use std::cmp::Reverse;

struct Row {
    program: Thing,
    /// Measures that use this program and no other.
    alone: usize,
    /// Place of the measure in reading order.
    position: Option<i64>,
    measure: Thing,
    goal: Thing,
}

pub(super) fn answer(facts: &Facts) -> Solutions {
    let mut rows = rows(facts);
    rows.sort_unstable_by(|left, right| {
        Reverse(left.alone)
            .cmp(&Reverse(right.alone))
            // Most neighbours are of one program.
            .then_with(|| {
                if left.program == right.program {
                    return std::cmp::Ordering::Equal;
                }
                by_label(facts, left.program, right.program)
                    .then_with(|| by_iri(facts, left.program, right.program))
            })
            .then_with(|| left.position.cmp(&right.position))
            .then_with(|| by_iri(facts, left.measure, right.measure))
            .then_with(|| by_iri(facts, left.goal, right.goal))
    });
    let cells = |row: &Row| {
        vec![
            iri(facts, row.program),
            label(facts, row.program),
            Some(count(row.alone)),
            label(facts, row.measure),
            iri(facts, row.goal),
            source_line(facts, row.measure).map(integer),
            iri(facts, row.measure),
        ]
    };
    Solutions {
        variables: columns(&[
            "_program_iri",
            "program",
            "alone",
            "measure",
            "_goal_iri",
            "source_line",
            "measure_iri",
        ]),
        rows: rows.iter().map(cells).collect(),
    }
}

fn rows(facts: &Facts) -> Vec<Row> {
    let ordinals = facts.numbers(Number::Ordinal);
    let mut alone = vec![0; facts.len()];
    let mut rows = Vec::new();
    for (measure, programs) in facts.links(Relation::Uses).iter() {
        let [program] = *programs else {
            continue;
        };
        if let Some(count) = alone.get_mut(program.place()) {
            *count += 1;
        }
        let position = ordinals.least(measure);
        let row = |goal| Row { program, alone: 0, position, measure, goal };
        rows.extend(facts.goals(measure).into_iter().map(row));
    }
    for row in &mut rows {
        row.alone = alone.get(row.program.place()).copied().unwrap_or_default();
    }
    rows
}

/// The first line of a measure in the source.
fn source_line(facts: &Facts, measure: Thing) -> Option<i64> {
    let lines = facts.numbers(Number::Line);
    facts.links(Relation::Places).of(measure).iter().filter_map(|place| lines.least(*place)).min()
}

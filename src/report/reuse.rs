//! `programs-by-measures`: how widely each program is reused.

use super::row::{by_iri, by_label, columns, count, iri, label};
use crate::facts::{Facts, Relation, Thing};
use crate::query::evaluate::Solutions;
use std::cmp::Reverse;

struct Row {
    program: Thing,
    measures: usize,
    objectives: usize,
    goals: usize,
}

pub(super) fn answer(facts: &Facts) -> Solutions {
    let mut rows = rows(facts);
    rows.sort_unstable_by(|left, right| {
        let counts = |row: &Row| Reverse((row.measures, row.objectives, row.goals));
        counts(left)
            .cmp(&counts(right))
            .then_with(|| by_label(facts, left.program, right.program))
            .then_with(|| by_iri(facts, left.program, right.program))
    });
    let cells = |row: &Row| {
        vec![
            iri(facts, row.program),
            label(facts, row.program),
            Some(count(row.measures)),
            Some(count(row.objectives)),
            Some(count(row.goals)),
        ]
    };
    Solutions {
        variables: columns(&["_program_iri", "program", "measures", "objectives", "goals"]),
        rows: rows.iter().map(cells).collect(),
    }
}

fn rows(facts: &Facts) -> Vec<Row> {
    let goals = facts.links(Relation::Goals);
    let mut seen_goals = Distinct::new(facts.len());
    let mut seen_objectives = Distinct::new(facts.len());
    let users = facts.links(Relation::Uses).reversed();
    users
        .iter()
        .map(|(program, measures)| {
            seen_goals.start();
            seen_objectives.start();
            for measure in measures {
                seen_goals.add(goals.of(*measure));
                seen_objectives.add(&facts.objectives(*measure));
            }
            Row {
                program,
                measures: measures.len(),
                objectives: seen_objectives.count,
                goals: seen_goals.count,
            }
        })
        .collect()
}

/// Counts distinct things, in one memory for many counts.
struct Distinct {
    /// The count in which each thing was seen last.
    seen: Vec<u32>,
    round: u32,
    count: usize,
}

impl Distinct {
    fn new(things: usize) -> Self {
        Self { seen: vec![0; things], round: 0, count: 0 }
    }

    fn start(&mut self) {
        // There is a round for each thing at most, and things are numbered by `u32`.
        self.round = self.round.saturating_add(1);
        self.count = 0;
    }

    fn add(&mut self, things: &[Thing]) {
        for thing in things {
            if let Some(seen) = self.seen.get_mut(thing.place())
                && *seen != self.round
            {
                *seen = self.round;
                self.count += 1;
            }
        }
    }
}

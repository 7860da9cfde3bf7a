//! `budget-lines`: every budget line once.

use super::row::{by_iri, by_iri_if_any, by_label, columns, count, integer, iri, label};
use crate::facts::{Facts, Number, Relation, Thing};
use crate::query::evaluate::Solutions;
use crate::rdf::vocab::pgo;
use oxigraph::model::{Literal, Term};

/// What the text says of a line.
#[derive(Clone, Copy)]
struct Stated {
    /// Places that speak of it.
    statements: usize,
    /// Whether one of them gives it whole.
    whole: bool,
    /// Whether another line gives another amount.
    conflict: bool,
    /// The line that replaced it.
    newer: Option<Thing>,
}

struct Row {
    owner: Thing,
    year: i64,
    phase: Option<Thing>,
    yen: i64,
    line: Thing,
    stated: Stated,
}

pub(super) fn answer(facts: &Facts) -> Solutions {
    let mut rows = rows(facts);
    rows.sort_unstable_by(|left, right| {
        by_label(facts, left.owner, right.owner)
            .then_with(|| by_iri(facts, left.owner, right.owner))
            .then_with(|| left.year.cmp(&right.year))
            .then_with(|| by_iri_if_any(facts, left.phase, right.phase))
            .then_with(|| left.yen.cmp(&right.yen))
            .then_with(|| by_iri(facts, left.line, right.line))
    });
    Solutions {
        variables: columns(&[
            "_program_iri",
            "program",
            "_year_integer",
            "phase",
            "yen",
            "coverage",
            "statements",
            "conflict",
            "superseded_by",
            "line",
        ]),
        rows: rows.iter().map(|row| cells(facts, row)).collect(),
    }
}

fn cells(facts: &Facts, row: &Row) -> Vec<Option<Term>> {
    let coverage = if row.stated.whole { "whole" } else { "portion only" };
    vec![
        iri(facts, row.owner),
        label(facts, row.owner),
        Some(integer(row.year)),
        row.phase.and_then(|phase| iri(facts, phase)),
        Some(integer(row.yen)),
        Some(Literal::new_simple_literal(coverage).into()),
        Some(count(row.stated.statements)),
        Some(Literal::from(row.stated.conflict).into()),
        row.stated.newer.and_then(|newer| iri(facts, newer)),
        iri(facts, row.line),
    ]
}

/// A row for each owner, year, phase and amount of each line: in a sound graph one a line and owner.
fn rows(facts: &Facts) -> Vec<Row> {
    let whole = facts.thing(pgo::WHOLE_LINE.iri);
    let phases = facts.links(Relation::Phases);
    let start_years = facts.numbers(Number::StartYear);
    let mut rows = Vec::new();
    for (line, amounts) in facts.numbers(Number::AmountYen).iter() {
        let fiscal_years = facts.links(Relation::Years).of(line);
        let mut years: Vec<i64> =
            fiscal_years.iter().flat_map(|year| start_years.of(*year)).copied().collect();
        years.sort_unstable();
        years.dedup();
        let phases: Vec<Option<Thing>> = match phases.of(line) {
            [] => vec![None],
            phases => phases.iter().copied().map(Some).collect(),
        };
        let stated = stated(facts, line, whole);
        for &owner in facts.links(Relation::Owners).of(line) {
            for &year in &years {
                for &phase in &phases {
                    rows.extend(amounts.iter().map(|&yen| Row { owner, year, phase, yen, line, stated }));
                }
            }
        }
    }
    rows
}

fn stated(facts: &Facts, line: Thing, whole: Option<Thing>) -> Stated {
    let coverages = facts.links(Relation::Coverages);
    let (mut statements, mut is_whole) = (0, false);
    for statement in facts.links(Relation::Statements).of(line) {
        let coverages = coverages.of(*statement);
        statements += usize::from(!coverages.is_empty());
        is_whole |= whole.is_some_and(|whole| coverages.contains(&whole));
    }
    let newer = facts.links(Relation::Newer).of(line).iter().copied();
    Stated {
        statements,
        whole: is_whole,
        conflict: !facts.links(Relation::Conflicts).of(line).is_empty(),
        newer: newer.min_by(|left, right| by_iri(facts, *left, *right)),
    }
}

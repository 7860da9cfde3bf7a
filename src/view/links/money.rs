//! Budget lines, and for which programs the text states them.

use crate::facts::{Facts, Number, Relation, Thing};
use crate::rdf::vocab::pgo;
use crate::view::links::item::{Places, iri};
use std::collections::BTreeMap;

/// A place of the text that speaks of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stated {
    /// The programs it is stated for, as places in [`Links::programs`](super::Links::programs), in order.
    pub programs: Vec<usize>,
    /// Whether it gives the line whole, rather than a portion of it (の内数).
    pub whole: bool,
}

/// A budget line of programs: one appropriation of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Its IRI.
    pub iri: String,
    /// The programs whose line it is, as places in [`Links::programs`](super::Links::programs), in order.
    pub programs: Vec<usize>,
    /// The calendar year in which its fiscal year starts.
    pub year: i32,
    /// The IRI of its phase: enacted, draft, supplementary; empty if the graph does not say.
    pub phase: String,
    /// Its amount in yen.
    pub yen: i64,
    /// Which appropriation it is an amount of, by number: lines of the same owners, year and phase are amounts that the text
    /// gives for the same one.
    pub appropriation: usize,
    /// Where the text speaks of it, in order, each once.
    pub stated: Vec<Stated>,
}

/// The lines of programs with an amount and a year, but for drafts that an enacted line replaced.
pub(super) fn lines(facts: &Facts, programs: &Places) -> Vec<LineRow> {
    let whole = facts.thing(pgo::WHOLE_LINE.iri);
    let portion = facts.thing(pgo::PORTION_OF_LINE.iri);
    let stated = |statement: &Thing| {
        let coverage = facts.links(Relation::Coverages).of(*statement);
        let is = |term: Option<Thing>| term.is_some_and(|term| coverage.contains(&term));
        (is(whole) || is(portion)).then(|| Stated {
            programs: programs.all(facts.links(Relation::StatedFor).of(*statement)),
            whole: is(whole),
        })
    };
    let mut rows = Vec::new();
    for (line, amounts) in facts.numbers(Number::AmountYen).iter() {
        let of = |relation| facts.links(relation).of(line);
        let owners = programs.all(of(Relation::Owners));
        let start =
            of(Relation::Years).iter().filter_map(|year| facts.numbers(Number::StartYear).least(*year));
        let year = start.min().and_then(|year| i32::try_from(year).ok());
        let (Some(year), Some(yen), false) = (year, amounts.first(), owners.is_empty()) else {
            continue;
        };
        if !of(Relation::Newer).is_empty() {
            continue;
        }
        let mut places: Vec<Stated> = of(Relation::Statements).iter().filter_map(stated).collect();
        places.sort_unstable();
        places.dedup();
        rows.push(LineRow {
            iri: iri(facts, line).to_owned(),
            programs: owners,
            year,
            phase: of(Relation::Phases)
                .first()
                .map(|phase| iri(facts, *phase))
                .unwrap_or_default()
                .to_owned(),
            yen: *yen,
            appropriation: 0,
            stated: places,
        });
    }
    rows.sort_by(|a: &LineRow, b: &LineRow| (a.year, &a.iri).cmp(&(b.year, &b.iri)));
    number(&mut rows);
    rows
}

/// Numbers the appropriations.
fn number(rows: &mut [LineRow]) {
    let mut known: BTreeMap<(Vec<usize>, i32, String), usize> = BTreeMap::new();
    for row in rows {
        let next = known.len();
        let key = (row.programs.clone(), row.year, row.phase.clone());
        row.appropriation = *known.entry(key).or_insert(next);
    }
}

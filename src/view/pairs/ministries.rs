//! Bodies by shared responsibility.

use crate::view::bodies::Body;
use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::network::NodeKind;
use crate::view::pairs::{Item, Pairs, PairsError, Tie, together};
use std::collections::BTreeMap;

/// The known places among some, in order, each once.
fn known(rows: impl Iterator<Item = usize>, count: usize) -> Vec<usize> {
    let mut known: Vec<usize> = rows.filter(|row| *row < count).collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// Counts what bodies share; those responsible for nothing are left out.
pub(super) fn bodies_by_measures(
    links: &Links,
    language: Language,
    bodies: &[Body],
    ranks: &[usize],
) -> Result<Pairs, PairsError> {
    let count = links.bodies.len();
    let lead: Vec<Vec<usize>> =
        links.measures.iter().map(|row| known(row.leads.iter().copied(), count)).collect();
    let responsible: Vec<Vec<usize>> = links
        .measures
        .iter()
        .map(|row| known(row.leads.iter().chain(&row.supporting).copied(), count))
        .collect();
    let shared = together(&responsible, count, "ministries")?;
    let both: BTreeMap<(usize, usize), usize> = together(&lead, count, "ministries")?
        .into_iter()
        .map(|(one, other, count)| ((one, other), count))
        .collect();
    let mut leads = vec![0; count];
    for body in lead.iter().flatten() {
        if let Some(leads) = leads.get_mut(*body) {
            *leads += 1;
        }
    }
    let mut has = vec![Vec::new(); count];
    for (measure, bodies) in responsible.iter().enumerate() {
        for body in bodies {
            if let Some(has) = has.get_mut(*body) {
                has.push(measure);
            }
        }
    }
    let mut items = Vec::new();
    let mut places = vec![0; count];
    for (place, has) in has.into_iter().enumerate().filter(|(_, has)| !has.is_empty()) {
        let rank = ranks.get(place).copied();
        let body = rank.and_then(|rank| bodies.get(rank));
        if let Some(slot) = places.get_mut(place) {
            *slot = items.len();
        }
        items.push(Item {
            place,
            iri: links.bodies.get(place).map(|row| row.iri.clone()).unwrap_or_default(),
            label: body.map(|body| body.label.clone()).unwrap_or_default(),
            mark: body.map(|body| body.mark.clone()).unwrap_or_default(),
            rank,
            has,
            leads: leads.get(place).copied().unwrap_or(0),
        });
    }
    let item = |body: usize| places.get(body).copied().unwrap_or_default();
    let ties = shared.into_iter().map(|(one, other, shared)| Tie {
        first: item(one),
        second: item(other),
        shared,
        both_lead: both.get(&(one, other)).copied().unwrap_or(0),
        is_part: false,
    });
    Ok(Pairs {
        kind: NodeKind::Body,
        language,
        plan: links.plans.join("・"),
        ties: ties.collect(),
        items,
        lines: links.measures.iter().map(crate::view::links::MeasureRow::line).collect(),
    })
}

//! `ministry-pairs`: pairs of ministries that share measures.

use super::row::{by_iri, columns, count, iri, label};
use crate::facts::{Facts, Relation, Thing};
use crate::query::evaluate::Solutions;
use std::cmp::Reverse;

struct Row {
    first: Thing,
    second: Thing,
    shared: usize,
    both_lead: usize,
}

pub(super) fn answer(facts: &Facts) -> Solutions {
    let mut rows = rows(facts);
    rows.sort_unstable_by(|left, right| {
        let counts = |row: &Row| Reverse((row.shared, row.both_lead));
        counts(left)
            .cmp(&counts(right))
            .then_with(|| by_iri(facts, left.first, right.first))
            .then_with(|| by_iri(facts, left.second, right.second))
    });
    let cells = |row: &Row| {
        vec![
            iri(facts, row.first),
            label(facts, row.first),
            iri(facts, row.second),
            label(facts, row.second),
            Some(count(row.shared)),
            Some(count(row.both_lead)),
        ]
    };
    Solutions {
        variables: columns(&["first_iri", "first", "second_iri", "second", "shared", "both_lead"]),
        rows: rows.iter().map(cells).collect(),
    }
}

fn rows(facts: &Facts) -> Vec<Row> {
    let leads = facts.links(Relation::Leads);
    // One entry for each measure and pair, with whether both lead it.
    let mut shares: Vec<((Thing, Thing), bool)> = Vec::new();
    for (measure, ministries) in facts.links(Relation::Responsible).iter() {
        let leads = leads.of(measure);
        for (at, one) in ministries.iter().enumerate() {
            for other in ministries.iter().skip(at + 1) {
                // Each pair once, the smaller number first; the order of IRIs is settled once a pair, below.
                shares.push(((*one, *other), leads.contains(one) && leads.contains(other)));
            }
        }
    }
    shares.sort_unstable();
    let same_pair = |left: &((Thing, Thing), bool), right: &((Thing, Thing), bool)| left.0 == right.0;
    shares
        .chunk_by(same_pair)
        .filter_map(|group| {
            let ((one, other), _) = *group.first()?;
            let (first, second) = if by_iri(facts, one, other).is_lt() { (one, other) } else { (other, one) };
            let both_lead = group.iter().filter(|(_, both)| *both).count();
            Some(Row { first, second, shared: group.len(), both_lead })
        })
        .collect()
}

//! In which order columns and rows stand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::view::graph::UseGraph;
use crate::view::links::{Links, MeasureRow};
use crate::view::reuse::Reuse;

/// Measures by the order of their goals, then of the first measure under each objective, then their own. What
/// stands under no known goal comes last.
pub(super) fn columns(links: &Links) -> Vec<&MeasureRow> {
    let goals: BTreeMap<&str, usize> =
        links.goals.iter().enumerate().map(|(place, row)| (row.iri.as_str(), place)).collect();
    let goal = |row: &MeasureRow| {
        let known = row.goal.as_deref().and_then(|iri| goals.get(iri));
        known.copied().unwrap_or(usize::MAX)
    };
    let mut objectives: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for (place, row) in links.measures.iter().enumerate() {
        objectives.entry(row.objective.as_deref()).or_insert(place);
    }
    let objective = |row: &MeasureRow| objectives.get(&row.objective.as_deref()).copied();
    let mut measures: Vec<&MeasureRow> = links.measures.iter().collect();
    // The sort is stable: within an objective the order of reading stays.
    measures.sort_by_key(|row| (goal(row), objective(row)));
    measures
}

/// What rows are sorted by: most measures with parts, most measures, first column, name, IRI.
type Rank<'a> = (Reverse<usize>, Reverse<usize>, usize, &'a str, &'a str);

struct Ranking<'a> {
    graph: &'a UseGraph,
    counts: &'a BTreeMap<String, Reuse>,
    labels: &'a BTreeMap<&'a str, &'a str>,
    columns: &'a BTreeMap<&'a str, usize>,
}

impl<'a> Ranking<'a> {
    fn rank(&self, iri: &'a str) -> Rank<'a> {
        let (with_parts, own) =
            self.counts.get(iri).map_or((0, 0), |count| (count.measures_with_parts, count.measures));
        let family = self.graph.family_of(iri);
        let used = family.iter().flat_map(|member| self.graph.measures_of(member).into_keys());
        let first = used.filter_map(|measure| self.columns.get(measure).copied()).min();
        let label = self.labels.get(iri).copied().unwrap_or(iri);
        (Reverse(with_parts), Reverse(own), first.unwrap_or(usize::MAX), label, iri)
    }

    fn is_used(&self, iri: &str) -> bool {
        self.counts.get(iri).is_some_and(|count| count.measures_with_parts > 0)
    }

    fn sorted(&self, programs: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let mut ranked: Vec<Rank<'a>> =
            programs.filter(|iri| self.is_used(iri)).map(|iri| self.rank(iri)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(.., iri)| iri).collect()
    }
}

/// Programs with their depth: families by their reuse, and each program followed by its parts.
///
/// A part of several programs stands under the first of them. A program is left out if no measure uses it or
/// a part of it.
pub(super) fn rows<'a>(
    graph: &'a UseGraph,
    counts: &'a BTreeMap<String, Reuse>,
    labels: &'a BTreeMap<&'a str, &'a str>,
    columns: &'a BTreeMap<&'a str, usize>,
) -> Vec<(&'a str, usize)> {
    let ranking = Ranking { graph, counts, labels, columns };
    let roots = ranking.sorted(graph.programs().filter(|iri| graph.wholes_of(iri).is_empty()));
    // Parts that form a circle have no root; they follow as roots of their own.
    let others = ranking.sorted(graph.programs());
    let (mut seen, mut rows) = (BTreeSet::new(), Vec::new());
    for root in roots.into_iter().chain(others) {
        let mut waiting = vec![(root, 0)];
        while let Some((iri, depth)) = waiting.pop() {
            if seen.insert(iri) {
                rows.push((iri, depth));
                let parts = ranking.sorted(graph.parts_of(iri).into_iter());
                waiting.extend(parts.into_iter().rev().map(|part| (part, depth + 1)));
            }
        }
    }
    rows
}

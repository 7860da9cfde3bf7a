//! How widely programs are reused.
//!
//! **Definition.** The *reuse* of a program is the number of different measures that use it: that name it in a
//! status or plan cell, in any fiscal year (`pgo:usesProgram`). A re-listed measure counts once, under its own
//! heading; where second listings count as well, *listings* says at how many places its measures stand. *With parts*, a
//! measure also counts for a program if it uses a part of it, or a part of a part; a measure that uses both counts once. A
//! program is *reused* if its reuse is 2 or more. *Objectives* and *goals* are those under which its own measures stand.

use std::collections::BTreeSet;

use crate::view::graph::UseGraph;
use crate::view::links::Links;

/// The reuse of one program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reuse {
    /// The program, as a place in [`Links::programs`].
    pub program: usize,
    /// Measures that use the program itself.
    pub measures: usize,
    /// Places at which these measures are listed; more than measures only if second listings count.
    pub listings: usize,
    /// Objectives of these places.
    pub objectives: usize,
    /// Goals of these places.
    pub goals: usize,
    /// Measures that use the program or something that is part of it.
    pub measures_with_parts: usize,
}

/// The reuse of every program, in the order of the rows; also of those that no measure uses.
///
/// # Complexity
///
/// Time O(p·(f + u)·log n) for p programs, families of f programs with u uses, n nodes.
///
/// # Example
///
/// ```
/// use policygraph::view::graph::UseGraph;
/// use policygraph::view::links::Links;
/// use policygraph::view::reuse::reuse;
///
/// let links = Links::default();
/// assert!(reuse(&links, &UseGraph::from_links(&links)).is_empty());
/// ```
pub fn reuse(links: &Links, graph: &UseGraph) -> Vec<Reuse> {
    (0..graph.programs())
        .map(|program| {
            let measures = graph.measures_of(program);
            let rows = measures.iter().filter_map(|measure| links.measures.get(*measure));
            let listings: Vec<_> = rows.flat_map(|row| &row.listings).collect();
            let objectives: BTreeSet<usize> =
                listings.iter().filter_map(|listing| listing.under.objective).collect();
            let goals: BTreeSet<usize> = listings.iter().filter_map(|listing| listing.under.goal).collect();
            Reuse {
                program,
                measures: measures.len(),
                listings: listings.len(),
                objectives: objectives.len(),
                goals: goals.len(),
                measures_with_parts: graph.measures_of_family(program).len(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::links::{MeasureRow, ProgramRow, UseRow};

    /// Programs 0, 1, … with their wholes, and uses of them.
    fn links(uses: &[(usize, usize)], wholes: &[&[usize]]) -> Links {
        let measures = uses.iter().map(|(measure, _)| measure + 1).max().unwrap_or(0);
        Links {
            measures: vec![MeasureRow::default(); measures],
            programs: wholes
                .iter()
                .map(|wholes| ProgramRow { wholes: wholes.to_vec(), ..ProgramRow::default() })
                .collect(),
            uses: uses
                .iter()
                .map(|(measure, program)| UseRow {
                    measure: *measure,
                    program: *program,
                    ..UseRow::default()
                })
                .collect(),
            ..Links::default()
        }
    }

    fn counts(links: &Links) -> Vec<(usize, usize)> {
        let all = reuse(links, &UseGraph::from_links(links)).into_iter();
        all.map(|one| (one.measures, one.measures_with_parts)).collect()
    }

    #[test]
    fn parts_of_parts_count_and_a_measure_counts_once() {
        let found = counts(&links(&[(0, 0), (0, 1), (1, 2)], &[&[], &[0], &[1]]));
        assert_eq!(found, [(1, 2), (1, 2), (1, 1)]);
    }

    #[test]
    fn a_circle_of_parts_ends() {
        let found = counts(&links(&[(0, 0), (1, 1)], &[&[0, 1], &[0]]));
        assert_eq!(found, [(1, 2), (1, 2)]);
    }
}

//! How widely programs are reused.
//!
//! **Definition.** The *reuse* of a program is the number of different measures that use it: that name it in a
//! status or plan cell, in any fiscal year (`pgo:usesProgram`). A re-listed measure counts once, under its own
//! heading; where second listings count as well, *listings* says at how many places its measures stand. *With parts*, a
//! measure also counts for a program if it uses a part of it, or a part of a part; a measure that uses both counts once. A
//! program is *reused* if its reuse is 2 or more. *Objectives* and *goals* are those under which its own measures stand. A measure
//! *rests on* a program if it uses nothing else but parts of it: it would have no program left without it (programs that are
//! part of each other in a circle stand by themselves here).

use std::collections::BTreeSet;

use crate::view::graph::UseGraph;
use crate::view::links::Links;
use crate::view::metric::{add_root, dominance};
use petgraph::graph::{DiGraph, NodeIndex};

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
    /// Measures that use nothing but the program and what is part of it, and of nothing else.
    pub rests_on_it: usize,
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
    let resting = resting(links);
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
                rests_on_it: resting.get(program).copied().unwrap_or_default(),
            }
        })
        .collect()
}

/// How many measures rest on each program: those that it dominates, if edges lead from what ends to what ends with it.
fn resting(links: &Links) -> Vec<usize> {
    let programs = links.programs.len();
    let mut graph: DiGraph<bool, ()> =
        DiGraph::with_capacity(programs + links.measures.len() + 1, links.uses.len() + programs);
    for is_program in (0..programs).map(|_| true).chain(links.measures.iter().map(|_| false)) {
        graph.add_node(is_program);
    }
    let nodes = graph.node_count();
    let mut join = |from: usize, to: usize| {
        if from < nodes && to < nodes {
            graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
        }
    };
    for (part, row) in links.programs.iter().enumerate() {
        row.wholes.iter().for_each(|whole| join(*whole, part));
    }
    links.uses.iter().for_each(|used| join(used.program, programs + used.measure));
    let root = add_root(&mut graph, false, (), |is_program| *is_program);
    let dominance = dominance(&graph, root);
    let is_measure = |node: &&NodeIndex| node.index() >= programs;
    (0..programs)
        .map(|program| dominance.dominated(NodeIndex::new(program)).iter().filter(is_measure).count())
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
    fn measures_rest_on_what_alone_carries_them() {
        // 1 is part of 0, and 3 of 0 and 2. Measure 0 uses 0 and 1; 1 uses 3; 2 uses 1; 3 uses 0 and 2.
        let links = links(&[(0, 0), (0, 1), (1, 3), (2, 1), (3, 0), (3, 2)], &[&[], &[0], &[], &[0, 2]]);
        let all = reuse(&links, &UseGraph::from_links(&links));
        assert_eq!(all.iter().map(|one| one.rests_on_it).collect::<Vec<_>>(), [2, 1, 0, 1]);
    }

    #[test]
    fn a_circle_of_parts_ends() {
        let found = counts(&links(&[(0, 0), (1, 1)], &[&[0, 1], &[0]]));
        assert_eq!(found, [(1, 2), (1, 2)]);
    }
}

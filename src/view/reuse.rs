//! How widely programs are reused.
//!
//! **Definition.** The *reuse* of a program is the number of different measures that use it: that name it in a
//! status or plan cell, in any fiscal year (`pgo:usesProgram`). A re-listed measure counts once, under its own
//! heading. *With parts*, a measure also counts for a program if it uses a part of it, or a part of a part; a
//! measure that uses both counts once. A program is *reused* if its reuse is 2 or more.

use std::collections::BTreeSet;

use crate::view::graph::UseGraph;

/// The reuse of one program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reuse {
    /// The program's IRI.
    pub program: String,
    /// Measures that use the program itself.
    pub measures: usize,
    /// Measures that use the program or something that is part of it.
    pub measures_with_parts: usize,
}

/// The reuse of every program: most measures with parts first, then most measures, then by IRI.
///
/// # Arguments
///
/// * `graph`: measures and programs.
///
/// # Returns
///
/// One entry a program, also for those that no measure uses (their counts are 0).
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
/// assert!(reuse(&UseGraph::from_links(&Links::default())).is_empty());
/// ```
pub fn reuse(graph: &UseGraph) -> Vec<Reuse> {
    let mut counts: Vec<Reuse> = graph
        .programs()
        .map(|program| Reuse {
            program: program.to_owned(),
            measures: graph.measures_of(program).len(),
            measures_with_parts: measures_with_parts(graph, program).len(),
        })
        .collect();
    counts.sort_by(|a, b| {
        let by_count = (b.measures_with_parts, b.measures).cmp(&(a.measures_with_parts, a.measures));
        by_count.then_with(|| a.program.cmp(&b.program))
    });
    counts
}

/// The measures that use the program or something that is part of it.
pub fn measures_with_parts<'a>(graph: &'a UseGraph, program: &'a str) -> BTreeSet<&'a str> {
    let family = graph.family_of(program);
    family.iter().flat_map(|member| graph.measures_of(member).into_keys()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::links::{Links, MeasureRow, ProgramRow, UseRow};

    fn links(uses: &[(&str, &str)], parts: &[(&str, &str)]) -> Links {
        let measures: BTreeSet<&str> = uses.iter().map(|(measure, _)| *measure).collect();
        let programs: BTreeSet<&str> = uses
            .iter()
            .map(|(_, program)| *program)
            .chain(parts.iter().flat_map(|(part, whole)| [*part, *whole]))
            .collect();
        let measure = |iri: &str| MeasureRow {
            iri: iri.to_owned(),
            text: String::new(),
            line: None,
            goal: None,
            objective: None,
            leads: Vec::new(),
            supporting: Vec::new(),
        };
        let wholes = |iri: &str| {
            let of_it = parts.iter().filter(|(part, _)| *part == iri);
            of_it.map(|(_, whole)| (*whole).to_owned()).collect()
        };
        let program =
            |iri: &str| ProgramRow { iri: iri.to_owned(), label: iri.to_owned(), wholes: wholes(iri) };
        let use_row = |(measure, program): &(&str, &str)| UseRow {
            measure: (*measure).to_owned(),
            program: (*program).to_owned(),
            years: BTreeSet::new(),
        };
        Links {
            measures: measures.into_iter().map(measure).collect(),
            programs: programs.into_iter().map(program).collect(),
            uses: uses.iter().map(use_row).collect(),
            ..Links::default()
        }
    }

    fn counts(links: &Links) -> Vec<(String, usize, usize)> {
        let all = reuse(&UseGraph::from_links(links)).into_iter();
        all.map(|one| (one.program, one.measures, one.measures_with_parts)).collect()
    }

    #[test]
    fn parts_of_parts_count_and_a_measure_counts_once() {
        let found = counts(&links(&[("m1", "a"), ("m1", "b"), ("m2", "c")], &[("b", "a"), ("c", "b")]));
        let expected = [("a".to_owned(), 1, 2), ("b".to_owned(), 1, 2), ("c".to_owned(), 1, 1)];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_circle_of_parts_ends() {
        let found = counts(&links(&[("m1", "a"), ("m2", "b")], &[("a", "b"), ("b", "a"), ("a", "a")]));
        assert_eq!(found, [("a".to_owned(), 1, 2), ("b".to_owned(), 1, 2)]);
    }
}

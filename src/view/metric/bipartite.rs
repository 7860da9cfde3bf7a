//! Measures and the programs that they use, as a graph.

use super::lists::Lists;
use petgraph::graph::{NodeIndex, UnGraph};

/// A measure or a program, by its number among those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// A measure.
    Measure(u32),
    /// A program.
    Program(u32),
}

/// That a measure uses a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The measure's number.
    pub measure: u32,
    /// The program's number.
    pub program: u32,
    /// How often it does, in what the caller counts: cells, fiscal years, statements.
    pub weight: u32,
}

/// A link leads to what is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{link:?} does not fit {measures} measures and {programs} programs")]
#[non_exhaustive]
pub struct NoSuchNode {
    /// The link.
    pub link: Link,
    /// How many measures there are.
    pub measures: u32,
    /// How many programs there are.
    pub programs: u32,
}

/// The graph of measures and programs.
///
/// A measure and a program are joined by one edge or none; no other nodes are joined. First come the measures in the
/// order of their numbers, then the programs; the edges are in the order of measures, then of programs.
#[derive(Debug, Clone)]
pub struct Bipartite {
    graph: UnGraph<Side, u32>,
    measures: u32,
    programs: u32,
    programs_of: Lists<u32>,
    measures_of: Lists<u32>,
}

impl Bipartite {
    /// Joins measures and programs.
    ///
    /// # Arguments
    ///
    /// * `measures`, `programs`: how many there are, those without links among them.
    /// * `links`: in any order. Of links between the same two, the weights are added up, to 2³² - 1 at most.
    ///
    /// # Errors
    ///
    /// If a link's number is not below how many there are.
    ///
    /// # Complexity
    ///
    /// Time O(n + m log m) for n nodes and m links, O(n + m) if the links are sorted; space O(n + m).
    ///
    /// # Example
    ///
    /// ```
    /// use policygraph::view::metric::{Bipartite, Link};
    ///
    /// let link = |measure, program| Link { measure, program, weight: 1 };
    /// let uses = Bipartite::new(3, 2, vec![link(2, 0), link(0, 0), link(0, 1), link(2, 0)])?;
    /// assert_eq!(uses.programs_of(0), [0, 1]);
    /// // Program 0 is reused: two measures use it.
    /// assert_eq!(uses.measures_of(0), [0, 2]);
    /// assert_eq!(uses.graph().edge_count(), 3);
    /// # Ok::<(), policygraph::view::metric::NoSuchNode>(())
    /// ```
    pub fn new(measures: u32, programs: u32, mut links: Vec<Link>) -> Result<Self, NoSuchNode> {
        let fits = |link: &Link| link.measure < measures && link.program < programs;
        if let Some(link) = links.iter().find(|link| !fits(link)) {
            return Err(NoSuchNode { link: *link, measures, programs });
        }
        links.sort_unstable();
        links.dedup_by(|next, kept| {
            let same = (next.measure, next.program) == (kept.measure, kept.program);
            if same {
                kept.weight = kept.weight.saturating_add(next.weight);
            }
            same
        });
        let mut graph = UnGraph::with_capacity(measures as usize + programs as usize, links.len());
        let nodes = (0..measures).map(Side::Measure).chain((0..programs).map(Side::Program));
        nodes.for_each(|node| {
            graph.add_node(node);
        });
        for link in &links {
            graph.add_edge(at(0, link.measure), at(measures, link.program), link.weight);
        }
        let programs_of = links.iter().map(|link| (link.measure as usize, link.program));
        let measures_of = links.iter().map(|link| (link.program as usize, link.measure));
        Ok(Self {
            graph,
            measures,
            programs,
            programs_of: Lists::new(measures as usize, programs_of),
            measures_of: Lists::new(programs as usize, measures_of),
        })
    }

    /// The graph; the weight of an edge is that of its links.
    pub fn graph(&self) -> &UnGraph<Side, u32> {
        &self.graph
    }

    /// How many measures there are.
    pub fn measures(&self) -> u32 {
        self.measures
    }

    /// How many programs there are.
    pub fn programs(&self) -> u32 {
        self.programs
    }

    /// The node of a measure or program.
    pub fn node(&self, side: Side) -> NodeIndex {
        match side {
            Side::Measure(measure) => at(0, measure),
            Side::Program(program) => at(self.measures, program),
        }
    }

    /// The programs that a measure uses, in order.
    pub fn programs_of(&self, measure: u32) -> &[u32] {
        self.programs_of.of(measure as usize)
    }

    /// The measures that use a program, in order. How many they are is the program's *reuse*.
    pub fn measures_of(&self, program: u32) -> &[u32] {
        self.measures_of.of(program as usize)
    }
}

fn at(before: u32, number: u32) -> NodeIndex {
    NodeIndex::new(before as usize + number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_the_same_two_are_one_edge() {
        let link = |measure, program, weight| Link { measure, program, weight };
        let links = vec![link(1, 0, 2), link(0, 1, u32::MAX), link(1, 0, 3), link(0, 1, 1)];
        let uses = Bipartite::new(2, 3, links).unwrap();
        let edges: Vec<_> =
            uses.graph().raw_edges().iter().map(|edge| (edge.source(), edge.target(), edge.weight)).collect();
        let (first, second) = (uses.node(Side::Program(0)), uses.node(Side::Program(1)));
        assert_eq!(edges, [(0.into(), second, u32::MAX), (1.into(), first, 5)]);
        assert_eq!((first, uses.graph().node_count()), (NodeIndex::new(2), 5));
        assert_eq!([uses.measures_of(0), uses.measures_of(1), uses.measures_of(2)], [&[1][..], &[0], &[]]);
        assert!(uses.programs_of(7).is_empty());
    }

    #[test]
    fn a_link_to_nothing_is_refused() {
        let link = Link { measure: 2, program: 0, weight: 1 };
        let refused = Bipartite::new(2, 1, vec![link]).unwrap_err();
        assert_eq!(refused, NoSuchNode { link, measures: 2, programs: 1 });
        assert_eq!(
            refused.to_string(),
            "Link { measure: 2, program: 0, weight: 1 } does not fit 2 measures and 1 programs"
        );
    }
}

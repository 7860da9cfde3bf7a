//! Programs by the measures that they share, and measures by the programs that they share.

use super::bipartite::Bipartite;
use super::lists::number;
use petgraph::graph::{NodeIndex, UnGraph};
use rayon::prelude::*;

/// What two nodes share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// How many measures use both programs, or how many programs both measures use: 1 or more.
    pub count: u32,
    /// How many measures use one of the programs or both; for measures, likewise.
    pub either: u32,
}

impl Shared {
    /// How nearly both have the same (Jaccard): `count` in proportion to `either`, above 0; 1 if they have just the same.
    pub fn jaccard(self) -> f64 {
        f64::from(self.count) / f64::from(self.either)
    }
}

/// Whose graph is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onto {
    /// Programs, joined if measures use both.
    Programs,
    /// Measures, joined if they use the same programs.
    Measures,
}

/// More pairs have something in common than were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there would be {}{pairs} pairs, which are more than {most}", if *.counted {""} else {"up to "})]
#[non_exhaustive]
pub struct TooManyPairs {
    /// How many pairs there would be.
    pub pairs: u64,
    /// How many were to be there at most.
    pub most: u64,
    /// Whether `pairs` were counted. Where that would take too long, a pair is in them once for everything that it
    /// shares, whatever the least number asked for.
    pub counted: bool,
}

/// Pairs, once for everything they share, up to which they are counted for a refusal: a few seconds of work.
const COUNTED: u64 = 1 << 32;

/// Joins what has something in common.
///
/// **Definition.** Two programs are joined if `least` measures or more use both; two measures, if they use `least` programs or
/// more in common. Everything is a node, whether or not it is joined to anything.
///
/// **In a plan.** One measure that names ten programs joins each of them to nine others. So a pair with many measures in
/// common says more than many pairs with one; and [`Shared::jaccard`] tells programs that are always used together
/// from two that are used nearly everywhere.
///
/// # Arguments
///
/// * `uses`: measures and programs.
/// * `onto`: whose graph is wanted.
/// * `least`: how much a pair has to have in common; 0 is as good as 1.
/// * `most`: how many edges the graph may have. A program that a thousand measures use joins half a million pairs of measures.
///
/// # Returns
///
/// A graph whose nodes are the programs or the measures by number, each with how many measures or programs it has. The edges
/// are in the order of their nodes, the smaller one first.
///
/// # Errors
///
/// If there are more edges than `most`; that is known before room is taken for them.
///
/// # Complexity
///
/// Time O(n + s + m log m), where s counts each pair once for everything it shares, and m is the number of edges; space
/// O(n + m).
///
/// # Example
///
/// ```
/// use policygraph::view::metric::{Bipartite, Link, Onto, Shared, project};
///
/// let link = |measure, program| Link { measure, program, weight: 1 };
/// let uses = Bipartite::new(3, 2, vec![link(0, 0), link(0, 1), link(1, 0), link(1, 1), link(2, 1)])?;
/// let programs = project(&uses, Onto::Programs, 1, 1000)?;
/// assert_eq!(programs.edge_weights().copied().collect::<Vec<_>>(), [Shared { count: 2, either: 3 }]);
/// assert_eq!(project(&uses, Onto::Measures, 1, 2).unwrap_err().pairs, 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn project(
    uses: &Bipartite,
    onto: Onto,
    least: u32,
    most: u64,
) -> Result<UnGraph<u32, Shared>, TooManyPairs> {
    let sides = Sides { uses, onto, least: least.max(1) };
    let at_most = sides.shared_at_most();
    // Pairs that share more than one thing are rare; where they are asked for, the room grows with them.
    let mut room = if least <= 1 { at_most } else { 0 };
    if at_most > most {
        let counted = at_most <= COUNTED;
        room = if counted { sides.count() } else { at_most };
        if room > most {
            return Err(TooManyPairs { pairs: room, most, counted });
        }
    }
    let degree = |node| number(sides.shared_of(node).len());
    let mut graph = UnGraph::with_capacity(sides.len() as usize, usize::try_from(room).unwrap_or(0));
    for node in 0..sides.len() {
        graph.add_node(degree(node));
    }
    let mut row = Row::new(sides.len());
    for node in 0..sides.len() {
        for (other, count) in row.of(&sides, node) {
            let either = degree(node).saturating_add(degree(other)).saturating_sub(count);
            graph.add_edge(
                NodeIndex::new(node as usize),
                NodeIndex::new(other as usize),
                Shared { count, either },
            );
        }
    }
    Ok(graph)
}

/// The graph of uses, seen from the side that is wanted.
struct Sides<'a> {
    uses: &'a Bipartite,
    onto: Onto,
    least: u32,
}

impl Sides<'_> {
    fn len(&self) -> u32 {
        match self.onto {
            Onto::Programs => self.uses.programs(),
            Onto::Measures => self.uses.measures(),
        }
    }

    /// What a node has.
    fn shared_of(&self, node: u32) -> &[u32] {
        match self.onto {
            Onto::Programs => self.uses.measures_of(node),
            Onto::Measures => self.uses.programs_of(node),
        }
    }

    /// Who has something.
    fn holders_of(&self, shared: u32) -> &[u32] {
        match self.onto {
            Onto::Programs => self.uses.programs_of(shared),
            Onto::Measures => self.uses.measures_of(shared),
        }
    }

    /// Pairs, each once for everything it shares.
    fn shared_at_most(&self) -> u64 {
        let others = match self.onto {
            Onto::Programs => self.uses.measures(),
            Onto::Measures => self.uses.programs(),
        };
        let pairs = (0..others).map(|shared| {
            let holders = self.holders_of(shared).len() as u64;
            holders * holders.saturating_sub(1) / 2
        });
        pairs.fold(0, u64::saturating_add)
    }

    /// How many pairs have enough in common.
    fn count(&self) -> u64 {
        let nodes = (0..self.len()).into_par_iter().with_min_len(1 << 10);
        let rows = nodes.map_init(|| Row::new(self.len()), |row, node| row.of(self, node).count() as u64);
        rows.sum()
    }
}

/// Room for what one node has in common with later ones.
struct Row {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Row {
    fn new(nodes: u32) -> Self {
        Self { counts: vec![0; nodes as usize], touched: Vec::new() }
    }

    /// The later nodes that have enough in common with a node, in order, each with how much.
    fn of<'a>(&'a mut self, sides: &Sides, node: u32) -> impl Iterator<Item = (u32, u32)> + 'a {
        let Self { counts, touched } = self;
        touched.clear();
        for shared in sides.shared_of(node) {
            let holders = sides.holders_of(*shared);
            let later = holders.partition_point(|holder| *holder <= node);
            for other in holders.get(later..).unwrap_or_default() {
                if let Some(count) = counts.get_mut(*other as usize) {
                    if *count == 0 {
                        touched.push(*other);
                    }
                    *count += 1;
                }
            }
        }
        touched.sort_unstable();
        let least = sides.least;
        let counted =
            touched.iter().map(|other| (*other, counts.get_mut(*other as usize).map_or(0, std::mem::take)));
        counted.filter(move |(_, count)| *count >= least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::metric::Link;

    fn uses() -> Bipartite {
        let pairs = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 3)];
        let links = pairs.map(|(measure, program)| Link { measure, program, weight: 1 });
        Bipartite::new(4, 4, links.to_vec()).unwrap()
    }

    fn edges(graph: &UnGraph<u32, Shared>) -> Vec<(usize, usize, u32, u32)> {
        let edges = graph.raw_edges().iter();
        edges
            .map(|edge| (edge.source().index(), edge.target().index(), edge.weight.count, edge.weight.either))
            .collect()
    }

    #[test]
    fn pairs_with_too_little_in_common_are_left_out() {
        let all = project(&uses(), Onto::Programs, 0, 3).unwrap();
        assert_eq!(edges(&all), [(0, 1, 2, 2), (0, 2, 1, 2), (1, 2, 1, 2)]);
        assert_eq!(all.node_weights().copied().collect::<Vec<_>>(), [2, 2, 1, 1]);
        // Programs 0 and 1 share two measures: four pairs, once for everything shared, but only one is kept.
        let strong = project(&uses(), Onto::Programs, 2, 1).unwrap();
        assert_eq!(edges(&strong), [(0, 1, 2, 2)]);
        let measures = project(&uses(), Onto::Measures, 1, 1).unwrap();
        assert_eq!(edges(&measures), [(0, 1, 2, 3)]);
    }

    #[test]
    fn too_many_pairs_are_refused_with_their_number() {
        let refused = project(&uses(), Onto::Programs, 1, 2).unwrap_err();
        assert_eq!(refused, TooManyPairs { pairs: 3, most: 2, counted: true });
        assert_eq!(refused.to_string(), "there would be 3 pairs, which are more than 2");
        assert_eq!(project(&uses(), Onto::Programs, 2, 0).unwrap_err().pairs, 1);
        assert_eq!(project(&uses(), Onto::Programs, 3, 0).unwrap().edge_count(), 0);
    }

    #[test]
    fn what_cannot_be_counted_soon_is_estimated_from_above() {
        let measures = 100_000;
        let links = (0..measures).map(|measure| Link { measure, program: 0, weight: 1 }).collect();
        let uses = Bipartite::new(measures, 1, links).unwrap();
        let refused = project(&uses, Onto::Measures, 2, 1_000_000).unwrap_err();
        assert_eq!((refused.pairs, refused.counted), (4_999_950_000, false));
        assert_eq!(refused.to_string(), "there would be up to 4999950000 pairs, which are more than 1000000");
    }
}

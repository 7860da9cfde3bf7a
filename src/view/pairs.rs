//! How often two things go together: programs that share measures, measures that share programs, bodies that share measures.
//!
//! **Definitions.** Two programs *share* a measure if it uses both (see [`crate::view::reuse`]); two measures share a program if both
//! use it; two bodies share a measure if both are responsible for it, and *both lead* it if both are leads (◎). The *strength* of a tie is
//! how many are shared, each once. Its *Jaccard index* is that number over how many either of the two has. A tie that rests on one
//! measure says little: a single measure that names ten programs makes 45 such ties. They are drawn hollow.
//!
//! [`projection()`] and [`ministries()`] count, [`order`] puts together what belongs together, `layout` draws triangles or a square,
//! `network` says the same for other tools.

use std::collections::BTreeSet;

use crate::view::bodies::bodies;
use crate::view::drawing::Drawing;
use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::metric::{Bipartite, Link, Onto, Shared, project};
use crate::view::network::{Network, NodeKind};
use crate::view::scene::Scene;

mod layout;
mod ministries;
mod network;
pub mod order;
mod projection;
mod shade;
mod square;
mod triangle;
mod words;

/// More pairs than this are not counted one by one: they would fill the memory, and no picture or tool shows them.
pub const MOST_PAIRS: u64 = 5_000_000;

/// Why pairs were not counted.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PairsError {
    /// There are more than [`MOST_PAIRS`].
    #[error(
        "{pairs} pairs of {what} would have to be counted, more than {MOST_PAIRS}; narrow the selection to some fiscal years, \
         goals or ministries"
    )]
    TooMany {
        /// How many; where counting them would take too long, as often as they share something.
        pairs: u64,
        /// Of what.
        what: &'static str,
    },
}

/// One of the things that go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its place in the rows of its kind in [`Links`].
    pub place: usize,
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Of a body its mark; else empty.
    pub mark: String,
    /// Of a body its place among bodies by the measures they lead, which gives its colour.
    pub rank: Option<usize>,
    /// What it has: of programs and bodies the measures, of measures the programs, as places in the rows, in order.
    pub has: Vec<usize>,
    /// How many of these it leads; 0 but for bodies.
    pub leads: usize,
}

/// Two things that go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The one that comes first, as a place in [`Pairs::items`].
    pub first: usize,
    /// The other.
    pub second: usize,
    /// How many they share; at least 1.
    pub shared: usize,
    /// Of bodies, how many of these both lead.
    pub both_lead: usize,
    /// Whether one is directly part of the other, as programs may be.
    pub is_part: bool,
}

/// Things and how often they go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// What the items are: programs, measures or bodies.
    pub kind: NodeKind,
    /// Language of what is added to the document's words.
    pub language: Language,
    /// Title of the plan, or of the plans.
    pub plan: String,
    /// What has at least one of what is shared, in the order of the rows; of measures all.
    pub items: Vec<Item>,
    /// What goes together, by first and second.
    pub ties: Vec<Tie>,
    /// The source line of each measure that may be shared.
    lines: Vec<Option<i64>>,
}

/// Programs by shared measures.
///
/// # Errors
///
/// If some measures use so many programs that more than [`MOST_PAIRS`] pairs would have to be counted.
///
/// # Complexity
///
/// Time O(Σk² + t log t), space O(t) for measures of k programs and t ties.
pub fn projection(links: &Links, language: Language) -> Result<Pairs, PairsError> {
    projection::programs(links, language)
}

/// Measures by shared programs, as a network only: there are too many to draw.
///
/// # Errors
///
/// If programs are used by so many measures that more than [`MOST_PAIRS`] pairs would have to be counted.
pub fn measures(links: &Links, language: Language) -> Result<Network, PairsError> {
    Ok(projection::measures(links, language)?.network())
}

/// Bodies by shared responsibility for measures.
///
/// # Errors
///
/// If so many bodies share measures that more than [`MOST_PAIRS`] pairs would have to be counted.
pub fn ministries(links: &Links, language: Language) -> Result<Pairs, PairsError> {
    let (bodies, ranks) = bodies(links, language);
    ministries::bodies_by_measures(links, language, &bodies, &ranks)
}

impl Pairs {
    /// The picture: triangles of programs, or a square of bodies. The same pairs give the same picture.
    pub fn layout(&self) -> Scene {
        layout::layout(self)
    }

    /// Items and ties as an undirected graph. Nodes stand by item, edges by tie; the weight of an edge is what the two share.
    pub fn network(&self) -> Network {
        network::network(self)
    }

    /// Picture and network together.
    pub fn draw(&self) -> Drawing {
        Drawing { scene: self.layout(), network: self.network(), orders: Vec::new() }
    }

    /// The Jaccard index of a tie, above 0 and at most 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of measures are far below 2^52")]
    pub fn jaccard(&self, tie: &Tie) -> f64 {
        let has = |item: usize| self.items.get(item).map_or(0, |item| item.has.len());
        let either = has(tie.first) + has(tie.second) - tie.shared;
        tie.shared as f64 / either.max(1) as f64
    }

    /// What two items share, as places in the rows, in order.
    pub fn shared(&self, tie: &Tie) -> Vec<usize> {
        let has = |item: usize| self.items.get(item).map(|item| item.has.as_slice()).unwrap_or_default();
        let second: BTreeSet<usize> = has(tie.second).iter().copied().collect();
        has(tie.first).iter().copied().filter(|place| second.contains(place)).collect()
    }

    /// Whether the items are bodies.
    fn of_bodies(&self) -> bool {
        self.kind == NodeKind::Body
    }
}

/// Counts in how many lists each two members stand together.
///
/// # Arguments
///
/// * `lists`: members, each once in a list, all below `count`.
///
/// # Returns
///
/// First, second and count, by first and second.
fn together(
    lists: &[Vec<usize>],
    count: usize,
    what: &'static str,
) -> Result<Vec<(usize, usize, usize)>, PairsError> {
    let number = |place: usize| u32::try_from(place).ok();
    let (Some(measures), Some(programs)) = (number(lists.len()), number(count)) else {
        return Err(PairsError::TooMany { pairs: u64::MAX, what });
    };
    // The lists take the part of measures, their members that of programs.
    let mut links = Vec::new();
    for (measure, list) in (0..measures).zip(lists) {
        let members = list.iter().filter_map(|member| number(*member)).filter(|member| *member < programs);
        links.extend(members.map(|program| Link { measure, program, weight: 1 }));
    }
    // No link leads beyond what was counted, so that nothing is refused here.
    let Ok(uses) = Bipartite::new(measures, programs, links) else {
        return Ok(Vec::new());
    };
    let graph = project(&uses, Onto::Programs, 1, MOST_PAIRS)
        .map_err(|error| PairsError::TooMany { pairs: error.pairs, what })?;
    let tie = |edge: &petgraph::graph::Edge<Shared>| {
        (edge.source().index(), edge.target().index(), edge.weight.count as usize)
    };
    Ok(graph.raw_edges().iter().map(tie).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_several_lists_count_once_each() {
        let lists = [vec![0, 1, 3], vec![1, 3], vec![2], vec![0, 3]];
        let found = together(&lists, 4, "things").unwrap();
        assert_eq!(found, [(0, 1, 1), (0, 3, 2), (1, 3, 2)]);
    }

    #[test]
    fn too_many_pairs_are_refused() {
        // 3164 · 3163 / 2 is just above 5,000,000.
        let error = together(&[(0..3164).collect()], 3164, "programs").unwrap_err();
        assert_eq!(error, PairsError::TooMany { pairs: 5_003_866, what: "programs" });
        assert!(error.to_string().contains("5003866 pairs of programs"), "{error}");
        assert!(together(&[(0..100).collect()], 100, "programs").is_ok());
    }
}

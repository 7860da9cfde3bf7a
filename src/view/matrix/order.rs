//! In which order columns and rows stand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::view::graph::UseGraph;
use crate::view::links::Links;
use crate::view::matrix::{Column, Row, cells};
use crate::view::money::{Bounds, Ledger};
use crate::view::reuse::Reuse;

/// In which order families of programs stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Most measures first, those of parts counted in.
    #[default]
    Reuse,
    /// By the first measure that uses them.
    First,
    /// By name.
    Name,
    /// Most money known first.
    Budget,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Reuse, Self::First, Self::Name, Self::Budget];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reuse => "reuse",
            Self::First => "first",
            Self::Name => "name",
            Self::Budget => "budget",
        }
    }

    /// This order, then all others.
    pub fn and_others(self) -> impl Iterator<Item = Self> {
        std::iter::once(self).chain(Self::ALL.into_iter().filter(move |order| *order != self))
    }
}

/// Measures and the places of their listings: by the order of their goals, then of the first measure under each objective,
/// then their own. A second listing stands after what stands there first; what stands under no known goal comes last.
pub(crate) fn columns(links: &Links) -> Vec<(usize, usize)> {
    let mut objectives: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for (place, row) in links.measures.iter().enumerate() {
        objectives.entry(row.under().objective).or_insert(place);
    }
    let mut listed: Vec<_> = Vec::new();
    for (measure, row) in links.measures.iter().enumerate() {
        for (place, listing) in row.listings.iter().enumerate() {
            let under = listing.under;
            let objective = objectives.get(&under.objective).copied().unwrap_or(usize::MAX);
            let goal = under.goal.unwrap_or(usize::MAX);
            // An objective that is itself listed again stands after those of the goal.
            let visits = under.objective.is_some_and(|objective| {
                links.objectives.get(objective).is_some_and(|row| row.under.goal != under.goal)
            });
            let line = if listing.again { listing.line } else { None };
            listed.push(((goal, visits, objective, listing.again, line, measure), (measure, place)));
        }
    }
    listed.sort_unstable();
    listed.into_iter().map(|(_, place)| place).collect()
}

/// What families are sorted by: the rank of the order, then most measures with parts, most measures, first column, name, IRI.
type Rank<'l> = (Reverse<i128>, &'l str, Reverse<usize>, Reverse<usize>, usize, &'l str, &'l str);

/// Programs with all that orders need.
pub(super) struct Programs<'l> {
    links: &'l Links,
    graph: &'l UseGraph,
    reuse: Vec<Reuse>,
    /// The first column of each program, parts counted in.
    first: Vec<usize>,
    money: Vec<Option<Bounds>>,
    /// The measures that have a column.
    shown: BTreeSet<usize>,
}

impl<'l> Programs<'l> {
    pub(super) fn new(links: &'l Links, graph: &'l UseGraph, reuse: Vec<Reuse>, columns: &[Column]) -> Self {
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, column) in columns.iter().enumerate() {
            place.entry(column.measure).or_insert(at);
        }
        let families = (0..graph.programs()).map(|program| graph.family_of(program));
        let ledger = Ledger::new(links);
        let (mut first, mut money) = (Vec::new(), Vec::new());
        for (program, family) in families.enumerate() {
            let measures = graph.measures_of_family(program);
            let columns = measures.iter().filter_map(|measure| place.get(measure).copied());
            first.push(columns.min().unwrap_or(usize::MAX));
            money.push(if measures.is_empty() { None } else { ledger.total(&family) });
        }
        Self { links, graph, reuse, first, money, shown: place.into_keys().collect() }
    }

    fn rank(&self, order: Order, program: usize) -> Rank<'l> {
        let reuse = self.reuse.get(program).copied().unwrap_or_default();
        let first = self.first.get(program).copied().unwrap_or(usize::MAX);
        let row = self.links.programs.get(program);
        let (label, iri) = row.map_or(("", ""), |row| (row.label.as_str(), row.iri.as_str()));
        let (number, name) = match order {
            Order::Reuse => (0, ""),
            Order::First => (-i128::try_from(first).unwrap_or(i128::MAX), ""),
            Order::Name => (0, label),
            Order::Budget => (self.money.get(program).copied().flatten().map_or(-1, |money| money.upper), ""),
        };
        (
            Reverse(number),
            name,
            Reverse(reuse.measures_with_parts),
            Reverse(reuse.measures),
            first,
            label,
            iri,
        )
    }

    fn sorted(&self, order: Order, programs: impl Iterator<Item = usize>) -> Vec<usize> {
        let is_used =
            |program: &usize| self.reuse.get(*program).is_some_and(|reuse| reuse.measures_with_parts > 0);
        let mut ranked: Vec<(Rank<'l>, usize)> =
            programs.filter(is_used).map(|program| (self.rank(order, program), program)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, program)| program).collect()
    }

    /// Programs with their depth: families in an order, and each program followed by its parts.
    ///
    /// A part of several programs stands under the first of them. A program is left out if no measure uses it or
    /// a part of it.
    pub(super) fn rows(&self, order: Order) -> Vec<(usize, usize)> {
        let all = 0..self.graph.programs();
        let roots =
            self.sorted(order, all.clone().filter(|program| self.graph.wholes_of(*program).is_empty()));
        // Parts that form a circle have no root; they follow as roots of their own.
        let others = self.sorted(order, all);
        let (mut seen, mut rows) = (BTreeSet::new(), Vec::new());
        for root in roots.into_iter().chain(others) {
            let mut waiting = vec![(root, 0)];
            while let Some((program, depth)) = waiting.pop() {
                if seen.insert(program) {
                    rows.push((program, depth));
                    let parts = self.sorted(order, self.graph.parts_of(program).into_iter());
                    waiting.extend(parts.into_iter().rev().map(|part| (part, depth + 1)));
                }
            }
        }
        rows
    }

    /// The row of a program.
    pub(super) fn row(&self, program: usize, depth: usize) -> Option<Row> {
        let row = self.links.programs.get(program)?;
        Some(Row {
            iri: row.iri.clone(),
            label: row.label.clone(),
            depth,
            reuse: self.reuse.get(program).copied().unwrap_or_default(),
            money: self.money.get(program).copied().flatten(),
            cells: cells(self.links, self.graph, program, &self.shown),
        })
    }
}

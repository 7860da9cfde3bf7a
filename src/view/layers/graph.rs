//! The layers of a plan as one graph: goals, objectives, groups, measures, programs, and the programs these are part of.
//!
//! Edges lead from a heading to what it contains, from a measure to a program that it uses, from a part to its whole. So
//! whatever can be reached from a goal serves it, and whatever reaches a program rests on it.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

use crate::view::links::{HeadingRow, Links, MeasureRow, Under};

/// What stands at a node, as a place in the rows of its kind. Nodes sort by layer, then by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A goal.
    Goal(usize),
    /// An objective.
    Objective(usize),
    /// A group of measures.
    Group(usize),
    /// A measure.
    Measure(usize),
    /// A program.
    Program(usize),
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// From a heading to what stands under it.
    Contains,
    /// From a heading to what is listed under it a second time (再掲).
    Relists,
    /// From a measure to a program: the use at this place of [`Links::uses`].
    Uses(usize),
    /// From a program to the program it is part of.
    PartOf,
}

/// All layers and what joins them.
///
/// Every row of the links has a node, whether or not something is joined to it. An item hangs on the lowest heading above it:
/// a measure in a group hangs on the group only.
#[derive(Clone, Debug, Default)]
pub struct LayerGraph {
    graph: DiGraph<Node, Edge>,
    /// Index of the first node of each layer; within a layer nodes stand by place.
    starts: [usize; 5],
}

impl LayerGraph {
    /// Joins the rows. What points to an unknown row, or to itself, is left out.
    ///
    /// # Complexity
    ///
    /// Time and space O(n + e) for n rows and e links between them.
    pub fn from_links(links: &Links) -> Self {
        let counts = [
            links.goals.len(),
            links.objectives.len(),
            links.groups.len(),
            links.measures.len(),
            links.programs.len(),
        ];
        let kinds = [Node::Goal, Node::Objective, Node::Group, Node::Measure, Node::Program];
        let nodes: usize = counts.iter().sum();
        let mut layers =
            Self { graph: DiGraph::with_capacity(nodes, nodes + links.uses.len()), starts: [0; 5] };
        for ((start, kind), count) in layers.starts.iter_mut().zip(kinds).zip(counts) {
            *start = layers.graph.node_count();
            for place in 0..count {
                layers.graph.add_node(kind(place));
            }
        }
        layers.add_headings(&links.goals, Node::Goal);
        layers.add_headings(&links.objectives, Node::Objective);
        layers.add_headings(&links.groups, Node::Group);
        for (place, row) in links.measures.iter().enumerate() {
            layers.add_measure(place, row);
        }
        for (place, row) in links.uses.iter().enumerate() {
            layers.join(Node::Measure(row.measure), Node::Program(row.program), Edge::Uses(place));
        }
        for (part, row) in links.programs.iter().enumerate() {
            for whole in &row.wholes {
                layers.join(Node::Program(part), Node::Program(*whole), Edge::PartOf);
            }
        }
        layers
    }

    fn add_headings(&mut self, rows: &[HeadingRow], kind: fn(usize) -> Node) {
        for (place, row) in rows.iter().enumerate() {
            let own = self.lowest(row.under);
            if let Some(above) = own {
                self.join(above, kind(place), Edge::Contains);
            }
            self.relist(own, kind(place), row.again.iter().copied());
        }
    }

    fn add_measure(&mut self, place: usize, row: &MeasureRow) {
        let own = row.listings.iter().find(|listing| !listing.again);
        let own = own.and_then(|listing| self.lowest(listing.under));
        if let Some(above) = own {
            self.join(above, Node::Measure(place), Edge::Contains);
        }
        let again = row.listings.iter().filter(|listing| listing.again);
        self.relist(own, Node::Measure(place), again.map(|listing| listing.under));
    }

    /// Joins second listings. A heading that is itself listed again brings along what it contains; that makes no edge.
    fn relist(&mut self, own: Option<Node>, item: Node, again: impl Iterator<Item = Under>) {
        let above: BTreeSet<Node> = again.filter_map(|under| self.lowest(under)).collect();
        for heading in above.into_iter().filter(|heading| Some(*heading) != own) {
            self.join(heading, item, Edge::Relists);
        }
    }

    /// The lowest known heading of some.
    fn lowest(&self, under: Under) -> Option<Node> {
        let headings =
            [under.group.map(Node::Group), under.objective.map(Node::Objective), under.goal.map(Node::Goal)];
        headings.into_iter().flatten().find(|heading| self.index(*heading).is_some())
    }

    fn join(&mut self, from: Node, to: Node, edge: Edge) {
        if let (Some(from), Some(to)) = (self.index(from), self.index(to))
            && from != to
        {
            self.graph.add_edge(from, to, edge);
        }
    }

    /// The graph itself, for algorithms of petgraph.
    pub fn graph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// Where a thing stands in the graph; nothing if the rows do not hold it.
    pub fn index(&self, node: Node) -> Option<NodeIndex> {
        let [goals, objectives, groups, measures, programs] = self.starts;
        let (start, place) = match node {
            Node::Goal(place) => (goals, place),
            Node::Objective(place) => (objectives, place),
            Node::Group(place) => (groups, place),
            Node::Measure(place) => (measures, place),
            Node::Program(place) => (programs, place),
        };
        let index = NodeIndex::new(start.checked_add(place)?);
        (self.graph.node_weight(index) == Some(&node)).then_some(index)
    }

    /// What the edges from a node lead to, by layer and place.
    pub fn below(&self, node: Node) -> Vec<(Edge, Node)> {
        self.beside(node, Direction::Outgoing)
    }

    /// Where the edges to a node come from, by layer and place.
    pub fn above(&self, node: Node) -> Vec<(Edge, Node)> {
        self.beside(node, Direction::Incoming)
    }

    fn beside(&self, node: Node, direction: Direction) -> Vec<(Edge, Node)> {
        let edges =
            self.index(node).into_iter().flat_map(|index| self.graph.edges_directed(index, direction));
        let mut found: Vec<(Edge, Node)> = edges
            .filter_map(|edge| {
                let end = if direction == Direction::Outgoing { edge.target() } else { edge.source() };
                Some((*edge.weight(), *self.graph.node_weight(end)?))
            })
            .collect();
        found.sort_unstable_by_key(|(edge, node)| (*node, *edge));
        found
    }

    /// The measures that stand under a heading at any depth, second listings apart; of a measure itself.
    ///
    /// # Complexity
    ///
    /// Time and space O(n log n) for the n items below.
    pub fn measures_under(&self, node: Node) -> BTreeSet<usize> {
        let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
        let mut waiting = vec![node];
        while let Some(next) = waiting.pop() {
            if !seen.insert(next) {
                continue;
            }
            match next {
                Node::Measure(place) => {
                    found.insert(place);
                }
                Node::Program(_) => {}
                Node::Goal(_) | Node::Objective(_) | Node::Group(_) => {
                    let below = self.below(next).into_iter();
                    waiting.extend(below.filter(|(edge, _)| *edge == Edge::Contains).map(|(_, node)| node));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::links::{Listing, ProgramRow, UseRow};

    fn under(goal: Option<usize>, objective: Option<usize>, group: Option<usize>) -> Under {
        Under { goal, objective, group }
    }

    fn listed(under: Under, again: bool) -> Listing {
        Listing { under, line: None, again }
    }

    /// Goal 0 with objective 0 and its group 0; goal 1 lists the objective again. Measure 0 stands in the group, measure 1 under
    /// the objective and again in the group, measure 2 under nothing. Program 1 is part of programs 0 and 1.
    fn links() -> Links {
        let heading = |under, again| HeadingRow { under, again, ..HeadingRow::default() };
        let group = under(Some(0), Some(0), Some(0));
        let measure = |listings| MeasureRow { listings, ..MeasureRow::default() };
        Links {
            goals: vec![HeadingRow::default(), HeadingRow::default()],
            objectives: vec![heading(under(Some(0), None, None), vec![under(Some(1), None, None)])],
            groups: vec![heading(under(Some(0), Some(0), None), Vec::new())],
            measures: vec![
                measure(vec![listed(group, false), listed(under(Some(1), Some(0), Some(0)), true)]),
                measure(vec![listed(under(Some(0), Some(0), None), false), listed(group, true)]),
                measure(vec![listed(Under::default(), false)]),
            ],
            programs: vec![ProgramRow::default(), ProgramRow { wholes: vec![0, 1], ..ProgramRow::default() }],
            uses: vec![UseRow { measure: 2, program: 1, ..UseRow::default() }],
            ..Links::default()
        }
    }

    #[test]
    fn an_item_hangs_on_the_lowest_heading_and_comes_along_without_an_edge() {
        let graph = LayerGraph::from_links(&links());
        assert_eq!(graph.below(Node::Goal(0)), [(Edge::Contains, Node::Objective(0))]);
        assert_eq!(graph.below(Node::Goal(1)), [(Edge::Relists, Node::Objective(0))]);
        let objective = [(Edge::Contains, Node::Group(0)), (Edge::Contains, Node::Measure(1))];
        assert_eq!(graph.below(Node::Objective(0)), objective);
        let group = [(Edge::Contains, Node::Measure(0)), (Edge::Relists, Node::Measure(1))];
        assert_eq!(graph.below(Node::Group(0)), group);
        assert_eq!(graph.below(Node::Measure(2)), [(Edge::Uses(0), Node::Program(1))]);
        assert_eq!(graph.below(Node::Program(1)), [(Edge::PartOf, Node::Program(0))]);
        assert_eq!(graph.above(Node::Program(0)), [(Edge::PartOf, Node::Program(1))]);
        assert_eq!((graph.graph().node_count(), graph.graph().edge_count()), (9, 8));
    }

    #[test]
    fn measures_under_a_heading_leave_second_listings_out() {
        let graph = LayerGraph::from_links(&links());
        assert_eq!(graph.measures_under(Node::Goal(0)), [0, 1].into());
        assert_eq!(graph.measures_under(Node::Goal(1)), BTreeSet::new());
        assert_eq!(graph.measures_under(Node::Group(0)), [0].into());
    }

    #[test]
    fn what_is_not_there_has_no_index() {
        let graph = LayerGraph::from_links(&links());
        assert_eq!(graph.index(Node::Goal(2)), None);
        assert_eq!(graph.index(Node::Program(usize::MAX)), None);
        assert!(graph.below(Node::Objective(1)).is_empty());
    }
}

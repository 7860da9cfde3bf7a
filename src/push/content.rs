//! What is sent: the statements of a graph as lines of N-Triples, and the pieces that they are cut into.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::StorageError;

use crate::store::Store;

/// Why there is nothing to send.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// The store could not be read.
    #[error("the statements could not be read")]
    Read(#[source] StorageError),
    /// Statements belong to no graph.
    #[error(
        "some statements stand in no named graph (Turtle and N-Triples have none), so a graph must be given"
    )]
    NoGraph,
    /// A graph has no name that others could use.
    #[error("the graph {0} has no IRI, so a graph must be given")]
    BlankGraph(String),
}

/// A graph to be put into a store: each of its statements once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphContent {
    name: NamedNode,
    units: Vec<Unit>,
}

/// Lines that must not be parted: one statement, or all that hang together by blank nodes. A blank node that is sent
/// in two requests is two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    text: String,
    triples: usize,
    has_blank_nodes: bool,
}

/// What one request takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Lines of N-Triples.
    pub(super) text: String,
    pub(super) triples: usize,
    /// Whether adding it twice is as good as adding it once.
    pub(super) is_repeatable: bool,
}

/// The bounds of a piece. One unit is sent whole even if it is larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) bytes: usize,
    pub(super) triples: usize,
}

impl GraphContent {
    /// A graph that has to be empty afterwards.
    pub fn empty(name: NamedNode) -> Self {
        Self { name, units: Vec::new() }
    }

    /// All graphs of a store in the order of their names; with `into`, their union under that name.
    pub fn of_store(store: &Store, into: Option<&NamedNode>) -> Result<Vec<Self>, ContentError> {
        let mut graphs: BTreeMap<String, (NamedNode, Statements)> = BTreeMap::new();
        for quad in store.inner() {
            let quad = quad.map_err(ContentError::Read)?;
            let name = match (into, &quad.graph_name) {
                (Some(name), _) | (None, GraphName::NamedNode(name)) => name.clone(),
                (None, GraphName::DefaultGraph) => return Err(ContentError::NoGraph),
                (None, GraphName::BlankNode(node)) => return Err(ContentError::BlankGraph(node.to_string())),
            };
            let graph = graphs.entry(name.as_str().to_owned()).or_insert((name, Statements::default()));
            graph.1.add(&quad);
        }
        Ok(graphs.into_values().map(|(name, statements)| Self { name, units: statements.units() }).collect())
    }

    /// The IRI of the graph.
    pub fn name(&self) -> &NamedNode {
        &self.name
    }

    /// The number of statements.
    pub fn triples(&self) -> usize {
        self.units.iter().map(|unit| unit.triples).sum()
    }

    /// The pieces; what must not be sent twice comes first, since the first piece replaces what was there.
    pub(super) fn pieces(&self, bounds: Bounds) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for unit in &self.units {
            let fits = |piece: &Piece| {
                piece.text.len().saturating_add(unit.text.len()) <= bounds.bytes
                    && piece.triples.saturating_add(unit.triples) <= bounds.triples
            };
            match pieces.last_mut().filter(|piece| fits(piece)) {
                Some(piece) => {
                    piece.text += &unit.text;
                    piece.triples += unit.triples;
                    piece.is_repeatable &= !unit.has_blank_nodes;
                }
                None => pieces.push(Piece {
                    text: unit.text.clone(),
                    triples: unit.triples,
                    is_repeatable: !unit.has_blank_nodes,
                }),
            }
        }
        pieces
    }
}

/// The lines of a graph: those without blank nodes, and those with their nodes.
#[derive(Default)]
struct Statements {
    plain: Vec<String>,
    with_blank_nodes: BTreeMap<String, Vec<String>>,
}

impl Statements {
    fn add(&mut self, quad: &Quad) {
        let line = format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object);
        let mut nodes = Vec::new();
        if let NamedOrBlankNode::BlankNode(node) = &quad.subject {
            nodes.push(node.as_str().to_owned());
        }
        if let Term::BlankNode(node) = &quad.object {
            nodes.push(node.as_str().to_owned());
        }
        if nodes.is_empty() {
            self.plain.push(line);
        } else {
            self.with_blank_nodes.insert(line, nodes);
        }
    }

    fn units(mut self) -> Vec<Unit> {
        let mut units = together(&self.with_blank_nodes);
        // The same statement may come from several graphs.
        self.plain.sort_unstable();
        self.plain.dedup();
        units.extend(self.plain.into_iter().map(|text| Unit { text, triples: 1, has_blank_nodes: false }));
        units
    }
}

/// Lines that share blank nodes, directly or by others.
fn together(lines: &BTreeMap<String, Vec<String>>) -> Vec<Unit> {
    let mut by_node: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (line, nodes) in lines {
        for node in nodes {
            by_node.entry(node).or_default().push(line);
        }
    }
    let mut units = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for first in lines.keys() {
        let mut unit = BTreeSet::new();
        let mut open = vec![first.as_str()];
        while let Some(line) = open.pop() {
            if !seen.insert(line) {
                continue;
            }
            unit.insert(line);
            for node in lines.get(line).into_iter().flatten() {
                // Each node's lines are looked at once.
                open.extend(by_node.remove(node.as_str()).unwrap_or_default());
            }
        }
        if !unit.is_empty() {
            let text = unit.iter().copied().collect();
            units.push(Unit { text, triples: unit.len(), has_blank_nodes: true });
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TextFormat;

    fn content(text: &str, into: Option<&str>) -> Result<Vec<GraphContent>, ContentError> {
        let store = Store::new().unwrap();
        store.load_text(TextFormat::NQuads, text.as_bytes()).unwrap();
        GraphContent::of_store(&store, into.map(|name| NamedNode::new(name).unwrap()).as_ref())
    }

    fn texts(pieces: &[Piece]) -> Vec<(&str, bool)> {
        pieces.iter().map(|piece| (piece.text.as_str(), piece.is_repeatable)).collect()
    }

    const BOUNDS: Bounds = Bounds { bytes: 1000, triples: 2 };

    #[test]
    fn graphs_stay_apart_or_are_one() {
        let text = "<urn:a> <urn:p> <urn:c> <urn:g2> .\n<urn:a> <urn:p> \"い\\n\"@ja <urn:g1> .\n<urn:a> <urn:p> <urn:c> <urn:g1> .\n";
        let two = content(text, None).unwrap();
        let names: Vec<(&str, usize)> =
            two.iter().map(|graph| (graph.name().as_str(), graph.triples())).collect();
        assert_eq!(names, [("urn:g1", 2), ("urn:g2", 1)]);
        let one = content(text, Some("urn:g")).unwrap();
        let pieces = one[0].pieces(BOUNDS);
        assert_eq!(texts(&pieces), [("<urn:a> <urn:p> \"い\\n\"@ja .\n<urn:a> <urn:p> <urn:c> .\n", true)]);
        assert!(matches!(content("<urn:a> <urn:p> <urn:c> .\n", None), Err(ContentError::NoGraph)));
        assert!(matches!(content("<urn:a> <urn:p> <urn:c> _:g .\n", None), Err(ContentError::BlankGraph(_))));
    }

    #[test]
    fn blank_nodes_stay_in_one_piece_which_comes_first() {
        let text = "<urn:a> <urn:p> <urn:1> <urn:g> .\n<urn:a> <urn:p> <urn:2> <urn:g> .\n<urn:a> <urn:p> <urn:3> <urn:g> .\n\
                    <urn:a> <urn:p> _:x <urn:g> .\n_:x <urn:p> _:y <urn:g> .\n_:y <urn:p> <urn:4> <urn:g> .\n_:z <urn:p> _:z <urn:g> .\n";
        let graph = &content(text, None).unwrap()[0];
        let pieces = graph.pieces(BOUNDS);
        let sizes: Vec<(usize, bool)> =
            pieces.iter().map(|piece| (piece.triples, piece.is_repeatable)).collect();
        // Three hang together; the fourth fits with one that has none; two are left.
        assert_eq!(sizes, [(3, false), (2, false), (2, true)]);
        assert_eq!(pieces.iter().map(|piece| piece.triples).sum::<usize>(), graph.triples());
    }

    #[test]
    fn a_piece_keeps_to_its_bytes() {
        let text = "<urn:a> <urn:p> <urn:1> <urn:g> .\n<urn:a> <urn:p> <urn:2> <urn:g> .\n";
        let graph = &content(text, None).unwrap()[0];
        assert_eq!(graph.pieces(Bounds { bytes: 30, triples: 9 }).len(), 2);
        assert_eq!(graph.pieces(Bounds { bytes: 60, triples: 9 }).len(), 1);
        // Larger than any piece: sent all the same.
        assert_eq!(graph.pieces(Bounds { bytes: 1, triples: 1 }).len(), 2);
        assert!(GraphContent::empty(NamedNode::new("urn:g").unwrap()).pieces(BOUNDS).is_empty());
    }
}

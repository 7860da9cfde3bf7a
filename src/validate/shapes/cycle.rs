//! Shapes that are reached from themselves.
//!
//! SHACL leaves open what they mean. Here a node that is being checked against a shape counts as conforming to it while
//! that goes on: the greatest set of nodes that the shapes allow. Where a circle goes through a condition that asks for the
//! opposite there may be no such set, or several, so that is an error.

use super::constraint::Constraint;
use super::{Shape, ShapesError};
use crate::validate::terms::Id;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Notes which shapes are reached from themselves.
pub(super) fn mark_recursion(shapes: &mut [Shape], name: &dyn Fn(Id) -> String) -> Result<(), ShapesError> {
    let mut graph: DiGraph<(), bool> = DiGraph::new();
    for _ in &*shapes {
        graph.add_node(());
    }
    for (from, shape) in shapes.iter().enumerate() {
        for constraint in &shape.constraints {
            for (to, is_opposite) in reached(constraint) {
                graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), is_opposite);
            }
        }
    }
    for circle in tarjan_scc(&graph) {
        let mut circle: Vec<NodeIndex> = circle;
        circle.sort_unstable();
        let within = |to: NodeIndex| circle.binary_search(&to).is_ok();
        for node in &circle {
            let mut edges =
                graph.edges(*node).filter(|edge| within(petgraph::visit::EdgeRef::target(edge))).peekable();
            let Some(shape) = shapes.get_mut(node.index()) else { continue };
            shape.is_recursive = edges.peek().is_some();
            if edges.any(|edge| *edge.weight()) {
                return Err(ShapesError::Circle { shape: name(shape.node) });
            }
        }
    }
    Ok(())
}

/// The shapes that a constraint asks, and whether it may ask for the opposite.
fn reached(constraint: &Constraint) -> Vec<(usize, bool)> {
    match constraint {
        Constraint::Node(shape) | Constraint::Property(shape) => vec![(*shape, false)],
        Constraint::Not(shape) => vec![(*shape, true)],
        Constraint::And(shapes) | Constraint::Or(shapes) => {
            shapes.iter().map(|shape| (*shape, false)).collect()
        }
        Constraint::Xone(shapes) => shapes.iter().map(|shape| (*shape, true)).collect(),
        Constraint::Qualified { shape, siblings, .. } => {
            siblings.iter().chain([shape]).map(|shape| (*shape, true)).collect()
        }
        _ => Vec::new(),
    }
}

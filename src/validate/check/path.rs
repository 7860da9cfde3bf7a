//! Following paths.

use super::Checker;
use crate::validate::shapes::Path;
use crate::validate::terms::Id;
use foldhash::fast::FixedState;
use indexmap::IndexSet;

type Nodes = IndexSet<Id, FixedState>;

impl Checker<'_> {
    /// The values that a path leads to, each once.
    pub(super) fn values(&self, path: &Path, node: Id) -> Vec<Id> {
        match path {
            Path::Predicate(property) => self.graph.objects(node, *property).collect(),
            Path::Inverse(inner) if matches!(**inner, Path::Predicate(_)) => {
                self.walk(path, &Nodes::from_iter([node]), false).into_iter().collect()
            }
            _ => self.walk(path, &Nodes::from_iter([node]), false).into_iter().collect(),
        }
    }

    /// The nodes that a path leads to from some nodes; against its direction if it is turned.
    fn walk(&self, path: &Path, from: &Nodes, is_turned: bool) -> Nodes {
        match path {
            Path::Predicate(property) if is_turned => {
                from.iter().flat_map(|node| self.graph.subjects(*property, *node)).collect()
            }
            Path::Predicate(property) => {
                from.iter().flat_map(|node| self.graph.objects(*node, *property)).collect()
            }
            Path::Inverse(inner) => self.walk(inner, from, !is_turned),
            Path::Sequence(steps) => {
                let mut steps: Vec<&Path> = steps.iter().collect();
                if is_turned {
                    steps.reverse();
                }
                steps.into_iter().fold(from.clone(), |from, step| self.walk(step, &from, is_turned))
            }
            Path::Alternative(ways) => ways.iter().flat_map(|way| self.walk(way, from, is_turned)).collect(),
            Path::ZeroOrOne(inner) => {
                let mut found = from.clone();
                found.extend(self.walk(inner, from, is_turned));
                found
            }
            Path::ZeroOrMore(inner) => self.closure(inner, from.clone(), from.clone(), is_turned),
            Path::OneOrMore(inner) => {
                let first = self.walk(inner, from, is_turned);
                self.closure(inner, first.clone(), first, is_turned)
            }
        }
    }

    /// Everything that is reached from what was found last.
    fn closure(&self, path: &Path, mut found: Nodes, mut last: Nodes, is_turned: bool) -> Nodes {
        while !last.is_empty() && !self.token.is_cancelled() {
            let next = self.walk(path, &last, is_turned);
            last = next.into_iter().filter(|node| found.insert(*node)).collect();
        }
        found
    }
}

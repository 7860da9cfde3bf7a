//! The tree of plans: what stands above what.

use super::column::Level;
use super::read::{TablesError, ask};
use crate::query::evaluate::Source;
use oxigraph::model::Term;
use std::collections::HashMap;

const PARENTS: &str = "SELECT DISTINCT ?row ?value WHERE {
  ?value pgo:hasGoal|pgo:hasObjective|pgo:hasMeasureGroup|pgo:hasMeasure ?row .
}";

const LEVELS: &str = "SELECT DISTINCT ?row ?value WHERE {
  VALUES ?value { pgo:Plan pgo:Goal pgo:Objective pgo:MeasureGroup }
  ?row a ?value .
}";

/// What stands above what.
#[derive(Debug, Default)]
pub(super) struct Tree {
    parents: HashMap<String, String>,
    levels: HashMap<String, Level>,
}

impl Tree {
    pub(super) fn read(source: &dyn Source) -> Result<Self, TablesError> {
        let mut tree = Self::default();
        for row in ask(source, "the tree of the plan", PARENTS)? {
            if let [Some(Term::NamedNode(item)), Some(Term::NamedNode(parent))] = row.as_slice() {
                let parent = parent.as_str().to_owned();
                let known = tree.parents.entry(item.as_str().to_owned()).or_insert_with(|| parent.clone());
                // A tree has one; of a stranger's several, the first in order.
                *known = parent.min(std::mem::take(known));
            }
        }
        for row in ask(source, "the levels of the plan", LEVELS)? {
            if let [Some(Term::NamedNode(item)), Some(Term::NamedNode(class))] = row.as_slice() {
                let level = match class.as_str().rsplit('#').next() {
                    Some("Plan") => Level::Plan,
                    Some("Goal") => Level::Goal,
                    Some("Objective") => Level::Objective,
                    _ => Level::Group,
                };
                tree.levels.insert(item.as_str().to_owned(), level);
            }
        }
        Ok(tree)
    }

    pub(super) fn parent(&self, item: &str) -> Option<&str> {
        self.parents.get(item).map(String::as_str)
    }

    /// The nearest item of a level above an item.
    pub(super) fn above(&self, item: &str, level: Level) -> Option<&str> {
        // A stranger's tree may be a circle.
        let mut at = self.parent(item)?;
        for _ in 0..=self.parents.len() {
            if self.levels.get(at) == Some(&level) {
                return Some(at);
            }
            at = self.parent(at)?;
        }
        None
    }
}

//! Which nodes a shape is checked on, and which classes a node has.

use super::{Checker, Classes};
use crate::validate::shapes::Targets;
use crate::validate::terms::Id;
use std::collections::BTreeSet;
use std::rc::Rc;

impl Checker<'_> {
    /// The nodes that are targeted, each once.
    pub(super) fn targets(&self, targets: &Targets) -> BTreeSet<Id> {
        let mut nodes: BTreeSet<Id> = targets.nodes.iter().copied().collect();
        if let Some(kind) = self.names.kind {
            for class in &targets.classes {
                #[allow(clippy::iter_over_hash_type, reason = "all of them end in a sorted set")]
                for below in self.below(*class).iter() {
                    nodes.extend(self.graph.subjects(kind, *below));
                }
            }
        }
        for property in &targets.subjects_of {
            nodes.extend(self.graph.of_predicate(*property).iter().map(|[_, _, subject]| *subject));
        }
        for property in &targets.objects_of {
            nodes.extend(self.graph.of_predicate(*property).iter().map(|[_, object, _]| *object));
        }
        nodes
    }

    /// A class and all classes below it, as the data say.
    fn below(&self, class: Id) -> Rc<Classes> {
        if let Some(known) = self.classes.borrow().get(&class) {
            return Rc::clone(known);
        }
        let mut found = Classes::default();
        found.insert(class);
        let mut waiting = vec![class];
        if let Some(subclass) = self.names.subclass {
            while let Some(next) = waiting.pop() {
                waiting.extend(self.graph.subjects(subclass, next).filter(|below| found.insert(*below)));
            }
        }
        let found = Rc::new(found);
        self.classes.borrow_mut().insert(class, Rc::clone(&found));
        found
    }

    pub(super) fn is_instance(&self, node: Id, class: Id) -> bool {
        let Some(kind) = self.names.kind else { return false };
        if self.graph.contains(node, kind, class) {
            return true;
        }
        let below = self.below(class);
        below.len() > 1 && self.graph.objects(node, kind).any(|class| below.contains(&class))
    }
}

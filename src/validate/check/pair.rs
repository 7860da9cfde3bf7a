//! Constraints that look at all values together: those of one language, and those of another property.

use super::literal::language;
use super::{Checker, Sink};
use crate::validate::lexical::Value;
use crate::validate::shapes::Bound;
use crate::validate::terms::Id;
use oxigraph::model::{Literal, Term};
use std::cmp::Ordering;
use std::collections::BTreeMap;

impl Checker<'_> {
    /// One result for each language that several values have.
    pub(super) fn unique_languages(&self, values: &[Id], sink: &mut Sink<'_>) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for language in values.iter().filter_map(|value| self.term(*value).and_then(language)) {
            *counts.entry(language).or_default() += 1;
        }
        for count in counts.into_values() {
            sink.demand(count < 2, None);
        }
    }

    /// A result for each value that only one of two properties has.
    pub(super) fn equals(&self, other: Id, values: &[Id], sink: &mut Sink<'_>) {
        let focus = sink.at.focus;
        for value in values {
            sink.demand(self.graph.contains(focus, other, *value), Some(*value));
        }
        for value in self.graph.objects(focus, other) {
            sink.demand(values.contains(&value), Some(value));
        }
    }

    /// A result for each value that is not less than all values of another property.
    pub(super) fn less_than(&self, other: Id, bound: Bound, values: &[Id], sink: &mut Sink<'_>) {
        let literals = |id: Id| match self.term(id) {
            Some(Term::Literal(literal)) => Some(literal),
            _ => None,
        };
        let others: Vec<Option<&Literal>> = self.graph.objects(sink.at.focus, other).map(literals).collect();
        let others: Vec<Option<Value<'_>>> =
            others.into_iter().map(|literal| literal.and_then(Value::of)).collect();
        for value in values {
            let own = literals(*value).and_then(Value::of);
            let is_less = |other: &Option<Value<'_>>| {
                let order = own.as_ref().zip(other.as_ref()).and_then(|(own, other)| own.compare(other));
                match order {
                    Some(Ordering::Less) => true,
                    Some(Ordering::Equal) => bound == Bound::Inclusive,
                    Some(Ordering::Greater) | None => false,
                }
            };
            sink.demand(others.iter().all(is_less), Some(*value));
        }
    }
}

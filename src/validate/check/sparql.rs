//! Rules in SPARQL.
//!
//! Most rules ask about `$this` in such a way that one evaluation gives the solutions of all nodes; they are evaluated once.
//! The others are evaluated for each node with its value in place of `$this`.

use super::{Checker, Sink, ValidateError};
use crate::query::evaluate::EvaluateError;
use crate::validate::dataset::Dataset;
use crate::validate::shapes::{SparqlConstraint, bound, this};
use crate::validate::terms::Id;
use foldhash::fast::FixedState;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use std::collections::HashMap;
use std::rc::Rc;

/// A solution of a rule: what its variables stand for.
pub(in crate::validate) type Solution = Vec<(Variable, Term)>;

/// The solutions of a rule, by the node that each is about.
pub(super) type Solutions = HashMap<Id, Vec<Rc<Solution>>, FixedState>;

impl Checker<'_> {
    pub(super) fn sparql(&self, rule: &SparqlConstraint, sink: &mut Sink<'_>) -> Result<(), ValidateError> {
        let focus = sink.at.focus;
        let has_path = self.shapes.get(sink.at.shape).is_some_and(|shape| shape.path.is_some());
        let found: Vec<Rc<Solution>> = if rule.is_for_all {
            let key = (sink.at.shape, sink.at.constraint);
            let known = self.solutions.borrow().get(&key).cloned();
            let all = match known {
                Some(all) => all,
                None => {
                    let all = Rc::new(self.all_solutions(rule)?);
                    self.solutions.borrow_mut().insert(key, Rc::clone(&all));
                    all
                }
            };
            all.get(&focus).cloned().unwrap_or_default()
        } else {
            self.solve(rule, Some(focus))?.into_iter().map(Rc::new).collect()
        };
        for solution in found {
            let get = |name: &str| {
                solution.iter().find(|(variable, _)| variable.as_str() == name).map(|(_, term)| term.clone())
            };
            if matches!(get("failure"), Some(Term::Literal(literal)) if literal.value() == "true") {
                return Err(ValidateError::Failure { rule: self.name(rule.node), node: self.name(focus) });
            }
            sink.push(|finding| {
                finding.found_path = get("path").filter(Term::is_named_node);
                match get("value") {
                    Some(value) => finding.found_value = Some(value),
                    None if !has_path => finding.value = Some(focus),
                    None => {}
                }
                finding.solution = Some(Rc::clone(&solution));
            });
        }
        Ok(())
    }

    fn all_solutions(&self, rule: &SparqlConstraint) -> Result<Solutions, ValidateError> {
        let mut all = Solutions::default();
        for solution in self.solve(rule, None)? {
            let node = solution.iter().find(|(variable, _)| *variable == this()).map(|(_, term)| term);
            if let Some(node) = node.and_then(|node| self.terms.find(node)) {
                all.entry(node).or_default().push(Rc::new(solution));
            }
        }
        Ok(all)
    }

    /// The solutions of a rule, for one node or for all.
    fn solve(&self, rule: &SparqlConstraint, node: Option<Id>) -> Result<Vec<Solution>, ValidateError> {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(self.token.clone());
        let node = node.and_then(|node| self.term(node));
        let prepared = match node.map(|node| (node, bound(&rule.query, node))) {
            Some((_, Some(query))) => evaluator.for_query(query),
            Some((node, None)) => {
                evaluator.for_query(rule.query.clone()).substitute_variable(this(), node.clone())
            }
            None => evaluator.for_query(rule.query.clone()),
        };
        let dataset = Dataset { terms: self.terms, graph: self.graph };
        let results = prepared.on_queryable_dataset(dataset).execute().map_err(EvaluateError::Evaluation)?;
        let QueryResults::Solutions(solutions) = results else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(EvaluateError::Evaluation)?;
            let bound = solution.iter().map(|(variable, term)| (variable.clone(), term.clone()));
            found.push(bound.collect::<Solution>());
        }
        Ok(found)
    }
}

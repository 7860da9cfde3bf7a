//! A rule for one node: its value in place of `$this` wherever that stands, as SHACL wants it (pre-binding).
//!
//! A value that only begins an evaluation does not reach groups of their own and subqueries.

use super::sparql::this;
use oxigraph::model::{Literal, Term};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern};

/// The query with a term in place of `$this`; nothing for a blank node, which no query can name.
pub(in crate::validate) fn bound(query: &Query, term: &Term) -> Option<Query> {
    let binder = match term {
        Term::NamedNode(node) => {
            Binder { term: TermPattern::NamedNode(node.clone()), value: Expression::NamedNode(node.clone()) }
        }
        Term::Literal(literal) => Binder {
            term: TermPattern::Literal(literal.clone()),
            value: Expression::Literal(literal.clone()),
        },
        Term::BlankNode(_) => return None,
    };
    let mut query = query.clone();
    if let Query::Select { pattern, .. } = &mut query {
        binder.pattern(pattern);
    }
    Some(query)
}

struct Binder {
    term: TermPattern,
    value: Expression,
}

impl Binder {
    fn term(&self, term: &mut TermPattern) {
        if matches!(term, TermPattern::Variable(variable) if *variable == this()) {
            *term = self.term.clone();
        }
    }

    fn pattern(&self, pattern: &mut GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    self.term(&mut triple.subject);
                    self.term(&mut triple.object);
                    if let (NamedNodePattern::Variable(variable), TermPattern::NamedNode(node)) =
                        (&triple.predicate, &self.term)
                        && *variable == this()
                    {
                        triple.predicate = node.clone().into();
                    }
                }
            }
            GraphPattern::Path { subject, object, .. } => {
                self.term(subject);
                self.term(object);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left);
                self.pattern(right);
                if let Some(expression) = expression {
                    self.expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.expression(expression);
                self.pattern(inner);
            }
            GraphPattern::OrderBy { inner, expression } => {
                for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                    self.expression(expression);
                }
                self.pattern(inner);
            }
            // What hands `$this` on has to have it.
            GraphPattern::Project { inner, variables } => {
                self.pattern(inner);
                if variables.contains(&this()) {
                    self.give(inner);
                }
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                self.pattern(inner);
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
                if variables.contains(&this()) {
                    self.give(inner);
                }
            }
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Graph { inner, .. }
            | GraphPattern::Service { inner, .. } => self.pattern(inner),
            GraphPattern::Values { .. } => {}
        }
    }

    /// Gives `$this` its value in the solutions of a pattern.
    fn give(&self, pattern: &mut Box<GraphPattern>) {
        let mut is_there = false;
        pattern.on_in_scope_variable(|variable| is_there |= *variable == this());
        if !is_there {
            let inner = std::mem::take(pattern);
            **pattern = GraphPattern::Extend { inner, variable: this(), expression: self.value.clone() };
        }
    }

    fn expression(&self, expression: &mut Expression) {
        match expression {
            Expression::Variable(variable) if *variable == this() => *expression = self.value.clone(),
            Expression::Bound(variable) if *variable == this() => {
                *expression = Expression::Literal(Literal::from(true));
            }
            Expression::Variable(_)
            | Expression::Bound(_)
            | Expression::NamedNode(_)
            | Expression::Literal(_) => {}
            Expression::Or(left, right)
            | Expression::And(left, right)
            | Expression::Equal(left, right)
            | Expression::SameTerm(left, right)
            | Expression::Greater(left, right)
            | Expression::GreaterOrEqual(left, right)
            | Expression::Less(left, right)
            | Expression::LessOrEqual(left, right)
            | Expression::Add(left, right)
            | Expression::Subtract(left, right)
            | Expression::Multiply(left, right)
            | Expression::Divide(left, right) => {
                self.expression(left);
                self.expression(right);
            }
            Expression::UnaryPlus(inner) | Expression::UnaryMinus(inner) | Expression::Not(inner) => {
                self.expression(inner);
            }
            Expression::In(inner, list) => {
                self.expression(inner);
                for inner in list {
                    self.expression(inner);
                }
            }
            Expression::If(condition, yes, no) => {
                for inner in [condition, yes, no] {
                    self.expression(inner);
                }
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                for inner in list {
                    self.expression(inner);
                }
            }
            Expression::Exists(pattern) => self.pattern(pattern),
        }
    }
}

//! What a query asks, as the algebra says it: its columns, what binds a variable, how its rows are ordered.

use std::collections::BTreeSet;

use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern};
use spargebra::{Query, SparqlParser};

/// A SELECT query, understood.
#[derive(Clone, Debug)]
pub(in crate::query) struct Select {
    /// The columns in their order.
    pub(in crate::query) columns: Vec<String>,
    pattern: GraphPattern,
}

/// Reads a query; nothing where it is not a SELECT.
pub(in crate::query) fn read(text: &str) -> Result<Option<Select>, spargebra::SparqlSyntaxError> {
    Ok(match SparqlParser::new().parse_query(text)? {
        Query::Select { pattern, .. } => Some(Select { columns: columns(&pattern), pattern }),
        _ => None,
    })
}

fn columns(pattern: &GraphPattern) -> Vec<String> {
    match pattern {
        GraphPattern::Project { variables, .. } => {
            variables.iter().map(|variable| variable.as_str().to_owned()).collect()
        }
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => columns(inner),
        _ => Vec::new(),
    }
}

impl Select {
    /// The variables that triple patterns bind in every row: a value given for one of them keeps the rows that have it.
    pub(super) fn bound(&self) -> BTreeSet<&str> {
        bound(&self.pattern)
    }

    /// Whether the order tells rows apart: its last key is an IRI, or it has every thing and parameter that the rows are
    /// grouped by.
    pub(super) fn order(&self) -> Order {
        let Some((keys, inner)) = ordered(&self.pattern) else {
            return Order::None;
        };
        let names: BTreeSet<&str> = keys.iter().filter_map(|key| key_name(key)).collect();
        let last = keys.last().and_then(key_name);
        let mut nodes = BTreeSet::new();
        node_variables(&self.pattern, &mut nodes);
        let is_node = last.is_some_and(|name| name.ends_with("_iri") || nodes.contains(name));
        let is_group = grouped(inner).is_some_and(|group| {
            // What else rows are grouped by mostly describes these.
            let names_something =
                |key: &&str| key.starts_with('_') || key.ends_with("_iri") || nodes.contains(key);
            let all: Vec<&str> = group.iter().map(Variable::as_str).collect();
            let naming: Vec<&str> = all.iter().copied().filter(names_something).collect();
            let keys = if naming.is_empty() { all } else { naming };
            keys.iter().all(|key| names.contains(key))
        });
        if is_node || is_group { Order::Total } else { Order::Partial }
    }

    /// The variables that take labels in some language.
    pub(super) fn labels(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        walk(&self.pattern, &mut |pattern| match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    if let (NamedNodePattern::NamedNode(node), TermPattern::Variable(label)) =
                        (&triple.predicate, &triple.object)
                        && is_label(node.as_str())
                    {
                        found.insert(label.as_str());
                    }
                }
            }
            GraphPattern::Path { path, object: TermPattern::Variable(label), .. } if ends_in_label(path) => {
                found.insert(label.as_str());
            }
            _ => {}
        });
        found
    }
}

/// How the rows are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Not at all.
    None,
    /// Rows may stay in any order among each other.
    Partial,
    /// Each row has its place.
    Total,
}

fn is_label(iri: &str) -> bool {
    matches!(
        iri,
        "http://www.w3.org/2004/02/skos/core#prefLabel" | "http://www.w3.org/2000/01/rdf-schema#label"
    )
}

fn ends_in_label(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::NamedNode(node) => is_label(node.as_str()),
        PropertyPathExpression::Sequence(_, last) => ends_in_label(last),
        PropertyPathExpression::Alternative(left, right) => ends_in_label(left) || ends_in_label(right),
        _ => false,
    }
}

fn ordered(pattern: &GraphPattern) -> Option<(&[OrderExpression], &GraphPattern)> {
    match pattern {
        GraphPattern::OrderBy { inner, expression } => Some((expression, inner)),
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => ordered(inner),
        _ => None,
    }
}

/// The variables that rows are grouped by, here or in the query inside that gives the rows.
fn grouped(pattern: &GraphPattern) -> Option<&[Variable]> {
    match pattern {
        GraphPattern::Group { variables, .. } => Some(variables),
        GraphPattern::Project { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. } => grouped(inner),
        GraphPattern::LeftJoin { left, right, .. } => {
            // What is known of a row once makes no more rows of it.
            let (rows, once) = (grouped(left)?, grouped(right)?);
            once.iter().all(|key| rows.contains(key)).then_some(rows)
        }
        _ => None,
    }
}

fn key_name(key: &OrderExpression) -> Option<&str> {
    match key {
        OrderExpression::Asc(Expression::Variable(variable))
        | OrderExpression::Desc(Expression::Variable(variable)) => Some(variable.as_str()),
        _ => None,
    }
}

fn variable_of(term: &TermPattern) -> Option<&str> {
    match term {
        TermPattern::Variable(variable) => Some(variable.as_str()),
        _ => None,
    }
}

fn bound(pattern: &GraphPattern) -> BTreeSet<&str> {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns
            .iter()
            .flat_map(|triple| [variable_of(&triple.subject), variable_of(&triple.object)])
            .flatten()
            .collect(),
        GraphPattern::Path { subject, object, .. } => {
            [variable_of(subject), variable_of(object)].into_iter().flatten().collect()
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            &bound(left) | &bound(right)
        }
        GraphPattern::Union { left, right } => &bound(left) & &bound(right),
        GraphPattern::LeftJoin { left: inner, .. }
        | GraphPattern::Minus { left: inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Graph { inner, .. } => bound(inner),
        GraphPattern::Project { inner, variables } | GraphPattern::Group { inner, variables, .. } => {
            let kept: BTreeSet<&str> = variables.iter().map(Variable::as_str).collect();
            &bound(inner) & &kept
        }
        GraphPattern::Values { variables, bindings } => variables
            .iter()
            .enumerate()
            .filter(|(at, _)| bindings.iter().all(|row| row.get(*at).is_some_and(Option::is_some)))
            .map(|(_, variable)| variable.as_str())
            .collect(),
        GraphPattern::Service { .. } => BTreeSet::new(),
    }
}

/// Variables that can only be things, for they stand as subjects.
fn node_variables<'p>(pattern: &'p GraphPattern, found: &mut BTreeSet<&'p str>) {
    walk(pattern, &mut |pattern| match pattern {
        GraphPattern::Bgp { patterns } => {
            found.extend(patterns.iter().filter_map(|triple| variable_of(&triple.subject)));
        }
        GraphPattern::Path { subject, .. } => found.extend(variable_of(subject)),
        _ => {}
    });
}

/// Calls `see` with a pattern and all patterns in it, those in expressions left out.
fn walk<'p>(pattern: &'p GraphPattern, see: &mut impl FnMut(&'p GraphPattern)) {
    see(pattern);
    match pattern {
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            walk(left, see);
            walk(right, see);
        }
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. }
        | GraphPattern::Service { inner, .. } => walk(inner, see),
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
    }
}

//! What a parsed query is and how much it asks for, before it is planned.

#[cfg(any(feature = "remote", test))]
use oxigraph::model::Variable;
use spargebra::algebra::{
    AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression,
};
use spargebra::{Query, SparqlParser};

use crate::query::algebra::operands;
use crate::query::evaluate::EvaluateError;
use crate::query::scan::{Refusal, Scan, scan};

/// Triple patterns and steps of paths, all of a query together: the planner's time grows faster than their number.
const PATTERNS: usize = 60;
/// Steps of one path that is not a plain sequence.
const STEPS: usize = 50;
/// Rows times columns of VALUES, all of a query together.
const CELLS: usize = 10_000;

/// The four kinds of queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryForm {
    /// SELECT: rows.
    Select,
    /// ASK: yes or no.
    Ask,
    /// CONSTRUCT: triples.
    Construct,
    /// DESCRIBE: triples.
    Describe,
}

impl QueryForm {
    /// Whether the answer is triples.
    pub fn gives_triples(self) -> bool {
        matches!(self, Self::Construct | Self::Describe)
    }

    /// The keyword.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Ask => "ASK",
            Self::Construct => "CONSTRUCT",
            Self::Describe => "DESCRIBE",
        }
    }
}

/// A query that may be evaluated.
#[derive(Clone, Debug)]
pub(crate) struct ParsedQuery {
    pub(crate) query: Query,
    #[cfg_attr(not(feature = "remote"), allow(dead_code, reason = "read for endpoints only"))]
    pub(crate) scan: Scan,
}

impl ParsedQuery {
    /// Scans, parses and checks a text. Needs as much stack as [`crate::query::bounded`] gives.
    pub(crate) fn parse(text: &str) -> Result<Self, EvaluateError> {
        let parsed = Self::parse_for_elsewhere(text)?;
        let mut size = Size::default();
        size.add_pattern(pattern(&parsed.query));
        size.check()?;
        Ok(parsed)
    }

    /// The same without the last, for a query that another server plans: it may ask for as much as that server allows.
    pub(crate) fn parse_for_elsewhere(text: &str) -> Result<Self, EvaluateError> {
        let scan = scan(text)?;
        let query = SparqlParser::new().parse_query(text).map_err(EvaluateError::Syntax)?;
        Ok(Self { query, scan })
    }

    pub(crate) fn form(&self) -> QueryForm {
        match self.query {
            Query::Select { .. } => QueryForm::Select,
            Query::Construct { .. } => QueryForm::Construct,
            Query::Describe { .. } => QueryForm::Describe,
            Query::Ask { .. } => QueryForm::Ask,
        }
    }

    /// Whether a clause added at the end can give a variable its value: it is seen there.
    #[cfg(any(feature = "remote", test))]
    pub(crate) fn sees_at_its_end(&self, variable: &Variable) -> bool {
        let mut seen = false;
        pattern(&self.query).on_in_scope_variable(|other| seen |= other == variable);
        seen && !self.scan.has_trailing_values
    }
}

fn pattern(query: &Query) -> &GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

/// What a query asks for, in numbers.
#[derive(Default)]
struct Size {
    patterns: usize,
    longest_path: usize,
    cells: usize,
    has_service: bool,
}

impl Size {
    fn check(&self) -> Result<(), Refusal> {
        if self.has_service {
            return Err(Refusal::Service);
        }
        if self.longest_path > STEPS {
            return Err(Refusal::Path { found: self.longest_path, limit: STEPS });
        }
        if self.patterns > PATTERNS {
            return Err(Refusal::Patterns { found: self.patterns, limit: PATTERNS });
        }
        if self.cells > CELLS {
            return Err(Refusal::Cells { found: self.cells, limit: CELLS });
        }
        Ok(())
    }

    fn add_pattern(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => self.patterns += patterns.len(),
            GraphPattern::Path { path, .. } => {
                let steps = steps(path);
                self.patterns += 1;
                self.longest_path = self.longest_path.max(steps);
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.add_pattern(left);
                self.add_pattern(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.add_pattern(left);
                self.add_pattern(right);
                if let Some(expression) = expression {
                    self.add_expression(expression);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.add_expression(expr);
                self.add_pattern(inner);
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.add_expression(expression);
                self.add_pattern(inner);
            }
            GraphPattern::Values { variables, bindings } => {
                self.cells = self.cells.saturating_add(bindings.len().saturating_mul(variables.len().max(1)));
            }
            GraphPattern::OrderBy { inner, expression } => {
                for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                    self.add_expression(expression);
                }
                self.add_pattern(inner);
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.add_expression(expr);
                    }
                }
                self.add_pattern(inner);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.add_pattern(inner),
            GraphPattern::Service { .. } => self.has_service = true,
        }
    }

    fn add_expression(&mut self, expression: &Expression) {
        if let Expression::Exists(pattern) = expression {
            self.add_pattern(pattern);
        }
        for operand in operands(expression) {
            self.add_expression(operand);
        }
    }
}

fn steps(path: &PropertyPathExpression) -> usize {
    match path {
        PropertyPathExpression::NamedNode(_) => 1,
        PropertyPathExpression::NegatedPropertySet(nodes) => nodes.len(),
        PropertyPathExpression::Sequence(left, right) | PropertyPathExpression::Alternative(left, right) => {
            steps(left) + steps(right)
        }
        PropertyPathExpression::Reverse(inner)
        | PropertyPathExpression::ZeroOrMore(inner)
        | PropertyPathExpression::OneOrMore(inner)
        | PropertyPathExpression::ZeroOrOne(inner) => steps(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<Refusal> {
        match ParsedQuery::parse(text) {
            Err(EvaluateError::Refused(refusal)) => Some(refusal),
            Ok(_) => None,
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn patterns_are_counted_wherever_they_stand() {
        let chain = |length: usize| -> String {
            let pattern = |at: usize| format!("?x{at} <a:p> ?x{} . ", at + 1);
            (0..length).map(pattern).collect()
        };
        assert_eq!(refusal(&format!("ASK {{ {} }}", chain(60))), None);
        for text in [
            format!("ASK {{ {} }}", chain(61)),
            format!("ASK {{ {} {{ {} }} UNION {{}} }}", chain(31), chain(30)),
            format!("SELECT * {{ {} FILTER(1 = 2 || NOT EXISTS {{ {} }}) }}", chain(31), chain(30)),
            format!("SELECT * {{ {} OPTIONAL {{ {} }} }}", chain(31), chain(30)),
            format!("ASK {{ ?a {} ?b }}", vec!["<a:p>"; 61].join("/")),
        ] {
            assert_eq!(refusal(&text), Some(Refusal::Patterns { found: 61, limit: 60 }), "{text}");
        }
        let path = format!("ASK {{ ?a ({})* ?b }}", vec!["<a:p>"; 51].join("/"));
        assert_eq!(refusal(&path), Some(Refusal::Path { found: 51, limit: 50 }));
    }

    #[test]
    fn values_are_counted_by_cells_and_a_service_is_refused() {
        let values = |rows: usize| format!("ASK {{ VALUES (?a ?b) {{ {} }} }}", "(1 2)".repeat(rows));
        assert_eq!(refusal(&values(5000)), None);
        assert_eq!(refusal(&values(5001)), Some(Refusal::Cells { found: 10_002, limit: 10_000 }));
        assert_eq!(refusal("ASK { FILTER EXISTS { SERVICE <a:b> {} } }"), Some(Refusal::Service));
    }

    #[test]
    fn the_form_and_what_is_seen_at_the_end() {
        let parsed = |text: &str| ParsedQuery::parse(text).unwrap();
        assert_eq!(parsed("DESCRIBE <a:b>").form(), QueryForm::Describe);
        let goal = Variable::new("g").unwrap();
        assert!(parsed("SELECT ?g { ?m ?p ?g }").sees_at_its_end(&goal));
        assert!(parsed("SELECT ?g (COUNT(*) AS ?n) { ?m ?p ?g } GROUP BY ?g").sees_at_its_end(&goal));
        assert!(!parsed("SELECT (COUNT(*) AS ?n) { ?m ?p ?g }").sees_at_its_end(&goal));
        assert!(!parsed("SELECT ?g { ?m ?p ?g } VALUES ?g { 1 }").sees_at_its_end(&goal));
    }
}

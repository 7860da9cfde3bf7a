//! Rules in SPARQL.

use super::ShapesError;
use super::load::Loader;
use crate::query::algebra::operands;
use crate::query::evaluate::EvaluateError;
use crate::query::limits::Limits;
use crate::query::shape::ParsedQuery;
use crate::validate::terms::Id;
use crate::validate::vocab;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression, PropertyPathExpression};
use spargebra::term::TermPattern;
use std::collections::{BTreeMap, BTreeSet};

/// A rule in SPARQL: its solutions are what does not hold.
#[derive(Debug)]
pub(in crate::validate) struct SparqlConstraint {
    /// The rule itself.
    pub(in crate::validate) node: Id,
    pub(in crate::validate) messages: Vec<Id>,
    pub(in crate::validate) query: Query,
    /// Whether the solutions for one node are those of all nodes where `$this` is that node.
    pub(in crate::validate) is_for_all: bool,
}

impl SparqlConstraint {
    /// Reads a rule of a shape; nothing if it is deactivated.
    pub(super) fn read(loader: &Loader<'_>, shape: Id, rule: Id) -> Result<Option<Self>, ShapesError> {
        if loader.flag(rule, vocab::DEACTIVATED)? {
            return Ok(None);
        }
        let select = loader.value(rule, vocab::SELECT)?;
        let text = match select.and_then(|select| loader.terms.get(select)) {
            Some(Term::Literal(text)) if text.datatype() == xsd::STRING => text.value(),
            _ => return Err(loader.malformed(rule, "sh:sparql needs a text as sh:select")),
        };
        let text = with_path(loader, shape, text)?;
        for variable in ["currentShape", "shapesGraph"] {
            if text.contains(&format!("${variable}")) || text.contains(&format!("?{variable}")) {
                return Err(ShapesError::Unsupported {
                    shape: loader.name(shape),
                    term: format!("${variable}"),
                });
            }
        }
        let full = format!("{}{text}", prefixes(loader, rule)?);
        let failed =
            |error: EvaluateError| ShapesError::Sparql { rule: loader.name(rule), source: Box::new(error) };
        // The parser needs a large stack.
        let parse = move |_| Ok(ParsedQuery::parse(&full)?.query);
        let query = crate::query::bounded::run(&Limits::NONE, parse).map_err(failed)?;
        let Query::Select { pattern, dataset, .. } = &query else {
            return Err(loader.malformed(rule, "sh:select is no SELECT"));
        };
        if dataset.is_some() {
            return Err(loader.malformed(rule, "FROM is not for rules"));
        }
        let mut look = Look::default();
        look.pattern(pattern, true);
        if let Some(what) = look.refused {
            return Err(loader.malformed(rule, format!("{what} is not for rules")));
        }
        let is_for_all = look.is_for_all && certain(pattern).contains(&this());
        Ok(Some(Self { node: rule, messages: loader.messages(rule)?, query, is_for_all }))
    }
}

/// The variable for the node that is looked at.
pub(in crate::validate) fn this() -> Variable {
    Variable::new_unchecked("this")
}

/// The text with the path of its property shape in place of `$PATH`.
fn with_path(loader: &Loader<'_>, shape: Id, text: &str) -> Result<String, ShapesError> {
    if !text.contains("$PATH") {
        return Ok(text.to_owned());
    }
    let node = loader.value(shape, vocab::PATH)?;
    let node = node.ok_or_else(|| loader.malformed(shape, "$PATH is for property shapes"))?;
    let path = super::Path::read(loader.terms, loader.graph, node)
        .map_err(|problem| loader.malformed(shape, problem))?;
    Ok(text.replace("$PATH", &path.to_sparql(&|property| loader.name(property))))
}

/// The prefixes that a rule declares, as the beginning of a query.
fn prefixes(loader: &Loader<'_>, rule: Id) -> Result<String, ShapesError> {
    let mut declared: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeSet<Id> = loader.values(rule, vocab::PREFIXES).into_iter().collect();
    let mut waiting: Vec<Id> = seen.iter().copied().collect();
    while let Some(owner) = waiting.pop() {
        for declaration in loader.values(owner, vocab::DECLARE) {
            let text = |property| -> Result<String, ShapesError> {
                match loader.value(declaration, property)?.and_then(|value| loader.terms.get(value)) {
                    Some(Term::Literal(text)) => Ok(text.value().to_owned()),
                    _ => Err(loader.malformed(declaration, "a prefix needs sh:prefix and sh:namespace")),
                }
            };
            let (name, namespace) = (text(vocab::PREFIX)?, text(vocab::NAMESPACE)?);
            let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            if !is_name || namespace.contains(['<', '>', '"', ' ', '\\', '\n']) {
                return Err(loader.malformed(declaration, "this is no prefix"));
            }
            if let Some(other) = declared.insert(name, namespace.clone())
                && other != namespace
            {
                return Err(loader.malformed(declaration, "a prefix is declared twice"));
            }
        }
        waiting.extend(loader.values(owner, vocab::IMPORTS).into_iter().filter(|other| seen.insert(*other)));
    }
    let lines = declared.iter().map(|(name, namespace)| format!("PREFIX {name}: <{namespace}>\n"));
    Ok(lines.collect::<Vec<_>>().concat())
}

/// What a rule is made of.
struct Look {
    is_for_all: bool,
    refused: Option<&'static str>,
    /// Whether what is looked at is inside of a query.
    is_inside: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { is_for_all: true, refused: None, is_inside: false }
    }
}

impl Look {
    /// Looks at a pattern; `is_outer` unless it stands in an expression, where every variable that is bound around it has
    /// its value.
    fn pattern(&mut self, pattern: &GraphPattern, is_outer: bool) {
        match pattern {
            GraphPattern::Bgp { .. } => {}
            GraphPattern::Path { subject, path, object } => {
                // A node that is in no statement has a way of no steps to itself all the same.
                let this = TermPattern::Variable(this());
                self.is_for_all &= !(is_outer && may_be_empty(path) && [subject, object].contains(&&this));
            }
            GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
                self.pattern(left, is_outer);
                self.pattern(right, is_outer);
            }
            GraphPattern::Lateral { left, right } => {
                self.is_for_all = false;
                self.pattern(left, is_outer);
                self.pattern(right, is_outer);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                // What is optional must not be about another node than what it is optional to.
                self.is_for_all &= !is_outer || certain(left).contains(&this());
                self.pattern(left, is_outer);
                self.pattern(right, is_outer);
                if let Some(expression) = expression {
                    self.expression(expression, is_outer && !certain(left).contains(&this()));
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner, is_outer);
                self.expression(expr, is_outer && !certain(inner).contains(&this()));
            }
            GraphPattern::Extend { inner, expression, variable } => {
                if *variable == this() {
                    self.refused = Some("a new value for $this");
                }
                self.pattern(inner, is_outer);
                self.expression(expression, is_outer && !certain(inner).contains(&this()));
            }
            GraphPattern::Minus { .. } => self.refused = Some("MINUS"),
            GraphPattern::Values { .. } => self.refused = Some("VALUES"),
            GraphPattern::Graph { .. } => self.refused = Some("GRAPH"),
            GraphPattern::Service { .. } => self.refused = Some("SERVICE"),
            GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } => {
                self.pattern(inner, is_outer);
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner, is_outer);
                for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                    self.expression(expression, false);
                }
            }
            GraphPattern::Project { inner, variables } => {
                let hands_on = variables.contains(&this());
                // A subquery has to hand on what is bound.
                if self.is_inside && !hands_on {
                    self.refused = Some("a subquery without $this");
                }
                self.is_inside = true;
                self.is_for_all &= !is_outer || hands_on;
                self.pattern(inner, is_outer);
            }
            GraphPattern::Slice { inner, .. } | GraphPattern::Group { inner, .. } => {
                self.is_for_all = false;
                self.pattern(inner, is_outer);
            }
        }
    }

    /// Looks at an expression; `is_unbound` if it may stand where `$this` has no value yet.
    fn expression(&mut self, expression: &Expression, is_unbound: bool) {
        match expression {
            Expression::Variable(variable) | Expression::Bound(variable) => {
                self.is_for_all &= !(is_unbound && *variable == this());
            }
            Expression::Exists(pattern) => {
                self.is_for_all &= !is_unbound;
                self.pattern(pattern, false);
            }
            _ => {}
        }
        for operand in operands(expression) {
            self.expression(operand, is_unbound);
        }
    }
}

/// Whether a path leads from a node to itself without a statement.
fn may_be_empty(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::ZeroOrOne(_) => true,
        PropertyPathExpression::OneOrMore(inner) | PropertyPathExpression::Reverse(inner) => {
            may_be_empty(inner)
        }
        PropertyPathExpression::Sequence(left, right) => may_be_empty(left) && may_be_empty(right),
        PropertyPathExpression::Alternative(left, right) => may_be_empty(left) || may_be_empty(right),
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => false,
    }
}

/// The variables that have a value in every solution of a pattern; perhaps too few of them.
fn certain(pattern: &GraphPattern) -> BTreeSet<Variable> {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => {
            let mut found = BTreeSet::new();
            pattern.on_in_scope_variable(|variable| {
                found.insert(variable.clone());
            });
            found
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            let mut found = certain(left);
            found.append(&mut certain(right));
            found
        }
        GraphPattern::Union { left, right } => certain(left).intersection(&certain(right)).cloned().collect(),
        GraphPattern::LeftJoin { left, .. } => certain(left),
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::OrderBy { inner, .. } => certain(inner),
        GraphPattern::Project { inner, variables } => {
            let mut found = certain(inner);
            found.retain(|variable| variables.contains(variable));
            found
        }
        _ => BTreeSet::new(),
    }
}

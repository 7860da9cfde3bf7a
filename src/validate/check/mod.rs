//! Checking: each shape on each node that it targets.

mod literal;
mod pair;
mod path;
mod sparql;
mod target;

pub(super) use sparql::Solution;

use super::data::{self, Data};
use super::index::Index;
use super::report::{Finding, Report};
use super::shapes::{Constraint, Shape, Shapes, ShapesError};
use super::terms::{Id, Terms};
use crate::query::bounded;
use crate::query::evaluate::EvaluateError;
use crate::query::limits::Limits;
use foldhash::fast::FixedState;
use oxigraph::model::Term;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::sparql::CancellationToken;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Shapes inside one another, on the way from a target: each takes some of the stack.
const DEPTH: usize = 2_000;

/// Why a graph could not be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ValidateError {
    /// The shapes ask for what cannot be checked.
    #[error("the shapes cannot be checked")]
    Shapes(#[from] ShapesError),
    /// The shapes lead from node to node without an end in sight.
    #[error("the shape {shape} leads more than {DEPTH} shapes deep at {node}")]
    Depth {
        /// The shape that was one too many.
        shape: String,
        /// The node that it was to be checked on.
        node: String,
    },
    /// A rule in SPARQL said that it cannot judge.
    #[error("the rule {rule} failed at {node}")]
    Failure {
        /// The rule.
        rule: String,
        /// The node.
        node: String,
    },
    /// A rule in SPARQL was not evaluated, or a limit was met.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// There are more terms than can be numbered.
    #[error("there are too many terms")]
    TooMany,
}

/// Checks data against shapes. Of the limits, those of time and memory hold; a report is complete or is none.
///
/// ```
/// use policygraph::query::limits::Limits;
/// use policygraph::store::TextFormat;
/// use policygraph::validate::{Data, Shapes, validate};
///
/// let mut data = Data::default();
/// let text = "<urn:a> a <https://w3id.org/policygraph/ontology#Plan> .";
/// data.add_text("plan.ttl", TextFormat::Turtle, text.as_bytes())?;
/// let report = validate(data, &Shapes::own()?, &Limits::default())?;
/// // A plan needs a name.
/// assert_eq!(report.results.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn validate(data: Data, shapes: &Shapes, limits: &Limits) -> Result<Report, ValidateError> {
    let shapes = shapes.clone();
    bounded::run(limits, move |token| Ok(run(data, &shapes, token)))?
}

fn run(data: Data, shapes: &Shapes, token: CancellationToken) -> Result<Report, ValidateError> {
    let (mut terms, read, texts) = data.into_parts();
    let shapes = shapes.compile(&mut terms)?;
    let graph = data::index(read, &terms);
    let names = Names { kind: terms.find_iri(rdf::TYPE), subclass: terms.find_iri(rdfs::SUB_CLASS_OF) };
    let checker = Checker {
        terms: &terms,
        graph: &graph,
        shapes: &shapes,
        names,
        token,
        classes: RefCell::default(),
        conforming: RefCell::default(),
        solutions: RefCell::default(),
    };
    let mut findings = Vec::new();
    for (number, shape) in shapes.iter().enumerate() {
        if shape.is_deactivated {
            continue;
        }
        for node in checker.targets(&shape.targets) {
            let mut walk = Walk::default();
            checker.check(number, node, &mut walk, Some(&mut findings))?;
        }
    }
    Ok(Report::new(&terms, &graph, &shapes, findings, texts))
}

/// The terms of the data that every check looks for.
#[derive(Debug, Clone, Copy)]
struct Names {
    kind: Option<Id>,
    subclass: Option<Id>,
}

/// Classes.
type Classes = HashSet<Id, FixedState>;

/// What is known while a graph is checked.
struct Checker<'d> {
    terms: &'d Terms,
    graph: &'d Index,
    shapes: &'d [Shape],
    names: Names,
    token: CancellationToken,
    /// Each class that was asked for, with all classes below it.
    classes: RefCell<HashMap<Id, Rc<Classes>, FixedState>>,
    /// Whether a node conforms to a shape that leads to others.
    conforming: RefCell<HashMap<(usize, Id), bool, FixedState>>,
    /// The solutions of rules in SPARQL, by the number of shape and constraint.
    solutions: RefCell<HashMap<(usize, usize), Rc<sparql::Solutions>, FixedState>>,
}

/// The way from a target to the shape that is checked.
#[derive(Debug, Default)]
struct Walk {
    depth: usize,
    /// What is being checked against shapes that are reached from themselves.
    open: HashSet<(usize, Id)>,
    /// How often something that is still open was taken to conform.
    assumptions: usize,
}

/// Where results go; without a place for them it is enough to know that there is one.
type Out<'o> = Option<&'o mut Vec<Finding>>;

impl Checker<'_> {
    /// Whether a node conforms to a shape. Results go to `out`; without it the first one ends the check.
    fn check(
        &self,
        number: usize,
        node: Id,
        walk: &mut Walk,
        mut out: Out<'_>,
    ) -> Result<bool, ValidateError> {
        let Some(shape) = self.shapes.get(number).filter(|shape| !shape.is_deactivated) else {
            return Ok(true);
        };
        if self.token.is_cancelled() {
            // Nobody waits for the answer any more.
            return Err(EvaluateError::BrokeOff.into());
        }
        if shape.is_recursive && !walk.open.insert((number, node)) {
            walk.assumptions += 1;
            return Ok(true);
        }
        walk.depth += 1;
        if walk.depth > DEPTH {
            return Err(ValidateError::Depth { shape: self.name(shape.node), node: self.name(node) });
        }
        let values = match &shape.path {
            None => vec![node],
            Some(path) => self.values(path, node),
        };
        let mut conforms = true;
        for (at, constraint) in shape.constraints.iter().enumerate() {
            let place = At { shape: number, constraint: at, focus: node };
            conforms &= self.constraint(constraint, place, &values, walk, out.as_deref_mut())?;
            if !conforms && out.is_none() {
                break;
            }
        }
        walk.depth -= 1;
        if shape.is_recursive {
            walk.open.remove(&(number, node));
        }
        Ok(conforms)
    }

    /// Whether a node conforms to a shape that another shape names.
    fn conforms(&self, number: usize, node: Id, walk: &mut Walk) -> Result<bool, ValidateError> {
        let leads_on = self.shapes.get(number).is_some_and(|shape| {
            shape.constraints.iter().any(|constraint| {
                matches!(
                    constraint,
                    Constraint::Node(_)
                        | Constraint::Property(_)
                        | Constraint::Not(_)
                        | Constraint::And(_)
                        | Constraint::Or(_)
                        | Constraint::Xone(_)
                        | Constraint::Qualified { .. }
                )
            })
        });
        if !leads_on {
            return self.check(number, node, walk, None);
        }
        if let Some(known) = self.conforming.borrow().get(&(number, node)) {
            return Ok(*known);
        }
        let assumptions = walk.assumptions;
        let conforms = self.check(number, node, walk, None)?;
        // What rests on something that is still open is no knowledge; what does not conform in spite of it is.
        if walk.assumptions == assumptions || !conforms || walk.open.is_empty() {
            self.conforming.borrow_mut().insert((number, node), conforms);
        }
        Ok(conforms)
    }

    fn constraint(
        &self,
        constraint: &Constraint,
        at: At,
        values: &[Id],
        walk: &mut Walk,
        out: Out<'_>,
    ) -> Result<bool, ValidateError> {
        let mut sink = Sink { at, out, conforms: true };
        match constraint {
            Constraint::MinCount(least) => {
                sink.demand(values.len() as u64 >= *least, None);
            }
            Constraint::MaxCount(most) => {
                sink.demand(values.len() as u64 <= *most, None);
            }
            Constraint::HasValue(wanted) => sink.demand(values.contains(wanted), None),
            Constraint::UniqueLang => self.unique_languages(values, &mut sink),
            Constraint::Equals(other) => self.equals(*other, values, &mut sink),
            Constraint::LessThan(other, bound) => self.less_than(*other, *bound, values, &mut sink),
            Constraint::Qualified { shape, siblings, least, most } => {
                let count = self.qualified(*shape, siblings, values, walk)?;
                sink.demand(least.is_none_or(|least| count >= least), None);
                if most.is_some_and(|most| count > most) {
                    sink.over();
                }
            }
            Constraint::Closed(allowed) => {
                for value in values {
                    for [_, property, object] in self.graph.of_subject(*value) {
                        if !allowed.contains(property) {
                            sink.fail_on_path(*property, *object);
                        }
                    }
                }
            }
            Constraint::Property(shape) => {
                let Sink { mut out, mut conforms, .. } = sink;
                for value in values {
                    conforms &= self.check(*shape, *value, walk, out.as_deref_mut())?;
                    if !conforms && out.is_none() {
                        break;
                    }
                }
                return Ok(conforms);
            }
            Constraint::Sparql(rule) => self.sparql(rule, &mut sink)?,
            _ => {
                for value in values {
                    sink.demand(self.value(constraint, *value, at.focus, walk)?, Some(*value));
                    if !sink.conforms && sink.out.is_none() {
                        break;
                    }
                }
            }
        }
        Ok(sink.conforms)
    }

    /// Whether one value keeps to a constraint that looks at each value alone.
    fn value(
        &self,
        constraint: &Constraint,
        value: Id,
        focus: Id,
        walk: &mut Walk,
    ) -> Result<bool, ValidateError> {
        let Some(term) = self.terms.get(value) else { return Ok(true) };
        Ok(match constraint {
            Constraint::Class(class) => self.is_instance(value, *class),
            Constraint::NodeKind(kind) => kind.allows(term),
            Constraint::In(allowed) => allowed.contains(&value),
            Constraint::Datatype(datatype) => literal::has_datatype(term, self.terms.get(*datatype)),
            Constraint::Range(limit, bound) => literal::is_within(term, *limit, self.terms.get(*bound)),
            Constraint::MinLength(least) => literal::length(term).is_some_and(|length| length >= *least),
            Constraint::MaxLength(most) => literal::length(term).is_some_and(|length| length <= *most),
            Constraint::Pattern(pattern) => literal::text(term).is_some_and(|text| pattern.is_match(text)),
            Constraint::LanguageIn(languages) => literal::has_language(term, languages),
            Constraint::Disjoint(other) => !self.graph.contains(focus, *other, value),
            Constraint::Not(shape) => !self.conforms(*shape, value, walk)?,
            Constraint::Node(shape) => self.conforms(*shape, value, walk)?,
            Constraint::And(shapes) => {
                for shape in shapes {
                    if !self.conforms(*shape, value, walk)? {
                        return Ok(false);
                    }
                }
                true
            }
            Constraint::Or(shapes) => {
                for shape in shapes {
                    if self.conforms(*shape, value, walk)? {
                        return Ok(true);
                    }
                }
                false
            }
            Constraint::Xone(shapes) => {
                let mut count = 0;
                for shape in shapes {
                    count += usize::from(self.conforms(*shape, value, walk)?);
                }
                count == 1
            }
            // These look at all values together.
            _ => true,
        })
    }

    fn qualified(
        &self,
        shape: usize,
        siblings: &[usize],
        values: &[Id],
        walk: &mut Walk,
    ) -> Result<u64, ValidateError> {
        let mut count = 0;
        for value in values {
            let mut counts = self.conforms(shape, *value, walk)?;
            for sibling in siblings {
                counts = counts && !self.conforms(*sibling, *value, walk)?;
            }
            count += u64::from(counts);
        }
        Ok(count)
    }

    fn name(&self, node: Id) -> String {
        self.terms.get(node).map(ToString::to_string).unwrap_or_default()
    }

    fn term(&self, node: Id) -> Option<&Term> {
        self.terms.get(node)
    }
}

/// What is being checked.
#[derive(Debug, Clone, Copy)]
struct At {
    shape: usize,
    constraint: usize,
    focus: Id,
}

/// Takes the results of one constraint at one node.
struct Sink<'o> {
    at: At,
    out: Out<'o>,
    conforms: bool,
}

impl Sink<'_> {
    fn demand(&mut self, holds: bool, value: Option<Id>) {
        if !holds {
            self.push(|finding| finding.value = value);
        }
    }

    fn over(&mut self) {
        self.push(|finding| finding.is_over = true);
    }

    fn fail_on_path(&mut self, path: Id, value: Id) {
        self.push(|finding| {
            finding.path = Some(path);
            finding.value = Some(value);
        });
    }

    fn push(&mut self, fill: impl FnOnce(&mut Finding)) {
        self.conforms = false;
        if let Some(out) = &mut self.out {
            let At { shape, constraint, focus } = self.at;
            let mut finding = Finding::new(shape, constraint, focus);
            fill(&mut finding);
            out.push(finding);
        }
    }
}

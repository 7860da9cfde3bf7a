//! From what the checker found to results for people and machines.

use super::{PropertyPath, Report, ValidationResult};
use crate::rdf::vocab;
use crate::validate::check::Solution;
use crate::validate::index::Index;
use crate::validate::message;
use crate::validate::place::{DataPlace, SourcePlace};
use crate::validate::shapes::{Constraint, Path, Shape};
use crate::validate::terms::{Id, Terms};
use oxigraph::model::{Literal, NamedNodeRef, Term};
use std::rc::Rc;

/// Statements about a node that are looked at for a place. A year is named by all of a plan.
const MOST_NAMING: usize = 1_000;

/// What the checker found: numbers, and terms that may be none of the data.
#[derive(Debug)]
pub(in crate::validate) struct Finding {
    pub(in crate::validate) shape: usize,
    pub(in crate::validate) constraint: usize,
    pub(in crate::validate) focus: Id,
    /// A path in place of that of the shape.
    pub(in crate::validate) path: Option<Id>,
    pub(in crate::validate) value: Option<Id>,
    /// Of a count with two limits, whether it is over the upper one.
    pub(in crate::validate) is_over: bool,
    /// The path, value and variables of a rule in SPARQL.
    pub(in crate::validate) found_path: Option<Term>,
    pub(in crate::validate) found_value: Option<Term>,
    pub(in crate::validate) solution: Option<Rc<Solution>>,
}

impl Finding {
    pub(in crate::validate) fn new(shape: usize, constraint: usize, focus: Id) -> Self {
        Self {
            shape,
            constraint,
            focus,
            path: None,
            value: None,
            is_over: false,
            found_path: None,
            found_value: None,
            solution: None,
        }
    }
}

impl Report {
    pub(in crate::validate) fn new(
        terms: &Terms,
        graph: &Index,
        shapes: &[Shape],
        findings: Vec<Finding>,
        texts: Vec<String>,
    ) -> Self {
        let builder = Builder { terms, graph, shapes };
        let mut results: Vec<ValidationResult> =
            findings.into_iter().filter_map(|finding| builder.result(finding)).collect();
        results.sort_by_cached_key(|result| {
            (
                result.place.unwrap_or(DataPlace::NONE),
                result.focus.to_string(),
                result.shape.to_string(),
                result.component,
                result.path.as_ref().map(ToString::to_string),
                result.value.as_ref().map(ToString::to_string),
                result.messages.iter().map(ToString::to_string).collect::<Vec<_>>(),
            )
        });
        results.dedup();
        Self { results, texts, statements: graph.len() }
    }
}

struct Builder<'d> {
    terms: &'d Terms,
    graph: &'d Index,
    shapes: &'d [Shape],
}

impl Builder<'_> {
    fn result(&self, finding: Finding) -> Option<ValidationResult> {
        let shape = self.shapes.get(finding.shape)?;
        let constraint = shape.constraints.get(finding.constraint)?;
        let value = match finding.found_value {
            Some(value) => Some(value),
            None => finding.value.and_then(|value| self.terms.get(value)).cloned(),
        };
        let own_path = match (finding.path, &finding.found_path) {
            (Some(path), _) => Some(Path::Predicate(path)),
            (None, Some(path)) => self.terms.find(path).map(Path::Predicate),
            (None, None) => shape.path.clone(),
        };
        let messages = match constraint {
            Constraint::Sparql(rule) if !rule.messages.is_empty() => &rule.messages,
            _ => &shape.messages,
        };
        let mut messages: Vec<Literal> =
            messages.iter().filter_map(|message| self.literal(*message)).cloned().collect();
        if let Some(solution) = &finding.solution {
            messages = messages.iter().map(|message| message::fill(message, solution)).collect();
        }
        if messages.is_empty() {
            messages = message::generic(constraint, finding.is_over, self.terms, self.shapes);
        }
        messages.sort_by_key(|message| (message.language() != Some("en"), message.to_string()));
        let rule = match constraint {
            Constraint::Sparql(rule) => self.terms.get(rule.node).cloned(),
            _ => None,
        };
        Some(ValidationResult {
            focus: self.terms.get(finding.focus)?.clone(),
            labels: self.labels(finding.focus),
            place: self.place(finding.focus, own_path.as_ref(), value.as_ref()),
            source: self.source(finding.focus),
            path: own_path.map(|path| PropertyPath::of(&path, self.terms)),
            value,
            severity: shape.severity.clone(),
            component: constraint.component(finding.is_over),
            shape: self.terms.get(shape.node)?.clone(),
            rule,
            messages,
        })
    }

    fn literal(&self, id: Id) -> Option<&Literal> {
        match self.terms.get(id)? {
            Term::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    fn objects(&self, node: Id, property: vocab::Term) -> impl Iterator<Item = Id> + '_ {
        let property = self.find(property);
        property.into_iter().flat_map(move |property| self.graph.objects(node, property))
    }

    fn find(&self, term: vocab::Term) -> Option<Id> {
        self.terms.find_iri(NamedNodeRef::new_unchecked(term.iri))
    }

    fn labels(&self, node: Id) -> Vec<Literal> {
        let texts = |property: NamedNodeRef<'_>| -> Vec<Literal> {
            let property = self.terms.find_iri(property).into_iter();
            let texts = property.flat_map(|property| self.graph.objects(node, property));
            texts.filter_map(|label| self.literal(label)).cloned().collect()
        };
        let mut labels = texts(NamedNodeRef::new_unchecked(vocab::skos::PREF_LABEL.iri));
        if labels.is_empty() {
            labels = texts(crate::validate::vocab::TITLE);
        }
        labels.sort_by_cached_key(ToString::to_string);
        labels
    }

    /// The statement that says the value; else the first one of the property, the first one about the node, or the first one
    /// that names it.
    fn place(&self, focus: Id, path: Option<&Path>, value: Option<&Term>) -> Option<DataPlace> {
        let value = value.and_then(|value| self.terms.find(value));
        let said = match (path, value) {
            (Some(Path::Predicate(property)), Some(value)) => self.graph.place([focus, *property, value]),
            (Some(Path::Inverse(inner)), Some(value)) => match **inner {
                Path::Predicate(property) => self.graph.place([value, property, focus]),
                _ => None,
            },
            _ => None,
        };
        let of_property = || match path {
            Some(Path::Predicate(property)) => {
                let rows = self.graph.of_subject_predicate(focus, *property);
                rows.iter().filter_map(|row| self.graph.place(*row)).min()
            }
            _ => None,
        };
        let naming = || {
            let rows = self.graph.of_object(focus).iter();
            rows.filter_map(|[object, subject, property]| self.graph.place([*subject, *property, *object]))
                .min()
        };
        said.or_else(of_property).or_else(|| self.graph.first_place(focus)).or_else(naming)?.known()
    }

    /// Where the node was read: its evidence, or itself if it is a place or the selector of one; else the evidence of what
    /// names it, as a statement of money names a line of a budget. The first place, if there are several.
    fn source(&self, node: Id) -> Option<SourcePlace> {
        let selected = self.find(vocab::oa::HAS_SELECTOR).into_iter();
        let spans = selected.flat_map(|property| self.graph.subjects(property, node));
        let spans = self.objects(node, vocab::pgo::EVIDENCE).chain(spans).chain([node]);
        spans.filter_map(|span| self.span(span)).min().or_else(|| {
            let naming = self.graph.of_object(node).iter().take(MOST_NAMING);
            let spans = naming.flat_map(|[_, subject, _]| self.objects(*subject, vocab::pgo::EVIDENCE));
            spans.filter_map(|span| self.span(span)).min()
        })
    }

    fn span(&self, span: Id) -> Option<SourcePlace> {
        let number = |property| {
            let mut values =
                self.objects(span, property).filter_map(|value| self.literal(value)?.value().parse().ok());
            values.next()
        };
        let mut documents = self.objects(span, vocab::oa::HAS_SOURCE);
        let file = documents.find_map(|document| {
            let mut names = self.objects(document, vocab::pgo::FILE_NAME);
            names.find_map(|name| self.literal(name).map(|name| name.value().to_owned()))
        });
        let place = SourcePlace {
            file,
            table: number(vocab::pgo::TABLE),
            line: number(vocab::pgo::LINE),
            column: number(vocab::pgo::COLUMN),
        };
        (place != SourcePlace::default()).then_some(place)
    }
}

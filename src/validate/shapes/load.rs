//! From statements to shapes.

use super::cycle::mark_recursion;
use super::list::members;
use super::path::Path;
use super::{Shape, ShapesError, Targets};
use crate::validate::index::Index;
use crate::validate::report::Severity;
use crate::validate::terms::{Id, Terms};
use crate::validate::vocab::{self, NON_VALIDATING, SHACL};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNodeRef, Term};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What makes a node a shape, beside its class and targets: parameters of constraints.
const PARAMETERS: [NamedNodeRef<'static>; 34] = [
    vocab::CLASS,
    vocab::DATATYPE,
    vocab::NODE_KIND,
    vocab::MIN_COUNT,
    vocab::MAX_COUNT,
    vocab::MIN_EXCLUSIVE,
    vocab::MIN_INCLUSIVE,
    vocab::MAX_EXCLUSIVE,
    vocab::MAX_INCLUSIVE,
    vocab::MIN_LENGTH,
    vocab::MAX_LENGTH,
    vocab::PATTERN,
    vocab::FLAGS,
    vocab::LANGUAGE_IN,
    vocab::UNIQUE_LANG,
    vocab::EQUALS,
    vocab::DISJOINT,
    vocab::LESS_THAN,
    vocab::LESS_THAN_OR_EQUALS,
    vocab::NOT,
    vocab::AND,
    vocab::OR,
    vocab::XONE,
    vocab::NODE,
    vocab::PROPERTY,
    vocab::QUALIFIED_VALUE_SHAPE,
    vocab::QUALIFIED_MIN_COUNT,
    vocab::QUALIFIED_MAX_COUNT,
    vocab::QUALIFIED_VALUE_SHAPES_DISJOINT,
    vocab::CLOSED,
    vocab::IGNORED_PROPERTIES,
    vocab::HAS_VALUE,
    vocab::IN,
    vocab::SPARQL,
];

const TARGETS: [NamedNodeRef<'static>; 4] =
    [vocab::TARGET_NODE, vocab::TARGET_CLASS, vocab::TARGET_SUBJECTS_OF, vocab::TARGET_OBJECTS_OF];

/// What else a shape may say.
const OTHERS: [NamedNodeRef<'static>; 4] = [vocab::PATH, vocab::SEVERITY, vocab::MESSAGE, vocab::DEACTIVATED];

/// What was read.
pub(super) struct Loaded {
    /// The shapes in the order of their numbers.
    pub(super) shapes: Vec<Shape>,
    /// What the graph imports.
    pub(super) imports: Vec<String>,
    /// What was passed over.
    pub(super) passed_over: Vec<ShapesError>,
}

/// Reads all shapes. Terms that are not known and shapes that are named and are none are errors, or are passed over.
pub(super) fn load(terms: &mut Terms, graph: &Index, is_lenient: bool) -> Result<Loaded, ShapesError> {
    let mut loader = Loader {
        terms,
        graph,
        numbers: BTreeMap::new(),
        waiting: Vec::new(),
        passed_over: is_lenient.then(RefCell::default),
    };
    loader.refuse_extensions()?;
    for node in loader.nodes() {
        loader.shape(node);
    }
    let mut shapes = Vec::new();
    // Shapes that are found on the way wait behind the others.
    while let Some(node) = loader.waiting.get(shapes.len()).copied() {
        shapes.push(loader.compile(node)?);
    }
    if shapes.iter().all(|shape| shape.targets.is_empty()) {
        return Err(ShapesError::Nothing);
    }
    let imports = loader.imports();
    mark_recursion(&mut shapes, &|node| loader.name(node))?;
    let passed_over = loader.passed_over.map(RefCell::into_inner).unwrap_or_default();
    Ok(Loaded { shapes, imports, passed_over })
}

pub(super) struct Loader<'g> {
    pub(super) terms: &'g mut Terms,
    pub(super) graph: &'g Index,
    /// The number of each shape.
    numbers: BTreeMap<Id, usize>,
    /// The shapes in the order of their numbers.
    waiting: Vec<Id>,
    /// Errors that end nothing, if such errors are passed over.
    passed_over: Option<RefCell<Vec<ShapesError>>>,
}

impl Loader<'_> {
    /// How messages call a node.
    pub(super) fn name(&self, node: Id) -> String {
        self.terms.get(node).map(ToString::to_string).unwrap_or_default()
    }

    pub(super) fn malformed(&self, node: Id, problem: impl Into<String>) -> ShapesError {
        ShapesError::Malformed { shape: self.name(node), problem: problem.into() }
    }

    /// Passes over an error if that is wanted.
    pub(super) fn pass_over(&self, error: ShapesError) -> Result<(), ShapesError> {
        match &self.passed_over {
            Some(list) => {
                list.borrow_mut().push(error);
                Ok(())
            }
            None => Err(error),
        }
    }

    pub(super) fn values(&self, node: Id, property: NamedNodeRef<'_>) -> Vec<Id> {
        let Some(property) = self.terms.find_iri(property) else { return Vec::new() };
        self.graph.objects(node, property).collect()
    }

    /// The only value of a property, if there is one.
    pub(super) fn value(&self, node: Id, property: NamedNodeRef<'_>) -> Result<Option<Id>, ShapesError> {
        match self.values(node, property).as_slice() {
            [] => Ok(None),
            [value] => Ok(Some(*value)),
            _ => Err(self.malformed(node, format!("it has several {}", short(property)))),
        }
    }

    /// The number of the shape that a node stands for; it is read later if it is new.
    fn shape(&mut self, node: Id) -> usize {
        let (numbers, waiting) = (&mut self.numbers, &mut self.waiting);
        *numbers.entry(node).or_insert_with(|| {
            waiting.push(node);
            waiting.len() - 1
        })
    }

    /// The shape that a parameter names. One that says nothing is a slip, not a shape without conditions.
    pub(super) fn named_shape(&mut self, owner: Id, node: Id) -> Result<usize, ShapesError> {
        let is_literal = matches!(self.terms.get(node), Some(Term::Literal(_)));
        if is_literal || self.graph.of_subject(node).is_empty() {
            let problem = format!("{} is named as a shape, but is none", self.name(node));
            return Err(self.malformed(owner, problem));
        }
        Ok(self.shape(node))
    }

    /// All nodes that are shapes by what is said of them.
    fn nodes(&self) -> BTreeSet<Id> {
        let mut nodes = BTreeSet::new();
        for property in PARAMETERS.iter().chain(&TARGETS) {
            if let Some(property) = self.terms.find_iri(*property) {
                nodes.extend(self.graph.of_predicate(property).iter().map(|[_, _, subject]| *subject));
            }
        }
        for class in [vocab::NODE_SHAPE, vocab::PROPERTY_SHAPE] {
            if let (Some(class), Some(kind)) = (self.terms.find_iri(class), self.terms.find_iri(rdf::TYPE)) {
                nodes.extend(self.graph.subjects(kind, class));
            }
        }
        nodes
    }

    /// Constraint components of the shapes' own and regimes of entailment change what shapes mean.
    fn refuse_extensions(&self) -> Result<(), ShapesError> {
        for property in [vocab::PARAMETER, vocab::ENTAILMENT] {
            let users = self.terms.find_iri(property).map(|property| self.graph.of_predicate(property));
            if let Some([_, _, user]) = users.and_then(<[_]>::first) {
                return Err(self.unsupported(*user, property.as_str()));
            }
        }
        Ok(())
    }

    fn unsupported(&self, node: Id, term: &str) -> ShapesError {
        let term = term.strip_prefix(SHACL).map_or_else(|| term.to_owned(), |local| format!("sh:{local}"));
        ShapesError::Unsupported { shape: self.name(node), term }
    }

    fn imports(&self) -> Vec<String> {
        let users = self.terms.find_iri(vocab::IMPORTS).map(|property| self.graph.of_predicate(property));
        let graphs: BTreeSet<Id> = users.into_iter().flatten().map(|[_, graph, _]| *graph).collect();
        graphs.into_iter().map(|graph| self.name(graph)).collect()
    }

    fn compile(&mut self, node: Id) -> Result<Shape, ShapesError> {
        self.refuse_unknown(node)?;
        let path = match self.value(node, vocab::PATH)? {
            Some(path) => Some(
                Path::read(self.terms, self.graph, path).map_err(|problem| self.malformed(node, problem))?,
            ),
            None if self.is_a(node, vocab::PROPERTY_SHAPE) => {
                return Err(self.malformed(node, "a property shape needs a sh:path"));
            }
            None => None,
        };
        let is_property_shape = path.is_some();
        if is_property_shape && self.is_a(node, vocab::NODE_SHAPE) {
            return Err(self.malformed(node, "a node shape has no sh:path"));
        }
        let severity = self.value(node, vocab::SEVERITY)?;
        let severity = match severity.and_then(|severity| self.terms.get(severity)) {
            None => Severity::Violation,
            Some(Term::NamedNode(severity)) => Severity::of(severity.as_ref()),
            Some(_) => return Err(self.malformed(node, "sh:severity is no IRI")),
        };
        let messages = self.messages(node)?;
        Ok(Shape {
            node,
            path,
            targets: self.targets(node)?,
            constraints: self.constraints(node, is_property_shape)?,
            severity,
            messages,
            is_deactivated: self.flag(node, vocab::DEACTIVATED)?,
            is_recursive: false,
        })
    }

    pub(super) fn messages(&self, node: Id) -> Result<Vec<Id>, ShapesError> {
        let messages = self.values(node, vocab::MESSAGE);
        let is_text = |message: &Id| match self.terms.get(*message) {
            Some(Term::Literal(text)) => [xsd::STRING, rdf::LANG_STRING].contains(&text.datatype()),
            _ => false,
        };
        if messages.iter().all(is_text) {
            return Ok(messages);
        }
        Err(self.malformed(node, "sh:message is no text"))
    }

    fn is_a(&self, node: Id, class: NamedNodeRef<'_>) -> bool {
        match (self.terms.find_iri(rdf::TYPE), self.terms.find_iri(class)) {
            (Some(kind), Some(class)) => self.graph.contains(node, kind, class),
            _ => false,
        }
    }

    /// What of SHACL a shape uses has to be known.
    fn refuse_unknown(&self, node: Id) -> Result<(), ShapesError> {
        for [_, property, _] in self.graph.of_subject(node) {
            let Some(Term::NamedNode(property)) = self.terms.get(*property) else { continue };
            let Some(local) = property.as_str().strip_prefix(SHACL) else { continue };
            let known = PARAMETERS.iter().chain(&TARGETS).chain(&OTHERS);
            let is_known = known.into_iter().any(|known| *known == property.as_ref());
            // Prefixes may be declared on a shape, and it may be its own rule.
            let is_rule =
                [vocab::SELECT, vocab::PREFIXES].contains(&property.as_ref()) && self.is_own_rule(node);
            if !is_known && !is_rule && !NON_VALIDATING.contains(&local) && *property != vocab::DECLARE {
                self.pass_over(self.unsupported(node, property.as_str()))?;
            }
        }
        Ok(())
    }

    fn is_own_rule(&self, node: Id) -> bool {
        self.values(node, vocab::SPARQL).contains(&node)
    }

    fn targets(&self, node: Id) -> Result<Targets, ShapesError> {
        let iris = |property: NamedNodeRef<'_>| -> Result<Vec<Id>, ShapesError> {
            let values = self.values(node, property);
            match values.iter().find(|value| !self.is_iri(**value)) {
                Some(_) => Err(self.malformed(node, format!("{} is no IRI", short(property)))),
                None => Ok(values),
            }
        };
        let mut targets = Targets {
            nodes: self.values(node, vocab::TARGET_NODE),
            classes: iris(vocab::TARGET_CLASS)?,
            subjects_of: iris(vocab::TARGET_SUBJECTS_OF)?,
            objects_of: iris(vocab::TARGET_OBJECTS_OF)?,
        };
        if targets.nodes.iter().any(|node| matches!(self.terms.get(*node), Some(Term::BlankNode(_)))) {
            return Err(self.malformed(node, "sh:targetNode is a blank node"));
        }
        // A shape that is a class targets its instances.
        if self.is_iri(node) && self.is_class(node) {
            targets.classes.push(node);
        }
        Ok(targets)
    }

    pub(super) fn is_iri(&self, node: Id) -> bool {
        matches!(self.terms.get(node), Some(Term::NamedNode(_)))
    }

    /// Whether a shape is an instance of `rdfs:Class` or of one of its subclasses, as the shapes say.
    fn is_class(&self, node: Id) -> bool {
        let (Some(class), Some(subclass)) =
            (self.terms.find_iri(rdfs::CLASS), self.terms.find_iri(rdfs::SUB_CLASS_OF))
        else {
            return self.is_a(node, rdfs::CLASS);
        };
        let mut seen: BTreeSet<Id> = self.values(node, rdf::TYPE).into_iter().collect();
        let mut waiting: Vec<Id> = seen.iter().copied().collect();
        while let Some(next) = waiting.pop() {
            waiting.extend(self.graph.objects(next, subclass).filter(|above| seen.insert(*above)));
        }
        seen.contains(&class)
    }

    pub(super) fn literal(&self, id: Id) -> Option<&Literal> {
        match self.terms.get(id) {
            Some(Term::Literal(literal)) => Some(literal),
            _ => None,
        }
    }

    pub(super) fn flag(&self, node: Id, property: NamedNodeRef<'_>) -> Result<bool, ShapesError> {
        let Some(value) = self.value(node, property)? else { return Ok(false) };
        match self.literal(value).filter(|literal| literal.datatype() == xsd::BOOLEAN).map(Literal::value) {
            Some("true" | "1") => Ok(true),
            Some("false" | "0") => Ok(false),
            _ => Err(self.malformed(node, format!("{} is neither true nor false", short(property)))),
        }
    }

    pub(super) fn count(&self, node: Id, property: NamedNodeRef<'_>) -> Result<Option<u64>, ShapesError> {
        let Some(value) = self.value(node, property)? else { return Ok(None) };
        let literal = self.literal(value).filter(|literal| literal.datatype() == xsd::INTEGER);
        match literal.map(|literal| literal.value().parse()) {
            Some(Ok(count)) => Ok(Some(count)),
            _ => Err(self.malformed(node, format!("{} is no whole number from 0", short(property)))),
        }
    }

    pub(super) fn members(
        &self,
        node: Id,
        property: NamedNodeRef<'_>,
        list: Id,
    ) -> Result<Vec<Id>, ShapesError> {
        members(self.terms, self.graph, list)
            .ok_or_else(|| self.malformed(node, format!("{} is no well-formed list", short(property))))
    }
}

/// A term of SHACL with its prefix.
pub(super) fn short(term: NamedNodeRef<'_>) -> String {
    term.as_str().strip_prefix(SHACL).map_or_else(|| term.to_string(), |local| format!("sh:{local}"))
}

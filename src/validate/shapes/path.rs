//! Property paths.

use super::list::{members, only};
use crate::validate::index::Index;
use crate::validate::terms::{Id, Terms};
use crate::validate::vocab;
use oxigraph::model::{NamedNodeRef, Term};

/// Paths inside one another.
const DEPTH: usize = 64;

/// A way from a node to its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::validate) enum Path {
    Predicate(Id),
    Inverse(Box<Path>),
    Sequence(Vec<Path>),
    Alternative(Vec<Path>),
    ZeroOrMore(Box<Path>),
    OneOrMore(Box<Path>),
    ZeroOrOne(Box<Path>),
}

/// A property of the node of a path, and the path that its value makes.
type Kind = (NamedNodeRef<'static>, fn(Box<Path>) -> Path);

impl Path {
    /// The path that a node of the shapes describes, or what is wrong with it.
    pub(super) fn read(terms: &Terms, graph: &Index, node: Id) -> Result<Self, String> {
        Self::read_within(terms, graph, node, DEPTH)
    }

    fn read_within(terms: &Terms, graph: &Index, node: Id, depth: usize) -> Result<Self, String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(format!("paths stand more than {DEPTH} deep in one another"));
        };
        match terms.get(node) {
            Some(Term::NamedNode(_)) => return Ok(Self::Predicate(node)),
            Some(Term::BlankNode(_)) => {}
            _ => return Err("a path is neither an IRI nor a blank node".to_owned()),
        }
        let read = |node: Id| Self::read_within(terms, graph, node, depth);
        let list = |head: Id| -> Result<Vec<Self>, String> {
            let steps = members(terms, graph, head).ok_or("a list of a path is not well-formed")?;
            if steps.len() < 2 {
                return Err("a list of a path has fewer than two members".to_owned());
            }
            steps.into_iter().map(read).collect()
        };
        let value = |property: NamedNodeRef<'_>| {
            terms.find_iri(property).and_then(|property| only(graph.objects(node, property)))
        };
        let kinds: [Kind; 4] = [
            (vocab::INVERSE_PATH, Self::Inverse),
            (vocab::ZERO_OR_MORE_PATH, Self::ZeroOrMore),
            (vocab::ONE_OR_MORE_PATH, Self::OneOrMore),
            (vocab::ZERO_OR_ONE_PATH, Self::ZeroOrOne),
        ];
        if graph.of_subject(node).iter().any(|[_, property, _]| is_list(terms, *property)) {
            return list(node).map(Self::Sequence);
        }
        if graph.of_subject(node).len() == 1 {
            if let Some(inner) = value(vocab::ALTERNATIVE_PATH) {
                return list(inner).map(Self::Alternative);
            }
            for (property, kind) in kinds {
                if let Some(inner) = value(property) {
                    return read(inner).map(|inner| kind(Box::new(inner)));
                }
            }
        }
        Err("a path is neither an IRI nor one of the six kinds of paths".to_owned())
    }

    /// The path as SPARQL writes it; `name` writes a property.
    pub(in crate::validate) fn to_sparql(&self, name: &dyn Fn(Id) -> String) -> String {
        let inner = |path: &Self| match path {
            Self::Predicate(_) => path.to_sparql(name),
            _ => format!("({})", path.to_sparql(name)),
        };
        let join = |paths: &[Self], sign: &str| paths.iter().map(inner).collect::<Vec<_>>().join(sign);
        match self {
            Self::Predicate(property) => name(*property),
            Self::Inverse(path) => format!("^{}", inner(path)),
            Self::Sequence(paths) => join(paths, "/"),
            Self::Alternative(paths) => join(paths, "|"),
            Self::ZeroOrMore(path) => format!("{}*", inner(path)),
            Self::OneOrMore(path) => format!("{}+", inner(path)),
            Self::ZeroOrOne(path) => format!("{}?", inner(path)),
        }
    }
}

fn is_list(terms: &Terms, property: Id) -> bool {
    use oxigraph::model::vocab::rdf;
    matches!(terms.get(property), Some(Term::NamedNode(node)) if [rdf::FIRST, rdf::REST].contains(&node.as_ref()))
}

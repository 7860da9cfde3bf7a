//! Paths of results.

use crate::query::prefix;
use crate::validate::shapes::Path;
use crate::validate::terms::Terms;
use oxigraph::model::{NamedNode, Term};
use std::fmt;

/// A way from a node to its values. Shown as SPARQL writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PropertyPath {
    /// A property.
    Predicate(NamedNode),
    /// A path against its direction.
    Inverse(Box<PropertyPath>),
    /// One path after another.
    Sequence(Vec<PropertyPath>),
    /// One of several paths.
    Alternative(Vec<PropertyPath>),
    /// A path any number of times.
    ZeroOrMore(Box<PropertyPath>),
    /// A path once or more.
    OneOrMore(Box<PropertyPath>),
    /// A path or none.
    ZeroOrOne(Box<PropertyPath>),
}

impl PropertyPath {
    pub(super) fn of(path: &Path, terms: &Terms) -> Self {
        let one = |path: &Path| Box::new(Self::of(path, terms));
        let all = |paths: &[Path]| paths.iter().map(|path| Self::of(path, terms)).collect();
        match path {
            Path::Predicate(id) => Self::Predicate(match terms.get(*id) {
                Some(Term::NamedNode(node)) => node.clone(),
                // Paths are read from IRIs alone.
                _ => NamedNode::new_unchecked(""),
            }),
            Path::Inverse(path) => Self::Inverse(one(path)),
            Path::Sequence(paths) => Self::Sequence(all(paths)),
            Path::Alternative(paths) => Self::Alternative(all(paths)),
            Path::ZeroOrMore(path) => Self::ZeroOrMore(one(path)),
            Path::OneOrMore(path) => Self::OneOrMore(one(path)),
            Path::ZeroOrOne(path) => Self::ZeroOrOne(one(path)),
        }
    }

    /// The path with short names, for people.
    pub fn to_short(&self) -> String {
        self.write(&|node| prefix::shorten(node.as_str()))
    }

    fn write(&self, name: &dyn Fn(&NamedNode) -> String) -> String {
        let inner = |path: &Self| match path {
            Self::Predicate(_) => path.write(name),
            _ => format!("({})", path.write(name)),
        };
        let join = |paths: &[Self], sign: &str| paths.iter().map(inner).collect::<Vec<_>>().join(sign);
        match self {
            Self::Predicate(node) => name(node),
            Self::Inverse(path) => format!("^{}", inner(path)),
            Self::Sequence(paths) => join(paths, "/"),
            Self::Alternative(paths) => join(paths, "|"),
            Self::ZeroOrMore(path) => format!("{}*", inner(path)),
            Self::OneOrMore(path) => format!("{}+", inner(path)),
            Self::ZeroOrOne(path) => format!("{}?", inner(path)),
        }
    }
}

impl fmt::Display for PropertyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(&|node| node.to_string()))
    }
}

//! The constraints of SHACL.

use super::sparql::SparqlConstraint;
use crate::validate::terms::Id;
use crate::validate::vocab;
use oxigraph::model::{NamedNodeRef, Term};
use regex::Regex;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// One constraint. Shapes are the numbers of shapes.
#[derive(Debug)]
pub(in crate::validate) enum Constraint {
    Class(Id),
    Datatype(Id),
    NodeKind(NodeKind),
    MinCount(u64),
    MaxCount(u64),
    /// The limit, and the bound as a literal.
    Range(Limit, Id),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Regex),
    LanguageIn(Vec<String>),
    UniqueLang,
    Equals(Id),
    Disjoint(Id),
    /// Less than the values of another property, or equal.
    LessThan(Id, Bound),
    Not(usize),
    And(Vec<usize>),
    Or(Vec<usize>),
    Xone(Vec<usize>),
    Node(usize),
    Property(usize),
    Qualified {
        shape: usize,
        /// Shapes that a value that counts must not conform to.
        siblings: Vec<usize>,
        least: Option<u64>,
        most: Option<u64>,
    },
    /// The properties that a node may have.
    Closed(BTreeSet<Id>),
    HasValue(Id),
    In(BTreeSet<Id>),
    Sparql(Box<SparqlConstraint>),
}

/// Whether equal values are within a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validate) enum Bound {
    Inclusive,
    Exclusive,
}

/// A bound of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validate) enum Limit {
    Least(Bound),
    Greatest(Bound),
}

impl Limit {
    /// Whether a value that compares with the bound like this is within it.
    pub(in crate::validate) fn allows(self, order: Option<Ordering>) -> bool {
        match (self, order) {
            (_, None) => false,
            (Self::Least(bound) | Self::Greatest(bound), Some(Ordering::Equal)) => bound == Bound::Inclusive,
            (Self::Least(_), Some(order)) => order == Ordering::Greater,
            (Self::Greatest(_), Some(order)) => order == Ordering::Less,
        }
    }
}

/// What a node may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validate) struct NodeKind {
    pub(in crate::validate) iri: bool,
    pub(in crate::validate) blank: bool,
    pub(in crate::validate) literal: bool,
}

impl NodeKind {
    pub(super) fn find(iri: NamedNodeRef<'_>) -> Option<Self> {
        let (iri, blank, literal) = match iri {
            vocab::IRI => (true, false, false),
            vocab::BLANK_NODE => (false, true, false),
            vocab::LITERAL => (false, false, true),
            vocab::BLANK_NODE_OR_IRI => (true, true, false),
            vocab::BLANK_NODE_OR_LITERAL => (false, true, true),
            vocab::IRI_OR_LITERAL => (true, false, true),
            _ => return None,
        };
        Some(Self { iri, blank, literal })
    }

    pub(in crate::validate) fn allows(self, term: &Term) -> bool {
        match term {
            Term::NamedNode(_) => self.iri,
            Term::BlankNode(_) => self.blank,
            Term::Literal(_) => self.literal,
        }
    }
}

impl Constraint {
    /// The IRI of the constraint's component. `is_over`: of a count with two limits, whether the upper one is meant.
    pub(in crate::validate) fn component(&self, is_over: bool) -> &'static str {
        match self {
            Self::Class(_) => "ClassConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::NodeKind(_) => "NodeKindConstraintComponent",
            Self::MinCount(_) => "MinCountConstraintComponent",
            Self::MaxCount(_) => "MaxCountConstraintComponent",
            Self::Range(Limit::Least(Bound::Exclusive), _) => "MinExclusiveConstraintComponent",
            Self::Range(Limit::Least(Bound::Inclusive), _) => "MinInclusiveConstraintComponent",
            Self::Range(Limit::Greatest(Bound::Exclusive), _) => "MaxExclusiveConstraintComponent",
            Self::Range(Limit::Greatest(Bound::Inclusive), _) => "MaxInclusiveConstraintComponent",
            Self::MinLength(_) => "MinLengthConstraintComponent",
            Self::MaxLength(_) => "MaxLengthConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
            Self::LanguageIn(_) => "LanguageInConstraintComponent",
            Self::UniqueLang => "UniqueLangConstraintComponent",
            Self::Equals(_) => "EqualsConstraintComponent",
            Self::Disjoint(_) => "DisjointConstraintComponent",
            Self::LessThan(_, Bound::Exclusive) => "LessThanConstraintComponent",
            Self::LessThan(_, Bound::Inclusive) => "LessThanOrEqualsConstraintComponent",
            Self::Not(_) => "NotConstraintComponent",
            Self::And(_) => "AndConstraintComponent",
            Self::Or(_) => "OrConstraintComponent",
            Self::Xone(_) => "XoneConstraintComponent",
            Self::Node(_) => "NodeConstraintComponent",
            Self::Property(_) => "PropertyShapeComponent",
            Self::Qualified { .. } if is_over => "QualifiedMaxCountConstraintComponent",
            Self::Qualified { .. } => "QualifiedMinCountConstraintComponent",
            Self::Closed(_) => "ClosedConstraintComponent",
            Self::HasValue(_) => "HasValueConstraintComponent",
            Self::In(_) => "InConstraintComponent",
            Self::Sparql(_) => "SPARQLConstraintComponent",
        }
    }
}

//! The parameters of shapes as constraints.

use super::ShapesError;
use super::constraint::{Bound, Constraint, Limit, NodeKind};
use super::list::only;
use super::load::{Loader, short};
use super::sparql::SparqlConstraint;
use crate::validate::terms::Id;
use crate::validate::vocab;
use oxigraph::model::{Literal, NamedNodeRef, Term};
use regex::RegexBuilder;
use std::collections::BTreeSet;

/// Bytes that a compiled pattern may take.
const PATTERN_SIZE: usize = 1 << 20;

/// A parameter, and the constraint that its value makes.
type Kind<T> = (NamedNodeRef<'static>, fn(T) -> Constraint);

impl Loader<'_> {
    /// All constraints of a shape.
    pub(super) fn constraints(
        &mut self,
        node: Id,
        is_property_shape: bool,
    ) -> Result<Vec<Constraint>, ShapesError> {
        let mut found = Vec::new();
        self.value_types(node, &mut found)?;
        self.counts(node, is_property_shape, &mut found)?;
        self.ranges(node, &mut found)?;
        self.strings(node, is_property_shape, &mut found)?;
        self.pairs(node, is_property_shape, &mut found)?;
        self.logic(node, &mut found)?;
        self.qualified(node, is_property_shape, &mut found)?;
        self.others(node, &mut found)?;
        for rule in self.values(node, vocab::SPARQL) {
            if let Some(rule) = SparqlConstraint::read(self, node, rule)? {
                found.push(Constraint::Sparql(Box::new(rule)));
            }
        }
        Ok(found)
    }

    fn value_types(&self, node: Id, found: &mut Vec<Constraint>) -> Result<(), ShapesError> {
        for class in self.values(node, vocab::CLASS) {
            found.push(Constraint::Class(self.iri(node, vocab::CLASS, class)?));
        }
        if let Some(datatype) = self.value(node, vocab::DATATYPE)? {
            found.push(Constraint::Datatype(self.iri(node, vocab::DATATYPE, datatype)?));
        }
        if let Some(kind) = self.value(node, vocab::NODE_KIND)? {
            let kind = match self.terms.get(kind) {
                Some(Term::NamedNode(kind)) => NodeKind::find(kind.as_ref()),
                _ => None,
            };
            let kind = kind.ok_or_else(|| self.malformed(node, "sh:nodeKind is none of the six kinds"))?;
            found.push(Constraint::NodeKind(kind));
        }
        Ok(())
    }

    fn iri(&self, node: Id, property: NamedNodeRef<'_>, value: Id) -> Result<Id, ShapesError> {
        if self.is_iri(value) {
            Ok(value)
        } else {
            Err(self.malformed(node, format!("{} is no IRI", short(property))))
        }
    }

    /// Only property shapes have such parameters.
    fn needs_path(
        &self,
        node: Id,
        is_property_shape: bool,
        property: NamedNodeRef<'_>,
    ) -> Result<(), ShapesError> {
        if is_property_shape || self.values(node, property).is_empty() {
            return Ok(());
        }
        Err(self.malformed(node, format!("{} needs a sh:path", short(property))))
    }

    fn counts(
        &self,
        node: Id,
        is_property_shape: bool,
        found: &mut Vec<Constraint>,
    ) -> Result<(), ShapesError> {
        let kinds: [Kind<u64>; 2] =
            [(vocab::MIN_COUNT, Constraint::MinCount), (vocab::MAX_COUNT, Constraint::MaxCount)];
        for (property, kind) in kinds {
            self.needs_path(node, is_property_shape, property)?;
            found.extend(self.count(node, property)?.map(kind));
        }
        Ok(())
    }

    fn ranges(&self, node: Id, found: &mut Vec<Constraint>) -> Result<(), ShapesError> {
        for (property, limit) in [
            (vocab::MIN_EXCLUSIVE, Limit::Least(Bound::Exclusive)),
            (vocab::MIN_INCLUSIVE, Limit::Least(Bound::Inclusive)),
            (vocab::MAX_EXCLUSIVE, Limit::Greatest(Bound::Exclusive)),
            (vocab::MAX_INCLUSIVE, Limit::Greatest(Bound::Inclusive)),
        ] {
            if let Some(bound) = self.value(node, property)? {
                if self.literal(bound).is_none() {
                    return Err(self.malformed(node, format!("{} is no literal", short(property))));
                }
                found.push(Constraint::Range(limit, bound));
            }
        }
        Ok(())
    }

    fn strings(
        &self,
        node: Id,
        is_property_shape: bool,
        found: &mut Vec<Constraint>,
    ) -> Result<(), ShapesError> {
        found.extend(self.count(node, vocab::MIN_LENGTH)?.map(Constraint::MinLength));
        found.extend(self.count(node, vocab::MAX_LENGTH)?.map(Constraint::MaxLength));
        let flags = self.value(node, vocab::FLAGS)?.and_then(|flags| self.literal(flags));
        for pattern in self.values(node, vocab::PATTERN) {
            let pattern =
                self.literal(pattern).ok_or_else(|| self.malformed(node, "sh:pattern is no text"))?;
            let mut builder = RegexBuilder::new(pattern.value());
            builder.size_limit(PATTERN_SIZE);
            for flag in flags.map(Literal::value).unwrap_or_default().chars() {
                match flag {
                    's' => builder.dot_matches_new_line(true),
                    'm' => builder.multi_line(true),
                    'i' => builder.case_insensitive(true),
                    'x' => builder.ignore_whitespace(true),
                    other => {
                        return Err(self.malformed(node, format!("sh:flags has no `{other}`")));
                    }
                };
            }
            let pattern = builder
                .build()
                .map_err(|error| self.malformed(node, format!("its sh:pattern cannot be used: {error}")))?;
            found.push(Constraint::Pattern(pattern));
        }
        if let Some(list) = self.value(node, vocab::LANGUAGE_IN)? {
            let mut languages = Vec::new();
            for member in self.members(node, vocab::LANGUAGE_IN, list)? {
                let language = self.literal(member).ok_or_else(|| {
                    self.malformed(node, "sh:languageIn has a member that is no language tag")
                })?;
                languages.push(language.value().to_ascii_lowercase());
            }
            found.push(Constraint::LanguageIn(languages));
        }
        self.needs_path(node, is_property_shape, vocab::UNIQUE_LANG)?;
        // SHACL asks for the very term `true` here.
        let is_true = |value: &Id| self.literal(*value).is_some_and(|value| value.value() == "true");
        if self.flag(node, vocab::UNIQUE_LANG)? && self.values(node, vocab::UNIQUE_LANG).iter().all(is_true) {
            found.push(Constraint::UniqueLang);
        }
        Ok(())
    }

    fn pairs(
        &self,
        node: Id,
        is_property_shape: bool,
        found: &mut Vec<Constraint>,
    ) -> Result<(), ShapesError> {
        for other in self.values(node, vocab::EQUALS) {
            found.push(Constraint::Equals(self.iri(node, vocab::EQUALS, other)?));
        }
        for other in self.values(node, vocab::DISJOINT) {
            found.push(Constraint::Disjoint(self.iri(node, vocab::DISJOINT, other)?));
        }
        for (property, bound) in
            [(vocab::LESS_THAN, Bound::Exclusive), (vocab::LESS_THAN_OR_EQUALS, Bound::Inclusive)]
        {
            self.needs_path(node, is_property_shape, property)?;
            for other in self.values(node, property) {
                found.push(Constraint::LessThan(self.iri(node, property, other)?, bound));
            }
        }
        Ok(())
    }

    fn logic(&mut self, node: Id, found: &mut Vec<Constraint>) -> Result<(), ShapesError> {
        let single: [Kind<usize>; 3] = [
            (vocab::NOT, Constraint::Not),
            (vocab::NODE, Constraint::Node),
            (vocab::PROPERTY, Constraint::Property),
        ];
        for (property, kind) in single {
            for value in self.values(node, property) {
                let has_path = !self.values(value, vocab::PATH).is_empty();
                if has_path != (property == vocab::PROPERTY) && property != vocab::NOT {
                    let problem = format!(
                        "{} names {}, which is no shape of the kind that it needs",
                        short(property),
                        self.name(value)
                    );
                    self.pass_over(self.malformed(node, problem))?;
                    continue;
                }
                found.push(kind(self.named_shape(node, value)?));
            }
        }
        let several: [Kind<Vec<usize>>; 3] =
            [(vocab::AND, Constraint::And), (vocab::OR, Constraint::Or), (vocab::XONE, Constraint::Xone)];
        for (property, kind) in several {
            for list in self.values(node, property) {
                let members = self.members(node, property, list)?;
                let shapes = members.into_iter().map(|member| self.named_shape(node, member));
                found.push(kind(shapes.collect::<Result<_, _>>()?));
            }
        }
        Ok(())
    }

    fn qualified(
        &mut self,
        node: Id,
        is_property_shape: bool,
        found: &mut Vec<Constraint>,
    ) -> Result<(), ShapesError> {
        self.needs_path(node, is_property_shape, vocab::QUALIFIED_VALUE_SHAPE)?;
        let least = self.count(node, vocab::QUALIFIED_MIN_COUNT)?;
        let most = self.count(node, vocab::QUALIFIED_MAX_COUNT)?;
        let wanted = self.values(node, vocab::QUALIFIED_VALUE_SHAPE);
        if least.is_none() && most.is_none() && !wanted.is_empty() {
            let problem = "sh:qualifiedValueShape needs a sh:qualifiedMinCount or a sh:qualifiedMaxCount";
            return Err(self.malformed(node, problem));
        }
        let siblings = if self.flag(node, vocab::QUALIFIED_VALUE_SHAPES_DISJOINT)? {
            self.siblings(node)
        } else {
            BTreeSet::new()
        };
        for shape in wanted {
            let others: Vec<Id> = siblings.iter().copied().filter(|other| *other != shape).collect();
            let siblings = others.into_iter().map(|other| self.named_shape(node, other));
            let siblings = siblings.collect::<Result<_, _>>()?;
            found.push(Constraint::Qualified {
                shape: self.named_shape(node, shape)?,
                siblings,
                least,
                most,
            });
        }
        Ok(())
    }

    /// The value shapes of all property shapes that stand beside a property shape.
    fn siblings(&self, node: Id) -> BTreeSet<Id> {
        let Some(property) = self.terms.find_iri(vocab::PROPERTY) else { return BTreeSet::new() };
        let beside =
            self.graph.subjects(property, node).flat_map(|parent| self.graph.objects(parent, property));
        beside.flat_map(|shape| self.values(shape, vocab::QUALIFIED_VALUE_SHAPE)).collect()
    }

    fn others(&self, node: Id, found: &mut Vec<Constraint>) -> Result<(), ShapesError> {
        let ignored = match self.value(node, vocab::IGNORED_PROPERTIES)? {
            Some(list) => self.members(node, vocab::IGNORED_PROPERTIES, list)?,
            None => Vec::new(),
        };
        if self.flag(node, vocab::CLOSED)? {
            let mut allowed: BTreeSet<Id> = ignored.into_iter().collect();
            for shape in self.values(node, vocab::PROPERTY) {
                allowed.extend(
                    only(self.values(shape, vocab::PATH).into_iter()).filter(|path| self.is_iri(*path)),
                );
            }
            found.push(Constraint::Closed(allowed));
        }
        found.extend(self.values(node, vocab::HAS_VALUE).into_iter().map(Constraint::HasValue));
        if let Some(list) = self.value(node, vocab::IN)? {
            found.push(Constraint::In(self.members(node, vocab::IN, list)?.into_iter().collect()));
        }
        Ok(())
    }
}

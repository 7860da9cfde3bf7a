//! Values for the parameters of a stored query.
//!
//! A variable `?_NAME_TYPE` is a parameter (the convention of grlc and BASIL): `?_program_iri`, `?_year_integer`.
//! Values come as people write them (an IRI, a label, another name, the mark 厚, `1` for goal (1)) and are
//! looked up in the data; a part of a name is never taken for the name. They reach the query as bound variables, never as text, so no value can change what
//! a query asks.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode, Term, Variable};

use crate::query::evaluate::{EvaluateError, Source};
use crate::query::lexer::{Lexer, Token};
use crate::query::prefix;

mod candidates;
pub(crate) mod fold;

use candidates::{Candidate, exact, is_known, labelled, named_candidates, nearest, year_candidates};
use fold::fold;

/// What kind of value a parameter takes, from the end of its variable's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterKind {
    /// `_iri`: a thing of the graph.
    Iri,
    /// `_integer`: a whole number; a `year` is also looked up by the names of the fiscal years.
    Integer,
    /// Any other end: a plain text.
    Text,
}

/// One parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    variable: String,
    name: String,
    kind: ParameterKind,
}

impl Parameter {
    fn from_variable(variable: &str) -> Self {
        let inner = variable.trim_start_matches('_');
        let (name, kind) = match inner.rsplit_once('_') {
            Some((name, "iri")) => (name, ParameterKind::Iri),
            Some((name, "integer")) => (name, ParameterKind::Integer),
            _ => (inner, ParameterKind::Text),
        };
        Self { variable: variable.to_owned(), name: name.to_owned(), kind }
    }

    /// The short name, `program` for `?_program_iri`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The variable without its question mark, `_program_iri`.
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// What kind of value it takes.
    pub fn kind(&self) -> ParameterKind {
        self.kind
    }

    pub(crate) fn answers_to(&self, name: &str) -> bool {
        name == self.name || name.trim_start_matches('_') == self.variable.trim_start_matches('_')
    }
}

/// A parameter's variable with the term it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The variable of the query.
    pub variable: Variable,
    /// Its value.
    pub term: Term,
}

/// Why a parameter could not be given its value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// The query has no parameter of that name.
    #[error("the query has no parameter `{name}`; {}", listed("it has", known))]
    UnknownParameter {
        /// What was asked for.
        name: String,
        /// The names it has.
        known: Vec<String>,
    },
    /// One parameter was given twice.
    #[error("the parameter `{name}` is given twice")]
    Twice {
        /// Its name.
        name: String,
    },
    /// Nothing in the store goes by that value.
    #[error("no {name} in the data is called `{value}`; {}", listed("nearest", nearest))]
    UnknownValue {
        /// The parameter.
        name: String,
        /// What was asked for.
        value: String,
        /// The labels that come nearest, best first, at most five.
        nearest: Vec<String>,
    },
    /// Several things go by that value.
    #[error("`{value}` may be any of {}; give the IRI", iris.join(", "))]
    Ambiguous {
        /// What was asked for.
        value: String,
        /// The things it may be: a label and the IRI of each.
        iris: Vec<String>,
    },
    /// A fact is given by its IRI only.
    #[error(
        "`{value}` is not the IRI of a {name}; write it in full or in the short form of our tables (id:…)"
    )]
    NotAnIri {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
    },
    /// The data say nothing about an IRI.
    #[error("the data say nothing about {iri}")]
    NoSuchFact {
        /// The IRI in full.
        iri: String,
    },
    /// The value is not a whole number.
    #[error("`{value}` is not a whole number")]
    NotAnInteger {
        /// What was given.
        value: String,
        /// Why.
        source: std::num::ParseIntError,
    },
    /// The candidates could not be read from the store.
    #[error("the values that the data hold could not be read")]
    LookUp(#[source] EvaluateError),
    /// The variable's name is not one that SPARQL allows.
    #[error("`{name}` cannot be bound")]
    Variable {
        /// The variable.
        name: String,
        /// Why.
        source: oxigraph::sparql::VariableNameParseError,
    },
}

fn listed(lead: &str, names: &[String]) -> String {
    if names.is_empty() { format!("{lead}: none") } else { format!("{lead}: {}", names.join(", ")) }
}

/// The parameters of a query in the order they first stand in its text, comments and strings apart.
///
/// ```
/// use policygraph::query::parameters::declared;
/// let parameters = declared("SELECT ?_year_integer { ?s ?p ?_year_integer , ?x }");
/// assert_eq!(parameters.len(), 1);
/// assert_eq!(parameters.first().map(|parameter| parameter.name()), Some("year"));
/// ```
pub fn declared(query: &str) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    let mut lexer = Lexer::new(query);
    while let Some(token) = lexer.next() {
        if let Token::Variable(variable) = token
            && variable.starts_with('_')
            && variable.len() > 1
            && found.iter().all(|known| known.variable != variable)
        {
            found.push(Parameter::from_variable(variable));
        }
    }
    found
}

/// Finds for each `(name, value)` the parameter of `query` and the term in `source` that the value means.
///
/// `defaults` (from the query's header) fill what is not given.
pub fn resolve(
    source: &dyn Source,
    query: &str,
    given: &[(String, String)],
    defaults: &[(String, String)],
) -> Result<Vec<Binding>, ParameterError> {
    let parameters = declared(query);
    let mut values: BTreeMap<usize, &str> = BTreeMap::new();
    for (name, value) in given {
        let index = position(&parameters, name)?;
        if values.insert(index, value).is_some() {
            return Err(ParameterError::Twice { name: name.clone() });
        }
    }
    for (name, value) in defaults {
        values.entry(position(&parameters, name)?).or_insert(value);
    }
    let chosen = parameters.iter().enumerate().filter_map(|(index, parameter)| {
        let value = values.get(&index)?;
        Some((parameter, *value))
    });
    chosen.map(|(parameter, value)| bind(source, parameter, value.trim())).collect()
}

fn position(parameters: &[Parameter], name: &str) -> Result<usize, ParameterError> {
    parameters.iter().position(|parameter| parameter.answers_to(name)).ok_or_else(|| {
        ParameterError::UnknownParameter {
            name: name.to_owned(),
            known: parameters.iter().map(|parameter| parameter.name.clone()).collect(),
        }
    })
}

fn bind(source: &dyn Source, parameter: &Parameter, value: &str) -> Result<Binding, ParameterError> {
    let variable = Variable::new(&parameter.variable)
        .map_err(|source| ParameterError::Variable { name: parameter.variable.clone(), source })?;
    let term = match parameter.kind {
        ParameterKind::Iri if parameter.name == "fact" => fact(source, value)?.into(),
        ParameterKind::Iri => match exact(source, &parameter.name, value, as_iri(value))? {
            Some(term) => term,
            None => choose(parameter, value, &named_candidates(source, &parameter.name)?)?,
        },
        ParameterKind::Integer if parameter.name == "year" => {
            choose(parameter, value, &year_candidates(source)?)?
        }
        ParameterKind::Integer => {
            let number: i64 = value
                .parse()
                .map_err(|source| ParameterError::NotAnInteger { value: value.to_owned(), source })?;
            Literal::from(number).into()
        }
        ParameterKind::Text => Literal::from(value).into(),
    };
    Ok(Binding { variable, term })
}

/// Anything that the data say something about. Names are not looked for: there may be millions of facts.
fn fact(source: &dyn Source, value: &str) -> Result<NamedNode, ParameterError> {
    let Some(iri) = as_iri(value) else {
        return Err(ParameterError::NotAnIri { name: "fact".to_owned(), value: value.to_owned() });
    };
    if is_known(source, &iri)? { Ok(iri) } else { Err(ParameterError::NoSuchFact { iri: iri.into_string() }) }
}

fn choose(parameter: &Parameter, value: &str, candidates: &[Candidate]) -> Result<Term, ParameterError> {
    if let Some(iri) = as_iri(value).map(Term::from)
        && candidates.iter().any(|candidate| candidate.term == iri)
    {
        return Ok(iri);
    }
    let wanted = fold(value);
    let matching = |main: bool| -> BTreeMap<String, &Term> {
        candidates
            .iter()
            .filter(|candidate| candidate.main == main && fold(&candidate.label) == wanted)
            .map(|candidate| (candidate.term.to_string(), &candidate.term))
            .collect()
    };
    let mut found = matching(true);
    if found.is_empty() {
        found = matching(false);
    }
    if found.len() > 1 {
        let iris = found.values().map(|term| labelled(term, candidates)).collect();
        return Err(ParameterError::Ambiguous { value: value.to_owned(), iris });
    }
    found.into_values().next().cloned().ok_or_else(|| ParameterError::UnknownValue {
        name: parameter.name.clone(),
        value: value.to_owned(),
        nearest: nearest(&wanted, candidates),
    })
}

/// The IRI that a value is, written in full, between angle brackets, or in the short form of our tables.
fn as_iri(value: &str) -> Option<NamedNode> {
    let inner = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(value);
    let iri = prefix::expand(inner).unwrap_or_else(|| inner.to_owned());
    NamedNode::new(iri).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_once_and_not_in_comments() {
        let query = "# ?_old_iri\nSELECT ('?_x ?_y' AS ?z) ?_goal_iri ?x { ?x ?y ?_goal_iri ; ?z ?_year_integer . ?x ?q ?_label }";
        let found: Vec<(String, ParameterKind)> = declared(query)
            .into_iter()
            .map(|parameter| (parameter.name().to_owned(), parameter.kind()))
            .collect();
        let expected = [
            ("goal".to_owned(), ParameterKind::Iri),
            ("year".to_owned(), ParameterKind::Integer),
            ("label".to_owned(), ParameterKind::Text),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_iri_is_read_in_each_of_its_forms() {
        let full = "https://w3id.org/policygraph/id/program/alpha";
        for form in [full, "<https://w3id.org/policygraph/id/program/alpha>", "id:program/alpha"] {
            assert_eq!(as_iri(form).unwrap().as_str(), full);
        }
        assert_eq!(as_iri("医工連携"), None);
    }
}

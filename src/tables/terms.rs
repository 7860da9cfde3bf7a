//! Terms of the graph as values of cells.

use super::column::Datatype;
use crate::rdf::vocab::pgo;
use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;

/// The value of a cell; nothing if the term is not what the column holds.
pub(super) fn value(term: &Term, datatype: Datatype) -> Option<String> {
    match (datatype, term) {
        (Datatype::Iri, Term::NamedNode(node)) => Some(node.as_str().to_owned()),
        (Datatype::Code(codes), Term::NamedNode(node)) => {
            let name = node.as_str().strip_prefix(pgo::ALL.first()?.namespace)?;
            codes.iter().any(|code| code.name == name).then(|| name.to_owned())
        }
        (Datatype::Code(codes), Term::Literal(literal)) => {
            codes.iter().any(|code| code.name == literal.value()).then(|| literal.value().to_owned())
        }
        (Datatype::Text | Datatype::English | Datatype::Plain, Term::Literal(literal)) => {
            Some(literal.value().to_owned())
        }
        (Datatype::Integer, Term::Literal(literal)) => {
            let text = literal.value();
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_whole.then(|| text.strip_prefix('+').unwrap_or(text).to_owned())
        }
        (Datatype::Boolean, Term::Literal(literal)) => match literal.value() {
            "true" | "1" => Some("true".to_owned()),
            "false" | "0" => Some("false".to_owned()),
            _ => None,
        },
        (Datatype::Date, Term::Literal(literal)) => {
            (literal.datatype() == xsd::DATE).then(|| literal.value().to_owned())
        }
        (Datatype::Month, Term::Literal(literal)) => {
            (literal.datatype() == xsd::G_YEAR_MONTH).then(|| literal.value().to_owned())
        }
        _ => None,
    }
}

/// What terms are put in order by: numbers before words, numbers by size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    Number(i128),
    Words(String),
    Last,
}

impl Order {
    pub(super) fn of(term: Option<&Term>) -> Self {
        match term {
            None => Self::Last,
            Some(Term::Literal(literal)) => match literal.value().parse() {
                Ok(number) if literal.datatype() == xsd::INTEGER => Self::Number(number),
                _ => Self::Words(literal.value().to_owned()),
            },
            Some(Term::NamedNode(node)) => Self::Words(node.as_str().to_owned()),
            Some(other) => Self::Words(other.to_string()),
        }
    }
}

//! JSON-LD 1.1 with the project's context, a line a node.

use crate::rdf::{Base, Fact, Literal, Node, Object, Resource, Sink, vocab};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::LazyLock;

const CONTEXT: &str = include_str!("../../ontology/context.jsonld");

/// How the context reads the value of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Coercion {
    /// As it is.
    None,
    /// As an IRI.
    Iri,
    /// As a value of a datatype.
    Datatype(String),
    /// As a string in a language.
    Language(String),
    /// As an object from languages to strings.
    LanguageMap,
}

/// The context's terms by IRI.
static TERMS: LazyLock<HashMap<String, (String, Coercion)>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
    let empty = Map::new();
    let context = document.get("@context").and_then(Value::as_object).unwrap_or(&empty);
    let expand = |name: &str| match name.split_once(':') {
        Some((prefix, local)) => match context.get(prefix).and_then(Value::as_str) {
            Some(namespace) => format!("{namespace}{local}"),
            None => name.to_owned(),
        },
        None => name.to_owned(),
    };
    context
        .iter()
        .filter_map(|(key, definition)| {
            let (id, coercion) = match definition {
                Value::String(id) => (id.as_str(), Coercion::None),
                Value::Object(parts) => {
                    let text = |name: &str| parts.get(name).and_then(Value::as_str);
                    let coercion = match (text("@type"), text("@language"), text("@container")) {
                        (Some("@id"), ..) => Coercion::Iri,
                        (Some(datatype), ..) => Coercion::Datatype(expand(datatype)),
                        (_, Some(language), _) => Coercion::Language(language.to_owned()),
                        (.., Some("@language")) => Coercion::LanguageMap,
                        _ => Coercion::None,
                    };
                    (text("@id")?, coercion)
                }
                _ => return None,
            };
            // Prefixes are no terms.
            (!id.ends_with(['#', '/'])).then(|| (expand(id), (key.clone(), coercion)))
        })
        .collect()
});

/// The start of a document: the context, up to the first node.
pub(super) fn start() -> String {
    let document: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
    let context = document.get("@context").cloned().unwrap_or_default();
    format!("{{\"@context\": {context},\n\"@graph\": [\n")
}

/// The end of a document.
pub(super) const END: &str = "\n]}\n";

/// Writes nodes as JSON objects into memory, separated by commas.
#[derive(Debug)]
pub(super) struct ObjectWriter<'s> {
    pub(super) out: Vec<u8>,
    base: &'s Base,
    language: &'s str,
}

impl<'s> ObjectWriter<'s> {
    pub(super) fn new(base: &'s Base, language: &'s str, out: Vec<u8>) -> Self {
        Self { out, base, language }
    }

    fn iri(&self, resource: Resource<'_>) -> String {
        format!("{}{}{}", self.base.as_str(), resource.kind.path(), resource.key)
    }

    fn add(&self, object: &mut Map<String, Value>, fact: &Fact<'_>) {
        let (key, coercion) =
            TERMS.get(fact.predicate.iri).cloned().unwrap_or((fact.predicate.iri.to_owned(), Coercion::None));
        let value = match (fact.object, &coercion) {
            (Object::Term(term), _) if fact.predicate == vocab::rdf::TYPE => {
                let name = TERMS.get(term.iri).map_or(term.iri, |(name, _)| name);
                return push(object, "type", json!(name));
            }
            (Object::Term(term), Coercion::Iri) => json!(term.iri),
            (Object::Resource(resource), Coercion::Iri) => json!(self.iri(resource)),
            (Object::Iri(iri), Coercion::Iri) => json!(iri),
            (Object::Iri(iri), _) => json!({ "@id": iri }),
            (Object::Term(term), _) => json!({ "@id": term.iri }),
            (Object::Resource(resource), _) => json!({ "@id": self.iri(resource) }),
            (Object::Literal(literal, value), _) => match self.literal(literal, value, &coercion) {
                Value::Null => return self.add_to_map(object, &key, literal, value),
                value => value,
            },
        };
        push(object, &key, value);
    }

    /// A literal as the context reads it; null if it belongs into a map of languages.
    fn literal(&self, literal: Literal, value: &str, coercion: &Coercion) -> Value {
        let language = match literal {
            Literal::Plain => {
                return if *coercion == Coercion::None { json!(value) } else { json!({ "@value": value }) };
            }
            Literal::Typed(datatype) => return typed(datatype, value, coercion),
            Literal::Document => self.language,
            Literal::English => "en",
        };
        match coercion {
            Coercion::LanguageMap => Value::Null,
            Coercion::Language(default) if default == language => json!(value),
            _ => json!({ "@value": value, "@language": language }),
        }
    }

    fn add_to_map(&self, object: &mut Map<String, Value>, key: &str, literal: Literal, value: &str) {
        let language = if literal == Literal::English { "en" } else { self.language };
        if let Value::Object(map) = object.entry(key).or_insert_with(|| Value::Object(Map::new())) {
            push(map, language, json!(value));
        }
    }
}

fn typed(datatype: vocab::Term, value: &str, coercion: &Coercion) -> Value {
    let native = if datatype == vocab::xsd::INTEGER {
        value.parse::<i64>().ok().map(Value::from)
    } else if datatype == vocab::xsd::BOOLEAN {
        value.parse::<bool>().ok().map(Value::from)
    } else {
        None
    };
    match coercion {
        Coercion::Datatype(wanted) if wanted == datatype.iri => native.unwrap_or_else(|| json!(value)),
        Coercion::None if native.is_some() => native.unwrap_or_default(),
        _ => json!({ "@value": value, "@type": datatype.iri }),
    }
}

/// Adds a value; the second one of a key makes it an array.
fn push(object: &mut Map<String, Value>, key: &str, value: Value) {
    match object.get_mut(key) {
        None => {
            object.insert(key.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

impl Sink for ObjectWriter<'_> {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        let mut object = Map::new();
        object.insert("id".to_owned(), json!(self.iri(node.subject())));
        for fact in node.facts() {
            self.add(&mut object, &fact);
        }
        if !self.out.is_empty() {
            self.out.extend_from_slice(b",\n");
        }
        self.out.extend_from_slice(Value::Object(object).to_string().as_bytes());
        Ok(())
    }
}

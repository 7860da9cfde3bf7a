//! A catalogue as JSON-LD 1.1, with prefixes as its only context.

use super::graph::{Graph, Value};
use crate::rdf::vocab::{Term, rdf};
use serde_json::{Map, Value as Json, json};

impl Graph {
    /// The catalogue as JSON-LD. Files whose place is not known are relative to where it is read.
    pub fn to_json_ld(&self) -> String {
        let context: Map<String, Json> = self
            .prefixes()
            .into_iter()
            .map(|(prefix, namespace)| (prefix.to_owned(), json!(namespace)))
            .collect();
        let nodes: Vec<Json> = self
            .nodes
            .iter()
            .map(|node| {
                let mut object = Map::new();
                object.insert("@id".to_owned(), json!(node.subject));
                for (predicate, value) in &node.facts {
                    match value {
                        Value::Term(class) if *predicate == rdf::TYPE => {
                            push(&mut object, "@type", json!(name(*class)));
                        }
                        value => push(&mut object, &name(*predicate), json_value(value)),
                    }
                }
                Json::Object(object)
            })
            .collect();
        // Printing what is in memory cannot fail.
        serde_json::to_string_pretty(&json!({ "@context": context, "@graph": nodes })).unwrap_or_default()
            + "\n"
    }
}

fn name(term: Term) -> String {
    format!("{}:{}", term.prefix, term.local)
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::Term(term) => json!({ "@id": name(*term) }),
        Value::Iri(iri) | Value::File(iri) => json!({ "@id": iri }),
        Value::Plain(text) => json!(text),
        Value::Text(text, language) => json!({ "@value": text, "@language": language }),
        Value::Typed(text, datatype) => json!({ "@value": text, "@type": name(*datatype) }),
    }
}

/// Adds a value; the second one of a key makes it an array.
fn push(object: &mut Map<String, Json>, key: &str, value: Json) {
    match object.get_mut(key) {
        None => _ = object.insert(key.to_owned(), value),
        Some(Json::Array(values)) => values.push(value),
        Some(first) => *first = Json::Array(vec![first.take(), value]),
    }
}

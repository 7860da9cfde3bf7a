//! What is said of a thing as JSON-LD, in its expanded form: it needs no context from elsewhere.

use super::page::MOST;
use super::read::Thing;
use oxigraph::model::Term;
use oxigraph::model::vocab::{rdf, xsd};
use serde_json::{Map, Value, json};

/// The statements about the thing.
pub(super) fn json_ld(thing: &Thing) -> Value {
    let mut node = Map::new();
    node.insert("@id".to_owned(), json!(thing.iri));
    if !thing.classes.is_empty() {
        node.insert("@type".to_owned(), json!(thing.classes));
    }
    for fact in thing.facts.iter().filter(|fact| fact.property != rdf::TYPE.as_str()) {
        let values = node.entry(fact.property.clone()).or_insert_with(|| Value::Array(Vec::new()));
        // As many as people see; the data of the thing has all.
        if let Value::Array(values) = values
            && values.len() < MOST
        {
            values.push(value(&fact.value));
        }
    }
    Value::Array(vec![Value::Object(node)])
}

fn value(term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => json!({ "@id": node.as_str() }),
        Term::BlankNode(node) => json!({ "@id": format!("_:{}", node.as_str()) }),
        Term::Literal(literal) => match literal.language() {
            Some(language) => json!({ "@value": literal.value(), "@language": language }),
            None if literal.datatype() == xsd::STRING => json!({ "@value": literal.value() }),
            None => json!({ "@value": literal.value(), "@type": literal.datatype().as_str() }),
        },
    }
}

//! What is said of the dataset, for search engines: schema.org's `Dataset` as JSON-LD.

use crate::bundle::{Agent, Description};
use crate::site::name::is_web;
use serde_json::{Map, Value, json};

/// The description as JSON-LD. What nobody has said is left out.
pub(super) fn json_ld(description: &Description) -> Value {
    let mut said = Map::new();
    let mut add = |name: &str, value: Value| {
        said.insert(name.to_owned(), value);
    };
    add("@context", json!("https://schema.org/"));
    add("@type", json!("Dataset"));
    add("name", json!(description.title));
    add("inLanguage", json!(description.language));
    for (name, text) in [
        ("alternateName", &description.title_en),
        ("description", &description.description),
        ("license", &description.licence),
        ("datePublished", &description.issued),
        ("version", &description.version),
        ("url", &description.url),
    ] {
        if let Some(text) = text {
            add(name, json!(text));
        }
    }
    if let Some(publisher) = &description.publisher {
        add("publisher", agent(publisher));
    }
    if !description.keywords.is_empty() {
        add("keywords", json!(description.keywords));
    }
    let sources: Vec<Value> = description
        .sources
        .iter()
        .map(|source| {
            let mut work = json!({ "@type": "CreativeWork", "name": source.title });
            if let (Some(url), Some(object)) =
                (source.url.as_deref().filter(|url| is_web(url)), work.as_object_mut())
            {
                object.insert("url".to_owned(), json!(url));
            }
            work
        })
        .collect();
    if !sources.is_empty() {
        add("isBasedOn", Value::Array(sources));
    }
    Value::Object(said)
}

fn agent(agent: &Agent) -> Value {
    let mut said = json!({ "@type": "Organization", "name": agent.name });
    if let Some(object) = said.as_object_mut() {
        for (name, text) in [("alternateName", &agent.name_en), ("url", &agent.homepage)] {
            if let Some(text) = text {
                object.insert(name.to_owned(), json!(text));
            }
        }
    }
    said
}

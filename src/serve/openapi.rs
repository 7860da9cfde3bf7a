//! `/openapi.json`: the stored queries for clients and generators, as `OpenAPI` 3.0.

use super::address;
use super::loaded::broken;
use super::reply::{Refusal, given};
use super::service::Service;
use crate::query::catalogue::{self, StoredQuery};
use crate::query::parameters::{Parameter, ParameterKind};
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use axum::http::request::Parts;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The document.
pub(super) async fn document(State(service): State<Arc<Service>>, parts: Parts) -> Response<Body> {
    let base = address::of(&service.config, &parts.headers);
    match describe(&base) {
        Ok(document) => given("application/json", document.to_string()),
        Err(refusal) => refusal.reply(&parts.headers),
    }
}

/// What kind of value a parameter takes, in a word.
pub(super) fn kind(parameter: &Parameter) -> &'static str {
    match parameter.kind() {
        ParameterKind::Iri => "thing",
        ParameterKind::Integer => "number",
        ParameterKind::Text => "text",
    }
}

/// The value that is taken if none is given.
pub(super) fn default<'q>(query: &'q StoredQuery, parameter: &Parameter) -> Option<&'q str> {
    let mut defaults = query.header.defaults.iter();
    defaults.find(|(name, _)| parameter.answers_to(name)).map(|(_, value)| value.as_str())
}

fn describe(base: &str) -> Result<Value, Refusal> {
    let mut paths = Map::new();
    for query in &catalogue::all().map_err(|_| broken())? {
        for (ending, media_type) in [
            ("json", "application/sparql-results+json"),
            ("csv", "text/csv"),
            ("tsv", "text/tab-separated-values"),
        ] {
            let operation = operation(query, ending, media_type);
            paths.insert(format!("/queries/{}.{ending}", query.name), json!({ "get": operation }));
        }
    }
    let list = json!({
        "operationId": "queries",
        "summary": "All stored queries with their parameters and columns",
        "responses": { "200": { "description": "The list", "content": { "application/json": { "schema": { "type": "object" } } } } },
    });
    paths.insert("/queries".to_owned(), json!({ "get": list }));
    Ok(json!({
        "openapi": "3.0.3",
        "info": {
            "title": "policygraph: stored queries",
            "description": "Answers about a plan and its progress. The same answers in SPARQL: /sparql.",
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": base }],
        "paths": paths,
        "components": { "schemas": { "Problem": {
            "type": "object",
            "properties": {
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
            },
            "required": ["title", "status", "detail"],
        } } },
    }))
}

fn operation(query: &StoredQuery, ending: &str, media_type: &str) -> Value {
    let schema = if ending == "json" { json!({ "type": "object" }) } else { json!({ "type": "string" }) };
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": {
                "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } },
                "text/plain": { "schema": { "type": "string" } },
            },
        })
    };
    json!({
        "operationId": format!("{}-{ending}", query.name),
        "summary": query.header.summary,
        "description": format!("{}\n\n{}", query.header.title, query.header.description),
        "tags": [query.theme()],
        "parameters": query.parameters().iter().map(|one| parameter(query, one)).collect::<Vec<_>>(),
        "responses": {
            "200": { "description": "The answer", "content": { media_type: { "schema": schema } } },
            "400": problem("No such parameter, or nothing in the data goes by its value"),
            "503": problem("Busy; ask again in a moment"),
        },
    })
}

fn parameter(query: &StoredQuery, parameter: &Parameter) -> Value {
    let mut schema = json!({ "type": "string" });
    if let (Some(value), Some(schema)) = (default(query, parameter), schema.as_object_mut()) {
        schema.insert("default".to_owned(), value.into());
    }
    let description = match parameter.kind() {
        ParameterKind::Iri => "An IRI, a label, another name or a mark; any if left out",
        ParameterKind::Integer => "A whole number, or the name of a fiscal year; any if left out",
        ParameterKind::Text => "A text; any if left out",
    };
    json!({ "name": parameter.name(), "in": "query", "required": false, "description": description, "schema": schema })
}

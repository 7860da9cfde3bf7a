//! `/queries`: the stored queries as an API.

use super::cache::Entry;
use super::loaded::{Loaded, broken};
use super::media::{ROWS, of_rows};
use super::negotiate::Accept;
use super::protocol::pairs;
use super::reply::{Refusal, given, tagged};
use super::service::{Lane, Service};
use super::sparql::not_acceptable;
use super::{address, openapi, pages};
use crate::query::catalogue::{self, StoredQuery};
use crate::query::evaluate::{EvaluateError, Source};
use crate::query::limits::LimitError;
use crate::query::parameters::{ParameterError, resolve};
use crate::query::results::{ResultFormat, write_answer};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};
use std::sync::Arc;

/// The list of all.
pub(super) async fn list(State(service): State<Arc<Service>>, parts: Parts) -> Response<Body> {
    if pages::wants_page(&parts.headers) {
        // The start page lists them by theme.
        let address = format!("{}/#answers", service.loaded().root);
        return pages::see_other(&address).unwrap_or_else(|refusal| refusal.reply(&parts.headers));
    }
    let result = all(&service, &parts);
    result.unwrap_or_else(|refusal| refusal.reply(&parts.headers))
}

fn all(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    const JSON: &str = "application/json";
    Accept::of(&parts.headers)
        .choose(&[(JSON, ())])
        .ok_or_else(|| not_acceptable("the list is given as JSON, which is not accepted"))?;
    let base = address::of(&service.config, &parts.headers);
    let queries = catalogue::all().map_err(|_| broken())?;
    let entries: Result<Vec<Value>, Refusal> = queries.iter().map(|query| entry(query, &base)).collect();
    Ok(given(JSON, json!({ "queries": entries? }).to_string()))
}

fn entry(query: &StoredQuery, base: &str) -> Result<Value, Refusal> {
    let parameter = |parameter: &crate::query::parameters::Parameter| json!({ "name": parameter.name(), "kind": openapi::kind(parameter), "default": openapi::default(query, parameter) });
    Ok(json!({
        "number": query.number,
        "name": query.name,
        "summary": query.header.summary,
        "title": query.header.title,
        "description": query.header.description,
        "tags": query.header.tags,
        "parameters": query.parameters().iter().map(parameter).collect::<Vec<_>>(),
        "columns": query.columns().map_err(|_| broken())?,
        "url": format!("{base}/queries/{}", query.name),
    }))
}

/// The answer to one, its text, or what the API is.
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Path(name): Path<String>,
    parts: Parts,
) -> Response<Body> {
    let result = answer(&service, &name, &parts).await;
    result.unwrap_or_else(|refusal| pages::trouble(&service, &parts, &refusal))
}

/// What the address asks for: a stored query and how its answer is written.
enum Wanted {
    Text(StoredQuery),
    Answer(StoredQuery, ResultFormat),
    Page(StoredQuery),
}

fn wanted(name: &str, parts: &Parts) -> Result<Wanted, Refusal> {
    let find = |name: &str| {
        catalogue::find(name).map_err(|error| Refusal::new(StatusCode::NOT_FOUND, error.to_string()))
    };
    match name.rsplit_once('.') {
        Some((name, "rq")) => Ok(Wanted::Text(find(name)?)),
        Some((name, extension)) if ResultFormat::from_extension(extension).is_some() => {
            Ok(Wanted::Answer(find(name)?, ResultFormat::from_extension(extension).ok_or_else(broken)?))
        }
        Some(_) => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "an answer ends in .json, .csv, .tsv or .xml, the text of a query in .rq",
        )),
        None => {
            let query = find(name)?;
            if pages::wants_page(&parts.headers) {
                return Ok(Wanted::Page(query));
            }
            let format = Accept::of(&parts.headers)
                .choose(&ROWS)
                .ok_or_else(|| not_acceptable("no format of rows is accepted"))?;
            Ok(Wanted::Answer(query, format))
        }
    }
}

async fn answer(service: &Service, name: &str, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let loaded = service.loaded();
    match wanted(name, parts)? {
        Wanted::Text(query) => {
            let text = Bytes::from_static(query.text.as_bytes());
            Ok(tagged(&parts.headers, Entry::new("application/sparql-query; charset=utf-8", text)))
        }
        Wanted::Page(query) => pages::stored(service, parts, query, given_in(parts)?).await,
        Wanted::Answer(query, format) => {
            let given = given_in(parts)?;
            let key = format!("query {} {} {given:?}", query.name, of_rows(format));
            let title = query.name;
            let entry = service
                .work_out(&loaded, Lane::Whole, key, move |loaded| work_out(loaded, &query, &given, format))
                .await?;
            let mut response = tagged(&parts.headers, entry);
            if name.contains('.')
                && let Ok(value) =
                    HeaderValue::try_from(format!("inline; filename=\"{title}.{}\"", ending(format)))
            {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            Ok(response)
        }
    }
}

/// Parameters with their values; a field that was left empty is none, and `lang` is the language of a page.
fn given_in(parts: &Parts) -> Result<Vec<(String, String)>, Refusal> {
    let mut given = pairs(parts.uri.query().unwrap_or_default())?;
    given.retain(|(name, value)| !value.is_empty() && name != "lang");
    given.sort();
    Ok(given)
}

fn ending(format: ResultFormat) -> &'static str {
    match format {
        ResultFormat::Json => "json",
        ResultFormat::Xml => "xml",
        ResultFormat::Csv => "csv",
        ResultFormat::Tsv => "tsv",
    }
}

fn work_out(
    loaded: &Loaded,
    query: &StoredQuery,
    given: &[(String, String)],
    format: ResultFormat,
) -> Result<(&'static str, Vec<u8>), Refusal> {
    let source = loaded.source();
    let bindings =
        resolve(&source, query.text, given, &query.header.defaults).map_err(|error| parameter(&error))?;
    let answer = source.answer(query.text, &bindings).map_err(|error| evaluation(&error))?;
    let mut body = Vec::new();
    write_answer(&answer, format, &mut body)
        .map_err(|error| Refusal::new(StatusCode::NOT_ACCEPTABLE, error.to_string()))?;
    Ok((of_rows(format), body))
}

pub(super) fn parameter(error: &ParameterError) -> Refusal {
    match error {
        ParameterError::LookUp(error) => evaluation(error),
        error => Refusal::new(StatusCode::BAD_REQUEST, error.to_string()),
    }
}

pub(super) fn evaluation(error: &EvaluateError) -> Refusal {
    match error {
        EvaluateError::Limit(error) => {
            let status = match error {
                LimitError::Rows { .. } | LimitError::Bytes { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                LimitError::Time { .. } => StatusCode::GATEWAY_TIMEOUT,
                LimitError::Memory { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            };
            Refusal::new(status, error.to_string())
        }
        _ => broken(),
    }
}

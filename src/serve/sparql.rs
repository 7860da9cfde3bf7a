//! `/sparql`: questions of anybody, answered by workers.

use super::media::{ROWS, TRIPLES, of_rows, of_triples};
use super::negotiate::Accept;
use super::protocol::{self, Operation};
use super::reply::{Refusal, given, tagged};
use super::service::{Lane, Service};
use super::worker::{AskError, Format, Outcome, Question, Trouble};
use super::{address, description, pages};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Bytes that a request may bring: a query of 64 KiB with everything in it percent-encoded, and the names of graphs.
const LARGEST: usize = 512 << 10;
/// What a request gets until it is whole.
const IN_TIME: Duration = Duration::from_secs(30);

/// A request to the endpoint.
pub(super) async fn endpoint(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let result = match received(&parts, body).await {
        Ok(body) => respond(&service, &parts, &body).await,
        Err(refusal) => Err(refusal),
    };
    result.unwrap_or_else(|refusal| refusal.reply(&parts.headers))
}

/// The body of a request.
pub(super) async fn received(parts: &Parts, body: Body) -> Result<Bytes, Refusal> {
    let too_large = || {
        let message = format!("a request may bring {} kB", LARGEST / 1024);
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    };
    let length =
        parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > LARGEST as u64) {
        return Err(too_large());
    }
    match timeout(IN_TIME, to_bytes(body, LARGEST)).await {
        Ok(Ok(body)) => Ok(body),
        // Or it has broken off, and nobody hears this.
        Ok(Err(_)) => Err(too_large()),
        Err(_) => {
            let message = format!("the request was not whole after {} s", IN_TIME.as_secs());
            Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, message))
        }
    }
}

/// The editor, for somebody who opens the address of the endpoint in a browser.
fn to_editor(service: &Service, parts: &Parts) -> Option<Result<Response<Body>, Refusal>> {
    let is_bare = parts.method == Method::GET && parts.uri.query().is_none_or(str::is_empty);
    let address = format!("{}/query", service.loaded().root);
    (is_bare && pages::wants_page(&parts.headers)).then(|| pages::see_other(&address))
}

async fn respond(service: &Service, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    if let Some(response) = to_editor(service, parts) {
        return response;
    }
    match protocol::read(&parts.method, parts.uri.query(), &parts.headers, body)? {
        Operation::Description => describe(service, parts).await,
        Operation::Query(asked) => {
            let accept = Accept::of(&parts.headers);
            let (rows, triples) = (accept.choose(&ROWS), accept.choose(&TRIPLES));
            if rows.is_none() && triples.is_none() {
                return Err(not_acceptable("no format of answers is accepted"));
            }
            let question = Question::new(asked.query, &asked.dataset, rows, triples);
            ask(service, question).await
        }
    }
}

/// Lets a worker answer.
pub(super) async fn ask(service: &Service, question: Question) -> Result<Response<Body>, Refusal> {
    let loaded = service.loaded();
    let (outcome, body) = loaded.pool.ask(question).await.map_err(|error| {
        let status = match error {
            AskError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            AskError::Time { .. } => StatusCode::GATEWAY_TIMEOUT,
            AskError::Died => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refusal::new(status, error.to_string())
    })?;
    let media_type = match (outcome.format(), outcome) {
        (Some(Format::Rows(format)), _) => of_rows(format),
        (Some(Format::Triples(format)), _) => of_triples(format),
        (None, Outcome::None { trouble, message }) => return Err(Refusal::new(status(trouble), message)),
        (None, _) => return Err(super::loaded::broken()),
    };
    let mut response = given(media_type, service.outgoing.take(body)?);
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    fields.insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

fn status(trouble: Trouble) -> StatusCode {
    match trouble {
        Trouble::Query => StatusCode::BAD_REQUEST,
        Trouble::Format => StatusCode::NOT_ACCEPTABLE,
        Trouble::Size => StatusCode::PAYLOAD_TOO_LARGE,
        Trouble::Time => StatusCode::GATEWAY_TIMEOUT,
        Trouble::Memory | Trouble::Evaluation => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

pub(super) fn not_acceptable(message: &'static str) -> Refusal {
    Refusal::new(StatusCode::NOT_ACCEPTABLE, message)
}

/// `/.well-known/void`: where clients look for what a dataset is.
pub(super) async fn void(State(service): State<Arc<Service>>, parts: Parts) -> Response<Body> {
    describe(&service, &parts).await.unwrap_or_else(|refusal| refusal.reply(&parts.headers))
}

/// The service description, which names the address that it was asked at.
async fn describe(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let format = Accept::of(&parts.headers)
        .choose(&TRIPLES)
        .ok_or_else(|| not_acceptable("the endpoint is described in RDF, which is not accepted"))?;
    let loaded = service.loaded();
    let endpoint = format!("{}/sparql", address::of(&service.config, &parts.headers));
    let media_type = of_triples(format);
    let key = format!("description {media_type} {endpoint}");
    let work = move |loaded: &super::loaded::Loaded| {
        Ok((media_type, description::write(loaded, &endpoint, format)?))
    };
    let entry = service.work_out(&loaded, Lane::Whole, key, work).await?;
    Ok(tagged(&parts.headers, entry))
}

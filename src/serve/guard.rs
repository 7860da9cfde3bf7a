//! What holds for every request: whom it is for, what its response carries, and what is written down of it.

use super::address;
use super::reply::Refusal;
use super::service::Service;
use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Version, header};
use axum::middleware::Next;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A request and its response, for a log. No word of the client's but method, address and status.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// GET, POST.
    pub method: String,
    /// The path with its parameters, at most 2,000 characters of it.
    pub target: String,
    /// The status of the response.
    pub status: u16,
    /// Bytes of the body before compression, if they are known beforehand.
    pub bytes: Option<u64>,
    /// Until the head of the response.
    pub took: Duration,
}

/// Characters of an address that are written down.
const LONGEST_TARGET: usize = 2_000;

/// Lets a request pass that is for this server, and completes its response.
pub(super) async fn guard(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let begun = Instant::now();
    let method = request.method().clone();
    let target: String = request
        .uri()
        .path_and_query()
        .map_or("", |target| target.as_str())
        .chars()
        .take(LONGEST_TARGET)
        .collect();
    let path = request.uri().path().to_owned();
    let route = route(&path);
    let mut response = match refused(&service, &request) {
        Some(refusal) => refusal.reply(request.headers()),
        None if method == Method::OPTIONS => options(request.uri().path()),
        None => next.run(request).await,
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods(&path)));
    }
    secure(response.headers_mut());
    if service.config.cors {
        share(response.headers_mut());
    }
    let (took, status) = (begun.elapsed(), response.status().as_u16());
    let bytes = response.body().size_hint().exact();
    service.metrics.answered(route, status, bytes.unwrap_or_default(), took);
    if let Some(log) = &service.log {
        log(&Access { method: method.to_string(), target, status, bytes, took });
    }
    response
}

/// Bytes of the fields of a request.
const LARGEST_HEAD: usize = 256 << 10;

/// Why a request is not looked at any further.
fn refused(service: &Service, request: &Request) -> Option<Refusal> {
    let headers = request.headers();
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if size > LARGEST_HEAD {
        let message = format!("the fields of a request may have {} kB", LARGEST_HEAD / 1024);
        return Some(Refusal::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, message));
    }
    let has_host = headers.contains_key(header::HOST);
    if !has_host && request.version() >= Version::HTTP_11 {
        return Some(Refusal::new(StatusCode::BAD_REQUEST, "the field `Host` is missing"));
    }
    let ours = |host: &str| address::is_ours(&service.config, host);
    let is_for_us = (!has_host || address::host(headers).is_some_and(ours))
        && request.uri().authority().is_none_or(|authority| ours(authority.as_str()));
    let message = "this server goes by another name; --host NAME makes it answer to this one";
    (!is_for_us).then(|| Refusal::new(StatusCode::MISDIRECTED_REQUEST, message))
}

/// The kind of place that a path leads to, of which there are few however many paths are tried.
fn route(path: &str) -> &'static str {
    match path.split('/').nth(1).unwrap_or_default() {
        "" => "start",
        "sparql" => "sparql",
        "store" => "store",
        "queries" => "queries",
        "openapi.json" => "openapi",
        "health" => "health",
        "metrics" => "metrics",
        "id" | "page" | "data" => "thing",
        "search" => "search",
        "assets" => "assets",
        "ontology" => "ontology",
        "matrix" | "impact" | "plan" | "query" => "page",
        _ => "other",
    }
}

fn options(path: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods(path)));
    response
}

/// The methods that an address takes.
fn methods(path: &str) -> &'static str {
    if matches!(path, "/sparql" | "/query") { "GET, HEAD, POST, OPTIONS" } else { "GET, HEAD, OPTIONS" }
}

/// Fields that keep a browser from taking an answer for something else. A page that needs more says so itself.
fn secure(fields: &mut HeaderMap) {
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        fields.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Fields that let pages of other sites read answers. There is nothing here that only some may see.
fn share(fields: &mut HeaderMap) {
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ] {
        fields.insert(name, HeaderValue::from_static(value));
    }
}

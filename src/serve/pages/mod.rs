//! The pages of the site, with their addresses on a server.
//!
//! May live here: which address gives which page of [`crate::site`], and what a page is made from. What pages look like
//! is decided there.

mod asking;
mod language;
mod links;
mod pictures;
mod published;
mod things;
mod views;

pub(super) use asking::{editor, file_of_query, sent, stored};
pub(super) use pictures::{impact, matrix, picture};
pub use published::Published;
pub(super) use published::{Parts as SiteParts, root_of};
pub(super) use things::{data, identifier, page_of_thing};
pub(super) use views::{ontology, ontology_source, plan, script, search, start, style, table};

use super::cache::Entry;
use super::loaded::{Loaded, broken};
use super::negotiate::Accept;
use super::reply::{Refusal, tagged};
use super::service::{Lane, Service};
use crate::site::live::problem;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use language::Chosen;
use links::ServerLinks;
use std::sync::Arc;

pub(super) const HTML: &str = "text/html; charset=utf-8";

/// What a page of ours may do in a browser: show itself, and send its forms back here.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The page of the picture has its script and style within, and says itself which may run.
const POLICY_OF_PICTURE: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Whether a client would rather have a page than data.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    let offers = [
        ("application/sparql-results+json", false),
        ("text/turtle", false),
        ("application/json", false),
        ("text/csv", false),
        ("application/ld+json", false),
        ("application/rdf+xml", false),
        ("application/n-triples", false),
        ("text/html", true),
        ("application/xhtml+xml", true),
    ];
    headers.contains_key(header::ACCEPT) && Accept::of(headers).choose(&offers).unwrap_or(false)
}

/// A page that stays the same while the graph does.
fn shown(parts: &Parts, entry: Entry, policy: &'static str) -> Response<Body> {
    let mut response = tagged(&parts.headers, entry);
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    fields.append(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// Works out a page of ours, or takes it from before. `here` is its address without a language, made from what the page
/// shows and not from the request: addresses without number must not push out what others ask for.
async fn page<F>(
    service: &Service,
    parts: &Parts,
    lane: Lane,
    here: String,
    work: F,
) -> Result<Response<Body>, Refusal>
where
    F: FnOnce(&Loaded, &ServerLinks<'_>) -> Result<String, Refusal> + Send + 'static,
{
    let language = Chosen::of(parts)?;
    let loaded = service.loaded();
    let key = format!("page {here} {language:?}");
    let work = move |loaded: &Loaded| {
        let links = ServerLinks::new(loaded, language, &here);
        Ok((HTML, work(loaded, &links)?.into_bytes()))
    };
    let entry = service.work_out(&loaded, lane, key, work).await?;
    Ok(shown(parts, entry, POLICY))
}

/// What became of a request for a page: the page, or one that says why there is none.
fn finish(service: &Service, parts: &Parts, result: Result<Response<Body>, Refusal>) -> Response<Body> {
    result.unwrap_or_else(|refusal| trouble(service, parts, &refusal))
}

/// A refusal as a page, for clients that show pages.
pub(super) fn trouble(service: &Service, parts: &Parts, refusal: &Refusal) -> Response<Body> {
    let mut response = refusal.reply(&parts.headers);
    if wants_page(&parts.headers) {
        let loaded = service.loaded();
        let language = Chosen::of(parts).unwrap_or_default();
        let links = ServerLinks::new(&loaded, language, "/");
        let text = match refusal.page() {
            Some(page) => page.to_owned(),
            None => problem::page(&links.site(), refusal.status().as_u16(), refusal.message()),
        };
        *response.body_mut() = Body::from(text);
        let fields = response.headers_mut();
        fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
        fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    response
}

/// Leads to another address of this server.
pub(super) fn see_other(address: &str) -> Result<Response<Body>, Refusal> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let address = HeaderValue::try_from(address).map_err(|_| broken())?;
    response.headers_mut().insert(header::LOCATION, address);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// The value of a parameter of the address; the first if it is given several times.
fn parameter(parts: &Parts, name: &str) -> Result<Option<String>, Refusal> {
    let pairs = super::protocol::pairs(parts.uri.query().unwrap_or_default())?;
    Ok(pairs.into_iter().find(|(other, _)| other == name).map(|(_, value)| value))
}

/// What pages need of the service: a shorthand for handlers.
type Shared = axum::extract::State<Arc<Service>>;

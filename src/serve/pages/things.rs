//! Things: their identifiers, pages and data.

use super::links::{ServerLinks, of_thing};
use super::{Shared, finish, page, parameter, see_other, wants_page};
use crate::query::graph::GraphFormat;
use crate::serve::loaded::{Loaded, broken};
use crate::serve::media::{TRIPLES, of_triples, written};
use crate::serve::negotiate::Accept;
use crate::serve::reply::{Refusal, tagged};
use crate::serve::service::{Lane, Service};
use crate::serve::sparql::not_acceptable;
use crate::site::thing::{self, Thing};
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use oxigraph::model::NamedNode;
use percent_encoding::percent_decode_str;

/// `/id/…`: a thing cannot be sent; what is said of it can.
pub(in crate::serve) async fn identifier(State(service): Shared, parts: Parts) -> Response<Body> {
    let rest = parts.uri.path().strip_prefix("/id/").unwrap_or_default();
    let kind = if wants_page(&parts.headers) { "page" } else { "data" };
    let language = parameter(&parts, "lang").ok().flatten().filter(|_| kind == "page");
    let tail = match language.as_deref() {
        Some("ja") => "?lang=ja",
        Some("en") => "?lang=en",
        _ => "",
    };
    let address = format!("{}/{kind}/{rest}{tail}", service.loaded().root);
    finish(&service, &parts, see_other(&address))
}

/// The thing whose IRI ends like a path. Clients write with `%` what is not ASCII, whether the IRI does or not.
fn below_base(loaded: &Loaded, rest: &str) -> String {
    let base = &loaded.published.base;
    let written = format!("{base}{rest}");
    let decoded = percent_decode_str(rest).decode_utf8().ok().map(|rest| format!("{base}{rest}"));
    let is_known =
        |iri: &String| NamedNode::new(iri.as_str()).is_ok_and(|node| loaded.store().has_subject(&node));
    decoded.filter(|decoded| !is_known(&written) && is_known(decoded)).unwrap_or(written)
}

/// The thing that an address below `/page` or `/data` speaks of.
fn asked(service: &Service, parts: &Parts, kind: &str) -> Result<String, Refusal> {
    let rest = parts.uri.path().strip_prefix(kind).unwrap_or_default();
    match rest.strip_prefix('/').filter(|rest| !rest.is_empty()) {
        Some(rest) => Ok(below_base(&service.loaded(), rest)),
        None => parameter(parts, "iri")?
            .ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "the thing is missing: ?iri=…")),
    }
}

fn node(iri: &str) -> Result<NamedNode, Refusal> {
    NamedNode::new(iri).map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "this is no IRI"))
}

fn unknown(iri: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, format!("nothing is said of <{iri}>"))
}

/// `/page/…`: what is said of a thing, for people.
pub(in crate::serve) async fn page_of_thing(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = shown(&service, &parts).await;
    finish(&service, &parts, result)
}

/// Endings of data with their media types, for links.
const ALTERNATES: [(&str, &str); 4] = [
    ("ttl", "text/turtle"),
    ("jsonld", "application/ld+json"),
    ("nt", "application/n-triples"),
    ("rdf", "application/rdf+xml"),
];

async fn shown(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let iri = asked(service, parts, "/page")?;
    let thing_iri = node(&iri)?;
    let work = move |loaded: &Loaded, links: &ServerLinks<'_>| {
        let index = loaded.parts.index(loaded)?;
        let found = Thing::read(loaded.store(), index, &thing_iri).map_err(|_| broken())?;
        let found = found.ok_or_else(|| unknown(thing_iri.as_str()))?;
        let files: Vec<(&str, String)> = ALTERNATES
            .iter()
            .map(|(ending, _)| (*ending, links.at(&data_address(loaded, thing_iri.as_str(), ending))))
            .collect();
        Ok(thing::page_with_data(&links.site(), &found, &files))
    };
    let loaded = service.loaded();
    let mut response = page(service, parts, Lane::Quick, of_thing(&loaded, "page", &iri), work).await?;
    for (ending, media_type) in ALTERNATES {
        let address = format!("{}{}", loaded.root, data_address(&loaded, &iri, ending));
        if let Ok(value) =
            HeaderValue::try_from(format!("<{address}>; rel=\"alternate\"; type=\"{media_type}\""))
        {
            response.headers_mut().append(header::LINK, value);
        }
    }
    Ok(response)
}

fn data_address(loaded: &Loaded, iri: &str, ending: &str) -> String {
    let address = of_thing(loaded, "data", iri);
    match address.split_once('?') {
        Some((path, query)) => format!("{path}.{ending}?{query}"),
        None => format!("{address}.{ending}"),
    }
}

/// `/data/…`: what is said of a thing, as RDF. An ending says in which syntax, else the client does.
pub(in crate::serve) async fn data(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = given(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn given(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let path = parts.uri.path();
    // An IRI may itself end like a file.
    let is_whole = path.strip_prefix("/data/").is_some_and(|rest| {
        let loaded = service.loaded();
        NamedNode::new(below_base(&loaded, rest)).is_ok_and(|node| loaded.store().has_subject(&node))
    });
    let ending = path
        .rsplit_once('.')
        .filter(|_| !is_whole)
        .and_then(|(before, ending)| Some((before, GraphFormat::from_extension(ending)?)));
    let (iri, format) = match ending {
        Some(("/data", format)) => (
            parameter(parts, "iri")?
                .ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "the thing is missing: ?iri=…"))?,
            format,
        ),
        Some((before, format)) => {
            let rest = before.strip_prefix("/data/").unwrap_or_default();
            (below_base(&service.loaded(), rest), format)
        }
        None => {
            let format = Accept::of(&parts.headers)
                .choose(&TRIPLES)
                .ok_or_else(|| not_acceptable("data is given in RDF, which is not accepted"))?;
            (asked(service, parts, "/data")?, format)
        }
    };
    let subject = node(&iri)?;
    let loaded = service.loaded();
    let key = format!("data {} {iri}", of_triples(format));
    let work = move |loaded: &Loaded| {
        let triples = loaded.store().about(&subject).map_err(|_| broken())?;
        if triples.is_empty() {
            return Err(unknown(subject.as_str()));
        }
        written(triples, format, loaded.limits.bytes)
    };
    let entry = service.work_out(&loaded, Lane::Quick, key, work).await?;
    let mut response = tagged(&parts.headers, entry);
    let page = format!("{}{}", loaded.root, of_thing(&loaded, "page", &iri));
    if let Ok(value) = HeaderValue::try_from(format!("<{page}>; rel=\"alternate\"; type=\"text/html\"")) {
        response.headers_mut().insert(header::LINK, value);
    }
    Ok(response)
}

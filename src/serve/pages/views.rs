//! Pages about the whole graph: start, tree, search, tables, vocabulary.

use super::links::ServerLinks;
use super::{Shared, finish, page, parameter};
use crate::query::catalogue;
use crate::query::evaluate::Source;
use crate::serve::cache::Entry;
use crate::serve::loaded::{Loaded, broken, too_much};
use crate::serve::reply::{Refusal, tagged};
use crate::serve::service::{Lane, Service};
use crate::site::live::{search as search_page, tree};
use crate::site::start::{self, Contents};
use crate::site::{SCRIPT, STYLE, table as table_page, terms};
use crate::tables::{self, Reader, write_csv};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::OnceLock;

/// `/`
pub(in crate::serve) async fn start(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = page(&service, &parts, Lane::Whole, "/".to_owned(), |loaded, links| {
        let found = loaded.parts.start(loaded)?;
        let contents = Contents {
            figures: &found.figures,
            files: &[],
            tables: &found.tables,
            queries: &found.queries,
            findings: &[],
            checksums: None,
            licence_text: None,
            classes: &found.classes,
            picture: Some(("matrix.svg", "matrix.html")),
        };
        let site = links.site();
        Ok(start::page(&site, &contents, site.language.unwrap_or_default()))
    })
    .await;
    finish(&service, &parts, result)
}

/// `/search?q=…`
pub(in crate::serve) async fn search(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = find(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn find(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let words: String = parameter(parts, "q")?.unwrap_or_default().chars().take(200).collect();
    let here = format!("/search?q={}", utf8_percent_encode(&words, NON_ALPHANUMERIC));
    page(service, parts, Lane::Quick, here, move |loaded, links| {
        let hits = loaded.parts.names(loaded)?.find(&words);
        Ok(search_page::page(&links.site(), &words, &hits))
    })
    .await
}

/// `/plan`
pub(in crate::serve) async fn plan(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = page(&service, &parts, Lane::Whole, "/plan".to_owned(), |loaded, links| {
        let query = catalogue::find("plan-structure").map_err(|_| broken())?;
        let structure = loaded.unhurried().select(query.text).map_err(|_| too_much())?;
        let plans = loaded.unhurried().select(tree::PLANS).map_err(|_| too_much())?;
        Ok(tree::page(&links.site(), &structure, &plans))
    })
    .await;
    finish(&service, &parts, result)
}

/// `/tables/NAME` and `/tables/NAME.csv`
pub(in crate::serve) async fn table(
    State(service): Shared,
    Path(name): Path<String>,
    parts: Parts,
) -> Response<Body> {
    let result = rows_of(&service, &name, &parts).await;
    finish(&service, &parts, result)
}

async fn rows_of(service: &Service, name: &str, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let none = || Refusal::new(StatusCode::NOT_FOUND, "there is no such table");
    let (name, is_csv) = name.strip_suffix(".csv").map_or((name, false), |name| (name, true));
    let definition = tables::find(name).ok_or_else(none)?;
    let read = move |loaded: &Loaded| {
        let source = loaded.unhurried();
        let reader = Reader::new(&source).map_err(|_| too_much())?;
        reader.read(definition).map_err(|_| too_much())
    };
    if is_csv {
        let loaded = service.loaded();
        let work = move |loaded: &Loaded| {
            let mut body = Vec::new();
            write_csv(&read(loaded)?, &mut body).map_err(|_| broken())?;
            Ok(("text/csv; charset=utf-8; header=present", body))
        };
        let entry = service.work_out(&loaded, Lane::Whole, format!("table {name}"), work).await?;
        return Ok(tagged(&parts.headers, entry));
    }
    page(
        service,
        parts,
        Lane::Whole,
        format!("/tables/{}", definition.name),
        move |loaded, links: &ServerLinks<'_>| {
            let csv = format!("tables/{}", definition.file());
            Ok(table_page::page(&links.site(), &read(loaded)?, Some(&csv)))
        },
    )
    .await
}

/// `/ontology`: the terms of the vocabulary.
pub(in crate::serve) async fn ontology(State(service): Shared, parts: Parts) -> Response<Body> {
    if !super::wants_page(&parts.headers) && parts.headers.contains_key(axum::http::header::ACCEPT) {
        let result = super::see_other(&format!("{}/ontology.ttl", service.loaded().root));
        return finish(&service, &parts, result);
    }
    let result = page(&service, &parts, Lane::Quick, "/ontology".to_owned(), |_, links| {
        Ok(terms::page(&links.site(), &[]))
    })
    .await;
    finish(&service, &parts, result)
}

/// `/ontology.ttl`
pub(in crate::serve) async fn ontology_source(parts: Parts) -> Response<Body> {
    const TEXT: &str = include_str!("../../../ontology/policygraph.ttl");
    static ENTRY: OnceLock<Entry> = OnceLock::new();
    fixed(&parts, &ENTRY, "text/turtle; charset=utf-8", TEXT)
}

/// `/assets/pages.css`
pub(in crate::serve) async fn style(parts: Parts) -> Response<Body> {
    static ENTRY: OnceLock<Entry> = OnceLock::new();
    fixed(&parts, &ENTRY, "text/css; charset=utf-8", STYLE)
}

/// `/assets/tables.js`
pub(in crate::serve) async fn script(parts: Parts) -> Response<Body> {
    static ENTRY: OnceLock<Entry> = OnceLock::new();
    fixed(&parts, &ENTRY, "text/javascript; charset=utf-8", SCRIPT)
}

/// A text of the program itself.
fn fixed(
    parts: &Parts,
    entry: &OnceLock<Entry>,
    media_type: &'static str,
    text: &'static str,
) -> Response<Body> {
    let entry = entry.get_or_init(|| Entry::new(media_type, Bytes::from_static(text.as_bytes())));
    tagged(&parts.headers, entry.clone())
}

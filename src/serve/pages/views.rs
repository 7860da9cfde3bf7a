//! Pages about the whole graph: start, tree, search, tables, pictures, impact, vocabulary.

use super::language::Chosen;
use super::links::ServerLinks;
use super::{POLICY_OF_PICTURE, Shared, finish, page, parameter, shown};
use crate::facts::{Extent, Facts};
use crate::query::catalogue;
use crate::query::evaluate::{Answer, Source};
use crate::serve::cache::Entry;
use crate::serve::loaded::{Loaded, broken};
use crate::serve::reply::{Refusal, tagged};
use crate::serve::service::Service;
use crate::site::live::{impact as impact_page, search as search_page, tree};
use crate::site::start::{self, Contents};
use crate::site::{SCRIPT, STYLE, table as table_page, terms};
use crate::tables::{self, Reader, write_csv};
use crate::view::details::page as details;
use crate::view::impact::{Impacts, ranking_table};
use crate::view::language::Language;
use crate::view::links::Links as Rows;
use crate::view::matrix::{Matrix, Order};
use crate::view::page::write_page;
use crate::view::svg::write_scene;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use oxigraph::model::Variable;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::OnceLock;

/// `/`
pub(in crate::serve) async fn start(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = page(&service, &parts, "/".to_owned(), |loaded, links| {
        let found = loaded.parts.start(loaded)?;
        let contents = Contents {
            figures: &found.figures,
            files: &[],
            tables: &found.tables,
            queries: &found.queries,
            findings: &[],
            checksums: None,
            licence_text: None,
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
    page(service, parts, here, move |loaded, links| {
        let hits = loaded.parts.names(loaded)?.find(&words);
        Ok(search_page::page(&links.site(), &words, &hits))
    })
    .await
}

/// `/plan`
pub(in crate::serve) async fn plan(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = page(&service, &parts, "/plan".to_owned(), |loaded, links| {
        let query = catalogue::find("plan-structure").map_err(|_| broken())?;
        let structure = loaded.store().select(query.text).map_err(|_| broken())?;
        Ok(tree::page(&links.site(), &structure))
    })
    .await;
    finish(&service, &parts, result)
}

/// `/impact`
pub(in crate::serve) async fn impact(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = page(&service, &parts, "/impact".to_owned(), |loaded, links| {
        let rows = rows(loaded, Extent::Views)?.0;
        let mut ranking = ranking_table(&rows, &Impacts::new(&rows).ranking());
        // The name of the program becomes the link.
        for variable in &mut ranking.variables {
            if variable.as_str() == "iri" {
                *variable = Variable::new_unchecked("program_iri");
            }
        }
        Ok(impact_page::page(&links.site_with_names()?, &Answer::Solutions(ranking)))
    })
    .await;
    finish(&service, &parts, result)
}

fn rows(loaded: &Loaded, extent: Extent) -> Result<(Rows, Facts), Refusal> {
    let facts = Facts::from_source(loaded.store(), extent).map_err(|_| broken())?;
    Ok((Rows::from_facts(&facts), facts))
}

/// `/matrix`: the picture to search and filter.
pub(in crate::serve) async fn matrix(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = interactive(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn interactive(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let language = Chosen::of(parts)?.language;
    let loaded = service.loaded();
    let work = move |loaded: &Loaded| {
        let (rows, facts) = rows(loaded, Extent::Pages)?;
        let drawing = Matrix::new(&rows, Order::Reuse, language).drawing(&rows);
        let mut body = Vec::new();
        write_page(&details(drawing, &rows, &facts, language, Vec::new()), &mut body)
            .map_err(|_| broken())?;
        Ok((super::HTML, body))
    };
    let entry = service.work_out(&loaded, format!("matrix {}", language.tag()), work).await?;
    Ok(shown(parts, entry, POLICY_OF_PICTURE))
}

/// `/matrix.svg`
pub(in crate::serve) async fn picture(State(service): Shared, parts: Parts) -> Response<Body> {
    let loaded = service.loaded();
    let work = |loaded: &Loaded| {
        let (rows, _) = rows(loaded, Extent::Views)?;
        let drawing = Matrix::new(&rows, Order::Reuse, Language::Japanese).drawing(&rows);
        let mut body = Vec::new();
        write_scene(&drawing.scene, &mut body).map_err(|_| broken())?;
        Ok(("image/svg+xml", body))
    };
    let result = service.work_out(&loaded, "matrix.svg".to_owned(), work).await;
    let result = result.map(|entry| shown(&parts, entry, "default-src 'none'; style-src 'unsafe-inline'"));
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
        let reader = Reader::new(loaded.store()).map_err(|_| broken())?;
        reader.read(definition).map_err(|_| broken())
    };
    if is_csv {
        let loaded = service.loaded();
        let work = move |loaded: &Loaded| {
            let mut body = Vec::new();
            write_csv(&read(loaded)?, &mut body).map_err(|_| broken())?;
            Ok(("text/csv; charset=utf-8; header=present", body))
        };
        let entry = service.work_out(&loaded, format!("table {name}"), work).await?;
        return Ok(tagged(&parts.headers, entry));
    }
    page(service, parts, format!("/tables/{}", definition.name), move |loaded, links: &ServerLinks<'_>| {
        let csv = format!("tables/{}", definition.file());
        Ok(table_page::page(&links.site(), &read(loaded)?, Some(&csv)))
    })
    .await
}

/// `/ontology`: the terms of the vocabulary.
pub(in crate::serve) async fn ontology(State(service): Shared, parts: Parts) -> Response<Body> {
    if !super::wants_page(&parts.headers) && parts.headers.contains_key(axum::http::header::ACCEPT) {
        let result = super::see_other(&format!("{}/ontology.ttl", service.loaded().root));
        return finish(&service, &parts, result);
    }
    let result =
        page(&service, &parts, "/ontology".to_owned(), |_, links| Ok(terms::page(&links.site(), &[]))).await;
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

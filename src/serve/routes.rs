//! Which path leads where.

use super::guard::guard;
use super::metrics::Moment;
use super::reply::{Refusal, given};
use super::service::Service;
use super::{graphs, openapi, pages, queries, sparql};
use crate::query::graph::GraphFormat;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any, get};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub(super) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/sparql", any(sparql::endpoint))
        .route("/.well-known/void", get(sparql::void).fallback(not_this_way))
        .route("/store", get(graphs::graph).fallback(changes_nothing))
        .route("/queries", get(queries::list).fallback(not_this_way))
        .route("/queries/{name}", get(queries::one).fallback(not_this_way))
        .route("/openapi.json", get(openapi::document).fallback(not_this_way))
        .route("/", get(pages::start).fallback(not_this_way))
        .route("/plan", get(pages::plan).fallback(not_this_way))
        .route("/search", get(pages::search).fallback(not_this_way))
        .route("/query", get(pages::editor).post(pages::sent).fallback(not_this_way))
        .route("/matrix", get(pages::matrix).fallback(not_this_way))
        .route("/matrix.svg", get(pages::picture).fallback(not_this_way))
        .route("/impact", get(pages::impact).fallback(not_this_way))
        .route("/tables/{name}", get(pages::table).fallback(not_this_way))
        .route("/ontology", get(pages::ontology).fallback(not_this_way))
        .route("/ontology.ttl", get(pages::ontology_source).fallback(not_this_way))
        .route("/assets/pages.css", get(pages::style).fallback(not_this_way))
        .route("/assets/tables.js", get(pages::script).fallback(not_this_way))
        .route("/id/{*thing}", get(pages::identifier).fallback(not_this_way))
        .route("/page", get(pages::page_of_thing).fallback(not_this_way))
        .route("/page/", get(pages::page_of_thing).fallback(not_this_way))
        .route("/page/{*thing}", get(pages::page_of_thing).fallback(not_this_way))
        .route("/data", get(pages::data).fallback(not_this_way))
        .route("/data/", get(pages::data).fallback(not_this_way))
        .route("/data/{*thing}", get(pages::data).fallback(not_this_way))
        .route("/favicon.ico", get(no_icon))
        .route("/health", get(health).fallback(not_this_way))
        .route("/metrics", get(metrics).fallback(not_this_way))
        .merge(endings("/data", || get(pages::data)))
        .merge(endings("/query", || get(pages::file_of_query)))
        .fallback(nothing_here)
        .layer(from_fn_with_state(Arc::clone(&service), guard))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .with_state(service)
}

/// A path with each ending of a format.
fn endings(path: &str, handler: impl Fn() -> MethodRouter<Arc<Service>>) -> Router<Arc<Service>> {
    let rows = ["csv", "tsv", "json", "xml"].into_iter();
    let all = rows.chain(GraphFormat::ALL.iter().map(|(ending, _)| *ending));
    all.fold(Router::new(), |router, ending| {
        router.route(&format!("{path}.{ending}"), handler().fallback(not_this_way))
    })
}

async fn nothing_here(State(service): State<Arc<Service>>, parts: Parts) -> Response<Body> {
    let refusal = Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address");
    pages::trouble(&service, &parts, &refusal)
}

async fn not_this_way(parts: Parts) -> Response<Body> {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "this is read with GET").reply(&parts.headers)
}

async fn changes_nothing(parts: Parts) -> Response<Body> {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "graphs are read here and not written").reply(&parts.headers)
}

/// Browsers ask for one by themselves.
async fn no_icon() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// That the server lives, has a graph and can answer queries.
async fn health(State(service): State<Arc<Service>>, parts: Parts) -> Response<Body> {
    let loaded = service.loaded();
    if loaded.pool.is_failing() {
        let message = "queries cannot be answered: no worker can be started";
        return Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message).reply(&parts.headers);
    }
    match loaded.store().is_empty() {
        Ok(_) => given("text/plain; charset=utf-8", "ok\n"),
        Err(_) => super::loaded::broken().reply(&parts.headers),
    }
}

async fn metrics(State(service): State<Arc<Service>>) -> Response<Body> {
    let loaded = service.loaded();
    let moment = Moment {
        idle_workers: loaded.pool.idle(),
        replaced_workers: loaded.pool.replaced(),
        statements: loaded.store().len().unwrap_or_default(),
    };
    given("text/plain; version=0.0.4; charset=utf-8", service.metrics.page(&moment))
}

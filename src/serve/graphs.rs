//! `/store`: whole graphs, by the read side of the SPARQL 1.1 Graph Store HTTP Protocol.

use super::loaded::{Loaded, broken};
use super::media::{TRIPLES, of_triples, written};
use super::negotiate::Accept;
use super::protocol::pairs;
use super::reply::{Refusal, tagged};
use super::service::{Lane, Service};
use super::sparql::not_acceptable;
use crate::query::graph::GraphFormat;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// A request for a graph.
pub(super) async fn graph(State(service): State<Arc<Service>>, parts: Parts) -> Response<Body> {
    respond(&service, &parts).await.unwrap_or_else(|refusal| refusal.reply(&parts.headers))
}

/// Triples of a graph that is given whole. They are put in order in memory.
const MOST: usize = 1_000_000;

/// Which graph is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    /// What queries see as the default graph: all triples.
    Default,
    Named(NamedNode),
}

impl Which {
    fn read(parameters: &str) -> Result<Self, Refusal> {
        let bad = |message: String| Refusal::new(StatusCode::BAD_REQUEST, message);
        match pairs(parameters)?.as_slice() {
            [(name, value)] if name == "default" && value.is_empty() => Ok(Self::Default),
            [(name, value)] if name == "graph" => match NamedNode::new(value) {
                Ok(graph) => Ok(Self::Named(graph)),
                Err(_) => Err(bad(format!("`{value}` is no absolute IRI of a graph"))),
            },
            _ => Err(bad("a graph is asked for as ?graph=IRI, all triples as ?default".to_owned())),
        }
    }
}

async fn respond(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let which = Which::read(parts.uri.query().unwrap_or_default())?;
    let format = Accept::of(&parts.headers)
        .choose(&TRIPLES)
        .ok_or_else(|| not_acceptable("a graph is given in RDF, which is not accepted"))?;
    let loaded = service.loaded();
    let key = format!("store {} {which:?}", of_triples(format));
    let entry =
        service.work_out(&loaded, Lane::Whole, key, move |loaded| write(loaded, &which, format)).await?;
    Ok(tagged(&parts.headers, entry))
}

fn write(loaded: &Loaded, which: &Which, format: GraphFormat) -> Result<(&'static str, Vec<u8>), Refusal> {
    let store = loaded.store();
    let count = match which {
        Which::Default => store.len().map_err(|_| broken())?,
        Which::Named(graph) => store.count_of(Some(graph)).map_err(|_| broken())?,
    };
    if count > MOST {
        let message = format!(
            "the graph has {count} triples, and more than {MOST} are not given at once; ask /sparql for parts of it"
        );
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    let triples = match which {
        Which::Default => store.all_triples(),
        Which::Named(graph) => store.triples_of(Some(graph)),
    }
    .map_err(|_| broken())?;
    if let Which::Named(graph) = which
        && triples.is_empty()
    {
        return Err(Refusal::new(StatusCode::NOT_FOUND, format!("there is no graph <{}>", graph.as_str())));
    }
    written(triples, format, loaded.limits.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_graph_is_asked_for() {
        assert_eq!(Which::read("default").unwrap(), Which::Default);
        assert_eq!(Which::read("default=").unwrap(), Which::Default);
        let named = Which::Named(NamedNode::new("urn:a b".replace(' ', "%20")).unwrap());
        assert_eq!(Which::read("graph=urn%3Aa%2520b").unwrap(), named);
        for wrong in ["", "graph=a", "default&graph=urn:a", "graph=urn:a&graph=urn:b", "default=1", "x=1"] {
            assert_eq!(Which::read(wrong).unwrap_err().status(), 400, "{wrong}");
        }
    }
}

//! The media types of answers, and graphs as bodies of them.

use super::buffer::Bounded;
use super::reply::Refusal;
use crate::query::graph::{GraphFormat, write_triples};
use crate::query::limits::LimitError;
use crate::query::results::ResultFormat;
use axum::http::StatusCode;
use oxigraph::model::Triple;

/// Media types of rows and of yes or no, first the one that stands for all that is not said.
pub(super) const ROWS: [(&str, ResultFormat); 7] = [
    ("application/sparql-results+json", ResultFormat::Json),
    ("application/sparql-results+xml", ResultFormat::Xml),
    ("text/csv", ResultFormat::Csv),
    ("text/tab-separated-values", ResultFormat::Tsv),
    ("application/json", ResultFormat::Json),
    ("application/xml", ResultFormat::Xml),
    ("text/xml", ResultFormat::Xml),
];

/// Media types of triples.
pub(super) const TRIPLES: [(&str, GraphFormat); 8] = [
    ("text/turtle", GraphFormat::Turtle),
    ("application/n-triples", GraphFormat::NTriples),
    ("application/ld+json", GraphFormat::JsonLd),
    ("application/rdf+xml", GraphFormat::RdfXml),
    ("application/trig", GraphFormat::TriG),
    ("application/n-quads", GraphFormat::NQuads),
    ("application/x-turtle", GraphFormat::Turtle),
    ("text/plain", GraphFormat::NTriples),
];

/// The media type that an answer of rows goes out as.
pub(super) fn of_rows(format: ResultFormat) -> &'static str {
    match format {
        ResultFormat::Json => "application/sparql-results+json; charset=utf-8",
        ResultFormat::Xml => "application/sparql-results+xml; charset=utf-8",
        ResultFormat::Csv => "text/csv; charset=utf-8; header=present",
        ResultFormat::Tsv => "text/tab-separated-values; charset=utf-8",
    }
}

/// The media type that triples go out as.
pub(super) fn of_triples(format: GraphFormat) -> &'static str {
    match format {
        GraphFormat::Turtle => "text/turtle; charset=utf-8",
        GraphFormat::NTriples => "application/n-triples; charset=utf-8",
        GraphFormat::NQuads => "application/n-quads; charset=utf-8",
        GraphFormat::TriG => "application/trig; charset=utf-8",
        GraphFormat::JsonLd => "application/ld+json; charset=utf-8",
        GraphFormat::RdfXml => "application/rdf+xml; charset=utf-8",
    }
}

/// Triples as a body with its media type, each once, in an order that does not change; refused beyond so many bytes.
pub(super) fn written(
    mut triples: Vec<Triple>,
    format: GraphFormat,
    most: Option<usize>,
) -> Result<(&'static str, Vec<u8>), Refusal> {
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    let mut body = Bounded::new(most);
    match write_triples(&triples, format, &mut body) {
        Ok(()) => Ok((of_triples(format), body.into_bytes())),
        Err(_) if body.is_over() => {
            let limit = LimitError::Bytes { limit: most.unwrap_or_default() };
            Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, limit.to_string()))
        }
        // Else a syntax cannot hold a text.
        Err(error) => Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, error.to_string())),
    }
}

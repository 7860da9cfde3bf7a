//! Values of lists that others keep: kinds of files, languages. Checkers that do not load those lists want to be told
//! what kind of thing a value is, so it is said in the catalogue itself.

use super::graph::{Graph, Value};
use crate::bundle::MediaType;
use crate::rdf::vocab::{Term, dcat, dcterms, foaf, skos, spdx};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// The IRI of a language, by its tag. None for tags that no list has a value for.
pub(super) fn language(tag: &str) -> Option<String> {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let code = match primary.as_str() {
        "ja" => "JPN",
        "en" => "ENG",
        "fr" => "FRA",
        "de" => "DEU",
        "zh" => "ZHO",
        "ko" => "KOR",
        other if other.len() == 2 => return Some(format!("http://id.loc.gov/vocabulary/iso639-1/{other}")),
        _ => return None,
    };
    Some(format!("{AUTHORITY}language/{code}"))
}

/// The IRI of a media type.
pub(super) fn media_type(name: &str) -> String {
    format!("https://www.iana.org/assignments/media-types/{name}")
}

/// The IRI of a kind of file in the list of the European Union, as portals ask for it.
pub(super) fn file_type(media_type: MediaType) -> Option<String> {
    let code = match media_type {
        MediaType::Csv => "CSV",
        MediaType::Html => "HTML",
        MediaType::Json => "JSON",
        MediaType::JsonLd => "JSON_LD",
        MediaType::NQuads => "RDF_N_QUADS",
        MediaType::NTriples => "RDF_N_TRIPLES",
        MediaType::Png => "PNG",
        MediaType::Svg => "SVG",
        MediaType::Text => "TXT",
        MediaType::TriG => "RDF_TRIG",
        MediaType::Turtle => "RDF_TURTLE",
        _ => return None,
    };
    Some(format!("{AUTHORITY}file-type/{code}"))
}

/// What the value of a property is.
const KINDS: [(Term, Term); 12] = [
    (dcterms::LANGUAGE, dcterms::LINGUISTIC_SYSTEM),
    (dcterms::LICENSE, dcterms::LICENSE_DOCUMENT),
    (dcterms::CONFORMS_TO, dcterms::STANDARD),
    (dcterms::FORMAT, dcterms::MEDIA_TYPE_OR_EXTENT),
    (dcterms::SPATIAL, dcterms::LOCATION),
    (dcat::MEDIA_TYPE, dcterms::MEDIA_TYPE),
    (dcat::COMPRESS_FORMAT, dcterms::MEDIA_TYPE),
    (dcat::LANDING_PAGE, foaf::DOCUMENT),
    (foaf::HOMEPAGE, foaf::DOCUMENT),
    (dcat::THEME, CONCEPT),
    (spdx::ALGORITHM, spdx::CHECKSUM_ALGORITHM),
    (dcterms::PROVENANCE, dcterms::PROVENANCE_STATEMENT),
];

/// A value of a list.
const CONCEPT: Term = skos::CONCEPT;

/// Says of every value of such a property what it is.
pub(super) fn described(graph: &mut Graph) {
    let mut said: Vec<(String, Term)> = Vec::new();
    for (predicate, value) in graph.nodes.iter().flat_map(|node| &node.facts) {
        let kind = KINDS.iter().find(|(known, _)| known == predicate).map(|(_, kind)| *kind);
        let iri = match value {
            Value::Iri(iri) => Some(iri.as_str()),
            Value::Term(term) => Some(term.iri),
            _ => None,
        };
        if let (Some(kind), Some(iri)) = (kind, iri) {
            said.push((iri.to_owned(), kind));
        }
    }
    for (iri, kind) in said {
        graph.node(&iri).a(kind);
    }
}

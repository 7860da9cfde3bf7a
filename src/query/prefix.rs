//! Short names for IRIs in tables for people, and back.
//!
//! The short form is for reading (`id:program/alpha`); it is not Turtle. [`expand`] takes it back, so a value
//! copied from a table can be given as a parameter.

use std::collections::BTreeMap;

/// Prefix and namespace, longest namespace first where one contains another.
const PREFIXES: [(&str, &str); 15] = [
    ("pgo", "https://w3id.org/policygraph/ontology#"),
    ("id", "https://w3id.org/policygraph/id/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("pgs", "https://w3id.org/policygraph/shapes#"),
];

/// The IRI with a known namespace replaced by its prefix, else as it is.
///
/// ```
/// use policygraph::query::prefix::shorten;
/// assert_eq!(shorten("https://w3id.org/policygraph/id/program/alpha"), "id:program/alpha");
/// assert_eq!(shorten("https://example.org/x"), "https://example.org/x");
/// ```
pub fn shorten(iri: &str) -> String {
    PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| {
            let local = iri.strip_prefix(namespace)?;
            (!local.is_empty()).then(|| format!("{prefix}:{local}"))
        })
        .unwrap_or_else(|| iri.to_owned())
}

/// The IRI that a short form stands for; nothing if the prefix is not known.
///
/// ```
/// use policygraph::query::prefix::expand;
/// assert_eq!(expand("pgo:Goal").as_deref(), Some("https://w3id.org/policygraph/ontology#Goal"));
/// assert_eq!(expand("https://example.org/x"), None);
/// ```
pub fn expand(short: &str) -> Option<String> {
    let (prefix, local) = short.split_once(':')?;
    PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, namespace)| format!("{namespace}{local}"))
}

/// The prefixes that some IRIs are written with in Turtle, by their names. There `id:goal/1` would have to be
/// `id:goal\/1`, so each kind of thing has a prefix of its own, as in the files that `convert` writes.
pub(crate) fn used<'a>(iris: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let find = |iri: &str| {
        let (name, namespace) = PREFIXES.iter().find(|(_, namespace)| iri.starts_with(namespace))?;
        let kind = iri.strip_prefix(namespace)?.split_once('/').map(|(kind, _)| kind);
        Some(match kind.filter(|_| *name == "id") {
            // `org` is the prefix of a vocabulary.
            Some("org") => ("org-id".to_owned(), format!("{namespace}org/")),
            Some(kind) if is_prefix(kind) => (kind.to_owned(), format!("{namespace}{kind}/")),
            _ => ((*name).to_owned(), (*namespace).to_owned()),
        })
    };
    iris.filter_map(find).collect()
}

fn is_prefix(name: &str) -> bool {
    let is_sound = name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_sound && !name.is_empty() && PREFIXES.iter().all(|(known, _)| *known != name)
}

//! The page of the vocabulary.

use super::{RDFS, SKOS, Term, TermKind, Terms, Value, example, text_of};
use crate::query::prefix::shorten;
use crate::site::frame::{Frame, both, paragraphs};
use crate::site::name::{outside, term_name};
use crate::site::{Site, Target};
use maud::{Markup, html};

/// The sections of the page.
const SECTIONS: [(TermKind, &str, &str, &str); 6] = [
    (TermKind::Class, "classes", "クラス", "Classes"),
    (TermKind::ObjectProperty, "object-properties", "関係", "Properties between things"),
    (TermKind::DatatypeProperty, "datatype-properties", "値", "Properties with values"),
    (TermKind::Datatype, "datatypes", "データ型", "Datatypes"),
    (TermKind::Scheme, "schemes", "コード表", "Code lists"),
    (TermKind::Concept, "codes", "コード", "Codes"),
];

/// The page of all terms: each has an anchor of its name, so that its IRI leads to it. `files` are the files of the
/// vocabulary, by their names in the bundle.
pub fn page(site: &Site<'_>, files: &[String]) -> String {
    let terms = site.terms;
    let about = |property, language| text_of(&terms.about, property, language).unwrap_or_default();
    let content = html! {
        h1 { (both(about("title", "ja"), about("title", "en"))) }
        (paragraphs(about("description", "ja"), about("description", "en")))
        (facts(terms))
        p.files {
            @for file in files {
                @if let Some(href) = site.links.href(Target::File(file)) { a href=(href) { (file.rsplit('/').next().unwrap_or(file)) } " " }
            }
        }
        nav aria-labelledby="contents" {
            h2 id="contents" { (both("目次", "Contents")) }
            dl.contents {
                @for (kind, anchor, japanese, english) in SECTIONS {
                    dt { a href={ "#" (anchor) } { (both(japanese, english)) } }
                    dd { @for term in terms.of_kind(kind) { a href={ "#" (term.name) } { code { (term.name) } } " " } }
                }
            }
        }
        @for (kind, anchor, japanese, english) in SECTIONS {
            section aria-labelledby=(anchor) {
                h2 id=(anchor) { (both(japanese, english)) }
                @for term in terms.of_kind(kind) { (entry(terms, term)) }
            }
        }
    };
    let frame = Frame {
        title: site.pick(about("title", "ja"), about("title", "en")).0,
        json_ld: None,
        has_tables: false,
        is_start: false,
    };
    frame.page(site, &content)
}

/// What is said of the vocabulary itself.
fn facts(terms: &Terms) -> Markup {
    let value = |name: &str| {
        terms.about.iter().find(|(property, _)| property.rsplit(['#', '/']).next() == Some(name)).map(
            |(_, value)| match value {
                Value::Iri(iri) => outside(iri, iri),
                Value::Text(text, _) => html! { (text) },
            },
        )
    };
    html! {
        dl.facts {
            dt { (both("名前空間", "Namespace")) } dd { code { (super::NAMESPACE) } " (" code { "pgo:" } ")" }
            @for (name, japanese, english) in [("versionInfo", "版", "Version"), ("modified", "更新日", "Modified"), ("license", "ライセンス", "Licence"), ("bibliographicCitation", "引用", "Citation")] {
                @if let Some(value) = value(name) { dt { (both(japanese, english)) } dd { (value) } }
            }
        }
    }
}

/// The properties of a term that are shown, by their IRIs.
struct Shown {
    japanese: &'static str,
    english: &'static str,
    properties: &'static [&'static str],
}

const SHOWN: [Shown; 7] = [
    Shown {
        japanese: "上位クラス",
        english: "Sub-class of",
        properties: &["http://www.w3.org/2000/01/rdf-schema#subClassOf"],
    },
    Shown {
        japanese: "上位の関係",
        english: "Sub-property of",
        properties: &["http://www.w3.org/2000/01/rdf-schema#subPropertyOf"],
    },
    Shown {
        japanese: "主語",
        english: "Domain",
        properties: &[
            "http://www.w3.org/2000/01/rdf-schema#domain",
            "http://purl.org/dc/dcam/domainIncludes",
        ],
    },
    Shown {
        japanese: "値の範囲",
        english: "Range",
        properties: &["http://www.w3.org/2000/01/rdf-schema#range", "http://purl.org/dc/dcam/rangeIncludes"],
    },
    Shown {
        japanese: "逆", english: "Inverse of", properties: &["http://www.w3.org/2002/07/owl#inverseOf"]
    },
    Shown {
        japanese: "コード表",
        english: "In scheme",
        properties: &["http://www.w3.org/2004/02/skos/core#inScheme"],
    },
    Shown {
        japanese: "近い用語",
        english: "Match elsewhere",
        properties: &[
            "http://www.w3.org/2004/02/skos/core#exactMatch",
            "http://www.w3.org/2004/02/skos/core#closeMatch",
            "http://www.w3.org/2004/02/skos/core#relatedMatch",
        ],
    },
];

fn entry(terms: &Terms, term: &Term) -> Markup {
    let text = |property, language| term.text(property, language);
    let (japanese, english) = terms.label(&term.iri).unwrap_or((&term.name, &term.name));
    let used = users(terms, term);
    html! {
        article.term id=(term.name) aria-labelledby={ (term.name) "-name" } {
            h3 id={ (term.name) "-name" } { a href={ "#" (term.name) } { code { "pgo:" (term.name) } } " " (both(japanese, english)) }
            @match (text("definition", "ja"), text("definition", "en")) {
                (Some(japanese), Some(english)) => (paragraphs(japanese, english)),
                (Some(words), None) => p lang="ja" { (words) },
                (None, Some(words)) => p lang="en" { (words) },
                (None, None) => "",
            }
            @for language in ["ja", "en"] {
                @if let Some(words) = text("scopeNote", language) { p.note lang=(language) { (words) } }
            }
            dl.facts {
                @for shown in &SHOWN {
                    @let values = term.iris(shown.properties);
                    @if !values.is_empty() {
                        dt { (both(shown.japanese, shown.english)) }
                        dd { (list(terms, &values)) }
                    }
                }
                @if let Some(notation) = notation(term) { dt { (both("表記", "Notation")) } dd { code { (notation) } } }
                @for (japanese, english, users) in &used {
                    @if !users.is_empty() { dt { (both(japanese, english)) } dd { (list(terms, users)) } }
                }
                dt { "IRI" } dd { code.iri { (term.iri) } }
            }
            @if let Some(example) = example::find(&term.name) {
                details {
                    summary { (both("例", "example")) }
                    pre tabindex="0" { code { (example) } }
                }
            }
        }
    }
}

fn notation(term: &Term) -> Option<&str> {
    term.facts.iter().find_map(|(property, value)| match value {
        Value::Text(text, _) if property.strip_prefix(SKOS) == Some("notation") => Some(text.as_str()),
        _ => None,
    })
}

/// Terms that point to this one.
fn users<'t>(terms: &'t Terms, term: &Term) -> [(&'static str, &'static str, Vec<&'t str>); 4] {
    let pointing = |properties: &[&str]| -> Vec<&'t str> {
        let others = terms.terms.values();
        others
            .filter(|other| other.iris(properties).contains(&term.iri.as_str()))
            .map(|other| other.iri.as_str())
            .collect()
    };
    let rdfs = |name: &str| format!("{RDFS}{name}");
    [
        ("下位クラス", "Sub-classes", pointing(&[&rdfs("subClassOf")])),
        (
            "このクラスの関係",
            "Properties of it",
            pointing(&[&rdfs("domain"), "http://purl.org/dc/dcam/domainIncludes"]),
        ),
        (
            "値がこのクラスの関係",
            "Properties that lead to it",
            pointing(&[&rdfs("range"), "http://purl.org/dc/dcam/rangeIncludes"]),
        ),
        ("含まれるコード", "Its codes", pointing(&[&format!("{SKOS}inScheme")])),
    ]
}

/// Terms in a row, those of this page as links to their entries.
fn list(terms: &Terms, iris: &[&str]) -> Markup {
    html! {
        @for (place, iri) in iris.iter().enumerate() {
            @if place > 0 { ", " }
            @match term_name(iri).filter(|_| terms.get(iri).is_some()) {
                Some(name) => a href={ "#" (name) } { code { "pgo:" (name) } },
                None => (outside(iri, &shorten(iri))),
            }
        }
    }
}

//! The addresses of pages on this server.

use super::language::Chosen;
use super::published::terms;
use crate::query::catalogue;
use crate::serve::loaded::Loaded;
use crate::serve::reply::Refusal;
use crate::site::terms::Terms;
use crate::site::{Links, Site, Target};
use crate::tables;
use crate::view::language::Language;
use crate::view::network::Node;
use crate::view::page::{Page, Surroundings};
use oxigraph::model::NamedNode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::OnceLock;

/// Characters that stand in a part of a path as they are.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'=')
    .remove(b'+')
    .remove(b',');

/// Links to addresses of this server.
pub(super) struct ServerLinks<'l> {
    loaded: &'l Loaded,
    language: Chosen,
    /// The address of the page, below the root and without a language.
    here: &'l str,
}

impl<'l> ServerLinks<'l> {
    pub(super) fn new(loaded: &'l Loaded, language: Chosen, here: &'l str) -> Self {
        Self { loaded, language, here }
    }

    /// What pages need.
    pub(super) fn site(&self) -> Site<'_> {
        static NONE: OnceLock<Terms> = OnceLock::new();
        Site {
            description: &self.loaded.published.description,
            terms: terms().unwrap_or_else(|| NONE.get_or_init(Terms::default)),
            links: self,
            language: Some(self.language.language),
            names: None,
        }
    }

    /// The address of a page with the language, if that of this page names it.
    pub(super) fn carrying(&self, address: String) -> String {
        if self.language.is_named { in_language(&address, self.language.language) } else { address }
    }

    /// What pages need that speak of things by their IRIs.
    pub(super) fn site_with_names(&self) -> Result<Site<'_>, Refusal> {
        Ok(Site { names: Some(self.loaded.parts.names(self.loaded)?), ..self.site() })
    }

    /// Where a page with a picture belongs.
    pub(super) fn surroundings(&self, page: &Page, part: &[&str]) -> Surroundings {
        let site = self.site();
        let (title, _) = site.title(self.language.language);
        let of_node = |node: &Node| self.href(Target::Thing(&node.iri));
        Surroundings {
            start: self.carrying(self.at("/")),
            title: title.to_owned(),
            part: (!part.is_empty()).then(|| (part.join(", "), self.carrying(self.at("/matrix")))),
            nodes: page.network.nodes.iter().map(of_node).collect(),
        }
    }

    /// An address below the root of this server.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.loaded.root)
    }
}

/// The address, below the root, of what is said of a thing: its page or its data.
pub(super) fn of_thing(loaded: &Loaded, kind: &str, iri: &str) -> String {
    match iri.strip_prefix(loaded.published.base.as_str()).filter(|rest| is_plain(rest)) {
        Some(rest) => format!("/{kind}/{rest}"),
        None => format!("/{kind}?iri={}", utf8_percent_encode(iri, NON_ALPHANUMERIC)),
    }
}

/// An address with a language.
fn in_language(address: &str, language: Language) -> String {
    let (address, anchor) = match address.split_once('#') {
        Some((address, anchor)) => (address, format!("#{anchor}")),
        None => (address, String::new()),
    };
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}lang={}{anchor}", language.tag())
}

/// Whether the end of an IRI is a path as it stands.
fn is_plain(rest: &str) -> bool {
    !rest.is_empty()
        && !rest.split('/').any(|part| part.is_empty() || part == "." || part == "..")
        && utf8_percent_encode(rest, PATH).to_string() == rest
}

impl Links for ServerLinks<'_> {
    fn href(&self, target: Target<'_>) -> Option<String> {
        let path = match target {
            Target::Start(_) => "/".to_owned(),
            Target::Terms => "/ontology".to_owned(),
            Target::Term(iri) => format!("/ontology#{}", terms()?.get(iri)?.name),
            Target::Thing(iri) => {
                let (thing, _) = iri.split_once('#').unwrap_or((iri, ""));
                let node =
                    |iri: &str| NamedNode::new(iri).ok().filter(|node| self.loaded.store().has_subject(node));
                // What stands behind `#` may be a thing of its own, as in vocabularies, or a part of what stands before it.
                let page = if node(thing).is_some() { thing } else { node(iri).map(|_| iri)? };
                return Some(self.carrying(self.at(&of_thing(self.loaded, "page", page))));
            }
            Target::Class(iri) => of_thing(self.loaded, "page", iri),
            Target::Query(query) => format!("/queries/{}", query.name),
            Target::Table(name) => format!("/tables/{}", tables::find(name)?.name),
            Target::File(name) => {
                let address = self.at(&file(name)?);
                return Some(match name {
                    PICTURE => self.carrying(address),
                    DRAWING => in_language(&address, self.language.language),
                    _ => address,
                });
            }
            Target::Search => "/search".to_owned(),
            Target::Plan => "/plan".to_owned(),
            Target::Picture => "/matrix".to_owned(),
            Target::Impact => "/impact".to_owned(),
            Target::Editor => "/query".to_owned(),
            Target::Style => return Some(self.at("/assets/pages.css")),
            Target::Script => return Some(self.at("/assets/tables.js")),
            Target::Findings => return None,
        };
        Some(self.carrying(self.at(&path)))
    }

    fn here(&self, language: Language) -> Option<String> {
        Some(in_language(&self.at(self.here), language))
    }

    fn carried(&self) -> Option<Language> {
        self.language.is_named.then_some(self.language.language)
    }
}

/// The page with the picture, in a bundle.
const PICTURE: &str = "matrix.html";
/// The picture itself.
const DRAWING: &str = "matrix.svg";

/// Files of a bundle that have an address here.
fn file(name: &str) -> Option<String> {
    match name {
        "plan.ttl" => Some("/store?default".to_owned()),
        "openapi.json" | "sparql" => Some(format!("/{name}")),
        DRAWING => Some("/matrix.svg".to_owned()),
        PICTURE => Some("/matrix".to_owned()),
        _ => {
            if let Some(answer) = name.strip_prefix("answers/") {
                let query = catalogue::find(answer.strip_suffix(".csv")?).ok()?;
                return Some(format!("/queries/{}.csv", query.name));
            }
            let table = name.strip_prefix("tables/")?.strip_suffix(".csv")?;
            Some(format!("/tables/{}.csv", tables::find(table)?.name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ends_of_iris_are_paths() {
        for (rest, expected) in [
            ("program/alpha", true),
            ("doc/6ac449ab.58-93", true),
            ("../x", false),
            ("a//b", false),
            ("a?b", false),
            ("a%2Fb", false),
            ("計画", false),
            ("", false),
        ] {
            assert_eq!(is_plain(rest), expected, "{rest}");
        }
    }

    #[test]
    fn files_have_the_addresses_of_what_they_hold() {
        assert_eq!(
            file("answers/13-programs-by-measures.csv").as_deref(),
            Some("/queries/programs-by-measures.csv")
        );
        assert_eq!(file("tables/goals.csv").as_deref(), Some("/tables/goals.csv"));
        assert_eq!(file("SHA256SUMS"), None);
        assert_eq!(file("tables/none.csv"), None);
    }
}

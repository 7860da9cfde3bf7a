//! The addresses of pages on this server.

use super::published::terms;
use crate::query::catalogue;
use crate::serve::loaded::Loaded;
use crate::site::terms::Terms;
use crate::site::{Links, Site, Target};
use crate::tables;
use crate::view::language::Language;
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
}

impl<'l> ServerLinks<'l> {
    pub(super) fn new(loaded: &'l Loaded) -> Self {
        Self { loaded }
    }

    /// What pages need.
    pub(super) fn site(&self) -> Site<'_> {
        static NONE: OnceLock<Terms> = OnceLock::new();
        Site {
            description: &self.loaded.published.description,
            terms: terms().unwrap_or_else(|| NONE.get_or_init(Terms::default)),
            links: self,
        }
    }

    /// An address below the root of this server.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.loaded.root)
    }

    /// The address of what is said of a thing: its page or its data.
    pub(super) fn of_thing(&self, kind: &str, iri: &str) -> String {
        let base = self.loaded.published.base.as_str();
        match iri.strip_prefix(base).filter(|rest| is_plain(rest)) {
            Some(rest) => self.at(&format!("/{kind}/{rest}")),
            None => self.at(&format!("/{kind}?iri={}", utf8_percent_encode(iri, NON_ALPHANUMERIC))),
        }
    }
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
            Target::Start(Language::Japanese) => "/".to_owned(),
            Target::Start(Language::English) => "/?lang=en".to_owned(),
            Target::Terms => "/ontology".to_owned(),
            Target::Term(iri) => format!("/ontology#{}", terms()?.get(iri)?.name),
            Target::Thing(iri) => {
                let (thing, _) = iri.split_once('#').unwrap_or((iri, ""));
                let node =
                    |iri: &str| NamedNode::new(iri).ok().filter(|node| self.loaded.store().has_subject(node));
                // What stands behind `#` may be a thing of its own, as in vocabularies, or a part of what stands before it.
                let page = if node(thing).is_some() { thing } else { node(iri).map(|_| iri)? };
                return Some(self.of_thing("page", page));
            }
            Target::Query(query) => format!("/queries/{}", query.name),
            Target::Table(name) => format!("/tables/{}", tables::find(name)?.name),
            Target::File(name) => file(name)?,
            Target::Search => "/search".to_owned(),
            Target::Plan => "/plan".to_owned(),
            Target::Picture => "/matrix".to_owned(),
            Target::Impact => "/impact".to_owned(),
            Target::Editor => "/query".to_owned(),
            Target::Style => "/assets/pages.css".to_owned(),
            Target::Script => "/assets/tables.js".to_owned(),
            Target::Findings => return None,
        };
        Some(self.at(&path))
    }
}

/// Files of a bundle that have an address here.
fn file(name: &str) -> Option<String> {
    match name {
        "plan.ttl" => Some("/store?default".to_owned()),
        "matrix.svg" => Some("/matrix.svg".to_owned()),
        "matrix.html" => Some("/matrix".to_owned()),
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

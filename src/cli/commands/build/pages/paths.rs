//! Where the pages of a build stand, and how they link to each other.

use crate::query::catalogue::StoredQuery;
use crate::rdf::Base;
use crate::site::terms::Terms;
use crate::site::{Links, Target};
use crate::source::digest::sha256_hex;
use crate::tables;
use crate::view::language::Language;
use indexmap::IndexMap;
use std::collections::HashSet;

/// The folder of the pages of things: what stands behind the base in an IRI is the path below it.
pub(super) const THINGS: &str = "id/";

pub(super) const fn start_name(language: Language) -> &'static str {
    match language {
        Language::Japanese => "index.html",
        Language::English => "index.en.html",
    }
}

pub(super) fn table_name(table: &str) -> String {
    format!("tables/{table}.html")
}

/// The name of the page with the answer to a query.
pub(crate) fn answer_name(query: &StoredQuery) -> String {
    format!("answers/{}-{}.html", query.number, query.name)
}

/// The pages of things, by IRI.
pub(super) struct ThingPaths(IndexMap<String, String>);

impl ThingPaths {
    /// Gives each thing a page of its own. An IRI leads to its page by path where it is of plain characters; others (a plan in
    /// JSON may bring any) get a name that no file system and no browser reads as something else.
    pub(super) fn new(base: &Base, iris: Vec<String>) -> Self {
        let mut taken = HashSet::new();
        let named = iris.into_iter().filter_map(|iri| {
            let key = iri.strip_prefix(base.as_str())?;
            let plain = format!("{THINGS}{key}.html");
            // File systems without cases would put two pages into one file.
            let name = if is_plain(key) && taken.insert(plain.to_ascii_lowercase()) {
                plain
            } else {
                format!("{THINGS}-/{}.html", sha256_hex(iri.as_bytes()))
            };
            Some((iri, name))
        });
        Self(named.collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// IRIs with the names of their pages.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(iri, name)| (iri.as_str(), name.as_str()))
    }

    /// Whether a file is the page of a thing.
    pub(super) fn holds(&self, name: &str) -> bool {
        !self.0.is_empty() && name.starts_with(THINGS)
    }
}

/// Bytes of a part of a path at most.
const LONGEST: usize = 200;

/// Whether a key is a path of files as it stands: parts of plain characters, none of which leads elsewhere.
fn is_plain(key: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    key.split('/').all(|part| {
        part.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())
            && part.len() <= LONGEST
            && part.bytes().all(sound)
            && !part.ends_with('.')
    })
}

/// Links of one page: the address of everything as seen from there.
pub(super) struct BundleLinks<'p> {
    /// `../` for each folder that the page stands in.
    root: String,
    terms: &'p Terms,
    things: &'p ThingPaths,
}

impl<'p> BundleLinks<'p> {
    /// The links of the page with a name.
    pub(super) fn new(name: &str, terms: &'p Terms, things: &'p ThingPaths) -> Self {
        Self { root: "../".repeat(name.matches('/').count()), terms, things }
    }
}

impl Links for BundleLinks<'_> {
    fn href(&self, target: Target<'_>) -> Option<String> {
        let name = match target {
            Target::Start(language) => start_name(language).to_owned(),
            Target::Terms => super::TERMS_FILE.to_owned(),
            Target::Term(iri) => format!("{}#{}", super::TERMS_FILE, self.terms.get(iri)?.name),
            Target::Thing(iri) => {
                let page = iri.split_once('#').map_or(iri, |(page, _)| page);
                self.things.0.get(page)?.clone()
            }
            Target::Query(query) => answer_name(query),
            Target::Table(name) => table_name(tables::find(name)?.name),
            Target::Findings => super::FINDINGS_FILE.to_owned(),
            Target::File(name) => name.to_owned(),
            Target::Picture => "matrix.html".to_owned(),
            // A folder of files answers no questions.
            Target::Class(_) | Target::Search | Target::Plan | Target::Impact | Target::Editor => {
                return None;
            }
            Target::Style => super::STYLE_FILE.to_owned(),
            Target::Script => super::SCRIPT_FILE.to_owned(),
        };
        Some(format!("{}{name}", self.root))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_lead_elsewhere_get_names_of_their_own() {
        let base = Base::default();
        let iris = [
            "goal/a",
            "goal/A",
            "../../etc/passwd",
            "goal/..",
            "goal/%2E%2E",
            "goal//x",
            "a\\b",
            "goal/.htaccess",
            "doc/6ac449ab.58-93",
        ];
        let paths =
            ThingPaths::new(&base, iris.iter().map(|key| format!("{}{key}", base.as_str())).collect());
        let names: Vec<&str> = paths.iter().map(|(_, name)| name).collect();
        assert_eq!(names.first(), Some(&"id/goal/a.html"));
        assert_eq!(names.last(), Some(&"id/doc/6ac449ab.58-93.html"));
        for name in &names[1..names.len() - 1] {
            assert!(name.starts_with("id/-/") && name.len() == "id/-/.html".len() + 64, "{name}");
        }
    }
}

//! The bodies that plans name as responsible.

use crate::source::text::{fold_key, folded};
use std::collections::HashMap;

/// What sort of body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum BodyKind {
    /// A ministry or agency of the government (府省庁), or a section of a city that stands in the same place.
    #[default]
    Ministry,
    /// A body that carries out programs for a ministry (AMED, PMDA, …).
    ImplementingBody,
    /// A wording for several bodies (関係府省庁): kept as it is, never expanded.
    CollectiveBody,
}

/// One body with all its names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Last part of the body's IRI: ASCII, unique in the table.
    pub slug: String,
    /// Ministry, implementing body or collective.
    pub kind: BodyKind,
    /// Official Japanese name.
    pub name: String,
    /// Official English name.
    pub name_en: Option<String>,
    /// Marks used in brackets (`skos:notation`): 厚, 内官, AMED.
    pub marks: Vec<String>,
    /// Other names and short forms (`skos:altLabel`): 厚労省.
    pub alt_names: Vec<String>,
    /// The 13 digits of the corporate number (法人番号).
    pub corporate_number: Option<String>,
    /// Slug of the body it belongs to (`org:subOrganizationOf`).
    pub parent: Option<String>,
    /// What the reviewers noted.
    pub notes: Vec<String>,
}

/// Bodies in the order of the register, with look-up by any of their names.
#[derive(Debug, Clone, Default)]
pub struct BodyTable {
    bodies: Vec<Body>,
    by_slug: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    longest: usize,
}

impl BodyTable {
    /// The body that a text names: by official name, mark, other name or the official name without 省, however
    /// it is printed (see [`fold_key`]).
    ///
    /// Where two bodies share a name, an official name goes before a mark, a mark before another name, and what
    /// was read later before what was read earlier.
    pub fn find(&self, text: &str) -> Option<&Body> {
        let key = folded(text);
        if key.len() > self.longest {
            return None;
        }
        self.by_name.get(key.as_ref()).and_then(|&index| self.bodies.get(index))
    }

    /// The body with this slug.
    pub fn get(&self, slug: &str) -> Option<&Body> {
        self.by_slug.get(slug).and_then(|&index| self.bodies.get(index))
    }

    /// All bodies in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter()
    }

    /// Adds bodies. One whose name the table knows already, or whose slug, gets the further names; what is given anew
    /// replaces an English name. Names of the bodies added go before the same names of those there.
    pub fn extend(&mut self, bodies: impl IntoIterator<Item = Body>) {
        for added in bodies {
            let slug = self.find(&added.name).map_or_else(|| added.slug.clone(), |body| body.slug.clone());
            let is_new = self.get(&slug).is_none();
            let body = self.entry(&slug);
            if is_new {
                *body = Body { slug, ..added };
                continue;
            }
            let further = |known: &mut Vec<String>, names: Vec<String>| {
                for name in names {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            };
            further(&mut body.marks, added.marks);
            further(&mut body.alt_names, added.alt_names);
            body.name_en = added.name_en.or(body.name_en.take());
        }
        self.index();
    }

    /// The body with this slug to add to, made where there is none.
    pub(super) fn entry(&mut self, slug: &str) -> &mut Body {
        let index = *self.by_slug.entry(slug.to_owned()).or_insert(self.bodies.len());
        if index == self.bodies.len() {
            self.bodies.push(Body { slug: slug.to_owned(), ..Body::default() });
        }
        // The map holds positions in the list only.
        #[allow(clippy::indexing_slicing)]
        &mut self.bodies[index]
    }

    /// Builds the look-up by name; to be called after the bodies have changed.
    pub(super) fn index(&mut self) {
        let mut by_name = HashMap::new();
        let mut add = |name: &str, index| {
            let key = fold_key(name);
            if !key.is_empty() {
                by_name.insert(key, index);
            }
        };
        let each = || self.bodies.iter().enumerate();
        for (index, body) in each() {
            short_forms(body).for_each(|name| add(name, index));
        }
        for (index, body) in each() {
            body.alt_names.iter().chain(&body.name_en).for_each(|name| add(name, index));
        }
        for (index, body) in each() {
            body.marks.iter().for_each(|name| add(name, index));
        }
        for (index, body) in each() {
            add(&body.name, index);
        }
        self.longest = by_name.keys().map(String::len).max().unwrap_or(0);
        self.by_name = by_name;
    }
}

/// Names of a ministry without its 省 (厚労, 国土交通), as the marks of some plans have it. Not for 庁 and 府:
/// 警察 and 内閣 are words of their own.
fn short_forms(body: &Body) -> impl Iterator<Item = &str> {
    std::iter::once(&body.name)
        .chain(&body.alt_names)
        .filter(|_| body.kind == BodyKind::Ministry)
        .filter_map(|name| name.strip_suffix('省'))
        .filter(|name| {
            name.chars().count() >= 2
                && !matches!(*name, "関係" | "環境" | "財務" | "外務" | "法務" | "総務" | "防衛")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> BodyTable {
        let mut table = BodyTable::default();
        for (slug, name, marks, alt) in
            [("mhlw", "厚生労働省", vec!["厚"], vec!["厚労省"]), ("env", "環境省", vec!["環"], vec![])]
        {
            let body = table.entry(slug);
            name.clone_into(&mut body.name);
            body.marks = marks.into_iter().map(String::from).collect();
            body.alt_names = alt.into_iter().map(String::from).collect();
        }
        table.index();
        table
    }

    #[test]
    fn bodies_are_added() {
        let mut table = table();
        let body = |slug: &str, name: &str, mark: &str| Body {
            slug: slug.to_owned(),
            name: name.to_owned(),
            marks: vec![mark.to_owned()],
            ..Body::default()
        };
        table.extend([
            body("b-1", "健康福祉課", "健"),
            body("b-2", "厚労省", "厚働"),
            body("b-3", "環境課", "環"),
        ]);
        let slug = |text: &str| table.find(text).map(|body| body.slug.as_str());
        assert_eq!(slug("健"), Some("b-1"));
        assert_eq!((slug("厚働"), slug("厚"), table.get("b-2")), (Some("mhlw"), Some("mhlw"), None));
        assert_eq!(table.find("厚働").map(|body| body.name.as_str()), Some("厚生労働省"));
        assert_eq!((slug("環"), slug("環境省")), (Some("b-3"), Some("env")));
    }

    #[test]
    fn found_by_any_name() {
        let table = table();
        for (text, slug) in [
            ("厚生労働省", Some("mhlw")),
            ("厚生労働", Some("mhlw")),
            ("厚労省", Some("mhlw")),
            ("厚労", Some("mhlw")),
            ("厚", Some("mhlw")),
            (" 厚\n生　労働省 ", Some("mhlw")),
            ("環境省", Some("env")),
            ("環境", None),
            ("厚生", None),
            ("", None),
        ] {
            assert_eq!(table.find(text).map(|body| body.slug.as_str()), slug, "{text}");
        }
    }
}

//! Names of known public bodies in running text.
//!
//! A body is found by its names and short forms alone, never by the form of a word: what ends like a body (…機構, …センター)
//! is left as it stands. The longest name counts. A name has to stand by itself: `理研` in `管理研修`, `IPA` in `IPAS` and
//! `AMED` in `AMED-CREST` are other words. Full-width letters and half-width katakana are read as the usual ones;
//! small letters are not, since web addresses hold them.

mod edge;
mod width;

use super::TextRange;
use crate::register::{BodyKind, BodyTable};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use edge::stands_alone;
use std::collections::BTreeMap;
use width::Folded;

/// One place where a body is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyMention<'n> {
    /// First byte of the name.
    pub start: usize,
    /// Byte after it; a short form in brackets behind a name belongs to it: `日本医療研究開発機構(AMED)`.
    pub end: usize,
    /// The body's slug in the register.
    pub slug: &'n str,
}

impl BodyMention<'_> {
    /// The place of the name.
    pub fn range(&self) -> TextRange {
        self.start..self.end
    }
}

/// The names of bodies to look for.
#[derive(Debug, Default)]
pub struct BodyNames {
    search: Option<AhoCorasick>,
    /// Slug of the body that each name means.
    slugs: Vec<String>,
}

impl BodyNames {
    /// Takes the names, short forms and marks of the implementing bodies of a table (AMED, PMDA, …); a single character
    /// says too little, and a name that the table has for another body is that body's.
    ///
    /// ```
    /// use policygraph::notation::body::BodyNames;
    /// use policygraph::register::Register;
    ///
    /// let names = BodyNames::implementing(&Register::embedded().bodies);
    /// let text = "ＡＭＥＤにおいて管理研修を行う。";
    /// let found: Vec<_> = names.find(text).into_iter().map(|name| (&text[name.range()], name.slug)).collect();
    /// assert_eq!(found, [("ＡＭＥＤ", "amed")]);
    /// ```
    pub fn implementing(bodies: &BodyTable) -> Self {
        let mut slugs: BTreeMap<String, &str> = BTreeMap::new();
        for body in bodies.iter().filter(|body| body.kind == BodyKind::ImplementingBody) {
            let names = std::iter::once(&body.name).chain(&body.name_en).chain(&body.alt_names);
            for name in names.chain(&body.marks) {
                let is_meant = bodies.find(name).is_some_and(|found| found.slug == body.slug);
                if is_meant && name.chars().nth(1).is_some() {
                    slugs.insert(Folded::of(name).into_text(), &body.slug);
                }
            }
        }
        let mut searcher = AhoCorasick::builder();
        searcher.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
        let search = if slugs.is_empty() { None } else { searcher.build(slugs.keys()).ok() };
        Self { search, slugs: slugs.into_values().map(str::to_owned).collect() }
    }

    /// The places where a text names one of the bodies, in order; they do not overlap.
    pub fn find(&self, text: &str) -> Vec<BodyMention<'_>> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        let folded = Folded::of(text);
        let plain = folded.text();
        let mut found: Vec<BodyMention<'_>> = Vec::new();
        for hit in search.find_iter(plain).filter(|hit| stands_alone(plain, &hit.range())) {
            let Some(slug) = self.slugs.get(hit.pattern().as_usize()) else { continue };
            let range = folded.range_in_text(hit.range());
            if let Some(named) = found.last_mut().filter(|named| named.slug == slug)
                && let Some(end) = bracket_end(text, named.end, &range)
            {
                named.end = end;
            } else {
                found.push(BodyMention { start: range.start, end: range.end, slug });
            }
        }
        found
    }
}

/// The end of the bracket that opens where a name ends, if it holds nothing but another name.
fn bracket_end(text: &str, name_end: usize, inner: &TextRange) -> Option<usize> {
    let opens = matches!(text.get(name_end..inner.start)?, "(" | "（");
    let close = text.get(inner.end..)?.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    opens.then(|| inner.end + close.len_utf8())
}

#[cfg(test)]
mod tests;

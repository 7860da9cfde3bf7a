//! Names that are known already: from elsewhere in the document, or from a register.

use super::TextRange;
use super::ending::is_compound;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// A set of names to look for.
#[derive(Debug)]
pub struct KnownNames {
    search: Option<AhoCorasick>,
    names: Vec<String>,
}

/// Names below this length say too little to be found without any form, but for Latin abbreviations.
const LEAST_CHARACTERS: usize = 5;

impl KnownNames {
    /// Takes the names; those too short to be told from plain words are left out.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self::with_listed(names, [])
    }

    /// Takes names as [`new`](Self::new) does, and names that somebody has listed, which are looked for however short.
    pub fn with_listed(
        names: impl IntoIterator<Item = String>,
        listed: impl IntoIterator<Item = String>,
    ) -> Self {
        let names = names.into_iter().filter(|name| is_distinct(name));
        let mut names: Vec<String> = names.chain(listed).collect();
        names.sort_unstable();
        names.dedup();
        // A table of states per byte would be faster on long texts, but takes megabytes for a hundred names.
        let mut searcher = AhoCorasick::builder();
        searcher.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::ContiguousNFA));
        let search = if names.is_empty() { None } else { searcher.build(&names).ok() };
        Self { search, names }
    }

    /// Places of known names in a text, in order, that overlap none of the `taken` ranges (in order, too).
    pub fn find(&self, text: &str, taken: &[TextRange]) -> Vec<(TextRange, &str)> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        search
            .find_iter(text)
            .map(|hit| (hit.range(), hit.pattern().as_usize()))
            .filter(|(range, _)| {
                let next = taken.partition_point(|taken| taken.end <= range.start);
                taken.get(next).is_none_or(|taken| taken.start >= range.end)
            })
            .filter(|(range, _)| stands_alone(text, range))
            .filter_map(|(range, name)| Some((range, self.names.get(name)?.as_str())))
            .collect()
    }
}

fn is_distinct(name: &str) -> bool {
    let characters = name.chars().count();
    if name.is_ascii() { characters >= 4 } else { characters >= LEAST_CHARACTERS }
}

/// Whether the name is not a piece of a longer compound.
fn stands_alone(text: &str, range: &TextRange) -> bool {
    let name = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let left = before.chars().next_back();
    let right = after.chars().next();
    if name.is_ascii() {
        return !left.is_some_and(|c| c.is_ascii_alphanumeric())
            && !right.is_some_and(|c| c.is_ascii_alphanumeric());
    }
    // A Latin word before a Japanese name is a body (AMED…事業); a unit of time ends a date (…年度…事業).
    let left_ends = left.is_none_or(|c| {
        !is_compound(c) || c.is_ascii_alphanumeric() || matches!(c, '度' | '日' | '月' | '省' | '庁' | '等')
    });
    left_ends && !super::ending::continues(after)
}

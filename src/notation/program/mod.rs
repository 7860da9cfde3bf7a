//! Names of programs in running text.
//!
//! A name is found by its form (NOTATIONS 6): in quotation marks, by its ending and by the words around it; as a
//! caption in angle brackets; as the program that an amount is part of; without marks where an item begins with
//! it or a body stands before it. A second pass ([`KnownNames`]) finds, without any form, the names that stand
//! elsewhere in the document or in a register. Publications, laws, committees and plain phrases are no programs,
//! even where they end like one.

mod bare;
mod ending;
mod follow;
mod known;
mod listed;
mod quoted;
mod start;

pub use known::KnownNames;
pub(crate) use quoted::is_list_joint;

/// Whether a name ends as only those of programs do: …事業, …交付金.
pub(crate) fn is_program_form(name: &str) -> bool {
    ending::of_name(name) == Some(ending::Ending::Undertaking) && !ending::is_common(name)
}

use super::TextRange;
use super::bracket::Brackets;
use crate::source::text::{fold_key, folded};
use listed::ListedEndings;
use std::collections::HashSet;

/// One place where a program is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// The name and the abbreviation in brackets that follows it: `…事業(MEDISO)`.
    pub range: TextRange,
    /// The name alone.
    pub name: TextRange,
    /// The abbreviation, without its brackets.
    pub abbreviation: Option<TextRange>,
    /// How it was found.
    pub form: NameForm,
    /// Names of its parts in brackets after it: `X(a、b)`.
    pub parts: Vec<TextRange>,
    /// Start of the mention that stands directly before this one and carries it out: `A事業「B」`.
    pub within: Option<usize>,
}

impl NameMention {
    fn new(name: TextRange, form: NameForm) -> Self {
        Self { range: name.clone(), name, abbreviation: None, form, parts: Vec::new(), within: None }
    }
}

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameForm {
    /// In quotation marks.
    Quoted,
    /// As a caption in angle brackets.
    Caption,
    /// Without marks.
    Bare,
    /// In brackets before an amount: `(Bとして令和4年度予算:…)`.
    Carrier,
}

/// Names of bodies that may stand before a program's name without belonging to it (AMED, 経済産業省の).
#[derive(Debug, Clone, Default)]
pub struct Operators {
    names: Vec<String>,
}

impl Operators {
    /// Takes the names of bodies. Names that may as well be the first word of a program's name (デジタル, 消防, one
    /// character marks) are left out.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().filter(|name| says_body(name)).collect();
        names.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        names.dedup();
        Self { names }
    }

    /// Bytes at the start of `text` that name a body, with the particle that joins it to what follows.
    fn prefix(&self, text: &str) -> usize {
        let starts = |name: &&String| {
            text.strip_prefix(name.as_str()).is_some_and(|rest| {
                !name.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
            })
        };
        let Some(name) = self.names.iter().find(starts) else {
            return 0;
        };
        let rest = text.get(name.len()..).unwrap_or_default();
        let particle = ["が実施する", "が行う", "における", "による", "の"]
            .into_iter()
            .find(|particle| rest.starts_with(particle));
        name.len() + particle.map_or(0, str::len)
    }
}

/// What is known of the programs of a plan before its texts are read.
#[derive(Debug, Clone, Default)]
pub struct NameOptions {
    operators: Operators,
    listed: ListedEndings,
    /// Match keys of names that are no programs.
    refused: HashSet<String>,
}

impl NameOptions {
    /// Takes the names of bodies that may stand before a program's name.
    pub fn new(operators: Operators) -> Self {
        Self { operators, ..Self::default() }
    }

    /// Adds words that names of programs end in, beyond the usual ones; what ends so is a program wherever one can stand.
    #[must_use]
    pub fn with_suffixes(mut self, suffixes: &[String]) -> Self {
        self.listed = ListedEndings::new(suffixes);
        self
    }

    /// Refuses names, whatever their form and however they are printed.
    #[must_use]
    pub fn without_names<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.refused.extend(names.into_iter().map(fold_key));
        self
    }

    /// Whether a name is known to be no program's.
    pub fn refuses(&self, name: &str) -> bool {
        !self.refused.is_empty() && self.refused.contains(folded(name).as_ref())
    }
}

/// Whether a name is that of a body by its form: in Latin capitals, or with the ending of one.
fn says_body(name: &str) -> bool {
    let latin = name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase());
    latin
        || name.chars().count() > 2
            && name.ends_with([
                '省', '庁', '府', '院', '会', '構', '所', '局', '房', '研', '委', '部', '課', '室',
            ])
}

/// Finds the names that a text gives by their form, in order.
///
/// Mentions do not overlap. Parts in brackets are given with their whole, not as mentions of their own.
pub fn find_names(text: &str, brackets: &Brackets, options: &NameOptions) -> Vec<NameMention> {
    let mut found = options.listed.find(text, brackets, &options.operators);
    let endings = ending::Endings::find(text);
    if found.is_empty() && endings.is_empty() && !text.contains(['「', '『']) {
        return found;
    }
    found.extend(quoted::find(text, brackets));
    found.extend(bare::find(text, brackets, &endings, &options.operators));
    found.retain(|mention| !text.get(mention.name.clone()).is_some_and(|name| options.refuses(name)));
    found.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
    found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    for mention in &mut found {
        quoted::add_bracket_after(mention, text, brackets);
        mention.parts.retain(|part| !text.get(part.clone()).is_some_and(|name| options.refuses(name)));
    }
    quoted::join_to_carrier(&mut found, text);
    found
}

#[cfg(test)]
mod tests;

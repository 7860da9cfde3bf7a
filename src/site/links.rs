//! Where pages link to.

use crate::query::catalogue::StoredQuery;
use crate::view::language::Language;

/// What a page may link to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Target<'t> {
    /// The start page in a language.
    Start(Language),
    /// The page of the vocabulary.
    Terms,
    /// A term of the vocabulary, by its IRI.
    Term(&'t str),
    /// A page about a thing of the dataset, by its IRI.
    Thing(&'t str),
    /// A page with the things of a class, by the IRI of that.
    Class(&'t str),
    /// The page with the answer to a stored query.
    Query(&'t StoredQuery),
    /// The page that shows a table, by the name of the table.
    Table(&'t str),
    /// The page of findings.
    Findings,
    /// A file of the dataset, by its name in the bundle: `plan.ttl`.
    File(&'t str),
    /// What is found by words. Its address takes them as `q`.
    Search,
    /// The tree of goals and measures.
    Plan,
    /// The picture of program reuse, to search and filter.
    Picture,
    /// What rests on which program.
    Impact,
    /// A page for queries of anybody.
    Editor,
    /// The style sheet of the pages.
    Style,
    /// The script of the pages.
    Script,
}

/// Knows the address of everything that a page links to, as seen from that page.
pub trait Links {
    /// The address of a target; nothing if there is none, and the page then shows its words without a link.
    fn href(&self, target: Target<'_>) -> Option<String>;

    /// The address of this page in a language; of the start page where the other pages are in both.
    fn here(&self, language: Language) -> Option<String> {
        self.href(Target::Start(language))
    }

    /// A language that a person has chosen and links carry on; forms have to do it, too.
    fn carried(&self) -> Option<Language> {
        None
    }
}

//! Pages for people: the start page of a dataset, its tables and answers, the terms of the vocabulary, a page for each thing.
//!
//! May live here: HTML documents about a dataset. Where they are written or served is not known here: a page asks
//! [`Links`] for every address that it links to, so that the same pages serve a folder of files and a server.
//!
//! Words of documents may be anything. Every text goes through the escaping of the template engine, addresses are
//! links only if they begin with `http:`, `https:` or `mailto:`, and a page allows no script but the one beside it. Pages need no script: they
//! are complete without, the script adds filters to tables.

pub mod answer;
mod columns;
mod dataset;
pub mod finding;
mod frame;
mod links;
pub mod live;
pub mod lookup;
mod name;
mod read;
pub mod sheet;
pub mod start;
pub mod table;
pub mod terms;
pub mod thing;

pub use frame::{SCRIPT, STYLE};
pub use links::{Links, Target};
pub use read::PageError;

use crate::bundle::Description;
use crate::view::language::Language;
use lookup::Names;
use terms::Terms;

/// What every page of a dataset needs.
#[derive(Clone, Copy)]
pub struct Site<'s> {
    /// What the publisher says of the dataset.
    pub description: &'s Description,
    /// The vocabulary.
    pub terms: &'s Terms,
    /// Where a page links to.
    pub links: &'s dyn Links,
    /// The language of the words around the data; both if there is none.
    pub language: Option<Language>,
    /// Names of things, where a page speaks of things by their IRIs.
    pub names: Option<&'s Names>,
}

impl Site<'_> {
    /// The language of what stands in one only: titles, the frame of a page.
    fn main_language(&self) -> Language {
        self.language.unwrap_or_default()
    }

    /// One of two texts, with its language.
    fn pick<'t>(&self, japanese: &'t str, english: &'t str) -> (&'t str, &'static str) {
        let language = self.main_language();
        (language.pick(japanese, english), language.tag())
    }

    /// The title of the dataset in a language; in that of the documents where there is no other.
    pub fn title(&self, language: Language) -> (&str, &str) {
        match (language, &self.description.title_en) {
            (Language::English, Some(title)) => (title, "en"),
            _ => (&self.description.title, &self.description.language),
        }
    }
}

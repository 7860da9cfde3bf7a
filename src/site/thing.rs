//! The page of one thing: what is said of it, in which words, and what points to it.
//!
//! May live here: reading what a page shows of a thing, and the page. What a page needs of other things is asked once
//! ([`Index`]); the facts of its own thing are asked with the thing bound.

mod json_ld;
mod page;
mod read;

pub use page::{page, page_with_data};
pub use read::{Index, Thing};

use crate::query::evaluate::Source;
use crate::site::PageError;
use crate::site::read::{ask, rows};

/// The IRIs below a base that something is said of, in order; of a selector, its place.
pub fn all(source: &dyn Source, base: &str) -> Result<Vec<String>, PageError> {
    let solutions = ask(
        source,
        "things",
        "SELECT DISTINCT ?thing WHERE { ?thing ?property ?value . FILTER(ISIRI(?thing)) }",
        None,
    )?;
    let mut iris: Vec<String> = rows(&solutions)
        .filter_map(|row| row.text("thing"))
        .filter(|iri| iri.starts_with(base))
        .map(|iri| iri.split_once('#').map_or(iri, |(page, _)| page).to_owned())
        .collect();
    iris.sort();
    iris.dedup();
    Ok(iris)
}

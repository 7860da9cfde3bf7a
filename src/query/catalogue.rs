//! The stored queries of `queries/*.rq`, embedded in the library.
//!
//! A file `NN-name.rq` is found as `NN`, as `name`, as `NN-name` or by its file name. What the list shows
//! (title, parameters, columns) is read from the file itself, so the files are the only place to change.

use std::cmp::Reverse;

use oxigraph::sparql::SparqlSyntaxError;

use crate::query::header::{Header, HeaderError};
use crate::query::lint::algebra;
use crate::query::parameters::fold::{fold, similarity};
use crate::query::parameters::{Parameter, declared};

mod collection;
pub(crate) mod page;

pub use collection::collection;
pub use page::readme;

/// File names with the texts of the files.
macro_rules! files {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../queries/", $file)))),*]
    };
}

/// Every stored query in the order of the numbers; a test compares it with the folder.
const FILES: &[(&str, &str)] = files![
    "01-plan-structure.rq",
    "02-measures-per-goal.rq",
    "03-relistings.rq",
    "04-done-or-see-above.rq",
    "05-measures-led.rq",
    "06-measures-supported.rq",
    "07-measures-with-several-leads.rq",
    "08-measures-without-lead.rq",
    "09-ministry-pairs.rq",
    "10-leads-per-goal.rq",
    "11-program-goal-links.rq",
    "12-program-measures.rq",
    "13-programs-by-measures.rq",
    "14-programs-of-one-measure.rq",
    "15-programs-across-leads.rq",
    "16-program-names-and-parts.rq",
    "17-possibly-same-programs.rq",
    "18-programs-of-one-year.rq",
    "19-program-bodies.rq",
    "20-measures-sharing-programs.rq",
    "21-budget-lines.rq",
    "22-goal-budget.rq",
    "23-budget-change.rq",
    "24-uncertain-amounts.rq",
    "25-portions.rq",
    "26-conflicting-lines.rq",
    "27-measures-without-money.rq",
    "28-reported-results.rq",
    "29-evidence.rq",
    "30-uncovered-text.rq",
    "31-dataset-size.rq",
    "32-external-identifiers.rq",
    "33-ministry-partners.rq",
    "34-ministry-measures.rq",
    "35-programs-by-measures-with-parts.rq",
    "36-programs-by-listings.rq",
    "37-measures-without-program.rq",
    "38-measures-on-one-program.rq",
    "39-budget-totals.rq",
    "40-sources.rq",
    "41-reported-dates.rq",
    "42-measures-overview.rq",
    "43-program-objective-links.rq",
    "44-ministry-budget.rq",
];

/// Why a stored query could not be given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// No stored query goes by that name.
    #[error("no stored query is called `{name}`; nearest: {}", nearest.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names that come nearest, best first, at most five.
        nearest: Vec<String>,
    },
    /// The comments that open the query are wrong.
    #[error("the header of {file} is wrong")]
    Header {
        /// The file name.
        file: &'static str,
        /// What is wrong with it.
        source: HeaderError,
    },
    /// The text is not a SPARQL query.
    #[error("{file} is not a SPARQL query")]
    Syntax {
        /// The file name.
        file: &'static str,
        /// Why.
        source: SparqlSyntaxError,
    },
}

/// One stored query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredQuery {
    /// `02-programs-by-measures.rq`
    pub file: &'static str,
    /// `02`
    pub number: &'static str,
    /// `programs-by-measures`
    pub name: &'static str,
    /// The SPARQL text as it stands in the file: it runs unchanged in any SPARQL engine.
    pub text: &'static str,
    /// What the opening comments say.
    pub header: Header,
}

impl StoredQuery {
    fn read(file: &'static str, text: &'static str) -> Result<Self, CatalogueError> {
        let (number, name) = parts(file);
        let header = Header::parse(text).map_err(|source| CatalogueError::Header { file, source })?;
        Ok(Self { file, number, name, text, header })
    }

    /// Whether the query goes by `name`: its number, name, both, or file name.
    pub fn answers_to(&self, name: &str) -> bool {
        answers_to(self.file, name)
    }

    /// What it is about: its first tag.
    pub fn theme(&self) -> &str {
        self.header.tags.first().map_or("other", String::as_str)
    }

    /// What it can be asked for, in the order of its text.
    pub fn parameters(&self) -> Vec<Parameter> {
        declared(self.text)
    }

    /// The columns of its answer, in their order.
    pub fn columns(&self) -> Result<Vec<String>, CatalogueError> {
        let select = algebra::read(self.text);
        let select = select.map_err(|source| CatalogueError::Syntax { file: self.file, source })?;
        Ok(select.map(|select| select.columns).unwrap_or_default())
    }
}

/// Number and name of a file.
fn parts(file: &str) -> (&str, &str) {
    let stem = file.strip_suffix(".rq").unwrap_or(file);
    stem.split_once('-').unwrap_or(("", stem))
}

fn answers_to(file: &str, name: &str) -> bool {
    let (number, own) = parts(file);
    let is_number = !number.is_empty() && (name == number || name == number.trim_start_matches('0'));
    is_number || name == own || name == file || file.strip_suffix(".rq") == Some(name)
}

/// File names with their texts, for checks that must also see what is wrong with a file.
pub fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// All stored queries in the order of their numbers.
pub fn all() -> Result<Vec<StoredQuery>, CatalogueError> {
    FILES.iter().map(|(file, text)| StoredQuery::read(file, text)).collect()
}

/// The stored query called `name`: `02`, `programs-by-measures`, `02-programs-by-measures` or its file name.
///
/// ```
/// use policygraph::query::catalogue;
/// assert_eq!(catalogue::find("02")?.number, "02");
/// assert_eq!(catalogue::find("programs-by-measures")?.name, "programs-by-measures");
/// # Ok::<(), catalogue::CatalogueError>(())
/// ```
pub fn find(name: &str) -> Result<StoredQuery, CatalogueError> {
    // Only the header of the one that is found is read.
    match FILES.iter().find(|(file, _)| answers_to(file, name)) {
        Some((file, text)) => StoredQuery::read(file, text),
        None => Err(CatalogueError::Unknown { name: name.to_owned(), nearest: nearest(name) }),
    }
}

/// How many near names a message gives.
const NEAREST: usize = 5;

fn nearest(name: &str) -> Vec<String> {
    let wanted = fold(name);
    let names = FILES.iter().map(|(file, _)| parts(file).1);
    let mut ranked: Vec<(u32, &str)> =
        names.map(|known| (similarity(&wanted, &fold(known)), known)).collect();
    ranked.sort_by_key(|(score, known)| (Reverse(*score), *known));
    ranked.into_iter().take(NEAREST).map(|(_, known)| known.to_owned()).collect()
}

/// Queries by theme: themes in the order in which the numbers come to them, queries in the order of theirs.
pub fn themes<'q>(
    queries: impl IntoIterator<Item = &'q StoredQuery>,
) -> Vec<(&'q str, Vec<&'q StoredQuery>)> {
    let mut themes: Vec<(&str, Vec<&StoredQuery>)> = Vec::new();
    for query in queries {
        match themes.iter_mut().find(|(theme, _)| *theme == query.theme()) {
            Some((_, members)) => members.push(query),
            None => themes.push((query.theme(), vec![query])),
        }
    }
    themes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_unique_and_in_order() {
        let queries = all().unwrap();
        for (index, query) in queries.iter().enumerate() {
            assert_eq!(query.number, format!("{:02}", index + 1));
            let same = queries.iter().filter(|other| other.name == query.name).count();
            assert_eq!(same, 1, "{}", query.name);
        }
    }

    #[test]
    fn a_query_is_found_by_each_of_its_names() {
        let query = find("ministry-pairs").unwrap();
        let stem = format!("{}-ministry-pairs", query.number);
        for name in [query.number, query.number.trim_start_matches('0'), &stem, query.file] {
            assert_eq!(find(name).unwrap(), query);
        }
    }

    #[test]
    fn an_unknown_name_lists_the_nearest() {
        let message = find("ministry").unwrap_err().to_string();
        assert!(message.contains("nearest: ministry-"), "{message}");
        assert!(find("").is_err());
    }

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/queries");
        let names =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut there: Vec<String> =
            names.filter(|name| !["README.md", "queries.ttl"].contains(&name.as_str())).collect();
        there.sort();
        let listed: Vec<&str> = FILES.iter().map(|(file, _)| *file).collect();
        assert_eq!(there, listed);
    }

    #[test]
    fn themes_keep_the_order_of_the_numbers() {
        let queries = all().unwrap();
        let themes = themes(&queries);
        assert_eq!(themes.iter().map(|(_, members)| members.len()).sum::<usize>(), queries.len());
        for (theme, members) in themes {
            assert!(members.iter().all(|query| query.theme() == theme));
            assert!(members.windows(2).all(|pair| pair[0].number < pair[1].number));
        }
    }

    #[test]
    fn columns_are_those_of_the_select() {
        let columns = find("ministry-pairs").unwrap().columns().unwrap();
        assert_eq!(columns, ["first_iri", "first", "second_iri", "second", "shared", "both_lead"]);
    }
}

//! The stored queries of `queries/*.rq`, embedded in the library.
//!
//! A file `NN-name.rq` is found as `NN`, as `name`, as `NN-name` or by its file name. What the list shows
//! (title, parameters, columns) is read from the file itself, so the files are the only place to change.

use crate::query::header::{Header, HeaderError};

/// Every stored query: file name and text, in the order of their numbers.
const FILES: [(&str, &str); 8] = [
    ("01-program-goal-links.rq", include_str!("../../queries/01-program-goal-links.rq")),
    ("02-programs-by-measures.rq", include_str!("../../queries/02-programs-by-measures.rq")),
    ("03-budget-lines.rq", include_str!("../../queries/03-budget-lines.rq")),
    ("04-ministry-pairs.rq", include_str!("../../queries/04-ministry-pairs.rq")),
    ("05-measures-without-program.rq", include_str!("../../queries/05-measures-without-program.rq")),
    ("06-budget-totals.rq", include_str!("../../queries/06-budget-totals.rq")),
    ("07-ministry-partners.rq", include_str!("../../queries/07-ministry-partners.rq")),
    ("08-measures-on-one-program.rq", include_str!("../../queries/08-measures-on-one-program.rq")),
];

/// Why a stored query could not be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// No stored query goes by that name.
    #[error("no stored query is called `{name}`; there are: {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names that would do.
        known: Vec<String>,
    },
    /// The comments that open the query are wrong.
    #[error("the header of {file} is wrong")]
    Header {
        /// The file name.
        file: &'static str,
        /// What is wrong with it.
        source: HeaderError,
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
        let stem = file.strip_suffix(".rq").unwrap_or(file);
        let (number, name) = stem.split_once('-').unwrap_or(("", stem));
        let header = Header::parse(text).map_err(|source| CatalogueError::Header { file, source })?;
        Ok(Self { file, number, name, text, header })
    }

    /// Whether the query goes by `name`: its number, name, both, or file name.
    pub fn answers_to(&self, name: &str) -> bool {
        name == self.file
            || name == self.name
            || name == self.number
            || name == self.number.trim_start_matches('0')
            || self.file.strip_suffix(".rq") == Some(name)
    }
}

/// All stored queries in the order of their numbers.
pub fn all() -> Result<Vec<StoredQuery>, CatalogueError> {
    FILES.iter().map(|(file, text)| StoredQuery::read(file, text)).collect()
}

/// The stored query called `name`: `02`, `programs-by-measures`, `02-programs-by-measures` or its file name.
///
/// ```
/// use policygraph::query::catalogue;
/// assert_eq!(catalogue::find("02")?, catalogue::find("programs-by-measures")?);
/// # Ok::<(), catalogue::CatalogueError>(())
/// ```
pub fn find(name: &str) -> Result<StoredQuery, CatalogueError> {
    let queries = all()?;
    let known = queries.iter().map(|query| query.name.to_owned()).collect();
    queries
        .into_iter()
        .find(|query| query.answers_to(name))
        .ok_or_else(|| CatalogueError::Unknown { name: name.to_owned(), known })
}

/// The page `queries/README.md`: what each stored query answers, its parameters and columns.
pub fn readme() -> Result<String, CatalogueError> {
    let mut page = String::from(INTRODUCTION);
    for query in all()? {
        let parameters = crate::query::parameters::declared(query.text);
        let names: Vec<String> =
            parameters.iter().map(|parameter| format!("`{}`", parameter.name())).collect();
        page.push_str(&format_entry(&query, &names));
    }
    Ok(page)
}

fn format_entry(query: &StoredQuery, parameters: &[String]) -> String {
    let parameters = if parameters.is_empty() { "none".to_owned() } else { parameters.join(", ") };
    let defaults: Vec<String> =
        query.header.defaults.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let defaults =
        if defaults.is_empty() { String::new() } else { format!(" Defaults: {}.", defaults.join(", ")) };
    format!(
        "\n## [{} {}]({}): {}\n\n{}\n\n{}\n\nParameters: {}.{} Tags: {}.\n",
        query.number,
        query.name,
        query.file,
        query.header.summary,
        query.header.title,
        query.header.description,
        parameters,
        defaults,
        query.header.tags.join(", "),
    )
}

/// How the README opens.
const INTRODUCTION: &str = "\
# Stored queries

Each file is a plain SPARQL query with a grlc header and runs as it stands in any SPARQL engine. `policygraph query
NAME INPUT…` runs it by number, name or file name; `-p program=…` gives a parameter.

A variable `?_program_iri`, `?_goal_iri`, `?_ministry_iri` or `?_year_integer` is a parameter. Unbound it means *any*;
it is also a column, so a value read there can be given back. A value may be an IRI, a label, another name or a mark:
`-p ministry=厚`, `-p goal=1`, `-p year=令和4年度`.

Run them over the union of all named graphs. The same triple may stand in the graphs of several documents, and some
engines (oxigraph is one) then answer with the same row twice. These queries count distinct things and group their rows,
so their answers do not change; a query of your own should say `DISTINCT` too.

This page is made from the headers of the files; a test compares it.
";

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
        for name in ["04", "ministry-pairs", "04-ministry-pairs", "04-ministry-pairs.rq"] {
            assert_eq!(find(name).unwrap().number, "04");
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = find("ministry").unwrap_err().to_string();
        assert!(message.contains("ministry-pairs, measures-without-program"), "{message}");
    }
}

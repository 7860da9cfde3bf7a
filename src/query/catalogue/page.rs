//! The page `queries/README.md`.

use std::fmt::Write as _;

use crate::query::catalogue::{CatalogueError, StoredQuery, all, themes};

/// The page `queries/README.md`: what each stored query answers, its parameters and columns, by theme.
pub fn readme() -> Result<String, CatalogueError> {
    let mut page = String::from(INTRODUCTION);
    let queries = all()?;
    for (theme, members) in themes(&queries) {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "\n## {}", title(theme));
        for query in members {
            page.push_str(&entry(query)?);
        }
    }
    Ok(page)
}

/// A theme as a heading: its first letter large, hyphens as blanks.
pub(crate) fn title(theme: &str) -> String {
    let words = theme.replace('-', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn entry(query: &StoredQuery) -> Result<String, CatalogueError> {
    let parameters: Vec<String> =
        query.parameters().iter().map(|parameter| format!("`{}`", parameter.name())).collect();
    let parameters = if parameters.is_empty() { "none".to_owned() } else { parameters.join(", ") };
    let defaults: Vec<String> =
        query.header.defaults.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let defaults =
        if defaults.is_empty() { String::new() } else { format!(" Defaults: {}.", defaults.join(", ")) };
    let columns: Vec<String> = query.columns()?.iter().map(|column| format!("`{column}`")).collect();
    Ok(format!(
        "\n### [{} {}]({}): {}\n\n{}\n\n{}\n\nParameters: {}.{} Columns: {}. Tags: {}.\n",
        query.number,
        query.name,
        query.file,
        query.header.summary,
        query.header.title,
        query.header.description,
        parameters,
        defaults,
        columns.join(", "),
        query.header.tags.join(", "),
    ))
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

[`queries.ttl`](queries.ttl) holds the same queries as RDF (SHACL's `sh:SPARQLExecutable`, as the examples of SPARQL
endpoints in the life sciences do), so that a query editor can offer them and an endpoint can be asked which questions
there are. `policygraph queries --lint FILE.rq` checks a query of your own by the rules that these keep.

This page and the collection are made from the headers of the files; a test compares them.
";

//! A page for queries of anybody: a text, examples, the answer.

use crate::query::catalogue::StoredQuery;
use crate::query::evaluate::Answer;
use crate::site::frame::{Frame, both, carried};
use crate::site::{Site, Target, answer};
use maud::{Markup, html};

/// What an empty page begins with.
const FIRST: &str = "\
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT DISTINCT ?measure_iri ?measure ?program_iri ?program WHERE {
  ?measure_iri pgo:usesProgram ?program_iri ; skos:prefLabel ?measure .
  ?program_iri skos:prefLabel ?program .
  FILTER(LANG(?measure) = \"ja\" && LANG(?program) = \"ja\")
}
ORDER BY ?program ?measure
LIMIT 50
";

/// An answer as the page shows it.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// Nothing was asked.
    Nothing,
    /// The first rows, or yes or no, and how many rows there are.
    Rows(&'a Answer, usize),
    /// Triples as Turtle; the page shows the beginning of a long text, and says so.
    Triples(&'a str),
    /// Why there is no answer.
    Trouble(&'a str),
}

/// The page. `files` are names of formats with addresses of the answer in them; `example` gives the address of this page with a text.
pub fn page(
    site: &Site<'_>,
    query: Option<&str>,
    shown: Shown<'_>,
    files: &[(&str, String)],
    examples: &[(StoredQuery, String)],
) -> String {
    let content = html! {
        h1 { "SPARQL" }
        p { (both(
            "グラフに SPARQL 1.1 で質問できます。名称の列 x と IRI の列 x_iri を並べると、名称がリンクになります。",
            "Ask the graph in SPARQL 1.1. A column x beside a column x_iri becomes a link.",
        )) }
        p.files {
            @for (words, file) in [("SPARQL endpoint", "sparql"), ("OpenAPI", "openapi.json")] {
                @if let Some(href) = site.links.href(Target::File(file)) { a href=(href) { (words) } }
            }
        }
        @if let Some(action) = site.links.href(Target::Editor) {
            form.form method="post" action={ (action) "#answer" } {
                (carried(site))
                label for="query" { (both("クエリ", "Query")) }
                textarea id="query" name="query" spellcheck="false" autocapitalize="off" { "\n" (query.unwrap_or(FIRST)) }
                button { (both("実行", "Run")) }
            }
        }
        (result(site, shown, files))
        section aria-labelledby="examples" {
            h2 id="examples" { (both("例", "Examples")) }
            ul.list {
                @for (stored, href) in examples {
                    li { a href=(href) { (both(&stored.header.title, &stored.header.summary)) } }
                }
            }
        }
    };
    let frame = Frame {
        title: "SPARQL",
        json_ld: None,
        has_tables: matches!(shown, Shown::Rows(..)),
        is_start: false,
    };
    frame.page(site, &content)
}

fn result(site: &Site<'_>, shown: Shown<'_>, files: &[(&str, String)]) -> Markup {
    let caption = both("答え", "Answer");
    html! {
        @if !matches!(shown, Shown::Nothing) {
            section aria-labelledby="answer" {
                h2 id="answer" { (caption) }
                @match shown {
                    Shown::Nothing => {},
                    Shown::Rows(found, total) => (answer::beginning(site, "rows", &caption, found, total)),
                    Shown::Triples(turtle) => (triples(turtle)),
                    Shown::Trouble(message) => p.trouble role="alert" lang="en" { (message) },
                }
                @if !matches!(shown, Shown::Trouble(_)) {
                    p.files { @for (name, href) in files { a href=(href) { (name) } } }
                }
            }
        }
    }
}

/// Characters of Turtle that the page shows at most.
const MOST: usize = 200_000;

fn triples(turtle: &str) -> Markup {
    let beginning = turtle.char_indices().nth(MOST).and_then(|(end, _)| turtle.get(..end));
    html! {
        @if beginning.is_some() {
            p.note { (both("長いため初めの部分だけを表示しています。全体は下のファイルにあります。", "Only the beginning is shown, since the answer is long; the files below have all of it.")) }
        }
        pre tabindex="0" { code { (beginning.unwrap_or(turtle)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_answer_says_that_it_is_one() {
        let long = "ヌ".repeat(MOST + 1);
        let (whole, part) = (triples("<urn:a> a <urn:b> ."), triples(&long));
        assert!(!whole.into_string().contains("note"));
        let part = part.into_string();
        assert!(part.contains("Only the beginning") && part.matches('ヌ').count() == MOST);
    }
}

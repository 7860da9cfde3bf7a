//! Which thing a person means.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use oxigraph::model::{Literal, NamedNode, Term, Variable};

use crate::query::evaluate::Source;
use crate::query::explain::read::{Row, head, place, rows};
use crate::query::explain::{ExplainError, Place, Thing, ask, ask_with, select};
use crate::query::parameters::Binding;
use crate::query::parameters::fold::{fold, similarity};
use crate::query::prefix;

/// What some words mean in a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// One thing.
    Thing(NamedNode),
    /// Several things go by these words; in the order of class and IRI.
    Several(Vec<Thing>),
    /// No thing is called so, but the words stand in cells of the documents.
    Cells {
        /// The cells in reading order, each with the first place of the words as quote and the cell around it.
        cells: Vec<Cell>,
        /// The names that come nearest, best first.
        nearest: Vec<String>,
    },
    /// Nothing is called so, and no cell holds the words.
    Nothing {
        /// The names that come nearest, best first.
        nearest: Vec<String>,
    },
}

/// A cell of a document in which some words stand.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Cell {
    /// What was read from the cell: a statement, a measure, a heading.
    pub thing: Thing,
    /// The words in the cell. `start` and `end` are theirs.
    pub place: Place,
}

const CANDIDATES: &str = "\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?item ?label ?main WHERE {
  { ?item skos:prefLabel ?label . BIND(true AS ?main) }
  UNION { ?item skos:notation ?label . BIND(true AS ?main) }
  UNION { ?item skos:altLabel|skos:hiddenLabel ?label . BIND(false AS ?main) }
}";

const KNOWN: &str = "\
SELECT ?thing ?property WHERE { { ?thing ?property ?other . } UNION { ?other ?property ?thing . } } LIMIT 1";

/// Items of a plan read from a line of a file.
const ON_LINE: &str = "\
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
SELECT DISTINCT ?file ?number ?item WHERE {
  ?document pgo:fileName ?file .
  ?span oa:hasSource ?document ; pgo:line ?number .
  ?item pgo:evidence ?span ; pgo:ordinal ?ordinal .
}";

/// Cells that hold some words. What stands in a cell with others is left out: the cell itself has them.
const CELLS: &str = "\
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
SELECT ?words ?item ?class ?span ?file ?table ?line ?column ?start ?end ?quote ?text WHERE {
  ?item pgo:evidence ?span .
  { ?item a pgo:StatusStatement } UNION { ?item a pgo:PlannedStatement } UNION { ?item pgo:ordinal ?ordinal }
  ?item a ?class .
  OPTIONAL { ?span pgo:line ?line . }
  OPTIONAL { ?span pgo:column ?column . }
  OPTIONAL { ?span pgo:table ?table . }
  OPTIONAL { ?span oa:hasSource ?document . ?document pgo:fileName ?file . }
  OPTIONAL { ?span oa:hasSelector ?selector . ?selector oa:exact ?quote ; oa:start ?start ; oa:end ?end . }
  OPTIONAL { ?item pgo:text ?text . }
  FILTER(CONTAINS(LCASE(COALESCE(?quote, \"\")), LCASE(?words)) || CONTAINS(LCASE(COALESCE(?text, \"\")), LCASE(?words)))
}
ORDER BY ?file ?table ?line ?column ?start ?item";

/// Finds what `words` mean: an IRI in full, between angle brackets or in short; `FILE:LINE`; the name of a thing, without
/// regard to width, case, blanks and brackets, where main names and marks go before other names and misprints; or words
/// of a cell.
pub fn find(store: &dyn Source, words: &str) -> Result<Found, ExplainError> {
    let words = words.trim();
    let node = as_iri(words);
    if let Some(node) = &node
        && !ask(store, "thing", KNOWN, node)?.rows.is_empty()
    {
        return Ok(Found::Thing(node.clone()));
    }
    if let Some((file, line)) = as_place(words) {
        let items = on_line(store, file, line)?;
        if !items.is_empty() {
            return one_or_several(store, &items);
        }
    }
    let candidates = candidates(store)?;
    let wanted = fold(words);
    for main in [true, false] {
        let fits = |candidate: &&Candidate| candidate.main == main && fold(&candidate.label) == wanted;
        let items: BTreeSet<&NamedNode> =
            candidates.iter().filter(fits).map(|candidate| &candidate.item).collect();
        if !items.is_empty() {
            return one_or_several(store, &items.into_iter().cloned().collect::<Vec<_>>());
        }
    }
    let nearest = nearest(&wanted, &candidates);
    // An IRI that is not in the data is not looked for in words.
    let cells = if node.is_some() && words.contains("://") || words.is_empty() {
        Vec::new()
    } else {
        cells(store, words)?
    };
    Ok(if cells.is_empty() { Found::Nothing { nearest } } else { Found::Cells { cells, nearest } })
}

/// The IRI that a text is, written in full, between angle brackets, or in the short form of our tables.
fn as_iri(text: &str) -> Option<NamedNode> {
    let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
    let iri = prefix::expand(inner).unwrap_or_else(|| inner.to_owned());
    NamedNode::new(iri).ok()
}

fn as_place(text: &str) -> Option<(&str, i64)> {
    let (file, line) = text.rsplit_once(':')?;
    // A folder before the name does not matter: the graph keeps none.
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    Some((file, line.parse().ok()?))
}

fn on_line(store: &dyn Source, file: &str, line: i64) -> Result<Vec<NamedNode>, ExplainError> {
    let bindings = [
        Binding { variable: Variable::new_unchecked("file"), term: Literal::from(file).into() },
        Binding { variable: Variable::new_unchecked("number"), term: Literal::from(line).into() },
    ];
    let solutions = select(store, "line", ON_LINE, &bindings)?;
    let items: BTreeSet<NamedNode> = rows(&solutions).filter_map(|row| node(&row, "item")).collect();
    Ok(items.into_iter().collect())
}

fn node(row: &Row<'_>, name: &str) -> Option<NamedNode> {
    match row.get(name)? {
        Term::NamedNode(node) => Some(node.clone()),
        _ => None,
    }
}

fn one_or_several(store: &dyn Source, items: &[NamedNode]) -> Result<Found, ExplainError> {
    if let [item] = items {
        return Ok(Found::Thing(item.clone()));
    }
    let mut things: Vec<Thing> =
        items.iter().map(|item| Ok(head(store, item)?.thing)).collect::<Result<_, ExplainError>>()?;
    things.sort_by(|a, b| (&a.class, &a.iri).cmp(&(&b.class, &b.iri)));
    Ok(Found::Several(things))
}

/// A thing under one of its names.
#[derive(Debug)]
struct Candidate {
    item: NamedNode,
    label: String,
    main: bool,
}

fn candidates(store: &dyn Source) -> Result<Vec<Candidate>, ExplainError> {
    let solutions = select(store, "names", CANDIDATES, &[])?;
    let read = |row: Row<'_>| {
        Some(Candidate {
            item: node(&row, "item")?,
            label: row.text("label")?,
            // Virtuoso knows no truth values in queries, and gives 1.
            main: matches!(row.text("main")?.as_str(), "true" | "1"),
        })
    };
    Ok(rows(&solutions).filter_map(read).collect())
}

/// How many near names are given.
const NEAREST: usize = 5;
/// A name nearer than this has something in common with the words.
const NEAR: u32 = 200;

fn nearest(wanted: &str, candidates: &[Candidate]) -> Vec<String> {
    let labels: BTreeSet<&str> = candidates.iter().map(|candidate| candidate.label.as_str()).collect();
    let mut ranked: Vec<(u32, &str)> =
        labels.into_iter().map(|label| (similarity(wanted, &fold(label)), label)).collect();
    ranked.retain(|(score, _)| *score >= NEAR);
    ranked.sort_by_key(|(score, label)| (Reverse(*score), *label));
    ranked.into_iter().take(NEAREST).map(|(_, label)| label.to_owned()).collect()
}

fn cells(store: &dyn Source, words: &str) -> Result<Vec<Cell>, ExplainError> {
    let solutions = ask_with(store, "cells", CELLS, "words", Literal::from(words).into())?;
    let mut seen = BTreeSet::new();
    let mut cells = Vec::new();
    for row in rows(&solutions) {
        let (Some(item), Some(place)) = (node(&row, "item"), place(&row)) else {
            continue;
        };
        // The same cell comes once for each class of what was read from it.
        if seen.insert((item.clone(), place.iri.clone())) {
            let thing = Thing { iri: item.as_str().to_owned(), label: None, class: row.text("class") };
            cells.push(Cell { thing, place: narrowed(place, words, row.text("text")) });
        }
    }
    Ok(cells)
}

/// The place of the words inside of a cell; the cell as it is where markup stands between them.
fn narrowed(cell: Place, words: &str, text: Option<String>) -> Place {
    let Some(quote) = cell.quote.clone().or(text) else {
        return cell;
    };
    let characters: Vec<char> = quote.chars().collect();
    let lower = |c: &char| c.to_lowercase().collect::<String>();
    let wanted: Vec<String> = words.chars().map(|c| lower(&c)).collect();
    let has: Vec<String> = characters.iter().map(lower).collect();
    let Some(at) = has.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice()) else {
        return Place { quote: Some(quote), ..cell };
    };
    let end = at + wanted.len();
    let part = |from: usize, to: usize| characters.get(from..to).map(|part| part.iter().collect::<String>());
    // Where the quote is that of the file, its start is that of the words' file, too.
    let shift = |by: usize| {
        cell.start
            .filter(|_| cell.quote.is_some())
            .and_then(|start| start.checked_add(i64::try_from(by).ok()?))
    };
    Place {
        start: shift(at),
        end: shift(end),
        quote: part(at, end),
        before: part(0, at),
        after: part(end, characters.len()),
        ..cell
    }
}

//! What pages know beside the graph, and what they work out of the graph once.

use crate::bundle::Description;
use crate::facts::{Extent, Facts};
use crate::query::catalogue::{self, StoredQuery};
use crate::query::evaluate::{Answer, Source};
use crate::query::parameters::resolve;
use crate::serve::loaded::{Loaded, broken, too_much};
use crate::serve::reply::Refusal;
use crate::site::lookup::Names;
use crate::site::start::{Figures, QueryEntry, TableEntry};
use crate::site::terms::Terms;
use crate::site::thing::Index;
use crate::store::Store;
use crate::tables::{self, Reader};
use crate::view::links::Links;
use oxigraph::model::Term;
use std::sync::OnceLock;

/// What is said of the dataset that is served.
#[derive(Clone, Debug)]
pub struct Published {
    /// What its publisher says of it.
    pub description: Description,
    /// The IRI below which its things stand.
    pub base: String,
}

/// What pages work out of a graph, each when it is first asked for.
#[derive(Default)]
pub(in crate::serve) struct Parts {
    names: OnceLock<Names>,
    index: OnceLock<Index>,
    start: OnceLock<Start>,
    rows: OnceLock<(Links, Facts)>,
}

/// What the start page shows.
pub(super) struct Start {
    pub(super) figures: Figures,
    pub(super) tables: Vec<TableEntry>,
    pub(super) queries: Vec<QueryEntry>,
    /// Classes with their numbers of things, if the graph holds no plan.
    pub(super) classes: Vec<(String, usize)>,
}

const CLASSES: &str = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class . FILTER(ISIRI(?class)) } GROUP BY ?class ORDER BY DESC(?n) ?class LIMIT 100";

fn classes(loaded: &Loaded) -> Result<Vec<(String, usize)>, Refusal> {
    let found = loaded.unhurried().select(CLASSES).map_err(|_| too_much())?;
    let pair = |row: &Vec<Option<Term>>| match row.as_slice() {
        [Some(Term::NamedNode(class)), Some(Term::Literal(count))] => {
            Some((class.as_str().to_owned(), count.value().parse().ok()?))
        }
        _ => None,
    };
    Ok(found.rows.iter().filter_map(pair).collect())
}

/// The vocabulary, which is the same for all graphs.
pub(super) fn terms() -> Option<&'static Terms> {
    static TERMS: OnceLock<Option<Terms>> = OnceLock::new();
    TERMS.get_or_init(|| Terms::embedded().ok()).as_ref()
}

/// The path below which addresses stand, without `/` at its end.
pub(in crate::serve) fn root_of(url: Option<&str>) -> String {
    let path = url.and_then(|url| url.split_once("://")?.1.split_once('/')).map_or("", |(_, path)| path);
    if path.is_empty() { String::new() } else { format!("/{}", path.trim_end_matches('/')) }
}

/// The value that was worked out before, or is now. Two requests may work it out at once; it is the same.
fn once<T>(cell: &OnceLock<T>, work: impl FnOnce() -> Result<T, Refusal>) -> Result<&T, Refusal> {
    if cell.get().is_none() {
        let _ = cell.set(work()?);
    }
    cell.get().ok_or_else(broken)
}

impl Parts {
    pub(super) fn names(&self, loaded: &Loaded) -> Result<&Names, Refusal> {
        once(&self.names, || Names::read(loaded.store()).map_err(|_| broken()))
    }

    pub(super) fn index(&self, loaded: &Loaded) -> Result<&Index, Refusal> {
        once(&self.index, || Index::read(loaded.store()).map_err(|_| broken()))
    }

    /// What pictures are drawn from.
    pub(super) fn rows(&self, loaded: &Loaded) -> Result<&(Links, Facts), Refusal> {
        once(&self.rows, || {
            let facts = Facts::from_source(loaded.store(), Extent::Pages).map_err(|_| broken())?;
            Ok((Links::from_facts(&facts), facts))
        })
    }

    pub(super) fn start(&self, loaded: &Loaded) -> Result<&Start, Refusal> {
        once(&self.start, || Start::read(loaded))
    }
}

/// Statements of a graph whose tables and answers are counted for the start page: that takes all of them.
const MOST_TO_COUNT: usize = 200_000;

fn rows_of(store: &Store, query: &StoredQuery) -> Result<usize, Refusal> {
    let bindings = resolve(store, query.text, &[], &query.header.defaults).map_err(|_| broken())?;
    Ok(match store.answer(query.text, &bindings).map_err(|_| broken())? {
        Answer::Solutions(found) => found.rows.len(),
        _ => 0,
    })
}

impl Start {
    fn read(loaded: &Loaded) -> Result<Self, Refusal> {
        let store = loaded.store();
        let is_counted = store.len().map_err(|_| broken())? <= MOST_TO_COUNT;
        let reader = if is_counted { Some(Reader::new(store).map_err(|_| broken())?) } else { None };
        let tables = tables::definitions().iter().map(|definition| {
            let rows = match &reader {
                Some(reader) => Some(reader.read(definition).map_err(|_| broken())?.rows.len()),
                None => None,
            };
            Ok(TableEntry {
                name: definition.name.to_owned(),
                title_ja: definition.title.ja.to_owned(),
                title_en: definition.title.en.to_owned(),
                rows,
                file: Some(format!("tables/{}", definition.file())),
            })
        });
        let queries = catalogue::all().map_err(|_| broken())?.into_iter().map(|query| {
            let rows = if is_counted { Some(rows_of(store, &query)?) } else { None };
            let file = format!("answers/{}-{}.csv", query.number, query.name);
            Ok(QueryEntry { query, rows, file })
        });
        let figures = Figures::read(&loaded.unhurried()).map_err(|_| too_much())?;
        let classes = if figures.is_empty() { classes(loaded)? } else { Vec::new() };
        Ok(Self {
            classes,
            figures,
            tables: tables.collect::<Result<_, Refusal>>()?,
            queries: queries.collect::<Result<_, Refusal>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_below_the_path_that_clients_know() {
        for (url, expected) in [
            (None, ""),
            (Some("https://example.org"), ""),
            (Some("https://example.org/"), ""),
            (Some("https://example.org/plans/medical/"), "/plans/medical"),
        ] {
            assert_eq!(root_of(url), expected);
        }
    }
}

//! Rows out of a graph.

use super::column::{Code, Column, Datatype, From};
use super::places::{Place, Places};
use super::shared;
use super::table::Table;
use super::terms::{Order, value};
use super::tree::Tree;
use crate::query::evaluate::{EvaluateError, Source};
use oxigraph::model::Term;
use std::collections::HashMap;

/// Why tables could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TablesError {
    /// The graph did not answer.
    #[error("`{what}` could not be read from the graph")]
    Query {
        /// What was asked for.
        what: String,
        /// Why there was no answer.
        source: Box<EvaluateError>,
    },
}

/// The rows of a table.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The table.
    pub table: &'static Table,
    /// Its rows in the order of the document: a cell for each column of the table, nothing where there is no value. A cell that
    /// may hold several values has the column's separator between them.
    pub rows: Vec<Vec<Option<String>>>,
    /// Values of the graph that no cell holds: not of the column's datatype, or a second one where the column has one.
    pub left_out: usize,
}

impl Rows {
    /// The cells of a column.
    pub fn column(&self, name: &str) -> impl Iterator<Item = Option<&str>> {
        let position = self.table.position(name);
        self.rows.iter().map(move |row| row.get(position?)?.as_deref())
    }
}

const PREFIXES: &str = "PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
";

/// The rows of an answer.
pub(super) fn ask(
    source: &dyn Source,
    what: &str,
    query: &str,
) -> Result<Vec<Vec<Option<Term>>>, TablesError> {
    let failed = |error| TablesError::Query { what: what.to_owned(), source: Box::new(error) };
    Ok(source.select(&format!("{PREFIXES}{query}")).map_err(failed)?.rows)
}

/// Reads tables of one graph; what several tables need is asked for once.
pub struct Reader<'s> {
    source: &'s (dyn Source + Sync),
    places: Places,
    tree: Tree,
    labels: HashMap<String, String>,
    years: HashMap<String, String>,
    language: String,
}

/// A term with the first place where it was read.
type Bound = (Option<Place>, Term);

/// A row before its cells: its key and where it was read.
struct Found {
    keys: Vec<String>,
    place: Option<(Place, String)>,
    order: Order,
}

impl<'s> Reader<'s> {
    /// Asks for what several tables need.
    pub fn new(source: &'s (dyn Source + Sync)) -> Result<Self, TablesError> {
        Ok(Self {
            source,
            places: Places::read(source)?,
            tree: Tree::read(source)?,
            labels: shared::labels(source)?,
            years: shared::years(source)?,
            language: shared::language(source)?,
        })
    }

    /// The language tag of all documents; `und` if they have none, or several.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The rows of a table.
    pub fn read(&self, table: &'static Table) -> Result<Rows, TablesError> {
        let found = self.find(table)?;
        let index: HashMap<&str, Vec<usize>> = by_first_key(&found);
        let mut left_out = 0;
        // Column by column, since one may look at another.
        let mut columns: Vec<Vec<Vec<String>>> = Vec::with_capacity(table.columns.len());
        let order = reading_order(table);
        let mut done: HashMap<&str, usize> = HashMap::new();
        for column in order {
            let other = |name: &str, row: usize| -> &[String] {
                let cells = done.get(name).and_then(|at| columns.get(*at)).and_then(|cells| cells.get(row));
                cells.map(Vec::as_slice).unwrap_or_default()
            };
            let mut cells = self.cells(table, column, &found, &index, &other, &mut left_out)?;
            if column.separator.is_none() {
                for cell in &mut cells {
                    left_out += cell.len().saturating_sub(1);
                    cell.truncate(1);
                }
            }
            done.insert(column.name, columns.len());
            columns.push(cells);
        }
        let mut rows: Vec<Vec<Option<String>>> = vec![Vec::with_capacity(table.columns.len()); found.len()];
        for column in &table.columns {
            let Some(cells) = done.get(column.name).and_then(|at| columns.get_mut(*at)) else {
                continue;
            };
            for (row, cell) in rows.iter_mut().zip(cells) {
                let cell = std::mem::take(cell);
                let text = match cell.len() {
                    0 => None,
                    1 => cell.into_iter().next(),
                    _ => Some(cell.join(column.separator.unwrap_or_default())),
                };
                // A text without characters is no value: CSV cannot tell them apart.
                row.push(text.filter(|text| !text.is_empty()));
            }
        }
        Ok(Rows { table, rows, left_out })
    }

    /// The keys of the rows, in order, each once.
    fn find(&self, table: &Table) -> Result<Vec<Found>, TablesError> {
        let mut variables: Vec<String> = table.variables.iter().map(|name| format!("?{name}")).collect();
        for name in ["?place", "?order"] {
            if table.rows.contains(name) {
                variables.push(name.to_owned());
            }
        }
        let query = format!("SELECT DISTINCT {} WHERE {{ {} }}", variables.join(" "), table.rows);
        let keys = table.variables.len();
        let mut found: Vec<Found> = Vec::new();
        let mut known: HashMap<Vec<String>, usize> = HashMap::new();
        for row in ask(self.source, table.name, &query)? {
            let mut cells = row.into_iter();
            // Blank nodes of strangers are no keys.
            let key: Option<Vec<String>> = cells
                .by_ref()
                .take(keys)
                .zip(table.key())
                .map(|(term, column)| value(&term?, column.datatype).filter(|text| !text.is_empty()))
                .collect();
            let Some(key) = key.filter(|key| key.len() == keys) else {
                continue;
            };
            let mut place = None;
            let mut order = Order::Last;
            for (name, cell) in variables.iter().skip(keys).zip(cells) {
                match cell {
                    Some(Term::NamedNode(node)) if name == "?place" => {
                        place = self.places.get(node.as_str()).map(|place| (place, node.as_str().to_owned()));
                    }
                    cell if name == "?order" => order = Order::of(cell.as_ref()),
                    _ => {}
                }
            }
            match known.get(&key).and_then(|at| found.get_mut(*at)) {
                None => {
                    known.insert(key.clone(), found.len());
                    found.push(Found { keys: key, place, order });
                }
                Some(first) => {
                    if place.is_some() && (first.place.is_none() || place < first.place) {
                        first.place = place;
                    }
                    first.order = order.min(first.order.clone());
                }
            }
        }
        found.sort_by_cached_key(|row| {
            (row.place.is_none(), row.place.clone(), row.order.clone(), row.keys.clone())
        });
        Ok(found)
    }

    fn cells<'o>(
        &self,
        table: &Table,
        column: &Column,
        found: &[Found],
        index: &HashMap<&str, Vec<usize>>,
        other: &dyn Fn(&str, usize) -> &'o [String],
        left_out: &mut usize,
    ) -> Result<Vec<Vec<String>>, TablesError> {
        let each = |cell: &dyn Fn(usize, &Found) -> Vec<String>| -> Vec<Vec<String>> {
            found.iter().enumerate().map(|(at, row)| cell(at, row)).collect()
        };
        Ok(match column.from {
            From::Key(key) => each(&|_, row| row.keys.get(key).cloned().into_iter().collect()),
            From::LabelOf(name) => each(&|at, _| {
                other(name, at).iter().filter_map(|iri| self.labels.get(iri.as_str()).cloned()).collect()
            }),
            From::WordOf(name) => {
                let codes = codes(table, name);
                each(&|at, _| {
                    let word = |name: &String| codes.iter().find(|code| code.name == name);
                    other(name, at).iter().filter_map(word).map(|code| code.label.ja.to_owned()).collect()
                })
            }
            From::YearOf(name) => each(&|at, _| {
                other(name, at).iter().filter_map(|iri| self.years.get(iri.as_str()).cloned()).collect()
            }),
            From::Above(name, level) => each(&|at, _| {
                let above = other(name, at).first().and_then(|item| self.tree.above(item, level));
                above.map(str::to_owned).into_iter().collect()
            }),
            From::Parent(name) => each(&|at, _| {
                let parent = other(name, at).first().and_then(|item| self.tree.parent(item));
                parent.map(str::to_owned).into_iter().collect()
            }),
            From::Place(part) => each(&|_, row| {
                let cell = row.place.as_ref().and_then(|(_, iri)| self.places.part(iri, part));
                cell.into_iter().collect()
            }),
            From::Ask(pattern) => self.values(table, column, pattern, (found.len(), index), left_out)?,
            From::Count(pattern) => {
                let values = self.bound(table, column, pattern, (found.len(), index))?;
                values.into_iter().map(|values| vec![values.len().to_string()]).collect()
            }
            From::Any(pattern) => {
                let values = self.bound(table, column, pattern, (found.len(), index))?;
                values.into_iter().map(|values| vec![(!values.is_empty()).to_string()]).collect()
            }
        })
    }

    /// The values of a pattern for each row, in order, each once.
    fn values(
        &self,
        table: &Table,
        column: &Column,
        pattern: &str,
        rows: (usize, &HashMap<&str, Vec<usize>>),
        left_out: &mut usize,
    ) -> Result<Vec<Vec<String>>, TablesError> {
        let bound = self.bound(table, column, pattern, rows)?;
        let cell = |mut terms: Vec<Bound>| {
            terms.sort_by_cached_key(|(place, term)| {
                // A text in Japanese goes before one in another language.
                let foreign = matches!(term, Term::Literal(literal) if literal.language().is_some_and(|tag| tag != "ja"));
                (place.is_none(), *place, foreign, Order::of(Some(term)))
            });
            let mut texts: Vec<String> = Vec::with_capacity(terms.len());
            for (_, term) in &terms {
                match value(term, column.datatype) {
                    Some(text) if !texts.contains(&text) => texts.push(text),
                    Some(_) => {}
                    None => *left_out += 1,
                }
            }
            texts
        };
        Ok(bound.into_iter().map(cell).collect())
    }

    /// The different terms that a pattern gives for each row, with their first places.
    fn bound(
        &self,
        table: &Table,
        column: &Column,
        pattern: &str,
        (length, index): (usize, &HashMap<&str, Vec<usize>>),
    ) -> Result<Vec<Vec<Bound>>, TablesError> {
        let has_places = pattern.contains("?place");
        let place = if has_places { " ?place" } else { "" };
        let class = table.class.map(|class| format!("?row a {} . ", class.angled)).unwrap_or_default();
        let query = format!("SELECT DISTINCT ?row ?value{place} WHERE {{ {class}{pattern} }}");
        let mut cells: Vec<Vec<Bound>> = vec![Vec::new(); length];
        for row in ask(self.source, &format!("{}: {}", table.name, column.name), &query)? {
            let mut terms = row.into_iter();
            let (Some(Some(Term::NamedNode(key))), Some(Some(term))) = (terms.next(), terms.next()) else {
                continue;
            };
            let place = match terms.next() {
                Some(Some(Term::NamedNode(place))) => self.places.get(place.as_str()),
                _ => None,
            };
            for at in index.get(key.as_str()).into_iter().flatten() {
                let Some(cell) = cells.get_mut(*at) else {
                    continue;
                };
                // Each value comes once, unless it comes with places.
                let known = if has_places { cell.iter_mut().find(|(_, known)| *known == term) } else { None };
                match known {
                    None => cell.push((place, term.clone())),
                    Some((first, _)) if place.is_some() && (first.is_none() || place < *first) => {
                        *first = place;
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(cells)
    }
}

fn by_first_key(found: &[Found]) -> HashMap<&str, Vec<usize>> {
    let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, row) in found.iter().enumerate() {
        if let Some(key) = row.keys.first() {
            index.entry(key).or_default().push(at);
        }
    }
    index
}

/// The codes of a column.
fn codes(table: &Table, name: &str) -> &'static [Code] {
    match table.column(name).map(|column| column.datatype) {
        Some(Datatype::Code(codes)) => codes,
        _ => &[],
    }
}

/// The columns so that each stands behind those that it looks at.
fn reading_order(table: &Table) -> Vec<&Column> {
    let depth = |column: &Column| {
        let mut at = column;
        let mut depth = 0;
        while let From::LabelOf(name)
        | From::WordOf(name)
        | From::YearOf(name)
        | From::Above(name, _)
        | From::Parent(name) = at.from
        {
            depth += 1;
            match table.column(name) {
                Some(next) if depth < table.columns.len() => at = next,
                _ => break,
            }
        }
        depth
    };
    let mut columns: Vec<&Column> = table.columns.iter().collect();
    columns.sort_by_key(|column| depth(column));
    columns
}

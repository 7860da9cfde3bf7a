//! Places in the documents, and their order.

use super::column::Part;
use super::read::{TablesError, ask};
use super::terms::Order;
use crate::query::evaluate::Source;
use oxigraph::model::Term;
use std::collections::{BTreeMap, HashMap};

const DOCUMENTS: &str =
    "SELECT DISTINCT ?row ?value WHERE { ?span oa:hasSource ?row . OPTIONAL { ?row pgo:fileName ?value } }";

const PLACES: &str = "SELECT DISTINCT ?span ?document ?table ?line ?column ?start ?end WHERE {
  ?span oa:hasSource ?document ; pgo:line ?line ; pgo:column ?column ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
  OPTIONAL { ?span pgo:table ?table }
}";

/// All places, by their IRIs.
#[derive(Debug, Default)]
pub(super) struct Places {
    documents: Vec<String>,
    places: HashMap<String, Place>,
}

/// A place. Its order is that of reading: document, sheet or table, line, column, characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    document: usize,
    table: u64,
    line: u64,
    column: u64,
    start: u64,
    end: u64,
}

impl Places {
    pub(super) fn read(source: &dyn Source) -> Result<Self, TablesError> {
        // Documents in the order of their names, as far as they have any.
        let mut names: BTreeMap<String, Order> = BTreeMap::new();
        for row in ask(source, "documents", DOCUMENTS)? {
            if let [Some(Term::NamedNode(document)), name] = row.as_slice() {
                let name = Order::of(name.as_ref());
                let known = names.entry(document.as_str().to_owned()).or_insert(Order::Last);
                *known = name.min(known.clone());
            }
        }
        let mut documents: Vec<(Order, String)> = names.into_iter().map(|(iri, name)| (name, iri)).collect();
        documents.sort();
        let rank: HashMap<&str, usize> =
            documents.iter().enumerate().map(|(at, (_, iri))| (iri.as_str(), at)).collect();
        let mut places: HashMap<String, Place> = HashMap::new();
        for row in ask(source, "places", PLACES)? {
            let [
                Some(Term::NamedNode(span)),
                Some(Term::NamedNode(document)),
                table,
                line,
                column,
                start,
                end,
            ] = row.as_slice()
            else {
                continue;
            };
            let number = |term: &Option<Term>| match term {
                Some(Term::Literal(literal)) => literal.value().parse().ok(),
                _ => None,
            };
            let (Some(&document), Some(line), Some(column), Some(start), Some(end)) =
                (rank.get(document.as_str()), number(line), number(column), number(start), number(end))
            else {
                continue;
            };
            let place = Place { document, table: number(table).unwrap_or(0), line, column, start, end };
            // What is stated twice of one place is no place of two.
            let known = places.entry(span.as_str().to_owned()).or_insert(place);
            *known = place.min(*known);
        }
        Ok(Self { documents: documents.into_iter().map(|(_, iri)| iri).collect(), places })
    }

    pub(super) fn get(&self, iri: &str) -> Option<Place> {
        self.places.get(iri).copied()
    }

    /// A part of a place, as a cell shows it.
    pub(super) fn part(&self, iri: &str, part: Part) -> Option<String> {
        let place = self.get(iri)?;
        match part {
            Part::Iri => Some(iri.to_owned()),
            Part::Document => self.documents.get(place.document).cloned(),
            Part::Table => (place.table > 0).then(|| place.table.to_string()),
            Part::Line => Some(place.line.to_string()),
            Part::Column => Some(place.column.to_string()),
            Part::Start => Some(place.start.to_string()),
            Part::End => Some(place.end.to_string()),
        }
    }
}

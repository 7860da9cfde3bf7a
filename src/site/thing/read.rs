//! What is known of a thing.

use crate::query::evaluate::Source;
use crate::site::PageError;
use crate::site::name::term_name;
use crate::site::read::{Row, ask, rows};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};
use std::collections::BTreeMap;

/// Everything of a property, for all things at once.
macro_rules! every {
    ($columns:literal, $pattern:literal) => {
        concat!(
            "PREFIX oa: <http://www.w3.org/ns/oa#>\n\
             PREFIX pgo: <https://w3id.org/policygraph/ontology#>\n\
             PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n\
             SELECT DISTINCT ",
            $columns,
            " WHERE { ",
            $pattern,
            " }"
        )
    };
}

/// Plain patterns about the bound thing: any engine looks them up, whatever the size of the graph.
const FACTS: &str = "SELECT ?thing ?property ?value ?graph WHERE { ?thing ?property ?value . OPTIONAL { GRAPH ?graph { ?thing ?property ?value . } } }";
const TOWARDS: &str = "SELECT ?thing ?property ?value ?graph WHERE { ?value ?property ?thing . OPTIONAL { GRAPH ?graph { ?value ?property ?thing . } } }";

/// Text with its language.
pub(super) type Words = (String, Option<String>);

/// A thing with all that a page shows of it.
#[derive(Debug, Clone)]
pub struct Thing {
    pub(super) iri: String,
    /// Its classes, in order.
    pub(super) classes: Vec<String>,
    /// Its names, Japanese first.
    pub(super) names: Vec<Words>,
    /// Where it is written.
    pub(super) places: Vec<Place>,
    /// What is said of it, by property.
    pub(super) facts: Vec<Fact>,
    /// What is said of others and names it.
    pub(super) towards: Vec<Fact>,
}

/// A statement about the thing, or one that names it.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) property: String,
    pub(super) value: Term,
    /// Whether it follows from what the documents say.
    pub(super) is_derived: bool,
    pub(super) known: Known,
}

/// What is known of the other end of a fact.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) classes: Vec<String>,
    pub(super) label: Option<Words>,
    /// How good a name that is; 0 is best.
    pub(super) rank: i64,
    /// Its name in English.
    pub(super) english: Option<String>,
    pub(super) quote: Option<Words>,
    pub(super) yen: Option<i64>,
    pub(super) year: Option<i64>,
    /// The first of its places, for the order of lists.
    pub(super) first: Option<First>,
}

/// File, table, line, column and first character of a place.
pub(super) type First = (Option<String>, [Option<i64>; 4]);

/// A place in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) iri: String,
    /// The IRI of the document.
    pub(super) document: Option<String>,
    pub(super) file: Option<String>,
    pub(super) table: Option<i64>,
    pub(super) line: Option<i64>,
    pub(super) column: Option<i64>,
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) quote: Option<Words>,
    /// What stands before and behind it in its cell; nothing if the cell is not known to hold it there.
    pub(super) around: Option<(String, String)>,
}

/// What pages tell of the other ends of facts and of places. Asked once for the whole graph, since every page needs some of it.
#[derive(Debug)]
pub struct Index {
    known: BTreeMap<String, Known>,
    spans: BTreeMap<String, Place>,
    /// The places of each thing.
    evidence: BTreeMap<String, Vec<String>>,
    /// What each thing was read from: a cell, or the measure that holds it.
    holders: BTreeMap<String, Vec<String>>,
}

impl Index {
    /// Asks for names, amounts and places.
    pub fn read(source: &dyn Source) -> Result<Self, PageError> {
        let mut index = Self {
            known: BTreeMap::new(),
            spans: BTreeMap::new(),
            evidence: BTreeMap::new(),
            holders: BTreeMap::new(),
        };
        for query in [
            every!("?thing ?class", "?thing a ?class"),
            every!(
                "?thing ?label ?rank",
                "VALUES (?naming ?rank) {
                   (skos:prefLabel 0) (<http://www.w3.org/2000/01/rdf-schema#label> 1) (<http://purl.org/dc/terms/title> 2)
                   (<http://xmlns.com/foaf/0.1/name> 3) (<https://schema.org/name> 3)
                 } ?thing ?naming ?label . FILTER(ISLITERAL(?label))"
            ),
            every!("?thing ?yen", "?thing pgo:amountYen ?yen"),
            every!("?thing ?year", "?thing pgo:fiscalYear ?fiscal_year . ?fiscal_year pgo:startYear ?year"),
        ] {
            let solutions = ask(source, "names", query, None)?;
            for row in rows(&solutions) {
                if let Some(thing) = row.text("thing") {
                    index.known.entry(thing.to_owned()).or_default().add(row);
                }
            }
        }
        index.read_places(source)?;
        for (thing, spans) in &index.evidence {
            let places = spans.iter().filter_map(|span| index.spans.get(span));
            if let (Some(first), Some(known)) =
                (places.min_by_key(|place| (place.first(), &place.iri)), index.known.get_mut(thing))
            {
                known.quote.clone_from(&first.quote);
                known.first = Some(first.first());
            }
        }
        for (span, place) in &index.spans {
            if let Some(known) = index.known.get_mut(span) {
                known.quote.clone_from(&place.quote);
                known.first = Some(place.first());
            }
        }
        Ok(index)
    }

    fn read_places(&mut self, source: &dyn Source) -> Result<(), PageError> {
        for query in [
            every!("?place ?line", "?place pgo:line ?line"),
            every!("?place ?column", "?place pgo:column ?column"),
            every!("?place ?table", "?place pgo:table ?table"),
            every!("?place ?document ?file", "?place oa:hasSource ?document . ?document pgo:fileName ?file"),
            every!(
                "?place ?quote ?start ?end",
                "?place oa:hasSelector ?selector . ?selector oa:exact ?quote ; oa:start ?start ; oa:end ?end"
            ),
        ] {
            let solutions = ask(source, "places", query, None)?;
            for row in rows(&solutions) {
                if let Some(place) = row.text("place") {
                    self.spans
                        .entry(place.to_owned())
                        .or_insert_with(|| Place { iri: place.to_owned(), ..Place::default() })
                        .add(row);
                }
            }
        }
        let Self { evidence, holders, .. } = self;
        for (is_evidence, query) in [
            (true, every!("?thing ?other", "?thing pgo:evidence ?other")),
            (false, every!("?thing ?other", "?thing pgo:inStatement ?other")),
            (false, every!("?thing ?other", "?thing pgo:inMeasure ?other")),
            (false, every!("?thing ?other", "?thing pgo:forMeasure ?other")),
        ] {
            let solutions = ask(source, "places", query, None)?;
            let links = if is_evidence { &mut *evidence } else { &mut *holders };
            for row in rows(&solutions) {
                if let (Some(thing), Some(other)) = (row.text("thing"), row.text("other")) {
                    links.entry(thing.to_owned()).or_default().push(other.to_owned());
                }
            }
        }
        Ok(())
    }

    /// The places of a thing, in the order of the documents; a place is its own.
    fn places(&self, iri: &str, towards: &[Fact]) -> Vec<Place> {
        let of = |links: &'_ BTreeMap<String, Vec<String>>, thing: &str| {
            links.get(thing).cloned().unwrap_or_default()
        };
        // What was read there, and the spans of what holds that.
        let mut written = vec![iri];
        let mut spans = of(&self.evidence, iri);
        if self.spans.contains_key(iri) {
            spans.push(iri.to_owned());
            written.extend(towards.iter().filter_map(|fact| match &fact.value {
                Term::NamedNode(node) if term_name(&fact.property) == Some("evidence") => Some(node.as_str()),
                _ => None,
            }));
        }
        let holders = written.iter().flat_map(|thing| of(&self.holders, thing));
        let cells: Vec<&Place> = holders
            .flat_map(|holder| of(&self.evidence, &holder))
            .filter_map(|span| self.spans.get(&span))
            .collect();
        let mut places: Vec<Place> = spans
            .iter()
            .filter_map(|span| self.spans.get(span))
            .map(|place| {
                let around = cells.iter().filter_map(|cell| around(cell, place));
                // The smallest that holds it; the same from run to run.
                let around = around.min_by_key(|around| (around.0.len() + around.1.len(), around.clone()));
                Place { around, ..place.clone() }
            })
            .collect();
        places.sort_by_cached_key(|place| (place.first(), place.iri.clone()));
        places.dedup();
        places
    }
}

impl Thing {
    /// Reads what is known of a thing; nothing if the source says nothing of it.
    pub fn read(source: &dyn Source, index: &Index, iri: &NamedNode) -> Result<Option<Self>, PageError> {
        let facts = facts(source, index, FACTS, iri)?;
        let towards = self::facts(source, index, TOWARDS, iri)?;
        if facts.is_empty() && towards.is_empty() {
            return Ok(None);
        }
        let mut names: Vec<(usize, Words)> = facts
            .iter()
            .filter_map(|fact| {
                let rank = NAMING.iter().position(|naming| *naming == fact.property)?;
                match &fact.value {
                    Term::Literal(label) => {
                        Some((rank, (label.value().to_owned(), label.language().map(str::to_owned))))
                    }
                    _ => None,
                }
            })
            .collect();
        names.sort_by_key(|(rank, (text, language))| {
            (*rank, language.as_deref() != Some("ja"), language.clone(), text.clone())
        });
        let classes = facts.iter().filter(|fact| fact.property == rdf::TYPE.as_str()).filter_map(|fact| {
            match &fact.value {
                Term::NamedNode(class) => Some(class.as_str().to_owned()),
                _ => None,
            }
        });
        Ok(Some(Self {
            iri: iri.as_str().to_owned(),
            classes: classes.collect(),
            names: names.into_iter().map(|(_, name)| name).collect(),
            places: index.places(iri.as_str(), &towards),
            facts,
            towards,
        }))
    }
}

/// Properties that name a thing, the first of them best.
const NAMING: [&str; 5] = [
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
    "http://xmlns.com/foaf/0.1/name",
    "https://schema.org/name",
];

fn words(row: Row<'_>, name: &str) -> Option<Words> {
    let (text, language) = row.words(name)?;
    Some((text.to_owned(), language.map(str::to_owned)))
}

/// The statements of a question, each once, by property and value.
fn facts(source: &dyn Source, index: &Index, query: &str, iri: &NamedNode) -> Result<Vec<Fact>, PageError> {
    let solutions = ask(source, "facts of a thing", query, Some(iri))?;
    let mut found: BTreeMap<(String, String), (Fact, bool)> = BTreeMap::new();
    for row in rows(&solutions) {
        let (Some(property), Some(value)) = (row.text("property"), row.get("value")) else {
            continue;
        };
        let entry = found.entry((property.to_owned(), value.to_string()));
        let (_, is_stated) = entry.or_insert_with(|| {
            let known = match value {
                Term::NamedNode(node) => index.known.get(node.as_str()).cloned(),
                _ => None,
            };
            let (property, value, known) = (property.to_owned(), value.clone(), known.unwrap_or_default());
            (Fact { property, value, is_derived: false, known }, false)
        });
        // A statement outside of any graph is taken as stated.
        *is_stated |= row.text("graph").is_none_or(|graph| !graph.ends_with("/derived"));
    }
    let facts = found.into_values().map(|(fact, is_stated)| Fact { is_derived: !is_stated, ..fact });
    let mut facts: Vec<Fact> = facts.collect();
    // In the order of the documents; what has no place there, by the order of its text.
    facts.sort_by(|a, b| (&a.property, &a.known.first).cmp(&(&b.property, &b.known.first)));
    Ok(facts)
}

impl Known {
    fn add(&mut self, row: Row<'_>) {
        if let Some(class) = row.text("class")
            && !self.classes.iter().any(|known| known == class)
        {
            self.classes.push(class.to_owned());
            self.classes.sort();
        }
        if let Some(label) = words(row, "label") {
            let rank = row.integer("rank").unwrap_or_default();
            if rank == 0
                && label.1.as_deref() == Some("en")
                && self.english.as_ref().is_none_or(|known| label.0 < *known)
            {
                self.english = Some(label.0.clone());
            }
            // Japanese before other languages, then the first in order.
            let key = |rank: i64, words: &Words| (rank, words.1.as_deref() != Some("ja"), words.clone());
            if self.label.as_ref().is_none_or(|known| key(rank, &label) < key(self.rank, known)) {
                self.label = Some(label);
                self.rank = rank;
            }
        }
        for (known, name) in [(&mut self.yen, "yen"), (&mut self.year, "year")] {
            *known = (*known).into_iter().chain(row.integer(name)).min();
        }
    }
}

impl Place {
    fn first(&self) -> First {
        (self.file.clone(), [self.table, self.line, self.column, self.start])
    }

    fn add(&mut self, row: Row<'_>) {
        // Of several values the least, so that it is the same from run to run.
        let least = |known: Option<i64>, name: &str| known.into_iter().chain(row.integer(name)).min();
        self.table = least(self.table, "table");
        self.line = least(self.line, "line");
        self.column = least(self.column, "column");
        self.start = least(self.start, "start");
        self.end = least(self.end, "end");
        for (known, name) in [(&mut self.file, "file"), (&mut self.document, "document")] {
            *known = known.take().into_iter().chain(row.text(name).map(str::to_owned)).min();
        }
        self.quote = self.quote.take().into_iter().chain(words(row, "quote")).min();
    }
}

/// What stands around a place in a cell; nothing if the cell does not hold the quote there.
fn around(cell: &Place, place: &Place) -> Option<(String, String)> {
    // In a sheet or table characters are counted in each cell.
    let is_elsewhere = place.table.is_some() && (cell.line, cell.column) != (place.line, place.column);
    if cell.document != place.document || cell.table != place.table || is_elsewhere {
        return None;
    }
    let from = usize::try_from(place.start?.checked_sub(cell.start?)?).ok()?;
    let characters: Vec<char> = cell.quote.as_ref()?.0.chars().collect();
    let quote: Vec<char> = place.quote.as_ref()?.0.chars().collect();
    let to = from.checked_add(quote.len())?;
    if quote.is_empty() || characters.get(from..to)? != quote.as_slice() {
        return None;
    }
    Some((characters.get(..from)?.iter().collect(), characters.get(to..)?.iter().collect()))
}

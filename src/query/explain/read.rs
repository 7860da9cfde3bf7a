//! Rows of answers become entries.
//!
//! All queries use the same column names. `item` is the value of an entry, `sub` that of an entry below it; `…_label`
//! and `…_class` describe them. `i_NAME` is a detail of the item, `d_NAME` one of the sub entry. `span`, `file`,
//! `table`, `line`, `column`, `start`, `end`, `quote` are the place of the sub entry, of the item where there is none;
//! `cell` and `cell_start` are the cell around it. Rows with the same item belong together, whatever their number.

use indexmap::IndexMap;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNode, Term};

use crate::query::evaluate::Solutions;
use crate::query::evaluate::Source;
use crate::query::explain::sections::{CLASSES, NAMES, PLACES};
use crate::query::explain::{Detail, Entry, ExplainError, Name, ONTOLOGY, Place, Thing, Value, ask};

/// What a thing is and is called.
pub(super) struct Head {
    pub(super) thing: Thing,
    pub(super) classes: Vec<String>,
    pub(super) names: Vec<Name>,
    pub(super) places: Vec<Place>,
}

pub(super) fn head(store: &dyn Source, iri: &NamedNode) -> Result<Head, ExplainError> {
    let mut thing = Thing { iri: iri.as_str().to_owned(), label: None, class: None };
    let mut classes: Vec<String> = Vec::new();
    for row in rows(&ask(store, "classes", CLASSES, iri)?) {
        if let Some(Term::NamedNode(class)) = row.get("class") {
            classes.push(class.as_str().to_owned());
            prefer_class(&mut thing.class, class.as_str());
        }
    }
    classes.sort();
    classes.dedup();
    let names = names(&ask(store, "names", NAMES, iri)?);
    thing.label = label_of(&names);
    let mut places = Vec::new();
    for row in rows(&ask(store, "places", PLACES, iri)?) {
        add_place(&mut places, place(&row));
    }
    Ok(Head { thing, classes, names, places })
}

fn names(solutions: &Solutions) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for row in rows(solutions) {
        let (Some(Term::NamedNode(property)), Some(Term::Literal(name))) =
            (row.get("property"), row.get("name"))
        else {
            continue;
        };
        let kind = match property.as_str().rsplit(['#', '/']).next() {
            Some("altLabel") => "other",
            Some("hiddenLabel") => "misprint",
            Some("notation") => "mark",
            _ => "main",
        };
        let name = Name { kind, text: name.value().to_owned(), language: name.language().map(str::to_owned) };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let rank = |name: &Name| ["main", "other", "misprint", "mark"].iter().position(|kind| *kind == name.kind);
    // Japanese names first, as everywhere.
    names.sort_by(|a, b| {
        let key = |name: &Name| (rank(name), name.language.as_deref() != Some("ja"), name.text.clone());
        key(a).cmp(&key(b))
    });
    names
}

fn label_of(names: &[Name]) -> Option<String> {
    names.iter().find(|name| name.kind == "main").map(|name| name.text.clone())
}

fn prefer_class(known: &mut Option<String>, class: &str) {
    let ours = |class: &str| class.starts_with(ONTOLOGY);
    let better = match known.as_deref() {
        None => true,
        Some(old) => (!ours(class), class) < (!ours(old), old),
    };
    if better {
        *known = Some(class.to_owned());
    }
}

/// A row with its cells by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'s> {
    solutions: &'s Solutions,
    cells: &'s [Option<Term>],
}

pub(super) fn rows(solutions: &Solutions) -> impl Iterator<Item = Row<'_>> {
    solutions.rows.iter().map(move |cells| Row { solutions, cells })
}

impl<'s> Row<'s> {
    pub(super) fn get(&self, name: &str) -> Option<&'s Term> {
        let at = self.solutions.variables.iter().position(|variable| variable.as_str() == name)?;
        self.cells.get(at)?.as_ref()
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            Term::BlankNode(node) => Some(node.to_string()),
        }
    }

    fn integer(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// The columns whose names begin so, with the rest of their names.
    fn starting(&self, start: &'static str) -> impl Iterator<Item = (&'s str, &'s Term)> {
        self.solutions.variables.iter().zip(self.cells).filter_map(move |(variable, term)| {
            Some((variable.as_str().strip_prefix(start)?, term.as_ref()?))
        })
    }
}

/// Entries while they are gathered, by property and term.
#[derive(Debug, Default)]
struct Gathered {
    entries: IndexMap<(Option<String>, Term), (Entry, Gathered)>,
}

impl Gathered {
    /// The entry of a term, a new one if there is none, with the label and class of this row.
    fn entry(
        &mut self,
        property: Option<String>,
        term: &Term,
        row: &Row<'_>,
        name: &str,
    ) -> &mut (Entry, Self) {
        let found = self.entries.entry((property, term.clone())).or_insert_with_key(|(property, term)| {
            let (property, value) = (property.clone(), value(term));
            let (details, places, entries) = (Vec::new(), Vec::new(), Vec::new());
            (Entry { property, value, details, places, entries }, Self::default())
        });
        if let Value::Thing(thing) = &mut found.0.value {
            describe(thing, row, name);
        }
        found
    }

    fn finish(self) -> Vec<Entry> {
        let done = |(mut entry, below): (Entry, Self)| {
            entry.entries = below.finish();
            entry
        };
        self.entries.into_values().map(done).collect()
    }
}

/// The entries of an answer.
pub(super) fn entries(solutions: &Solutions) -> Vec<Entry> {
    let mut gathered = Gathered::default();
    for row in rows(solutions) {
        let Some(term) = row.get("item") else {
            continue;
        };
        let (entry, below) = gathered.entry(row.text("property"), term, &row, "item");
        add_details(entry, &row, "i_");
        let deepest = match row.get("sub") {
            Some(term) => &mut below.entry(None, term, &row, "sub").0,
            None => entry,
        };
        add_details(deepest, &row, "d_");
        add_place(&mut deepest.places, place(&row));
    }
    gathered.finish()
}

fn describe(thing: &mut Thing, row: &Row<'_>, name: &str) {
    if let Some(Term::Literal(label)) = row.get(&format!("{name}_label"))
        && (thing.label.is_none() || label.language() == Some("ja"))
    {
        thing.label = Some(label.value().to_owned());
    }
    if let Some(Term::NamedNode(class)) = row.get(&format!("{name}_class")) {
        prefer_class(&mut thing.class, class.as_str());
    }
}

fn add_details(entry: &mut Entry, row: &Row<'_>, start: &'static str) {
    for (name, term) in row.starting(start) {
        let detail = Detail { name: name.to_owned(), value: value(term) };
        if !entry.details.contains(&detail) {
            entry.details.push(detail);
        }
    }
}

/// A term as a value.
pub(super) fn value(term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => {
            Value::Thing(Thing { iri: node.as_str().to_owned(), label: None, class: None })
        }
        Term::BlankNode(node) => Value::Thing(Thing { iri: node.to_string(), label: None, class: None }),
        Term::Literal(literal) => {
            let text = literal.value();
            let integer = (literal.datatype() == xsd::INTEGER).then(|| text.parse().ok()).flatten();
            let flag = (literal.datatype() == xsd::BOOLEAN).then(|| text.parse().ok()).flatten();
            let number = integer.map(Value::Integer).or(flag.map(Value::Flag));
            number.unwrap_or_else(|| Value::Text(text.to_owned()))
        }
    }
}

/// The place in a row.
pub(super) fn place(row: &Row<'_>) -> Option<Place> {
    let mut place = Place {
        iri: row.text("span")?,
        file: row.text("file"),
        table: row.integer("table"),
        line: row.integer("line"),
        column: row.integer("column"),
        start: row.integer("start"),
        end: row.integer("end"),
        quote: row.text("quote"),
        before: None,
        after: None,
    };
    if let Some((before, after)) = around(row, &place) {
        place.before = Some(before);
        place.after = Some(after);
    }
    Some(place)
}

/// What stands around a place in its cell; nothing if the cell does not hold the quote there.
fn around(row: &Row<'_>, place: &Place) -> Option<(String, String)> {
    let cell: Vec<char> = row.text("cell")?.chars().collect();
    let from = usize::try_from(place.start?.checked_sub(row.integer("cell_start")?)?).ok()?;
    let quote: Vec<char> = place.quote.as_ref()?.chars().collect();
    let to = from.checked_add(quote.len())?;
    if quote.is_empty() || cell.get(from..to)? != quote.as_slice() {
        return None;
    }
    Some((cell.get(..from)?.iter().collect(), cell.get(to..)?.iter().collect()))
}

pub(super) fn add_place(places: &mut Vec<Place>, place: Option<Place>) {
    let Some(place) = place else {
        return;
    };
    match places.iter_mut().find(|known| known.iri == place.iri && known.quote == place.quote) {
        Some(known) if known.before.is_none() => *known = place,
        Some(_) => {}
        None => places.push(place),
    }
}

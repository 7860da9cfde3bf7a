//! Things by their names, and names by their things.

use crate::query::evaluate::Source;
use crate::site::PageError;
use crate::site::read::{ask, rows};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// Names in any usual vocabulary; those further up count more.
const NAMES: &str = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?rank ?name WHERE {
  VALUES (?property ?rank) {
    (skos:prefLabel 0) (<http://www.w3.org/2000/01/rdf-schema#label> 0) (<http://purl.org/dc/terms/title> 0)
    (<http://xmlns.com/foaf/0.1/name> 0) (<https://schema.org/name> 0)
    (skos:altLabel 1) (skos:hiddenLabel 2) (skos:notation 2)
  }
  ?thing ?property ?name .
  FILTER(ISIRI(?thing) && ISLITERAL(?name))
}";

/// The rank of names that stand for a thing by themselves.
const LABEL: i64 = 0;

const CLASSES: &str = "SELECT DISTINCT ?thing ?class WHERE { ?thing a ?class . FILTER(ISIRI(?thing)) }";

/// The names of all things.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Those that count most come first.
    entries: Vec<Entry>,
    classes: BTreeMap<String, String>,
    /// Where in `entries` the first name of a thing stands.
    first: BTreeMap<String, usize>,
    /// And its first name in English.
    english: BTreeMap<String, usize>,
}

#[derive(Debug, Clone)]
struct Entry {
    iri: String,
    name: String,
    language: Option<String>,
    rank: i64,
    folded: String,
}

/// A thing that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'n> {
    /// Its IRI.
    pub iri: &'n str,
    /// The name by which it was found.
    pub name: &'n str,
    /// The language of that.
    pub language: Option<&'n str>,
    /// Its class, if it has one.
    pub class: Option<&'n str>,
}

/// The form in which names are compared: width and case do not matter, nor do spaces and middle dots.
fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|character| !character.is_whitespace() && !matches!(character, '・' | '·'))
        .collect()
}

impl Names {
    /// Reads them.
    pub fn read(source: &dyn Source) -> Result<Self, PageError> {
        let names = ask(source, "names", NAMES, None)?;
        let mut entries: Vec<Entry> = rows(&names)
            .filter_map(|row| {
                let (name, language) = row.words("name")?;
                Some(Entry {
                    iri: row.text("thing")?.to_owned(),
                    name: name.to_owned(),
                    language: language.map(str::to_owned),
                    rank: row.integer("rank")?,
                    folded: fold(name),
                })
            })
            .collect();
        entries.sort_by(|a, b| (a.rank, &a.name, &a.iri).cmp(&(b.rank, &b.name, &b.iri)));
        let found = ask(source, "classes", CLASSES, None)?;
        let mut classes = BTreeMap::new();
        for row in rows(&found) {
            if let (Some(thing), Some(class)) = (row.text("thing"), row.text("class")) {
                // Of several classes the first by name, so that the answer does not change.
                let known = classes.entry(thing.to_owned()).or_insert_with(|| class.to_owned());
                if class < known.as_str() {
                    class.clone_into(known);
                }
            }
        }
        let (mut first, mut english) = (BTreeMap::new(), BTreeMap::new());
        for (place, entry) in entries.iter().enumerate() {
            let place_before = first.entry(entry.iri.clone()).or_insert(place);
            // Words of the documents come before their translations.
            let is_japanese = |place: usize| {
                entries.get(place).is_some_and(|entry| entry.language.as_deref() == Some("ja"))
            };
            if entry.rank == LABEL && is_japanese(place) && !is_japanese(*place_before) {
                *place_before = place;
            }
            if entry.rank == LABEL && entry.language.as_deref() == Some("en") {
                english.entry(entry.iri.clone()).or_insert(place);
            }
        }
        Ok(Self { entries, classes, first, english })
    }

    /// The name of a thing with its language.
    pub fn label(&self, iri: &str) -> Option<(&str, Option<&str>)> {
        let entry = self.entries.get(*self.first.get(iri)?)?;
        (entry.rank == LABEL).then_some((entry.name.as_str(), entry.language.as_deref()))
    }

    /// The name of a thing in English.
    pub fn english(&self, iri: &str) -> Option<&str> {
        self.entries.get(*self.english.get(iri)?).map(|entry| entry.name.as_str())
    }

    /// The things one of whose names has all words, those that have them at the beginning first; each thing once.
    pub fn find(&self, words: &str) -> Vec<Hit<'_>> {
        let wanted: Vec<String> =
            words.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let whole = wanted.concat();
        let nearness = |entry: &Entry| {
            if entry.folded == whole {
                0
            } else if entry.folded.starts_with(&whole) {
                1
            } else {
                2
            }
        };
        let mut found: Vec<(u8, &Entry)> = self
            .entries
            .iter()
            .filter(|entry| wanted.iter().all(|word| entry.folded.contains(word)))
            .map(|entry| (nearness(entry), entry))
            .collect();
        found.sort_by_key(|(nearness, entry)| (*nearness, entry.rank));
        let mut seen = BTreeSet::new();
        found.retain(|(_, entry)| seen.insert(&entry.iri));
        found
            .into_iter()
            .map(|(_, entry)| Hit {
                iri: &entry.iri,
                name: &entry.name,
                language: entry.language.as_deref(),
                class: self.classes.get(&entry.iri).map(String::as_str),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Store, TextFormat};

    #[test]
    fn width_case_and_order_of_words_do_not_matter() {
        let store = Store::new().unwrap();
        let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <urn:a> skos:prefLabel \"医工連携イノベーション推進事業\"@ja ; skos:altLabel \"ＡＢＣ 事業\"@ja .
            <urn:b> skos:prefLabel \"イノベーション\"@ja ; a <urn:Class> .
            <urn:c> <http://www.w3.org/2000/01/rdf-schema#label> \"Abc\" .";
        store.load_text(TextFormat::Turtle, text.as_bytes()).unwrap();
        let names = Names::read(&store).unwrap();
        let iris = |words: &str| names.find(words).iter().map(|hit| hit.iri).collect::<Vec<_>>();
        // Half-width katakana; the whole name comes before names that have it inside.
        assert_eq!(iris("ｲﾉﾍﾞｰｼｮﾝ"), ["urn:b", "urn:a"]);
        assert_eq!(iris("推進　医工"), ["urn:a"]);
        assert_eq!(iris("abc"), ["urn:c", "urn:a"]);
        assert_eq!(iris("  "), Vec::<&str>::new());
        assert_eq!(names.find("イノベーション").first().unwrap().class, Some("urn:Class"));
        assert_eq!(names.label("urn:a"), Some(("医工連携イノベーション推進事業", Some("ja"))));
        assert_eq!(names.label("urn:c"), Some(("Abc", None)));
        assert_eq!(names.label("urn:Class"), None);
    }
}

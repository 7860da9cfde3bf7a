//! What the script of a page reads, as JSON.
//!
//! May live here: the shape of that JSON. Members that are empty are left out, and a fact that many edges share stands
//! there once. No character of it means anything to HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::view::network::{EdgeKind, NodeKind};
use crate::view::page::words::{self, Spoken};
use crate::view::page::{Choice, Fact, Language, NodeDetail, Page};
use crate::view::xml::is_noncharacter;

#[derive(Serialize)]
struct Data<'a> {
    words: Words<'a>,
    facts: Vec<FactData<'a>>,
    nodes: Vec<NodeData<'a>>,
    edges: Vec<EdgeData<'a>>,
    /// In full.
    goals: Vec<&'a str>,
    /// In full.
    years: Vec<&'a str>,
    /// The nodes of all rows in each order.
    orders: Vec<&'a [usize]>,
}

#[derive(Serialize)]
struct Words<'a> {
    #[serde(flatten)]
    spoken: &'a Spoken,
    kinds: BTreeMap<&'static str, &'static str>,
    relations: BTreeMap<&'static str, [&'static str; 3]>,
}

#[derive(Serialize)]
struct FactData<'a> {
    name: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    quoted: bool,
    /// Where it stands, for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    place: String,
}

#[derive(Serialize)]
struct NodeData<'a> {
    id: String,
    kind: &'static str,
    title: &'a str,
    iri: &'a str,
    /// Address of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    names: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    goals: &'a [usize],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    leads: &'a [usize],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    bodies: &'a [usize],
    /// Who is responsible, for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    who: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    money: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<usize>,
}

#[derive(Serialize)]
struct EdgeData<'a> {
    kind: &'static str,
    source: usize,
    target: usize,
    weight: f64,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    years: &'a [usize],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<usize>,
}

/// Gathers facts, each once.
struct Gathered<'a> {
    language: Language,
    places: BTreeMap<&'a Fact, usize>,
    facts: Vec<FactData<'a>>,
}

impl<'a> Gathered<'a> {
    fn of(&mut self, facts: &'a [Fact]) -> Vec<usize> {
        let mut found = Vec::with_capacity(facts.len());
        for fact in facts {
            let next = self.facts.len();
            let place = *self.places.entry(fact).or_insert(next);
            if place == next {
                let place = words::places(self.language, &fact.places);
                self.facts.push(FactData { name: &fact.name, text: &fact.text, quoted: fact.quoted, place });
            }
            found.push(place);
        }
        found
    }
}

/// The JSON of a page, safe to stand in a `script` element.
///
/// Where details of a node or an edge are missing, it has none.
pub(super) fn json(page: &Page) -> Result<String, serde_json::Error> {
    let mut gathered = Gathered { language: page.language, places: BTreeMap::new(), facts: Vec::new() };
    let nodes = nodes(page, &mut gathered);
    let edges = edges(page, &mut gathered);
    let data = Data {
        words: page_words(page),
        facts: gathered.facts,
        nodes,
        edges,
        goals: labels(&page.goals),
        years: labels(&page.years),
        orders: page.orders.iter().map(|order| order.nodes.as_slice()).collect(),
    };
    serde_json::to_string(&data).map(|text| inert(&text))
}

fn nodes<'a>(page: &'a Page, gathered: &mut Gathered<'a>) -> Vec<NodeData<'a>> {
    let mut made = Vec::with_capacity(page.network.nodes.len());
    for (place, (node, id)) in page.network.nodes.iter().zip(page.network.ids()).enumerate() {
        let detail = page.nodes.get(place);
        made.push(NodeData {
            id,
            kind: node.kind.name(),
            title: &node.title,
            iri: &node.iri,
            page: page.site.as_ref().and_then(|site| site.nodes.get(place)?.as_deref()),
            names: detail.map_or(&[], |detail| &detail.names),
            goals: detail.map_or(&[], |detail| &detail.goals),
            leads: detail.map_or(&[], |detail| &detail.leads),
            bodies: detail.map_or(&[], |detail| &detail.bodies),
            who: detail.map_or_else(String::new, |detail| who(page, detail)),
            money: detail.and_then(|detail| detail.money),
            facts: detail.map_or_else(Vec::new, |detail| gathered.of(&detail.facts)),
        });
    }
    made
}

fn edges<'a>(page: &'a Page, gathered: &mut Gathered<'a>) -> Vec<EdgeData<'a>> {
    let mut made = Vec::with_capacity(page.network.edges.len());
    for (place, edge) in page.network.edges.iter().enumerate() {
        let detail = page.edges.get(place);
        made.push(EdgeData {
            kind: edge.kind.name(),
            source: edge.source,
            target: edge.target,
            weight: edge.weight,
            years: detail.map_or(&[], |detail| &detail.years),
            facts: detail.map_or_else(Vec::new, |detail| gathered.of(&detail.facts)),
        });
    }
    made
}

fn labels(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.label.as_str()).collect()
}

/// Marks of the responsible bodies, those that lead with ◎.
fn who(page: &Page, detail: &NodeDetail) -> String {
    let others = detail.bodies.iter().filter(|body| !detail.leads.contains(body)).map(|body| ("", body));
    let named = detail.leads.iter().map(|body| ("◎", body)).chain(others).filter_map(|(lead, body)| {
        let Choice { mark, label } = page.bodies.get(*body)?;
        Some(format!("{lead}{}", if mark.is_empty() { label } else { mark }))
    });
    named.collect::<Vec<_>>().join(" ")
}

/// The words for what the network holds.
fn page_words(page: &Page) -> Words<'_> {
    let language = page.language;
    let network = &page.network;
    let kinds = network.nodes.iter().map(|node| (node.kind.name(), words::kind(language, node.kind)));
    let relation = |kind: EdgeKind, source: usize| {
        let source = network.nodes.get(source).map_or(NodeKind::Measure, |node| node.kind);
        (kind.name(), words::relation(language, kind, source))
    };
    Words {
        spoken: words::spoken(language),
        kinds: kinds.collect(),
        relations: network.edges.iter().map(|edge| relation(edge.kind, edge.source)).collect(),
    }
}

/// JSON in which no character means anything to HTML, or is one that HTML does not allow. What is replaced stands in
/// strings only, where an escape says the same.
fn inert(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut units = [0; 2];
    for character in json.chars() {
        let is_plain = !matches!(character, '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{feff}')
            && !character.is_control()
            && !is_noncharacter(character);
        if is_plain {
            safe.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string does not fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_say_the_same() {
        let text =
            "</script><!--\u{2028}\u{2029}\u{7f}\u{85}\u{feff}\u{fdd0}\u{1fffe}\u{ffff}\0\n\"\\&医療𠮷";
        let safe = inert(&serde_json::to_string(text).unwrap());
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
        assert!(safe.contains("医療𠮷"), "{safe}");
        assert!(!safe.contains([
            '<',
            '>',
            '&',
            '\u{7f}',
            '\u{85}',
            '\u{feff}',
            '\u{fdd0}',
            '\u{1fffe}',
            '\u{ffff}'
        ]));
    }
}

//! Readers of XML, CSV and DOT that take what their definitions allow and nothing else.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element with its attributes, what it holds, and its text.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    pub(super) fn start(event: &BytesStart<'_>) -> Self {
        let mut attributes = BTreeMap::new();
        for attribute in event.attributes() {
            let attribute = attribute.unwrap();
            // Normalised, as every reader must: bare line ends would come out as blanks.
            let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap().into_owned();
            let before = attributes.insert(attribute.key.as_ref().to_owned(), value);
            assert!(before.is_none(), "an attribute is there twice");
        }
        Self { name: event.name().as_ref().to_owned(), attributes, ..Self::default() }
    }

    pub(super) fn all(&self, name: &str) -> Vec<&Self> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    pub(super) fn one(&self, name: &str) -> &Self {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "{name} in {}", self.name);
        all[0]
    }

    pub(super) fn get(&self, attribute: &str) -> &str {
        &self.attributes[attribute]
    }
}

pub(super) fn parse_xml(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(event) => open.push(Element::start(&event)),
            Event::Empty(event) => open.last_mut().unwrap().children.push(Element::start(&event)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(event) => {
                let text = event.xml_content(quick_xml::XmlVersion::Explicit1_0);
                open.last_mut().unwrap().text.push_str(&text);
            }
            Event::GeneralRef(event) => {
                let character = match event.resolve_char_ref().unwrap() {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_xml_entity(&event).unwrap().to_owned(),
                };
                open.last_mut().unwrap().text.push_str(&character);
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("unexpected {other:?}"),
        }
    }
    assert_eq!(open.len(), 1);
    open.remove(0).children.remove(0)
}

/// Rows of cells as RFC 4180 defines them; anything else fails.
pub(super) fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut rest) = (Vec::new(), Vec::new(), text);
    while !rest.is_empty() {
        let mut cell = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let end = quoted.find('"').unwrap();
                cell.push_str(&quoted[..end]);
                quoted = &quoted[end + 1..];
                let Some(more) = quoted.strip_prefix('"') else { break };
                cell.push('"');
                quoted = more;
            }
            rest = quoted;
        } else {
            let end = rest.find([',', '\r']).unwrap();
            cell.push_str(&rest[..end]);
            assert!(!cell.contains(['"', '\n']), "{cell:?} should be quoted");
            rest = &rest[end..];
        }
        row.push(cell);
        if let Some(more) = rest.strip_prefix(',') {
            rest = more;
        } else {
            rest = rest.strip_prefix("\r\n").unwrap();
            rows.push(std::mem::take(&mut row));
        }
    }
    assert!(row.is_empty());
    rows
}

/// The string that begins here, as Graphviz reads it, and what follows it.
///
/// Only `\"` is an escape of the language; labels read `\\` and `\n`, tooltips read escapes once more. Anything else after a
/// backslash would mean something to Graphviz.
pub(super) fn dot_string(text: &str) -> (String, &str) {
    let mut rest = text.strip_prefix('"').unwrap();
    let mut string = String::new();
    let mut piece = 0;
    loop {
        let next = rest.chars().next().unwrap();
        rest = &rest[next.len_utf8()..];
        match next {
            '"' => {
                // Graphviz of many Linux systems stops at 16,384 bytes without an escape.
                assert!(piece < 16_384);
                let Some(more) = rest.strip_prefix(" + \"") else { return (string, rest) };
                rest = more;
                piece = 0;
            }
            '\\' => {
                let escaped = rest.chars().next().unwrap();
                assert!(matches!(escaped, '"' | '\\' | 'n'), "\\{escaped}");
                string.push(if escaped == 'n' { '\n' } else { escaped });
                rest = &rest[1..];
            }
            '&' => {
                rest = rest.strip_prefix("amp;").unwrap();
                string.push('&');
            }
            '\n' | '\r' => panic!("a bare line end"),
            other => string.push(other),
        }
        piece += next.len_utf8();
    }
}

/// The attributes of a statement, which begin here.
pub(super) fn dot_attributes(text: &str) -> BTreeMap<String, String> {
    let (mut attributes, mut rest) = (BTreeMap::new(), text.strip_prefix(" [").unwrap());
    while rest != "]" {
        let (name, after) = rest.split_once('=').unwrap();
        let (value, after) = if after.starts_with('"') {
            dot_string(after)
        } else {
            let end = after.find([',', ']']).unwrap();
            (after[..end].to_owned(), &after[end..])
        };
        attributes.insert(name.trim_start_matches(", ").to_owned(), value);
        rest = after;
    }
    attributes
}

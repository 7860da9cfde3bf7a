//! What XML cannot hold, or not as it stands: characters, names of elements, carriage returns.

use crate::query::results::WriteError;
use memchr::memchr;
use oxigraph::model::NamedNode;
use std::io::{self, Write};

/// Refuses a text that would make an XML file malformed: nothing escapes these characters.
pub(super) fn refuse_forbidden(text: &str) -> Result<(), WriteError> {
    let is_forbidden = |character: &char| matches!(*character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match text.chars().find(is_forbidden) {
        Some(character) => Err(WriteError::Forbidden { code: character.into() }),
        None => Ok(()),
    }
}

/// Refuses a property or class whose IRI does not end like the name of an element, which RDF/XML makes of it.
pub(super) fn refuse_unnamed(node: &NamedNode) -> Result<(), WriteError> {
    let iri = node.as_str();
    let end: &str = iri.rsplit(|character| !is_name(character)).next().unwrap_or_default();
    // Without a namespace before it, it is no name either.
    if end.len() < iri.len() && end.contains(begins_name) {
        Ok(())
    } else {
        Err(WriteError::Unnamed { iri: iri.to_owned() })
    }
}

/// Whether a name may begin with a character: `NameStartChar` of XML 1.0 but the colon.
fn begins_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Whether a name may hold a character: `NameChar` of XML 1.0 but the colon.
fn is_name(character: char) -> bool {
    begins_name(character)
        || matches!(character, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Writes XML with its carriage returns as references: readers take a plain one for the end of a line and replace it.
/// Markup has none, so all of them stand in texts.
pub(super) struct WithReturns<W>(pub(super) W);

impl<W: Write> Write for WithReturns<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let plain = memchr(b'\r', bytes).unwrap_or(bytes.len());
        if plain > 0 {
            return self.0.write(bytes.get(..plain).unwrap_or_default());
        }
        if bytes.is_empty() {
            return Ok(0);
        }
        self.0.write_all(b"&#xD;")?;
        Ok(1)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriage_returns_become_references() {
        let mut out = WithReturns(Vec::new());
        out.write_all(b"\r<a>b\r\nc\r</a>").unwrap();
        out.write_all(b"").unwrap();
        assert_eq!(String::from_utf8(out.0).unwrap(), "&#xD;<a>b&#xD;\nc&#xD;</a>");
    }

    #[test]
    fn only_names_become_elements() {
        for (iri, is_named) in [
            ("http://example.org/vocab#label", true),
            ("http://example.org/1a", true),
            ("http://example.org/事業", true),
            ("urn:p", true),
            ("http://example.org/", false),
            ("http://example.org/1", false),
            ("http://example.org/a/(b)", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(refuse_unnamed(&NamedNode::new(iri).unwrap()).is_ok(), is_named, "{iri}");
        }
    }
}

//! What the XML files of views share: elements, attributes and text, escaped.
//!
//! All text goes through quick-xml. Characters that XML does not allow are left out, so that no label makes a file
//! malformed; line ends and tabs of attributes are written as references, which readers keep.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

/// Names of attributes with their values, as they are to be read.
pub(in crate::view) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Writes elements one after the other.
pub(in crate::view) struct Elements<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Elements<W> {
    pub(in crate::view) fn new(writer: W) -> Self {
        Self { writer: Writer::new(writer) }
    }

    /// The first line of a file.
    pub(in crate::view) fn declaration(&mut self) -> io::Result<()> {
        self.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.line_break()
    }

    pub(in crate::view) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))
    }

    pub(in crate::view) fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    pub(in crate::view) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element that holds nothing but text.
    pub(in crate::view) fn content(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.writer.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        self.close(name)
    }

    pub(in crate::view) fn line_break(&mut self) -> io::Result<()> {
        self.writer.write_event(Event::Text(BytesText::new("\n")))
    }

    /// Hands over what is still kept back.
    pub(in crate::view) fn flush(&mut self) -> io::Result<()> {
        self.writer.get_mut().flush()
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute(Attribute { key: QName(name), value: attribute(value) });
    }
    start
}

/// A value as it stands between the marks of an attribute.
fn attribute(value: &str) -> Cow<'_, str> {
    let escaped = escape(allowed(value));
    if escaped.contains(['\n', '\t']) {
        return Cow::Owned(escaped.replace('\n', "&#10;").replace('\t', "&#9;"));
    }
    escaped
}

/// The text without the characters that XML 1.0 or HTML do not allow, and without further control characters.
pub(in crate::view) fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || is_noncharacter(c));
    if text.chars().all(is_allowed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_allowed(*c)).collect())
}

/// Code points that Unicode keeps free for ever. XML allows some of them, HTML none.
pub(in crate::view) fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_text_keep_what_xml_can_hold() {
        let mut bytes = Vec::new();
        let mut elements = Elements::new(&mut bytes);
        elements
            .content("a", &[("b", "\"<&'>\t\n\r\u{1}")], "]]>\u{0}\u{1b}\u{7f}\u{85}\u{ffff}\r\n<")
            .unwrap();
        let expected = "<a b=\"&quot;&lt;&amp;&apos;&gt;&#9;&#10;&#13;\">]]&gt;&#13;\n&lt;</a>";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}

//! Inline markup in cells: what a reader sees, and where each part of it stands in the file.
//!
//! Tables taken from web pages keep `<p>…</p>`, `<br>` and entities in their cells, while plans themselves
//! use `<…>` and `＜…＞` as brackets (NOTATIONS 1.6): `<次世代医療機器・再生医療等製品評価指標作成事業>` is a
//! name. So only tags with a known name are markup; every other `<` is text. A paragraph or line tag reads as
//! one blank, that the last word of one paragraph and the first of the next do not run together.
//!
//! A cell without `<` and `&`, which is nearly every cell, is borrowed as it stands.

use super::TextRange;
use crate::source::text::is_blank;
use memchr::{memchr2, memchr3};
use std::borrow::Cow;

/// Tags that end a line for the reader.
const BLOCK_TAGS: &[&str] = &[
    "p", "br", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table", "tbody", "thead", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
];

/// Tags that only change how text looks.
const INLINE_TAGS: &[&str] = &[
    "span", "b", "strong", "u", "sup", "sub", "i", "em", "font", "small", "big", "del", "ins", "mark", "wbr",
    "nobr", "ruby", "rb", "rt", "rp", "img",
];

/// A tag or comment longer than this is text; it keeps the search for its end short.
const LONGEST_TAG: usize = 2048;
/// Bytes within which a tag of one letter is closed again.
const LONGEST_BOLD: usize = 4096;

/// Named entities that occur in cells; numbers (`&#12539;`, `&#x30fb;`) are read in general.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("middot", "·"),
    ("bull", "•"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("times", "×"),
    ("yen", "¥"),
    ("deg", "°"),
    ("rarr", "→"),
];

/// The plain reading of a cell and the way back to the cell as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain<'a> {
    text: Cow<'a, str>,
    raw_length: usize,
    /// Empty when the text is borrowed, else the pieces of the plain text in order.
    pieces: Vec<Piece>,
}

/// A stretch of plain text that comes from one stretch of the raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    plain: usize,
    raw_start: usize,
    raw_end: usize,
    /// The plain text is the raw text byte for byte; otherwise it stands for the raw stretch as a whole.
    verbatim: bool,
}

impl<'a> Plain<'a> {
    /// Reads a cell.
    ///
    /// ```
    /// use policygraph::notation::markup::Plain;
    /// let plain = Plain::read("<p>R&amp;D</p>");
    /// assert_eq!(plain.as_str(), "R&D");
    /// assert_eq!(plain.raw_range(1..2), 4..9);
    /// ```
    pub fn read(raw: &'a str) -> Self {
        Self::read_cell(raw, false)
    }

    /// Reads a cell in which quotation marks may be doubled, as they are within quotation marks in comma-separated files.
    ///
    /// ```
    /// use policygraph::notation::markup::Plain;
    /// let plain = Plain::read_cell(r#"""A""事業"#, true);
    /// assert_eq!(plain.as_str(), r#""A"事業"#);
    /// assert_eq!(plain.raw_range(0..3), 0..5);
    /// ```
    pub fn read_cell(raw: &'a str, doubled_quotes: bool) -> Self {
        let next_mark = |bytes: &[u8]| {
            if doubled_quotes { memchr3(b'<', b'&', b'"', bytes) } else { memchr2(b'<', b'&', bytes) }
        };
        let borrowed = Self { text: Cow::Borrowed(raw), raw_length: raw.len(), pieces: Vec::new() };
        if next_mark(raw.as_bytes()).is_none() {
            return borrowed;
        }
        let mut writer = Writer::default();
        let mut at = 0;
        let mut found = false;
        while let Some(offset) = next_mark(raw.as_bytes().get(at..).unwrap_or_default()) {
            let mark = at + offset;
            let rest = raw.get(mark..).unwrap_or_default();
            writer.copy(raw, at..mark);
            if doubled_quotes && rest.starts_with("\"\"") {
                writer.entity(mark..mark + 2, "\"");
                (at, found) = (mark + 2, true);
            } else if let Some((length, block)) = read_tag(rest) {
                writer.tag(mark..mark + length, block);
                (at, found) = (mark + length, true);
            } else if let Some((length, value)) = read_entity(rest) {
                writer.entity(mark..mark + length, &value);
                (at, found) = (mark + length, true);
            } else {
                writer.copy(raw, mark..mark + 1);
                at = mark + 1;
            }
        }
        if !found {
            return borrowed;
        }
        writer.copy(raw, at..raw.len());
        Self { text: Cow::Owned(writer.text), raw_length: raw.len(), pieces: writer.pieces }
    }

    /// What a reader sees.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the cell held no markup, so that plain and raw offsets are the same.
    pub fn is_verbatim(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The raw byte range that a byte range of the plain text comes from. Tags around the range are left out,
    /// tags inside it are in; a part of an entity is the whole entity.
    pub fn raw_range(&self, plain: TextRange) -> TextRange {
        let (start, end) = (plain.start.min(self.text.len()), plain.end.min(self.text.len()));
        if self.is_verbatim() {
            return start..end.max(start);
        }
        let raw_start = self.raw_start(start);
        if end <= start {
            return raw_start..raw_start;
        }
        raw_start..self.raw_end(end).max(raw_start)
    }

    fn raw_start(&self, plain: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.plain <= plain);
        match next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) if piece.verbatim => (piece.raw_start + plain - piece.plain).min(piece.raw_end),
            Some(piece) if plain >= self.text.len() => piece.raw_end,
            Some(piece) => piece.raw_start,
            None => self.raw_length,
        }
    }

    fn raw_end(&self, plain: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.plain < plain);
        match next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) if piece.verbatim => (piece.raw_start + plain - piece.plain).min(piece.raw_end),
            Some(piece) => piece.raw_end,
            None => self.raw_length,
        }
    }
}

/// Collects the plain text; a block tag leaves a blank that is written only when a word follows.
#[derive(Default)]
struct Writer {
    text: String,
    pieces: Vec<Piece>,
    blank: Option<TextRange>,
}

impl Writer {
    fn copy(&mut self, raw: &str, range: TextRange) {
        let Some(part) = raw.get(range.clone()).filter(|part| !part.is_empty()) else {
            return;
        };
        self.settle_blank(part);
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && last.raw_end == range.start => last.raw_end = range.end,
            _ => self.push(range, true),
        }
        self.text.push_str(part);
    }

    fn entity(&mut self, range: TextRange, value: &str) {
        self.settle_blank(value);
        self.push(range, false);
        self.text.push_str(value);
    }

    fn tag(&mut self, range: TextRange, block: bool) {
        if block && self.blank.is_none() {
            self.blank = Some(range);
        }
    }

    fn settle_blank(&mut self, next: &str) {
        let Some(range) = self.blank.take() else { return };
        if self.text.chars().next_back().is_some_and(|c| !is_blank(c)) && !next.starts_with(is_blank) {
            self.push(range, false);
            self.text.push(' ');
        }
    }

    fn push(&mut self, range: TextRange, verbatim: bool) {
        self.pieces.push(Piece {
            plain: self.text.len(),
            raw_start: range.start,
            raw_end: range.end,
            verbatim,
        });
    }
}

/// A known tag or a comment at the start of `text`: its length, and whether it ends a line.
fn read_tag(text: &str) -> Option<(usize, bool)> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let near = comment.as_bytes().get(..comment.len().min(LONGEST_TAG))?;
        return near.windows(3).position(|three| three == b"-->").map(|end| (end + "<!---->".len(), false));
    }
    let name_start = inner.strip_prefix('/').unwrap_or(inner);
    let name_length = name_start.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = name_start.get(..name_length)?;
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let block = known(BLOCK_TAGS);
    let rest = name_start.get(name_length..)?;
    // `<A>` is a heading mark of some plans; only `<a href=…>` and `</a>` are links.
    let link = name.eq_ignore_ascii_case("a") && (inner.starts_with('/') || rest.starts_with(' '));
    if !(block || link || known(INLINE_TAGS)) || !rest.starts_with([' ', '\t', '\n', '\r', '/', '>']) {
        return None;
    }
    // <B> is a heading mark of some plans too; only what is closed again is bold.
    let closes = |after: &str| {
        let near = after.as_bytes().get(..after.len().min(LONGEST_BOLD)).unwrap_or_default();
        let name = name.as_bytes();
        near.windows(3).any(|three| matches!(three, [b'<', b'/', of] if name.first().is_some_and(|c| c.eq_ignore_ascii_case(of))))
    };
    if name.len() == 1 && !block && !link && rest.starts_with('>') && !inner.starts_with('/') && !closes(rest)
    {
        return None;
    }
    let attributes = tag_end(rest)?;
    Some((text.len() - rest.len() + attributes, block))
}

/// The length of a tag's attributes with the closing `>`, which may stand in a quoted value.
fn tag_end(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in attributes.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// An entity at the start of `text`: its length and what it stands for.
fn read_entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let inner = text.strip_prefix('&')?;
    let length = inner.bytes().take(10).position(|byte| byte == b';')?;
    let name = inner.get(..length)?;
    let value = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')?.to_string().into()
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1.into(),
    };
    Some((length + 2, value))
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_reading() {
        for (raw, plain) in [
            ("医療機器の研究開発", "医療機器の研究開発"),
            ("<p>・以下の5分野</p> <p>①日常生活</p>", "・以下の5分野 ①日常生活"),
            ("<p>一行目</p><p>二行目</p>", "一行目 二行目"),
            ("一行目<br>二行目<BR/>三行目<br />", "一行目 二行目 三行目"),
            ("<div class=\"a>b\"><span style='x'>太<b>字</b></span></div>", "太字"),
            ("10<sup>3</sup>件", "103件"),
            (
                "<次世代医療機器・再生医療等製品評価指標作成事業>(国衛研)",
                "<次世代医療機器・再生医療等製品評価指標作成事業>(国衛研)",
            ),
            ("＜p＞全角＜/p＞", "＜p＞全角＜/p＞"),
            ("<A>戦略 <a href=\"x\">こちら</a>", "<A>戦略 こちら"),
            ("<product>", "<product>"),
            ("a < b <p", "a < b <p"),
            ("R&amp;D &lt;p&gt; A&nbsp;B &#12539;&#x30FB; & &x; &#0;", "R&D <p> A\u{a0}B ・・ & &x; &#0;"),
            ("前<!-- <p> -->後", "前後"),
            ("&amp;lt;", "&lt;"),
            ("<p></p>", ""),
            ("", ""),
        ] {
            assert_eq!(Plain::read(raw).as_str(), plain, "{raw}");
        }
    }

    #[test]
    fn the_way_back() {
        let raw = "<p>甲&amp;乙</p><p>丙</p>";
        let plain = Plain::read(raw);
        assert_eq!(plain.as_str(), "甲&乙 丙");
        let back = |part: &str| {
            let start = plain.as_str().find(part).unwrap();
            &raw[plain.raw_range(start..start + part.len())]
        };
        assert_eq!(back("甲"), "甲");
        assert_eq!(back("&"), "&amp;");
        assert_eq!(back("甲&乙"), "甲&amp;乙");
        assert_eq!(back("乙 丙"), "乙</p><p>丙");
        assert_eq!(back(" "), "</p>");
        assert_eq!(back("丙"), "丙");
        assert!(Plain::read("甲乙").is_verbatim());
        let quoted = Plain::read_cell("\"\"甲\"\"<br>\"乙", true);
        assert_eq!(quoted.as_str(), "\"甲\" \"乙");
        assert_eq!(quoted.raw_range(1..4), 2..5);
        assert_eq!(quoted.raw_range(4..5), 5..7);
        assert_eq!(Plain::read("\"\"甲").as_str(), "\"\"甲");
        assert!(Plain::read("甲<乙>&丙").is_verbatim());
    }

    proptest! {
        #[test]
        fn every_character_has_a_place(raw in "(<p>|</p>|<br>|&amp;|&lt;|&#12539;|[<>&;a-c 厚・]){0,20}") {
            let plain = Plain::read(&raw);
            let mut last = 0;
            for (start, c) in plain.as_str().char_indices() {
                let range = plain.raw_range(start..start + c.len_utf8());
                prop_assert!(range.start >= last && range.start < range.end && range.end <= raw.len());
                prop_assert!(raw.is_char_boundary(range.start) && raw.is_char_boundary(range.end));
                last = range.end;
            }
            let all = plain.raw_range(0..plain.as_str().len());
            prop_assert!(all.end <= raw.len());
        }

        #[test]
        fn no_text_stops_it(raw in "\\PC*", start in 0usize..50, length in 0usize..50) {
            let plain = Plain::read(&raw);
            let range = plain.raw_range(start..start + length);
            prop_assert!(range.start <= range.end && range.end <= raw.len());
        }
    }
}

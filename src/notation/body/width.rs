//! One width for all letters, so that a name is found however it is printed.

use super::TextRange;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A text with usual letters in place of full-width ones, and full katakana in place of half-width ones.
pub(super) struct Folded<'t> {
    text: Cow<'t, str>,
    /// Where each character stands in the folded text and in the text as it was, and the ends of both; empty if they are
    /// the same.
    places: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        // All these characters begin with this byte; most texts have none of them.
        let is_plain = memchr::memchr_iter(0xef, text.as_bytes()).all(|at| !starts_odd_width(text, at));
        if is_plain { Self { text: Cow::Borrowed(text), places: Vec::new() } } else { Self::convert(text) }
    }

    fn convert(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() / 2);
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            places.push((folded.len(), at));
            if !is_odd_width(c) {
                folded.push(c);
            } else if let Some((_, mark)) = characters.next_if(|(_, next)| matches!(next, 'ﾞ' | 'ﾟ')) {
                folded.extend([c, mark].into_iter().nfkc());
            } else {
                folded.extend(std::iter::once(c).nfkc());
            }
        }
        places.push((folded.len(), text.len()));
        Self { text: Cow::Owned(folded), places }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text.into_owned()
    }

    /// A range of the folded text in the text as it was.
    pub(super) fn range_in_text(&self, range: TextRange) -> TextRange {
        if self.places.is_empty() {
            return range;
        }
        let first = self.places.partition_point(|(folded, _)| *folded <= range.start).saturating_sub(1);
        let last = self.places.partition_point(|(folded, _)| *folded < range.end);
        let place = |at: usize| self.places.get(at).map(|(_, place)| *place);
        match (place(first), place(last)) {
            (Some(start), Some(end)) => start..end,
            _ => 0..0,
        }
    }
}

/// Full-width letters and digits, and all that is half as wide as it usually is.
fn is_odd_width(c: char) -> bool {
    matches!(c, '\u{ff0d}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{ff65}'..='\u{ff9f}')
}

fn starts_odd_width(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_odd_width)
}

//! Cell text in the form the grammars of numbers, money, years and dates read (NOTATIONS 1.1 to 1.3).
//!
//! Full-width forms are folded to ASCII, look-alikes of colon, tilde, minus and middle dot to one of them, and
//! blanks are taken out and remembered as a gap before the next glyph. So `令 和 ４ 年 度 ： 3 億円` reads as
//! `令和4年度:3億円`, while every glyph still knows the bytes it came from. The folded form never leaves the
//! grammars: what they return are ranges of the text as it stands.

use super::TextRange;
use unicode_normalization::UnicodeNormalization;

/// What stood between a glyph and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Blanks within a line.
    Blank,
    /// At least one line end.
    Line,
}

/// One character that is not blank.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    folded: char,
    start: usize,
    end: usize,
    gap: Gap,
}

/// A text as a list of glyphs; positions are indexes into that list.
#[derive(Debug)]
pub(crate) struct Glyphs {
    list: Vec<Glyph>,
}

impl Glyphs {
    /// Folds a text. One pass; memory of about ten times the text.
    pub(crate) fn new(text: &str) -> Self {
        let mut list = Vec::with_capacity(text.len() / 3 + 8);
        let mut gap = Gap::None;
        for (start, ch) in text.char_indices() {
            if let Some(blank) = gap_of(ch) {
                gap = gap.max(blank);
                continue;
            }
            list.push(Glyph { folded: fold(ch), start, end: start.saturating_add(ch.len_utf8()), gap });
            gap = Gap::None;
        }
        Self { list }
    }

    /// Number of glyphs.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The folded character at a position.
    pub(crate) fn at(&self, i: usize) -> Option<char> {
        self.list.get(i).map(|g| g.folded)
    }

    /// The folded character before a position.
    pub(crate) fn before(&self, i: usize) -> Option<char> {
        self.at(i.checked_sub(1)?)
    }

    /// Whether this character stands at a position.
    pub(crate) fn is(&self, i: usize, ch: char) -> bool {
        self.at(i) == Some(ch)
    }

    /// Whether an ASCII digit (after folding) stands at a position.
    pub(crate) fn is_digit(&self, i: usize) -> bool {
        self.at(i).is_some_and(|c| c.is_ascii_digit())
    }

    /// The gap before the glyph at a position; a line end at the end of the text.
    pub(crate) fn gap(&self, i: usize) -> Gap {
        self.list.get(i).map_or(Gap::Line, |g| g.gap)
    }

    /// The position behind `word`, if it stands at `i`. Blanks inside it do not count.
    pub(crate) fn word(&self, i: usize, word: &str) -> Option<usize> {
        let mut end = i;
        for ch in word.chars() {
            if self.at(end)? != ch {
                return None;
            }
            end = end.saturating_add(1);
        }
        Some(end)
    }

    /// The position behind the first of `words` that stands at `i`.
    pub(crate) fn one_of(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|w| self.word(i, w))
    }

    /// The position where `word` starts, if it ends just before `i`.
    pub(crate) fn word_before(&self, i: usize, word: &str) -> Option<usize> {
        let start = i.checked_sub(word.chars().count())?;
        self.word(start, word).map(|_| start)
    }

    /// Whether one of `words` ends just before `i`.
    pub(crate) fn any_before(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word_before(i, w).is_some())
    }

    /// Whether `word` starts somewhere in `from..to`.
    pub(crate) fn has_between(&self, from: usize, to: usize, word: &str) -> bool {
        (from..to).any(|i| self.word(i, word).is_some_and(|end| end <= to))
    }

    /// The bytes of the glyphs `from..to`, blanks between them included; empty if there is none.
    pub(crate) fn range(&self, from: usize, to: usize) -> TextRange {
        let start = self.list.get(from).map(|g| g.start);
        let end = to.checked_sub(1).and_then(|last| self.list.get(last)).map(|g| g.end);
        match (start, end) {
            (Some(start), Some(end)) if start < end => start..end,
            _ => 0..0,
        }
    }
}

/// The gap that a blank makes; `None` for everything visible.
fn gap_of(ch: char) -> Option<Gap> {
    match ch {
        '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Gap::Line),
        ' '
        | '\t'
        | '\u{a0}'
        | '\u{3000}'
        | '\u{200b}'
        | '\u{feff}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}' => Some(Gap::Blank),
        _ => None,
    }
}

/// The character a glyph counts as (NOTATIONS 1.1, 1.2).
fn fold(ch: char) -> char {
    if matches!(ch, '\u{3041}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}') {
        return ch;
    }
    match ch {
        '\u{ff01}'..='\u{ff5e}' => u32::from(ch).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(ch),
        '\u{fe13}' | '\u{fe55}' | '\u{2236}' => ':',
        '〜' | '\u{223c}' | '\u{2053}' => '~',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        '\u{2014}' | '\u{2500}' => '―',
        '\u{ff65}' => '・',
        '\u{ff61}' => '。',
        '\u{ff64}' => '、',
        '\u{ff62}' => '「',
        '\u{ff63}' => '」',
        '△' => '▲',
        '⇒' | '➡' | '⇨' => '→',
        // Radicals stand for the characters they look like where a file's characters are read wrongly.
        '\u{2f00}'..='\u{2fd5}' | '\u{2e9f}' | '\u{2ef3}' => std::iter::once(ch).nfkc().next().unwrap_or(ch),
        _ => ch,
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)] // a range that cuts a character is to fail the test
mod tests {
    use super::*;

    #[test]
    fn folds_width_and_drops_blanks() {
        let g = Glyphs::new("令 和４年度︓\n3億円");
        assert_eq!(g.word(0, "令和4年度:3億円"), Some(g.len()));
        assert_eq!(g.gap(1), Gap::Blank);
        assert_eq!(g.gap(2), Gap::None);
        assert_eq!(g.gap(6), Gap::Line);
        assert_eq!(g.gap(99), Gap::Line);
    }

    #[test]
    fn ranges_are_bytes_of_the_text() {
        let text = "予 算：３億円";
        let g = Glyphs::new(text);
        assert_eq!(&text[g.range(0, 2)], "予 算");
        assert_eq!(&text[g.range(3, 6)], "３億円");
        assert_eq!(g.range(5, 5), 0..0);
        assert_eq!(g.range(0, 99), 0..0);
    }

    #[test]
    fn looks_back() {
        let g = Glyphs::new("事業として");
        assert_eq!(g.word_before(5, "として"), Some(2));
        assert_eq!(g.word_before(1, "として"), None);
        assert!(g.any_before(2, &["費", "事業"]));
        assert!(g.has_between(0, 5, "業と"));
        assert!(!g.has_between(0, 2, "業と"));
    }
}

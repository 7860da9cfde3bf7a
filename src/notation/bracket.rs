//! Pairs of brackets and quotation marks in a text.
//!
//! Pairs nest; a closing mark that nothing opened is passed over, and a mark that is never closed is reported
//! apart, because cells may be cut in the middle (NOTATIONS 1.5). Angle brackets are pairs only if both stand
//! in the text, so that `a < b` opens nothing.

use super::TextRange;

/// A pair of brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// The opening mark.
    pub open: char,
    /// Marks and content.
    pub outer: TextRange,
    /// Content.
    pub inner: TextRange,
}

impl Bracket {
    /// Whether this is a pair of quotation marks (「」『』).
    pub fn is_quote(&self) -> bool {
        matches!(self.open, '「' | '『')
    }

    /// Whether this is a pair of round brackets, of either width.
    pub fn is_round(&self) -> bool {
        matches!(self.open, '(' | '（')
    }

    /// Whether this is a pair of angle brackets, of either width.
    pub fn is_angle(&self) -> bool {
        matches!(self.open, '<' | '＜' | '〈' | '《' | '≪')
    }
}

/// The brackets of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brackets {
    /// Pairs, in order of their opening marks.
    pub pairs: Vec<Bracket>,
    /// Opening marks that are never closed, angle brackets apart.
    pub unclosed: Vec<TextRange>,
}

impl Brackets {
    /// Finds the pairs of a text.
    pub fn find(text: &str) -> Self {
        let mut open: Vec<(char, TextRange)> = Vec::new();
        let mut found = Self::default();
        for (at, mark) in text.char_indices().filter(|(_, character)| is_mark(*character)) {
            let end = at + mark.len_utf8();
            if closing(mark).is_some() {
                open.push((mark, at..end));
                continue;
            }
            let Some(depth) = open
                .iter()
                .rposition(|(opening, _)| closing(*opening) == Some(mark))
            else {
                continue;
            };
            for (opening, range) in open.drain(depth + 1..) {
                if !matches!(opening, '<' | '＜') {
                    found.unclosed.push(range);
                }
            }
            if let Some((opening, range)) = open.pop() {
                found.pairs.push(Bracket {
                    open: opening,
                    inner: range.end..at,
                    outer: range.start..end,
                });
            }
        }
        found.unclosed.extend(
            open.into_iter()
                .filter(|(mark, _)| !matches!(mark, '<' | '＜'))
                .map(|(_, range)| range),
        );
        found.unclosed.sort_unstable_by_key(|range| range.start);
        found.pairs.sort_unstable_by_key(|pair| pair.outer.start);
        found
    }

    /// The innermost pair whose content holds a range.
    pub fn around(&self, range: &TextRange) -> Option<&Bracket> {
        self.pairs
            .iter()
            .rev()
            .find(|pair| pair.inner.start <= range.start && range.end <= pair.inner.end)
    }

    /// The pair that opens at a byte.
    pub fn opening_at(&self, at: usize) -> Option<&Bracket> {
        let index = self
            .pairs
            .binary_search_by_key(&at, |pair| pair.outer.start)
            .ok()?;
        self.pairs.get(index)
    }

    /// The pair that closes right before a byte.
    pub fn closing_at(&self, at: usize) -> Option<&Bracket> {
        self.pairs.iter().find(|pair| pair.outer.end == at)
    }
}

fn is_mark(character: char) -> bool {
    // Most characters of a text are kanji and kana, which lie above all of these but the full-width forms.
    matches!(
        character,
        '(' | ')'
            | '<'
            | '>'
            | '['
            | ']'
            | '（'
            | '）'
            | '＜'
            | '＞'
            | '［'
            | '］'
            | '「'
            | '」'
            | '『'
            | '』'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '〈'
            | '〉'
            | '《'
            | '》'
            | '≪'
            | '≫'
    )
}

fn closing(opening: char) -> Option<char> {
    Some(match opening {
        '(' => ')',
        '（' => '）',
        '<' => '>',
        '＜' => '＞',
        '[' => ']',
        '［' => '］',
        '「' => '」',
        '『' => '』',
        '【' => '】',
        '〔' => '〕',
        '〈' => '〉',
        '《' => '》',
        '≪' => '≫',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_nest_and_damage_stays_local() {
        let text = "「A(B)」と(C「D」 「E";
        let brackets = Brackets::find(text);
        let inner: Vec<&str> = brackets
            .pairs
            .iter()
            .map(|pair| &text[pair.inner.clone()])
            .collect();
        assert_eq!(inner, ["A(B)", "B", "D"]);
        let unclosed: Vec<&str> = brackets
            .unclosed
            .iter()
            .map(|range| &text[range.clone()])
            .collect();
        assert_eq!(unclosed, ["(", "「"]);
    }

    #[test]
    fn lone_marks_pair_with_nothing() {
        assert!(Brackets::find("a b」)>").pairs.is_empty());
        assert!(Brackets::find("a < b").unclosed.is_empty());
    }
}

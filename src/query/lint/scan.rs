//! The words of a SPARQL text with their lines: comments are passed over, strings and IRIs are one word each.

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `?x` or `$x`; the text is the name without the mark.
    Variable,
    /// `pgo:Goal`, `pgo:`; the text is all of it.
    Prefixed,
    /// `SELECT`, `sum`, `a`.
    Word,
    /// `<https://…>`, with the brackets.
    Iri,
    /// A string in quotes.
    Text,
    /// A single other character.
    Sign,
}

/// A word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Counted from 1.
    pub(super) line: usize,
}

impl Token {
    /// Whether this is that keyword, in any case.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Sign) && self.text.eq_ignore_ascii_case(keyword)
    }
}

/// All words of a text in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (kind, length) = next(rest, first);
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if let Some(kind) = kind {
            let text = if kind == Kind::Variable { word.get(1..).unwrap_or_default() } else { word };
            found.push(Token { kind, text: text.to_owned(), line });
        }
        line += word.matches('\n').count();
        rest = after;
    }
    found
}

/// The kind of the word that a text begins with, and its length in bytes; no kind for blanks and comments.
fn next(rest: &str, first: char) -> (Option<Kind>, usize) {
    let run = |from: usize, belongs: fn(char) -> bool| {
        let tail = rest.get(from..).unwrap_or_default();
        from + tail.find(|c: char| !belongs(c)).unwrap_or(tail.len())
    };
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    match first {
        '#' => (None, rest.find('\n').unwrap_or(rest.len())),
        '?' | '$' => match run(1, is_name) {
            1 => (Some(Kind::Sign), 1),
            length => (Some(Kind::Variable), length),
        },
        '"' | '\'' => (Some(Kind::Text), string_length(rest, first)),
        '<' => match rest.find(|c: char| c == '>' || c.is_whitespace()) {
            Some(end) if rest.get(end..).is_some_and(|tail| tail.starts_with('>')) && end > 1 => {
                (Some(Kind::Iri), end + 1)
            }
            _ => (Some(Kind::Sign), 1),
        },
        c if c.is_whitespace() => (None, c.len_utf8()),
        c if c.is_alphabetic() || c == '_' || c == ':' => {
            let end = run(0, |c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'));
            let word = rest.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
            let kind = if word.contains(':') { Kind::Prefixed } else { Kind::Word };
            (Some(kind), word.len().max(1))
        }
        other => (Some(Kind::Sign), other.len_utf8()),
    }
}

/// The length of a string in its quotes, in bytes.
fn string_length(rest: &str, quote: char) -> usize {
    let long: String = [quote; 3].iter().collect();
    let end = if rest.starts_with(&long) { long.as_str() } else { long.get(..1).unwrap_or_default() };
    let mut at = end.len();
    while let Some(character) = rest.get(at..).and_then(|tail| tail.chars().next()) {
        if rest.get(at..).is_some_and(|tail| tail.starts_with(end)) {
            return at + end.len();
        }
        at += character.len_utf8();
        if character == '\\' {
            at += rest.get(at..).and_then(|tail| tail.chars().next()).map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_kinds_and_lines() {
        let text =
            "# ?no\nSELECT ?x # FROM\n{ ?x pgo:line \"FROM \\\" ?y\" . <a:b#c> a ?z FILTER(?x < 3 && ?z>4) }";
        let found: Vec<(String, Kind, usize)> =
            tokens(text).into_iter().map(|token| (token.text, token.kind, token.line)).collect();
        let has = |text: &str, kind, line| {
            assert!(found.contains(&(text.to_owned(), kind, line)), "{text} {found:?}");
        };
        has("SELECT", Kind::Word, 2);
        has("x", Kind::Variable, 2);
        has("pgo:line", Kind::Prefixed, 3);
        has("\"FROM \\\" ?y\"", Kind::Text, 3);
        has("<a:b#c>", Kind::Iri, 3);
        has("z", Kind::Variable, 3);
        assert!(found.iter().all(|(text, ..)| text != "no" && text != "y" && text != "FROM"), "{found:?}");
    }

    #[test]
    fn no_text_stops_it() {
        for text in ["\"", "'''a", "<", "?", "\\", "\"\\", "あ:い.", "::", "$", "..", "-"] {
            let _ = tokens(text);
        }
    }
}

//! The words of a SPARQL text, as far as one has to tell strings, IRIs and comments from the rest.
//!
//! The parser that comes after has no lexer of its own: whether `<` begins an IRI or compares depends on where it
//! stands. Where both are possible, a token says so, and whoever counts must take the worse of the two.

/// A piece of a query. White space and comments are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// `<…>`.
    Iri,
    /// `<…>`, which may also be a comparison with what follows; what stands between the angle brackets.
    Unclear(&'t str),
    /// A string.
    Text,
    /// `?name` or `$name`, without its sign.
    Variable(&'t str),
    /// A keyword, a number, a name with a prefix, a blank node, a language tag.
    Word(&'t str),
    /// A binary operator, also where it stands before an operand or in a path.
    Operator(&'t str),
    /// Any other character: brackets, punctuation, `!`.
    Mark(u8),
}

/// What an opened bracket is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bracket {
    /// `(`, `[` or `{`.
    pub(crate) mark: u8,
    /// Negations that stand around it.
    pub(crate) nots: usize,
    /// Whether it holds the data of VALUES.
    pub(crate) data: bool,
}

/// Reads tokens from the front to the end, and keeps the brackets that are open.
pub(crate) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Whether what came last may be the left side of a comparison.
    after_operand: bool,
    /// Opened brackets, innermost last; the caller sets what it knows about the last.
    pub(crate) open: Vec<Bracket>,
}

/// Two-character operators; they go before the one-character ones.
const DOUBLE: [&str; 6] = ["&&", "||", "!=", "<=", ">=", "^^"];

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, after_operand: false, open: Vec::new() }
    }

    /// The line of the last token, from 1.
    pub(crate) fn line(&self) -> usize {
        let seen = self.text.get(..self.at).unwrap_or_default();
        1 + seen.matches('\n').count()
    }

    /// Where the last token ends, in bytes.
    #[cfg(feature = "remote")]
    pub(crate) fn end(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> &'t str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        taken
    }

    fn skip_space_and_comments(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
        }
    }

    pub(crate) fn next(&mut self) -> Option<Token<'t>> {
        self.skip_space_and_comments();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let token = match first {
            '<' => self.angle(rest),
            '"' | '\'' => match string_length(rest, first) {
                Some(length) => {
                    self.take(length);
                    Token::Text
                }
                None => self.mark(first),
            },
            '?' | '$' => match rest.get(1..).map(name_length) {
                Some(length) if length > 0 => {
                    Token::Variable(self.take(length + 1).get(1..).unwrap_or_default())
                }
                _ => self.mark(first),
            },
            _ if first.is_ascii_digit() => Token::Word(self.take(number_length(rest))),
            _ if is_name(first) || first == ':' => Token::Word(self.take(word_length(rest))),
            _ => self.operator_or_mark(rest, first),
        };
        self.after_operand = match token {
            Token::Operator(_) => false,
            Token::Mark(mark) => matches!(mark, b')' | b']' | b'}'),
            _ => true,
        };
        Some(token)
    }

    /// `<`: an IRI, a comparison, or one cannot tell.
    fn angle(&mut self, rest: &'t str) -> Token<'t> {
        let inner = rest.get(1..).and_then(|inner| inner.get(..inner.find('>')?));
        let Some(inner) = inner.filter(|inner| inner.chars().all(may_stand_in_iri)) else {
            return self.operator_or_mark(rest, '<');
        };
        self.take(inner.len() + 2);
        // Comparisons stand in round brackets only, and after an operand; `x://` is never part of one.
        let in_expression = self.open.last().is_some_and(|bracket| bracket.mark == b'(');
        if in_expression && self.after_operand && !inner.contains("://") {
            Token::Unclear(inner)
        } else {
            Token::Iri
        }
    }

    fn operator_or_mark(&mut self, rest: &'t str, first: char) -> Token<'t> {
        if DOUBLE.iter().any(|operator| rest.starts_with(operator)) {
            return Token::Operator(self.take(2));
        }
        if "<>=+-*/|&^".contains(first) {
            return Token::Operator(self.take(1));
        }
        self.mark(first)
    }

    fn mark(&mut self, character: char) -> Token<'t> {
        self.at += character.len_utf8();
        let mark = u8::try_from(character).unwrap_or(b'?');
        match mark {
            b'(' | b'[' | b'{' => self.open.push(Bracket { mark, nots: 0, data: false }),
            b')' => self.close(b'('),
            b']' => self.close(b'['),
            b'}' => self.close(b'{'),
            _ => {}
        }
        Token::Mark(mark)
    }

    /// Closes the last bracket of a kind with all that was left open inside it.
    fn close(&mut self, mark: u8) {
        if let Some(last) = self.open.iter().rposition(|bracket| bracket.mark == mark) {
            self.open.truncate(last);
        }
    }
}

/// Characters that no IRI has would end the parser's attempt to read one.
fn may_stand_in_iri(character: char) -> bool {
    character > ' ' && !"<>\"{}|^`".contains(character)
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || !character.is_ascii()
}

fn name_length(text: &str) -> usize {
    text.find(|character| !is_name(character)).unwrap_or(text.len())
}

fn number_length(text: &str) -> usize {
    let ends = |character: char| !(character.is_ascii_digit() || "eE.".contains(character));
    text.find(ends).unwrap_or(text.len())
}

/// A name: after its colon also hyphens and escaped characters belong to it. `true-true` is three words.
fn word_length(text: &str) -> usize {
    let (mut escaped, mut local) = (false, false);
    for (at, character) in text.char_indices() {
        let belongs = escaped
            || is_name(character)
            || matches!(character, ':' | '.')
            || (local && matches!(character, '-' | '%' | '\\'));
        if !belongs {
            return at;
        }
        escaped = local && character == '\\' && !escaped;
        local |= character == ':';
    }
    text.len()
}

/// The length of the string that a text begins with, its quotes included; none if it does not end.
fn string_length(text: &str, quote: char) -> Option<usize> {
    let long = quote.to_string().repeat(3);
    if text.starts_with(&long)
        && let Some(length) = closed(text, 3, &long, &[])
    {
        return Some(length);
    }
    // Three quotes that open nothing are an empty string and the begin of another.
    closed(text, 1, quote.encode_utf8(&mut [0; 4]), &['\n', '\r'])
}

fn closed(text: &str, from: usize, end: &str, never: &[char]) -> Option<usize> {
    let mut escaped = false;
    let inner = text.get(from..)?;
    for (at, character) in inner.char_indices() {
        if never.contains(&character) {
            return None;
        }
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if inner.get(at..).is_some_and(|rest| rest.starts_with(end)) {
            return Some(from + at + end.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next()).collect()
    }

    #[test]
    fn strings_iris_and_comments_are_one_token_or_none() {
        use Token::{Iri, Mark, Text, Variable, Word};
        let text = "{ ?s <http://e/(a)#b> \"((\\\"(\" , '''(('\n''' # ((( \"\n . _:b }";
        let expected =
            [Mark(b'{'), Variable("s"), Iri, Text, Mark(b','), Text, Mark(b'.'), Word("_:b"), Mark(b'}')];
        assert_eq!(tokens(text), expected);
    }

    #[test]
    fn a_less_than_sign_is_an_iri_where_none_can_be_compared() {
        use Token::{Iri, Mark, Operator, Unclear, Variable, Word};
        assert_eq!(tokens("?s<p>?o"), [Variable("s"), Iri, Variable("o")]);
        let compared = [Mark(b'('), Variable("a"), Operator("<"), Word("5"), Mark(b')')];
        assert_eq!(tokens("(?a < 5)"), compared);
        assert_eq!(tokens("(?a<5)"), compared);
        let unclear = [Mark(b'('), Variable("a"), Unclear("(5)&&6"), Word("7"), Mark(b')')];
        assert_eq!(tokens("(?a<(5)&&6>7)"), unclear);
        assert_eq!(tokens("(?a <http://e/x#y>)"), [Mark(b'('), Variable("a"), Iri, Mark(b')')]);
    }

    #[test]
    fn three_quotes_without_an_end_hide_nothing() {
        assert_eq!(tokens("\"\"\" (\" ((").len(), 4);
        assert_eq!(tokens("\"\"\"\" (").len(), 3);
        assert_eq!(tokens("'abc\n((").len(), 4);
    }

    #[test]
    fn hyphens_belong_to_names_but_not_to_numbers_and_truths() {
        use Token::{Operator, Word};
        assert_eq!(tokens("a:b-c"), [Word("a:b-c")]);
        assert_eq!(tokens("a:b\\(c"), [Word("a:b\\(c")]);
        assert_eq!(tokens("1-1"), [Word("1"), Operator("-"), Word("1")]);
        assert_eq!(tokens("true-true"), [Word("true"), Operator("-"), Word("true")]);
    }
}

//! A look at the text of a query before anything else reads it.
//!
//! The parser goes down one level of the machine's stack for each bracket, and so does the evaluator for each
//! operator of a chain: a few thousand characters end the whole process, which nothing can catch. One linear
//! pass counts what nests and what forms chains. It counts too much rather than too little.

use crate::query::lexer::{Bracket, Lexer, Token};

/// Bytes of a text.
const LENGTH: usize = 64 << 10;
/// Brackets of any kind inside one another.
const DEPTH: usize = 64;
/// Negations inside one another: the parser reads what follows one of them twice.
const NOTS: usize = 8;
/// UNION.
const UNIONS: usize = 64;
/// Brackets in all, those around the rows of VALUES apart: groups, optional parts, filters, bindings.
const BRACKETS: usize = 1000;
/// Operators in all, those of paths and signs of numbers included.
const OPERATORS: usize = 1000;

/// Why a query is not answered, whatever the data are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The text is too long.
    #[error("the query has {bytes} bytes, more than {LENGTH}")]
    Length {
        /// Its length.
        bytes: usize,
    },
    /// Brackets nest too deep.
    #[error("line {line}: brackets stand more than {DEPTH} deep in one another")]
    Depth {
        /// The line of the first that is too deep, from 1.
        line: usize,
    },
    /// Negations nest too deep.
    #[error("line {line}: more than {NOTS} negations `!` stand in one another")]
    Negations {
        /// The line of the first that is too deep, from 1.
        line: usize,
    },
    /// Too many alternatives.
    #[error("the query has more than {UNIONS} UNION")]
    Unions,
    /// Too many groups, filters and bindings.
    #[error("the query has more than {BRACKETS} brackets")]
    Brackets,
    /// Chains of operators are too long.
    #[error("the query has more than {OPERATORS} operators")]
    Operators,
    /// What stands between `<` and `>` may be an IRI or the middle of two comparisons.
    #[error(
        "line {line}: `<{text}>` may be an IRI or a comparison; write a space after `<`, or a prefixed name"
    )]
    Unclear {
        /// The line, from 1.
        line: usize,
        /// What stands between.
        text: String,
    },
    /// Too many triple patterns, steps of paths included.
    #[error("the query has {found} triple patterns and path steps, more than {limit}")]
    Patterns {
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// One path is too long.
    #[error("a path of the query has {found} steps, more than {limit}")]
    Path {
        /// Its steps.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Too much data in VALUES.
    #[error("VALUES has {found} cells, more than {limit}")]
    Cells {
        /// Rows times columns, all of the query together.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The query sends a part of itself to another server.
    #[error("SERVICE asks another server; a query is answered from the given inputs only")]
    Service,
}

/// What the text alone tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scan {
    /// Whether VALUES stands outside of all brackets, as the last clause of the query.
    pub(crate) has_trailing_values: bool,
}

/// Looks through a text once.
pub(crate) fn scan(text: &str) -> Result<Scan, Refusal> {
    if text.len() > LENGTH {
        return Err(Refusal::Length { bytes: text.len() });
    }
    let mut scanner = Scanner::new(text);
    while let Some(token) = scanner.lexer.next() {
        scanner.count(token)?;
    }
    Ok(scanner.result)
}

struct Scanner<'t> {
    lexer: Lexer<'t>,
    /// Negations whose operand has not begun yet.
    nots: usize,
    unions: usize,
    brackets: usize,
    operators: usize,
    /// VALUES came, its data have not begun yet.
    before_data: bool,
    after_at: bool,
    result: Scan,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            lexer: Lexer::new(text),
            nots: 0,
            unions: 0,
            brackets: 0,
            operators: 0,
            before_data: false,
            after_at: false,
            result: Scan::default(),
        }
    }

    fn count(&mut self, token: Token<'_>) -> Result<(), Refusal> {
        let after_at = std::mem::replace(&mut self.after_at, token == Token::Mark(b'@'));
        match token {
            Token::Mark(b'(' | b'[' | b'{') => self.opened()?,
            Token::Mark(b'!') => {
                self.nots += 1;
                self.check_nots()?;
            }
            // The name of a function stands between a negation and the bracket that it applies to.
            Token::Word(word) if !after_at => self.word(word)?,
            Token::Iri | Token::Word(_) => {}
            Token::Operator(operator) => {
                self.operators += 1;
                // A sign may stand between, too.
                if !matches!(operator, "+" | "-") {
                    self.nots = 0;
                }
            }
            Token::Unclear(inner) => self.unclear(inner)?,
            Token::Variable(_) | Token::Text | Token::Mark(_) => self.nots = 0,
        }
        if self.operators > OPERATORS {
            return Err(Refusal::Operators);
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Refusal> {
        if word.eq_ignore_ascii_case("VALUES") {
            self.before_data = true;
            self.result.has_trailing_values |= self.lexer.open.is_empty();
        } else if word.eq_ignore_ascii_case("UNION") {
            self.unions += 1;
            if self.unions > UNIONS {
                return Err(Refusal::Unions);
            }
        }
        Ok(())
    }

    /// A bracket was opened; it is the last of the open ones.
    fn opened(&mut self) -> Result<(), Refusal> {
        let depth = self.lexer.open.len();
        let outer = depth.checked_sub(2).and_then(|outer| self.lexer.open.get(outer)).copied();
        let nots = outer.map_or(0, |outer| outer.nots) + std::mem::take(&mut self.nots);
        let mut is_row = false;
        if let Some(bracket) = self.lexer.open.last_mut() {
            bracket.nots = nots;
            bracket.data = bracket.mark == b'{' && std::mem::take(&mut self.before_data);
            is_row = bracket.mark == b'(' && outer.is_some_and(|outer| outer.data);
        }
        if depth > DEPTH {
            return Err(Refusal::Depth { line: self.lexer.line() });
        }
        self.brackets += usize::from(!is_row);
        if self.brackets > BRACKETS {
            return Err(Refusal::Brackets);
        }
        Ok(())
    }

    fn check_nots(&self) -> Result<(), Refusal> {
        let around = self.lexer.open.last().map_or(0, |bracket| bracket.nots);
        if around + self.nots > NOTS {
            return Err(Refusal::Negations { line: self.lexer.line() });
        }
        Ok(())
    }

    /// Counts what would be there if this were two comparisons, and leaves open what they would leave open.
    fn unclear(&mut self, inner: &str) -> Result<(), Refusal> {
        // A comment or a string would begin here in one reading only.
        if inner.contains(['#', '\'']) {
            return Err(Refusal::Unclear { line: self.lexer.line(), text: inner.to_owned() });
        }
        self.operators += 2;
        for character in inner.chars() {
            match character {
                '(' | '[' => {
                    let nots = self.lexer.open.last().map_or(0, |bracket| bracket.nots) + self.nots;
                    self.nots = 0;
                    let mark = if character == '(' { b'(' } else { b'[' };
                    self.lexer.open.push(Bracket { mark, nots, data: false });
                    self.brackets += 1;
                }
                '!' => {
                    self.nots += 1;
                    self.check_nots()?;
                }
                '+' | '-' | '*' | '/' | '=' | '&' => self.operators += 1,
                _ => {}
            }
        }
        // Closing brackets do not count: read as an IRI, none of them closes anything. Those that close what
        // was opened here are the exception, or every IRI with brackets would add to the depth.
        let closed = inner.matches([')', ']']).count().min(inner.matches(['(', '[']).count());
        let deepest = self.lexer.open.len();
        self.lexer.open.truncate(deepest - closed);
        if deepest > DEPTH {
            return Err(Refusal::Depth { line: self.lexer.line() });
        }
        if self.brackets > BRACKETS { Err(Refusal::Brackets) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(expression: &str) -> String {
        format!("ASK {{ FILTER({expression}) }}")
    }

    fn nested(open: &str, close: &str, levels: usize) -> String {
        format!("{}1{}", open.repeat(levels), close.repeat(levels))
    }

    #[test]
    fn depth_counts_brackets_of_all_kinds() {
        // Two are around the expression.
        assert!(scan(&filter(&nested("(", ")", 62))).is_ok());
        assert_eq!(scan(&filter(&nested("(", ")", 63))), Err(Refusal::Depth { line: 1 }));
        assert_eq!(scan(&format!("ASK\n{}", "{[(".repeat(22))), Err(Refusal::Depth { line: 2 }));
        assert!(scan(&"{}[]()".repeat(300)).is_ok());
    }

    #[test]
    fn what_stands_in_strings_iris_and_comments_does_not_count() {
        let brackets = "(".repeat(100);
        for text in [
            format!("ASK {{ ?s ?p \"{brackets}\" }}"),
            format!("ASK {{ ?s ?p \"\\\"{brackets}\" }}"),
            format!("ASK {{ ?s ?p '{brackets}' }}"),
            format!("ASK {{ ?s ?p \"\"\"\n\"{brackets}\n\"\"\" }}"),
            format!("ASK {{ ?s ?p '''{brackets}''' }}"),
            format!("ASK {{ ?s <http://example.org/{brackets}> ?o }}"),
            format!("ASK {{ ?s ?p ?o }} # {brackets}"),
            format!("# {brackets}\rASK {{}}"),
            format!("ASK {{ ?s <http://example.org/#a> ?o }} # {brackets}"),
            filter(&format!("?x = <http://example.org/{brackets}>")),
            filter(&"(?x = <a:b(c)>) || ".repeat(70)),
        ] {
            assert!(scan(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn nothing_hides_behind_what_only_looks_like_a_string_an_iri_or_a_comment() {
        let deep = nested("(", ")", 100);
        for text in [
            format!("ASK {{ ?s ?p '\\' , '{deep} }}"),
            format!("ASK {{ ?s ?p \"\"\" \" {deep} }}"),
            format!("ASK {{ ?s <a:b#> {deep} }}"),
            filter(&format!("1<{deep}&&2>1")),
            filter(&format!("{}1 > 0", "1<((a)&&1>".repeat(70))),
            filter(&format!("a:\\( = {deep}")),
            format!("ASK {{ ?s ?p 'x # ' {deep} }}"),
        ] {
            assert!(matches!(scan(&text), Err(Refusal::Depth { .. })), "{text}");
        }
        // The parser sees a comparison and a comment here, not an IRI and a string.
        let hidden = filter(&format!("1<2#>\"\"\"\n && {deep} #\"\"\""));
        assert_eq!(scan(&hidden), Err(Refusal::Unclear { line: 1, text: "2#".to_owned() }));
    }

    #[test]
    fn negations_count_in_one_another_only() {
        assert!(scan(&filter(&nested("!(", ")", 8))).is_ok());
        for text in [
            nested("!(", ")", 9),
            nested("! BOUND(", ")", 9),
            nested("!<http://e/f>(", ")", 9),
            nested("!(1 && (", "))", 9),
            nested("!EXISTS { FILTER(", ")}", 9),
            "!".repeat(9),
        ] {
            let refused = matches!(scan(&filter(&text)), Err(Refusal::Negations { .. }));
            assert!(refused, "{text}");
        }
        assert!(scan(&filter(&"!BOUND(?x) && ".repeat(50))).is_ok());
        assert!(scan(&filter(&"?x != ?y && ".repeat(50))).is_ok());
    }

    #[test]
    fn chains_unions_groups_and_length() {
        assert!(scan(&filter(&format!("1{}", "+1".repeat(1000)))).is_ok());
        for chain in ["+1", "-1", "-true", " || true", "/a:b", " < 1"] {
            let text = filter(&format!("1{}", chain.repeat(1001)));
            assert_eq!(scan(&text), Err(Refusal::Operators), "{chain}");
        }
        let unions = |count: usize| format!("ASK {{ {{}}{} }}", "union{}".repeat(count));
        assert!(scan(&unions(64)).is_ok());
        assert_eq!(scan(&unions(65)), Err(Refusal::Unions));
        assert_eq!(scan(&"OPTIONAL {} ".repeat(1001)), Err(Refusal::Brackets));
        let values = format!("ASK {{ VALUES (?a) {{ {} }} }}", "(a:b-c)".repeat(5000));
        assert!(scan(&values).is_ok());
        assert_eq!(scan(&" ".repeat((64 << 10) + 1)), Err(Refusal::Length { bytes: 65_537 }));
    }

    #[test]
    fn values_at_the_end_are_seen() {
        let ends = |text: &str| scan(text).unwrap().has_trailing_values;
        assert!(ends("SELECT * { ?s ?p ?o } values ?s { 1 }"));
        assert!(!ends("SELECT * { VALUES ?s { 1 } }"));
        assert!(!ends("SELECT * { ?s ?p \"VALUES\"@VALUES } # VALUES"));
    }

    #[test]
    fn every_stored_query_passes() {
        for query in crate::query::catalogue::all().unwrap() {
            crate::query::shape::ParsedQuery::parse(query.text).unwrap_or_else(|error| {
                panic!("{}: {error:?}", query.file);
            });
        }
    }
}

//! Why a text is no profile.

use std::fmt;

/// Why a text is no profile, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, column {column}: {problem}")]
pub struct ProfileError {
    /// What messages call the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub problem: ProfileProblem,
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileProblem {
    /// Not TOML; with what the parser said.
    Syntax(String),
    /// A key that no profile has.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The table it stands in, as it is written; empty for the top.
        table: String,
        /// Keys that stand there.
        known: Vec<&'static str>,
    },
    /// A key that is missing where it must stand.
    MissingKey(&'static str),
    /// A key with a spelling beside it that means the same.
    Twice(String),
    /// A value of another type.
    Type {
        /// The key.
        key: String,
        /// What is wanted: `a text`.
        wanted: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A value that is none of those a key can have.
    Value {
        /// The key.
        key: String,
        /// The value as written.
        value: String,
        /// What it would have to be.
        wanted: &'static str,
    },
    /// A word that is none of a list.
    Word {
        /// The key.
        key: String,
        /// The word as written.
        word: String,
        /// The words that can stand there.
        known: Vec<&'static str>,
    },
    /// A text that is empty or holds a line end or a control character.
    Text(String),
}

impl fmt::Display for ProfileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "not TOML: {message}"),
            Self::UnknownKey { key, table, known } => {
                write!(f, "`{key}` is no key ")?;
                if table.is_empty() {
                    f.write_str("of a profile")?;
                } else {
                    write!(f, "of {table}")?;
                }
                suggest(f, key, known)
            }
            Self::MissingKey(key) => write!(f, "`{key}` is missing"),
            Self::Twice(key) => write!(f, "`{key}` is given twice"),
            Self::Type { key, wanted, found } => write!(f, "`{key}` must be {wanted}, not {found}"),
            Self::Value { key, value, wanted } => write!(f, "`{key}`: {value} is not {wanted}"),
            Self::Word { key, word, known } => {
                write!(f, "`{key}`: `{word}` is not known")?;
                suggest(f, word, known)
            }
            Self::Text(key) => write!(f, "`{key}` must be one line of text, without control characters"),
        }
    }
}

/// The word that was probably meant; all of them if none is near.
fn suggest(f: &mut fmt::Formatter<'_>, word: &str, known: &[&str]) -> fmt::Result {
    let likeness = |other: &&&str| strsim::jaro_winkler(word, other);
    match known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b))) {
        Some(nearest) if likeness(&nearest) >= 0.8 => write!(f, "; did you mean `{nearest}`?"),
        Some(_) => write!(f, "; known are {}", known.join(", ")),
        None => Ok(()),
    }
}

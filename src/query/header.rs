//! The comment block that opens a stored query.
//!
//! The grlc convention: lines that start with `#+ ` hold `summary`, `description`, `tags` and `defaults` in a
//! small part of YAML (plain values, a `|` block, lists with `-`, an empty list `[]`). After it the line
//! `# @title …` gives the title in Japanese. Tools of the field read the same lines.

/// What the opening comments of a stored query say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// One line in English: what the query answers.
    pub summary: String,
    /// A few sentences: how the numbers are meant.
    pub description: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Values taken when the caller gives none, by parameter name.
    pub defaults: Vec<(String, String)>,
    /// The title in Japanese.
    pub title: String,
}

/// Why the opening comments could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// A line of the block is none of the forms above.
    #[error("line {line}: `{text}` is not part of a query header")]
    Line {
        /// Counted from 1.
        line: usize,
        /// The line as it stands.
        text: String,
    },
    /// A tab, which readers of the convention refuse.
    #[error("line {line}: a query header is indented with spaces, not with tabs")]
    Tab {
        /// Counted from 1.
        line: usize,
    },
    /// A part that every stored query needs is not there.
    #[error("the query header has no {part}")]
    Missing {
        /// `summary`, `description` or `title`.
        part: &'static str,
    },
}

/// The key whose value the following lines continue.
enum Open {
    Nothing,
    Description,
    Tags,
    Defaults,
}

impl Header {
    /// Reads the comments that open `text`.
    ///
    /// ```
    /// use policygraph::query::header::Header;
    /// let header = Header::parse("#+ summary: S\n#+ description: D\n# @title 題\nASK {}")?;
    /// assert_eq!(header.title, "題");
    /// # Ok::<(), policygraph::query::header::HeaderError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let mut header = Self::default();
        let mut open = Open::Nothing;
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            if let Some(rest) = line.strip_prefix("#+") {
                if rest.contains('\t') {
                    return Err(HeaderError::Tab { line: line_number });
                }
                open = header
                    .take(rest, open)
                    .ok_or_else(|| HeaderError::Line { line: line_number, text: line.to_owned() })?;
            } else if let Some(title) = line.strip_prefix("# @title ") {
                title.trim().clone_into(&mut header.title);
            } else if !line.starts_with('#') {
                break;
            }
        }
        header.checked()
    }

    fn take(&mut self, rest: &str, open: Open) -> Option<Open> {
        let text = rest.trim();
        if rest.starts_with("   ") || text.is_empty() {
            return self.continue_with(text, open);
        }
        let (key, value) = text.split_once(':')?;
        let value = value.trim();
        match key {
            "summary" => {
                value.clone_into(&mut self.summary);
                Some(Open::Nothing)
            }
            "description" => {
                if value != "|" {
                    value.clone_into(&mut self.description);
                }
                Some(Open::Description)
            }
            "tags" => (value.is_empty() || value == "[]").then_some(Open::Tags),
            "defaults" => (value.is_empty() || value == "[]").then_some(Open::Defaults),
            _ => None,
        }
    }

    fn continue_with(&mut self, text: &str, open: Open) -> Option<Open> {
        match open {
            Open::Nothing => return None,
            Open::Description => {
                if !self.description.is_empty() {
                    self.description.push(' ');
                }
                self.description.push_str(text);
            }
            Open::Tags => self.tags.push(text.strip_prefix('-')?.trim().to_owned()),
            Open::Defaults => {
                let (name, value) = text.strip_prefix('-')?.split_once(':')?;
                self.defaults.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Some(open)
    }

    fn checked(self) -> Result<Self, HeaderError> {
        let parts = [("summary", &self.summary), ("description", &self.description), ("title", &self.title)];
        for (part, value) in parts {
            if value.is_empty() {
                return Err(HeaderError::Missing { part });
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_read() {
        let text = "#+ summary: A question\n#+ description: |\n#+   One.\n#+   Two.\n#+ tags:\n#+   - a\n#+   - b\n\
                    #+ defaults:\n#+   - year: 2022\n# @title 題名\nSELECT * {}\n# @title too late\n";
        let header = Header::parse(text).unwrap();
        assert_eq!(header.summary, "A question");
        assert_eq!(header.description, "One. Two.");
        assert_eq!(header.tags, ["a", "b"]);
        assert_eq!(header.defaults, [("year".to_owned(), "2022".to_owned())]);
        assert_eq!(header.title, "題名");
    }

    #[test]
    fn what_is_not_understood_is_an_error_with_its_line() {
        let unknown = Header::parse("#+ summary: A\n#+ flavour: sweet\n");
        assert!(matches!(unknown, Err(HeaderError::Line { line: 2, .. })));
        assert_eq!(Header::parse("#+ tags:\n#+\t- a\n"), Err(HeaderError::Tab { line: 2 }));
        let no_title = Header::parse("#+ summary: A\n#+ description: B\nASK {}");
        assert_eq!(no_title, Err(HeaderError::Missing { part: "title" }));
    }
}

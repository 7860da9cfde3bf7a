//! The IRIs of things: a base, a path for the kind of thing, and a key.
//!
//! Keys are ASCII. Whatever else stands in one (a plan JSON may come from anywhere) is percent-encoded, so every
//! IRI is valid whatever the input says.

use std::fmt::Write as _;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $prefix:literal, $path:literal;)+) => {
        /// A kind of thing that has IRIs of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[doc = $doc])+ $variant,)+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The prefix that Turtle uses for the kind.
            pub const fn prefix(self) -> &'static str {
                match self { $(Self::$variant => $prefix),+ }
            }

            /// The path below the base.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$variant => $path),+ }
            }
        }
    };
}

kinds! {
    /// A plan.
    Plan = "plan", "plan/";
    /// A progress report.
    Report = "report", "report/";
    /// An input file.
    Document = "doc", "doc/";
    /// A goal.
    Goal = "goal", "goal/";
    /// An objective.
    Objective = "objective", "objective/";
    /// A group of measures.
    Group = "group", "group/";
    /// A measure.
    Measure = "measure", "measure/";
    /// A second listing.
    Relisting = "relisting", "relisting/";
    /// An entry of a responsibility bracket.
    Responsibility = "resp", "resp/";
    /// A status or plan cell.
    Statement = "statement", "statement/";
    /// A place where a program is named.
    Mention = "mention", "mention/";
    /// A place where a public body is named.
    BodyMention = "body-mention", "body-mention/";
    /// A place that speaks of money.
    Budget = "budget", "budget/";
    /// A counted result.
    Quantity = "quantity", "quantity/";
    /// A calendar date.
    Date = "date", "date/";
    /// A program.
    Program = "program", "program/";
    /// A budget line.
    Line = "line", "line/";
    /// A public body.
    Body = "org-id", "org/";
    /// A fiscal year.
    FiscalYear = "fy", "fy/";
    /// A place in a document.
    Span = "span", "span/";
    /// A named graph.
    Graph = "graph", "graph/";
    /// The conversion of an input file.
    Conversion = "conversion", "conversion/";
    /// A version of the program.
    Software = "software", "software/";
    /// A catalogue of datasets.
    Catalog = "catalog", "catalog/";
    /// A dataset that is published.
    Dataset = "dataset", "dataset/";
    /// The datasets of all editions of a plan.
    Series = "series", "series/";
    /// A file of a dataset.
    Distribution = "distribution", "distribution/";
    /// Who publishes a dataset.
    Agent = "agent", "agent/";
}

/// The key of an input file: the first digits of its SHA-256.
pub fn document_key(sha256: &str) -> &str {
    sha256.get(..8).unwrap_or(sha256)
}

/// The IRI below which all things of a dataset stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

/// Why a text is no base IRI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseError {
    /// Not an absolute IRI in ASCII.
    #[error("`{0}` is not an absolute http or https IRI in ASCII")]
    NotAnIri(String),
    /// Does not end in a way that paths can be added to.
    #[error("`{0}` must end in `/`")]
    NoSlash(String),
}

impl Default for Base {
    fn default() -> Self {
        Self("https://w3id.org/policygraph/id/".to_owned())
    }
}

impl Base {
    /// Checks a base IRI.
    pub fn new(iri: impl Into<String>) -> Result<Self, BaseError> {
        let iri = iri.into();
        let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://")).unwrap_or_default();
        let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/@!$&'()*+,;=%".contains(&byte);
        if rest.is_empty()
            || rest.starts_with('/')
            || !rest.bytes().all(sound)
            || oxigraph::model::NamedNode::new(&iri).is_err()
        {
            return Err(BaseError::NotAnIri(iri));
        }
        if !iri.ends_with('/') {
            return Err(BaseError::NoSlash(iri));
        }
        Ok(Self(iri))
    }

    /// The base itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The IRI of a thing.
    pub fn iri(&self, kind: Kind, key: &str) -> String {
        let mut iri = format!("{}{}", self.0, kind.path());
        push_key(&mut iri, key);
        iri
    }
}

/// What stands in an IRI after the path of its kind.
pub trait Key {
    /// Appends the key, percent-encoding what an IRI may not hold.
    fn push_to(&self, iri: &mut String);
}

impl Key for str {
    fn push_to(&self, iri: &mut String) {
        push_key(iri, self);
    }
}

impl Key for String {
    fn push_to(&self, iri: &mut String) {
        push_key(iri, self);
    }
}

/// The key of a year.
impl Key for i32 {
    fn push_to(&self, iri: &mut String) {
        iri.push_str(itoa::Buffer::new().format(*self));
    }
}

/// The key of what stands at a place of a document: the document, the first character, and that after the last. In a
/// sheet or table, where characters are counted in each cell, its number, the row and the cell stand before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'d> {
    /// First digits of the document's digest.
    pub document: &'d str,
    /// Sheet or table, row and cell, each from 1; none in a running text.
    pub cell: Option<(u32, u32, u32)>,
    /// First character.
    pub start: u64,
    /// Character after the last one.
    pub end: u64,
}

impl Key for Place<'_> {
    fn push_to(&self, iri: &mut String) {
        push_key(iri, self.document);
        let mut digits = itoa::Buffer::new();
        if let Some((table, row, cell)) = self.cell {
            for number in [table, row, cell] {
                iri.push('.');
                iri.push_str(digits.format(number));
            }
        }
        iri.push('.');
        iri.push_str(digits.format(self.start));
        iri.push('-');
        iri.push_str(digits.format(self.end));
    }
}

/// The selector of a place: a fragment of its span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selector<'d>(pub Place<'d>);

impl Key for Selector<'_> {
    fn push_to(&self, iri: &mut String) {
        self.0.push_to(iri);
        iri.push_str("#selector");
    }
}

/// Appends a key, percent-encoding what an IRI's path may not hold.
fn push_key(iri: &mut String, key: &str) {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    if key.bytes().all(sound) {
        iri.push_str(key);
        return;
    }
    for byte in key.bytes() {
        if sound(byte) {
            iri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(iri, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::NamedNode;
    use proptest::prelude::*;

    #[test]
    fn bases_are_checked() {
        assert!(Base::new("https://example.org/plan/").is_ok());
        for bad in [
            "",
            "plan/",
            "https:///x/",
            "https://例え/",
            "https://example.org/a b/",
            "https://e/\"><script>/",
            "ftp://e/",
        ] {
            assert!(matches!(Base::new(bad), Err(BaseError::NotAnIri(_))), "{bad}");
        }
        assert!(matches!(Base::new("https://example.org/plan"), Err(BaseError::NoSlash(_))));
    }

    #[test]
    fn places_name_the_cell_where_there_is_no_running_text() {
        let key = |cell| {
            let mut iri = String::new();
            Place { document: "0123abcd", cell, start: 4, end: 19 }.push_to(&mut iri);
            iri
        };
        assert_eq!(key(None), "0123abcd.4-19");
        assert_eq!(key(Some((2, 14, 3))), "0123abcd.2.14.3.4-19");
    }

    proptest! {
        #[test]
        fn any_key_makes_a_valid_iri(key in any::<String>()) {
            let iri = Base::default().iri(Kind::Program, &key);
            prop_assert!(NamedNode::new(&iri).is_ok(), "{}", iri);
        }
    }
}

//! Profiles: what has to be known to read one plan's documents, written down by a person.
//!
//! Without a profile everything is inferred from the document and the findings say what was assumed. With one
//! (`plan.toml` beside the input, or `--profile FILE`) nothing has to be guessed: title, publisher, licence, what the
//! columns hold, how deep which heading stands, which bodies and programs there are. Every key may be left out.
//! `docs/profile.md` describes them for people, [`KEYS`] for programs.
//!
//! May live here: the data of a profile, reading and writing it as TOML. What a key does to the reading of a
//! document is the business of `plan`; which file is the profile of an input is that of the command.

mod check;
mod dataset;
mod error;
mod key;
mod read;
mod read_dataset;
mod write;
mod write_dataset;

pub use check::{contact_iri, folder_iri, is_day, is_key, is_language_tag, is_web_iri};
pub use dataset::{Dataset, DatasetPublisher, DatasetSource, DatasetTheme, theme_name};
pub use error::{ProfileError, ProfileProblem};
pub use key::{KEYS, Key};
pub use write::Remarks;

use crate::notation::amount::Unit;
use crate::notation::fiscal_year::FiscalYear;
use crate::notation::heading::{Marker, MarkerError};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// What a person has written down about a plan's documents. The default says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Title of the document.
    pub title: Option<String>,
    /// Who publishes it: a mark or name of a body in a register, or a name.
    pub publisher: Option<String>,
    /// IRI of the licence of its text, see [`is_web_iri`].
    pub licence: Option<String>,
    /// Key of the plan, the same in every edition, see [`is_key`].
    pub plan: Option<String>,
    /// Key of this edition, see [`is_key`].
    pub document: Option<String>,
    /// Whose programs and bodies a name means, see [`is_key`]: `jp` is the national government.
    pub jurisdiction: Option<String>,
    /// BCP 47 tag of the language the document is written in.
    pub language: Option<String>,
    /// Paths of registers in Turtle, from the folder of the profile.
    pub registers: Vec<String>,
    /// What is no part of the table.
    pub ignore: Ignore,
    /// What is known of single columns, in order; each column of a table once.
    pub columns: Vec<ColumnProfile>,
    /// Depths of headings, from 1 at the top, by what tells their level; each once. In the order of the file.
    pub headings: Vec<(DepthKey, u8)>,
    /// Who is responsible.
    pub bodies: Bodies,
    /// What counts as a program.
    pub programs: Programs,
    /// What is said of the dataset when it is published; it changes nothing in the reading of the document.
    pub dataset: Dataset,
}

/// Lines and rows that are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ignore {
    /// Lines of the file, from 1.
    pub lines: Vec<RangeInclusive<u32>>,
    /// Rows whose first filled cell starts with one of these.
    pub starting_with: Vec<String>,
}

impl Ignore {
    /// Whether a row is to be passed over: by its line, or by the words of its first filled cell.
    pub fn covers(&self, line: u32, first_words: &str) -> bool {
        self.lines.iter().any(|lines| lines.contains(&line))
            || self.starting_with.iter().any(|start| first_words.starts_with(start.as_str()))
    }

    /// Whether nothing is passed over.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.starting_with.is_empty()
    }
}

/// What is known of one column; what is left out is inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ColumnProfile {
    /// The sheet or table of the file, from 1; none for all of them.
    pub table: Option<u32>,
    /// The column, from 0 as everywhere in the library; in the file it counts from 1.
    pub column: u32,
    /// What its cells hold.
    pub role: Option<Role>,
    /// The fiscal year of what its cells say.
    pub fiscal_year: Option<FiscalYear>,
    /// The unit of amounts that name none.
    pub unit: Option<Unit>,
    /// Whether its amounts are those of a draft budget or a request.
    pub draft: Option<bool>,
    /// Whether its amounts are those of a supplementary budget.
    pub supplementary: Option<bool>,
}

impl ColumnProfile {
    /// Whether it speaks of a column of a table; 0 is the running text of a file.
    pub fn is_of(&self, table: u32) -> bool {
        self.table.is_none_or(|own| own == table)
    }
}

/// What tells the level of a heading, so that all headings which share it stand equally deep.
///
/// `Display` prints it as a profile has it: `(N)`, `unmarked`, `column_2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DepthKey {
    /// Its mark.
    Mark(Marker),
    /// It has no mark and shares its row with what stands below it: its column, from 0.
    Column(u32),
}

impl fmt::Display for DepthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mark(Marker::None) => f.write_str(UNMARKED),
            Self::Mark(marker) => marker.fmt(f),
            Self::Column(column) => write!(f, "{COLUMN}{}", u64::from(*column) + 1),
        }
    }
}

impl FromStr for DepthKey {
    type Err = MarkerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(COLUMN) {
            Some(column) => {
                let column = column.parse().ok().filter(|column| (1..=MOST_COLUMNS).contains(column));
                column.map(|column: u32| Self::Column(column - 1)).ok_or(MarkerError)
            }
            None if text == UNMARKED => Ok(Self::Mark(Marker::None)),
            None => text.parse().map(Self::Mark),
        }
    }
}

const UNMARKED: &str = "unmarked";
const COLUMN: &str = "column_";
/// The largest number of a column.
const MOST_COLUMNS: u32 = 1000;

macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every value, in the order in which they are documented.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the file.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What the cells of a column hold.
    Role {
        /// Headings and measures.
        Item = "item",
        /// Numbers of measures.
        Number = "number",
        /// What a measure is about, beside its name.
        Detail = "detail",
        /// The bodies that are responsible.
        Ministries = "ministries",
        /// Results and status of a year.
        Status = "status",
        /// Plans for a year.
        Plan = "plan",
        /// Money of a year.
        Budget = "budget",
        /// Remarks about a measure.
        Note = "note",
        /// Nothing that is read.
        Ignored = "ignored",
    }
}

words! {
    /// What kind of body it is.
    KnownKind {
        /// A ministry, an agency, or a section of a city in its place.
        Ministry = "ministry",
        /// A body that carries programs out.
        Implementing = "implementing",
        /// A wording for several bodies.
        Collective = "collective",
    }
}

/// Who is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bodies {
    /// Bodies that no register has.
    pub known: Vec<KnownBody>,
    /// Whether sections of a city or prefecture (課, 部, 室, 局) count as bodies; not, if nothing is said.
    pub sections: Option<bool>,
}

/// A body that no register has, or further short forms of one that a register has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBody {
    /// Its whole name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Marks and short forms that the document uses for it.
    pub short: Vec<String>,
    /// What kind of body it is.
    pub kind: KnownKind,
}

impl KnownBody {
    /// A body of which nothing but the name is known.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), name_en: None, short: Vec::new(), kind: KnownKind::Ministry }
    }
}

/// What counts as a program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Programs {
    /// Words that names of programs end in, beyond the usual ones.
    pub suffixes: Vec<String>,
    /// Names of programs.
    pub names: Vec<String>,
    /// Names that are no programs.
    pub not_programs: Vec<String>,
}

impl Profile {
    /// A profile that says nothing, for those that have none.
    pub const EMPTY: &'static Self = &Self {
        title: None,
        publisher: None,
        licence: None,
        plan: None,
        document: None,
        jurisdiction: None,
        language: None,
        registers: Vec::new(),
        ignore: Ignore { lines: Vec::new(), starting_with: Vec::new() },
        columns: Vec::new(),
        headings: Vec::new(),
        bodies: Bodies { known: Vec::new(), sections: None },
        programs: Programs { suffixes: Vec::new(), names: Vec::new(), not_programs: Vec::new() },
        dataset: Dataset::EMPTY,
    };

    /// Reads a profile. `file` is what messages call it.
    ///
    /// ```
    /// use policygraph::profile::{Profile, Role};
    /// let profile = Profile::from_toml("[[columns]]\ncolumn = 3\nrole = \"status\"", "plan.toml").unwrap();
    /// assert_eq!((profile.columns[0].column, profile.columns[0].role), (2, Some(Role::Status)));
    /// let error = Profile::from_toml("titel = \"計画\"", "plan.toml").unwrap_err();
    /// assert_eq!(error.to_string(), "plan.toml, line 1, column 1: `titel` is no key of a profile; did you mean `title`?");
    /// ```
    ///
    /// # Errors
    /// The text is not TOML, or has a key or a value that no profile has. The error names the first such place.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, ProfileError> {
        read::read(text, file)
    }

    /// Whether it says something that changes how a document is read, and not of the dataset alone.
    pub fn changes_reading(&self) -> bool {
        Self { dataset: Dataset::EMPTY, ..self.clone() } != *Self::EMPTY
    }

    /// The profile as TOML. Every key stands there with a line that explains it, those without a value as comments; read
    /// again, it is the same profile.
    pub fn to_toml(&self) -> String {
        self.to_toml_with(&Remarks::default())
    }

    /// As [`to_toml`](Self::to_toml), with remarks on single keys.
    pub fn to_toml_with(&self, remarks: &Remarks) -> String {
        write::write(self, remarks)
    }

    /// What is known of a column of a table, counted from 0; what is said of the very table goes before what is said of all.
    pub fn column(&self, table: u32, column: u32) -> Option<&ColumnProfile> {
        let of_column = || self.columns.iter().filter(|known| known.column == column && known.is_of(table));
        of_column().find(|known| known.table.is_some()).or(of_column().next())
    }
}

#[cfg(test)]
mod tests;

//! What one difference is.

use super::excerpt::Piece;
use serde::Serialize;
use std::fmt;

macro_rules! named {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every one, in the order in which they are told.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

named! {
    /// What a difference is about.
    Kind {
        /// Title, publisher or licence of a report.
        Document = "document",
        /// A whole column that only one edition has: the results or the plans of a fiscal year.
        Year = "year",
        /// A goal.
        Goal = "goal",
        /// An objective.
        Objective = "objective",
        /// A group of measures.
        Group = "group",
        /// A measure: its words and its place.
        Measure = "measure",
        /// What is listed again under a heading.
        Relisting = "relisting",
        /// A body in charge of a measure.
        Ministry = "ministry",
        /// A program that a measure uses.
        Use = "use",
        /// A cell that names a program, of a measure that uses it in both editions.
        Mention = "mention",
        /// The text of a cell.
        Statement = "statement",
        /// A place that speaks of money: whether of a whole line or of a portion.
        Coverage = "coverage",
        /// A counted result.
        Quantity = "quantity",
        /// A reported date.
        Date = "date",
        /// A body that a cell names.
        Body = "body",
        /// A program itself: its names and what it is part of.
        Program = "program",
        /// A budget line.
        Money = "money",
    }
}

named! {
    /// What happened.
    Action {
        /// Only the new edition has it.
        Added = "added",
        /// Only the old edition has it.
        Removed = "removed",
        /// Both have it with other values.
        Changed = "changed",
        /// Both have it, with other words.
        Reworded = "reworded",
        /// Both have it, in another place.
        Moved = "moved",
    }
}

named! {
    /// The column that a cell stands in.
    Column {
        /// What was done.
        Results = "results",
        /// What is planned.
        Plans = "plans",
        /// Money or remarks.
        Other = "other",
    }
}

/// How two things were recognised as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "by", content = "percent", rename_all = "kebab-case")]
pub enum Pairing {
    /// Both have the same IRI.
    SameIri,
    /// Both have the same words, but for widths and blanks.
    SameText,
    /// One's name is another name of the other.
    OtherName,
    /// The words are near; how near, in percent.
    NearText(u8),
    /// Most of the measures below are the same; how many, in percent.
    SameMeasures(u8),
    /// There is only one on either side.
    OnlyOne,
}

/// A value before or after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Words, a name, a code.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Several.
    List(Vec<String>),
}

impl Value {
    /// A number where the text is one that JSON readers keep exactly, else the text.
    pub(super) fn number(text: &str) -> Self {
        const EXACT: i64 = 1 << 53;
        match text.parse() {
            Ok(number) if (-EXACT..=EXACT).contains(&number) => Self::Number(number),
            _ => Self::Text(text.to_owned()),
        }
    }
}

/// Values by their names, in the order in which they are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Values(pub Vec<(&'static str, Value)>);

impl Values {
    /// A text with its name.
    #[must_use]
    pub(super) fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.push((name, Value::Text(text.into())));
        self
    }

    /// A value with its name.
    #[must_use]
    pub(super) fn value(mut self, name: &'static str, value: Value) -> Self {
        self.0.push((name, value));
        self
    }

    /// Several texts with their name, unless there are none.
    #[must_use]
    pub(super) fn list(mut self, name: &'static str, texts: Vec<String>) -> Self {
        if !texts.is_empty() {
            self.0.push((name, Value::List(texts)));
        }
        self
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The text of a name.
    pub fn get_text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Serialize for Values {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A thing's IRI and words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Name {
    /// The IRI.
    pub iri: String,
    /// The words; the whole label, which for measures is a paragraph.
    pub label: String,
}

/// What a difference is found at, on one side: an item of the plan, a program, a budget line, a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thing {
    /// IRI and words.
    #[serde(flatten)]
    pub name: Name,
    /// The row of the document, from 1, where the graph says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What it stands under: goal, objective, group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<Name>,
    /// Ministries that lead it, if it is a measure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<String>,
    /// Measures whose cells speak of it, if it is a budget line or program.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Name>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is about.
    pub kind: Kind,
    /// What happened.
    pub action: Action,
    /// Which of its properties, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<&'static str>,
    /// Where in the old edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Thing>,
    /// Where in the new edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Thing>,
    /// The column, for what stands in a cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<Column>,
    /// The fiscal year, for what has one: that in which it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i64>,
    /// Values before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Values>,
    /// Values after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Values>,
    /// What of a text changed, with some words around.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excerpt: Vec<Piece>,
    /// The goal at which it is told: that of the new edition, as far as that has it.
    #[serde(skip)]
    pub goal: Option<Name>,
    /// How both sides were recognised as one, unless by the same IRI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pairing: Option<Pairing>,
}

impl Change {
    pub(super) fn new(kind: Kind, action: Action, old: Option<Thing>, new: Option<Thing>) -> Self {
        let thing = new.as_ref().or(old.as_ref());
        let goal =
            thing.and_then(|thing| if kind == Kind::Goal { Some(&thing.name) } else { thing.under.first() });
        Self {
            kind,
            action,
            what: None,
            goal: goal.cloned(),
            old,
            new,
            column: None,
            fiscal_year: None,
            before: None,
            after: None,
            excerpt: Vec::new(),
            pairing: None,
        }
    }

    /// Where it is, in the new edition if it is there.
    pub fn thing(&self) -> Option<&Thing> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// The ministries that lead the measure it is found at, in either edition, in order, each once.
    pub fn leads(&self) -> Vec<&str> {
        let sides = [&self.old, &self.new].into_iter().flatten();
        let mut leads: Vec<&str> = sides.flat_map(|thing| &thing.leads).map(String::as_str).collect();
        leads.sort_unstable();
        leads.dedup();
        leads
    }
}

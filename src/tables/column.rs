//! What a column is.

use crate::rdf::vocab::Term;

/// The same said in English and in Japanese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    /// In English.
    pub en: &'static str,
    /// In Japanese.
    pub ja: &'static str,
}

/// A value of a code list, as cells hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Name of the concept or class in the ontology: `EnactedBudget`.
    pub name: &'static str,
    /// Its label.
    pub label: Words,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datatype {
    /// An IRI.
    Iri,
    /// Words in the language of the documents.
    Text,
    /// Words in English.
    English,
    /// Signs of no language: names of files, numbers that are names.
    Plain,
    /// A whole number, without separators.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A day: `2022-12-01`.
    Date,
    /// A month: `2022-12`.
    Month,
    /// One of a list of codes.
    Code(&'static [Code]),
}

/// Where the value of a cell is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// A variable of the pattern that gives the rows, by its place among them.
    Key(usize),
    /// The values of `?value` in a pattern about `?row`; the places `?place` order them where the pattern has them.
    Ask(&'static str),
    /// The number of different values of `?value`.
    Count(&'static str),
    /// Whether there is a `?value`.
    Any(&'static str),
    /// Labels of what another column refers to.
    LabelOf(&'static str),
    /// The Japanese or English word for the code of another column.
    WordOf(&'static str),
    /// First calendar year of the fiscal year of another column.
    YearOf(&'static str),
    /// What stands above the item of another column in the tree of the plan, or that item itself.
    Above(&'static str, Level),
    /// The item right above that of another column.
    Parent(&'static str),
    /// A part of the place in the source where the row was read.
    Place(Part),
}

/// A level of the tree of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Plan,
    Goal,
    Objective,
    Group,
}

/// A part of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Iri,
    Document,
    Table,
    Line,
    Column,
    Start,
    End,
}

/// The statement of the graph that a cell stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Says {
    /// Template of the subject; that of the row if nothing is said.
    pub(super) about: Option<&'static str>,
    pub(super) property: Property,
    /// Template of the object; the cell itself, as a literal, if nothing is said.
    pub(super) value: Option<&'static str>,
}

/// The property of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Term(Term),
    /// A template.
    Template(&'static str),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name, which is the heading in the CSV file: `amount_yen`.
    pub name: &'static str,
    /// Title for people.
    pub title: Words,
    /// What it holds, where the title leaves that open; else empty.
    pub about: Words,
    /// What kind of values it holds.
    pub datatype: Datatype,
    /// Whether every row has a value.
    pub required: bool,
    /// What stands between the values of a cell that may hold several.
    pub separator: Option<&'static str>,
    /// The table whose first column holds the values of this one.
    pub references: Option<&'static str>,
    pub(super) from: From,
    pub(super) says: Option<Says>,
}

impl Column {
    pub(super) fn new(
        name: &'static str,
        en: &'static str,
        ja: &'static str,
        datatype: Datatype,
        from: From,
    ) -> Self {
        Self {
            name,
            title: Words { en, ja },
            about: Words::default(),
            datatype,
            required: false,
            separator: None,
            references: None,
            from,
            says: None,
        }
    }

    /// Says what the title leaves open.
    pub(super) fn about(mut self, en: &'static str, ja: &'static str) -> Self {
        self.about = Words { en, ja };
        self
    }

    pub(super) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) fn references(mut self, table: &'static str) -> Self {
        self.references = Some(table);
        self
    }

    /// Several values in a cell. IRIs hold no blanks, so such lists can be taken apart again; of words a cell shows them all,
    /// and exact lists are tables of their own.
    pub(super) fn many(mut self) -> Self {
        self.separator =
            Some(if matches!(self.datatype, Datatype::Iri | Datatype::Integer) { " " } else { " | " });
        self
    }

    /// The cell is the object of a statement about the row: the thing with that IRI, or the words.
    pub(super) fn says(mut self, property: Term) -> Self {
        let value = match self.datatype {
            Datatype::Iri => Some("{+this}"),
            Datatype::Code(_) => Some("https://w3id.org/policygraph/ontology#{this}"),
            _ => None,
        };
        self.says = Some(Says { about: None, property: Property::Term(property), value });
        self
    }

    /// The cell is the object of a statement about something else.
    pub(super) fn says_of(self, about: &'static str, property: Term) -> Self {
        let mut column = self.says(property);
        column.says = column.says.map(|says| Says { about: Some(about), ..says });
        column
    }

    /// The thing in the cell is the subject of a statement about the row.
    pub(super) fn says_back(mut self, property: Property, value: &'static str) -> Self {
        self.says = Some(Says { about: Some("{+this}"), property, value: Some(value) });
        self
    }

    /// Like [`Self::says`], with a property by template.
    pub(super) fn says_by(mut self, template: &'static str) -> Self {
        self.says = Some(Says { about: None, property: Property::Template(template), value: None });
        self
    }
}

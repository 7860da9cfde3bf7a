//! What the publisher of a dataset says of it. Nothing here is guessed: what nobody has said is absent.

/// What is said of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// Its title in the language of the documents: that of the publisher, else that of the documents.
    pub title: String,
    /// Its title in English.
    pub title_en: Option<String>,
    /// What it is, in the language of the documents.
    pub description: Option<String>,
    /// The same in English.
    pub description_en: Option<String>,
    /// BCP 47 tag of the language of the documents; of the first one, if they differ.
    pub language: String,
    /// Who publishes the dataset, which need not be who publishes the documents.
    pub publisher: Option<Agent>,
    /// Who answers questions: an address that begins with `mailto:`, `http:` or `https:`.
    pub contact: Option<String>,
    /// IRI of the licence of the dataset.
    pub licence: Option<String>,
    /// Day on which this edition is published: `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// Version of this edition.
    pub version: Option<String>,
    /// Words that people look for it by, in the language of the documents.
    pub keywords: Vec<String>,
    /// The same in English.
    pub keywords_en: Vec<String>,
    /// What it is about, by lists that portals know.
    pub themes: Vec<Theme>,
    /// IRI of the area that it is about.
    pub spatial: Option<String>,
    /// The fiscal years that the columns of the documents name, in order, by the calendar years in which they start.
    pub fiscal_years: Vec<i32>,
    /// Address below which the bundle stands on the web, with `/` at its end.
    pub url: Option<String>,
    /// The edition before this one.
    pub previous: Option<Previous>,
    /// The documents that it was made from.
    pub sources: Vec<SourceDocument>,
}

/// A person or body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agent {
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its home page.
    pub homepage: Option<String>,
    /// Its corporate number, thirteen digits.
    pub corporate_number: Option<String>,
}

/// A theme of a list that portals know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// Its IRI.
    pub iri: String,
    /// Its name in the language of the documents.
    pub label: Option<String>,
    /// Its name in English.
    pub label_en: Option<String>,
}

/// An edition before this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// IRI of its dataset.
    pub iri: String,
}

/// A document that the dataset was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceDocument {
    /// Key of the document among those of its plan.
    pub id: String,
    /// Key of its plan.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Name of its file.
    pub file: String,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
    /// Who publishes the document.
    pub publisher: Option<String>,
    /// IRI of the licence of its text.
    pub licence: Option<String>,
    /// Address of the page or file where it is published.
    pub url: Option<String>,
    /// Words that name the source and say that it was processed, as its publisher wants them.
    pub attribution: Option<String>,
    /// The same in English.
    pub attribution_en: Option<String>,
}

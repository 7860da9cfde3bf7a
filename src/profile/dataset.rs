//! What a person says of the dataset that is published, which the document cannot say.

/// What is said of a dataset. Nothing is made up for what is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dataset {
    /// Its title, in the language of the documents.
    pub title: Option<String>,
    /// Its title in English.
    pub title_en: Option<String>,
    /// What it is, in the language of the documents.
    pub description: Option<String>,
    /// The same in English.
    pub description_en: Option<String>,
    /// Who publishes the dataset, which need not be who publishes the document.
    pub publisher: Option<DatasetPublisher>,
    /// Who answers questions, see [`contact_iri`](super::contact_iri).
    pub contact: Option<String>,
    /// IRI of the licence of the dataset, see [`is_web_iri`](super::is_web_iri).
    pub licence: Option<String>,
    /// Day on which this edition is published, see [`is_day`](super::is_day).
    pub issued: Option<String>,
    /// Version of this edition.
    pub version: Option<String>,
    /// Words that people look for it by, in the language of the documents.
    pub keywords: Vec<String>,
    /// The same in English.
    pub keywords_en: Vec<String>,
    /// What it is about, by a list that portals know.
    pub themes: Vec<DatasetTheme>,
    /// IRI of the area that it is about.
    pub spatial: Option<String>,
    /// Address below which the bundle stands on the web, with `/` at its end.
    pub url: Option<String>,
    /// IRI of the dataset of the edition before this one.
    pub previous: Option<String>,
    /// What is said of the document for the attribution, beyond its own publisher and licence.
    pub source: DatasetSource,
}

/// Who publishes a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatasetPublisher {
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its home page.
    pub homepage: Option<String>,
    /// Its corporate number, see [`is_corporate_number`](crate::register::is_corporate_number).
    pub corporate_number: Option<String>,
}

/// A theme of a list that portals know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatasetTheme {
    /// Its IRI.
    pub iri: String,
    /// Its name; none for themes whose names are at hand, see [`theme_name`].
    pub label: Option<String>,
}

/// What the attribution says of the document that a dataset was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatasetSource {
    /// Who publishes the document; without it, the publisher of the profile.
    pub publisher: Option<String>,
    /// IRI of the licence of its text; without it, the licence of the profile.
    pub licence: Option<String>,
    /// Address where it is published.
    pub url: Option<String>,
    /// Words that name it and say that it was processed, as its publisher wants them.
    pub attribution: Option<String>,
    /// The same in English.
    pub attribution_en: Option<String>,
}

impl Dataset {
    /// A description that says nothing.
    pub const EMPTY: Self = Self {
        title: None,
        title_en: None,
        description: None,
        description_en: None,
        publisher: None,
        contact: None,
        licence: None,
        issued: None,
        version: None,
        keywords: Vec::new(),
        keywords_en: Vec::new(),
        themes: Vec::new(),
        spatial: None,
        url: None,
        previous: None,
        source: DatasetSource {
            publisher: None,
            licence: None,
            url: None,
            attribution: None,
            attribution_en: None,
        },
    };
}

/// Where the list of data themes of the European Union stands, which portals outside Europe use, too.
const EU_THEMES: &str = "http://publications.europa.eu/resource/authority/data-theme/";

/// The English name of a theme of that list.
///
/// ```
/// use policygraph::profile::theme_name;
/// assert_eq!(theme_name("http://publications.europa.eu/resource/authority/data-theme/HEAL"), Some("Health"));
/// assert_eq!(theme_name("https://example.org/theme/1"), None);
/// ```
pub fn theme_name(iri: &str) -> Option<&'static str> {
    Some(match iri.strip_prefix(EU_THEMES)? {
        "AGRI" => "Agriculture, fisheries, forestry and food",
        "ECON" => "Economy and finance",
        "EDUC" => "Education, culture and sport",
        "ENER" => "Energy",
        "ENVI" => "Environment",
        "GOVE" => "Government and public sector",
        "HEAL" => "Health",
        "INTR" => "International issues",
        "JUST" => "Justice, legal system and public safety",
        "REGI" => "Regions and cities",
        "SOCI" => "Population and society",
        "TECH" => "Science and technology",
        "TRAN" => "Transport",
        _ => return None,
    })
}

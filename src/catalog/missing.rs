//! What nobody has said of a dataset, though portals ask for it.

use super::licence::attribution;
use crate::bundle::Description;

/// What is missing, by the keys of `[dataset]` in a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// What DCAT-AP demands: without it a catalogue does not conform.
    pub needed: Vec<&'static str>,
    /// What portals show or search by.
    pub wanted: Vec<&'static str>,
}

/// What is missing in a description.
pub fn missing(description: &Description) -> Missing {
    let absent = |all: &[(&'static str, bool)]| -> Vec<&'static str> {
        all.iter().filter(|(_, said)| !said).map(|(key, _)| *key).collect()
    };
    let attributed = description.sources.iter().all(|source| attribution(source, true).is_some());
    Missing {
        needed: absent(&[
            ("description", description.description.is_some() || description.description_en.is_some()),
            ("publisher", description.publisher.is_some()),
        ]),
        wanted: absent(&[
            ("contact", description.contact.is_some()),
            ("licence", description.licence.is_some()),
            ("issued", description.issued.is_some()),
            ("version", description.version.is_some()),
            ("keywords", !description.keywords.is_empty() || !description.keywords_en.is_empty()),
            ("themes", !description.themes.is_empty()),
            ("url", description.url.is_some()),
            ("source.attribution", attributed),
        ]),
    }
}

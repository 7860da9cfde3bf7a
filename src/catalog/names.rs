//! The IRIs of a catalogue. They come from the documents' keys, so the same documents have the same.

use crate::bundle::Description;
use crate::rdf::{Base, Kind};
use crate::source::digest::sha256_hex;

/// The IRIs of a catalogue and what it names.
#[derive(Debug, Clone)]
pub struct Names<'n> {
    base: &'n Base,
    description: &'n Description,
    key: String,
}

impl<'n> Names<'n> {
    /// The names of a bundle. Its key is that of its document; of several documents of one plan, the key of the plan and
    /// a digest of theirs.
    pub fn new(base: &'n Base, description: &'n Description) -> Self {
        let mut ids: Vec<&str> = description.sources.iter().map(|source| source.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let key = match ids.as_slice() {
            [] => "dataset".to_owned(),
            [id] => (*id).to_owned(),
            _ => {
                let plans = plans(description);
                let plan = if let [plan] = plans.as_slice() { plan } else { "plans" };
                format!("{plan}-{}", digits(&ids.join("\n"), 8))
            }
        };
        Self { base, description, key }
    }

    /// The dataset.
    pub fn dataset(&self) -> String {
        self.base.iri(Kind::Dataset, &self.key)
    }

    /// The catalogue that lists it.
    pub fn catalog(&self) -> String {
        self.base.iri(Kind::Catalog, &self.key)
    }

    /// The series of all editions of a plan, by the key of the plan.
    pub fn series(&self, plan: &str) -> String {
        self.base.iri(Kind::Series, plan)
    }

    /// A file of the dataset, by its name in the bundle.
    pub fn distribution(&self, name: &str) -> String {
        self.base.iri(Kind::Distribution, &format!("{}/{name}", self.key))
    }

    /// A part of the dataset or of what is said of it.
    pub(super) fn part(&self, path: &str) -> String {
        self.base.iri(Kind::Dataset, &format!("{}/{path}", self.key))
    }

    /// The publisher: by corporate number, else by name.
    pub fn publisher(&self) -> Option<String> {
        let publisher = self.description.publisher.as_ref()?;
        let key = publisher
            .corporate_number
            .clone()
            .unwrap_or_else(|| format!("a-{}", digits(&publisher.name, 16)));
        Some(self.base.iri(Kind::Agent, &key))
    }
}

/// The keys of the plans, each once, in the order of the documents.
pub(super) fn plans(description: &Description) -> Vec<&str> {
    let mut plans: Vec<&str> = Vec::new();
    for source in &description.sources {
        if !plans.contains(&source.plan.as_str()) {
            plans.push(&source.plan);
        }
    }
    plans
}

/// The first hexadecimal digits of the SHA-256 of a text.
pub(super) fn digits(text: &str, number: usize) -> String {
    sha256_hex(text.as_bytes()).chars().take(number).collect()
}

//! Plan JSON from anywhere: read, and refused where it could not have come from a document.

use super::model::Plan;
use crate::profile::is_web_iri;

/// Why a text is no plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Not the JSON of a plan.
    #[error("not the JSON of a plan: {0}")]
    Json(#[from] serde_json::Error),
    /// A string holds a character that no RDF or XML file may carry.
    #[error("a text holds the control character U+{0:04X}")]
    ControlCharacter(u32),
    /// The language is no language tag.
    #[error("`{0}` is not a language tag")]
    Language(String),
    /// The licence is no address.
    #[error("the licence `{0}` is not an address that starts with https:// or http://")]
    Licence(String),
}

impl Plan {
    /// Reads plan JSON.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PlanError> {
        // Bare control characters are no JSON; escaped ones are, and all begin with \u00, but for two.
        let suspicious = [r"\u00", r"\uff", r"\uFF"]
            .iter()
            .any(|start| memchr::memmem::find(bytes, start.as_bytes()).is_some());
        if suspicious && let Some(character) = forbidden_in(&serde_json::from_slice(bytes)?) {
            return Err(PlanError::ControlCharacter(u32::from(character)));
        }
        let plan: Self = serde_json::from_slice(bytes)?;
        if plan.document.language_tag() != plan.document.language {
            return Err(PlanError::Language(plan.document.language));
        }
        match plan.document.licence {
            Some(licence) if !is_web_iri(&licence) => Err(PlanError::Licence(licence)),
            _ => Ok(plan),
        }
    }
}

fn forbidden_in(value: &serde_json::Value) -> Option<char> {
    match value {
        serde_json::Value::String(text) => {
            text.chars().find(|character| crate::source::document::is_forbidden(*character))
        }
        serde_json::Value::Array(values) => values.iter().find_map(forbidden_in),
        serde_json::Value::Object(members) => members.values().find_map(forbidden_in),
        _ => None,
    }
}

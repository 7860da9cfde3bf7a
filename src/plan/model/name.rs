//! What the plan names: public bodies and programs.

use serde::{Deserialize, Serialize};

/// A public body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The register's slug, else `b-` and a hash of jurisdiction and name.
    pub key: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Official name in the document's language.
    pub name: String,
    /// Official name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Marks that documents use for it, such as 厚.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// Corporate number (法人番号), 13 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporate_number: Option<String>,
    /// Key of the body it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// What kind of body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyKind {
    /// A ministry, agency or commission of the government (府省庁).
    Ministry,
    /// A body that carries programs out.
    Implementing,
    /// A collective such as 関係省庁, kept as such.
    Collective,
    /// A body that no register knows.
    Unresolved,
}

/// A named undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// The register's slug, else `p-` and a hash of jurisdiction and name.
    pub key: String,
    /// Canonical name.
    pub name: String,
    /// Other names seen in the document or given by a register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Names that are misprints, by a register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misprints: Vec<String>,
    /// Name of the program it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Names of further programs it is part of, where the document names several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_part_of: Vec<String>,
    /// Names of programs that may be the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possibly_same_as: Vec<String>,
    /// Number of its government review sheet (行政事業レビューシート), by a register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_sheet_number: Option<String>,
}

impl Program {
    /// A program of which nothing but its name is known.
    pub fn new(key: String, name: String) -> Self {
        Self {
            key,
            name,
            aliases: Vec::new(),
            misprints: Vec::new(),
            part_of: None,
            also_part_of: Vec::new(),
            possibly_same_as: Vec::new(),
            review_sheet_number: None,
        }
    }

    /// Names of the programs it is part of.
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        self.part_of.iter().chain(&self.also_part_of).map(String::as_str)
    }
}

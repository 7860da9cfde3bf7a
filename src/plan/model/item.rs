//! The plan tree: goals, objectives, groups, measures, who is responsible, and second listings.

use super::ItemId;
use crate::source::Span;
use serde::{Deserialize, Serialize};

/// A goal of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Identifier.
    pub id: ItemId,
    /// Number as printed, read as a number; none for `Ⅰ` or `ア`.
    pub number: Option<u32>,
    /// The printed mark without its brackets, `1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notation: Option<String>,
    /// The goal in words.
    pub label: String,
    /// The heading as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the item is listed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// An objective under a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Identifier; that of the original where the item is listed a second time.
    pub id: ItemId,
    /// The objective in words.
    pub label: String,
    /// Number of the goal it is printed under.
    pub goal: Option<u32>,
    /// Identifier of the item it hangs on; none if it hangs on the plan.
    pub parent: Option<ItemId>,
    /// Whether this is a second listing.
    pub relisted: bool,
    /// The heading as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the item is listed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// A group of measures under an objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureGroup {
    /// Identifier; that of the original where the item is listed a second time.
    pub id: ItemId,
    /// The heading in words.
    pub label: String,
    /// Label of the objective it is printed under.
    pub objective: Option<String>,
    /// Identifier of the item it hangs on; none if it hangs on the plan.
    pub parent: Option<ItemId>,
    /// Whether this is a second listing.
    pub relisted: bool,
    /// The heading as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the item is listed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// A measure: what is to be done, and who is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Identifier; that of the original where the measure is printed a second time.
    pub id: ItemId,
    /// The measure in words: the cell without bullet, markup and responsibility bracket.
    pub text: String,
    /// Number of the goal it is printed under.
    pub goal: Option<u32>,
    /// Label of the objective it is printed under.
    pub objective: Option<String>,
    /// Label of the group it is printed under.
    pub group: Option<String>,
    /// Identifier of the item it hangs on; none if it hangs on the plan.
    pub parent: Option<ItemId>,
    /// Identifier of the goal above it.
    pub goal_id: Option<ItemId>,
    /// Whether this is a second printing.
    pub relisted: bool,
    /// Its number, from a column of numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notation: Option<String>,
    /// What the table says about it beside its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// The responsibility bracket as written, its brackets included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bracket: Option<String>,
    /// The bodies that the bracket names, in its order.
    pub ministries: Vec<Responsibility>,
    /// The measure as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Set where the measure is printed a second time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relisting: Option<Relisting>,
}

/// A cell that says what a measure is about, in a column of its own (事業概要).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// The cell without markup.
    pub text: String,
    /// The cell as it stands in the file.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

/// A second listing (再掲) of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relisting {
    /// Identifier of the item under which the second listing stands; none if that is the plan.
    pub under: Option<ItemId>,
    /// How it is listed again.
    pub form: RelistingForm,
}

/// How an item is listed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelistingForm {
    /// By a pointer to the first listing.
    Reference,
    /// By printing it again.
    Repetition,
}

/// One entry of a responsibility bracket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Official name of the body, or its name as written if no register knows it.
    pub name: String,
    /// Whether the entry carries the lead mark ◎.
    pub lead: bool,
    /// Key of the body in [`Plan::bodies`](super::Plan::bodies).
    pub body: String,
    /// The entry as written, the mark included.
    pub surface: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
}

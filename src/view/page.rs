//! A view as one HTML file that works offline: its picture, what is known behind every mark, and a small script.
//!
//! May live here: what a page holds, and how it is written. The picture is a [`Scene`] whose groups say which nodes and
//! edges of the [`Network`] they stand for; everything else that a person can see on the page stands in [`Page`].

pub use crate::view::language::Language;
use crate::view::network::Network;
use crate::view::scene::Scene;

mod data;
mod words;
mod write;

pub use write::{PageError, write_page};

/// Where words stand in a source document, for people: everything counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePlace {
    /// Name of the file.
    pub file: String,
    /// Line.
    pub line: i64,
    /// Cell of the line.
    pub column: Option<i64>,
}

/// One thing that is known of a node or an edge.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// What kind of fact it is, in the page's language: 主担当, 令和4年度の状況, 予算.
    pub name: String,
    /// What is said, or the words of the document.
    pub text: String,
    /// Whether `text` quotes the document.
    pub quoted: bool,
    /// Where it stands; several places if the document says it more than once.
    pub places: Vec<PagePlace>,
}

/// What can be chosen in a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Short form: (1), 厚, 令和4年度.
    pub mark: String,
    /// In full.
    pub label: String,
}

/// What filters and facts need to know of one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeDetail {
    /// Further names, for the search.
    pub names: Vec<String>,
    /// Places in [`Page::goals`]: of a measure the goals it stands under. Empty where goals do not apply.
    pub goals: Vec<usize>,
    /// Places in [`Page::bodies`]: who leads.
    pub leads: Vec<usize>,
    /// Places in [`Page::bodies`]: everybody responsible, those who lead among them.
    pub bodies: Vec<usize>,
    /// Whether the documents name an amount of money for it; nothing where that does not apply.
    pub money: Option<bool>,
    /// What is known, in the order of showing.
    pub facts: Vec<Fact>,
}

/// What filters and facts need to know of one edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EdgeDetail {
    /// Places in [`Page::years`].
    pub years: Vec<usize>,
    /// What is known, in the order of showing.
    pub facts: Vec<Fact>,
}

/// An order of rows that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOrder {
    /// Its name on the command line and in the URL: `reuse`.
    pub name: &'static str,
    /// Its name for people, in the page's language.
    pub label: String,
    /// The nodes of all rows, from the top.
    pub nodes: Vec<usize>,
}

/// Everything on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Language of the interface.
    pub language: Language,
    /// The picture.
    pub scene: Scene,
    /// What the marks of the picture stand for.
    pub network: Network,
    /// Of each node of the network.
    pub nodes: Vec<NodeDetail>,
    /// Of each edge of the network.
    pub edges: Vec<EdgeDetail>,
    /// The goals that can be filtered by.
    pub goals: Vec<Choice>,
    /// The bodies that can be filtered by.
    pub bodies: Vec<Choice>,
    /// The fiscal years that can be filtered by.
    pub years: Vec<Choice>,
    /// Orders of the picture's rows; the first is that of the picture. Empty if it has no rows.
    pub orders: Vec<RowOrder>,
    /// Where the page comes from, for its foot: the source documents and their licence, the program.
    pub notes: Vec<String>,
}

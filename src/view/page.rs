//! A view as one HTML file that works offline: its picture, what is known behind every mark, and a small script.
//!
//! May live here: what a page holds, and how it is written. The picture is a [`Scene`] whose groups say which nodes and
//! edges of the [`Network`] they stand for; everything else that a person can see on the page stands in [`Page`].
//!
//! What the script does with these:
//!
//! - **Filters.** An edge passes if it is of the chosen fiscal year (or of none that is known) and, for goal, body and
//!   money each, one of those ends meets the filter that it speaks of: a goal speaks of kinds of nodes of which some
//!   have goals, a body likewise, money of nodes whose [`NodeDetail::money`] is known. A node passes if it meets every
//!   filter that speaks of it and, where one does not, some edge of it passes; the year speaks of no node with goals or
//!   bodies. What stands over a node that passes (heading, whole) passes unless a filter speaks against it. What does
//!   not pass is dimmed; a row of the picture is hidden.
//! - **Rows.** Those that are left close up. For that a scene with rows has, beside them, only marks above the first,
//!   marks below the last (they move up), rectangles and lines that reach from the first to the last or further (they
//!   get shorter), rectangles as high as one row (stripes: every second row gets one), and others among the rows, which
//!   are shown only while all rows stand where they were drawn.
//! - **Search.** In title and names; only if none has all words, in what facts of a node and of its edges say. Width
//!   (NFKC), case, spaces and middle dots do not matter.
//! - **Pointing** lights a node, its edges, their other ends, the way up from it and from what uses it, and all that
//!   stands under it. Pinning keeps that and shows the facts.
//! - **The address** keeps `q`, `goal`, `body`, `lead`, `year`, `money`, `order` and `pin` in its fragment: a choice by
//!   its mark (or label, where marks repeat), a node by its [id](Network::ids), an edge as `source~target~kind`.
//! - **Saving and the table.** Edges that pass, in the order of rows, only those of found nodes if a search finds some;
//!   then nodes that have none of them. CSV is RFC 4180 with a byte order mark, since spreadsheets misread UTF-8
//!   without; a cell that a spreadsheet would take for a formula begins with an apostrophe. SVG keeps what is hidden
//!   and dimmed.

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
    /// The pages that it stands among, if it does not stand alone.
    pub site: Option<Surroundings>,
}

/// The pages that a page stands among.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Address of the start page.
    pub start: String,
    /// What the link to it says.
    pub title: String,
    /// Of a page that shows a part: what it shows, and the address of the page that shows all.
    pub part: Option<(String, String)>,
    /// Of each node the address of its page, if it has one.
    pub nodes: Vec<Option<String>>,
}

//! Networks as files for other tools: DOT, GraphML, GEXF, JSON and CSV.
//!
//! May live here: one module per format, and what all of them hold to. The details are those on which Gephi, yEd,
//! Cytoscape, NetworkX and igraph are known to trip; each module says which.
//!
//! What holds in every format:
//!
//! - The same network gives the same bytes. Nodes and edges stand in the order of the network, under the names of
//!   [`Network::ids`].
//! - `title` is the whole name of a node, `label` its first 20 characters in one line, for drawing. A node without
//!   a name is labelled with its id. `iri` and `kind` say what the node stands for.
//! - Values that a node or an edge does not have are left out, not written as empty.
//! - Every file says the same: what XML cannot hold, control characters other than tab and line ends, is left out of
//!   all of them. No text of a document can become markup, an escape or a formula.
//! - A network that is not as [`network`](crate::view::network) promises is refused before a byte is written.

use std::io::{self, Write};

use crate::view::format::ViewFormat;
use crate::view::network::Network;

pub(crate) mod csv;
mod dot;
mod gexf;
mod graphml;
mod json;
mod rows;

pub use csv::{CsvTable, UnknownCsvTable, write_csv};
pub use dot::write_dot;
pub use gexf::write_gexf;
pub use graphml::write_graphml;
pub use json::write_json;

/// A part of a network, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A node, by its place in [`Network::nodes`].
    Node(usize),
    /// An edge, by its place in [`Network::edges`].
    Edge(usize),
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Node(place) => write!(f, "node {place}"),
            Self::Edge(place) => write!(f, "edge {place}"),
        }
    }
}

/// Why a network could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The output failed.
    #[error("the network could not be written")]
    Io(#[from] io::Error),
    /// A field's name is there twice, is not `snake_case`, or means something else to one of the tools: `size`.
    #[error("a field cannot be named `{0}`: the name is there twice, or tools read it in another way")]
    FieldName(&'static str),
    /// A node or an edge does not have one place for each field, or a value is not of its field's type.
    #[error("the values of {0} are not those of the fields")]
    Values(Part),
    /// An edge starts or ends at a node that is not there.
    #[error("{0} does not join two nodes of the network")]
    Ends(Part),
    /// A number is infinite or not a number, or a weight is not above 0. No format can say such a value to all tools.
    #[error("{0} has a number that is not finite, or a weight that is not above 0")]
    Number(Part),
}

/// A form in which a network is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkFormat {
    /// DOT, for Graphviz.
    Dot,
    /// GraphML, for yEd, Cytoscape, NetworkX, igraph and Gephi.
    GraphMl,
    /// GEXF, for Gephi.
    Gexf,
    /// JSON, for programs.
    Json,
    /// CSV, for spreadsheets and Gephi.
    Csv {
        /// Which table.
        table: CsvTable,
        /// Whether a byte order mark goes first, without which some spreadsheets take the text for another encoding.
        mark: bool,
    },
}

impl NetworkFormat {
    /// The form of a network for a format of views; nothing for a picture or a page. `table` and `mark` are for CSV.
    pub const fn of(format: ViewFormat, table: CsvTable, mark: bool) -> Option<Self> {
        match format {
            ViewFormat::Dot => Some(Self::Dot),
            ViewFormat::GraphMl => Some(Self::GraphMl),
            ViewFormat::Gexf => Some(Self::Gexf),
            ViewFormat::Json => Some(Self::Json),
            ViewFormat::Csv => Some(Self::Csv { table, mark }),
            ViewFormat::Svg | ViewFormat::Html | ViewFormat::Png => None,
        }
    }
}

/// Writes a network.
///
/// ```
/// use policygraph::view::network::Network;
/// use policygraph::view::write::{CsvTable, NetworkFormat, write_network};
///
/// let format = NetworkFormat::Csv { table: CsvTable::Nodes, mark: false };
/// let mut bytes = Vec::new();
/// write_network(&Network::default(), format, &mut bytes)?;
/// assert_eq!(bytes, b"Id,Label,Kind,Title,Iri\r\n");
/// # Ok::<(), policygraph::view::write::WriteError>(())
/// ```
pub fn write_network(network: &Network, format: NetworkFormat, writer: impl Write) -> Result<(), WriteError> {
    match format {
        NetworkFormat::Dot => write_dot(network, writer),
        NetworkFormat::GraphMl => write_graphml(network, writer),
        NetworkFormat::Gexf => write_gexf(network, writer),
        NetworkFormat::Json => write_json(network, writer),
        NetworkFormat::Csv { table, mark } => write_csv(network, table, mark, writer),
    }
}

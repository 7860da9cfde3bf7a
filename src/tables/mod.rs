//! The graph as tables: CSV files, and the CSVW metadata that says what their columns mean.
//!
//! May live here: which tables there are, what their columns hold, and how rows are asked for and written.
//!
//! Every table has one definition ([`definitions`]): its rows, its columns, where each column's value is found in the graph,
//! what it refers to, and which statement of the graph a cell stands for. The reader, the metadata and the documentation
//! all follow from it. Rows are read with plain questions to any [`Source`](crate::query::evaluate::Source), one for each
//! column, and put together here: so no second name or place of a thing ever doubles its row, and the first column of
//! every table is a key whatever the graph says.

mod column;
mod csv;
mod definitions;
mod dictionary;
mod metadata;
mod places;
mod read;
mod shared;
mod table;
mod terms;
mod tree;

pub use column::{Code, Column, Datatype, Words};
pub use csv::write_csv;
pub use definitions::definitions;
pub use dictionary::to_markdown;
pub use metadata::write_metadata;
pub use read::{Reader, Rows, TablesError};
pub use table::Table;

/// The table with a name, such as `budget-lines`.
pub fn find(name: &str) -> Option<&'static Table> {
    definitions().iter().find(|table| table.name == name)
}

//! The tables of a build.

use super::folder::NewFolder;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::output::write_to;
use crate::store::Store;
use crate::tables::{Reader, Rows, TablesError, definitions, to_markdown, write_csv, write_metadata};
use rayon::prelude::*;

/// Writes the graph as CSV tables, and what their columns mean. Gives the tables, for the pages.
pub(super) fn write(store: &Store, folder: &mut NewFolder) -> Result<Vec<Rows>, Failure> {
    let name = || "tables".to_owned();
    let reader = Reader::new(store).or_exit(Exit::Input, name)?;
    let tables: Vec<Rows> = definitions()
        .par_iter()
        .map(|table| reader.read(table))
        .collect::<Result<_, TablesError>>()
        .or_exit(Exit::Input, name)?;
    for rows in &tables {
        let table = rows.table;
        let path = folder.file(&format!("tables/{}", table.file()), table.title.en, table.title.ja);
        write_to(Some(&path), |out| write_csv(rows, out))?;
    }
    let path = folder.file(
        "tables/csv-metadata.json",
        "what the columns of the tables mean (CSVW): titles, datatypes, keys",
        "表の列の意味(CSVW): 名称、データ型、キー",
    );
    write_to(Some(&path), |out| write_metadata(&tables, reader.language(), out))?;
    let path = folder.file("tables/README.md", "the same for people", "表と列の説明");
    write_to(Some(&path), |out| write!(out, "# Tables · 表\n\n{}", to_markdown()))?;
    Ok(tables)
}

//! Which rows and columns the cells of a table cover.

use super::flow::Table;
use crate::source::SourceError;
use crate::source::grid::{Area, CELLS_LIMIT};

/// Columns that one cell covers at most, by the HTML standard.
const MOST_COLUMNS: u32 = 1000;

/// The cells of a table with their places. No cell reaches beyond its group of rows.
pub(super) fn areas(table: Table) -> Result<Vec<Area>, SourceError> {
    let mut areas = Vec::new();
    let mut first_row = 0_u32;
    let mut size = 0_usize;
    for group in table.groups {
        let end = first_row.saturating_add(u32::try_from(group.len()).unwrap_or(u32::MAX));
        // The row after the last one that each column is covered in by the cells so far.
        let mut covered: Vec<u32> = Vec::new();
        for (row, cells) in (first_row..end).zip(group) {
            let mut column = 0_usize;
            for cell in cells {
                let free = covered.iter().skip(column).take_while(|until| **until > row).count();
                column += free;
                let rows = if cell.rows == 0 { end - row } else { cell.rows.min(end - row) };
                let columns = cell.columns.clamp(1, MOST_COLUMNS);
                let next = column + columns as usize;
                covered.resize(covered.len().max(next), 0);
                covered.iter_mut().skip(column).take(columns as usize).for_each(|until| *until = row + rows);
                areas.push(Area {
                    row,
                    column: u32::try_from(column).unwrap_or(u32::MAX),
                    rows,
                    columns,
                    text: cell.content,
                });
                column = next;
            }
            size = size.saturating_add(covered.len());
            if size > CELLS_LIMIT {
                return Err(SourceError::TooManyCells { limit: CELLS_LIMIT });
            }
        }
        first_row = end;
    }
    Ok(areas)
}

//! Cells of sheets and tables: merged areas, and a document's text made of the texts of its cells.

use super::{
    Cell, Document, Part, Row, SourceError, Table,
    document::{CELL_LIMIT, is_forbidden},
};
use crate::diagnostic::{Code, Diagnostic};
use std::borrow::Cow;
use std::ops::Range;

/// Cells that the tables of a file may have in all. Merged areas make many cells of few bytes.
pub(super) const CELLS_LIMIT: usize = 8 << 20;

/// A cell with a text, or a merged area of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    /// First row, from 0.
    pub(super) row: u32,
    /// First column, from 0.
    pub(super) column: u32,
    /// Rows that it covers, at least 1.
    pub(super) rows: u32,
    /// Columns that it covers, at least 1.
    pub(super) columns: u32,
    pub(super) text: String,
}

/// Sheets or tables, put together one after another.
#[derive(Debug, Default)]
pub(super) struct Grid {
    text: String,
    table: Table,
    diagnostics: Vec<Diagnostic>,
    cells: usize,
}

impl Grid {
    /// Number of the sheet or table that is added next.
    pub(super) fn next_number(&self) -> u32 {
        u32::try_from(self.table.parts.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    pub(super) fn find(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    /// Adds a sheet or table: lines of text above it, each a row of one cell, then its areas. Rows without any text of
    /// their own are left out, but counted; columns to the right of all texts are left out.
    pub(super) fn add(
        &mut self,
        name: Option<String>,
        above: &[String],
        mut areas: Vec<Area>,
    ) -> Result<(), SourceError> {
        let number = self.next_number();
        self.add_lines(number, 1, above)?;
        areas.retain(|area| !area.text.trim().is_empty());
        areas.sort_by_key(|area| (area.row, area.column));
        let first_line = u32::try_from(above.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.add_rows(number, first_line, &areas)?;
        let last = areas.last().map_or(0, |area| area.row.saturating_add(1));
        self.table.lines = self.table.lines.saturating_add(first_line - 1).saturating_add(last);
        self.table.parts.push(Part { number, name });
        Ok(())
    }

    /// Adds lines of text below the last sheet or table.
    pub(super) fn add_below(&mut self, lines: &[String]) -> Result<(), SourceError> {
        let Some(part) = self.table.parts.last().map(|part| part.number) else { return Ok(()) };
        let last = self.table.rows.iter().rev().take_while(|row| row.table == part).map(|row| row.line).max();
        self.add_lines(part, last.unwrap_or(0).saturating_add(1), lines)
    }

    /// Adds rows of one cell.
    fn add_lines(&mut self, table: u32, first_line: u32, lines: &[String]) -> Result<(), SourceError> {
        for (line, text) in (first_line..).zip(lines) {
            let range = self.push_text(text, (table, line, 0))?;
            self.cells += 1;
            let cells =
                vec![Cell { table, line, column: 0, range, offset: 0, merged: false, doubled: false }];
            self.table.rows.push(Row { table, line, cells });
        }
        Ok(())
    }

    fn add_rows(&mut self, number: u32, first_line: u32, areas: &[Area]) -> Result<(), SourceError> {
        let width = areas.iter().map(|area| area.column.saturating_add(1)).max().unwrap_or(0);
        // What each column is covered by: the row after the covering area's last one, and the area's text.
        let mut cover: Vec<(u32, Range<usize>)> = vec![(0, 0..0); width as usize];
        for in_row in areas.chunk_by(|one, other| one.row == other.row) {
            let Some(row) = in_row.first().map(|area| area.row) else { continue };
            self.cells = self.cells.saturating_add(width as usize);
            if self.cells > CELLS_LIMIT {
                return Err(SourceError::TooManyCells { limit: CELLS_LIMIT });
            }
            let line = first_line.saturating_add(row);
            let mut own = vec![false; width as usize];
            for area in in_row {
                let column = area.column as usize;
                // Of areas that overlap, the first counts.
                if cover.get(column).is_none_or(|(until, _)| *until > row) {
                    continue;
                }
                let range = self.push_text(&area.text, (number, line, area.column))?;
                let covered = cover.iter_mut().skip(column).take(area.columns.max(1) as usize);
                for (until, text) in covered.take_while(|(until, _)| *until <= row) {
                    (*until, *text) = (row.saturating_add(area.rows.max(1)), range.clone());
                }
                if let Some(own) = own.get_mut(column) {
                    *own = true;
                }
            }
            if !own.contains(&true) {
                continue;
            }
            let cells = (0_u32..).zip(&cover).zip(&own).map(|((column, (until, text)), own)| {
                let is_covered = *until > row;
                Cell {
                    table: number,
                    line,
                    column,
                    range: if is_covered { text.clone() } else { self.text.len()..self.text.len() },
                    offset: 0,
                    merged: is_covered && !own,
                    doubled: false,
                }
            });
            let cells = cells.collect();
            self.table.rows.push(Row { table: number, line, cells });
        }
        Ok(())
    }

    fn push_text(&mut self, text: &str, at: (u32, u32, u32)) -> Result<Range<usize>, SourceError> {
        let text = self.without_forbidden(text, at);
        if text.len() > CELL_LIMIT {
            return Err(SourceError::CellTooLong { line: at.1 as usize, limit: CELL_LIMIT });
        }
        let start = self.text.len();
        self.text.push_str(&text);
        Ok(start..self.text.len())
    }

    /// Replaces what XML 1.0 forbids, so that every export can carry the text.
    fn without_forbidden<'t>(
        &mut self,
        text: &'t str,
        (table, line, column): (u32, u32, u32),
    ) -> Cow<'t, str> {
        if !text.contains(is_forbidden) {
            return Cow::Borrowed(text);
        }
        for (start, character) in (0_u32..).zip(text.chars()) {
            if is_forbidden(character) {
                let message = format!("the character U+{:04X} was replaced by U+FFFD", u32::from(character));
                let finding = Diagnostic::document(Code::ControlCharacter, message);
                self.find(Diagnostic { table, line, column, start, end: start + 1, ..finding });
            }
        }
        Cow::Owned(text.replace(is_forbidden, "\u{fffd}"))
    }

    /// The document and its rows.
    pub(super) fn finish(self, name: String, sha256: String) -> (Document, Table) {
        let Self { text, table, diagnostics, .. } = self;
        (Document { name, sha256, text, diagnostics }, table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(row: u32, column: u32, rows: u32, columns: u32, text: &str) -> Area {
        Area { row, column, rows, columns, text: text.to_owned() }
    }

    /// Line of each row, its texts, and where cells are merged.
    fn shown(grid: Grid) -> Vec<(u32, u32, String)> {
        let (document, table) = grid.finish("t".to_owned(), String::new());
        let shown = |cell: &Cell| format!("{}{}", if cell.merged { "^" } else { "" }, cell.text(&document));
        let rows = table.rows.iter();
        rows.map(|row| {
            assert!((0_u32..).zip(&row.cells).all(|(column, cell)| {
                (cell.table, cell.line, cell.column, cell.offset) == (row.table, row.line, column, 0)
            }));
            (row.table, row.line, row.cells.iter().map(shown).collect::<Vec<_>>().join("|"))
        })
        .collect()
    }

    #[test]
    fn merged_cells_show_the_text_of_their_area() {
        let mut grid = Grid::default();
        let areas = vec![
            area(0, 0, 1, 3, "題"),
            area(2, 0, 2, 1, "見出し"),
            area(2, 1, 1, 1, "a"),
            area(3, 2, 9, 9, "b"),
            area(4, 0, 1, 1, "c"),
        ];
        grid.add(Some("甲".to_owned()), &[], areas).unwrap();
        grid.add(None, &["前書き".to_owned(), "単位".to_owned()], vec![area(1, 1, 1, 1, "x")]).unwrap();
        assert_eq!(
            shown(grid),
            [
                (1, 1, "題|^題|^題".to_owned()),
                (1, 3, "見出し|a|".to_owned()),
                (1, 4, "^見出し||b".to_owned()),
                (1, 5, "c||^b".to_owned()),
                (2, 1, "前書き".to_owned()),
                (2, 2, "単位".to_owned()),
                (2, 4, "|x".to_owned()),
            ]
        );
    }

    #[test]
    fn of_areas_that_overlap_the_first_counts() {
        let mut grid = Grid::default();
        let areas = vec![
            area(0, 0, 2, 2, "a"),
            area(0, 1, 1, 1, "lost"),
            area(1, 1, 1, 1, "lost"),
            area(1, 2, 1, 1, "b"),
        ];
        grid.add(None, &[], areas).unwrap();
        assert_eq!(shown(grid), [(1, 1, "a|^a|".to_owned()), (1, 2, "^a|^a|b".to_owned())]);
    }

    #[test]
    fn absurd_areas_cost_nothing_and_absurd_widths_are_refused() {
        let mut grid = Grid::default();
        grid.add(None, &[], vec![area(0, 0, u32::MAX, u32::MAX, "a"), area(9_999_999, 2, 1, 1, "b")])
            .unwrap();
        assert_eq!(shown(grid), [(1, 1, "a|^a|^a".to_owned())]);
        let wide = (0..9).map(|row| area(row, 1 << 20, 1, 1, "x")).collect();
        assert!(matches!(Grid::default().add(None, &[], wide), Err(SourceError::TooManyCells { .. })));
    }

    #[test]
    fn control_characters_are_replaced_and_reported() {
        let mut grid = Grid::default();
        grid.add(None, &[], vec![area(2, 1, 1, 1, "いう\u{c}え")]).unwrap();
        let (document, _) = grid.finish("t".to_owned(), String::new());
        assert_eq!(document.text, "いう\u{fffd}え");
        let [finding] = document.diagnostics.as_slice() else { panic!("{:?}", document.diagnostics) };
        assert_eq!(
            (finding.table, finding.line, finding.column, finding.start, finding.end),
            (1, 3, 1, 2, 3)
        );
    }
}

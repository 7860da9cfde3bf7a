//! A table of a page while its cells come in, and what it turns out to be.

use super::flow::{Block, Cell, Table, cell_text};

/// A table of which cells are still to come.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) groups: Vec<Vec<Vec<Cell<Vec<Block>>>>>,
    pub(super) cell: Option<Cell<Vec<Block>>>,
    pub(super) inside: Inside,
    pub(super) caption: Option<Vec<Block>>,
    /// What stands between the cells, where nothing may stand.
    pub(super) loose: Vec<Block>,
    pub(super) has_header_cells: bool,
    pub(super) has_tables: bool,
    /// Tables inside that are not told apart.
    pub(super) deeper: usize,
}

/// Where in a table a cell or text would stand.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    #[default]
    Table,
    Row,
    Caption,
}

impl Open {
    pub(super) fn start_group(&mut self) {
        self.inside = Inside::Table;
        self.groups.push(Vec::new());
    }

    pub(super) fn start_row(&mut self) {
        self.inside = Inside::Row;
        match self.groups.last_mut() {
            Some(group) => group.push(Vec::new()),
            None => self.groups.push(vec![Vec::new()]),
        }
    }

    pub(super) fn end_cell(&mut self) {
        if let (Some(cell), Some(row)) =
            (self.cell.take(), self.groups.last_mut().and_then(|group| group.last_mut()))
        {
            row.push(cell);
        }
    }

    /// What the table is to what stands around it: a table, or, if it only lays out other tables, what its cells hold.
    pub(super) fn close(mut self) -> Vec<Block> {
        self.end_cell();
        let mut blocks = std::mem::take(&mut self.loose);
        if self.is_layout() {
            blocks.extend(self.caption.into_iter().flatten());
            blocks.extend(self.groups.into_iter().flatten().flatten().flat_map(|cell| cell.content));
            return blocks;
        }
        let text_of = |cell: Cell<Vec<Block>>| Cell {
            content: cell_text(cell.content),
            rows: cell.rows,
            columns: cell.columns,
        };
        let rows = |group: Vec<Vec<Cell<Vec<Block>>>>| -> Vec<Vec<Cell<String>>> {
            group.into_iter().map(|row| row.into_iter().map(text_of).collect()).collect()
        };
        let groups: Vec<_> = self.groups.into_iter().map(rows).collect();
        let caption = self.caption.map(cell_text).filter(|caption| !caption.is_empty());
        if caption.is_some() || groups.iter().flatten().flatten().any(|cell| !cell.content.is_empty()) {
            blocks.push(Block::Table(Table { caption, groups }));
        }
        blocks
    }

    /// Pages were once laid out with tables: no cell is a header, and most of the text stands in the tables inside.
    fn is_layout(&self) -> bool {
        if !self.has_tables || self.has_header_cells {
            return false;
        }
        let (mut own, mut inner) = (0, 0);
        for block in self.groups.iter().flatten().flatten().flat_map(|cell| &cell.content) {
            match block {
                Block::Text(text) => own += text.text.len(),
                Block::Table(table) => {
                    inner +=
                        table.groups.iter().flatten().flatten().map(|cell| cell.content.len()).sum::<usize>();
                }
            }
        }
        inner > own
    }
}

//! Sheets, tables and pages: which rows share their columns, and what holds for all of them.

use super::super::known::Known;
use super::super::layout::{Assumption, FirstHeader, Header, Layout};
use super::super::model::{Column, ColumnRole};
use super::RowReader;
use super::kind::{TableTraits, is_note, is_part_of_above, is_prose, is_total};
use super::row::alone;
use super::scan::{ItemCell, adopt_brackets, scan};
use crate::diagnostic::Code;
use crate::notation::heading::{Marker, parse_heading, strip_bullet};
use crate::source::{Document, Row, Table};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Rows that share their columns: a sheet, a table, or the whole of a running text.
pub(super) struct Section<'t> {
    pub(super) rows: &'t [Row],
    pub(super) header: Option<FirstHeader>,
    pub(super) layout: Layout,
    /// It has no header of its own and goes on with the columns of the section before.
    pub(super) continues: bool,
}

/// Parts the rows at sheets and tables. One without a header goes on with the columns of the one before if it is as wide.
pub(super) fn sections<'t>(table: &'t Table, document: &'t Document, known: &Known<'_>) -> Vec<Section<'t>> {
    let mut sections: Vec<Section<'t>> = Vec::new();
    // The lines above the first table hold for all.
    let mut lead: Vec<Cow<'_, str>> = Vec::new();
    for rows in table.rows.chunk_by(|one, other| one.table == other.table) {
        let header = FirstHeader::find(rows, document);
        let mut layout = Layout::first(rows, header.as_ref(), &lead, document, &known.register);
        layout.take(known.profile, rows.first().map_or(0, |row| row.table));
        let before = sections.last().filter(|_| header.is_none());
        let only_lines = rows.iter().all(|row| alone(row, document).is_some());
        let continues = before.is_some_and(|before| only_lines || before.layout.width() == layout.width());
        if sections.is_empty() {
            let end = header.as_ref().map_or(0, |first| first.at);
            lead =
                rows.get(..end).unwrap_or_default().iter().filter_map(|row| alone(row, document)).collect();
        }
        if continues && let Some(before) = before {
            layout = before.layout.clone();
        }
        sections.push(Section { rows, header, layout, continues });
    }
    if sections.is_empty() {
        sections.push(Section { rows: &[], header: None, layout: Layout::default(), continues: false });
    }
    sections
}

impl RowReader<'_> {
    pub(super) fn section(&mut self, section: &Section<'_>) {
        self.layout = section.layout.clone();
        self.has_header = section.header.is_some();
        self.in_table = section.continues && self.in_table;
        if !section.continues {
            // Another table says nothing about the last measure of the one before.
            self.current = None;
            self.layout_findings(section);
            let table = section.rows.first().map_or(0, |row| row.table);
            let columns = self.layout.columns().iter().cloned();
            self.rows.columns.extend(columns.map(|column| Column { table, ..column }));
        }
        self.tree.new_page();
        self.traits = TableTraits {
            tells_of_measures: self
                .layout
                .columns()
                .iter()
                .any(|column| column.role.is_told() || column.role == ColumnRole::Ministries),
            has_bodies: self.layout.columns().iter().any(|column| column.role == ColumnRole::Ministries),
            ..TableTraits::default()
        };
        self.leading_column = leading_column(self.layout.columns());
        let mut items = scan(section.rows, &self.layout, self.document, self.register, self.options);
        adopt_brackets(&mut items, self.register);
        if self.has_only_unmarked_headings(section, &items) {
            self.tree.tell_by_column();
        }
        self.weigh_amount_rows(section.rows, &items);
        let mut header_ends = 0;
        for (at, (row, items)) in section.rows.iter().zip(items).enumerate() {
            if at < header_ends {
                continue;
            }
            let rest = section.rows.get(at..).unwrap_or_default();
            let is_first = section.header.as_ref().is_some_and(|first| first.at == at);
            let header = Header::read(rest, self.document)
                .filter(|header| is_first || self.has_header && self.layout.repeats(header));
            let again = self.has_header && self.layout.repeats_titles(row, self.document);
            if again && header.is_none() {
                self.tree.new_page();
                continue;
            }
            if let Some(header) = header {
                header_ends = at + header.height;
                if !is_first {
                    self.layout.apply(&header);
                }
                self.tree.new_page();
                self.in_table = true;
                continue;
            }
            self.row(row, items);
        }
    }

    /// Whether headings that stand alone in their rows have no mark and stand in several columns.
    fn has_only_unmarked_headings(&self, section: &Section<'_>, items: &[Vec<ItemCell<'_>>]) -> bool {
        let start = section.header.as_ref().map_or(0, |first| first.at + first.header.height);
        let mut columns = BTreeSet::new();
        for (row, items) in section.rows.iter().zip(items).skip(start) {
            let Some(text) = alone(row, self.document) else { continue };
            let [item] = items.as_slice() else { continue };
            if !item.brackets.is_empty() || is_note(&text) || is_prose(&text) || strip_bullet(&text) > 0 {
                continue;
            }
            if parse_heading(&text).marker != Marker::None {
                return false;
            }
            columns.insert(item.cell.column);
        }
        columns.len() > 1
    }

    fn layout_findings(&mut self, section: &Section<'_>) {
        let table = section.rows.first().map_or(0, |row| row.table);
        if section.header.is_none() && !self.layout.is_given() {
            let message = "no row names the columns; what they hold was taken from their cells and order";
            self.find_table(Code::HeaderMissing, table, message);
        }
        let columns = self.layout.columns().to_vec();
        for role in [ColumnRole::Status, ColumnRole::Plan] {
            let mut of_role = columns.iter().filter(|column| column.role == role).peekable();
            if of_role.peek().is_some_and(|column| column.title.is_some())
                && of_role.all(|column| column.fiscal_year.is_none())
            {
                let message = "the title of a column names no single fiscal year";
                self.find_table(Code::ColumnYearMissing, table, message);
            }
        }
        for column in &columns {
            let title = column.title.as_deref().unwrap_or_default();
            let number = column.column + 1;
            if column.role == ColumnRole::Ignored && !self.layout.gives_role(column.column) {
                let message =
                    format!("column {number} 「{title}」 holds no results, plans or money and was not read");
                self.find_column(Code::ColumnNotRead, table, column.column, message);
            }
        }
        for (column, assumption) in self.layout.assumptions().to_vec() {
            let of = columns.get(column as usize);
            let title = of.and_then(|column| column.title.clone()).unwrap_or_default();
            let role = of.map_or(ColumnRole::Item, |column| column.role);
            let number = column + 1;
            let message = match assumption {
                Assumption::Role => format!("column {number} 「{title}」 was taken for one of {role}"),
                Assumption::Year => {
                    format!(
                        "the year of column {number} 「{title}」 was taken from the lines above the table"
                    )
                }
                Assumption::SeveralYears => continue,
            };
            self.find_column(Code::ColumnAssumed, table, column, message);
        }
    }

    /// Looks at the marks of all rows with nothing but money before the first of them is read.
    fn weigh_amount_rows(&mut self, rows: &[Row], items: &[Vec<ItemCell<'_>>]) {
        // Most tables have none, and nothing to weigh.
        if !rows.iter().any(|row| self.cells_of(row).hold_only_amounts) {
            return;
        }
        for (row, items) in rows.iter().zip(items) {
            let cells = self.cells_of(row);
            let Some(item) = items.last() else { continue };
            let text = item.plain.as_str();
            // A row of titles holds no figures.
            let has_figures =
                || cells.told.iter().any(|cell| cell.text(self.document).contains(char::is_numeric));
            let amount_rows = &mut self.traits.amount_rows;
            if !item.brackets.is_empty() || !cells.hold_only_amounts && cells.speak_of_a_measure(true) {
                if !self.layout.repeats_titles(row, self.document) {
                    amount_rows.add_measure(text);
                }
            } else if cells.hold_only_amounts && has_figures() && !is_total(text) && !is_part_of_above(text) {
                amount_rows.add(text);
            }
        }
    }
}

/// 主担当府省庁 beside 担当府省庁.
fn leading_column(columns: &[Column]) -> Option<u32> {
    let mut of_bodies = columns.iter().filter(|column| column.role == ColumnRole::Ministries);
    let leads = |column: &&Column| {
        let title = column.title.as_deref().unwrap_or_default();
        ["主担当", "主管", "主務", "幹事", "取りまとめ", "とりまとめ", "主たる"]
            .iter()
            .any(|word| title.contains(word))
    };
    let several = of_bodies.clone().count() > 1;
    of_bodies.find(leads).filter(|_| several).map(|column| column.column)
}

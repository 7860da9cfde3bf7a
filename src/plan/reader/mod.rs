//! From rows to items: which row is a heading, a measure, a continuation or a header, and what hangs on what.

mod heading;
mod kind;
mod measure;
mod scan;
mod statement;
mod title;

use super::item::Tree;
use super::known::Known;
use super::layout::{Assumption, FirstHeader, Header, Layout};
use super::model::{
    Body, Column, ColumnRole, Goal, HeadingDepth, ItemId, Measure, MeasureGroup, Objective, Publisher,
    Statement,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::heading::{Frame, Heading, Marker, parse_heading, strip_bullet};
use crate::notation::markup::Plain;
use crate::notation::responsibility::ResponsibilityOptions;
use crate::profile::DepthKey;
use crate::register::Register;
use crate::source::text::is_middle_dot;
use crate::source::{Cell, Document, Row, Span, Table};
use foldhash::HashMap;
use kind::{
    RowCells, TableTraits, is_measure, is_note, is_part_of_above, is_prose, is_running_title, is_total,
};
use scan::adopt_brackets;
use scan::{ItemCell, names_sections, scan};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A cell whose words are still to be read.
#[derive(Debug, Clone)]
pub(super) struct CellToRead {
    pub(super) cell: Cell,
    /// Bytes of the plain text that are the name of a program, because the column's title says so (事業名).
    pub(super) name: Option<Range<usize>>,
    pub(super) column: Column,
    pub(super) measure: ItemId,
}

/// What the rows of a table make.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) title: String,
    pub(super) publisher: Option<Publisher>,
    pub(super) columns: Vec<Column>,
    pub(super) headings: Vec<HeadingDepth>,
    pub(super) goals: Vec<Goal>,
    pub(super) objectives: Vec<Objective>,
    pub(super) groups: Vec<MeasureGroup>,
    pub(super) measures: Vec<Measure>,
    pub(super) statements: Vec<Statement>,
    pub(super) bodies: BTreeMap<String, Body>,
    pub(super) cells: Vec<CellToRead>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Rows that share their columns: a sheet, a table, or the whole of a running text.
struct Section<'t> {
    rows: &'t [Row],
    header: Option<FirstHeader>,
    layout: Layout,
    /// It has no header of its own and goes on with the columns of the section before.
    continues: bool,
}

impl Rows {
    pub(super) fn read(document: &Document, table: &Table, known: &Known<'_>) -> Self {
        let sections = sections(table, document, known);
        let mut reader = RowReader::new(document, known);
        reader.find_title(&sections);
        reader.find_sections(table);
        for section in &sections {
            reader.section(section);
        }
        reader.nobody_is_responsible();
        if reader.rows.measures.is_empty() {
            reader.find_document(Code::MeasureMissing, "the document holds no measure");
        }
        reader.enter_publisher();
        reader.enter_depths();
        reader.rows
    }
}

/// Parts the rows at sheets and tables. One without a header goes on with the columns of the one before if it is as wide.
fn sections<'t>(table: &'t Table, document: &'t Document, known: &Known<'_>) -> Vec<Section<'t>> {
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

struct RowReader<'d> {
    document: &'d Document,
    known: &'d Known<'d>,
    register: &'d Register,
    layout: Layout,
    tree: Tree,
    rows: Rows,
    /// Goals by identifier, with their positions.
    goals: HashMap<ItemId, u32>,
    current: Option<ItemId>,
    /// The number that stands in the row's own column for it, until an item takes it.
    number: Option<String>,
    traits: TableTraits,
    /// Table and line of the title.
    title_place: (u32, u32),
    /// The title as the document has it; the profile may have another.
    printed_title: String,
    has_header: bool,
    in_table: bool,
    /// Columns right of measures with their own bodies.
    detail_columns: BTreeSet<u32>,
    /// The column of the leading body, where the others have another one.
    leading_column: Option<u32>,
    /// What counts as a responsible body.
    options: ResponsibilityOptions,
    /// Bodies that have been reported as unknown.
    unknown_bodies: BTreeSet<String>,
}

impl<'d> RowReader<'d> {
    fn new(document: &'d Document, known: &'d Known<'d>) -> Self {
        Self {
            document,
            known,
            register: &known.register,
            layout: Layout::default(),
            tree: Tree::default(),
            rows: Rows::default(),
            goals: HashMap::default(),
            current: None,
            number: None,
            traits: TableTraits::default(),
            title_place: (0, 0),
            printed_title: String::new(),
            has_header: false,
            in_table: false,
            detail_columns: BTreeSet::new(),
            leading_column: None,
            options: ResponsibilityOptions::default(),
            unknown_bodies: BTreeSet::new(),
        }
    }

    fn section(&mut self, section: &Section<'_>) {
        self.layout = section.layout.clone();
        self.has_header = section.header.is_some();
        self.in_table = section.continues && self.in_table;
        if !section.continues {
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
        if section.header.is_none() && !self.layout.is_given() {
            self.find_document(
                Code::HeaderMissing,
                "no row names the columns; what they hold was taken from their cells and order",
            );
        }
        let columns = self.layout.columns().to_vec();
        for role in [ColumnRole::Status, ColumnRole::Plan] {
            let mut of_role = columns.iter().filter(|column| column.role == role).peekable();
            if of_role.peek().is_some_and(|column| column.title.is_some())
                && of_role.all(|column| column.fiscal_year.is_none())
            {
                self.find_document(
                    Code::ColumnYearMissing,
                    "the title of a column names no single fiscal year",
                );
            }
        }
        let table = section.rows.first().map_or(0, |row| row.table);
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

    /// The text of a row that is a line of text, not a row of the table: above the first header, all that stands alone in
    /// its row and carries no mark of a heading; elsewhere, a line without any tab.
    fn loose_text(&self, row: &Row) -> Option<Cow<'d, str>> {
        let text = alone(row, self.document)?;
        let without_tabs = row.cells.len() == 1 && self.layout.width() > 1;
        let marker = parse_heading(&text).marker;
        let is_numbered = matches!(marker, Marker::Ordinal(..) | Marker::Chapter(_) | Marker::Path { .. })
            || numbered_part(&text).is_some();
        let above_table = self.has_header && !self.in_table && marker == Marker::None;
        (!is_numbered && (without_tabs || above_table)).then_some(text)
    }

    fn row(&mut self, row: &Row, items: Vec<ItemCell<'d>>) {
        self.number = None;
        if row.cells.iter().all(|cell| is_blank(cell, self.document))
            || (row.table, row.line) == self.title_place
        {
            return;
        }
        let text = alone(row, self.document);
        let is_loose = self.loose_text(row).is_some() && (!self.in_table || self.tree.innermost().is_none());
        let stands_as_item = row.cells.iter().any(|cell| self.is_item(cell) || self.stands_in_front(cell));
        let is_title = text.as_deref().is_some_and(|text| is_running_title(text, &self.printed_title));
        let is_note = stands_as_item && text.as_deref().is_some_and(is_note) || is_title;
        if is_loose || is_note {
            if let Some(cell) = row.cells.iter().find(|cell| !is_blank(cell, self.document)) {
                self.find_in(cell, Code::LooseText, "the line stands outside the table and was not used");
            }
            return;
        }
        self.in_table = true;
        // A heading may leave out the empty cells behind it.
        if row.cells.len() != self.layout.width()
            && (text.is_none() || row.cells.len() > self.layout.width())
            && let Some(cell) = row.cells.first()
        {
            let message = format!(
                "the row has {} cells, the table has {} columns",
                row.cells.len(),
                self.layout.width()
            );
            self.find_in(cell, Code::ColumnCount, &message);
        }
        self.table_row(row, items);
    }

    /// Whether a filled cell stands left of all that is told about measures.
    fn stands_in_front(&self, cell: &Cell) -> bool {
        let first = self.layout.columns().iter().find(|column| column.role.is_told());
        !is_blank(cell, self.document) && first.is_none_or(|first| cell.column < first.column)
    }

    /// Whether a filled cell stands in a column of items.
    fn is_item(&self, cell: &Cell) -> bool {
        !is_blank(cell, self.document) && self.layout.role(cell.column) == ColumnRole::Item
    }

    /// The filled cells of a row by role. What stands beyond the last column is nobody's; the row's width is reported.
    fn cells_of<'t>(&self, row: &'t Row) -> RowCells<'t> {
        let mut cells = RowCells::default();
        // A heading stands alone in its row, wherever: in the column of numbers as well.
        let alone = alone(row, self.document).is_some_and(|text| !is_note(&text));
        for cell in row.cells.iter().take(self.layout.width()) {
            let role = match self.layout.role(cell.column) {
                _ if alone && self.stands_in_front(cell) => ColumnRole::Item,
                role => role,
            };
            // An area over several rows: who is responsible holds for all of them, the rest stands in the first.
            let counts = !cell.merged || role == ColumnRole::Ministries && !is_spread(cell, row);
            if counts && !cell.text(self.document).trim().is_empty() {
                cells.add(cell, role);
            }
        }
        cells.weigh(|cell| self.layout.role(cell.column), self.document);
        cells
    }

    fn table_row(&mut self, row: &Row, mut items: Vec<ItemCell<'d>>) {
        let cells = self.cells_of(row);
        self.shared_cells(row);
        let text_of = |cell: &Cell| cell.text(self.document).trim().to_owned();
        self.number = cells.number.map(text_of);
        // A later header may have made a column of items of another one.
        items.retain(|item| cells.items.iter().any(|cell| cell.column == item.cell.column));
        if items.len() != cells.items.len() {
            items = cells
                .items
                .iter()
                .map(|cell| ItemCell::read(cell, self.document, self.register, self.options))
                .collect();
        }
        let Some(mut last) = items.pop() else {
            self.continuation(&cells);
            return;
        };
        let only_amounts = cells.hold_only_amounts;
        if (only_amounts || cells.told.is_empty())
            && (is_total(last.plain.as_str()) || only_amounts && is_part_of_above(last.plain.as_str()))
        {
            self.find_in(&last.cell, Code::TotalRow, "the row sums up others and was not used");
            return;
        }
        // An item with its own bodies is the measure; what stands right of it says more about it.
        let mut more: Vec<Cell> = Vec::new();
        let is_more = |item: &ItemCell<'_>| self.detail_columns.contains(&item.cell.column);
        if is_more(&last) && items.is_empty() && last.brackets.is_empty() && self.current.is_some() {
            self.continuation(&RowCells { details: cells.items.clone(), ..cells });
            return;
        }
        if last.brackets.is_empty()
            && let Some(at) = items.iter().rposition(|item| !item.brackets.is_empty())
        {
            more.extend(items.drain(at + 1..).map(|item| item.cell));
            more.push(std::mem::replace(&mut last, items.remove(at)).cell);
            self.detail_columns.extend(more.iter().map(|cell| cell.column));
        }
        if self.is_described(&last, &cells) && items.is_empty() {
            self.continuation(&RowCells { details: cells.items.clone(), ..cells });
            return;
        }
        // A cell with nothing but ア or (1) numbers the item beside it.
        if let Some(number) = items.last().and_then(only_number) {
            self.number = self.number.take().or(Some(number));
            items.pop();
        }
        let measure = is_measure(&last, &cells, &self.traits);
        if !measure && cells.told.is_empty() && is_prose(last.plain.as_str()) {
            self.find_in(
                &last.cell,
                Code::LooseText,
                "the text is no heading and nothing stands beside it; it was not used",
            );
            return;
        }
        let beside = measure || !items.is_empty();
        for item in &items {
            self.heading_cell(item, beside);
        }
        if measure {
            self.measure_cell(last, &cells, &more);
        } else {
            self.heading_cell(&last, beside && !items.is_empty());
            self.statements(&cells.statements(), None);
        }
    }

    /// Whether an item that stands alone says more about the measure above: a bullet under a measure that has none, in a
    /// list of budgets.
    fn is_described(&self, item: &ItemCell<'_>, cells: &RowCells<'_>) -> bool {
        let text = item.plain.as_str();
        let tells_only_money = !self
            .layout
            .columns()
            .iter()
            .any(|column| matches!(column.role, ColumnRole::Status | ColumnRole::Plan));
        let above = self.rows.measures.last().filter(|_| self.current.is_some());
        tells_only_money
            && item.brackets.is_empty()
            && cells.statements().is_empty()
            && cells.ministries.is_empty()
            && strip_bullet(text) > 0
            && text.trim_start().starts_with(is_middle_dot)
            && above.is_some_and(|above| !above.surface.trim_start().starts_with(is_middle_dot))
    }

    /// Reports results and plans that one cell holds for several rows.
    fn shared_cells(&mut self, row: &Row) {
        let is_told = |cell: &&Cell| {
            cell.merged
                && matches!(
                    self.layout.role(cell.column),
                    ColumnRole::Status | ColumnRole::Plan | ColumnRole::Budget
                )
                && !cell.text(self.document).trim().is_empty()
        };
        // An area over several columns of one row shares nothing between rows.
        let own = |cell: &&Cell| row.cells.iter().any(|other| !other.merged && other.range == cell.range);
        let shared: Vec<Cell> = row.cells.iter().filter(is_told).filter(|cell| !own(cell)).cloned().collect();
        for cell in shared {
            self.find_in(
                &cell,
                Code::CellShared,
                "one cell stands beside several rows; it was read with the first of them only",
            );
        }
    }

    /// Whether sections of a city are responsible: the profile says, else the brackets of the table.
    fn find_sections(&mut self, table: &Table) {
        if let Some(sections) = self.known.profile.bodies.sections {
            self.options.sections = sections;
        } else if names_sections(table, self.document, self.register) {
            self.options.sections = true;
            self.find_document(
                Code::SectionsAssumed,
                "sections (…課) stand in brackets; they were taken for responsible bodies",
            );
        }
    }

    /// The depths of the marks that the document has, and what was assumed about them.
    fn enter_depths(&mut self) {
        let (depths, assumed) = self.tree.depths();
        if assumed {
            let list: Vec<String> = depths.iter().map(|(key, depth)| format!("{key} {depth}")).collect();
            let message =
                format!("the depth of headings was taken from the order of their marks: {}", list.join(", "));
            self.find_document(Code::HeadingDepthAssumed, &message);
        }
        let depth = |(key, depth)| match key {
            DepthKey::Mark(marker) => HeadingDepth { marker: marker.to_string(), column: None, depth },
            DepthKey::Column(column) => HeadingDepth { marker: String::new(), column: Some(column), depth },
        };
        self.rows.headings = depths.into_iter().map(depth).collect();
    }

    /// Where no measure names anybody, the document does not say who is responsible: one finding instead of one for each.
    fn nobody_is_responsible(&mut self) {
        let measures = &self.rows.measures;
        if measures.len() > 1
            && measures.iter().all(|measure| measure.bracket.is_none() && measure.ministries.is_empty())
        {
            self.rows.diagnostics.retain(|finding| finding.code != Code::ResponsibilityMissing);
            self.find_document(Code::ResponsibilityMissing, "no measure names a responsible ministry");
        }
    }

    fn find_document(&mut self, code: Code, message: &str) {
        self.rows.diagnostics.push(Diagnostic::document(code, message));
    }

    /// A finding about a whole column.
    fn find_column(&mut self, code: Code, table: u32, column: u32, message: String) {
        self.rows.diagnostics.push(Diagnostic { table, column, ..Diagnostic::document(code, message) });
    }

    fn find_in(&mut self, cell: &Cell, code: Code, message: &str) {
        let surface = cell.text(self.document).to_owned();
        self.find_at(cell.whole(self.document), &surface, code, message);
    }

    fn find_at(&mut self, span: Span, quote: &str, code: Code, message: &str) {
        self.rows.diagnostics.push(Diagnostic::at(code, &span, quote, message));
    }
}

/// The number in a cell that holds nothing else.
fn only_number(item: &ItemCell<'_>) -> Option<String> {
    let text = item.plain.as_str().trim();
    let heading = parse_heading(text);
    let is_short = text.chars().count() <= 8;
    // 「ア」 alone reads as a title without a mark.
    let is_letter = text.chars().count() == 1 && text.chars().all(|c| ('ア'..='ン').contains(&c));
    match heading {
        _ if is_letter => Some(text.to_owned()),
        Heading { title: None, label: Some(label), .. } if is_short => Some(label),
        _ => None,
    }
}

/// Where a numbered heading starts behind the name of the chapter that a page repeats: `文教・科学技術　1．少子化の進展`.
fn numbered_part(text: &str) -> Option<usize> {
    let (before, after) = text.split_once('\u{3000}')?;
    let is_name = !before.is_empty() && before.chars().count() <= 20 && !before.contains('。');
    let after = after.trim_start();
    let is_numbered =
        matches!(parse_heading(after).marker, Marker::Ordinal(_, Frame::Stop | Frame::Bracket(_)));
    (is_name && is_numbered && parse_heading(text).marker == Marker::None).then(|| text.len() - after.len())
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

/// Whether a cell holds nothing of its own.
fn is_blank(cell: &Cell, document: &Document) -> bool {
    cell.merged || cell.text(document).trim().is_empty()
}

/// Whether a cell belongs to an area that begins in its own row: a heading over all columns.
fn is_spread(cell: &Cell, row: &Row) -> bool {
    row.cells.iter().any(|other| !other.merged && other.range == cell.range)
}

/// The words of the only filled cell of a row.
fn alone<'d>(row: &Row, document: &'d Document) -> Option<Cow<'d, str>> {
    let mut filled = row.cells.iter().filter(|cell| !is_blank(cell, document));
    let cell = filled.next().filter(|_| filled.next().is_none())?;
    let text = cell.text(document).trim();
    if text.contains('<') {
        Some(Cow::Owned(Plain::read_cell(text, cell.doubled).as_str().trim().to_owned()))
    } else {
        Some(Cow::Borrowed(text))
    }
}

/// The words without blanks at both ends, as a range that starts at `start`.
fn trim(words: &str, start: usize) -> Range<usize> {
    let lead = words.len() - words.trim_start().len();
    start + lead..start + lead + words.trim().len()
}

//! From rows to items: which row is a heading, a measure, a continuation or a header, and what hangs on what.

mod measure;
mod scan;
mod statement;

use super::item::{Level, Placed, Tree};
use super::known::Known;
use super::layout::{Header, Layout};
use super::model::{
    Body, Column, ColumnRole, Goal, HeadingDepth, ItemId, Measure, MeasureGroup, Objective, Publisher,
    Statement,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::heading::{Heading, Marker, parse_heading, strip_bullet};
use crate::notation::markup::Plain;
use crate::notation::relisting::is_reference_only;
use crate::notation::responsibility::ResponsibilityBracket;
use crate::register::Register;
use crate::source::text::fold_key;
use crate::source::{Cell, Document, Row, Span, Table};
use foldhash::HashMap;
use scan::{ItemCell, scan};
use std::collections::BTreeMap;
use std::ops::Range;

/// A cell whose words are still to be read.
#[derive(Debug, Clone)]
pub(super) struct CellToRead {
    pub(super) cell: Cell,
    pub(super) role: ColumnRole,
    pub(super) fiscal_year: Option<i32>,
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

impl Rows {
    pub(super) fn read(document: &Document, table: &Table, known: &Known<'_>) -> Self {
        let (layout, has_header) = Layout::first(table, document);
        let mut reader = RowReader::new(document, known, layout, has_header);
        if !has_header {
            reader.find_document(
                Code::HeaderMissing,
                "no row names the columns; the last two were taken for results and plans",
            );
        }
        reader.find_title(table);
        let items = scan(table, &reader.layout, document, known);
        for (row, items) in table.rows.iter().zip(items) {
            reader.row(row, items);
        }
        if reader.rows.measures.is_empty() {
            reader.find_document(Code::MeasureMissing, "the document holds no measure");
        }
        reader.enter_publisher();
        reader.enter_depths();
        reader.rows
    }
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
    /// Table and line of the title.
    title_place: (u32, u32),
    has_header: bool,
    in_table: bool,
}

impl<'d> RowReader<'d> {
    fn new(document: &'d Document, known: &'d Known<'d>, layout: Layout, has_header: bool) -> Self {
        let rows = Rows { columns: layout.columns().to_vec(), ..Rows::default() };
        let mut reader = Self {
            document,
            known,
            register: &known.register,
            layout,
            tree: Tree::default(),
            rows,
            goals: HashMap::default(),
            current: None,
            title_place: (0, 0),
            has_header,
            in_table: false,
        };
        for role in [ColumnRole::Status, ColumnRole::Plan] {
            let columns = reader.layout.columns();
            if columns.iter().any(|column| column.role == role && column.title.is_some())
                && reader.layout.year_of(role).is_none()
            {
                reader.find_document(Code::ColumnYearMissing, "the title of a column names no fiscal year");
            }
        }
        reader
    }

    /// The title is the first line above the table, or the file's name.
    fn find_title(&mut self, table: &Table) {
        let above = table
            .rows
            .iter()
            .take_while(|row| !self.has_header || Header::read(row, self.document).is_none());
        let first = above.into_iter().find_map(|row| self.loose_text(row).map(|text| (row, text.to_owned())));
        match first {
            Some((row, text)) => {
                self.rows.title = text;
                self.title_place = (row.table, row.line);
            }
            None if self.known.profile.title.is_some() => {}
            None => {
                let name = self.document.name.as_str();
                name.rsplit_once('.').map_or(name, |(stem, _)| stem).clone_into(&mut self.rows.title);
                self.find_document(
                    Code::TitleMissing,
                    "no title stands above the table; the file's name was taken",
                );
            }
        }
        if let Some(title) = &self.known.profile.title {
            self.rows.title.clone_from(title);
        }
        self.tree = Tree::new(&self.known.plan_key(&self.rows.title), &self.known.profile.headings);
    }

    /// The text of a row that is a line of text, not a row of the table: above the first header, all that stands alone in
    /// its row and carries no mark of a heading; elsewhere, a line without any tab.
    fn loose_text(&self, row: &Row) -> Option<&str> {
        let mut filled =
            row.cells.iter().map(|cell| cell.text(self.document).trim()).filter(|text| !text.is_empty());
        let text = filled.next().filter(|_| filled.next().is_none())?;
        let without_tabs = row.cells.len() == 1 && self.layout.width() > 1;
        let above_table = self.has_header && !self.in_table && parse_heading(text).marker == Marker::None;
        (without_tabs || above_table).then_some(text)
    }

    fn row(&mut self, row: &Row, items: Vec<ItemCell<'d>>) {
        if let Some(header) = Header::read(row, self.document).filter(|header| self.layout.repeats(header)) {
            self.layout.apply(&header);
            self.tree.new_page();
            self.in_table = true;
            return;
        }
        if row.cells.iter().all(|cell| cell.text(self.document).trim().is_empty())
            || (row.table, row.line) == self.title_place
        {
            return;
        }
        if self.loose_text(row).is_some() && (!self.in_table || self.tree.innermost().is_none()) {
            if let Some(cell) = row.cells.first() {
                self.find_in(cell, Code::LooseText, "the line stands outside the table and was not used");
            }
            return;
        }
        self.in_table = true;
        if row.cells.len() != self.layout.width()
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

    fn table_row(&mut self, row: &Row, mut items: Vec<ItemCell<'d>>) {
        let role = |cell: &Cell| self.layout.column(cell.column).role;
        // What stands beyond the last column is nobody's; the row's width has been reported.
        let cells = row.cells.iter().take(self.layout.width());
        let filled = cells.filter(|cell| !cell.text(self.document).trim().is_empty());
        let (item_cells, statements): (Vec<&Cell>, Vec<&Cell>) =
            filled.partition(|cell| role(cell) == ColumnRole::Item);
        // A later header may have made a column of items of another one.
        items.retain(|item| role(&item.cell) == ColumnRole::Item);
        if items.len() != item_cells.len() {
            items = item_cells.iter().map(|cell| ItemCell::read(cell, self.document, self.known)).collect();
        }
        let Some(last) = items.pop() else {
            self.statements(&statements, None);
            return;
        };
        for item in &items {
            self.heading_cell(item);
        }
        if is_measure(last.plain.as_str(), &last.brackets, &statements, self.document) {
            self.measure_cell(last, &statements);
        } else {
            self.heading_cell(&last);
            self.statements(&statements, None);
        }
    }

    fn heading_cell(&mut self, item: &ItemCell<'_>) {
        let (cell, plain) = (&item.cell, &item.plain);
        let text = plain.as_str();
        if is_reference_only(text) {
            if self.tree.innermost().is_none_or(|heading| !heading.relisted) {
                self.find_in(
                    cell,
                    Code::LooseText,
                    "the reference stands under no re-listed heading and was not used",
                );
            }
            return;
        }
        self.heading(cell, plain, &(0..text.len()));
    }

    /// Enters the heading in a part of a cell.
    fn heading(&mut self, cell: &Cell, plain: &Plain<'_>, part: &Range<usize>) {
        let words = plain.as_str().get(part.clone()).unwrap_or_default();
        let heading = parse_heading(words);
        let trimmed = trim(words, part.start);
        let raw = plain.raw_range(trimmed);
        let span = cell.span(self.document, &raw);
        let surface = cell.text(self.document).get(raw).unwrap_or_default().to_owned();
        let mut at = Some(&heading);
        while let Some(heading) = at {
            self.enter_heading(heading, &surface, span);
            at = heading.child.as_deref();
        }
    }

    fn enter_heading(&mut self, heading: &Heading, surface: &str, span: Span) {
        let label = match (&heading.title, &heading.label) {
            (Some(title), _) => title.clone(),
            (None, Some(label)) => label.clone(),
            (None, None) => surface.trim().to_owned(),
        };
        let number = heading.label.as_deref().and_then(|label| fold_key(label).parse().ok());
        let placed = self.tree.heading(heading.marker, &label, number, heading.relisted);
        if placed.continues {
            return;
        }
        self.current = None;
        if placed.repeated {
            self.find_at(
                span,
                surface,
                Code::RepeatedItem,
                "the heading stands here a second time under the same parent",
            );
        }
        if placed.unresolved {
            self.find_at(
                span,
                surface,
                Code::RelistingUnresolved,
                "the heading is marked as re-listed, but none above has its words",
            );
        }
        self.push_heading(placed, heading, label, number, surface.to_owned(), span);
    }

    fn push_heading(
        &mut self,
        placed: Placed,
        heading: &Heading,
        label: String,
        number: Option<u32>,
        surface: String,
        span: Span,
    ) {
        let relisted = placed.relisting.is_some();
        let Placed { id, level, parent, relisting, .. } = placed;
        let goal = self.tree.open(Level::Goal).and_then(|goal| goal.number);
        match level {
            Level::Goal => {
                if !relisted {
                    self.goals.insert(id.clone(), number.unwrap_or(0));
                }
                self.rows.goals.push(Goal {
                    id,
                    number,
                    notation: heading.label.clone(),
                    label,
                    surface,
                    span,
                    relisting,
                });
            }
            Level::Objective => self.rows.objectives.push(Objective {
                id,
                label,
                goal,
                parent,
                relisted,
                surface,
                span,
                relisting,
            }),
            Level::Group | Level::Measure => {
                let objective = self.tree.open(Level::Objective).map(|objective| objective.label.clone());
                self.rows.groups.push(MeasureGroup {
                    id,
                    label,
                    objective,
                    parent,
                    relisted,
                    surface,
                    span,
                    relisting,
                });
            }
        }
    }

    /// The depths of the marks that the document has, and what was assumed about them.
    fn enter_depths(&mut self) {
        let (depths, assumed) = self.tree.depths();
        if assumed {
            let of_mark = |(marker, depth): &(Marker, u32)| match marker {
                Marker::None => format!("without a mark {depth}"),
                marker => format!("{marker} {depth}"),
            };
            let list = depths.iter().map(of_mark).collect::<Vec<_>>().join(", ");
            let message = format!("the depth of headings was taken from the order of their marks: {list}");
            self.find_document(Code::HeadingDepthAssumed, &message);
        }
        let depth = |(marker, depth): (Marker, u32)| HeadingDepth { marker: marker.to_string(), depth };
        self.rows.headings = depths.into_iter().map(depth).collect();
    }

    fn find_document(&mut self, code: Code, message: &str) {
        self.rows.diagnostics.push(Diagnostic::document(code, message));
    }

    fn find_in(&mut self, cell: &Cell, code: Code, message: &str) {
        let surface = cell.text(self.document).to_owned();
        self.find_at(cell.whole(self.document), &surface, code, message);
    }

    fn find_at(&mut self, span: Span, quote: &str, code: Code, message: &str) {
        self.rows.diagnostics.push(Diagnostic::at(code, &span, quote, message));
    }
}

/// NOTATIONS 2.2: a responsibility bracket makes a measure; so do statements, unless they are nothing but amounts beside
/// a numbered heading, and a bullet before a whole sentence.
fn is_measure(
    text: &str,
    brackets: &[ResponsibilityBracket],
    statements: &[&Cell],
    document: &Document,
) -> bool {
    if !brackets.is_empty() {
        return true;
    }
    if statements.is_empty() {
        return strip_bullet(text) > 0 && text.contains('。');
    }
    let only_amounts = statements.iter().all(|cell| is_amount(cell.text(document)));
    !(only_amounts && parse_heading(text).label.is_some())
}

/// The words without blanks at both ends, as a range that starts at `start`.
fn trim(words: &str, start: usize) -> Range<usize> {
    let lead = words.len() - words.trim_start().len();
    start + lead..start + lead + words.trim().len()
}

/// Whether a cell holds nothing but an amount.
fn is_amount(text: &str) -> bool {
    let text = text.trim();
    text.ends_with('円')
        && text.starts_with(|c: char| c.is_numeric() || c == '約')
        && text.chars().count() < 20
}

//! From rows to items: which row is a heading, a measure, a continuation or a header, and what hangs on what.

use super::builder::body_key;
use super::item::{Level, Placed, Tree};
use super::layout::{Header, Layout};
use super::model::{
    Body, BodyKind, Column, ColumnRole, Goal, ItemId, Measure, MeasureGroup, Objective, RelistingForm,
    Responsibility, Statement, StatementContent,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::heading::{Heading, parse_heading, split_inline_heading, strip_bullet};
use crate::notation::markup::Plain;
use crate::notation::relisting::{find_relisting, is_completed, is_nothing_reported, is_reference_only};
use crate::notation::responsibility::{
    BodyRef, ResponsibilityBracket, ResponsibilityForm, find_responsibilities,
};
use crate::register::{self, Register};
use crate::source::{Cell, Document, Row, Span, Table};
use std::collections::{BTreeMap, HashMap};
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
    pub(super) columns: Vec<Column>,
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
    pub(super) fn read(document: &Document, table: &Table, register: &Register) -> Self {
        let (layout, has_header) = Layout::first(table, document);
        let mut reader = RowReader::new(document, register, layout);
        if !has_header {
            reader.find_document(
                Code::HeaderMissing,
                "no row names the columns; the last two were taken for results and plans",
            );
        }
        reader.find_title(table);
        for row in &table.rows {
            reader.row(row);
        }
        reader.rows
    }
}

struct RowReader<'d> {
    document: &'d Document,
    register: &'d Register,
    layout: Layout,
    tree: Tree,
    rows: Rows,
    /// Goals by identifier, with their positions.
    goals: HashMap<ItemId, u32>,
    /// Statements of each measure's first printing, to compare repeats with.
    printed: HashMap<ItemId, Vec<(ColumnRole, String)>>,
    current: Option<ItemId>,
    title_line: u32,
    in_table: bool,
}

impl<'d> RowReader<'d> {
    fn new(document: &'d Document, register: &'d Register, layout: Layout) -> Self {
        let rows = Rows {
            columns: layout.columns().to_vec(),
            ..Rows::default()
        };
        let mut reader = Self {
            document,
            register,
            layout,
            tree: Tree::default(),
            rows,
            goals: HashMap::new(),
            printed: HashMap::new(),
            current: None,
            title_line: 0,
            in_table: false,
        };
        for role in [ColumnRole::Status, ColumnRole::Plan] {
            let columns = reader.layout.columns();
            if columns
                .iter()
                .any(|column| column.role == role && column.title.is_some())
                && reader.layout.year_of(role).is_none()
            {
                reader.find_document(
                    Code::ColumnYearMissing,
                    "the title of a column names no fiscal year",
                );
            }
        }
        reader
    }

    /// The title is the first line above the table, or the file's name.
    fn find_title(&mut self, table: &Table) {
        let first = table
            .rows
            .first()
            .filter(|row| self.is_loose(row) && Header::read(row, self.document).is_none());
        match first {
            Some(row) => {
                let text = row
                    .cells
                    .iter()
                    .map(|cell| cell.text(self.document).trim())
                    .find(|text| !text.is_empty());
                text.unwrap_or_default().clone_into(&mut self.rows.title);
                self.title_line = row.line;
            }
            None => {
                let name = self.document.name.as_str();
                name.rsplit_once('.')
                    .map_or(name, |(stem, _)| stem)
                    .clone_into(&mut self.rows.title);
                self.find_document(
                    Code::TitleMissing,
                    "no title stands above the table; the file's name was taken",
                );
            }
        }
        self.tree = Tree::new(&super::id::plan_key(&self.rows.title));
    }

    /// Whether a row is a line of text, not a row of the table.
    fn is_loose(&self, row: &Row) -> bool {
        row.cells.len() == 1 && self.layout.width() > 1
    }

    fn row(&mut self, row: &Row) {
        if let Some(header) = Header::read(row, self.document) {
            self.layout.apply(&header);
            self.tree.new_page();
            self.in_table = true;
            return;
        }
        if row
            .cells
            .iter()
            .all(|cell| cell.text(self.document).trim().is_empty())
            || row.line == self.title_line
        {
            return;
        }
        if self.is_loose(row) && (!self.in_table || self.tree.innermost().is_none()) {
            if let Some(cell) = row.cells.first() {
                self.find_in(
                    cell,
                    Code::LooseText,
                    "the line stands outside the table and was not used",
                );
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
        self.table_row(row);
    }

    fn table_row(&mut self, row: &Row) {
        let filled = |cell: &&Cell| !cell.text(self.document).trim().is_empty();
        let (items, statements): (Vec<&Cell>, Vec<&Cell>) = row
            .cells
            .iter()
            .filter(filled)
            .partition(|cell| self.layout.column(cell.column).role == ColumnRole::Item);
        let Some((last, above)) = items.split_last() else {
            self.statements(&statements, None);
            return;
        };
        for cell in above {
            self.heading_cell(cell);
        }
        if self.is_measure(last, &statements) {
            self.measure_cell(last, &statements);
        } else {
            self.heading_cell(last);
            self.statements(&statements, None);
        }
    }

    /// NOTATIONS 2.2: statements make a measure, unless they are nothing but amounts beside a heading; so does a
    /// responsibility bracket, or a bullet before a whole sentence.
    fn is_measure(&self, item: &Cell, statements: &[&Cell]) -> bool {
        let plain = Plain::read(item.text(self.document));
        let text = plain.as_str();
        if !self.responsibilities(text).is_empty() {
            return true;
        }
        if statements.is_empty() {
            return strip_bullet(text) > 0 && text.contains('。');
        }
        let only_amounts = statements.iter().all(|cell| is_amount(cell.text(self.document)));
        !(only_amounts && parse_heading(text).label.is_some())
    }

    fn responsibilities(&self, text: &str) -> Vec<ResponsibilityBracket> {
        find_responsibilities(text, &self.register.bodies, Default::default())
    }

    fn heading_cell(&mut self, cell: &Cell) {
        let plain = Plain::read(cell.text(self.document));
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
        self.heading(cell, &plain, &(0..text.len()));
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
        let number = heading
            .label
            .as_deref()
            .and_then(|label| crate::source::text::fold_key(label).parse().ok());
        let placed = self
            .tree
            .heading(heading.marker, &label, number, heading.relisted);
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
        let Placed {
            id,
            level,
            parent,
            relisting,
            ..
        } = placed;
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
                let objective = self
                    .tree
                    .open(Level::Objective)
                    .map(|objective| objective.label.clone());
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

    fn measure_cell(&mut self, cell: &Cell, statements: &[&Cell]) {
        let plain = Plain::read(cell.text(self.document));
        let text = plain.as_str();
        let part = match split_inline_heading(text) {
            Some((heading, measure))
                if self
                    .responsibilities(text.get(heading.clone()).unwrap_or_default())
                    .is_empty() =>
            {
                self.heading(cell, &plain, &heading);
                measure
            }
            _ => 0..text.len(),
        };
        let words = text.get(part.clone()).unwrap_or_default();
        let brackets = self.responsibilities(words);
        let named = brackets
            .iter()
            .rfind(|bracket| bracket.form == ResponsibilityForm::Bodies);
        let bracket = named.or(brackets.last());
        let label = measure_text(words, bracket.map(|bracket| &bracket.range));
        let marked = find_relisting(words)
            .is_some_and(|mark| words.get(mark.range).is_some_and(|mark| mark.contains("再掲")));
        let label = if marked { without_relisting(&label) } else { label };
        let placed = self.tree.measure(&label, marked);
        let trimmed = trim(words, part.start);
        let raw = plain.raw_range(trimmed);
        let span = cell.span(self.document, &raw);
        let surface = cell.text(self.document).get(raw).unwrap_or_default().to_owned();
        let place = Place {
            cell,
            plain: &plain,
            start: part.start,
        };
        let ministries = bracket
            .map(|bracket| self.entries(bracket, words, &place))
            .unwrap_or_default();
        self.measure_findings(&placed, bracket, &ministries, span, &surface);
        let relisted = placed.relisting.is_some();
        let id = placed.id.clone();
        let as_written = bracket
            .and_then(|bracket| words.get(bracket.range.clone()))
            .map(str::to_owned);
        self.rows.measures.push(Measure {
            text: label,
            goal: self.tree.open(Level::Goal).and_then(|goal| goal.number),
            objective: self
                .tree
                .open(Level::Objective)
                .map(|heading| heading.label.clone()),
            group: self.tree.open(Level::Group).map(|heading| heading.label.clone()),
            goal_id: self.tree.goal_of(&id, &self.goals),
            parent: placed.parent,
            relisted,
            bracket: as_written,
            ministries,
            surface,
            span,
            relisting: placed.relisting,
            id: id.clone(),
        });
        if relisted {
            self.heading_is_repeated();
        } else {
            self.rows.cells.push(CellToRead {
                cell: cell.clone(),
                role: ColumnRole::Item,
                fiscal_year: None,
                measure: id.clone(),
            });
        }
        self.current = Some(id);
        self.statements(statements, Some(relisted));
    }

    /// A measure is printed under a re-listed heading: the heading is repeated, not only referred to.
    fn heading_is_repeated(&mut self) {
        let Some(heading) = self.tree.innermost().filter(|heading| heading.relisted) else {
            return;
        };
        let relistings = match heading.level {
            Level::Goal => self
                .rows
                .goals
                .last_mut()
                .and_then(|item| item.relisting.as_mut()),
            Level::Objective => self
                .rows
                .objectives
                .last_mut()
                .and_then(|item| item.relisting.as_mut()),
            _ => self
                .rows
                .groups
                .last_mut()
                .and_then(|item| item.relisting.as_mut()),
        };
        if let Some(relisting) = relistings {
            relisting.form = RelistingForm::Repetition;
        }
    }

    fn measure_findings(
        &mut self,
        placed: &Placed,
        bracket: Option<&ResponsibilityBracket>,
        ministries: &[Responsibility],
        span: Span,
        surface: &str,
    ) {
        if placed.repeated {
            self.find_at(
                span,
                surface,
                Code::RepeatedItem,
                "the measure stands here a second time under the same heading",
            );
        }
        if placed.unresolved {
            self.find_at(
                span,
                surface,
                Code::RelistingUnresolved,
                "the measure is marked as re-listed, but none above has its words",
            );
        }
        if placed.parent.is_none() {
            self.find_at(
                span,
                surface,
                Code::MeasureWithoutHeading,
                "the measure stands under no heading",
            );
        }
        match bracket {
            Some(bracket) if bracket.form == ResponsibilityForm::PointsElsewhere => {
                self.find_at(
                    span,
                    surface,
                    Code::ResponsibilityElsewhere,
                    "the responsible ministries are said to stand elsewhere",
                );
            }
            _ if ministries.is_empty() => {
                self.find_at(
                    span,
                    surface,
                    Code::ResponsibilityMissing,
                    "the measure names no responsible ministry",
                );
            }
            _ => {}
        }
    }

    /// The entries of a bracket; bodies that they name are entered.
    fn entries(
        &mut self,
        bracket: &ResponsibilityBracket,
        words: &str,
        place: &Place<'_>,
    ) -> Vec<Responsibility> {
        let mut entries = Vec::with_capacity(bracket.entries.len());
        for entry in &bracket.entries {
            let (span, surface) = place.of(&entry.range, self.document);
            let name = entry.display_name(words, &self.register.bodies).into_owned();
            let body = match &entry.body {
                BodyRef::Resolved(slug) => self.enter_body(slug),
                BodyRef::Collective(Some(slug)) => self.enter_body(slug),
                BodyRef::Collective(None) => self.enter_unknown(&name, BodyKind::Collective),
                BodyRef::Unresolved => {
                    self.find_at(span, &surface, Code::BodyUnknown, "no register knows the body");
                    self.enter_unknown(&name, BodyKind::Unresolved)
                }
            };
            entries.push(Responsibility {
                name,
                lead: entry.lead,
                body,
                surface,
                span,
            });
        }
        entries
    }

    fn enter_body(&mut self, slug: &str) -> String {
        if !self.rows.bodies.contains_key(slug)
            && let Some(body) = self.register.bodies.get(slug)
        {
            self.rows.bodies.insert(slug.to_owned(), model_body(body));
            if let Some(parent) = &body.parent {
                self.enter_body(parent);
            }
        }
        slug.to_owned()
    }

    fn enter_unknown(&mut self, name: &str, kind: BodyKind) -> String {
        let key = body_key(name);
        let unknown = || Body {
            key: key.clone(),
            kind,
            name: name.to_owned(),
            name_en: None,
            marks: Vec::new(),
            corporate_number: None,
            parent: None,
        };
        self.rows.bodies.entry(key.clone()).or_insert_with(unknown);
        key
    }

    /// Status and plan cells of the current measure; `relisted` is set on the row of the measure itself.
    fn statements(&mut self, cells: &[&Cell], relisted: Option<bool>) {
        for cell in cells {
            let Some(measure) = self.current.clone() else {
                self.find_in(
                    cell,
                    Code::LooseText,
                    "the cell belongs to no measure and was not used",
                );
                continue;
            };
            let column = self.layout.column(cell.column);
            let raw = cell.text(self.document);
            let plain = Plain::read(raw);
            let text = plain.as_str().trim();
            let printed = self.printed.entry(measure.clone()).or_default();
            let said = (column.role, crate::source::text::fold_key(text));
            // A repeat that says the same is covered by the second listing.
            if relisted == Some(true) && printed.contains(&said) {
                continue;
            }
            printed.push(said);
            self.rows.statements.push(Statement {
                measure: measure.clone(),
                role: column.role,
                fiscal_year: column.fiscal_year,
                content: content(text),
                surface: (raw != text).then(|| raw.to_owned()),
                text: text.to_owned(),
                span: cell.whole(self.document),
            });
            self.rows.cells.push(CellToRead {
                cell: (*cell).clone(),
                role: column.role,
                fiscal_year: column.fiscal_year,
                measure,
            });
        }
    }

    fn find_document(&mut self, code: Code, message: &str) {
        self.rows.diagnostics.push(Diagnostic::document(code, message));
    }

    fn find_in(&mut self, cell: &Cell, code: Code, message: &str) {
        let surface = cell.text(self.document).to_owned();
        self.find_at(cell.whole(self.document), &surface, code, message);
    }

    fn find_at(&mut self, span: Span, quote: &str, code: Code, message: &str) {
        self.rows.diagnostics.push(Diagnostic {
            code,
            severity: code.severity(),
            line: span.line,
            column: span.column,
            start: span.start,
            end: span.end,
            quote: quote.to_owned(),
            message: message.to_owned(),
        });
    }
}

/// Where the words of a measure stand: in a cell, behind the heading that shares it.
struct Place<'p> {
    cell: &'p Cell,
    plain: &'p Plain<'p>,
    start: usize,
}

impl Place<'_> {
    fn of(&self, range: &Range<usize>, document: &Document) -> (Span, String) {
        let raw = self
            .plain
            .raw_range(self.start + range.start..self.start + range.end);
        let surface = self
            .cell
            .text(document)
            .get(raw.clone())
            .unwrap_or_default()
            .to_owned();
        (self.cell.span(document, &raw), surface)
    }
}

/// The words without blanks at both ends, as a range that starts at `start`.
fn trim(words: &str, start: usize) -> Range<usize> {
    let lead = words.len() - words.trim_start().len();
    start + lead..start + lead + words.trim().len()
}

/// The measure in words: without bullet and responsibility bracket.
fn measure_text(words: &str, bracket: Option<&Range<usize>>) -> String {
    let bullet = strip_bullet(words);
    let (before, after) = match bracket {
        Some(range) => (
            words.get(bullet..range.start.max(bullet)),
            words.get(range.end.max(bullet)..),
        ),
        None => (words.get(bullet..), None),
    };
    let (before, after) = (
        before.unwrap_or_default().trim(),
        after.unwrap_or_default().trim(),
    );
    if before.is_empty() || after.is_empty() {
        format!("{before}{after}")
    } else {
        format!("{before} {after}")
    }
}

fn without_relisting(text: &str) -> String {
    match find_relisting(text) {
        Some(mark) => {
            let before = text.get(..mark.range.start).unwrap_or_default();
            let after = text.get(mark.range.end..).unwrap_or_default();
            format!("{}{}", before.trim_end(), after.trim_start())
        }
        None => text.to_owned(),
    }
}

fn content(text: &str) -> StatementContent {
    if is_reference_only(text) {
        StatementContent::CrossReference
    } else if is_nothing_reported(text) {
        StatementContent::NothingReported
    } else if is_completed(text) {
        StatementContent::Completed
    } else {
        StatementContent::Narrative
    }
}

/// Whether a cell holds nothing but an amount.
fn is_amount(text: &str) -> bool {
    let text = text.trim();
    text.ends_with('円')
        && text.starts_with(|c: char| c.is_numeric() || c == '約')
        && text.chars().count() < 20
}

fn model_body(body: &register::Body) -> Body {
    Body {
        key: body.slug.clone(),
        kind: match body.kind {
            register::BodyKind::Ministry => BodyKind::Ministry,
            register::BodyKind::ImplementingBody => BodyKind::Implementing,
            register::BodyKind::CollectiveBody => BodyKind::Collective,
        },
        name: body.name.clone(),
        name_en: body.name_en.clone(),
        marks: body.marks.clone(),
        corporate_number: body.corporate_number.clone(),
        parent: body.parent.clone(),
    }
}

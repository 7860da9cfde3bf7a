//! From rows to items: which row is a heading, a measure, a continuation or a header, and what hangs on what.

mod heading;
mod kind;
mod measure;
mod row;
mod scan;
mod section;
mod statement;
mod title;

use super::item::Tree;
use super::known::Known;
use super::layout::Layout;
use super::model::{
    Body, Column, Goal, HeadingDepth, ItemId, Measure, MeasureGroup, Objective, Publisher, Statement,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::responsibility::ResponsibilityOptions;
use crate::profile::DepthKey;
use crate::register::Register;
use crate::source::{Cell, Document, Span, Table};
use foldhash::HashMap;
use kind::TableTraits;
use scan::names_sections;
use section::sections;
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
    fn find_table(&mut self, code: Code, table: u32, message: &str) {
        self.rows.diagnostics.push(Diagnostic { table, ..Diagnostic::document(code, message) });
    }

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

/// The words without blanks at both ends, as a range that starts at `start`.
fn trim(words: &str, start: usize) -> Range<usize> {
    let lead = words.len() - words.trim_start().len();
    start + lead..start + lead + words.trim().len()
}

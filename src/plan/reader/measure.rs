//! Measures: the words of a cell, who is responsible, and where the measure hangs.

use super::super::item::{Level, Placed};
use super::super::model::{
    Body, BodyKind, Column, ColumnRole, Measure, Publisher, RelistingForm, Responsibility,
};
use super::kind::RowCells;
use super::scan::ItemCell;
use super::{CellToRead, RowReader, Rows, trim};
use crate::diagnostic::Code;
use crate::notation::heading::{Heading, parse_heading, split_inline_heading, strip_bullet};
use crate::notation::markup::Plain;
use crate::notation::relisting::{find_relisting, is_nothing_reported};
use crate::notation::responsibility::{
    BodyRef, Entry, ResponsibilityBracket, ResponsibilityForm, is_section, read_bodies_cell,
};
use crate::register::{self, Register};
use crate::source::{Cell, Document, Span};
use std::ops::Range;

impl RowReader<'_> {
    pub(super) fn measure_cell(&mut self, item: ItemCell<'_>, cells: &RowCells<'_>, more: &[Cell]) {
        let ItemCell { cell, plain, mut brackets } = item;
        let text = plain.as_str();
        let part = match split_inline_heading(text) {
            Some((heading, measure)) if brackets.iter().all(|bracket| bracket.range.start >= heading.end) => {
                self.heading(&cell, &plain, &heading, false);
                measure
            }
            _ => 0..text.len(),
        };
        let words = text.get(part.clone()).unwrap_or_default();
        for bracket in &mut brackets {
            shift_back(bracket, part.start);
        }
        let named = brackets.iter().rfind(|bracket| bracket.form == ResponsibilityForm::Bodies);
        let bracket = named.or(brackets.last());
        let (label, marked) = measure_label(words, bracket.map(|bracket| &bracket.range));
        let (label, notation) = named_measure(label);
        let name = self.program_in(&cell, words, &label).map(|at| part.start + at.start..part.start + at.end);
        let placed = self.tree.measure(&label, marked);
        let trimmed = trim(words, part.start);
        let raw = plain.raw_range(trimmed);
        let span = cell.span(self.document, &raw);
        let surface = cell.text(self.document).get(raw).unwrap_or_default().to_owned();
        let place = Place { cell: &cell, plain: &plain, start: part.start };
        let mut ministries = bracket.map(|bracket| self.entries(bracket, words, &place)).unwrap_or_default();
        for cell in &cells.ministries {
            let entries = self.column_entries(cell);
            add_entries(&mut ministries, entries);
        }
        self.measure_findings(&placed, bracket, &ministries, span, &surface);
        let relisted = placed.relisting.is_some();
        let id = placed.id.clone();
        let as_written = bracket.and_then(|bracket| words.get(bracket.range.clone())).map(str::to_owned);
        self.rows.measures.push(Measure {
            text: label,
            goal: self.tree.open(Level::Goal).and_then(|goal| goal.number),
            objective: self.tree.open(Level::Objective).map(|heading| heading.label.clone()),
            group: self.tree.open(Level::Group).map(|heading| heading.label.clone()),
            goal_id: self.tree.goal_of(&id, &self.goals),
            parent: placed.parent,
            relisted,
            bracket: as_written,
            ministries,
            surface,
            span,
            relisting: placed.relisting,
            notation: self.number.take().or(notation),
            details: Vec::new(),
            id: id.clone(),
        });
        if relisted {
            self.heading_is_repeated();
        } else {
            let measure = id.clone();
            self.rows.cells.push(CellToRead { cell, name, column: Column::default(), measure });
        }
        self.details(&id, more.iter().chain(cells.details.iter().copied()));
        self.current = Some(id);
        self.statements(&cells.statements(), Some(relisted));
    }

    /// Where a measure's name stands if it is that of a program, because it stands in a column of programs (事業名).
    fn program_in(&self, cell: &Cell, words: &str, label: &str) -> Option<Range<usize>> {
        const ENDS: [&str; 9] =
            ["事業", "事業費", "交付金", "補助金", "負担金", "委託費", "給付金", "助成金", "基金"];
        let layout = &self.layout;
        let title = layout.column(cell.column).title.unwrap_or_default();
        // 施策名(法律、計画、事業等の名称): brackets tell what else may stand there.
        let title = title.split(['(', '（']).next().unwrap_or_default();
        // In a list of budgets an item is what its amount is for; its ending tells whether that is a program.
        let lists_money = layout.columns().iter().any(|column| column.role == ColumnRole::Budget);
        let is_named = title.contains("事業") || lists_money && ENDS.iter().any(|end| label.ends_with(end));
        let start = words.find(label).filter(|_| is_named && !label.contains('。'))?;
        Some(start..start + label.len())
    }

    /// The bodies in a cell of a column of bodies.
    fn column_entries(&mut self, cell: &Cell) -> Vec<Responsibility> {
        let plain = Plain::read_cell(cell.text(self.document), cell.doubled);
        let words = plain.as_str();
        if is_nothing_reported(words) {
            return Vec::new();
        }
        let Some(found) = read_bodies_cell(words, &self.register.bodies, self.known.in_columns()) else {
            self.find_in(cell, Code::ResponsibilityUnread, "the cell of the responsible bodies names none");
            return Vec::new();
        };
        let place = Place { cell, plain: &plain, start: 0 };
        let leads = self.leading_column == Some(cell.column);
        let entries = found.iter().map(|entry| {
            let entry = self.entry(entry, words, &place);
            Responsibility { lead: entry.lead || leads, ..entry }
        });
        entries.collect()
    }

    /// Bodies that a further row names for a measure.
    pub(super) fn more_ministries(&mut self, measure: &str, cells: &[&Cell]) {
        for cell in cells {
            let entries = self.column_entries(cell);
            if let Some(of) = self.rows.measures.iter_mut().rfind(|of| of.id == measure) {
                add_entries(&mut of.ministries, entries);
            }
        }
    }

    /// A measure is printed under a re-listed heading: the heading is repeated, not only referred to.
    fn heading_is_repeated(&mut self) {
        let Some(heading) = self.tree.innermost().filter(|heading| heading.relisted) else {
            return;
        };
        let relistings = match heading.level {
            Level::Goal => self.rows.goals.last_mut().and_then(|item| item.relisting.as_mut()),
            Level::Objective => self.rows.objectives.last_mut().and_then(|item| item.relisting.as_mut()),
            _ => self.rows.groups.last_mut().and_then(|item| item.relisting.as_mut()),
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
            self.find_at(span, surface, Code::MeasureWithoutHeading, "the measure stands under no heading");
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
        bracket.entries.iter().map(|entry| self.entry(entry, words, place)).collect()
    }

    fn entry(&mut self, entry: &Entry, words: &str, place: &Place<'_>) -> Responsibility {
        let (span, surface) = place.of(&entry.range, self.document);
        let name = entry.display_name(words, &self.register.bodies).into_owned();
        let body = match &entry.body {
            BodyRef::Resolved(slug) | BodyRef::Collective(Some(slug)) => self.enter_body(slug),
            BodyRef::Collective(None) => self.enter_unknown(&name, BodyKind::Collective),
            BodyRef::Unresolved => {
                // One finding for a body, not one for each of its measures.
                // Whoever says that sections are responsible knows that no register has them.
                let is_meant = self.known.profile.bodies.sections == Some(true) && is_section(&name);
                if !is_meant && self.unknown_bodies.insert(name.clone()) {
                    self.find_at(span, &surface, Code::BodyUnknown, "no register knows the body");
                }
                self.enter_unknown(&name, BodyKind::Unresolved)
            }
        };
        Responsibility { name, lead: entry.lead, body, surface, span }
    }

    /// The body that the profile names as publisher, as the register knows it.
    pub(super) fn enter_publisher(&mut self) {
        let Some(name) = &self.known.profile.publisher else {
            return;
        };
        let (name, body) = match self.register.bodies.find(name) {
            Some(body) => (body.name.clone(), self.enter_body(&body.slug)),
            None => (name.clone(), self.enter_unknown(name, BodyKind::Unresolved)),
        };
        self.rows.publisher = Some(Publisher { name, body });
    }

    fn enter_body(&mut self, slug: &str) -> String {
        self.rows.enter_body(slug, self.register);
        slug.to_owned()
    }

    fn enter_unknown(&mut self, name: &str, kind: BodyKind) -> String {
        let key = self.known.body_key(name);
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
}

impl Rows {
    /// Adds a body of the register and those that it belongs to.
    pub(in crate::plan) fn enter_body(&mut self, slug: &str, register: &Register) {
        let mut next = Some(slug);
        while let Some(slug) = next.take()
            && !self.bodies.contains_key(slug)
            && let Some(body) = register.bodies.get(slug)
        {
            self.bodies.insert(slug.to_owned(), model_body(body));
            next = body.parent.as_deref();
        }
    }
}

/// Adds the bodies of a further cell; one that is named in two cells is named once, as lead if either says so.
fn add_entries(all: &mut Vec<Responsibility>, more: Vec<Responsibility>) {
    for entry in more {
        match all.iter_mut().find(|known| known.body == entry.body && known.span.cell() != entry.span.cell())
        {
            Some(known) => known.lead |= entry.lead,
            None => all.push(entry),
        }
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
        let raw = self.plain.raw_range(self.start + range.start..self.start + range.end);
        let surface = self.cell.text(document).get(raw.clone()).unwrap_or_default().to_owned();
        (self.cell.span(document, &raw), surface)
    }
}

/// Makes a bracket of a text one of the text's end from a byte on.
fn shift_back(bracket: &mut ResponsibilityBracket, by: usize) {
    let shift =
        |range: &mut Range<usize>| *range = range.start.saturating_sub(by)..range.end.saturating_sub(by);
    shift(&mut bracket.range);
    for entry in &mut bracket.entries {
        shift(&mut entry.range);
        shift(&mut entry.name);
        entry.part.iter_mut().for_each(shift);
    }
}

/// The measure in words: without bullet and responsibility bracket.
fn measure_text(words: &str, bracket: Option<&Range<usize>>) -> String {
    let bullet = strip_bullet(words);
    let (before, after) = match bracket {
        Some(range) => (words.get(bullet..range.start.max(bullet)), words.get(range.end.max(bullet)..)),
        None => (words.get(bullet..), None),
    };
    let (before, after) = (before.unwrap_or_default().trim(), after.unwrap_or_default().trim());
    if before.is_empty() || after.is_empty() {
        format!("{before}{after}")
    } else {
        format!("{before} {after}")
    }
}

/// The measure in words, and whether it is marked as listed before.
fn measure_label(words: &str, bracket: Option<&Range<usize>>) -> (String, bool) {
    let label = measure_text(words, bracket);
    let mark = find_relisting(words).and_then(|mark| words.get(mark.range));
    if mark.is_some_and(|mark| mark.contains("再掲")) {
        (without_relisting(&label), true)
    } else {
        (label, false)
    }
}

/// A measure that is named like a heading, `② 農地耕作条件改善事業【新規】`: its title, and its number. One in whole
/// sentences is kept as it is.
fn named_measure(label: String) -> (String, Option<String>) {
    if label.contains('。') {
        return (label, None);
    }
    let Heading { title, label: number, child: None, .. } = parse_heading(&label) else {
        return (label, None);
    };
    (title.unwrap_or(label), number)
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

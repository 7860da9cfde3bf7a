//! What the columns of a table hold, and which rows say so.
//!
//! A profile decides ([`given`]), then titles ([`title`], [`header`]); where these say nothing, the cells below do
//! ([`content`]).

mod content;
mod given;
mod header;
mod title;

pub(super) use header::Header;

use super::model::{Column, ColumnRole};
use crate::notation::amount::Unit;
use crate::notation::fiscal_year::{FiscalYear, FiscalYearMention, find_fiscal_years};
use crate::register::Register;
use crate::source::text::fold_key;
use crate::source::{Document, Row};
use content::Contents;
use given::Given;
use header::ColumnTitle;
use std::borrow::Cow;
use std::collections::BTreeMap;
use title::{Kind, YearOfTitle, tells_draft_budget};

/// What was taken for granted about a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assumption {
    /// Its role, from its cells or its place.
    Role,
    /// Its fiscal year, from the lines above the table.
    Year,
    /// Its title names several years.
    SeveralYears,
}

/// The roles of all columns, as the rows above have set them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    columns: Vec<Column>,
    assumptions: Vec<(u32, Assumption)>,
    /// The unit that a line above the table gives to all its figures.
    unit: Option<Unit>,
    /// Columns whose titles say a year and nothing else.
    year_only: Vec<u32>,
    /// What the profile says about these columns.
    given: Vec<Given>,
}

/// The first header of some rows.
#[derive(Debug, Clone)]
pub(super) struct FirstHeader {
    /// Position of its first row.
    pub(super) at: usize,
    pub(super) header: Header,
}

impl FirstHeader {
    pub(super) fn find(rows: &[Row], document: &Document) -> Option<Self> {
        (0..rows.len()).find_map(|at| Some(Self { at, header: Header::read(rows.get(at..)?, document)? }))
    }
}

impl Layout {
    /// The layout that the first header and the cells of some rows give; `lead` are lines above an earlier table.
    pub(super) fn first(
        rows: &[Row],
        first: Option<&FirstHeader>,
        lead: &[Cow<'_, str>],
        document: &Document,
        register: &Register,
    ) -> Self {
        let titled = first.and_then(|first| first.header.titles.iter().map(|title| title.column + 1).max());
        let width = usual_width(rows).max(titled.unwrap_or(0));
        let mut layout = Self { columns: (0..width).map(item).collect(), ..Self::default() };
        let body = rows.get(first.map_or(0, |first| first.at + first.header.height)..).unwrap_or_default();
        let above = rows.get(..first.map_or(0, |first| first.at)).unwrap_or_default();
        let contents = Contents::of(body, width, document, &register.bodies);
        if let Some(first) = first {
            layout.apply(&first.header);
            layout.weigh(&first.header, &contents);
            layout.read_above(lead, above, document);
        } else {
            layout.guess(&contents);
        }
        layout
    }

    /// Whether a row repeats the titles of the columns word for word.
    pub(super) fn repeats_titles(&self, row: &Row, document: &Document) -> bool {
        let mut titles = 0;
        for cell in row.cells.iter().filter(|cell| !cell.merged) {
            let text = cell.text(document).trim();
            let title = self.columns.get(cell.column as usize).and_then(|column| column.title.as_deref());
            match title {
                Some(title) if title == text => titles += 1,
                _ if text.is_empty() => {}
                _ => return false,
            }
        }
        titles > 1
    }

    /// Whether a row is the header of another page: it titles the same columns about measures.
    pub(super) fn repeats(&self, header: &Header) -> bool {
        let same = |title: &ColumnTitle| {
            let column = self.columns.get(title.column as usize);
            column.is_some_and(|column| column.title.as_deref() == Some(title.text.as_str()))
        };
        if header.titles.len() > 1 && header.titles.iter().all(same) {
            return true;
        }
        let told: Vec<u32> =
            self.columns.iter().filter(|column| column.role.is_told()).map(|column| column.column).collect();
        let titles_one = header.titles.iter().any(|title| told.contains(&title.column));
        // What the profile says of a column, its title need not say.
        let inferred = told.into_iter().filter(|column| !self.gives_role(*column));
        titles_one
            && inferred.eq(header.told_columns().filter(|column| {
                // A role that the cells below have overruled on the first page is overruled on this one too.
                self.column(*column).role.is_told() && !self.gives_role(*column)
            }))
    }

    /// Takes over the titles of a header; columns that it does not title keep theirs.
    pub(super) fn apply(&mut self, header: &Header) {
        for title in &header.titles {
            let is_other = |column: &&mut Column| {
                column.column == title.column && column.title.as_deref() != Some(title.text.as_str())
            };
            if let Some(column) = self.columns.iter_mut().find(is_other) {
                let was = std::mem::replace(column, titled(title));
                if was.title.is_some() {
                    // The first page has settled what the column holds.
                    column.role = was.role;
                    column.unit = column.unit.or(was.unit);
                }
                if title.read.year == YearOfTitle::Several {
                    self.assumptions.push((title.column, Assumption::SeveralYears));
                }
            }
        }
        self.drop_years_of_items();
        self.take_unit();
        self.settle();
    }

    /// Settles what titles leave open.
    fn weigh(&mut self, header: &Header, contents: &Contents) {
        let kind = |column: u32| {
            header.titles.iter().find(|title| title.column == column).map(|title| title.read.kind)
        };
        let sure = |role: ColumnRole| header.titles.iter().any(|title| title.read.kind == Kind::Sure(role));
        let (has_status, has_plan, has_item) =
            (sure(ColumnRole::Status), sure(ColumnRole::Plan), sure(ColumnRole::Item));
        let status_year = header
            .titles
            .iter()
            .filter(|title| title.read.kind == Kind::Sure(ColumnRole::Status))
            .filter_map(|title| title.read.year.one())
            .max();
        let first_item = header.titles.iter().find(|title| title.read.role() == Some(ColumnRole::Item));
        let first_item = first_item.map_or(u32::MAX, |title| title.column);
        let mut assumed = Vec::new();
        self.year_only = header
            .titles
            .iter()
            .filter(|title| title.read.kind == Kind::YearOnly)
            .map(|title| title.column)
            .collect();
        for column in &mut self.columns {
            let settled = match kind(column.column) {
                // 2023年度の取組内容 beside 2022年度の実績.
                Some(Kind::Likely(ColumnRole::Status)) if has_status && column.fiscal_year.is_some() => {
                    let is_later = !has_plan && column.fiscal_year > status_year;
                    Some(if is_later { ColumnRole::Plan } else { ColumnRole::Status })
                }
                Some(Kind::Likely(ColumnRole::Status)) if has_status => Some(ColumnRole::Detail),
                Some(Kind::Likely(ColumnRole::Plan)) if has_plan => Some(ColumnRole::Item),
                Some(Kind::Likely(ColumnRole::Detail)) if !has_item || contents.is_alone(column.column) => {
                    Some(ColumnRole::Item)
                }
                // 施策, 目標: what is to be reached, behind what is done for it. 目標, 施策: a heading.
                Some(Kind::Sure(ColumnRole::Item)) if column.column > first_item && is_aim(column) => {
                    Some(ColumnRole::Ignored)
                }
                Some(Kind::Unknown) => Some(contents.role(column.column).unwrap_or(ColumnRole::Item)),
                None => contents.role(column.column),
                Some(_) => None,
            };
            if let Some(role) = settled {
                column.role = role;
                if role != ColumnRole::Item {
                    assumed.push((column.column, Assumption::Role));
                }
            }
        }
        self.assumptions.extend(assumed);
        self.told_after_bodies(header, contents);
        self.need_item(contents);
        self.drop_years_of_items();
    }

    /// A year in the title of a column of items is that of a plan, not of what the cells tell.
    fn drop_years_of_items(&mut self) {
        for column in self.columns.iter_mut().filter(|column| !column.role.is_told()) {
            column.fiscal_year = None;
        }
    }

    /// What stands to the right of the responsible bodies is about the measure: 基本計画, 府省庁名, 取組.
    fn told_after_bodies(&mut self, header: &Header, contents: &Contents) {
        let Some(bodies) = self.columns.iter().position(|column| column.role == ColumnRole::Ministries)
        else {
            return;
        };
        let has_item = self.columns.iter().take(bodies).any(|column| column.role == ColumnRole::Item);
        let mut is_told = self.columns.iter().any(|column| column.role.is_told());
        let titled = |column: u32| header.titles.iter().any(|title| title.column == column);
        for column in self.columns.iter_mut().skip(bodies).filter(|_| has_item) {
            let is_item = column.role == ColumnRole::Item && titled(column.column);
            if is_item && contents.is_text(column.column) {
                column.role = if is_told { ColumnRole::Detail } else { ColumnRole::Status };
                is_told = true;
                self.assumptions.push((column.column, Assumption::Role));
            }
        }
    }

    /// A table without a column of items has measures in the first column of text.
    fn need_item(&mut self, contents: &Contents) {
        if self.columns.iter().any(|column| column.role == ColumnRole::Item) {
            return;
        }
        let candidate = self.columns.iter_mut().find(|column| {
            matches!(column.role, ColumnRole::Detail | ColumnRole::Ignored) && contents.is_text(column.column)
        });
        if let Some(column) = candidate {
            column.role = ColumnRole::Item;
            self.assumptions.push((column.column, Assumption::Role));
        }
    }

    /// Without any header: the cells tell amounts and bodies; of the columns of text the last two are results and plans.
    fn guess(&mut self, contents: &Contents) {
        for column in &mut self.columns {
            column.role = contents.role(column.column).unwrap_or(ColumnRole::Item);
        }
        let mut texts: Vec<&mut Column> =
            self.columns.iter_mut().filter(|column| column.role == ColumnRole::Item).collect();
        match texts.as_mut_slice() {
            [_, .., status, plan] => {
                status.role = ColumnRole::Status;
                plan.role = ColumnRole::Plan;
            }
            [_, status] => status.role = ColumnRole::Status,
            _ => {}
        }
    }

    /// Takes the unit, and the year that no title names, from the lines above the table.
    fn read_above(&mut self, lead: &[Cow<'_, str>], above: &[Row], document: &Document) {
        let cells = above.iter().flat_map(|row| &row.cells).filter(|cell| !cell.merged);
        let own = cells.map(|cell| cell.text(document).trim()).filter(|line| !line.is_empty());
        let lines: Vec<&str> = lead.iter().map(AsRef::as_ref).chain(own).collect();
        self.unit = lines.iter().rev().find_map(|line| Unit::in_title(line));
        self.take_unit();
        self.plan_ahead(&lines);
        self.take_years_of_notes(&lines);
        let title = lines.get(..1).unwrap_or_default();
        let Some(year) = only_year(title).or_else(|| only_year(&lines)) else { return };
        // A line about another year says nothing about this one.
        let says_draft = lines
            .iter()
            .any(|line| tells_draft_budget(line) && only_year(&[line]).is_none_or(|named| named == year));
        for role in [ColumnRole::Status, ColumnRole::Budget] {
            let mut of_role =
                self.columns.iter_mut().filter(|column| column.role == role && column.fiscal_year.is_none());
            // Which of two columns the year is that of, nothing says.
            let (Some(column), None) = (of_role.next(), of_role.next()) else { continue };
            let several = self.assumptions.contains(&(column.column, Assumption::SeveralYears));
            if !several {
                column.fiscal_year = Some(year);
                column.draft |= role == ColumnRole::Budget && says_draft;
                self.assumptions.push((column.column, Assumption::Year));
            }
        }
    }

    /// Columns of years in a timetable (工程表) hold what is planned.
    fn plan_ahead(&mut self, lines: &[&str]) {
        let is_timetable =
            |text: &str| ["工程", "ロードマップ", "スケジュール"].iter().any(|word| text.contains(word));
        let titles = self.columns.iter().filter_map(|column| column.title.as_deref());
        if lines.iter().copied().chain(titles).any(is_timetable) {
            for at in std::mem::take(&mut self.year_only) {
                if let Some(column) = self.columns.iter_mut().find(|column| column.column == at) {
                    column.role = ColumnRole::Plan;
                }
            }
        }
    }

    /// Takes the year that a note gives to a column: 【補正予算】は平成26年度補正予算.
    fn take_years_of_notes(&mut self, lines: &[&str]) {
        for column in self.columns.iter_mut().filter(|column| column.role.is_told()) {
            let Some(title) = column.title.as_deref().filter(|_| column.fiscal_year.is_none()) else {
                continue;
            };
            let behind = lines.iter().find_map(|line| Some(line.split_once(title)?.1));
            if let Some(year) = behind.and_then(|note| only_year(&[note])) {
                column.fiscal_year = Some(year);
                self.assumptions.push((column.column, Assumption::Year));
            }
        }
    }

    /// Gives the unit of the lines above the table to the columns of budgets whose titles name none.
    fn take_unit(&mut self) {
        let unit = self.unit;
        for column in self.columns.iter_mut().filter(|column| column.role == ColumnRole::Budget) {
            column.unit = column.unit.or(unit);
        }
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What was taken for granted about columns.
    pub(super) fn assumptions(&self) -> &[(u32, Assumption)] {
        &self.assumptions
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn column(&self, column: u32) -> Column {
        self.columns.get(column as usize).cloned().unwrap_or_else(|| item(column))
    }

    pub(super) fn role(&self, column: u32) -> ColumnRole {
        self.columns.get(column as usize).map_or(ColumnRole::Item, |column| column.role)
    }
}

/// The fiscal year that some lines name, if it is one. 令和5年6月 is the day on which something was printed.
fn only_year(lines: &[&str]) -> Option<i32> {
    let mut years = lines.iter().flat_map(|line| find_fiscal_years(line, None)).filter(|year| !year.calendar);
    let first = years.next()?;
    let is_same = |year: FiscalYearMention| year.end.is_none() && year.start == first.start;
    (first.end.is_none() && years.all(is_same)).then(|| i32::from(first.start.start_year()))
}

/// Whether a column holds what is to be reached.
fn is_aim(column: &Column) -> bool {
    column.title.as_deref().is_some_and(|title| fold_key(title) == "目標")
}

/// The number of cells that most rows have, lines of text left aside; the larger one if two are as frequent.
fn usual_width(rows: &[Row]) -> u32 {
    let mut rows_of_width: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *rows_of_width.entry(row.cells.len()).or_default() += 1;
    }
    let several =
        rows_of_width.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, rows)| (**rows, **width));
    let width = several.or(rows_of_width.iter().next_back()).map_or(0, |(width, _)| *width);
    u32::try_from(width).unwrap_or(u32::MAX)
}

fn item(column: u32) -> Column {
    Column { column, role: ColumnRole::Item, ..Column::default() }
}

fn titled(title: &ColumnTitle) -> Column {
    let read = &title.read;
    let role = read.role().unwrap_or(ColumnRole::Item);
    Column {
        table: 0,
        column: title.column,
        // What stands in the first column is what the others are about.
        role: if title.column == 0 && (role.is_told() || role == ColumnRole::Note) {
            ColumnRole::Item
        } else {
            role
        },
        fiscal_year: read.year.one(),
        title: Some(title.text.clone()),
        unit: if role == ColumnRole::Budget { read.unit } else { None },
        draft: role == ColumnRole::Budget && read.draft,
        supplementary: role == ColumnRole::Budget && read.supplementary,
    }
}

/// A year of the model as the grammars take it.
pub(super) fn fiscal_year(year: Option<i32>) -> Option<FiscalYear> {
    FiscalYear::new(u16::try_from(year?).ok()?)
}

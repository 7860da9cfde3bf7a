//! What the cells say, written down in reading order: mentions, amounts, results, dates, and findings about them.

use super::agreement::{conflicts, possibly_same};
use super::alike::cut_names;
use super::builder::NamedMention;
use super::cell::CellReading;
use super::coverage::not_understood;
use super::known::Known;
use super::link::{AmountLink, NamedPlace, link_amounts, named_as_a_whole, program_of_result};
use super::model::{
    BodyMention, BudgetRole, BudgetStatement, Column, ColumnRole, DateStatement, DocumentInfo, ItemId,
    Mention, MentionForm, Plan, Quantity, QuantityKind, YearSource,
};
use super::program_table::ProgramTable;
use super::reader::{CellToRead, Rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::TextRange;
use crate::notation::budget::{BudgetMention, BudgetYearSource, Role};
use crate::notation::{date, quantity};
use crate::source::Document;
use foldhash::HashMap;

/// Writes down what the cells say.
pub(super) struct Writer<'w, 'r> {
    document: &'w Document,
    known: &'w Known<'w>,
    rows: Rows,
    programs: ProgramTable<'r>,
    /// The program that a measure is, where its name is that of a program; and the program that this is part of.
    measures_as_programs: HashMap<ItemId, AmountLink>,
    mentions: Vec<(usize, Mention)>,
    body_mentions: Vec<BodyMention>,
    budgets: Vec<BudgetStatement>,
    budget_programs: Vec<(Vec<usize>, Option<usize>)>,
    quantities: Vec<(Option<usize>, Quantity)>,
    dates: Vec<DateStatement>,
}

impl<'w, 'r> Writer<'w, 'r> {
    pub(super) fn new(
        document: &'w Document,
        known: &'w Known<'w>,
        rows: Rows,
        programs: ProgramTable<'r>,
    ) -> Self {
        Self {
            document,
            known,
            rows,
            programs,
            measures_as_programs: HashMap::default(),
            mentions: Vec::new(),
            body_mentions: Vec::new(),
            budgets: Vec::new(),
            budget_programs: Vec::new(),
            quantities: Vec::new(),
            dates: Vec::new(),
        }
    }

    pub(super) fn cell(
        &mut self,
        at: usize,
        reading: &CellReading<'_>,
        mut named: Vec<NamedMention>,
        more: Vec<(TextRange, String)>,
    ) {
        for (range, name) in more {
            let program = self.programs.resolve(&name);
            named.push(NamedMention {
                place: NamedPlace { range, program, is_part: false },
                form: MentionForm::Known,
            });
        }
        named.sort_by_key(|mention| mention.place.range.start);
        for mention in &named {
            let (span, surface) = reading.place(&mention.place.range, self.document);
            self.mentions.push((
                mention.place.program,
                Mention { program: String::new(), form: mention.form, surface, span },
            ));
        }
        for open in reading.brackets.open() {
            let quote = open.range.start..open.inner.start;
            let message = "the bracket is not closed in its cell";
            self.find(reading, &quote, Code::BracketUnclosed, message.to_owned());
        }
        let places: Vec<NamedPlace> = named.into_iter().map(|mention| mention.place).collect();
        let Some(cell) = self.rows.cells.get(at).cloned() else { return };
        if !cell.column.role.is_statement() {
            if let Some(link) = named_as_a_whole(reading, &places) {
                self.measures_as_programs.entry(cell.measure).or_insert(link);
            }
            return;
        }
        self.bodies(&cell, reading, &places);
        self.amounts(&cell, reading, &places);
        self.results(reading, &places);
        self.calendar_dates(reading);
    }

    /// The bodies that a cell names. `places` are its programs; a name within one of theirs is part of it.
    fn bodies(&mut self, cell: &CellToRead, reading: &CellReading<'_>, places: &[NamedPlace]) {
        for (range, slug) in &reading.bodies {
            if places.iter().any(|place| place.range.start < range.end && range.start < place.range.end) {
                continue;
            }
            let Some(body) = self.known.register.bodies.get(slug) else { continue };
            self.rows.enter_body(slug, &self.known.register);
            let (span, surface) = reading.place(range, self.document);
            let (name, body) = (body.name.clone(), slug.clone());
            self.body_mentions.push(BodyMention { name, body, measure: cell.measure.clone(), surface, span });
        }
    }

    fn amounts(&mut self, cell: &CellToRead, reading: &CellReading<'_>, places: &[NamedPlace]) {
        for (budget, mut link) in reading.budgets.iter().zip(link_amounts(reading, places)) {
            if link.programs.is_empty()
                && matches!(cell.column.role, ColumnRole::Budget | ColumnRole::Note)
                && let Some(own) = self.measures_as_programs.get(&cell.measure)
            {
                link = own.clone();
            }
            if let Some(via) = link.via {
                for program in &link.programs {
                    self.programs.add_part(*program, via);
                }
            }
            let (span, surface) = reading.place(&budget.range, self.document);
            let (year, source) = year_of(reading, budget, &cell.column);
            self.budgets.push(BudgetStatement {
                surface,
                fiscal_year: year,
                year_source: source,
                amount: budget.amount.map(|amount| amount.yen),
                rounding_unit: budget.amount.map(|amount| amount.rounding_unit),
                portion_of: budget.portion_of,
                draft: budget.draft,
                supplementary: budget.supplementary,
                approximate: budget.approximate,
                role: budget_role(budget.role),
                same_as_previous: budget.same_as_previous,
                programs: Vec::new(),
                via: None,
                measure: cell.measure.clone(),
                span,
            });
            self.amount_findings(cell, reading, budget, link.programs.is_empty());
            self.budget_programs.push((link.programs, link.via));
        }
    }

    fn amount_findings(
        &mut self,
        cell: &CellToRead,
        reading: &CellReading<'_>,
        budget: &BudgetMention,
        no_program: bool,
    ) {
        let (year, source) = year_of(reading, budget, &cell.column);
        let mut find = |code: Code, message: String| self.find(reading, &budget.range, code, message);
        if budget.refused {
            find(
                Code::AmountUnreadable,
                "the amount is not exact yen, or too large to be a budget".to_owned(),
            );
        } else if budget.amount.is_none() && !budget.same_as_previous {
            find(Code::AmountBlank, "a budget is announced, but its amount is left blank".to_owned());
        }
        let is_own = budget.role == Role::Current && cell.column.role != ColumnRole::Budget;
        if no_program && is_own && budget.amount.is_some() {
            find(Code::AmountWithoutProgram, "no program is named for the amount".to_owned());
        }
        if budget.role != Role::Current && budget.amount.is_some() {
            find(Code::AmountNotALine, "the figure is no budget of one program and year".to_owned());
        }
        match (year, cell.column.fiscal_year) {
            (None, _) if source == YearSource::None && budget.fiscal_year.is_some() => {
                find(Code::YearUnreadable, "a year that cannot be one stands before the amount".to_owned());
            }
            (None, _) if budget.amount.is_some() => {
                find(Code::YearMissing, "nothing says which year the amount is for".to_owned());
            }
            (Some(year), Some(column)) if year != column && budget.role == Role::Current => {
                find(
                    Code::YearOutsideColumn,
                    format!("the amount is for fiscal year {year} in the column of {column}"),
                );
            }
            _ => {}
        }
    }

    fn results(&mut self, reading: &CellReading<'_>, places: &[NamedPlace]) {
        for found in &reading.quantities {
            // A decimal count is none: nothing is adopted 1.5 times.
            let quantity::QuantityValue::Whole(value) = found.value else {
                continue;
            };
            let (span, surface) = reading.place(&found.range, self.document);
            let kind = match found.kind {
                quantity::QuantityKind::Adopted => QuantityKind::Adopted,
                quantity::QuantityKind::Supported => QuantityKind::Supported,
                quantity::QuantityKind::Other => QuantityKind::Other,
            };
            let unit = reading.slice(&found.unit).to_owned();
            let program = program_of_result(reading, places, found.range.start);
            self.quantities.push((
                program,
                Quantity { surface, value, unit, cumulative: found.cumulative, kind, program: None, span },
            ));
        }
    }

    fn calendar_dates(&mut self, reading: &CellReading<'_>) {
        for found in &reading.dates {
            let (span, surface) = reading.place(&found.range, self.document);
            let source = match found.year_source {
                date::YearSource::Explicit => YearSource::Explicit,
                date::YearSource::Inherited => YearSource::Inherited,
                date::YearSource::Column => YearSource::Column,
            };
            self.dates.push(DateStatement { surface, iso: found.to_string(), year_source: source, span });
        }
    }

    fn find(&mut self, reading: &CellReading<'_>, range: &TextRange, code: Code, message: String) {
        let (span, quote) = reading.place(range, self.document);
        self.rows.diagnostics.push(Diagnostic::at(code, &span, quote, message));
    }

    pub(super) fn finish(mut self) -> Plan {
        self.enter_names();
        let Self {
            document,
            known,
            mut rows,
            programs,
            mentions,
            body_mentions,
            budgets,
            quantities,
            dates,
            ..
        } = self;
        let cut = cut_names(&rows.statements, mentions.iter().map(|(program, mention)| (*program, mention)));
        let (programs, doubts) = programs.finish(&cut);
        let mut diagnostics = document.diagnostics.clone();
        diagnostics.append(&mut rows.diagnostics);
        let mentions: Vec<Mention> = mentions.into_iter().map(|(_, mention)| mention).collect();
        diagnostics.extend(possibly_same(&programs, &doubts, &mentions));
        let mut plan = Plan {
            document: document_info(document, known, &mut rows),
            goals: rows.goals,
            objectives: rows.objectives,
            groups: rows.groups,
            measures: rows.measures,
            statements: rows.statements,
            programs,
            bodies: rows.bodies.into_values().collect(),
            mentions,
            body_mentions,
            budgets,
            quantities: quantities.into_iter().map(|(_, quantity)| quantity).collect(),
            dates,
            diagnostics,
        };
        let conflicts = conflicts(&plan);
        plan.diagnostics.extend(conflicts);
        let not_understood = not_understood(&plan);
        plan.diagnostics.extend(not_understood);
        plan.diagnostics.sort_by_key(|finding| {
            (finding.table, finding.line, finding.column, finding.start, finding.code)
        });
        plan
    }

    /// Programs are known by position until all names are in; now positions become names.
    fn enter_names(&mut self) {
        let name = |program: usize| self.programs.name(program).to_owned();
        for (program, mention) in &mut self.mentions {
            mention.program = name(*program);
        }
        for (budget, (programs, via)) in self.budgets.iter_mut().zip(&self.budget_programs) {
            budget.programs = programs.iter().map(|program| name(*program)).collect();
            budget.via = via.map(name);
        }
        for (program, quantity) in &mut self.quantities {
            quantity.program = program.map(name);
        }
    }
}

fn document_info(document: &Document, known: &Known<'_>, rows: &mut Rows) -> DocumentInfo {
    let profile = known.profile;
    let plan = known.plan_key(&rows.title);
    let columns = std::mem::take(&mut rows.columns);
    let id = profile.document.clone().unwrap_or_else(|| {
        let year_of = |role: ColumnRole| {
            columns.iter().find(|column| column.role == role).and_then(|column| column.fiscal_year)
        };
        match year_of(ColumnRole::Status).or(year_of(ColumnRole::Plan)) {
            Some(year) => format!("{plan}-{year}"),
            None => format!("{plan}-undated"),
        }
    });
    DocumentInfo {
        file: document.name.clone(),
        sha256: document.sha256.clone(),
        title: std::mem::take(&mut rows.title),
        plan,
        id,
        language: profile.language.clone().unwrap_or_else(|| "ja".to_owned()),
        jurisdiction: known.jurisdiction().to_owned(),
        publisher: rows.publisher.take(),
        licence: profile.licence.clone(),
        columns,
        headings: std::mem::take(&mut rows.headings),
    }
}

/// The year of an amount. A year that is written but cannot be read (令和999年度) is not replaced by the column's.
fn year_of(reading: &CellReading<'_>, budget: &BudgetMention, column: &Column) -> (Option<i32>, YearSource) {
    let before = reading.text().get(..budget.range.start).unwrap_or_default();
    let before = before.trim_end_matches(|c: char| "予算案額当初補正:：(（)） \u{3000}".contains(c));
    let source = year_source(budget.year_source);
    let is_year = before.strip_suffix("年度").is_some_and(|year| year.ends_with(char::is_numeric));
    if source != YearSource::Explicit && is_year {
        return (None, YearSource::None);
    }
    let year = budget.fiscal_year.map(|year| i32::from(year.start_year()));
    match (year, column.fiscal_year) {
        // 4.0億円(2.2億円): what stands in the brackets is of the year before the column's.
        (None, Some(column)) if budget.role == Role::PreviousYear => (Some(column - 1), YearSource::Column),
        _ => (year, source),
    }
}

fn year_source(source: BudgetYearSource) -> YearSource {
    match source {
        BudgetYearSource::Explicit => YearSource::Explicit,
        BudgetYearSource::Inherited => YearSource::Inherited,
        BudgetYearSource::Column => YearSource::Column,
        BudgetYearSource::None => YearSource::None,
    }
}

fn budget_role(role: Role) -> BudgetRole {
    match role {
        Role::Current => BudgetRole::Current,
        Role::PreviousYear => BudgetRole::PreviousYear,
        Role::Delta => BudgetRole::Delta,
        Role::Breakdown => BudgetRole::Breakdown,
        Role::Total => BudgetRole::Total,
    }
}

//! What one cell says: everything that can be read without looking at any other cell.

use super::layout::fiscal_year;
use super::model::{Column, ColumnRole};
use crate::notation::TextRange;
use crate::notation::body::BodyNames;
use crate::notation::bracket::Brackets;
use crate::notation::budget::{BudgetContext, BudgetMention, Role, find_budgets};
use crate::notation::date::{DateMention, find_dates};
use crate::notation::markup::Plain;
use crate::notation::program::{NameForm, NameMention, NameOptions, find_names};
use crate::notation::quantity::{QuantityMention, find_quantities};
use crate::source::{Cell, CharacterIndex, Document, Span};

/// A cell and what its words say; ranges are those of the plain text.
#[derive(Debug)]
pub(super) struct CellReading<'d> {
    pub(super) cell: Cell,
    pub(super) plain: Plain<'d>,
    pub(super) brackets: Brackets,
    characters: CharacterIndex,
    sentences: Vec<usize>,
    pub(super) names: Vec<NameMention>,
    /// Places where implementing bodies are named, with their slugs.
    pub(super) bodies: Vec<(TextRange, String)>,
    pub(super) budgets: Vec<BudgetMention>,
    pub(super) quantities: Vec<QuantityMention>,
    pub(super) dates: Vec<DateMention>,
}

impl<'d> CellReading<'d> {
    /// Reads a status or plan cell.
    pub(super) fn statement(
        cell: Cell,
        document: &'d Document,
        column: &Column,
        options: &NameOptions,
        bodies: &BodyNames,
    ) -> Self {
        let mut reading = Self::names_only(cell, None, document, options);
        let text = reading.plain.as_str();
        reading.bodies =
            bodies.find(text).into_iter().map(|found| (found.range(), found.slug.to_owned())).collect();
        let year = fiscal_year(column.fiscal_year);
        let context = BudgetContext {
            column_year: year,
            column_draft: column.draft,
            unit: column.unit,
            permissive: column.role == ColumnRole::Budget,
        };
        reading.budgets = find_budgets(text, &context);
        for budget in reading.budgets.iter_mut().filter(|budget| budget.role == Role::Current) {
            budget.supplementary |= column.supplementary;
            // Only a supplementary budget can take away.
            let falls = budget.amount.is_some_and(|amount| amount.yen < 0);
            if falls && column.role == ColumnRole::Budget && !budget.supplementary {
                budget.role = Role::Delta;
            }
        }
        if column.role != ColumnRole::Budget {
            reading.quantities = find_quantities(text);
            reading.dates = find_dates(text, year);
        }
        reading
    }

    /// Reads the cell of a measure, in which only names are looked for; `own` is one that is known to be there.
    pub(super) fn names_only(
        cell: Cell,
        own: Option<TextRange>,
        document: &'d Document,
        options: &NameOptions,
    ) -> Self {
        let plain = Plain::read_cell(cell.text(document), cell.doubled);
        let brackets = Brackets::find(plain.as_str());
        let mut names = find_names(plain.as_str(), &brackets, options);
        let own =
            own.filter(|own| !plain.as_str().get(own.clone()).is_some_and(|name| options.refuses(name)));
        if let Some(name) = own.filter(|own| !names.iter().any(|name| name.range.start <= own.start)) {
            let rest = names.drain(..).filter(|other| other.range.start >= name.end).collect::<Vec<_>>();
            let (range, form) = (name.clone(), NameForm::Bare);
            names.push(NameMention {
                range,
                name,
                abbreviation: None,
                form,
                parts: Vec::new(),
                within: None,
            });
            names.extend(rest);
        }
        let characters = CharacterIndex::new(cell.text(document));
        let sentences = sentence_starts(plain.as_str());
        Self {
            cell,
            plain,
            brackets,
            characters,
            sentences,
            names,
            bodies: Vec::new(),
            budgets: Vec::new(),
            quantities: Vec::new(),
            dates: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &str {
        self.plain.as_str()
    }

    pub(super) fn slice(&self, range: &TextRange) -> &str {
        self.plain.as_str().get(range.clone()).unwrap_or_default()
    }

    /// The place of a range of the plain text, and the words there as they stand in the file.
    pub(super) fn place(&self, range: &TextRange, document: &Document) -> (Span, String) {
        let raw = self.plain.raw_range(range.clone());
        let surface = self.cell.text(document).get(raw.clone()).unwrap_or_default().to_owned();
        (self.characters.span(&self.cell, document, &raw), surface)
    }

    /// Start of the sentence or item that a byte stands in.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        let next = self.sentences.partition_point(|start| *start <= at);
        next.checked_sub(1).and_then(|index| self.sentences.get(index)).copied().unwrap_or(0)
    }
}

/// Where sentences and items begin, in order: after a full stop, and after a bullet that stands after a blank.
fn sentence_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut after_blank = true;
    for (at, character) in text.char_indices() {
        if character == '。' || after_blank && matches!(character, '・' | '○' | '●') {
            starts.push(at + character.len_utf8());
        }
        after_blank = matches!(character, ' ' | '\u{3000}' | '\n');
    }
    starts
}

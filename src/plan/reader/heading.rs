//! Headings: cells of items that name no measure.

use super::super::item::{Level, Placed, Standing};
use super::super::model::{Goal, MeasureGroup, Objective};
use super::row::numbered_part;
use super::scan::ItemCell;
use super::{RowReader, trim};
use crate::diagnostic::Code;
use crate::notation::heading::{Heading, Marker, parse_heading};
use crate::notation::markup::Plain;
use crate::notation::relisting::is_reference_only;
use crate::source::text::fold_key;
use crate::source::{Cell, Span};
use std::ops::Range;

impl RowReader<'_> {
    pub(super) fn heading_cell(&mut self, item: &ItemCell<'_>, beside: bool) {
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
        // The name of the chapter in front of it is no part of the heading.
        let trimmed = text.trim_start();
        let start = numbered_part(trimmed).map_or(0, |at| text.len() - trimmed.len() + at);
        self.heading(cell, plain, &(start..text.len()), beside);
    }

    /// Enters the heading in a part of a cell; `beside` something else in its row.
    pub(super) fn heading(&mut self, cell: &Cell, plain: &Plain<'_>, part: &Range<usize>, beside: bool) {
        let words = plain.as_str().get(part.clone()).unwrap_or_default();
        let heading = parse_heading(words);
        let trimmed = trim(words, part.start);
        let raw = plain.raw_range(trimmed);
        let span = cell.span(self.document, &raw);
        let surface = cell.text(self.document).get(raw).unwrap_or_default().to_owned();
        let standing = Standing { column: cell.column, beside };
        let mut heading = heading;
        if part.start > 0 && numbered_part(plain.as_str().trim_start()).is_some() {
            // It stands above what has the same mark without a chapter before it.
            heading.marker = Marker::None;
        }
        let mut at = Some(&heading);
        while let Some(heading) = at {
            self.enter_heading(heading, &surface, span, standing);
            at = heading.child.as_deref();
        }
    }

    fn enter_heading(&mut self, heading: &Heading, surface: &str, span: Span, standing: Standing) {
        let label = match (&heading.title, &heading.label) {
            (Some(title), _) => title.clone(),
            (None, Some(label)) => label.clone(),
            (None, None) => surface.trim().to_owned(),
        };
        let (label, goes_on) = without_continuation(label);
        let notation = heading.label.clone().or_else(|| self.number.take());
        let number = notation.as_deref().and_then(|label| fold_key(label).parse().ok());
        if goes_on && self.tree.continued_heading(heading.marker, standing, &label, number) {
            return;
        }
        let placed = self.tree.heading(heading.marker, standing, &label, number, heading.relisted);
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
        self.push_heading(placed, notation, label, number, surface.to_owned(), span);
    }

    fn push_heading(
        &mut self,
        placed: Placed,
        notation: Option<String>,
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
                self.rows.goals.push(Goal { id, number, notation, label, surface, span, relisting });
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
}

/// A heading without the mark that a page goes on with it.
fn without_continuation(label: String) -> (String, bool) {
    const MARKS: [&str; 8] =
        ["(続き)", "（続き）", "(つづき)", "（つづき）", "(続)", "（続）", "【続き】", "〔続き〕"];
    match MARKS.iter().find_map(|mark| label.strip_suffix(mark)) {
        Some(rest) => (rest.trim_end().to_owned(), true),
        None => (label, false),
    }
}

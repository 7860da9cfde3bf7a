//! Years that stand side by side before the amounts that belong to them, as in a line of column titles:
//! `令和5年度予算額 令和4年度予算額` and below it `30億円 28億円`.

use super::Role;
use super::scan::State;
use super::words::{Head, HeadYear, Stage};
use crate::notation::fiscal_year::FiscalYear;
use crate::notation::glyph::{Gap, Glyphs};

/// One of the years, with what its title says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) year: FiscalYear,
    pub(super) stage: Stage,
    /// A year before that of another column, or what changed between them.
    pub(super) role: Option<Role>,
}

/// The years named side by side last, and how many amounts of the line have been given theirs.
#[derive(Debug, Default)]
pub(super) struct Columns {
    list: Vec<Column>,
    /// Where the last title ends.
    end: usize,
    taken: usize,
}

impl Columns {
    /// Takes a head without an amount: beside the one before, or as the first of new ones.
    pub(super) fn add(&mut self, g: &Glyphs, head: &Head, state: State) {
        let beside = self.is_beside(g, head.start);
        let last = self.list.last().copied().filter(|_| beside);
        let column = match (head.year, last) {
            (_, Some(last)) if head.comparison => Column { role: Some(Role::Delta), ..last },
            (Some(HeadYear::One(year)), _) => Column { year, stage: state.stage, role: None },
            (None, _) => return,
            (Some(HeadYear::Several), _) => {
                self.list.clear();
                return;
            }
        };
        if !beside {
            self.list.clear();
        }
        self.list.push(column);
        self.end = head.end;
        self.taken = 0;
    }

    /// Whether only brackets, letters in brackets and blanks stand between the last title and a position.
    fn is_beside(&self, g: &Glyphs, start: usize) -> bool {
        const NEAR: usize = 8;
        let between = |i| g.at(i).is_some_and(|c| ")】](【[|".contains(c) || c.is_ascii_uppercase());
        !self.list.is_empty()
            && self.end <= start
            && start.saturating_sub(self.end) <= NEAR
            && (self.end < start || g.gap(start) != Gap::None)
            && (self.end..start).all(between)
    }

    /// A new line: its amounts start with the first column again, unless it holds nothing but an amount.
    pub(super) fn start_line(&mut self, g: &Glyphs, i: usize) {
        if !g.is_digit(i) && !matches!(g.at(i), Some('▲' | '-' | '+' | '(')) {
            self.taken = 0;
        }
    }

    /// The column of the next amount. An amount with a year of its own, or in brackets behind another, has none.
    pub(super) fn next(&mut self, head: Option<&Head>, compared: bool) -> Option<Column> {
        if head.is_some_and(|head| head.year.is_some()) {
            self.list.clear();
        }
        if compared || self.list.len() < 2 || head.is_some_and(|head| head.stage.is_some() || head.previous) {
            return None;
        }
        let mut column = self.list.get(self.taken).copied()?;
        self.taken = self.taken.saturating_add(1);
        let latest = self.list.iter().map(|column| column.year).max();
        if column.role.is_none()
            && !column.stage.supplementary
            && latest.is_some_and(|latest| column.year < latest)
        {
            column.role = Some(Role::PreviousYear);
        }
        Some(column)
    }
}

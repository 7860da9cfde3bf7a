//! Years that stand side by side before the amounts that belong to them, as in a line of column titles:
//! `令和5年度予算額 令和4年度予算額` and below it `30億円 28億円`.

use super::scan::State;
use super::words::{Head, HeadYear, Stage};
use crate::notation::fiscal_year::FiscalYear;
use crate::notation::glyph::{Gap, Glyphs};

/// One of the years, with what its title says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) year: FiscalYear,
    pub(super) stage: Stage,
    /// Its year lies before that of the first column.
    pub(super) earlier: bool,
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
        let Some(HeadYear::One(year)) = head.year else {
            if head.year.is_some() {
                self.list.clear();
            }
            return;
        };
        let beside = self.end < head.start
            && (self.end..head.start)
                .all(|i| matches!(g.at(i), Some(')' | '】' | ']' | '(' | '【' | '[' | '|')))
            || self.end == head.start && g.gap(head.start) != Gap::None;
        let first = self.list.first().map(|first| first.year).filter(|_| beside);
        if first.is_none() {
            self.list.clear();
        }
        let earlier = first.is_some_and(|first| year < first);
        self.list.push(Column { year, stage: state.stage, earlier });
        self.end = head.end;
        self.taken = 0;
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
        let column = self.list.get(self.taken).copied();
        self.taken = self.taken.saturating_add(1);
        column
    }
}

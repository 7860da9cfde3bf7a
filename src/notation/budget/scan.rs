//! The walk through a text that puts heads, amounts and tails together and carries years and stages along.

use super::column::Columns;
use super::context::Place;
use super::sum::Sum;
use super::tail::{self, Tail};
use super::words::{self, Head, HeadYear, Stage};
use super::{BudgetContext, BudgetMention, BudgetYearSource, Role};
use crate::notation::amount::Unit;
use crate::notation::fiscal_year::{self, YearSpan};
use crate::notation::glyph::{Gap, Glyphs};

/// What the words read so far say about the amounts to come.
#[derive(Clone, Copy, Default)]
pub(super) struct State {
    pub(super) year: Option<HeadYear>,
    pub(super) stage: Stage,
    pub(super) part: Part,
}

/// Which of the amounts to come are parts of the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    None,
    /// うち was read: the next amount.
    Next,
    /// 内訳, or うち in a bracket: all up to its end, or to the end of the line.
    All,
}

pub(super) struct Bracket {
    outside: State,
    round: bool,
    had_amount: bool,
}

/// Brackets within brackets beyond this are not looked at: no statement is written so, only broken text.
const DEEPEST: usize = 16;

/// The statement found last.
#[derive(Clone, Copy)]
pub(super) struct Last {
    /// Where its amount ends, の内数 included.
    pub(super) amount_end: usize,
    pub(super) at: usize,
}

pub(super) struct Scan<'a> {
    pub(super) g: &'a Glyphs,
    pub(super) ctx: BudgetContext,
    pub(super) years: Vec<YearSpan>,
    pub(super) state: State,
    /// From a heading line above.
    block: State,
    pub(super) line_has_amount: bool,
    pub(super) brackets: Vec<Bracket>,
    pub(super) unit: Option<Unit>,
    /// Years that a line names side by side before any amount.
    pub(super) columns: Columns,
    pub(super) last: Option<Last>,
    /// Where the last head without an amount ends.
    open_head: Option<usize>,
    pub(super) found: Vec<BudgetMention>,
}

/// All statements of a text, in order.
pub(super) fn scan(g: &Glyphs, ctx: BudgetContext) -> Vec<BudgetMention> {
    let mut scan = Scan {
        g,
        ctx,
        years: fiscal_year::scan(g, ctx.column_year),
        state: State::default(),
        block: State::default(),
        line_has_amount: false,
        brackets: Vec::new(),
        unit: ctx.unit,
        columns: Columns::default(),
        last: None,
        open_head: None,
        found: Vec::new(),
    };
    let mut i = 0;
    while i < g.len() {
        scan.boundary(i);
        i = scan.at(i).unwrap_or(i.saturating_add(1));
    }
    scan.found
}

impl Scan<'_> {
    /// Takes what starts at a position and returns where it ends.
    fn at(&mut self, i: usize) -> Option<usize> {
        if !words::may_start(self.g.at(i)?) && words::year_at(i, &self.years).is_none() {
            return None;
        }
        if let Some(end) = self.same_as_previous(i) {
            return Some(end);
        }
        if let Some((end, all)) = words::part(self.g, i) {
            let reach = if all || !self.brackets.is_empty() { Part::All } else { Part::Next };
            self.state.part = if self.line_has_amount { reach } else { Part::None };
            return Some(end);
        }
        if let Some((unit, end)) = Unit::note(self.g, i) {
            self.unit = Some(unit);
            return Some(end);
        }
        if let Some(mut head) = words::head(self.g, i, &self.years) {
            self.join(&mut head);
            return Some(self.headed(&head));
        }
        if let Some(sum) = self.sum(i) {
            return Some(self.statement(i, None, &sum));
        }
        self.portion_alone(i)
    }

    /// Line ends, sentence ends, bullets and brackets: how far a year or stage reaches.
    fn boundary(&mut self, i: usize) {
        let ch = self.g.at(i);
        if i > 0 && self.g.gap(i) == Gap::Line {
            if !self.line_has_amount {
                self.block = State { part: Part::None, ..self.state };
            } else if self.block.year.is_none() {
                self.block = State::default();
            }
            self.state = self.block;
            self.line_has_amount = false;
            self.columns.start_line(self.g, i);
        }
        let bullet =
            self.g.gap(i) != Gap::None && matches!(ch, Some('・' | '○' | '●' | '◎' | '■' | '◆' | '▽'));
        // …整備する。(530億円): what stands in brackets behind a sentence belongs to it.
        let goes_on = ch == Some('。') && self.g.is(i.saturating_add(1), '(');
        if ch == Some('。') && !goes_on || bullet {
            self.state = self.block;
        }
        match ch {
            Some(open @ ('(' | '[' | '【' | '〔' | '《' | '<')) if self.brackets.len() < DEEPEST => {
                self.brackets.push(Bracket { outside: self.state, round: open == '(', had_amount: false });
            }
            Some(')' | ']' | '】' | '〕' | '》' | '>') => {
                let remark = self.g.any_before(i, &["含む", "含まない", "含まず", "除く", "含め"]);
                let Some(bracket) = self.brackets.pop() else { return };
                let part = match (bracket.outside.part, self.state.part) {
                    (Part::All, _) => Part::All,
                    (Part::Next, Part::Next) => Part::Next,
                    _ => Part::None,
                };
                if bracket.round && (bracket.had_amount || remark) {
                    self.state = bracket.outside;
                }
                self.state.part = part;
            }
            _ => {}
        }
    }

    /// Words of money: with an amount, a portion or a blank behind them a statement, else a hint for what follows.
    fn headed(&mut self, head: &Head) -> usize {
        let start = self.own_start(head);
        // `前年度(36億円)から`: the amount is that of the words before the bracket.
        let bracketed = || self.sum(self.g.word(head.end, "(").filter(|_| head.previous)?);
        if let Some(sum) = self.sum(head.reach).or_else(|| self.sum(head.end)).or_else(bracketed) {
            return self.statement(start, Some(head), &sum);
        }
        if head.is_money()
            && let Some(end) = tail::portion(self.g, head.end)
        {
            let tail = Tail { end, amount_end: end, portion: true, ..Tail::default() };
            self.push(head.start, Some(head), &tail, None);
            return end;
        }
        if self.is_blank(head) {
            let tail = Tail { end: head.end, amount_end: head.end, ..Tail::default() };
            self.push(head.start, Some(head), &tail, None);
            return head.end;
        }
        // 概算要求時に is a time.
        if self.g.is(head.end, '時') {
            return head.end;
        }
        if head.comparison {
            self.columns.add(self.g, head, self.state);
            return head.end;
        }
        if words::is_measure(self.g, head.end) {
            return head.end;
        }
        self.remember(head);
        self.columns.add(self.g, head, self.state);
        self.open_head = Some(head.end);
        head.end
    }

    /// `令和4年度補正及び令和5年度当初 30億円`: one amount for two years, so for neither alone.
    fn join(&self, head: &mut Head) {
        let joined = self.open_head.is_some_and(|end| {
            ["及び", "および", "・", "、", "と", "+", "/"]
                .iter()
                .any(|sep| self.g.word(end, sep) == Some(head.start))
        });
        if joined && head.year.is_some() && self.state.year.is_some() && self.state.year != head.year {
            head.year = Some(HeadYear::Several);
            head.stage = head.stage.filter(|stage| *stage == self.state.stage).or(Some(Stage::default()));
        }
    }

    /// Where a statement with this head starts: a label that is the end of a name (`農林水産|予算`) is not part of it.
    fn own_start(&self, head: &Head) -> usize {
        let year = head.year.is_some();
        let part_of_name = !year && head.stage.is_none() && self.g.gap(head.start) == Gap::None;
        let behind = self
            .g
            .before(head.start)
            .is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fc}'));
        if part_of_name && behind { head.end } else { head.start }
    }

    /// `令和4年度予算:` with nothing behind the colon.
    fn is_blank(&self, head: &Head) -> bool {
        let asked = head.stage.is_some_and(|stage| stage.draft);
        let said = (head.budget || asked) && (head.year.is_some() || self.ctx.permissive);
        let ends = self.g.gap(head.end) == Gap::Line
            || matches!(self.g.at(head.end), None | Some(')' | '」' | '】' | ']' | '、' | '。' | '―' | '-'))
            || self.g.one_of(head.end, &["未定", "事項要求", "調整中"]).is_some();
        said && head.colon && ends && !self.g.is_digit(head.end.saturating_add(1))
    }

    fn remember(&mut self, head: &Head) {
        if let Some(year) = head.year
            && (!head.calendar || head.is_money())
            && !head.previous
            && self.g.one_of(head.end, &["末", "まで", "以降"]).is_none()
        {
            self.state.year = Some(year);
            self.state.stage = Stage::default();
        }
        if let Some(stage) = head.stage {
            self.state.stage = stage;
        }
    }

    /// An amount with what surrounds it: pushed if it is a budget.
    fn statement(&mut self, start: usize, head: Option<&Head>, sum: &Sum) -> usize {
        let mut tail = tail::tail(self.g, sum.end);
        tail.approximate |= sum.about;
        let bracketed = matches!(self.g.before(start), Some('(' | '[' | '〔' | '【'));
        let place = Place { g: self.g, start, end: tail.end, head, tail: &tail, bracketed };
        let listed = self.unit.is_some() && !self.g.is(sum.end.saturating_sub(1), '円');
        let compared = self.is_behind_last(start) || self.state.part != Part::None;
        let counts = if sum.between { place.is_budget(false) } else { place.is_budget(self.ctx.permissive) };
        // A share of something, and what stands with a year beside another amount in one bracket, need no word of budgets.
        let beside = self.brackets.last().is_some_and(|bracket| bracket.had_amount)
            && head.is_some_and(|head| head.year.is_some());
        let counts = counts || !sum.between && (tail.portion || beside);
        if !(listed || (compared && self.last.is_some()) || counts) {
            if let Some(head) = head {
                self.remember(head);
            }
            return sum.end;
        }
        if tail.portion
            && let Some(plus) = start.checked_sub(1).filter(|p| self.g.is(*p, '+'))
            && let Some(last) = self.last.filter(|last| last.amount_end == plus)
            && let Some(part) = self.found.get_mut(last.at)
        {
            part.portion_of = true;
        }
        self.push(start, head, &tail, Some(sum));
        tail.end
    }

    /// Whether the statement opens the bracket directly behind the last one: `357億円(354億円)`.
    pub(super) fn is_behind_last(&self, start: usize) -> bool {
        // (同3兆2738億円): the same as in the bracket before.
        let start = if self.g.before(start) == Some('同') { start.saturating_sub(1) } else { start };
        start.checked_sub(1).is_some_and(|open| {
            matches!(self.g.at(open), Some('(' | '[' | '〔' | '《' | '<'))
                && self.last.is_some_and(|l| l.amount_end == open)
        })
    }

    pub(super) fn push(&mut self, start: usize, head: Option<&Head>, tail: &Tail, sum: Option<&Sum>) {
        let behind = words::behind(self.g, tail.amount_end, &self.years);
        let has_stage = head.is_some_and(|h| h.stage.is_some());
        let stage = self.stage(behind.as_ref().filter(|b| b.stage.is_some() && !has_stage).or(head));
        let behind = behind.filter(|_| head.is_none_or(|h| h.year.is_none()));
        let column = self.columns.next(head, self.is_behind_last(start));
        let stage = column.map_or(stage, |column| column.stage);
        let role = self.role(start, head, tail, sum, stage);
        let role = column.and_then(|column| column.role).filter(|_| role == Role::Current).unwrap_or(role);
        let (fiscal_year, year_source) = match column {
            Some(column) => (Some(column.year), BudgetYearSource::Inherited),
            // (R5予算)20億円→: a label in brackets names the year of its own amount.
            None if matches!(self.g.before(start), Some(')' | '】' | ']')) && self.state.year.is_some() => {
                self.year(behind.as_ref().or(head), Role::Current)
            }
            None => self.year(behind.as_ref().or(head), role),
        };
        let previous = role == Role::PreviousYear;
        let from_column = self.ctx.column_draft && year_source == BudgetYearSource::Column;
        self.found.push(BudgetMention {
            range: self.g.range(start, tail.end),
            fiscal_year,
            year_source,
            amount: sum.and_then(|s| s.amount),
            refused: sum.is_some_and(|s| s.amount.is_none()),
            portion_of: tail.portion,
            draft: (stage.draft || from_column || tail.requested)
                && !(previous && head.is_none_or(|h| h.stage.is_none())),
            supplementary: stage.supplementary,
            approximate: tail.approximate,
            role,
            same_as_previous: false,
        });
        self.last = Some(Last { amount_end: tail.amount_end, at: self.found.len().saturating_sub(1) });
        self.line_has_amount = true;
        if self.state.part == Part::Next {
            self.state.part = Part::None;
        }
        for bracket in &mut self.brackets {
            bracket.had_amount = true;
        }
        if let Some(head) = head
            && !matches!(role, Role::Delta | Role::PreviousYear)
        {
            self.remember(head);
        }
    }
}

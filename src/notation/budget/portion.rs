//! Statements without an amount of their own: a share of something (`同予算の内数`, `B事業の内数`).

use super::scan::{Last, Scan};
use super::tail::{self, Tail};
use super::{BudgetMention, BudgetYearSource, Role};

impl Scan<'_> {
    /// `同予算内数`, `同予算の内数`: the statement before it, as a portion.
    pub(super) fn same_as_previous(&mut self, i: usize) -> Option<usize> {
        let from = self.g.word(i, "同")?;
        let from = self.g.word(from, "じ").unwrap_or(from);
        let from = self.g.one_of(from, &["予算額", "予算"]).unwrap_or(from);
        let end = tail::portion(self.g, from)?;
        let mut mention = self.last.and_then(|l| self.found.get(l.at)).cloned().unwrap_or_else(|| {
            let (fiscal_year, year_source) = self.year(None, Role::Current);
            BudgetMention {
                range: 0..0,
                fiscal_year,
                year_source,
                amount: None,
                refused: false,
                portion_of: true,
                draft: self.state.stage.draft,
                supplementary: self.state.stage.supplementary,
                approximate: false,
                role: Role::Current,
                same_as_previous: true,
            }
        });
        if mention.range.end > 0 && mention.fiscal_year.is_some() {
            mention.year_source = BudgetYearSource::Inherited;
        }
        mention.range = self.g.range(i, end);
        mention.portion_of = true;
        mention.same_as_previous = true;
        mention.role = Role::Current;
        self.found.push(mention);
        self.last = Some(Last { amount_end: end, at: self.found.len().saturating_sub(1) });
        self.line_has_amount = true;
        Some(end)
    }

    /// `B事業の内数` without an amount: a portion of something, in a bracket or behind an amount.
    pub(super) fn portion_alone(&mut self, i: usize) -> Option<usize> {
        let end = self.g.word(i, "内数")?;
        if !self.line_has_amount && self.brackets.is_empty() {
            return None;
        }
        let tail = Tail { end, amount_end: end, portion: true, ..Tail::default() };
        self.push(i, None, &tail, None);
        Some(end)
    }
}

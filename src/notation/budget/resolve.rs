//! What a statement takes from the words around it: stage, role and year.

use super::scan::{Part, Scan};
use super::sum::Sum;
use super::tail::Tail;
use super::words::{self, Head, HeadYear, Stage};
use super::{BudgetYearSource, Role};
use crate::notation::fiscal_year::FiscalYear;
use crate::notation::glyph::Glyphs;

/// Behind an amount that another one is held against.
const COMPARED: [&str; 6] = ["と比べ", "に比べ", "と比較", "と比し", "より増", "より減"];

impl Scan<'_> {
    /// The stage of the statement itself; else, unless it names a year of its own, of the words before it.
    pub(super) fn stage(&self, head: Option<&Head>) -> Stage {
        match head {
            Some(Head { stage: Some(stage), .. }) => *stage,
            Some(Head { year: Some(_), .. }) => Stage::default(),
            // The sum of a supplementary and an initial budget is neither.
            Some(Head { total: true, .. }) if self.stages_differ() => Stage::default(),
            _ => self.state.stage,
        }
    }

    /// Whether the last two statements are of different stages.
    fn stages_differ(&self) -> bool {
        let mut last = self.found.iter().rev().take(2).map(|m| m.supplementary);
        matches!((last.next(), last.next()), (Some(later), Some(earlier)) if later != earlier)
    }

    pub(super) fn role(
        &self,
        start: usize,
        head: Option<&Head>,
        tail: &Tail,
        sum: Option<&Sum>,
        stage: Stage,
    ) -> Role {
        let signed = match sum.and_then(|s| s.sign) {
            None => false,
            Some('+') => true,
            Some(_) => !stage.supplementary,
        };
        let said = self
            .g
            .any_before(start, &["増は", "減は", "増が", "減が", "増加額は", "減少額は", "増額は", "減額は"]);
        // A supplementary budget is what is added.
        let changed = tail.change && !(tail.added && stage.supplementary);
        if signed || said || changed || head.is_some_and(|h| h.comparison) {
            return Role::Delta;
        }
        if self.state.part != Part::None && !head.is_some_and(|h| h.previous) {
            return Role::Breakdown;
        }
        if self.leads_on(tail.amount_end)
            || self.g.one_of(tail.amount_end, &COMPARED).is_some()
            || head.is_some_and(|h| h.previous)
            || (self.is_behind_last(start) && self.is_earlier(head))
        {
            return Role::PreviousYear;
        }
        if head.is_some_and(|h| h.total)
            || self.g.any_before(start, &["合わせて", "あわせて", "併せて", "含めて", "含め", "合わせ"])
        {
            return Role::Total;
        }
        Role::Current
    }

    /// Whether another amount takes the place of the one that ends here: `22億円→24億円`, `22億円から24億円に増額`.
    fn leads_on(&self, i: usize) -> bool {
        if self.g.is(i, '→') {
            let next = i.saturating_add(1);
            return self.amount_end(next).or_else(|| self.amount_end(behind_label(self.g, next)?)).is_some();
        }
        let Some(end) = self.g.one_of(i, &["から、", "から"]).and_then(|from| self.amount_end(from))
        else {
            return false;
        };
        let end = self.g.one_of(end, &["程度", "の規模"]).unwrap_or(end);
        self.g.one_of(end, &["に", "へ", "まで増", "まで減", "まで拡", "まで引"]).is_some()
    }

    /// Where the amount of a statement that starts at a position ends.
    fn amount_end(&self, i: usize) -> Option<usize> {
        let reach = words::head(self.g, i, &self.years).map_or(i, |head| head.reach);
        self.sum(reach).map(|sum| sum.end)
    }

    /// Whether a bracketed statement is of an earlier year than the one before it. A later year or a supplementary
    /// budget in the bracket stands for itself.
    fn is_earlier(&self, head: Option<&Head>) -> bool {
        let Some(head) = head else { return true };
        if head.stage.is_some_and(|s| s.supplementary) {
            return false;
        }
        let main = self.last.and_then(|l| self.found.get(l.at)).and_then(|m| m.fiscal_year);
        match (head.year, main) {
            (Some(HeadYear::One(year)), Some(main)) => year < main,
            (Some(_), _) => true,
            (None, _) => !head.is_money(),
        }
    }

    /// The year of the statement, of the words before it, or of the column.
    pub(super) fn year(&self, head: Option<&Head>, role: Role) -> (Option<FiscalYear>, BudgetYearSource) {
        match head.and_then(|h| h.year) {
            Some(HeadYear::One(year)) => return (Some(year), BudgetYearSource::Explicit),
            Some(HeadYear::Several) => return (None, BudgetYearSource::Explicit),
            None => {}
        }
        if role == Role::PreviousYear {
            let main = self
                .last
                .and_then(|l| self.found.get(l.at))
                .and_then(|m| m.fiscal_year)
                .or(match self.state.year {
                    Some(HeadYear::One(year)) => Some(year),
                    _ => None,
                })
                .or(self.ctx.column_year);
            let before = main.and_then(|year| year.plus(-1));
            return (
                before,
                if before.is_some() { BudgetYearSource::Inherited } else { BudgetYearSource::None },
            );
        }
        match (self.state.year, self.ctx.column_year) {
            (Some(HeadYear::One(year)), _) => (Some(year), BudgetYearSource::Inherited),
            (Some(HeadYear::Several), _) => (None, BudgetYearSource::Inherited),
            (None, Some(year)) => (Some(year), BudgetYearSource::Column),
            (None, None) => (None, BudgetYearSource::None),
        }
    }
}

/// Behind a label in brackets: `→(R6概算要求)2,312億円`.
fn behind_label(g: &Glyphs, i: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let close = match g.at(i)? {
        '(' => ')',
        '【' => '】',
        '[' => ']',
        _ => return None,
    };
    (i..i.saturating_add(LONGEST)).find(|at| g.is(*at, close)).map(|at| at.saturating_add(1))
}

//! Budget lines: the distinct appropriations that the statements speak of.
//!
//! A line is one appropriation of one program (or, where no program is named, of one measure), fiscal year and
//! phase. Many statements speak of one line, so sums are made over lines, never over statements. `19億円の内数`
//! speaks of the line of the program that the money is part of; it is nobody's own money.

use super::model::{BudgetRole, BudgetStatement, Plan};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Who a line belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineOwner<'p> {
    /// Programs, by name; more than one where one amount is stated for several (いずれも).
    Programs(Vec<&'p str>),
    /// A measure, by identifier: the text names no program.
    Measure(&'p str),
}

/// The stage of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// An initial budget without a mark.
    Enacted,
    /// A draft or request (案).
    Draft,
    /// A supplementary budget (補正).
    Supplementary,
    /// A draft of a supplementary budget.
    DraftSupplementary,
}

impl Phase {
    /// The phase that two marks make.
    pub fn of(draft: bool, supplementary: bool) -> Self {
        match (draft, supplementary) {
            (false, false) => Self::Enacted,
            (true, false) => Self::Draft,
            (false, true) => Self::Supplementary,
            (true, true) => Self::DraftSupplementary,
        }
    }
}

/// One appropriation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine<'p> {
    /// Who it belongs to.
    pub owner: LineOwner<'p>,
    /// Fiscal year, by the calendar year in which it starts.
    pub fiscal_year: i32,
    /// Stage of the budget.
    pub phase: Phase,
    /// The amount in yen.
    pub amount: i64,
    /// The smallest step in yen that the most exact statement can express.
    pub rounding_unit: i64,
    /// Whether no statement gives it exactly (約).
    pub approximate: bool,
    /// Whether a statement gives it whole; if not, it is only ever spoken of as what something is a part of.
    pub whole: bool,
    /// Positions in [`Plan::budgets`] of the statements that speak of it.
    pub statements: Vec<usize>,
    /// Positions of other lines of the same owner, year and phase: their amounts differ.
    pub conflicts: Vec<usize>,
    /// Positions of the enacted lines that replace this draft.
    pub superseded_by: Vec<usize>,
}

impl Plan {
    /// The distinct budget lines, in order of the first statement that speaks of each.
    pub fn budget_lines(&self) -> Vec<BudgetLine<'_>> {
        let mut lines: IndexMap<(LineOwner<'_>, i32, Phase, i64), BudgetLine<'_>> = IndexMap::new();
        for (index, statement) in self.budgets.iter().enumerate() {
            let Some(key) = key(statement) else { continue };
            let unit = statement.rounding_unit.unwrap_or(1);
            let line =
                lines.entry(key).or_insert_with_key(|(owner, fiscal_year, phase, amount)| BudgetLine {
                    owner: owner.clone(),
                    fiscal_year: *fiscal_year,
                    phase: *phase,
                    amount: *amount,
                    rounding_unit: unit,
                    approximate: true,
                    whole: false,
                    statements: Vec::new(),
                    conflicts: Vec::new(),
                    superseded_by: Vec::new(),
                });
            line.rounding_unit = line.rounding_unit.min(unit);
            line.approximate &= statement.approximate;
            line.whole |= !statement.portion_of;
            line.statements.push(index);
        }
        let mut lines: Vec<BudgetLine<'_>> = lines.into_values().collect();
        relate(&mut lines);
        lines
    }
}

/// What tells one line from another; none if the statement speaks of no line: blank, no year, or another kind of figure.
fn key(statement: &BudgetStatement) -> Option<(LineOwner<'_>, i32, Phase, i64)> {
    if statement.role != BudgetRole::Current {
        return None;
    }
    let owner = match (&statement.via, statement.programs.as_slice()) {
        (Some(carrier), _) => LineOwner::Programs(vec![carrier]),
        (None, []) => LineOwner::Measure(&statement.measure),
        (None, programs) => LineOwner::Programs(programs.iter().map(String::as_str).collect()),
    };
    let phase = Phase::of(statement.draft, statement.supplementary);
    Some((owner, statement.fiscal_year?, phase, statement.amount?))
}

fn relate(lines: &mut [BudgetLine<'_>]) {
    let mut same: BTreeMap<(LineOwner<'_>, i32), Vec<(Phase, usize)>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        same.entry((line.owner.clone(), line.fiscal_year)).or_default().push((line.phase, index));
    }
    for group in same.into_values().filter(|group| group.len() > 1) {
        for &(phase, index) in &group {
            let others = |wanted: Phase| -> Vec<usize> {
                group
                    .iter()
                    .filter(|(other, at)| *other == wanted && *at != index)
                    .map(|(_, at)| *at)
                    .collect()
            };
            let superseding = match phase {
                Phase::Draft => others(Phase::Enacted),
                Phase::DraftSupplementary => others(Phase::Supplementary),
                Phase::Enacted | Phase::Supplementary => Vec::new(),
            };
            let conflicts = others(phase);
            if let Some(line) = lines.get_mut(index) {
                line.conflicts = conflicts;
                line.superseded_by = superseding;
            }
        }
    }
}

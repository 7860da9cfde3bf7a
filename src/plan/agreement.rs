//! Findings about what two places of a plan say: names that may be one program, amounts that disagree.

use super::alike::difference;
use super::model::{Mention, Plan, Program};
use super::program_table::Doubt;
use crate::diagnostic::{Code, Diagnostic};
use foldhash::HashMap;

/// One finding for each pair of programs that may be one, where the later of the two is named first.
pub(super) fn possibly_same(programs: &[Program], doubts: &[Doubt], mentions: &[Mention]) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, &Mention> = HashMap::default();
    if !doubts.is_empty() {
        for mention in mentions {
            first.entry(&mention.program).or_insert(mention);
        }
    }
    let place = |at: usize| programs.get(at).and_then(|program| first.get(program.name.as_str()));
    let finding = |doubt: &Doubt| {
        let (one, other) = &doubt.names;
        let places = (place(doubt.one), doubt.other.and_then(place));
        let shown = |place: Option<&&Mention>| match place {
            Some(mention) => format!(" (line {})", mention.span.line),
            None => String::new(),
        };
        let in_register = if doubt.other.is_none() { " of the register" } else { "" };
        let why = match doubt.likeness {
            None => "a register leaves it open".to_owned(),
            Some(likeness) => match difference(one, other) {
                Some(difference) => format!("{likeness} ({difference})"),
                None => likeness.to_string(),
            },
        };
        let message = format!(
            "「{one}」{} and 「{other}」{in_register}{} may be one program: {why}",
            shown(places.0),
            shown(places.1)
        );
        match places.1.or(places.0) {
            Some(mention) => {
                Diagnostic::at(Code::PossiblySameProgram, &mention.span, &mention.surface, message)
            }
            None => Diagnostic::document(Code::PossiblySameProgram, message),
        }
    };
    doubts.iter().map(finding).collect()
}

/// One finding for each line whose amount disagrees with an earlier one.
pub(super) fn conflicts(plan: &Plan) -> Vec<Diagnostic> {
    let lines = plan.budget_lines();
    let disagreeing =
        lines.iter().enumerate().filter(|(at, line)| line.conflicts.iter().any(|other| other < at));
    disagreeing
        .filter_map(|(_, line)| {
            let statement = plan.budgets.get(*line.statements.first()?)?;
            let message = format!(
                "another amount is given elsewhere for the same program and fiscal year {}",
                line.fiscal_year
            );
            Some(Diagnostic::at(Code::AmountConflict, &statement.span, &statement.surface, message))
        })
        .collect()
}

//! Programs.

use super::{Emit, Mapping};
use crate::rdf::vocab::{pgo, rdf, skos};
use crate::rdf::{Kind, Literal, Sink};

impl Mapping<'_> {
    pub(super) fn program<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some(program) = self.plan.programs.get(at) else {
            return Ok(());
        };
        let key_of = |name: &str| Some(self.plan.programs.get(*self.index.programs.get(name)?)?.key.as_str());
        emit.node.start(Kind::Program, &program.key).term(rdf::TYPE, pgo::PROGRAM).literal(
            skos::PREF_LABEL,
            Literal::Document,
            &program.name,
        );
        for alias in &program.aliases {
            emit.node.literal(skos::ALT_LABEL, Literal::Document, alias);
        }
        for misprint in &program.misprints {
            emit.node.literal(skos::HIDDEN_LABEL, Literal::Document, misprint);
        }
        for parent in program.parents().filter_map(key_of) {
            emit.node.resource(pgo::PART_OF_PROGRAM, Kind::Program, parent);
        }
        if let Some(number) = &program.review_sheet_number {
            emit.node.literal(pgo::REVIEW_SHEET_NUMBER, Literal::Plain, number);
        }
        emit.node.derived();
        for other in program.possibly_same_as.iter().filter_map(|name| key_of(name)) {
            emit.node.resource(pgo::POSSIBLY_SAME_AS, Kind::Program, other);
        }
        for goal in self.index.goals_of_program.get(at).into_iter().flatten() {
            if let Some(goal) = self.plan.goals.get(*goal) {
                emit.node.resource(pgo::CONTRIBUTES_TO_GOAL, Kind::Goal, &goal.id);
            }
        }
        emit.send()
    }
}

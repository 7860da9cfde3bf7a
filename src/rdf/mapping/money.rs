//! Budget lines.

use super::{Emit, Mapping};
use crate::plan::{LineOwner, Phase};
use crate::rdf::vocab::{pgo, rdf};
use crate::rdf::{Kind, Sink};

impl Mapping<'_> {
    pub(super) fn line<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let (Some(line), Some(key)) = (self.index.lines.get(at), self.index.line_keys.get(at)) else {
            return Ok(());
        };
        emit.node.start(Kind::Line, key).term(rdf::TYPE, pgo::BUDGET_LINE);
        match &line.owner {
            LineOwner::Measure(measure) => {
                emit.node.resource(pgo::OF_MEASURE, Kind::Measure, *measure);
            }
            LineOwner::Programs(names) => {
                for program in
                    names.iter().filter_map(|name| self.plan.programs.get(*self.index.programs.get(name)?))
                {
                    emit.node.resource(pgo::OF_PROGRAM, Kind::Program, &program.key);
                }
            }
        }
        let phase = match line.phase {
            Phase::Enacted => pgo::ENACTED_BUDGET,
            Phase::Draft => pgo::DRAFT_BUDGET,
            Phase::Supplementary => pgo::SUPPLEMENTARY_BUDGET,
            Phase::DraftSupplementary => pgo::DRAFT_SUPPLEMENTARY_BUDGET,
        };
        emit.node
            .resource(pgo::FISCAL_YEAR, Kind::FiscalYear, &line.fiscal_year)
            .term(pgo::PHASE, phase)
            .integer(pgo::AMOUNT_YEN, line.amount)
            .integer(pgo::ROUNDING_UNIT_YEN, line.rounding_unit)
            .term(pgo::PRECISION, if line.approximate { pgo::APPROXIMATE } else { pgo::EXACT });
        emit.node.derived();
        for (property, others) in
            [(pgo::CONFLICTS_WITH, &line.conflicts), (pgo::SUPERSEDED_BY, &line.superseded_by)]
        {
            for other in others.iter().filter_map(|other| self.index.line_keys.get(*other)) {
                emit.node.resource(property, Kind::Line, other);
            }
        }
        emit.send()
    }
}

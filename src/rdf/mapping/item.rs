//! Goals, objectives, groups, measures with their responsibilities, and second listings.

use super::index::{Item, mentions_at};
use super::{Emit, Mapping};
use crate::plan::{BodyKind, Measure, Relisting, RelistingForm, Responsibility};
use crate::rdf::vocab::{Term, dcterms, pgo, rdf, skos};
use crate::rdf::{Kind, Literal, Sink};

impl<'p> Mapping<'p> {
    pub(super) fn item<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some(&item) = self.index.items.get(at) else {
            return Ok(());
        };
        if let Some(relisting) = item.relisting() {
            return self.relisting(item, relisting, emit);
        }
        let class = match item {
            Item::Goal(_) => pgo::GOAL,
            Item::Objective(_) => pgo::OBJECTIVE,
            Item::Group(_) => pgo::MEASURE_GROUP,
            Item::Measure(_) => pgo::MEASURE,
        };
        emit.node.start(item.kind(), item.id()).term(rdf::TYPE, class).literal(
            skos::PREF_LABEL,
            Literal::Document,
            item.label(),
        );
        if let Item::Goal(goal) = item
            && let Some(notation) = &goal.notation
        {
            emit.node.literal(skos::NOTATION, Literal::Plain, notation);
        }
        if let Item::Measure(measure) = item {
            if let Some(notation) = &measure.notation {
                emit.node.literal(skos::NOTATION, Literal::Plain, notation);
            }
            for detail in &measure.details {
                emit.node.literal(dcterms::DESCRIPTION, Literal::Document, &detail.text);
            }
        }
        emit.node.integer(pgo::ORDINAL, at as u64 + 1);
        self.children_of(item.id(), emit);
        if let Item::Measure(measure) = item {
            self.ministries(measure, emit);
        }
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &self.place(item.span()));
        if let Item::Measure(measure) = item {
            for detail in &measure.details {
                emit.node.resource(pgo::EVIDENCE, Kind::Span, &self.place(&detail.span));
            }
            self.what_follows(measure, emit);
        }
        emit.send()?;
        if let Item::Measure(measure) = item {
            for entry in &measure.ministries {
                self.responsibility(measure, entry, emit)?;
            }
            let cells =
                std::iter::once(&measure.span).chain(measure.details.iter().map(|detail| &detail.span));
            for mention in cells.flat_map(|cell| mentions_at(self.plan, cell)) {
                self.mention(mention, pgo::IN_MEASURE, Kind::Measure, &measure.id, emit)?;
            }
        }
        Ok(())
    }

    /// What hangs on an item, and what is listed under it again; the empty identifier is the plan.
    pub(super) fn children_of<S: Sink>(&self, id: &str, emit: &mut Emit<'_, S>) {
        for level in [Kind::Goal, Kind::Objective, Kind::Group, Kind::Measure] {
            for child in
                self.index.children.get(id).into_iter().flatten().filter(|child| child.kind() == level)
            {
                emit.node.resource(child_property(level), level, child.id());
            }
        }
        let mut seen: Vec<&str> = Vec::new();
        for child in self.index.relisted_children.get(id).into_iter().flatten() {
            if !seen.contains(&child.id()) {
                seen.push(child.id());
                emit.node.resource(pgo::RELISTS, child.kind(), child.id());
            }
        }
    }

    fn ministries<S: Sink>(&self, measure: &Measure, emit: &mut Emit<'_, S>) {
        let is_ministry = |entry: &&Responsibility| {
            self.plan.bodies.iter().any(|body| body.key == entry.body && body.kind == BodyKind::Ministry)
        };
        let named: Vec<&Responsibility> = measure.ministries.iter().filter(is_ministry).collect();
        let write = |property: Term, wanted: &dyn Fn(&Responsibility) -> bool, emit: &mut Emit<'_, S>| {
            let mut seen: Vec<&str> = Vec::new();
            for entry in named.iter().filter(|entry| wanted(entry)) {
                if !seen.contains(&entry.body.as_str()) {
                    seen.push(&entry.body);
                    emit.node.resource(property, Kind::Body, &entry.body);
                }
            }
        };
        write(pgo::LEAD_MINISTRY, &|entry| entry.lead, emit);
        write(pgo::SUPPORTING_MINISTRY, &|entry| !entry.lead, emit);
        write(pgo::RESPONSIBLE_MINISTRY, &|_| true, emit);
    }

    fn what_follows<S: Sink>(&self, measure: &Measure, emit: &mut Emit<'_, S>) {
        emit.node.derived();
        if let Some(goal) = &measure.goal_id {
            emit.node.resource(pgo::UNDER_GOAL, Kind::Goal, goal);
        }
        for program in self.index.uses.get(measure.id.as_str()).into_iter().flatten() {
            if let Some(program) = self.plan.programs.get(*program) {
                emit.node.resource(pgo::USES_PROGRAM, Kind::Program, &program.key);
            }
        }
    }

    fn responsibility<S: Sink>(
        &self,
        measure: &Measure,
        entry: &Responsibility,
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        let place = self.place(&entry.span);
        emit.node
            .start(Kind::Responsibility, &place)
            .term(rdf::TYPE, pgo::RESPONSIBILITY)
            .resource(pgo::FOR_MEASURE, Kind::Measure, &measure.id)
            .resource(pgo::RESPONSIBLE_BODY, Kind::Body, &entry.body)
            .term(pgo::ROLE, if entry.lead { pgo::LEAD_ROLE } else { pgo::SUPPORTING_ROLE })
            .resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }

    fn relisting<S: Sink>(
        &self,
        item: Item<'p>,
        relisting: &Relisting,
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        let place = self.place(item.span());
        emit.node.start(Kind::Relisting, &place).term(rdf::TYPE, pgo::RELISTING).resource(
            pgo::RELISTED_ITEM,
            item.kind(),
            item.id(),
        );
        match &relisting.under {
            Some(under) => {
                let kind = self.index.kinds.get(under.as_str()).copied().unwrap_or(Kind::Goal);
                emit.node.resource(pgo::RELISTED_UNDER, kind, under);
            }
            None => {
                emit.node.resource(pgo::RELISTED_UNDER, Kind::Plan, &self.plan.document.plan);
            }
        }
        let form = match relisting.form {
            RelistingForm::Reference => pgo::BY_REFERENCE,
            RelistingForm::Repetition => pgo::BY_REPETITION,
        };
        emit.node.term(pgo::RELISTING_FORM, form).resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }
}

fn child_property(level: Kind) -> Term {
    match level {
        Kind::Goal => pgo::HAS_GOAL,
        Kind::Objective => pgo::HAS_OBJECTIVE,
        Kind::Group => pgo::HAS_MEASURE_GROUP,
        _ => pgo::HAS_MEASURE,
    }
}

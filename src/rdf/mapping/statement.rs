//! Status and plan cells, and what they say.

use super::index::{
    body_mentions_at, budgets_at, dates_at, mentions_at, programs_of, quantities_at, speaks_of_a_line,
};
use super::{Emit, Mapping};
use crate::plan::{
    BodyMention, BudgetStatement, ColumnRole, DateStatement, Mention, Quantity, QuantityKind, Statement,
    StatementContent,
};
use crate::rdf::vocab::{Term, pgo, rdf, xsd};
use crate::rdf::{Key, Kind, Literal, Place, Sink};

impl Mapping<'_> {
    /// A statement, then what it says.
    pub(super) fn statement<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some(statement) = self.plan.statements.get(at) else {
            return Ok(());
        };
        let cell = self.place(&statement.span);
        let class = match statement.role {
            ColumnRole::Plan => pgo::PLANNED_STATEMENT,
            // A column of money or of remarks says neither what was done nor what is planned.
            ColumnRole::Budget | ColumnRole::Note => pgo::STATEMENT,
            _ => pgo::STATUS_STATEMENT,
        };
        let kind = match statement.content {
            StatementContent::Narrative => pgo::NARRATIVE,
            StatementContent::Completed => pgo::COMPLETED,
            StatementContent::CrossReference => pgo::CROSS_REFERENCE,
            StatementContent::NothingReported => pgo::NOTHING_REPORTED,
        };
        emit.node.start(Kind::Statement, &cell).term(rdf::TYPE, class).resource(
            pgo::ABOUT_MEASURE,
            Kind::Measure,
            &statement.measure,
        );
        year_of(statement, emit);
        emit.node.term(pgo::STATEMENT_KIND, kind).literal(pgo::TEXT, Literal::Document, &statement.text);
        for program in programs_of(self.plan, &self.index.programs, statement) {
            if let Some(program) = self.plan.programs.get(program) {
                emit.node.resource(pgo::MENTIONS_PROGRAM, Kind::Program, &program.key);
            }
        }
        let bodies = body_mentions_at(self.plan, &statement.span);
        let mut named: Vec<&str> = Vec::new();
        for mention in bodies.iter().filter(|mention| self.knows_body(mention)) {
            if !named.contains(&mention.body.as_str()) {
                emit.node.resource(pgo::MENTIONS_BODY, Kind::Body, &mention.body);
                named.push(&mention.body);
            }
        }
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &cell);
        emit.send()?;

        for mention in mentions_at(self.plan, &statement.span) {
            self.mention(mention, pgo::IN_STATEMENT, Kind::Statement, &cell, emit)?;
        }
        for mention in bodies.iter().filter(|mention| self.knows_body(mention)) {
            self.body_mention(mention, &cell, emit)?;
        }
        let (budgets, positions) = budgets_at(self.plan, &statement.span);
        for (budget, position) in budgets.iter().zip(positions.clone()) {
            let previous = position.checked_sub(1).filter(|previous| positions.contains(previous));
            self.budget(budget, position, previous, &cell, emit)?;
        }
        for quantity in quantities_at(self.plan, &statement.span) {
            self.quantity(quantity, statement, &cell, emit)?;
        }
        for date in dates_at(self.plan, &statement.span) {
            self.date(date, &cell, emit)?;
        }
        Ok(())
    }

    /// A mention in a statement or in a measure's own text.
    pub(super) fn mention<S: Sink>(
        &self,
        mention: &Mention,
        property: Term,
        within: Kind,
        key: &(impl Key + ?Sized),
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        let Some(program) =
            self.index.programs.get(mention.program.as_str()).and_then(|at| self.plan.programs.get(*at))
        else {
            return Ok(());
        };
        let place = self.place(&mention.span);
        emit.node
            .start(Kind::Mention, &place)
            .term(rdf::TYPE, pgo::PROGRAM_MENTION)
            .resource(pgo::OF_PROGRAM, Kind::Program, &program.key)
            .resource(property, within, key);
        name_as_written(&mention.surface, emit);
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }

    /// Whether a plan has the body that a mention names; a plan JSON may say anything.
    fn knows_body(&self, mention: &BodyMention) -> bool {
        self.plan.bodies.iter().any(|body| body.key == mention.body)
    }

    fn body_mention<S: Sink>(
        &self,
        mention: &BodyMention,
        cell: &Place<'_>,
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        let place = self.place(&mention.span);
        emit.node
            .start(Kind::BodyMention, &place)
            .term(rdf::TYPE, pgo::BODY_MENTION)
            .resource(pgo::OF_BODY, Kind::Body, &mention.body)
            .resource(pgo::IN_STATEMENT, Kind::Statement, cell);
        name_as_written(&mention.surface, emit);
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }

    fn budget<S: Sink>(
        &self,
        budget: &BudgetStatement,
        position: usize,
        previous: Option<usize>,
        cell: &Place<'_>,
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        if !speaks_of_a_line(position, budget, &self.index.line_of) {
            return Ok(());
        }
        let line = self.index.line_of.get(&position).and_then(|line| self.index.line_keys.get(*line));
        let place = self.place(&budget.span);
        emit.node.start(Kind::Budget, &place).term(rdf::TYPE, pgo::BUDGET_STATEMENT).resource(
            pgo::IN_STATEMENT,
            Kind::Statement,
            cell,
        );
        for program in budget
            .programs
            .iter()
            .filter_map(|name| self.plan.programs.get(*self.index.programs.get(name.as_str())?))
        {
            emit.node.resource(pgo::STATED_FOR, Kind::Program, &program.key);
        }
        if let Some(line) = line {
            emit.node.resource(pgo::REFERS_TO_LINE, Kind::Line, line);
        }
        let coverage = match line {
            None => pgo::AMOUNT_NOT_GIVEN,
            Some(_) if budget.portion_of => pgo::PORTION_OF_LINE,
            Some(_) => pgo::WHOLE_LINE,
        };
        emit.node.term(pgo::COVERAGE, coverage);
        // A line has its year; a blank amount has no line that could say it.
        if let (None, Some(year)) = (line, &budget.fiscal_year) {
            emit.node.resource(pgo::FISCAL_YEAR, Kind::FiscalYear, year);
        }
        if let Some(earlier) = previous
            .filter(|at| budget.same_as_previous && self.index.line_of.contains_key(at))
            .and_then(|at| self.plan.budgets.get(at))
        {
            let key = self.place(&earlier.span);
            emit.node.resource(pgo::SAME_LINE_AS, Kind::Budget, &key);
        }
        if budget.surface.contains('<') {
            let plain = crate::notation::markup::Plain::read(&budget.surface);
            if plain.as_str() != budget.surface {
                emit.node.literal(pgo::AMOUNT_AS_WRITTEN, Literal::Document, plain.as_str());
            }
        }
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }

    fn quantity<S: Sink>(
        &self,
        quantity: &Quantity,
        statement: &Statement,
        cell: &Place<'_>,
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        let place = self.place(&quantity.span);
        let kind = match quantity.kind {
            QuantityKind::Adopted => pgo::ADOPTED,
            QuantityKind::Supported => pgo::SUPPORTED,
            QuantityKind::Other => pgo::OTHER_COUNT,
        };
        emit.node
            .start(Kind::Quantity, &place)
            .term(rdf::TYPE, pgo::REPORTED_QUANTITY)
            .resource(pgo::IN_STATEMENT, Kind::Statement, cell)
            .integer(pgo::QUANTITY_VALUE, quantity.value)
            .literal(pgo::UNIT_TEXT, Literal::Document, &quantity.unit)
            .term(pgo::QUANTITY_KIND, kind)
            .literal(
                pgo::CUMULATIVE,
                Literal::Typed(xsd::BOOLEAN),
                if quantity.cumulative { "true" } else { "false" },
            );
        year_of(statement, emit);
        let program = quantity
            .program
            .as_deref()
            .and_then(|name| self.plan.programs.get(*self.index.programs.get(name)?));
        if let Some(program) = program {
            emit.node.resource(pgo::OF_PROGRAM, Kind::Program, &program.key);
        }
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }

    fn date<S: Sink>(
        &self,
        date: &DateStatement,
        cell: &Place<'_>,
        emit: &mut Emit<'_, S>,
    ) -> Result<(), S::Error> {
        let place = self.place(&date.span);
        let datatype = if date.iso.len() > 7 { xsd::DATE } else { xsd::G_YEAR_MONTH };
        emit.node
            .start(Kind::Date, &place)
            .term(rdf::TYPE, pgo::REPORTED_DATE)
            .resource(pgo::IN_STATEMENT, Kind::Statement, cell)
            .literal(pgo::DATE_VALUE, Literal::Typed(datatype), &date.iso)
            .resource(pgo::EVIDENCE, Kind::Span, &place);
        emit.send()
    }
}

/// The words of a name, where markup stands in it.
fn name_as_written<S: Sink>(surface: &str, emit: &mut Emit<'_, S>) {
    if surface.contains('<') {
        let plain = crate::notation::markup::Plain::read(surface);
        if plain.as_str() != surface {
            emit.node.literal(pgo::NAME_AS_WRITTEN, Literal::Document, plain.as_str());
        }
    }
}

fn year_of<S: Sink>(statement: &Statement, emit: &mut Emit<'_, S>) {
    if let Some(year) = statement.fiscal_year {
        emit.node.resource(pgo::FISCAL_YEAR, Kind::FiscalYear, &year);
    }
}

//! Places in the document: one span and one selector for each.

use super::{Emit, Mapping};
use crate::rdf::vocab::{oa, pgo, rdf};
use crate::rdf::{Kind, Literal, Place, Selector, Sink};
use crate::source::Span;

impl<'p> Mapping<'p> {
    pub(super) fn evidence<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some((span, quote)) = self.index.evidence.get(at) else {
            return Ok(());
        };
        let place = self.place(span);
        emit.node.start(Kind::Span, &place).term(rdf::TYPE, pgo::TEXT_SPAN).resource(
            oa::HAS_SOURCE,
            Kind::Document,
            self.index.document,
        );
        if span.table > 0 {
            emit.node.integer(pgo::TABLE, span.table);
        }
        emit.node.integer(pgo::LINE, span.line).integer(pgo::COLUMN, column_for_people(span)).resource(
            oa::HAS_SELECTOR,
            Kind::Span,
            &Selector(place),
        );
        emit.send()?;
        emit.node
            .start(Kind::Span, &Selector(place))
            .term(rdf::TYPE, oa::TEXT_POSITION_SELECTOR)
            .term(rdf::TYPE, oa::TEXT_QUOTE_SELECTOR)
            .integer(oa::START, place.start)
            .integer(oa::END, place.end)
            .literal(oa::EXACT, Literal::Document, quote);
        emit.send()
    }

    /// The key of what stands at a span.
    pub(super) fn place(&self, span: &Span) -> Place<'p> {
        let cell = (span.table > 0).then(|| (span.table, span.line, column_for_people(span)));
        Place { document: self.index.document, cell, start: span.offset, end: span.offset_end() }
    }
}

/// People count cells from 1.
fn column_for_people(span: &Span) -> u32 {
    span.column.saturating_add(1)
}

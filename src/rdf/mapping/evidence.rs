//! Places in the document: one span and one selector for each.

use super::{Emit, Mapping};
use crate::rdf::vocab::{oa, pgo, rdf};
use crate::rdf::{Kind, Literal, Sink};
use crate::source::Span;
use std::fmt::Write as _;

/// Writes the key of a place: the document and the first and last character.
pub(super) fn place_key(key: &mut String, document: &str, span: &Span) {
    key.clear();
    // Writing to a String cannot fail.
    let _ = write!(key, "{document}.{}-{}", span.offset, span.offset_end());
}

impl Mapping<'_> {
    pub(super) fn evidence<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some((span, quote)) = self.index.evidence.get(at) else {
            return Ok(());
        };
        let mut key = String::with_capacity(40);
        place_key(&mut key, self.index.document, span);
        let length = key.len();
        key.push_str("#selector");
        emit.node
            .start(Kind::Span, key.get(..length).unwrap_or_default())
            .term(rdf::TYPE, pgo::TEXT_SPAN);
        self.source_of_span(emit);
        emit.node
            .integer(pgo::LINE, span.line)
            // People count cells from 1.
            .integer(pgo::COLUMN, u64::from(span.column) + 1)
            .resource(oa::HAS_SELECTOR, Kind::Span, &key);
        emit.send()?;
        emit.node
            .start(Kind::Span, &key)
            .term(rdf::TYPE, oa::TEXT_POSITION_SELECTOR)
            .term(rdf::TYPE, oa::TEXT_QUOTE_SELECTOR)
            .integer(oa::START, span.offset)
            .integer(oa::END, span.offset_end())
            .literal(oa::EXACT, Literal::Document, quote);
        emit.send()
    }

    /// The evidence of the node under construction.
    pub(super) fn stands_at<S: Sink>(&self, span: &Span, emit: &mut Emit<'_, S>) {
        let mut key = String::with_capacity(40);
        place_key(&mut key, self.index.document, span);
        emit.node.resource(pgo::EVIDENCE, Kind::Span, &key);
    }
}

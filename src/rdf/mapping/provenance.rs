//! Where the facts come from: which version of the program read which file.
//!
//! No time is given, so that the same input gives the same bytes. Everything here follows from the run and not from the text,
//! so it stands in the derived graph.

use super::{Emit, Mapping};
use crate::rdf::vocab::{dcat, prov, rdf, skos};
use crate::rdf::{Kind, Literal, Sink};

/// The version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Its key: one node for all that the same version has converted.
const KEY: &str = concat!("policygraph-", env!("CARGO_PKG_VERSION"));
/// Its name for people.
const NAME: &str = concat!("policygraph ", env!("CARGO_PKG_VERSION"));

impl Mapping<'_> {
    /// The conversion of the input file, the program, and the two graphs that came of it.
    pub(super) fn provenance<S: Sink>(&self, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let document = self.index.document;
        emit.node
            .start(Kind::Conversion, document)
            .derived()
            .term(rdf::TYPE, prov::ACTIVITY)
            .resource(prov::USED, Kind::Document, document)
            .resource(prov::WAS_ASSOCIATED_WITH, Kind::Software, KEY);
        emit.send()?;
        emit.node
            .start(Kind::Software, KEY)
            .derived()
            .term(rdf::TYPE, prov::SOFTWARE_AGENT)
            .literal(skos::PREF_LABEL, Literal::Document, NAME)
            .literal(dcat::VERSION, Literal::Plain, VERSION);
        emit.send()?;
        for suffix in ["", "/derived"] {
            emit.node
                .start(Kind::Graph, &format!("{}{suffix}", self.graph_key()))
                .derived()
                .term(rdf::TYPE, prov::ENTITY)
                .resource(prov::WAS_GENERATED_BY, Kind::Conversion, document);
            emit.send()?;
        }
        Ok(())
    }
}

//! The RDF syntaxes that a store reads.

use oxigraph::io::{RdfFormat, RdfParser};

/// The RDF syntaxes that can be loaded.
///
/// RDF/XML and JSON-LD are left out on purpose: both pull names from outside the text (entities, remote
/// contexts), and every tool that writes them also writes one of these four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextFormat {
    /// Turtle, `.ttl`: one graph.
    Turtle,
    /// N-Triples, `.nt`: one graph, a triple a line.
    NTriples,
    /// N-Quads, `.nq`: several graphs, a quad a line.
    NQuads,
    /// `TriG`, `.trig`: several graphs.
    TriG,
}

impl TextFormat {
    /// The format that a file extension (without the dot, in any case) stands for.
    ///
    /// ```
    /// use policygraph::store::TextFormat;
    /// assert_eq!(TextFormat::from_extension("TTL"), Some(TextFormat::Turtle));
    /// assert_eq!(TextFormat::from_extension("rdf"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "ttl" => Some(Self::Turtle),
            "nt" => Some(Self::NTriples),
            "nq" => Some(Self::NQuads),
            "trig" => Some(Self::TriG),
            _ => None,
        }
    }

    pub(crate) fn parser(self) -> RdfParser {
        RdfParser::from_format(match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
        })
    }
}

//! The RDF syntaxes that are written, and their names.

use std::fmt;
use std::str::FromStr;

/// An RDF syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RdfFormat {
    /// Turtle: the union of both graphs, grouped for people.
    Turtle,
    /// N-Triples: the union of both graphs, a line a fact.
    NTriples,
    /// N-Quads: both graphs, a line a fact.
    NQuads,
    /// TriG: both graphs, grouped for people.
    TriG,
    /// JSON-LD 1.1: the union of both graphs, with the project's context.
    JsonLd,
    /// RDF/XML: the union of both graphs.
    RdfXml,
}

/// A name that stands for no RDF syntax.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an RDF format; use one of: ttl nt nq trig jsonld rdf")]
pub struct UnknownFormat(String);

impl RdfFormat {
    /// Every syntax.
    pub const ALL: [Self; 6] =
        [Self::Turtle, Self::NTriples, Self::NQuads, Self::TriG, Self::JsonLd, Self::RdfXml];

    /// The usual file extension, which is also the short name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::TriG => "trig",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdf",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle",
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::TriG => "application/trig",
            Self::JsonLd => "application/ld+json",
            Self::RdfXml => "application/rdf+xml",
        }
    }

    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "Turtle",
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::TriG => "TriG",
            Self::JsonLd => "JSON-LD",
            Self::RdfXml => "RDF/XML",
        }
    }

    /// Whether named graphs can be kept apart.
    pub const fn keeps_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG)
    }

    /// Whether an independent second reader can read the syntax back.
    pub const fn can_be_verified(self) -> bool {
        !matches!(self, Self::RdfXml)
    }
}

impl fmt::Display for RdfFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for RdfFormat {
    type Err = UnknownFormat;

    /// Reads a short name, an extension or a media type.
    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let wanted = name.trim_start_matches('.').to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| {
                wanted == format.extension()
                    || wanted == format.media_type()
                    || wanted == format.name().to_ascii_lowercase()
            })
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_format_stands_for_it() {
        for format in RdfFormat::ALL {
            for name in [format.extension(), format.media_type(), format.name()] {
                assert_eq!(name.parse(), Ok(format));
            }
        }
        assert!("doc".parse::<RdfFormat>().is_err());
    }
}

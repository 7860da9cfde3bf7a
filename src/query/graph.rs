//! Triples of an answer as RDF.
//!
//! The same answer gives the same bytes: triples come in the order of their subjects, the class of a thing first.

use std::io::{self, Write};

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};

use crate::query::prefix;
use crate::query::results::WriteError;
use crate::query::xml::{WithReturns, refuse_forbidden, refuse_unnamed};

/// An RDF syntax for the answers of CONSTRUCT and DESCRIBE, by the names that `convert` has for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GraphFormat {
    /// Turtle, `ttl`.
    Turtle,
    /// N-Triples, `nt`.
    NTriples,
    /// N-Quads, `nq`; the triples stand in the default graph.
    NQuads,
    /// `TriG`, `trig`; the triples stand in the default graph.
    TriG,
    /// JSON-LD, `jsonld`.
    JsonLd,
    /// RDF/XML, `rdf`.
    RdfXml,
}

impl GraphFormat {
    /// All of them with their names, which are the usual file extensions.
    pub const ALL: [(&'static str, Self); 6] = [
        ("ttl", Self::Turtle),
        ("nt", Self::NTriples),
        ("nq", Self::NQuads),
        ("trig", Self::TriG),
        ("jsonld", Self::JsonLd),
        ("rdf", Self::RdfXml),
    ];

    /// The format for a file extension, in any case.
    ///
    /// ```
    /// use policygraph::query::graph::GraphFormat;
    /// assert_eq!(GraphFormat::from_extension("TTL"), Some(GraphFormat::Turtle));
    /// assert_eq!(GraphFormat::from_extension("csv"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        Self::ALL.iter().find(|(name, _)| *name == extension).map(|(_, format)| *format)
    }

    fn serializer(self) -> RdfSerializer {
        RdfSerializer::from_format(match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
            Self::RdfXml => RdfFormat::RdfXml,
        })
    }
}

/// Writes triples in an RDF syntax, with the prefixes that they use.
pub fn write_triples(triples: &[Triple], format: GraphFormat, writer: impl Write) -> Result<(), WriteError> {
    if format == GraphFormat::RdfXml {
        for triple in triples {
            can_be_xml(triple)?;
        }
        return write_ordered(triples, format, WithReturns(writer));
    }
    write_ordered(triples, format, writer)
}

fn can_be_xml(triple: &Triple) -> Result<(), WriteError> {
    refuse_unnamed(&triple.predicate)?;
    match &triple.object {
        Term::Literal(literal) => refuse_forbidden(literal.value()),
        // A class is the name of the element of its thing.
        Term::NamedNode(class) if triple.predicate.as_ref() == rdf::TYPE => refuse_unnamed(class),
        _ => Ok(()),
    }
}

fn write_ordered(triples: &[Triple], format: GraphFormat, writer: impl Write) -> Result<(), WriteError> {
    let mut ordered: Vec<&Triple> = triples.iter().collect();
    ordered.sort_by_cached_key(|triple| {
        let is_class = triple.predicate.as_ref() == rdf::TYPE;
        (
            triple.subject.to_string(),
            !is_class,
            triple.predicate.as_str().to_owned(),
            triple.object.to_string(),
        )
    });
    let mut serializer = format.serializer();
    for (name, namespace) in prefix::used(ordered.iter().flat_map(|triple| iris(triple))) {
        serializer = serializer
            .with_prefix(name, namespace)
            .map_err(|error| WriteError::Io(io::Error::other(error)))?;
    }
    let mut out = serializer.for_writer(writer);
    for triple in ordered {
        out.serialize_triple(triple.as_ref()).map_err(WriteError::Io)?;
    }
    out.finish().and_then(|mut writer| writer.flush()).map_err(WriteError::Io)
}

/// The IRIs of a triple that are written as such: classes have the word `a`, plain numbers no datatype.
fn iris(triple: &Triple) -> Vec<&str> {
    let mut found = Vec::new();
    if let NamedOrBlankNode::NamedNode(node) = &triple.subject {
        found.push(node.as_str());
    }
    if triple.predicate.as_ref() != rdf::TYPE {
        found.push(triple.predicate.as_str());
    }
    match &triple.object {
        Term::NamedNode(node) => found.push(node.as_str()),
        Term::Literal(literal) => {
            let plain =
                [rdf::LANG_STRING, xsd::STRING, xsd::INTEGER, xsd::BOOLEAN, xsd::DECIMAL, xsd::DOUBLE];
            if !plain.contains(&literal.datatype()) {
                found.push(literal.datatype().as_str());
            }
        }
        Term::BlankNode(_) => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};

    fn triples() -> Vec<Triple> {
        let node = |iri: &str| NamedNode::new(iri).unwrap();
        let goal = node("https://w3id.org/policygraph/id/goal/1");
        vec![
            Triple::new(goal.clone(), node("urn:z"), node("urn:y")),
            Triple::new(
                goal.clone(),
                node("urn:z"),
                Literal::new_language_tagged_literal("目標", "ja").unwrap(),
            ),
            Triple::new(goal, rdf::TYPE, node("https://w3id.org/policygraph/ontology#Goal")),
            Triple::new(node("urn:a"), node("urn:z"), Literal::from(1)),
        ]
    }

    fn written(triples: &[Triple], format: GraphFormat) -> String {
        let mut bytes = Vec::new();
        write_triples(triples, format, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn turtle_is_grouped_in_order_and_declares_what_it_uses() {
        let expected = "\
@prefix pgo: <https://w3id.org/policygraph/ontology#> .
@prefix goal: <https://w3id.org/policygraph/id/goal/> .
goal:1 a pgo:Goal ;
\t<urn:z> \"目標\"@ja , <urn:y> .
<urn:a> <urn:z> 1 .
";
        assert_eq!(written(&triples(), GraphFormat::Turtle), expected);
        let mut turned = triples();
        turned.reverse();
        for (name, format) in GraphFormat::ALL {
            assert_eq!(written(&triples(), format), written(&turned, format), "{name}");
        }
    }

    #[test]
    fn a_character_that_xml_forbids_is_not_written() {
        let node = NamedNode::new("urn:a").unwrap();
        let triple = Triple::new(node.clone(), node, Literal::from("a\u{1}b"));
        assert!(write_triples(std::slice::from_ref(&triple), GraphFormat::Turtle, Vec::new()).is_ok());
        let refused = write_triples(&[triple], GraphFormat::RdfXml, Vec::new());
        assert!(matches!(refused, Err(WriteError::Forbidden { code: 1 })));
    }
}

//! Reading our own files back with a second, independent reader.
//!
//! The reader is `rio_turtle`: written by others, before the library that the rest of the program uses, and used
//! for nothing else here. What it reads is digested and compared with the digest of what was to be written.

use super::digest::StatementDigest;
use super::escape::push_quoted;
use super::format::RdfFormat;
use rio_api::model::{GraphName, Literal, NamedNode, Subject, Term, Triple};
use rio_api::parser::{QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, NTriplesParser, TriGParser, TurtleError, TurtleParser};
use std::io::{self, BufRead};

/// Why a file is not what was to be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The syntax has no second reader.
    #[error("{} cannot be read back; verify ttl, nt, nq or trig", .0.name())]
    NoReader(RdfFormat),
    /// The second reader refuses the file.
    #[error("the second reader refuses what was written: {0}")]
    Syntax(#[from] TurtleError),
    /// The file could not be read.
    #[error("cannot read back what was written: {0}")]
    Io(#[from] io::Error),
    /// The file says something else.
    #[error("the second reader finds {read}, but {written} were to be written")]
    Different {
        /// What was read.
        read: StatementDigest,
        /// What was to be written.
        written: StatementDigest,
    },
}

/// Reads a file back and compares its statements with what was to be written.
pub fn verify(format: RdfFormat, file: impl BufRead, written: StatementDigest) -> Result<(), VerifyError> {
    let read = digest(format, file)?;
    if read == written { Ok(()) } else { Err(VerifyError::Different { read, written }) }
}

/// The digest of the statements in a file, by the second reader.
pub fn digest(format: RdfFormat, file: impl BufRead) -> Result<StatementDigest, VerifyError> {
    let mut digest = StatementDigest::default();
    let mut line = Vec::new();
    let mut triple = |triple: Triple<'_>| -> Result<(), TurtleError> {
        line.clear();
        push_triple(&mut line, triple.subject, triple.predicate, triple.object);
        digest.add(&line);
        Ok(())
    };
    match format {
        RdfFormat::Turtle => TurtleParser::new(file, None).parse_all(&mut triple)?,
        RdfFormat::NTriples => NTriplesParser::new(file).parse_all(&mut triple)?,
        RdfFormat::NQuads | RdfFormat::TriG => {
            let mut quad = |quad: rio_api::model::Quad<'_>| -> Result<(), TurtleError> {
                line.clear();
                push_triple(&mut line, quad.subject, quad.predicate, quad.object);
                if let Some(graph) = quad.graph_name {
                    line.push(b' ');
                    push_graph(&mut line, graph);
                }
                digest.add(&line);
                Ok(())
            };
            if format == RdfFormat::NQuads {
                NQuadsParser::new(file).parse_all(&mut quad)?;
            } else {
                TriGParser::new(file, None).parse_all(&mut quad)?;
            }
        }
        RdfFormat::JsonLd | RdfFormat::RdfXml => return Err(VerifyError::NoReader(format)),
    }
    Ok(digest)
}

fn push_iri(line: &mut Vec<u8>, node: NamedNode<'_>) {
    line.push(b'<');
    line.extend_from_slice(node.iri.as_bytes());
    line.push(b'>');
}

fn push_triple(line: &mut Vec<u8>, subject: Subject<'_>, predicate: NamedNode<'_>, object: Term<'_>) {
    match subject {
        Subject::NamedNode(node) => push_iri(line, node),
        // We write no blank nodes and no triple terms: the digest will differ, as it should.
        other => line.extend_from_slice(other.to_string().as_bytes()),
    }
    line.push(b' ');
    push_iri(line, predicate);
    line.push(b' ');
    match object {
        Term::NamedNode(node) => push_iri(line, node),
        Term::Literal(literal) => push_literal(line, literal),
        other => line.extend_from_slice(other.to_string().as_bytes()),
    }
}

fn push_literal(line: &mut Vec<u8>, literal: Literal<'_>) {
    match literal {
        Literal::Simple { value } => push_quoted(line, value),
        Literal::LanguageTaggedString { value, language } => {
            push_quoted(line, value);
            line.push(b'@');
            line.extend_from_slice(language.as_bytes());
        }
        Literal::Typed { value, datatype } => {
            push_quoted(line, value);
            line.extend_from_slice(b"^^");
            push_iri(line, datatype);
        }
    }
}

fn push_graph(line: &mut Vec<u8>, graph: GraphName<'_>) {
    match graph {
        GraphName::NamedNode(node) => push_iri(line, node),
        other @ GraphName::BlankNode(_) => line.extend_from_slice(other.to_string().as_bytes()),
    }
}

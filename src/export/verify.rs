//! Reading our own files back with a second, independent reader.
//!
//! The reader is `rio_turtle`: written by others, before the library that the rest of the program uses, and used
//! for nothing else here. JSON-LD, which it does not know, is read by the library, which does not write it for us. What
//! is read is digested and compared with the digest of what was to be written.

use super::digest::StatementDigest;
use super::escape::push_quoted;
use super::format::RdfFormat;
use oxigraph::io::{JsonLdProfileSet, RdfFormat as Syntax, RdfParseError, RdfParser};
use rio_api::model::{GraphName, Literal, NamedNode, Subject, Term, Triple};
use rio_api::parser::{QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, NTriplesParser, TriGParser, TurtleError, TurtleParser};
use std::io::{self, BufRead};

/// Why a file is not what was to be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The syntax has no second reader.
    #[error("{} cannot be read back; verify ttl, nt, nq, trig or jsonld", .0.name())]
    NoReader(RdfFormat),
    /// The second reader refuses the file.
    #[error("the second reader refuses what was written: {0}")]
    Syntax(#[from] TurtleError),
    /// The second reader of JSON-LD refuses the file.
    #[error("the second reader refuses what was written: {0}")]
    JsonLd(#[from] RdfParseError),
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

/// Reads a text with relative IRIs back, as it reads at a place, and compares its statements with some triples.
pub fn verify_at(
    format: RdfFormat,
    text: &str,
    place: &str,
    written: &[oxigraph::model::Triple],
) -> Result<(), VerifyError> {
    let mut wanted = StatementDigest::default();
    for triple in written {
        let mut line = format!("{} {} ", triple.subject, triple.predicate).into_bytes();
        push_term(&mut line, &triple.object);
        wanted.add(&line);
    }
    let read = match format {
        RdfFormat::JsonLd => digest_json_ld(text.as_bytes(), Some(place))?,
        _ => digest(format, format!("@base <{place}> .\n{text}").as_bytes())?,
    };
    if read == wanted { Ok(()) } else { Err(VerifyError::Different { read, written: wanted }) }
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
        RdfFormat::JsonLd => return digest_json_ld(file, None),
        RdfFormat::RdfXml => return Err(VerifyError::NoReader(format)),
    }
    Ok(digest)
}

/// The digest of the statements in a file of JSON-LD, whose relative IRIs are below `place`.
fn digest_json_ld(file: impl BufRead, place: Option<&str>) -> Result<StatementDigest, VerifyError> {
    let mut parser = RdfParser::from_format(Syntax::JsonLd { profile: JsonLdProfileSet::empty() });
    if let Some(place) = place {
        parser = parser.with_base_iri(place).map_err(|error| io::Error::other(error.to_string()))?;
    }
    let (mut digest, mut line) = (StatementDigest::default(), Vec::new());
    for quad in parser.without_named_graphs().for_reader(file) {
        let quad = quad?;
        line.clear();
        line.extend_from_slice(format!("{} {} ", quad.subject, quad.predicate).as_bytes());
        push_term(&mut line, &quad.object);
        digest.add(&line);
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
            line.extend(language.bytes().map(|byte| byte.to_ascii_lowercase()));
        }
        Literal::Typed { value, datatype } => {
            push_quoted(line, value);
            line.extend_from_slice(b"^^");
            push_iri(line, datatype);
        }
    }
}

/// A term as the library has it.
fn push_term(line: &mut Vec<u8>, term: &oxigraph::model::Term) {
    let oxigraph::model::Term::Literal(literal) = term else {
        return line.extend_from_slice(term.to_string().as_bytes());
    };
    let datatype = NamedNode { iri: literal.datatype().as_str() };
    push_literal(
        line,
        match literal.language() {
            Some(language) => Literal::LanguageTaggedString { value: literal.value(), language },
            None if literal.datatype() == oxigraph::model::vocab::xsd::STRING => {
                Literal::Simple { value: literal.value() }
            }
            None => Literal::Typed { value: literal.value(), datatype },
        },
    );
}

fn push_graph(line: &mut Vec<u8>, graph: GraphName<'_>) {
    match graph {
        GraphName::NamedNode(node) => push_iri(line, node),
        other @ GraphName::BlankNode(_) => line.extend_from_slice(other.to_string().as_bytes()),
    }
}

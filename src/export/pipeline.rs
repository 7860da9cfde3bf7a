//! From plans to bytes: chunks are written in parallel, a few at a time, and leave in order.

use super::digest::StatementDigest;
use super::format::RdfFormat;
use super::jsonld::{self, ObjectWriter};
use super::lines::{DigestWriter, LineSetting, LineWriter};
use super::quads::{QuadError, QuadSink};
use super::turtle::{BlockSetting, BlockWriter, UsedPrefixes};
use crate::plan::Plan;
use crate::rdf::mapping::{Chunk, Section};
use crate::rdf::{Base, Kind, Layer, Mapping, Sink};
use oxigraph::io::RdfSerializer;
use rayon::prelude::*;
use std::convert::Infallible;
use std::io::{self, Write};

/// Why facts could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The bytes could not be written.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
    /// A fact cannot stand in the syntax.
    #[error(transparent)]
    Quad(#[from] QuadError),
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of statements: quads where the syntax keeps graphs apart, else triples.
    pub statements: u64,
    /// Digest of the statements that were to be written, if it was asked for.
    pub digest: Option<StatementDigest>,
}

impl Summary {
    pub(super) fn merge(&mut self, other: Self) {
        self.statements += other.statements;
        self.digest = match (self.digest, other.digest) {
            (Some(mut sum), Some(more)) => {
                sum.merge(more);
                Some(sum)
            }
            (one, other) => one.or(other),
        };
    }
}

/// Writes one plan. With `digest`, what is to be written is digested apart from the writing.
pub fn write_plan(
    plan: &Plan,
    base: &Base,
    format: RdfFormat,
    digest: bool,
    out: &mut dyn Write,
) -> Result<Summary, ExportError> {
    let mapping = Mapping::new(plan);
    let chunks = mapping.chunks();
    let mut summary = Summary::default();
    if digest {
        summary.digest = Some(digest_of(&mapping, &chunks, base, format));
    }
    summary.statements = match format {
        RdfFormat::NTriples | RdfFormat::NQuads => {
            let setting = line_setting(&mapping, base, format);
            in_order(&chunks, out, |chunk| {
                let mut writer = LineWriter::new(&setting);
                infallible(mapping.map(chunk, &mut writer));
                (writer.out, writer.lines)
            })?
        }
        RdfFormat::Turtle => {
            out.write_all(prefixes(&mapping, &chunks, false).declarations(base).as_bytes())?;
            write_blocks(&mapping, &chunks, base, None, out)?
        }
        RdfFormat::TriG => {
            out.write_all(prefixes(&mapping, &chunks, true).declarations(base).as_bytes())?;
            write_graphs(&mapping, &chunks, base, out)?
        }
        RdfFormat::JsonLd => {
            out.write_all(jsonld::start().as_bytes())?;
            let mut first = true;
            let mut separated = Separated {
                out,
                first: &mut first,
            };
            let statements = in_order(&chunks, &mut separated, |chunk| {
                let mut counted = Counted {
                    sink: ObjectWriter::new(base, mapping.language()),
                    facts: 0,
                };
                infallible(mapping.map(chunk, &mut counted));
                (counted.sink.out, counted.facts)
            })?;
            out.write_all(jsonld::END.as_bytes())?;
            statements
        }
        RdfFormat::RdfXml => write_rdf_xml(&mapping, base, out)?,
    };
    Ok(summary)
}

fn line_setting(mapping: &Mapping<'_>, base: &Base, format: RdfFormat) -> LineSetting {
    LineSetting::new(
        base,
        mapping.language(),
        format.keeps_graphs().then(|| mapping.graph_key()),
    )
}

fn infallible(result: Result<(), Infallible>) {
    match result {
        Ok(()) => {}
    }
}

/// The digest of a whole mapping, as statements of a syntax.
fn digest_of(mapping: &Mapping<'_>, chunks: &[Chunk], base: &Base, format: RdfFormat) -> StatementDigest {
    let setting = line_setting(mapping, base, format);
    let digests: Vec<StatementDigest> = chunks
        .par_iter()
        .map(|chunk| {
            let mut writer = DigestWriter::new(&setting);
            infallible(mapping.map(chunk, &mut writer));
            writer.digest
        })
        .collect();
    digests
        .into_iter()
        .fold(StatementDigest::default(), |mut sum, digest| {
            sum.merge(digest);
            sum
        })
}

/// The prefixes that a text of the whole mapping uses.
fn prefixes(mapping: &Mapping<'_>, chunks: &[Chunk], graphs: bool) -> UsedPrefixes {
    let used: Vec<UsedPrefixes> = chunks
        .par_iter()
        .map(|chunk| {
            let mut used = UsedPrefixes::default();
            infallible(mapping.map(chunk, &mut used));
            used
        })
        .collect();
    let mut sum = UsedPrefixes::default();
    used.into_iter().for_each(|used| sum.merge(used));
    if graphs {
        sum.kind(Kind::Graph);
    }
    sum
}

/// Writes chunks in parallel, `threads` times two at a time, and passes their bytes on in order.
fn in_order(
    chunks: &[Chunk],
    out: &mut dyn Write,
    write: impl Fn(&Chunk) -> (Vec<u8>, u64) + Sync,
) -> Result<u64, ExportError> {
    let mut statements = 0;
    for batch in chunks.chunks(rayon::current_num_threads() * 2) {
        let written: Vec<(Vec<u8>, u64)> = batch.par_iter().map(&write).collect();
        for (bytes, count) in written {
            out.write_all(&bytes)?;
            statements += count;
        }
    }
    Ok(statements)
}

/// Writes sections under headings.
fn write_blocks(
    mapping: &Mapping<'_>,
    chunks: &[Chunk],
    base: &Base,
    layer: Option<Layer>,
    out: &mut dyn Write,
) -> Result<u64, ExportError> {
    let setting = BlockSetting::new(base, mapping.language(), layer);
    let mut statements = 0;
    for section in Section::ALL {
        let chunks: Vec<Chunk> = chunks
            .iter()
            .filter(|chunk| chunk.section() == section)
            .cloned()
            .collect();
        let mut titled = Titled {
            out,
            title: Some(section.title()),
            indented: layer.is_some(),
        };
        statements += in_order(&chunks, &mut titled, |chunk| {
            let mut writer = Counted {
                sink: BlockWriter::new(&setting),
                facts: 0,
            };
            infallible(mapping.map(chunk, &mut writer));
            (writer.sink.out, writer.facts)
        })?;
    }
    Ok(statements)
}

/// Writes both graphs of a document; every fact is in one of them.
fn write_graphs(
    mapping: &Mapping<'_>,
    chunks: &[Chunk],
    base: &Base,
    out: &mut dyn Write,
) -> Result<u64, ExportError> {
    let graph = base.iri(Kind::Graph, mapping.graph_key());
    writeln!(out, "\n<{graph}> {{")?;
    let statements = write_blocks(mapping, chunks, base, Some(Layer::Asserted), out)?;
    writeln!(out, "}}\n\n<{graph}/derived> {{")?;
    write_blocks(mapping, chunks, base, Some(Layer::Derived), out)?;
    writeln!(out, "}}")?;
    Ok(statements)
}

fn write_rdf_xml(mapping: &Mapping<'_>, base: &Base, out: &mut dyn Write) -> Result<u64, ExportError> {
    let mut serializer = RdfSerializer::from_format(oxigraph::io::RdfFormat::RdfXml);
    for term in [
        crate::rdf::vocab::pgo::PLAN,
        crate::rdf::vocab::skos::NOTATION,
        crate::rdf::vocab::oa::START,
    ] {
        // The names are constants and valid; a serializer that thinks otherwise writes whole IRIs.
        if let Ok(with_prefix) = serializer.clone().with_prefix(term.prefix, term.namespace) {
            serializer = with_prefix;
        }
    }
    let mut serializer = serializer.for_writer(out);
    let mut statements = 0;
    let mut failed = None;
    mapping.map_all(&mut QuadSink::new(base, mapping, false, |quad| {
        statements += 1;
        if failed.is_none() {
            failed = serializer.serialize_quad(&quad).err();
        }
    })?)?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    serializer.finish()?;
    Ok(statements)
}

/// Counts the facts that go into a sink.
struct Counted<S> {
    sink: S,
    facts: u64,
}

impl<S: Sink> Sink for Counted<S> {
    type Error = S::Error;

    fn node(&mut self, node: &crate::rdf::Node<'_>) -> Result<(), S::Error> {
        self.facts += node.facts().count() as u64;
        self.sink.node(node)
    }
}

/// Puts a section's heading before its first block, and nothing if there is none.
struct Titled<'w> {
    out: &'w mut dyn Write,
    title: Option<&'static str>,
    indented: bool,
}

impl Write for Titled<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty()
            && let Some(title) = self.title.take()
        {
            writeln!(self.out, "\n{}# {title}\n", if self.indented { "  " } else { "" })?;
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Puts a comma between chunks of objects.
struct Separated<'w> {
    out: &'w mut dyn Write,
    first: &'w mut bool,
}

impl Write for Separated<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() && !std::mem::take(self.first) {
            self.out.write_all(b",\n")?;
        }
        // One call is one chunk, so all of it must go at once.
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

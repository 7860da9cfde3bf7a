//! One writer for all syntaxes: nodes go in, bytes come out.

use super::digest::StatementDigest;
use super::format::RdfFormat;
use super::jsonld::{self, ObjectWriter};
use super::lines::{DigestWriter, LineSetting, LineWriter};
use super::turtle::{BlockSetting, BlockWriter, UsedPrefixes};
use super::xml::{self, DescriptionWriter};
use crate::rdf::mapping::Section;
use crate::rdf::{Base, Layer, Mapping, Node, Sink};
use std::convert::Infallible;
use std::io::{self, Write};

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

/// What the bytes of a document share.
#[derive(Debug)]
pub(super) struct Setting<'s> {
    base: &'s Base,
    format: RdfFormat,
    language: String,
    lines: LineSetting,
    /// As `lines`, with the language tag in small letters: readers may keep its case or not.
    digested: LineSetting,
    blocks: BlockSetting,
    digest: bool,
}

impl<'s> Setting<'s> {
    /// `graph` is the key of the document's graph, for syntaxes that keep graphs apart.
    pub(super) fn new(
        base: &'s Base,
        format: RdfFormat,
        language: &str,
        graph: Option<&str>,
        digest: bool,
    ) -> Self {
        Self {
            base,
            format,
            language: language.to_owned(),
            lines: LineSetting::new(base, language, graph.filter(|_| format.keeps_graphs())),
            digested: LineSetting::new(
                base,
                &language.to_ascii_lowercase(),
                graph.filter(|_| format.keeps_graphs()),
            ),
            blocks: BlockSetting::new(base, language, None),
            digest,
        }
    }

    pub(super) fn of(mapping: &Mapping<'_>, base: &'s Base, format: RdfFormat, digest: bool) -> Self {
        Self::new(base, format, mapping.language(), Some(mapping.graph_key()), digest)
    }

    /// The same, for the blocks of one of the two graphs. Only the asserted half digests, and it digests both.
    pub(super) fn with_layer(mut self, layer: Layer) -> Self {
        self.blocks = BlockSetting::new(self.base, &self.language, Some(layer));
        self.digest &= layer == Layer::Asserted;
        self
    }
}

enum Syntax<'s> {
    Lines(LineWriter<'s>),
    Blocks(BlockWriter<'s>),
    Objects(ObjectWriter<'s>),
    Descriptions(DescriptionWriter<'s>),
}

/// Writes nodes into memory in the syntax of its setting; `out` is memory to use, and must be empty.
pub(super) struct NodeWriter<'s> {
    syntax: Syntax<'s>,
    digest: Option<DigestWriter<'s>>,
    statements: u64,
}

impl<'s> NodeWriter<'s> {
    pub(super) fn new(setting: &'s Setting<'_>, out: Vec<u8>) -> Self {
        let syntax = match setting.format {
            RdfFormat::NTriples | RdfFormat::NQuads => Syntax::Lines(LineWriter::new(&setting.lines, out)),
            RdfFormat::Turtle | RdfFormat::TriG => Syntax::Blocks(BlockWriter::new(&setting.blocks, out)),
            RdfFormat::JsonLd => Syntax::Objects(ObjectWriter::new(setting.base, &setting.language, out)),
            RdfFormat::RdfXml => {
                Syntax::Descriptions(DescriptionWriter::new(setting.base, &setting.language, out))
            }
        };
        Self { syntax, digest: setting.digest.then(|| DigestWriter::new(&setting.digested)), statements: 0 }
    }

    pub(super) fn finish(self) -> (Vec<u8>, Summary) {
        let (bytes, statements) = match self.syntax {
            Syntax::Lines(writer) => (writer.out, writer.lines),
            Syntax::Blocks(writer) => (writer.out, writer.facts),
            Syntax::Objects(writer) => (writer.out, self.statements),
            Syntax::Descriptions(writer) => (writer.out, self.statements),
        };
        (bytes, Summary { statements, digest: self.digest.map(|writer| writer.digest) })
    }
}

impl Sink for NodeWriter<'_> {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        if let Some(digest) = &mut self.digest {
            digest.node(node)?;
        }
        match &mut self.syntax {
            Syntax::Lines(writer) => writer.node(node),
            Syntax::Blocks(writer) => writer.node(node),
            Syntax::Objects(writer) => {
                self.statements += node.facts().count() as u64;
                writer.node(node)
            }
            Syntax::Descriptions(writer) => {
                self.statements += node.facts().count() as u64;
                writer.node(node)
            }
        }
    }
}

/// What stands around the nodes of a file: prefixes, headings of sections, commas, the end.
pub(super) struct Frame<'w> {
    out: &'w mut dyn Write,
    format: RdfFormat,
    indent: &'static str,
    titles: bool,
    title: Option<Section>,
    first_object: bool,
    pub(super) summary: Summary,
}

impl<'w> Frame<'w> {
    pub(super) fn new(out: &'w mut dyn Write, format: RdfFormat) -> Self {
        Self {
            out,
            format,
            indent: "",
            titles: true,
            title: None,
            first_object: true,
            summary: Summary::default(),
        }
    }

    /// A part of a file, whose headings stand elsewhere.
    pub(super) fn untitled(&mut self) -> &mut Self {
        self.titles = false;
        self
    }

    pub(super) fn indented(mut self) -> Self {
        self.indent = "  ";
        self
    }

    pub(super) fn start(&mut self, base: &Base, prefixes: UsedPrefixes) -> io::Result<()> {
        match self.format {
            RdfFormat::Turtle | RdfFormat::TriG => self.out.write_all(prefixes.declarations(base).as_bytes()),
            RdfFormat::JsonLd => self.out.write_all(jsonld::start().as_bytes()),
            RdfFormat::RdfXml => self.out.write_all(&xml::start()),
            RdfFormat::NTriples | RdfFormat::NQuads => Ok(()),
        }
    }

    /// A section begins; its heading is written before its first bytes.
    pub(super) fn section(&mut self, section: Section) {
        self.title =
            (self.titles && matches!(self.format, RdfFormat::Turtle | RdfFormat::TriG)).then_some(section);
    }

    pub(super) fn append(&mut self, bytes: &[u8], summary: Summary) -> io::Result<()> {
        self.summary.merge(summary);
        if bytes.is_empty() {
            return Ok(());
        }
        if let Some(section) = self.title.take() {
            write!(self.out, "\n{}# {}\n\n", self.indent, section.title())?;
        }
        if self.format == RdfFormat::JsonLd && !std::mem::take(&mut self.first_object) {
            self.out.write_all(b",\n")?;
        }
        self.out.write_all(bytes)
    }

    pub(super) fn finish(self) -> io::Result<Summary> {
        match self.format {
            RdfFormat::JsonLd => self.out.write_all(jsonld::END.as_bytes())?,
            RdfFormat::RdfXml => self.out.write_all(xml::END)?,
            _ => {}
        }
        Ok(self.summary)
    }
}

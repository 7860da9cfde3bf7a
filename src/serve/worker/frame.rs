//! What server and worker say to each other: frames of a JSON head and a body of bytes.

use crate::query::evaluate::Dataset;
use crate::query::graph::GraphFormat;
use crate::query::limits::Limits;
use crate::query::results::ResultFormat;
use oxigraph::model::{IriParseError, NamedNode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Heads are small: a query of 64 KiB, a few names, or a message.
const LONGEST_HEAD: usize = 4 << 20;
/// Twice what an answer may hold as terms, since syntaxes repeat names.
const LONGEST_BODY: usize = 1 << 30;

/// The first thing that a worker is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::serve) struct Setup {
    /// The graph: a file of N-Quads, or the folder of a store.
    pub(in crate::serve) graph: PathBuf,
    time_in_milliseconds: Option<u64>,
    rows: Option<usize>,
    bytes: Option<usize>,
    memory: Option<u64>,
}

impl Setup {
    /// A graph and what a question to it may cost.
    pub(in crate::serve) fn new(graph: PathBuf, limits: &Limits) -> Self {
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self {
            graph,
            time_in_milliseconds: limits.time.map(milliseconds),
            rows: limits.rows,
            bytes: limits.bytes,
            memory: limits.memory,
        }
    }

    /// What a question may cost.
    pub(in crate::serve) fn limits(&self) -> Limits {
        Limits {
            time: self.time_in_milliseconds.map(Duration::from_millis),
            rows: self.rows,
            bytes: self.bytes,
            memory: self.memory,
        }
    }
}

/// A question to a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::serve) struct Question {
    query: String,
    /// Default and named graphs; those that the query names if there are none.
    graphs: Option<(Vec<String>, Vec<String>)>,
    /// How rows are written, if the client takes them.
    rows: Option<String>,
    /// How triples are written, if the client takes them.
    triples: Option<String>,
}

impl Question {
    pub(in crate::serve) fn new(
        query: String,
        dataset: &Dataset,
        rows: Option<ResultFormat>,
        triples: Option<GraphFormat>,
    ) -> Self {
        let names = |graphs: &[NamedNode]| graphs.iter().map(|graph| graph.as_str().to_owned()).collect();
        let graphs = match dataset {
            Dataset::OfQuery => None,
            Dataset::Within(graphs) => Some((names(graphs), names(graphs))),
            Dataset::Given { default, named } => Some((names(default), names(named))),
        };
        Self { query, graphs, rows: rows.map(row_name), triples: triples.map(triple_name) }
    }

    pub(super) fn query(&self) -> &str {
        &self.query
    }

    pub(super) fn dataset(&self) -> Result<Dataset, IriParseError> {
        let nodes = |names: &[String]| names.iter().map(NamedNode::new).collect::<Result<Vec<_>, _>>();
        Ok(match &self.graphs {
            None => Dataset::OfQuery,
            Some((default, named)) => Dataset::Given { default: nodes(default)?, named: nodes(named)? },
        })
    }

    pub(super) fn rows(&self) -> Option<ResultFormat> {
        ResultFormat::from_extension(self.rows.as_deref()?)
    }

    pub(super) fn triples(&self) -> Option<GraphFormat> {
        GraphFormat::from_extension(self.triples.as_deref()?)
    }
}

fn row_name(format: ResultFormat) -> String {
    let name = match format {
        ResultFormat::Json => "json",
        ResultFormat::Xml => "xml",
        ResultFormat::Csv => "csv",
        ResultFormat::Tsv => "tsv",
    };
    name.to_owned()
}

fn triple_name(format: GraphFormat) -> String {
    let name = GraphFormat::ALL.iter().find(|(_, other)| *other == format).map_or("ttl", |(name, _)| name);
    name.to_owned()
}

/// How an answer was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Format {
    /// Rows, or yes or no.
    Rows(ResultFormat),
    /// Triples.
    Triples(GraphFormat),
}

/// What became of a question. The answer is the body of the frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::serve) enum Outcome {
    /// The graph is loaded.
    Ready,
    /// An answer in a format of rows, by its name.
    Rows(String),
    /// An answer in a format of triples, by its name.
    Triples(String),
    /// No answer, and why.
    None {
        /// What kind of trouble there was.
        trouble: Trouble,
        /// What a person is told.
        message: String,
    },
}

impl Outcome {
    pub(super) fn of(format: Format) -> Self {
        match format {
            Format::Rows(format) => Self::Rows(row_name(format)),
            Format::Triples(format) => Self::Triples(triple_name(format)),
        }
    }

    /// How the answer was written; nothing if there is none.
    pub(in crate::serve) fn format(&self) -> Option<Format> {
        match self {
            Self::Rows(name) => ResultFormat::from_extension(name).map(Format::Rows),
            Self::Triples(name) => GraphFormat::from_extension(name).map(Format::Triples),
            Self::Ready | Self::None { .. } => None,
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::serve) enum Trouble {
    /// The text is no query, or one that is refused.
    Query,
    /// No format that the client accepts can hold this kind of answer.
    Format,
    /// Too many rows or bytes.
    Size,
    /// Too much time.
    Time,
    /// Too much memory.
    Memory,
    /// The evaluation failed.
    Evaluation,
}

fn encode(head: &impl Serialize, body: &[u8]) -> io::Result<Vec<u8>> {
    let head = serde_json::to_vec(head)?;
    let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
    let mut frame = Vec::with_capacity(head.len() + body.len() + 8);
    frame.extend(u32::try_from(head.len()).map_err(too_long)?.to_be_bytes());
    frame.extend(u32::try_from(body.len()).map_err(too_long)?.to_be_bytes());
    frame.extend(head);
    frame.extend(body);
    Ok(frame)
}

/// The lengths of head and body.
fn lengths(bytes: [u8; 8]) -> io::Result<(usize, usize)> {
    let both = u64::from_be_bytes(bytes);
    let length = |bits: u64| usize::try_from(bits).unwrap_or(usize::MAX);
    let (head, body) = (length(both >> 32), length(both & u64::from(u32::MAX)));
    if head > LONGEST_HEAD || body > LONGEST_BODY {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok((head, body))
}

/// Writes a frame, on the worker's side.
pub(super) fn write(head: &impl Serialize, body: &[u8], mut out: impl Write) -> io::Result<()> {
    out.write_all(&encode(head, body)?)?;
    out.flush()
}

/// Reads the head of a frame without a body, on the worker's side; nothing at the end.
pub(super) fn read<T: DeserializeOwned>(mut from: impl Read) -> io::Result<Option<T>> {
    let mut bytes = [0; 8];
    match from.read_exact(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    }
    let (head, _) = lengths(bytes)?;
    let mut text = vec![0; head];
    from.read_exact(&mut text)?;
    Ok(Some(serde_json::from_slice(&text)?))
}

/// Sends a head without a body, on the server's side.
pub(super) async fn send(head: &impl Serialize, mut to: impl AsyncWrite + Unpin) -> io::Result<()> {
    to.write_all(&encode(head, &[])?).await?;
    to.flush().await
}

/// What came of a question, on the server's side.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) outcome: Outcome,
    /// Whether the worker ends after it.
    pub(super) is_last: bool,
    pub(super) body: Vec<u8>,
}

/// Receives a frame, on the server's side.
pub(super) async fn receive(mut from: impl AsyncRead + Unpin) -> io::Result<Reply> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes).await?;
    let (head, body) = lengths(bytes)?;
    let mut text = vec![0; head];
    from.read_exact(&mut text).await?;
    let mut body = vec![0; body];
    from.read_exact(&mut body).await?;
    let (outcome, is_last) = serde_json::from_slice(&text)?;
    Ok(Reply { outcome, is_last, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let dataset = Dataset::Given { default: Vec::new(), named: vec![NamedNode::new("urn:g").unwrap()] };
        let question = Question::new("ASK {}".to_owned(), &dataset, Some(ResultFormat::Tsv), None);
        let mut bytes = Vec::new();
        write(&question, &[], &mut bytes).unwrap();
        let read: Question = read(bytes.as_slice()).unwrap().unwrap();
        assert_eq!(read, question);
        assert_eq!(read.dataset().unwrap(), dataset);
        assert_eq!((read.rows(), read.triples()), (Some(ResultFormat::Tsv), None));
    }

    #[test]
    fn a_frame_that_claims_too_much_is_refused_before_it_is_read() {
        assert!(read::<Question>(&[0xff; 8][..]).is_err());
        assert!(read::<Question>(&[][..]).unwrap().is_none());
    }
}

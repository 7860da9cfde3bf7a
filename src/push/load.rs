//! The two ways in which a store takes statements.

use ureq::http::Method;

use super::client::{Client, Message, SendError};
use super::content::{Bounds, Piece};
use super::service::graph_address;

/// A way to fill graphs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loader<'l> {
    /// SPARQL 1.1 Graph Store Protocol, at this address.
    GraphStore(&'l Client, &'l str),
    /// SPARQL 1.1 Update, at this address.
    Update(&'l Client, &'l str),
}

impl Loader<'_> {
    /// Makes a graph hold the piece, or nothing, and nothing else.
    pub(super) fn begin(self, graph: &str, piece: Option<&Piece>) -> Result<(), SendError> {
        match self {
            Self::GraphStore(..) => {
                self.transfer(&Method::PUT, graph, piece.map_or("", |piece| &piece.text), true)
            }
            Self::Update(client, address) => {
                update(client, address, &format!("DROP SILENT GRAPH <{graph}>"), true)?;
                piece.map_or(Ok(()), |piece| self.add(graph, piece))
            }
        }
    }

    /// Adds a piece to a graph.
    pub(super) fn add(self, graph: &str, piece: &Piece) -> Result<(), SendError> {
        match self {
            Self::GraphStore(..) => self.transfer(&Method::POST, graph, &piece.text, piece.is_repeatable),
            Self::Update(client, address) => {
                let text = format!("INSERT DATA {{ GRAPH <{graph}> {{\n{}}} }}", piece.text);
                update(client, address, &text, piece.is_repeatable)
            }
        }
    }

    fn transfer(
        self,
        method: &Method,
        graph: &str,
        text: &str,
        is_repeatable: bool,
    ) -> Result<(), SendError> {
        let Self::GraphStore(client, graph_store) = self else { return Ok(()) };
        let address = graph_address(graph_store, graph);
        let body = Some(("application/n-triples", text.as_bytes()));
        client.send(Message { method, address: &address, body, is_repeatable })
    }

    /// Keeps pieces of this way within these bounds, and within its own. Virtuoso compiles an update as a whole and takes
    /// 10,000 lines of the code that comes of it.
    pub(super) fn bounds(self, asked: Bounds) -> Bounds {
        match self {
            Self::GraphStore(..) => asked,
            Self::Update(..) => Bounds { bytes: asked.bytes.min(256 << 10), triples: asked.triples.min(500) },
        }
    }
}

/// Sends an update.
pub(super) fn update(
    client: &Client,
    address: &str,
    text: &str,
    is_repeatable: bool,
) -> Result<(), SendError> {
    let mut body = b"update=".to_vec();
    for byte in text.bytes() {
        match byte {
            b' ' => body.push(b'+'),
            b'-' | b'.' | b'_' | b'*' => body.push(byte),
            byte if byte.is_ascii_alphanumeric() => body.push(byte),
            byte => body.extend(format!("%{byte:02X}").bytes()),
        }
    }
    let body = Some(("application/x-www-form-urlencoded", body.as_slice()));
    client.send(Message { method: &Method::POST, address, body, is_repeatable })
}

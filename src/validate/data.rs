//! The statements that are checked, with their places.

use super::index::{Index, Read};
use super::place::DataPlace;
use super::terms::{Id, Terms};
use crate::store::TextFormat;
use foldhash::fast::FixedState;
use oxigraph::io::RdfParseError;
use oxigraph::model::{BlankNode, NamedOrBlankNode, Quad, Term};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, BufRead};
use std::rc::Rc;

/// Why statements could not be taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The text could not be read, or is not what its format asks for; the source names line and column.
    #[error("the RDF text could not be read")]
    Parse(#[source] RdfParseError),
    /// There are more statements or terms than can be numbered.
    #[error("there are more than 4 thousand million statements or terms")]
    TooMany,
}

/// Statements that are to be checked; those of all graphs together.
///
/// ```
/// use policygraph::store::TextFormat;
/// use policygraph::validate::Data;
///
/// let mut data = Data::default();
/// data.add_text("a.ttl", TextFormat::Turtle, "<urn:a> <urn:b> <urn:c> , <urn:c> .".as_bytes())?;
/// assert_eq!(data.texts(), ["a.ttl"]);
/// # Ok::<(), policygraph::validate::ReadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Data {
    pub(super) terms: Terms,
    read: Vec<Read>,
    texts: Vec<String>,
    blank: u64,
}

impl Data {
    /// Adds what a text says; `name` is what its places are called by. Statements before an error stay.
    pub fn add_text(&mut self, name: &str, format: TextFormat, text: impl BufRead) -> Result<(), ReadError> {
        let place = u32::try_from(self.texts.len()).map_err(|_| ReadError::TooMany)?;
        self.texts.push(name.to_owned());
        let line = Rc::new(Cell::new(1));
        let lines = Lines { text, line: Rc::clone(&line), at_end_of_line: false };
        let mut names = HashMap::with_hasher(FixedState::default());
        for quad in format.parser().for_reader(lines) {
            let quad = quad.map_err(ReadError::Parse)?;
            self.push(quad, DataPlace { text: place, line: line.get() }, &mut names)?;
        }
        Ok(())
    }

    /// Adds statements that have no place in a text.
    pub fn add_quads(&mut self, quads: impl IntoIterator<Item = Quad>) -> Result<(), ReadError> {
        let mut names = HashMap::with_hasher(FixedState::default());
        for quad in quads {
            self.push(quad, DataPlace::NONE, &mut names)?;
        }
        Ok(())
    }

    /// The names of the texts, in the order of their numbers.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Blank nodes are numbered as they come: their own names differ from run to run, and may be the same in two texts.
    fn push(
        &mut self,
        quad: Quad,
        place: DataPlace,
        names: &mut HashMap<BlankNode, BlankNode, FixedState>,
    ) -> Result<(), ReadError> {
        let mut rename = |node: BlankNode| {
            let next = &mut self.blank;
            names
                .entry(node)
                .or_insert_with(|| {
                    *next += 1;
                    BlankNode::new_unchecked(format!("b{next}"))
                })
                .clone()
        };
        let subject = match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Term::NamedNode(node),
            NamedOrBlankNode::BlankNode(node) => Term::BlankNode(rename(node)),
        };
        let object = match quad.object {
            Term::BlankNode(node) => Term::BlankNode(rename(node)),
            other => other,
        };
        let subject = self.number(subject)?;
        let predicate = self.number(Term::NamedNode(quad.predicate))?;
        let object = self.number(object)?;
        if self.read.len() >= u32::MAX as usize {
            return Err(ReadError::TooMany);
        }
        self.read.push(Read { triple: [subject, predicate, object], place });
        Ok(())
    }

    fn number(&mut self, term: Term) -> Result<Id, ReadError> {
        self.terms.number(term).ok_or(ReadError::TooMany)
    }

    /// The terms and the statements, to be looked up.
    pub(super) fn into_parts(self) -> (Terms, Vec<Read>, Vec<String>) {
        (self.terms, self.read, self.texts)
    }
}

/// Hands a text over a line at a time, so that what a parser gives belongs to the line that it got last.
struct Lines<R> {
    text: R,
    line: Rc<Cell<u32>>,
    at_end_of_line: bool,
}

impl<R: BufRead> io::Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at_end_of_line {
            self.line.set(self.line.get().saturating_add(1));
            self.at_end_of_line = false;
        }
        let there = self.text.fill_buf()?;
        let most = there.len().min(buffer.len());
        let (Some(there), Some(room)) = (there.get(..most), buffer.get_mut(..most)) else {
            return Ok(0);
        };
        let length = memchr::memchr(b'\n', there).map_or(most, |at| at + 1);
        if let (Some(from), Some(to)) = (there.get(..length), room.get_mut(..length)) {
            to.copy_from_slice(from);
            self.at_end_of_line = from.last() == Some(&b'\n');
        }
        self.text.consume(length);
        Ok(length)
    }
}

/// An index over everything that was read.
pub(super) fn index(read: Vec<Read>, terms: &Terms) -> Index {
    Index::new(read, terms.len())
}

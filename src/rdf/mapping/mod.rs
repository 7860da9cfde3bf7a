//! A plan as nodes, in reading order.
//!
//! | section | holds |
//! |---|---|
//! | document | the plan, its report, the input file, and what converted it |
//! | items | goals, objectives, groups, measures with their responsibilities, second listings |
//! | statements | status and plan cells with what they say: mentions of programs and bodies, money, counted results, dates |
//! | programs | programs, and what follows for them |
//! | lines | budget lines |
//! | bodies | ministries and others |
//! | fiscal years | |
//! | evidence | the places in the document that everything above stands on |
//!
//! Every node is given once and every fact once, so a writer needs no set of triples to find repeats. Sections
//! are cut into [`Chunk`]s that can be mapped in parallel.

mod document;
mod evidence;
mod index;
mod item;
mod money;
mod program;
mod provenance;
mod statement;

use super::{Node, NodeBuilder, Sink};
use crate::plan::Plan;
use index::Index;
use std::ops::Range;

/// A part of the mapping that can be carried out on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    section: Section,
    range: Range<usize>,
}

impl Chunk {
    /// The section the chunk belongs to.
    pub fn section(&self) -> Section {
        self.section
    }
}

/// A section of the mapping, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The plan, its report, the input file, and what converted it.
    Document,
    /// The plan tree.
    Items,
    /// Cells and what they say.
    Statements,
    /// Programs.
    Programs,
    /// Budget lines.
    Lines,
    /// Public bodies.
    Bodies,
    /// Fiscal years.
    FiscalYears,
    /// Places in the document.
    Evidence,
}

impl Section {
    /// Every section, in reading order.
    pub const ALL: [Self; 8] = [
        Self::Document,
        Self::Items,
        Self::Statements,
        Self::Programs,
        Self::Lines,
        Self::Bodies,
        Self::FiscalYears,
        Self::Evidence,
    ];

    /// A heading for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Document => "The plan, its report, the document",
            Self::Items => "Goals, objectives, groups and measures, in reading order",
            Self::Statements => "What the cells say: status and plans, programs, money, results, dates",
            Self::Programs => "Programs",
            Self::Lines => "Budget lines: the only things with yen",
            Self::Bodies => "Public bodies",
            Self::FiscalYears => "Fiscal years",
            Self::Evidence => "Evidence: places in the document",
        }
    }

    /// Whether the section's nodes may stand in several documents, so that a merged export has to join them.
    pub fn is_shared(self) -> bool {
        !matches!(self, Self::Statements | Self::Evidence)
    }
}

/// Items of a section that one chunk holds at most.
const CHUNK: usize = 512;

/// The mapping of one plan.
#[derive(Debug)]
pub struct Mapping<'p> {
    plan: &'p Plan,
    index: Index<'p>,
}

impl<'p> Mapping<'p> {
    /// Prepares the mapping: everything that needs the whole plan is worked out here.
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, index: Index::new(plan) }
    }

    /// Key of the document's asserted graph; the derived one adds `/derived`.
    pub fn graph_key(&self) -> &'p str {
        &self.plan.document.id
    }

    /// Language tag of the document.
    pub fn language(&self) -> &'p str {
        self.plan.document.language_tag()
    }

    /// The chunks of the whole mapping, in reading order.
    pub fn chunks(&self) -> Vec<Chunk> {
        Section::ALL
            .into_iter()
            .flat_map(|section| {
                let length = self.length(section);
                (0..length)
                    .step_by(CHUNK)
                    .map(move |start| Chunk { section, range: start..length.min(start + CHUNK) })
            })
            .collect()
    }

    fn length(&self, section: Section) -> usize {
        match section {
            Section::Document => 1,
            Section::Items => self.index.items.len(),
            Section::Statements => self.plan.statements.len(),
            Section::Programs => self.plan.programs.len(),
            Section::Lines => self.index.lines.len(),
            Section::Bodies => self.plan.bodies.len(),
            Section::FiscalYears => self.index.fiscal_years.len(),
            Section::Evidence => self.index.evidence.len(),
        }
    }

    /// Gives the nodes of a chunk to a sink, in reading order.
    pub fn map<S: Sink>(&self, chunk: &Chunk, sink: &mut S) -> Result<(), S::Error> {
        let mut node = NodeBuilder::default();
        let mut emit = Emit { node: &mut node, sink };
        for at in chunk.range.clone() {
            match chunk.section {
                Section::Document => self.document(&mut emit)?,
                Section::Items => self.item(at, &mut emit)?,
                Section::Statements => self.statement(at, &mut emit)?,
                Section::Programs => self.program(at, &mut emit)?,
                Section::Lines => self.line(at, &mut emit)?,
                Section::Bodies => self.body(at, &mut emit)?,
                Section::FiscalYears => self.fiscal_year(at, &mut emit)?,
                Section::Evidence => self.evidence(at, &mut emit)?,
            }
        }
        Ok(())
    }

    /// Gives every node to a sink, in reading order.
    pub fn map_all<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.chunks().iter().try_for_each(|chunk| self.map(chunk, sink))
    }
}

/// A node under construction and where it goes.
struct Emit<'e, S> {
    node: &'e mut NodeBuilder,
    sink: &'e mut S,
}

impl<S: Sink> Emit<'_, S> {
    fn send(&mut self) -> Result<(), S::Error> {
        let node: Node<'_> = self.node.node();
        self.sink.node(&node)
    }
}

//! The layers of a plan: goals, objectives, groups and measures at the left, programs and what they are part of at the right.
//!
//! At the left everything stands in the order of the plan, with its full text; at the right programs stand so that few strands cross.
//! This module decides what is shown; `layout` decides where, and `network` says what it is for other tools. [`graph`]
//! joins the layers for algorithms.

use std::collections::{BTreeMap, BTreeSet};

use crate::view::bodies::{Body, bodies};
use crate::view::drawing::Drawing;
use crate::view::graph::UseGraph;
use crate::view::language::Language;
use crate::view::links::{Links, MeasureRow, ProgramRow, UseRow};
use crate::view::network::Network;
use crate::view::reuse::{Reuse, reuse};
use crate::view::scene::Scene;
use crate::view::selection::Selection;

pub mod graph;
mod layout;
mod left;
mod network;
mod order;
pub mod outline;
mod right;
mod strands;
mod words;

use network::Places;
pub use order::{Place, crossings};

/// What the picture shows.
#[derive(Debug)]
pub struct Layers<'l> {
    links: &'l Links,
    language: Language,
    graph: UseGraph,
    /// Those that lead most first, and the place of each row among them.
    bodies: Vec<Body>,
    body_places: Vec<usize>,
    outline: Vec<outline::Goal>,
    /// The measures from the top, each once.
    measures: Vec<usize>,
    /// The programs that some of the measures uses, itself or through a part, as places in the rows, in their order.
    programs: Vec<usize>,
    /// The source line of each measure where it is shown.
    shown_at: BTreeMap<usize, i64>,
    reuse: Vec<Reuse>,
    places: Places,
}

impl<'l> Layers<'l> {
    /// What some links show.
    ///
    /// # Arguments
    ///
    /// * `links`: already narrowed to the selection.
    /// * `selection`: which headings without a measure are shown: those that it does not leave out. If it keeps measures of some
    ///   bodies only, none.
    /// * `language`: of what is added to the document's words.
    pub fn new(links: &'l Links, selection: &Selection, language: Language) -> Self {
        let graph = UseGraph::from_links(links);
        let (bodies, body_places) = bodies(links, language);
        let outline = outline::outline(links, selection);
        let entries = outline.iter().flat_map(|goal| &goal.inside).flat_map(|objective| &objective.inside);
        let main: Vec<_> = entries.flat_map(|group| &group.inside).filter(|entry| entry.main).collect();
        let measures: Vec<usize> = main.iter().map(|entry| entry.measure).collect();
        let shown_at = main.iter().filter_map(|entry| Some((entry.measure, entry.line?))).collect();
        let programs = shown_programs(links, &measures);
        let reuse = reuse(links, &graph);
        let places = Places::new(links, &outline, &measures, &programs);
        Self {
            links,
            language,
            graph,
            bodies,
            body_places,
            outline,
            measures,
            programs,
            shown_at,
            reuse,
            places,
        }
    }

    /// The headings and measures, in the order of the picture.
    pub fn outline(&self) -> &[outline::Goal] {
        &self.outline
    }

    /// The programs in the order of the picture: few strands cross, parts under their whole.
    pub fn programs(&self) -> Vec<Place> {
        let mut places = vec![None; self.links.measures.len()];
        for (place, measure) in self.measures.iter().enumerate() {
            if let Some(slot) = places.get_mut(*measure) {
                *slot = Some(place);
            }
        }
        order::arrange(&self.graph, &self.programs, |measure| places.get(measure).copied().flatten())
    }

    /// How many pairs of uses cross if programs stand in an order, given as places in the rows.
    pub fn crossings(&self, programs: &[usize]) -> u64 {
        let places = |all: &[usize]| -> BTreeMap<usize, usize> {
            all.iter().enumerate().map(|(place, row)| (*row, place)).collect()
        };
        let (left, right) = (places(&self.measures), places(programs));
        let ends = |used: &UseRow| Some((*left.get(&used.measure)?, *right.get(&used.program)?));
        crossings(self.links.uses.iter().filter_map(ends).collect())
    }

    /// The picture. The same links give the same picture.
    pub fn layout(&self) -> Scene {
        layout::layout(self)
    }

    /// All layers as a directed graph, for other tools and behind the marks of the picture.
    ///
    /// Nodes stand by layer, then in the order of the rows. The weight of a use is the number of fiscal years in which the measure
    /// names the program, at least 1; that of all other edges is 1.
    pub fn network(&self) -> Network {
        self.places.network(self)
    }

    /// Picture and network together.
    pub fn draw(&self) -> Drawing {
        Drawing { scene: self.layout(), network: self.network(), orders: Vec::new() }
    }

    fn measure(&self, measure: usize) -> Option<&'l MeasureRow> {
        self.links.measures.get(measure)
    }

    fn program(&self, program: usize) -> Option<&'l ProgramRow> {
        self.links.programs.get(program)
    }

    /// The line of the source at which a measure is shown.
    fn shown_line(&self, measure: usize) -> Option<i64> {
        self.shown_at.get(&measure).copied()
    }

    fn reuse_of(&self, program: usize) -> Reuse {
        self.reuse.get(program).copied().unwrap_or_default()
    }

    /// The places of some rows among the bodies, in the order of their colours.
    fn ranks(&self, rows: &[usize]) -> Vec<usize> {
        let mut found: Vec<usize> =
            rows.iter().filter_map(|body| self.body_places.get(*body).copied()).collect();
        found.sort_unstable();
        found
    }
}

/// The programs that some measures use, and all that these are part of.
fn shown_programs(links: &Links, measures: &[usize]) -> Vec<usize> {
    let shown: BTreeSet<usize> = measures.iter().copied().collect();
    let uses = links.uses.iter().filter(|used| shown.contains(&used.measure));
    let mut waiting: Vec<usize> = uses.map(|used| used.program).collect();
    let mut found = BTreeSet::new();
    while let Some(program) = waiting.pop() {
        if let Some(row) = links.programs.get(program)
            && found.insert(program)
        {
            waiting.extend(&row.wholes);
        }
    }
    found.into_iter().collect()
}

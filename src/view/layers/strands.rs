//! The strands from measures to programs: one for each use and each body that leads the measure.

use crate::view::canvas::Canvas;
use crate::view::colour;
use crate::view::layers::{Layers, words};
use crate::view::links::UseRow;
use crate::view::scene::{Key, Mark};
use std::collections::BTreeMap;

/// Width of a strand of one fiscal year, of each further year, at most, and where no year is known.
const ONE: f64 = 1.3;
const FURTHER: f64 = 1.9;
const WIDEST: f64 = 9.0;
const UNKNOWN: f64 = 0.8;
/// Space between the strands of two uses.
const GAP: f64 = 1.2;

/// How wide a strand of so many fiscal years is.
pub(super) fn width(years: usize) -> f64 {
    match years {
        0 => UNKNOWN,
        years => (1..years).fold(ONE, |wide, _| (wide + FURTHER).min(WIDEST)),
    }
}

/// A use that is drawn.
pub(super) struct Strand {
    /// The use, as a place in the rows.
    pub(super) used: usize,
    pub(super) measure: usize,
    pub(super) program: usize,
    /// Who leads, by rank; nobody if nobody does.
    leads: Vec<Option<usize>>,
    width: f64,
}

impl Strand {
    fn new(layers: &Layers<'_>, place: usize, used: &UseRow) -> Self {
        let leads = layers.measure(used.measure).map(|row| layers.ranks(&row.leads)).unwrap_or_default();
        let leads = if leads.is_empty() { vec![None] } else { leads.into_iter().map(Some).collect() };
        Self {
            used: place,
            measure: used.measure,
            program: used.program,
            leads,
            width: width(used.years.len()),
        }
    }

    /// The room that it takes at both of its ends.
    pub(super) fn room(&self) -> f64 {
        self.leads.iter().map(|_| self.width).sum::<f64>() + GAP
    }
}

/// The uses of all measures that are shown.
pub(super) fn strands(layers: &Layers<'_>) -> Vec<Strand> {
    let is_shown = |used: &UseRow| {
        layers.places.node(super::graph::Node::Measure(used.measure)).is_some()
            && layers.places.node(super::graph::Node::Program(used.program)).is_some()
    };
    let uses = layers.links.uses.iter().enumerate().filter(|(_, used)| is_shown(used));
    uses.map(|(place, used)| Strand::new(layers, place, used)).collect()
}

/// The room that all strands of each thing take.
pub(super) fn rooms(strands: &[Strand], of: impl Fn(&Strand) -> usize) -> BTreeMap<usize, f64> {
    let mut rooms = BTreeMap::new();
    for strand in strands {
        *rooms.entry(of(strand)).or_insert(0.0) += strand.room();
    }
    rooms
}

/// Where the strands of a side begin or end: the middles of measures or programs, and the strands in the order in which they
/// meet there.
fn ends(
    strands: &[Strand],
    of: impl Fn(&Strand) -> usize,
    middles: &BTreeMap<usize, f64>,
    across: impl Fn(&Strand) -> f64,
) -> Vec<f64> {
    let rooms = rooms(strands, &of);
    let mut order: Vec<usize> = (0..strands.len()).collect();
    let key = |place: &usize| strands.get(*place).map(|strand| (of(strand), across(strand), strand.used));
    order.sort_by(|a, b| match (key(a), key(b)) {
        (Some(a), Some(b)) => a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)),
        _ => std::cmp::Ordering::Equal,
    });
    let mut used: BTreeMap<usize, f64> = BTreeMap::new();
    let mut tops = vec![0.0; strands.len()];
    for place in order {
        if let (Some(strand), Some(top)) = (strands.get(place), tops.get_mut(place)) {
            let end = of(strand);
            let room = rooms.get(&end).copied().unwrap_or(0.0);
            let before = used.entry(end).or_insert(0.0);
            *top = middles.get(&end).copied().unwrap_or(0.0) - room / 2.0 + *before + GAP / 2.0;
            *before += strand.room();
        }
    }
    tops
}

/// Draws all strands.
///
/// # Arguments
///
/// * `left`, `right`: for each measure and each program its middle; strands start at `from`.
/// * `to`: where strands to a program end.
pub(super) fn draw(
    canvas: &mut Canvas,
    layers: &Layers<'_>,
    strands: &[Strand],
    (left, right): (&BTreeMap<usize, f64>, &BTreeMap<usize, f64>),
    (from, to): (f64, &BTreeMap<usize, f64>),
) {
    let far = |middles: &BTreeMap<usize, f64>, place: usize| middles.get(&place).copied().unwrap_or(0.0);
    let starts = ends(strands, |strand| strand.measure, left, |strand| far(right, strand.program));
    let stops = ends(strands, |strand| strand.program, right, |strand| far(left, strand.measure));
    for ((strand, start), stop) in strands.iter().zip(starts).zip(stops) {
        let Some(used) = layers.links.uses.get(strand.used) else {
            continue;
        };
        let (Some(measure), Some(program)) = (layers.measure(used.measure), layers.program(used.program))
        else {
            continue;
        };
        let title = words::use_title(layers, measure, &program.label, used);
        let end = to.get(&strand.program).copied().unwrap_or(from);
        canvas.group(title, layers.places.used(strand.used).map(Key::Edge), |inner| {
            let mut down = strand.width / 2.0;
            for lead in &strand.leads {
                let colour = colour::line(colour::fill(*lead));
                let (from, to) = ((from, start + down), (end, stop + down));
                inner.marks.push(Mark::Flow { from, to, colour, width: strand.width });
                down += strand.width;
            }
        });
    }
}

//! Programs: their places and marks.
//!
//! A family (a program and its parts) stands as near to its measures as the order allows: the sum of squares of the distances
//! between each family and the middle of its measures, weighed by its uses, is least.

use crate::view::canvas::{BOLD, Canvas, INK, SOFT, Style};
use crate::view::layers::graph::Node;
use crate::view::layers::layout::SMALL;
use crate::view::layers::strands::{Strand, rooms};
use crate::view::layers::{Layers, words};
use crate::view::legend::BRACKET;
use crate::view::scene::{Anchor, Area, Fill, Key};
use crate::view::text;
use std::collections::BTreeMap;

/// Font size and height of a line of a program's name.
const LABEL: (f64, f64) = (12.0, 15.5);
/// The widest that names may become before they wrap.
pub(super) const LABEL_MOST: f64 = 420.0;
/// Width of the box with the count, and its least height.
const BOX: (f64, f64) = (26.0, 17.0);
/// Indent of a part under its whole; parts that stand deeper are indented no further.
const INDENT: f64 = 17.0;
const DEEPEST: usize = 6;
/// Space between programs of a family, and between families.
const GAPS: (f64, f64) = (3.0, 7.0);

/// A program at its place.
struct Row {
    program: usize,
    depth: usize,
    x: f64,
    y: f64,
    height: f64,
    box_height: f64,
    lines: Vec<String>,
    notes: Vec<String>,
    is_bold: bool,
}

impl Row {
    fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }

    fn area(&self) -> Area {
        Area { x: self.x, y: self.middle() - self.box_height / 2.0, width: BOX.0, height: self.box_height }
    }
}

/// All programs.
pub(super) struct Right {
    rows: Vec<Row>,
    /// The middle of each program.
    pub(super) middles: BTreeMap<usize, f64>,
    /// Where strands to each program end.
    pub(super) edges: BTreeMap<usize, f64>,
    /// Right edge, and where it ends.
    pub(super) edge: f64,
    pub(super) bottom: f64,
}

impl Right {
    /// Programs in their order, not yet at their places.
    pub(super) fn new(layers: &Layers<'_>, strands: &[Strand], x: f64) -> Self {
        let rooms = rooms(strands, |strand| strand.program);
        let mut rows: Vec<Row> = Vec::new();
        for place in layers.programs() {
            // What stands above is the last row one step up.
            let above = rows.iter().rev().find(|row| row.depth + 1 == place.depth).map(|row| row.program);
            rows.push(row(layers, place, above, &rooms, x));
        }
        let mut right = x;
        for row in &rows {
            let size = if row.is_bold { LABEL.0 * BOLD } else { LABEL.0 };
            let names = row.lines.iter().map(|line| text::width(line, size));
            let notes = row.notes.iter().map(|line| text::width(line, SMALL));
            right = names.chain(notes).fold(right, |right, wide| right.max(row.x + BOX.0 + 6.0 + wide));
        }
        let edges = rows.iter().map(|row| (row.program, row.x)).collect();
        Self { rows, middles: BTreeMap::new(), edges, edge: right, bottom: 0.0 }
    }

    /// Puts families between `top` and `bottom` near the middles of their measures; further down if they need more room.
    pub(super) fn place(
        &mut self,
        strands: &[Strand],
        measures: &BTreeMap<usize, f64>,
        (top, bottom): (f64, f64),
    ) {
        let mut sources: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for strand in strands {
            let entry = sources.entry(strand.program).or_default();
            entry.0 += measures.get(&strand.measure).copied().unwrap_or(top);
            entry.1 += 1.0;
        }
        let mut families: Vec<Family> = Vec::new();
        let mut y = 0.0;
        for (place, row) in self.rows.iter_mut().enumerate() {
            let is_root = row.depth == 0;
            y += match place {
                0 => 0.0,
                _ if is_root => GAPS.1,
                _ => GAPS.0,
            };
            row.y = y;
            y += row.height;
            if is_root || families.is_empty() {
                families.push(Family { rows: 0, shift: 0.0, weight: 0.0 });
            }
            if let Some(family) = families.last_mut() {
                let (sum, count) = sources.get(&row.program).copied().unwrap_or_default();
                family.rows += 1;
                family.shift += sum - count * row.middle();
                family.weight += count;
            }
        }
        let lowest = (bottom - y).max(top);
        let mut shifts = nearest(&families).into_iter();
        let mut rows = self.rows.iter_mut();
        for family in &families {
            let shift = shifts.next().unwrap_or(top).clamp(top, lowest);
            for row in rows.by_ref().take(family.rows) {
                row.y += shift;
            }
        }
        self.bottom = self.rows.last().map_or(top, |row| row.y + row.height);
        self.middles = self.rows.iter().map(|row| (row.program, row.middle())).collect();
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, layers: &Layers<'_>) {
        let mut above: Vec<&Row> = Vec::new();
        for row in &self.rows {
            above.truncate(row.depth);
            if let Some(whole) = above.last() {
                bracket(canvas, layers, whole, row);
            }
            above.push(row);
            let label = layers.program(row.program).map(|row| row.label.as_str()).unwrap_or_default();
            let title = words::program_title(layers, row.program, label);
            let node = layers.places.node(Node::Program(row.program));
            canvas.group(title, node.map(Key::Node), |inner| row.draw(inner, layers));
        }
    }
}

fn row(
    layers: &Layers<'_>,
    place: super::Place,
    above: Option<usize>,
    rooms: &BTreeMap<usize, f64>,
    x: f64,
) -> Row {
    let program = layers.program(place.program);
    let is_bold = layers.reuse_of(place.program).measures_with_parts >= 2;
    let room = if is_bold { LABEL_MOST / BOLD } else { LABEL_MOST };
    let lines = text::wrap(program.map(|row| row.label.as_str()).unwrap_or_default(), room, LABEL.0);
    let others = layers.graph.wholes_of(place.program).into_iter().filter(|whole| Some(*whole) != above);
    let others: Vec<&str> = others.filter_map(|whole| Some(layers.program(whole)?.label.as_str())).collect();
    let notes = if others.is_empty() || place.depth == 0 {
        Vec::new()
    } else {
        text::wrap(&words::also_part_of(layers, &others), LABEL_MOST, SMALL)
    };
    let names = lines.iter().chain(&notes).map(|_| LABEL.1).sum::<f64>() + 2.0;
    let box_height = (rooms.get(&place.program).copied().unwrap_or(0.0) + 4.0).max(BOX.1);
    Row {
        program: place.program,
        depth: place.depth,
        x: (0..place.depth.min(DEEPEST)).fold(x, |x, _| x + INDENT),
        y: 0.0,
        height: names.max(box_height),
        box_height,
        lines,
        notes,
        is_bold,
    }
}

/// Neighbouring rows that move together.
struct Family {
    rows: usize,
    /// How far its uses would like it lower, summed up; over its weight the mean.
    shift: f64,
    weight: f64,
}

/// For each family how far it moves, never less than the one above: least squares by pooling of neighbours that would pass each other.
fn nearest(families: &[Family]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for family in families {
        let mut pool = (family.shift, family.weight.max(1e-9), 1);
        while let Some(before) = pools.last()
            && before.0 / before.1 >= pool.0 / pool.1
        {
            pool = (before.0 + pool.0, before.1 + pool.1, before.2 + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    pools.iter().flat_map(|pool| std::iter::repeat_n(pool.0 / pool.1, pool.2)).collect()
}

/// The line from a whole to a part.
fn bracket(canvas: &mut Canvas, layers: &Layers<'_>, whole: &Row, part: &Row) {
    let (x, end) = (whole.x + 7.0, part.x);
    if end <= x {
        return;
    }
    let label = |program: usize| layers.program(program).map(|row| row.label.as_str()).unwrap_or_default();
    let title = words::part_title(layers, label(part.program), label(whole.program));
    let from = whole.area().y + whole.box_height;
    let edge = layers.places.part(part.program, whole.program);
    canvas.group(title, edge.map(Key::Edge), |inner| {
        inner.line((x, from), (x, part.middle()), BRACKET, 1.2);
        inner.line((x, part.middle()), (end, part.middle()), BRACKET, 1.2);
    });
}

impl Row {
    fn draw(&self, canvas: &mut Canvas, layers: &Layers<'_>) {
        let count = layers.reuse_of(self.program).measures;
        let number = count.to_string();
        let area = self.area();
        let size = 10.0_f64.min((BOX.0 - 2.0) / (text::width(&number, 1.0) * BOLD));
        if count == 0 {
            canvas.rect(area, Fill::Colour("#ffffff"), Some(BRACKET));
            let at = (area.x + area.width / 2.0, self.middle() + size * 0.37);
            canvas.text(at, Anchor::Middle, Style::plain(size, SOFT), number);
        } else {
            canvas.count(area, size, &number);
        }
        let lines: f64 = self.lines.iter().chain(&self.notes).map(|_| LABEL.1).sum();
        let top = self.middle() - lines / 2.0;
        let style = Style { size: LABEL.0, bold: self.is_bold, colour: INK };
        let at = (area.x + BOX.0 + 6.0, top + LABEL.0);
        let y = canvas.lines(at, style, LABEL.1, &self.lines);
        canvas.lines((at.0, y), Style::plain(SMALL, SOFT), LABEL.1, &self.notes);
    }
}

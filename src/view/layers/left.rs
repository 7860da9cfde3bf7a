//! Headings and measures: their places and marks.
//!
//! A goal is a band over its objectives; objectives, groups and measures are blocks beside each other. Every text is wrapped, and
//! every box at least as high as its text.

use crate::view::canvas::{BOLD, Canvas, INK, SOFT, Style};
use crate::view::colour;
use crate::view::layers::graph::Node;
use crate::view::layers::layout::{Geometry, SMALL};
use crate::view::layers::outline::{Entry, Goal, Group, Objective};
use crate::view::layers::{Layers, words};
use crate::view::links::MeasureRow;
use crate::view::matrix::goal_number;
use crate::view::scene::{Anchor, Area, Fill, Key};
use crate::view::text;
use std::collections::BTreeMap;

/// Font size and height of a line: of goals, objectives, groups and measures.
const GOAL: (f64, f64) = (13.0, 18.0);
const OBJECTIVE: (f64, f64) = (11.5, 15.5);
const GROUP: (f64, f64) = (11.0, 15.0);
pub(super) const MEASURE: (f64, f64) = (10.5, 14.5);
/// Space between text and edge of a box, above and beside.
const PAD: (f64, f64) = (4.0, 6.0);
/// Space after a measure, an objective, a goal.
const GAPS: (f64, f64, f64) = (3.0, 7.0, 12.0);
/// Side of the square of a lead.
pub(super) const SQUARE: f64 = 15.0;
/// Grounds of goals, objectives, groups and measures.
const GROUNDS: (&str, &str, &str, &str) = ("#37474f", "#dfe5e9", "#eaeff2", "#f4f7f9");

/// What is drawn at a place.
enum What<'l> {
    Goal,
    Objective,
    Group,
    Nothing,
    Measure(&'l MeasureRow, Entry),
    Pointer(&'l MeasureRow, Entry),
}

/// A box with its text in lines.
struct Piece<'l> {
    what: What<'l>,
    node: Option<Node>,
    /// Of a heading its title.
    label: String,
    lines: Vec<String>,
    area: Area,
}

/// Everything of the left side at its place.
pub(super) struct Left<'l> {
    pieces: Vec<Piece<'l>>,
    /// The middle of each measure.
    pub(super) middles: BTreeMap<usize, f64>,
    /// Where it ends.
    pub(super) bottom: f64,
}

fn height(lines: &[String], step: f64) -> f64 {
    lines.iter().map(|_| step).sum::<f64>() + 2.0 * PAD.0
}

/// Puts everything under each other, from `top` on. `rooms` is what the strands of each measure need.
pub(super) fn place<'l>(
    layers: &Layers<'l>,
    geometry: &Geometry,
    rooms: &BTreeMap<usize, f64>,
    top: f64,
) -> Left<'l> {
    let left = Left { pieces: Vec::new(), middles: BTreeMap::new(), bottom: top };
    let mut placer = Placer { layers, geometry, rooms, left };
    for goal in &layers.outline {
        placer.goal(goal);
    }
    placer.left
}

struct Placer<'p, 'l> {
    layers: &'p Layers<'l>,
    geometry: &'p Geometry,
    rooms: &'p BTreeMap<usize, f64>,
    left: Left<'l>,
}

impl<'l> Placer<'_, 'l> {
    fn goal(&mut self, goal: &Goal) {
        let layers = self.layers;
        let row = goal.heading.and_then(|place| Some((place, layers.links.goals.get(place)?)));
        if row.is_some() || layers.outline.len() > 1 {
            let label = match row {
                Some((_, heading)) => format!("{} {}", goal_number(row), heading.label),
                None => words::NO_HEADING.of(layers.language).to_owned(),
            };
            let at = (self.geometry.left, self.geometry.measures_right() - self.geometry.left);
            let node = goal.heading.map(Node::Goal);
            self.heading(What::Goal, node, label, at, GOAL);
            self.left.bottom += GAPS.0;
        }
        for objective in &goal.inside {
            self.objective(objective);
        }
        if goal.inside.is_empty() {
            self.nothing();
            self.left.bottom += GAPS.1 - GAPS.0;
        }
        self.left.bottom += GAPS.2 - GAPS.1;
    }

    fn objective(&mut self, objective: &Objective) {
        let top = self.left.bottom;
        let row = objective.heading.and_then(|place| self.layers.links.objectives.get(place));
        let own = row.map(|row| {
            let label = words::heading(self.layers, &row.label, objective.again);
            let at = (self.geometry.left, self.geometry.objective);
            self.heading(What::Objective, objective.heading.map(Node::Objective), label, at, OBJECTIVE)
        });
        let least = std::mem::replace(&mut self.left.bottom, top);
        for group in &objective.inside {
            self.group(group);
        }
        if objective.inside.is_empty() {
            self.nothing();
        }
        self.left.bottom -= GAPS.0;
        self.left.bottom = self.beside(own, top, least) + GAPS.1;
    }

    fn group(&mut self, group: &Group) {
        let top = self.left.bottom;
        let known = group.heading.filter(|place| *place < self.layers.links.groups.len());
        let own = known.map(|place| {
            let way = words::way_in(self.layers.links, place).into_iter();
            let labels: Vec<&str> =
                way.filter_map(|group| Some(self.layers.links.groups.get(group)?.label.as_str())).collect();
            let label = words::heading(self.layers, &labels.join(" › "), group.again);
            let at = (self.geometry.groups, self.geometry.group);
            self.heading(What::Group, Some(Node::Group(place)), label, at, GROUP)
        });
        let least = std::mem::replace(&mut self.left.bottom, top);
        for entry in &group.inside {
            self.entry(entry);
        }
        if group.inside.is_empty() {
            self.nothing();
        }
        self.left.bottom -= GAPS.0;
        self.left.bottom = self.beside(own, top, least) + GAPS.0;
    }

    /// Makes a heading as high as what stands beside it; gives back where both end.
    fn beside(&mut self, heading: Option<usize>, top: f64, least: f64) -> f64 {
        let Some(piece) = heading.and_then(|heading| self.left.pieces.get_mut(heading)) else {
            return self.left.bottom;
        };
        let (before, bottom) = (self.left.bottom, self.left.bottom.max(least));
        piece.area.height = bottom - top;
        // What ends there fills up what is left beside a tall heading.
        let after = heading.map_or(0, |heading| heading + 1);
        let inside = self.left.pieces.iter_mut().skip(after);
        for piece in inside.filter(|piece| (piece.area.y + piece.area.height - before).abs() < 0.01) {
            piece.area.height = bottom - piece.area.y;
            if let What::Measure(_, entry) = &piece.what {
                self.left.middles.insert(entry.measure, piece.area.y + piece.area.height / 2.0);
            }
        }
        bottom
    }

    /// A heading as wide as given, as high as its text; gives back which piece it is.
    fn heading(
        &mut self,
        what: What<'l>,
        node: Option<Node>,
        label: String,
        (x, width): (f64, f64),
        (size, step): (f64, f64),
    ) -> usize {
        let lines = text::wrap(&label, (width - 2.0 * PAD.1) / BOLD, size);
        let area = Area { x, y: self.left.bottom, width, height: height(&lines, step) };
        self.left.pieces.push(Piece { what, node, label, lines, area });
        self.left.bottom += area.height;
        self.left.pieces.len() - 1
    }

    fn entry(&mut self, entry: &Entry) {
        let Some(row) = self.layers.measure(entry.measure) else {
            return;
        };
        let (shown, what) = if entry.main {
            (words::heading(self.layers, &row.text, entry.again), What::Measure(row, entry.clone()))
        } else {
            let line = self.layers.shown_line(entry.measure);
            (words::pointer(self.layers, row, line), What::Pointer(row, entry.clone()))
        };
        let lines = text::wrap(&shown, self.geometry.text, MEASURE.0);
        let mut high = height(&lines, MEASURE.1);
        if entry.main {
            let squares = self.geometry.squares(self.layers, row);
            let rows = squares.last().map_or(0.0, |square| square.1 + SQUARE);
            let strands = self.rooms.get(&entry.measure).copied().unwrap_or(0.0);
            high = high.max(rows + 2.0 * PAD.0).max(strands + PAD.0);
        }
        let (x, right) = (self.geometry.measures, self.geometry.measures_right());
        let area = Area { x, y: self.left.bottom, width: right - x, height: high };
        if entry.main {
            self.left.middles.insert(entry.measure, area.y + high / 2.0);
        }
        let node = Some(Node::Measure(entry.measure));
        self.left.pieces.push(Piece { what, node, label: String::new(), lines, area });
        self.left.bottom += high + GAPS.0;
    }

    fn nothing(&mut self) {
        let label = words::NO_MEASURE.of(self.layers.language).to_owned();
        let lines = vec![label];
        let (x, right) = (self.geometry.measures, self.geometry.measures_right());
        let area = Area { x, y: self.left.bottom, width: right - x, height: height(&lines, MEASURE.1) };
        self.left.pieces.push(Piece { what: What::Nothing, node: None, label: String::new(), lines, area });
        self.left.bottom += area.height + GAPS.0;
    }
}

impl Left<'_> {
    /// Draws everything at its place.
    pub(super) fn draw(&self, canvas: &mut Canvas, layers: &Layers<'_>, geometry: &Geometry) {
        for piece in &self.pieces {
            let node = piece.node.and_then(|node| layers.places.node(node));
            canvas.group(piece.title(layers), node.map(Key::Node), |inner| {
                piece.draw(inner, layers, geometry);
            });
        }
    }
}

impl Piece<'_> {
    /// What a reader is told when pointing at it.
    fn title(&self, layers: &Layers<'_>) -> String {
        match (&self.what, self.node) {
            (What::Nothing, _) | (_, None) => String::new(),
            (What::Goal | What::Objective | What::Group, Some(node)) => {
                words::heading_title(layers, node, &self.label)
            }
            (What::Measure(row, entry) | What::Pointer(row, entry), _) => {
                let mut title = words::measure_title(layers, row, entry.line, entry.again);
                if layers.links.uses_of(entry.measure).is_empty() {
                    title.push('\n');
                    title.push_str(words::NO_PROGRAM.of(layers.language));
                }
                title
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas, layers: &Layers<'_>, geometry: &Geometry) {
        let ground = |canvas: &mut Canvas, colour| canvas.rect(self.area, Fill::Colour(colour), None);
        match &self.what {
            What::Goal => {
                ground(canvas, GROUNDS.0);
                self.text(canvas, PAD.1, Style::bold(GOAL.0, "#ffffff"), GOAL.1);
            }
            What::Objective => {
                ground(canvas, GROUNDS.1);
                self.text(canvas, PAD.1, Style::plain(OBJECTIVE.0, INK), OBJECTIVE.1);
            }
            What::Group => {
                ground(canvas, GROUNDS.2);
                self.text(canvas, PAD.1, Style::plain(GROUP.0, INK), GROUP.1);
            }
            What::Nothing => self.text(canvas, geometry.indent(), Style::plain(MEASURE.0, SOFT), MEASURE.1),
            What::Measure(row, entry) => {
                ground(canvas, GROUNDS.3);
                self.line(canvas, entry);
                self.text(canvas, geometry.indent(), Style::plain(MEASURE.0, INK), MEASURE.1);
                self.squares(canvas, layers, geometry, row);
                if layers.links.uses_of(entry.measure).is_empty() {
                    let x = self.area.x + self.area.width + 2.0;
                    let gap = Area { x, width: GAP_MARK, ..self.area };
                    canvas.rect(gap, Fill::Gap, Some("#b0bec5"));
                }
            }
            What::Pointer(_, entry) => {
                self.line(canvas, entry);
                self.text(canvas, geometry.indent(), Style::plain(MEASURE.0, SOFT), MEASURE.1);
            }
        }
    }

    /// The lines of text, as far from the left edge as given.
    fn text(&self, canvas: &mut Canvas, indent: f64, style: Style, step: f64) {
        let baseline = self.area.y + PAD.0 + style.size * 0.88 + (step - style.size) / 2.0;
        canvas.lines((self.area.x + indent, baseline), style, step, &self.lines);
    }

    /// The line of the source.
    fn line(&self, canvas: &mut Canvas, entry: &Entry) {
        if let Some(line) = entry.line {
            let at = (self.area.x + PAD.1, self.area.y + PAD.0 + MEASURE.0);
            canvas.text(at, Anchor::Start, Style::plain(SMALL, SOFT), line.to_string());
        }
    }

    /// A square for each lead.
    fn squares(&self, canvas: &mut Canvas, layers: &Layers<'_>, geometry: &Geometry, row: &MeasureRow) {
        let ranks = layers.ranks(&row.leads);
        for (rank, (x, y)) in ranks.into_iter().zip(geometry.squares(layers, row)) {
            let fill = colour::fill(Some(rank));
            let wide = geometry.square;
            let at = (geometry.squares_left() + x, self.area.y + PAD.0 + y);
            canvas.rect(Area { x: at.0, y: at.1, width: wide, height: SQUARE }, fill, None);
            let mark = layers.bodies.get(rank).map(|body| body.mark.as_str()).unwrap_or_default();
            let size = ((wide - 3.0) / text::width(mark, 1.0).max(0.1)).min(MARK.1);
            if size >= MARK.0 {
                canvas.mark((at.0 + wide / 2.0, at.1 + SQUARE / 2.0), size, fill, mark);
            }
        }
    }
}

/// Width of the mark of a measure without a program.
const GAP_MARK: f64 = 36.0;
/// Least and most font size of a mark in a square.
const MARK: (f64, f64) = (6.5, 10.0);

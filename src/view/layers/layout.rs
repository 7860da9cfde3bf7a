//! Where every mark of the layers goes.
//!
//! From the left: goals as bands over their objectives, objectives as blocks beside their measures, measures with their source line, full
//! text and leads, strands, programs. The room for the text of measures is the least with which the picture is at most as high as a
//! sheet of paper of its width. Everything is placed by the estimated widths of [`crate::view::text`], so that nothing overlaps or
//! leaves the picture.

use crate::view::bodies::Body;
use crate::view::canvas::{Canvas, MARGIN, SOFT, Style};
use crate::view::layers::left::{self, MEASURE, SQUARE};
use crate::view::layers::right::Right;
use crate::view::layers::{Layers, strands, words};
use crate::view::legend::{self, Sign, Signs};
use crate::view::links::MeasureRow;
use crate::view::scene::{Anchor, Scene};
use crate::view::text;

/// The least width of what stands between the margins, so that title and legend have room.
const LEAST_WIDTH: f64 = 720.0;
/// The longest line of title and legend.
const HEAD_MOST: f64 = 1500.0;
/// Font size of source lines and small notes.
pub(super) const SMALL: f64 = 9.5;
/// Width of the objectives and of the groups; space after them.
const OBJECTIVE: f64 = 160.0;
const GROUP: f64 = 160.0;
const BESIDE: f64 = 3.0;
/// Widths that the text of measures may have; the least.
const TEXTS: [f64; 7] = [280.0, 360.0, 440.0, 520.0, 600.0, 680.0, 760.0];
const LEAST_TEXT: f64 = 150.0;
/// From this many measures on the text is as wide as it may be.
const MANY: usize = 2000;
/// A sheet of A paper is this much higher than wide.
const SHEET: f64 = 1.414;
/// Squares of leads stand so many in a row, so far apart; the widest.
const SQUARES: (usize, f64, f64) = (3, 2.0, 30.0);
/// Width of the strands: at least, for each use, and at most.
const FLOW: (f64, f64, f64) = (160.0, 2.5, 380.0);

/// The horizontal measures of the picture.
pub(super) struct Geometry {
    /// Left edge of the objectives, and their width.
    pub(super) left: f64,
    pub(super) objective: f64,
    /// Left edge of the groups, and their width.
    pub(super) groups: f64,
    pub(super) group: f64,
    /// Left edge of the measures.
    pub(super) measures: f64,
    /// Width of the source lines.
    line: f64,
    /// Width of the text of measures.
    pub(super) text: f64,
    /// Width of a square of a lead, and how many stand in a row.
    pub(super) square: f64,
    in_row: usize,
    /// Width of the strands.
    flow: f64,
}

impl Geometry {
    fn of(layers: &Layers<'_>, most: f64) -> Self {
        let objectives = layers.outline.iter().flat_map(|goal| &goal.inside);
        let groups = objectives.clone().flat_map(|objective| &objective.inside);
        let entries = groups.clone().flat_map(|group| &group.inside);
        let wide = |is_shown: bool, width: f64| if is_shown { (width, width + BESIDE) } else { (0.0, 0.0) };
        let (objective, after) =
            wide(objectives.clone().any(|objective| objective.heading.is_some()), OBJECTIVE);
        let left = MARGIN + after;
        let (group, after) = wide(groups.clone().any(|group| group.heading.is_some()), GROUP);
        let lines = entries.filter_map(|entry| entry.line);
        let line = lines.map(|line| text::width(&line.to_string(), SMALL) + 6.0).fold(0.0, f64::max);
        let rows = || layers.measures.iter().filter_map(|measure| layers.measure(*measure));
        let widest = rows().map(|row| text::width(&row.text, MEASURE.0)).fold(LEAST_TEXT, f64::max);
        let in_row = rows().map(|row| row.leads.len()).max().unwrap_or(0).min(SQUARES.0);
        let mark = |body: &Body| text::width(&body.mark, 10.0) + 3.0;
        let square = layers.bodies.iter().map(mark).fold(SQUARE, f64::max).min(SQUARES.2);
        Self {
            left: MARGIN,
            objective,
            groups: left,
            group,
            measures: left + after,
            line,
            text: widest.min(most),
            square,
            in_row,
            flow: layers.links.uses.iter().fold(FLOW.0, |wide, _| (wide + FLOW.1).min(FLOW.2)),
        }
    }

    /// How far the text of a measure stands from its left edge.
    pub(super) fn indent(&self) -> f64 {
        6.0 + self.line
    }

    pub(super) fn squares_left(&self) -> f64 {
        self.measures + self.indent() + self.text + 6.0
    }

    /// Right edge of the measures.
    pub(super) fn measures_right(&self) -> f64 {
        let squares = (0..self.in_row).map(|_| self.square + SQUARES.1).sum::<f64>();
        self.squares_left() + squares + 4.0
    }

    /// Where strands to programs that are part of nothing end.
    pub(super) fn programs(&self) -> f64 {
        self.measures_right() + self.flow
    }

    /// The upper left corners of the squares of the leads of a measure.
    pub(super) fn squares(&self, layers: &Layers<'_>, row: &MeasureRow) -> Vec<(f64, f64)> {
        let mut corners = Vec::new();
        let mut at = (0.0, 0.0);
        for (place, _) in layers.ranks(&row.leads).iter().enumerate() {
            if place > 0 && place.is_multiple_of(self.in_row.max(1)) {
                at = (0.0, at.1 + SQUARE + SQUARES.1);
            }
            corners.push(at);
            at.0 += self.square + SQUARES.1;
        }
        corners
    }
}

/// The room for texts with which the picture is not higher than a sheet, or the widest.
fn geometry(layers: &Layers<'_>, rooms: &std::collections::BTreeMap<usize, f64>) -> Geometry {
    let widest = Geometry::of(layers, TEXTS.last().copied().unwrap_or(LEAST_TEXT));
    if layers.measures.len() > MANY {
        return widest;
    }
    for most in TEXTS {
        let geometry = Geometry::of(layers, most);
        let height = left::place(layers, &geometry, rooms, 0.0).bottom;
        if height <= SHEET * (geometry.programs() + crate::view::layers::right::LABEL_MOST) {
            return geometry;
        }
    }
    widest
}

/// Lays the layers out.
pub(super) fn layout(layers: &Layers<'_>) -> Scene {
    let strands = strands::strands(layers);
    let rooms = strands::rooms(&strands, |strand| strand.measure);
    let geometry = geometry(layers, &rooms);
    let mut right = Right::new(layers, &strands, geometry.programs());
    let programs = geometry.programs() + text::width(words::PROGRAMS.of(layers.language), SMALL + 1.0);
    let width = right.edge.max(MARGIN + LEAST_WIDTH).max(programs);
    let head_right = width.min(MARGIN + HEAD_MOST);
    let mut canvas = Canvas::default();
    let title = words::title(layers);
    let summary = words::summary(layers);
    let y = legend::title(&mut canvas, head_right, MARGIN, &title, &summary);
    let y = legend(&mut canvas, layers, head_right, y);
    let top = heads(&mut canvas, layers, &geometry, y);
    let left = left::place(layers, &geometry, &rooms, top);
    right.place(&strands, &left.middles, (top, left.bottom));
    strands::draw(
        &mut canvas,
        layers,
        &strands,
        (&left.middles, &right.middles),
        (geometry.measures_right(), &right.edges),
    );
    left.draw(&mut canvas, layers, &geometry);
    right.draw(&mut canvas, layers);
    let bottom = left.bottom.max(right.bottom);
    Scene { width: width + MARGIN, height: bottom + MARGIN, title, description: summary, marks: canvas.marks }
}

/// What stands over the columns; gives back where they may begin.
fn heads(canvas: &mut Canvas, layers: &Layers<'_>, geometry: &Geometry, top: f64) -> f64 {
    let style = Style::plain(SMALL + 1.0, SOFT);
    let baseline = top + 11.0;
    if layers.measures.is_empty() && layers.outline.is_empty() {
        canvas.text((MARGIN, baseline), Anchor::Start, style, words::NOTHING.of(layers.language));
        return baseline + 10.0;
    }
    if geometry.objective > 0.0 {
        canvas.text((geometry.left, baseline), Anchor::Start, style, words::OBJECTIVES.of(layers.language));
    }
    if geometry.group > 0.0 {
        canvas.text((geometry.groups, baseline), Anchor::Start, style, words::GROUPS.of(layers.language));
    }
    let at = |x: f64| (x, baseline);
    canvas.text(at(geometry.measures), Anchor::Start, style, words::MEASURES.of(layers.language));
    if !layers.programs.is_empty() {
        canvas.text(at(geometry.programs()), Anchor::Start, style, words::PROGRAMS.of(layers.language));
    }
    baseline + 7.0
}

/// Draws the legend; gives back where the next thing may begin.
fn legend(canvas: &mut Canvas, layers: &Layers<'_>, right: f64, top: f64) -> f64 {
    let language = layers.language;
    let used = || {
        layers
            .links
            .uses
            .iter()
            .filter(|used| layers.places.node(super::graph::Node::Measure(used.measure)).is_some())
    };
    let unled = used().any(|used| layers.measure(used.measure).is_some_and(|row| row.leads.is_empty()));
    let bodies = legend::leading(&layers.bodies, unled.then(|| words::NO_LEAD.of(language)));
    let mut signs: Signs = Vec::new();
    let most = used().map(|used| used.years.len()).max().unwrap_or(0);
    signs.extend(
        (1..=most).map(|years| (Sign::Strand(strands::width(years)), words::years_sign(layers, years))),
    );
    if used().any(|used| used.years.is_empty()) {
        signs.push((Sign::Strand(strands::width(0)), words::NO_YEAR.of(language).to_owned()));
    }
    if !layers.programs.is_empty() {
        signs.push((Sign::Count("2".to_owned()), words::COUNT_SIGN.of(language).to_owned()));
    }
    if layers.programs.iter().any(|program| !layers.graph.wholes_of(*program).is_empty()) {
        signs.push((Sign::Bracket, words::PART_SIGN.of(language).to_owned()));
    }
    if layers.measures.iter().any(|measure| layers.links.uses_of(*measure).is_empty()) {
        signs.push((Sign::Gap, words::GAP_SIGN.of(language).to_owned()));
    }
    let mut y = top;
    if !bodies.is_empty() {
        y = legend::row(canvas, right, y, words::LEADS.of(language), &bodies);
    }
    if !signs.is_empty() {
        y = legend::row(canvas, right, y, words::SIGNS.of(language), &signs);
    }
    y + 10.0
}

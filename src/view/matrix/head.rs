//! What stands above the rows: title, legend, heads of goals and objectives, source lines.

use crate::view::canvas::{BOLD, Canvas, INK, SOFT, Style};
use crate::view::legend::{self, Sign, Signs};
use crate::view::matrix::layout::{Geometry, SMALL, line_text};
use crate::view::matrix::network::Places;
use crate::view::matrix::{Cell, Head, Matrix, words};
use crate::view::scene::{Anchor, Area, Fill, Key};
use crate::view::text;
use std::collections::BTreeMap;

/// Font sizes of the heads of goals and objectives, the height of their lines, and how many they may have.
const GOAL: (f64, f64, usize) = (12.5, 17.0, 2);
const OBJECTIVE: (f64, f64, usize) = (11.0, 14.5, 5);
/// Backgrounds of heads.
const GOAL_FILL: &str = "#37474f";
const OBJECTIVE_FILL: &str = "#dfe5e9";

/// Draws title and summary; gives back where the next thing may begin.
pub(super) fn title(canvas: &mut Canvas, matrix: &Matrix, geometry: &Geometry, top: f64) -> f64 {
    legend::title(canvas, geometry.head_right(), top, &words::title(matrix), &words::summary(matrix))
}

/// The signs that the picture needs: for bodies, and for all else.
fn signs(matrix: &Matrix) -> (Signs, Signs) {
    let language = matrix.language;
    let unled = matrix.columns.iter().any(|column| column.leads.is_empty() && column.programs > 0);
    let bodies = legend::leading(&matrix.bodies, unled.then(|| words::NO_LEAD.of(language)));
    let mut others = Vec::new();
    if !matrix.years.is_empty() {
        others.push((Sign::Years(matrix.years.len()), words::years_sign(matrix)));
    }
    let cells = || matrix.rows.iter().flat_map(|row| row.cells.values());
    if cells().any(|cell| matches!(cell, Cell::Uses(years) if years.is_empty())) {
        others.push((Sign::Unknown, words::NO_YEAR.of(language).to_owned()));
    }
    if cells().any(|cell| *cell == Cell::PartOnly) {
        others.push((Sign::Part, words::PARTS_SIGN.of(language).to_owned()));
    }
    if matrix.columns.iter().any(|column| column.programs == 0) {
        others.push((Sign::Gap, words::GAP_SIGN.of(language).to_owned()));
    }
    if matrix.reused_rows > 0 && matrix.reused_rows < matrix.rows.len() {
        others.push((Sign::Rule, words::RULE_SIGN.of(language).to_owned()));
    }
    (bodies, others)
}

/// Draws the legend; gives back where the next thing may begin.
pub(super) fn legend(canvas: &mut Canvas, matrix: &Matrix, geometry: &Geometry, top: f64) -> f64 {
    let (bodies, others) = signs(matrix);
    let mut y = top;
    if !bodies.is_empty() {
        y = legend::row(canvas, geometry.head_right(), y, words::LEADS.of(matrix.language), &bodies);
    }
    if !others.is_empty() {
        y = legend::row(canvas, geometry.head_right(), y, words::SIGNS.of(matrix.language), &others);
    }
    y + 8.0
}

/// A head over its columns: the lines that it shows, at which size.
fn head_lines(head: &Head, room: f64, (size, _, most): (f64, f64, usize)) -> (Vec<String>, f64) {
    let full = format!("{} {}", head.number, head.label);
    if let Some(lines) = text::wrap_within(&full, room, size * BOLD, most) {
        return (lines, size);
    }
    let alone = text::width(&head.number, size * BOLD);
    (vec![head.number.clone()], if alone > room { size * room / alone } else { size })
}

/// Draws the heads and source lines; gives back where the rows may begin.
pub(super) fn heads(matrix: &Matrix, geometry: &Geometry, places: &Places, top: f64) -> (Canvas, f64) {
    let mut canvas = Canvas::default();
    let goal_style = Style::bold(GOAL.0, "#ffffff");
    let look = (GOAL, goal_style, GOAL_FILL);
    let y = band(&mut canvas, geometry, (&matrix.goals, &places.goals), top, look);
    let objective_style = Style::plain(OBJECTIVE.0, INK);
    let look = (OBJECTIVE, objective_style, OBJECTIVE_FILL);
    let y = band(&mut canvas, geometry, (&matrix.objectives, &places.objectives), y + 2.0, look);
    let baseline = y + 13.0;
    canvas.text(
        (geometry.grid.0 - 8.0, baseline),
        Anchor::End,
        Style::plain(SMALL, SOFT),
        words::MEASURES.of(matrix.language),
    );
    for (column, x) in matrix.columns.iter().zip(&geometry.columns) {
        let key = places.measures.get(&column.measure).copied().map(Key::Node);
        canvas.group(words::column_title(matrix, column), key, |inner| {
            let middle = (x + geometry.column / 2.0, baseline);
            inner.text(middle, Anchor::Middle, Style::plain(SMALL, INK), line_text(column.line));
        });
    }
    canvas.text(
        (geometry.bars, baseline),
        Anchor::Start,
        Style::plain(SMALL, SOFT),
        words::count_head(matrix),
    );
    (canvas, baseline + 6.0)
}

type Look = ((f64, f64, usize), Style, &'static str);

fn band(
    canvas: &mut Canvas,
    geometry: &Geometry,
    (heads, nodes): (&[Head], &BTreeMap<usize, usize>),
    top: f64,
    look: Look,
) -> f64 {
    let (shape, style, fill) = look;
    let placed: Vec<_> = heads
        .iter()
        .map(|head| {
            let (left, right) = geometry.span(&head.columns);
            let (lines, size) = head_lines(head, right - left - 8.0, shape);
            (head, left, right, lines, size)
        })
        .collect();
    let most = placed.iter().map(|(_, _, _, lines, _)| lines.len()).max().unwrap_or(0);
    let height = (0..most).map(|_| shape.1).sum::<f64>() + 7.0;
    for (head, left, right, lines, size) in placed {
        let area = Area { x: left, y: top, width: right - left, height };
        let key = head.heading.and_then(|heading| nodes.get(&heading)).copied().map(Key::Node);
        canvas.group(format!("{} {}", head.number, head.label), key, |inner| {
            inner.rect(area, Fill::Colour(fill), None);
            let style = Style { size, ..style };
            if lines.len() == 1 && lines.first() == Some(&head.number) {
                let middle = (left + (right - left) / 2.0, top + shape.1);
                inner.text(middle, Anchor::Middle, style, head.number.as_str());
            } else {
                inner.lines((left + 4.0, top + shape.1), style, shape.1, &lines);
            }
        });
    }
    top + height
}

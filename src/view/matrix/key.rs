//! Below the rows: the full titles behind the numbers of the heads, and how the counts are meant.

use crate::view::matrix::layout::{BOLD, Canvas, Geometry, INK, MARGIN, SOFT, Style};
use crate::view::matrix::{Head, Matrix};
use crate::view::scene::Anchor;
use crate::view::text;

/// Font size and height of a line.
const SIZE: (f64, f64) = (12.0, 18.0);
/// The longest line, in em: longer ones are hard to read.
const LONGEST: f64 = 90.0;

/// How the counts are meant.
const NOTE: &str = "施策数は、状況又は計画の欄でその事業を挙げる施策の数(どの年度でも、再掲は一度)。( )内は、その事業の\
                    部分に当たる事業だけを挙げる施策も含めた数。";

/// Draws the titles; gives back where the picture may end.
pub(super) fn titles(canvas: &mut Canvas, matrix: &Matrix, geometry: &Geometry, top: f64) -> f64 {
    let room = (geometry.right - MARGIN).min(LONGEST * SIZE.0);
    let mut y = top + 24.0;
    if !matrix.goals.is_empty() {
        canvas.text((MARGIN, y), Anchor::Start, Style::bold(SIZE.0, SOFT), "目標と目的");
        y += SIZE.1 + 2.0;
    }
    for goal in &matrix.goals {
        y = entry(canvas, goal, (MARGIN, y), room, Style::bold(SIZE.0, INK));
        let under = matrix.objectives.iter().filter(|head| goal.columns.contains(&head.columns.start));
        for objective in under {
            y = entry(canvas, objective, (MARGIN + 16.0, y), room - 16.0, Style::plain(SIZE.0, INK));
        }
        y += 4.0;
    }
    let lines = text::wrap(NOTE, room, SIZE.0 - 1.0);
    canvas.lines((MARGIN, y + 6.0), Style::plain(SIZE.0 - 1.0, SOFT), SIZE.1, &lines) - SIZE.1
}

fn entry(canvas: &mut Canvas, head: &Head, at: (f64, f64), room: f64, style: Style) -> f64 {
    let number = text::width(&head.number, SIZE.0 * BOLD) + 8.0;
    let lines = text::wrap(&head.label, (room - number) / BOLD, SIZE.0);
    canvas.text(at, Anchor::Start, style, head.number.as_str());
    canvas.lines((at.0 + number, at.1), style, SIZE.1, &lines)
}

//! Below the rows: the full titles behind the numbers of the heads, and how the counts are meant.

use crate::view::canvas::{BOLD, Canvas, INK, MARGIN, SOFT, Style};
use crate::view::matrix::layout::Geometry;
use crate::view::matrix::{Head, Matrix, words};
use crate::view::scene::Anchor;
use crate::view::text;

/// Font size and height of a line.
const SIZE: (f64, f64) = (12.0, 18.0);
/// The longest line, in em: longer ones are hard to read.
const LONGEST: f64 = 90.0;

/// Draws the titles; gives back where the picture may end.
pub(super) fn titles(canvas: &mut Canvas, matrix: &Matrix, geometry: &Geometry, top: f64) -> f64 {
    let room = (geometry.right - MARGIN).min(LONGEST * SIZE.0);
    let mut y = top + 24.0;
    if !matrix.goals.is_empty() {
        canvas.text((MARGIN, y), Anchor::Start, Style::bold(SIZE.0, SOFT), words::KEY.of(matrix.language));
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
    let note = if matrix.repeats { words::NOTE_REPEATS } else { words::NOTE };
    let lines = text::wrap(note.of(matrix.language), room, SIZE.0 - 1.0);
    canvas.lines((MARGIN, y + 6.0), Style::plain(SIZE.0 - 1.0, SOFT), SIZE.1, &lines) - SIZE.1
}

fn entry(canvas: &mut Canvas, head: &Head, at: (f64, f64), room: f64, style: Style) -> f64 {
    let number = text::width(&head.number, SIZE.0 * BOLD) + 8.0;
    let lines = text::wrap(&head.label, (room - number) / BOLD, SIZE.0);
    canvas.text(at, Anchor::Start, style, head.number.as_str());
    canvas.lines((at.0 + number, at.1), style, SIZE.1, &lines)
}

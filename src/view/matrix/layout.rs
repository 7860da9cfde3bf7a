//! Where every mark of the matrix goes.
//!
//! From the top: title, legend, heads of goals and objectives, source lines of the measures, the rows with
//! their cells and counts, the number of programs of each measure, and the full titles of all heads. A head
//! that has no room for its title shows its number alone; no title is ever cut. Everything is placed by the
//! estimated widths of [`crate::view::text`], so that nothing overlaps or leaves the picture.

use std::collections::BTreeSet;

use crate::view::canvas::{BOLD, Canvas, MARGIN};
use crate::view::matrix::network::Places;
use crate::view::matrix::{Head, Matrix, Row, body, head, key, words};
use crate::view::scene::Scene;
use crate::view::text;

/// The least width of what stands between the margins, so that title and legend have room.
const LEAST_WIDTH: f64 = 720.0;
/// The longest line of title and legend: in a very wide picture they stay in sight at the left.
pub(super) const HEAD_MOST: f64 = 1500.0;
/// Font size of row labels.
pub(super) const LABEL_SIZE: f64 = 12.5;
/// Height of a line in a row label.
pub(super) const LABEL_LINE: f64 = 16.0;
/// Least height of a row.
const ROW_HEIGHT: f64 = 24.0;
/// The widest that row labels may become before they wrap.
const LABEL_MOST: f64 = 460.0;
/// Indent of a part under its whole.
pub(super) const INDENT: f64 = 14.0;
/// Parts that stand deeper are indented no further.
const DEEPEST: usize = 6;
/// Width of one fiscal year in a cell.
const SLOT: f64 = 15.0;
/// Space at both sides of a cell.
pub(super) const CELL_PAD: f64 = 2.0;
/// Space before the columns of an objective, and of a goal.
const GAPS: (f64, f64) = (5.0, 12.0);
/// The longest bar at the right.
pub(super) const BAR: f64 = 80.0;
/// Font size of source lines and counts.
pub(super) const SMALL: f64 = 9.5;

/// The horizontal measures of the picture.
pub(super) struct Geometry {
    /// Left edge and width of the row labels.
    pub(super) labels: (f64, f64),
    /// Left edge of each column.
    pub(super) columns: Vec<f64>,
    /// Width of each column.
    pub(super) column: f64,
    /// Left and right edge of all columns.
    pub(super) grid: (f64, f64),
    /// Left edge of the bars.
    pub(super) bars: f64,
    /// Right edge of everything.
    pub(super) right: f64,
}

impl Geometry {
    fn of(matrix: &Matrix) -> Self {
        let widest = matrix.rows.iter().map(row_label_width).fold(0.0, f64::max);
        let labels = (MARGIN, (widest + 6.0).clamp(170.0, LABEL_MOST));
        let lines = matrix.columns.iter().map(|column| text::width(&line_text(column.line), SMALL));
        let column = lines.fold(slots(matrix) * SLOT + 2.0 * CELL_PAD, |most, line| most.max(line + 4.0));
        let start = labels.0 + labels.1 + 8.0;
        let starts = |heads: &[Head]| heads.iter().map(|head| head.columns.start).collect::<BTreeSet<_>>();
        let (goals, objectives) = (starts(&matrix.goals), starts(&matrix.objectives));
        let mut columns = Vec::with_capacity(matrix.columns.len());
        let mut x = start;
        for place in 0..matrix.columns.len() {
            x += match place {
                0 => 0.0,
                _ if goals.contains(&place) => GAPS.1,
                _ if objectives.contains(&place) => GAPS.0,
                _ => 0.0,
            };
            columns.push(x);
            x += column;
        }
        let counts = matrix.rows.iter().map(|row| text::width(&words::count_text(matrix, row), SMALL + 1.5));
        let count = counts.fold(0.0, f64::max).max(text::width(words::count_head(matrix), SMALL) - BAR);
        let bars = x + 12.0;
        Self {
            labels,
            columns,
            column,
            grid: (start, x),
            bars,
            right: (bars + BAR + 6.0 + count).max(MARGIN + LEAST_WIDTH),
        }
    }

    /// How far title and legend may reach.
    pub(super) fn head_right(&self) -> f64 {
        self.right.min(MARGIN + HEAD_MOST)
    }

    /// Left and right edge of some neighbouring columns.
    pub(super) fn span(&self, columns: &std::ops::Range<usize>) -> (f64, f64) {
        let left = self.columns.get(columns.start).copied().unwrap_or(self.grid.0);
        let last = self.columns.get(columns.end.saturating_sub(1)).copied().unwrap_or(left);
        (left, last + self.column)
    }
}

/// The slots of a cell: one a fiscal year, at least one.
#[expect(clippy::cast_precision_loss, reason = "a cell has few years")]
pub(super) fn slots(matrix: &Matrix) -> f64 {
    matrix.years.len().max(1) as f64
}

/// How a source line is written over its column.
pub(super) fn line_text(line: Option<i64>) -> String {
    line.map_or_else(|| "–".to_owned(), |line| line.to_string())
}

/// How far a row's label is indented.
pub(super) fn indent(row: &Row) -> f64 {
    (0..row.depth.min(DEEPEST)).map(|_| INDENT).sum()
}

/// Whether a row's label is bold: the program serves two or more measures.
pub(super) fn is_bold(row: &Row) -> bool {
    row.reuse.measures_with_parts >= 2
}

fn label_size(row: &Row) -> f64 {
    if is_bold(row) { LABEL_SIZE * BOLD } else { LABEL_SIZE }
}

fn row_label_width(row: &Row) -> f64 {
    indent(row) + text::width(&row.label, label_size(row))
}

/// A row with its label in lines and its place.
pub(super) struct PlacedRow<'a> {
    /// Its place among the rows, and so its node.
    pub(super) node: usize,
    pub(super) row: &'a Row,
    pub(super) lines: Vec<String>,
    pub(super) y: f64,
    pub(super) height: f64,
}

fn place_rows<'a>(matrix: &'a Matrix, geometry: &Geometry, top: f64) -> Vec<PlacedRow<'a>> {
    let mut y = top;
    let mut placed = Vec::with_capacity(matrix.rows.len());
    for (node, row) in matrix.rows.iter().enumerate() {
        let lines = text::wrap(&row.label, geometry.labels.1 - indent(row), label_size(row));
        let height = lines.iter().map(|_| LABEL_LINE).sum::<f64>() + ROW_HEIGHT - LABEL_LINE;
        placed.push(PlacedRow { node, row, lines, y, height });
        y += height;
    }
    placed
}

/// Lays the matrix out.
///
/// # Arguments
///
/// * `matrix`: what is shown.
///
/// # Returns
///
/// The picture. The same matrix gives the same picture.
///
/// # Complexity
///
/// Time and space O(r + c·log h + n) for r rows, c columns under h heads, n cells.
pub fn layout(matrix: &Matrix) -> Scene {
    let geometry = Geometry::of(matrix);
    let places = Places::new(matrix);
    let mut canvas = Canvas::default();
    let y = head::title(&mut canvas, matrix, &geometry, MARGIN);
    let y = head::legend(&mut canvas, matrix, &geometry, y);
    let heads_top = y;
    let (mut heads, top) = head::heads(matrix, &geometry, &places, heads_top);
    let rows = place_rows(matrix, &geometry, top);
    let bottom = rows.last().map_or(top, |row| row.y + row.height);
    body::background(&mut canvas, matrix, &geometry, &places, &rows, (top, bottom));
    canvas.marks.append(&mut heads.marks);
    body::rows(&mut canvas, matrix, &geometry, &places, &rows);
    let y = body::totals(&mut canvas, matrix, &geometry, &places, bottom);
    let y = key::titles(&mut canvas, matrix, &geometry, y);
    Scene {
        width: geometry.right + MARGIN,
        height: y + MARGIN,
        title: words::title(matrix),
        description: words::summary(matrix),
        marks: canvas.marks,
    }
}

//! The rows with their cells, and the counts at the right and below.

use crate::view::canvas::{Canvas, INK, SOFT, Style};
use crate::view::colour;
use crate::view::matrix::layout::{
    BAR, CELL_PAD, Geometry, INDENT, LABEL_LINE, LABEL_SIZE, PlacedRow, SMALL, indent, is_bold, line_text,
    slots,
};
use crate::view::matrix::network::Places;
use crate::view::matrix::{Cell, Column, Matrix, words};
use crate::view::scene::{Anchor, Area, Fill, Key, Mark};
use crate::view::text;
use std::collections::BTreeMap;

/// From this many rows on the source lines stand below the rows too.
const REPEAT_LINES: usize = 25;
/// Height of a cell.
const CELL: f64 = 20.0;
/// Least and most font size of a mark in a cell.
const MARK_SIZES: (f64, f64) = (6.5, 10.0);

/// Draws what lies behind rows and columns.
pub(super) fn background(
    canvas: &mut Canvas,
    matrix: &Matrix,
    geometry: &Geometry,
    places: &Places,
    rows: &[PlacedRow<'_>],
    (top, bottom): (f64, f64),
) {
    for head in &matrix.objectives {
        let (left, right) = geometry.span(&head.columns);
        let area = Area { x: left, y: top, width: right - left, height: bottom - top };
        canvas.rect(area, Fill::Colour("#eff3f6"), None);
    }
    for row in rows.iter().skip(1).step_by(2) {
        let left = geometry.labels.0 - 4.0;
        let area = Area { x: left, y: row.y, width: geometry.grid.1 - left, height: row.height };
        canvas.rect(area, Fill::Shade, None);
    }
    for (column, x) in matrix.columns.iter().zip(&geometry.columns) {
        if column.programs == 0 && bottom > top {
            let about = words::column_title(matrix, column);
            let title = format!("{about}\n{}", words::NO_PROGRAM.of(matrix.language));
            let key = places.measures.get(&column.measure).copied().map(Key::Node);
            canvas.group(title, key, |inner| {
                let area = Area { x: x + 1.0, y: top, width: geometry.column - 2.0, height: bottom - top };
                inner.rect(area, Fill::Gap, None);
            });
        }
    }
}

/// Draws labels, cells and counts of all rows.
pub(super) fn rows(
    canvas: &mut Canvas,
    matrix: &Matrix,
    geometry: &Geometry,
    places: &Places,
    rows: &[PlacedRow<'_>],
) {
    let most = matrix.rows.iter().map(|row| row.reuse.measures_with_parts).max().unwrap_or(0);
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, column) in matrix.columns.iter().enumerate() {
        columns.entry(column.measure).or_default().push(at);
    }
    for placed in rows {
        let key = Key::Row { node: placed.node, top: placed.y, height: placed.height };
        canvas.group(String::new(), Some(key), |inner| {
            label(inner, matrix, geometry, placed);
            let cells = placed.row.cells.keys().filter_map(|measure| columns.get(measure)).flatten();
            let mut cells: Vec<usize> = cells.copied().collect();
            cells.sort_unstable();
            for at in cells {
                let (Some(column), Some(x)) = (matrix.columns.get(at), geometry.columns.get(at)) else {
                    continue;
                };
                let Some(cell) = placed.row.cells.get(&column.measure) else {
                    continue;
                };
                let edge = places.cells.get(&(placed.node, column.measure)).copied();
                let title = words::cell_title(matrix, placed.row, column, cell);
                let y = placed.y + (placed.height - CELL) / 2.0;
                inner.group(title, edge.map(Key::Edge), |inner| {
                    Spot { matrix, column, x: *x, width: geometry.column, y }.draw(inner, cell);
                });
            }
            bar(inner, matrix, geometry, placed, most);
        });
    }
    let rule = rows.get(matrix.reused_rows).filter(|_| matrix.reused_rows > 0);
    if let Some(row) = rule {
        canvas.line((geometry.labels.0, row.y), (geometry.bars + BAR, row.y), INK, 1.5);
    }
}

fn label(canvas: &mut Canvas, matrix: &Matrix, geometry: &Geometry, placed: &PlacedRow<'_>) {
    let row = placed.row;
    let left = geometry.labels.0 + indent(row);
    canvas.group(words::row_title(matrix, row), Some(Key::Node(placed.node)), |inner| {
        if row.depth > 0 {
            let (x, middle) = (left - INDENT + 4.0, placed.y + 12.0);
            inner.line((x, placed.y + 2.0), (x, middle), "#90a4ae", 1.0);
            inner.line((x, middle), (left - 2.0, middle), "#90a4ae", 1.0);
        }
        let style = Style { size: LABEL_SIZE, bold: is_bold(row), colour: INK };
        inner.lines((left, placed.y + 16.5), style, LABEL_LINE, &placed.lines);
    });
}

#[expect(clippy::cast_precision_loss, reason = "counts of measures are far below 2^52")]
fn bar(canvas: &mut Canvas, matrix: &Matrix, geometry: &Geometry, placed: &PlacedRow<'_>, most: usize) {
    let row = placed.row;
    let length = |count: usize| BAR * count as f64 / most.max(1) as f64;
    let middle = placed.y + placed.height / 2.0;
    let area = |count: usize| Area { x: geometry.bars, y: middle - 5.0, width: length(count), height: 10.0 };
    canvas.rect(area(row.reuse.measures_with_parts), Fill::Colour("#b0bec5"), None);
    canvas.rect(area(row.reuse.measures), Fill::Colour("#455a64"), None);
    let at = (geometry.bars + length(row.reuse.measures_with_parts) + 5.0, middle + 4.0);
    canvas.text(at, Anchor::Start, Style::plain(SMALL + 1.5, INK), words::count_text(matrix, row));
}

/// A place for a cell.
struct Spot<'a> {
    matrix: &'a Matrix,
    column: &'a Column,
    x: f64,
    width: f64,
    y: f64,
}

impl Spot<'_> {
    fn draw(&self, canvas: &mut Canvas, cell: &Cell) {
        match cell {
            Cell::PartOnly => canvas.marks.push(Mark::Ring {
                centre: (self.x + self.width / 2.0, self.y + CELL / 2.0),
                radius: 4.0,
                colour: SOFT,
            }),
            Cell::Uses(years) => self.slots(canvas, years),
        }
    }

    fn slots(&self, canvas: &mut Canvas, years: &[i32]) {
        let inside = self.width - 2.0 * CELL_PAD;
        if years.is_empty() {
            let fill = colour::fill(self.column.leads.first().copied());
            let area = self.area(self.x + CELL_PAD, inside);
            canvas.rect(area, Fill::Colour("#ffffff"), Some(colour::line(fill)));
            return;
        }
        let wide = inside / slots(self.matrix);
        let mut x = self.x + CELL_PAD;
        for year in &self.matrix.years {
            let area = self.area(x + 0.5, wide - 1.0);
            if years.contains(&year.year) {
                self.stripes(canvas, area);
            } else {
                canvas.rect(area, Fill::Colour("#ffffff"), Some("#b0bec5"));
            }
            x += wide;
        }
    }

    fn area(&self, x: f64, width: f64) -> Area {
        Area { x, y: self.y, width, height: CELL }
    }

    /// One stripe for each lead, with its mark where there is room.
    fn stripes(&self, canvas: &mut Canvas, area: Area) {
        let leads: Vec<Option<usize>> = match self.column.leads.as_slice() {
            [] => vec![None],
            some => some.iter().copied().map(Some).collect(),
        };
        let height = leads.iter().fold(0.0, |sum, _| sum + 1.0);
        let height = area.height / height;
        let mut y = area.y;
        for lead in leads {
            let fill = colour::fill(lead);
            let stripe = Area { y, height, ..area };
            canvas.rect(stripe, fill, None);
            let mark = lead.and_then(|place| self.matrix.bodies.get(place)).map(|body| body.mark.as_str());
            if let Some((mark, size)) = mark.and_then(|mark| Some((mark, mark_size(mark, stripe)?))) {
                canvas.mark((stripe.x + stripe.width / 2.0, y + height / 2.0), size, fill, mark);
            }
            y += height;
        }
    }
}

/// The size at which a mark fits into a stripe, if that can still be read.
fn mark_size(mark: &str, stripe: Area) -> Option<f64> {
    let across = (stripe.width - 0.5) / text::width(mark, 1.0).max(0.1);
    let size = across.min(stripe.height - 0.5).min(MARK_SIZES.1);
    (size >= MARK_SIZES.0 && !mark.is_empty()).then_some(size)
}

/// Draws the number of programs of each measure; gives back where the next thing may begin.
pub(super) fn totals(
    canvas: &mut Canvas,
    matrix: &Matrix,
    geometry: &Geometry,
    places: &Places,
    bottom: f64,
) -> f64 {
    let language = matrix.language;
    if matrix.columns.is_empty() {
        let style = Style::plain(LABEL_SIZE, SOFT);
        canvas.text(
            (geometry.labels.0, bottom + 16.0),
            Anchor::Start,
            style,
            words::NO_MEASURES.of(language),
        );
        return bottom + 24.0;
    }
    let y = bottom + 15.0;
    let side = (geometry.grid.0 - 8.0, y);
    canvas.text(side, Anchor::End, Style::plain(SMALL, SOFT), words::PROGRAMS_OF_MEASURE.of(language));
    for (column, x) in matrix.columns.iter().zip(&geometry.columns) {
        let style =
            if column.programs == 0 { Style::bold(SMALL + 0.5, "#b23c00") } else { Style::plain(SMALL, INK) };
        let middle = (x + geometry.column / 2.0, y);
        let key = places.measures.get(&column.measure).copied().map(Key::Node);
        canvas.group(String::new(), key, |inner| {
            inner.text(middle, Anchor::Middle, style, column.programs.to_string());
        });
    }
    if matrix.rows.len() < REPEAT_LINES {
        return y + 8.0;
    }
    let y = y + 14.0;
    let side = (geometry.grid.0 - 8.0, y);
    canvas.text(side, Anchor::End, Style::plain(SMALL, SOFT), words::MEASURES.of(language));
    for (column, x) in matrix.columns.iter().zip(&geometry.columns) {
        let middle = (x + geometry.column / 2.0, y);
        canvas.text(middle, Anchor::Middle, Style::plain(SMALL, SOFT), line_text(column.line));
    }
    y + 8.0
}

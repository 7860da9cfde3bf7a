//! Triangles: each component below its diagonal, names at the diagonal; what is tied to nothing in columns below.
//!
//! A name ends the row at its left and heads the column below it. Between components there is nothing to show, so that each has a triangle
//! of its own, and small ones stand beside each other.

use crate::view::canvas::{BOLD, Canvas, INK, MARGIN, SOFT, Style};
use crate::view::pairs::layout::{Body, GROUND, Table};
use crate::view::pairs::shade::Hue;
use crate::view::pairs::words;
use crate::view::scene::{Anchor, Area, Fill, Key};
use crate::view::text;

/// The widest that names may become before they wrap.
const LABEL_MOST: f64 = 400.0;
/// Space between triangles.
const BETWEEN: (f64, f64) = (36.0, 22.0);
/// Small triangles stand beside each other up to this width at least.
const SHELF: f64 = 1200.0;
/// Columns of what is tied to nothing: width and space between.
const COLUMN: (f64, f64) = (340.0, 24.0);

/// Sides of cells and font sizes for components up to some number of items.
const SIZES: [(usize, f64, f64); 4] =
    [(40, 24.0, 12.0), (90, 20.0, 12.0), (180, 15.0, 10.5), (usize::MAX, 11.0, 8.5)];

/// An item at its place.
struct Row {
    item: usize,
    lines: Vec<String>,
    is_bold: bool,
    height: f64,
}

/// A component at its place, from the upper left corner of all.
struct Triangle {
    rows: Vec<Row>,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// All components.
pub(super) struct Triangles {
    tied: Vec<Triangle>,
    alone: Vec<Row>,
    cell: f64,
    size: f64,
    right: f64,
    /// Height of all triangles.
    height: f64,
}

impl Triangles {
    pub(super) fn new(table: &Table<'_>) -> Self {
        let most = table.components.first().map_or(0, Vec::len);
        let found = SIZES.iter().find(|(items, ..)| most <= *items);
        let (cell, size) = found.map_or((24.0, 12.0), |(_, cell, size)| (*cell, *size));
        let tied = table.components.iter().filter(|members| members.len() > 1);
        let mut triangles: Vec<Triangle> = tied.map(|members| triangle(table, members, cell, size)).collect();
        let shelf = triangles.iter().map(|triangle| triangle.width).fold(SHELF, f64::max);
        let height = pack(&mut triangles, shelf);
        let single = table.components.iter().filter(|members| members.len() == 1).flatten();
        let alone: Vec<Row> =
            single.map(|item| row(table, *item, (COLUMN.0 - BOX - 6.0, 20.0, 12.0))).collect();
        let edges = triangles.iter().map(|triangle| MARGIN + triangle.x + triangle.width);
        let mut right = edges.fold(MARGIN, f64::max);
        if !alone.is_empty() {
            let columns = columns(right - MARGIN, alone.len());
            right = (0..columns).fold(MARGIN - COLUMN.1, |x, _| x + COLUMN.0 + COLUMN.1).max(right);
        }
        Self { tied: triangles, alone, cell, size, right, height }
    }
}

/// Width of the box of what is tied to nothing.
const BOX: f64 = 24.0;

fn row(table: &Table<'_>, item: usize, (room, least, size): (f64, f64, f64)) -> Row {
    let found = table.pairs.items.get(item);
    let is_bold = found.is_some_and(|item| item.has.len() >= 2);
    let room = if is_bold { room / BOLD } else { room };
    let lines = text::wrap(found.map(|item| item.label.as_str()).unwrap_or_default(), room, size);
    let height = lines.iter().map(|_| size * LINE).sum::<f64>() + 2.0;
    Row { item, lines, is_bold, height: height.max(least) }
}

/// Height of a line in em.
const LINE: f64 = 1.25;

fn triangle(table: &Table<'_>, members: &[usize], cell: f64, size: f64) -> Triangle {
    let rows: Vec<Row> = members.iter().map(|item| row(table, *item, (LABEL_MOST, cell, size))).collect();
    let (mut x, mut width) = (0.0, 0.0_f64);
    for row in &rows {
        x += cell;
        let bold = if row.is_bold { BOLD } else { 1.0 };
        let label = row.lines.iter().map(|line| text::width(line, size * bold)).fold(0.0, f64::max);
        width = width.max(x + 6.0 + label);
    }
    let height = rows.iter().map(|row| row.height).sum();
    Triangle { rows, x: 0.0, y: 0.0, width, height }
}

/// Puts triangles beside each other in shelves of a width; gives back the height of all.
fn pack(triangles: &mut [Triangle], shelf: f64) -> f64 {
    let (mut x, mut y, mut high) = (0.0, 0.0, 0.0_f64);
    for triangle in triangles {
        if x > 0.0 && x + triangle.width > shelf {
            (x, y) = (0.0, y + high + BETWEEN.1);
            high = 0.0;
        }
        (triangle.x, triangle.y) = (x, y);
        x += triangle.width + BETWEEN.0;
        high = high.max(triangle.height);
    }
    y + high
}

/// How many columns fit into a width; three if there is nothing else to fit.
fn columns(width: f64, items: usize) -> usize {
    let mut columns = 1;
    let mut right = 2.0 * COLUMN.0 + COLUMN.1;
    while right <= width.max(3.0 * COLUMN.0 + 2.0 * COLUMN.1) {
        columns += 1;
        right += COLUMN.0 + COLUMN.1;
    }
    columns.min(items.max(1))
}

impl Body for Triangles {
    fn right(&self) -> f64 {
        self.right
    }

    fn draw(&self, canvas: &mut Canvas, table: &Table<'_>, top: f64) -> f64 {
        for triangle in &self.tied {
            self.triangle(canvas, table, triangle, top);
        }
        let bottom = top + self.height;
        if self.alone.is_empty() {
            return bottom;
        }
        let y = if self.tied.is_empty() { bottom } else { bottom + 30.0 };
        self.alone(canvas, table, y)
    }
}

impl Triangles {
    fn triangle(&self, canvas: &mut Canvas, table: &Table<'_>, triangle: &Triangle, top: f64) {
        let (left, cell) = (MARGIN + triangle.x, self.cell);
        let mut y = top + triangle.y;
        let mut x = left;
        // Rows as bands, and where their columns begin as thin lines.
        for (place, row) in triangle.rows.iter().enumerate() {
            let area = Area { x: left, y, width: x - left, height: row.height };
            if place > 0 {
                canvas.rect(
                    area,
                    Fill::Colour(if place.is_multiple_of(2) { GROUND } else { "#e6ecf0" }),
                    None,
                );
            }
            x += cell;
            y += row.height;
        }
        let bottom = y;
        (x, y) = (left, top + triangle.y);
        for row in &triangle.rows {
            y += row.height;
            x += cell;
            if y < bottom {
                canvas.line((x, y), (x, bottom), "#ffffff", 1.0);
            }
        }
        (x, y) = (left, top + triangle.y);
        let mut before: Vec<usize> = Vec::new();
        for row in &triangle.rows {
            let middle = y + row.height / 2.0;
            let high = cell - 2.0;
            let area = |x: f64| Area { x: x + 1.0, y: middle - high / 2.0, width: cell - 2.0, height: high };
            let mut at = left;
            for other in &before {
                if let Some(tie) = table.tie(row.item, *other) {
                    table.cell(canvas, Hue::Shared, tie, area(at));
                }
                at += cell;
            }
            label(canvas, table, row, area(x), y, self.size);
            before.push(row.item);
            x += cell;
            y += row.height;
        }
    }

    /// What is tied to nothing, in columns of about the same height.
    fn alone(&self, canvas: &mut Canvas, table: &Table<'_>, top: f64) -> f64 {
        let heading = words::ALONE.of(table.pairs.language);
        canvas.text((MARGIN, top + 12.0), Anchor::Start, Style::bold(12.0, SOFT), heading);
        let start = top + 24.0;
        let count = columns(self.right - MARGIN, self.alone.len());
        let in_column = self.alone.len().div_ceil(count.max(1)).max(1);
        let (mut x, mut bottom) = (MARGIN, start);
        for column in self.alone.chunks(in_column) {
            let mut y = start;
            for row in column {
                let area = Area { x, y: y + row.height / 2.0 - 8.0, width: BOX - 2.0, height: 16.0 };
                label(canvas, table, row, area, y, 12.0);
                y += row.height;
            }
            bottom = bottom.max(y);
            x += COLUMN.0 + COLUMN.1;
        }
        bottom
    }
}

/// A box with the count, and the name at its right.
fn label(canvas: &mut Canvas, table: &Table<'_>, row: &Row, area: Area, top: f64, size: f64) {
    let Some(item) = table.pairs.items.get(row.item) else {
        return;
    };
    canvas.group(words::item_title(table.pairs, item), Some(Key::Node(row.item)), |inner| {
        table.own(inner, row.item, area);
        let lines: f64 = row.lines.iter().map(|_| size * LINE).sum();
        let baseline = top + (row.height - lines) / 2.0 + size;
        let style = Style { size, bold: row.is_bold, colour: INK };
        inner.lines((area.x + area.width + 6.0, baseline), style, size * LINE, &row.lines);
    });
}

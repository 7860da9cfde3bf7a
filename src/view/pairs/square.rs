//! The square of bodies: below the diagonal what two share, above it what both lead, at the right what each has.

use crate::view::canvas::{BOLD, Canvas, DARK, INK, MARGIN, SOFT, Style};
use crate::view::colour;
use crate::view::pairs::layout::{Body, GROUND, Table};
use crate::view::pairs::shade::Hue;
use crate::view::pairs::{Item, words};
use crate::view::scene::{Anchor, Area, Fill, Key};
use crate::view::text;
use std::collections::BTreeSet;

/// Sides of cells for up to some number of bodies.
const CELLS: [(usize, f64); 3] = [(12, 34.0), (30, 28.0), (usize::MAX, 22.0)];
/// Font size of names, height of a line, and the widest that they may become before they wrap.
const LABEL: (f64, f64, f64) = (12.5, 16.0, 320.0);
/// Font size of counts and numbers.
const SMALL: f64 = 11.0;
/// The square with a body's mark.
const MARK: (f64, f64) = (26.0, 16.0);
/// The longest bar.
const BAR: f64 = 150.0;
/// The light part of a bar.
const LIGHT: &str = "#b0bec5";

/// A body at its place.
struct Row {
    item: usize,
    /// Its number, where marks alone would not tell bodies apart.
    number: String,
    lines: Vec<String>,
    height: f64,
}

/// All bodies in one order.
pub(super) struct Square {
    rows: Vec<Row>,
    cell: f64,
    /// Width of numbers, left edge of names, of cells and of bars.
    numbers: f64,
    names: f64,
    grid: f64,
    bars: f64,
    right: f64,
    /// The highest count of a body.
    most: usize,
}

impl Square {
    pub(super) fn new(table: &Table<'_>) -> Self {
        let order: Vec<usize> = table.components.iter().flatten().copied().collect();
        let items = || order.iter().filter_map(|item| table.pairs.items.get(*item));
        let cell = CELLS.iter().find(|(bodies, _)| order.len() <= *bodies).map_or(22.0, |(_, cell)| *cell);
        let marks: BTreeSet<&str> = items().map(|item| item.mark.as_str()).collect();
        let looks: BTreeSet<Fill> = items().map(|item| colour::fill(item.rank)).collect();
        let is_plain = marks.len() == order.len() && looks.len() == order.len();
        let mut rows: Vec<Row> = Vec::new();
        for (place, item) in order.iter().enumerate() {
            let label = table.pairs.items.get(*item).map(|item| item.label.as_str()).unwrap_or_default();
            let lines = text::wrap(label, LABEL.2, LABEL.0);
            let height = (lines.iter().map(|_| LABEL.1).sum::<f64>() + 4.0).max(cell);
            let number = if is_plain { String::new() } else { (place + 1).to_string() };
            rows.push(Row { item: *item, number, lines, height });
        }
        let widest = |texts: &mut dyn Iterator<Item = &String>, size: f64| {
            texts.map(|text| text::width(text, size)).fold(0.0, f64::max)
        };
        let numbers = widest(&mut rows.iter().map(|row| &row.number), SMALL);
        let names = MARGIN + numbers + if numbers > 0.0 { 6.0 } else { 0.0 } + MARK.0 + 8.0;
        let name = widest(&mut rows.iter().flat_map(|row| &row.lines), LABEL.0);
        let grid = names + name.max(60.0) + 12.0;
        let bars = rows.iter().fold(grid, |x, _| x + cell) + 16.0;
        let counts = items().map(|item| text::width(&count_text(item), SMALL)).fold(0.0, f64::max);
        let head = text::width(words::BARS.of(table.pairs.language), SMALL - 1.0);
        let right = (bars + BAR + 6.0 + counts).max(bars + head);
        let most = items().map(|item| item.has.len()).max().unwrap_or(0);
        Self { rows, cell, numbers, names, grid, bars, right, most }
    }
}

fn count_text(item: &Item) -> String {
    format!("{} / {}", item.leads, item.has.len().saturating_sub(item.leads))
}

impl Body for Square {
    fn right(&self) -> f64 {
        self.right
    }

    fn draw(&self, canvas: &mut Canvas, table: &Table<'_>, top: f64) -> f64 {
        if self.rows.is_empty() {
            return top;
        }
        let start = self.heads(canvas, table, top);
        let mut y = start;
        for (place, row) in self.rows.iter().enumerate() {
            let ground = if place.is_multiple_of(2) { GROUND } else { "#e6ecf0" };
            let width = self.bars - 16.0 - self.grid;
            canvas.rect(Area { x: self.grid, y, width, height: row.height }, Fill::Colour(ground), None);
            y += row.height;
        }
        let bottom = y;
        let mut x = self.grid + self.cell;
        for _ in self.rows.iter().skip(1) {
            canvas.line((x, start), (x, bottom), "#ffffff", 1.0);
            x += self.cell;
        }
        y = start;
        for (place, row) in self.rows.iter().enumerate() {
            self.row(canvas, table, (place, row), y);
            y += row.height;
        }
        bottom
    }
}

impl Square {
    /// Marks over the columns; gives back where the rows may begin.
    fn heads(&self, canvas: &mut Canvas, table: &Table<'_>, top: f64) -> f64 {
        let number = if self.numbers > 0.0 { 14.0 } else { 0.0 };
        let mut x = self.grid;
        for row in &self.rows {
            let middle = x + self.cell / 2.0;
            canvas.group(title(table, row), Some(Key::Node(row.item)), |inner| {
                let at = (middle, top + 11.0);
                inner.text(at, Anchor::Middle, Style::plain(SMALL - 1.5, SOFT), row.number.as_str());
                let wide = (self.cell - 2.0).min(MARK.0);
                let area = Area { x: middle - wide / 2.0, y: top + number, width: wide, height: MARK.1 };
                mark(inner, table, row.item, area);
            });
            x += self.cell;
        }
        let at = (self.bars, top + number + 12.0);
        let words = words::BARS.of(table.pairs.language);
        canvas.text(at, Anchor::Start, Style::plain(SMALL - 1.0, SOFT), words);
        top + number + MARK.1 + 5.0
    }

    fn row(&self, canvas: &mut Canvas, table: &Table<'_>, (place, row): (usize, &Row), y: f64) {
        let middle = y + row.height / 2.0;
        canvas.group(title(table, row), Some(Key::Node(row.item)), |inner| {
            let at = (MARGIN + self.numbers, middle + 4.0);
            inner.text(at, Anchor::End, Style::plain(SMALL, SOFT), row.number.as_str());
            let x = self.names - MARK.0 - 8.0;
            let area = Area { x, y: middle - MARK.1 / 2.0, width: MARK.0, height: MARK.1 };
            mark(inner, table, row.item, area);
            let high: f64 = row.lines.iter().map(|_| LABEL.1).sum();
            let style = Style::plain(LABEL.0, INK);
            inner.lines((self.names, middle - high / 2.0 + LABEL.0), style, LABEL.1, &row.lines);
        });
        let mut x = self.grid;
        for (column, other) in self.rows.iter().enumerate() {
            let high = self.cell - 2.0;
            let area = Area { x: x + 1.0, y: middle - high / 2.0, width: self.cell - 2.0, height: high };
            if column == place {
                canvas.group(title(table, row), Some(Key::Node(row.item)), |inner| {
                    table.own(inner, row.item, area);
                });
            } else if let Some(tie) = table.tie(row.item, other.item) {
                let hue = if column < place { Hue::Shared } else { Hue::BothLead };
                table.cell(canvas, hue, tie, area);
            }
            x += self.cell;
        }
        self.bar(canvas, table, row, middle);
    }

    /// How many measures a body leads, and how many it supports.
    #[expect(clippy::cast_precision_loss, reason = "counts of measures are far below 2^52")]
    fn bar(&self, canvas: &mut Canvas, table: &Table<'_>, row: &Row, middle: f64) {
        let Some(item) = table.pairs.items.get(row.item) else {
            return;
        };
        canvas.group(title(table, row), Some(Key::Node(row.item)), |inner| {
            let length = |count: usize| BAR * count as f64 / self.most.max(1) as f64;
            let (led, all) = (length(item.leads), length(item.has.len()));
            let bar = |x: f64, width: f64| Area { x, y: middle - 6.0, width, height: 12.0 };
            inner.rect(bar(self.bars, led), Fill::Colour(DARK), None);
            inner.rect(bar(self.bars + led, all - led), Fill::Colour(LIGHT), None);
            let at = (self.bars + all + 6.0, middle + 4.0);
            inner.text(at, Anchor::Start, Style::plain(SMALL, INK), count_text(item));
        });
    }
}

fn title(table: &Table<'_>, row: &Row) -> String {
    table.pairs.items.get(row.item).map(|item| words::item_title(table.pairs, item)).unwrap_or_default()
}

/// A body's mark on its colour.
fn mark(canvas: &mut Canvas, table: &Table<'_>, item: usize, area: Area) {
    let Some(item) = table.pairs.items.get(item) else {
        return;
    };
    let fill = colour::fill(item.rank);
    canvas.rect(area, fill, None);
    let size = ((area.width - 3.0) / (text::width(&item.mark, 1.0) * BOLD).max(0.1)).min(10.0);
    if size >= 6.5 {
        canvas.mark((area.x + area.width / 2.0, area.y + area.height / 2.0), size, fill, &item.mark);
    }
}

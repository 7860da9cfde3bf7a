//! Where every mark of a picture of pairs goes: what is common to triangles and squares.
//!
//! Programs stand in triangles, one for each component, with their names at the diagonal; bodies in one square, since both of its
//! halves say something. Everything is placed by the estimated widths of [`crate::view::text`], so that nothing overlaps or leaves the
//! picture.

use crate::view::canvas::{Canvas, INK, MARGIN, SOFT, Style};
use crate::view::legend::{self, Sign, Signs};
use crate::view::pairs::order::components;
use crate::view::pairs::shade::{Hue, look, ranges};
use crate::view::pairs::{Pairs, square, triangle, words};
use crate::view::scene::{Anchor, Area, Fill, Key, Scene};
use crate::view::text;
use std::collections::BTreeMap;

/// The least width of what stands between the margins, so that title and legend have room.
const LEAST_WIDTH: f64 = 720.0;
/// The longest line of title and legend.
const HEAD_MOST: f64 = 1500.0;
/// Ground of the cells.
pub(super) const GROUND: &str = "#f0f4f7";
/// Outline of the cell of a part and its whole.
const PART: &str = "#000000";
/// Least and most font size of a number in a cell.
const NUMBER: (f64, f64) = (6.5, 11.0);

/// Everything that drawing needs.
pub(super) struct Table<'p> {
    pub(super) pairs: &'p Pairs,
    pub(super) components: Vec<Vec<usize>>,
    /// The tie of each pair, by first and second.
    ties: BTreeMap<(usize, usize), usize>,
    /// The strongest tie.
    most: usize,
}

impl<'p> Table<'p> {
    fn new(pairs: &'p Pairs) -> Self {
        let ties = pairs.ties.iter().enumerate().map(|(place, tie)| ((tie.first, tie.second), place));
        Self {
            pairs,
            components: components(pairs.items.len(), &pairs.ties),
            ties: ties.collect(),
            most: pairs.ties.iter().map(|tie| tie.shared).max().unwrap_or(0),
        }
    }

    /// The ties of an item with those that stand before it, with their places: `(place before, tie)`.
    pub(super) fn tie(&self, one: usize, other: usize) -> Option<usize> {
        self.ties.get(&(one.min(other), one.max(other))).copied()
    }

    /// Draws the cell of a tie; nothing if there is nothing of this hue.
    pub(super) fn cell(&self, canvas: &mut Canvas, hue: Hue, tie: usize, area: Area) {
        let Some(row) = self.pairs.ties.get(tie) else {
            return;
        };
        let count = if hue == Hue::Shared { row.shared } else { row.both_lead };
        if count == 0 {
            return;
        }
        canvas.group(words::tie_title(self.pairs, row), Some(Key::Edge(tie)), |inner| {
            let look = look(hue, count, self.most);
            let stroke = if row.is_part { Some(PART) } else { look.stroke };
            inner.rect(area, look.fill, stroke);
            number(inner, area, count, Style::plain(0.0, look.ink));
        });
    }

    /// Draws the box of an item on the diagonal.
    pub(super) fn own(&self, canvas: &mut Canvas, item: usize, area: Area) {
        let count = self.pairs.items.get(item).map_or(0, |item| item.has.len());
        canvas.rect(area, Fill::Colour(crate::view::canvas::DARK), None);
        number(canvas, area, count, Style::bold(0.0, "#ffffff"));
    }
}

/// A number in the middle of an area, as large as there is room; none if it could not be read.
fn number(canvas: &mut Canvas, area: Area, count: usize, style: Style) {
    let text = count.to_string();
    let bold = if style.bold { crate::view::canvas::BOLD } else { 1.0 };
    let across = (area.width - 2.0) / (text::width(&text, 1.0) * bold).max(0.1);
    let size = across.min(area.height - 2.0).min(NUMBER.1);
    if size >= NUMBER.0 {
        let middle = (area.x + area.width / 2.0, area.y + area.height / 2.0 + size * 0.37);
        canvas.text(middle, Anchor::Middle, Style { size, ..style }, text);
    }
}

/// Lays pairs out.
pub(super) fn layout(pairs: &Pairs) -> Scene {
    let table = Table::new(pairs);
    let title = words::title(pairs);
    let description = words::summary(pairs, &table.components);
    let body: Box<dyn Body> = if pairs.of_bodies() {
        Box::new(square::Square::new(&table))
    } else {
        Box::new(triangle::Triangles::new(&table))
    };
    let right = body.right().max(MARGIN + LEAST_WIDTH);
    let head = right.min(MARGIN + HEAD_MOST);
    let mut canvas = Canvas::default();
    let y = legend::title(&mut canvas, head, MARGIN, &title, &description);
    let y = if pairs.items.is_empty() {
        nothing(&mut canvas, pairs, y)
    } else {
        legend(&mut canvas, &table, head, y)
    };
    let bottom = body.draw(&mut canvas, &table, y);
    Scene { width: right + MARGIN, height: bottom + MARGIN, title, description, marks: canvas.marks }
}

/// What stands below the legend.
pub(super) trait Body {
    /// Its right edge.
    fn right(&self) -> f64;
    /// Draws it from `top` on; gives back where it ends.
    fn draw(&self, canvas: &mut Canvas, table: &Table<'_>, top: f64) -> f64;
}

fn nothing(canvas: &mut Canvas, pairs: &Pairs, top: f64) -> f64 {
    let words = if pairs.of_bodies() { words::NO_BODIES } else { words::NO_ITEMS };
    let words = words.of(pairs.language);
    canvas.text((MARGIN, top + 15.0), Anchor::Start, Style::plain(12.5, SOFT), words);
    top + 24.0
}

/// The shades of one hue.
fn shades(table: &Table<'_>, hue: Hue) -> Signs {
    let counts =
        table.pairs.ties.iter().map(|tie| if hue == Hue::Shared { tie.shared } else { tie.both_lead });
    let counts: std::collections::BTreeSet<usize> = counts.collect();
    let mut signs: Signs = Vec::new();
    if counts.contains(&1) {
        let one = look(hue, 1, table.most);
        let sign = Sign::Cell(one.fill, one.stroke, one.ink, "1".to_owned());
        signs.push((sign, words::ONE.of(table.pairs.language).to_owned()));
    }
    for range in ranges(table.most) {
        if counts.range(range.0..=range.1).next().is_some() {
            let look = look(hue, range.0, table.most);
            signs.push((Sign::Cell(look.fill, look.stroke, look.ink, String::new()), words::range(range)));
        }
    }
    signs
}

/// Draws the legend; gives back where the next thing may begin.
fn legend(canvas: &mut Canvas, table: &Table<'_>, right: f64, top: f64) -> f64 {
    let language = table.pairs.language;
    let is_bodies = table.pairs.of_bodies();
    let mut y = top;
    let shared = shades(table, Hue::Shared);
    if !shared.is_empty() {
        let lead = if is_bodies { words::SHARED_BELOW } else { words::SHARED };
        y = legend::row(canvas, right, y, lead.of(language), &shared);
    }
    let led = shades(table, Hue::BothLead);
    if !led.is_empty() {
        y = legend::row(canvas, right, y, words::LED_ABOVE.of(language), &led);
    }
    let own = if is_bodies { words::OWN_BODY } else { words::OWN_PROGRAM };
    let mut signs: Signs = vec![(Sign::Count("3".to_owned()), own.of(language).to_owned())];
    if table.pairs.ties.iter().any(|tie| tie.is_part) {
        let sign = Sign::Cell(Fill::Colour(GROUND), Some(PART), INK, String::new());
        signs.push((sign, words::PART.of(language).to_owned()));
    }
    legend::row(canvas, right, y, words::SIGNS.of(language), &signs) + 12.0
}

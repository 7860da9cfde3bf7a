//! What the pictures draw with: marks, styles, and the colours of plain text.

use crate::view::colour;
use crate::view::scene::{Anchor, Area, Fill, Key, Label, Mark};
use crate::view::text;

/// Colour of secondary text.
pub(crate) const SOFT: &str = "#5f6368";
/// Colour of plain text.
pub(crate) const INK: &str = "#212121";
/// Ground of counts.
pub(crate) const DARK: &str = "#455a64";
/// How much wider bold text is taken to be.
pub(crate) const BOLD: f64 = 1.06;
/// Space around everything.
pub(crate) const MARGIN: f64 = 24.0;
/// Marks gathered from back to front.
#[derive(Default)]
pub(crate) struct Canvas {
    pub(crate) marks: Vec<Mark>,
}

impl Canvas {
    pub(crate) fn rect(&mut self, area: Area, fill: Fill, stroke: Option<&'static str>) {
        self.marks.push(Mark::Rect { area, fill, stroke });
    }

    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &'static str, width: f64) {
        self.marks.push(Mark::Line { from, to, colour, width });
    }

    pub(crate) fn text(&mut self, at: (f64, f64), anchor: Anchor, style: Style, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(Mark::Text(Label {
                x: at.0,
                y: at.1,
                anchor,
                size: style.size,
                bold: style.bold,
                colour: style.colour,
                text,
            }));
        }
    }

    /// A body's mark on its fill, around a middle; on a pattern it stands on white, so that it can be read.
    pub(crate) fn mark(&mut self, (x, y): (f64, f64), size: f64, fill: Fill, mark: &str) {
        if matches!(fill, Fill::Striped(_) | Fill::Dotted(_)) {
            let wide = text::width(mark, size);
            let plate = Area { x: x - wide / 2.0, y: y - size / 2.0, width: wide, height: size };
            self.rect(plate, Fill::Colour("#ffffff"), None);
        }
        let style = Style::plain(size, colour::ink(fill));
        self.text((x, y + size * 0.37), Anchor::Middle, style, mark);
    }

    /// A number in white on a dark box.
    pub(crate) fn count(&mut self, area: Area, size: f64, number: &str) {
        self.rect(area, Fill::Colour(DARK), None);
        let middle = (area.x + area.width / 2.0, area.y + area.height / 2.0 + size * 0.37);
        self.text(middle, Anchor::Middle, Style::bold(size, "#ffffff"), number);
    }

    /// Lines under each other; gives back the baseline after the last.
    pub(crate) fn lines(&mut self, at: (f64, f64), style: Style, step: f64, lines: &[String]) -> f64 {
        let mut y = at.1;
        for line in lines {
            self.text((at.0, y), Anchor::Start, style, line.as_str());
            y += step;
        }
        y
    }

    /// What `draw` draws, with what a reader is told when pointing at it and what it stands for.
    pub(crate) fn group(&mut self, title: String, key: Option<Key>, draw: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        draw(&mut inner);
        self.marks.push(Mark::Group { title, key, marks: inner.marks });
    }
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) colour: &'static str,
}

impl Style {
    pub(crate) const fn plain(size: f64, colour: &'static str) -> Self {
        Self { size, bold: false, colour }
    }

    pub(crate) const fn bold(size: f64, colour: &'static str) -> Self {
        Self { size, bold: true, colour }
    }
}

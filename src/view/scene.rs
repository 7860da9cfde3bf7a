//! A picture as plain marks with positions: what a view hands to a writer.
//!
//! Units are CSS pixels, y grows downwards. A scene holds everything that is drawn, so that a test can look
//! at it as a reader would: which texts there are, and whether two of them overlap.

use crate::view::text;

/// How a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// Not at all.
    None,
    /// With a colour, `#rrggbb`.
    Colour(&'static str),
    /// With white diagonal lines on a colour.
    Striped(&'static str),
    /// With white dots on a colour.
    Dotted(&'static str),
    /// With a thin shade over what lies behind.
    Shade,
    /// With thin grey diagonal lines on white: something is missing here.
    Gap,
}

/// Which end of a text its position gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Horizontal position of the anchor.
    pub x: f64,
    /// Vertical position of the baseline.
    pub y: f64,
    /// Which end `x` is.
    pub anchor: Anchor,
    /// Font size.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub colour: &'static str,
    /// What it says.
    pub text: String,
}

/// A rectangle, also used for the space that something takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// Whether two areas share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

impl Label {
    /// The space that the text takes, by the estimate of [`text::width`].
    pub fn area(&self) -> Area {
        let width = text::width(&self.text, self.size);
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area { x, y: self.y - self.size * 0.88, width, height: self.size }
    }
}

/// What marks stand for, as places in the [`Network`](crate::view::network::Network) beside the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    /// A node. Several groups may stand for one node: its label, its head, its count.
    Node(usize),
    /// An edge.
    Edge(usize),
    /// Everything that stands in the row of a node and moves with it, when a page orders rows anew. The marks lie
    /// between `top` and `top + height`.
    Row {
        /// The node.
        node: usize,
        /// Upper edge of the row.
        top: f64,
        /// Height of the row.
        height: f64,
    },
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Its inside.
        fill: Fill,
        /// Its outline's colour.
        stroke: Option<&'static str>,
    },
    /// A straight line.
    Line {
        /// From.
        from: (f64, f64),
        /// To.
        to: (f64, f64),
        /// Its colour.
        colour: &'static str,
        /// Its width.
        width: f64,
    },
    /// A ring.
    Ring {
        /// Its middle.
        centre: (f64, f64),
        /// Its radius.
        radius: f64,
        /// Its colour.
        colour: &'static str,
    },
    /// A text.
    Text(Label),
    /// A straight line or a curve that flows from left to right, as wide as what flows.
    Flow {
        /// From.
        from: (f64, f64),
        /// To.
        to: (f64, f64),
        /// Its colour.
        colour: &'static str,
        /// Its width.
        width: f64,
    },
    /// Marks that belong together, with what a reader is told when pointing at them.
    Group {
        /// What a reader is told; nothing if there is no more to say than the marks do.
        title: String,
        /// What the marks stand for.
        key: Option<Key>,
        /// The marks.
        marks: Vec<Mark>,
    },
}

/// A whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What it is, in a line.
    pub title: String,
    /// What it shows, for readers who do not see it.
    pub description: String,
    /// What is drawn, from back to front.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// Every text of the picture, in the order of drawing.
    pub fn labels(&self) -> Vec<&Label> {
        let mut labels = Vec::new();
        collect_labels(&self.marks, &mut labels);
        labels
    }

    /// The fills of all rectangles, each once, in a fixed order.
    pub fn fills(&self) -> Vec<Fill> {
        let mut fills = Vec::new();
        collect_fills(&self.marks, &mut fills);
        fills.sort_unstable();
        fills.dedup();
        fills
    }
}

fn collect_labels<'a>(marks: &'a [Mark], labels: &mut Vec<&'a Label>) {
    for mark in marks {
        match mark {
            Mark::Text(label) => labels.push(label),
            Mark::Group { marks, .. } => collect_labels(marks, labels),
            Mark::Rect { .. } | Mark::Line { .. } | Mark::Flow { .. } | Mark::Ring { .. } => {}
        }
    }
}

fn collect_fills(marks: &[Mark], fills: &mut Vec<Fill>) {
    for mark in marks {
        match mark {
            Mark::Rect { fill, .. } => fills.push(*fill),
            Mark::Group { marks, .. } => collect_fills(marks, fills),
            Mark::Text(_) | Mark::Line { .. } | Mark::Flow { .. } | Mark::Ring { .. } => {}
        }
    }
}

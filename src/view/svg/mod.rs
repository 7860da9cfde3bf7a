//! SVG: a laid-out picture as a file that opens in any browser.
//!
//! May live here: writing a [`Scene`] and one thin module per view. Nothing here decides what is shown or
//! where. All text and every attribute goes through quick-xml, which escapes it; characters that XML does not
//! allow are left out. Coordinates are written with at most two decimals: the same scene gives the same bytes.

use std::fmt::Write as _;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::view::scene::{Anchor, Area, Fill, Key, Label, Mark, Scene};

pub mod matrix;

/// The families asked for: the first that a reader's machine has is taken.
const FONTS: &str = "'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif";

/// The colour of a shade, before it is made thin.
const SHADE: &str = "#000000";

/// Why a picture could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SvgError {
    /// The output failed.
    #[error("the picture could not be written")]
    Io(#[source] io::Error),
}

/// Writes a scene as an SVG document.
pub fn write_scene(scene: &Scene, writer: impl Write) -> Result<(), SvgError> {
    let mut document = Document { writer: Writer::new(writer), keyed: false };
    document.scene(scene).map_err(SvgError::Io)
}

/// Writes a scene as an `svg` element for a page: without the XML declaration, and with what its groups stand for.
///
/// A group of a node is `<g class="n" data-n="7">`, of an edge `<g class="e" data-e="12">`, and a row
/// `<g class="r" data-r="7" data-y="120" data-h="24">`; the numbers are places in the network beside the picture.
pub fn write_inline(scene: &Scene, writer: impl Write) -> Result<(), SvgError> {
    let mut document = Document { writer: Writer::new(writer), keyed: true };
    document.element(scene).map_err(SvgError::Io)
}

struct Document<W: Write> {
    writer: Writer<W>,
    /// Whether groups say what they stand for.
    keyed: bool,
}

/// What a group stands for, as attributes.
fn key_attributes(key: Key) -> Vec<(&'static str, String)> {
    match key {
        Key::Node(node) => vec![("class", "n".to_owned()), ("data-n", node.to_string())],
        Key::Edge(edge) => vec![("class", "e".to_owned()), ("data-e", edge.to_string())],
        Key::Row { node, top, height } => vec![
            ("class", "r".to_owned()),
            ("data-r", node.to_string()),
            ("data-y", number(top)),
            ("data-h", number(height)),
        ],
    }
}

type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<W: Write> Document<W> {
    fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Start(start))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Empty(start))
    }

    fn content(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.writer.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        self.close(name)
    }

    fn line_break(&mut self) -> io::Result<()> {
        self.writer.write_event(Event::Text(BytesText::new("\n")))
    }

    fn scene(&mut self, scene: &Scene) -> io::Result<()> {
        self.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.line_break()?;
        self.element(scene)
    }

    fn element(&mut self, scene: &Scene) -> io::Result<()> {
        let (width, height) = (number(scene.width), number(scene.height));
        self.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", &width),
                ("height", &height),
                ("viewBox", &format!("0 0 {width} {height}")),
                ("role", "img"),
                ("aria-labelledby", "title desc"),
                ("xml:lang", "ja"),
                ("font-family", FONTS),
            ],
        )?;
        self.line_break()?;
        self.content("title", &[("id", "title")], &scene.title)?;
        self.content("desc", &[("id", "desc")], &scene.description)?;
        self.line_break()?;
        self.patterns(scene)?;
        self.empty("rect", &[("width", &width), ("height", &height), ("fill", "#ffffff")])?;
        self.line_break()?;
        for mark in &scene.marks {
            self.mark(mark)?;
            self.line_break()?;
        }
        self.close("svg")?;
        self.line_break()?;
        self.writer.get_mut().flush()
    }

    /// The patterns that some fill of the scene needs.
    fn patterns(&mut self, scene: &Scene) -> io::Result<()> {
        let fills = scene.fills();
        let patterned: Vec<&Fill> = fills.iter().filter(|fill| pattern_id(**fill).is_some()).collect();
        if patterned.is_empty() {
            return Ok(());
        }
        self.open("defs", &[])?;
        for fill in patterned {
            self.pattern(*fill)?;
        }
        self.close("defs")?;
        self.line_break()
    }

    fn pattern(&mut self, fill: Fill) -> io::Result<()> {
        let Some(id) = pattern_id(fill) else {
            return Ok(());
        };
        let (ground, size) = match fill {
            Fill::Striped(colour) | Fill::Dotted(colour) => (colour, "5"),
            Fill::None | Fill::Shade | Fill::Gap | Fill::Colour(_) => ("#fbfbfb", "7"),
        };
        let turn = if matches!(fill, Fill::Dotted(_)) { "rotate(0)" } else { "rotate(45)" };
        self.open(
            "pattern",
            &[
                ("id", &id),
                ("width", size),
                ("height", size),
                ("patternUnits", "userSpaceOnUse"),
                ("patternTransform", turn),
            ],
        )?;
        self.empty("rect", &[("width", size), ("height", size), ("fill", ground)])?;
        match fill {
            Fill::Dotted(_) => {
                self.empty("circle", &[("cx", "2.5"), ("cy", "2.5"), ("r", "1.2"), ("fill", "#ffffff")])?;
            }
            Fill::Striped(_) => {
                self.empty("rect", &[("width", "1.5"), ("height", size), ("fill", "#ffffff")])?;
            }
            Fill::None | Fill::Shade | Fill::Gap | Fill::Colour(_) => {
                self.empty("rect", &[("width", "1"), ("height", size), ("fill", "#c3cbd1")])?;
            }
        }
        self.close("pattern")
    }

    fn mark(&mut self, mark: &Mark) -> io::Result<()> {
        match mark {
            Mark::Rect { area, fill, stroke } => self.rect(*area, *fill, *stroke),
            Mark::Text(label) => self.text(label),
            Mark::Line { from, to, colour, width } => self.empty(
                "line",
                &[
                    ("x1", &number(from.0)),
                    ("y1", &number(from.1)),
                    ("x2", &number(to.0)),
                    ("y2", &number(to.1)),
                    ("stroke", colour),
                    ("stroke-width", &number(*width)),
                ],
            ),
            Mark::Ring { centre, radius, colour } => self.empty(
                "circle",
                &[
                    ("cx", &number(centre.0)),
                    ("cy", &number(centre.1)),
                    ("r", &number(*radius)),
                    ("fill", "none"),
                    ("stroke", colour),
                    ("stroke-width", "1.5"),
                ],
            ),
            Mark::Flow { from, to, colour, width } => {
                let middle = number(f64::midpoint(from.0, to.0));
                let (x1, y1, x2, y2) = (number(from.0), number(from.1), number(to.0), number(to.1));
                self.empty(
                    "path",
                    &[
                        ("d", &format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}")),
                        ("fill", "none"),
                        ("stroke", colour),
                        ("stroke-width", &number(*width)),
                        ("stroke-opacity", "0.55"),
                    ],
                )
            }
            Mark::Group { title, key, marks } => {
                let names = if self.keyed { key.map(key_attributes).unwrap_or_default() } else { Vec::new() };
                let names: Vec<(&str, &str)> =
                    names.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.open("g", &names)?;
                if !title.is_empty() {
                    self.content("title", &[], title)?;
                }
                for mark in marks {
                    self.mark(mark)?;
                }
                self.close("g")
            }
        }
    }

    fn rect(&mut self, area: Area, fill: Fill, stroke: Option<&str>) -> io::Result<()> {
        // An outline lies inside its area.
        let inset = if stroke.is_some() { 0.5 } else { 0.0 };
        let (x, y) = (number(area.x + inset), number(area.y + inset));
        let width = number((area.width - 2.0 * inset).max(0.0));
        let height = number((area.height - 2.0 * inset).max(0.0));
        let paint = match (fill, pattern_id(fill)) {
            (Fill::Colour(colour), _) => colour.to_owned(),
            (_, Some(id)) => format!("url(#{id})"),
            (Fill::Shade, None) => SHADE.to_owned(),
            (_, None) => "none".to_owned(),
        };
        let mut attributes: Vec<(&str, &str)> =
            vec![("x", &x), ("y", &y), ("width", &width), ("height", &height), ("fill", &paint)];
        if fill == Fill::Shade {
            attributes.push(("fill-opacity", "0.035"));
        }
        if let Some(stroke) = stroke {
            attributes.push(("stroke", stroke));
        }
        self.empty("rect", &attributes)
    }

    fn text(&mut self, label: &Label) -> io::Result<()> {
        let (x, y, size) = (number(label.x), number(label.y), number(label.size));
        let mut attributes: Vec<(&str, &str)> =
            vec![("x", &x), ("y", &y), ("font-size", &size), ("fill", label.colour)];
        match label.anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle")),
            Anchor::End => attributes.push(("text-anchor", "end")),
        }
        if label.bold {
            attributes.push(("font-weight", "bold"));
        }
        self.content("text", &attributes, &label.text)
    }
}

/// The name of a fill's pattern.
fn pattern_id(fill: Fill) -> Option<String> {
    match fill {
        Fill::None | Fill::Shade | Fill::Colour(_) => None,
        Fill::Striped(colour) => Some(format!("striped-{}", colour.trim_start_matches('#'))),
        Fill::Dotted(colour) => Some(format!("dotted-{}", colour.trim_start_matches('#'))),
        Fill::Gap => Some("gap".to_owned()),
    }
}

/// A coordinate with at most two decimals.
fn number(value: f64) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write!(text, "{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// The text without the characters that XML 1.0 or HTML do not allow.
fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || is_noncharacter(*c));
    text.chars().filter(is_allowed).collect()
}

/// Code points that Unicode keeps free for ever. XML allows some of them, HTML none.
pub(in crate::view) fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [(1.0, "1"), (1.5, "1.5"), (0.126, "0.13"), (-0.001, "0"), (100.0, "100")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn text_is_escaped_and_controls_are_left_out() {
        let scene = Scene {
            width: 10.0,
            height: 10.0,
            title: "a<b>&\"c\"".to_owned(),
            description: "]]>\u{1b}\u{0}x".to_owned(),
            marks: Vec::new(),
        };
        let mut bytes = Vec::new();
        write_scene(&scene, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("<title id=\"title\">a&lt;b&gt;&amp;&quot;c&quot;</title>"), "{text}");
        assert!(text.contains("<desc id=\"desc\">]]&gt;x</desc>"), "{text}");
    }
}

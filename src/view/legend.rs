//! What stands above a picture: its title, and a legend of signs with their meaning.
//!
//! May live here: the signs that pictures explain, and how a row of them is drawn.

use crate::view::bodies::Body;
use crate::view::canvas::{BOLD, Canvas, INK, MARGIN, SOFT, Style};
use crate::view::colour;
use crate::view::scene::{Anchor, Area, Fill, Mark};
use crate::view::text;

/// Font size of the legend.
const SIZE: f64 = 12.0;
/// Height of a line of the legend.
const LINE: f64 = 20.0;
/// Height of a sign.
const SIGN: f64 = 15.0;

/// A sign of a legend.
pub(crate) enum Sign {
    /// A body's colour or pattern with its mark.
    Body(Fill, String),
    /// As many slots as a cell has fiscal years.
    Years(usize),
    /// A cell whose fiscal years are not known.
    Unknown,
    /// Use of a part only.
    Part,
    /// Something is missing.
    Gap,
    /// A line across the rows.
    Rule,
    /// A strand as wide as given.
    Strand(f64),
    /// A count on a dark box.
    Count(String),
    /// A part under its whole.
    Bracket,
    /// A cell with its fill, its outline, and what stands in it in which colour.
    Cell(Fill, Option<&'static str>, &'static str, String),
}

/// Signs with their meaning.
pub(crate) type Signs = Vec<(Sign, String)>;

/// The signs of the bodies that lead; `nobody` is added if there is a meaning for it.
pub(crate) fn leading(bodies: &[Body], nobody: Option<&str>) -> Signs {
    let leading = bodies.iter().enumerate().filter(|(_, body)| body.leads > 0);
    let mut signs: Signs = leading
        .map(|(place, body)| (Sign::Body(colour::fill(Some(place)), body.mark.clone()), body.label.clone()))
        .collect();
    if let Some(meaning) = nobody {
        signs.push((Sign::Body(colour::fill(None), String::new()), meaning.to_owned()));
    }
    signs
}

/// Draws title and summary up to `right`; gives back where the next thing may begin.
pub(crate) fn title(canvas: &mut Canvas, right: f64, top: f64, title: &str, summary: &str) -> f64 {
    let lines = text::wrap(title, (right - MARGIN) / BOLD, 20.0);
    let y = canvas.lines((MARGIN, top + 18.0), Style::bold(20.0, INK), 27.0, &lines);
    let lines = text::wrap(summary, right - MARGIN, SIZE);
    canvas.lines((MARGIN, y - 3.0), Style::plain(SIZE, SOFT), 18.0, &lines) - 2.0
}

/// Draws signs with their meaning up to `right`, one after the other in as many lines as they need; gives back where the
/// next thing may begin.
pub(crate) fn row(canvas: &mut Canvas, right: f64, top: f64, lead: &str, signs: &[(Sign, String)]) -> f64 {
    let style = Style::plain(SIZE, INK);
    let start = MARGIN + text::width(lead, SIZE) + 8.0;
    canvas.text((MARGIN, top + 15.0), Anchor::Start, Style::plain(SIZE, SOFT), lead);
    let (mut x, mut y) = (start, top);
    for (sign, meaning) in signs {
        let drawn = width(sign) + 6.0;
        let lines = text::wrap(meaning, right - start - drawn, SIZE);
        let wide = lines.iter().map(|line| text::width(line, SIZE)).fold(0.0, f64::max);
        if x > start && x + drawn + wide > right {
            x = start;
            y += LINE;
        }
        draw(canvas, sign, (x, y + 3.0));
        let end = canvas.lines((x + drawn, y + 15.0), style, LINE, &lines);
        y = end - 15.0 - LINE;
        x += drawn + wide + 18.0;
    }
    y + LINE
}

fn width(sign: &Sign) -> f64 {
    let holds = |text: &str| (text::width(text, 10.0) + 6.0).max(20.0);
    match sign {
        Sign::Years(count) => (0..*count).map(|_| 12.0).sum(),
        Sign::Rule | Sign::Strand(_) => 26.0,
        Sign::Body(_, text) | Sign::Count(text) | Sign::Cell(_, _, _, text) => holds(text),
        Sign::Unknown | Sign::Part | Sign::Gap | Sign::Bracket => 20.0,
    }
}

fn draw(canvas: &mut Canvas, sign: &Sign, at: (f64, f64)) {
    let area = |x: f64, width: f64| Area { x, y: at.1, width, height: SIGN };
    let wide = width(sign);
    let centre = (at.0 + wide / 2.0, at.1 + SIGN / 2.0);
    match sign {
        Sign::Body(fill, mark) => {
            canvas.rect(area(at.0, wide), *fill, None);
            canvas.mark(centre, 10.0, *fill, mark);
        }
        Sign::Years(count) => {
            let mut x = at.0;
            for _ in 0..*count {
                canvas.rect(area(x, 11.0), Fill::Colour("#78909c"), Some("#455a64"));
                x += 12.0;
            }
        }
        Sign::Unknown => canvas.rect(area(at.0 + 1.0, wide - 2.0), Fill::None, Some("#455a64")),
        Sign::Part => canvas.marks.push(Mark::Ring { centre, radius: 4.0, colour: SOFT }),
        Sign::Gap => canvas.rect(area(at.0, wide), Fill::Gap, Some("#b0bec5")),
        Sign::Rule => canvas.line((at.0, centre.1), (at.0 + wide, centre.1), INK, 1.5),
        Sign::Strand(width) => {
            canvas.marks.push(Mark::Flow {
                from: (at.0, centre.1),
                to: (at.0 + wide, centre.1),
                colour: SOFT,
                width: *width,
            });
        }
        Sign::Count(count) => canvas.count(area(at.0, wide), 10.0, count),
        Sign::Bracket => {
            canvas.line((at.0 + 4.0, at.1), (at.0 + 4.0, centre.1), BRACKET, 1.0);
            canvas.line((at.0 + 4.0, centre.1), (at.0 + wide, centre.1), BRACKET, 1.0);
        }
        Sign::Cell(fill, stroke, ink, text) => {
            canvas.rect(area(at.0, wide), *fill, *stroke);
            canvas.text((centre.0, centre.1 + 3.7), Anchor::Middle, Style::plain(10.0, ink), text.as_str());
        }
    }
}

/// Colour of the line from a whole to its parts.
pub(crate) const BRACKET: &str = "#78909c";

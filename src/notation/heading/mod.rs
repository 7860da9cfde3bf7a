//! Headings: mark, number and title (NOTATIONS 2.3 to 2.6).
//!
//! Read are `(1)「…」に向けて`, `【…】(再掲)`, `<…>`, `52.…`, `第1章 …`, `Ⅰ …`, `IV …`, `(ア)…`, `①…`, `6-3-2 …`,
//! `■ …`, `基本目標1 …`, and titles without any mark. Tags (`【一部新規】`), amounts, counts, law articles in `[]` and (再掲) are
//! no part of the title. A title broken into lines is put together, one with the number printed after its first
//! line too. A second heading after the first (`第2 …\n1.…`) is its child.
//!
//! [`split_inline_heading`] parts a heading from the measure that follows in the same cell.

mod labelled;
mod mark;
mod marker;
mod title;

pub use marker::{Frame, Marker, MarkerError, Numeral};

use super::TextRange;
use super::bracket::leading_bracket;
use super::relisting::find_relisting;
use crate::source::text::{is_blank, is_dash, is_middle_dot};
use mark::{Mark, read_mark};
use title::{close_up, content_end, is_field_label, quoted_title, title_end};

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// The form of its mark.
    pub marker: Marker,
    /// Its number or letter: `1`, `6-3`, `IV`, `ア`.
    pub label: Option<String>,
    /// Its title with line ends closed up; none where the text gives only a number.
    pub title: Option<String>,
    /// Where the title stands.
    pub title_range: Option<TextRange>,
    /// Marked as listed before (再掲).
    pub relisted: bool,
    /// A heading below it in the same text.
    pub child: Option<Box<Heading>>,
}

/// Reads a text as a heading; whether it is one the caller has to know (NOTATIONS 2.2).
///
/// ```
/// use policygraph::notation::heading::parse_heading;
/// let heading = parse_heading("(1)「医療機器の研究開発」に向けて");
/// assert_eq!((heading.marker.to_string(), heading.label.as_deref()), ("(N)".to_owned(), Some("1")));
/// assert_eq!(heading.title.as_deref(), Some("医療機器の研究開発"));
/// ```
pub fn parse_heading(text: &str) -> Heading {
    parse_nested(text, 0)
}

/// Most headings in one text, each below the one before; keeps a hostile text from nesting without end.
const MOST_LEVELS: usize = 8;

fn parse_nested(text: &str, level: usize) -> Heading {
    let (text_start, whole) = find_start(text, level);
    if let Some(heading) = whole {
        return heading;
    }
    let rest = text.get(text_start..).unwrap_or_default();
    if let Some(heading) = read_whole_bracket(text, text_start) {
        return heading;
    }
    let mark = read_mark(rest).unwrap_or(Mark { marker: Marker::None, label: None, length: 0 });
    let start = text_start + mark.length;
    read_title(text, start, mark, level)
}

/// Parts a heading from the first measure in the same cell: at the first bullet that stands after a blank, as in
/// `医療機器の研究開発の伴走支援 ・世界的に評価の高い…`. Gives the heading without blanks around it, and the rest
/// with its bullet. A text that starts with a bullet, or ends a sentence before one, is no heading.
///
/// ```
/// use policygraph::notation::heading::split_inline_heading;
/// let text = "販路開拓の支援 ・特に中小・ベンチャー企業";
/// let (heading, rest) = split_inline_heading(text).unwrap();
/// assert_eq!((&text[heading], &text[rest]), ("販路開拓の支援", "・特に中小・ベンチャー企業"));
/// ```
pub fn split_inline_heading(text: &str) -> Option<(TextRange, TextRange)> {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    if strip_bullet(text) > 0 {
        return None;
    }
    let mut after_blank = false;
    for (at, c) in text.char_indices().skip_while(|&(at, _)| at < start) {
        if c == '。' {
            return None;
        }
        if after_blank && is_measure_bullet(c) {
            let end = text.get(..at)?.trim_end_matches(is_blank).len();
            let names_something = text.get(at + c.len_utf8()..)?.chars().any(|c| !is_blank(c));
            return names_something.then_some((start..end, at..text.len()));
        }
        after_blank = is_blank(c);
    }
    None
}

/// The bytes of a bullet at the start of a cell, with the blanks around it; 0 where there is none. Bullets are
/// `・ ○ ● ■ ▽ →`, a dash before a blank, and `a.`; a sign that is all there is, or that makes a number negative,
/// is no bullet.
///
/// ```
/// use policygraph::notation::heading::strip_bullet;
/// assert_eq!(&"・ 特に医師養成"[strip_bullet("・ 特に医師養成")..], "特に医師養成");
/// ```
pub fn strip_bullet(text: &str) -> usize {
    let rest = text.trim_start_matches(is_blank);
    let mut chars = rest.chars();
    let (Some(first), next) = (chars.next(), chars.next()) else {
        return 0;
    };
    let digit_next = next.is_some_and(char::is_numeric);
    let length = match first {
        c if is_measure_bullet(c) || matches!(c, '→' | '⇒' | '➡' | '▼' | '▶' | '►' | '✓' | '✔') => {
            c.len_utf8()
        }
        '▲' | '△' if !digit_next => first.len_utf8(),
        c if is_dash(c) && next.is_some_and(is_blank) => c.len_utf8(),
        'a'..='z'
            if matches!(next, Some('.' | '．'))
                && chars.next().is_some_and(|c| !c.is_ascii_alphanumeric()) =>
        {
            1 + next.map_or(0, char::len_utf8)
        }
        _ => return 0,
    };
    let after = rest.get(length..).unwrap_or_default();
    let content = after.trim_start_matches(is_blank);
    if content.is_empty() { 0 } else { text.len() - content.len() }
}

/// Bullets that number measures inside a cell.
fn is_measure_bullet(c: char) -> bool {
    is_middle_dot(c) || matches!(c, '○' | '〇' | '◯' | '●' | '■' | '□' | '◆' | '◇' | '▽' | '➢')
}

/// Where the heading starts: after a field's label (`施策の柱 |`, `項目番号`) or a mark of re-listing. Where the
/// number is printed after the first line of its title, the heading as a whole.
fn find_start(text: &str, level: usize) -> (usize, Option<Heading>) {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let rest = text.get(start..).unwrap_or_default();
    let (first, more) = rest.split_once('\n').unwrap_or((rest, ""));
    let line = first.trim_end_matches(is_blank);
    if !more.is_empty() && line.ends_with(['|', '｜', ':', '：']) {
        let value = more.trim_start_matches(is_blank);
        return (text.len() - value.len(), None);
    }
    if let Some((word, value)) = rest.split_once([' ', '　', ':', '：'])
        && word.ends_with("番号")
        && read_mark(value.trim_start_matches(is_blank)).is_some()
    {
        return (text.len() - value.trim_start_matches(is_blank).len(), None);
    }
    if let Some(mark) = find_relisting(first)
        .filter(|mark| level < MOST_LEVELS && mark.range.start == 0 && first.len() > mark.range.end)
    {
        let after = rest.get(mark.range.end..).unwrap_or_default();
        let at = text.len() - after.trim_start_matches(is_blank).len();
        let mut heading = parse_nested(text.get(at..).unwrap_or_default(), level + 1);
        heading.relisted = true;
        return (at, Some(shifted(heading, at)));
    }
    if more.is_empty() || read_mark(rest).is_some() {
        return (start, None);
    }
    let second = text.len() - more.len();
    // A title that is whole in its first line does not go on for several lines after the number.
    let goes_on = |mark: &Mark| more.get(mark.length..).is_some_and(|rest| rest.trim_end().contains('\n'));
    match read_mark(more).filter(|mark| matches!(mark.marker, Marker::Chapter(_)) && goes_on(mark)) {
        Some(mark) => (start, Some(read_misplaced(text, start, second, mark, level))),
        None => (start, None),
    }
}

/// `男女の…と法\n第2節 律・制度の…`: the number stands between the first line of the title and the next.
fn read_misplaced(text: &str, start: usize, second: usize, mark: Mark, level: usize) -> Heading {
    let first = text.get(start..second).unwrap_or_default().trim_end_matches(is_blank);
    let rest_start = second + mark.length;
    let mut heading = read_title(text, rest_start, mark, level);
    if let Some(title) = &mut heading.title {
        *title = close_up(&format!("{first}\n{title}")).into_owned();
        heading.title_range = heading.title_range.map(|range| start..range.end);
    }
    heading
}

fn shifted(mut heading: Heading, by: usize) -> Heading {
    heading.title_range = heading.title_range.map(|range| range.start + by..range.end + by);
    heading.child = heading.child.map(|child| Box::new(shifted(*child, by)));
    heading
}

/// Brackets around the whole title, with nothing but tags after them: `【…】(再掲)`, `<…>`.
fn read_whole_bracket(text: &str, start: usize) -> Option<Heading> {
    let rest = text.get(start..)?;
    let bracket = leading_bracket(rest).filter(|bracket| !bracket.style.is_quote())?;
    let after = rest.get(bracket.range.end..)?;
    if title_end(after) > 0 || read_mark(rest).is_some() {
        return None;
    }
    let inner = rest.get(bracket.inner.clone())?;
    let left = inner.len() - inner.trim_start_matches(is_blank).len();
    // `<①…>`: the number stands inside.
    let inside = inner.trim_matches(is_blank);
    let (skip, label) = match read_mark(inside).filter(|mark| mark.length < inside.len()) {
        Some(Mark { marker: Marker::Ordinal(..), label, length }) => (length, label),
        _ => (0, None),
    };
    let title = inside.get(skip..)?;
    let from = start + bracket.inner.start + left + skip;
    Some(Heading {
        marker: Marker::Bracket(bracket.style),
        label,
        title: (!title.is_empty()).then(|| close_up(title).into_owned()),
        title_range: (!title.is_empty()).then(|| from..from + title.len()),
        relisted: find_relisting(after).is_some(),
        child: None,
    })
}

/// Reads the title from `start` on: up to a child, without tags and amounts, out of its quotes.
fn read_title(text: &str, start: usize, mark: Mark, level: usize) -> Heading {
    let rest = text.get(start..).unwrap_or_default();
    let child_at = (level < MOST_LEVELS).then(|| find_child(rest, mark.marker == Marker::None)).flatten();
    let own = rest.get(..child_at.unwrap_or(rest.len())).unwrap_or(rest);
    let own = own.get(..content_end(own)).unwrap_or(own);
    let body = own.get(..title_end(own)).unwrap_or(own);
    let left = body.len() - body.trim_start_matches(is_blank).len();
    let body = body.trim_matches(is_blank);
    let (inner, title) = quoted_title(body);
    let from = start + left + inner;
    let there = !title.is_empty() && (mark.label.is_none() || !is_field_label(title));
    Heading {
        marker: mark.marker,
        label: mark.label,
        title: there.then(|| close_up(title).into_owned()),
        title_range: there.then(|| from..from + title.len()),
        relisted: own.get(left + body.len()..).is_some_and(|after| find_relisting(after).is_some()),
        child: child_at.map(|at| {
            Box::new(shifted(parse_nested(rest.get(at..).unwrap_or_default(), level + 1), start + at))
        }),
    }
}

/// A further mark in the same text: at the start of a line, or `1.` after a blank. Below a heading without mark
/// only chapters count, since what else is numbered there may be a list.
fn find_child(text: &str, only_chapters: bool) -> Option<usize> {
    let mut previous = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..)?;
        let numbered = match previous {
            Some('\n') => {
                let allowed = |marker| !only_chapters || matches!(marker, Marker::Chapter(_));
                read_mark(rest).is_some_and(|mark| {
                    mark.label.is_some() && mark.length < rest.len() && allowed(mark.marker)
                })
            }
            Some(blank) if !only_chapters && is_blank(blank) && c.is_numeric() => read_mark(rest)
                .is_some_and(|mark| matches!(mark.marker, Marker::Ordinal(Numeral::Arabic, Frame::Stop))),
            _ => false,
        };
        if numbered && !text.get(..at)?.trim_matches(is_blank).is_empty() && title_end(rest) > 0 {
            return Some(at);
        }
        previous = Some(c);
    }
    None
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests;

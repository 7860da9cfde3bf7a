//! How wide a text will be, and where to break it.
//!
//! No font is at hand when a picture is laid out, and readers use different ones. The widths here are upper
//! estimates for the sans-serif CJK families the pictures name: a full-width character takes one em, a
//! half-width one what its shape needs at most. What fits here fits on the screen.

use unicode_width::UnicodeWidthChar;

/// The width of one character in em.
fn char_width(character: char) -> f64 {
    match (character, character.width_cjk().unwrap_or(0)) {
        (_, 0) => 0.0,
        ('M' | 'W' | 'm' | 'w' | '@' | '%' | '&', _) => 0.95,
        ('i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ', 1) => 0.34,
        ('(' | ')' | '[' | ']' | 'f' | 't' | 'r' | '-', 1) => 0.42,
        (upper, 1) if upper.is_uppercase() => 0.74,
        (_, 1) => 0.62,
        (_, _) => 1.0,
    }
}

/// The width of `text` at a font size, in the unit of the size.
///
/// ```
/// use policygraph::view::text::width;
/// assert!((width("事業", 10.0) - 20.0).abs() < 1e-9);
/// assert!(width("abc", 10.0) < 20.0);
/// ```
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size
}

/// Characters that must not begin a line.
const NOT_FIRST: &str = "、。,.)」』】〕]〉》・:;ー々?!ぁぃぅぇぉっゃゅょァィゥェォッャュョ\
                         \u{ff0c}\u{ff0e}\u{ff09}\u{ff3d}\u{ff1a}\u{ff1b}\u{ff1f}\u{ff01}";
/// Characters that must not end a line.
const NOT_LAST: &str = "(「『【〔[〈《\u{ff08}\u{ff3b}";

/// Breaks `text` into lines of at most `limit` (same unit as `size`), nothing left out.
///
/// A line breaks between any two characters of Japanese text, between words of other text, and within a word
/// only if the word alone is too long. Punctuation stays with what it belongs to where there is room. A single
/// character wider than the limit has a line of its own. Spaces at a break are dropped.
///
/// ```
/// use policygraph::view::text::wrap;
/// assert_eq!(wrap("医療機器の開発", 40.0, 10.0), ["医療機器", "の開発"]);
/// assert_eq!(wrap("", 40.0, 10.0), [""]);
/// ```
pub fn wrap(text: &str, limit: f64, size: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: Vec<char> = Vec::new();
    let mut used = 0.0;
    for character in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        let wide = char_width(character) * size;
        if used + wide > limit && !line.is_empty() {
            let rest = break_line(&mut line, character);
            lines.push(line.iter().collect::<String>().trim_end().to_owned());
            line = rest;
            used = line.iter().map(|c| char_width(*c) * size).sum();
        }
        if character == ' ' && line.is_empty() && !lines.is_empty() {
            continue;
        }
        line.push(character);
        used += wide;
    }
    lines.push(line.iter().collect::<String>().trim_end().to_owned());
    lines
}

/// Cuts a full line at its last good place before `next`; what is cut off opens the next line.
fn break_line(line: &mut Vec<char>, next: char) -> Vec<char> {
    let place = (1..=line.len()).rev().find(|place| {
        let before = line.get(place - 1).copied().unwrap_or(' ');
        let after = line.get(*place).copied().unwrap_or(next);
        may_break(before, after)
    });
    match place {
        // A break far back would leave a ragged line; then the rules give way.
        Some(place) if place * 3 >= line.len() => line.split_off(place),
        _ => Vec::new(),
    }
}

fn may_break(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    let word = |c: char| char_width(c) < 1.0 && !c.is_whitespace();
    !(word(before) && word(after))
}

/// The lines of `text` if it needs at most `most` of them.
pub fn wrap_within(text: &str, limit: f64, size: f64, most: usize) -> Option<Vec<String>> {
    let lines = wrap(text, limit, size);
    let fits = lines.len() <= most && lines.iter().all(|line| width(line, size) <= limit);
    fits.then_some(lines)
}

/// The opening of a long text, with an ellipsis where something is left out.
pub fn opening(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most).collect();
    short.push('…');
    short
}

/// A number with commas, as people read it.
///
/// ```
/// use policygraph::view::text::grouped;
/// assert_eq!([grouped(-1_234_567), grouped(999)], ["-1,234,567", "999"]);
/// ```
pub fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_does_not_begin_a_line_and_brackets_do_not_end_one() {
        assert_eq!(wrap("医療機器、開発", 40.0, 10.0), ["医療機", "器、開発"]);
        assert_eq!(wrap("医療機「器」", 40.0, 10.0), ["医療機", "「器」"]);
        // Full-width brackets are others than those of ASCII.
        assert_eq!(wrap("医療機器\u{ff09}", 40.0, 10.0), ["医療機", "器\u{ff09}"]);
        assert_eq!(wrap("医療機\u{ff08}器", 40.0, 10.0), ["医療機", "\u{ff08}器"]);
    }

    #[test]
    fn words_stay_whole_unless_too_long() {
        assert_eq!(wrap("開発 ABC", 40.0, 10.0), ["開発", "ABC"]);
        let cut = wrap("ABCDEFGHIJ", 40.0, 10.0);
        assert_eq!(cut.concat(), "ABCDEFGHIJ");
        assert!(cut.iter().all(|line| width(line, 10.0) <= 40.0), "{cut:?}");
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide() {
        let text = "「SaMD」(プログラム医療機器)、及び・の・開発。".repeat(9);
        for limit in [12.0, 35.0, 100.0, 333.0] {
            let lines = wrap(&text, limit, 12.0);
            assert_eq!(lines.concat(), text);
            assert!(lines.iter().all(|line| width(line, 12.0) <= limit), "{limit} {lines:?}");
        }
    }

    #[test]
    fn a_limit_below_one_character_still_ends() {
        assert_eq!(wrap("医療", 5.0, 10.0), ["医", "療"]);
        assert_eq!(wrap_within("医療", 5.0, 10.0, 9), None);
    }
}

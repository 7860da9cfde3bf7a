//! Lines that fit a terminal, where East Asian characters take two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a character takes.
pub(crate) fn columns(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// A text in lines of at most some columns. Breaks at blanks; inside a run without any only where it is longer than a
/// line, and then behind the last character that fits.
pub(crate) fn wrapped(text: &str, first: usize, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), first);
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end().width();
        if used + bare > width && bare <= width.saturating_sub(used) / 2 + width / 2 && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for character in word.chars() {
            if used + columns(character) > width && character != ' ' {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used += columns(character);
        }
    }
    lines.push(line);
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The words of a text that fit on a line, the rest cut with `…`.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |character: &char| {
        used += columns(*character);
        used <= width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// A part of a text with its neighbourhood on one line, and the columns before it and under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Snippet {
    /// The line, cut with `…` where it does not begin or end the text.
    pub(crate) line: String,
    /// Columns before the part.
    pub(crate) before: usize,
    /// Columns of the part, as far as it is shown.
    pub(crate) under: usize,
}

/// Shows the characters from `start` to `end` of a text with as much around them as fits.
pub(crate) fn snippet(text: &str, start: usize, end: usize, width: usize) -> Snippet {
    let characters: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = start.min(characters.len());
    let part: String = characters.iter().skip(start).take(end.saturating_sub(start)).collect();
    let part = shortened(&part, width.saturating_sub(2));
    let under = part.width();
    let room = width.saturating_sub(under);
    let after = characters.iter().skip(end.max(start));
    let before = characters.iter().take(start).rev();
    let total = |list: &mut dyn Iterator<Item = &char>| -> usize { list.map(|c| columns(*c)).sum() };
    // A neighbour that needs less than half leaves the rest to the other.
    let (all_before, all_after) =
        (total(&mut before.clone().take(width)), total(&mut after.clone().take(width)));
    let for_before = (room / 2).max(room.saturating_sub(all_after)).min(all_before);
    let for_after = room.saturating_sub(for_before);
    let left: String = fitting(before, for_before).chars().rev().collect();
    let line = format!("{left}{part}{}", fitting(after, for_after));
    Snippet { line, before: left.width(), under }
}

/// The first characters that fit, with `…` behind them if there are more.
fn fitting<'c>(mut characters: impl Iterator<Item = &'c char> + Clone, room: usize) -> String {
    if characters
        .clone()
        .map(|c| columns(*c))
        .try_fold(0, |sum: usize, next| Some(sum + next).filter(|sum| *sum <= room))
        .is_some()
    {
        return characters.collect();
    }
    let mut text = String::new();
    let mut used = 1;
    while let Some(character) = characters.next().filter(|c| used + columns(**c) <= room) {
        used += columns(*character);
        text.push(*character);
    }
    if room > 0 {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_shown_with_its_neighbourhood() {
        let shown = |text: &str, start, end, width| {
            let found = snippet(text, start, end, width);
            assert!(found.line.width() <= width, "{found:?}");
            (found.line, found.before, found.under)
        };
        assert_eq!(shown("予算は2億円です", 3, 6, 80), ("予算は2億円です".to_owned(), 6, 5));
        // 20 columns, of which 2億円 takes 5; 15 are left, 7 of them before it: … and three characters.
        assert_eq!(
            shown("あいうえおかきくけこ2億円さしすせそたちつてと", 10, 13, 20),
            ("…くけこ2億円さしす…".to_owned(), 7, 5)
        );
        // Little before it leaves more for what follows: 13 columns, … and six characters.
        assert_eq!(shown("こ2億円さしすせそたちつてと", 1, 4, 20), ("こ2億円さしすせそた…".to_owned(), 2, 5));
        assert_eq!(shown("とても長い名前の事業です", 0, 12, 12), ("とても長…".to_owned(), 0, 9));
    }

    #[test]
    fn lines_break_where_they_must() {
        assert_eq!(wrapped("one two three", 0, 7), ["one two", "three"]);
        assert_eq!(wrapped("研究開発事業を実施", 0, 8), ["研究開発", "事業を実", "施"]);
        assert_eq!(wrapped("short", 0, 80), ["short"]);
        assert_eq!(wrapped("", 0, 80), [""]);
    }
}

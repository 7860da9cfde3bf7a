//! A list cut into pieces at its separators and marks.

use crate::notation::TextRange;
use crate::notation::bracket::{Side, side};
use crate::source::text::{is_blank, is_middle_dot};

/// Most items in a list; a longer one is none.
pub(super) const MOST_ITEMS: usize = 60;

/// What stands between an item and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Blanks or a line end: a gap between names, or inside one.
    Blank,
    /// `・`, which is also a part of names.
    Dot,
    /// A comma and the like, or a mark.
    Comma,
}

#[derive(Debug)]
pub(super) struct Piece {
    pub range: TextRange,
    pub name_start: usize,
    /// Before the mark, where one stands behind the name.
    pub name_end: usize,
    pub gap: Gap,
    pub mark: Option<char>,
    pub label: bool,
}

/// Cuts a list at its separators; what stands in nested brackets stays together.
pub(super) fn split(text: &str) -> Vec<Piece> {
    let mut splitter = Splitter { pieces: Vec::new(), gap: Gap::Comma, open: None, name_end: None };
    let mut depth = 0_usize;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if splitter.pieces.len() > MOST_ITEMS {
            break;
        }
        match side(c) {
            Some(Side::Open(_)) => depth += 1,
            Some(Side::Close(_)) => depth = depth.saturating_sub(1),
            None if depth > 0 => {}
            None => {
                let word = text.get(at..).map_or(0, conjunction);
                if word > 0 {
                    splitter.end(at, Gap::Comma);
                    skip_to = at + word;
                } else if matches!(c, '、' | '，' | ',' | '､' | '/' | '／' | ';' | '；' | '｜' | '|') {
                    splitter.end(at, Gap::Comma);
                } else if matches!(c, ':' | '：' | '︓' | '︰' | '﹕') {
                    splitter.end_label(at);
                } else if is_blank(c) {
                    splitter.end(at, Gap::Blank);
                } else if is_middle_dot(c) {
                    splitter.end(at, Gap::Dot);
                } else if is_role_mark(c) {
                    if text.get(at + c.len_utf8()..).is_some_and(ends_item) && splitter.mark_behind(at, c) {
                        continue;
                    }
                    splitter.mark(at, c);
                } else {
                    splitter.start(at);
                }
                continue;
            }
        }
        splitter.start(at);
    }
    splitter.end(text.len(), Gap::Comma);
    splitter.pieces
}

struct Splitter {
    pieces: Vec<Piece>,
    gap: Gap,
    /// Start of the item, start of its name, its mark.
    open: Option<(usize, Option<usize>, Option<char>)>,
    /// Where the name ends that a mark stands behind.
    name_end: Option<usize>,
}

impl Splitter {
    fn start(&mut self, at: usize) {
        let (_, name, _) = self.open.get_or_insert((at, None, None));
        name.get_or_insert(at);
    }

    fn mark(&mut self, at: usize, mark: char) {
        self.end(at, Gap::Comma);
        self.open = Some((at, None, Some(mark)));
    }

    /// `総務省◎、…`: the mark stands behind the name it belongs to.
    fn mark_behind(&mut self, at: usize, mark: char) -> bool {
        match &mut self.open {
            Some((_, Some(_), own @ None)) => {
                *own = Some(mark);
                self.name_end = Some(at);
                true
            }
            _ => false,
        }
    }

    fn end(&mut self, at: usize, gap: Gap) {
        match self.open {
            // A mark with a blank after it still waits for its name.
            Some((_, None, Some(_))) if gap == Gap::Blank => return,
            Some((start, Some(name_start), mark)) => {
                let name_end = self.name_end.take().unwrap_or(at);
                self.pieces.push(Piece {
                    range: start..at,
                    name_start,
                    name_end,
                    gap: self.gap,
                    mark,
                    label: false,
                });
                self.gap = gap;
            }
            _ => self.gap = self.gap.max(gap),
        }
        self.open = None;
    }

    fn end_label(&mut self, at: usize) {
        // `◎:総務省`: the colon stands between a mark and its name.
        if matches!(self.open, Some((_, None, Some(_)))) {
            return;
        }
        let count = self.pieces.len();
        self.end(at, Gap::Comma);
        if self.pieces.len() > count
            && let Some(last) = self.pieces.last_mut()
        {
            last.label = true;
        }
    }
}

/// Whether a separator or the end follows.
fn ends_item(rest: &str) -> bool {
    rest.trim_start_matches(is_blank).is_empty()
        || rest.starts_with(['、', '，', ',', '､', '/', '／', ';', '；', '・', '･'])
}

/// The length of a word for "and" at the start of the text.
fn conjunction(text: &str) -> usize {
    const WORDS: &[&str] = &["及び", "および", "並びに", "ならびに"];
    WORDS.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}

pub(super) fn is_lead_mark(c: char) -> bool {
    matches!(c, '◎' | '◉' | '⦿')
}

/// Marks and numbers before a name: ◎ for the lead, the others for everybody else.
fn is_role_mark(c: char) -> bool {
    is_lead_mark(c) || matches!(c, '○' | '〇' | '◯' | '●' | '△' | '□' | '■' | '※' | '★' | '☆' | '①'..='⑳')
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn items() {
        for (text, expected) in [
            ("◎厚、経", "◎厚|経"),
            ("内\n閣官房、総", "内|閣官房|総"),
            ("内閣府(防災、科技)・文", "内閣府(防災、科技)|文"),
            ("◎ 厚 ○経", "◎ 厚|○経"),
            ("担当:厚及び経", "担当|厚|経"),
            ("、、", ""),
            ("", ""),
        ] {
            let found: Vec<&str> = split(text).into_iter().map(|piece| &text[piece.range]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}

//! The text of a page as it is set: white space, line ends, and what is made of it.

use unicode_width::UnicodeWidthChar;

/// What stands in a page or in a cell, in order.
#[derive(Debug)]
pub(super) enum Block {
    Text(Paragraph),
    Table(Table),
}

/// A paragraph, a heading or another line of text.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// 1 to 6 for a heading.
    pub(super) level: Option<u8>,
    /// Whether all of it is a link.
    pub(super) link_only: bool,
    /// Whether it stands in a part of the page that is for finding one's way.
    pub(super) aside: bool,
}

impl Paragraph {
    /// Whether the text may belong to a plan: lines that only lead to other pages do not.
    pub(super) fn is_content(&self) -> bool {
        !self.aside && (!self.link_only || self.level.is_some_and(|level| level > 1))
    }
}

/// A table of which every cell is known.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) caption: Option<String>,
    /// Rows of each group (`<thead>`, `<tbody>` …).
    pub(super) groups: Vec<Vec<Vec<Cell<String>>>>,
}

/// A cell and the rows and columns that it says it covers.
#[derive(Debug)]
pub(super) struct Cell<C> {
    pub(super) content: C,
    /// 0 stands for all rows to the end of the group.
    pub(super) rows: u32,
    pub(super) columns: u32,
}

/// Text that is being set.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    blank: Blank,
    /// Whether a part of it is no link.
    beside_link: bool,
}

/// White space that is set only when something follows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    #[default]
    None,
    Space,
    /// White space with a line end of the source.
    SourceLine,
    /// A line end for the reader.
    Line,
}

impl Flow {
    /// Adds text with its white space collapsed, as it is set outside `<pre>`.
    pub(super) fn push(&mut self, text: &str, in_link: bool, preformatted: bool) {
        for character in text.chars() {
            let blank = match character {
                '\n' | '\r' if preformatted => Blank::Line,
                '\n' | '\r' => Blank::SourceLine,
                ' ' | '\t' | '\u{c}' => Blank::Space,
                _ => {
                    self.settle_blank(character);
                    self.text.push(character);
                    self.beside_link |= !in_link;
                    continue;
                }
            };
            self.blank = self.blank.max(blank);
        }
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.blank = Blank::Line;
    }

    fn settle_blank(&mut self, next: char) {
        let blank = std::mem::take(&mut self.blank);
        let Some(last) = self.text.chars().next_back() else { return };
        match blank {
            Blank::None => {}
            Blank::Line => self.text.push('\n'),
            // A line of the source that ends between two wide characters ends within a word.
            Blank::SourceLine if is_wide(last) && is_wide(next) => {}
            Blank::Space | Blank::SourceLine => self.text.push(' '),
        }
    }

    /// The text so far, if there is any; the flow starts anew.
    pub(super) fn take(&mut self) -> Option<Paragraph> {
        self.blank = Blank::None;
        let link_only = !std::mem::take(&mut self.beside_link);
        let text = std::mem::take(&mut self.text);
        (!text.trim().is_empty()).then(|| Paragraph { text, link_only, ..Paragraph::default() })
    }
}

fn is_wide(character: char) -> bool {
    character.width() == Some(2)
}

/// The blocks of a cell as one text: a line for each.
pub(super) fn cell_text(blocks: Vec<Block>) -> String {
    let mut lines: Vec<String> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Text(text) => lines.push(text.text),
            Block::Table(table) => lines.extend(table_lines(table)),
        }
    }
    if let [line] = lines.as_mut_slice() { std::mem::take(line) } else { lines.join("\n") }
}

/// The text of a table within a cell: its caption, and a line for each row.
fn table_lines(table: Table) -> impl Iterator<Item = String> {
    let rows = table.groups.into_iter().flatten().map(|row| {
        let cells: Vec<String> =
            row.into_iter().map(|cell| cell.content).filter(|text| !text.is_empty()).collect();
        cells.join(" ")
    });
    table.caption.into_iter().chain(rows).filter(|line| !line.is_empty())
}

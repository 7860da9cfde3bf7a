//! A page's tags and texts, one after another, made into blocks and tables.

use super::flow::{Block, Cell, Flow, Paragraph};
use super::open::{Inside, Open};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The title in the page's head.
    pub(super) title: Option<String>,
    pub(super) blocks: Vec<Block>,
}

impl Page {
    pub(super) fn read(text: &str) -> Self {
        let mut reader = Reader::default();
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            reader.event(&event);
            None
        });
        // Scripts, styles and titles hold no tags.
        emitter.naively_switch_states(true);
        Tokenizer::new_with_emitter(text, emitter).for_each(drop);
        reader.finish()
    }
}

/// Tables within one another that are told apart; deeper ones are text of the cell. Pages have three or four.
const DEEPEST: usize = 16;

/// Elements that nobody reads on the page.
const UNSEEN: [&str; 7] = ["script", "style", "template", "noscript", "svg", "textarea", "select"];
/// Parts of a page that are for finding one's way.
const ASIDE: [&str; 3] = ["nav", "footer", "aside"];
/// Elements that begin and end on a line of their own.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "ol",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "ul",
    "nav",
    "footer",
    "aside",
    "title",
];

/// A tag with the attributes that matter.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    attribute: String,
    rows: Option<u32>,
    columns: Option<u32>,
    is_link: bool,
}

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    tables: Vec<Open>,
    flow: Flow,
    tag: Tag,
    /// The element that nobody sees, and how often it is open.
    unseen: Option<(String, usize)>,
    aside: usize,
    heading: Option<u8>,
    in_link: bool,
    in_reading: bool,
    in_title: bool,
    preformatted: usize,
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag { name: String::from_utf8_lossy(name).into_owned(), ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute = String::from_utf8_lossy(name).into_owned();
                self.tag.is_link |= self.tag.attribute == "href";
            }
            CallbackEvent::AttributeValue { value } => match self.tag.attribute.as_str() {
                "rowspan" => self.tag.rows = span(value),
                "colspan" => self.tag.columns = span(value),
                _ => {}
            },
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag, *self_closing);
            }
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.unseen.is_none() && !self.in_reading {
            self.flow.push(text, self.in_link, self.preformatted > 0);
        }
    }

    fn start(&mut self, tag: &Tag, self_closing: bool) {
        let name = tag.name.as_str();
        if let Some((unseen, depth)) = &mut self.unseen {
            if unseen == name {
                *depth += 1;
            }
            return;
        }
        if UNSEEN.contains(&name) {
            // Only drawings may close themselves; the slash of the others has no meaning.
            if !(self_closing && name == "svg") {
                self.unseen = Some((name.to_owned(), 1));
            }
            return;
        }
        match name {
            "br" => self.flow.end_line(),
            "rt" | "rp" => self.in_reading = true,
            "rb" | "ruby" => self.in_reading = false,
            "a" => self.in_link = tag.is_link,
            "table" => self.open_table(),
            "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.table_part(tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.heading = name.bytes().last().map(|digit| digit - b'0');
            }
            _ if BLOCKS.contains(&name) => {
                self.end_block();
                self.in_title = name == "title";
                self.preformatted += usize::from(name == "pre");
                self.aside += usize::from(ASIDE.contains(&name));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((unseen, depth)) = &mut self.unseen {
            if unseen == name {
                *depth -= 1;
                if *depth == 0 {
                    self.unseen = None;
                }
            }
            return;
        }
        match name {
            // Browsers take it for the start tag.
            "br" => self.flow.end_line(),
            "rt" | "rp" | "ruby" => self.in_reading = false,
            "a" => self.in_link = false,
            "table" => self.close_table(),
            "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.end_table_part(name),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.heading = None;
            }
            _ if BLOCKS.contains(&name) => {
                self.end_block();
                self.in_title = false;
                self.preformatted = self.preformatted.saturating_sub(usize::from(name == "pre"));
                self.aside = self.aside.saturating_sub(usize::from(ASIDE.contains(&name)));
            }
            _ => {}
        }
    }

    /// Ends the line of text that is being set and puts it where it belongs.
    fn end_block(&mut self) {
        self.in_reading = false;
        let Some(text) = self.flow.take() else { return };
        if std::mem::take(&mut self.in_title) {
            self.page.title.get_or_insert(text.text);
            return;
        }
        let text = Paragraph { level: self.heading, aside: self.aside > 0, ..text };
        self.content().push(Block::Text(text));
    }

    /// Where text stands now: in the cell or the caption of the innermost table, or in the page.
    fn content(&mut self) -> &mut Vec<Block> {
        match self.tables.last_mut() {
            None => &mut self.page.blocks,
            Some(table) if table.inside == Inside::Caption => table.caption.get_or_insert_default(),
            Some(table) => table.cell.as_mut().map_or(&mut table.loose, |cell| &mut cell.content),
        }
    }

    fn open_table(&mut self) {
        self.end_block();
        if self.tables.len() < DEEPEST {
            if let Some(outer) = self.tables.last_mut() {
                outer.has_tables = true;
            }
            self.tables.push(Open::default());
        } else if let Some(innermost) = self.tables.last_mut() {
            innermost.deeper += 1;
        }
    }

    fn close_table(&mut self) {
        self.end_block();
        match self.tables.last_mut() {
            Some(table) if table.deeper > 0 => table.deeper -= 1,
            Some(_) => {
                if let Some(table) = self.tables.pop() {
                    let blocks = table.close();
                    self.content().extend(blocks);
                }
            }
            None => {}
        }
    }

    fn table_part(&mut self, tag: &Tag) {
        self.end_block();
        let Some(table) = self.tables.last_mut().filter(|table| table.deeper == 0) else { return };
        table.end_cell();
        if table.inside == Inside::Caption {
            table.inside = Inside::Table;
        }
        match tag.name.as_str() {
            "caption" => table.inside = Inside::Caption,
            "tr" => table.start_row(),
            "td" | "th" => {
                table.has_header_cells |= tag.name == "th";
                if table.inside != Inside::Row {
                    table.start_row();
                }
                let (rows, columns) = (tag.rows.unwrap_or(1), tag.columns.unwrap_or(1));
                table.cell = Some(Cell { content: Vec::new(), rows, columns });
            }
            _ => table.start_group(),
        }
    }

    fn end_table_part(&mut self, name: &str) {
        self.end_block();
        let Some(table) = self.tables.last_mut().filter(|table| table.deeper == 0) else { return };
        table.end_cell();
        match name {
            "tr" | "caption" => table.inside = Inside::Table,
            "thead" | "tbody" | "tfoot" => table.start_group(),
            _ => {}
        }
    }

    fn finish(mut self) -> Page {
        self.end_block();
        while !self.tables.is_empty() {
            if let Some(table) = self.tables.last_mut() {
                table.deeper = 0;
            }
            self.close_table();
        }
        self.page
    }
}

/// A number of rows or columns; a browser reads the digits at the beginning.
fn span(value: &[u8]) -> Option<u32> {
    let text = String::from_utf8_lossy(value);
    let text = text.trim_start();
    let digits = text.get(..text.bytes().take_while(u8::is_ascii_digit).count())?;
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u32::MAX)) }
}

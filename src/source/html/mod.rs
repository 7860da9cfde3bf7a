//! Tables of web pages as rows of cells, and the lines of text around them.
//!
//! The page is cut into tags and texts by the rules of the HTML standard; no tree is built, so that depth costs nothing.
//! Each table is a part of the document. Headings and paragraphs above it are rows of one cell before its own, so that a
//! heading of the page can be a heading of the plan.

mod flow;
mod grid;
mod open;
mod page;

use super::digest::sha256_hex;
use super::document::encoding_assumed;
use super::encoding::{self, Decoded};
use super::grid::Grid;
use super::{Document, SourceError, Table};
use encoding_rs::Encoding;
use flow::Block;
use page::Page;

/// Reads a page.
pub(super) fn read(name: String, bytes: Vec<u8>) -> Result<(Document, Table), SourceError> {
    let sha256 = sha256_hex(&bytes);
    let declared = declared_encoding(&bytes);
    let Decoded { text, assumed } = encoding::decode_declared(bytes, declared)?;
    let mut grid = Grid::default();
    if let Some(encoding) = assumed {
        grid.find(encoding_assumed(encoding));
    }
    let page = Page::read(&text);
    drop(text);
    add_parts(page, &mut grid)?;
    let (document, table) = grid.finish(name, sha256);
    if document.text.trim().is_empty() {
        return Err(SourceError::Decode(encoding::DecodeError::Empty));
    }
    Ok((document, table))
}

/// The encoding that a page declares near its beginning, in an XML declaration or a `<meta>` tag.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(2048))?.to_ascii_lowercase();
    let label_after = |key: &[u8]| {
        let at = memchr::memmem::find(&head, key)? + key.len();
        let value = head.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let length =
            value.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(byte)).count();
        Encoding::for_label(value.get(..length)?)
    };
    label_after(b"charset").or_else(|| label_after(b"encoding"))
}

/// Makes each table a part, with the lines above it; what follows the last table belongs to that.
fn add_parts(page: Page, grid: &mut Grid) -> Result<(), SourceError> {
    let Page { title, blocks } = page;
    let mut above: Vec<Line> = Vec::new();
    let mut first = true;
    for block in blocks {
        match block {
            Block::Text(text) if text.is_content() => above.push(Line { level: text.level, text: text.text }),
            Block::Text(_) => {}
            Block::Table(table) => {
                if std::mem::take(&mut first) {
                    above = below_title(above, title.as_deref());
                }
                let mut lines: Vec<String> = above.drain(..).map(|line| line.text).collect();
                let caption = table.caption.clone();
                lines.extend(caption.clone());
                grid.add(caption, &lines, self::grid::areas(table)?)?;
            }
        }
    }
    if first {
        let lines: Vec<String> =
            below_title(above, title.as_deref()).into_iter().map(|line| line.text).collect();
        return grid.add(None, &lines, Vec::new());
    }
    let below: Vec<String> = above.into_iter().map(|line| line.text).collect();
    grid.add_below(&below)
}

/// A line of text outside tables.
struct Line {
    /// 1 to 6 for a heading.
    level: Option<u8>,
    text: String,
}

/// The lines from the first main heading on: what stands above it is the site's. Without one, the page's title comes first.
fn below_title(mut lines: Vec<Line>, title: Option<&str>) -> Vec<Line> {
    match lines.iter().position(|line| line.level == Some(1)) {
        Some(at) => lines.split_off(at),
        None => {
            lines.splice(..0, title.map(|title| Line { level: None, text: title.to_owned() }));
            lines
        }
    }
}

#[cfg(test)]
mod tests;

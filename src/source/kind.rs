//! Kinds of table files: what a name says, what the content says, and one way to read them all.

use super::{Document, SourceError, Table, csv, html};
use std::fmt;
use std::path::Path;

/// A kind of table file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Tab-separated text without quoting.
    Tsv,
    /// Text separated by commas, semicolons or tabs, with quoting.
    Csv,
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// A web page with tables.
    Html,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Tsv, Self::Csv, Self::Xlsx, Self::Html];

    /// Extensions of files of the kind, the usual one first.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Tsv => &["tsv", "txt", "tab"],
            Self::Csv => &["csv"],
            Self::Xlsx => &["xlsx", "xlsm"],
            Self::Html => &["html", "htm", "xhtml"],
        }
    }

    /// The kind that an extension names, in either case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let names = |kind: &Self| kind.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension));
        Self::ALL.into_iter().find(names)
    }

    /// The kind of a file by its name and its first bytes.
    ///
    /// The content decides where the name says nothing, and for `.xls`, under which web pages and tab-separated text are
    /// often published. A name that the content contradicts is an error: the file is not what the user takes it for.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, SourceError> {
        let extension =
            Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if NOT_READ.iter().any(|known| known.eq_ignore_ascii_case(extension)) {
            return Err(SourceError::NotRead { extension: extension.to_ascii_lowercase() });
        }
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(SourceError::OldWorkbook);
        }
        let named = Self::from_extension(extension);
        let found = if bytes.starts_with(ZIP) {
            Some(Self::Xlsx)
        } else if is_page(bytes) {
            Some(Self::Html)
        } else {
            None
        };
        match (named, found) {
            (Some(named), Some(found)) if named != found => Err(SourceError::OtherContent { named, found }),
            (Some(Self::Xlsx), None) => Err(SourceError::NoWorkbook),
            (Some(kind), _) | (None, Some(kind)) => Ok(kind),
            (None, None) => Ok(by_separator(bytes)),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tsv => "tab-separated text",
            Self::Csv => "comma-separated text",
            Self::Xlsx => "a workbook",
            Self::Html => "a web page",
        })
    }
}

/// Extensions of tables that other programs can save as one of ours.
const NOT_READ: [&str; 6] = ["ods", "xlsb", "numbers", "pdf", "doc", "docx"];
/// What a zip archive begins with, and so a workbook.
const ZIP: &[u8] = b"PK\x03\x04";
/// What files of Excel before 2007 begin with, and workbooks with a password.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// What a web page begins with.
const PAGE_STARTS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<table"];
/// Bytes that are looked at to tell kinds apart.
const SAMPLE: usize = 1 << 16;

fn is_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = text.get(..text.len().min(SAMPLE)).unwrap_or_default().trim_ascii_start();
    let starts_with =
        |start: &[u8]| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    PAGE_STARTS.into_iter().any(starts_with)
        // An XHTML page may open with an XML declaration, any page with a comment.
        || (starts_with(b"<?xml") || starts_with(b"<!--"))
            && memchr::memmem::find(&text.to_ascii_lowercase(), b"<html").is_some()
}

/// Tabs or commas, whichever stands on more lines.
fn by_separator(bytes: &[u8]) -> Kind {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let lines_with =
        |separator: u8| sample.split(|byte| *byte == b'\n').filter(|line| line.contains(&separator)).count();
    let commas = lines_with(b',').max(lines_with(b';'));
    if commas > lines_with(b'\t') { Kind::Csv } else { Kind::Tsv }
}

/// Reads the table file at a path, of whichever kind.
///
/// ```no_run
/// let (document, table) = policygraph::source::read(std::path::Path::new("report.xlsx"))?;
/// println!("{}: {} rows in {} sheets", document.name, table.rows.len(), table.parts.len());
/// # Ok::<(), policygraph::source::SourceError>(())
/// ```
pub fn read(path: &Path) -> Result<(Document, Table), SourceError> {
    let (name, bytes) = Document::bytes_at(path)?;
    read_bytes(name, bytes)
}

/// Reads the bytes of a table file called `name`; the name says the kind, or else the content.
///
/// ```
/// use policygraph::source::read_bytes;
/// let (document, table) = read_bytes("plan.csv", b"a,\"b, c\"\n".to_vec())?;
/// let texts: Vec<&str> = table.rows[0].cells.iter().map(|cell| cell.text(&document)).collect();
/// assert_eq!(texts, ["a", "b, c"]);
/// # Ok::<(), policygraph::source::SourceError>(())
/// ```
pub fn read_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<(Document, Table), SourceError> {
    let name = name.into();
    match Kind::of(&name, &bytes)? {
        Kind::Tsv => {
            let document = Document::from_bytes(name, bytes)?;
            let table = Table::read(&document)?;
            Ok((document, table))
        }
        Kind::Csv => {
            let mut document = Document::from_bytes(name, bytes)?;
            let table = csv::read(&mut document)?;
            Ok((document, table))
        }
        Kind::Html => html::read(name, bytes),
        #[cfg(feature = "xlsx")]
        Kind::Xlsx => super::xlsx::read(name, bytes),
        #[cfg(not(feature = "xlsx"))]
        Kind::Xlsx => Err(SourceError::WorkbooksLeftOut),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_or_the_content_says_the_kind() {
        let page = "\u{feff}\n<!DOCTYPE HTML>\n<table>".as_bytes();
        let xhtml = b"<?xml version='1.0'?>\n<!-- x -->\n<HTML>".as_slice();
        let (tabs, commas) = (b"a\tb, c\nd\te\n".as_slice(), b"a,b\nc,\"d\te\"\n".as_slice());
        for (name, bytes, kind) in [
            ("a.tsv", commas, Kind::Tsv),
            ("a.TXT", commas, Kind::Tsv),
            ("a.csv", tabs, Kind::Csv),
            ("a.htm", tabs, Kind::Html),
            ("a.xlsx", ZIP, Kind::Xlsx),
            ("a.xls", ZIP, Kind::Xlsx),
            ("a.xls", page, Kind::Html),
            ("a.xls", tabs, Kind::Tsv),
            ("standard input", page, Kind::Html),
            ("standard input", xhtml, Kind::Html),
            ("standard input", b"<table border=1>", Kind::Html),
            ("standard input", ZIP, Kind::Xlsx),
            ("standard input", tabs, Kind::Tsv),
            ("standard input", commas, Kind::Csv),
            ("standard input", b"a;b\nc;d", Kind::Csv),
            ("standard input", b"<p>a</p>\tb", Kind::Tsv),
            ("standard input", b"", Kind::Tsv),
        ] {
            assert_eq!(Kind::of(name, bytes).unwrap(), kind, "{name} {bytes:?}");
        }
    }

    #[test]
    fn a_name_that_the_content_contradicts_is_refused() {
        for (name, bytes) in
            [("a.csv", ZIP), ("a.tsv", ZIP), ("a.html", ZIP), ("a.csv", b"<html>"), ("a.xlsx", b"<html>")]
        {
            assert!(matches!(Kind::of(name, bytes), Err(SourceError::OtherContent { .. })), "{name}");
        }
        assert!(matches!(Kind::of("a.xlsx", b"a\tb"), Err(SourceError::NoWorkbook)));
        assert!(matches!(Kind::of("a.xls", COMPOUND_FILE), Err(SourceError::OldWorkbook)));
        assert!(matches!(Kind::of("a.ODS", ZIP), Err(SourceError::NotRead { .. })));
    }
}

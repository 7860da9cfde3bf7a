//! One input file: its name, its digest and its decoded text.

use super::Kind;
use super::digest::sha256_hex;
use super::encoding::{self, DecodeError};
use crate::diagnostic::{Code, Diagnostic};
use std::{fs, io, path::Path};

/// A document as it was read.
#[derive(Debug, Clone)]
pub struct Document {
    /// Name of the file without its folder, or what the caller calls the input.
    pub name: String,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub sha256: String,
    /// The decoded text; line ends as they stand, no byte order mark. Of a workbook or web page, the texts of its cells
    /// one after another.
    pub text: String,
    /// What had to be assumed or replaced to get the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file could not be opened or read.
    #[error("cannot read the file: {0}")]
    Io(#[from] io::Error),
    /// The path names a folder.
    #[error("this is a folder, not a file")]
    Directory,
    /// The bytes are no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The name says one kind of file, the content is of another.
    #[error("the name says {named}, but the content is {found}; rename the file to end in .{}", usual(*found))]
    OtherContent {
        /// What the name says.
        named: Kind,
        /// What the content is.
        found: Kind,
    },
    /// The name says that the file is a workbook; the content is something else.
    #[error("the name says a workbook, but the content is none")]
    NoWorkbook,
    /// A workbook of Excel before 2007, or one with a password.
    #[error("this is an old workbook, or one with a password; save it as .xlsx without a password")]
    OldWorkbook,
    /// A kind of file that is not read.
    #[error("files that end in .{extension} are not read; save the table as .xlsx, .csv or .tsv")]
    NotRead {
        /// What the name ends in.
        extension: String,
    },
    /// The workbook is damaged, or no workbook.
    #[cfg(feature = "xlsx")]
    #[error("this workbook cannot be read: {0}")]
    Workbook(#[from] calamine::XlsxError),
    /// The workbook says what no workbook can say.
    #[cfg(feature = "xlsx")]
    #[error("this workbook is damaged")]
    WorkbookDamaged,
    /// The program was built without the reader of workbooks.
    #[cfg(not(feature = "xlsx"))]
    #[error("workbooks are not read: the program was built without the feature `xlsx`")]
    WorkbooksLeftOut,
    /// The content of a workbook is larger than any table.
    #[error("the workbook unpacks to more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The tables have more cells than fit.
    #[error("the tables have more than {limit} cells; check merged and stray cells far out")]
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// A cell is longer than any reader of the results accepts.
    #[error("line {line}: a cell has more than {limit} bytes; readers of the results refuse such texts")]
    CellTooLong {
        /// Line in the input, from 1.
        line: usize,
        /// The limit in bytes.
        limit: usize,
    },
}

/// RDF readers refuse literals of 16 MiB; a cell is written twice at most, so half of that is safe.
pub(super) const CELL_LIMIT: usize = 8 << 20;

fn usual(kind: Kind) -> &'static str {
    kind.extensions().first().copied().unwrap_or_default()
}

impl Document {
    /// Reads a text file.
    pub fn from_path(path: &Path) -> Result<Self, SourceError> {
        let (name, bytes) = Self::bytes_at(path)?;
        Self::from_bytes(name, bytes)
    }

    /// The name and the bytes of a file.
    pub(super) fn bytes_at(path: &Path) -> Result<(String, Vec<u8>), SourceError> {
        if path.is_dir() {
            return Err(SourceError::Directory);
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Ok((name.into_owned(), fs::read(path)?))
    }

    /// Decodes the bytes of a file called `name`.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let sha256 = sha256_hex(&bytes);
        let encoding::Decoded { text, assumed } = encoding::decode(bytes)?;
        let mut diagnostics: Vec<Diagnostic> = assumed.map(encoding_assumed).into_iter().collect();
        let text = replace_forbidden(text, &mut diagnostics);
        Ok(Self { name: name.into(), sha256, text, diagnostics })
    }
}

pub(super) fn encoding_assumed(encoding: &str) -> Diagnostic {
    let message = format!("the file is not UTF-8; it was read as {encoding}");
    Diagnostic::document(Code::EncodingAssumed, message)
}

/// Replaces what XML 1.0 forbids, so that every export can carry the text. Offsets in code points stay as they are.
fn replace_forbidden(text: String, diagnostics: &mut Vec<Diagnostic>) -> String {
    let has_control = text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'));
    if !has_control && !text.contains(['\u{fffe}', '\u{ffff}']) {
        return text;
    }
    let (mut line, mut column, mut start) = (1, 0, 0);
    text.chars()
        .map(|character| {
            let forbidden = is_forbidden(character);
            if forbidden {
                diagnostics.push(Diagnostic {
                    line,
                    column,
                    start,
                    end: start + 1,
                    ..Diagnostic::document(
                        Code::ControlCharacter,
                        format!("the character U+{:04X} was replaced by U+FFFD", u32::from(character)),
                    )
                });
            }
            match character {
                '\n' => (line, column, start) = (line + 1, 0, 0),
                '\t' => (column, start) = (column + 1, 0),
                _ => start += 1,
            }
            if forbidden { '\u{fffd}' } else { character }
        })
        .collect()
}

pub(crate) fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        // printf abc | sha256sum
        let document = Document::from_bytes("x", b"abc".to_vec()).unwrap();
        assert_eq!(document.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn control_characters_are_replaced_and_reported() {
        let document = Document::from_bytes("x", "あ\n\tいう\u{c}え\n".as_bytes().to_vec()).unwrap();
        assert_eq!(document.text, "あ\n\tいう\u{fffd}え\n");
        let [finding] = document.diagnostics.as_slice() else { panic!("{:?}", document.diagnostics) };
        assert_eq!((finding.line, finding.column, finding.start, finding.end), (2, 1, 2, 3));
    }

    #[test]
    fn a_folder_is_no_document() {
        assert!(matches!(Document::from_path(Path::new("/")), Err(SourceError::Directory)));
    }
}

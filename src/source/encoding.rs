//! Bytes to text: recognise the encoding or refuse, never guess wrongly in silence.
//!
//! UTF-8 is the rule. A byte order mark decides; without one, bytes that are not UTF-8 are read as UTF-16,
//! Shift_JIS, EUC-JP or ISO-2022-JP only if the whole text decodes without a single error, and never if most of
//! the text is sound UTF-8: then one damaged byte is the likelier cause, and its place is reported.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name if it was not UTF-8.
    pub assumed: Option<&'static str>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// There is nothing, or nothing but a byte order mark.
    #[error("the file is empty")]
    Empty,
    /// A NUL byte: a binary file, or UTF-16 that does not decode.
    #[error("byte {offset} (line {line}) is NUL: this is not a text file")]
    Nul {
        /// Offset of the byte, from 0.
        offset: usize,
        /// Line of the byte, from 1.
        line: usize,
    },
    /// The bytes are in no encoding that is read.
    #[error("byte {offset} (line {line}) is not UTF-8, and the text is not UTF-16, Shift_JIS or EUC-JP")]
    Unknown {
        /// Offset of the first byte that is not UTF-8, from 0.
        offset: usize,
        /// Line of the byte, from 1.
        line: usize,
    },
}

/// Decodes a file.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    decode_declared(bytes, None)
}

/// Decodes a file that declares its encoding, as a web page does. What it declares is tried after UTF-8, and only if the
/// whole text decodes: pages are saved in other encodings without a word of it changing.
pub(super) fn decode_declared(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
) -> Result<Decoded, DecodeError> {
    if let Some(encoding) = declared
        && Encoding::for_bom(&bytes).is_none()
        && (encoding == ISO_2022_JP || std::str::from_utf8(&bytes).is_err())
        && let Some(text) = decode_strictly(encoding, &bytes)
    {
        return finish(text, Some(encoding.name()), &bytes);
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, bom)) if encoding != encoding_rs::UTF_8 => {
            let body = bytes.get(bom..).unwrap_or_default();
            let text = decode_strictly(encoding, body).ok_or_else(|| unknown(&bytes, bom))?;
            return finish(text, Some(encoding.name()), &bytes);
        }
        Some((_, bom)) => return decode_utf8_or_legacy(bytes.get(bom..).unwrap_or_default().to_vec()),
        None => {}
    }
    decode_utf8_or_legacy(bytes)
}

fn decode_utf8_or_legacy(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if let Some(offset) = memchr::memchr(0, &bytes) {
        let text = decode_utf16_without_mark(&bytes);
        return match text {
            Some((text, name)) => finish(text, Some(name), &bytes),
            None => Err(DecodeError::Nul { offset, line: line_of(&bytes, offset) }),
        };
    }
    match String::from_utf8(bytes) {
        // ISO-2022-JP is written in ASCII bytes, so it looks like UTF-8; its escape sequence gives it away.
        Ok(text) if text.contains("\u{1b}$") => match decode_strictly(ISO_2022_JP, text.as_bytes()) {
            Some(japanese) => finish(japanese, Some(ISO_2022_JP.name()), text.as_bytes()),
            None => finish(text, None, &[]),
        },
        Ok(text) => finish(text, None, &[]),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if mostly_utf8(&bytes) {
                return Err(unknown(&bytes, offset));
            }
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(&bytes, true);
            let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
            let text = [SHIFT_JIS, EUC_JP]
                .contains(&guess)
                .then(|| decode_strictly(guess, &bytes))
                .flatten()
                .filter(|text| looks_japanese(text))
                .ok_or_else(|| unknown(&bytes, offset))?;
            finish(text, Some(guess.name()), &bytes)
        }
    }
}

fn finish(text: String, assumed: Option<&'static str>, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if text.trim().is_empty() {
        return Err(DecodeError::Empty);
    }
    if let Some(position) = memchr::memchr(0, text.as_bytes()) {
        return Err(DecodeError::Nul {
            offset: position.min(bytes.len()),
            line: line_of(text.as_bytes(), position),
        });
    }
    Ok(Decoded { text, assumed })
}

fn decode_strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// UTF-16 without a mark shows in tabs and line ends: a NUL stands beside each of them, always on one side.
fn decode_utf16_without_mark(bytes: &[u8]) -> Option<(String, &'static str)> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut little, mut big) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        match pair {
            [b'\t' | b'\n', 0] => little += 1,
            [0, b'\t' | b'\n'] => big += 1,
            [0, 0] => return None,
            _ => {}
        }
    }
    let encoding = match (little, big) {
        (1.., 0) => UTF_16LE,
        (0, 1..) => UTF_16BE,
        _ => return None,
    };
    Some((decode_strictly(encoding, bytes)?, encoding.name()))
}

/// Whether more than half of the bytes beyond ASCII stand in sound UTF-8 sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let beyond_ascii = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let sound: usize = bytes.utf8_chunks().map(|chunk| beyond_ascii(chunk.valid().as_bytes())).sum();
    sound * 2 > beyond_ascii(bytes)
}

/// Whether most characters beyond ASCII are those that Japanese is written in.
///
/// Text in the wrong legacy encoding mostly turns into half-width katakana and rare characters.
fn looks_japanese(text: &str) -> bool {
    let (mut plausible, mut all) = (0_usize, 0_usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        all += 1;
        if matches!(character, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' | '◎' | '○' | '●' | '※' | '→')
        {
            plausible += 1;
        }
    }
    plausible * 5 >= all * 4
}

fn unknown(bytes: &[u8], offset: usize) -> DecodeError {
    DecodeError::Unknown { offset, line: line_of(bytes, offset) }
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', bytes.get(..offset).unwrap_or(bytes)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "題名\n\t\t令和4年度の実績\t令和5年度の予定\n\t・医療機器の研究開発を促進する。【◎厚】\t実施した。\t実施する。\n";

    fn encoded(encoding: &'static Encoding) -> Vec<u8> {
        encoding.encode(TABLE).0.into_owned()
    }

    fn utf16(big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some('\u{feff}').into_iter().chain(TABLE.chars());
        let mut buffer = [0; 2];
        units
            .flat_map(|c| c.encode_utf16(&mut buffer).to_vec())
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn every_recognised_encoding_gives_the_same_text() {
        let with_mark = [b"\xef\xbb\xbf".as_slice(), TABLE.as_bytes()].concat();
        for (name, bytes, assumed) in [
            ("UTF-8", TABLE.as_bytes().to_vec(), None),
            ("UTF-8 with mark", with_mark, None),
            ("Shift_JIS", encoded(SHIFT_JIS), Some("Shift_JIS")),
            ("EUC-JP", encoded(EUC_JP), Some("EUC-JP")),
            ("ISO-2022-JP", encoded(ISO_2022_JP), Some("ISO-2022-JP")),
            ("UTF-16LE with mark", utf16(false, true), Some("UTF-16LE")),
            ("UTF-16BE with mark", utf16(true, true), Some("UTF-16BE")),
            ("UTF-16LE", utf16(false, false), Some("UTF-16LE")),
            ("UTF-16BE", utf16(true, false), Some("UTF-16BE")),
        ] {
            let decoded = decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((decoded.text.as_str(), decoded.assumed), (TABLE, assumed), "{name}");
        }
    }

    #[test]
    fn damaged_text_is_refused_with_its_place() {
        let mut damaged = TABLE.as_bytes().to_vec();
        damaged.insert(7, 0xff);
        assert_eq!(decode(damaged), Err(DecodeError::Unknown { offset: 7, line: 2 }));
        let cut = TABLE.as_bytes()[..5].to_vec();
        assert_eq!(decode(cut), Err(DecodeError::Unknown { offset: 3, line: 1 }));
    }

    #[test]
    fn binary_and_empty_files_are_refused() {
        assert_eq!(decode(b"PK\x03\x04\x00\x00".to_vec()), Err(DecodeError::Nul { offset: 4, line: 1 }));
        for empty in [b"".to_vec(), b"\xef\xbb\xbf".to_vec(), b" \n\t\n".to_vec()] {
            assert_eq!(decode(empty), Err(DecodeError::Empty));
        }
    }

    #[test]
    fn other_encodings_are_refused() {
        let windows_1252 =
            encoding_rs::WINDOWS_1252.encode("Gesundheit für Bürger\nÄrzte für Übermorgen").0.into_owned();
        assert!(matches!(decode(windows_1252), Err(DecodeError::Unknown { line: 1, .. })));
    }
}

//! Which characters need a glyph, and what a reader can do where none has one.

use std::fmt;

use crate::view::text;

/// Characters that no font at hand has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingGlyphs {
    /// The characters, each once, in the order of the picture.
    pub characters: Vec<char>,
    /// The first text that has one of them.
    pub label: String,
}

/// How many characters a message names.
const NAMED: usize = 8;
/// How much of a label a message quotes.
const QUOTED: usize = 40;

impl fmt::Display for MissingGlyphs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no font at hand has ")?;
        for (place, character) in self.characters.iter().take(NAMED).enumerate() {
            let comma = if place > 0 { ", " } else { "" };
            let shown = if is_private(*character) { ' ' } else { *character };
            write!(f, "{comma}{shown} (U+{:04X})", u32::from(*character))?;
        }
        if let Some(more) = self.characters.len().checked_sub(NAMED).filter(|more| *more > 0) {
            write!(f, " and {more} more")?;
        }
        write!(f, ", as in the text “{}”: ", text::opening(&self.label, QUOTED))?;
        let mut remedies: Vec<&str> =
            self.characters.iter().map(|character| Script::of(*character).remedy()).collect();
        remedies.sort_unstable();
        remedies.dedup();
        write!(
            f,
            "name a font file that has them all (`--font FILE`), or install one: {}",
            remedies.join("; ")
        )
    }
}

impl std::error::Error for MissingGlyphs {}

/// What helps with a character.
enum Script {
    /// Chinese characters of the first plane, kana, Hangul and what is set with them.
    Cjk,
    /// Chinese characters beyond the first plane.
    RareCjk,
    /// Assigned by whoever made the font.
    Private,
    /// Everything else.
    Other,
}

impl Script {
    fn of(character: char) -> Self {
        match character {
            '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff00}'..='\u{ffef}' => Self::Cjk,
            '\u{20000}'..='\u{3ffff}' => Self::RareCjk,
            private if is_private(private) => Self::Private,
            _ => Self::Other,
        }
    }

    const fn remedy(&self) -> &'static str {
        match self {
            Self::Cjk => {
                "for Japanese, fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) or noto-fonts-cjk (Arch)"
            }
            Self::RareCjk => "for rare Chinese characters, fonts-hanazono (Debian, Ubuntu)",
            Self::Private => "for characters of the Private Use Areas, only the font of whoever wrote them",
            Self::Other => {
                "for other scripts and symbols, fonts-noto-core and fonts-symbola (Debian, Ubuntu)"
            }
        }
    }
}

const fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a reader would miss a character: not spaces, controls, what SVG leaves out, and what has no shape.
pub(super) fn is_visible(character: char) -> bool {
    !(character.is_control()
        || character.is_whitespace()
        || is_ignorable(character)
        || matches!(character, '\u{fffe}' | '\u{ffff}'))
}

/// What Unicode calls default ignorable (`Default_Ignorable_Code_Point`, Unicode 16).
const fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_characters_the_text_and_what_helps() {
        let missing =
            MissingGlyphs { characters: vec!['医', '\u{e000}'], label: "医療\u{e000}".repeat(20) };
        let message = missing.to_string();
        for part in ["医 (U+533B)", "(U+E000)", "医療\u{e000}医療", "…”", "--font FILE", "fonts-noto-cjk"]
        {
            assert!(message.contains(part), "{message}");
        }
        assert!(!message.contains("hanazono") && !message.contains("more"), "{message}");
    }

    #[test]
    fn a_message_names_some_of_many_characters() {
        let characters: Vec<char> = ('ぁ'..='ん').collect();
        let message =
            MissingGlyphs { characters: characters.clone(), label: "ひらがな".to_owned() }.to_string();
        assert_eq!(message.matches("U+").count(), NAMED);
        assert!(message.contains(&format!(" and {} more", characters.len() - NAMED)), "{message}");
    }

    #[test]
    fn only_what_has_a_shape_is_missed() {
        for character in ['医', 'a', '・', '\u{3099}', '\u{e000}', '\u{10ffff}', '𠮟'] {
            assert!(is_visible(character), "{character:?}");
        }
        for character in
            [' ', '\u{3000}', '\n', '\u{0}', '\u{85}', '\u{200b}', '\u{feff}', '\u{e0100}', '\u{fffe}']
        {
            assert!(!is_visible(character), "{character:?}");
        }
    }
}

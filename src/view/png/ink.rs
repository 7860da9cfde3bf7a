//! What a face of a font can draw.

use resvg::usvg::fontdb::{Database, ID};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_normalization::char::decompose_canonical;

/// The characters that a face draws, of those asked for.
pub(super) fn drawable(database: &Database, face: ID, characters: &[char]) -> Vec<char> {
    with_font(database, face, |font| {
        let has = |character: char| font.charmap().map(character).is_some_and(|glyph| has_ink(font, glyph));
        characters.iter().copied().filter(|character| is_drawn(*character, has)).collect()
    })
    .unwrap_or_default()
}

/// Whether a face draws something for a glyph.
pub(super) fn draws(database: &Database, face: ID, glyph: GlyphId) -> bool {
    with_font(database, face, |font| has_ink(font, glyph)).unwrap_or_default()
}

fn with_font<T>(database: &Database, face: ID, ask: impl FnOnce(&FontRef<'_>) -> T) -> Option<T> {
    database
        .with_face_data(face, |data, index| FontRef::from_index(data, index).ok().map(|font| ask(&font)))
        .flatten()
}

/// Whether a character is drawn by a face that `has` some. As shaping does, it takes a character apart (が to か and
/// the mark), and a common hyphen for the one that does not break.
fn is_drawn(character: char, has: impl Fn(char) -> bool) -> bool {
    if has(character) {
        return true;
    }
    let mut parts = Vec::new();
    decompose_canonical(character, |part| parts.push(part));
    (parts.len() > 1 && parts.into_iter().all(&has)) || (character == '\u{2011}' && has('\u{2010}'))
}

/// Whether a glyph is more than a space. A glyph that is only a bitmap is none to resvg as it is built here.
fn has_ink(font: &FontRef<'_>, glyph: GlyphId) -> bool {
    if glyph == GlyphId::NOTDEF {
        return false;
    }
    let mut pen = Ink(false);
    let outline = font.outline_glyphs().get(glyph);
    let drawn = outline.is_some_and(|outline| {
        outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).is_ok()
    });
    drawn && pen.0 || font.color_glyphs().get(glyph).is_some()
}

/// A pen that knows whether it has drawn.
struct Ink(bool);

impl OutlinePen for Ink {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_for_a_whole() {
        let has = |character: char| "か\u{3099}\u{2010}".contains(character);
        assert!(is_drawn('か', has) && is_drawn('が', has) && is_drawn('\u{2011}', has));
        assert!(!is_drawn('き', has) && !is_drawn('ぎ', has));
    }
}

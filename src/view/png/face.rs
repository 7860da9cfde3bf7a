//! Which faces draw a picture, and that there is one for every character.
//!
//! Left to itself, resvg takes any font of the machine that has a character, in the order of folders: a text may
//! come out in Chinese or slanted glyphs. Here the families stand in an order of their own ([`family`]), and
//! only as many faces are taken from the front as the characters need.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use resvg::usvg::FontResolver;
use resvg::usvg::fontdb::{Database, ID, Source};
use unicode_normalization::UnicodeNormalization;

use crate::view::png::character::{MissingGlyphs, is_visible};
use crate::view::png::family::{self, FontFamily};
use crate::view::png::{PngError, PngOptions, ink};
use crate::view::scene::Label;

/// The weights that labels have, as fonts number them.
const REGULAR: u16 = 400;
const BOLD: u16 = 700;

/// The faces for a picture, the preferred ones first.
pub(super) struct Faces {
    database: Arc<Database>,
    regular: Vec<ID>,
    bold: Vec<ID>,
}

impl Faces {
    /// The faces that the labels need.
    pub(super) fn choose(labels: &[&Label], options: &PngOptions) -> Result<Self, PngError> {
        let mut fonts = Database::new();
        let families = family::families(&mut fonts, options)?;
        let mut choice = Choice {
            families: &families,
            fonts: &fonts,
            chosen: Database::new(),
            files: BTreeMap::new(),
            missing: BTreeSet::new(),
        };
        let regular = choice.faces(needed(labels, false), REGULAR);
        let bold = choice.faces(needed(labels, true), BOLD);
        all_found(labels, &choice.missing)?;
        Ok(Self { database: Arc::new(choice.chosen), regular, bold })
    }

    /// The chosen faces, read into memory: those of a file would be read anew for every glyph.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// Hands out the chosen faces, whatever families a text asks for.
    pub(super) fn resolver(&self) -> FontResolver<'_> {
        FontResolver {
            select_font: Box::new(|font, _| self.of_weight(font.weight() >= 600).first().copied()),
            select_fallback: Box::new(|character, used, database| {
                let is_bold = used.first().is_some_and(|face| self.bold.contains(face));
                let mut others = self.of_weight(is_bold).iter().filter(|face| !used.contains(face));
                others.find(|face| !ink::drawable(database, **face, &[character]).is_empty()).copied()
            }),
        }
    }

    fn of_weight(&self, bold: bool) -> &[ID] {
        if bold { &self.bold } else { &self.regular }
    }
}

/// Faces being taken from the fonts of the machine.
struct Choice<'a> {
    families: &'a [FontFamily],
    fonts: &'a Database,
    chosen: Database,
    /// What has been read.
    files: BTreeMap<PathBuf, Source>,
    /// What no face draws.
    missing: BTreeSet<char>,
}

impl Choice<'_> {
    /// Takes faces of a weight, or as near as a family has, until all characters are drawn.
    fn faces(&mut self, mut needed: Vec<char>, weight: u16) -> Vec<ID> {
        let mut faces = Vec::new();
        for family in self.families {
            if needed.is_empty() {
                break;
            }
            let Some(face) = family.nearest(self.fonts, weight) else {
                continue;
            };
            let drawn = ink::drawable(self.fonts, face, &needed);
            if drawn.is_empty() {
                continue;
            }
            if let Some(taken) = self.take(face) {
                faces.push(taken);
                needed.retain(|character| !drawn.contains(character));
            }
        }
        self.missing.extend(needed);
        faces
    }

    /// Adds a face to the chosen ones, a second time if it serves both weights: so a face tells its weight.
    fn take(&mut self, face: ID) -> Option<ID> {
        let mut info = self.fonts.face(face)?.clone();
        if let Source::File(path) | Source::SharedFile(path, _) = info.source {
            info.source = match self.files.get(&path) {
                Some(read) => read.clone(),
                None => Source::Binary(Arc::new(self.fonts.with_face_data(face, |data, _| data.to_vec())?)),
            };
            self.files.insert(path, info.source.clone());
        }
        Some(self.chosen.push_face_info(info))
    }
}

/// The characters that labels of a weight need, each once.
fn needed(labels: &[&Label], bold: bool) -> Vec<char> {
    let labels = labels.iter().filter(|label| label.bold == bold);
    let characters: BTreeSet<char> = labels.flat_map(|label| visible(&label.text)).collect();
    characters.into_iter().collect()
}

/// What a text shows, か and its mark as が: shaping composes them too.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfc().filter(|character| is_visible(*character))
}

fn all_found(labels: &[&Label], missing: &BTreeSet<char>) -> Result<(), MissingGlyphs> {
    let mut characters = Vec::new();
    let mut first = None;
    for label in labels {
        for character in visible(&label.text).filter(|character| missing.contains(character)) {
            first.get_or_insert(label);
            if !characters.contains(&character) {
                characters.push(character);
            }
        }
    }
    match first {
        Some(label) => Err(MissingGlyphs { characters, label: label.text.clone() }),
        None => Ok(()),
    }
}

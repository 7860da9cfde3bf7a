//! The fonts of the given files and of the machine, in an order that depends on their names only.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use resvg::usvg::fontdb::{self, Database, FaceInfo, ID, Language, Source, Stretch, Style};

use crate::view::png::{PngError, PngOptions};
use crate::view::svg::FONTS;

/// The faces of one name, out of which one is taken for each weight.
pub(super) struct FontFamily {
    name: String,
    faces: Vec<ID>,
}

impl FontFamily {
    /// The upright face whose weight is nearest.
    pub(super) fn nearest(&self, fonts: &Database, weight: u16) -> Option<ID> {
        let distance = |face: &FaceInfo| {
            let stretch = face.stretch.to_number().abs_diff(Stretch::Normal.to_number());
            (face.style != Style::Normal, stretch, face.weight.0.abs_diff(weight), face.weight.0 < weight)
        };
        let faces = self.faces.iter().filter_map(|face| fonts.face(*face));
        faces.min_by_key(|face| distance(face)).map(|face| face.id)
    }
}

/// All families, the preferred ones first: of the given files in their order, then of the system.
pub(super) fn families(fonts: &mut Database, options: &PngOptions) -> Result<Vec<FontFamily>, PngError> {
    let mut given = Vec::new();
    for path in &options.fonts {
        let faces = load(fonts, path)?;
        join(&mut given, by_name(fonts, &faces));
    }
    if options.system_fonts {
        let known: BTreeSet<ID> = fonts.faces().map(|face| face.id).collect();
        fonts.load_system_fonts();
        let mut system: Vec<&FaceInfo> =
            fonts.faces().filter(|face| !known.contains(&face.id) && is_meant_to_be_read(face)).collect();
        // The order in which folders list their files says nothing.
        system.sort_by_key(|face| (file(face), face.index));
        let system: Vec<ID> = system.into_iter().map(|face| face.id).collect();
        given.extend(by_name(fonts, &system));
    }
    Ok(given)
}

/// Adds the faces of a given file.
fn load(fonts: &mut Database, path: &Path) -> Result<Vec<ID>, PngError> {
    let data = fs::read(path).map_err(|source| PngError::Font { path: path.to_owned(), source })?;
    let faces = fonts.load_font_source(Source::Binary(Arc::new(data)));
    if faces.is_empty() {
        return Err(PngError::NoFont { path: path.to_owned() });
    }
    Ok(faces.to_vec())
}

/// Adds the families of a further file; a bold face belongs to the regular one of another file.
fn join(families: &mut Vec<FontFamily>, more: Vec<FontFamily>) {
    for family in more {
        match families.iter_mut().find(|known| known.name == family.name) {
            Some(known) => known.faces.extend(family.faces),
            None => families.push(family),
        }
    }
}

/// Groups faces by the name of their family. First come the families that the SVG asks for, then those for Japanese,
/// then what the system calls sans-serif, then the rest.
fn by_name(fonts: &Database, faces: &[ID]) -> Vec<FontFamily> {
    let mut families: Vec<(Rank, FontFamily)> = Vec::new();
    for face in faces.iter().filter_map(|face| fonts.face(*face)) {
        let Some((name, _)) = face.families.first() else {
            continue;
        };
        match families.iter_mut().find(|(_, family)| family.name == *name) {
            Some((_, family)) => family.faces.push(face.id),
            None => {
                families
                    .push((Rank::of(face, fonts), FontFamily { name: name.clone(), faces: vec![face.id] }));
            }
        }
    }
    families.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
    families.into_iter().map(|(_, family)| family).collect()
}

/// How far behind a family stands.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Its place among the families that the SVG names.
    named: usize,
    /// Not made for Japanese: Chinese characters may have other shapes.
    foreign: bool,
    /// Not what the system calls sans-serif.
    unusual: bool,
    /// Not like the families that the SVG names.
    other_style: bool,
}

impl Rank {
    fn of(face: &FaceInfo, fonts: &Database) -> Self {
        let is_called =
            |wanted: &str| face.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let named = FONTS.split(',').map(|name| name.trim().trim_matches('\''));
        let all = named.clone().count();
        let holds = |part: &str| face.families.iter().any(|(name, _)| name.contains(part));
        Self {
            named: named.clone().position(is_called).unwrap_or(all),
            foreign: !face.families.iter().any(|(_, language)| *language == Language::Japanese_Japan),
            unusual: !is_called(fonts.family_name(&fontdb::Family::SansSerif)),
            other_style: face.monospaced || ["Mono", "Serif", "Mincho", "明朝"].into_iter().any(holds),
        }
    }
}

/// Not a font of the system's own, nor one that has a box for every character there is.
fn is_meant_to_be_read(face: &FaceInfo) -> bool {
    let hidden = |name: &str| name.starts_with('.') || name.replace(' ', "").starts_with("LastResort");
    !face.families.iter().any(|(name, _)| hidden(name))
}

fn file(face: &FaceInfo) -> Option<&Path> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path),
        Source::Binary(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg::fontdb::Weight;

    /// A face of a font that is only described.
    fn face(name: &str, language: Language, weight: u16, style: Style) -> FaceInfo {
        FaceInfo {
            id: ID::dummy(),
            source: Source::Binary(Arc::new(Vec::new())),
            index: 0,
            families: vec![(name.to_owned(), Language::English_UnitedStates), (name.to_owned(), language)],
            post_script_name: name.to_owned(),
            style,
            weight: Weight(weight),
            stretch: Stretch::Normal,
            monospaced: false,
        }
    }

    #[test]
    fn families_stand_in_the_order_of_the_svg_then_japanese_then_sans_serif() {
        let mut fonts = Database::new();
        fonts.set_sans_serif_family("Nimbus");
        let korean = Language::Korean_Korea;
        let japanese = Language::Japanese_Japan;
        let families = [
            ("Aardvark", korean),
            ("Nimbus", korean),
            ("IPAexMincho", japanese),
            ("IPAexGothic", japanese),
            ("meiryo", japanese),
            ("Noto Sans CJK JP", japanese),
        ];
        let faces: Vec<ID> = families
            .map(|(name, language)| fonts.push_face_info(face(name, language, 400, Style::Normal)))
            .to_vec();
        let names: Vec<String> = by_name(&fonts, &faces).into_iter().map(|family| family.name).collect();
        assert_eq!(names, ["Noto Sans CJK JP", "meiryo", "IPAexGothic", "IPAexMincho", "Nimbus", "Aardvark"]);
        let reversed: Vec<ID> = faces.into_iter().rev().collect();
        let again: Vec<String> = by_name(&fonts, &reversed).into_iter().map(|family| family.name).collect();
        assert_eq!(again, names);
    }

    #[test]
    fn the_nearest_upright_face_is_taken() {
        let mut fonts = Database::new();
        let faces = [
            (700, Style::Italic),
            (300, Style::Normal),
            (400, Style::Italic),
            (500, Style::Normal),
            (600, Style::Normal),
        ];
        let faces = faces
            .map(|(weight, style)| {
                fonts.push_face_info(face("A", Language::English_UnitedStates, weight, style))
            })
            .to_vec();
        let family = FontFamily { name: "A".to_owned(), faces };
        let weight = |wanted| fonts.face(family.nearest(&fonts, wanted).unwrap()).unwrap().weight.0;
        // CSS: 500 stands in for 400 before anything lighter.
        assert_eq!((weight(400), weight(700)), (500, 600));
    }

    #[test]
    fn a_bold_face_joins_the_regular_one_of_another_file() {
        let family = |name: &str| FontFamily { name: name.to_owned(), faces: vec![ID::dummy()] };
        let mut families = vec![family("A"), family("B")];
        join(&mut families, vec![family("C"), family("A")]);
        let found: Vec<(&str, usize)> =
            families.iter().map(|family| (family.name.as_str(), family.faces.len())).collect();
        assert_eq!(found, [("A", 2), ("B", 1), ("C", 1)]);
    }

    #[test]
    fn fonts_of_boxes_are_not_read() {
        for (name, read) in
            [("Meiryo", true), (".SF NS", false), (".LastResort", false), ("Last Resort High", false)]
        {
            let face = face(name, Language::Japanese_Japan, 400, Style::Normal);
            assert_eq!(is_meant_to_be_read(&face), read, "{name}");
        }
    }
}

//! Whether all labels are in a drawing, after texts have become shapes.

use std::collections::BTreeMap;

use resvg::usvg::fontdb::ID;
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{Group, Node, Text, Tree};
use skrifa::GlyphId;

use crate::view::png::character::is_visible;
use crate::view::png::ink;
use crate::view::scene::Label;

/// The first label that is not in the drawing as a whole.
pub(super) fn lost<'a>(labels: &[&'a Label], tree: &Tree) -> Option<&'a Label> {
    let mut texts = Vec::new();
    collect(tree.root(), &mut texts);
    let mut texts = texts.into_iter().filter(|text| text.chunks().iter().any(|chunk| shows(chunk.text())));
    let mut known = BTreeMap::new();
    // Texts stand in the order of the labels; one that was left out shifts all that follow.
    labels.iter().copied().filter(|label| shows(&label.text)).find(|label| {
        let whole = |text: &Text| is_of(label, text) && is_shaped(text, tree, &mut known);
        !texts.next().is_some_and(whole)
    })
}

fn collect<'a>(group: &'a Group, texts: &mut Vec<&'a Text>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, texts),
            Node::Text(text) => texts.push(text),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

fn shows(text: &str) -> bool {
    text.chars().any(is_visible)
}

/// Whether a text says what a label says; how spaces are kept is not compared.
fn is_of(label: &Label, text: &Text) -> bool {
    let drawn = text.chunks().iter().flat_map(|chunk| chunk.text().chars());
    label.text.chars().filter(|c| is_visible(*c)).eq(drawn.filter(|c| is_visible(*c)))
}

/// Whether all that can be seen of a text has become a shape.
fn is_shaped(text: &Text, tree: &Tree, known: &mut BTreeMap<(ID, GlyphId), bool>) -> bool {
    let glyphs: Vec<&PositionedGlyph> =
        text.layouted().iter().flat_map(|span| &span.positioned_glyphs).collect();
    let mut has_ink = |glyph: &PositionedGlyph| {
        let key = (glyph.font, GlyphId::new(glyph.id.0));
        *known.entry(key).or_insert_with(|| ink::draws(tree.fontdb(), key.0, key.1))
    };
    let is_drawn = |(place, glyph): (usize, &&PositionedGlyph)| {
        // Of the glyphs that stand for the same characters, a neighbour of the one that names them may have the ink.
        let neighbours = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
        let mut others =
            neighbours.filter_map(|place| glyphs.get(place)).filter(|other| other.text.is_empty());
        glyph.id.0 != 0 && (!shows(&glyph.text) || has_ink(glyph) || others.any(|other| has_ink(other)))
    };
    glyphs.iter().enumerate().all(is_drawn) && text.flattened().has_children()
}

#[cfg(test)]
mod tests {
    use resvg::usvg::Options;
    use resvg::usvg::fontdb::Database;

    use super::*;
    use crate::view::png::PngOptions;
    use crate::view::png::face::Faces;
    use crate::view::scene::{Anchor, Mark, Scene};
    use crate::view::svg::write_scene;

    fn labels(texts: &[&str]) -> Vec<Label> {
        let label = |text: &&str| Label {
            x: 5.0,
            y: 20.0,
            anchor: Anchor::Start,
            size: 12.0,
            bold: false,
            colour: "#000000",
            text: (*text).to_owned(),
        };
        texts.iter().map(label).collect()
    }

    /// The text that is lost if labels are drawn as `drawn` in fonts that have at least 事 and 業.
    fn lost_of(texts: &[&str], drawn: &[&str], with_fonts: bool) -> Option<String> {
        let known = labels(&["事業"]);
        let faces = Faces::choose(&known.iter().collect::<Vec<_>>(), &PngOptions::default()).unwrap();
        let marks = labels(drawn).into_iter().map(Mark::Text).collect();
        let scene =
            Scene { width: 200.0, height: 40.0, title: String::new(), description: String::new(), marks };
        let mut svg = Vec::new();
        write_scene(&scene, &mut svg).unwrap();
        let mut options =
            Options { fontdb: faces.database(), font_resolver: faces.resolver(), ..Options::default() };
        if !with_fonts {
            options = Options { fontdb: Database::new().into(), ..Options::default() };
        }
        let tree = Tree::from_data(&svg, &options).unwrap();
        let labels = labels(texts);
        lost(&labels.iter().collect::<Vec<_>>(), &tree).map(|label| label.text.clone())
    }

    #[test]
    fn all_labels_are_there() {
        let texts = ["事業", "", " \u{200b}", "業 事\u{fe0f} 業"];
        assert_eq!(lost_of(&texts, &texts, true), None);
    }

    #[test]
    fn a_glyph_that_is_missing_loses_its_label() {
        let texts = ["事業", "業\u{e000}", "事業"];
        assert_eq!(lost_of(&texts, &texts, true).as_deref(), Some(texts[1]));
    }

    #[test]
    fn a_text_that_was_left_out_is_lost() {
        assert_eq!(lost_of(&["業", "事業"], &["業", "事業"], false).as_deref(), Some("業"));
        assert_eq!(lost_of(&["業", "事業"], &["事業"], true).as_deref(), Some("業"));
        assert_eq!(lost_of(&["業", "事業"], &["業"], true).as_deref(), Some("事業"));
        assert_eq!(lost_of(&["業", "事業"], &["業", "事"], true).as_deref(), Some("事業"));
    }
}

//! Whether all labels are in a drawing, after texts have become shapes.

use std::collections::BTreeMap;

use resvg::usvg::fontdb::ID;
use resvg::usvg::{Group, Node, Text, Tree};

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
fn is_shaped(text: &Text, tree: &Tree, known: &mut BTreeMap<(ID, u32), bool>) -> bool {
    let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
    let all = glyphs.all(|glyph| {
        !shows(&glyph.text)
            || *known
                .entry((glyph.font, glyph.id.0))
                .or_insert_with(|| ink::draws_glyph(tree.fontdb(), glyph.font, glyph.id.0))
    });
    all && text.flattened().has_children()
}

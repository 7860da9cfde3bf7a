//! Pictures as pixels: nothing of a picture may be lost on the way, and what would be lost is an error.
//!
//! These tests need a Japanese font, in a regular and a bold face.
#![cfg(feature = "png")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places in pictures of a few hundred pixels"
)]

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::LazyLock;

use policygraph::view::png::{MAX_SIDE, PngError, PngOptions, write_png};
use policygraph::view::scene::{Anchor, Area, Fill, Label, Mark, Scene};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::fontdb::{Database, FaceInfo, Source, Style};

/// Files with faces for Japanese of this machine: one regular and one bold, sans-serif.
static FONTS: LazyLock<[PathBuf; 2]> = LazyLock::new(|| [font("Sans", 400), font("Sans", 700)]);

fn font(kind: &str, weight: u16) -> PathBuf {
    let mut machine = Database::new();
    machine.load_system_fonts();
    let is_wanted = |face: &&FaceInfo| {
        face.families.iter().any(|(name, _)| *name == format!("Noto {kind} CJK JP"))
            && face.weight.0 == weight
            && face.style == Style::Normal
    };
    let Some(face) = machine.faces().find(is_wanted) else {
        panic!(
            "no font Noto {kind} CJK JP of weight {weight}: install one (Debian and Ubuntu: fonts-noto-cjk)"
        );
    };
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => panic!("a font of the system without a file"),
    }
}

/// Only the given fonts, a pixel for each CSS pixel.
fn options(fonts: &[PathBuf]) -> PngOptions {
    PngOptions { scale: 1.0, fonts: fonts.to_vec(), system_fonts: false }
}

fn japanese() -> PngOptions {
    options(&*FONTS)
}

fn scene(marks: Vec<Mark>) -> Scene {
    Scene {
        width: 420.0,
        height: 150.0,
        title: "事業と施策".to_owned(),
        description: "見本".to_owned(),
        marks,
    }
}

fn label(x: f64, y: f64, text: &str) -> Label {
    Label { x, y, anchor: Anchor::Start, size: 12.0, bold: false, colour: "#1a1a1a", text: text.to_owned() }
}

fn texts(texts: &[&str]) -> Scene {
    let place = |(row, text): (usize, &&str)| Mark::Text(label(5.0, 20.0 * (row as f64 + 1.0), text));
    scene(texts.iter().enumerate().map(place).collect())
}

fn write(scene: &Scene, options: &PngOptions) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    write_png(scene, options, &mut bytes).map(|()| bytes)
}

fn draw(scene: &Scene, options: &PngOptions) -> Pixmap {
    Pixmap::decode_png(&write(scene, options).unwrap()).unwrap()
}

/// The colour of a pixel; every pixel is opaque.
fn colour(picture: &Pixmap, x: u32, y: u32) -> [u8; 3] {
    let pixel = picture.pixel(x, y).unwrap();
    assert_eq!(pixel.alpha(), 255);
    [pixel.red(), pixel.green(), pixel.blue()]
}

fn is_near(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 2)
}

fn colours(picture: &Pixmap, area: &Area) -> Vec<[u8; 3]> {
    let (right, lower) = ((area.x + area.width) as u32, (area.y + area.height) as u32);
    let rows = area.y as u32..lower;
    rows.flat_map(|y| (area.x as u32..right).map(move |x| colour(picture, x, y))).collect()
}

#[test]
fn a_picture_has_the_size_asked_for_and_says_what_it_is() {
    let bytes = write(&texts(&["事業"]), &PngOptions { scale: 1.5, ..japanese() }).unwrap();
    assert_eq!(bytes[..8], [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n']);
    let reader = png::Decoder::new(io::Cursor::new(&bytes)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (630, 225));
    // 144 pixels an inch, in print as large as the SVG: 144 / 0.0254 = 5669.3 pixels a metre.
    let size = info.pixel_dims.unwrap();
    assert_eq!((size.xppu, size.yppu, size.unit), (5669, 5669, png::Unit::Meter));
    let said: Vec<(String, String)> =
        info.utf8_text.iter().map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap())).collect();
    let expected = [("Title", "事業と施策"), ("Description", "見本")];
    assert_eq!(said, expected.map(|(keyword, text)| (keyword.to_owned(), text.to_owned())));
}

#[test]
fn two_pixels_for_each_css_pixel_unless_asked_otherwise() {
    let options = PngOptions { scale: PngOptions::default().scale, ..japanese() };
    let picture = draw(&texts(&["事業"]), &options);
    assert_eq!((picture.width(), picture.height()), (840, 300));
}

/// Labels of all anchors, weights and sizes, none near another.
fn labels() -> Vec<Label> {
    let text =
        ["医療機器の研究開発", "SaMD<調査>&「評価」", "◎厚生労働省", "・", "地域連携拠点 自立化推進", "R4"];
    let anchors = [(5.0, Anchor::Start), (210.0, Anchor::Middle), (415.0, Anchor::End)];
    let mut labels = Vec::new();
    for (place, text) in text.into_iter().enumerate() {
        let (x, anchor) = anchors[place % 3];
        for (bold, row) in [(false, 0), (true, 1)] {
            let row = f64::from(row) + 2.0 * (place / 3) as f64;
            let size = 9.0 + 3.0 * row;
            labels.push(Label { anchor, bold, size, ..label(x, 20.0 + 35.0 * row, text) });
        }
    }
    labels
}

#[test]
fn the_box_of_every_label_holds_ink_and_nothing_else_does() {
    let labels = labels();
    let picture = draw(&scene(labels.iter().cloned().map(Mark::Text).collect()), &japanese());
    let white = [255; 3];
    for label in &labels {
        let ink =
            colours(&picture, &label.area()).into_iter().filter(|found| !is_near(*found, white)).count();
        // A dot in the middle of a line is the least.
        assert!(ink >= 4, "{ink} pixels for {label:?}");
    }
    // The boxes are estimates, but upper ones: strokes stay within a pixel and a descender of them.
    for y in 0..picture.height() {
        for x in 0..picture.width() {
            let is_inside = labels.iter().any(|label| {
                let Area { x: left, y: upper, width, height } = label.area();
                (left - 1.0..=left + width).contains(&f64::from(x))
                    && (upper - 1.0..=upper + height + label.size * 0.15).contains(&f64::from(y))
            });
            assert!(is_inside || colour(&picture, x, y) == white, "ink at {x}, {y}");
        }
    }
}

#[test]
fn bold_text_has_more_ink() {
    let ink = |bold| {
        let mark = Mark::Text(Label { bold, ..label(5.0, 20.0, "医療機器") });
        let picture = draw(&scene(vec![mark]), &japanese());
        picture.pixels().iter().map(|pixel| u64::from(255 - pixel.red())).sum::<u64>()
    };
    assert!(ink(true) * 10 > ink(false) * 11, "{} {}", ink(true), ink(false));
}

#[test]
fn fills_and_lines_have_their_colours() {
    let area = |place: u32| Area { x: 10.0 + 50.0 * f64::from(place), y: 10.0, width: 40.0, height: 40.0 };
    let rect = |place, fill| Mark::Rect { area: area(place), fill, stroke: None };
    let (from, to) = ((10.0, 100.0), (200.0, 100.0));
    let marks = vec![
        rect(0, Fill::Colour("#0072b2")),
        rect(1, Fill::Striped("#0072b2")),
        rect(2, Fill::Dotted("#0072b2")),
        rect(3, Fill::Gap),
        rect(4, Fill::Shade),
        Mark::Flow { from, to, colour: "#0000ff", width: 10.0 },
    ];
    // Eight pixels for each of CSS, so that few of a pattern are on an edge.
    let picture = draw(&scene(marks), &PngOptions { scale: 8.0, ..japanese() });
    let share = |place, wanted| {
        let Area { x, y, width, height } = area(place);
        let scaled = Area { x: x * 8.0, y: y * 8.0, width: width * 8.0, height: height * 8.0 };
        let found = colours(&picture, &scaled);
        found.iter().filter(|found| is_near(**found, wanted)).count() as f64 / found.len() as f64
    };
    let (blue, white) = ([0x00, 0x72, 0xb2], [255; 3]);
    let dot = std::f64::consts::PI * 1.2 * 1.2 / 25.0;
    for (place, colour, expected) in [
        (0, blue, 1.0),
        // A stripe is 1.5 wide of 5, and there is a dot in every square of 5.
        (1, blue, 0.7),
        (1, white, 0.3),
        (2, blue, 1.0 - dot),
        (2, white, dot),
        // A line is 1 wide of 7.
        (3, [0xfb; 3], 6.0 / 7.0),
        (3, [0xc3, 0xcb, 0xd1], 1.0 / 7.0),
        // A shade lets all but 3.5 % of white through.
        (4, [246; 3], 1.0),
    ] {
        let found = share(place, colour);
        assert!((found - expected).abs() < 0.06, "{place} {colour:?} {found} {expected}");
    }
    // A flow lets 45 % of white through: 255 * 0.45 = 115.
    let flow = colour(&picture, 800, 800);
    assert!(is_near(flow, [115, 115, 255]), "{flow:?}");
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_names_it() {
    for (text, character) in [("事業\u{e000}の調査", '\u{e000}'), ("\u{50000}", '\u{50000}')] {
        for system_fonts in [false, true] {
            let options = PngOptions { system_fonts, ..japanese() };
            let error = write(&texts(&["施策", text]), &options).unwrap_err();
            let PngError::Glyphs(missing) = &error else { panic!("{error:?}") };
            assert_eq!(
                (missing.characters.as_slice(), missing.label.as_str()),
                ([character].as_slice(), text)
            );
            let message = error.to_string();
            assert!(message.contains(&format!("U+{:04X}", u32::from(character))), "{message}");
            assert!(message.contains("--font FILE"), "{message}");
        }
    }
}

#[test]
fn without_a_font_every_text_is_an_error() {
    let error = write(&texts(&["AB", "事業"]), &options(&[])).unwrap_err();
    let PngError::Glyphs(missing) = error else { panic!("{error:?}") };
    assert_eq!((missing.characters, missing.label.as_str()), (vec!['A', 'B', '事', '業'], "AB"));
    assert!(write(&texts(&["R4"]), &options(&[])).is_err());
    // Nothing to read, nothing to miss.
    assert!(write(&texts(&["", " \u{3000}", "\u{200b}\u{feff}"]), &options(&[])).is_ok());
}

#[test]
fn nothing_is_written_if_something_is_missing() {
    let mut bytes = Vec::new();
    assert!(write_png(&texts(&["\u{e000}"]), &japanese(), &mut bytes).is_err());
    assert!(bytes.is_empty());
}

#[test]
fn characters_without_a_shape_are_not_missed() {
    let with = texts(&["医療\u{200b}機器\u{0}の\u{feff}開発"]);
    let without = texts(&["医療機器の開発"]);
    assert_eq!(draw(&with, &japanese()).data(), draw(&without, &japanese()).data());
    assert!(
        write(&texts(&["医療\t機器\u{a0}の\u{2003}開発\u{3000}葛\u{e0100}医\u{fe0f}"]), &japanese()).is_ok()
    );
}

#[test]
fn a_mark_on_its_own_joins_its_letter() {
    let (apart, joined) = (texts(&["か\u{3099}は\u{309a}"]), texts(&["がぱ"]));
    assert_eq!(draw(&apart, &japanese()).data(), draw(&joined, &japanese()).data());
}

#[test]
fn a_picture_that_is_too_large_is_an_error_before_fonts_are_read() {
    let huge = |width, height| Scene { width, height, ..texts(&["\u{e000}"]) };
    for (scene, scale, pixels, fitting) in [
        (huge(1e9, 1e9), 2.0, (2e9, 2e9), 1e-5),
        (huge(400.0, 20_000.0), 2.0, (800.0, 40_000.0), 1.6),
        // 100 million pixels are 10 000 x 10 000: 10 000 / 6 000 = 1.66….
        (huge(6000.0, 6000.0), 2.0, (12_000.0, 12_000.0), 1.6),
        (huge(2745.0, 2071.0), 1e30, (2745.0e30, 2071.0e30), 4.1),
    ] {
        let options = PngOptions { scale, fonts: vec![PathBuf::from("no such file")], system_fonts: false };
        let error = write(&scene, &options).unwrap_err();
        let PngError::TooLarge { width, height, fitting: found } = error else { panic!("{error:?}") };
        assert!((width / pixels.0 - 1.0).abs() < 1e-6 && (height / pixels.1 - 1.0).abs() < 1e-6);
        assert!((found / fitting - 1.0).abs() < 1e-9, "{found} {fitting}");
        // What is advised is possible.
        let smaller = PngOptions { scale: found as f32, ..options };
        assert!(matches!(write(&scene, &smaller), Err(PngError::Font { .. })), "{found}");
    }
    let long = Scene { width: f64::from(MAX_SIDE), height: 2.0, ..scene(Vec::new()) };
    assert_eq!(draw(&long, &options(&[])).width(), MAX_SIDE);
}

#[test]
fn the_message_for_a_large_picture_can_be_followed() {
    let large = Scene { width: 6000.0, height: 6000.0, ..scene(Vec::new()) };
    let message = write(&large, &PngOptions::default()).unwrap_err().to_string();
    for part in ["12000 x 12000", "100 million", "1.6 or less", "`--scale`", "`--goal`"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_is_no_size_is_an_error() {
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let error = write(&texts(&["A"]), &PngOptions { scale, ..japanese() }).unwrap_err();
        assert!(matches!(error, PngError::Scale(_)), "{error:?}");
    }
    for (width, height) in [(0.0, 10.0), (10.0, -1.0), (f64::NAN, 10.0)] {
        let error = write(&Scene { width, height, ..texts(&[]) }, &japanese()).unwrap_err();
        assert!(matches!(error, PngError::Empty), "{error:?}");
    }
    // A picture of less than a pixel has one.
    let picture = draw(&scene(Vec::new()), &PngOptions { scale: 1e-6, ..japanese() });
    assert_eq!((picture.width(), picture.height()), (1, 1));
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let all = scene(labels().into_iter().map(Mark::Text).collect());
    assert_eq!(write(&all, &japanese()).unwrap(), write(&all, &japanese()).unwrap());
    let system = PngOptions::default();
    assert_eq!(write(&all, &system).unwrap(), write(&all, &system).unwrap());
}

#[test]
fn the_families_of_the_svg_come_first_of_the_system_and_given_files_before_them() {
    let text = texts(&["医療機器の研究開発"]);
    let system = PngOptions { scale: 1.0, ..PngOptions::default() };
    let sans = draw(&text, &system);
    // The SVG asks for the family of these files before all others.
    assert_eq!(sans.data(), draw(&text, &japanese()).data());
    let serif = draw(&text, &options(&[font("Serif", 400)]));
    assert_ne!(sans.data(), serif.data());
    let preferred = PngOptions { fonts: vec![font("Serif", 400), FONTS[0].clone()], ..system };
    assert_eq!(draw(&text, &preferred).data(), serif.data());
}

#[test]
fn a_family_without_a_bold_face_uses_its_regular_one() {
    let draw = |bold| {
        let mark = Mark::Text(Label { bold, ..label(5.0, 20.0, "医療機器") });
        draw(&scene(vec![mark]), &options(&FONTS[..1]))
    };
    assert_eq!(draw(true).data(), draw(false).data());
}

#[test]
fn a_file_that_is_no_font_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.ttf");
    std::fs::write(&path, "no font").unwrap();
    let error = write(&texts(&["A"]), &options(std::slice::from_ref(&path))).unwrap_err();
    assert!(matches!(&error, PngError::NoFont { path: named } if *named == path), "{error:?}");
    let missing = folder.path().join("missing.ttf");
    let error = write(&texts(&["A"]), &options(std::slice::from_ref(&missing))).unwrap_err();
    assert!(matches!(&error, PngError::Font { path: named, .. } if *named == missing), "{error:?}");
}

#[test]
fn a_closed_pipe_stays_one() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let error = write_png(&texts(&["A"]), &japanese(), Closed).unwrap_err();
    assert!(matches!(&error, PngError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe), "{error:?}");
}

#[test]
fn labels_in_groups_are_drawn_and_missed_like_others() {
    let group = |marks| Mark::Group { title: "事業 <&>".to_owned(), key: None, marks };
    let inside = |text| scene(vec![group(vec![group(vec![Mark::Text(label(5.0, 20.0, text))])])]);
    assert_eq!(draw(&inside("事業"), &japanese()).data(), draw(&texts(&["事業"]), &japanese()).data());
    let error = write(&inside("\u{e000}"), &japanese()).unwrap_err();
    assert!(matches!(error, PngError::Glyphs(_)), "{error:?}");
    // What is only told when pointing at a mark needs no glyph.
    assert!(
        write(
            &scene(vec![Mark::Group { title: "\u{e000}".to_owned(), key: None, marks: vec![] }]),
            &japanese()
        )
        .is_ok()
    );
}

#[test]
fn text_has_the_colour_of_its_label() {
    let coloured = Label { colour: "#d55e00", size: 24.0, ..label(5.0, 40.0, "経済産業省") };
    let picture = draw(&scene(vec![Mark::Text(coloured)]), &japanese());
    let found: BTreeSet<[u8; 3]> = picture.pixels().iter().map(|p| [p.red(), p.green(), p.blue()]).collect();
    assert!(found.contains(&[0xd5, 0x5e, 0x00]), "no pixel has the label's colour");
    // Grey edges, not coloured ones: everything lies between the colour and white.
    assert!(found.iter().all(|[red, green, blue]| red >= green && green >= blue), "{found:?}");
}

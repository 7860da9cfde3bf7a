//! PNG: a laid-out picture as pixels, for documents and slides that take no SVG.
//!
//! May live here: drawing what [`svg::write_scene`] writes, and making sure that nothing of it is lost. SVG stays the
//! reference: a scene is written as SVG, and resvg draws that. Where no font has a character a browser shows a box, and
//! resvg nothing. So fonts are chosen by what they draw (`face`), texts that have become shapes are compared with
//! the labels (`drawn`), and a picture with a hole is an error.

use std::io::{self, Write};
use std::path::PathBuf;

use ::png::{BitDepth, ColorType, Encoder, EncodingError, PixelDimensions, SrgbRenderingIntent, Unit};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg;

use crate::view::png::face::Faces;
use crate::view::scene::Scene;
use crate::view::svg::{self, SvgError};

mod character;
mod drawn;
mod face;
mod family;
mod ink;

pub use character::MissingGlyphs;

/// The longest side of a picture, in pixels.
pub const MAX_SIDE: u32 = 32_000;

/// The largest picture, in pixels. While it is drawn, each takes four bytes.
pub const MAX_PIXELS: u64 = 100_000_000;

/// CSS pixels in a metre: 96 in an inch of 2.54 cm.
const CSS_PIXELS_PER_METRE: f64 = 96.0 / 0.0254;

/// How a picture is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct PngOptions {
    /// Pixels for each CSS pixel of the scene. 2 is 192 pixels an inch at the size that the SVG has in print.
    pub scale: f32,
    /// Font files, preferred in this order to the fonts of the system. A collection (`.ttc`) stands for all its faces.
    pub fonts: Vec<PathBuf>,
    /// Whether fonts of the system are used for what `fonts` cannot draw.
    pub system_fonts: bool,
}

impl Default for PngOptions {
    /// Two pixels for a CSS pixel, in the fonts of the system.
    fn default() -> Self {
        Self { scale: 2.0, fonts: Vec::new(), system_fonts: true }
    }
}

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PngError {
    /// The scale is no positive number.
    #[error("a picture cannot be drawn at the scale {0}, only at a number above 0")]
    Scale(f32),
    /// The picture has no width or no height.
    #[error("the picture has no area")]
    Empty,
    /// The picture would have more pixels than [`MAX_SIDE`] or [`MAX_PIXELS`] allow.
    #[error(
        "the picture would be {width:.0} x {height:.0} pixels, more than {MAX_SIDE} a side or {} million in all: \
         draw it at a scale of {fitting} or less (`--scale`), show less (such as one `--goal`), or write SVG, which has no limit",
        MAX_PIXELS / 1_000_000
    )]
    TooLarge {
        /// Width in pixels.
        width: f64,
        /// Height in pixels.
        height: f64,
        /// The largest scale at which it fits, rounded down to two digits.
        fitting: f64,
    },
    /// A font file cannot be read.
    #[error("the font {} cannot be read", path.display())]
    Font {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file is no font, or no font of a kind that can be drawn.
    #[error("{} holds no TrueType or OpenType font", path.display())]
    NoFont {
        /// The file.
        path: PathBuf,
    },
    /// No font has some characters.
    #[error(transparent)]
    Glyphs(#[from] MissingGlyphs),
    /// A text would not be drawn whole, though for each of its characters some font has a glyph.
    #[error(
        "the fonts at hand do not draw the text “{label}” together: name one font that has all its characters (`--font FILE`)"
    )]
    Text {
        /// The text.
        label: String,
    },
    /// The scene could not be written as SVG.
    #[error(transparent)]
    Scene(#[from] SvgError),
    /// The SVG could not be drawn; it has more than a million marks, say.
    #[error("the picture cannot be drawn")]
    Svg(#[from] usvg::Error),
    /// The output failed.
    #[error("the picture could not be written")]
    Io(#[source] io::Error),
}

/// Draws a scene as a PNG image on white.
///
/// On one machine, the same scene and fonts give the same bytes. The image carries the scene's title and description
/// and its size in print. A text is drawn in one font if that font has all its characters.
///
/// ```
/// use policygraph::view::png::{PngOptions, write_png};
/// use policygraph::view::scene::Scene;
///
/// let scene =
///     Scene { width: 20.0, height: 10.0, title: String::new(), description: String::new(), marks: Vec::new() };
/// let mut png = Vec::new();
/// write_png(&scene, &PngOptions::default(), &mut png)?;
/// assert!(png.starts_with(b"\x89PNG"));
/// # Ok::<(), policygraph::view::png::PngError>(())
/// ```
///
/// # Errors
///
/// Nothing is written if the picture is too large, a font cannot be read, or a character of a label would be missing.
pub fn write_png(scene: &Scene, options: &PngOptions, writer: impl Write) -> Result<(), PngError> {
    let size = size(scene, options.scale)?;
    let labels = scene.labels();
    let faces = Faces::choose(&labels, options)?;
    let mut document = Vec::new();
    svg::write_scene(scene, &mut document)?;
    let drawing = usvg::Options {
        fontdb: faces.database(),
        font_resolver: faces.resolver(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(&document, &drawing)?;
    if let Some(label) = drawn::lost(&labels, &tree) {
        return Err(PngError::Text { label: label.text.clone() });
    }
    let mut pixels = Pixmap::new(size.0, size.1).ok_or(PngError::Empty)?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(options.scale, options.scale), &mut pixels.as_mut());
    encode(scene, options.scale, &pixels, writer).map_err(PngError::Io)
}

/// The width and height in pixels, if that is not too much.
fn size(scene: &Scene, scale: f32) -> Result<(u32, u32), PngError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PngError::Scale(scale));
    }
    if !(scene.width > 0.0 && scene.height > 0.0) {
        return Err(PngError::Empty);
    }
    let pixels = |side: f64| (side * f64::from(scale)).round().max(1.0);
    let (width, height) = (pixels(scene.width), pixels(scene.height));
    let side = f64::from(MAX_SIDE);
    #[expect(clippy::cast_precision_loss, reason = "a number of nine digits")]
    let all = MAX_PIXELS as f64;
    if width > side || height > side || width * height > all {
        let fitting =
            (side / scene.width).min(side / scene.height).min((all / (scene.width * scene.height)).sqrt());
        return Err(PngError::TooLarge { width, height, fitting: two_digits(fitting) });
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and MAX_SIDE")]
    Ok((width as u32, height as u32))
}

/// A positive number rounded down to two significant digits.
fn two_digits(number: f64) -> f64 {
    // Divided, not multiplied by a negative power: 0.53, not 0.530…01.
    let shift = 10_f64.powf((1.0 - number.log10().floor()).max(0.0));
    (number * shift).floor() / shift
}

/// Writes opaque pixels row by row.
fn encode(scene: &Scene, scale: f32, pixels: &Pixmap, writer: impl Write) -> io::Result<()> {
    let mut encoder = Encoder::new(writer, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
    let per_metre = (CSS_PIXELS_PER_METRE * f64::from(scale)).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    for (keyword, text) in [("Title", &scene.title), ("Description", &scene.description)] {
        encoder.add_itxt_chunk(keyword.to_owned(), text.clone()).map_err(failure)?;
    }
    let mut image = encoder.write_header().map_err(failure)?;
    let mut rows = image.stream_writer().map_err(failure)?;
    let mut row = Vec::new();
    for pixels in pixels.data().chunks_exact(4 * pixels.width() as usize) {
        row.clear();
        row.extend(pixels.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)));
        rows.write_all(&row)?;
    }
    rows.finish().map_err(failure)?;
    image.finish().map_err(failure)
}

/// The failure of the output as it was, such as a closed pipe.
fn failure(error: EncodingError) -> io::Error {
    match error {
        EncodingError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

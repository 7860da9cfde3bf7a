//! Which colour stands for which body.
//!
//! The colours of Okabe and Ito can be told apart without full colour vision. Seven of them serve (black reads
//! as text); further bodies take them again with stripes, then with dots; what comes after those is grey.
//! Letters in the cells say the same again.

use crate::view::scene::Fill;

/// Blue, vermillion, bluish green, orange, reddish purple, sky blue, yellow.
const PALETTE: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#f0e442"];

/// For a measure that nobody is said to lead, and for bodies beyond the palette.
const NOBODY: &str = "#9e9e9e";

/// How cells of the body at `place` are filled.
pub fn fill(place: Option<usize>) -> Fill {
    let Some(place) = place else {
        return Fill::Colour(NOBODY);
    };
    let colour = PALETTE.get(place % PALETTE.len()).copied().unwrap_or(NOBODY);
    match place / PALETTE.len() {
        0 => Fill::Colour(colour),
        1 => Fill::Striped(colour),
        2 => Fill::Dotted(colour),
        _ => Fill::Colour(NOBODY),
    }
}

/// The colour of letters on a fill: white where it is dark, else black.
pub fn ink(fill: Fill) -> &'static str {
    match fill {
        Fill::Colour(PALETTE_BLUE) => "#ffffff",
        _ => "#000000",
    }
}

/// The one colour of the palette on which black cannot be read well.
const PALETTE_BLUE: &str = "#0072b2";

/// The plain colour of a fill, for outlines.
pub fn line(fill: Fill) -> &'static str {
    match fill {
        Fill::Colour(colour) | Fill::Striped(colour) | Fill::Dotted(colour) => colour,
        Fill::None | Fill::Shade | Fill::Gap => NOBODY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn luminance(colour: &str) -> f64 {
        let channel = |range: std::ops::Range<usize>| {
            let value = f64::from(u8::from_str_radix(colour.get(range).unwrap(), 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1..3) + 0.7152 * channel(3..5) + 0.0722 * channel(5..7)
    }

    #[test]
    fn letters_stand_out_from_every_plain_colour() {
        for place in [None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)] {
            let fill = fill(place);
            let (light, dark) = (luminance(ink(fill)), luminance(line(fill)));
            let contrast = (light.max(dark) + 0.05) / (light.min(dark) + 0.05);
            assert!(contrast >= 4.5, "{place:?} {contrast}");
        }
    }

    #[test]
    fn twenty_one_bodies_look_different() {
        let fills: BTreeSet<Fill> = (0..21).map(|place| fill(Some(place))).collect();
        assert_eq!(fills.len(), 21);
    }
}

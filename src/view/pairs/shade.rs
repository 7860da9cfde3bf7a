//! How dark a count is drawn.
//!
//! A tie that rests on one shared thing is hollow. Counts from 2 on take five shades of one colour, which also work in grey; each
//! stands for as many counts as the next, as far as that goes.

use crate::view::scene::Fill;

/// Outline of a hollow cell.
const HOLLOW: &str = "#8fa3b0";
/// Grounds from light to dark, each with the colour of numbers on it.
type Ramp = [(&'static str, &'static str); 5];
/// Of what is shared.
const BLUE: Ramp = [
    ("#d3e0ea", "#000000"),
    ("#a9c4d8", "#000000"),
    ("#7ba4c2", "#000000"),
    ("#3f7399", "#ffffff"),
    ("#1d4a6b", "#ffffff"),
];
/// Of what both lead.
const OCHRE: Ramp = [
    ("#f5e3c8", "#000000"),
    ("#e8c48d", "#000000"),
    ("#d39c4c", "#000000"),
    ("#955d12", "#ffffff"),
    ("#663c05", "#ffffff"),
];

/// Which colour a cell has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hue {
    /// What is shared.
    Shared,
    /// What both lead.
    BothLead,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) fill: Fill,
    pub(super) stroke: Option<&'static str>,
    pub(super) ink: &'static str,
}

/// The look of a count, where the highest of all is `most`.
pub(super) fn look(hue: Hue, count: usize, most: usize) -> Look {
    if count < 2 {
        return Look { fill: Fill::Colour("#ffffff"), stroke: Some(HOLLOW), ink: "#5f6368" };
    }
    let ramp = if hue == Hue::Shared { BLUE } else { OCHRE };
    let (ground, ink) = ramp.get(step(count, most)).copied().unwrap_or(("#ffffff", "#000000"));
    Look { fill: Fill::Colour(ground), stroke: None, ink }
}

/// Which of the five shades.
fn step(count: usize, most: usize) -> usize {
    let counts = most.saturating_sub(1).max(1);
    let steps = counts.min(5);
    (count.saturating_sub(2) * steps / counts).min(steps - 1)
}

/// The ranges of counts that look the same, lowest first, from 2 on.
pub(super) fn ranges(most: usize) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for count in 2..=most {
        match ranges.last_mut() {
            Some(last) if step(last.0, most) == step(count, most) => last.1 = count,
            _ => ranges.push((count, count)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_from_two_on_has_one_of_five_shades() {
        assert_eq!(ranges(1), []);
        assert_eq!(ranges(2), [(2, 2)]);
        assert_eq!(ranges(6), [(2, 2), (3, 3), (4, 4), (5, 5), (6, 6)]);
        assert_eq!(ranges(11), [(2, 3), (4, 5), (6, 7), (8, 9), (10, 11)]);
        assert_eq!(look(Hue::Shared, 1, 11).stroke, Some(HOLLOW));
        assert_eq!(look(Hue::Shared, 11, 11).fill, Fill::Colour("#1d4a6b"));
        assert_eq!(look(Hue::BothLead, 2, 2).fill, Fill::Colour("#f5e3c8"));
    }

    #[test]
    fn numbers_stand_out_and_shades_darken() {
        let luminance = |colour: &str| {
            let channel = |range: std::ops::Range<usize>| {
                let value = f64::from(u8::from_str_radix(colour.get(range).unwrap(), 16).unwrap()) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1..3) + 0.7152 * channel(3..5) + 0.0722 * channel(5..7)
        };
        for ramp in [BLUE, OCHRE] {
            for (ground, ink) in ramp {
                let (one, other) = (luminance(ground), luminance(ink));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 4.5, "{ground} {contrast}");
            }
            assert!(ramp.windows(2).all(|two| luminance(two[0].0) > luminance(two[1].0) + 0.03));
        }
    }
}

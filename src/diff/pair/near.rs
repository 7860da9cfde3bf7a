//! Texts that are near each other, without comparing each with each.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// A text of one side, with its number there.
pub(super) type Text<'t> = (usize, &'t str);

/// Pairs up to which each text is compared with each.
const ALL: usize = 1 << 12;
/// Comparisons that are made at most.
const MOST: usize = 1 << 18;
/// Characters of a shingle.
const SHINGLE: usize = 4;
/// Shingles that stand for a text: those whose hashes are least, so that alike texts have many in common.
const SKETCH: usize = 64;
/// Pairs of texts that one shingle may bring together; more of them only say that it is common.
const COMMON: usize = 16;
/// Characters of a text that are compared; the rest of a longer one says little more.
const LONGEST: usize = 4_000;

/// The pairs of neighbouring characters of a text, in order.
pub(super) struct Neighbours(Vec<u64>);

impl Neighbours {
    pub(super) fn new(text: &str) -> Self {
        let pairs = text.chars().zip(text.chars().skip(1)).take(LONGEST);
        let mut pairs: Vec<u64> = pairs.map(|(a, b)| u64::from(a) << 32 | u64::from(b)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// How near two texts are: the share of pairs of neighbouring characters that both have (Sørensen–Dice), in percent,
    /// rounded down.
    // `strsim` has the measure, but divides by bytes where it should by characters, so that Japanese texts come out at a third.
    pub(super) fn likeness(&self, other: &Self) -> u8 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0_usize;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                Ordering::Less => drop(left.next()),
                Ordering::Greater => drop(right.next()),
                Ordering::Equal => {
                    shared += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let all = self.0.len() + other.0.len();
        (200 * shared).checked_div(all).and_then(|share| u8::try_from(share).ok()).unwrap_or(0)
    }
}

/// A possible pair: how near, and the numbers of both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) percent: u8,
    pub(super) old: usize,
    pub(super) new: usize,
}

/// The texts that are at least so near.
pub(super) fn near(olds: &[Text<'_>], news: &[Text<'_>], least: u8) -> Vec<Near> {
    let neighbours = |texts: &[Text<'_>]| -> Vec<(usize, Neighbours)> {
        texts.iter().map(|(at, text)| (*at, Neighbours::new(text))).collect()
    };
    let pairs = candidates(olds, news);
    let (olds, news) = (neighbours(olds), neighbours(news));
    let pairs = pairs.into_iter().filter_map(|(left, right)| {
        let ((old, a), (new, b)) = (olds.get(left)?, news.get(right)?);
        let percent = a.likeness(b);
        (percent >= least).then_some(Near { percent, old: *old, new: *new })
    });
    pairs.collect()
}

/// Puts the nearest first; of equally near ones those that stand at nearly the same place.
pub(super) fn best_first(mut pairs: Vec<Near>) -> Vec<Near> {
    pairs.sort_by_key(|near| {
        (std::cmp::Reverse(near.percent), near.old.abs_diff(near.new), near.old + near.new, near.old)
    });
    pairs
}

/// Pairs that are worth comparing, by their numbers in both lists.
fn candidates(olds: &[Text<'_>], news: &[Text<'_>]) -> Vec<(usize, usize)> {
    if olds.len().saturating_mul(news.len()) <= ALL {
        return (0..olds.len()).flat_map(|old| (0..news.len()).map(move |new| (old, new))).collect();
    }
    let mut places: BTreeMap<u64, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, (_, text)) in olds.iter().enumerate() {
        for hash in sketch(text) {
            places.entry(hash).or_default().0.push(at);
        }
    }
    for (at, (_, text)) in news.iter().enumerate() {
        for hash in sketch(text) {
            places.entry(hash).or_default().1.push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (left, right) in places.values().filter(|(left, right)| left.len() * right.len() <= COMMON) {
        for old in left {
            for new in right {
                *shared.entry((*old, *new)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    pairs.sort_by_key(|((old, new), count)| (std::cmp::Reverse(*count), old.abs_diff(*new), old + new, *old));
    pairs.truncate(MOST);
    pairs.into_iter().map(|(pair, _)| pair).collect()
}

/// The least hashes of a text's shingles, each once.
fn sketch(text: &str) -> Vec<u64> {
    let starts: Vec<usize> =
        text.char_indices().map(|(at, _)| at).chain([text.len()]).take(LONGEST).collect();
    let mut hashes: Vec<u64> = starts
        .windows(SHINGLE + 1)
        .filter_map(|window| Some(text.get(*window.first()?..*window.last()?)?.as_bytes()))
        .map(xxh3_64)
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_pairs_of_characters() {
        let likeness = |a: &str, b: &str| Neighbours::new(a).likeness(&Neighbours::new(b));
        assert_eq!(likeness("研究開発", "研究開発"), 100);
        // 研究 究開 開発 against 研究 究推 推進: one of three and three.
        let likeness = |a: &str, b: &str| Neighbours::new(a).likeness(&Neighbours::new(b));
        assert_eq!(likeness("研究開発", "研究推進"), 33);
        assert_eq!(likeness("研究", "整備"), 0);
    }

    #[test]
    fn many_texts_are_found_without_comparing_each_with_each() {
        let text = |number: usize, end: &str| {
            format!("{}番目の施策として地域における医療機器の{}を{end}する", number * 7919, number * 104_729)
        };
        let olds: Vec<String> = (0..500).map(|number| text(number, "整備")).collect();
        let news: Vec<String> = (0..500).rev().map(|number| text(number, "支援")).collect();
        let of = |texts: &[String]| -> Vec<(usize, String)> { texts.iter().cloned().enumerate().collect() };
        let (left, right) = (of(&olds), of(&news));
        let left: Vec<Text<'_>> = left.iter().map(|(at, text)| (*at, text.as_str())).collect();
        let right: Vec<Text<'_>> = right.iter().map(|(at, text)| (*at, text.as_str())).collect();
        let pairs = candidates(&left, &right);
        assert!(pairs.len() < 500 * 500 / 4, "{}", pairs.len());
        for old in 0..500 {
            assert!(pairs.contains(&(old, 499 - old)), "{old}");
        }
    }
}

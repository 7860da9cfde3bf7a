//! When two names are the same to a reader, and how near two names are.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// The form in which names are compared: width folded (NFKC), lower case, no spaces, and no brackets, 年度 or
/// 年 around the whole, so that `1` finds `(1)` and `令和4` finds `令和4年度`.
pub(crate) fn fold(text: &str) -> String {
    let plain: String =
        text.nfkc().flat_map(char::to_lowercase).filter(|character| !character.is_whitespace()).collect();
    let trimmed = plain
        .strip_prefix(['(', '「', '【', '['])
        .and_then(|rest| rest.strip_suffix([')', '」', '】', ']']))
        .unwrap_or(&plain);
    let era = trimmed.strip_suffix("年度").or_else(|| trimmed.strip_suffix('年'));
    match era {
        Some(short) if short.ends_with(|last: char| last.is_ascii_digit()) => short.to_owned(),
        _ => trimmed.to_owned(),
    }
}

/// How alike two folded names are, from 0 to 1000: the share of common character pairs (Dice), and 1000 more
/// where one contains the other.
pub(crate) fn similarity(a: &str, b: &str) -> u32 {
    let contained = !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a));
    let (pairs_a, pairs_b) = (pairs(a), pairs(b));
    let total: u32 = pairs_a.values().sum::<u32>() + pairs_b.values().sum::<u32>();
    let common: u32 =
        pairs_a.iter().map(|(pair, count)| pairs_b.get(pair).map_or(0, |other| *count.min(other))).sum();
    let share = (2000 * common).checked_div(total).unwrap_or(0);
    share + if contained { 1000 } else { 0 }
}

fn pairs(text: &str) -> BTreeMap<(char, char), u32> {
    // The ends count as characters, so that single-character names have pairs too.
    let padded: Vec<char> =
        std::iter::once('\u{2}').chain(text.chars()).chain(std::iter::once('\u{3}')).collect();
    let mut counted = BTreeMap::new();
    for (first, second) in padded.iter().zip(padded.iter().skip(1)) {
        *counted.entry((*first, *second)).or_insert(0) += 1;
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_spaces_and_surroundings_do_not_matter() {
        assert_eq!(fold("ＳａＭＤ フォーラム"), "samdフォーラム");
        assert_eq!(fold("(1)"), fold("１"));
        assert_eq!(fold("①"), "1");
        assert_eq!(fold("令和４年度"), "令和4");
        assert_eq!(fold("青年"), "青年");
    }

    #[test]
    fn the_nearer_name_scores_higher() {
        assert_eq!(similarity("abc", "abc"), 2000);
        assert!(similarity("医工連携", "医工連携推進事業") > similarity("医工連携", "供給網"));
        assert_eq!(similarity("厚", "経"), 0);
    }
}

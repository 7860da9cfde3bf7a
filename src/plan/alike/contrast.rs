//! Differences of one character that tell two names apart, and those that look like a slip.

/// Characters that count or oppose: where they differ, the names mean different things. ニ and ハ stand for 二 and 八,
/// which look like them.
const TELLING: &str = "一二三四五六七八九十百千万上中下前後新旧東西南北左右内外男女老若幼大小長短正副主従有無公私入出甲乙丙丁春夏秋冬次第準非未再ニハ\
都道府県市区町村郡海陸空刑〇零+";

/// What follows the character of a place that alone may differ: 山形県 and 山口県, 岡山大学 and 富山大学.
const PLACES: &str = "県府都道市区町村郡州";

/// Letters that a Latin word needs before one of them may be a slip: `CiCLE`, but not `A型`.
const LATIN_WORD: usize = 4;

/// Whether two names that differ in `from` and `to` (at most one character each) after `at` common ones differ by a
/// slip, and not by what they mean.
pub(super) fn is_slip(short: &[char], long: &[char], at: usize) -> bool {
    let changed = |name: &[char]| name.get(at).copied();
    let same_length = short.len() == long.len();
    let (from, to) = (changed(short).filter(|_| same_length), changed(long));
    let pair = [from, to];
    let mut characters = pair.iter().flatten();
    if characters.clone().any(|c| c.is_numeric() || TELLING.contains(*c)) {
        return false;
    }
    if characters.any(char::is_ascii_alphabetic) {
        return is_in_word(long, at) && (!same_length || is_in_word(short, at));
    }
    let behind = long.get(at + 1..).unwrap_or_default();
    !(same_length && behind.iter().take(2).any(|c| PLACES.contains(*c)))
}

/// Whether the letter at a place is one of a Latin word.
fn is_in_word(name: &[char], at: usize) -> bool {
    let is_letter = |c: &&char| c.is_ascii_alphabetic();
    let (before, from) = name.split_at_checked(at).unwrap_or((name, &[]));
    from.first().is_some_and(char::is_ascii_alphabetic)
        && before.iter().rev().take_while(is_letter).count() + from.iter().take_while(is_letter).count()
            >= LATIN_WORD
}

//! Match keys: one spelling for the many ways in which the same name is printed.
//!
//! Plans print one name in full-width and half-width letters, with and without blanks, with three kinds of
//! dash and four kinds of middle dot (NOTATIONS 1.1, 1.3 and 6.6). Two texts are taken as the same name when
//! [`fold_key`] gives the same key for both. A key is for comparing only: the text as it stands in the
//! document is what is kept, quoted and written out, since the folding also turns ① into 1.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The match key of a text: compatibility forms unified (NFKC), white space removed, ASCII letters in lower
/// case, one form each for quotes, dashes with long-vowel marks, wave dashes and middle dots.
///
/// The key of a key is the key itself. A middle dot is kept (as `・`), since names differ by it.
///
/// ```
/// use policygraph::source::text::fold_key;
/// assert_eq!(fold_key("ＡＭＥＤ データ・センター"), fold_key("amed データ･センタ－"));
/// ```
pub fn fold_key(text: &str) -> String {
    folded(text).into_owned()
}

/// [`fold_key`] without a copy where the text is its own key already, as most names are.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_own_key) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(has_simple_fold) {
        return Cow::Owned(text.chars().filter_map(fold_char).collect());
    }
    Cow::Owned(text.nfkc().filter_map(fold_char).nfc().collect())
}

/// The text without any white space, line ends and zero-width blanks included; nothing else is changed.
///
/// ```
/// use policygraph::source::text::without_spaces;
/// assert_eq!(without_spaces("国土\n交通省"), "国土交通省");
/// ```
pub fn without_spaces(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_blank) {
        Cow::Owned(text.chars().filter(|&c| !is_blank(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// White space, and the characters that print as nothing at all.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The dashes, minus signs and long-vowel marks that are printed for one another.
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{fe63}' | 'ー' | 'ｰ' | '－'
    )
}

/// The middle dots that are printed for `・`.
pub fn is_middle_dot(c: char) -> bool {
    matches!(c, '・' | '･' | '·' | '•' | '‧' | '∙' | '⋅')
}

/// What one character (after NFKC) becomes in a key; nothing for a blank.
fn fold_char(c: char) -> Option<char> {
    Some(match c {
        c if is_blank(c) => return None,
        c if is_dash(c) => '-',
        c if is_middle_dot(c) => '・',
        '〜' | '～' => '~',
        '『' => '「',
        '』' => '」',
        '“' | '”' | '„' | '‟' | '〝' | '〟' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        c => c.to_ascii_lowercase(),
    })
}

/// Characters that stand for themselves in a key.
fn is_own_key(c: char) -> bool {
    has_simple_fold(c) && fold_char(c) == Some(c)
}

/// Characters that NFKC leaves alone, whatever stands beside them.
fn has_simple_fold(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x7f'
            | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301c}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fe}'
            | '\u{4e00}'..='\u{9fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys() {
        for (text, key) in [
            ("厚生労働省", "厚生労働省"),
            ("厚 生 労\n働　省", "厚生労働省"),
            ("ＡＭＥＤ（仮称）", "amed(仮称)"),
            ("データセンター", "デ-タセンタ-"),
            ("データセンタ－", "デ-タセンタ-"),
            ("ﾃﾞｰﾀ･ｾﾝﾀｰ", "デ-タ・センタ-"),
            ("『A』“B”‘c’", "「a」\"b\"'c'"),
            ("R4〜R5", "r4~r5"),
            ("R4～R5", "r4~r5"),
            ("①", "1"),
            ("か ゙", "が"),
            ("", ""),
        ] {
            assert_eq!(fold_key(text), key, "{text}");
        }
    }

    #[test]
    fn a_plain_name_is_not_copied() {
        assert!(matches!(folded("日本医療研究開発機構"), Cow::Borrowed(_)));
        assert!(matches!(without_spaces("内閣府(防災)"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let key = fold_key(&text);
            prop_assert_eq!(fold_key(&key), key);
        }

        #[test]
        fn the_short_ways_agree_with_the_long_one(text in "[ -~、-】ぁ-んァ-ー一-龥]*") {
            let long: String = text.nfkc().filter_map(fold_char).nfc().collect();
            prop_assert_eq!(fold_key(&text), long);
        }
    }
}

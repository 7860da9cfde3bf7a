//! Whether a name stands by itself, or is a piece of a longer word.

use crate::notation::TextRange;

/// Letters of one script that stand side by side make one word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Katakana,
    Han,
    Other,
}

fn script(c: char) -> Script {
    match c {
        c if c.is_ascii_alphanumeric() || c == '_' => Script::Latin,
        'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' => Script::Katakana,
        '々' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
            Script::Han
        }
        '\u{20000}'..='\u{323af}' => Script::Han,
        _ => Script::Other,
    }
}

/// Whether the name in a range of the text is a word of its own.
pub(super) fn stands_alone(text: &str, range: &TextRange) -> bool {
    let (Some(before), Some(name), Some(after)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return false;
    };
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else {
        return false;
    };
    starts_a_word(before, first, name) && ends_a_word(after, last, name)
}

fn starts_a_word(before: &str, first: char, name: &str) -> bool {
    let Some(left) = before.chars().next_back() else {
        return true;
    };
    match script(first) {
        // X-AMED, x@AMED and www.AMED are other names.
        Script::Latin => {
            let rest = before.strip_suffix(['-', '.', '@']).unwrap_or_default();
            script(left) != Script::Latin && !rest.ends_with(|c| script(c) == Script::Latin)
        }
        Script::Katakana => script(left) != Script::Katakana,
        // 独立行政法人, 令和5年度, 厚生労働省 and the like end before the name.
        Script::Han if !is_short(name) => {
            let ends = before.ends_with("法人")
                || matches!(left, '度' | '日' | '月' | '省' | '庁' | '府' | '等' | '旧' | '現');
            ends || !matches!(script(left), Script::Han | Script::Katakana)
        }
        Script::Han => !matches!(script(left), Script::Han | Script::Katakana),
        Script::Other => true,
    }
}

fn ends_a_word(after: &str, last: char, name: &str) -> bool {
    let mut rest = after.chars();
    let Some(right) = rest.next() else {
        return true;
    };
    match script(last) {
        Script::Latin => {
            let joins = matches!(right, '-' | '.' | '@');
            script(right) != Script::Latin
                && !(joins && rest.next().is_some_and(|c| script(c) == Script::Latin))
        }
        Script::Katakana => script(right) != Script::Katakana,
        // 学振等, 理研及び.
        Script::Han if is_short(name) => {
            script(right) != Script::Han || matches!(right, '等' | '及' | '並' | '又' | '若' | '他')
        }
        // 機構法 is a law, 産総研究 and 振興会議 are cut elsewhere.
        Script::Han => !matches!(right, '法' | '究' | '修' | '議'),
        Script::Other => true,
    }
}

/// Two characters are found by chance in the middle of other words.
fn is_short(name: &str) -> bool {
    name.chars().nth(2).is_none()
}

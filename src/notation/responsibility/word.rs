//! Which words can stand in a list beside known bodies: labels, tags, amounts, and what has the form of a body.

use crate::source::text::{folded, is_middle_dot, without_spaces};

/// A label before a colon: 担当省庁, 主担当, 関係府省等.
pub(super) fn is_label(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "担当",
        "関係",
        "所管",
        "主管",
        "主務",
        "共管",
        "協力",
        "連携",
        "省庁",
        "府省",
        "実施主体",
        "実施機関",
        "取組主体",
        "取りまとめ",
        "とりまとめ",
        "幹事",
        "代表",
    ];
    let word = without_spaces(word);
    word.chars().count() <= 12
        && (matches!(word.as_ref(), "主" | "副" | "正" | "従")
            || PARTS.iter().any(|part| word.contains(part)))
}

/// A label that needs no colon.
pub(super) fn is_label_word(word: &str) -> bool {
    matches!(
        word,
        "主担当"
            | "副担当"
            | "主管"
            | "主務"
            | "共管"
            | "担当"
            | "関係"
            | "協力"
            | "連携"
            | "所管"
            | "主担当省庁"
            | "担当省庁"
            | "担当府省"
            | "担当府省庁"
            | "関係省庁等"
            | "関係府省等"
            | "関係府省庁等"
            | "所管省庁"
            | "所管府省"
            | "主管省庁"
    )
}

pub(super) fn is_lead_label(word: &str) -> bool {
    const PARTS: &[&str] = &["主", "取りまとめ", "とりまとめ", "幹事", "代表", "総括"];
    let word = without_spaces(word);
    PARTS.iter().any(|part| word.starts_with(part))
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Neutral {
    Tag,
    Amount,
    Number,
}

/// Tags and amounts that stand in one bracket with the ministry.
pub(super) fn neutral(word: &str) -> Option<Neutral> {
    const TAGS: &[&str] = &[
        "新規",
        "拡充",
        "継続",
        "一部新規",
        "一部拡充",
        "再掲",
        "一部再掲",
        "見直し",
        "補正",
        "当初",
        "重点",
        "強化",
        "組替",
        "改",
    ];
    let word = folded(word);
    if TAGS.contains(&word.as_ref()) {
        return Some(Neutral::Tag);
    }
    if is_time(&word) {
        return Some(Neutral::Tag);
    }
    let in_amount = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '約' | '千' | '百' | '万' | '億' | '兆' | '円')
    };
    if !word.contains(|c: char| c.is_ascii_digit()) || !word.chars().all(in_amount) {
        return None;
    }
    Some(if word.ends_with('円') { Neutral::Amount } else { Neutral::Number })
}

/// When something is done: `令和5年度～`, `R5-R7`.
fn is_time(word: &str) -> bool {
    const WORDS: &str = "令和平成年度月日元末頃から以降まで";
    let in_time =
        |c: char| c.is_ascii_digit() || matches!(c, '~' | '-' | 'r' | 'h' | '.') || WORDS.contains(c);
    let named = word.contains('年') || word.starts_with(['r', 'h']);
    named && word.contains(|c: char| c.is_ascii_digit()) && word.chars().all(in_time)
}

/// A name with the ending of a public body, and nothing in it that names do not have.
pub(super) fn has_body_form(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "省",
        "庁",
        "府",
        "局",
        "委員会",
        "本部",
        "機構",
        "官房",
        "検査院",
        "研究所",
        "振興会",
        "裁判所",
        "公共団体",
        "自治体",
        "都道府県",
        "市町村",
        "大臣",
    ];
    const NOT_NAMES: &[&str] = &[
        "省庁",
        "官庁",
        "政府",
        "都道府",
        "部局",
        "当局",
        "薬局",
        "医局",
        "郵便局",
        "放送局",
        "実行委員会",
        "検討委員会",
        "研究機構",
    ];
    let word = without_spaces(word);
    // 内閣府特命担当大臣(少子化対策)
    let word = match word.strip_suffix([')', '）']).and_then(|word| word.rsplit_once(['(', '（'])) {
        Some((post, _)) if post.ends_with("大臣") => post,
        _ => word.as_ref(),
    };
    let length = word.chars().count();
    (3..=30).contains(&length)
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !NOT_NAMES.iter().any(|ending| word.ends_with(ending))
        && word.chars().all(is_name_char)
}

/// A section of a city or prefecture.
pub(crate) fn is_section(word: &str) -> bool {
    let word = without_spaces(word);
    (3..=25).contains(&word.chars().count())
        && ["部", "課", "室", "局", "センター", "事務所"].iter().any(|ending| word.ends_with(ending))
        && !word.ends_with("一部")
        && word.chars().all(is_name_char)
}

pub(super) fn is_name_char(c: char) -> bool {
    (c.is_alphabetic() || is_middle_dot(c) || c == 'ー')
        && !matches!(c, 'を' | 'は' | 'が' | 'に' | 'で' | 'へ' | '。')
}

/// A short word in kanji or katakana that may be a mark nobody has put on the list; not one of the levels and
/// groups of society that stand beside 国 in explanations.
pub(super) fn could_be_mark(word: &str) -> bool {
    let short = word.chars().count() <= 3;
    let shape = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ァ'..='ヺ' | 'ー');
    let taken =
        "県市町村区都道州民官学産国地国民自治体企業大学団体法人個人家庭地域学校病院他全年月日人者無有";
    short && word.chars().all(shape) && !taken.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (word, body) in [
            ("原子力規制庁", true),
            ("食品安全委員会", true),
            ("こども家庭庁", true),
            ("省", false),
            ("関係省庁", false),
            ("政府", false),
            ("実績を踏まえた本部", false),
            ("2本部", false),
        ] {
            assert_eq!(has_body_form(word), body, "{word}");
        }
    }
}

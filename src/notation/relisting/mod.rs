//! Items that only point to another place of the plan, and cells that report nothing (NOTATIONS 7).
//!
//! Read are `(再掲)` `【再掲】` `(一部再掲)` `(1(2)の再掲)` `(上記参照)` 同上 `<前頁参照>` `(P.12参照)` `※(2)①を参照`
//! `…に関する施策と同じ` 左記のとおり. A reference to another document (資料, 別紙, 図, a web page) is no
//! re-listing, nor is 左記 in a sentence that goes on.
//!
//! The words for "nothing to report" (`―`, 特になし) and "done" (対応済み) count only as the whole cell.

use super::TextRange;
use super::bracket::{Bracketed, brackets};
use crate::source::text::{folded, is_blank, is_dash, is_middle_dot};

/// How an item says that it stands elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelistingForm {
    /// 再掲: listed before.
    Relisted,
    /// 一部再掲: some of it is listed before.
    PartlyRelisted,
    /// 上記参照, 同上, 前掲: the item is above.
    SeeAbove,
    /// 前頁参照.
    SeePreviousPage,
    /// P.12参照; the target is the page as written.
    SeePage,
    /// …を参照, …と同じ, 左記のとおり; the target is what is referred to.
    See,
}

/// A mark of re-listing in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelistingMark {
    /// The mark as written, its brackets included.
    pub range: TextRange,
    /// What it says.
    pub form: RelistingForm,
    /// What it points to, where it says so: `P.12`, `(2)①`.
    pub target: Option<TextRange>,
}

/// Longest mark: longer text in brackets is an explanation.
const LONGEST: usize = 240;

/// Words for nothing to report, as match keys.
const NOTHING: &[&str] = &[
    "なし",
    "無し",
    "無",
    "特になし",
    "特に無し",
    "特段なし",
    "該当なし",
    "該当無し",
    "該当事項なし",
    "該当施策なし",
    "該当事業なし",
    "記載なし",
    "記載事項なし",
    "記載無し",
    "実績なし",
    "実績無し",
    "予定なし",
    "計画なし",
    "報告なし",
    "報告事項なし",
    "取組なし",
    "対象なし",
    "対象事業なし",
    "n/a",
    "/",
];

/// Words for a measure that is done.
const DONE: &[&str] = &[
    "対応済み",
    "実施済み",
    "措置済み",
    "達成済み",
    "検討済み",
    "整備済み",
    "策定済み",
    "公表済み",
    "取組済み",
    "作成済み",
    "完了済み",
    "終了済み",
    "完了",
    "終了",
    "達成",
    "対応完了",
    "実施完了",
    "措置完了",
    "事業完了",
    "事業終了",
    "取組終了",
    "取組完了",
    "完了した",
    "終了した",
    "対応した",
    "実施した",
    "措置した",
];

/// The first mark of re-listing in a text.
///
/// ```
/// use policygraph::notation::relisting::{RelistingForm, find_relisting};
/// let mark = find_relisting("【医療保険制度】(再掲)").unwrap();
/// assert_eq!(mark.form, RelistingForm::Relisted);
/// ```
pub fn find_relisting(text: &str) -> Option<RelistingMark> {
    if !has_reference_word(text) {
        return None;
    }
    let bracketed = brackets(text).into_iter().find_map(|bracket| read_bracket(text, &bracket));
    let bare = find_bare(text);
    match (bracketed, bare) {
        (Some(first), Some(second)) => {
            Some(if second.range.start < first.range.start { second } else { first })
        }
        (first, second) => first.or(second),
    }
}

/// Whether the whole text is marks of re-listing, apart from blanks, bullets and dashes.
pub fn is_reference_only(text: &str) -> bool {
    // Longer cells say more than where to look.
    let mut rest = if text.len() > 2000 { "" } else { text };
    let mut found = false;
    loop {
        rest = rest.trim_start_matches(is_filler);
        if rest.is_empty() {
            return found;
        }
        match find_relisting(rest) {
            Some(mark) if mark.range.start == 0 && mark.range.end > 0 => {
                found = true;
                rest = rest.get(mark.range.end..).unwrap_or_default();
            }
            _ => return false,
        }
    }
}

/// Whether the whole cell says that there is nothing to report: a dash, なし, 特になし, 該当なし, or one sentence that ends
/// with it that nothing is written (…、記載なし). An empty cell says nothing at all, so it does not count.
pub fn is_nothing_reported(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let key = folded(text);
    let key = key.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '。' | '.' | '、' | '・' | '※'));
    let nothing_written = || {
        let last = key.rsplit('、').next().unwrap_or(key);
        !key.contains('。') && (last == "記載なし" || last == "記載無し")
    };
    !key.is_empty()
        && (key.chars().all(|c| is_dash(c) || c == '~' || c == '一')
            || NOTHING.contains(&key)
            || nothing_written())
}

/// Whether the whole cell says that the measure is done: 対応済み, 実施済み。, 完了.
pub fn is_completed(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let key = folded(text);
    let mut parts = key.split(['。', '、', '・', '/', '(', ')']).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let part = ["既に", "すでに", "全て", "すべて"]
                .iter()
                .find_map(|word| part.strip_prefix(word))
                .unwrap_or(part);
            let part = part.strip_suffix("です").or(part.strip_suffix("である")).unwrap_or(part);
            // 済 is printed with and without み.
            DONE.iter().any(|word| *word == part || word.strip_suffix('み').is_some_and(|word| word == part))
        })
}

/// Most cells hold none of the words; a quick look spares them the rest.
fn has_reference_word(text: &str) -> bool {
    text.contains(['掲', '照', '〃', '→', '⇒'])
        || ["上に同", "上と同", "左に同"].iter().any(|word| text.contains(word))
        || ["同じ", "同様", "同上", "左記", "上記"].iter().any(|word| text.contains(word))
}

fn is_filler(c: char) -> bool {
    is_blank(c) || is_dash(c) || is_middle_dot(c) || matches!(c, '。' | '、' | '○' | '●' | '■' | '〇')
}

/// A bracket that is a mark as a whole.
fn read_bracket(text: &str, bracket: &Bracketed) -> Option<RelistingMark> {
    if !bracket.closed || bracket.style.is_quote() || bracket.inner.len() > LONGEST {
        return None;
    }
    let inner = text.get(bracket.inner.clone())?;
    let (form, target) = read_mark(inner)?;
    let target = target.map(|target| bracket.inner.start + target.start..bracket.inner.start + target.end);
    Some(RelistingMark { range: bracket.range.clone(), form, target })
}

/// A mark without brackets: the whole line, or from ※ to its end.
fn find_bare(text: &str) -> Option<RelistingMark> {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '。']) {
        let end = start + line.len();
        let note = line.find('※').map_or(start, |at| start + at);
        for from in [start, note] {
            let part = text.get(from..end)?;
            if part.len() > LONGEST {
                continue;
            }
            let words = part.trim_start_matches(is_filler);
            let left = part.len() - words.len();
            let words = words.trim_end_matches(|c| is_filler(c) && !is_dash(c));
            if let Some((form, target)) = read_mark(words) {
                let at = from + left;
                let target = target.map(|target| at + target.start..at + target.end);
                return Some(RelistingMark { range: at..at + words.len(), form, target });
            }
        }
        start = end;
    }
    None
}

/// Reads words that are nothing but a mark.
fn read_mark(words: &str) -> Option<(RelistingForm, Option<TextRange>)> {
    let trimmed = words.trim_start_matches(|c| is_blank(c) || c == '※');
    let start = words.len() - trimmed.len();
    let trimmed = trimmed.trim_end_matches(|c| is_blank(c) || c == '。');
    let place = |part: &str, offset: usize| {
        let left = part.len() - part.trim_start_matches(is_target_edge).len();
        let length = part.trim_matches(is_target_edge).len();
        (length > 0).then(|| start + offset + left..start + offset + left + length)
    };
    if let Some(form) = plain_mark(trimmed) {
        return Some((form, None));
    }
    let leads_to_target = |rest: &str| {
        rest.starts_with([':', '：', ' ', '　', '、', '→', '⇒']) || is_page(rest) || rest.starts_with("No")
    };
    if let Some(rest) = trimmed.strip_prefix("再掲").filter(|rest| leads_to_target(rest)) {
        return Some((RelistingForm::Relisted, place(rest, "再掲".len())));
    }
    if let Some(before) = trimmed.strip_suffix("再掲") {
        let joined = before.strip_suffix('の').or(before.strip_suffix('、')).or(before.strip_suffix('に'));
        let before = joined.or_else(|| (is_page(before) || before.starts_with("No")).then_some(before))?;
        let form =
            if before.contains("一部") { RelistingForm::PartlyRelisted } else { RelistingForm::Relisted };
        return is_short_target(before).then(|| (form, place(before, 0)));
    }
    if trimmed.starts_with(['→', '⇒']) && is_page(trimmed.trim_matches(is_target_edge)) {
        return Some((RelistingForm::SeePage, place(trimmed, 0)));
    }
    let before = ["を参照のこと", "を参照", "参照", "と同じ", "に同じ", "と同様", "のとおり", "の通り"]
        .iter()
        .find_map(|ending| trimmed.strip_suffix(ending))?;
    let target = before.trim_matches(is_target_edge);
    if is_page(target) {
        return Some((RelistingForm::SeePage, place(before, 0)));
    }
    points_to_item(target).then(|| (RelistingForm::See, place(before, 0)))
}

/// A mark that names no target.
fn plain_mark(words: &str) -> Option<RelistingForm> {
    Some(match folded(words).as_ref() {
        "再掲" => RelistingForm::Relisted,
        "一部再掲" => RelistingForm::PartlyRelisted,
        "同上" | "〃" | "前掲" | "上に同じ" | "上と同じ" | "上記と同様" | "上記同様" | "上記のとおり"
        | "上記の通り" | "上記に同じ" | "上記と同じ" | "上記参照" | "上記を参照" | "前掲参照"
        | "前述参照" => RelistingForm::SeeAbove,
        "前頁参照"
        | "前頁を参照"
        | "前頁に同じ"
        | "前頁と同じ"
        | "前頁同様"
        | "前ペ-ジ参照"
        | "前ペ-ジを参照"
        | "前ペ-ジに同じ"
        | "前ペ-ジと同じ" => RelistingForm::SeePreviousPage,
        _ => return None,
    })
}

fn is_target_edge(c: char) -> bool {
    is_blank(c) || matches!(c, ':' | '：' | '、' | '，' | '→' | '⇒')
}

/// `P.12`, `pp.12-14`, `12頁`, `12ページ`.
fn is_page(target: &str) -> bool {
    let key = folded(target);
    let number = key
        .strip_prefix("pp")
        .or_else(|| key.strip_prefix('p'))
        .or_else(|| key.strip_suffix('頁'))
        .or_else(|| key.strip_suffix("ペ-ジ"));
    number.is_some_and(|number| {
        number.contains(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '~' | ',' | '、' | 'p'))
    })
}

/// Words that point to an item of the plan itself: a number, a heading in quotes, a measure, the cell beside.
fn points_to_item(target: &str) -> bool {
    const ELSEWHERE: &[&str] = &[
        "資料",
        "別添",
        "別紙",
        "別表",
        "図",
        "表",
        "コラム",
        "ホームページ",
        "HP",
        "URL",
        "http",
        "脚注",
        "参考",
        "サイト",
        "年度",
    ];
    const STARTS: &[&str] = &[
        "上記", "左記", "下記", "前記", "前述", "後述", "本", "第", "項目", "施策", "目標", "「", "『", "【",
        "No",
    ];
    if !is_short_target(target) || ELSEWHERE.iter().any(|word| target.contains(word)) {
        return false;
    }
    let numbered = target.chars().next().is_some_and(|c| {
        c.is_numeric() || matches!(c, '(' | '（' | '⑴'..='⒇' | 'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'ア'..='ン')
    });
    let pointed = STARTS.iter().any(|start| target.starts_with(start));
    let measure = ["施策", "取組", "項目", "欄"].iter().any(|ending| target.ends_with(ending));
    measure || pointed || target == "左" || numbered && target.chars().count() <= 20
}

fn is_short_target(target: &str) -> bool {
    let length = target.chars().count();
    (1..=60).contains(&length) && !target.contains(['。', '\n'])
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests;

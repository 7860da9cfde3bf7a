//! What belongs to a title and what is only printed beside it.

use super::super::bracket::{BracketStyle, Bracketed, Side, brackets, leading_bracket, side};
use super::super::relisting::find_relisting;
use crate::source::text::{folded, is_blank};
use std::borrow::Cow;

/// Tags beside a title, as match keys.
const TAGS: &[&str] = &[
    "新規",
    "拡充",
    "継続",
    "再掲",
    "推進枠",
    "特別枠",
    "要望枠",
    "見直し",
    "補正予算",
    "重点",
    "主要",
    "強化",
    "改善",
    "新",
    "拡",
    "一部新",
    "改",
    "続",
    "予算",
    "後掲",
    "廃止",
    "完了",
];

/// What is counted beside a title, as match keys.
const COUNTED: &[&str] = &["件", "施策", "事業", "項目", "円", "頁", "ペ-ジ", "課題", "指標", "取組"];

/// Where the title ends: before the tags, amounts, counts, law articles and marks of re-listing that follow it.
pub(super) fn title_end(text: &str) -> usize {
    let mut end = text.trim_end_matches(is_blank).len();
    let pairs = brackets(text);
    loop {
        let Some(now) = text.get(..end) else { return end };
        let cut = trailing_note(now, &pairs).or_else(|| trailing_amount(now));
        let Some(shorter) = cut.filter(|&cut| cut < end).and_then(|cut| text.get(..cut)) else {
            return end;
        };
        end = shorter.trim_end_matches(is_blank).len();
    }
}

/// Where the text of a title with a bullet list after it ends.
pub(super) fn content_end(text: &str) -> usize {
    text.match_indices('\n')
        .find(|(at, _)| text.get(at + 1..).is_some_and(|line| super::strip_bullet(line) > 0))
        .map_or(text.len(), |(at, _)| at)
}

/// A bracket at the end that is no part of the title.
fn trailing_note(text: &str, pairs: &[Bracketed]) -> Option<usize> {
    let Some(Side::Close(style)) = text.chars().next_back().and_then(side) else {
        return None;
    };
    let index = pairs.partition_point(|pair| pair.range.start < text.len());
    let pair = pairs.get(..index)?.iter().rev().find(|pair| pair.closed && pair.range.end == text.len())?;
    let inner = text.get(pair.inner.clone())?;
    let note = match style {
        BracketStyle::Corner | BracketStyle::WhiteCorner => false,
        BracketStyle::Square => is_note(inner) || names_article(inner),
        style if style.is_round() => is_note(inner) || is_article(inner),
        _ => is_note(inner),
    };
    let relisted = || find_relisting(text.get(pair.range.clone()).unwrap_or_default()).is_some();
    (note || relisted()).then_some(pair.range.start)
}

/// Articles of laws: 基本法第23条関係.
fn names_article(inner: &str) -> bool {
    inner.contains('条') && inner.contains(|c: char| c.is_numeric())
}

/// One article of a law and nothing else: 法第２条３号イ, 基本法第10条第2項関係. In round brackets much else may stand.
fn is_article(inner: &str) -> bool {
    let key = folded(inner);
    let key = key.strip_suffix("関係").unwrap_or(&key);
    let Some((law, article)) = key.split_once('第') else { return false };
    let number =
        |c: char| c.is_ascii_digit() || "第条項号の一二三四五六七八九十イロハニホヘト・、,".contains(c);
    (law.is_empty() || law.ends_with(['法', '例', '約', '章', '令']))
        && article.contains('条')
        && article.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        && article.chars().all(number)
}

/// A tag, a count, an amount or a page.
fn is_note(inner: &str) -> bool {
    let key = folded(inner);
    let plain = key.strip_prefix("一部").unwrap_or(&key);
    if plain.split(['・', '、', ',', '/']).all(|part| TAGS.contains(&part)) {
        return true;
    }
    let number = |c: char| {
        c.is_ascii_digit() || matches!(c, ',' | '.' | '全' | '計' | '約' | '億' | '万' | '千' | '百' | '兆')
    };
    let counted = COUNTED.iter().any(|unit| {
        key.strip_suffix(unit)
            .is_some_and(|count| count.chars().all(number) && count.contains(|c: char| c.is_ascii_digit()))
    });
    let page = key.strip_prefix("pp").or_else(|| key.strip_prefix('p'));
    counted
        || page.is_some_and(|page| {
            !page.is_empty() && page.chars().all(|c| c.is_ascii_digit() || ".-~".contains(c))
        })
}

/// An amount after a blank or a line end: `補正206億円、当初3,245億円(3,167億円)`, `144億円(145億円)`.
fn trailing_amount(text: &str) -> Option<usize> {
    const WORDS: &[&str] = &[
        "補正", "当初", "予算", "案", "額", "約", "年度", "令和", "平成", "元", "うち", "内数", "の", "円",
        "億", "兆", "万", "千", "百",
    ];
    if !text.ends_with(['円', ')', '）', '数', '】', ']']) {
        return None;
    }
    let start = text.rfind(is_blank)?;
    let key = folded(text.get(start..)?);
    if !key.contains('円') || !key.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut rest = key.as_ref();
    while let Some(c) = rest.chars().next() {
        let word = WORDS.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
        let plain = c.is_ascii_digit()
            || matches!(
                c,
                ',' | '.'
                    | '、'
                    | '・'
                    | '('
                    | ')'
                    | '【'
                    | '】'
                    | '['
                    | ']'
                    | ':'
                    | '-'
                    | '+'
                    | '▲'
                    | '△'
                    | '→'
                    | '⇒'
                    | '~'
                    | 'r'
                    | 'h'
            );
        rest = rest.get(word.or(plain.then(|| c.len_utf8()))?..)?;
    }
    Some(start)
}

/// The title out of its quotes where the whole of it is quoted: `「…」に向けて`. Gives where it starts.
pub(super) fn quoted_title(body: &str) -> (usize, &str) {
    const AFTER: &[&str] = &[
        "",
        "に向けて",
        "に向けた取組",
        "に向けた取組み",
        "に向けた施策",
        "の実現に向けて",
        "の達成に向けて",
        "に関する取組",
        "に関する施策",
        "について",
        "に関して",
        "の実現",
        "のための取組",
    ];
    let quoted = leading_bracket(body).filter(|bracket| bracket.style.is_quote()).and_then(|bracket| {
        let after = body.get(bracket.range.end..)?.trim_matches(is_blank);
        AFTER.contains(&after).then_some(())?;
        Some((bracket.inner.start, body.get(bracket.inner)?))
    });
    quoted.unwrap_or((0, body))
}

/// The label of the next field instead of a title.
pub(super) fn is_field_label(title: &str) -> bool {
    matches!(
        title,
        "項目の内容"
            | "施策の内容"
            | "取組の内容"
            | "施策内容"
            | "取組内容"
            | "項目名"
            | "施策名"
            | "内容"
            | "項目"
            | "事業名"
    )
}

/// A title of several lines as one: line ends go, with a blank left between Latin words.
pub(super) fn close_up(title: &str) -> Cow<'_, str> {
    if !title.contains(['\n', '\r']) {
        return Cow::Borrowed(title);
    }
    let mut whole = String::with_capacity(title.len());
    for line in
        title.split(['\n', '\r']).map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty())
    {
        let latin = whole.ends_with(|c: char| c.is_ascii_alphanumeric());
        if latin && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    Cow::Owned(whole)
}

//! Counted results in status cells: how many projects, cases, companies (NOTATIONS 4.10 tells them from money).
//!
//! Reads a number followed by a counter: `2課題`, `1件の課題を採択`, `累計22件`, `16カ国`, `39のテーマ`, `303万人`, both
//! widths. What was done with them is taken from the words behind, up to the end of the sentence.
//!
//! Not counted results: years, dates, durations, money, percentages, ages, numbers of articles and notices
//! (`第16号`), rates (`1人当たり`), and numbers that belong to a name (`3大バイオバンク`, `5分野`, `3つの基盤`).

use serde::{Deserialize, Serialize};

use super::TextRange;
use super::glyph::{Gap, Glyphs};
use super::number::{self, Number};

/// How many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum QuantityValue {
    /// A whole number.
    Whole(i64),
    /// A number with decimals, exactly as written, without commas.
    Decimal(String),
}

/// What was done with what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityKind {
    /// 採択, 選定: chosen for funding.
    Adopted,
    /// 支援: supported.
    Supported,
    /// Anything else.
    Other,
}

/// A place in a text that counts something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuantityMention {
    /// The bytes of number and counter.
    pub range: TextRange,
    /// How many.
    pub value: QuantityValue,
    /// The bytes of the counter: 件, 課題, カ国.
    pub unit: TextRange,
    /// 累計, 延べ: counted since the beginning, not in this year alone.
    pub cumulative: bool,
    /// What was done.
    pub kind: QuantityKind,
}

/// Counters of results. Longer ones first where one starts with another.
#[rustfmt::skip]
const COUNTERS: [&str; 46] = [
    "課題", "件", "カ国", "か国", "ヶ国", "ヵ国", "ケ国", "箇国", "社", "企業", "テーマ", "機関", "施設",
    "拠点", "団体", "自治体", "大学", "校", "品目", "製品", "事例", "症例", "地域", "都道府県", "市町村",
    "市区町村", "病院", "事業者", "事業所", "事業", "プロジェクト", "案件", "チーム", "名", "人", "者",
    "台", "回", "カ所", "か所", "ヶ所", "ヵ所", "箇所", "シーズ", "講座", "例",
];

/// Words behind a counter that make it a rate, an ordinal or a part of another word.
#[rustfmt::skip]
const NOT_COUNTED: [&str; 18] = [
    "当たり", "あたり", "につき", "ごと", "毎", "目", "以内", "未満", "称", "称号", "材", "間", "程",
    "帰", "口", "前", "数", "歳",
];

/// All counted results of a text, in order. Runs in time linear in the text; a text without a digit costs one scan.
///
/// ```
/// # use policygraph::notation::quantity::{QuantityKind, QuantityValue, find_quantities};
/// let text = "医療機器開発推進研究事業において3件の課題を採択";
/// let found = find_quantities(text);
/// assert_eq!(&text[found[0].range.clone()], "3件");
/// assert_eq!((&found[0].value, found[0].kind), (&QuantityValue::Whole(3), QuantityKind::Adopted));
/// ```
pub fn find_quantities(text: &str) -> Vec<QuantityMention> {
    if !text.bytes().any(|b| b.is_ascii_digit()) && memchr::memchr(0xef, text.as_bytes()).is_none() {
        return Vec::new();
    }
    let g = Glyphs::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < g.len() {
        if !g.is_digit(i) || !may_count(&g, i) {
            i = i.saturating_add(1);
            continue;
        }
        let Some(read) = number::arabic(&g, i, false) else {
            i = i.saturating_add(1);
            continue;
        };
        found.extend(read.value.and_then(|value| counted(&g, i, value, read.end)));
        i = read.end;
    }
    found
}

/// A number of its own: not an ordinal, and not glued to Latin letters or a hyphen (`COVID-19`, `0609第1号`).
fn may_count(g: &Glyphs, i: usize) -> bool {
    if !number::may_start(g, i) || g.is(i.saturating_sub(1), '第') {
        return false;
    }
    let glued = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '~' | '―');
    g.gap(i) != Gap::None || !g.before(i).is_some_and(glued)
}

/// The quantity whose number ends at `end`, if a counter stands there.
fn counted(g: &Glyphs, start: usize, value: Number, end: usize) -> Option<QuantityMention> {
    let (value, end) = scaled(g, value, end)?;
    let linked = g.word(end, "の").filter(|from| *from < g.len()).unwrap_or(end);
    let bare = COUNTERS.iter().find_map(|c| g.word(end, c).map(|after| (end, after)));
    let (from, after) = bare.or_else(|| named_counter(g, linked))?;
    if g.gap(end) == Gap::Line || g.one_of(after, &NOT_COUNTED).is_some() {
        return None;
    }
    Some(QuantityMention {
        range: g.range(start, after),
        value,
        unit: g.range(from, after),
        cumulative: g.any_before(
            start,
            &["累計", "累計で", "累計約", "延べ", "のべ", "延べ約", "通算", "累積", "累計:", "累計は"],
        ),
        kind: kind(g, after),
    })
}

/// `39のテーマ`: a counter that is a noun may stand behind の.
fn named_counter(g: &Glyphs, i: usize) -> Option<(usize, usize)> {
    const NOUNS: [&str; 18] = [
        "課題",
        "企業",
        "テーマ",
        "機関",
        "施設",
        "拠点",
        "団体",
        "自治体",
        "大学",
        "品目",
        "製品",
        "事例",
        "地域",
        "病院",
        "事業",
        "プロジェクト",
        "案件",
        "チーム",
    ];
    g.one_of(i, &NOUNS).map(|after| (i, after))
}

/// The value, times 万 if that follows.
fn scaled(g: &Glyphs, value: Number, end: usize) -> Option<(QuantityValue, usize)> {
    if let Some(after) = g.word(end, "万") {
        let all = i128::from(value.mantissa).checked_mul(10_000)?;
        let divisor = 10_i128.checked_pow(value.decimals)?;
        let exact = all.checked_rem(divisor)? == 0;
        let whole = i64::try_from(all.checked_div(divisor)?).ok().filter(|_| exact)?;
        return Some((QuantityValue::Whole(whole), after));
    }
    let value = match value.as_whole() {
        Some(whole) => QuantityValue::Whole(i64::try_from(whole).ok()?),
        None => QuantityValue::Decimal(value.to_string()),
    };
    Some((value, end))
}

/// The first of 採択 and 支援 behind the counter, in the same sentence and list item.
fn kind(g: &Glyphs, from: usize) -> QuantityKind {
    for i in from..from.saturating_add(80) {
        let item = g.gap(i) != Gap::None && matches!(g.at(i), Some('・' | '○' | '●' | '①'..='⑳'));
        if matches!(g.at(i), None | Some('。')) || g.gap(i) == Gap::Line || item {
            break;
        }
        if g.one_of(i, &["採択", "選定", "採用"]).is_some() {
            return QuantityKind::Adopted;
        }
        if g.word(i, "支援").is_some() {
            return QuantityKind::Supported;
        }
    }
    QuantityKind::Other
}

#[cfg(test)]
#[allow(clippy::string_slice)] // a range that cuts a character is to fail the test
mod tests {
    use super::QuantityKind::{Adopted, Other, Supported};
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(&str, QuantityValue, &str, bool, QuantityKind)> {
        find_quantities(text)
            .into_iter()
            .map(|m| (&text[m.range], m.value, &text[m.unit], m.cumulative, m.kind))
            .collect()
    }

    #[test]
    fn counted_results() {
        let cases = [
            ("事業において1件の課題を採択 ・医工連携", "1件", 1, "件", false, Adopted),
            ("医療分野の研究開発に累計22件)", "22件", 22, "件", true, Other),
            ("アフリカの計16カ国に対し、", "16カ国", 16, "カ国", false, Other),
            ("39のテーマにて実施。", "39のテーマ", 39, "テーマ", false, Other),
            ("R4年度は5社の支援を実施。", "5社", 5, "社", false, Supported),
            ("これまで支援した2企業の製品が掲載された。", "2企業", 2, "企業", false, Other),
            ("補助金事業にて9件採択し、事業化実証支援を行った。", "9件", 9, "件", false, Adopted),
            ("新たにアフリカ向け1課題を採択、研究開発支援を開始。", "1課題", 1, "課題", false, Adopted),
            ("８社からの相談を受け、", "８社", 8, "社", false, Other),
            ("アフリカ2カ国を追加した。支援", "2カ国", 2, "カ国", false, Other),
            ("延べ1,234人", "1,234人", 1234, "人", true, Other),
            ("約303万人(R5.6)", "303万人", 3_030_000, "人", false, Other),
            ("1.5万件", "1.5万件", 15_000, "件", false, Other),
        ];
        for (text, surface, value, unit, cumulative, kind) in cases {
            assert_eq!(
                found(text),
                [(surface, QuantityValue::Whole(value), unit, cumulative, kind)],
                "{text}"
            );
        }
        assert_eq!(found("平均2.50回")[0].1, QuantityValue::Decimal("2.50".to_owned()));
    }

    #[test]
    fn two_in_one_sentence() {
        let all = found("一般型では2課題を、スタートアップ型(ViCLE)では5課題を採択した。");
        assert_eq!(
            all.iter().map(|q| (q.0, q.4)).collect::<Vec<_>>(),
            [("2課題", Adopted), ("5課題", Adopted)]
        );
    }

    #[test]
    fn no_counted_results() {
        for text in [
            "",
            "令和4年度",
            "2022年12月1日",
            "平成29年法律第16号",
            "告示第1号",
            "0609第1号",
            "3大バイオバンク",
            "5分野",
            "3つの基盤",
            "10億円",
            "75歳以上",
            "3年以上",
            "20%",
            "1人当たり",
            "第3回",
            "第5事業",
            "COVID-19件",
            "1名称",
            "3人材",
            "99999999999999999999件",
            "区分6を活用",
            "1件目",
            "2022年版",
            "50\n件数",
            "1人前",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([0-9０.,万件社課題人の第採択支援累計。 ]){0,24}|\\PC{0,24}") {
            let mut at = 0;
            for m in find_quantities(&text) {
                prop_assert!(m.range.start >= at && m.range.end >= m.unit.end && m.unit.start > m.range.start);
                prop_assert!(text.get(m.range.clone()).is_some() && text.get(m.unit.clone()).is_some_and(|u| !u.is_empty()));
                at = m.range.end;
            }
        }
    }
}

//! The columns of answers, in the words of readers.

use crate::site::frame::both;
use maud::{Markup, html};

/// Columns of the stored queries and of the impact of programs, with their headings in Japanese.
const JAPANESE: &[(&str, &str)] = &[
    ("alone", "単独の事業"),
    ("as_written", "原文の表記"),
    ("before_lower", "前年度の下限(円)"),
    ("before_upper", "前年度の上限(円)"),
    ("body", "機関"),
    ("both_lead", "ともに主担当"),
    ("budget", "予算額"),
    ("budget_lower_yen", "予算の下限(円)"),
    ("budget_upper_yen", "予算の上限(円)"),
    ("change_lower", "増減の下限(円)"),
    ("change_upper", "増減の上限(円)"),
    ("characters", "文字数"),
    ("class", "種類"),
    ("column", "列"),
    ("conflict", "食い違い"),
    ("conflicts", "食い違い"),
    ("coverage", "全額・内数"),
    ("covered", "取り出された文字数"),
    ("cumulative", "累計"),
    ("date", "日付"),
    ("document", "文書"),
    ("end", "終わりの文字"),
    ("fact", "事実"),
    ("facts", "事実"),
    ("file", "ファイル"),
    ("first", "府省庁"),
    ("form", "再掲の形"),
    ("goal", "目標"),
    ("goals", "目標"),
    ("goals_one", "目標(ほかの事業もあり)"),
    ("goals_only", "目標(この事業のみ)"),
    ("group", "見出し"),
    ("identifier", "識別番号"),
    ("it_leads", "自らが主担当"),
    ("item", "項目"),
    ("kind", "種別"),
    ("label", "名称"),
    ("lead", "主担当"),
    ("lead_ministries", "主担当の府省庁"),
    ("leads", "主担当の数"),
    ("led", "主担当の施策"),
    ("left", "残る事業の数"),
    ("left_programs", "残る事業"),
    ("level", "階層"),
    ("line", "行"),
    ("line_again", "再掲の行"),
    ("listed_again", "再掲"),
    ("listed_under", "再掲の場所"),
    ("listings", "掲載箇所"),
    ("loses", "支え"),
    ("lost", "失う事業の数"),
    ("lower", "下限(円)"),
    ("measure", "施策"),
    ("measures", "施策"),
    ("measures_one", "施策(ほかの事業もあり)"),
    ("measures_only", "施策(この事業のみ)"),
    ("ministries", "府省庁"),
    ("ministry", "府省庁"),
    ("missing", "ないもの"),
    ("most", "最多"),
    ("named_in", "名前の現れる所"),
    ("number", "番号"),
    ("objective", "目的"),
    ("objectives", "目的"),
    ("objectives_one", "目的(ほかの事業もあり)"),
    ("objectives_only", "目的(この事業のみ)"),
    ("of_program", "内数のもとの事業"),
    ("other", "もう一方の名称"),
    ("other_measures", "ほかの施策"),
    ("parent", "上位の項目"),
    ("partner", "連携先"),
    ("partner_leads", "連携先が主担当"),
    ("parts", "構成事業"),
    ("phase", "段階"),
    ("phases", "段階"),
    ("phases_before", "前年度の段階"),
    ("plan", "計画"),
    ("portion_only_lines", "内数のみの予算"),
    ("program", "事業"),
    ("programs", "事業"),
    ("quantity", "数量"),
    ("quote", "原文"),
    ("reason", "理由"),
    ("relation", "関係"),
    ("report", "報告"),
    ("scheme", "番号の体系"),
    ("second", "相手の府省庁"),
    ("sha256", "SHA-256"),
    ("shared", "共通の施策"),
    ("source_line", "原文の行"),
    ("source_lines", "原文の行"),
    ("start", "始めの文字"),
    ("statement", "記述"),
    ("statements", "記述"),
    ("superseded_by", "置き換えた予算"),
    ("supported", "副担当の施策"),
    ("supporting", "副担当"),
    ("table", "表"),
    ("text", "記述"),
    ("thing", "項目"),
    ("things", "件数"),
    ("tool", "作成した版"),
    ("uncovered", "残りの文字"),
    ("under", "上位の項目"),
    ("unit", "単位"),
    ("upper", "上限(円)"),
    ("value", "値"),
    ("whole_lines", "全額の予算"),
    ("with_listed_again", "再掲を含む施策"),
    ("year", "年度"),
    ("year_before", "前年度"),
    ("years", "年度"),
    ("yen", "金額(円)"),
];

/// The heading of a column of our own.
pub(super) fn heading(column: &str) -> Markup {
    let english = column.replace('_', " ");
    match JAPANESE.iter().find(|(name, _)| *name == column) {
        Some((_, japanese)) => both(japanese, &english),
        None => html! { span lang="en" { (english) } },
    }
}

/// The heading of a column that somebody else has named.
pub(super) fn as_named(column: &str) -> Markup {
    html! { (column) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::catalogue;

    #[test]
    fn every_column_that_is_shown_has_a_japanese_heading() {
        for query in catalogue::all().unwrap() {
            for column in query.columns().unwrap() {
                let bare = column.trim_start_matches('_');
                let bare = bare.strip_suffix("_iri").or(bare.strip_suffix("_integer")).unwrap_or(bare);
                assert!(JAPANESE.iter().any(|(name, _)| *name == bare), "{}: {column}", query.name);
            }
        }
    }
}

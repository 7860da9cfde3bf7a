//! What the title of one column says: kind of contents, fiscal year, unit, draft.

use super::super::model::ColumnRole;
use crate::notation::amount::Unit;
use crate::notation::fiscal_year::find_fiscal_years;
use crate::source::text::fold_key;

/// Characters that the title of a column has at most.
const LONGEST_TITLE: usize = 40;

/// The title of a column, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) kind: Kind,
    pub(super) year: YearOfTitle,
    pub(super) unit: Option<Unit>,
    /// 案, 要求: the amounts of the column are no enacted budgets.
    pub(super) draft: bool,
    /// 補正.
    pub(super) supplementary: bool,
}

/// What the words of a title say about the cells below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The words leave no doubt.
    Sure(ColumnRole),
    /// The words say so if no other title says it better: 取組内容 is what was done, unless 実績 stands beside it.
    Likely(ColumnRole),
    /// A year and hardly anything else.
    YearOnly,
    /// The words are known from no table.
    Unknown,
}

/// The fiscal year of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOfTitle {
    None,
    One(i32),
    /// 令和4～6年度, 令和4年度実績/令和5年度予定: no single year.
    Several,
}

/// Whether a line above the table says that budgets are drafts or requests. 取組状況(案) is a draft of the report itself,
/// and 提案 is none.
pub(super) fn tells_draft_budget(line: &str) -> bool {
    let words = fold_key(line);
    DRAFT_BUDGETS.iter().any(|word| words.contains(word))
}

impl YearOfTitle {
    pub(super) fn one(self) -> Option<i32> {
        match self {
            Self::One(year) => Some(year),
            Self::None | Self::Several => None,
        }
    }
}

// All words are match keys: one form for long vowel marks and dashes, no blanks.

/// Words of a change between two columns of money.
const CHANGE: &[&str] = &["増減", "増△減", "増▲減", "差引", "差額", "伸び率", "前年度比", "対前年", "比較増"];
/// Titles of columns that count the rows.
const NUMBER: &[&str] = &["no", "no.", "番号", "項番", "#", "id", "コ-ド", "頁", "ペ-ジ", "連番", "通番"];
/// Ends of titles over money, without unit and brackets.
const BUDGET_ENDS: &[&str] = &[
    "予算",
    "予算額",
    "予算案",
    "予算案額",
    "予算案等",
    "当初",
    "補正",
    "補正額",
    "当初額",
    "要求",
    "要求額",
    "要望額",
    "要求・要望額",
    "事業費",
    "経費",
    "金額",
    "計上額",
    "予算現額",
    "歳出",
    "概算要求",
];
/// Words of budgets that are not enacted, in a line that may tell anything else as well.
const DRAFT_BUDGETS: &[&str] = &[
    "予算案",
    "予算(案)",
    "予算額(案)",
    "予算政府案",
    "予算(政府案)",
    "概算要求",
    "予算要求",
    "予算の要求",
    "要求額",
    "要望額",
];
/// Words of money already spent, for which the graph has no phase.
const SPENT: &[&str] = &["決算", "執行額", "支出額", "支出済", "執行率", "実績額"];
const MINISTRIES: &[&str] = &[
    "府省",
    "省庁",
    "所管",
    "担当",
    "主管",
    "実施主体",
    "実施機関",
    "取組主体",
    "推進主体",
    "関係機関",
    "部局",
    "部署",
    "課名",
    "関係課",
];
const STATUS: &[&str] = &["実績", "状況", "結果", "進捗", "フォロ-アップ"];
const LIKELY_STATUS: &[&str] = &["取組内容", "実施内容", "これまで", "成果", "取り組み内容", "取組の内容"];
const PLAN: &[&str] = &["予定", "今後", "以降", "次年度", "来年度", "翌年度", "スケジュ-ル", "実施時期"];
const LIKELY_PLAN: &[&str] = &["計画", "方針", "見込", "方向性"];
const INDICATOR: &[&str] = &[
    "kpi",
    "指標",
    "目標値",
    "数値目標",
    "基準値",
    "現状値",
    "達成",
    "評価",
    "判定",
    "進捗度",
    "進捗率",
    "期限",
];
const NOTE: &[&str] = &["備考", "摘要", "参考", "根拠", "課題", "url", "リンク", "注釈"];
const DETAIL: &[&str] = &["概要", "説明", "詳細"];
const ITEM: &[&str] = &[
    "施策",
    "取組",
    "取り組み",
    "項目",
    "事業",
    "目標",
    "分野",
    "柱",
    "区分",
    "大項目",
    "中項目",
    "小項目",
    "章",
    "名称",
    "対策",
    "テ-マ",
    "体系",
    "基本",
    "内容",
    "プロジェクト",
    "プログラム",
    "方策",
    "主要",
    "事項",
    "件名",
];

/// Whether a text can be the title of a column: short, no sentence, no amount, no mark of a measure.
pub(super) fn is_title(text: &str) -> bool {
    // 【補正予算】 titles a column, 【…の増加】 is a heading.
    let is_bracketed = text.starts_with('【') && (!text.ends_with('】') || text.chars().count() > 10);
    let is_sentence = text.contains('。') || text.starts_with(['・', '○', '●', '※']) || is_bracketed;
    let says_amount = text.contains('円')
        && Unit::in_title(text).is_none()
        && !text.ends_with("円)")
        && !text.ends_with("円）");
    text.chars().count() <= LONGEST_TITLE && !is_sentence && !says_amount && !text.contains('◎')
}

impl Title {
    pub(super) fn read(text: &str) -> Self {
        let words = fold_key(text);
        let outside = without_brackets(&words);
        // R5予算案(R4予算額): the brackets hold the year before, as they do in the cells.
        let years = find_fiscal_years(&without_brackets(text), None);
        let years = Some(years).filter(|years| !years.is_empty());
        let years = years.unwrap_or_else(|| find_fiscal_years(text, None));
        let mut starts = years.iter().map(|year| i32::from(year.start.start_year()));
        let first = starts.next();
        let year = match first {
            None => YearOfTitle::None,
            Some(year)
                if years.iter().all(|year| year.end.is_none()) && starts.all(|other| other == year) =>
            {
                YearOfTitle::One(year)
            }
            Some(_) => YearOfTitle::Several,
        };
        let unit = Unit::in_title(text);
        let in_years: usize = years.iter().map(|year| year.range.len()).sum();
        let beside_year = outside.len().saturating_sub(in_years);
        // What stands in brackets explains the title: 工程(取組・所管府省、実施時期) is no column of bodies.
        let named = if outside.is_empty() { words.trim_matches(is_bracket) } else { outside.as_str() };
        let kind = match kind(named, unit.is_some(), !years.is_empty()) {
            Kind::Unknown if !years.is_empty() && beside_year <= 12 => Kind::YearOnly,
            kind => kind,
        };
        Self {
            kind,
            year,
            unit,
            draft: words.contains("(案)") || ["案", "要求", "要望"].iter().any(|word| named.contains(word)),
            supplementary: named.contains("補正"),
        }
    }

    /// The title of a column of one year among others: 24, 25, 26~.
    pub(super) fn of_year(year: i32) -> Self {
        let year = YearOfTitle::One(year);
        Self { kind: Kind::YearOnly, year, unit: None, draft: false, supplementary: false }
    }

    /// The role that the words give, as far as they give one.
    pub(super) fn role(&self) -> Option<ColumnRole> {
        match self.kind {
            Kind::Sure(role) | Kind::Likely(role) => Some(role),
            Kind::YearOnly => Some(ColumnRole::Status),
            Kind::Unknown => None,
        }
    }
}

fn kind(words: &str, has_unit: bool, has_year: bool) -> Kind {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let is_money = has_unit || BUDGET_ENDS.iter().any(|end| words.ends_with(end));
    let told = has(STATUS) || has(PLAN);
    if NUMBER.contains(&words) || words.ends_with("番号") || words.ends_with("no.") {
        Kind::Sure(ColumnRole::Number)
    } else if has(CHANGE) || has(SPENT) && !told {
        Kind::Sure(ColumnRole::Ignored)
    } else if is_money && !told {
        Kind::Sure(ColumnRole::Budget)
    } else if ["実績値", "達成値", "現状値"].iter().any(|end| words.ends_with(end)) {
        Kind::Sure(ColumnRole::Ignored)
    } else if ["短期", "中期", "長期", "中長期"].contains(&words) {
        Kind::Sure(ColumnRole::Plan)
    } else if has(INDICATOR) && !has(&["実績", "状況", "予定"]) {
        Kind::Sure(ColumnRole::Ignored)
    } else if has(STATUS) {
        Kind::Sure(ColumnRole::Status)
    } else if has(PLAN) {
        Kind::Sure(ColumnRole::Plan)
    } else if has(MINISTRIES) || words.ends_with('課') || words == "主体" {
        Kind::Sure(ColumnRole::Ministries)
    } else if has(NOTE) {
        Kind::Sure(ColumnRole::Note)
    } else if has_year && words.ends_with("目標") {
        Kind::Likely(ColumnRole::Plan)
    } else if has(LIKELY_STATUS) || has_year && words.ends_with("取組") {
        Kind::Likely(ColumnRole::Status)
    } else if has(DETAIL) || words.ends_with("内容") && !words.contains("施策") {
        Kind::Likely(ColumnRole::Detail)
    } else if has(LIKELY_PLAN) && (has_year || !has(ITEM)) {
        Kind::Likely(ColumnRole::Plan)
    } else if has(ITEM) {
        Kind::Sure(ColumnRole::Item)
    } else {
        Kind::Unknown
    }
}

fn is_bracket(c: char) -> bool {
    "()[]〔〕<>【】".contains(c)
}

/// A title without what stands in brackets, and without figures for columns such as (A).
fn without_brackets(words: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '(' | '（' | '[' | '［' | '〔' | '<' | '＜' | '【' => depth += 1,
            ')' | '）' | ']' | '］' | '〕' | '>' | '＞' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_stands_below() {
        let roles = [
            ("令和4年度の実績・状況", ColumnRole::Status, Some(2022)),
            ("令和5年度の取組予定", ColumnRole::Plan, Some(2023)),
            ("R4年度 実施状況", ColumnRole::Status, Some(2022)),
            ("今後の取組方針", ColumnRole::Plan, None),
            ("担当府省庁", ColumnRole::Ministries, None),
            ("担当課", ColumnRole::Ministries, None),
            ("所管", ColumnRole::Ministries, None),
            ("担当府省における取組状況", ColumnRole::Status, None),
            ("令和5年度予算額（百万円）", ColumnRole::Budget, Some(2023)),
            ("R6当初予算案(千円)", ColumnRole::Budget, Some(2024)),
            ("令和6年度概算要求額", ColumnRole::Budget, Some(2024)),
            ("増減額", ColumnRole::Ignored, None),
            ("令和4年度決算額(千円)", ColumnRole::Ignored, Some(2022)),
            ("備 考", ColumnRole::Note, None),
            ("ＫＰＩ", ColumnRole::Ignored, None),
            ("Ｎｏ．", ColumnRole::Number, None),
            ("施策番号", ColumnRole::Number, None),
            ("具体的な施策", ColumnRole::Item, None),
            ("施策の柱", ColumnRole::Item, None),
            ("基本方針", ColumnRole::Item, None),
            ("事業名", ColumnRole::Item, None),
            ("事業概要", ColumnRole::Detail, None),
            ("2023年度", ColumnRole::Status, Some(2023)),
        ];
        for (text, role, year) in roles {
            let title = Title::read(text);
            assert_eq!((title.role(), title.year.one()), (Some(role), year), "{text}: {title:?}");
        }
        assert_eq!(Title::read("令和6年度予算案(億円)").unit, Some(Unit::HundredMillionYen));
        assert!(Title::read("令和6年度予算案(億円)").draft);
        assert!(Title::read("R5補正予算額").supplementary);
    }

    #[test]
    fn a_title_of_several_years_names_none() {
        for text in ["令和4～6年度の実績", "令和4年度の実績及び令和5年度の予定"] {
            assert_eq!(Title::read(text).year, YearOfTitle::Several, "{text}");
        }
    }

    #[test]
    fn sentences_and_amounts_are_no_titles() {
        assert!(!is_title("「A事業」を実施した。"));
        assert!(!is_title("13億円"));
        assert!(!is_title("※1 令和4年度"));
        assert!(is_title("予算額(単位:百万円)"));
    }
}

//! The words that a page adds to those of the document, in Japanese and English.
//!
//! May live here: texts, and which of them fits. Whatever a text is for is a field or an arm of a match, so that a
//! language cannot leave one out. `{n}` and the like are filled in by the script.

use serde::Serialize;

use crate::view::network::{EdgeKind, NodeKind};
use crate::view::page::{Language, PagePlace};

/// Texts that the page shows before any script runs.
pub(super) struct Fixed {
    /// The language of all these, as HTML has it.
    pub(super) code: &'static str,
    pub(super) skip: &'static str,
    pub(super) whole: &'static str,
    pub(super) controls: &'static str,
    pub(super) search: &'static str,
    pub(super) search_hint: &'static str,
    pub(super) next: &'static str,
    pub(super) goal: &'static str,
    pub(super) body: &'static str,
    pub(super) lead: &'static str,
    pub(super) year: &'static str,
    pub(super) money: &'static str,
    pub(super) order: &'static str,
    pub(super) all: &'static str,
    pub(super) with_money: &'static str,
    pub(super) without_money: &'static str,
    pub(super) clear: &'static str,
    pub(super) save_csv: &'static str,
    pub(super) save_svg: &'static str,
    pub(super) picture: &'static str,
    pub(super) panel: &'static str,
    pub(super) hint: &'static str,
    pub(super) keys: &'static str,
    pub(super) list: &'static str,
    pub(super) no_script: &'static str,
}

/// Texts for the script.
#[derive(Serialize)]
pub(super) struct Spoken {
    pub(super) and: &'static str,
    pub(super) hits: &'static str,
    pub(super) hits_in_facts: &'static str,
    pub(super) no_hits: &'static str,
    pub(super) hit: &'static str,
    pub(super) names: &'static str,
    pub(super) relation: &'static str,
    pub(super) pinned: &'static str,
    pub(super) unpinned: &'static str,
    pub(super) unpin: &'static str,
    pub(super) rows: &'static str,
    /// Heads of the table: source, relation, target, years, place.
    pub(super) table: [&'static str; 5],
    /// Heads of the CSV file.
    pub(super) csv: [&'static str; 12],
}

/// The texts of a page.
pub(super) const fn fixed(language: Language) -> &'static Fixed {
    match language {
        Language::Japanese => &FIXED_JA,
        Language::English => &FIXED_EN,
    }
}

/// The texts of its script.
pub(super) const fn spoken(language: Language) -> &'static Spoken {
    match language {
        Language::Japanese => &SPOKEN_JA,
        Language::English => &SPOKEN_EN,
    }
}

/// What a kind of node is called.
pub(super) const fn kind(language: Language, kind: NodeKind) -> &'static str {
    let (japanese, english) = match kind {
        NodeKind::Goal => ("目標", "Goal"),
        NodeKind::Objective => ("目的", "Objective"),
        NodeKind::Group => ("施策の見出し", "Group of measures"),
        NodeKind::Measure => ("施策", "Measure"),
        NodeKind::Program => ("事業", "Program"),
        NodeKind::Body => ("府省庁等", "Ministry or other body"),
    };
    either(language, japanese, english)
}

/// What an edge says, and what stands at its other end: seen from its source, and from its target. `source` is the
/// kind of node at its source.
pub(super) const fn relation(language: Language, kind: EdgeKind, source: NodeKind) -> [&'static str; 3] {
    let (japanese, english) = match kind {
        EdgeKind::Contains => (
            ["下に含む", "この下にあるもの", "上の見出し"],
            ["contains", "What stands under it", "Heading over it"],
        ),
        EdgeKind::Relists => (
            ["再掲する", "ここに再掲されるもの", "再掲している見出し"],
            ["lists again", "Listed here again", "Headings that list it again"],
        ),
        EdgeKind::Uses => (
            ["事業を使う", "使う事業", "この事業を使う施策"],
            ["uses the program", "Programs it uses", "Measures that use it"],
        ),
        EdgeKind::UsesPart => (
            ["部分の事業だけを使う", "部分だけを使う事業", "部分の事業だけを使う施策"],
            ["uses only parts", "Programs of which it uses only parts", "Measures that use only parts of it"],
        ),
        EdgeKind::PartOf => (
            ["部分に当たる", "全体に当たる事業", "部分に当たる事業"],
            ["is part of", "Program it is part of", "Programs that are part of it"],
        ),
        EdgeKind::Shares if matches!(source, NodeKind::Program) => (
            ["同じ施策で使われる", "同じ施策で使われる事業", "同じ施策で使われる事業"],
            ["shares measures", "Programs used by the same measures", "Programs used by the same measures"],
        ),
        EdgeKind::Shares => (
            ["同じ事業を使う", "同じ事業を使う施策", "同じ事業を使う施策"],
            ["shares programs", "Measures that use the same programs", "Measures that use the same programs"],
        ),
        EdgeKind::WorksWith => (
            ["同じ施策を担当する", "同じ施策を担当する府省庁等", "同じ施策を担当する府省庁等"],
            [
                "works with",
                "Bodies responsible for the same measures",
                "Bodies responsible for the same measures",
            ],
        ),
    };
    match language {
        Language::Japanese => japanese,
        Language::English => english,
    }
}

/// Where something stands.
pub(super) fn places(language: Language, places: &[PagePlace]) -> String {
    let place = |PagePlace { file, line, column }: &PagePlace| match (language, column) {
        (Language::Japanese, Some(column)) => format!("{file} {line}行目 {column}列目"),
        (Language::Japanese, None) => format!("{file} {line}行目"),
        (Language::English, Some(column)) => format!("{file}, line {line}, cell {column}"),
        (Language::English, None) => format!("{file}, line {line}"),
    };
    places.iter().map(place).collect::<Vec<_>>().join(either(language, "、", "; "))
}

const fn either(language: Language, japanese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Japanese => japanese,
        Language::English => english,
    }
}

const FIXED_JA: Fixed = Fixed {
    code: "ja",
    skip: "詳細へ移動",
    whole: "全体の図",
    controls: "検索と絞り込み",
    search: "検索",
    search_hint: "名称の一部",
    next: "次へ",
    goal: "目標",
    body: "府省庁等",
    lead: "主担当のみ",
    year: "年度",
    money: "金額",
    order: "行の順",
    all: "すべて",
    with_money: "記載あり",
    without_money: "記載なし",
    clear: "条件を消す",
    save_csv: "CSVで保存",
    save_svg: "SVGで保存",
    picture: "図",
    panel: "詳細",
    hint: "図の中のものを選ぶと、それについて分かっていることが、文書の行と引用とともにここに出ます。",
    keys: "キーボードでは、Tabキーで図に入り、矢印キーで移動、Enterキーで固定、Escキーで解除します。",
    list: "表で読む",
    no_script: "検索、絞り込み、詳細の表示にはJavaScriptが必要です。図と、図の各部の説明は、なくても読めます。",
};

const FIXED_EN: Fixed = Fixed {
    code: "en",
    skip: "Skip to details",
    whole: "the whole picture",
    controls: "Search and filters",
    search: "Search",
    search_hint: "Part of a name",
    next: "Next",
    goal: "Goal",
    body: "Ministry",
    lead: "As lead only",
    year: "Fiscal year",
    money: "Amount",
    order: "Order of rows",
    all: "All",
    with_money: "Stated",
    without_money: "Not stated",
    clear: "Clear",
    save_csv: "Save CSV",
    save_svg: "Save SVG",
    picture: "Picture",
    panel: "Details",
    hint: "Choose something in the picture: what is known of it is shown here, with lines and words of the document.",
    keys: "With the keyboard: Tab leads into the picture, arrow keys move, Enter pins, Escape lets go.",
    list: "Read as a table",
    no_script: "Search, filters and details need JavaScript. The picture and the notes on its parts can be read without.",
};

const SPOKEN_JA: Spoken = Spoken {
    and: "、",
    hits: "{n}件",
    hits_in_facts: "名称になし。記述に{n}件",
    no_hits: "該当なし",
    hit: "{n}件中{i}件目 {title}",
    names: "別の書き方: {names}",
    relation: "関係",
    pinned: "固定しました。{title}",
    unpinned: "固定を解除しました。",
    unpin: "固定を解除",
    rows: "図に見えているもの: {n}行",
    table: ["起点", "関係", "相手", "年度", "出典"],
    csv: [
        "起点の種類",
        "起点",
        "関係",
        "相手の種類",
        "相手",
        "年度",
        "重み",
        "目標",
        "担当(◎は主担当)",
        "出典",
        "起点のIRI",
        "相手のIRI",
    ],
};

const SPOKEN_EN: Spoken = Spoken {
    and: ", ",
    hits: "{n} found",
    hits_in_facts: "In no name; {n} in what is said",
    no_hits: "Nothing found",
    hit: "{i} of {n}: {title}",
    names: "Also written: {names}",
    relation: "Relation",
    pinned: "Pinned. {title}",
    unpinned: "Not pinned any more.",
    unpin: "Unpin",
    rows: "What the picture shows: {n} rows",
    table: ["From", "Relation", "To", "Fiscal years", "Source"],
    csv: [
        "from_kind",
        "from",
        "relation",
        "to_kind",
        "to",
        "fiscal_years",
        "weight",
        "goals",
        "responsible (◎ leads)",
        "source",
        "from_iri",
        "to_iri",
    ],
};

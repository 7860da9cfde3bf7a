//! What a program's name ends in, and what it does not.

use super::TextRange;
use super::follow::is_amount_next;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What an ending says about the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A program wherever it is quoted: 事業, 補助金, プロジェクト.
    Undertaking,
    /// An event or a service: a program if it is quoted, held or opened.
    Service,
    /// A study or initiative: a program unless the words around it speak of a text.
    Study,
    /// Like a study, and a program too where it is all that an item says.
    Scheme,
    /// What money is spent on: a program only where an amount follows.
    Outlay,
}

const ENDINGS: &[(&str, Ending)] = &[
    ("事業", Ending::Undertaking),
    ("事業費", Ending::Undertaking),
    ("補助金", Ending::Undertaking),
    ("交付金", Ending::Undertaking),
    ("負担金", Ending::Undertaking),
    ("助成金", Ending::Undertaking),
    ("委託費", Ending::Undertaking),
    ("経費", Ending::Undertaking),
    ("基金", Ending::Undertaking),
    ("プロジェクト", Ending::Undertaking),
    ("ネットワーク", Ending::Service),
    ("拠点", Ending::Service),
    ("ハブ", Ending::Service),
    ("Hub", Ending::Service),
    ("サービス", Ending::Service),
    ("プラットフォーム", Ending::Service),
    ("ウェブサイト", Ending::Service),
    ("ポータルサイト", Ending::Service),
    ("ポータル", Ending::Service),
    ("相談窓口", Ending::Service),
    ("コンソーシアム", Ending::Service),
    ("フォーラム", Ending::Service),
    ("サミット", Ending::Service),
    ("シンポジウム", Ending::Service),
    ("キャンペーン", Ending::Service),
    ("コンテスト", Ending::Service),
    ("イニシアティブ", Ending::Service),
    ("イニシアチブ", Ending::Service),
    ("拠出金", Ending::Undertaking),
    ("給付金", Ending::Undertaking),
    ("支援金", Ending::Undertaking),
    ("パッケージ", Ending::Scheme),
    ("制度", Ending::Scheme),
    ("プログラム", Ending::Scheme),
    ("プラン", Ending::Scheme),
    ("対策", Ending::Outlay),
    ("計画", Ending::Outlay),
    ("推進費", Ending::Outlay),
    ("整備費", Ending::Outlay),
    ("対策費", Ending::Outlay),
    ("運営費", Ending::Outlay),
    ("調査費", Ending::Outlay),
    ("研究費", Ending::Outlay),
    ("調査", Ending::Study),
    ("調査研究", Ending::Study),
    ("研究", Ending::Study),
    ("構想", Ending::Study),
];

/// Endings of texts: what ends so is a publication, a law, a plan or a committee, not a program.
const TEXT_ENDINGS: &[&str] = &[
    "について",
    "ガイドライン",
    "ガイダンス",
    "ガイドブック",
    "手引き",
    "手引",
    "指針",
    "基準",
    "要領",
    "要綱",
    "マニュアル",
    "指標",
    "通知",
    "事務連絡",
    "質疑応答集",
    "Q&A",
    "報告書",
    "白書",
    "法律",
    "法",
    "令",
    "条約",
    "大綱",
    "戦略",
    "方針",
    "ビジョン",
    "ロードマップ",
    "規格",
    "様式",
    "事項",
    "とりまとめ",
    "取りまとめ",
    "規程",
    "告示",
    "リスト",
    "要覧",
    "考え方",
    "計画",
    "提言",
    "宣言",
    "委員会",
    "協議会",
    "検討会",
    "審議会",
    "部会",
    "会議",
    "ワーキンググループ",
    "WG",
    "チーム",
];

/// Words that make a name of nothing: what consists of them alone names no program of its own.
const COMMON_WORDS: &[&str] = &[
    "研究",
    "開発",
    "調査",
    "支援",
    "育成",
    "委託",
    "補助",
    "モデル",
    "推進",
    "実証",
    "関連",
    "採択",
    "過去",
    "新規",
    "既存",
    "普及",
    "啓発",
    "整備",
    "促進",
    "各種",
    "国",
    "民間",
    "人材",
    "対象",
    "主要",
    "重点",
    "事業",
    "継続",
    "公募",
    "助成",
    "交付",
    "以下",
    "個別",
    "実用化",
    "国際",
    "技術",
    "連携",
    "地域",
    "医療",
    "情報",
    "活動",
    "運営",
    "運用",
    "強化",
    "改善",
    "主な",
    "所管",
    "当初",
    "一般",
    "特別",
    "独自",
    "単独",
    "公共",
    "予算",
    "収益",
    "企業",
    "相談",
    "提供",
    "関係",
    "総合",
    "共同",
    "全国",
];

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(ENDINGS.iter().map(|(word, _)| word))
        .ok()
});

/// The endings in a text that may end a name, in order.
#[derive(Debug, Default)]
pub(super) struct Endings(Vec<(TextRange, Ending)>);

impl Endings {
    pub(super) fn find(text: &str) -> Self {
        let Some(search) = SEARCH.as_ref() else {
            return Self::default();
        };
        Self(
            search
                .find_iter(text)
                .filter_map(|hit| Some((hit.range(), ENDINGS.get(hit.pattern().as_usize())?.1)))
                .filter(|(range, _)| {
                    let rest = text.get(range.end..).unwrap_or_default();
                    !continues(rest) || is_amount_next(rest)
                })
                .collect(),
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that end behind `start` and before `end`.
    pub(super) fn within(
        &self,
        start: usize,
        end: usize,
    ) -> impl DoubleEndedIterator<Item = &(TextRange, Ending)> {
        let first = self.0.partition_point(|(range, _)| range.end <= start);
        let last = self.0.partition_point(|(range, _)| range.end < end).max(first);
        self.0.get(first..last).unwrap_or_default().iter()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (TextRange, Ending)> {
        self.0.iter().cloned()
    }
}

/// Whether a compound goes on with `rest`: 事業化, 事業者, 拠点整備.
pub(super) fn continues(rest: &str) -> bool {
    const FOLLOWERS: [&str; 9] = ["等", "及び", "並びに", "又は", "若しくは", "開催", "実施", "内", "予算"];
    rest.chars().next().is_some_and(is_compound) && !FOLLOWERS.iter().any(|word| rest.starts_with(word))
}

/// Whether a character may stand inside a compound noun: no hiragana, no punctuation.
pub(super) fn is_compound(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '\u{30a1}'..='\u{30fa}' | 'ー' | '々' | '\u{3400}'..='\u{9fff}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff5a}' | '\u{20000}'..='\u{3ffff}')
}

/// The ending of a whole name, brackets after it and 等 left aside.
pub(super) fn of_name(name: &str) -> Option<Ending> {
    let name = without_tail(name);
    ENDINGS
        .iter()
        .filter(|(word, _)| name.ends_with(word))
        .max_by_key(|(word, _)| word.len())
        .map(|(_, ending)| *ending)
}

/// Whether a whole name ends like a publication, a law, a plan or a committee.
pub(super) fn is_text_name(name: &str) -> bool {
    let name = without_tail(name);
    TEXT_ENDINGS.iter().any(|word| name.ends_with(word))
}

fn without_tail(name: &str) -> &str {
    /// Most characters of the brackets behind a name; the caller may hand over all of a long cell.
    const LONGEST_BRACKET: usize = 120;
    let name = name.trim_end();
    let opens = |(_, c): &(usize, char)| matches!(c, '(' | '（');
    let open = name
        .ends_with([')', '）'])
        .then(|| name.char_indices().rev().take(LONGEST_BRACKET).find(opens))
        .flatten()
        .map(|(at, _)| at)
        .filter(|at| *at > 0);
    let name = open.and_then(|open| name.get(..open)).unwrap_or(name);
    name.strip_suffix('等').unwrap_or(name)
}

/// Whether a stem ends in a noun, which may be written in hiragana: まちづくり, こども; not in a particle or a verb.
fn ends_in_noun(stem: &str) -> bool {
    const NOUNS: [&str; 14] = [
        "り",
        "ち",
        "き",
        "え",
        "け",
        "ども",
        "さと",
        "くらし",
        "暮らし",
        "おこし",
        "起こし",
        "合い",
        "あい",
        "みらい",
    ];
    let last = stem.chars().next_back();
    last.is_none_or(|last| is_compound(last) || matches!(last, ')' | '）' | '」' | '』'))
        || NOUNS.iter().any(|noun| stem.ends_with(noun))
}

/// Whether a quoted name says too little to be one. In quotation marks a name may end in any word but one that needs
/// the next: the marks say where it begins.
pub(super) fn is_common_quoted(name: &str) -> bool {
    let stem = stem(name);
    points(stem) || stem.ends_with(['の', 'る', 'た', 'な', 'を', 'に', 'は', 'が']) || is_common_word(stem)
}

/// A name without its ending.
fn stem(name: &str) -> &str {
    let ending = ENDINGS
        .iter()
        .filter(|(word, _)| name.ends_with(word))
        .map(|(word, _)| word.len())
        .max()
        .unwrap_or(0);
    name.get(..name.len().saturating_sub(ending)).unwrap_or_default().trim_end()
}

/// Whether a stem points to something named elsewhere, or is too short to name anything.
fn points(stem: &str) -> bool {
    let pointing =
        ["当該", "本", "同", "各", "これら", "その", "この", "上記", "前記", "次の", "以下の", "他の", "両"];
    pointing.iter().any(|word| stem.starts_with(word)) || stem.chars().count() < 3
}

/// Whether a name says too little to be one: 本事業, 委託事業, 人材育成事業, 当該プラットフォーム.
pub(super) fn is_common(name: &str) -> bool {
    let stem = stem(name);
    // 経済産業省の事業, 人材の育成に資する事業: the word stands for itself.
    points(stem) || !ends_in_noun(stem) || is_common_word(stem)
}

/// Whether words that name nothing of their own are all that a stem holds.
pub(super) fn is_common_word(mut stem: &str) -> bool {
    while let Some(word) = COMMON_WORDS.iter().find(|word| stem.starts_with(**word)) {
        stem = stem.get(word.len()..).unwrap_or_default();
    }
    stem.is_empty()
}

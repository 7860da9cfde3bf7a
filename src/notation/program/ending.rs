//! What a program's name ends in, and what it does not.

use super::TextRange;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What an ending says about the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A program wherever it is quoted: 事業, 補助金, プロジェクト.
    Undertaking,
    /// An event or a service: a program if it is quoted, held or opened.
    Service,
    /// A study, course or initiative: a program unless the words around it speak of a text.
    Study,
    /// What somebody who knows the plan has named as an ending of its programs.
    Listed,
}

impl Ending {
    /// Whether the ending alone makes a program of what carries money or is worked through.
    pub(super) fn is_undertaking(self) -> bool {
        matches!(self, Self::Undertaking | Self::Listed)
    }
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
    ("パッケージ", Ending::Study),
    ("制度", Ending::Study),
    ("プログラム", Ending::Study),
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

static USUAL: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| search(ENDINGS.iter().map(|(word, _)| *word)));

fn search<'w>(words: impl Iterator<Item = &'w str>) -> Option<AhoCorasick> {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()
}

/// The endings by which names are told: the usual ones, and those that are listed for a plan.
#[derive(Debug, Clone, Default)]
pub(super) struct EndingWords {
    listed: Vec<String>,
    /// The listed words, then the usual ones; none if nothing is listed.
    search: Option<AhoCorasick>,
}

impl EndingWords {
    pub(super) fn new(listed: Vec<String>) -> Self {
        let search = if listed.is_empty() {
            None
        } else {
            search(listed.iter().map(String::as_str).chain(ENDINGS.iter().map(|(word, _)| *word)))
        };
        Self { listed, search }
    }

    fn at(&self, position: usize) -> Option<Ending> {
        match position.checked_sub(self.listed.len()) {
            Some(usual) => ENDINGS.get(usual).map(|(_, ending)| *ending),
            None => Some(Ending::Listed),
        }
    }

    /// The endings in a text that may end a name, in order.
    pub(super) fn find(&self, text: &str) -> Endings {
        let Some(search) = self.search.as_ref().or(USUAL.as_ref()) else {
            return Endings::default();
        };
        let hits = search.find_iter(text);
        let endings = hits.filter_map(|hit| Some((hit.range(), self.at(hit.pattern().as_usize())?)));
        Endings(endings.filter(|(range, _)| !continues(text.get(range.end..).unwrap_or_default())).collect())
    }

    /// The longest ending that a text has, and its bytes; a listed one before a usual one.
    fn longest(&self, text: &str) -> Option<(usize, Ending)> {
        let usual = ENDINGS.iter().map(|(word, ending)| (*word, *ending));
        let listed = self.listed.iter().map(|word| (word.as_str(), Ending::Listed));
        let all = usual.chain(listed).filter(|(word, _)| text.ends_with(word));
        all.max_by_key(|(word, _)| word.len()).map(|(word, ending)| (word.len(), ending))
    }

    /// The ending of a whole name, brackets after it and 等 left aside.
    pub(super) fn of_name(&self, name: &str) -> Option<Ending> {
        self.longest(without_tail(name)).map(|(_, ending)| ending)
    }

    /// Whether a name says too little to be one: 本事業, 委託事業, 人材育成事業, 当該プラットフォーム.
    pub(super) fn is_common(&self, name: &str) -> bool {
        let (length, ending) = self.longest(name).unwrap_or((0, Ending::Undertaking));
        let stem = name.get(..name.len().saturating_sub(length)).unwrap_or_default().trim_end();
        is_common_stem(stem, ending)
    }
}

/// The endings in a text that may end a name, in order.
#[derive(Debug, Default)]
pub(super) struct Endings(Vec<(TextRange, Ending)>);

impl Endings {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
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

/// Whether a whole name ends like a publication, a law, a plan or a committee.
pub(super) fn is_text_name(name: &str) -> bool {
    let name = without_tail(name);
    TEXT_ENDINGS.iter().any(|word| name.ends_with(word))
}

fn without_tail(name: &str) -> &str {
    let name = name.trim_end();
    let name = match name.rfind(['(', '（']) {
        Some(open) if name.ends_with([')', '）']) && open > 0 => name.get(..open).unwrap_or(name),
        _ => name,
    };
    name.strip_suffix('等').unwrap_or(name)
}

fn is_common_stem(mut stem: &str, ending: Ending) -> bool {
    let pointing =
        ["当該", "本", "同", "各", "これら", "その", "この", "上記", "前記", "次の", "以下の", "他の", "両"];
    if pointing.iter().any(|word| stem.starts_with(word)) {
        return true;
    }
    // Before a listed ending any word names something.
    if ending == Ending::Listed {
        return stem.is_empty();
    }
    if stem.chars().count() < 3 {
        return true;
    }
    // 経済産業省の事業, 人材の育成に資する事業: the word stands for itself.
    if stem.chars().next_back().is_some_and(|last| !is_compound(last) && last != ')' && last != '）') {
        return true;
    }
    while let Some(word) = COMMON_WORDS.iter().find(|word| stem.starts_with(**word)) {
        stem = stem.get(word.len()..).unwrap_or_default();
    }
    stem.is_empty()
}

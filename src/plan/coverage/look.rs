//! What in a text looks like a fact, whether it is one or not. Wider than the grammars that read facts: it is to show
//! what these have missed.

use super::UncoveredKind;
use crate::notation::bracket::brackets;
use crate::notation::fiscal_year::find_fiscal_years;
use crate::plan::model::Plan;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// What to look for.
pub(super) struct Look {
    /// Names of bodies that the plan holds responsible.
    bodies: Option<AhoCorasick>,
    /// Whether to look for money and quoted programs only.
    strongest: bool,
}

/// Currencies that stand behind a number.
const CURRENCIES: [&str; 4] = ["円", "ドル", "ユーロ", "ポンド"];

/// Endings of programs, and of undertakings that may be ones.
const UNDERTAKINGS: [&str; 13] = [
    "事業",
    "事業費",
    "補助金",
    "交付金",
    "負担金",
    "助成金",
    "委託費",
    "基金",
    "プロジェクト",
    "コンソーシアム",
    "イニシアティブ",
    "イニシアチブ",
    "プラットフォーム",
];

/// An ending that in quotation marks is as often that of a piece of software.
const PROGRAM: &str = "プログラム";

/// Endings that make a quotation look like a program, besides.
const QUOTED: [&str; 16] = [
    "ネットワーク",
    "拠点",
    "ハブ",
    "Hub",
    "サービス",
    "ポータル",
    "サイト",
    "窓口",
    "フォーラム",
    "サミット",
    "シンポジウム",
    "キャンペーン",
    "コンテスト",
    "パッケージ",
    "キャラバン",
    "アワード",
];

/// Endings of bodies.
const BODIES: [&str; 12] =
    ["省", "庁", "機構", "協会", "学会", "研究所", "センター", "大学", "法人", "財団", "連盟", "協議会"];

/// Characters of a name that an ending needs before it.
const LEAST_STEM: usize = 3;
/// Characters that a quotation has at most; longer ones quote a passage.
const LONGEST_QUOTE: usize = 80;
/// Digits of a label, and one more.
const LONGEST_LABEL: usize = 3;
/// Characters of a name before its ending that are looked at.
const LONGEST_STEM: usize = 60;
/// Characters of a counter that are shown behind a number.
const LONGEST_UNIT: usize = 4;

type Found = (Range<usize>, UncoveredKind);

impl Look {
    /// Everything that deserves a look, and the prose between.
    pub(super) fn new(plan: &Plan) -> Self {
        let names = plan.bodies.iter().flat_map(|body| std::iter::once(&body.name).chain(&body.marks));
        let names = names.filter(|name| name.chars().count() > 1);
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names);
        Self { bodies: search.ok(), strongest: false }
    }

    /// Money and quoted programs only.
    pub(super) fn strongest() -> Self {
        Self { bodies: None, strongest: true }
    }

    pub(super) fn takes_prose(&self) -> bool {
        !self.strongest
    }

    /// Whether a text may hold anything of what is looked for: a quick no for most cells.
    pub(super) fn may_find(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let holds = |word: &&str| memchr::memmem::find(bytes, word.as_bytes()).is_some();
        !self.strongest || CURRENCIES.iter().chain(&["「", "『", "¥", "￥"]).any(holds)
    }

    /// What was found, the strongest kind first; ranges of bytes that may overlap.
    pub(super) fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        money(text, &mut found);
        quotes(text, &mut found);
        if self.strongest {
            found.retain(|(_, kind)| *kind <= UncoveredKind::Program);
        } else {
            bare_names(text, &mut found);
            numbers(text, &mut found);
            self.bodies(text, &mut found);
            let years = find_fiscal_years(text, None).into_iter();
            found.extend(years.map(|year| (year.range, UncoveredKind::Year)));
        }
        found.sort_by_key(|(range, kind)| (*kind, range.start, std::cmp::Reverse(range.end)));
        found
    }

    fn bodies(&self, text: &str, found: &mut Vec<Found>) {
        let known = self.bodies.iter().flat_map(|names| names.find_iter(text));
        found.extend(known.map(|hit| (hit.range(), UncoveredKind::Body)));
        for ending in BODIES {
            named(text, ending, 1, UncoveredKind::Body, found);
        }
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= 3) {
            if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
                // The word is a slice of the text.
                let at = word.as_ptr() as usize - text.as_ptr() as usize;
                found.push((at..at + word.len(), UncoveredKind::Body));
            }
        }
    }
}

/// Whether a character is a mark of numbering: ①, or the digits of (1).
pub(super) fn is_label(text: &str, at: usize, character: char) -> bool {
    if matches!(character, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{325f}') {
        return true;
    }
    if !is_digit(character) {
        return false;
    }
    let is_open = |c: &char| matches!(c, '(' | '（');
    let is_close = |c: &char| matches!(c, ')' | '）');
    let before = text.get(..at).unwrap_or_default().chars().rev().take(LONGEST_LABEL).find(|c| !is_digit(*c));
    let after = text.get(at..).unwrap_or_default().chars().take(LONGEST_LABEL).find(|c| !is_digit(*c));
    before.as_ref().is_some_and(is_open) && after.as_ref().is_some_and(is_close)
}

/// Numbers with a currency behind or a sign before them, 約 included.
fn money(text: &str, found: &mut Vec<Found>) {
    for currency in CURRENCIES {
        for (at, _) in text.match_indices(currency) {
            let before = text.get(..at).unwrap_or_default();
            let stem = before.trim_end_matches(is_of_number);
            let number = before.get(stem.len()..).unwrap_or_default();
            if number.chars().any(|c| c.is_numeric() || "一二三四五六七八九十百千万億数".contains(c))
            {
                let start = stem.strip_suffix('約').unwrap_or(stem).len();
                found.push((start..at + currency.len(), UncoveredKind::Money));
            }
        }
    }
    for (at, sign) in text.match_indices(['¥', '￥']) {
        let rest = text.get(at + sign.len()..).unwrap_or_default();
        let number = rest.len() - rest.trim_start_matches(is_of_number).len();
        if rest.starts_with(is_digit) {
            found.push((at..at + sign.len() + number, UncoveredKind::Money));
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_of_number(c: char) -> bool {
    is_digit(c) || "一二三四五六七八九〇十百千万億兆数,，.．".contains(c)
}

/// Quotations; the innermost ones of those that hold others.
fn quotes(text: &str, found: &mut Vec<Found>) {
    for pair in brackets(text).into_iter().filter(|pair| pair.closed && pair.style.is_quote()) {
        let Some(inner) = text.get(pair.inner.clone()).filter(|inner| !inner.trim().is_empty()) else {
            continue;
        };
        // Bytes first: quotations may be nested as deep as the text is long.
        if inner.len() > LONGEST_QUOTE * 4 || inner.chars().count() > LONGEST_QUOTE {
            continue;
        }
        let name = inner.split(['(', '（']).next().unwrap_or(inner);
        let name = name.strip_suffix('等').unwrap_or(name);
        let is_long = |ending: &&&str| name.chars().count() >= ending.chars().count() + LEAST_STEM;
        let is_program =
            UNDERTAKINGS.iter().chain(&QUOTED).filter(is_long).any(|ending| name.ends_with(ending));
        let kind = if is_program { UncoveredKind::Program } else { UncoveredKind::Quote };
        found.push((pair.inner, kind));
    }
}

/// Words that end like a program.
fn bare_names(text: &str, found: &mut Vec<Found>) {
    for ending in UNDERTAKINGS.into_iter().chain([PROGRAM]) {
        named(text, ending, LEAST_STEM, UncoveredKind::Name, found);
    }
}

/// Compounds with an ending, at least some characters before it.
fn named(text: &str, ending: &str, least: usize, kind: UncoveredKind, found: &mut Vec<Found>) {
    for (at, _) in text.match_indices(ending) {
        let end = at + ending.len();
        if text.get(end..).is_some_and(|rest| rest.starts_with(is_of_compound)) {
            continue;
        }
        let before = text.get(..at).unwrap_or_default().chars().rev().take(LONGEST_STEM);
        let stem: usize = before.take_while(|c| is_of_compound(*c) || *c == '・').map(char::len_utf8).sum();
        let stem = text.get(at - stem..at).unwrap_or_default().trim_start_matches('・');
        if stem.chars().count() >= least {
            found.push((at - stem.len()..end, kind));
        }
    }
}

/// Whether a character may stand inside a compound: no hiragana, no punctuation.
fn is_of_compound(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{3041}'..='\u{309f}' | '\u{2460}'..='\u{24ff}')
}

/// Digits with a unit; calendar figures and ordinals are none.
fn numbers(text: &str, found: &mut Vec<Found>) {
    let mut end = 0;
    for (at, _) in text.match_indices(is_digit) {
        if at < end {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let digits = rest.trim_start_matches(|c| is_digit(c) || matches!(c, ',' | '.' | '，' | '．'));
        end = at + rest.len() - digits.len();
        let before = text.get(..at).unwrap_or_default();
        let is_unit = |c: char| is_of_compound(c) && !is_digit(c) || matches!(c, '%' | '％' | '‰' | '℃');
        let unit: String = digits.chars().take_while(|c| is_unit(*c)).take(LONGEST_UNIT).collect();
        let is_calendar =
            unit.starts_with(['年', '月', '日', '時', '分', '期', '条', '号', '項', '次', '章', '第']);
        if !unit.is_empty()
            && !is_calendar
            && !before.ends_with(|c: char| c == '第' || c.is_ascii_alphabetic())
        {
            end += unit.len();
            found.push((at..end, UncoveredKind::Number));
        }
    }
}

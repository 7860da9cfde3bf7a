//! The words of a budget statement that stand before its amount: the head.

use crate::notation::fiscal_year::{FiscalYear, YearSpan};
use crate::notation::glyph::{Gap, Glyphs};
use crate::notation::number;

/// 案 and 要求, 補正: both may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stage {
    pub(super) draft: bool,
    pub(super) supplementary: bool,
}

/// The year written in a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadYear {
    One(FiscalYear),
    /// A range: the amount belongs to no single year.
    Several,
}

/// The words of money before an amount.
#[allow(clippy::struct_excessive_bools)] // each is a word of its own
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub(super) start: usize,
    /// Behind the last word, the colon included.
    pub(super) end: usize,
    /// Behind the particles that lead on to an amount.
    pub(super) reach: usize,
    pub(super) year: Option<HeadYear>,
    /// Only 年 stands behind the year, so it is a calendar year unless a word of money follows.
    pub(super) calendar: bool,
    pub(super) stage: Option<Stage>,
    /// A word that only money has: 予算, 経費, 計上額.
    pub(super) label: bool,
    /// 予算 itself.
    pub(super) budget: bool,
    pub(super) colon: bool,
    pub(super) previous: bool,
    pub(super) total: bool,
    pub(super) comparison: bool,
}

impl Head {
    /// Whether it has a word that only money has.
    pub(super) fn is_money(&self) -> bool {
        self.label || self.stage.is_some()
    }
}

#[derive(Clone, Copy)]
enum Word {
    Budget,
    BudgetTotal,
    BudgetDraft,
    Label,
    Total,
    Draft,
    Supplementary,
    AfterSupplementary,
    Initial,
    Previous,
    OtherYear,
    Comparison,
}

/// The words that start with a character, longer ones first where one starts with another.
#[rustfmt::skip]
fn words(first: char) -> &'static [(&'static str, Word)] {
    match first {
        '予' => &[("予算概算要求", Word::BudgetDraft), ("予算要求額", Word::BudgetDraft), ("予算総額", Word::BudgetTotal), ("予算規模", Word::Budget), ("予算現額", Word::Budget), ("予算要求", Word::BudgetDraft), ("予算案", Word::BudgetDraft), ("予算額", Word::Budget), ("予備費", Word::Label), ("予算", Word::Budget)],
        '概' => &[("概算要求額", Word::Draft), ("概算決定額", Word::Draft), ("概算要求", Word::Draft)],
        '要' => &[("要求額", Word::Draft), ("要望額", Word::Draft), ("要求", Word::Draft)],
        '政' => &[("政府予算案", Word::BudgetDraft), ("政府案", Word::Draft)],
        '補' => &[("補正後", Word::AfterSupplementary), ("補正額", Word::Supplementary), ("補助額", Word::Label), ("補正", Word::Supplementary)],
        '当' => &[("当初", Word::Initial)],
        '現' => &[("現計", Word::Label)],
        '決' => &[("決算額", Word::Label), ("決算", Word::Label)],
        '総' => &[("総事業費", Word::Label), ("総予算", Word::BudgetTotal), ("総額", Word::Total), ("総計", Word::Total)],
        '事' => &[("事業規模", Word::Label), ("事業費", Word::Label)],
        '経' => &[("経費", Word::Label)],
        '所' => &[("所要額", Word::Label)],
        '計' => &[("計上額", Word::Label)],
        '措' => &[("措置額", Word::Label)],
        '交' => &[("交付額", Word::Label)],
        '執' => &[("執行額", Word::Label)],
        '使' => &[("使用額", Word::Label)],
        '委' => &[("委託費", Word::Label)],
        '国' => &[("国費", Word::Label)],
        '内' => &[("内示額", Word::Draft), ("内示", Word::Draft)],
        '一' => &[("一般会計", Word::Label)],
        '特' => &[("特別会計", Word::Label)],
        '合' => &[("合計", Word::Total)],
        '小' => &[("小計", Word::Total)],
        '前' => &[("前年度", Word::Previous), ("前年", Word::Previous)],
        '昨' => &[("昨年度", Word::Previous)],
        '今' => &[("今年度", Word::OtherYear)],
        '本' => &[("本年度", Word::OtherYear)],
        '増' => &[("増▲減額", Word::Comparison), ("増減額", Word::Comparison), ("増減", Word::Comparison)],
        '積' => &[("積算額", Word::Label)],
        _ => &[],
    }
}

/// Particles between the words and the amount, the longer ones first.
#[rustfmt::skip]
const PARTICLES: [&str; 17] = [
    "については、", "について", "全体で", "として、", "には", "では、", "では", "は、", "で、",
    "、全体で", "は", "が", "で", "を", "も", "に", "の",
];

/// Whether anything of a statement can start with this character: the scan passes over all others.
pub(super) fn may_start(ch: char) -> bool {
    ch.is_ascii_digit()
        || matches!(
            ch,
            '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
        )
        || matches!(
            ch,
            '▲' | '+' | '-' | '約' | 'お' | '概' | '凡' | 'ほ' | '第' | '計' | '同' | '内' | '単' | 'う'
        )
        || matches!(ch, '(' | '[' | '【' | '〔')
        || !words(ch).is_empty()
}

/// The head at a position, if one of its words or a year starts there.
pub(super) fn head(g: &Glyphs, i: usize, years: &[YearSpan]) -> Option<Head> {
    let mut head = Head { start: i, ..Head::default() };
    let mut at = i;
    loop {
        let next = year(g, at, years, &mut head)
            .or_else(|| word(g, at, &mut head))
            .or_else(|| mark(g, at, i, &mut head));
        if let Some(end) = next {
            at = end;
            head.end = at;
        } else if at > i && is_glue(g, at) && starts_word(g, at.saturating_add(1), years) {
            at = at.saturating_add(1);
        } else {
            break;
        }
        if head.colon || head.comparison && g.gap(at) == Gap::Line {
            break;
        }
    }
    if head.end == 0 {
        return None;
    }
    head.reach = reach(g, head.end, head.colon);
    Some(head)
}

/// A particle, joining dot or bracket between two words of a head: `予算の総額`, `R5当初(案)`.
fn is_glue(g: &Glyphs, i: usize) -> bool {
    matches!(g.at(i), Some('の' | '・' | '=' | '(' | ')'))
}

fn starts_word(g: &Glyphs, i: usize, years: &[YearSpan]) -> bool {
    if g.before(i) == Some('(') {
        return false;
    }
    year_at(i, years).is_some() || word_at(g, i).is_some()
}

/// The year that starts at a position.
pub(super) fn year_at(i: usize, years: &[YearSpan]) -> Option<&YearSpan> {
    years.get(years.binary_search_by_key(&i, |y| y.start).ok()?)
}

fn year(g: &Glyphs, i: usize, years: &[YearSpan], head: &mut Head) -> Option<usize> {
    if head.year.is_some() {
        return None;
    }
    let span = year_at(i, years)?;
    head.year = Some(if span.last.is_some() { HeadYear::Several } else { HeadYear::One(span.first) });
    head.calendar = span.suffix == crate::notation::fiscal_year::Suffix::Year;
    head.previous |= g.word(i, "前年度").or_else(|| g.word(i, "昨年度")).is_some();
    Some(span.end)
}

/// The word at a position, and where it ends.
fn word_at(g: &Glyphs, i: usize) -> Option<(usize, Word)> {
    words(g.at(i)?).iter().find_map(|(w, word)| Some((g.word(i, w)?, *word)))
}

/// One word of the list at a position.
fn word(g: &Glyphs, i: usize, head: &mut Head) -> Option<usize> {
    let (end, word) = word_at(g, i)?;
    let stage = head.stage.unwrap_or_default();
    match word {
        Word::Budget | Word::BudgetTotal | Word::BudgetDraft => {
            head.label = true;
            head.budget = true;
        }
        Word::Label | Word::Total | Word::Draft | Word::Comparison => head.label = true,
        Word::Previous => head.previous = true,
        Word::Supplementary | Word::AfterSupplementary | Word::Initial | Word::OtherYear => {}
    }
    match word {
        Word::Draft | Word::BudgetDraft => head.stage = Some(Stage { draft: true, ..stage }),
        Word::Supplementary => {
            head.stage = Some(Stage { supplementary: true, ..stage });
        }
        Word::Initial => head.stage = Some(stage),
        Word::AfterSupplementary => head.label = true,
        Word::BudgetTotal | Word::Total => head.total = true,
        Word::Comparison => head.comparison = true,
        _ => {}
    }
    Some(end)
}

/// Marks that need a word before them (案, colon, 比), and numbered supplementary budgets.
fn mark(g: &Glyphs, i: usize, start: usize, head: &mut Head) -> Option<usize> {
    if let Some(end) = numbered_supplement(g, i) {
        let stage = head.stage.unwrap_or_default();
        head.stage = Some(Stage { supplementary: true, ..stage });
        return Some(end);
    }
    if i == start {
        return sum_label(g, i, head);
    }
    let draft = ["(案)", "[案]", "(政府案)", "(概算要求)", "(要求)", "案"].iter().find_map(|w| g.word(i, w));
    if let Some(end) = draft.filter(|end| !g.is(*end, '件') && !g.is(*end, '内')) {
        let stage = head.stage.unwrap_or_default();
        head.stage = Some(Stage { draft: true, ..stage });
        return Some(end);
    }
    if let Some(end) = g.word(i, "(当初)") {
        head.stage = Some(head.stage.unwrap_or_default());
        return Some(end);
    }
    if let Some(end) = g.word(i, "(補正)") {
        head.stage = Some(Stage { supplementary: true, ..head.stage.unwrap_or_default() });
        return Some(end);
    }
    match g.at(i)? {
        ':' => head.colon = true,
        '比' => head.comparison = true,
        '額' if head.is_money() => {}
        _ => return None,
    }
    i.checked_add(1)
}

/// 計 alone, as in `計:5億円`; elsewhere it is part of 計画 or 計上.
fn sum_label(g: &Glyphs, i: usize, head: &mut Head) -> Option<usize> {
    let next = i.checked_add(1)?;
    let alone = g.gap(i) != Gap::None || matches!(g.before(i), None | Some('(' | '、' | '【' | '・'));
    let after_particle = g.is_digit(next)
        && g.before(i).is_some_and(|c| matches!(c, 'で' | 'は' | 'て' | 'の' | 'と' | 'が' | 'も'));
    let alone = alone || after_particle;
    let leads = g.is(next, ':') || g.is_digit(next) || g.gap(next) != Gap::None;
    (g.is(i, '計') && alone && leads).then(|| {
        head.total = true;
        next
    })
}

/// `第2次補正`, `1次補正`, `12月補正`; of a list `第1次・第2次補正` all.
fn numbered_supplement(g: &Glyphs, i: usize) -> Option<usize> {
    let mut at = i;
    for _ in 0..4 {
        let from = g.word(at, "第").unwrap_or(at);
        if !number::may_start(g, from) {
            return None;
        }
        let (_, end) = number::plain(g, from)?;
        if let Some(end) = g.word(end, "月補正") {
            return Some(end);
        }
        let counted = g.one_of(end, &["次", "号"])?;
        if let Some(end) = g.word(counted, "補正") {
            return Some(end);
        }
        at = g.one_of(counted, &["・", "、", "及び"])?;
    }
    None
}

/// Behind the particles, or the dash of a list (`防衛省―926億円`), that lead on to an amount.
fn reach(g: &Glyphs, i: usize, colon: bool) -> usize {
    if colon {
        return i;
    }
    let particle = |at| PARTICLES.iter().find_map(|p| g.word(at, p)).unwrap_or(at);
    particle(particle(i))
}

/// `うち`, `内訳`, `(内3億円`: what follows is a part of the amount before; with 内訳 all that follows.
pub(super) fn part(g: &Glyphs, i: usize) -> Option<(usize, bool)> {
    if let Some(end) = g.one_of(i, &["うち、", "うち:", "うち"]) {
        return Some((end, false));
    }
    if let Some(end) = g.one_of(i, &["内訳:", "内訳は", "内訳"]) {
        return Some((end, true));
    }
    let end = g.one_of(i, &["内、", "内:", "内"])?;
    (matches!(g.before(i), Some('(' | 'の' | '、')) && (g.is_digit(end) || g.is(end, '約')))
        .then_some((end, false))
}

/// A year or stage behind an amount: alone in brackets (`2億円(令和4年度予算)`), or as what the amount is of
/// (`2億円の補正予算`).
pub(super) fn behind(g: &Glyphs, i: usize, years: &[YearSpan]) -> Option<Head> {
    if let Some(of) = g.word(i, "の")
        && let Some(found) =
            head(g, of, years).filter(|h| h.is_money() && h.stage.is_some() && !h.previous && !h.comparison)
    {
        return Some(found);
    }
    if let Some(found) = named_behind(g, i, years) {
        return Some(found);
    }
    let open = matches!(g.at(i)?, '(' | '[' | '〔').then(|| i.saturating_add(1))?;
    let head = head(g, open, years)?;
    let said = head.year.is_some() || head.stage.is_some();
    (said && !head.previous && !head.comparison && matches!(g.at(head.end), Some(')' | ']' | '〕')))
        .then_some(head)
}

/// The supplementary budget that an amount is put into, in the same clause: `102億円を追加する補正予算案`,
/// `101億円を補正予算として計上`, `339億円の追加補正予算案`.
fn named_behind(g: &Glyphs, i: usize, years: &[YearSpan]) -> Option<Head> {
    const NEAR: usize = 14;
    const WORDS: &str = "追加増額計上盛込措置するしたを加える充てむ今年度一般会計の総月大型";
    let from = g.word(i, "を").or_else(|| g.word(i, "の"))?;
    let supplement = (from..from.saturating_add(NEAR))
        .take_while(|at| {
            g.at(*at)
                .is_some_and(|c| g.word(*at, "補正").is_some() || WORDS.contains(c) || c.is_ascii_digit())
        })
        .find(|at| g.word(*at, "補正予算").is_some())?;
    let mut found = head(g, supplement, years)?;
    // 補正予算(追加分)案
    let close = |open: usize| (open..open.saturating_add(8)).find(|at| g.is(*at, ')'));
    let draft = g.word(found.end, "(").and_then(close).is_some_and(|end| g.is(end.saturating_add(1), '案'));
    if draft && let Some(stage) = &mut found.stage {
        stage.draft = true;
    }
    (found.stage.is_some() && !found.previous && !found.comparison).then_some(found)
}

/// Whether a head only serves as the measure for another amount: `当初予算を8%上回る`, `前年度予算に比べ`.
pub(super) fn is_measure(g: &Glyphs, i: usize) -> bool {
    if g.one_of(i, &["に比べ", "と比べ", "と比較", "比", "より"]).is_some() {
        return true;
    }
    let Some(from) = g.word(i, "を").or_else(|| g.word(i, "の")) else { return false };
    let to = from.saturating_add(10);
    (from..to)
        .take_while(|at| !matches!(g.at(*at), None | Some('、' | '。' | '円')))
        .any(|at| g.one_of(at, &["上回", "下回", "超え", "超過", "倍"]).is_some())
}

//! What stands right before an amount (約) and behind it (程度, の内数, を計上, 増).

use crate::notation::glyph::{Gap, Glyphs};

/// Words that make the amount behind them approximate.
const ABOUT: [&str; 7] = ["約", "およそ", "おおよそ", "おおむね", "概ね", "凡そ", "ほぼ"];

/// The end of a word such as 約 at a position.
pub(super) fn about(g: &Glyphs, i: usize) -> Option<usize> {
    g.one_of(i, &ABOUT)
}

/// Behind an amount that somebody asks for.
const REQUESTED: [&str; 9] = [
    "を求め",
    "も求め",
    "も要求",
    "を要求",
    "を概算要求",
    "を計上するよう要求",
    "を盛り込むよう要求",
    "の要求",
    "の計上を要求",
];

/// What stands behind an amount.
#[allow(clippy::struct_excessive_bools)] // each is a word of its own
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail {
    /// Behind the last word of money.
    pub(super) end: usize,
    /// Behind 程度, の内数 and the like: where a bracket with the previous year would open.
    pub(super) amount_end: usize,
    pub(super) approximate: bool,
    pub(super) portion: bool,
    pub(super) change: bool,
    /// を計上, を予算措置.
    pub(super) granted: bool,
    /// を要求: not granted yet.
    pub(super) requested: bool,
    /// It grows, and nothing says against what: 2億円を増額, 2億円を追加.
    pub(super) added: bool,
}

/// The tail at a position.
pub(super) fn tail(g: &Glyphs, i: usize) -> Tail {
    let mut tail = Tail { end: i, ..Tail::default() };
    if let Some(end) = rough(g, tail.end) {
        tail.approximate = true;
        tail.end = end;
    }
    tail.approximate |= g.one_of(tail.end, &["を超え", "を上回"]).is_some();
    if let Some(end) = portion(g, tail.end).or_else(|| share(g, tail.end)) {
        tail.portion = true;
        tail.end = end;
    }
    tail.end = footnote(g, tail.end).unwrap_or(tail.end);
    tail.amount_end = tail.end;
    if let Some(end) = change(g, tail.end) {
        tail.change = true;
        tail.added = g.one_of(tail.end, &["を増額", "の増額", "増額", "を追加", "の追加"]).is_some();
        tail.end = end;
        return tail;
    }
    tail.requested = g.one_of(behind_bracket(g, tail.end).unwrap_or(tail.end), &REQUESTED).is_some();
    let granted =
        ["を予算措置", "の予算措置", "を予算計上", "を計上", "が計上", "を措置", "が措置", "を要求"];
    if let Some(end) = g.one_of(tail.end, &granted) {
        tail.granted = true;
        tail.end = end;
    }
    tail
}

/// `の内数`, `内数`, `(内数)`.
pub(super) fn portion(g: &Glyphs, i: usize) -> Option<usize> {
    g.one_of(i, &["の内数", "内数", "(内数)", "(の内数)"])
}

/// Behind a bracket with a remark: `25億円(前年度比10億円増)を要求`.
fn behind_bracket(g: &Glyphs, i: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    g.word(i, "(")?;
    let close = (i..i.saturating_add(LONGEST)).find(|at| g.is(*at, ')'))?;
    close.checked_add(1)
}

/// The sign of a footnote behind an amount: `827億円※(823億円※)`, `3億円*1`.
fn footnote(g: &Glyphs, i: usize) -> Option<usize> {
    let sign = g.one_of(i, &["※", "*"])?;
    let end = if g.is_digit(sign) { sign.saturating_add(1) } else { sign };
    let closed = matches!(g.at(end), None | Some('(' | ')' | '。' | '、' | '【' | '〔' | '[' | '→'));
    (g.gap(sign.saturating_sub(1)) != Gap::Line && (closed || g.gap(end) != Gap::None)).then_some(end)
}

/// `の一部` as all that is said of the amount, as in `30億円の一部を活用`; not `の一部事業`.
fn share(g: &Glyphs, i: usize) -> Option<usize> {
    let end = g.word(i, "の一部")?;
    matches!(g.at(end), None | Some('を' | 'で' | 'と' | 'に' | ')' | '、' | '。')).then_some(end)
}

fn rough(g: &Glyphs, i: usize) -> Option<usize> {
    let end =
        g.one_of(i, &["程度", "前後", "余り", "あまり", "ほど", "以上", "近く", "弱", "強", "余", "超"])?;
    let part_of_word = matches!(
        (g.before(end), g.at(end)),
        (Some('強'), Some('化' | 'い' | '力' | '靱' | '靭'))
            | (Some('弱'), Some('者' | 'い' | '小'))
            | (Some('余'), Some('剰' | '暇'))
    );
    (!part_of_word).then_some(end)
}

/// The end of the bracket behind a rate: `2%(6,782億円)増`.
fn behind_rate(g: &Glyphs, i: usize) -> Option<usize> {
    let end = g.word(i, ")")?;
    let open = (i.saturating_sub(16)..i).rev().find(|at| g.is(*at, '('))?;
    g.any_before(open, &["%", "パーセント"]).then_some(end)
}

/// A rate in brackets between an amount and what it is: `169億円(約1%)増加`.
fn rate(g: &Glyphs, i: usize) -> Option<usize> {
    let open = g.word(i, "(")?;
    let close = (open..open.saturating_add(10)).find(|at| g.is(*at, ')'))?;
    g.any_before(close, &["%", "パーセント", "倍"]).then(|| close.saturating_add(1))
}

/// `増`, `の減`, `増額`, `シフト`: the amount is a change.
fn change(g: &Glyphs, i: usize) -> Option<usize> {
    let from = g.one_of(i, &["の", "を"]).or_else(|| rate(g, i)).or_else(|| behind_rate(g, i)).unwrap_or(i);
    let words = [
        "増額",
        "減額",
        "増加",
        "減少",
        "削減",
        "縮減",
        "シフト",
        "上乗せ",
        "積み増し",
        "増",
        "減",
        "多い",
        "多く",
        "少ない",
        "少なく",
        "上回",
        "下回",
    ];
    let end = g.one_of(from, &words)?;
    let other = matches!(g.at(end), Some('税' | '資' | '強' | '員' | '産' | '収' | '刷' | '免' | '災'));
    (!other).then_some(end)
}

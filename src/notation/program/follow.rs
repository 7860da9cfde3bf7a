//! What stands after a name: an amount, the words that say what is done with it, the end of its line.

use super::ending::is_compound;
use super::quoted::speaks_of_budget;
use crate::notation::amount;
use crate::notation::bracket::{BracketStyle, Bracketed, Brackets};
use crate::notation::glyph::Glyphs;

/// What stands after a name.
pub(super) struct Follow<'t> {
    /// After 等 and the brackets that follow.
    pub(super) rest: &'t str,
    /// An amount or the words of a budget come next, in brackets or after a particle too.
    pub(super) names_budget: bool,
    /// Quotation marks open: the name of a part.
    pub(super) quote: bool,
    /// The first round bracket after the name.
    pub(super) bracket: Option<&'t Bracketed>,
}

impl<'t> Follow<'t> {
    pub(super) fn of(text: &'t str, brackets: &'t Brackets, mut at: usize) -> Self {
        let rest = |at: usize| text.get(at..).unwrap_or_default();
        let blanks = rest(at).len() - rest(at).trim_start_matches([' ', '\u{3000}']).len();
        if rest(at + blanks).starts_with('等') {
            at += blanks + '等'.len_utf8();
        } else if rest(at).strip_prefix("など").is_some_and(|after| after.starts_with("により")) {
            at += "など".len();
        }
        let mut names_budget = is_amount_next(rest(at));
        let first = brackets.opening_at(at).filter(|pair| pair.style == BracketStyle::Round);
        // Round brackets add to a name, others are tags: 【新規】.
        while let Some(pair) = brackets.opening_at(at).filter(|pair| !pair.style.is_quote()) {
            names_budget |= text
                .get(pair.inner.clone())
                .is_some_and(|content| speaks_of_budget(content) || is_figure(content));
            at = pair.range.end;
            names_budget |= is_amount_next(rest(at));
        }
        let rest = rest(at);
        names_budget |= is_amount_next(after_particle(rest))
            || is_amount_next(after_item(rest))
            || ["の内数", "内数"].iter().any(|word| rest.starts_with(word));
        Self { rest, names_budget, quote: rest.starts_with(['「', '『']), bracket: first }
    }

    pub(super) fn starts_with_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.rest.starts_with(word))
    }

    /// Work is done through the named thing.
    pub(super) fn works_through(&self) -> bool {
        self.starts_with_any(&[
            "において",
            "にて",
            "では",
            "を通じ",
            "を通して",
            "を活用",
            "により",
            "によって",
            "のうち",
        ]) || self.rest.starts_with('で') && !self.starts_with_any(&["でき", "であ", "でな", "での"])
    }

    pub(super) fn is_carried_out(&self) -> bool {
        self.starts_with_any(&["を実施", "を推進", "を継続", "を開始", "の実施", "を行", "について"])
    }

    /// What a list of items says of a program in place of a sentence: `…事業の拡充`.
    pub(super) fn is_dealt_with(&self) -> bool {
        self.starts_with_any(&[
            "の推進",
            "の拡充",
            "の着実",
            "の活用",
            "の創設",
            "の継続",
            "の強化",
            "の充実",
            "の見直し",
            "の公募",
            "を拡充",
            "を創設",
            "を新設",
            "を強化",
            "を充実",
            "を見直し",
        ])
    }

    /// The name stands alone in its line: nothing follows, or a sign that begins something else.
    pub(super) fn ends_line(&self) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\u{3000}']);
        let sign = ['\n', '|', '。', '○', '●', '■', '◆', '▽', '▼', '【', '〔', '※', '→'];
        rest.is_empty() || rest.starts_with(sign)
    }

    /// An event is held, or a service is opened.
    pub(super) fn is_held(&self) -> bool {
        let rest = self.rest.strip_prefix('を').unwrap_or(self.rest);
        ["開催", "開設", "設立", "立ち上げ", "開始"].iter().any(|word| rest.starts_with(word))
    }

    /// What others act on.
    pub(super) fn is_acted_on(&self) -> bool {
        self.starts_with_any(&[
            "に基づ",
            "及び",
            "並びに",
            "を推進",
            "を更に",
            "を踏まえ",
            "の下",
            "のもと",
            "、",
        ])
    }

    pub(super) fn leads_to_amount(&self) -> bool {
        self.starts_with_any(&[
            "として",
            "で実施",
            "の",
            "の一部",
            " ",
            "　",
            "、",
            "令和",
            "平成",
            "R",
            "予算",
            ":",
        ]) || self.rest.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Whether an amount follows a name: 地域支援事業交付金1,533億円, …事業 約3.2億円, …事業 令和5年度予算:3億円, …交付金 902.
pub(super) fn is_amount_next(rest: &str) -> bool {
    let trimmed = rest.trim_start_matches([' ', '\u{3000}', '\n', '約', ':', '：', '計', '―', '…', '‥']);
    let Some(first) = trimmed.chars().next() else { return false };
    if first.is_numeric() || "〇一二三四五六七八九十百千".contains(first) {
        let end = trimmed.char_indices().nth(MOST_OF_AMOUNT).map_or(trimmed.len(), |(at, _)| at);
        let glyphs = Glyphs::new(trimmed.get(..end).unwrap_or(trimmed));
        return amount::read(&glyphs, 0).is_some()
            || rest.starts_with([' ', '\u{3000}']) && is_figure_in_line(trimmed);
    }
    let end = trimmed.char_indices().nth(MOST_OF_AMOUNT).map_or(trimmed.len(), |(at, _)| at);
    let head = trimmed.get(..end).unwrap_or_default().split('\n').next().unwrap_or_default();
    let titled = ["令和", "平成", "R", "予算", "当初", "補正"].iter().any(|word| head.starts_with(word));
    titled && trimmed.len() < rest.len() && head.contains('円')
}

/// Characters that are looked at for an amount.
const MOST_OF_AMOUNT: usize = 40;

/// The rest without the particle that leads on to an amount: `…事業には436億円`.
fn after_particle(rest: &str) -> &str {
    const PARTICLES: [&str; 13] = [
        "については、",
        "については",
        "について",
        "に対し",
        "として、",
        "として",
        "には、",
        "には",
        "では",
        "は、",
        "は",
        "に",
        "で",
    ];
    let rest = PARTICLES.iter().find_map(|particle| rest.strip_prefix(particle)).unwrap_or("");
    let sum = ["合わせて", "あわせて", "総額"].iter().find_map(|word| rest.strip_prefix(word));
    sum.unwrap_or(rest)
}

/// The rest behind the item of a program that its amount is for: `A事業費/B費 770万円`.
fn after_item(rest: &str) -> &str {
    let Some(item) = rest.strip_prefix(['/', '／']) else { return "" };
    let end = item.find(|c: char| !is_compound(c)).unwrap_or(item.len());
    let (item, rest) = item.split_at_checked(end).unwrap_or_default();
    if item.ends_with('費') { rest } else { "" }
}

/// A number of at least three digits, as amounts stand in columns whose title gives the unit.
fn is_figure(content: &str) -> bool {
    let digits = content.chars().filter(char::is_ascii_digit).count();
    digits > 2
        && content.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '))
        && content.contains(',')
        || digits > 3 && content.chars().all(|c| c.is_ascii_digit() || c == ',')
}

/// A number in a column of its own: blanks around it.
fn is_figure_in_line(rest: &str) -> bool {
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(rest.len());
    let figure = rest.get(..end).filter(|_| {
        rest.get(end..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\u{3000}', '\n', '(']))
    });
    let figure = figure.unwrap_or_default();
    let digits = figure.chars().filter(char::is_ascii_digit).count();
    digits > 2 && figure.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

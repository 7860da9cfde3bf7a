//! Names without marks: found by their ending, where they begin, and what follows them.

use super::ending::{self, Ending, Endings, is_compound};
use super::quoted::speaks_of_budget;
use super::{NameForm, NameMention, NameOptions, Operators, TextRange};
use crate::notation::bracket::Brackets;

/// Names that stand without quotation marks.
pub(super) fn find(
    text: &str,
    brackets: &Brackets,
    endings: &Endings,
    options: &NameOptions,
) -> Vec<NameMention> {
    let quoted = outermost_quotes(brackets);
    endings
        .iter()
        .filter(|(range, _)| {
            let before = quoted.partition_point(|quote| quote.start <= range.start);
            before.checked_sub(1).and_then(|at| quoted.get(at)).is_none_or(|quote| quote.end < range.end)
        })
        .filter_map(|(range, ending)| name_ending_at(text, brackets, &range, ending, options))
        .collect()
}

/// The contents of quotation marks and angle brackets that no other such pair holds, in order.
fn outermost_quotes(brackets: &Brackets) -> Vec<TextRange> {
    let mut found: Vec<TextRange> = Vec::new();
    for pair in brackets.closed().filter(|pair| pair.style.is_quote() || pair.style.is_angle()) {
        if found.last().is_none_or(|last| last.end <= pair.inner.start) {
            found.push(pair.inner.clone());
        }
    }
    found
}

fn name_ending_at(
    text: &str,
    brackets: &Brackets,
    word: &TextRange,
    ending: Ending,
    options: &NameOptions,
) -> Option<NameMention> {
    let follow = Follow::of(text, brackets, word.end);
    let start = start_of_clause(text, word.end);
    let in_budget_bracket = brackets.around(word).is_some_and(|pair| {
        pair.style.is_round()
            && pair.inner.start <= start
            && text.get(word.end..pair.inner.end).is_some_and(speaks_of_budget)
    });
    let (form, start) = if in_budget_bracket && follow.leads_to_amount() {
        (NameForm::Carrier, start)
    } else {
        match ending {
            Ending::Undertaking | Ending::Listed
                if follow.works_through() || follow.names_budget || follow.quote =>
            {
                (NameForm::Bare, start)
            }
            Ending::Undertaking | Ending::Listed
                if starts_item(text, start) && (follow.is_carried_out() || follow.ends_line()) =>
            {
                (NameForm::Bare, start)
            }
            // In the middle of a sentence only a compound without any particle can be told from the words before it.
            Ending::Undertaking | Ending::Listed if follow.is_carried_out() => {
                (NameForm::Bare, start_of_compound(text, word.start).max(start))
            }
            Ending::Service if follow.works_through() => (NameForm::Bare, start),
            Ending::Service if follow.is_held() => {
                (NameForm::Bare, start_of_compound(text, word.start).max(start))
            }
            Ending::Study if follow.is_initiative(text, word) => {
                (NameForm::Bare, start_of_compound(text, word.start).max(start))
            }
            _ => return None,
        }
    };
    let start = strip_lead(text, start..word.end, &options.operators);
    let name = text.get(start..word.end)?;
    let says_enough = match ending {
        // 町の大作戦: the word stands for itself.
        Ending::Listed => {
            !text.get(start..word.start)?.ends_with(['の', 'を', 'に', 'が', 'は', 'で', 'と', 'も'])
        }
        Ending::Study => name.chars().count() >= 5,
        Ending::Undertaking | Ending::Service => name.chars().count() >= 7,
    };
    let is_text = ending != Ending::Listed && ending::is_text_name(name);
    (says_enough && !options.endings.is_common(name) && !is_text)
        .then(|| NameMention::new(start..word.end, form))
}

/// What stands after a name.
struct Follow<'t> {
    rest: &'t str,
    names_budget: bool,
    quote: bool,
}

impl<'t> Follow<'t> {
    fn of(text: &'t str, brackets: &Brackets, mut at: usize) -> Self {
        let mut names_budget = false;
        let rest = |at: usize| text.get(at..).unwrap_or_default();
        if rest(at).starts_with('等') {
            at += '等'.len_utf8();
        }
        names_budget |= is_amount_next(rest(at));
        // Round brackets add to a name, others are tags: 【新規】.
        while let Some(pair) = brackets.opening_at(at).filter(|pair| !pair.style.is_quote()) {
            names_budget |= text.get(pair.inner.clone()).is_some_and(speaks_of_budget);
            at = pair.range.end;
            names_budget |= is_amount_next(rest(at));
        }
        Self { rest: rest(at), names_budget, quote: rest(at).starts_with(['「', '『']) }
    }

    fn starts_with_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.rest.starts_with(word))
    }

    /// Work is done through the named thing.
    fn works_through(&self) -> bool {
        self.starts_with_any(&[
            "において",
            "にて",
            "では",
            "を通じ",
            "を通して",
            "を活用",
            "により",
            "によって",
        ]) || self.rest.starts_with('で') && !self.starts_with_any(&["でき", "であ", "でな", "での"])
    }

    fn is_carried_out(&self) -> bool {
        self.starts_with_any(&["を実施", "を推進", "を継続", "を開始", "の実施", "を行"])
    }

    /// The name stands alone in its line.
    fn ends_line(&self) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\u{3000}']);
        rest.is_empty() || rest.starts_with(['\n', '|', '。'])
    }

    /// An event is held, or a service is opened.
    fn is_held(&self) -> bool {
        let rest = self.rest.strip_prefix('を').unwrap_or(self.rest);
        ["開催", "開設", "設立", "立ち上げ", "開始"].iter().any(|word| rest.starts_with(word))
    }

    /// An initiative (構想) is what others act on.
    fn is_initiative(&self, text: &str, word: &TextRange) -> bool {
        text.get(word.clone()) == Some("構想")
            && self.starts_with_any(&[
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

    fn leads_to_amount(&self) -> bool {
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

/// Whether an amount follows a name: 地域支援事業交付金1,533億円, …事業 約3.2億円.
fn is_amount_next(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{3000}', '約', ':', '：']);
    let number =
        |c: char| c.is_numeric() || matches!(c, ',' | '，' | '.' | '．' | '兆' | '億' | '百' | '千' | '万');
    rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'))
        && rest.trim_start_matches(number).starts_with('円')
}

/// Punctuation, brackets and bullets: a name begins after them.
const CLAUSE_ENDS: &str = "、。，．:：;；!！\n\t「」『』()（）【】[]〔〕<>＜＞○●■□◆◇▽▼•→⇒※◎☆★➢✓";

/// Characters that are looked back over for the start of a name; no name is that long.
const LONGEST_CLAUSE: usize = 200;

/// Where the clause begins that ends at a byte: after punctuation, a bracket, a blank or a bullet, and after the
/// words that end a clause without punctuation.
fn start_of_clause(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    let mut start = end;
    for (at, character) in before.char_indices().rev().take(LONGEST_CLAUSE) {
        start = at;
        let after = at + character.len_utf8();
        let ends_clause = match character {
            '・' => is_bullet(before, at),
            ' ' | '\u{3000}' => !joins_latin_words(before, at, after),
            _ => CLAUSE_ENDS.contains(character) || matches!(character, '①'..='⑳'),
        };
        if ends_clause {
            start = after;
            break;
        }
    }
    let clause = before.get(start..).unwrap_or_default();
    let joints = [
        "として",
        "を通じて",
        "により",
        "に加え",
        "において",
        "を行い",
        "踏まえ",
        "では",
        "には",
        "形で",
        "ながら",
        "引き続き",
        "に対して",
        "に対し",
    ];
    start
        + joints.iter().filter_map(|joint| clause.rfind(joint).map(|at| at + joint.len())).max().unwrap_or(0)
}

/// A middle dot is a bullet at the start of the text, after a blank and after a full stop; elsewhere it stands
/// inside a name (NOTATIONS 2.6).
fn is_bullet(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.is_empty() || before.ends_with([' ', '\u{3000}', '。', '\n', ')', '）', '」'])
}

fn joins_latin_words(text: &str, at: usize, after: usize) -> bool {
    let left = text.get(..at).and_then(|left| left.chars().next_back());
    let right = text.get(after..).and_then(|right| right.chars().next());
    left.is_some_and(|c| c.is_ascii_alphanumeric()) && right.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Whether an item of a list or a labelled field begins at a byte.
fn starts_item(text: &str, at: usize) -> bool {
    const BEFORE: &str = "・○〇●■□◆◇▽▼•→。\n|：:";
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\u{3000}']);
    before.is_empty() || before.ends_with(|c: char| BEFORE.contains(c) || matches!(c, '①'..='⑳'))
}

/// Start of the compound noun that ends at a byte.
fn start_of_compound(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_compound(*character) || *character == '・')
        .last()
        .map_or(end, |(at, _)| at)
}

/// Moves the start of a name behind what leads up to it: adverbs, a date, the body that carries it out.
fn strip_lead(text: &str, name: TextRange, operators: &Operators) -> usize {
    let mut start = name.start;
    loop {
        let rest = text.get(start..name.end).unwrap_or_default();
        let adverb = [
            "いずれも",
            "引き続き",
            "また",
            "さらに",
            "なお",
            "特に",
            "まず",
            "併せて",
            "あわせて",
            "今後は",
            "今後",
            "並びに",
            "及び",
            "等の",
        ]
        .into_iter()
        .find(|word| rest.starts_with(word))
        .map_or(0, str::len);
        let step = adverb.max(date_lead(rest)).max(operators.prefix(rest));
        // Nothing may be left of a name that is itself a body's name.
        if step == 0 || step >= rest.len() {
            return start;
        }
        start += step;
    }
}

/// Bytes of a date or year that leads a name: `令和4年12月1日SaMD産学官連携フォーラム`, `令和4年度に`.
fn date_lead(text: &str) -> usize {
    let mut end = 0;
    let mut digits = false;
    for (at, character) in text.char_indices().take(16) {
        match character {
            '0'..='9' | '０'..='９' | '元' => digits = true,
            '令' | '和' | '平' | '成' | 'R' | 'H' if !digits => {}
            '年' | '月' | '日' | '度' if digits => end = at + character.len_utf8(),
            'の' | 'に' | 'は' if end == at && end > 0 => end = at + character.len_utf8(),
            _ => break,
        }
    }
    end
}

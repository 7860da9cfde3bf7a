//! Where a name without marks begins.

use super::ending::{self, Ending, Endings, is_compound};
use super::{Operators, TextRange};
use crate::notation::bracket::Brackets;

/// Punctuation, brackets and bullets: a name begins after them.
const CLAUSE_ENDS: &str = "、。，．:：;；!！\n\t「」『』()（）【】[]〔〕<>＜＞○●■□◆◇▽▼•→⇒※◎☆★➢✓／=＝\u{20dd}";

/// Characters that are looked back over for the start of a name; no name is that long.
const LONGEST_CLAUSE: usize = 200;

/// A line of at least so many characters is taken to go on in the next one.
const FULL_LINE: usize = 20;

/// Where the clause begins that ends at a byte: after punctuation, a bracket, a blank or a bullet, and after the
/// words that end a clause without punctuation.
pub(super) fn start_of_clause(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    let mut start = end;
    for (at, character) in before.char_indices().rev().take(LONGEST_CLAUSE) {
        start = at;
        let after = at + character.len_utf8();
        let ends_clause = match character {
            '・' => is_bullet(before, at),
            ' ' | '\u{3000}' | '/' => !joins_latin_words(before, at, after),
            '\n' => !goes_on_in_next_line(before, at),
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
        "円と",
        "円や",
        "円及び",
    ];
    start
        + joints.iter().filter_map(|joint| clause.rfind(joint).map(|at| at + joint.len())).max().unwrap_or(0)
}

/// Whether the line that ends here is cut by the edge of its column, not by its author: it is long, ends inside a
/// word, and so does the next one begin.
fn goes_on_in_next_line(text: &str, at: usize) -> bool {
    let line = text.get(..at).unwrap_or_default();
    let line = line.rsplit('\n').next().unwrap_or(line);
    let inside = |c: Option<char>| c.is_some_and(is_compound);
    inside(line.chars().next_back())
        && inside(text.get(at + 1..).and_then(|next| next.chars().next()))
        && line.chars().count() >= FULL_LINE
        && ending::of_name(line).is_none()
}

/// Where a name begins that other names stand before in a list: `A事業及びB事業`, `A交付金、B補助金`.
pub(super) fn after_listed(
    text: &str,
    brackets: &Brackets,
    endings: &Endings,
    start: usize,
    end: usize,
) -> usize {
    let mut before = endings.within(start, end).rev();
    let next = before.find_map(|(range, ending)| {
        let next = list_joint(text, brackets, range.end).filter(|&next| next < end)?;
        let from = start_of_compound(text, range.end).max(start);
        let named = text.get(from..range.end).is_some_and(|name| name.chars().count() > 5);
        (*ending == Ending::Undertaking && named).then_some(next)
    });
    next.unwrap_or(start)
}

/// Where the next name of a list begins, if a list goes on behind a name: after 等, brackets and the joint.
pub(super) fn list_joint(text: &str, brackets: &Brackets, end: usize) -> Option<usize> {
    const JOINTS: [&str; 14] = [
        "、及び",
        "及び",
        "、並びに",
        "並びに",
        "又は",
        "または",
        "および",
        "、",
        "，",
        "／",
        "/",
        "；",
        ";",
        "や",
    ];
    let mut at = end;
    if text.get(at..)?.starts_with('等') {
        at += '等'.len_utf8();
    }
    while let Some(pair) = brackets.opening_at(at).filter(|pair| !pair.style.is_quote()) {
        at = pair.range.end;
    }
    let rest = text.get(at..)?;
    let joint = JOINTS.iter().find(|joint| rest.starts_with(**joint))?;
    Some(at + joint.len())
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

/// Whether an item of a list or a labelled field begins at a byte: nothing but bullets, numbers, tags and a label
/// stand before it in its line.
pub(super) fn starts_item(text: &str, at: usize) -> bool {
    const BEFORE: &str = "・○〇●■□◆◇▽▼•→。\n|：:";
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\u{3000}']);
    if before.is_empty() || before.ends_with(|c: char| BEFORE.contains(c) || matches!(c, '①'..='⑳')) {
        return true;
    }
    // Further back than any tag or number no start is looked for.
    let from = before.char_indices().rev().nth(MOST_OF_MARKS).map_or(0, |(at, _)| at);
    let near = before.get(from..).unwrap_or_default();
    let line = near.rsplit('\n').next().unwrap_or(near);
    (from == 0 || line.len() < near.len()) && only_marks(line)
}

/// Most characters that bullets, numbers and tags before a name take.
const MOST_OF_MARKS: usize = 30;

/// Whether a text is bullets, numbers and tags only: `(4)`, `○【新規】`, `2.`, `新規`, `事業名`.
fn only_marks(mut line: &str) -> bool {
    const TAGS: [&str; 15] = [
        "新規",
        "拡充",
        "継続",
        "一部新規",
        "一部拡充",
        "新",
        "拡",
        "改",
        "再掲",
        "予算事業名",
        "事業名称",
        "施策名称",
        "事業名",
        "施策名",
        "取組名",
    ];
    let mark = |c: char| c.is_whitespace() || c.is_numeric() || "・○〇●■□◆◇▽▼•→◎☆★※-－.．)）:：".contains(c);
    loop {
        line = line.trim_start_matches(mark);
        if line.is_empty() {
            return true;
        }
        let closed = [
            ('(', ')'),
            ('（', '）'),
            ('【', '】'),
            ('[', ']'),
            ('［', '］'),
            ('〔', '〕'),
            ('<', '>'),
            ('＜', '＞'),
        ]
        .iter()
        .find_map(|(open, close)| line.strip_prefix(*open)?.split_once(*close));
        if let Some((_, rest)) = closed.filter(|(inner, _)| inner.chars().count() <= 8) {
            line = rest;
        } else if let Some(rest) = TAGS.iter().find_map(|tag| line.strip_prefix(tag)) {
            line = rest;
        } else {
            return false;
        }
    }
}

/// Start of a name that begins with quotation marks: `「カエルの星」認定事業`.
pub(super) fn with_quoted_start(text: &str, brackets: &Brackets, start: usize) -> usize {
    let quoted = brackets.closing_at(start).filter(|pair| pair.style.is_quote());
    quoted.filter(|pair| starts_item(text, pair.range.start)).map_or(start, |pair| pair.range.start)
}

/// Behind the word that joins a name to the bracket or amount before it: `…〔+6億円〕やB事業`.
pub(super) fn after_conjunction(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    let rest = text.get(start..).unwrap_or_default();
    if !before.ends_with([')', '）', '〕', ']', '】', '」', '円']) {
        return start;
    }
    let word = ["や", "と", "及び", "並びに", "または", "又は"]
        .iter()
        .find(|word| rest.strip_prefix(**word).is_some_and(|name| name.starts_with(is_compound)));
    start + word.map_or(0, |word| word.len())
}

/// Start of a name that holds an abbreviation or a remark in brackets: `…ハイスクール(SSH)支援事業`, `(仮称)…事業`.
pub(super) fn start_before_bracket(text: &str, brackets: &Brackets, start: usize) -> Option<usize> {
    let pair = brackets.closing_at(start).filter(|pair| pair.style.is_round())?;
    let inner = text.get(pair.inner.clone())?;
    if inner == "仮称" {
        return Some(pair.range.start);
    }
    let abbreviation = inner.len() > 1
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
        && inner.chars().any(|c| c.is_ascii_uppercase());
    let before = text.get(..pair.range.start)?.chars().next_back();
    (abbreviation && before.is_some_and(is_compound)).then(|| start_of_clause(text, pair.range.start))
}

/// Start of the compound noun that ends at a byte.
pub(super) fn start_of_compound(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_compound(*character) || matches!(character, '・' | '-'))
        .last()
        .map_or(end, |(at, _)| at)
}

/// Moves the start of a name behind what leads up to it: adverbs, a date, the body that carries it out.
pub(super) fn strip_lead(text: &str, name: TextRange, operators: &Operators) -> usize {
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
            "年度",
            "新たな",
            "今回の",
            "その他",
            "このうち",
            "うち",
            "創設された",
            "新設された",
            "創設した",
            "新設した",
            "実施する",
            "実施している",
            "実施した",
        ]
        .into_iter()
        .find(|word| rest.starts_with(word))
        .map_or(0, str::len);
        let step =
            adverb.max(date_lead(rest)).max(addressee(rest)).max(purpose(rest)).max(operators.prefix(rest));
        // Nothing may be left of a name that is itself a body's name.
        if step == 0 || step >= rest.len() {
            return start;
        }
        start += step;
    }
}

/// Bytes of the words that say whom it is for: `地方自治体向けの`.
fn addressee(text: &str) -> usize {
    let words = text.find("向けの").map_or(0, |at| at + "向けの".len());
    let plain = text.get(..words).is_some_and(|words| words.chars().count() <= 14);
    if plain { words } else { 0 }
}

/// Bytes of a clause that says what for: `国民生活を守るための`. Only a compound of some length behind it is a name
/// without it; 〜のための belongs to many names.
fn purpose(text: &str) -> usize {
    const LEAST_CHARACTERS: usize = 8;
    let Some((clause, name)) = text.split_once("ための") else { return 0 };
    let verb = clause.contains('を') && clause.ends_with(['る', 'す', 'む', 'く', 'ぐ', 'ぶ', 'つ', 'う']);
    let compound = name.chars().all(|c| is_compound(c) || matches!(c, '・' | '-'));
    if verb && compound && name.chars().count() >= LEAST_CHARACTERS {
        clause.len() + "ための".len()
    } else {
        0
    }
}

/// Whether a fiscal year leads a name: `令和7年度A助成金`.
pub(super) fn begins_with_fiscal_year(text: &str, name: TextRange) -> bool {
    let name = text.get(name).unwrap_or_default();
    name.get(..date_lead(name)).is_some_and(|lead| lead.ends_with("年度"))
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

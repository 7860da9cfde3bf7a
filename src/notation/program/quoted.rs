//! Names in quotation marks and captions, and what stands in brackets with them.

use super::ending::{self, Ending};
use super::{NameForm, NameMention, TextRange};
use crate::notation::bracket::{BracketStyle, Bracketed, Brackets};

/// Bytes that the content of quotation marks has at most; longer ones quote a passage.
const LONGEST_NAME: usize = 900;

/// Names in quotation marks and in angle brackets.
pub(super) fn find(text: &str, brackets: &Brackets) -> Vec<NameMention> {
    let mut found: Vec<NameMention> = Vec::new();
    for pair in brackets.closed().filter(|pair| pair.inner.len() <= LONGEST_NAME) {
        // Angle brackets are the usual frame of a caption; other frames hold tags and headings.
        let mention = match () {
            () if pair.style.is_quote() => quoted(text, pair, brackets, found.last()),
            () if pair.style.is_angle() => caption(text, pair),
            () => None,
        };
        found.extend(mention);
    }
    found
}

fn caption(text: &str, pair: &Bracketed) -> Option<NameMention> {
    let name = text.get(pair.inner.clone())?;
    let is_program = ending::of_name(name) == Some(Ending::Undertaking) && !ending::is_common(name);
    is_program.then(|| NameMention::new(pair.inner.clone(), NameForm::Caption))
}

fn quoted(
    text: &str,
    pair: &Bracketed,
    brackets: &Brackets,
    previous: Option<&NameMention>,
) -> Option<NameMention> {
    let name = name_in_quotes(text, pair, brackets);
    let words = text.get(name.clone()).filter(|words| !words.is_empty())?;
    let before = text.get(..pair.range.start).unwrap_or_default();
    let after = After::of(text, pair.range.end, brackets);
    let has_budget = name.end < pair.inner.end && speaks_of_budget(text.get(name.end..pair.inner.end)?)
        || after.brackets.iter().any(|bracket| text.get(bracket.inner.clone()).is_some_and(speaks_of_budget));
    let whole = words.replace(['\n', '\r'], "");
    let is_program = has_budget || is_program(pair.style, &whole, before, &after, text, previous);
    is_program.then(|| NameMention::new(name, NameForm::Quoted))
}

/// The content of quotation marks without the brackets that only add to it: an amount, an abbreviation, parts.
fn name_in_quotes(text: &str, pair: &Bracketed, brackets: &Brackets) -> TextRange {
    let mut name = pair.inner.clone();
    while let Some(last) =
        brackets.closing_at(name.end).filter(|last| last.style.is_round() && last.range.start > name.start)
    {
        let Some(content) = text.get(last.inner.clone()) else {
            break;
        };
        let stem = text.get(name.start..last.range.start).unwrap_or_default();
        if !(speaks_of_budget(content) || is_abbreviation(content) || ending::of_name(stem).is_some()) {
            break;
        }
        name.end = last.range.start;
    }
    if text.get(name.clone()).is_some_and(|words| words.ends_with('等') && ending::of_name(words).is_some())
    {
        name.end -= '等'.len_utf8();
    }
    name
}

/// What follows a closing quotation mark: brackets, then the text after them.
struct After<'b> {
    brackets: Vec<&'b Bracketed>,
    rest: usize,
}

impl<'b> After<'b> {
    fn of(text: &str, mut at: usize, brackets: &'b Brackets) -> Self {
        let mut found = Vec::new();
        while let Some(next) = brackets.opening_at(at).filter(|next| next.style.is_round()) {
            at = next.range.end;
            found.push(next);
        }
        debug_assert!(text.is_char_boundary(at));
        Self { brackets: found, rest: at }
    }
}

fn is_program(
    style: BracketStyle,
    name: &str,
    before: &str,
    after: &After,
    text: &str,
    previous: Option<&NameMention>,
) -> bool {
    let rest = text.get(after.rest..).unwrap_or_default();
    if follows_a_text(before) || is_definition(before, rest) {
        return false;
    }
    match ending::of_name(name) {
        Some(Ending::Undertaking) => !ending::is_common_quoted(name),
        _ if style == BracketStyle::WhiteCorner || ending::is_text_name(name) => false,
        Some(Ending::Service) => name.chars().count() >= 5,
        Some(Ending::Study | Ending::Scheme) => name.chars().count() >= 6 && !speaks_of_a_text(rest),
        Some(Ending::Outlay) | None => {
            carried_out_by(before, previous, text) || is_latin_phrase(name) && !speaks_of_a_text(rest)
        }
    }
}

/// Whether the words before the quotation mark announce a text: 中間報告書「…」.
fn follows_a_text(before: &str) -> bool {
    ["報告書", "通知", "事務連絡", "告示", "ガイドライン", "論文", "提言", "指針", "書籍", "資料"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// Whether the quotation marks only define a short form: (以下「CRB」という。).
fn is_definition(before: &str, rest: &str) -> bool {
    before.ends_with("以下")
        || before.ends_with("以下、")
        || rest.starts_with("という。")
        || rest.starts_with("という)")
}

/// Whether the words after a name treat it as a text or as the subject of an examination.
fn speaks_of_a_text(rest: &str) -> bool {
    [
        "を公表",
        "公表",
        "を発出",
        "を改正",
        "を策定",
        "を作成",
        "の作成",
        "の策定",
        "の改正",
        "を施行",
        "の審査",
        "の承認",
        "の申請",
        "の評価",
        "に記載",
        "に規定",
        "に定め",
        "と題",
        "を閣議",
        "に係る",
        "の考え方",
        "の意義",
        "の定義",
        "など",
    ]
    .iter()
    .any(|words| rest.starts_with(words))
}

/// Whether a program's name stands directly before the quotation mark (A事業「B」), or before the first member of
/// the list that the quotation belongs to (A事業「B」及び「C」).
fn carried_out_by(before: &str, previous: Option<&NameMention>, text: &str) -> bool {
    if ending::of_name(before).is_some_and(|ending| ending == Ending::Undertaking) {
        return true;
    }
    previous.is_some_and(|previous| {
        let gap = text.get(previous.range.end..before.len()).unwrap_or_default();
        let first = text.get(..previous.range.start.saturating_sub('「'.len_utf8())).unwrap_or_default();
        is_list_joint(gap) && ending::of_name(first).is_some_and(|ending| ending == Ending::Undertaking)
    })
}

/// Whether the words between two quoted names join them to a list; marks and brackets do not count.
pub(crate) fn is_list_joint(gap: &str) -> bool {
    let joint = gap.trim_matches(['」', '』', '「', '『']).trim();
    matches!(
        joint,
        "、" | "，" | "," | "及び" | "、及び" | "や" | "と" | "・" | "並びに" | "または" | "又は" | "および"
    )
}

/// Whether a name is a phrase in Latin letters of at least two words, which no Japanese term is.
fn is_latin_phrase(name: &str) -> bool {
    name.is_ascii()
        && name
            .split_ascii_whitespace()
            .filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
            .count()
            >= 2
}

/// Whether a bracket speaks of money.
pub(crate) fn speaks_of_budget(content: &str) -> bool {
    ["予算", "内数", "補正", "要求"].iter().any(|word| content.contains(word)) || content.ends_with('円')
}

/// Whether a bracket holds an abbreviation: Latin letters and digits, no blanks.
fn is_abbreviation(content: &str) -> bool {
    (2..=24).contains(&content.len())
        && content.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'&' | b'/' | b'+' | b'.')
        })
        && content.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Takes in the abbreviation or the parts that stand in brackets right after the name.
pub(super) fn add_bracket_after(mention: &mut NameMention, text: &str, brackets: &Brackets) {
    let Some(bracket) = brackets.opening_at(mention.name.end).filter(|bracket| bracket.style.is_round())
    else {
        return;
    };
    let Some(content) = text.get(bracket.inner.clone()) else {
        return;
    };
    if is_abbreviation(content) {
        mention.abbreviation = Some(bracket.inner.clone());
        mention.range.end = bracket.range.end;
    } else if mention.form == NameForm::Quoted && !speaks_of_budget(content) {
        mention.parts = parts(content, bracket.inner.start);
    }
}

fn parts(content: &str, start: usize) -> Vec<TextRange> {
    let mut at = start;
    content
        .split('、')
        .map(|part| {
            let range = at..at + part.len();
            at = range.end + '、'.len_utf8();
            range
        })
        .filter(|range| range.len() >= 4 * 3)
        .collect()
}

/// Tells each quoted name which mention stands directly before it, or before the list it belongs to.
pub(super) fn join_to_carrier(found: &mut [NameMention], text: &str) {
    for index in 1..found.len() {
        let (earlier, later) = found.split_at_mut(index);
        let (Some(previous), Some(mention)) = (earlier.last(), later.first_mut()) else {
            continue;
        };
        if mention.form != NameForm::Quoted {
            continue;
        }
        let gap = text.get(previous.range.end..mention.range.start).unwrap_or_default();
        if matches!(gap, "「" | "『") && previous.form == NameForm::Bare {
            mention.within = Some(previous.range.start);
        } else if is_list_joint(gap) && previous.within.is_some() {
            mention.within = previous.within;
        }
    }
}

//! Names by endings that somebody who knows the plan has listed: 大作戦. What ends so is a program wherever a program can
//! stand, however short, since nobody lists a word that is not meant.

use super::follow::Follow;
use super::quoted::speaks_of_budget;
use super::start::{start_of_clause, start_of_compound, starts_item, strip_lead};
use super::{NameForm, NameMention, Operators, TextRange};
use crate::notation::bracket::{Bracketed, Brackets};
use aho_corasick::{AhoCorasick, MatchKind};

/// Words that names of programs end in.
#[derive(Debug, Clone, Default)]
pub(super) struct ListedEndings {
    search: Option<AhoCorasick>,
}

impl ListedEndings {
    pub(super) fn new(words: &[String]) -> Self {
        let mut searcher = AhoCorasick::builder();
        let search = if words.is_empty() {
            None
        } else {
            searcher.match_kind(MatchKind::LeftmostLongest).build(words).ok()
        };
        Self { search }
    }

    /// The names that a text gives, in no order.
    pub(super) fn find(&self, text: &str, brackets: &Brackets, operators: &Operators) -> Vec<NameMention> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        let words: Vec<TextRange> = search
            .find_iter(text)
            .map(|hit| hit.range())
            .filter(|word| !super::ending::continues(text.get(word.end..).unwrap_or_default()))
            .collect();
        words.iter().filter_map(|word| mention(text, brackets, word, operators)).collect()
    }
}

fn mention(text: &str, brackets: &Brackets, word: &TextRange, operators: &Operators) -> Option<NameMention> {
    let around = brackets.around(word);
    if let Some(quote) = around.filter(|pair| pair.style.is_quote() || pair.style.is_angle()) {
        let form = if quote.style.is_quote() { NameForm::Quoted } else { NameForm::Caption };
        let name = quote.inner.start..word.end;
        let is_whole = ends_quote(text, brackets, quote, word.end) && names_something(text, &name, word);
        return is_whole.then(|| NameMention::new(name, form));
    }
    let follow = Follow::of(text, brackets, word.end);
    let clause = start_of_clause(text, word.end);
    let in_budget_bracket = around.is_some_and(|pair| {
        pair.style.is_round()
            && pair.inner.start <= clause
            && text.get(word.end..pair.inner.end).is_some_and(speaks_of_budget)
    });
    let begins_item = starts_item(text, clause);
    let (form, start) = if in_budget_bracket && follow.leads_to_amount() {
        (NameForm::Carrier, clause)
    } else if follow.names_budget
        || follow.works_through()
        || follow.quote
        || begins_item && (follow.is_carried_out() || follow.is_dealt_with() || follow.ends_line())
    {
        (NameForm::Bare, clause)
    } else if follow.is_carried_out() || follow.is_held() {
        (NameForm::Bare, start_of_compound(text, word.start).max(clause))
    } else {
        return None;
    };
    let name = strip_lead(text, start..word.end, operators)..word.end;
    // 町の大作戦: the word stands for itself.
    let stem = text.get(name.start..word.start)?;
    let is_bare_word = stem.ends_with(['の', 'を', 'に', 'が', 'は', 'で', 'と', 'も']);
    (!is_bare_word && names_something(text, &name, word)).then(|| NameMention::new(name, form))
}

/// Whether nothing but 等 and brackets stands between the end of a name and the end of its quotation marks.
fn ends_quote(text: &str, brackets: &Brackets, quote: &Bracketed, mut at: usize) -> bool {
    if text.get(at..).is_some_and(|rest| rest.starts_with('等')) {
        at += '等'.len_utf8();
    }
    while let Some(pair) = brackets.opening_at(at).filter(|pair| pair.style.is_round()) {
        at = pair.range.end;
    }
    at == quote.inner.end
}

/// Whether something stands before the ending that does not only point: 本大作戦, この大作戦.
fn names_something(text: &str, name: &TextRange, word: &TextRange) -> bool {
    const POINTING: [&str; 12] =
        ["当該", "本", "同", "各", "これら", "その", "この", "上記", "前記", "次の", "以下の", "他の"];
    let stem = text.get(name.start..word.start).unwrap_or_default().trim();
    !stem.is_empty() && !POINTING.contains(&stem)
}

//! Names without marks: found by their ending, where they begin, and what follows them.

use super::ending::{self, Ending, Endings};
use super::follow::Follow;
use super::quoted::speaks_of_budget;
use super::start::{
    after_conjunction, after_listed, begins_with_fiscal_year, list_joint, start_before_bracket,
    start_of_clause, start_of_compound, starts_item, strip_lead, with_quoted_start,
};
use super::{NameForm, NameMention, Operators, TextRange};
use crate::notation::bracket::{Bracketed, Brackets};

/// Names that stand without quotation marks.
pub(super) fn find(
    text: &str,
    brackets: &Brackets,
    endings: &Endings,
    operators: &Operators,
) -> Vec<NameMention> {
    let reader = Reader { text, brackets, endings, operators };
    let quoted = outermost_quotes(brackets);
    let places: Vec<(TextRange, Ending)> = endings
        .iter()
        .filter(|(range, _)| {
            let before = quoted.partition_point(|quote| quote.start <= range.start);
            before.checked_sub(1).and_then(|at| quoted.get(at)).is_none_or(|quote| quote.end < range.end)
        })
        .collect();
    let mut found: Vec<Option<NameMention>> =
        places.iter().map(|(range, ending)| reader.name_ending_at(range, *ending)).collect();
    reader.add_listed(&places, &mut found);
    found.into_iter().flatten().collect()
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

/// The first characters of a text, as many as the words of a budget in brackets take.
fn beginning(text: &str) -> &str {
    const MOST: usize = 150;
    let end = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// Characters before a bracket that are looked at for the ending of a name.
const NEAR: usize = 60;

/// Bytes of the longest name that is looked for behind the joint of a list.
const LONGEST_LISTED: usize = 120;

struct Reader<'t> {
    text: &'t str,
    brackets: &'t Brackets,
    endings: &'t Endings,
    operators: &'t Operators,
}

impl Reader<'_> {
    fn name_ending_at(&self, word: &TextRange, ending: Ending) -> Option<NameMention> {
        let text = self.text;
        let follow = Follow::of(text, self.brackets, word.end);
        let start = self.start(word.end);
        let compound = || start_of_compound(text, word.start).max(start);
        let begins_item = || starts_item(text, start) || self.is_listed(start);
        let in_budget_bracket = self.brackets.around(word).is_some_and(|pair| {
            pair.style.is_round()
                && pair.inner.start <= start
                && text
                    .get(word.end..pair.inner.end)
                    .is_some_and(|rest| speaks_of_budget(beginning(rest)) || rest.ends_with('円'))
        });
        if in_budget_bracket && follow.leads_to_amount() {
            return self.named(start..word.end, ending, NameForm::Carrier);
        }
        let start = match ending {
            _ if follow.names_budget => start,
            Ending::Undertaking if follow.works_through() || follow.quote => start,
            Ending::Undertaking
                if begins_item()
                    && (follow.is_carried_out()
                        || follow.is_dealt_with()
                        || follow.ends_line()
                        || follow.rest.starts_with([' ', '\u{3000}'])
                        || self.leads_a_list(word.end)) =>
            {
                start
            }
            Ending::Undertaking
                if self.names_what_stands_before(start, &follow) || self.fills_bracket(start, &follow) =>
            {
                start
            }
            // `令和7年度A助成金：…`: the title of a call, explained behind the colon.
            Ending::Undertaking
                if follow.rest.starts_with([':', '：']) && begins_with_fiscal_year(text, start..word.end) =>
            {
                start
            }
            // Alone behind a title in the same line.
            Ending::Undertaking if follow.ends_line() && stands_apart(text, start) => start,
            // In the middle of a sentence only a compound without any particle can be told from the words before it.
            Ending::Undertaking if follow.is_carried_out() => compound(),
            Ending::Service if follow.works_through() => start,
            Ending::Service if follow.is_held() => compound(),
            Ending::Scheme
                if follow.ends_line() && begins_item() && is_compound_name(text, start..word.start) =>
            {
                start
            }
            Ending::Scheme
                if follow.is_dealt_with()
                    && begins_item()
                    && compound() == start
                    && text.get(word.clone()) == Some("プログラム") =>
            {
                start
            }
            Ending::Scheme if follow.works_through() && self.abbreviated(&follow) => compound(),
            Ending::Study if text.get(word.clone()) == Some("構想") && follow.is_acted_on() => compound(),
            _ => return None,
        };
        let alone = follow.ends_line() && begins_item();
        let short = follow.names_budget && begins_item() && ending == Ending::Undertaking;
        let mut mention = self.named(start..word.end, ending, NameForm::Bare).or_else(|| {
            (alone && self.says_enough_alone(start..word.end) || short && self.is_short_name(start..word.end))
                .then(|| NameMention::new(start..word.end, NameForm::Bare))
        })?;
        if let Some(pair) = follow.bracket.filter(|pair| pair.range.start == word.end)
            && self.belongs_to_name(pair, ending, &follow)
        {
            mention.name.end = pair.range.end;
            mention.range.end = pair.range.end;
        }
        Some(mention)
    }

    /// Whether another name follows right behind in a list.
    fn leads_a_list(&self, end: usize) -> bool {
        let Some(next) = list_joint(self.text, self.brackets, end) else { return false };
        let following = self.endings.within(next, next + LONGEST_LISTED).next();
        following.is_some_and(|(word, ending)| {
            *ending == Ending::Undertaking
                && start_of_clause(self.text, word.end) <= next
                && next < word.start
        })
    }

    /// Whether a list of names ends with the one that ends here: `A事業、B事業などの`, or at the end of its line.
    fn ends_list(&self, end: usize) -> bool {
        self.text.get(end..).is_some_and(|rest| rest.starts_with("などの"))
            || Follow::of(self.text, self.brackets, end).ends_line()
    }

    fn start(&self, end: usize) -> usize {
        let clause = start_of_clause(self.text, end);
        let listed = after_listed(self.text, self.brackets, self.endings, clause, end);
        if listed != clause {
            return listed;
        }
        let clause = after_conjunction(self.text, clause);
        let before = start_before_bracket(self.text, self.brackets, clause);
        before.unwrap_or_else(|| with_quoted_start(self.text, self.brackets, clause))
    }

    /// `…を支援する交付金(A交付金)`: the bracket gives the name of what is only described before it.
    fn names_what_stands_before(&self, start: usize, follow: &Follow) -> bool {
        let filled = follow.rest.starts_with([')', '）', '。', '、']);
        let open = start.checked_sub('('.len_utf8()).and_then(|at| self.brackets.opening_at(at));
        let wide = start.checked_sub('（'.len_utf8()).and_then(|at| self.brackets.opening_at(at));
        let pair = open.or(wide).filter(|pair| filled && pair.style.is_round() && pair.inner.start == start);
        pair.is_some_and(|pair| {
            let described = start_of_clause(self.text, pair.range.start)..pair.range.start;
            self.text.get(described).is_some_and(|words| {
                ending::of_name(words) == Some(Ending::Undertaking) && ending::is_common(words)
            })
        })
    }

    /// Whether another name and a joint stand right before a byte.
    fn is_listed(&self, start: usize) -> bool {
        let from = start.saturating_sub(LONGEST_LISTED);
        self.endings.within(from, start).any(|(range, ending)| {
            *ending == Ending::Undertaking && list_joint(self.text, self.brackets, range.end) == Some(start)
        })
    }

    /// The name without what leads up to it, if it says enough to be one.
    fn named(&self, range: TextRange, ending: Ending, form: NameForm) -> Option<NameMention> {
        let start = strip_lead(self.text, range.clone(), self.operators);
        let name = self.text.get(start..range.end)?;
        let least = if ending == Ending::Study { 5 } else { 7 };
        let is_text = ending != Ending::Outlay && ending::is_text_name(name);
        // `A事業などの大型事業` sums up a list; A ends before it.
        let sums_up = self.endings.within(start, range.end).any(|(word, ending)| {
            *ending == Ending::Undertaking
                && self.text.get(word.end..range.end).is_some_and(|rest| rest.starts_with("などの"))
        });
        (name.chars().count() >= least && !ending::is_common(name) && !is_text && !sums_up)
            .then(|| NameMention::new(start..range.end, form))
    }

    /// `予防接種事業` as all that an item says.
    fn says_enough_alone(&self, range: TextRange) -> bool {
        self.text.get(range).is_some_and(|name| name.chars().count() == 6 && !ending::is_common(name))
    }

    /// `(地域自殺対策強化交付金)`, `(地方創生推進交付金の活用)`: the bracket holds the name and nothing else; what stands
    /// before it is no name of its own.
    fn fills_bracket(&self, start: usize, follow: &Follow) -> bool {
        let filled = follow.rest.starts_with([')', '）']) || follow.is_dealt_with();
        let pair = ['('.len_utf8(), '（'.len_utf8()]
            .into_iter()
            .filter_map(|length| self.brackets.opening_at(start.checked_sub(length)?))
            .find(|pair| filled && pair.style.is_round() && pair.inner.start == start);
        pair.is_some_and(|pair| {
            let before = self.text.get(..pair.range.start).unwrap_or_default();
            let before = before
                .char_indices()
                .rev()
                .nth(NEAR)
                .map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
            let named = before.ends_with(['」', '』', '>', '＞']) || ending::of_name(before).is_some();
            !named
        })
    }

    /// `治山事業` as the item of a list with its amount: two characters that are no common word are enough there.
    fn is_short_name(&self, range: TextRange) -> bool {
        let name = self.text.get(range).unwrap_or_default();
        let stem = name.strip_suffix("事業").unwrap_or_default();
        stem.chars().count() >= 2
            && stem.chars().all(ending::is_compound)
            && !stem.chars().any(|c| c.is_ascii())
            && !ending::is_common_word(stem)
    }

    fn abbreviated(&self, follow: &Follow) -> bool {
        follow
            .bracket
            .and_then(|pair| self.text.get(pair.inner.clone()))
            .is_some_and(|inner| inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    }

    /// Whether the bracket after a name is a part of it: a program of its own (`A事業(B事業)`, not a B事業費, which
    /// carries A), or a kind of it to which the amount that follows belongs (`A事業(新技術創出)には436億円`).
    fn belongs_to_name(&self, pair: &Bracketed, ending: Ending, follow: &Follow) -> bool {
        let Some(inner) = self.text.get(pair.inner.clone()) else { return false };
        // A kind of the program: (デジタル実装タイプ), (経営開始型), (医療分).
        let kind = ["タイプ", "型", "枠", "コース", "分"].iter().any(|word| inner.ends_with(word));
        if kind && inner.chars().all(ending::is_compound) && !inner.contains(|c: char| c.is_numeric()) {
            return !["推進枠", "要望枠", "特別枠", "所管分", "計上分", "増額分", "追加分", "補正分"]
                .iter()
                .any(|tag| inner.ends_with(tag));
        }
        if ending != Ending::Undertaking || inner.contains(['、', '，', '\n', '「', '(', '（']) {
            return false;
        }
        if inner.ends_with("事業") {
            return !ending::is_common(inner) && inner.chars().count() >= 7;
        }
        let phrase = inner.chars().all(ending::is_compound) && !inner.ends_with('等');
        let named = inner.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) && inner.chars().count() >= 4;
        let remark =
            ["計上", "除く", "含む", "仮称", "新規", "拡充", "継続", "再掲", "予算", "内数", "所管", "委託"]
                .iter()
                .any(|word| inner.contains(word));
        let carries = ending::of_name(inner).is_some();
        phrase && named && !remark && !carries && follow.names_budget && !speaks_of_budget(inner)
    }

    /// Takes the names that stand in a list with one that is found: before it, and behind it to the end of a line.
    fn add_listed(&self, places: &[(TextRange, Ending)], found: &mut [Option<NameMention>]) {
        for forward in [true, false] {
            let mut order: Vec<usize> = (0..places.len()).collect();
            if !forward {
                order.reverse();
            }
            for index in order {
                let Some((word, Ending::Undertaking)) =
                    places.get(index).map(|(word, ending)| (word, *ending))
                else {
                    continue;
                };
                if found.get(index).is_none_or(Option::is_some) {
                    continue;
                }
                let joined = if forward {
                    let before =
                        index.checked_sub(1).and_then(|before| found.get(before)).and_then(Option::as_ref);
                    let next =
                        before.and_then(|before| list_joint(self.text, self.brackets, before.name.end));
                    next.is_some() && self.ends_list(word.end) && next == Some(self.start(word.end))
                } else {
                    let next = list_joint(self.text, self.brackets, word.end);
                    // A word that ends a name may stand inside the next one, too.
                    let mut near = found.iter().skip(index + 1).take(4).flatten();
                    next.is_some_and(|next| near.any(|mention| mention.name.start == next))
                };
                let start = if joined { self.start(word.end) } else { continue };
                if let Some(slot) = found.get_mut(index) {
                    *slot = self.named(start..word.end, Ending::Undertaking, NameForm::Bare);
                }
            }
        }
    }
}

/// Whether a range holds a compound noun, an abbreviation in brackets within it allowed.
fn is_compound_name(text: &str, range: TextRange) -> bool {
    let plain = |c: char| ending::is_compound(c) || matches!(c, '・' | '-' | '(' | ')' | '（' | '）');
    text.get(range).is_some_and(|name| !name.is_empty() && name.chars().all(plain))
}

/// Whether only a blank after a bracket or a title parts a name from the words before it.
fn stands_apart(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    before.ends_with([' ', '\u{3000}'])
        && before.trim_end_matches([' ', '\u{3000}']).ends_with([')', '）', '】', ']', '〕', '円'])
}

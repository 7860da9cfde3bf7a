//! Who is responsible: brackets and fields that name ministries (NOTATIONS 3).
//!
//! Read are `【◎厚、文】` `[◎内官、総、厚、経]` `〔…〕` `(警察庁・国土交通省)` `《担当:…》` `≪…≫` `<…>`, wherever
//! they stand in the text, with `、` `，` `,` `・` `/` blanks, line ends or 及び between the names, names cut by
//! line ends, parts as in `内閣府(防災)`, `◎` or a label such as `主担当:` for the lead, and brackets that the
//! cell's end or lines of a neighbouring column cut. [`find_bodies_field`] reads labelled fields (`関係府省等 …`)
//! and columns of their own.
//!
//! A bracket counts only when everything in it is a body, a mark, a label, a tag or an amount. Titles, targets,
//! law articles, explanations and glosses such as `…機構(PMDA)` are refused, and ministries in running text are
//! no responsibility. One name that no register knows does not spoil an otherwise good bracket: it is kept as
//! [`BodyRef::Unresolved`].

mod cell;
mod field;
mod known;
mod list;
mod piece;
mod word;

pub use cell::read_bodies_cell;
pub use field::{BodiesField, find_bodies_field};
pub(crate) use word::is_section;

use super::TextRange;
use super::bracket::{BracketStyle, Bracketed, brackets};
use super::program::is_program_form;
use crate::register::{BodyKind, BodyTable};
use crate::source::text::{is_blank, without_spaces};
use list::{Form, List, read_list};
use std::borrow::Cow;

/// Longest text between brackets that is read: all ministries by full name, with some noise.
const LONGEST: usize = 1500;

/// What is taken as a body beyond the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResponsibilityOptions {
    /// Sections of a city or prefecture (…部, …課, …室, …局) count as bodies, as municipal plans have them.
    pub sections: bool,
}

/// One bracket that says who is responsible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsibilityBracket {
    /// The bracket with its marks `[` and `]`.
    pub range: TextRange,
    /// Its names in the order of the text; none when it points elsewhere.
    pub entries: Vec<Entry>,
    /// Whether it names bodies.
    pub form: ResponsibilityForm,
}

/// What a responsibility bracket does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponsibilityForm {
    /// It names bodies.
    Bodies,
    /// It only says where they are named: `[担当省庁については、…を参照]`.
    PointsElsewhere,
}

/// One name in a responsibility bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As written, the lead mark included: `◎経`.
    pub range: TextRange,
    /// The name without marks; with its part, as in `内閣府(防災)`.
    pub name: TextRange,
    /// The part of the body that is named in a nested bracket: `防災`.
    pub part: Option<TextRange>,
    /// Marked as lead, by `◎` or by a label. Never set for collectives.
    pub lead: bool,
    /// Whom the name means.
    pub body: BodyRef,
}

/// Whom a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyRef {
    /// A ministry or implementing body of the register, by slug. For `内閣府(防災)` the body as a whole.
    Resolved(String),
    /// A wording for several bodies (関係府省庁), by slug where a register has it. Never expanded.
    Collective(Option<String>),
    /// No register knows it; it has the form of a body, or stands among bodies.
    Unresolved,
}

impl Entry {
    /// The name to show: the register's official name, or as written (without blanks) for collectives, parts
    /// and names that no register knows.
    pub fn display_name<'a>(&self, text: &'a str, bodies: &'a BodyTable) -> Cow<'a, str> {
        if let (BodyRef::Resolved(slug), None) = (&self.body, &self.part)
            && let Some(body) = bodies.get(slug)
        {
            return Cow::Borrowed(&body.name);
        }
        without_spaces(text.get(self.name.clone()).unwrap_or_default())
    }
}

/// All responsibility brackets of a text, in order; no two overlap.
///
/// ```
/// use policygraph::notation::responsibility::{BodyRef, find_responsibilities};
/// use policygraph::register::Register;
/// let bodies = &Register::embedded().bodies;
/// let text = "アカデミア人材の育成に取り組む。【文、◎経】";
/// let found = find_responsibilities(text, bodies, Default::default());
/// assert_eq!(found[0].entries[1].display_name(text, bodies), "経済産業省");
/// assert!(found[0].entries[1].lead && !found[0].entries[0].lead);
/// ```
pub fn find_responsibilities(
    text: &str,
    bodies: &BodyTable,
    options: ResponsibilityOptions,
) -> Vec<ResponsibilityBracket> {
    let mut found: Vec<ResponsibilityBracket> = Vec::new();
    for bracket in brackets(text) {
        let free = found.last().is_none_or(|last| last.range.end <= bracket.range.start);
        if !free || bracket.style.is_quote() || bracket.inner.len() > LONGEST {
            continue;
        }
        if let Some(responsibility) = read_bracket(text, &bracket, bodies, options) {
            found.push(responsibility);
        }
    }
    found
}

/// Every body that a text names as responsible: by its brackets, else by a labelled field or a column's lines.
pub fn find_responsible_bodies(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Vec<Entry> {
    let entries: Vec<Entry> = find_responsibilities(text, bodies, options)
        .into_iter()
        .flat_map(|bracket| bracket.entries)
        .collect();
    if entries.is_empty() {
        find_bodies_field(text, bodies, options).map(|field| field.entries).unwrap_or_default()
    } else {
        entries
    }
}

fn read_bracket(
    text: &str,
    bracket: &Bracketed,
    bodies: &BodyTable,
    options: ResponsibilityOptions,
) -> Option<ResponsibilityBracket> {
    let inner = text.get(bracket.inner.clone())?;
    let range = bracket.range.clone();
    if bracket.closed && points_elsewhere(inner) {
        let form = ResponsibilityForm::PointsElsewhere;
        return Some(ResponsibilityBracket { range, entries: Vec::new(), form });
    }
    let list = if bracket.closed {
        read_list(inner, bodies, options).or_else(|| read_spliced(inner, bodies))?
    } else {
        read_cut(inner, bracket.style, bodies, options)?
    };
    if !is_responsibility(text, bracket, &list, bodies) {
        return None;
    }
    let entries = list.entries.into_iter().map(|entry| shifted(entry, bracket.inner.start)).collect();
    Some(ResponsibilityBracket { range, entries, form: ResponsibilityForm::Bodies })
}

fn shifted(entry: Entry, by: usize) -> Entry {
    let shift = |range: TextRange| range.start + by..range.end + by;
    Entry { range: shift(entry.range), name: shift(entry.name), part: entry.part.map(shift), ..entry }
}

/// `担当省庁については、…を参照`: the bodies are named somewhere else.
fn points_elsewhere(inner: &str) -> bool {
    const SUBJECTS: &[&str] = &["担当", "関係省庁", "関係府省", "所管", "府省庁", "府省", "主管"];
    const POINTERS: &[&str] = &["参照", "のとおり", "記載", "と同じ", "に同じ", "と同様"];
    let inner = inner.trim_start_matches(|c| is_blank(c) || c == '※');
    SUBJECTS.iter().any(|subject| inner.starts_with(subject))
        && POINTERS.iter().any(|pointer| inner.contains(pointer))
}

/// Lines of a neighbouring column stand in the middle of the bracket: the first and last lines alone must be
/// names in full.
fn read_spliced(inner: &str, bodies: &BodyTable) -> Option<List> {
    const MOST: usize = 3;
    let first_breaks: Vec<usize> = inner.match_indices('\n').map(|(at, _)| at).take(MOST).collect();
    let last_breaks: Vec<usize> = inner.rmatch_indices('\n').map(|(at, _)| at).take(MOST).collect();
    for &left in &first_breaks {
        for &right in last_breaks.iter().filter(|&&right| right > left) {
            let (before, after) = (inner.get(..left)?, inner.get(right..)?);
            let joined = format!("{before}{after}");
            let Some(list) = read_list(&joined, bodies, ResponsibilityOptions::default()) else {
                continue;
            };
            if !list.entries.iter().all(|entry| is_full_name(entry, &joined)) {
                continue;
            }
            // An offset after the first lines is one after the junk.
            let place = |at: usize| if at <= left { at } else { at - left + right };
            let shift = |range: &TextRange| place(range.start)..place(range.end);
            let shift_entry = |entry: Entry| Entry {
                range: shift(&entry.range),
                name: shift(&entry.name),
                part: entry.part.as_ref().map(shift),
                ..entry
            };
            return Some(List { entries: list.entries.into_iter().map(shift_entry).collect(), ..list });
        }
    }
    None
}

/// A known body by more than a one-character mark.
fn is_full_name(entry: &Entry, text: &str) -> bool {
    entry.body != BodyRef::Unresolved
        && text.get(entry.name.clone()).is_some_and(|name| without_spaces(name).chars().nth(1).is_some())
}

/// The cell ends inside the bracket: the names before the cut, the last one only when it is whole.
fn read_cut(
    inner: &str,
    style: BracketStyle,
    bodies: &BodyTable,
    options: ResponsibilityOptions,
) -> Option<List> {
    if style == BracketStyle::Angle {
        return None;
    }
    let mut list = read_list(inner, bodies, options).or_else(|| {
        let (before, _) = inner.rsplit_once(['、', '，', ',', '・'])?;
        read_list(before, bodies, options)
    })?;
    if list.entries.last().is_some_and(|entry| entry.body == BodyRef::Unresolved) {
        list.entries.pop();
    }
    let sure = list.marked || style != BracketStyle::Round;
    let whole = list.entries.len() > 1
        || list.entries.first().is_some_and(|entry| list.marked || is_full_name(entry, inner));
    (sure && whole).then_some(list)
}

/// Whether a bracket whose items could all be names says who is responsible.
fn is_responsibility(text: &str, bracket: &Bracketed, list: &List, bodies: &BodyTable) -> bool {
    let inner = text.get(bracket.inner.clone()).unwrap_or_default();
    let known = list.entries.iter().filter(|entry| entry.body != BodyRef::Unresolved).count();
    let one_letter = |entry: &Entry| !is_full_name(entry, inner) && entry.body != BodyRef::Unresolved;
    let only_letters = list.entries.iter().all(one_letter);
    let loose =
        matches!(bracket.style, BracketStyle::Round | BracketStyle::Angle | BracketStyle::SingleAngle);
    let explicit = list.marked || list.labelled;
    if list.entries.is_empty() || list.neutral > 0 && only_letters {
        return false;
    }
    let after = text.get(bracket.range.end..).unwrap_or_default();
    // 国内 and 内外 are words; a row of marks closes the measure.
    if list.runs > 0
        && !list.marked
        && !(after.trim_start_matches(is_blank).is_empty() || ends_a_sentence(text, bracket))
    {
        return false;
    }
    if list.guessed > 0 && (loose || known < list.guessed) {
        return false;
    }
    // 国 beside 地方公共団体 is the state, not a ministry.
    let levels = known < list.entries.len() && list.entries.iter().all(|entry| !is_full_name(entry, inner));
    if known > 0 && levels && !explicit && list.form == Form::Other {
        return false;
    }
    if known == 0 {
        let telling = match list.form {
            Form::Ministry => !loose || list.labelled,
            Form::Section => true,
            Form::Other => !loose && list.guessed == 0 && ends_a_sentence(text, bracket),
        };
        if !telling {
            return false;
        }
    }
    if only_letters && !explicit {
        let at_start = text.get(..bracket.range.start).is_none_or(|before| before.chars().all(is_blank));
        let at_end = text.get(bracket.range.end..).is_none_or(|after| after.chars().all(is_blank));
        let alone = list.entries.len() == 1;
        return if loose { at_end && !alone } else { !(alone && at_start && !at_end) };
    }
    bracket.style != BracketStyle::Round || explicit || !is_gloss(text, bracket, list, bodies)
}

/// `…を推進する。【食品安全委員会】`: the place where responsibility stands.
fn ends_a_sentence(text: &str, bracket: &Bracketed) -> bool {
    let before = text.get(..bracket.range.start).unwrap_or_default();
    before.trim_end_matches(is_blank).ends_with('。')
}

/// `「A交付金」(環境省)、「B事業」(国土交通省)等`: a list of programs says who is responsible for each.
fn quoted_program_before(before: &str) -> bool {
    let Some(quoted) = before.strip_suffix(['」', '』']) else { return false };
    let name = quoted.rsplit(['「', '『']).next().unwrap_or_default();
    !name.is_empty() && (is_program_form(name) || name.ends_with("推進") || name.ends_with("支援"))
}

/// `…機構(PMDA)`, `「報告書」(厚生労働省)に基づき`: a round bracket that explains the word before it.
fn is_gloss(text: &str, bracket: &Bracketed, list: &List, bodies: &BodyTable) -> bool {
    let implementing = |entry: &Entry| match &entry.body {
        BodyRef::Resolved(slug) => {
            bodies.get(slug).is_some_and(|body| body.kind == BodyKind::ImplementingBody)
        }
        _ => false,
    };
    let before = text.get(..bracket.range.start).unwrap_or_default();
    let after = text.get(bracket.range.end..).and_then(|after| after.chars().next());
    let names_a_body = || before.ends_with(['省', '庁', '府', '局', '院', '会', '構', '所']);
    let in_a_sentence = after.is_some_and(|c| {
        matches!(c, '、' | '，' | '・' | '」' | '』' | ')' | '）') || c.is_alphabetic() && !c.is_ascii()
    });
    if quoted_program_before(before)
        && after.is_none_or(|c| matches!(c, '、' | '，' | '。' | '等' | '及' | '\n'))
    {
        return false;
    }
    in_a_sentence || list.entries.iter().all(implementing) || list.entries.len() == 1 && names_a_body()
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests;

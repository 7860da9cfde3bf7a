//! Bodies outside of brackets: labelled fields (`関係府省等 内閣府(防災)`) and cells of a column of their own
//! (`国土\n交通省`), NOTATIONS 3.1.

use super::list::{read_list, read_prefix};
use super::{BodyRef, Entry, ResponsibilityOptions, is_full_name, shifted};
use crate::notation::TextRange;
use crate::register::BodyTable;
use crate::source::text::is_blank;

/// Labels of a field, longer ones before those they start with.
const LABELS: &[&str] = &[
    "関係府省庁等",
    "関係府省庁名",
    "関係府省庁",
    "関係府省等",
    "関係府省名",
    "関係府省",
    "関係省庁等",
    "関係省庁名",
    "関係省庁",
    "主担当府省庁",
    "主担当省庁",
    "担当府省庁名",
    "担当府省庁",
    "担当府省名",
    "担当府省",
    "担当省庁名",
    "担当省庁",
    "担当部局",
    "担当部署",
    "担当課室",
    "担当課",
    "担当室",
    "所管府省庁",
    "所管府省",
    "所管省庁",
    "所管部局",
    "所管課",
    "主管省庁",
    "主管課",
    "主務省庁",
    "府省庁名",
    "府省庁等",
    "府省庁",
    "府省名",
    "省庁名",
    "実施主体",
    "実施機関",
    "取組主体",
    "所管",
    "担当",
];

/// Most of the text after a label that is read, and the longest line that can be a name.
const LONGEST: usize = 600;
/// Longest text that is looked at line by line: longer ones are no cells of a column of names.
const LONGEST_CELL: usize = 4000;
/// Most labels that are tried.
const MOST_LABELS: usize = 16;
/// Most lines into which a cell breaks its names.
const MOST_LINES: usize = 6;

/// Bodies named by a field or by the lines of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodiesField {
    /// The label, where there is one.
    pub label: Option<TextRange>,
    /// From the first name to the last.
    pub range: TextRange,
    /// The names in order; never empty.
    pub entries: Vec<Entry>,
}

/// The bodies of a labelled field, or of lines that hold nothing but names of bodies.
///
/// ```
/// use policygraph::notation::responsibility::find_bodies_field;
/// use policygraph::register::Register;
/// let bodies = &Register::embedded().bodies;
/// let text = "関係府省等 内閣府(防災) 令和3(2021)年度";
/// let field = find_bodies_field(text, bodies, Default::default()).unwrap();
/// assert_eq!(&text[field.range], "内閣府(防災)");
/// ```
pub fn find_bodies_field(
    text: &str,
    bodies: &BodyTable,
    options: ResponsibilityOptions,
) -> Option<BodiesField> {
    find_labelled(text, bodies, options).or_else(|| find_lines(text, bodies, options))
}

fn find_labelled(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Option<BodiesField> {
    let mut at_start = true;
    let mut tried = 0;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..)?;
        if at_start && let Some((label, skip)) = read_label(rest) {
            let field = read_field(text, at..at + label.len(), at + skip, bodies, options);
            tried += 1;
            if field.is_some() || tried == MOST_LABELS {
                return field;
            }
        }
        at_start = is_blank(c)
            || matches!(
                c,
                '。' | '【' | '(' | '（' | '[' | '〔' | '<' | '＜' | '《' | '|' | '｜' | '○' | '・'
            );
    }
    None
}

/// A label at the start of the text, and the bytes up to what follows it.
fn read_label(text: &str) -> Option<(&'static str, usize)> {
    let label = LABELS.iter().find(|label| text.starts_with(**label))?;
    let rest = text.get(label.len()..)?;
    let value = rest.trim_start_matches(|c| is_blank(c) || "】)）]〕>＞》:：︓︰|｜".contains(c));
    let skip = text.len() - value.len();
    (skip > label.len()).then_some((label, skip))
}

fn read_field(
    text: &str,
    label: TextRange,
    start: usize,
    bodies: &BodyTable,
    options: ResponsibilityOptions,
) -> Option<BodiesField> {
    let rest = text.get(start..)?;
    let value = rest
        .char_indices()
        .find(|&(at, _)| at >= LONGEST)
        .map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest));
    let written = text.get(label.clone())?;
    let sections = options.sections || written.contains(['課', '部', '室']);
    let line = value.split('\n').next()?.trim();
    let list = read_prefix(value, bodies, options).or_else(|| {
        read_list(line, bodies, ResponsibilityOptions { sections }).filter(|list| list.guessed == 0)
    })?;
    let entries: Vec<Entry> = list.entries.into_iter().map(|entry| shifted(entry, start)).collect();
    Some(BodiesField { label: Some(label), range: span(&entries)?, entries })
}

/// Whole lines that together are names in full; not a sentence that goes on before or after them.
fn find_lines(text: &str, bodies: &BodyTable, options: ResponsibilityOptions) -> Option<BodiesField> {
    if text.len() > LONGEST_CELL {
        return None;
    }
    let lines = lines_of(text);
    for (first, start) in lines.iter().enumerate() {
        let before = first.checked_sub(1).and_then(|index| lines.get(index));
        if before.is_some_and(|line| {
            text.get(line.clone()).is_some_and(|line| line.ends_with(['、', '，', 'び', 'や']))
        }) {
            continue;
        }
        for last in (first..lines.len().min(first + MOST_LINES)).rev() {
            let Some(end) = lines.get(last) else { continue };
            let after = lines.get(last + 1).and_then(|line| text.get(line.clone()));
            if after.is_some_and(|line| {
                line.starts_with(['は', 'が', 'に', 'を', 'で', 'の', 'と', 'や', '及', '、', '等'])
            }) {
                continue;
            }
            let words = text.get(start.start..end.end).filter(|words| words.len() <= LONGEST);
            let Some(list) = words.and_then(|words| read_list(words, bodies, options)) else {
                continue;
            };
            let full = |entry: &Entry| {
                entry.body != BodyRef::Unresolved && is_full_name(entry, words.unwrap_or_default())
            };
            let known = list.entries.iter().any(|entry| entry.body != BodyRef::Unresolved);
            if list.neutral == 0 && (list.marked && known || list.entries.iter().all(full)) {
                let entries: Vec<Entry> =
                    list.entries.into_iter().map(|entry| shifted(entry, start.start)).collect();
                return Some(BodiesField { label: None, range: span(&entries)?, entries });
            }
        }
    }
    None
}

/// The lines that hold anything, without the blanks around them.
fn lines_of(text: &str) -> Vec<TextRange> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let left = line.len() - line.trim_start_matches(is_blank).len();
        let length = line.trim_matches(is_blank).len();
        if length > 0 {
            lines.push(start + left..start + left + length);
        }
        start += line.len() + 1;
    }
    lines
}

fn span(entries: &[Entry]) -> Option<TextRange> {
    Some(entries.first()?.range.start..entries.last()?.range.end)
}

//! Cells of a column that holds nothing but bodies: every word between separators is one, known or not.

use super::field::find_bodies_field;
use super::known::recognize;
use super::word::{has_body_form, is_label, is_lead_label, is_section};
use super::{BodyRef, Entry, ResponsibilityBracket, ResponsibilityForm, ResponsibilityOptions, shifted};
use crate::notation::TextRange;
use crate::notation::bracket::Bracketed;
use crate::register::BodyTable;
use crate::source::text::{is_blank, is_dash};

/// Most characters of one name.
const LONGEST_NAME: usize = 40;
/// Most names in one cell.
const MOST_NAMES: usize = 200;

/// The bodies in a cell of a column of bodies, in order. `None` if the cell holds a sentence instead.
///
/// What no register knows is kept as [`BodyRef::Unresolved`], whatever its form, since the column says that it is a body.
/// `・` parts names only where all of them are known: 子ども・子育て支援課 is one section.
///
/// ```
/// use policygraph::notation::responsibility::read_bodies_cell;
/// use policygraph::register::Register;
/// let bodies = &Register::embedded().bodies;
/// let text = "◎健康づくり課、厚労省";
/// let found = read_bodies_cell(text, bodies, Default::default()).unwrap();
/// assert_eq!(&text[found[0].name.clone()], "健康づくり課");
/// assert!(found[0].lead);
/// assert_eq!(found[1].display_name(text, bodies), "厚生労働省");
/// ```
pub fn read_bodies_cell(
    text: &str,
    bodies: &BodyTable,
    options: ResponsibilityOptions,
) -> Option<Vec<Entry>> {
    if let Some(field) = find_bodies_field(text, bodies, options)
        && is_all(text, &field.range)
    {
        return Some(field.entries);
    }
    let mut entries = Vec::new();
    let mut lead_label = false;
    for piece in pieces(text) {
        let words = text.get(piece.clone())?;
        let mut start = piece.start;
        // 主担当:内閣府 ○総務省: the label leads until a mark or another label.
        if let Some((label, _)) = words.split_once([':', '：']).filter(|(label, _)| is_label(label.trim())) {
            lead_label = is_lead_label(label.trim());
            start += label.len() + words.get(label.len()..)?.chars().next().map_or(0, char::len_utf8);
        } else if words.trim_start_matches(is_blank).starts_with(['○', '〇', '●', '◯']) {
            lead_label = false;
        }
        for part in parts(text.get(start..piece.end)?, bodies) {
            let found = entry(text, start + part.start..start + part.end, bodies)?;
            entries.extend(found.map(|found| Entry {
                lead: (found.lead || lead_label) && !matches!(found.body, BodyRef::Collective(_)),
                ..found
            }));
        }
        if entries.len() > MOST_NAMES {
            return None;
        }
    }
    Some(entries)
}

/// The bodies in a bracket that stands where a document has its responsible bodies: at least one must be known or have the
/// ending of one, and none be longer than a name or hold a digit.
pub fn read_bracket_of_bodies(
    text: &str,
    bracket: &Bracketed,
    bodies: &BodyTable,
) -> Option<ResponsibilityBracket> {
    const ENDINGS: [&str; 16] = [
        "会",
        "所",
        "構",
        "団体",
        "センター",
        "社",
        "院",
        "機関",
        "連盟",
        "組合",
        "銀行",
        "公庫",
        "財団",
        "大学",
        "者",
        "局",
    ];
    let inner = text.get(bracket.inner.clone())?;
    let entries = read_bodies_cell(inner, bodies, ResponsibilityOptions::default())?;
    let name = |entry: &Entry| inner.get(entry.name.clone()).unwrap_or_default();
    let sound = |entry: &Entry| {
        let name = name(entry);
        name.chars().count() <= 20 && !name.contains(char::is_numeric)
    };
    let is_body = |entry: &Entry| {
        let name = name(entry);
        entry.body != BodyRef::Unresolved
            || has_body_form(name)
            || is_section(name)
            || name.chars().count() > 3 && ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    (entries.iter().any(is_body) && entries.iter().all(sound)).then(|| ResponsibilityBracket {
        range: bracket.range.clone(),
        entries: entries.into_iter().map(|entry| shifted(entry, bracket.inner.start)).collect(),
        form: ResponsibilityForm::Bodies,
    })
}

/// The names in a piece: parted at `・` and at blanks where that makes bodies of all parts. 子ども・子育て支援課 is one section,
/// and a blank within a name is a fault of copying.
fn parts(piece: &str, bodies: &BodyTable) -> Vec<TextRange> {
    let is_body = |word: &str| {
        let word = word.trim_matches(|c| is_blank(c) || "◎○〇●◯".contains(c));
        recognize(word, bodies).is_some() || has_body_form(word) || is_section(word)
    };
    for separator in ['・', ' '] {
        if piece.contains(separator) && piece.split(separator).all(is_body) {
            let mut at = 0;
            let ranges = piece.split(separator).map(|part| {
                let range = at..at + part.len();
                at = range.end + separator.len_utf8();
                range
            });
            return ranges.collect();
        }
    }
    std::iter::once(0..piece.len()).collect()
}

/// Whether a range is all of a text, apart from blanks and brackets around it.
fn is_all(text: &str, range: &TextRange) -> bool {
    let around = [text.get(..range.start), text.get(range.end..)];
    let nothing = |c: char| is_blank(c) || "()（）[]【】〔〕<>＜＞《》≪≫・、。".contains(c);
    around.iter().all(|part| part.is_some_and(|part| part.chars().all(nothing)))
}

/// The ranges between separators; a bracket inside a name keeps its separators.
fn pieces(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    let mut after_blank = true;
    for (at, c) in text.char_indices() {
        let marked = after_blank && matches!(c, '◎' | '○' | '〇' | '●' | '◯');
        after_blank = is_blank(c);
        match c {
            _ if marked && depth == 0 => {
                found.push(start..at);
                start = at;
            }
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '\n' | '/' | '／' | ';' | '；' | '\u{3000}' if depth == 0 => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found
}

/// One entry, or none for a piece that holds nothing; `None` for a sentence.
#[allow(clippy::option_option, reason = "nothing there and nothing readable are two answers")]
fn entry(text: &str, piece: TextRange, bodies: &BodyTable) -> Option<Option<Entry>> {
    let nothing = |c: char| is_blank(c) || "[]【】〔〕《》≪≫・：:".contains(c);
    let words = text.get(piece.clone())?;
    if words.chars().all(|c| nothing(c) || is_dash(c)) {
        return Some(None);
    }
    let start = piece.start + (words.len() - words.trim_start_matches(nothing).len());
    let words = words.trim_matches(nothing);
    if words.is_empty() {
        return Some(None);
    }
    let name = words.trim_start_matches(|c| is_blank(c) || "◎○〇●◯".contains(c));
    let lead = words.starts_with('◎');
    if name.chars().count() > LONGEST_NAME || name.contains(['。', '「']) {
        return None;
    }
    let name_start = start + (words.len() - name.len());
    let known = recognize(name, bodies);
    let length = known.as_ref().map_or(name.len(), |known| known.length);
    let body = known.as_ref().map_or(BodyRef::Unresolved, |known| known.body.clone());
    let part = known.as_ref().and_then(|known| known.part.clone());
    let part = part.map(|part| part.start + name_start..part.end + name_start);
    let collective = matches!(body, BodyRef::Collective(_));
    let lead = (lead || known.is_some_and(|known| known.lead)) && !collective;
    let name = name_start..name_start + length;
    Some(Some(Entry { range: start..start + words.len(), name, part, lead, body }))
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a range that cuts a character is to fail the test")]
mod tests {
    use super::*;
    use crate::register::Register;

    fn read(text: &str) -> Option<Vec<(String, bool)>> {
        let bodies = &Register::embedded().bodies;
        let found = read_bodies_cell(text, bodies, ResponsibilityOptions::default())?;
        Some(found.iter().map(|entry| (entry.display_name(text, bodies).into_owned(), entry.lead)).collect())
    }

    fn names(text: &str) -> Vec<String> {
        read(text).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn every_word_is_a_body() {
        assert_eq!(names("高齢福祉課、子ども・子育て支援課"), ["高齢福祉課", "子ども・子育て支援課"]);
        assert_eq!(names("社会福祉協議会\n民生委員"), ["社会福祉協議会", "民生委員"]);
        assert_eq!(names("厚生労働省・文部科学省"), ["厚生労働省", "文部科学省"]);
        assert_eq!(names("国土\n交通省"), ["国土交通省"]);
        assert_eq!(names("農産園芸課・農村振興局"), ["農産園芸課", "農村振興局"]);
        assert_eq!(names("法務省、国民生活センター"), ["法務省", "国民生活センター"]);
        assert_eq!(
            read("主担当：内閣府　○総務省 ○宇宙航空研究開発機構").unwrap(),
            [("内閣府", true), ("総務省", false), ("宇宙航空研究開発機構", false)]
                .map(|(name, lead)| (name.to_owned(), lead))
        );
        assert_eq!(names("―"), [""; 0]);
        assert_eq!(
            read("◎厚、文").unwrap(),
            [("厚生労働省".to_owned(), true), ("文部科学省".to_owned(), false)]
        );
    }

    #[test]
    fn a_sentence_names_nobody() {
        assert_eq!(read("各府省において取組を進めた。"), None);
    }
}

//! What a row is: a heading, a measure, a total, a note. Only the row and its neighbours' marks are looked at.

use super::scan::ItemCell;
use crate::notation::heading::{Marker, parse_heading, strip_bullet};
use crate::plan::model::ColumnRole;
use crate::source::text::{fold_key, is_dash};
use crate::source::{Cell, Document};

/// The cells of a row by what their columns hold; blank ones are left out.
#[derive(Debug, Default)]
pub(super) struct RowCells<'t> {
    pub(super) items: Vec<&'t Cell>,
    pub(super) number: Option<&'t Cell>,
    pub(super) details: Vec<&'t Cell>,
    pub(super) ministries: Vec<&'t Cell>,
    /// Results, plans and money.
    pub(super) told: Vec<&'t Cell>,
    pub(super) notes: Vec<&'t Cell>,
    pub(super) ignored: Vec<&'t Cell>,
    /// Nothing but money stands beside the item.
    pub(super) hold_only_amounts: bool,
}

impl<'t> RowCells<'t> {
    pub(super) fn add(&mut self, cell: &'t Cell, role: ColumnRole) {
        match role {
            ColumnRole::Item => self.items.push(cell),
            ColumnRole::Number => self.number = Some(cell),
            ColumnRole::Detail => self.details.push(cell),
            ColumnRole::Ministries => self.ministries.push(cell),
            ColumnRole::Status | ColumnRole::Plan | ColumnRole::Budget => self.told.push(cell),
            ColumnRole::Note => self.notes.push(cell),
            ColumnRole::Ignored => self.ignored.push(cell),
        }
    }

    /// Results, plans, money and remarks, in the order of their columns.
    pub(super) fn statements(&self) -> Vec<&'t Cell> {
        let mut cells: Vec<&Cell> = self.told.iter().chain(&self.notes).copied().collect();
        cells.sort_by_key(|cell| cell.column);
        cells
    }

    /// Whether something is said about a measure. In a table that has no columns for it, indicators do.
    pub(super) fn speak_of_a_measure(&self, has_columns_for_it: bool) -> bool {
        let said = !(self.told.is_empty() && self.ministries.is_empty() && self.details.is_empty());
        said || !has_columns_for_it && !self.ignored.is_empty()
    }

    /// Looks whether nothing but money stands beside the item.
    pub(super) fn weigh(&mut self, roles: impl Fn(&Cell) -> ColumnRole, document: &Document) {
        self.hold_only_amounts = !self.told.is_empty()
            && self.ministries.is_empty()
            && self.details.is_empty()
            && self
                .told
                .iter()
                .all(|cell| roles(cell) == ColumnRole::Budget || is_amount(cell.text(document)));
    }
}

/// The marks before items with nothing but money beside them (NOTATIONS 2.2: budget lists put amounts on heading rows
/// too). Measures are what has no number; where everything is numbered, what has the mark that appears last.
#[derive(Debug, Default)]
pub(super) struct AmountRows {
    marks: Vec<Marker>,
    unnumbered: bool,
    /// Marks of measures with more than money beside them.
    measures: Vec<Marker>,
}

impl AmountRows {
    pub(super) fn add(&mut self, text: &str) {
        let heading = parse_heading(text);
        if heading.label.is_none() {
            self.unnumbered = true;
        } else if !self.marks.contains(&heading.marker) {
            self.marks.push(heading.marker);
        }
    }

    /// Takes note of a measure with more than money beside it.
    pub(super) fn add_measure(&mut self, text: &str) {
        let marker = parse_heading(text).marker;
        if !self.measures.contains(&marker) {
            self.measures.push(marker);
        }
    }

    fn is_heading(&self, text: &str) -> bool {
        let heading = parse_heading(text);
        let as_measure = if self.measures.is_empty() {
            !self.unnumbered && self.marks.last() == Some(&heading.marker)
        } else {
            self.measures.contains(&heading.marker)
        };
        heading.label.is_some() && !as_measure
    }
}

/// NOTATIONS 2.2: a responsibility bracket makes a measure; so does what is said beside it, unless that is nothing but
/// money beside a numbered heading, and a bullet before a whole sentence.
pub(super) fn is_measure(item: &ItemCell<'_>, cells: &RowCells<'_>, table: &TableTraits) -> bool {
    let text = item.plain.as_str();
    if !item.brackets.is_empty() {
        return true;
    }
    if !cells.speak_of_a_measure(table.tells_of_measures) {
        // Where bodies have a column of their own, a sentence without any is a note.
        return strip_bullet(text) > 0 && text.contains('。') && !table.has_bodies;
    }
    let only_amounts = cells.hold_only_amounts;
    !(only_amounts && table.amount_rows.is_heading(text))
}

/// What holds for all rows of a table.
#[derive(Debug, Default)]
pub(super) struct TableTraits {
    /// There are columns of results, plans, money or bodies.
    pub(super) tells_of_measures: bool,
    /// There is a column of bodies.
    pub(super) has_bodies: bool,
    pub(super) amount_rows: AmountRows,
}

/// Whether a row sums up others: 計, 合計, 小計.
pub(super) fn is_total(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let words = fold_key(text);
    let words = words.trim_matches(|c: char| "()[]【】<>「」:・".contains(c));
    // 合計(再掲を除く。)
    let words = words.split_once('(').map_or(words, |(before, _)| before);
    matches!(
        words,
        "計" | "合計" | "小計" | "総計" | "総額" | "総合計" | "中計" | "再計" | "合計額" | "予算総額"
    ) || ["合計", "小計", "総計"].iter().any(|end| words.ends_with(end)) && words.chars().count() <= 12
}

/// Whether a row is a part of the one above: うち緩和ケア推進分.
pub(super) fn is_part_of_above(text: &str) -> bool {
    let words = text.trim_start_matches(|c: char| c.is_whitespace() || "(（[【〔・".contains(c));
    words.starts_with("うち") && !words.starts_with("うちわ") || words.starts_with("内訳")
}

/// Whether a text that stands alone in its row says something in whole sentences: no heading does.
pub(super) fn is_prose(text: &str) -> bool {
    text.trim().trim_end_matches(['」', '』', ')', '）']).ends_with('。')
}

/// Whether a line is the title again, as pages repeat it, with other words at its end: …取組一覧(心のバリアフリー).
pub(super) fn is_running_title(text: &str, title: &str) -> bool {
    let (text, title) = (fold_key(text), fold_key(title));
    let same = text.chars().zip(title.chars()).take_while(|(one, other)| one == other).count();
    let shorter = text.chars().count().min(title.chars().count());
    shorter > 0 && (text == title || same >= 10 && same * 3 >= shorter * 2)
}

/// Whether a line that stands alone is a note under the table or the number of a page.
pub(super) fn is_note(text: &str) -> bool {
    let text = text.trim();
    let starts = [
        "※",
        "注)",
        "注）",
        "(注",
        "（注",
        "注1",
        "注１",
        "注:",
        "注：",
        "*",
        "＊",
        "出典",
        "出所",
        "資料:",
        "資料：",
        "お問い合わせ",
        "お問合せ",
        "問い合わせ先",
        "連絡先",
    ];
    starts.iter().any(|start| text.starts_with(start)) || is_page_number(text)
}

fn is_page_number(text: &str) -> bool {
    let words = fold_key(text);
    let words = words.trim_matches(|c: char| is_dash(c) || c == '-');
    let words = words.strip_prefix("p.").or(words.strip_prefix('p')).unwrap_or(words);
    // A key has one form for long vowel marks and dashes.
    let words = words.strip_suffix("ペ-ジ").or(words.strip_suffix('頁')).unwrap_or(words);
    let mut parts = words.split('/');
    let is_small = |part: Option<&str>| {
        part.is_some_and(|part| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    is_small(parts.next())
        && match parts.next() {
            None => true,
            part => is_small(part) && parts.next().is_none(),
        }
}

/// Whether a cell holds nothing but an amount.
fn is_amount(text: &str) -> bool {
    let text = text.trim();
    text.ends_with('円')
        && text.starts_with(|c: char| c.is_numeric() || c == '約')
        && text.chars().count() < 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_page_numbers_are_no_headings() {
        for text in
            ["※ 再掲を含む", "(注)予算額は四捨五入", "12", "- 3 -", "－３－", "4/12", "P.5", "12ページ"]
        {
            assert!(is_note(text), "{text}");
        }
        for text in ["1 予防", "(1)", "第1章", "2023年度", "予防", "12345"] {
            assert!(!is_note(text), "{text}");
        }
    }

    #[test]
    fn totals_are_no_measures() {
        for text in ["合計", "合　計", "計", "【小計】", "一般会計合計"] {
            assert!(is_total(text), "{text}");
        }
        for text in ["設計", "会計年度任用職員制度", "統計の整備", "計画の策定"] {
            assert!(!is_total(text), "{text}");
        }
    }
}

//! The title of the document: the line above the table that names the plan.

use super::super::item::Tree;
use super::RowReader;
use super::kind::is_prose;
use super::row::alone;
use super::section::Section;
use crate::diagnostic::Code;
use crate::notation::amount::Unit;
use crate::notation::date::find_dates;
use crate::notation::fiscal_year::find_fiscal_years;
use crate::notation::heading::{Marker, parse_heading};
use crate::source::Row;
use crate::source::text::{fold_key, is_blank};
use std::borrow::Cow;

impl RowReader<'_> {
    /// The title is the first line above the first table that names something, or the file's name.
    pub(super) fn find_title(&mut self, sections: &[Section<'_>]) {
        let Some(section) = sections.first() else { return };
        self.layout = section.layout.clone();
        self.has_header = section.header.is_some();
        let end = section.header.as_ref().map_or(section.rows.len(), |first| first.at);
        let above = section.rows.get(..end).unwrap_or_default();
        let lines = || above.iter().filter_map(|row| Some((row, self.title_text(row)?)));
        let first =
            lines().find(|(_, text)| names_something(text)).or_else(|| lines().next()).or_else(|| {
                // A sheet is as wide in its first row as in all others.
                let row = section.rows.first().filter(|row| row.table > 0)?;
                Some((row, alone(row, self.document)?))
            });
        match first.map(|(row, text)| ((row.table, row.line), text.into_owned())) {
            Some((place, text)) => {
                self.title_place = place;
                self.rows.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            None => {
                let name = self.document.name.as_str();
                name.rsplit_once('.').map_or(name, |(stem, _)| stem).clone_into(&mut self.rows.title);
                if self.known.profile.title.is_none() {
                    self.find_document(
                        Code::TitleMissing,
                        "no title stands above the table; the file's name was taken",
                    );
                }
            }
        }
        self.printed_title.clone_from(&self.rows.title);
        if let Some(title) = &self.known.profile.title {
            self.rows.title.clone_from(title);
        }
        self.tree = Tree::new(&self.known.plan_key(&self.rows.title), &self.known.profile.headings);
    }
}

impl<'d> RowReader<'d> {
    /// A line that can be the title: no heading with a number; brackets around its first words, 【…】, do not make it one.
    fn title_text(&self, row: &Row) -> Option<Cow<'d, str>> {
        let text = alone(row, self.document)?;
        let marked = matches!(parse_heading(&text).marker, Marker::Bracket(_) | Marker::Sign(_));
        self.loose_text(row).or((marked && self.has_header).then_some(text)).filter(|text| !is_prose(text))
    }
}

/// Whether a line is more than the number of a handout, a date, or the unit of the figures below.
fn names_something(text: &str) -> bool {
    let words = fold_key(text);
    let is_handout =
        ["参考資料", "資料", "別紙", "別添", "参考", "別表", "様式", "(資料", "(参考資料", "(別"].iter().any(
            |start| {
                words
                    .strip_prefix(start)
                    .is_some_and(|rest| rest.chars().all(|c| c.is_numeric() || "-)の.".contains(c)))
            },
        );
    let is_note = words.starts_with('※') || words.starts_with("(注") || words.starts_with("(単位");
    let says_unit = Unit::in_title(text).is_some() && words.chars().count() <= 12;
    let dated: usize = find_dates(text, None).iter().map(|date| date.range.len()).sum::<usize>()
        + find_fiscal_years(text, None).iter().map(|year| year.range.len()).sum::<usize>();
    let length = text.chars().filter(|c| !is_blank(*c)).map(char::len_utf8).sum::<usize>();
    let is_date = dated > 0 && dated + 12 >= length && !words.contains("計画");
    !(is_handout || is_note || says_unit || is_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_a_plan() {
        for text in ["資料１－２", "別紙", "(単位:百万円)", "令和5年6月30日現在", "令和5年6月", "※再掲を含む"]
        {
            assert!(!names_something(text), "{text}");
        }
        for text in ["認知症施策推進大綱の進捗状況", "令和4年度計画の実績", "資料編 第2次計画の進捗"]
        {
            assert!(names_something(text), "{text}");
        }
    }
}

//! A table of cells, as every page shows it.

use crate::site::frame::both;
use crate::site::name::grouped;
use maud::{Markup, html};

/// Rows that a page shows at most; the file beside it has all of them.
pub const MOST_ROWS: usize = 2_000;

/// A column.
pub(super) struct Column {
    pub(super) head: Markup,
    /// Whether it holds numbers, which stand at the right.
    pub(super) is_number: bool,
    /// Whether it holds long texts, which need room.
    pub(super) is_long: bool,
}

impl Column {
    fn class(&self) -> Option<&'static str> {
        self.is_number.then_some("n").or(self.is_long.then_some("long"))
    }
}

/// Characters from which a text is long.
const LONG: usize = 30;

/// Whether texts of a column need room.
pub(super) fn is_long<'t>(mut texts: impl Iterator<Item = &'t str>) -> bool {
    texts.any(|text| text.chars().nth(LONG).is_some())
}

/// A table. Its first cell names the row.
pub(super) struct Sheet<'s> {
    /// Names its elements; of ASCII letters, digits and hyphens.
    pub(super) id: &'s str,
    pub(super) caption: Markup,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Markup>>,
    /// How many rows there are, shown or not.
    pub(super) total: usize,
}

impl Sheet<'_> {
    /// The table in a box of its own: where it is wider than the page, the box scrolls.
    pub(super) fn markup(&self) -> Markup {
        let caption_id = format!("{}-caption", self.id);
        html! {
            @if self.total > self.rows.len() {
                p.note {
                    @let (all, shown) = (grouped(count(self.total)), grouped(count(self.rows.len())));
                    (both(
                        &format!("{all}行のうち最初の{shown}行。全体はファイルにあります。"),
                        &format!("The first {shown} of {all} rows; the file has all."),
                    ))
                }
            }
            section.sheet aria-labelledby=(caption_id) tabindex="0" {
                table id=(self.id) {
                    caption id=(caption_id) { (self.caption) }
                    thead {
                        tr {
                            @for column in &self.columns {
                                th scope="col" class=[column.class()] { (column.head) }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (place, (cell, column)) in row.iter().zip(&self.columns).enumerate() {
                                    @let class = column.class();
                                    @if place == 0 { th scope="row" class=[class] { (cell) } }
                                    @else { td class=[class] { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A number of rows or things, for people.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

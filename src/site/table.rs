//! The page of a table.

use crate::site::frame::{Frame, both, paragraphs};
use crate::site::name::{grouped, iri_link};
use crate::site::sheet::{Column, MOST_ROWS, Sheet, is_long};
use crate::site::{Site, Target};
use crate::tables::{self, Datatype, Rows};
use maud::{Markup, html};

/// The page of a table. `csv` names the file with all rows, if there is one.
pub fn page(site: &Site<'_>, rows: &Rows, csv: Option<&str>) -> String {
    let table = rows.table;
    let content = html! {
        p.kind { (both("表", "Table")) }
        h1 { (both(table.title.ja, table.title.en)) }
        (paragraphs(table.about.ja, table.about.en))
        @if let Some(href) = csv.and_then(|csv| site.links.href(Target::File(csv))) {
            p.files { a href=(href) { (both("この表(CSV)", "This table (CSV)")) } }
        }
        @if rows.rows.is_empty() { p.note { (both("該当するものはありません。", "There is nothing of this kind.")) } }
        @else { (sheet(site, rows).markup()) }
    };
    let frame = Frame {
        title: site.pick(table.title.ja, table.title.en).0,
        json_ld: None,
        has_tables: true,
        is_start: false,
    };
    frame.page(site, &content)
}

/// The rows for people: identifiers are links of the names beside them.
fn sheet<'r>(site: &Site<'_>, rows: &'r Rows) -> Sheet<'r> {
    let table = rows.table;
    let place = |name: &str| table.columns.iter().position(|column| column.name == name);
    let is_iri = |column: &tables::Column| matches!(column.datatype, Datatype::Iri);
    let has_words = table.columns.iter().any(|column| !is_iri(column));
    let has_values = |at: usize| rows.rows.iter().any(|row| row.get(at).is_some_and(Option::is_some));
    // What is empty in every row says nothing to people; the file has all columns.
    let mut shown: Vec<(usize, &tables::Column)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(at, column)| (!has_words || !is_iri(column)) && has_values(*at))
        .collect();
    // A code is shown by its labels, so the column with them would say the same again.
    shown.retain(|(_, column)| {
        let code = column.name.strip_suffix("_label").and_then(|name| table.column(name));
        !code.is_some_and(|code| matches!(code.datatype, Datatype::Code(_)))
    });
    // What names a row comes first; the order of the others stays.
    shown.sort_by_key(|(_, column)| column.name != table.row_title);
    let title = |column: &tables::Column| match column.datatype {
        Datatype::Code(_) => {
            table.column(&format!("{}_label", column.name)).map_or(column.title, |label| label.title)
        }
        _ => column.title,
    };
    let columns = shown.iter().map(|(at, column)| Column {
        head: both(title(column).ja, title(column).en),
        is_number: matches!(column.datatype, Datatype::Integer) && column.separator.is_none(),
        is_long: is_long(rows.rows.iter().filter_map(|row| row.get(*at)?.as_deref())),
    });
    // The name of a row leads to what the row is about, a name within it to what it names.
    let address_of = |column: &tables::Column| {
        let own = (table.row_title == column.name).then_some(0);
        place(&format!("{}_iri", column.name)).or(own).filter(|at| table.columns.get(*at).is_some_and(is_iri))
    };
    let cell = |row: &[Option<String>], at: usize, column: &tables::Column| {
        let text = row.get(at).and_then(Option::as_deref);
        let address = address_of(column).and_then(|place| row.get(place)?.as_deref());
        match (text, address) {
            (Some(text), Some(iri)) => iri_link(site.links, iri, &words(text, column)),
            (Some(iri), None) if is_iri(column) => iri_link(site.links, iri, &html! { code { (iri) } }),
            (Some(text), None) => words(text, column),
            (None, _) => html! {},
        }
    };
    Sheet {
        id: table.name,
        caption: both(table.title.ja, table.title.en),
        columns: columns.collect(),
        rows: rows
            .rows
            .iter()
            .take(MOST_ROWS)
            .map(|row| shown.iter().map(|(at, column)| cell(row, *at, column)).collect())
            .collect(),
        total: rows.rows.len(),
    }
}

fn words(text: &str, column: &tables::Column) -> Markup {
    match (&column.datatype, text.parse::<i64>()) {
        (Datatype::Integer, Ok(number)) if !is_year(column.name) => html! { (grouped(number)) },
        (Datatype::English, _) => html! { span lang="en" { (text) } },
        (Datatype::Code(codes), _) => match codes.iter().find(|code| code.name == text) {
            Some(code) => both(code.label.ja, code.label.en),
            None => html! { code { (text) } },
        },
        _ => html! { (text) },
    }
}

/// Years are numbers that nobody writes with commas.
fn is_year(column: &str) -> bool {
    column.contains("year")
}

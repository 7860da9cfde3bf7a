//! The tables and their columns, listed for people, in English and Japanese.

use super::column::{Column, Datatype, Words};
use super::definitions;
use super::table::Table;
use std::fmt::Write as _;

/// Every table with its columns, as Markdown: a heading of the third level for each table, then its columns as a table.
pub fn to_markdown() -> String {
    let mut page = String::new();
    for (number, table) in definitions().iter().enumerate() {
        if number > 0 {
            page.push('\n');
        }
        describe(table, &mut page);
    }
    page
}

fn describe(table: &Table, page: &mut String) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "### {} · {}: `{}`\n", table.title.en, table.title.ja, table.file());
    let _ = writeln!(page, "{} {}\n", table.about.en, table.about.ja);
    page.push_str("| column | holds | meaning | 意味 |\n|---|---|---|---|\n");
    for (position, column) in table.columns.iter().enumerate() {
        let key = if position < table.keys { ", key" } else { "" };
        let _ = writeln!(
            page,
            "| `{}` | {}{key} | {} | {} |",
            column.name,
            holds(column),
            meaning(column, |words| words.en),
            meaning(column, |words| words.ja),
        );
    }
    for column in &table.columns {
        if let Datatype::Code(codes) = column.datatype {
            let codes: Vec<String> = codes
                .iter()
                .map(|code| format!("`{}` {} · {}", code.name, code.label.en, code.label.ja))
                .collect();
            let _ = writeln!(page, "\n`{}` is one of: {}.", column.name, codes.join("; "));
        }
    }
}

fn holds(column: &Column) -> String {
    let kind = match column.datatype {
        Datatype::Iri => "IRI",
        Datatype::Text | Datatype::English | Datatype::Plain => "text",
        Datatype::Integer => "whole number",
        Datatype::Boolean => "`true` or `false`",
        Datatype::Date => "date",
        Datatype::Month => "month",
        Datatype::Code(_) => "code",
    };
    let several = match column.separator {
        Some(" ") => ", several with a blank between",
        Some(_) => ", several with ` \\| ` between",
        None => "",
    };
    let target = column.references.map(|table| format!(" → `{table}`")).unwrap_or_default();
    format!("{kind}{several}{target}")
}

fn meaning(column: &Column, pick: impl Fn(Words) -> &'static str) -> String {
    let (title, about) = (pick(column.title), pick(column.about));
    let between = if about.is_empty() { "" } else { ": " };
    format!("{title}{between}{about}")
}

//! A profile as TOML that explains itself: every key with what it says, those without a value as comments.

use super::key::{Key, TABLES, keys_of};
use super::write_dataset::dataset_value;
use super::{ColumnProfile, KnownBody, KnownKind, Profile};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

/// Remarks on keys, written as comments above them: what was assumed, what a title says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks(BTreeMap<String, Vec<String>>);

impl Remarks {
    /// Adds a remark on a key, or on all of a table if the key is empty. An entry of a list of tables is named by its
    /// position: `columns.0`.
    pub fn add(&mut self, table: &str, key: &str, remark: &str) {
        self.0.entry(format!("{table}/{key}")).or_default().push(remark.to_owned());
    }

    fn write(&self, out: &mut String, table: &str, key: &str) {
        for remark in self.0.get(&format!("{table}/{key}")).into_iter().flatten() {
            comment(out, remark);
        }
    }
}

/// Writing to a String cannot fail, so what it returns is dropped here and below.
fn comment(out: &mut String, text: &str) {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let _ = writeln!(out, "# {}", text.trim());
}

pub(super) fn write(profile: &Profile, remarks: &Remarks) -> String {
    let mut out = String::new();
    comment(&mut out, "What has to be known to read the documents of a plan. Every key may be left out;");
    comment(&mut out, "what is left out is inferred from the document.");
    for table in TABLES {
        out.push('\n');
        match *table {
            "columns" => write_columns(&mut out, profile, remarks),
            "headings" => write_headings(&mut out, profile, remarks),
            table => write_table(&mut out, table, profile, remarks),
        }
    }
    out
}

fn write_table(out: &mut String, table: &'static str, profile: &Profile, remarks: &Remarks) {
    if !table.is_empty() {
        let _ = writeln!(out, "[{table}]");
        remarks.write(out, table, "");
    }
    for (at, key) in keys_of(table).enumerate() {
        if at > 0 {
            out.push('\n');
        }
        comment(out, key.about);
        remarks.write(out, table, key.name);
        write_key(out, key, value(profile, key));
    }
}

/// A key with its value, or as a comment with an example.
fn write_key(out: &mut String, key: &Key, value: Option<String>) {
    let _ = match value {
        Some(value) => writeln!(out, "{} = {value}", key.name),
        None => writeln!(out, "# {} = {}", key.name, key.example),
    };
}

/// The value of a key that stands once in a profile.
fn value(profile: &Profile, key: &Key) -> Option<String> {
    let text = |text: &Option<String>| text.as_deref().map(quoted);
    let list = |list: &[String]| (!list.is_empty()).then(|| quoted_list(list));
    match (key.table, key.name) {
        ("", "title") => text(&profile.title),
        ("", "publisher") => text(&profile.publisher),
        ("", "licence") => text(&profile.licence),
        ("", "plan") => text(&profile.plan),
        ("", "document") => text(&profile.document),
        ("", "jurisdiction") => text(&profile.jurisdiction),
        ("", "language") => text(&profile.language),
        ("", "registers") => list(&profile.registers),
        ("ignore", "lines") => {
            let lines = &profile.ignore.lines;
            (!lines.is_empty()).then(|| format!("[{}]", joined(lines.iter().map(line_range))))
        }
        ("ignore", "starting_with") => list(&profile.ignore.starting_with),
        ("bodies", "known") => {
            let known = &profile.bodies.known;
            (!known.is_empty()).then(|| {
                let lines: Vec<String> = known.iter().map(known_body).collect();
                format!("[\n  {},\n]", lines.join(",\n  "))
            })
        }
        ("bodies", "sections") => profile.bodies.sections.map(|sections| sections.to_string()),
        ("programs", "suffixes") => list(&profile.programs.suffixes),
        ("programs", "names") => list(&profile.programs.names),
        ("programs", "not_programs") => list(&profile.programs.not_programs),
        ("dataset", name) => dataset_value(&profile.dataset, name),
        _ => None,
    }
}

fn write_columns(out: &mut String, profile: &Profile, remarks: &Remarks) {
    comment(out, "One table for each column of which something is known.");
    for key in keys_of("columns") {
        comment(out, &format!("{}: {}", key.name, key.about));
    }
    remarks.write(out, "columns", "");
    if profile.columns.is_empty() {
        comment(out, "[[columns]]");
        for key in keys_of("columns") {
            write_key(out, key, None);
        }
    }
    for (at, column) in profile.columns.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "[[columns]]");
        remarks.write(out, &format!("columns.{at}"), "");
        for key in keys_of("columns") {
            if let Some(value) = column_value(column, key) {
                write_key(out, key, Some(value));
            }
        }
    }
}

fn column_value(column: &ColumnProfile, key: &Key) -> Option<String> {
    match key.name {
        "column" => Some((u64::from(column.column) + 1).to_string()),
        "role" => column.role.map(|role| quoted(role.as_str())),
        "fiscal_year" => column.fiscal_year.map(|year| year.start_year().to_string()),
        "unit" => column.unit.map(|unit| quoted(unit.as_str())),
        "table" => column.table.map(|table| table.to_string()),
        "draft" => column.draft.map(|draft| draft.to_string()),
        _ => column.supplementary.map(|supplementary| supplementary.to_string()),
    }
}

fn write_headings(out: &mut String, profile: &Profile, remarks: &Remarks) {
    let _ = writeln!(out, "[headings]");
    keys_of("headings").for_each(|key| comment(out, key.about));
    remarks.write(out, "headings", "");
    if profile.headings.is_empty() {
        comment(out, "\"(N)\" = 1");
        comment(out, "\"【】\" = 2");
        comment(out, "unmarked = 3");
    }
    for (key, depth) in &profile.headings {
        let _ = writeln!(out, "{} = {depth}", quoted_key(&key.to_string()));
    }
}

fn line_range(lines: &RangeInclusive<u32>) -> String {
    if lines.start() == lines.end() {
        lines.start().to_string()
    } else {
        quoted(&format!("{}-{}", lines.start(), lines.end()))
    }
}

fn known_body(body: &KnownBody) -> String {
    if body.name_en.is_none() && body.short.is_empty() && body.kind == KnownKind::Ministry {
        return quoted(&body.name);
    }
    let mut members = vec![format!("name = {}", quoted(&body.name))];
    members.extend(body.name_en.iter().map(|name| format!("name_en = {}", quoted(name))));
    if !body.short.is_empty() {
        members.push(format!("short = {}", quoted_list(&body.short)));
    }
    if body.kind != KnownKind::Ministry {
        members.push(format!("kind = {}", quoted(body.kind.as_str())));
    }
    format!("{{ {} }}", members.join(", "))
}

pub(super) fn quoted_list(list: &[String]) -> String {
    format!("[{}]", joined(list.iter().map(|text| quoted(text))))
}

pub(super) fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_default().to_toml_value()
}

fn quoted_key(text: &str) -> String {
    TomlKeyBuilder::new(text).as_default().to_toml_key()
}

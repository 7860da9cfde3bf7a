//! A profile from TOML: every key and value is looked at, and the first that cannot be right is named with its place.

use super::key::{BODY_KEYS, keys_of};
use super::read_dataset::read_dataset;
use super::{
    Bodies, ColumnProfile, DepthKey, Ignore, KnownBody, KnownKind, MOST_COLUMNS, Profile, ProfileError,
    ProfileProblem, Programs, Role, is_key, is_language_tag, is_web_iri,
};
use crate::notation::amount::Unit;
use crate::notation::fiscal_year::FiscalYear;
use crate::source::document::is_forbidden;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) type Result<T> = std::result::Result<T, ProfileError>;

/// What an address on the web has to be.
pub(super) const WEB_ADDRESS: &str = "an address that starts with https:// or http://, in ASCII";

/// The largest depth of a heading.
const MOST_DEPTH: u8 = 99;

pub(super) fn read(text: &str, file: &str) -> Result<Profile> {
    let place = Place { text, file };
    let whole = DeTable::parse(text).map_err(|error| {
        place.error(error.span().unwrap_or(0..0), ProfileProblem::Syntax(error.message().trim().to_owned()))
    })?;
    let mut profile = Profile::default();
    for entry in place.entries(whole.get_ref(), "", &table_keys(""))? {
        read_top(&mut profile, &entry)?;
    }
    Ok(profile)
}

/// The keys of a table; those of the top with the tables below it.
pub(super) fn table_keys(table: &str) -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = keys_of(table).map(|key| key.name).collect();
    if table.is_empty() {
        keys.extend(["license", "ignore", "columns", "headings", "bodies", "programs", "dataset"]);
    }
    if table == "dataset" {
        keys.push("license");
    }
    keys
}

fn read_top(profile: &mut Profile, entry: &Entry<'_, '_>) -> Result<()> {
    match entry.key {
        "title" => profile.title = Some(entry.text()?),
        "publisher" => profile.publisher = Some(entry.text()?),
        "licence" | "license" if profile.licence.is_some() => {
            return Err(entry.at_key(ProfileProblem::Twice(entry.key.to_owned())));
        }
        "licence" | "license" => {
            profile.licence = Some(entry.text_that(is_web_iri, WEB_ADDRESS)?);
        }
        "plan" => profile.plan = Some(entry.key_text()?),
        "document" => profile.document = Some(entry.key_text()?),
        "jurisdiction" => profile.jurisdiction = Some(entry.key_text()?),
        "language" => {
            profile.language = Some(entry.text_that(is_language_tag, "a language tag such as ja or en-GB")?);
        }
        "registers" => profile.registers = entry.texts()?,
        "ignore" => profile.ignore = read_ignore(entry)?,
        "columns" => profile.columns = read_columns(entry)?,
        "headings" => profile.headings = read_headings(entry)?,
        "bodies" => profile.bodies = read_bodies(entry)?,
        "programs" => profile.programs = read_programs(entry)?,
        _ => profile.dataset = read_dataset(entry)?,
    }
    Ok(())
}

fn read_ignore(entry: &Entry<'_, '_>) -> Result<Ignore> {
    let mut ignore = Ignore::default();
    for entry in entry.table("[ignore]", &table_keys("ignore"))? {
        match entry.key {
            "lines" => ignore.lines = entry.items()?.iter().map(read_lines).collect::<Result<_>>()?,
            _ => ignore.starting_with = entry.texts()?,
        }
    }
    Ok(ignore)
}

/// `3`, `"3"` or `"3-5"`.
fn read_lines(entry: &Entry<'_, '_>) -> Result<RangeInclusive<u32>> {
    let wanted = "a line or a range of lines such as \"3-5\", counted from 1";
    let read = |text: &str| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first > 0 && first <= last).then_some(first..=last)
    };
    let text = match entry.value.get_ref() {
        DeValue::Integer(number) => number.as_str(),
        DeValue::String(text) => text,
        _ => return Err(entry.wrong_type("a number or a text")),
    };
    read(text).ok_or_else(|| entry.wrong_value(text, wanted))
}

fn read_columns(entry: &Entry<'_, '_>) -> Result<Vec<ColumnProfile>> {
    let mut columns: Vec<ColumnProfile> = Vec::new();
    for item in entry.items()? {
        let mut column = ColumnProfile::default();
        let mut numbered = None;
        for entry in item.table("[[columns]]", &table_keys("columns"))? {
            match entry.key {
                "column" => {
                    column.column = entry.number(1..=MOST_COLUMNS, "a column, counted from 1")? - 1;
                    numbered = Some(entry);
                }
                "table" => {
                    column.table = Some(entry.number(1..=u32::MAX, "a sheet or table, counted from 1")?);
                }
                "role" => column.role = Some(entry.word(Role::ALL, Role::as_str)?),
                "fiscal_year" => column.fiscal_year = Some(read_year(&entry)?),
                "unit" => column.unit = Some(entry.word(&Unit::ALL, Unit::as_str)?),
                "draft" => column.draft = Some(entry.boolean()?),
                _ => column.supplementary = Some(entry.boolean()?),
            }
        }
        let numbered = numbered.ok_or_else(|| item.at_value(ProfileProblem::MissingKey("column")))?;
        if columns.iter().any(|known| (known.table, known.column) == (column.table, column.column)) {
            return Err(numbered.at_value(ProfileProblem::Twice(format!("column = {}", column.column + 1))));
        }
        columns.push(column);
    }
    columns.sort_by_key(|column| (column.table, column.column));
    Ok(columns)
}

/// `2022` or as it is printed: `"令和4年度"`.
fn read_year(entry: &Entry<'_, '_>) -> Result<FiscalYear> {
    let wanted = "a fiscal year (1868 to 2199, or as printed: \"令和4年度\")";
    let (text, year) = match entry.value.get_ref() {
        DeValue::Integer(number) => {
            let year = number.as_str().parse().ok().and_then(FiscalYear::new);
            (number.as_str(), year)
        }
        DeValue::String(text) => (text.as_ref(), text.parse().ok()),
        _ => return Err(entry.wrong_type("a number or a text")),
    };
    year.ok_or_else(|| entry.wrong_value(text, wanted))
}

fn read_headings(entry: &Entry<'_, '_>) -> Result<Vec<(DepthKey, u8)>> {
    let mut headings: Vec<(DepthKey, u8)> = Vec::new();
    for entry in entry.any_table()? {
        let key: DepthKey = entry.key.parse().map_err(|_| {
            entry.at_key(ProfileProblem::Value {
                key: "[headings]".to_owned(),
                value: format!("`{}`", entry.key),
                wanted: "a mark of headings such as (N), 【】, 第N章, nor unmarked or column_2",
            })
        })?;
        if headings.iter().any(|(known, _)| *known == key) {
            return Err(entry.at_key(ProfileProblem::Twice(entry.key.to_owned())));
        }
        let depth = entry.number(1..=u32::from(MOST_DEPTH), "a depth from 1 to 99")?;
        headings.push((key, u8::try_from(depth).unwrap_or(MOST_DEPTH)));
    }
    Ok(headings)
}

fn read_bodies(entry: &Entry<'_, '_>) -> Result<Bodies> {
    let mut bodies = Bodies::default();
    for entry in entry.table("[bodies]", &table_keys("bodies"))? {
        match entry.key {
            "known" => bodies.known = entry.items()?.iter().map(read_body).collect::<Result<_>>()?,
            _ => bodies.sections = Some(entry.boolean()?),
        }
    }
    Ok(bodies)
}

fn read_body(entry: &Entry<'_, '_>) -> Result<KnownBody> {
    if entry.value.get_ref().is_str() {
        return Ok(KnownBody::new(entry.text()?));
    }
    if !entry.value.get_ref().is_table() {
        return Err(entry.wrong_type("a name, or a table with name, name_en, short and kind"));
    }
    let (mut body, mut named) = (KnownBody::new(""), false);
    for entry in entry.table("a known body", BODY_KEYS)? {
        match entry.key {
            "name" => (body.name, named) = (entry.text()?, true),
            "name_en" => body.name_en = Some(entry.text()?),
            "short" => body.short = entry.texts()?,
            _ => body.kind = entry.word(KnownKind::ALL, KnownKind::as_str)?,
        }
    }
    if named { Ok(body) } else { Err(entry.at_value(ProfileProblem::MissingKey("name"))) }
}

fn read_programs(entry: &Entry<'_, '_>) -> Result<Programs> {
    let mut programs = Programs::default();
    for entry in entry.table("[programs]", &table_keys("programs"))? {
        match entry.key {
            "suffixes" => programs.suffixes = entry.texts()?,
            "names" => programs.names = entry.texts()?,
            _ => programs.not_programs = entry.texts()?,
        }
    }
    Ok(programs)
}

/// The text of a profile and its name, for saying where something stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    text: &'t str,
    file: &'t str,
}

impl Place<'_> {
    fn error(&self, at: Range<usize>, problem: ProfileProblem) -> ProfileError {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        ProfileError {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            problem,
        }
    }
}

impl<'t> Place<'t> {
    /// The entries of a table in the order of the file; an error if one has an unknown key.
    fn entries<'d>(
        self,
        table: &'d DeTable<'d>,
        name: &str,
        known: &[&'static str],
    ) -> Result<Vec<Entry<'t, 'd>>> {
        let entries = self.all_entries(table);
        match entries.iter().find(|entry| !known.contains(&entry.key)) {
            Some(entry) => Err(entry.at_key(ProfileProblem::UnknownKey {
                key: entry.key.to_owned(),
                table: name.to_owned(),
                known: known.to_vec(),
            })),
            None => Ok(entries),
        }
    }

    fn all_entries<'d>(self, table: &'d DeTable<'d>) -> Vec<Entry<'t, 'd>> {
        let mut entries: Vec<Entry<'t, 'd>> = table
            .iter()
            .map(|(key, value)| Entry { place: self, key: key.get_ref(), key_span: key.span(), value })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        entries
    }
}

/// A key with its value, or an item of a list under the key of the list.
pub(super) struct Entry<'t, 'd> {
    place: Place<'t>,
    pub(super) key: &'d str,
    key_span: Range<usize>,
    pub(super) value: &'d Spanned<DeValue<'d>>,
}

impl<'t, 'd> Entry<'t, 'd> {
    pub(super) fn at_key(&self, problem: ProfileProblem) -> ProfileError {
        self.place.error(self.key_span.clone(), problem)
    }

    pub(super) fn at_value(&self, problem: ProfileProblem) -> ProfileError {
        self.place.error(self.value.span(), problem)
    }

    pub(super) fn wrong_type(&self, wanted: &'static str) -> ProfileError {
        let found = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a decimal point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.at_value(ProfileProblem::Type { key: self.key.to_owned(), wanted, found })
    }

    pub(super) fn wrong_value(&self, value: &str, wanted: &'static str) -> ProfileError {
        self.at_value(ProfileProblem::Value { key: self.key.to_owned(), value: value.to_owned(), wanted })
    }

    pub(super) fn table(&self, name: &str, known: &[&'static str]) -> Result<Vec<Entry<'t, 'd>>> {
        let table = self.value.get_ref().as_table().ok_or_else(|| self.wrong_type("a table"))?;
        self.place.entries(table, name, known)
    }

    fn any_table(&self) -> Result<Vec<Entry<'t, 'd>>> {
        let table = self.value.get_ref().as_table().ok_or_else(|| self.wrong_type("a table"))?;
        Ok(self.place.all_entries(table))
    }

    pub(super) fn items(&self) -> Result<Vec<Entry<'t, 'd>>> {
        let items = self.value.get_ref().as_array().ok_or_else(|| self.wrong_type("a list"))?;
        let entry = |value: &'d Spanned<DeValue<'d>>| Entry {
            place: self.place,
            key: self.key,
            key_span: self.key_span.clone(),
            value,
        };
        Ok(items.iter().map(entry).collect())
    }

    pub(super) fn text(&self) -> Result<String> {
        let text = self.value.get_ref().as_str().ok_or_else(|| self.wrong_type("a text"))?;
        let is_sound = !text.trim().is_empty() && !text.chars().any(|c| c.is_control() || is_forbidden(c));
        if is_sound {
            Ok(text.to_owned())
        } else {
            Err(self.at_value(ProfileProblem::Text(self.key.to_owned())))
        }
    }

    pub(super) fn text_that(&self, holds: fn(&str) -> bool, wanted: &'static str) -> Result<String> {
        let text = self.text()?;
        if holds(&text) { Ok(text) } else { Err(self.wrong_value(&format!("`{text}`"), wanted)) }
    }

    /// The text in the form that `read` gives it.
    pub(super) fn text_as(&self, read: fn(&str) -> Option<String>, wanted: &'static str) -> Result<String> {
        let text = self.text()?;
        read(&text).ok_or_else(|| self.wrong_value(&format!("`{text}`"), wanted))
    }

    fn key_text(&self) -> Result<String> {
        self.text_that(
            is_key,
            "made of ASCII letters, digits, `-`, `_` and `.`, beginning with a letter or digit",
        )
    }

    pub(super) fn texts(&self) -> Result<Vec<String>> {
        self.items()?.iter().map(Entry::text).collect()
    }

    fn boolean(&self) -> Result<bool> {
        self.value.get_ref().as_bool().ok_or_else(|| self.wrong_type("true or false"))
    }

    fn number(&self, range: RangeInclusive<u32>, wanted: &'static str) -> Result<u32> {
        let number = self.value.get_ref().as_integer().ok_or_else(|| self.wrong_type("a whole number"))?;
        let value = u32::from_str_radix(number.as_str(), number.radix()).ok();
        value.filter(|value| range.contains(value)).ok_or_else(|| self.wrong_value(number.as_str(), wanted))
    }

    fn word<T: Copy>(&self, all: &[T], name: fn(T) -> &'static str) -> Result<T> {
        let text = self.text()?;
        all.iter().copied().find(|value| name(*value) == text).ok_or_else(|| {
            self.at_value(ProfileProblem::Word {
                key: self.key.to_owned(),
                word: text,
                known: all.iter().map(|value| name(*value)).collect(),
            })
        })
    }
}

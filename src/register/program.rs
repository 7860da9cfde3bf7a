//! The programs whose names have been reviewed.

use crate::source::text::{fold_key, folded};
use std::collections::HashMap;

/// One program with all its names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProgramEntry {
    /// Last part of the program's IRI: ASCII, unique in the table.
    pub slug: String,
    /// Canonical Japanese name.
    pub name: String,
    /// English name, where there is one.
    pub name_en: Option<String>,
    /// Other names that are right (`skos:altLabel`).
    pub alt_names: Vec<String>,
    /// Misprints (`skos:hiddenLabel`): found in texts, never shown as a name.
    pub hidden_names: Vec<String>,
    /// Slugs of the programs it is part of.
    pub part_of: Vec<String>,
    /// Slugs of programs that may be the same one; nobody has decided.
    pub possibly_same_as: Vec<String>,
    /// Number of its review sheet (行政事業レビュー).
    pub review_sheet_number: Option<String>,
    /// Why the names were put together, or kept apart.
    pub notes: Vec<String>,
}

impl ProgramEntry {
    /// Every name by which a text may call the program: the canonical one first, misprints last.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.alt_names).chain(&self.hidden_names).map(String::as_str)
    }
}

/// Programs in the order of the register, with look-up by any of their names.
#[derive(Debug, Clone, Default)]
pub struct ProgramTable {
    programs: Vec<ProgramEntry>,
    by_slug: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl ProgramTable {
    /// The program that a text names, however it is printed (see [`fold_key`]). Where two programs share a
    /// name, the canonical name goes before another name, and that before a misprint.
    pub fn find(&self, text: &str) -> Option<&ProgramEntry> {
        self.by_name.get(folded(text).as_ref()).and_then(|&index| self.programs.get(index))
    }

    /// The program with this slug.
    pub fn get(&self, slug: &str) -> Option<&ProgramEntry> {
        self.by_slug.get(slug).and_then(|&index| self.programs.get(index))
    }

    /// All programs in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &ProgramEntry> {
        self.programs.iter()
    }

    /// The program with this slug to add to, made where there is none.
    pub(super) fn entry(&mut self, slug: &str) -> &mut ProgramEntry {
        let index = *self.by_slug.entry(slug.to_owned()).or_insert(self.programs.len());
        if index == self.programs.len() {
            self.programs.push(ProgramEntry { slug: slug.to_owned(), ..ProgramEntry::default() });
        }
        // The map holds positions in the list only.
        #[allow(clippy::indexing_slicing)]
        &mut self.programs[index]
    }

    /// Builds the look-up by name; to be called after the programs have changed.
    pub(super) fn index(&mut self) {
        let mut by_name = HashMap::new();
        let mut add = |name: &str, index| {
            let key = fold_key(name);
            if !key.is_empty() {
                by_name.insert(key, index);
            }
        };
        let each = || self.programs.iter().enumerate();
        for (index, program) in each() {
            program.hidden_names.iter().for_each(|name| add(name, index));
        }
        for (index, program) in each() {
            program.alt_names.iter().chain(&program.name_en).for_each(|name| add(name, index));
        }
        for (index, program) in each() {
            add(&program.name, index);
        }
        self.by_name = by_name;
    }
}

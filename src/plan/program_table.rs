//! Which names mean one program.
//!
//! Two names are one program if a register says so, or if they fold to the same key; nothing else merges. Names
//! that are almost alike are reported and linked, never merged.

use super::alike::{Candidate, Likeness, alike};
use super::id::name_key;
use super::model::Program;
use crate::register::{ProgramEntry, Register};
use crate::source::text::{fold_key, without_spaces};
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;

/// The programs of a document.
#[derive(Debug)]
pub(super) struct ProgramTable<'r> {
    register: &'r Register,
    jurisdiction: String,
    programs: Vec<Program>,
    by_name: HashMap<String, usize>,
    by_slug: HashMap<&'r str, usize>,
    /// Programs that stand only as parts in brackets: their names say nothing elsewhere.
    parts: BTreeSet<usize>,
}

impl<'r> ProgramTable<'r> {
    pub(super) fn new(register: &'r Register, jurisdiction: &str) -> Self {
        Self {
            register,
            jurisdiction: jurisdiction.to_owned(),
            programs: Vec::new(),
            by_name: HashMap::new(),
            by_slug: HashMap::new(),
            parts: BTreeSet::new(),
        }
    }

    /// The program that a name means; entered if it is new.
    pub(super) fn resolve(&mut self, name: &str) -> usize {
        let key = fold_key(name);
        if let Some(&program) = self.by_name.get(&key) {
            return program;
        }
        let program = match self.register.programs.find(name) {
            Some(entry) => self.registered(entry),
            None => {
                let name = without_spaces_between_kanji(name);
                let key = name_key('p', &self.jurisdiction, &name);
                self.programs.push(Program::new(key, name));
                self.programs.len() - 1
            }
        };
        self.by_name.insert(key, program);
        program
    }

    fn registered(&mut self, entry: &'r ProgramEntry) -> usize {
        if let Some(&program) = self.by_slug.get(entry.slug.as_str()) {
            return program;
        }
        let program = self.programs.len();
        self.programs.push(Program {
            aliases: entry.alt_names.clone(),
            misprints: entry.hidden_names.clone(),
            review_sheet_number: entry.review_sheet_number.clone(),
            ..Program::new(entry.slug.clone(), entry.name.clone())
        });
        self.by_slug.insert(&entry.slug, program);
        for name in entry.names() {
            self.by_name.entry(fold_key(name)).or_insert(program);
        }
        for parent in entry.part_of.iter().filter_map(|slug| self.register.programs.get(slug)) {
            let parent = self.registered(parent);
            self.add_part(program, parent);
        }
        program
    }

    /// Takes note of another name of a program, unless a register has it already.
    pub(super) fn add_alias(&mut self, program: usize, alias: &str) {
        let key = fold_key(alias);
        // A name that is taken stays with its program.
        if *self.by_name.entry(key).or_insert(program) != program {
            return;
        }
        if let Some(entry) = self.programs.get_mut(program) {
            let known = entry.aliases.iter().chain(&entry.misprints).chain([&entry.name]);
            if known.into_iter().all(|name| name != alias) {
                entry.aliases.push(alias.to_owned());
            }
        }
    }

    /// Enters a part that stands in brackets after its whole: `X(a)`.
    pub(super) fn resolve_part(&mut self, whole: usize, part: &str) -> usize {
        let whole_name = self.name(whole).to_owned();
        let before = self.programs.len();
        let program = self.resolve(&format!("{whole_name}({part})"));
        if program != whole {
            self.add_part(program, whole);
            if self.programs.len() > before {
                self.parts.insert(program);
                if let Some(entry) = self.programs.get_mut(program) {
                    entry.aliases.push(part.to_owned());
                }
            }
        }
        program
    }

    /// Makes a program part of another, unless that would close a circle.
    pub(super) fn add_part(&mut self, part: usize, whole: usize) {
        if part == whole || self.is_above(part, whole) {
            return;
        }
        let whole = self.name(whole).to_owned();
        if let Some(entry) = self.programs.get_mut(part)
            && entry.parents().all(|parent| parent != whole)
        {
            if entry.part_of.is_none() {
                entry.part_of = Some(whole);
            } else {
                entry.also_part_of.push(whole);
            }
        }
    }

    /// Whether `upper` stands somewhere above `lower`.
    fn is_above(&self, upper: usize, lower: usize) -> bool {
        let (mut open, mut seen) = (vec![lower], BTreeSet::new());
        while let Some(program) = open.pop() {
            if program == upper {
                return true;
            }
            if seen.insert(program)
                && let Some(entry) = self.programs.get(program)
            {
                open.extend(entry.parents().filter_map(|parent| self.by_name.get(&fold_key(parent))));
            }
        }
        false
    }

    pub(super) fn name(&self, program: usize) -> &str {
        self.programs.get(program).map_or("", |entry| &entry.name)
    }

    /// Names to look for without any form: those found so far, and those of the register.
    pub(super) fn searchable(&self) -> impl Iterator<Item = String> {
        let found = self.programs.iter().enumerate().filter(|(at, _)| !self.parts.contains(at));
        let found = found
            .flat_map(|(_, program)| program.aliases.iter().chain(&program.misprints).chain([&program.name]));
        found
            .map(String::as_str)
            .chain(self.register.programs.iter().flat_map(ProgramEntry::names))
            .map(str::to_owned)
    }

    /// The programs, and the pairs that may be one. `cut` are the programs whose names may have been cut off.
    pub(super) fn finish(mut self, cut: &BTreeSet<usize>) -> (Vec<Program>, Vec<Doubt>) {
        let mut doubts = self.alike(cut);
        for (index, program) in self.programs.iter().enumerate() {
            let entry = self.register.programs.get(&program.key);
            let same = entry.into_iter().flat_map(|entry| &entry.possibly_same_as);
            let others = same.filter_map(|slug| self.by_slug.get(slug.as_str()));
            doubts.extend(others.map(|&other| {
                let (one, other) = (index.min(other), index.max(other));
                let names = (self.name(one).to_owned(), self.name(other).to_owned());
                Doubt { one, other: Some(other), names, likeness: None }
            }));
        }
        doubts.sort_by_key(|doubt| (doubt.one, doubt.other.unwrap_or(usize::MAX)));
        doubts.dedup();
        for doubt in &doubts {
            let Some(other) = doubt.other else { continue };
            let (first, second) = (self.name(doubt.one).to_owned(), self.name(other).to_owned());
            for (program, name) in [(doubt.one, second), (other, first)] {
                if let Some(entry) = self.programs.get_mut(program) {
                    entry.possibly_same_as.push(name);
                }
            }
        }
        (self.programs, doubts)
    }

    /// Programs whose names are alike, those included that only the register has.
    fn alike(&self, cut: &BTreeSet<usize>) -> Vec<Doubt> {
        let read = self.programs.iter().enumerate().map(|(at, program)| Candidate {
            names: std::iter::once(&program.name)
                .chain(&program.aliases)
                .chain(&program.misprints)
                .map(String::as_str)
                .collect(),
            parents: program.parents().collect(),
            reviewed: self.register.programs.get(&program.key).is_some(),
            cut: cut.contains(&at),
        });
        let unread =
            self.register.programs.iter().filter(|entry| !self.by_slug.contains_key(entry.slug.as_str()));
        let unread = unread.map(|entry| Candidate {
            names: entry.names().collect(),
            parents: Vec::new(),
            reviewed: true,
            cut: false,
        });
        let found = alike(&read.chain(unread).collect::<Vec<_>>());
        let doubts = found.into_iter().map(|found| Doubt {
            one: found.one,
            other: (found.other < self.programs.len()).then_some(found.other),
            names: (found.names.0.to_owned(), found.names.1.to_owned()),
            likeness: Some(found.likeness),
        });
        doubts.collect()
    }
}

/// Two programs that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Position of the one.
    pub(super) one: usize,
    /// Position of the other; none if it is in the register only.
    pub(super) other: Option<usize>,
    /// Their names that are alike.
    pub(super) names: (String, String),
    /// How these are alike; none if a register has the doubt.
    pub(super) likeness: Option<Likeness>,
}

/// Blanks inside a Japanese name come from line ends; between Latin words they belong to the name.
fn without_spaces_between_kanji(name: &str) -> String {
    if name.is_ascii() {
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    } else if name.contains(|c: char| c.is_ascii_alphabetic()) {
        name.trim().to_owned()
    } else {
        without_spaces(name).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(names: &[&str]) -> Vec<Program> {
        let register = Register::default();
        let mut table = ProgramTable::new(&register, "jp");
        for name in names {
            table.resolve(name);
        }
        table.programs
    }

    #[test]
    fn names_that_fold_alike_are_one_program() {
        assert_eq!(programs(&["ＡＩ研究開発 推進事業", "AI研究開発推進事業"]).len(), 1);
        assert_eq!(programs(&["研究開発推進事業(A型)", "研究開発推進事業(B型)"]).len(), 2);
    }

    #[test]
    fn parts_never_run_in_circles() {
        let register = Register::default();
        let mut table = ProgramTable::new(&register, "jp");
        let (a, b, c) = (table.resolve("甲事業"), table.resolve("乙事業"), table.resolve("丙事業"));
        table.add_part(a, b);
        table.add_part(b, c);
        table.add_part(c, a);
        let parents: Vec<Option<String>> =
            table.programs.into_iter().map(|program| program.part_of).collect();
        assert_eq!(parents, [Some("乙事業".to_owned()), Some("丙事業".to_owned()), None]);
    }
}

//! Suspicions as a person decides them: over several documents and the register, with the place of each name.

use super::likeness::{Likeness, difference};
use super::search::{Candidate, alike};
use super::{Alike, cut_names};
use crate::plan::model::{Mention, Plan, Program};
use crate::register::{ProgramEntry, Register};
use crate::source::Span;
use foldhash::HashMap;
use indexmap::IndexMap;

/// Two names that may mean one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    /// The program to keep: the one that a register has, else the one that is named more often, else first.
    pub kept: Suspect,
    /// The program that may be the same.
    pub other: Suspect,
    /// How the names are alike.
    pub likeness: Likeness,
    /// The characters in which they differ, `官 / 国`; none if those are many.
    pub difference: Option<String>,
}

/// One of two names that may mean one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Key of the program: a register's slug, else `p-` and a hash of the name.
    pub key: String,
    /// Canonical name of the program.
    pub program: String,
    /// That of its names which is alike.
    pub name: String,
    /// Whether a register has the program.
    pub reviewed: bool,
    /// In how many places of the documents the program is named.
    pub mentions: usize,
    /// The first of those places, with the position of its document; none if only a register has the program.
    pub place: Option<(usize, Span)>,
}

/// A program of one or more documents, or of the register.
struct Known<'p> {
    key: &'p str,
    names: Vec<&'p str>,
    parents: Vec<&'p str>,
    reviewed: bool,
    cut: bool,
    mentions: usize,
    place: Option<(usize, Span)>,
}

/// The names of some documents and a register that may mean one program, in the order of the documents.
///
/// Pairs of which both are in a register are left out: those have been decided.
pub fn suspected_aliases(plans: &[&Plan], register: &Register) -> Vec<Suspicion> {
    let mut known: IndexMap<&str, Known<'_>> = IndexMap::new();
    for (document, plan) in plans.iter().enumerate() {
        enter(&mut known, document, plan, register);
    }
    let read = known.len();
    for entry in register.programs.iter() {
        known.entry(&entry.slug).or_insert_with(|| of_register(entry));
    }
    let known: Vec<Known<'_>> = known.into_values().collect();
    let candidates: Vec<Candidate<'_>> = known
        .iter()
        .map(|program| Candidate {
            names: program.names.clone(),
            parents: program.parents.clone(),
            reviewed: program.reviewed,
            cut: program.cut,
        })
        .collect();
    let found = alike(&candidates);
    found.iter().filter(|found| found.one < read).filter_map(|found| suspicion(found, &known)).collect()
}

/// Enters the programs of a document.
fn enter<'p>(known: &mut IndexMap<&'p str, Known<'p>>, document: usize, plan: &'p Plan, register: &Register) {
    let position: HashMap<&str, usize> =
        plan.programs.iter().enumerate().map(|(at, program)| (program.name.as_str(), at)).collect();
    let places: Vec<(usize, &Mention)> = plan
        .mentions
        .iter()
        .filter_map(|mention| Some((*position.get(mention.program.as_str())?, mention)))
        .collect();
    let cut = cut_names(&plan.statements, places.iter().copied());
    let mut mentions: HashMap<usize, (usize, Span)> = HashMap::default();
    for (program, mention) in &places {
        mentions.entry(*program).and_modify(|(count, _)| *count += 1).or_insert((1, mention.span));
    }
    for (at, program) in plan.programs.iter().enumerate() {
        let (count, place) = mentions.get(&at).map_or((0, None), |(count, span)| (*count, Some(*span)));
        let entry = known.entry(&program.key).or_insert_with(|| Known {
            key: &program.key,
            names: Vec::new(),
            parents: Vec::new(),
            reviewed: is_reviewed(program, register),
            cut: true,
            mentions: 0,
            place: None,
        });
        let names = std::iter::once(&program.name).chain(&program.aliases).chain(&program.misprints);
        for name in names.map(String::as_str) {
            if !entry.names.contains(&name) {
                entry.names.push(name);
            }
        }
        entry.parents.extend(program.parents());
        entry.cut &= cut.contains(&at);
        entry.mentions += count;
        entry.place = entry.place.or(place.map(|span| (document, span)));
    }
}

fn of_register(entry: &ProgramEntry) -> Known<'_> {
    Known {
        key: &entry.slug,
        names: entry.names().collect(),
        parents: Vec::new(),
        reviewed: true,
        cut: false,
        mentions: 0,
        place: None,
    }
}

/// Whether a register has the program, be it one that is not at hand: a program that none has is called by a hash.
fn is_reviewed(program: &Program, register: &Register) -> bool {
    let is_hash = |key: &str| key.len() == 16 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    register.programs.get(&program.key).is_some() || !program.key.strip_prefix("p-").is_some_and(is_hash)
}

fn suspicion(found: &Alike<'_>, known: &[Known<'_>]) -> Option<Suspicion> {
    let (one, other) = (known.get(found.one)?, known.get(found.other)?);
    let (one, other) = (suspect(one, found.names.0), suspect(other, found.names.1));
    let length = |suspect: &Suspect| if found.likeness == Likeness::Cut { suspect.name.len() } else { 0 };
    let weight = |suspect: &Suspect| (suspect.reviewed, length(suspect), suspect.mentions);
    let swap = weight(&other) > weight(&one);
    let (kept, other) = if swap { (other, one) } else { (one, other) };
    let difference = difference(&kept.name, &other.name);
    Some(Suspicion { kept, other, likeness: found.likeness, difference })
}

fn suspect(known: &Known<'_>, name: &str) -> Suspect {
    Suspect {
        key: known.key.to_owned(),
        program: known.names.first().map(|name| (*name).to_owned()).unwrap_or_default(),
        name: name.to_owned(),
        reviewed: known.reviewed,
        mentions: known.mentions,
        place: known.place,
    }
}

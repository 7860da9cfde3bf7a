//! Which of many names are alike, without comparing each with each.

use super::likeness::{LEAST_FOR_ONE, LEAST_WORDING, Likeness, likeness};
use super::spelling::Spelling;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A program as far as its names go.
#[derive(Debug, Clone)]
pub(in crate::plan) struct Candidate<'n> {
    /// Its names, the canonical one first.
    pub(in crate::plan) names: Vec<&'n str>,
    /// Names of the programs it is part of.
    pub(in crate::plan) parents: Vec<&'n str>,
    /// Whether a register has it: two programs of a register are two programs.
    pub(in crate::plan) reviewed: bool,
    /// Whether its name may have been cut off at the end of a line.
    pub(in crate::plan) cut: bool,
}

/// Two programs with names that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::plan) struct Alike<'n> {
    /// Position of the first program.
    pub(in crate::plan) one: usize,
    /// Position of the second program.
    pub(in crate::plan) other: usize,
    /// The names that are alike, in the same order.
    pub(in crate::plan) names: (&'n str, &'n str),
    /// How they are alike.
    pub(in crate::plan) likeness: Likeness,
}

/// Names that share a form at most; a larger family is a series, not a set of slips.
const FAMILY: usize = 10;
/// Names that differ in the same place at most: of three names, each with another character there, none is a slip.
const VARIANTS: usize = 2;
/// Stands for the name itself among its forms with one character left out.
const NOTHING_LEFT_OUT: u32 = u32::MAX;

/// A name with its program.
struct Entry<'n> {
    program: usize,
    name: &'n str,
    spelling: Spelling,
}

/// Pairs of programs with names that are alike, by their positions.
///
/// Every name is entered under itself, under itself without each of its characters, and under its wording; only names
/// that share such a form are compared.
///
/// # Complexity
/// Time n log n and space n in the number of characters of all names together.
pub(in crate::plan) fn alike<'n>(candidates: &[Candidate<'n>]) -> Vec<Alike<'n>> {
    let entries: Vec<Entry<'n>> = candidates
        .par_iter()
        .enumerate()
        .flat_map_iter(|(program, candidate)| {
            let entry = move |name: &&'n str| Entry { program, name, spelling: Spelling::new(name) };
            candidate.names.iter().map(entry).collect::<Vec<_>>()
        })
        .collect();
    let mut pairs: BTreeMap<(usize, usize), (Likeness, &'n str, &'n str)> = BTreeMap::new();
    let mut suspect = |a: usize, b: usize, how: Option<Likeness>| {
        let (Some(a), Some(b)) = (entries.get(a), entries.get(b)) else { return };
        let (a, b) = if a.program <= b.program { (a, b) } else { (b, a) };
        let programs = (candidates.get(a.program), candidates.get(b.program));
        let (Some(one), Some(other)) = programs else { return };
        if a.program == b.program || one.reviewed && other.reviewed || is_part(one, other) {
            return;
        }
        if let Some(how) = how.or_else(|| likeness(&a.spelling, &b.spelling)) {
            let found = (how, a.name, b.name);
            let entry = pairs.entry((a.program, b.program)).or_insert(found);
            *entry = (*entry).min(found);
        }
    };
    for family in families(left_out(&entries)) {
        let family = without_series(&family, &entries);
        pairs_of(&family, |a, b| suspect(a, b, None));
    }
    for family in families(wordings(&entries)) {
        let family: Vec<usize> = family.iter().map(|(entry, _)| *entry).collect();
        pairs_of(&family, |a, b| suspect(a, b, None));
    }
    for (short, long) in beginnings(&entries, candidates) {
        suspect(short, long, Some(Likeness::Cut));
    }
    let alike = |((one, other), (likeness, a, b))| Alike { one, other, names: (a, b), likeness };
    pairs.into_iter().map(alike).collect()
}

/// Whether one of two programs is part of the other: then the names are alike because of that.
fn is_part(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let belongs = |part: &Candidate<'_>, whole: &Candidate<'_>| {
        whole.names.first().is_some_and(|name| part.parents.contains(name))
    };
    belongs(one, other) || belongs(other, one)
}

/// A form of a name: its hash, the name's entry and the character left out of it.
type Form = (u64, usize, u32);

/// Every name, and every name without each of its characters.
fn left_out(entries: &[Entry<'_>]) -> Vec<Form> {
    let is_long = |(_, entry): &(usize, &Entry<'_>)| entry.spelling.unified.len() >= LEAST_FOR_ONE;
    entries
        .par_iter()
        .enumerate()
        .filter(is_long)
        .flat_map_iter(|(at, entry)| {
            hashes_without_one(&entry.spelling.unified)
                .into_iter()
                .map(move |(hash, position)| (hash, at, position))
        })
        .collect()
}

/// Hashes of a text and of the text without each of its characters: a polynomial, so that each costs one step.
fn hashes_without_one(text: &[char]) -> Vec<(u64, u32)> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let code = |c: char| xxhash_rust::xxh3::xxh3_64(&u32::from(c).to_le_bytes());
    let mut before = 0_u64;
    let mut starts = Vec::with_capacity(text.len());
    for c in text {
        starts.push(before);
        before = before.wrapping_mul(BASE).wrapping_add(code(*c));
    }
    let whole = before;
    let mut hashes = Vec::with_capacity(text.len() + 1);
    hashes.push((whole, NOTHING_LEFT_OUT));
    let (mut power, mut after) = (1_u64, 0_u64);
    for (position, (c, start)) in text.iter().zip(&starts).enumerate().rev() {
        let position = u32::try_from(position).unwrap_or(NOTHING_LEFT_OUT);
        hashes.push((start.wrapping_mul(power).wrapping_add(after), position));
        after = after.wrapping_add(code(*c).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
    }
    hashes
}

/// The wording, the stem and the former name of every name.
fn wordings(entries: &[Entry<'_>]) -> Vec<Form> {
    entries
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, entry)| {
            let mut forms = vec![entry.spelling.stem(), entry.spelling.wording()];
            forms
                .extend(entry.spelling.with_former().into_iter().flat_map(|(outer, former)| [outer, former]));
            forms.retain(|form| form.chars().count() >= LEAST_WORDING);
            forms
                .into_iter()
                .map(move |form| (xxhash_rust::xxh3::xxh3_64(form.as_bytes()), at, NOTHING_LEFT_OUT))
        })
        .collect()
}

/// Entries that share a form, each once; families too large to be slips are left out.
fn families(mut forms: Vec<Form>) -> Vec<Vec<(usize, u32)>> {
    forms.par_sort_unstable();
    let mut families = Vec::new();
    for shared in forms.chunk_by(|(a, ..), (b, ..)| a == b).filter(|shared| shared.len() > 1) {
        let mut family: Vec<(usize, u32)> = shared.iter().map(|(_, entry, at)| (*entry, *at)).collect();
        family.dedup_by_key(|(entry, _)| *entry);
        if (2..=FAMILY).contains(&family.len()) {
            families.push(family);
        }
    }
    families
}

/// A family of names without those that differ in one place, each with another character there.
fn without_series(family: &[(usize, u32)], entries: &[Entry<'_>]) -> Vec<usize> {
    let mut at_place: BTreeMap<u32, BTreeSet<char>> = BTreeMap::new();
    for (entry, position) in family.iter().filter(|(_, position)| *position != NOTHING_LEFT_OUT) {
        let name = entries.get(*entry).map(|entry| entry.spelling.unified.as_slice());
        let character = name.and_then(|name| name.get(usize::try_from(*position).ok()?));
        at_place.entry(*position).or_default().extend(character);
    }
    let is_series = |position: &u32| at_place.get(position).is_some_and(|found| found.len() > VARIANTS);
    family.iter().filter(|(_, position)| !is_series(position)).map(|(entry, _)| *entry).collect()
}

fn pairs_of(family: &[usize], mut pair: impl FnMut(usize, usize)) {
    for (at, &one) in family.iter().enumerate() {
        for &other in family.iter().skip(at + 1) {
            pair(one, other);
        }
    }
}

/// Names that stand at the end of a line, each with the longer name that it begins, if there is one such name only.
fn beginnings(entries: &[Entry<'_>], candidates: &[Candidate<'_>]) -> Vec<(usize, usize)> {
    let is_cut = |entry: &Entry<'_>| candidates.get(entry.program).is_some_and(|candidate| candidate.cut);
    let cut = entries.iter().enumerate().filter(|(_, entry)| is_cut(entry));
    let cut: Vec<_> = cut.filter(|(_, entry)| entry.spelling.unified.len() >= LEAST_FOR_ONE).collect();
    if cut.is_empty() {
        return Vec::new();
    }
    let mut sorted: Vec<(&[char], usize)> =
        entries.iter().enumerate().map(|(at, entry)| (entry.spelling.unified.as_slice(), at)).collect();
    sorted.par_sort_unstable();
    let mut found = Vec::new();
    for (at, entry) in cut {
        let start = entry.spelling.unified.as_slice();
        let first = sorted.partition_point(|(name, _)| *name <= start);
        let mut longer = sorted.iter().skip(first).take_while(|(name, _)| name.starts_with(start));
        if let (Some((_, other)), None) = (longer.next(), longer.next()) {
            found.push((at, *other));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate<'n>(names: &[&'n str]) -> Candidate<'n> {
        Candidate { names: names.to_vec(), parents: Vec::new(), reviewed: false, cut: false }
    }

    fn pairs(candidates: &[Candidate<'_>]) -> Vec<(usize, usize)> {
        alike(candidates).into_iter().map(|found| (found.one, found.other)).collect()
    }

    fn of(names: &[&str]) -> Vec<(usize, usize)> {
        pairs(&names.iter().map(|name| candidate(&[name])).collect::<Vec<_>>())
    }

    #[test]
    fn almost_alike_names_are_paired() {
        assert_eq!(
            of(&[
                "開発体制強靭化支援事業",
                "開発体制強靱化支援事業",
                "開発体制強化支援事業",
                "開発体制強靱化第1期支援事業",
                "開発体制強靱化第2期支援事業",
            ]),
            [(0, 1), (0, 2), (1, 2)]
        );
    }

    #[test]
    fn a_series_of_names_is_none() {
        let of_fruit = ["りんご栽培支援促進事業", "りんぐ栽培支援促進事業"];
        assert_eq!(of(&of_fruit), [(0, 1)]);
        let series: Vec<String> =
            ["松", "竹", "梅", "桃"].iter().map(|tree| format!("{tree}林の保全支援促進事業")).collect();
        assert_eq!(of(&series.iter().map(String::as_str).collect::<Vec<_>>()), []);
    }

    #[test]
    fn other_names_count_and_parts_and_reviewed_programs_do_not() {
        let one = candidate(&["甲乙丙丁事業", "先端医療技術開発事業"]);
        let other = candidate(&["先進医療技術開発事業"]);
        assert_eq!(pairs(&[one.clone(), other.clone()]), [(0, 1)]);
        let part = Candidate { parents: vec!["甲乙丙丁事業"], ..other.clone() };
        assert_eq!(pairs(&[one.clone(), part]), []);
        let reviewed = |candidate: &Candidate<'static>| Candidate { reviewed: true, ..candidate.clone() };
        assert_eq!(pairs(&[reviewed(&one), reviewed(&other)]), []);
        assert_eq!(pairs(&[reviewed(&one), other]), [(0, 1)]);
    }

    #[test]
    fn a_name_at_the_end_of_a_line_may_go_on() {
        let cut = Candidate { cut: true, ..candidate(&["地域医療連携推進事業"]) };
        let whole = candidate(&["地域医療連携推進事業化支援プロジェクト"]);
        assert_eq!(alike(&[cut.clone(), whole.clone()])[0].likeness, Likeness::Cut);
        assert_eq!(pairs(&[Candidate { cut: false, ..cut.clone() }, whole.clone()]), []);
        let another = candidate(&["地域医療連携推進事業普及プロジェクト"]);
        assert_eq!(pairs(&[cut, whole, another]), [], "it may be the beginning of either");
    }

    /// 100,000 names of which every hundredth has a twin with one character more.
    #[test]
    fn a_hundred_thousand_names_take_no_square() {
        let kanji = |mut number: u32| -> String {
            let mut text = String::new();
            for _ in 0..6 {
                text.extend(char::from_u32(0x4e10 + number % 97 * 151));
                number = number / 97 + number.wrapping_mul(2_654_435_761) % 89;
            }
            text
        };
        let mut names: Vec<String> = (0..100_000).map(|at| format!("{}の研究開発事業", kanji(at))).collect();
        names.sort();
        names.dedup();
        let twins: Vec<String> =
            names.iter().step_by(100).map(|name| name.replace("研究開発", "研究促開発")).collect();
        let all: Vec<Candidate<'_>> =
            names.iter().chain(&twins).map(|name| candidate(&[name.as_str()])).collect();
        let start = std::time::Instant::now();
        let found = alike(&all);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
        for (twin, name) in twins.iter().zip(names.iter().step_by(100)) {
            assert!(found.iter().any(|found| found.names == (name.as_str(), twin.as_str())), "{twin}");
        }
        assert!(found.len() < names.len(), "{}", found.len());
    }
}

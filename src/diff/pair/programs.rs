//! Which programs are the same.

use super::near::{Near, Neighbours, best_first};
use super::{Pairing, Pairs};
use crate::diff::edition::{Edition, Program};
use crate::source::text::fold_key;
use std::collections::{BTreeMap, BTreeSet};

/// How near the names of programs have to be, of which one goes and one comes in the cells of the same measure.
const NEAR: u8 = 60;
/// Programs that come or go at one measure, beyond which names are not compared there.
const MOST: usize = 32;

pub(super) fn pair(old: &Edition<'_>, new: &Edition<'_>, items: &Pairs) -> Pairs {
    let mut pairs = Pairs::new(old.programs.len(), new.programs.len());
    pairs.join_equal(
        Pairing::SameIri,
        |at| Some(old.programs.get(at)?.iri),
        |at| Some(new.programs.get(at)?.iri),
    );
    pairs.join_equal(Pairing::SameText, |at| key(old.programs.get(at)?), |at| key(new.programs.get(at)?));
    other_names(&mut pairs, old, new);
    near_names(&mut pairs, old, new, items);
    pairs
}

fn key<'p>(program: &'p Program<'_>) -> Option<&'p str> {
    Some(program.key.as_str()).filter(|key| !key.is_empty())
}

/// Pairs a program with the one that has its name as another name, where only one has.
fn other_names(pairs: &mut Pairs, old: &Edition<'_>, new: &Edition<'_>) {
    let names = |edition: &Edition<'_>, left: &[usize]| {
        let mut names: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for at in left {
            let Some(program) = edition.programs.get(*at) else { continue };
            let all = program.aliases.iter().map(|alias| fold_key(alias)).chain([program.key.clone()]);
            for name in all.filter(|name| !name.is_empty()) {
                names.entry(name).or_default().insert(*at);
            }
        }
        names
    };
    let (olds, news) = (names(old, &pairs.only_old()), names(new, &pairs.only_new()));
    let only = |found: &BTreeSet<usize>| found.first().copied().filter(|_| found.len() == 1);
    for (name, found) in &olds {
        if let (Some(old), Some(new)) = (only(found), news.get(name).and_then(only)) {
            pairs.join(old, new, Pairing::OtherName);
        }
    }
}

/// Pairs programs with near names that go and come at the same measure. Names that differ in a number are two programs.
fn near_names(pairs: &mut Pairs, old: &Edition<'_>, new: &Edition<'_>, items: &Pairs) {
    let gone = at_measures(old, &pairs.only_old());
    let come = at_measures(new, &pairs.only_new());
    let mut seen: BTreeMap<(usize, usize), Option<u8>> = BTreeMap::new();
    for (measure, olds) in &gone {
        let Some(news) = items.of_old(*measure).and_then(|measure| come.get(&measure)) else {
            continue;
        };
        if olds.len().max(news.len()) > MOST {
            continue;
        }
        for old_at in olds {
            for new_at in news {
                seen.entry((*old_at, *new_at)).or_insert_with(|| {
                    let (a, b) = (old.programs.get(*old_at)?, new.programs.get(*new_at)?);
                    (numbers(&a.key) == numbers(&b.key))
                        .then(|| Neighbours::new(&a.key).likeness(&Neighbours::new(&b.key)))
                });
            }
        }
    }
    let near = seen.into_iter().filter_map(|((old, new), percent)| {
        percent.filter(|percent| *percent >= NEAR).map(|percent| Near { percent, old, new })
    });
    for near in best_first(near.collect()) {
        pairs.join(near.old, near.new, Pairing::NearText(near.percent));
    }
}

fn at_measures(edition: &Edition<'_>, programs: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for program in programs {
        for measure in edition.programs.get(*program).into_iter().flat_map(|program| &program.measures) {
            found.entry(*measure).or_default().push(*program);
        }
    }
    found
}

/// The numbers in a name, as they stand.
fn numbers(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty()).collect()
}

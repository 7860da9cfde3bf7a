//! What is known of the money of some programs, as bounds.
//!
//! **Definition.** Every budget line counts once, however often the text speaks of it. *Below* stand the lines that a
//! statement for one of the programs gives whole; *above* stand these and the lines that the text only reaches as a portion
//! (の内数), or that are theirs without being stated for them. A draft that an enacted line replaced does not count. Where
//! the text gives two amounts for one line, the smaller counts below and the larger above. All amounts are yen.

use crate::view::links::{LineRow, Links};
use std::collections::{BTreeMap, BTreeSet};

/// Bounds of a sum of money, in yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bounds {
    /// What is surely theirs.
    pub lower: i128,
    /// What is theirs at most, as far as the text names it.
    pub upper: i128,
}

impl Bounds {
    fn add(&mut self, other: Self) {
        self.lower += other.lower;
        self.upper += other.upper;
    }
}

/// The budget lines of some links, by the programs that they concern.
#[derive(Debug)]
pub struct Ledger<'l> {
    links: &'l Links,
    /// For each program the lines that are its own or are stated for it, as places in [`Links::lines`].
    lines: Vec<Vec<usize>>,
}

impl<'l> Ledger<'l> {
    /// Sorts the lines by program.
    pub fn new(links: &'l Links) -> Self {
        let mut by_program = vec![Vec::new(); links.programs.len()];
        for (place, line) in links.lines.iter().enumerate() {
            let stated = line.stated.iter().flat_map(|stated| &stated.programs);
            let concerned: BTreeSet<usize> = line.programs.iter().chain(stated).copied().collect();
            for program in concerned {
                if let Some(its) = by_program.get_mut(program) {
                    its.push(place);
                }
            }
        }
        Self { links, lines: by_program }
    }

    /// The lines that concern some programs, in the order of the rows.
    pub fn lines(&self, programs: &BTreeSet<usize>) -> Vec<&'l LineRow> {
        let places: BTreeSet<usize> =
            programs.iter().filter_map(|program| self.lines.get(*program)).flatten().copied().collect();
        places.into_iter().filter_map(|place| self.links.lines.get(place)).collect()
    }

    /// The money of some programs by fiscal year; a year without a line is left out.
    pub fn by_year(&self, programs: &BTreeSet<usize>) -> BTreeMap<i32, Bounds> {
        let mut known: BTreeMap<(i32, usize), (Option<i128>, i128)> = BTreeMap::new();
        for line in self.lines(programs) {
            let concerns = |owners: &[usize]| owners.iter().any(|owner| programs.contains(owner));
            let yen = i128::from(line.yen);
            let is_whole = line.stated.iter().any(|stated| stated.whole && concerns(&stated.programs));
            let whole = is_whole.then_some(yen);
            let (least, most) = known.entry((line.year, line.appropriation)).or_insert((whole, yen));
            *least = match (*least, whole) {
                (Some(old), Some(new)) => Some(old.min(new)),
                (old, new) => old.or(new),
            };
            *most = yen.max(*most);
        }
        let mut years: BTreeMap<i32, Bounds> = BTreeMap::new();
        for ((year, _), (least, most)) in known {
            years.entry(year).or_default().add(Bounds { lower: least.unwrap_or(0), upper: most });
        }
        years
    }

    /// The money of some programs over all years; nothing if the text names none.
    pub fn total(&self, programs: &BTreeSet<usize>) -> Option<Bounds> {
        let mut years = self.by_year(programs).into_values();
        let mut sum = years.next()?;
        for year in years {
            sum.add(year);
        }
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::links::{LineRow, MeasureRow, ProgramRow, Stated, UseRow};
    use crate::view::selection::Selection;

    /// Program 0 with its parts 1 and 2, which have 5 and 7 yen of one year; of the second the text also gives 8.
    fn links() -> Links {
        let line = |iri: &str, program: usize, yen: i64, appropriation: usize| LineRow {
            iri: iri.to_owned(),
            programs: vec![program],
            year: 2022,
            phase: "enacted".to_owned(),
            yen,
            appropriation,
            stated: vec![Stated { programs: vec![program], whole: true }],
        };
        let part = ProgramRow { wholes: vec![0], ..ProgramRow::default() };
        let used = |program| UseRow { program, years: vec![2022], ..UseRow::default() };
        Links {
            measures: vec![MeasureRow {
                listings: vec![crate::view::links::Listing::default()],
                ..MeasureRow::default()
            }],
            programs: vec![ProgramRow::default(), part.clone(), part],
            uses: vec![used(1), used(2)],
            lines: vec![line("a", 1, 5, 0), line("b", 2, 7, 1), line("c", 2, 8, 1)],
            ..Links::default()
        }
    }

    #[test]
    fn parts_have_the_same_money_rolled_up_or_not() {
        let links = links();
        let expected = Some(Bounds { lower: 12, upper: 13 });
        assert_eq!(Ledger::new(&links).total(&[0, 1, 2].into()), expected);
        let rolled = Selection { rollup: true, ..Selection::default() }.apply(&links);
        assert_eq!(Ledger::new(&rolled).total(&[0].into()), expected);
    }
}

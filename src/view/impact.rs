//! What the end of programs would leave uncovered.
//!
//! **Definition.** When some programs end, their parts end with them: a part goes on while anything that it is part of goes
//! on. A measure *loses its only program* if it uses programs and all of them end, and *one of its programs* if some end and
//! others go on. The same holds for an objective and a goal, which have the programs of the measures listed under them. What
//! uses no program loses nothing: that gap was there before. *Concerned* are the ministries of the measures that lose a
//! program. What is known of the money of the programs that end is [bounds](crate::view::money).
//!
//! Which years, goals and ministries count, and whether second listings do, is chosen before, by
//! [`Selection`](crate::view::selection::Selection).

use crate::view::links::{Links, Under};
use crate::view::money::{Bounds, Ledger};
use std::collections::{BTreeMap, BTreeSet};

mod table;

pub use table::{losses_table, ranking_table, without_formulas};

/// Something that would lose programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The measure, objective or goal, as a place in its rows of [`Links`].
    pub item: usize,
    /// The programs it would lose, as places in [`Links::programs`], in order.
    pub lost: Vec<usize>,
    /// The programs it would keep, in order.
    pub left: Vec<usize>,
}

impl Loss {
    /// Whether nothing is left.
    pub fn is_only(&self) -> bool {
        self.left.is_empty()
    }
}

/// A ministry that is responsible for measures that would lose programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// The ministry, as a place in [`Links::bodies`].
    pub body: usize,
    /// How many of these measures it leads.
    pub leads: usize,
    /// For how many more it is responsible.
    pub supports: usize,
    /// How many of all of these would lose their only program.
    pub only: usize,
}

/// What the end of some programs would mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// The programs that end: those asked for, and the parts that end with them, in order.
    pub programs: Vec<usize>,
    /// Measures that would lose programs, in the order of the plan.
    pub measures: Vec<Loss>,
    /// Objectives that would lose programs, in the order of the plan.
    pub objectives: Vec<Loss>,
    /// Goals that would lose programs, in the order of the plan.
    pub goals: Vec<Loss>,
    /// The ministries concerned: those of most measures first.
    pub bodies: Vec<Concerned>,
    /// What is known of the money of the programs that end, by fiscal year.
    pub money: BTreeMap<i32, Bounds>,
}

/// How many of some items lose programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counts {
    /// How many lose their only program.
    pub only: usize,
    /// How many lose one of several.
    pub one: usize,
}

/// What the end of one program would mean, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The program, as a place in [`Links::programs`].
    pub program: usize,
    /// The parts that end with it, in order.
    pub parts: Vec<usize>,
    /// Of the measures.
    pub measures: Counts,
    /// Of the objectives.
    pub objectives: Counts,
    /// Of the goals.
    pub goals: Counts,
    /// The ministries concerned, as in [`Impact::bodies`].
    pub bodies: Vec<Concerned>,
    /// What is known of its money and that of its parts, by fiscal year.
    pub money: BTreeMap<i32, Bounds>,
}

/// How many lose their only program.
pub fn only(losses: &[Loss]) -> usize {
    losses.iter().filter(|loss| loss.is_only()).count()
}

/// Works out what programs' ends would mean, on one set of links.
#[derive(Debug)]
pub struct Impacts<'l> {
    links: &'l Links,
    ledger: Ledger<'l>,
    parts: Vec<Vec<usize>>,
    /// The measures that use each program.
    users: Vec<Vec<usize>>,
    /// The programs of each measure, objective and goal, in order.
    measures: Vec<Vec<usize>>,
    objectives: Vec<BTreeSet<usize>>,
    goals: Vec<BTreeSet<usize>>,
}

impl<'l> Impacts<'l> {
    /// Prepares the questions.
    pub fn new(links: &'l Links) -> Self {
        let mut parts = vec![Vec::new(); links.programs.len()];
        for (part, row) in links.programs.iter().enumerate() {
            for whole in &row.wholes {
                if let Some(parts) = parts.get_mut(*whole) {
                    parts.push(part);
                }
            }
        }
        let mut users = vec![Vec::new(); links.programs.len()];
        let mut measures = vec![Vec::new(); links.measures.len()];
        for used in &links.uses {
            if let (Some(users), Some(programs)) =
                (users.get_mut(used.program), measures.get_mut(used.measure))
            {
                users.push(used.measure);
                programs.push(used.program);
            }
        }
        let programs_under = |count: usize, of: &dyn Fn(&Under) -> Option<usize>| {
            let mut all = vec![BTreeSet::new(); count];
            for (row, programs) in links.measures.iter().zip(&measures) {
                for heading in row.listings.iter().filter_map(|listing| of(&listing.under)) {
                    if let Some(under) = all.get_mut(heading) {
                        under.extend(programs);
                    }
                }
            }
            all
        };
        let objectives = programs_under(links.objectives.len(), &|under| under.objective);
        let goals = programs_under(links.goals.len(), &|under| under.goal);
        Self { links, ledger: Ledger::new(links), parts, users, measures, objectives, goals }
    }

    /// The programs that end when some do.
    fn ending(&self, programs: &[usize]) -> BTreeSet<usize> {
        let mut ended: BTreeSet<usize> = programs.iter().copied().collect();
        let mut waiting = programs.to_vec();
        while let Some(program) = waiting.pop() {
            for part in self.parts.get(program).map(Vec::as_slice).unwrap_or_default() {
                let wholes =
                    self.links.programs.get(*part).map(|row| row.wholes.as_slice()).unwrap_or_default();
                let goes_on = wholes.iter().any(|whole| whole != part && !ended.contains(whole));
                if !goes_on && ended.insert(*part) {
                    waiting.push(*part);
                }
            }
        }
        ended
    }

    /// What the end of all of these programs, places in [`Links::programs`], would mean.
    pub fn of(&self, programs: &[usize]) -> Impact {
        let ended = self.ending(programs);
        let touched = self.touched(&ended);
        let measures: Vec<Loss> = losses(&ended, touched.measures, |measure| self.measures.get(measure));
        Impact {
            bodies: self.concerned(&measures),
            objectives: losses(&ended, touched.objectives, |objective| self.objectives.get(objective)),
            goals: losses(&ended, touched.goals, |goal| self.goals.get(goal)),
            measures,
            money: self.ledger.by_year(&ended),
            programs: ended.into_iter().collect(),
        }
    }

    fn concerned(&self, measures: &[Loss]) -> Vec<Concerned> {
        let mut counts: BTreeMap<usize, Concerned> = BTreeMap::new();
        for loss in measures {
            let Some(row) = self.links.measures.get(loss.item) else {
                continue;
            };
            let leads = row.leads.iter().map(|body| (*body, true));
            for (body, lead) in leads.chain(row.supporting.iter().map(|body| (*body, false))) {
                let count = counts.entry(body).or_insert(Concerned { body, leads: 0, supports: 0, only: 0 });
                count.leads += usize::from(lead);
                count.supports += usize::from(!lead);
                count.only += usize::from(loss.is_only());
            }
        }
        let mut bodies: Vec<Concerned> = counts.into_values().collect();
        // Rows of bodies stand by IRI.
        bodies.sort_by_key(|count| {
            (std::cmp::Reverse(count.leads + count.supports), std::cmp::Reverse(count.leads), count.body)
        });
        bodies
    }

    /// What the end of each program that something uses would mean, the worst first: by measures that would lose their only
    /// program, then goals and objectives that would, then measures that would lose one of several, then by name and IRI.
    ///
    /// # Complexity
    ///
    /// Time grows with the uses of each program and its parts and with the headings above these; space with the programs.
    pub fn ranking(&self) -> Vec<Ranked> {
        let every = (0..self.links.programs.len()).map(|program| self.ranked(program));
        let mut ranked: Vec<Ranked> = every.filter(|one| one.measures.only + one.measures.one > 0).collect();
        // Programs stand by name and IRI already, and the sort is stable.
        ranked.sort_by_key(|one| {
            std::cmp::Reverse((one.measures.only, one.goals.only, one.objectives.only, one.measures.one))
        });
        ranked
    }

    fn ranked(&self, program: usize) -> Ranked {
        let ended = self.ending(&[program]);
        let touched = self.touched(&ended);
        let measures: Vec<Loss> = losses(&ended, touched.measures, |measure| self.measures.get(measure));
        // Of headings only numbers are kept: a goal may have thousands of programs.
        let count = |items: &BTreeSet<usize>, of: &[BTreeSet<usize>]| {
            let mut counts = Counts::default();
            for all in items.iter().filter_map(|item| of.get(*item)) {
                let lost = ended.iter().filter(|program| all.contains(program)).count();
                counts.only += usize::from(lost == all.len());
                counts.one += usize::from(lost > 0 && lost < all.len());
            }
            counts
        };
        Ranked {
            program,
            measures: Counts { only: only(&measures), one: measures.len() - only(&measures) },
            objectives: count(&touched.objectives, &self.objectives),
            goals: count(&touched.goals, &self.goals),
            bodies: self.concerned(&measures),
            money: self.ledger.by_year(&ended),
            parts: ended.into_iter().filter(|other| *other != program).collect(),
        }
    }

    /// What the end of some programs concerns.
    fn touched(&self, ended: &BTreeSet<usize>) -> Touched {
        let using = ended.iter().filter_map(|program| self.users.get(*program)).flatten();
        let mut touched = Touched { measures: using.copied().collect(), ..Touched::default() };
        for row in touched.measures.iter().filter_map(|measure| self.links.measures.get(*measure)) {
            touched.objectives.extend(row.listings.iter().filter_map(|listing| listing.under.objective));
            touched.goals.extend(row.listings.iter().filter_map(|listing| listing.under.goal));
        }
        touched
    }
}

/// Measures that use some programs, and the headings above them.
#[derive(Default)]
struct Touched {
    measures: BTreeSet<usize>,
    objectives: BTreeSet<usize>,
    goals: BTreeSet<usize>,
}

/// What of some items loses programs; `of` gives the programs of an item.
fn losses<'p, P>(
    ended: &BTreeSet<usize>,
    items: BTreeSet<usize>,
    of: impl Fn(usize) -> Option<&'p P>,
) -> Vec<Loss>
where
    P: 'p,
    &'p P: IntoIterator<Item = &'p usize>,
{
    let loss = |item: usize| {
        let (lost, left) = of(item)?.into_iter().partition(|program| ended.contains(*program));
        Some(Loss { item, lost, left })
    };
    items.into_iter().filter_map(loss).filter(|loss| !loss.lost.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::links::{HeadingRow, Listing, MeasureRow, ProgramRow, UseRow};
    use proptest::prelude::*;

    /// Measures 0, 1, … with the programs they use, under the objective of the same number halved; programs with their
    /// wholes.
    fn links(uses: &[Vec<usize>], wholes: &[Vec<usize>]) -> Links {
        let measure = |place: usize| MeasureRow {
            listings: vec![Listing {
                under: Under { goal: Some(0), objective: Some(place / 2), group: None },
                ..Listing::default()
            }],
            ..MeasureRow::default()
        };
        let mut rows = Vec::new();
        for (measure, programs) in uses.iter().enumerate() {
            let programs: BTreeSet<usize> = programs.iter().copied().collect();
            rows.extend(programs.into_iter().map(|program| UseRow { measure, program, ..UseRow::default() }));
        }
        Links {
            goals: vec![HeadingRow::default()],
            objectives: vec![HeadingRow::default(); uses.len().div_ceil(2)],
            measures: (0..uses.len()).map(measure).collect(),
            programs: wholes
                .iter()
                .map(|wholes| ProgramRow { wholes: wholes.clone(), ..ProgramRow::default() })
                .collect(),
            uses: rows,
            ..Links::default()
        }
    }

    fn items(losses: &[Loss], only: bool) -> Vec<usize> {
        losses.iter().filter(|loss| loss.is_only() == only).map(|loss| loss.item).collect()
    }

    #[test]
    fn parts_end_with_their_whole_and_wholes_go_on_without_a_part() {
        // Program 1 is part of 0. Measure 0 uses the part, 1 both, 2 the whole and program 2, 3 program 2.
        let links = links(&[vec![1], vec![0, 1], vec![0, 2], vec![2]], &[vec![], vec![0], vec![]]);
        let impacts = Impacts::new(&links);
        let whole = impacts.of(&[0]);
        assert_eq!(whole.programs, [0, 1]);
        assert_eq!((items(&whole.measures, true), items(&whole.measures, false)), (vec![0, 1], vec![2]));
        assert_eq!((items(&whole.objectives, true), items(&whole.objectives, false)), (vec![0], vec![1]));
        assert_eq!(items(&whole.goals, false), [0]);
        let part = impacts.of(&[1]);
        assert_eq!(part.programs, [1]);
        assert_eq!((items(&part.measures, true), items(&part.measures, false)), (vec![0], vec![1]));
        assert_eq!(items(&part.objectives, true), Vec::<usize>::new());
        let both = impacts.of(&[0, 2]);
        assert_eq!((items(&both.measures, true), items(&both.goals, true)), (vec![0, 1, 2, 3], vec![0]));
    }

    #[test]
    fn a_part_of_two_programs_goes_on_with_one_of_them() {
        let links = links(&[vec![2]], &[vec![], vec![], vec![0, 1]]);
        let impacts = Impacts::new(&links);
        assert_eq!(impacts.of(&[0]).programs, [0]);
        assert_eq!(impacts.of(&[0, 1]).programs, [0, 1, 2]);
    }

    #[test]
    fn circles_of_parts_end() {
        let links = links(&[vec![0], vec![1]], &[vec![1, 0], vec![0]]);
        assert_eq!(Impacts::new(&links).of(&[0]).programs, [0, 1]);
    }

    proptest! {
        /// A measure loses its only program just if no program that it uses can still be reached from a program that
        /// goes on by itself.
        #[test]
        fn what_is_lost_is_what_nothing_reaches(
            uses in prop::collection::vec(prop::collection::vec(0_usize..8, 0..4), 1..8),
            // Parts of programs with smaller numbers: no circles.
            wholes in prop::collection::vec(prop::collection::btree_set(0_usize..8, 0..3), 8),
            ending in prop::collection::btree_set(0_usize..8, 1..3),
        ) {
            let wholes: Vec<Vec<usize>> = wholes
                .iter()
                .enumerate()
                .map(|(program, all)| all.iter().copied().filter(|whole| *whole < program).collect())
                .collect();
            let mut lives = [false; 8];
            for program in 0..8 {
                let above = &wholes[program];
                let kept = above.is_empty() || above.iter().any(|whole| lives[*whole]);
                lives[program] = kept && !ending.contains(&program);
            }
            let links = links(&uses, &wholes);
            let found = Impacts::new(&links).of(&ending.iter().copied().collect::<Vec<_>>());
            let lost = |programs: &Vec<usize>| !programs.is_empty() && programs.iter().all(|program| !lives[*program]);
            let wanted: Vec<usize> = (0..uses.len()).filter(|measure| lost(&uses[*measure])).collect();
            prop_assert_eq!(items(&found.measures, true), wanted);
            let hit = |programs: &Vec<usize>| {
                programs.iter().any(|program| lives[*program]) && programs.iter().any(|program| !lives[*program])
            };
            let wanted: Vec<usize> = (0..uses.len()).filter(|measure| hit(&uses[*measure])).collect();
            prop_assert_eq!(items(&found.measures, false), wanted);
        }
    }
}

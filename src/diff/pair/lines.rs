//! Which budget lines are the same: those of the same programs and year, with the same phase and amount, else the same phase, else
//! whatever is left of that year.

use super::{Pairing, Pairs};
use crate::diff::edition::{Edition, Owner};

/// Whose money, by the numbers that both editions share.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
enum Whose {
    Measure(usize),
    Programs(Vec<usize>),
}

pub(super) fn pair(old: &Edition<'_>, new: &Edition<'_>, items: &Pairs, programs: &Pairs) -> Pairs {
    let (shared_items, shared_programs) = (items.shared(), programs.shared());
    let of_old = |owner: &Owner| match owner {
        Owner::Programs(programs) => Whose::Programs(shared_programs.of(programs)),
        Owner::Measure(measure) => Whose::Measure(shared_items.one(*measure)),
    };
    let of_new = |owner: &Owner| match owner {
        Owner::Programs(programs) => Whose::Programs(programs.clone()),
        Owner::Measure(measure) => Whose::Measure(*measure),
    };
    let olds: Vec<Whose> = old.lines.iter().map(|line| of_old(&line.owner)).collect();
    let news: Vec<Whose> = new.lines.iter().map(|line| of_new(&line.owner)).collect();
    let mut pairs = Pairs::new(olds.len(), news.len());
    // Each step asks for less of a line: of (phase, amount, precision), all, the phase, nothing.
    for asked in (0..3).rev() {
        let key = |edition: &Edition<'_>, whose: &[Whose], at: usize| {
            let (line, whose) = (edition.lines.get(at)?, whose.get(at)?);
            let asked_of = |least: u8, text: &str| (asked >= least).then(|| text.to_owned());
            let exact = asked_of(2, line.amount).zip(asked_of(2, line.precision));
            Some((whose.clone(), line.year, asked_of(1, line.phase), exact))
        };
        pairs.join_equal(Pairing::SameText, |at| key(old, &olds, at), |at| key(new, &news, at));
    }
    pairs
}

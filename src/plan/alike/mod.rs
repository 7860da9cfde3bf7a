//! Names of programs that are almost alike: suspected, reported, never merged.
//!
//! A suspicion is for a person to decide, in a register; so it is better to miss one than to report fifty that are
//! none. Names that count on (第一期, A型), name opposites (前期, 後期) or places (山形県, 山口県) are different names,
//! and so is a whole family of names that differ in one place only. Two entries of a register are two programs.

mod contrast;
mod likeness;
mod search;
mod spelling;
mod suspect;

pub use likeness::Likeness;
pub use suspect::{Suspect, Suspicion, suspected_aliases};

pub(super) use likeness::difference;
pub(super) use search::{Alike, Candidate, alike};

use super::model::{Mention, Statement};
use foldhash::HashMap;
use std::collections::BTreeSet;

/// The programs whose name stands, each time, at the end of a line or cell: it may go on elsewhere, or be lost.
pub(super) fn cut_names<'m>(
    statements: &[Statement],
    mentions: impl Iterator<Item = (usize, &'m Mention)>,
) -> BTreeSet<usize> {
    let mut ends: HashMap<(u32, u32, u32), Vec<(u32, usize)>> = HashMap::default();
    let mut elsewhere = BTreeSet::new();
    let mut cut = BTreeSet::new();
    let cells: BTreeSet<_> = statements.iter().map(|statement| statement.span.cell()).collect();
    for (program, mention) in mentions {
        if cells.contains(&mention.span.cell()) {
            ends.entry(mention.span.cell()).or_default().push((mention.span.end, program));
        } else {
            elsewhere.insert(program);
        }
    }
    for statement in statements {
        let Some(mut ends) = ends.remove(&statement.span.cell()) else {
            continue;
        };
        ends.sort_unstable();
        let mut ends = ends.into_iter().peekable();
        for (at, next) in (0..).zip(statement.surface().chars().map(Some).chain([None])) {
            while let Some((_, program)) = ends.next_if(|(end, _)| *end <= at) {
                let at_end = next.is_none_or(|next| matches!(next, '\n' | '\r' | '<'));
                if at_end { &mut cut } else { &mut elsewhere }.insert(program);
            }
        }
        elsewhere.extend(ends.map(|(_, program)| program));
    }
    cut.difference(&elsewhere).copied().collect()
}

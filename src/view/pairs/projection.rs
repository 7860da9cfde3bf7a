//! Programs by shared measures, and measures by shared programs.

use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::network::NodeKind;
use crate::view::pairs::{Item, Pairs, PairsError, Tie, together};

/// The uses, sorted by one of their sides: for each row of that side what is at the other, in order, each once.
fn sides(links: &Links) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut by_measure = vec![Vec::new(); links.measures.len()];
    let mut by_program = vec![Vec::new(); links.programs.len()];
    for used in &links.uses {
        if let (Some(programs), Some(measures)) =
            (by_measure.get_mut(used.measure), by_program.get_mut(used.program))
        {
            programs.push(used.program);
            measures.push(used.measure);
        }
    }
    for list in by_measure.iter_mut().chain(&mut by_program) {
        list.sort_unstable();
        list.dedup();
    }
    (by_measure, by_program)
}

fn lines(links: &Links) -> Vec<Option<i64>> {
    links.measures.iter().map(crate::view::links::MeasureRow::line).collect()
}

/// Ties of rows become ties of items: rows that have nothing are no items.
fn ties(found: Vec<(usize, usize, usize)>, items: &[Item], rows: usize) -> Vec<Tie> {
    let mut places = vec![0; rows];
    for (place, item) in items.iter().enumerate() {
        if let Some(slot) = places.get_mut(item.place) {
            *slot = place;
        }
    }
    let place = |row: usize| places.get(row).copied().unwrap_or_default();
    let tie = |(first, second, shared): (usize, usize, usize)| Tie {
        first: place(first),
        second: place(second),
        shared,
        both_lead: 0,
        is_part: false,
    };
    found.into_iter().map(tie).collect()
}

pub(super) fn programs(links: &Links, language: Language) -> Result<Pairs, PairsError> {
    let (by_measure, by_program) = sides(links);
    let found = together(&by_measure, links.programs.len(), "programs")?;
    let used = links.programs.iter().zip(by_program).enumerate().filter(|(_, (_, has))| !has.is_empty());
    let items: Vec<Item> = used
        .map(|(place, (row, has))| Item {
            place,
            iri: row.iri.clone(),
            label: row.label.clone(),
            mark: String::new(),
            rank: None,
            has,
            leads: 0,
        })
        .collect();
    let mut ties = ties(found, &items, links.programs.len());
    for tie in &mut ties {
        let place = |item: usize| items.get(item).map(|item| item.place);
        let is_part = |part: usize, whole: usize| {
            let row = place(part).and_then(|part| links.programs.get(part));
            row.zip(place(whole)).is_some_and(|(row, whole)| row.wholes.contains(&whole))
        };
        tie.is_part = is_part(tie.first, tie.second) || is_part(tie.second, tie.first);
    }
    Ok(Pairs {
        kind: NodeKind::Program,
        language,
        plan: links.plans.join("・"),
        items,
        ties,
        lines: lines(links),
    })
}

pub(super) fn measures(links: &Links, language: Language) -> Result<Pairs, PairsError> {
    let (by_measure, by_program) = sides(links);
    let found = together(&by_program, links.measures.len(), "measures")?;
    // Those that name no program are nodes, too: a gap is to be seen.
    let items: Vec<Item> = links
        .measures
        .iter()
        .zip(by_measure)
        .enumerate()
        .map(|(place, (row, has))| Item {
            place,
            iri: row.iri.clone(),
            label: row.text.clone(),
            mark: String::new(),
            rank: None,
            has,
            leads: 0,
        })
        .collect();
    let ties = ties(found, &items, links.measures.len());
    Ok(Pairs {
        kind: NodeKind::Measure,
        language,
        plan: links.plans.join("・"),
        items,
        ties,
        lines: lines(links),
    })
}

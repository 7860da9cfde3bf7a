//! Which part of a graph a view shows, and how it counts.
//!
//! May live here: what a person can choose, how what they type is looked up, and the narrowing of [`Links`] to it. Views
//! draw what they are given and know nothing of the choice.

use crate::query::parameters::fold::{fold, similarity};
use crate::view::links::{Links, Under};
use std::collections::BTreeSet;

/// What is shown. Everything by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only uses in these fiscal years; all if empty.
    pub years: BTreeSet<i32>,
    /// Only what is listed under these goals, as places in [`Links::goals`]; everything if empty.
    pub goals: BTreeSet<usize>,
    /// Only measures that one of these bodies is responsible for, as places in [`Links::bodies`]; all if empty.
    pub bodies: BTreeSet<usize>,
    /// Only leads (◎) count as responsible.
    pub lead: bool,
    /// Parts count as the program they are part of, and are not shown themselves.
    pub rollup: bool,
    /// Second listings (再掲) are shown and count.
    pub repeats: bool,
}

/// What is looked up by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A fiscal year.
    Year,
    /// A goal.
    Goal,
    /// A body.
    Body,
    /// A program.
    Program,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Year => "fiscal year",
            Self::Goal => "goal",
            Self::Body => "ministry",
            Self::Program => "program",
        })
    }
}

/// Why a name was not found.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindError {
    /// Nothing is called so.
    #[error("there is no {what} `{name}`{}", near(nearest))]
    Unknown {
        /// What was looked for.
        what: Named,
        /// The name as given.
        name: String,
        /// The nearest names, best first.
        nearest: Vec<String>,
    },
    /// Several are called so.
    #[error("`{name}` may be any of {found}: {}; give the whole IRI of the {what}", several.join(", "))]
    Ambiguous {
        /// What was looked for.
        what: Named,
        /// The name as given.
        name: String,
        /// How many are called so.
        found: usize,
        /// The first of them, by IRI.
        several: Vec<String>,
    },
}

impl FindError {
    /// The same with the name as it was typed.
    fn called(mut self, typed: &str) -> Self {
        match &mut self {
            Self::Unknown { name, .. } | Self::Ambiguous { name, .. } => typed.clone_into(name),
        }
        self
    }
}

fn near(nearest: &[String]) -> String {
    match nearest {
        [] => "; there is none at all".to_owned(),
        names => format!("; the nearest are {}", names.join(", ")),
    }
}

/// How many names a message gives.
const NEAREST: usize = 5;

/// Something with its names.
struct Candidate<'l> {
    place: usize,
    /// Nothing for a fiscal year, which is known by its number.
    iri: Option<&'l str>,
    /// The names it is best known by.
    main: Vec<&'l str>,
    /// Others; they count only if no name above fits.
    other: Vec<&'l str>,
}

/// The place of what a person calls `name`: by IRI, mark, number, name or another name, or the IRI's last step, whatever the
/// width and case of its characters. For a fiscal year the place in [`Links::years`].
pub fn find(links: &Links, what: Named, name: &str) -> Result<usize, FindError> {
    let candidates = candidates(links, what);
    if let Some(candidate) = candidates.iter().find(|candidate| candidate.iri == Some(name)) {
        return Ok(candidate.place);
    }
    let wanted = fold(name);
    let of = |names: &dyn Fn(&Candidate<'_>) -> bool| -> Vec<&Candidate<'_>> {
        candidates.iter().filter(|candidate| !name.trim().is_empty() && names(candidate)).collect()
    };
    let ends_so = |iri: &str| {
        let lower = iri.to_ascii_lowercase();
        let start = lower.strip_suffix(&name.to_ascii_lowercase()).map(str::to_owned);
        start.is_some_and(|start| start.ends_with(['/', '#']))
    };
    let mut found = of(&|candidate| candidate.main.iter().any(|main| fold(main) == wanted));
    if found.is_empty() {
        found = of(&|candidate| candidate.other.iter().any(|other| fold(other) == wanted));
    }
    if found.is_empty() {
        found = of(&|candidate| candidate.iri.is_some_and(ends_so));
    }
    match found.as_slice() {
        [only] => Ok(only.place),
        [] => {
            let names = candidates.iter().flat_map(|candidate| candidate.main.iter());
            let mut ranked: Vec<(u32, &str)> =
                names.map(|main| (similarity(&wanted, &fold(main)), *main)).collect();
            ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
            ranked.dedup_by(|a, b| a.1 == b.1);
            let nearest = ranked.into_iter().take(NEAREST).map(|(_, name)| name.to_owned()).collect();
            Err(FindError::Unknown { what, name: name.to_owned(), nearest })
        }
        several => Err(FindError::Ambiguous {
            what,
            name: name.to_owned(),
            found: several.len(),
            several: several
                .iter()
                .take(NEAREST)
                .map(|candidate| {
                    let title = candidate.main.first().copied().unwrap_or_default();
                    format!("{title} ({})", candidate.iri.unwrap_or_default())
                })
                .collect(),
        }),
    }
}

fn candidates(links: &Links, what: Named) -> Vec<Candidate<'_>> {
    fn all<'l, T>(rows: &'l [T], of: impl Fn(usize, &'l T) -> Candidate<'l>) -> Vec<Candidate<'l>> {
        rows.iter().enumerate().map(|(place, row)| of(place, row)).collect()
    }
    match what {
        Named::Year => all(&links.years, |place, row| Candidate {
            place,
            iri: None,
            main: std::iter::once(row.label.as_str()).chain(row.english.as_deref()).collect(),
            other: Vec::new(),
        }),
        Named::Goal => all(&links.goals, |place, row| Candidate {
            place,
            iri: Some(&row.iri),
            main: std::iter::once(row.label.as_str()).chain(row.mark.as_deref()).collect(),
            other: Vec::new(),
        }),
        Named::Body => all(&links.bodies, |place, row| Candidate {
            place,
            iri: Some(&row.iri),
            main: [row.label.as_str(), row.mark.as_str()].into_iter().chain(row.english.as_deref()).collect(),
            other: row.names.iter().map(String::as_str).collect(),
        }),
        Named::Program => all(&links.programs, |place, row| Candidate {
            place,
            iri: Some(&row.iri),
            main: vec![&row.label],
            other: row.names.iter().map(String::as_str).collect(),
        }),
    }
}

/// The fiscal year that a person calls `name`: by number, 2022, or by name, 令和4.
pub fn find_year(links: &Links, name: &str) -> Result<i32, FindError> {
    if let Ok(number) = fold(name).parse::<i32>()
        && links.years.iter().any(|row| row.year == number)
    {
        return Ok(number);
    }
    // R4 is how tables shorten 令和4.
    let spelled = fold(name);
    let spelled = spelled.strip_prefix('r').filter(|rest| rest.parse::<u32>().is_ok());
    let place = match spelled {
        Some(number) => {
            find(links, Named::Year, &format!("令和{number}")).map_err(|error| error.called(name))?
        }
        None => find(links, Named::Year, name)?,
    };
    Ok(links.years.get(place).map(|row| row.year).unwrap_or_default())
}

impl Selection {
    /// The links that are shown. Rows keep their order, and all rows of headings, bodies and programs stay, so that places
    /// mean the same before and after; measures that are not shown are left out, and with them their uses.
    #[must_use]
    pub fn apply(&self, links: &Links) -> Links {
        let mut shown = links.clone();
        if self.lead {
            for measure in &mut shown.measures {
                measure.supporting.clear();
            }
        }
        for measure in &mut shown.measures {
            measure
                .listings
                .retain(|listing| (self.repeats || !listing.again) && self.has_goal(listing.under));
        }
        if !self.repeats {
            for heading in shown.goals.iter_mut().chain(&mut shown.objectives).chain(&mut shown.groups) {
                heading.again.clear();
            }
        }
        self.keep_measures(&mut shown);
        if !self.years.is_empty() {
            shown.uses.retain_mut(|row| {
                row.years.retain(|year| self.years.contains(year));
                for years in [&mut row.status, &mut row.planned] {
                    years.retain(|year| year.is_some_and(|year| self.years.contains(&year)));
                }
                !row.years.is_empty()
            });
            shown.years.retain(|row| self.years.contains(&row.year));
            shown.lines.retain(|line| self.years.contains(&line.year));
        }
        if self.rollup {
            roll_up(&mut shown);
        }
        shown
    }

    /// Whether something under these headings is shown.
    pub fn has_goal(&self, under: Under) -> bool {
        self.goals.is_empty() || under.goal.is_some_and(|goal| self.goals.contains(&goal))
    }

    fn keep_measures(&self, shown: &mut Links) {
        let keeps = |row: &crate::view::links::MeasureRow| {
            let responsible = row.leads.iter().chain(&row.supporting);
            let by_body =
                self.bodies.is_empty() || responsible.into_iter().any(|body| self.bodies.contains(body));
            by_body && !row.listings.is_empty()
        };
        let mut places = vec![None; shown.measures.len()];
        let mut next = 0;
        for (place, row) in places.iter_mut().zip(&shown.measures) {
            if keeps(row) {
                *place = Some(next);
                next += 1;
            }
        }
        shown.measures.retain(keeps);
        shown.uses.retain_mut(|row| match places.get(row.measure).copied().flatten() {
            Some(place) => {
                row.measure = place;
                true
            }
            None => false,
        });
    }
}

/// Replaces each part by what it is part of, up to programs that are part of nothing. A part of several wholes counts for
/// each; parts that form a circle stay as they are.
fn roll_up(links: &mut Links) {
    let tops: Vec<Vec<usize>> = (0..links.programs.len()).map(|program| tops(links, program)).collect();
    let of = |program: usize| tops.get(program).map(Vec::as_slice).unwrap_or_default();
    let mut uses = Vec::with_capacity(links.uses.len());
    for row in &links.uses {
        for top in of(row.program) {
            uses.push(crate::view::links::UseRow { program: *top, ..row.clone() });
        }
    }
    uses.sort_by_key(|row| (row.measure, row.program));
    uses.dedup_by(|next, kept| {
        let same = (next.measure, next.program) == (kept.measure, kept.program);
        if same {
            kept.years.append(&mut next.years);
            kept.years.sort_unstable();
            kept.years.dedup();
            for (kept, next) in [(&mut kept.status, &mut next.status), (&mut kept.planned, &mut next.planned)]
            {
                kept.append(next);
                kept.sort_unstable();
                kept.dedup();
            }
        }
        same
    });
    let all = |programs: &[usize]| {
        let found: BTreeSet<usize> = programs.iter().flat_map(|program| of(*program)).copied().collect();
        found.into_iter().collect::<Vec<_>>()
    };
    for line in &mut links.lines {
        line.programs = all(&line.programs);
        for stated in &mut line.stated {
            stated.programs = all(&stated.programs);
        }
    }
    links.uses = uses;
    for (program, row) in links.programs.iter_mut().enumerate() {
        if of(program) != [program] {
            row.wholes.clear();
        }
    }
}

/// What a program is part of in the end; itself if that is nothing, or a circle.
fn tops(links: &Links, program: usize) -> Vec<usize> {
    let mut seen = BTreeSet::from([program]);
    let mut waiting = vec![program];
    let mut found = BTreeSet::new();
    while let Some(next) = waiting.pop() {
        let wholes = links.programs.get(next).map(|row| row.wholes.as_slice()).unwrap_or_default();
        let above: Vec<usize> = wholes.iter().copied().filter(|whole| *whole != next).collect();
        if above.is_empty() {
            found.insert(next);
        }
        waiting.extend(above.into_iter().filter(|whole| seen.insert(*whole)));
    }
    if found.is_empty() { vec![program] } else { found.into_iter().collect() }
}

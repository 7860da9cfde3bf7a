//! Impacts as JSON.

use super::Asked;
use crate::view::impact::{Concerned, Counts, Impact, Loss, Ranked};
use crate::view::links::Links;
use crate::view::money::Bounds;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Something with its name.
#[derive(Serialize)]
struct Item<'l> {
    iri: &'l str,
    label: &'l str,
}

#[derive(Serialize)]
struct LossJson<'l> {
    #[serde(flatten)]
    item: Item<'l>,
    /// `only` or `one`.
    loses: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_line: Option<i64>,
    lost: Vec<Item<'l>>,
    left: Vec<Item<'l>>,
}

#[derive(Serialize)]
struct MinistryJson<'l> {
    #[serde(flatten)]
    item: Item<'l>,
    leads: usize,
    supports: usize,
    loses_only: usize,
}

/// Bounds of the money of a year, in yen.
#[derive(Serialize)]
struct MoneyJson {
    fiscal_year: i32,
    lower_yen: i128,
    upper_yen: i128,
}

#[derive(Serialize)]
struct ImpactJson<'l> {
    programs: Vec<Item<'l>>,
    parts: Vec<Item<'l>>,
    measures: Vec<LossJson<'l>>,
    objectives: Vec<LossJson<'l>>,
    goals: Vec<LossJson<'l>>,
    ministries: Vec<MinistryJson<'l>>,
    money: Vec<MoneyJson>,
}

/// How many lose their only program, and one of several.
#[derive(Serialize)]
struct CountsJson {
    only: usize,
    one: usize,
}

impl From<Counts> for CountsJson {
    fn from(counts: Counts) -> Self {
        Self { only: counts.only, one: counts.one }
    }
}

/// A program of a ranking.
#[derive(Serialize)]
struct RankedJson<'l> {
    #[serde(flatten)]
    program: Item<'l>,
    parts: Vec<Item<'l>>,
    measures: CountsJson,
    objectives: CountsJson,
    goals: CountsJson,
    ministries: Vec<MinistryJson<'l>>,
    money: Vec<MoneyJson>,
}

fn ranked<'l>(links: &'l Links, one: &Ranked) -> Option<RankedJson<'l>> {
    let row = links.programs.get(one.program)?;
    Some(RankedJson {
        program: Item { iri: &row.iri, label: &row.label },
        parts: items(links, &one.parts),
        measures: one.measures.into(),
        objectives: one.objectives.into(),
        goals: one.goals.into(),
        ministries: ministries(links, &one.bodies),
        money: money(&one.money),
    })
}

/// Writes one object for programs that end together, an array of them for a ranking.
pub(super) fn write(links: &Links, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    match asked {
        Asked::Programs(programs, impact) => {
            serde_json::to_writer_pretty(&mut *out, &object(links, programs, impact))?;
        }
        Asked::Ranking(ranking) => {
            let all: Vec<RankedJson<'_>> = ranking.iter().filter_map(|one| ranked(links, one)).collect();
            serde_json::to_writer_pretty(&mut *out, &all)?;
        }
    }
    writeln!(out)
}

fn object<'l>(links: &'l Links, programs: &[usize], impact: &Impact) -> ImpactJson<'l> {
    let headings = |losses: &[Loss], rows: &'l [crate::view::links::HeadingRow]| -> Vec<LossJson<'l>> {
        let known = losses.iter().filter_map(|loss| Some((loss, rows.get(loss.item)?)));
        known
            .map(|(loss, row)| loss_json(links, loss, Item { iri: &row.iri, label: &row.label }, None))
            .collect()
    };
    let measures = impact.measures.iter().filter_map(|loss| {
        let row = links.measures.get(loss.item)?;
        Some(loss_json(links, loss, Item { iri: &row.iri, label: &row.text }, row.line()))
    });
    let parts: Vec<usize> =
        impact.programs.iter().copied().filter(|program| !programs.contains(program)).collect();
    ImpactJson {
        programs: items(links, programs),
        parts: items(links, &parts),
        measures: measures.collect(),
        objectives: headings(&impact.objectives, &links.objectives),
        goals: headings(&impact.goals, &links.goals),
        ministries: ministries(links, &impact.bodies),
        money: money(&impact.money),
    }
}

fn loss_json<'l>(links: &'l Links, loss: &Loss, item: Item<'l>, line: Option<i64>) -> LossJson<'l> {
    LossJson {
        item,
        loses: if loss.is_only() { "only" } else { "one" },
        source_line: line,
        lost: items(links, &loss.lost),
        left: items(links, &loss.left),
    }
}

fn items<'l>(links: &'l Links, programs: &[usize]) -> Vec<Item<'l>> {
    let rows = programs.iter().filter_map(|program| links.programs.get(*program));
    rows.map(|row| Item { iri: &row.iri, label: &row.label }).collect()
}

fn ministries<'l>(links: &'l Links, bodies: &[Concerned]) -> Vec<MinistryJson<'l>> {
    let known = bodies.iter().filter_map(|body| Some((body, links.bodies.get(body.body)?)));
    known
        .map(|(body, row)| MinistryJson {
            item: Item { iri: &row.iri, label: &row.label },
            leads: body.leads,
            supports: body.supports,
            loses_only: body.only,
        })
        .collect()
}

fn money(years: &BTreeMap<i32, Bounds>) -> Vec<MoneyJson> {
    let year = |(year, bounds): (&i32, &Bounds)| MoneyJson {
        fiscal_year: *year,
        lower_yen: bounds.lower,
        upper_yen: bounds.upper,
    };
    years.iter().map(year).collect()
}

//! Impacts as JSON.

use super::Asked;
use crate::view::impact::{Impact, Loss};
use crate::view::links::Links;
use serde::Serialize;
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

/// Writes one object for programs that end together, an array of them for a ranking.
pub(super) fn write(links: &Links, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    match asked {
        Asked::Programs(programs, impact) => {
            serde_json::to_writer_pretty(&mut *out, &object(links, programs, impact))?;
        }
        Asked::Ranking(ranking) => {
            let all: Vec<ImpactJson<'_>> =
                ranking.iter().map(|(program, impact)| object(links, &[*program], impact)).collect();
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
        ministries: impact
            .bodies
            .iter()
            .filter_map(|body| {
                let row = links.bodies.get(body.body)?;
                let item = Item { iri: &row.iri, label: &row.label };
                Some(MinistryJson { item, leads: body.leads, supports: body.supports, loses_only: body.only })
            })
            .collect(),
        money: impact
            .money
            .iter()
            .map(|(year, bounds)| MoneyJson {
                fiscal_year: *year,
                lower_yen: bounds.lower,
                upper_yen: bounds.upper,
            })
            .collect(),
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

//! Uses the library: reads a table, lists the programs that each goal's measures use, writes the graph as Turtle.
//!
//! ```sh
//! cargo run --example library -- examples/medical-device-plan-2023/report.tsv plan.ttl
//! ```

use policygraph::export::{RdfFormat, write_plan};
use policygraph::plan::{BuildOptions, Plan, build};
use policygraph::rdf::Base;
use policygraph::source;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else {
        return Err("usage: library TABLE OUTPUT.ttl".into());
    };

    // Bytes, then cells, then the plan. What is not understood is in `plan.diagnostics`; nothing stops the reading.
    let (document, table) = source::read(Path::new(input))?;
    let plan = build(&document, &table, &BuildOptions::default());

    let mut out = std::io::stdout().lock();
    for (goal, programs) in programs_of_goals(&plan) {
        writeln!(out, "{goal}: {} programs", programs.len())?;
        for program in programs {
            writeln!(out, "  {program}")?;
        }
    }

    let mut file = BufWriter::new(File::create(output)?);
    let summary = write_plan(&plan, &Base::default(), RdfFormat::Turtle, false, &mut file)?;
    file.flush()?;
    writeln!(out, "{} triples in {output}", summary.statements)?;
    Ok(())
}

/// Goals in the order of the plan, each with the programs that are named in the status and plan cells of its measures.
fn programs_of_goals(plan: &Plan) -> Vec<(&str, BTreeSet<&str>)> {
    // A mention says where it stands; the cell there says which measure it is about.
    let cells: BTreeMap<(u32, u32, u32), &str> =
        plan.statements.iter().map(|cell| (cell.span.cell(), cell.measure.as_str())).collect();
    let goals: BTreeMap<&str, &str> = plan
        .measures
        .iter()
        .filter(|measure| !measure.relisted)
        .filter_map(|measure| Some((measure.id.as_str(), measure.goal_id.as_deref()?)))
        .collect();
    let mut programs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for mention in &plan.mentions {
        let measure = cells.get(&mention.span.cell());
        if let Some(goal) = measure.and_then(|measure| goals.get(measure)) {
            programs.entry(goal).or_default().insert(&mention.program);
        }
    }
    plan.goals
        .iter()
        .map(|goal| (goal.label.as_str(), programs.remove(goal.id.as_str()).unwrap_or_default()))
        .collect()
}

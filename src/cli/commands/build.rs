//! `policygraph build INPUT… -o DIR`: everything at once.

mod folder;
mod pictures;
mod summary;

use super::convert::{Inputs, write_file};
use crate::cli::args::BuildArgs;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::findings::json;
use crate::cli::input::{Setting, load_plan, shown};
use crate::cli::output::write_to;
use crate::cli::progress::Progress;
use crate::diagnostic::Diagnostic;
use crate::export::RdfFormat;
use crate::plan::Plan;
use crate::query::catalogue::{self, StoredQuery};
use crate::query::evaluate::{Answer, answer};
use crate::query::parameters::resolve;
use crate::query::results::{ResultFormat, write_answer};
use crate::store::Store;
use folder::NewFolder;
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::PathBuf;
use summary::Found;

pub(crate) fn run(args: &BuildArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::new(Setting::new(&args.sources, &args.inputs, args.quiet)?, &args.inputs);
    let plans = read(&inputs)?;
    let mut folder = NewFolder::create(&args.output, args.force)?;
    let store = Store::new().or_exit(Exit::Input, || "store".to_owned())?;
    for plan in &plans {
        load_plan(&store, plan, &inputs.setting)?;
    }
    let statements = write_graphs(&plans, &inputs, &mut folder)?;
    write_plans(&plans, &mut folder)?;
    write_findings(args, &plans, &mut folder)?;
    let ranking = write_answers(&store, &mut folder)?;
    pictures::write(&plans, &inputs.setting.base, &mut folder)?;
    let found = Found { plans: &plans, store: &store, statements };
    folder.write_manifest(&found.counts()?)?;
    let files = folder.finish()?;
    if !args.quiet {
        let text = found.text(
            &args.inputs.iter().map(|path| shown(path)).collect::<Vec<_>>(),
            &ranking,
            &args.output,
            &files,
        )?;
        io::stdout()
            .lock()
            .write_all(text.as_bytes())
            .or_exit(Exit::Output, || "standard output".to_owned())?;
    }
    Ok(Exit::Done)
}

/// The plans of all inputs, read in parallel.
fn read(inputs: &Inputs<'_>) -> Result<Vec<Plan>, Failure> {
    let progress = Progress::documents(inputs.paths.len());
    let plan = |path: &PathBuf| {
        let plan = inputs.setting.plan(path);
        progress.advance(1);
        plan
    };
    inputs.paths.par_iter().map(plan).collect()
}

/// Turtle and N-Quads, each read back before it counts. Gives the number of triples of the union.
fn write_graphs(plans: &[Plan], inputs: &Inputs<'_>, folder: &mut NewFolder) -> Result<u64, Failure> {
    let mut triples = 0;
    for (format, about) in [
        (RdfFormat::Turtle, "the whole graph, for people and portals"),
        (RdfFormat::NQuads, "what the document says and what follows from it, in graphs of their own"),
    ] {
        let path = folder.file(&format!("plan.{format}"), about);
        let summary = write_file(inputs, Some(plans), format, true, &path)?;
        if format == RdfFormat::Turtle {
            triples = summary.statements;
        }
    }
    Ok(triples)
}

/// The plan as JSON; several documents by their names.
fn write_plans(plans: &[Plan], folder: &mut NewFolder) -> Result<(), Failure> {
    for (number, plan) in (1_usize..).zip(plans) {
        let name = if plans.len() == 1 { "plan.json".to_owned() } else { format!("plans/{number:02}.json") };
        let path = folder.file(&name, "the plan as data: every item with its place in the source");
        write_to(Some(&path), |out| -> anyhow::Result<()> {
            serde_json::to_writer_pretty(&mut *out, plan)?;
            Ok(out.write_all(b"\n")?)
        })?;
    }
    Ok(())
}

fn write_findings(args: &BuildArgs, plans: &[Plan], folder: &mut NewFolder) -> Result<(), Failure> {
    let findings: Vec<(String, &[Diagnostic])> = args
        .inputs
        .iter()
        .map(|path| shown(path))
        .zip(plans.iter().map(|plan| plan.diagnostics.as_slice()))
        .collect();
    let path = folder.file("findings.json", "what was guessed or looks wrong, with its place");
    write_to(Some(&path), |out| json::write(&findings, out))
}

/// The answers to the stored queries, worked out in parallel. Gives that of the ranking of programs, for the summary.
fn write_answers(store: &Store, folder: &mut NewFolder) -> Result<Answer, Failure> {
    let queries = catalogue::all().or_exit(Exit::Query, || "queries".to_owned())?;
    let paths: Vec<PathBuf> = queries
        .iter()
        .map(|query| {
            folder.file(&format!("answers/{}-{}.csv", query.number, query.name), &query.header.summary)
        })
        .collect();
    let write = |(query, path): (&StoredQuery, &PathBuf)| {
        let name = || query.file.to_owned();
        let bindings = resolve(store, query.text, &[], &query.header.defaults).or_exit(Exit::Query, name)?;
        let result = answer(store, query.text, &bindings).or_exit(Exit::Query, name)?;
        write_to(Some(path), |out| write_answer(&result, ResultFormat::Csv, out))?;
        Ok((query.name == "programs-by-measures").then_some(result))
    };
    let answers: Vec<Option<Answer>> =
        queries.par_iter().zip(&paths).map(write).collect::<Result<_, Failure>>()?;
    Ok(answers.into_iter().flatten().next().unwrap_or(Answer::Boolean(false)))
}

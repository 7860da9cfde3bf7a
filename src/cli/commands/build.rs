//! `policygraph build INPUT… -o DIR`: everything at once.

mod catalog;
mod copies;
mod folder;
mod graphs;
mod pages;
mod pictures;
mod summary;
mod tables;

use super::convert::Inputs;
use crate::cli::args::BuildArgs;
use crate::cli::description::describe;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::findings::json;
use crate::cli::input::{Setting, load_plan, shown};
use crate::cli::output::write_to;
use crate::cli::progress::Progress;
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::query::catalogue::{self, StoredQuery};
use crate::query::evaluate::{Answer, answer};
use crate::query::parameters::resolve;
use crate::query::results::{ResultFormat, write_answer};
use crate::site::start::QueryEntry;
use crate::store::Store;
use folder::NewFolder;
use pages::Pages;
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::PathBuf;
use summary::Found;

pub(crate) fn run(args: &BuildArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::new(Setting::new(&args.sources, &args.inputs, args.quiet)?, &args.inputs);
    let plans = read(&inputs)?;
    if !args.quiet {
        inputs.setting.announce_descriptions();
    }
    let described = describe(&inputs.setting, &args.inputs, &plans, &args.dataset);
    catalog::check_previous(&described.description, &inputs.setting.base)?;
    let mut folder = NewFolder::create(&args.output, args.force)?;
    let store = Store::new().or_exit(Exit::Input, || "store".to_owned())?;
    for plan in &plans {
        load_plan(&store, plan, &inputs.setting)?;
    }
    let statements = graphs::write(&plans, &inputs, &mut folder)?;
    write_plans(&plans, &mut folder)?;
    write_findings(args, &plans, &mut folder)?;
    let pages = Pages::new(&described.description, &inputs.setting.base, &store, args.pages)?;
    let (queries, ranking) = write_answers(&store, &pages, &mut folder)?;
    let tables = tables::write(&store, &mut folder)?;
    pictures::write(&plans, &inputs.setting.base, &mut folder)?;
    copies::write(&mut folder)?;
    catalog::write(&described.description, &inputs.setting.base, &store, statements, &mut folder)?;
    pages.write(&store, &plans, &queries, &tables, &mut folder)?;
    let found = Found { plans: &plans, store: &store, statements, described: &described };
    folder.write_manifest(&found.counts()?)?;
    folder.write_sums()?;
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

/// The plan as JSON; several documents by their names.
fn write_plans(plans: &[Plan], folder: &mut NewFolder) -> Result<(), Failure> {
    for (number, plan) in (1_usize..).zip(plans) {
        let name = if plans.len() == 1 { "plan.json".to_owned() } else { format!("plans/{number:02}.json") };
        let path = folder.file(
            &name,
            "the plan as data: every item with its place in the source",
            "データとしての計画: すべての項目と原文中の位置",
        );
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
    let path = folder.file(
        "findings.json",
        "what was guessed or looks wrong, with its place",
        "推定した点や不審な点とその位置",
    );
    write_to(Some(&path), |out| json::write(&findings, out))
}

/// The answers to the stored queries, worked out in parallel, as files and pages. Gives what the start page lists, and the
/// answer with the ranking of programs, for the summary.
fn write_answers(
    store: &Store,
    pages: &Pages<'_>,
    folder: &mut NewFolder,
) -> Result<(Vec<QueryEntry>, Answer), Failure> {
    let queries = catalogue::all().or_exit(Exit::Query, || "queries".to_owned())?;
    let mut places = Vec::new();
    for query in queries {
        let (about, about_ja) = (&query.header.summary, &query.header.title);
        let file = format!("answers/{}-{}.csv", query.number, query.name);
        let csv = folder.file(&file, about, about_ja);
        let page = folder.file(&pages::answer_name(&query), about, about_ja);
        places.push((query, file, csv, page));
    }
    let write = |(query, file, csv, page): (StoredQuery, String, PathBuf, PathBuf)| {
        let name = || query.file.to_owned();
        let bindings = resolve(store, query.text, &[], &query.header.defaults).or_exit(Exit::Query, name)?;
        let result = answer(store, query.text, &bindings).or_exit(Exit::Query, name)?;
        write_to(Some(&csv), |out| write_answer(&result, ResultFormat::Csv, out))?;
        pages.write_answer(&query, &result, &file, &page)?;
        let rows = match &result {
            Answer::Solutions(solutions) => solutions.rows.len(),
            Answer::Boolean(_) | Answer::Triples(_) => 0,
        };
        let ranking = (query.name == "programs-by-measures").then_some(result);
        Ok((QueryEntry { query, rows: Some(rows), file }, ranking))
    };
    let written: Vec<(QueryEntry, Option<Answer>)> =
        places.into_par_iter().map(write).collect::<Result<_, Failure>>()?;
    let (entries, rankings): (Vec<QueryEntry>, Vec<Option<Answer>>) = written.into_iter().unzip();
    Ok((entries, rankings.into_iter().flatten().next().unwrap_or(Answer::Boolean(false))))
}

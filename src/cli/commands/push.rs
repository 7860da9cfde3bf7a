//! `policygraph push INPUT… --endpoint URL`: graphs into a store on another machine.

use crate::cli::args::{PushArgs, PushFormat};
use crate::cli::ask::{credentials, is_remote};
use crate::cli::engine::are_plans;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, add};
use crate::cli::output::write_to;
use crate::cli::render::{FindingCounts, grouped, mention_findings};
use crate::push::{GraphContent, Method, Options, Report, Service, State, push};
use crate::store::Store;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::Duration;

pub(crate) fn run(args: &PushArgs) -> Result<Exit, Failure> {
    if is_remote(&args.inputs) {
        return Err(Failure::usage("push takes files; an endpoint cannot be an input"));
    }
    let into = args
        .graph
        .as_deref()
        .map(NamedNode::new)
        .transpose()
        .or_exit(Exit::Usage, || "--graph".to_owned())?;
    let service =
        Service::new(args.endpoint.as_deref(), args.update.as_deref(), args.query.as_deref(), credentials()?)
            .or_exit(Exit::Usage, String::new)?;
    let graphs = graphs(args, into.as_ref())?;
    let kilobytes = usize::try_from(args.chunk_size).unwrap_or(usize::MAX);
    let options = Options {
        bytes: kilobytes.saturating_mul(1 << 10),
        triples: usize::try_from(args.chunk_triples).unwrap_or(usize::MAX),
        timeout: Duration::from_secs(args.timeout),
        retries: args.retries,
    };
    let report = push(&graphs, &service, &options);
    write_to(None, |out| match args.format {
        PushFormat::Text => write_text(&report, out),
        PushFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &report).map_err(io::Error::from)?;
            writeln!(out)
        }
    })?;
    if report.complete {
        return Ok(Exit::Done);
    }
    let error = report.error.unwrap_or_else(|| "not every graph is replaced".to_owned());
    Err(Failure::new(Exit::Output, anyhow::anyhow!("{error}")))
}

/// The graphs of all inputs.
fn graphs(args: &PushArgs, into: Option<&NamedNode>) -> Result<Vec<GraphContent>, Failure> {
    let setting = Setting::new(&args.sources, &args.inputs, args.quiet)?;
    let store = Store::new().or_exit(Exit::Input, || "store".to_owned())?;
    let mut loader = store.loader();
    let mut findings = FindingCounts::default();
    for path in &args.inputs {
        findings = findings.plus(add(&mut loader, &setting, path)?);
    }
    loader.finish().or_exit(Exit::Input, || "store".to_owned())?;
    if !args.quiet {
        mention_findings(&findings, &args.inputs);
    }
    let mut graphs = GraphContent::of_store(&store, into)
        .map_err(|error| Failure::usage(format!("{error}; add --graph IRI")))?;
    if graphs.is_empty() {
        return Err(Failure::new(Exit::Input, anyhow::anyhow!("the inputs hold no statements")));
    }
    if into.is_none() && are_plans(&args.inputs) {
        add_derived(&mut graphs)?;
    }
    Ok(graphs)
}

/// A document has both of its graphs, even if nothing follows from it: an older one must not stay.
fn add_derived(graphs: &mut Vec<GraphContent>) -> Result<(), Failure> {
    const DERIVED: &str = "/derived";
    let names: BTreeSet<String> = graphs.iter().map(|graph| graph.name().as_str().to_owned()).collect();
    for name in names.iter().filter(|name| !name.ends_with(DERIVED)) {
        let derived = format!("{name}{DERIVED}");
        if !names.contains(&derived) {
            let name = NamedNode::new(derived).or_exit(Exit::Input, || name.clone())?;
            graphs.push(GraphContent::empty(name));
        }
    }
    graphs.sort_by(|one, other| one.name().as_str().cmp(other.name().as_str()));
    Ok(())
}

fn write_text(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let protocol = match report.method {
        Method::Update => "SPARQL Update",
        _ => "Graph Store Protocol",
    };
    let how = if report.staged { "gathered beside, then copied" } else { "in place" };
    writeln!(
        out,
        "{protocol}, {how}; requests: {}, of these repeated: {}",
        report.requests, report.repeated
    )?;
    for graph in &report.graphs {
        let state = match graph.state {
            State::Replaced => "replaced",
            State::Unchanged => "unchanged",
            State::Partial => "partial",
            _ => "unknown",
        };
        let counted = graph.counted.map_or_else(|| "?".to_owned(), grouped_number);
        writeln!(
            out,
            "{state:<9}  {counted} of {} triples  <{}>",
            grouped_number(graph.triples),
            graph.graph
        )?;
    }
    for graph in &report.left {
        writeln!(out, "left       <{graph}>")?;
    }
    if let Some(why) = &report.uncounted {
        writeln!(out, "not counted: {why}")?;
    }
    Ok(())
}

fn grouped_number(number: usize) -> String {
    grouped(u64::try_from(number).unwrap_or(u64::MAX))
}

//! What can be typed.

use crate::diff::Kind;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

mod check;
mod dataset;
#[cfg(feature = "remote")]
mod push;
mod query;
#[cfg(feature = "serve")]
mod serve;
mod validate;
mod view;

pub(crate) use check::{CheckArgs, CheckFormat, FailOn, Least};
pub(crate) use dataset::DatasetArgs;
#[cfg(feature = "remote")]
pub(crate) use push::{PushArgs, PushFormat};
pub(crate) use query::{Engine, ExplainArgs, LimitArgs, QueriesArgs, QueriesFormat, QueryArgs};
#[cfg(feature = "serve")]
pub(crate) use serve::{LogFormat, ServeArgs};
pub(crate) use validate::{FailOnSeverity, ValidateArgs};
pub(crate) use view::{
    ImpactArgs, Interface, Projected, RowOrder, SelectionArgs, ViewArgs, ViewKind, ViewTable,
};

/// Turns a government plan's progress table into a knowledge graph.
///
/// The main job is `policygraph build TABLE -o DIR`: it reads the table, writes the graph as Turtle and N-Quads,
/// the plan as JSON and a picture of program reuse, and says what it found.
#[derive(Debug, Parser)]
#[command(name = "policygraph", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert a table and write everything into a folder: graph, plan, picture, query results.
    Build(BuildArgs),
    /// Write the plan that a table holds as JSON.
    Extract(ExtractArgs),
    /// Convert tables or plans to RDF.
    Convert(ConvertArgs),
    /// List the findings about tables: what was guessed, skipped or looks wrong.
    Check(CheckArgs),
    /// Read one notation from standard input: a JSON string a line in, a JSON value a line out.
    Parse(ParseArgs),
    /// Write tables, plans or RDF into a store on disk, in place of what it held.
    #[cfg(feature = "persist")]
    Load(LoadArgs),
    /// Put the graphs of tables, plans or RDF into a SPARQL store on another machine, in place of what they held.
    #[cfg(feature = "remote")]
    Push(PushArgs),
    /// Answer a stored query or a SPARQL query on tables, plans, RDF or a store.
    Query(QueryArgs),
    /// List the stored queries, show one, or check query files.
    Queries(QueriesArgs),
    /// Show every fact about one thing with the words of the source that say it.
    Explain(ExplainArgs),
    /// Say what changed between two editions.
    Diff(DiffArgs),
    /// Draw program reuse.
    View(ViewArgs),
    /// Say what the end of programs would leave uncovered.
    Impact(ImpactArgs),
    /// Serve the graph over HTTP: a SPARQL endpoint, whole graphs and the stored queries.
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Answer the questions of a server that has started this.
    #[cfg(feature = "serve")]
    #[command(hide = true)]
    Worker,
    /// Check a graph against the shapes of the ontology or others (SHACL).
    Validate(ValidateArgs),
    /// Print a completion script for a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man,
}

/// Where facts come from, and what is known beforehand.
#[derive(Debug, Clone, Args)]
pub(crate) struct Sources {
    /// Registers of bodies and programs in Turtle, added to the built-in ones.
    #[arg(long = "register", value_name = "FILE.ttl")]
    pub(crate) registers: Vec<PathBuf>,
    /// Profile of the plan (docs/profile.md). By default the file of the input's name with `.toml` at its end, else
    /// `plan.toml`, in the folder of each table.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) profile: Option<PathBuf>,
    /// Read tables without a profile, even if there is one beside them.
    #[arg(long, conflicts_with = "profile")]
    pub(crate) no_profile: bool,
    /// IRI below which all things of the dataset stand.
    #[arg(long, value_name = "IRI", default_value = "https://w3id.org/policygraph/id/")]
    pub(crate) base_iri: String,
}

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// Tables (.tsv, .csv, .xlsx, .html) or plans (.json); `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Folder to write into.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Replace a folder that this program did not write.
    #[arg(long)]
    pub(crate) force: bool,
    /// Write a page for each thing, too, and rules by which servers find it by its IRI (docs/pages.md).
    #[arg(long)]
    pub(crate) pages: bool,
    /// Say nothing but errors.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) dataset: DatasetArgs,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// A table (.tsv, .csv, .xlsx, .html) or a plan (.json); `-` is standard input.
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// Tables (.tsv, .csv, .xlsx, .html) or plans (.json); `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Syntax: ttl, nt, nq, trig, jsonld or rdf; by default that of the output file's name, else ttl.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Read the result back with a second reader and compare the statements.
    #[arg(long)]
    pub(crate) verify: bool,
    /// Do not mention findings.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Args)]
pub(crate) struct ParseArgs {
    /// The notation.
    #[arg(value_enum)]
    pub(crate) kind: ParseKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ParseKind {
    /// Amounts of money with their year and stage.
    Budget,
    /// Responsible ministries with lead marks.
    Ministries,
    /// Fiscal years and ranges of them.
    FiscalYear,
    /// Names of programs.
    Program,
    /// Marks, numbers and titles of headings.
    Heading,
}

#[cfg(feature = "persist")]
#[derive(Debug, Args)]
pub(crate) struct LoadArgs {
    /// Tables, plans (.json), RDF files (.ttl, .nt, .nq, .trig) or folders of stores.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Folder of the store. One that is there is replaced when the new one is complete.
    #[arg(long, value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// Replace a folder that is no store, with everything in it.
    #[arg(long)]
    pub(crate) force: bool,
    /// Say nothing but errors.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The old edition: a table, a plan (.json), an RDF file (.ttl, .nt, .nq, .trig), the folder of a store, or the address of
    /// a SPARQL endpoint.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new edition, likewise.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Tell differences of these kinds only, separated by commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind_parser())]
    pub(crate) only: Vec<Kind>,
    /// Tell numbers only: by kind, by goal, by ministry.
    #[arg(long)]
    pub(crate) summary: bool,
    /// Compare the union of each side's graphs, so that a patch holds triples, for Turtle, rather than quads.
    #[arg(long)]
    pub(crate) merge_graphs: bool,
    /// Format: text, json, md, html or patch (RDF Patch); by default that of the output file's name, else text.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Kinds of differences by their printed form.
fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    let known = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()));
    known.try_map(|name| Kind::ALL.iter().find(|kind| kind.as_str() == name).copied().ok_or("no such kind"))
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

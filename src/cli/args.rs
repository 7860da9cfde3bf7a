//! What can be typed.

use crate::diagnostic::Code;
use crate::diff::Kind;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

mod dataset;
#[cfg(feature = "remote")]
mod push;
#[cfg(feature = "serve")]
mod serve;
mod validate;
mod view;

pub(crate) use dataset::DatasetArgs;
#[cfg(feature = "remote")]
pub(crate) use push::{PushArgs, PushFormat};
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

// The flags are ways of asking, of which one is chosen.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Tables (.tsv, .csv, .xlsx, .html) or plans (.json); `-` is standard input.
    #[arg(required_unless_present_any = ["explain", "list_codes"], value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How to show the findings; `--coverage` and `--list-codes` take text and json.
    #[arg(short, long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show findings of these codes only, separated by commas.
    #[arg(long = "code", value_name = "CODE", value_delimiter = ',', value_parser = code_parser())]
    pub(crate) codes: Vec<Code>,
    /// Do not show findings of these codes, separated by commas.
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code_parser())]
    pub(crate) ignore: Vec<Code>,
    /// Show findings of this severity and above only.
    #[arg(long, value_enum, default_value_t = Least::Info)]
    pub(crate) severity: Least,
    /// Severity from which on the findings shown end the command with 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// Print a profile that says how the document was read and what was assumed, for correcting it; takes one input.
    #[arg(long, group = "instead", conflicts_with_all = ["format", "fail_on"])]
    pub(crate) print_profile: bool,
    /// Show what of the status and plan cells no fact covers, in place of the findings.
    #[arg(long, group = "instead")]
    pub(crate) coverage: bool,
    /// Write the names that may mean one program as a register to complete, in place of the findings.
    #[arg(long, group = "instead", conflicts_with = "format")]
    pub(crate) aliases: bool,
    /// Explain a code and end.
    #[arg(long, value_name = "CODE", group = "instead", conflicts_with = "inputs", value_parser = code_parser())]
    pub(crate) explain: Option<Code>,
    /// List all codes and end.
    #[arg(long, group = "instead", conflicts_with = "inputs")]
    pub(crate) list_codes: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Codes by their printed form.
fn code_parser() -> impl TypedValueParser<Value = Code> {
    let known = PossibleValuesParser::new(Code::ALL.iter().map(|code| code.as_str()));
    known.try_map(|name| Code::ALL.iter().find(|code| code.as_str() == name).copied().ok_or("no such code"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// With the words in their neighbourhood, and advice, for people.
    Text,
    /// A row a finding, grouped by code.
    Table,
    /// A line a finding, as `file:line:cell:character: severity[code]: message`; `file[2]` for the second sheet or table.
    Concise,
    /// A JSON array.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations for GitHub Actions.
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Least {
    Error,
    Warning,
    Info,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    None,
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
pub(crate) struct QueryArgs {
    /// A stored query (number or name), a file (.rq), or `-` for standard input.
    #[arg(value_name = "QUERY")]
    pub(crate) query: String,
    /// Tables, plans (.json), RDF files (.ttl, .nt, .nq, .trig) or the folder of a store; or the address of one SPARQL
    /// endpoint.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Value of a parameter: an IRI, a label, a mark or a number; may be given several times.
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    pub(crate) params: Vec<String>,
    /// Who answers: the same answer either way.
    #[arg(long, value_enum, default_value_t = Engine::Auto)]
    pub(crate) engine: Engine,
    /// Ask one document of the inputs only, by the end of its graph's IRI or its file name; a wrong name lists them.
    #[arg(long, value_name = "ID")]
    pub(crate) document: Option<String>,
    /// Format of the answer. SELECT and ASK: table, csv, tsv, json, xml or md; CONSTRUCT and DESCRIBE: ttl, nt, nq,
    /// trig, jsonld or rdf. By default that of the output file's name; else a table on a terminal, tsv in a pipe, ttl
    /// for triples.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Begin CSV with a byte order mark, for spreadsheets that take it for another encoding otherwise.
    #[arg(long)]
    pub(crate) bom: bool,
    /// End with 1 if the answer is false, or has no rows or triples.
    #[arg(long)]
    pub(crate) exit_status: bool,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Who answers a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// Native where that is possible, else SPARQL.
    Auto,
    /// The store, in SPARQL: any query on any input.
    Sparql,
    /// Worked out from tables and plans without a store: programs-by-measures, budget-lines, ministry-pairs and
    /// measures-on-one-program, without parameters.
    Native,
}

/// What a question may cost. Over a limit there is no answer, and the command ends with 4.
#[derive(Debug, Clone, Args)]
pub(crate) struct LimitArgs {
    /// Stop after so many seconds; 0 never stops.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) timeout: u64,
    /// Refuse an answer of more rows (triples of a graph); 0 takes any number.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) max_rows: usize,
    /// Refuse an answer of more megabytes of text; 0 takes any size.
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub(crate) max_size: usize,
    /// Stop when the evaluation takes more megabytes of memory, on Linux; 0 takes what there is.
    #[arg(long, value_name = "MB", default_value_t = 1024)]
    pub(crate) max_memory: u64,
}

#[derive(Debug, Args)]
pub(crate) struct QueriesArgs {
    /// A stored query to show, by number or name.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// List the queries with this tag only.
    #[arg(long, value_name = "TAG", conflicts_with = "query")]
    pub(crate) tag: Option<String>,
    /// How to write the list; a single query is shown as its text, or as json.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<QueriesFormat>,
    /// Check files by the rules that stored queries keep (queries/README.md), the stored ones if none is given; findings
    /// end the command with 1.
    #[arg(long, value_name = "FILE.rq", num_args = 0.., conflicts_with_all = ["query", "tag", "format"])]
    pub(crate) lint: Option<Vec<PathBuf>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueriesFormat {
    /// By theme, for people.
    Text,
    /// A JSON array.
    Json,
    /// A Markdown table.
    Md,
    /// All queries as RDF, as in queries/queries.ttl.
    Ttl,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The thing: an IRI, its short form (id:program/…), a name or mark, or a line as `report.tsv:14`. Other words are
    /// looked for in the cells of the document.
    #[arg(value_name = "THING")]
    pub(crate) thing: String,
    /// Tables, plans (.json) or RDF files (.ttl, .nt, .nq, .trig).
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Format: text, json or md; by default that of the output file's name, else text.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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

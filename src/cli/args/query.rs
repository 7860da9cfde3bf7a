//! What the commands about queries take: `query`, `queries`, `explain`, and what a question may cost.

use super::Sources;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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

//! What can be typed after `validate`.

use super::{Interface, Sources};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ValidateArgs {
    /// RDF files (.ttl, .nt, .nq, .trig), tables, plans (.json) or folders of stores; they are checked together.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Shapes to check against (.ttl, .nt, .nq, .trig), in place of those of the ontology; may be given several times.
    #[arg(long = "shapes", value_name = "FILE")]
    pub(crate) shapes: Vec<PathBuf>,
    /// Pass over what shapes ask and is not supported, and shapes that are named and not there; a line tells each.
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Format: table, json, csv, tsv, xml or md; for the report as SHACL has it ttl, nt, nq, trig, jsonld or rdf. By default
    /// that of the output file's name, else table.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Begin CSV with a byte order mark, for spreadsheets that take it for another encoding otherwise.
    #[arg(long)]
    pub(crate) bom: bool,
    /// Language of messages and names.
    #[arg(long, value_enum, default_value_t = Interface::En)]
    pub(crate) lang: Interface,
    /// Severity from which on results end the command with 1.
    #[arg(long, value_enum, default_value_t = FailOnSeverity::Violation)]
    pub(crate) fail_on: FailOnSeverity,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Say nothing but errors.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Stop after so many seconds; 0 never stops.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) timeout: u64,
    /// Stop when the check takes more megabytes of memory, on Linux; 0 takes what there is.
    #[arg(long, value_name = "MB", default_value_t = 0)]
    pub(crate) max_memory: u64,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// A severity of SHACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnSeverity {
    /// `sh:Violation`, and severities that shapes made up.
    #[value(alias = "error")]
    Violation,
    /// `sh:Warning` and above.
    Warning,
    /// Any result.
    Info,
    /// None: the command ends with 0.
    None,
}

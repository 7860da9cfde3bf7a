//! What `check` takes.

use super::Sources;
use crate::diagnostic::Code;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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

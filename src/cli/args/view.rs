//! What can be typed about views and impacts.

use super::Sources;
use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    /// What to draw.
    #[arg(value_enum)]
    pub(crate) kind: ViewKind,
    /// Tables, plans (.json), RDF files (.ttl, .nt, .nq, .trig) or the folder of a store; or the address of one SPARQL
    /// endpoint.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Format: svg, html, png (if built with it), dot, graphml, gexf, json or csv; by default that of the output file's
    /// name, else svg.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Which table CSV holds.
    #[arg(long, value_enum)]
    pub(crate) table: Option<ViewTable>,
    /// Begin CSV with a byte order mark, for spreadsheets that take it for another encoding otherwise.
    #[arg(long)]
    pub(crate) bom: bool,
    /// Font file for PNG, preferred to the fonts of the system; may be given several times.
    #[cfg(feature = "png")]
    #[arg(long = "font", value_name = "FILE")]
    pub(crate) fonts: Vec<PathBuf>,
    /// Pixels of a PNG for each pixel of the picture on a screen.
    #[cfg(feature = "png")]
    #[arg(long, value_name = "FACTOR", default_value_t = 2.0)]
    pub(crate) scale: f32,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Count parts as the program that they are part of.
    #[arg(long)]
    pub(crate) rollup: bool,
    /// Order of the rows of the matrix [default: reuse].
    #[arg(long, value_enum)]
    pub(crate) order: Option<RowOrder>,
    /// What a projection joins [default: programs].
    #[arg(long, value_enum)]
    pub(crate) of: Option<Projected>,
    /// Work betweenness out exactly in a large projection, however long that takes; else it is estimated, with its error.
    #[arg(long)]
    pub(crate) exact: bool,
    /// Language of the words that the picture adds to those of the document.
    #[arg(long, value_enum, default_value_t = Interface::Ja)]
    pub(crate) lang: Interface,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ViewKind {
    /// Programs by measures, each fiscal year, with lead ministries.
    Matrix,
    /// From goals down to measures, and on to programs and what they are part of.
    Layers,
    /// Programs that share measures.
    Projection,
    /// Ministries that are responsible for the same measures.
    Ministries,
}

/// Whose shared links a projection shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Projected {
    /// Programs by shared measures.
    Programs,
    /// Measures by shared programs; a graph for other tools, without a picture.
    Measures,
}

/// A table of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ViewTable {
    /// What is joined, a row for each link.
    Edges,
    /// What there is, with its counts, a row each.
    Nodes,
}

/// Which part of the graph is shown, and how it counts.
#[derive(Debug, Clone, Args)]
pub(crate) struct SelectionArgs {
    /// Only uses in this fiscal year: 2022, 令和4 or R4; may be given several times.
    #[arg(long = "year", value_name = "YEAR")]
    pub(crate) years: Vec<String>,
    /// Only what stands under this goal: number, title or IRI; may be given several times.
    #[arg(long = "goal", value_name = "GOAL")]
    pub(crate) goals: Vec<String>,
    /// Only measures of this ministry: mark, name or IRI; may be given several times.
    #[arg(long = "ministry", value_name = "MINISTRY")]
    pub(crate) ministries: Vec<String>,
    /// Only leads (◎) count as responsible.
    #[arg(long)]
    pub(crate) lead: bool,
    /// Second listings (再掲) count, too.
    #[arg(long)]
    pub(crate) repeats: bool,
}

/// In which order the rows of the matrix stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowOrder {
    /// Most measures first, those of parts counted in.
    Reuse,
    /// By the first measure that uses the program.
    First,
    /// By name.
    Name,
    /// Most money known first.
    Budget,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Interface {
    /// Japanese.
    Ja,
    /// English.
    En,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("which").required(true))]
pub(crate) struct ImpactArgs {
    /// Tables, plans (.json), RDF files (.ttl, .nt, .nq, .trig) or the folder of a store; or the address of one SPARQL
    /// endpoint.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// A program that ends: name, other name or IRI; several end together. Parts end with what they are part of.
    #[arg(long = "program", value_name = "PROGRAM", group = "which")]
    pub(crate) programs: Vec<String>,
    /// Rank all programs by what the end of each alone would mean.
    #[arg(long, group = "which")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Format: text for people, json, or a table as table, csv, tsv, xml or md. By default that of the output file's name;
    /// else text (with --all a table) on a terminal, tsv in a pipe.
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Begin CSV with a byte order mark, for spreadsheets that take it for another encoding otherwise.
    #[arg(long)]
    pub(crate) bom: bool,
    /// File to write; standard output if left out or `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

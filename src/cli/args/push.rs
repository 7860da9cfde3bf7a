//! What can be typed after `push`.

use super::Sources;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct PushArgs {
    /// Tables, plans (.json), RDF files (.ttl, .nt, .nq, .trig) or the folder of a store.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Address of the store's SPARQL 1.1 Graph Store Protocol, to which `?graph=IRI` is added. Where it answers that there
    /// is none (404, 405, 501), SPARQL Update is tried there. Credentials come from the environment (docs/endpoints.md).
    #[arg(long, value_name = "URL", required_unless_present = "update")]
    pub(crate) endpoint: Option<String>,
    /// Address of the store's SPARQL 1.1 Update. With it, graphs are gathered beside the old ones and replace them when
    /// they are complete.
    #[arg(long, value_name = "URL")]
    pub(crate) update: Option<String>,
    /// Address of the store's SPARQL queries, to count what stands afterwards; a count that fails is an error then.
    #[arg(long, value_name = "URL")]
    pub(crate) query: Option<String>,
    /// Put everything into this one graph, rather than into the two of each document.
    #[arg(long, value_name = "IRI")]
    pub(crate) graph: Option<String>,
    /// How to say what stands.
    #[arg(short, long, value_enum, default_value_t = PushFormat::Text)]
    pub(crate) format: PushFormat,
    /// Seconds for one request.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// How often a request is sent again that got no answer, or that the store has no time for; only what may be done twice.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(0..=20))]
    pub(crate) retries: u32,
    /// Most triples in one request; SPARQL Update takes 500 at most.
    #[arg(long, value_name = "N", default_value_t = 50_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) chunk_triples: u32,
    /// Most kilobytes of N-Triples in one request; SPARQL Update takes 256 at most.
    #[arg(long, value_name = "KB", default_value_t = 8192, value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub(crate) chunk_size: u32,
    /// Do not mention findings.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PushFormat {
    /// For people.
    Text,
    /// A JSON object.
    Json,
}

//! What `serve` takes.

use super::Sources;
use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArgs {
    /// Tables, plans (.json), RDF files (.ttl, .nt, .nq, .trig) in any vocabulary, or the folder of a store.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Address and port to listen at; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    pub(crate) bind: SocketAddr,
    /// Listen at an address that other machines can reach, too.
    #[arg(long)]
    pub(crate) public: bool,
    /// Answer to this name of a host, besides this machine's own; may be given several times.
    #[arg(long = "host", value_name = "NAME")]
    pub(crate) hosts: Vec<String>,
    /// Address that clients know the server by, if another server stands in front of it.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Title of what is served; else that of the profile, else that of the first document.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Let pages of other sites read the answers (CORS).
    #[arg(long)]
    pub(crate) cors: bool,
    /// Load the inputs again when they change.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Processes that answer queries of anybody; by default two for each core.
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<usize>,
    /// Queries that wait for one of them; more are told to come again.
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub(crate) queue: usize,
    /// Stop a query after so many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Refuse an answer of more rows or triples.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub(crate) max_rows: usize,
    /// Refuse an answer of more megabytes of text.
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) max_size: u64,
    /// Stop a query that takes more megabytes of memory, on Linux.
    #[arg(long, value_name = "MB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(16..))]
    pub(crate) max_memory: u64,
    /// What is written to standard error of each request.
    #[arg(long, value_enum, default_value_t = LogFormat::None)]
    pub(crate) log: LogFormat,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Nothing.
    None,
    /// A line for people.
    Text,
    /// A JSON object a line.
    Json,
}

//! Queries in processes of their own, so that none can take the server with it.
//!
//! May live here: what server and worker say to each other, the worker's loop, and the pool of workers. A worker loads
//! the graph, then answers one question at a time. One that takes too long, grows too much or dies is replaced.

mod child;
mod frame;
mod pool;
mod snapshot;

pub use child::{WorkerError, run};
pub(super) use frame::{Format, Outcome, Question, Setup, Trouble};
pub use pool::Program;
pub(super) use pool::{AskError, Pool};
pub(super) use snapshot::Snapshot;

/// Settings of the allocator, read from the environment when a process begins: memory goes back to the system as soon as it
/// is free. A process that lives long must not stay as large as its largest answer.
pub const ALLOCATOR: [(&str, &str); 1] = [("MIMALLOC_PURGE_DELAY", "0")];

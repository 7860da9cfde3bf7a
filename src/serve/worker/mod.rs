//! Queries in processes of their own, so that none can take the server with it.
//!
//! May live here: what server and worker say to each other, the worker's loop, and the pool of workers. A worker loads
//! the graph, then answers one question at a time. One that takes too long, grows too much or dies is replaced.

mod child;
mod frame;
mod pool;

pub use child::{WorkerError, run};
pub(super) use frame::{Format, Outcome, Question, Setup, Trouble};
pub use pool::Program;
pub(super) use pool::{AskError, Pool};

//! The server as clients see it: real processes, real connections on this machine's own address.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]
#![allow(clippy::format_collect, reason = "data for tests")]
#![cfg(feature = "serve")]

mod client;
mod facing;
mod hostile;
mod pages;
mod protocol;
mod queries;
mod store;
mod watch;
#[cfg(target_os = "linux")]
mod workers;

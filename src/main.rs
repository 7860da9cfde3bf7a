//! The `policygraph` command.

use std::process::ExitCode;

/// Reading and writing make millions of small strings and a few large buffers; the system's allocator spends a third of
/// the time on them that the rest of the work takes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    policygraph::cli::run().into()
}

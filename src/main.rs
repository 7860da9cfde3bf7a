//! The `policygraph` command.

use std::process::ExitCode;

/// Reading and writing make millions of small strings and a few large buffers; the system's allocator spends a third of
/// the time on them that the rest of the work takes. With stores on disk it has to be the system's: oxigraph 0.5 hands the
/// messages of RocksDB's errors, which that one has made, to this one for freeing, and any other would crash.
#[cfg(not(feature = "persist"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    policygraph::cli::run().into()
}

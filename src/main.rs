//! The `policygraph` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    policygraph::cli::run().into()
}

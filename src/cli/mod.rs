//! The command line.
//!
//! May live here: arguments, what is printed, exit codes. Only this module touches the terminal, the clock and the
//! environment; data goes to standard output, everything else to standard error.

mod answer;
mod args;
mod ask;
pub mod commands;
mod description;
mod engine;
mod exit;
mod facts;
mod findings;
mod gzip;
mod input;
mod output;
mod profile;
mod progress;
mod render;
mod selection;

pub use exit::Exit;

use args::{Cli, Command};
use clap::Parser;
use std::io::Write;

/// Runs the command that the process was started with.
pub fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not errors; a broken pipe is neither.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    let result = match cli.command {
        Command::Build(args) => commands::build::run(&args),
        Command::Extract(args) => commands::extract::run(&args),
        Command::Convert(args) => commands::convert::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::Parse(args) => commands::parse::run(&args),
        #[cfg(feature = "persist")]
        Command::Load(args) => commands::load::run(&args),
        #[cfg(feature = "remote")]
        Command::Push(args) => commands::push::run(&args),
        Command::Query(args) => commands::query::run(&args),
        Command::Queries(args) => commands::queries::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Diff(args) => commands::diff::run(&args),
        Command::View(args) => commands::view::run(&args),
        Command::Impact(args) => commands::impact::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => commands::serve::run(&args),
        #[cfg(feature = "serve")]
        Command::Worker => commands::serve::worker(),
        Command::Validate(args) => commands::validate::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man => commands::completions::man(),
    };
    match result {
        Ok(exit) => exit,
        Err(failure) => {
            if !failure.is_broken_pipe() {
                let _ = writeln!(std::io::stderr().lock(), "policygraph: {failure}");
            }
            failure.exit()
        }
    }
}

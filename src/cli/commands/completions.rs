//! `policygraph completions SHELL` and `policygraph man`.

use crate::cli::args::{Cli, CompletionsArgs};
use crate::cli::exit::{Exit, Failure, OrExit};
use clap::CommandFactory;
use std::io::{self, Write};

pub(crate) fn run(args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "policygraph", &mut script);
    print(&script)
}

pub(crate) fn man() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .or_exit(Exit::Output, || "manual page".to_owned())?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    io::stdout().lock().write_all(bytes).or_exit(Exit::Output, || "standard output".to_owned())?;
    Ok(Exit::Done)
}

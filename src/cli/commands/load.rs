//! `policygraph load INPUT… --store DIR`: a store on disk.

use crate::cli::args::LoadArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input::{Setting, add};
use crate::cli::progress::Progress;
use crate::cli::render::{FindingCounts, grouped, mention_findings};
use crate::store::disk::{ReplaceError, replace};
use std::io::{self, Write};

pub(crate) fn run(args: &LoadArgs) -> Result<Exit, Failure> {
    let setting = Setting::new(&args.sources, &args.inputs, args.quiet)?;
    let mut findings = FindingCounts::default();
    let written = replace(&args.store, args.force, |loader| {
        let progress = Progress::documents(args.inputs.len());
        for input in &args.inputs {
            findings = findings.plus(add(loader, &setting, input)?);
            progress.advance(1);
        }
        Ok(())
    })
    .map_err(|error| match error {
        Stop::Input(failure) => failure,
        Stop::Store(error) => not_written(args, error),
    })?;
    if !args.quiet {
        mention_findings(&findings, &args.inputs);
        // Nobody is left to tell if standard error is gone.
        let mut err = io::stderr().lock();
        let _ = writeln!(err, "{} quads in {}", grouped(written.quads), args.store.display());
        if written.old_is_left {
            let _ =
                writeln!(err, "the old store is still in use or cannot be removed; the next load removes it");
        }
    }
    Ok(Exit::Done)
}

/// Why loading stopped.
enum Stop {
    /// An input, or the store while it took one.
    Input(Failure),
    /// The store.
    Store(ReplaceError),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Input(failure)
    }
}

impl From<ReplaceError> for Stop {
    fn from(error: ReplaceError) -> Self {
        Self::Store(error)
    }
}

fn not_written(args: &LoadArgs, error: ReplaceError) -> Failure {
    let error = match error {
        ReplaceError::Foreign(_) => {
            anyhow::anyhow!("{error}; --force replaces the folder with everything in it")
        }
        error => anyhow::Error::new(error),
    };
    Failure::new(Exit::Output, error.context(args.store.display().to_string()))
}

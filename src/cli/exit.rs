//! Exit codes, and the errors that lead to them.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// How the command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but the answer is no: findings, differences.
    No = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// An input cannot be read.
    Input = 3,
    /// A query or one of its parameters is wrong.
    Query = 4,
    /// The output failed.
    Output = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What stopped the command, and how it ends for that.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    error: anyhow::Error,
}

impl Failure {
    /// A failure that ends the command in a given way.
    pub(crate) fn new(exit: Exit, error: impl Into<anyhow::Error>) -> Self {
        Self { exit, error: error.into() }
    }

    /// A wrong use of the command.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Exit::Usage, anyhow::anyhow!("{message}"))
    }

    pub(crate) fn exit(&self) -> Exit {
        if self.is_broken_pipe() { Exit::Done } else { self.exit }
    }

    /// Whether the reader of our output has gone: no error, it had enough.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        self.error.chain().any(|cause| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Causes that only repeat what the error above them says are left out.
        let mut said = String::new();
        for cause in self.error.chain() {
            let text = cause.to_string();
            if !said.contains(&text) {
                if !said.is_empty() {
                    said.push_str(": ");
                }
                said.push_str(&text);
            }
        }
        f.write_str(&said)
    }
}

/// Gives an error the exit code that it leads to.
pub(crate) trait OrExit<T> {
    fn or_exit(self, exit: Exit, context: impl FnOnce() -> String) -> Result<T, Failure>;
}

impl<T, E: Into<anyhow::Error>> OrExit<T> for Result<T, E> {
    fn or_exit(self, exit: Exit, context: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|error| Failure { exit, error: error.into().context(context()) })
    }
}

//! The worker's side: load the graph, then answer until nobody asks any more.

use super::frame::{Format, Outcome, Question, Setup, Trouble, read, write};
use crate::query::bounded::BoundedStore;
use crate::query::evaluate::{Answer, EvaluateError, Source};
use crate::query::graph::write_triples;
use crate::query::limits::LimitError;
use crate::query::results::{WriteError, write_answer};
use crate::serve::buffer::Bounded;
use crate::store::{Store, TextFormat};
use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// Why a worker ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkerError {
    /// The server could not be heard or told.
    #[error("the server is out of reach")]
    Pipe(#[from] io::Error),
    /// The graph could not be loaded.
    #[error("the graph could not be loaded")]
    Graph(#[source] Box<dyn Error + Send + Sync>),
}

/// Answers questions that come as frames from `input`, each with a frame to `output`, until the input ends. Ends
/// earlier after a question whose evaluation may still be going on, or that has left this process large.
pub fn run(mut input: impl Read, mut output: impl Write) -> Result<(), WorkerError> {
    let _deaf = ignore_signals()?;
    let Some(setup) = read::<Setup>(&mut input)? else {
        return Ok(());
    };
    let store = load(&setup.graph)?;
    limit_memory(setup.limits().memory);
    let before = resident();
    write(&(Outcome::Ready, false), &[], &mut output)?;
    while let Some(question) = read::<Question>(&mut input)? {
        let (outcome, body) = respond(&store, &setup, &question);
        let may_go_on = matches!(
            outcome,
            Outcome::None { trouble: Trouble::Time | Trouble::Memory | Trouble::Evaluation, .. }
        );
        let has_grown =
            resident().zip(before).is_some_and(|(now, before)| now > before.saturating_add(GROWTH));
        let is_last = may_go_on || has_grown;
        write(&(outcome, is_last), &body, &mut output)?;
        if is_last {
            break;
        }
    }
    Ok(())
}

/// A worker that has grown by more gives its place to a new one.
const GROWTH: u64 = 256 << 20;

/// A service manager tells all processes of a service to end. The server ends when it has answered, and hangs up.
#[cfg(unix)]
fn ignore_signals() -> io::Result<impl Sized> {
    use tokio::signal::unix::{SignalKind, signal};
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let entered = runtime.enter();
    let signals = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    drop(entered);
    Ok((runtime, signals))
}

#[cfg(not(unix))]
fn ignore_signals() -> io::Result<impl Sized> {
    Ok(())
}

fn load(path: &Path) -> Result<Store, WorkerError> {
    let graph = |error: Box<dyn Error + Send + Sync>| WorkerError::Graph(error);
    if path.is_dir() {
        #[cfg(feature = "persist")]
        return Store::open_read_only(path).map_err(|error| graph(error.into()));
        #[cfg(not(feature = "persist"))]
        return Err(graph("this program was built without stores on disk".into()));
    }
    let store = Store::new().map_err(|error| graph(error.into()))?;
    let file = File::open(path)?;
    store.load_text(TextFormat::NQuads, BufReader::new(file)).map_err(|error| graph(error.into()))?;
    Ok(store)
}

fn respond(store: &Store, setup: &Setup, question: &Question) -> (Outcome, Vec<u8>) {
    match answer(store, setup, question) {
        Ok((format, body)) => (Outcome::of(format), body),
        Err((trouble, message)) => (Outcome::None { trouble, message }, Vec::new()),
    }
}

fn answer(store: &Store, setup: &Setup, question: &Question) -> Result<(Format, Vec<u8>), (Trouble, String)> {
    let dataset = question.dataset().map_err(|error| (Trouble::Query, error.to_string()))?;
    let store = BoundedStore::new(store.clone(), setup.limits()).asked_of(dataset);
    let answer = store.answer(question.query(), &[]).map_err(|error| (trouble(&error), in_full(&error)))?;
    let limits = setup.limits();
    let mut body = Bounded::new(limits.bytes);
    let (format, result) = match &answer {
        Answer::Triples(triples) => {
            let format = question.triples().ok_or_else(|| not_acceptable("triples"))?;
            (Format::Triples(format), write_triples(triples, format, &mut body))
        }
        rows => {
            let format = question.rows().ok_or_else(|| not_acceptable("rows, or yes or no"))?;
            (Format::Rows(format), write_answer(rows, format, &mut body))
        }
    };
    match result {
        Ok(()) => Ok((format, body.into_bytes())),
        Err(_) if body.is_over() => {
            let most = limits.bytes.unwrap_or_default();
            Err((Trouble::Size, LimitError::Bytes { limit: most }.to_string()))
        }
        Err(error @ (WriteError::Forbidden { .. } | WriteError::Unnamed { .. })) => {
            Err((Trouble::Format, error.to_string()))
        }
        Err(error) => Err((Trouble::Evaluation, in_full(&error))),
    }
}

fn not_acceptable(what: &str) -> (Trouble, String) {
    (Trouble::Format, format!("the answer is {what}, and no accepted format can hold that"))
}

fn trouble(error: &EvaluateError) -> Trouble {
    match error {
        EvaluateError::Syntax(_) | EvaluateError::Refused(_) | EvaluateError::Dataset => Trouble::Query,
        EvaluateError::Limit(LimitError::Rows { .. } | LimitError::Bytes { .. }) => Trouble::Size,
        EvaluateError::Limit(LimitError::Time { .. }) => Trouble::Time,
        EvaluateError::Limit(LimitError::Memory { .. }) => Trouble::Memory,
        _ => Trouble::Evaluation,
    }
}

/// An error with its causes.
fn in_full(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// The last resort, beside the look at the process that the evaluation takes: what the system gives beyond this ends
/// the process. The allocator sets room aside that it never uses, so this is wider than what a question may take.
#[cfg(target_os = "linux")]
fn limit_memory(memory: Option<u64>) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    const ASIDE: u64 = 2 << 30;
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    // A system that refuses these is one where the other limits have to do.
    let _ = setrlimit(Resource::Core, none);
    let (Some(memory), Some(now)) = (memory, in_status("VmSize:")) else {
        return;
    };
    let most = Some(now.saturating_add(memory).saturating_add(ASIDE));
    let _ = setrlimit(Resource::As, Rlimit { current: most, maximum: most });
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: Option<u64>) {}

fn resident() -> Option<u64> {
    in_status("VmRSS:")
}

/// Bytes that the system tells of this process; nothing where it does not.
fn in_status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

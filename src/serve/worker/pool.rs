//! The server's side: workers that are ready, and how long each may take.

use super::frame::{Outcome, Question, Reply, Setup, receive, send};
use std::ffi::OsString;
use std::future::pending;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// What a worker gets beyond the limit of time before it is killed: it tells of the limit itself if it can.
const GRACE: Duration = Duration::from_millis(700);
/// Until a worker that could not be started is tried again.
const PAUSE: Duration = Duration::from_millis(500);
/// How long a question waits for a worker at most.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a worker gets to end a question whose client has gone: most end sooner than a new worker is there.
const FORBEARANCE: Duration = Duration::from_millis(200);

/// How a worker is started: a program that calls [`run`](super::run).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// Why a pool gave no outcome.
#[derive(Debug, thiserror::Error)]
pub(in crate::serve) enum AskError {
    /// All workers are busy, and enough questions wait already.
    #[error("the server is busy; ask again in a moment")]
    Busy,
    /// The worker did not keep to the limit of time.
    #[error("the query was stopped after {} s", limit.as_secs_f64())]
    Time {
        /// The limit.
        limit: Duration,
    },
    /// The worker ended before it answered: mostly for want of memory.
    #[error("the evaluation of the query broke down, mostly for want of memory")]
    Died,
}

/// Workers with one graph.
#[derive(Debug)]
pub(in crate::serve) struct Pool {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    program: Program,
    setup: Setup,
    /// One permit for each worker in `idle`.
    ready: Semaphore,
    idle: Mutex<Vec<Worker>>,
    waiting: AtomicUsize,
    most_waiting: usize,
    replaced: AtomicUsize,
    /// Whether the last worker could not be started.
    is_failing: AtomicBool,
    closed: AtomicBool,
}

#[derive(Debug)]
struct Worker {
    // Killed when it is dropped.
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Pool {
    /// Starts workers and waits until they are ready.
    pub(in crate::serve) async fn start(
        program: Program,
        setup: Setup,
        workers: usize,
        most_waiting: usize,
    ) -> io::Result<Self> {
        let inner = Arc::new(Inner {
            program,
            setup,
            ready: Semaphore::new(0),
            idle: Mutex::default(),
            waiting: AtomicUsize::new(0),
            most_waiting,
            replaced: AtomicUsize::new(0),
            is_failing: AtomicBool::new(false),
            closed: AtomicBool::new(false),
        });
        let starting: Vec<_> = (0..workers.max(1))
            .map(|_| {
                let inner = Arc::clone(&inner);
                tokio::spawn(async move { inner.start().await.map(|worker| inner.put(worker)) })
            })
            .collect();
        for worker in starting {
            worker.await.map_err(io::Error::other)??;
        }
        Ok(Self { inner })
    }

    /// The outcome of a question and the body that comes with it. The time that the question waits for a worker is part
    /// of what it may take.
    pub(in crate::serve) async fn ask(&self, question: Question) -> Result<(Outcome, Vec<u8>), AskError> {
        let end = self.inner.setup.limits().time.map(|limit| (limit, Instant::now() + limit + GRACE));
        let lease = Inner::take(&self.inner).await?;
        let (answered, answer) = oneshot::channel();
        // On its own, so that the worker can be used on when the client goes.
        tokio::spawn(lease.answer(question, end, answered));
        let reply = answer.await.map_err(|_| AskError::Died)??;
        Ok((reply.outcome, reply.body))
    }

    /// Whether workers cannot be started.
    pub(in crate::serve) fn is_failing(&self) -> bool {
        self.inner.is_failing.load(Ordering::Relaxed)
    }

    /// Workers that wait for a question.
    pub(in crate::serve) fn idle(&self) -> usize {
        self.inner.ready.available_permits()
    }

    /// Workers that had to be replaced.
    pub(in crate::serve) fn replaced(&self) -> usize {
        self.inner.replaced.load(Ordering::Relaxed)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.inner.closed.store(true, Ordering::Relaxed);
    }
}

impl Inner {
    async fn start(&self) -> io::Result<Worker> {
        let mut command = Command::new(&self.program.path);
        command
            .args(&self.program.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .env_clear()
            .envs(super::ALLOCATOR)
            .kill_on_drop(true);
        // What ends the server from a terminal leaves it time to answer, for which it needs its workers.
        #[cfg(unix)]
        command.process_group(0).arg0("policygraph");
        let mut child = command.spawn()?;
        let none = || io::Error::other("a worker has no pipe");
        let mut input = child.stdin.take().ok_or_else(none)?;
        let mut output = child.stdout.take().ok_or_else(none)?;
        send(&self.setup, &mut input).await?;
        match receive(&mut output).await? {
            Reply { outcome: Outcome::Ready, .. } => Ok(Worker { child, input, output }),
            _ => Err(io::Error::other("a worker did not load the graph")),
        }
    }

    fn put(&self, worker: Worker) {
        self.is_failing.store(false, Ordering::Relaxed);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        self.ready.add_permits(1);
    }

    /// Waits for a worker, unless too many wait already or it takes too long.
    async fn take(inner: &Arc<Self>) -> Result<Lease, AskError> {
        let _place;
        let permit = match inner.ready.try_acquire() {
            Ok(permit) => permit,
            Err(_) => {
                _place = Place::in_queue(inner)?;
                timeout(PATIENCE, inner.ready.acquire())
                    .await
                    .map_err(|_| AskError::Busy)?
                    .map_err(|_| AskError::Busy)?
            }
        };
        permit.forget();
        let worker = inner.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut lease = Lease { worker, inner: Arc::clone(inner) };
        if lease.is_alive() {
            return Ok(lease);
        }
        // Something else has ended it while it waited. It is replaced, and another one taken.
        drop(lease);
        Box::pin(Self::take(inner)).await
    }

    /// Starts a worker in place of one that is gone, as often as it takes.
    async fn replace(self: Arc<Self>) {
        self.replaced.fetch_add(1, Ordering::Relaxed);
        while !self.closed.load(Ordering::Relaxed) {
            match self.start().await {
                Ok(worker) => return self.put(worker),
                Err(_) => {
                    self.is_failing.store(true, Ordering::Relaxed);
                    sleep(PAUSE).await;
                }
            }
        }
    }
}

/// A place in the queue, given up however the waiting ends.
struct Place<'p>(&'p AtomicUsize);

impl<'p> Place<'p> {
    fn in_queue(inner: &'p Inner) -> Result<Self, AskError> {
        if inner.waiting.fetch_add(1, Ordering::Relaxed) >= inner.most_waiting {
            inner.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(AskError::Busy);
        }
        Ok(Self(&inner.waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A worker that is taken. Dropped, as when the time is over, it is killed and replaced.
struct Lease {
    worker: Option<Worker>,
    inner: Arc<Inner>,
}

impl Lease {
    fn is_alive(&mut self) -> bool {
        self.worker.as_mut().is_some_and(|worker| matches!(worker.child.try_wait(), Ok(None)))
    }

    async fn ask(&mut self, question: &Question) -> io::Result<Reply> {
        let worker = self.worker.as_mut().ok_or(io::ErrorKind::NotFound)?;
        send(question, &mut worker.input).await?;
        receive(&mut worker.output).await
    }

    /// Asks, tells the answer to whoever still waits for it, and gives the worker back if it can be used on.
    async fn answer(
        mut self,
        question: Question,
        end: Option<(Duration, Instant)>,
        mut answered: oneshot::Sender<Result<Reply, AskError>>,
    ) {
        let too_late = async {
            match end {
                Some((limit, end)) => {
                    sleep_until(end).await;
                    limit
                }
                None => pending().await,
            }
        };
        let forgotten = async {
            answered.closed().await;
            sleep(FORBEARANCE).await;
        };
        let result = tokio::select! {
            reply = self.ask(&question) => reply.map_err(|_| AskError::Died),
            limit = too_late => Err(AskError::Time { limit }),
            () = forgotten => Err(AskError::Died),
        };
        if matches!(&result, Ok(reply) if !reply.is_last) {
            self.give_back();
        }
        let _ = answered.send(result);
    }

    fn give_back(mut self) {
        if let Some(worker) = self.worker.take() {
            self.inner.put(worker);
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // Given back, or never had.
        if self.worker.take().is_some() {
            tokio::spawn(Arc::clone(&self.inner).replace());
        }
    }
}

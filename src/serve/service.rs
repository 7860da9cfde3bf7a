//! What all requests share: the settings, the graph of the moment, the counts.

use super::buffer::Outgoing;
use super::cache::{Entry, LARGEST};
use super::loaded::{Content, Loaded, broken};
use super::metrics::Metrics;
use super::reply::Refusal;
use super::server::Log;
use super::worker::Program;
use crate::query::limits::Limits;
use axum::body::Bytes;
use axum::http::StatusCode;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Answers of our own that wait to be worked out, at most.
const MOST_WAITING: usize = 256;
/// How long one of them waits at most.
const PATIENCE: Duration = Duration::from_secs(5);

/// What works wait for: those that look at the whole graph must not keep small ones waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// One thing, some names, words of the program itself.
    Quick,
    /// Stored queries, tables, pictures, whole graphs.
    Whole,
}

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// How a worker is started: a program that calls [`run_worker`](super::run_worker).
    pub worker: Program,
    /// What one question may cost.
    pub limits: Limits,
    /// Processes that answer questions.
    pub workers: usize,
    /// Questions that may wait for one of them.
    pub queue: usize,
    /// Names of hosts that requests may be for, beside this machine's own; any if there are none and the server can be
    /// reached from outside.
    pub hosts: Vec<String>,
    /// Whether pages of other sites may read answers.
    pub cors: bool,
    /// The address that clients know, without `/` at its end; by default that of the request.
    pub url: Option<String>,
    /// Whether the server can be reached from outside of this machine.
    pub is_public: bool,
}

pub(super) struct Service {
    pub(super) config: Config,
    pub(super) log: Option<Log>,
    pub(super) metrics: Metrics,
    /// Answers that are not kept, on their way to clients.
    pub(super) outgoing: Outgoing,
    current: RwLock<Arc<Loaded>>,
    quick: Arc<Semaphore>,
    whole: Arc<Semaphore>,
}

impl Service {
    pub(super) async fn new(config: Config, content: Content, log: Option<Log>) -> io::Result<Self> {
        let loaded = Loaded::new(content, &config).await?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            config,
            log,
            metrics: Metrics::default(),
            outgoing: Outgoing::default(),
            current: RwLock::new(Arc::new(loaded)),
            quick: Arc::new(Semaphore::new(threads)),
            whole: Arc::new(Semaphore::new(threads)),
        })
    }

    /// The graph of the moment. A request keeps to the one that it began with.
    pub(super) fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves another graph from now on.
    pub(super) async fn replace(&self, content: Content) -> io::Result<()> {
        let loaded = Loaded::new(content, &self.config).await?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(loaded);
        self.metrics.reloaded();
        Ok(())
    }

    /// Works something out on a thread of its own, when there is a place for it.
    pub(super) async fn on_thread<T, F>(&self, lane: Lane, work: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let busy =
            || Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "the server is busy; ask again in a moment");
        if self.metrics.waiting() > MOST_WAITING {
            return Err(busy());
        }
        let waiting = self.metrics.wait();
        let places = match lane {
            Lane::Quick => &self.quick,
            Lane::Whole => &self.whole,
        };
        let permit = timeout(PATIENCE, Arc::clone(places).acquire_owned()).await;
        let permit = permit.map_err(|_| busy())?.map_err(|_| broken())?;
        drop(waiting);
        let work = move || {
            // The work goes on when the client has gone, and so does its place.
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| broken())
    }

    /// An answer of our own, worked out on a thread of its own unless it is known from before.
    pub(super) async fn work_out<F>(
        &self,
        loaded: &Arc<Loaded>,
        lane: Lane,
        key: String,
        work: F,
    ) -> Result<Entry, Refusal>
    where
        F: FnOnce(&Loaded) -> Result<(&'static str, Vec<u8>), Refusal> + Send + 'static,
    {
        if let Some(entry) = loaded.cache.get(&key) {
            return Ok(entry);
        }
        let (theirs, their_key) = (Arc::clone(loaded), key.clone());
        let work = move || match theirs.cache.get(&their_key) {
            // Another request has asked the same.
            Some(entry) => Ok(entry),
            None => work(&theirs).map(|(media_type, body)| Entry::new(media_type, Bytes::from(body))),
        };
        let entry = self.on_thread(lane, work).await??;
        if entry.body.len() > LARGEST {
            let body = self.outgoing.take(entry.body.into())?;
            return Ok(Entry { body, ..entry });
        }
        loaded.cache.put(key, entry.clone());
        Ok(entry)
    }
}

//! A graph that is being served, with everything that is true as long as it stays the same.

use super::cache::Cache;
use super::pages::{Published, SiteParts, root_of};
use super::reply::Refusal;
use super::service::Config;
use super::worker::{Pool, Setup, Snapshot};
use crate::query::bounded::BoundedStore;
use crate::query::limits::Limits;
use crate::store::Store;
use axum::http::StatusCode;
use std::io;
use std::sync::OnceLock;

/// What is served.
pub struct Content {
    /// The graph.
    pub store: Store,
    /// What pages say of it.
    pub published: Published,
}

/// A graph with its workers. Replaced as a whole when the inputs change.
pub(super) struct Loaded {
    store: Store,
    /// What an answer may cost.
    pub(super) limits: Limits,
    /// Workers for questions of anybody.
    pub(super) pool: Pool,
    /// Answers that have been worked out before.
    pub(super) cache: Cache,
    /// What the service description says of the graph.
    pub(super) facts: OnceLock<Option<super::description::Facts>>,
    /// What pages know beside the graph.
    pub(super) published: Published,
    /// What pages have worked out of the graph.
    pub(super) parts: SiteParts,
    /// The path below which addresses stand, without `/` at its end.
    pub(super) root: String,
    /// What workers read.
    _snapshot: Snapshot,
}

impl Loaded {
    /// Writes the graph where workers find it, and starts them.
    pub(super) async fn new(content: Content, config: &Config) -> io::Result<Self> {
        let Content { store, published } = content;
        let limits = config.limits;
        let dumped = store.clone();
        let snapshot = tokio::task::spawn_blocking(move || Snapshot::of(&dumped));
        let snapshot = snapshot.await.map_err(io::Error::other)??;
        let setup = Setup::new(snapshot.address.clone(), &limits);
        let pool = Pool::start(config.worker.clone(), setup, config.workers, config.queue).await?;
        Ok(Self {
            store,
            limits,
            pool,
            cache: Cache::default(),
            facts: OnceLock::new(),
            published,
            parts: SiteParts::default(),
            root: root_of(config.url.as_deref()),
            _snapshot: snapshot,
        })
    }

    /// The store, for looking at graphs.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// The store for work of our own on all of the graph: each question may take its time, and give as much as there is.
    pub(super) fn unhurried(&self) -> BoundedStore {
        let limits = Limits { time: self.limits.time, rows: None, bytes: None, memory: None };
        BoundedStore::new(self.store.clone(), limits)
    }

    /// The store for queries of our own, with parameters of anybody's: these keep to the limits, too.
    pub(super) fn source(&self) -> BoundedStore {
        BoundedStore::new(self.store.clone(), self.limits)
    }
}

/// That our own work on the graph has met a limit.
pub(super) fn too_much() -> Refusal {
    Refusal::new(StatusCode::GATEWAY_TIMEOUT, "the graph is too large for this in the time that there is")
}

/// That something of our own went wrong. What, is for the log and not for the client.
pub(super) fn broken() -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "the server could not work out the answer")
}

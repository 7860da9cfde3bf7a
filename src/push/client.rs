//! Requests to a store: sent within a time, and again where that does no harm.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ureq::http::{Method, Request, Response, header};
use ureq::{Agent, Body, Timeout};

use super::service::Service;
use crate::query::endpoint::Credentials;
use crate::query::endpoint::access::Access;

/// An error, and the pause that the store asks for.
type Refusal = (SendError, Option<Duration>);

/// Why a request was not done, or is not known to be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The request never left.
    #[error("the store cannot be reached")]
    Unreachable(#[source] Box<ureq::Error>),
    /// There was no answer to the request, which may have been carried out.
    #[error("the connection ended without an answer")]
    NoAnswer(#[source] Box<ureq::Error>),
    /// The store points elsewhere.
    #[error("the store answered {status} and points to `{to}`; send there if you trust that address")]
    Moved {
        /// The status code.
        status: u16,
        /// The address it names.
        to: String,
    },
    /// The store refused.
    #[error("the store answered {status}: {line}")]
    Status {
        /// The status code.
        status: u16,
        /// The first line of its answer.
        line: String,
    },
    /// The store wants more patience than there is.
    #[error("the store answered {status} and asks to wait {seconds} s")]
    Busy {
        /// The status code.
        status: u16,
        /// What it asks for.
        seconds: u64,
    },
}

impl SendError {
    /// Whether the store may have done what it was asked for.
    pub(super) fn may_be_done(&self) -> bool {
        match self {
            Self::NoAnswer(_) => true,
            // What stands before the store gave up waiting for it.
            Self::Status { status, .. } | Self::Busy { status, .. } => matches!(status, 500 | 502 | 504),
            Self::Unreachable(_) | Self::Moved { .. } => false,
        }
    }

    /// Whether the store says that it does not know this protocol there.
    pub(super) fn is_unsupported(&self) -> bool {
        matches!(self, Self::Status { status: 404 | 405 | 501, .. })
    }
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message<'m> {
    pub(super) method: &'m Method,
    pub(super) address: &'m str,
    /// The media type and the bytes.
    pub(super) body: Option<(&'static str, &'m [u8])>,
    /// Whether doing it twice is as good as doing it once.
    pub(super) is_repeatable: bool,
}

/// The first pause between two tries; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest pause that a store can ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    credentials: Credentials,
    /// What is known of each address without its parameters.
    access: Mutex<BTreeMap<String, Access>>,
    tries: u32,
    requests: AtomicUsize,
    repeated: AtomicUsize,
}

impl Client {
    pub(super) fn new(service: &Service, timeout: Duration, retries: u32) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(timeout))
            .timeout_connect(Some(timeout.min(Duration::from_secs(20))))
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!("policygraph/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Self {
            agent,
            credentials: service.credentials.clone(),
            access: Mutex::default(),
            tries: retries.saturating_add(1),
            requests: AtomicUsize::new(0),
            repeated: AtomicUsize::new(0),
        }
    }

    /// Requests that were sent, and how many of them again.
    pub(super) fn requests(&self) -> (usize, usize) {
        (self.requests.load(Ordering::Relaxed), self.repeated.load(Ordering::Relaxed))
    }

    /// Sends until it is done, refused for good, or tried often enough.
    pub(super) fn send(&self, message: Message<'_>) -> Result<(), SendError> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..self.tries {
            let error = match self.once(message) {
                Ok(()) => return Ok(()),
                Err((error, asked)) => {
                    let Some(wait) = wait(&error, asked, message.is_repeatable, pause) else {
                        return Err(error);
                    };
                    wait
                }
            };
            std::thread::sleep(error);
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
            self.repeated.fetch_add(1, Ordering::Relaxed);
        }
        self.once(message).map_err(|(error, _)| error)
    }

    /// Sends once, or as often as the store asks who is there. With an error comes the pause it asks for.
    fn once(&self, message: Message<'_>) -> Result<(), Refusal> {
        let access = self.access(message.address)?;
        judge(self.exchange(&access, message)?)
    }

    /// What is known of an address. Where a name and a password may have to be worked into a digest, the store is asked what
    /// it wants by a small request first: it may close the connection on a large one that it refuses.
    fn access(&self, address: &str) -> Result<Access, Refusal> {
        let place = address.split('?').next().unwrap_or_default().to_owned();
        let known = self.access.lock().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if let Some(access) = known {
            return Ok(access);
        }
        let access = Access::new(self.credentials.clone());
        if access.is_open() {
            let message = Message { method: &Method::HEAD, address, body: None, is_repeatable: true };
            let response = self.exchange(&access, message)?;
            if response.status().as_u16() == 401 {
                judge(response)?;
            }
        }
        self.access.lock().unwrap_or_else(PoisonError::into_inner).insert(place, access.clone());
        Ok(access)
    }

    fn exchange(&self, access: &Access, message: Message<'_>) -> Result<Response<Body>, Refusal> {
        let mut response = self.transfer(access, message)?;
        for _ in 1..Access::TRIES {
            if !access.learn(&response) {
                break;
            }
            response = self.transfer(access, message)?;
        }
        Ok(response)
    }

    fn transfer(&self, access: &Access, message: Message<'_>) -> Result<Response<Body>, Refusal> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let mut request =
            Request::builder().method(message.method).uri(message.address).header("Accept", "*/*");
        if let Some(header) = access.header(message.method.as_str(), message.address) {
            request = request.header(header::AUTHORIZATION, header);
        }
        let result = match message.body {
            None => request.body(()).map_err(ureq::Error::from).and_then(|request| self.agent.run(request)),
            Some((media_type, bytes)) => {
                request = request.header(header::CONTENT_TYPE, media_type);
                request.body(bytes).map_err(ureq::Error::from).and_then(|request| self.agent.run(request))
            }
        };
        result.map_err(|error| {
            let never_left = match &error {
                ureq::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
                ureq::Error::Timeout(at) => matches!(at, Timeout::Resolve | Timeout::Connect),
                ureq::Error::HostNotFound
                | ureq::Error::ConnectionFailed
                | ureq::Error::BadUri(_)
                | ureq::Error::Http(_)
                | ureq::Error::Tls(_)
                | ureq::Error::Rustls(_) => true,
                _ => false,
            };
            let error = Box::new(error);
            (if never_left { SendError::Unreachable(error) } else { SendError::NoAnswer(error) }, None)
        })
    }
}

/// What an answer means.
fn judge(response: Response<Body>) -> Result<(), Refusal> {
    let status = response.status().as_u16();
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (to, asked) = (text(header::LOCATION), text(header::RETRY_AFTER));
    let mut body = response.into_body();
    let line = first_line(&mut body);
    match status {
        200..=299 => Ok(()),
        300..=399 => Err((SendError::Moved { status, to: inert(&to.unwrap_or_default()) }, None)),
        _ => {
            let seconds = asked.and_then(|asked| asked.trim().parse::<u64>().ok());
            match seconds.map(Duration::from_secs) {
                Some(pause) if pause > LONGEST_PAUSE => {
                    Err((SendError::Busy { status, seconds: pause.as_secs() }, None))
                }
                pause => Err((SendError::Status { status, line }, pause)),
            }
        }
    }
}

/// How long to wait before the next try; nothing if there is none.
fn wait(
    error: &SendError,
    asked: Option<Duration>,
    is_repeatable: bool,
    pause: Duration,
) -> Option<Duration> {
    let is_worth_it = match error {
        SendError::Unreachable(error) => {
            !matches!(**error, ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::Rustls(_))
        }
        SendError::NoAnswer(_) => is_repeatable,
        SendError::Status { status, .. } => {
            matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504) && is_repeatable
        }
        SendError::Moved { .. } | SendError::Busy { .. } => false,
    };
    is_worth_it.then(|| asked.unwrap_or(pause))
}

/// The first line with something on it, for a message.
fn first_line(body: &mut Body) -> String {
    const MOST_BYTES: u64 = 1 << 16;
    const MOST_CHARACTERS: usize = 200;
    let mut bytes = Vec::new();
    // As much as comes.
    let _ = body.as_reader().take(MOST_BYTES).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("nothing");
    inert(line).chars().take(MOST_CHARACTERS).collect()
}

/// Text of another machine without what a terminal would obey.
fn inert(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

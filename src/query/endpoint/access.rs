//! How who asks is told: by a header made from the credentials, and from what the server wants to know.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::Body;
use ureq::http::uri::PathAndQuery;
use ureq::http::{Response, Uri, header};

use crate::query::endpoint::Credentials;
use crate::query::endpoint::digest::Session;

/// Credentials, and what a server is known to want of them. Clones share what is known.
#[derive(Clone)]
pub(crate) struct Access {
    credentials: Credentials,
    known: Arc<Mutex<Known>>,
}

/// What a server is known to want of a name and a password.
#[derive(Debug)]
enum Known {
    /// Nothing yet: they are given as they are.
    Nothing,
    /// It refuses them as they are, and does not say why: it may say what it wants to who gives none. Virtuoso does.
    Refusal,
    /// A digest.
    Challenge(Session),
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Access").field(&self.credentials).finish()
    }
}

impl Access {
    /// How often a request is sent at most while the server says what it wants.
    pub(crate) const TRIES: usize = 3;

    pub(crate) fn new(credentials: Credentials) -> Self {
        Self { credentials, known: Arc::new(Mutex::new(Known::Nothing)) }
    }

    /// Whether the server may first have to say what it wants.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.credentials, Credentials::Basic { .. })
    }

    /// The value of `Authorization` for a request, if there are credentials.
    pub(crate) fn header(&self, method: &str, address: &str) -> Option<String> {
        match &self.credentials {
            Credentials::None => None,
            Credentials::Bearer(token) => Some(format!("Bearer {token}")),
            Credentials::Basic { user, password } => {
                match &mut *self.known.lock().unwrap_or_else(PoisonError::into_inner) {
                    Known::Nothing => {
                        Some(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
                    }
                    Known::Refusal => None,
                    Known::Challenge(session) => {
                        Some(session.header(user, password, method, &target(address)))
                    }
                }
            }
        }
    }

    /// Whether a request is to be sent again, since its answer tells more of what the server wants.
    pub(crate) fn learn(&self, response: &Response<Body>) -> bool {
        if response.status().as_u16() != 401 || !self.is_open() {
            return false;
        }
        let values = response.headers().get_all(header::WWW_AUTHENTICATE);
        let challenge = Session::of(values.iter().filter_map(|value| value.to_str().ok()));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, is_news) = match (&*known, challenge) {
            (Known::Challenge(old), Some(new)) => {
                let is_news = !old.is_same(&new);
                (Known::Challenge(new), is_news)
            }
            (_, Some(new)) => (Known::Challenge(new), true),
            (Known::Nothing, None) if values.iter().next().is_none() => (Known::Refusal, true),
            (_, None) => return false,
        };
        *known = next;
        is_news
    }
}

/// What the line of a request names.
fn target(address: &str) -> String {
    let uri = address.parse::<Uri>().ok();
    let target = uri.as_ref().and_then(Uri::path_and_query).map(PathAndQuery::as_str);
    target.filter(|target| !target.is_empty()).unwrap_or("/").to_owned()
}

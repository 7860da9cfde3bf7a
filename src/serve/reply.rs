//! Responses: what every one of them carries, and what is said when there is nothing to give.

use super::cache::Entry;
use super::negotiate::{Accept, takes_gzip};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::json;
use std::borrow::Cow;

/// Why a request gets no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    status: StatusCode,
    message: Cow<'static, str>,
    /// A page that says it, where one says more than the message.
    page: Option<Box<str>>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, message: message.into(), page: None }
    }

    /// The same with a page that says it.
    pub(super) fn on(self, page: String) -> Self {
        Self { page: Some(page.into()), ..self }
    }

    pub(super) fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// As text, or as a problem of RFC 9457 for clients that take JSON rather than text.
    pub(super) fn reply(&self, headers: &HeaderMap) -> Response<Body> {
        const TEXT: &str = "text/plain; charset=utf-8";
        const PROBLEM: &str = "application/problem+json";
        let offers = [
            ("text/plain", TEXT),
            ("application/problem+json", PROBLEM),
            ("application/json", PROBLEM),
            ("application/sparql-results+json", PROBLEM),
        ];
        let media_type = Accept::of(headers).choose(&offers).unwrap_or(TEXT);
        let body = if media_type == PROBLEM {
            let title = self.status.canonical_reason().unwrap_or_default();
            json!({ "title": title, "status": self.status.as_u16(), "detail": self.message }).to_string()
        } else {
            format!("{}\n", self.message)
        };
        let mut response = given(media_type, body);
        *response.status_mut() = self.status;
        let fields = response.headers_mut();
        // What went wrong once may not go wrong again.
        fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        fields.insert(header::VARY, HeaderValue::from_static("accept"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            fields.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

/// A response with a body of a media type.
pub(super) fn given(media_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// A response that stays the same while the data do: with a tag by which the client can ask whether it has changed,
/// or, if it asks that and has not, without a body.
pub(super) fn tagged(request: &HeaderMap, entry: Entry) -> Response<Body> {
    let tag = format!("\"{}\"", entry.tag);
    let is_known = request.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        let known = value.to_str().unwrap_or_default();
        known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
    });
    let mut response = if is_known {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else if let Some(gzip) = entry.gzip.filter(|_| takes_gzip(request)) {
        let mut response = given(entry.media_type, gzip);
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        given(entry.media_type, entry.body)
    };
    let fields = response.headers_mut();
    // Weak, since it stands for the answer with and without compression.
    if let Ok(tag) = HeaderValue::try_from(format!("W/{tag}")) {
        fields.insert(header::ETAG, tag);
    }
    // Kept, but asked about each time: an input may change.
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    fields.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;

    #[test]
    fn a_known_tag_gets_no_body() {
        let mut request = HeaderMap::new();
        request.insert(header::IF_NONE_MATCH, "W/\"a\", \"b\"".parse().unwrap());
        for (tag, expected) in [("a", 304), ("b", 304), ("c", 200)] {
            let entry = Entry { tag: tag.to_owned(), ..Entry::new("text/plain", Bytes::from_static(b"x")) };
            let response = tagged(&request, entry);
            assert_eq!(response.status(), expected, "{tag}");
            assert!(response.headers().contains_key(header::ETAG));
        }
    }

    #[test]
    fn a_refusal_is_text_unless_json_is_wanted() {
        let refusal = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy");
        for (accept, expected) in [
            ("*/*", "text/plain; charset=utf-8"),
            ("application/sparql-results+json", "application/problem+json"),
            ("image/png", "text/plain; charset=utf-8"),
        ] {
            let mut request = HeaderMap::new();
            request.insert(header::ACCEPT, accept.parse().unwrap());
            let response = refusal.reply(&request);
            assert_eq!(response.headers().get(header::CONTENT_TYPE).unwrap(), expected);
            assert_eq!(response.headers().get(header::RETRY_AFTER).unwrap(), "2");
        }
    }
}

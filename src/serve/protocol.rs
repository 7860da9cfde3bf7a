//! Requests of the SPARQL 1.1 Protocol: which question a request asks.
//!
//! May live here: what the protocol says of methods, parameters and media types. How a question is answered is not
//! known here.

use super::reply::Refusal;
use crate::query::evaluate::Dataset;
use axum::http::{HeaderMap, Method, StatusCode, header};
use oxigraph::model::NamedNode;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// What a request to the endpoint asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// The answer to a query.
    Query(Question),
    /// What the endpoint is.
    Description,
}

/// A query and the graphs that it is asked of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The SPARQL text.
    pub(super) query: String,
    /// The graphs.
    pub(super) dataset: Dataset,
}

/// Reads a request: GET with parameters, POST with parameters in a form, POST with the query as it is.
pub(super) fn read(
    method: &Method,
    parameters: Option<&str>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Operation, Refusal> {
    let mut given = Parameters::default();
    given.add(parameters.unwrap_or_default())?;
    match *method {
        Method::GET | Method::HEAD if given.is_empty() => return Ok(Operation::Description),
        Method::GET | Method::HEAD => {}
        Method::POST => match media_type(headers)?.as_str() {
            "application/x-www-form-urlencoded" => given.add(utf8(body)?)?,
            "application/sparql-query" => {
                if !given.queries.is_empty() {
                    return Err(bad("the query stands in the body, so there must be no parameter `query`"));
                }
                given.queries.push(utf8(body)?.to_owned());
            }
            "application/sparql-update" => return Err(read_only()),
            other => {
                return Err(Refusal::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    format!(
                        "a query is sent as application/sparql-query or application/x-www-form-urlencoded, not as `{other}`"
                    ),
                ));
            }
        },
        _ => return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "GET and POST ask questions")),
    }
    given.question().map(Operation::Query)
}

/// The answer to every request that would change something.
pub(super) fn read_only() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "this server answers questions and changes nothing")
}

fn bad(message: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, message)
}

/// The media type of the body, in small letters. Text in another encoding than UTF-8 is refused.
pub(super) fn media_type(headers: &HeaderMap) -> Result<String, Refusal> {
    let none =
        || Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the request does not say what its body is");
    let value = headers.get(header::CONTENT_TYPE).ok_or_else(none)?;
    let value = value.to_str().map_err(|_| none())?;
    let mut parts = value.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    for parameter in parts {
        if let Some((name, charset)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("charset")
            && !charset.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        {
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a query is sent in UTF-8"));
        }
    }
    Ok(media_type)
}

fn utf8(bytes: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(bytes).map_err(|_| bad("the request is not UTF-8"))
}

#[derive(Debug, Default)]
struct Parameters {
    queries: Vec<String>,
    default: Vec<NamedNode>,
    named: Vec<NamedNode>,
    has_update: bool,
    others: bool,
}

impl Parameters {
    /// Adds the parameters of a form.
    fn add(&mut self, form: &str) -> Result<(), Refusal> {
        for (name, value) in pairs(form)? {
            match name.as_str() {
                "query" => self.queries.push(value),
                // Forms send fields that nobody has filled in.
                "default-graph-uri" | "named-graph-uri" if value.is_empty() => {}
                "default-graph-uri" => self.default.push(graph(&value)?),
                "named-graph-uri" => self.named.push(graph(&value)?),
                "update" | "using-graph-uri" | "using-named-graph-uri" => self.has_update = true,
                // Clients add others of their own, which mean nothing here.
                _ => self.others = true,
            }
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.queries.is_empty()
            && self.default.is_empty()
            && self.named.is_empty()
            && !self.has_update
            && !self.others
    }

    fn question(self) -> Result<Question, Refusal> {
        if self.has_update {
            return Err(read_only());
        }
        let mut queries = self.queries.into_iter();
        let query = queries.next().ok_or_else(|| bad("there is no parameter `query`"))?;
        if queries.next().is_some() {
            return Err(bad("there is more than one parameter `query`"));
        }
        let dataset = if self.default.is_empty() && self.named.is_empty() {
            Dataset::OfQuery
        } else {
            Dataset::Given { default: self.default, named: self.named }
        };
        Ok(Question { query, dataset })
    }
}

fn graph(value: &str) -> Result<NamedNode, Refusal> {
    NamedNode::new(value).map_err(|_| bad(format!("`{value}` is no absolute IRI of a graph")))
}

/// Names and values of a form. What is not UTF-8 is refused rather than replaced.
pub(super) fn pairs(form: &str) -> Result<Vec<(String, String)>, Refusal> {
    let decode = |text: &str| -> Result<String, Refusal> {
        let spaced = text.replace('+', " ");
        let decoded = percent_decode_str(&spaced).decode_utf8();
        decoded.map(Cow::into_owned).map_err(|_| bad("the request is not UTF-8"))
    };
    form.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(content_type: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        }
        headers
    }

    fn status(method: &Method, parameters: Option<&str>, content_type: &str, body: &[u8]) -> u16 {
        match read(method, parameters, &headers(content_type), body) {
            Ok(_) => 200,
            Err(refusal) => refusal.status().as_u16(),
        }
    }

    const FORM: &str = "application/x-www-form-urlencoded";
    const DIRECT: &str = "application/sparql-query";

    #[test]
    fn the_three_ways_ask_the_same() {
        let dataset = Dataset::Given {
            default: vec![NamedNode::new("urn:a").unwrap()],
            named: vec![NamedNode::new("urn:b").unwrap(), NamedNode::new("urn:c").unwrap()],
        };
        let expected = Operation::Query(Question { query: "ASK {} # +あ".to_owned(), dataset });
        let graphs = "default-graph-uri=urn:a&named-graph-uri=urn%3Ab&named-graph-uri=urn:c";
        let query = "query=ASK+%7B%7D%20%23+%2B%E3%81%82";
        let form = format!("{query}&{graphs}");
        assert_eq!(read(&Method::GET, Some(&form), &headers(""), b"").unwrap(), expected);
        assert_eq!(read(&Method::POST, None, &headers(FORM), form.as_bytes()).unwrap(), expected);
        let direct = read(&Method::POST, Some(graphs), &headers(DIRECT), "ASK {} # +あ".as_bytes());
        assert_eq!(direct.unwrap(), expected);
        assert_eq!(read(&Method::GET, None, &headers(""), b"").unwrap(), Operation::Description);
        assert_eq!(read(&Method::GET, Some(""), &headers(""), b"").unwrap(), Operation::Description);
    }

    #[test]
    fn what_is_no_question_is_refused() {
        for (method, parameters, content_type, body, expected) in [
            (Method::GET, Some("query=ASK{}&query=ASK{}"), "", &b""[..], 400),
            (Method::GET, Some("query=%FF"), "", b"", 400),
            (Method::GET, Some("default-graph-uri=urn:a"), "", b"", 400),
            (Method::GET, Some("query=ASK{}&default-graph-uri=a"), "", b"", 400),
            (Method::GET, Some("update=CLEAR+ALL"), "", b"", 403),
            (Method::POST, None, FORM, b"update=CLEAR+ALL", 403),
            (Method::POST, None, FORM, b"query=ASK{}&update=CLEAR+ALL", 403),
            (Method::POST, None, "application/sparql-update", b"CLEAR ALL", 403),
            (Method::POST, None, FORM, b"", 400),
            (Method::POST, None, DIRECT, b"\xff", 400),
            (Method::POST, Some("query=ASK{}"), DIRECT, b"ASK{}", 400),
            (Method::POST, None, "", b"query=ASK{}", 415),
            (Method::POST, None, "text/plain", b"ASK{}", 415),
            (Method::POST, None, "application/sparql-query; charset=utf-16", b"ASK{}", 415),
            (Method::POST, None, "application/sparql-query; charset=\"UTF-8\"", b"ASK{}", 200),
            (Method::PUT, Some("query=ASK{}"), "", b"", 405),
            (Method::DELETE, None, "", b"", 405),
        ] {
            assert_eq!(
                status(&method, parameters, content_type, body),
                expected,
                "{method} {parameters:?} {body:?}"
            );
        }
    }
}

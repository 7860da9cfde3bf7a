//! Pages with questions: stored queries as forms, and the editor.

use super::language::Chosen;
use super::links::ServerLinks;
use super::{HTML, POLICY, Shared, finish, page, parameter, see_other};
use crate::query::catalogue::{self, StoredQuery};
use crate::query::evaluate::{Answer, Dataset, Solutions, Source};
use crate::query::graph::GraphFormat;
use crate::query::parameters::resolve;
use crate::query::results::ResultFormat;
use crate::serve::loaded::{Loaded, broken};
use crate::serve::protocol::{media_type, pairs};
use crate::serve::queries::{evaluation, parameter as of_parameter};
use crate::serve::reply::{Refusal, given};
use crate::serve::service::{Lane, Service};
use crate::serve::sparql::{ask, received};
use crate::serve::worker::Question;
use crate::site::live::answer::{self, Asked};
use crate::site::live::editor as editor_page;
use crate::site::live::editor::Shown;
use crate::site::sheet::MOST_ROWS;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use oxigraph::model::Term;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::{Duration, Instant};

/// Up to here an answer is quick.
const QUICK: Duration = Duration::from_millis(500);

/// The page of a stored query with some parameters.
pub(in crate::serve) async fn stored(
    service: &Service,
    parts: &Parts,
    query: StoredQuery,
    given: Vec<(String, String)>,
) -> Result<Response<Body>, Refusal> {
    let parameters: Vec<String> =
        given.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let tail = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
    let here = format!("/queries/{}{tail}", query.name);
    page(service, parts, Lane::Whole, here, move |loaded, links| {
        let files: Vec<(&'static str, String)> =
            [("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("SPARQL", "rq")]
                .into_iter()
                .map(|(name, ending)| (name, links.at(&format!("/queries/{}.{ending}{tail}", query.name))))
                .collect();
        let begun = Instant::now();
        let found = answer_to(loaded, &query, &given);
        // The values that a form offers are not worth a second long wait.
        let is_quick = begun.elapsed() < QUICK;
        let open = if given.is_empty() || !is_quick { None } else { answer_to(loaded, &query, &[]).ok() };
        let asked = Asked { given: &given, files: &files, open: open.as_ref().or(found.as_ref().ok()) };
        let shown = found.as_ref().map_err(Refusal::message);
        let text = answer::page(&links.site_with_names()?, &query, &asked, shown);
        match found {
            Ok(_) => Ok(text),
            Err(refusal) => Err(refusal.on(text)),
        }
    })
    .await
}

fn answer_to(loaded: &Loaded, query: &StoredQuery, given: &[(String, String)]) -> Result<Answer, Refusal> {
    let source = loaded.source();
    let bindings =
        resolve(&source, query.text, given, &query.header.defaults).map_err(|error| of_parameter(&error))?;
    source.answer(query.text, &bindings).map_err(|error| evaluation(&error))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// `/query`: the editor.
pub(in crate::serve) async fn editor(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = match (Chosen::of(&parts), parameter(&parts, "query")) {
        (Ok(language), Ok(query)) => edited(&service, language, query).await,
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    };
    finish(&service, &parts, result)
}

/// What the form of the editor sends. It leads to the address of the answer, which can be handed on; only a query that is too
/// long for an address is answered at once.
pub(in crate::serve) async fn sent(State(service): Shared, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let result = match received(&parts, body).await {
        Ok(body) => taken(&service, &parts, &body).await,
        Err(refusal) => Err(refusal),
    };
    finish(&service, &parts, result)
}

async fn taken(service: &Service, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    if media_type(&parts.headers)? != "application/x-www-form-urlencoded" {
        let message = "a query is sent here as application/x-www-form-urlencoded, by a form";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    let text = std::str::from_utf8(body)
        .map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "the form is not in UTF-8"))?;
    let fields = pairs(text)?;
    let field = |name: &str| fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
    let query = field("query")
        .ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "the form has no field `query`"))?;
    let language = Chosen::named(field("lang").as_deref()).unwrap_or(Chosen::of(parts)?);
    let loaded = service.loaded();
    let links = ServerLinks::new(&loaded, language, "/query");
    let text = encoded(&query);
    if text.len() < LONGEST_ADDRESS {
        return see_other(&links.carrying(links.at(&format!("/query?query={text}#answer"))));
    }
    edited(service, language, Some(query)).await
}

async fn edited(
    service: &Service,
    language: Chosen,
    query: Option<String>,
) -> Result<Response<Body>, Refusal> {
    let query = query.filter(|query| !query.trim().is_empty());
    let loaded = service.loaded();
    let found = match &query {
        Some(query) => Some(answered(service, query).await),
        None => None,
    };
    // An answer of many megabytes is read here, which takes its time.
    let work = move || editor_with(&loaded, language, query.as_deref(), found);
    let (status, text) = service.on_thread(Lane::Quick, work).await??;
    let mut response = given(HTML, text);
    *response.status_mut() = status;
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    fields.insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
    Ok(response)
}

/// Characters of a query in an address, with those around it fewer than 64 kB.
const LONGEST_ADDRESS: usize = 60_000;

/// The page with the answer to a query, and its status.
fn editor_with(
    loaded: &Loaded,
    language: Chosen,
    query: Option<&str>,
    found: Option<Result<Written, Refusal>>,
) -> Result<(StatusCode, String), Refusal> {
    let asked = encoded(query.unwrap_or_default());
    let here = if query.is_some() { format!("/query?query={asked}") } else { "/query".to_owned() };
    let links = ServerLinks::new(loaded, language, &here);
    let examples: Vec<(StoredQuery, String)> = catalogue::all()
        .map_err(|_| broken())?
        .into_iter()
        .map(|stored| {
            let href = links.carrying(links.at(&format!("/query?query={}", encoded(stored.text))));
            (stored, href)
        })
        .collect();
    let file =
        |(name, ending): (&'static str, &str)| (name, links.at(&format!("/query.{ending}?query={asked}")));
    let rows = [("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XML", "xml")].map(file);
    let triples =
        [("Turtle", "ttl"), ("N-Triples", "nt"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdf")].map(file);
    // A longer address is refused.
    let has_files = asked.len() < LONGEST_ADDRESS;
    let found = found.map(|found| found.and_then(|written| written.read().ok_or_else(broken)));
    let (shown, files, status) = match &found {
        None => (Shown::Nothing, &[][..], StatusCode::OK),
        Some(Ok(Found::Rows(answer, total))) => (Shown::Rows(answer, *total), &rows[..], StatusCode::OK),
        Some(Ok(Found::Triples(turtle))) => (Shown::Triples(turtle), &triples[..], StatusCode::OK),
        Some(Err(refusal)) => (Shown::Trouble(refusal.message()), &[][..], refusal.status()),
    };
    let files = if has_files { files } else { &[] };
    Ok((status, editor_page::page(&links.site_with_names()?, query, shown, files, &examples)))
}

/// An answer as a worker has written it.
struct Written {
    body: Bytes,
    is_triples: bool,
}

enum Found {
    /// The rows that a page shows, and how many there are.
    Rows(Answer, usize),
    Triples(String),
}

impl Written {
    fn read(&self) -> Option<Found> {
        if self.is_triples {
            return Some(Found::Triples(String::from_utf8_lossy(&self.body).into_owned()));
        }
        rows(&self.body).map(|(answer, total)| Found::Rows(answer, total))
    }
}

async fn answered(service: &Service, query: &str) -> Result<Written, Refusal> {
    let (rows, triples) = (Some(ResultFormat::Json), Some(GraphFormat::Turtle));
    let question = Question::new(query.to_owned(), &Dataset::OfQuery, rows, triples);
    let response = ask(service, question).await?;
    let media_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_triples = media_type.is_some_and(|media_type| media_type.starts_with("text/turtle"));
    let body = to_bytes(response.into_body(), usize::MAX).await.map_err(|_| broken())?;
    Ok(Written { body, is_triples })
}

/// An answer out of its JSON, with as many rows as a page shows, and how many it has.
fn rows(json: &[u8]) -> Option<(Answer, usize)> {
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    match parser.for_reader(json).ok()? {
        ReaderQueryResultsParserOutput::Boolean(value) => Some((Answer::Boolean(value), 1)),
        ReaderQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows: Vec<Vec<Option<Term>>> = Vec::new();
            let mut total = 0;
            for solution in solutions {
                let solution = solution.ok()?;
                total += 1;
                if rows.len() < MOST_ROWS {
                    rows.push(solution.values().to_vec());
                }
            }
            Some((Answer::Solutions(Solutions { variables, rows }), total))
        }
    }
}

/// `/query.csv` and its like: the answer in a format that the address names, for links.
pub(in crate::serve) async fn file_of_query(State(service): Shared, parts: Parts) -> Response<Body> {
    let result = file(&service, &parts).await;
    finish(&service, &parts, result)
}

async fn file(service: &Service, parts: &Parts) -> Result<Response<Body>, Refusal> {
    let query = parameter(parts, "query")?
        .ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "there is no parameter `query`"))?;
    let ending = parts.uri.path().rsplit_once('.').map_or("", |(_, ending)| ending);
    let (rows, triples) = (ResultFormat::from_extension(ending), GraphFormat::from_extension(ending));
    let question = Question::new(query, &Dataset::OfQuery, rows, triples);
    let mut response = ask(service, question).await?;
    if let Ok(value) = HeaderValue::try_from(format!("inline; filename=\"answer.{ending}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

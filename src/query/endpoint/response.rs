//! What an endpoint sends back, read within limits.

use std::io::{self, Read};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput, ReaderSolutionsParser,
};
use ureq::Body;
use ureq::http::{Response, header};

use crate::query::QueryForm;
use crate::query::endpoint::EndpointError;
use crate::query::endpoint::dialect::Dialect;
use crate::query::evaluate::{
    Answer, EvaluateError, Solutions, in_order, name_blank_nodes, size, triple_size,
};
use crate::query::limits::{Counter, LimitError, Limits};

/// The media types that a form of query is answered in.
pub(super) fn accepted(form: QueryForm) -> &'static str {
    if form.gives_triples() {
        "application/n-triples, text/turtle;q=0.9"
    } else {
        "application/sparql-results+json, application/json;q=0.5"
    }
}

/// The answer in a response, or what is wrong with it.
pub(super) fn read(
    response: Response<Body>,
    form: QueryForm,
    limits: &Limits,
) -> Result<Answer, EvaluateError> {
    let status = response.status().as_u16();
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let media_type = header(header::CONTENT_TYPE).unwrap_or_default();
    let media_type = inert(media_type.split(';').next().unwrap_or_default().trim()).to_ascii_lowercase();
    let to = header(header::LOCATION).map(inert).unwrap_or_default();
    let dialect = Dialect::of(header(header::SERVER).unwrap_or_default());
    let mut body = Counted::new(response.into_body(), limits);
    match status {
        200 => {}
        300..=399 => return Err(EndpointError::Moved { status, to }.into()),
        _ => {
            let line = first_line(&mut body);
            return Err(EndpointError::Status { status, media_type, line }.into());
        }
    }
    let answer = match (form.gives_triples(), media_type.as_str()) {
        (true, "application/n-triples") => read_graph(&mut body, RdfFormat::NTriples, limits),
        (true, "text/turtle") => read_graph(&mut body, RdfFormat::Turtle, limits),
        (false, "application/sparql-results+json" | "application/json") => {
            read_results(&mut body, form, dialect, limits)
        }
        (gives_triples, _) => {
            let expected = if gives_triples { "N-Triples or Turtle" } else { "SPARQL results in JSON" };
            let line = first_line(&mut body);
            Err(EndpointError::MediaType { expected, media_type, line }.into())
        }
    };
    // Where reading met a limit, the parser only knows that reading failed.
    match body.met {
        Some(limit) => Err(limit.into()),
        None => answer,
    }
}

fn read_results(
    body: &mut Counted,
    form: QueryForm,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Answer, EvaluateError> {
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    let results = parser.for_reader(body).map_err(EndpointError::Results)?;
    match results {
        ReaderQueryResultsParserOutput::Boolean(value) if form == QueryForm::Ask => {
            Ok(Answer::Boolean(value))
        }
        ReaderQueryResultsParserOutput::Solutions(solutions) if form == QueryForm::Select => {
            read_solutions(solutions, dialect, limits)
        }
        _ => Err(EndpointError::Form { keyword: form.keyword() }.into()),
    }
}

fn read_solutions(
    solutions: ReaderSolutionsParser<&mut Counted>,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Answer, EvaluateError> {
    let variables = solutions.variables().to_vec();
    let mut counter = Counter::new(limits);
    let mut rows = Vec::new();
    for solution in solutions {
        let mut row = solution.map_err(EndpointError::Results)?.values().to_vec();
        row.iter_mut().flatten().for_each(|term| dialect.restore(term));
        counter.row(row.iter().flatten().map(size).sum())?;
        rows.push(row);
    }
    name_blank_nodes(&mut rows);
    Ok(Answer::Solutions(Solutions { variables, rows }))
}

fn read_graph(body: &mut Counted, format: RdfFormat, limits: &Limits) -> Result<Answer, EvaluateError> {
    let mut counter = Counter::new(limits);
    let mut triples = Vec::new();
    for quad in RdfParser::from_format(format).without_named_graphs().for_reader(body) {
        let triple = Triple::from(quad.map_err(EndpointError::Graph)?);
        counter.row(triple_size(&triple))?;
        triples.push(triple);
    }
    Ok(Answer::Triples(in_order(triples)))
}

/// The first line with something on it, for a message.
fn first_line(body: &mut Counted) -> String {
    const MOST_BYTES: u64 = 4096;
    const MOST_CHARACTERS: usize = 200;
    let mut bytes = Vec::new();
    // As much as comes: the response is an error already.
    let _ = body.take(MOST_BYTES).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("nothing");
    inert(line).chars().take(MOST_CHARACTERS).collect()
}

/// Text of another machine without what a terminal would obey.
fn inert(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// A body whose bytes are counted.
struct Counted {
    body: ureq::BodyReader<'static>,
    limits: Limits,
    bytes: usize,
    /// The limit that ended the reading.
    met: Option<LimitError>,
}

impl Counted {
    fn new(body: Body, limits: &Limits) -> Self {
        // Its own limit is lower than ours may be.
        let body = body.into_with_config().limit(u64::MAX).reader();
        Self { body, limits: *limits, bytes: 0, met: None }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = match self.body.read(buffer) {
            Ok(length) => length,
            Err(error) => {
                if let (true, Some(limit)) = (is_timeout(&error), self.limits.time) {
                    self.met = Some(LimitError::Time { limit });
                }
                return Err(error);
            }
        };
        self.bytes = self.bytes.saturating_add(length);
        if let Some(limit) = self.limits.bytes.filter(|limit| self.bytes > *limit) {
            let limit = LimitError::Bytes { limit };
            self.met = Some(limit);
            return Err(io::Error::other(limit));
        }
        Ok(length)
    }
}

fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    error.kind() == io::ErrorKind::TimedOut || matches!(inner, Some(ureq::Error::Timeout(_)))
}

//! Asking a store how many statements a graph holds.

use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Term};
use ureq::Agent;

use super::service::{Service, graph_address};
use crate::query::endpoint::access::Access;
use crate::query::endpoint::{Endpoint, EndpointError};
use crate::query::evaluate::{EvaluateError, Source};
use crate::query::limits::Limits;

/// Who counts.
#[derive(Debug)]
pub(super) enum Counter {
    /// A SPARQL endpoint.
    Query(Box<Endpoint>),
    /// We, on what the graph store gives back.
    GraphStore { agent: Agent, access: Access, address: String },
}

impl Counter {
    /// The address for questions, else the one for updates, where many stores answer questions too, else the graph store.
    pub(super) fn all_of(service: &Service, update: Option<&str>, timeout: Duration) -> Vec<Self> {
        let limits = Limits { time: Some(timeout), rows: None, bytes: Some(1 << 30), memory: None };
        let (asked, credentials) = match &service.query {
            Some(query) => (Some(query.as_str()), &service.query_credentials),
            None => (update, &service.credentials),
        };
        let endpoint = asked.and_then(|address| Endpoint::new(address, credentials.clone(), limits).ok());
        let mut counters: Vec<Self> =
            endpoint.map(|endpoint| Self::Query(Box::new(endpoint))).into_iter().collect();
        if let (None, Some(address)) = (&service.query, &service.graph_store) {
            let agent = Agent::config_builder()
                .timeout_global(Some(timeout))
                .max_redirects(0)
                .http_status_as_error(false)
                .user_agent(concat!("policygraph/", env!("CARGO_PKG_VERSION")))
                .build()
                .new_agent();
            let access = Access::new(service.credentials.clone());
            counters.push(Self::GraphStore { agent, access, address: address.clone() });
        }
        counters
    }

    /// The number of statements, or why it is not known. Asking does no harm, so it is done again where that may help.
    pub(super) fn count(&self, graph: &NamedNode, retries: u32) -> Result<usize, String> {
        const PAUSE: Duration = Duration::from_millis(500);
        for _ in 0..retries.min(2) {
            match self.count_once(graph) {
                Err(problem) if problem.may_pass => std::thread::sleep(PAUSE),
                result => return result.map_err(|problem| problem.text),
            }
        }
        self.count_once(graph).map_err(|problem| problem.text)
    }

    fn count_once(&self, graph: &NamedNode) -> Result<usize, Problem> {
        match self {
            Self::Query(endpoint) => {
                let query = format!("SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}");
                let solutions = endpoint.select(&query).map_err(|error| {
                    let may_pass = match &error {
                        EvaluateError::Endpoint(EndpointError::Status { status, .. }) => is_passing(*status),
                        EvaluateError::Endpoint(EndpointError::Unreachable(_) | EndpointError::Read(_)) => {
                            true
                        }
                        _ => false,
                    };
                    Problem { text: chain(&error), may_pass }
                })?;
                let cell = solutions.rows.into_iter().flatten().flatten().next();
                match cell {
                    Some(Term::Literal(number)) => number.value().parse().ok(),
                    _ => None,
                }
                .ok_or_else(|| Problem::lasting("the answer to COUNT is no number"))
            }
            Self::GraphStore { agent, access, address } => {
                let address = graph_address(address, graph.as_str());
                read_back(agent, access, &address)
            }
        }
    }
}

/// Why a number is not known.
#[derive(Debug)]
struct Problem {
    text: String,
    /// Whether asking again may help.
    may_pass: bool,
}

impl Problem {
    fn lasting(text: impl Into<String>) -> Self {
        Self { text: text.into(), may_pass: false }
    }
}

fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

fn read_back(agent: &Agent, access: &Access, address: &str) -> Result<usize, Problem> {
    let get = || {
        let mut request = agent.get(address).header("Accept", "application/n-triples");
        if let Some(header) = access.header("GET", address) {
            request = request.header("Authorization", header);
        }
        request.call().map_err(|error| Problem { text: chain(&error), may_pass: true })
    };
    let mut response = get()?;
    for _ in 1..Access::TRIES {
        if !access.learn(&response) {
            break;
        }
        response = get()?;
    }
    let status = response.status().as_u16();
    match status {
        200 => {}
        204 | 404 => return Ok(0),
        _ => {
            let text = format!("the graph store answered {status} when asked for the graph");
            return Err(Problem { text, may_pass: is_passing(status) });
        }
    }
    let header =
        |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !header("X-SPARQL-MaxRows").is_empty() {
        return Err(Problem::lasting("the graph store gives only a part of the graph back"));
    }
    let media_type = header("Content-Type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(media_type.as_str(), "application/n-triples" | "text/plain") {
        return Err(Problem::lasting("the graph store does not give N-Triples back"));
    }
    let mut body = response.into_body();
    let reader = body.with_config().limit(1 << 30).reader();
    let mut triples = 0;
    for quad in RdfParser::from_format(RdfFormat::NTriples).for_reader(reader) {
        quad.map_err(|error| Problem { text: chain(&error), may_pass: true })?;
        triples += 1;
    }
    Ok(triples)
}

/// An error with its causes, in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text += ": ";
            text += &said;
        }
        cause = error.source();
    }
    text
}

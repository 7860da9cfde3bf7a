//! A SPARQL endpoint on another machine, asked by the SPARQL 1.1 Protocol.
//!
//! One question is one POST request. What comes back is read as foreign text: bounded in time, rows and bytes by
//! the same limits as a local answer, of the expected media type, and whole or not at all. Redirects are not
//! followed, since they would carry the question and the credentials elsewhere. Nothing is asked twice, unless the
//! first time only led to a challenge.
//!
//! Values of parameters are added as a `VALUES` clause at the end of what is asked for, written from terms, so no value
//! can change the query. That clause reaches what the query shows at its end only; any other parameter is an error here.

pub(crate) mod access;
mod dialect;
mod digest;
mod response;

use std::fmt::{self, Write as _};

use oxigraph::io::RdfParseError;
use oxigraph::model::{NamedNode, Term, Variable};
use oxigraph::sparql::results::QueryResultsParseError;
use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

use crate::query::QueryForm;
use crate::query::bounded;
use crate::query::endpoint::access::Access;
use crate::query::evaluate::{Answer, EvaluateError, Source};
use crate::query::lexer::{Lexer, Token};
use crate::query::limits::{LimitError, Limits};
use crate::query::parameters::Binding;
use crate::query::shape::ParsedQuery;

/// What an endpoint wants to know about who asks.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// Nothing.
    None,
    /// A token, sent as `Authorization: Bearer`.
    Bearer(String),
    /// A name and a password, sent as `Authorization: Basic`, or worked into `Authorization: Digest` where that is asked
    /// for.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
}

impl fmt::Debug for Credentials {
    /// The kind only: a log must not hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Bearer(_) => "Bearer",
            Self::Basic { .. } => "Basic",
        })
    }
}

/// Why an endpoint gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// The address is none.
    #[error("this is no address of an endpoint; write http://host/path or https://host/path")]
    Address,
    /// The address holds a name or a password.
    #[error("an address must not hold a name or a password, since addresses are logged")]
    Userinfo,
    /// Credentials would cross the network in the open.
    #[error("credentials are sent over https only, or to this machine")]
    Open,
    /// There was no response.
    #[error("the endpoint cannot be reached")]
    Unreachable(#[source] Box<ureq::Error>),
    /// The endpoint points elsewhere.
    #[error("the endpoint answered {status} and points to `{to}`; ask there if you trust that address")]
    Moved {
        /// The status code.
        status: u16,
        /// The address it names.
        to: String,
    },
    /// The endpoint refused or failed.
    #[error("the endpoint answered {status} ({media_type}): {line}")]
    Status {
        /// The status code.
        status: u16,
        /// The media type of its answer.
        media_type: String,
        /// The first line of its answer.
        line: String,
    },
    /// The answer is of another kind than was asked for.
    #[error("the endpoint answered with `{media_type}` where {expected} was asked for: {line}")]
    MediaType {
        /// What was asked for.
        expected: &'static str,
        /// What came.
        media_type: String,
        /// The first line of its answer.
        line: String,
    },
    /// The response broke off.
    #[error("the endpoint's answer could not be read")]
    Read(#[source] std::io::Error),
    /// The response is no SPARQL results in JSON.
    #[error("the endpoint's answer is no SPARQL result")]
    Results(#[source] QueryResultsParseError),
    /// The response is no RDF.
    #[error("the endpoint's answer is no RDF")]
    Graph(#[source] RdfParseError),
    /// Rows came for ASK, or a truth value for SELECT.
    #[error("the endpoint's answer is not one to {keyword}")]
    Form {
        /// The keyword of the query.
        keyword: &'static str,
    },
    /// A parameter whose value the endpoint cannot be given.
    #[error(
        "an endpoint cannot be given a value for {variable}: the query does not show it, computes it, or ends in VALUES"
    )]
    Parameter {
        /// The variable.
        variable: Variable,
    },
}

/// An endpoint, ready to be asked.
///
/// ```
/// use policygraph::query::endpoint::{Credentials, Endpoint};
/// use policygraph::query::limits::Limits;
///
/// let endpoint = Endpoint::new("https://example.org/sparql", Credentials::None, Limits::default());
/// assert!(endpoint.is_ok());
/// assert!(Endpoint::new("https://me:secret@example.org/", Credentials::None, Limits::default()).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Endpoint {
    address: String,
    agent: Agent,
    access: Access,
    limits: Limits,
    graphs: Vec<NamedNode>,
}

impl Endpoint {
    /// Checks an address; nothing is sent yet.
    pub fn new(address: &str, credentials: Credentials, limits: Limits) -> Result<Self, EndpointError> {
        check_address(address, &credentials)?;
        let agent = Agent::config_builder()
            .timeout_global(limits.time)
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!("policygraph/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Ok(Self {
            address: address.to_owned(),
            agent,
            access: Access::new(credentials),
            limits,
            graphs: Vec::new(),
        })
    }

    /// Asks these graphs only, by the protocol's own parameters for the dataset.
    #[must_use]
    pub fn narrowed_to(mut self, graphs: Vec<NamedNode>) -> Self {
        self.graphs = graphs;
        self
    }

    fn ask(&self, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError> {
        let parsed = ParsedQuery::parse_for_elsewhere(query)?;
        if !self.graphs.is_empty() && parsed.query.dataset().is_some() {
            return Err(EvaluateError::Dataset);
        }
        let text = with_values(query, &parsed, bindings)?;
        let form = parsed.form();
        let mut fields = vec![("query", text.as_str())];
        for graph in &self.graphs {
            fields.extend([("default-graph-uri", graph.as_str()), ("named-graph-uri", graph.as_str())]);
        }
        let mut response = self.send(&fields, form)?;
        for _ in 1..Access::TRIES {
            if !self.access.learn(&response) {
                break;
            }
            response = self.send(&fields, form)?;
        }
        response::read(response, form, &self.limits)
    }

    fn send(&self, fields: &[(&str, &str)], form: QueryForm) -> Result<Response<Body>, EvaluateError> {
        let mut request = self.agent.post(&self.address).header("Accept", response::accepted(form));
        if let Some(header) = self.access.header("POST", &self.address) {
            request = request.header("Authorization", header);
        }
        request.send_form(fields.iter().copied()).map_err(|error| match (&error, self.limits.time) {
            (ureq::Error::Timeout(_), Some(limit)) => LimitError::Time { limit }.into(),
            _ => EndpointError::Unreachable(Box::new(error)).into(),
        })
    }
}

impl Source for Endpoint {
    fn answer(&self, query: &str, bindings: &[Binding]) -> Result<Answer, EvaluateError> {
        let (this, query, bindings) = (self.clone(), query.to_owned(), bindings.to_vec());
        bounded::run(&self.limits, move |_| this.ask(&query, &bindings))
    }
}

/// The form of a query that an endpoint may be asked. It may be larger than one that is evaluated here, and may
/// send parts of itself on (`SERVICE`): what that costs is the endpoint's concern.
pub fn form(query: &str, limits: &Limits) -> Result<QueryForm, EvaluateError> {
    let query = query.to_owned();
    bounded::run(limits, move |_| Ok(ParsedQuery::parse_for_elsewhere(&query)?.form()))
}

/// Whether an address may be asked with these credentials.
pub(crate) fn check_address(address: &str, credentials: &Credentials) -> Result<(), EndpointError> {
    let uri: Uri = address.parse().map_err(|_| EndpointError::Address)?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(EndpointError::Address);
    };
    if authority.as_str().contains('@') {
        return Err(EndpointError::Userinfo);
    }
    match scheme {
        "https" => Ok(()),
        "http" if *credentials == Credentials::None || is_this_machine(authority.host()) => Ok(()),
        "http" => Err(EndpointError::Open),
        _ => Err(EndpointError::Address),
    }
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// The query with its parameters' values in a clause at the end.
fn with_values(query: &str, parsed: &ParsedQuery, bindings: &[Binding]) -> Result<String, EvaluateError> {
    let Some(first) = bindings.first() else {
        return Ok(query.to_owned());
    };
    let (mut variables, mut values) = (String::new(), String::new());
    for Binding { variable, term } in bindings {
        let is_bindable = !matches!(term, Term::BlankNode(_)) && parsed.sees_at_its_end(variable);
        if !is_bindable {
            return Err(EndpointError::Parameter { variable: variable.clone() }.into());
        }
        // Writing to a String cannot fail.
        let _ = write!(variables, " {variable}");
        let _ = write!(values, " {term}");
    }
    // The line breaks end comments that may stand before.
    let clause = format!("\nVALUES ({variables} ) {{ ({values} ) }}\n");
    if matches!(parsed.form(), QueryForm::Select | QueryForm::Ask)
        && let Some(text) = with_clause(query, &clause)
        && ParsedQuery::parse_for_elsewhere(&text).is_ok()
    {
        return Ok(text);
    }
    let text = format!("{query}{clause}");
    match ParsedQuery::parse_for_elsewhere(&text) {
        Ok(_) => Ok(text),
        Err(EvaluateError::Syntax(_)) => {
            Err(EndpointError::Parameter { variable: first.variable.clone() }.into())
        }
        Err(other) => Err(other),
    }
}

/// The query with a clause at the end of its outermost group. Virtuoso 7 joins a clause behind the query to nothing: it
/// gives every row, with the value written over what stands there.
fn with_clause(query: &str, clause: &str) -> Option<String> {
    let mut lexer = Lexer::new(query);
    let (mut depth, mut start, mut holds_query) = (0_usize, None, None);
    while let Some(token) = lexer.next() {
        if start.is_some() && holds_query.is_none() {
            holds_query = Some(matches!(token, Token::Word(word) if word.eq_ignore_ascii_case("SELECT")));
        }
        match token {
            Token::Mark(b'{') if depth == 0 => {
                start = Some(lexer.end());
                depth = 1;
            }
            Token::Mark(b'(' | b'[' | b'{') => depth += 1,
            Token::Mark(b')' | b']' | b'}') => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 && start.is_some() {
            break;
        }
    }
    let (start, end) = (start?, lexer.end().checked_sub(1)?);
    let (before, inner, after) = (query.get(..start)?, query.get(start..end)?, query.get(end..)?);
    Some(if holds_query == Some(true) {
        format!("{before}{{{inner}\n}}{clause}{after}")
    } else {
        format!("{before}{inner}{clause}{after}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::Literal;

    fn bound(query: &str, term: impl Into<Term>) -> Result<String, EvaluateError> {
        let binding = Binding { variable: Variable::new("_x_iri").unwrap(), term: term.into() };
        with_values(query, &ParsedQuery::parse_for_elsewhere(query).unwrap(), &[binding])
    }

    #[test]
    fn a_value_is_a_term_at_the_end() {
        let query = "SELECT ?_x_iri { ?_x_iri ?p ?o # the }
} # the end";
        let (before, after) = ("SELECT ?_x_iri { ?_x_iri ?p ?o # the }\n", "} # the end");
        let text = bound(query, NamedNode::new("http://example.org/a").unwrap()).unwrap();
        assert_eq!(text, format!("{before}\nVALUES ( ?_x_iri ) {{ ( <http://example.org/a> ) }}\n{after}"));
        let text = bound(query, Literal::from("\") } #\n")).unwrap();
        assert_eq!(text, format!("{before}\nVALUES ( ?_x_iri ) {{ ( \"\\\") }} #\\n\" ) }}\n{after}"));
    }

    #[test]
    fn the_outermost_group_is_the_one_of_the_query() {
        let one = || Literal::from("1");
        let clause = "\nVALUES ( ?_x_iri ) { ( \"1\" ) }\n";
        let query =
            "SELECT (EXISTS { ?a ?b ?c } AS ?d) ?_x_iri WHERE { ?_x_iri ?p '}' } GROUP BY ?_x_iri LIMIT 1";
        let (before, after) = query.split_once("} GROUP").unwrap();
        assert_eq!(bound(query, one()).unwrap(), format!("{before}{clause}}} GROUP{after}"));
        // A query inside would take the clause for its own.
        let query = "SELECT ?_x_iri { SELECT ?_x_iri { ?_x_iri ?p ?o } }";
        let expected = format!("SELECT ?_x_iri {{{{ SELECT ?_x_iri {{ ?_x_iri ?p ?o }} \n}}{clause}}}");
        assert_eq!(bound(query, one()).unwrap(), expected);
        // A template is no group.
        let query = "CONSTRUCT { ?_x_iri ?p ?o } WHERE { ?_x_iri ?p ?o }";
        assert_eq!(bound(query, one()).unwrap(), format!("{query}{clause}"));
    }

    #[test]
    fn a_parameter_that_the_end_does_not_see_is_an_error() {
        for query in [
            "SELECT (COUNT(*) AS ?n) { ?_x_iri ?p ?o }",
            "SELECT ?p { ?_x_iri ?p ?o }",
            "ASK { { SELECT ?p { ?_x_iri ?p ?o } } }",
            "SELECT ?_x_iri { ?_x_iri ?p ?o } VALUES ?p { 1 }",
        ] {
            let refused = bound(query, Literal::from(1));
            let expected = matches!(refused, Err(EvaluateError::Endpoint(EndpointError::Parameter { .. })));
            assert!(expected, "{query}: {refused:?}");
        }
    }

    #[test]
    fn addresses_without_secrets_and_secrets_without_listeners() {
        let token = || Credentials::Bearer("t".to_owned());
        let check = |address: &str, credentials| Endpoint::new(address, credentials, Limits::NONE).err();
        assert!(matches!(
            check("https://u:p@example.org/", Credentials::None),
            Some(EndpointError::Userinfo)
        ));
        assert!(matches!(check("ftp://example.org/", Credentials::None), Some(EndpointError::Address)));
        assert!(matches!(check("http://", Credentials::None), Some(EndpointError::Address)));
        assert!(matches!(check("http://example.org/", token()), Some(EndpointError::Open)));
        for address in
            ["https://example.org/s?a=b", "http://127.0.0.1:1/", "http://[::1]/", "http://localhost/"]
        {
            assert!(check(address, token()).is_none(), "{address}");
        }
        assert_eq!(format!("{:?}", token()), "Bearer");
    }
}

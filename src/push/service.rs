//! The addresses of a store, and who may be told the credentials.

use ureq::http::Uri;

use crate::query::endpoint::{Credentials, EndpointError, check_address};

/// Why a store cannot be spoken to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// An address is none, or may not be used with these credentials.
    #[error("{option}")]
    Address {
        /// Which address.
        option: &'static str,
        /// What is wrong with it.
        #[source]
        source: Box<EndpointError>,
    },
    /// There is neither a graph store nor an update service.
    #[error("there is no address to send to")]
    Nowhere,
}

/// The addresses of one store.
#[derive(Clone, Debug)]
pub struct Service {
    pub(super) graph_store: Option<String>,
    pub(super) update: Option<String>,
    pub(super) query: Option<String>,
    pub(super) credentials: Credentials,
    /// Those of questions: none where another server answers them.
    pub(super) query_credentials: Credentials,
}

impl Service {
    /// Checks the addresses; nothing is sent yet. `graph_store` is that of the Graph Store Protocol, to which `?graph=` is
    /// added; `update` takes SPARQL Update; `query` answers questions about what stands. The credentials go to the first
    /// two, and to the third only if it is on the same server.
    pub fn new(
        graph_store: Option<&str>,
        update: Option<&str>,
        query: Option<&str>,
        credentials: Credentials,
    ) -> Result<Self, ServiceError> {
        if graph_store.or(update).is_none() {
            return Err(ServiceError::Nowhere);
        }
        let told: Vec<Option<Origin>> = [graph_store, update].into_iter().flatten().map(origin).collect();
        let is_told = query.map(origin).is_some_and(|origin| told.contains(&origin));
        let query_credentials = if is_told { credentials.clone() } else { Credentials::None };
        for (option, address, credentials) in [
            ("--endpoint", graph_store, &credentials),
            ("--update", update, &credentials),
            ("--query", query, &query_credentials),
        ] {
            if let Some(address) = address {
                check_address(address, credentials)
                    .map_err(|source| ServiceError::Address { option, source: Box::new(source) })?;
            }
        }
        let owned = |address: Option<&str>| address.map(str::to_owned);
        Ok(Self {
            graph_store: owned(graph_store),
            update: owned(update),
            query: owned(query),
            credentials,
            query_credentials,
        })
    }
}

type Origin = (String, String, u16);

/// The server of an address.
fn origin(address: &str) -> Option<Origin> {
    let uri: Uri = address.parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let usual = if scheme == "https" { 443 } else { 80 };
    let port = uri.port_u16().unwrap_or(usual);
    Some((scheme, uri.host()?.to_ascii_lowercase(), port))
}

/// The address of a graph in a graph store: the IRI as a parameter, every byte escaped that has a meaning in addresses.
pub(super) fn graph_address(graph_store: &str, graph: &str) -> String {
    use std::fmt::Write as _;
    let separator = match graph_store.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, query)) if query.ends_with('&') => "",
        Some(_) => "&",
    };
    let mut address = format!("{graph_store}{separator}graph=");
    for byte in graph.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_stay_with_the_server_that_is_written_to() {
        let secret = || Credentials::Bearer("t".to_owned());
        let of = |query: &str| {
            let service = Service::new(Some("https://a.example/data"), None, Some(query), secret()).unwrap();
            service.query_credentials
        };
        assert_eq!(of("https://a.example/sparql"), secret());
        assert_eq!(of("https://A.example:443/sparql"), secret());
        for other in ["https://b.example/sparql", "https://a.example:8443/sparql", "http://a.example/sparql"]
        {
            assert_eq!(of(other), Credentials::None, "{other}");
        }
        let refused = Service::new(Some("http://a.example/data"), None, None, secret());
        assert!(matches!(refused, Err(ServiceError::Address { option: "--endpoint", .. })));
        assert!(matches!(Service::new(None, None, None, secret()), Err(ServiceError::Nowhere)));
    }

    #[test]
    fn a_graph_is_one_parameter_whatever_its_name() {
        let address = graph_address("http://h/data", "https://e.org/グラフ?a=b&c#d'e+f%20");
        let escaped = "https%3A%2F%2Fe.org%2F%E3%82%B0%E3%83%A9%E3%83%95%3Fa%3Db%26c%23d%27e%2Bf%2520";
        assert_eq!(address, format!("http://h/data?graph={escaped}"));
        assert_eq!(graph_address("http://h/s?x=1", "urn:a"), "http://h/s?x=1&graph=urn%3Aa");
        assert_eq!(graph_address("http://h/s?", "a"), "http://h/s?graph=a");
        assert_eq!(graph_address("http://h/s?x=1&", "a"), "http://h/s?x=1&graph=a");
    }
}

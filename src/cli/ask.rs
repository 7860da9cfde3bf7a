//! Questions from the command line: whom they go to, what they may cost, and what is said when they cost more.

use super::args::{LimitArgs, Sources};
use super::exit::{Exit, Failure};
use super::input::{Setting, load};
use crate::query::QueryForm;
use crate::query::bounded::{self, BoundedStore};
use crate::query::documents::graphs_of;
#[cfg(feature = "remote")]
use crate::query::endpoint::{Credentials, Endpoint, EndpointError};
use crate::query::evaluate::{EvaluateError, Source};
use crate::query::limits::{LimitError, Limits};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(feature = "remote")]
const TOKEN: &str = "POLICYGRAPH_ENDPOINT_TOKEN";
#[cfg(feature = "remote")]
const USER: &str = "POLICYGRAPH_ENDPOINT_USER";
#[cfg(feature = "remote")]
const PASSWORD: &str = "POLICYGRAPH_ENDPOINT_PASSWORD";

impl From<&LimitArgs> for Limits {
    fn from(args: &LimitArgs) -> Self {
        Self {
            time: (args.timeout > 0).then(|| Duration::from_secs(args.timeout)),
            rows: (args.max_rows > 0).then_some(args.max_rows),
            bytes: (args.max_size > 0).then(|| args.max_size.saturating_mul(1 << 20)),
            memory: (args.max_memory > 0).then(|| args.max_memory.saturating_mul(1 << 20)),
        }
    }
}

/// What answers questions about some inputs, or about one document of them.
pub(crate) fn open(
    sources: &Sources,
    inputs: &[PathBuf],
    limits: &Limits,
    document: Option<&str>,
) -> Result<Box<dyn Source>, Failure> {
    if let Some(address) = address(inputs)? {
        return endpoint(address, limits, document);
    }
    let store = load(&Setting::new(sources, inputs, false)?, inputs)?;
    let store = BoundedStore::new(store, *limits);
    Ok(Box::new(match document {
        Some(name) => {
            let graphs = graphs_of(&store, name).map_err(|error| failed(error, "--document"))?;
            store.narrowed_to(graphs)
        }
        None => store,
    }))
}

/// The form of a query, if it is one that may be asked of some inputs.
#[cfg_attr(not(feature = "remote"), allow(unused_variables, reason = "all inputs are local then"))]
pub(crate) fn form(query: &str, inputs: &[PathBuf], limits: &Limits) -> Result<QueryForm, EvaluateError> {
    #[cfg(feature = "remote")]
    if is_remote(inputs) {
        return crate::query::endpoint::form(query, limits);
    }
    bounded::form(query, limits)
}

/// Whether another machine is asked.
pub(crate) fn is_remote(inputs: &[PathBuf]) -> bool {
    inputs.iter().any(|input| is_address(input).is_some())
}

/// The limits of the program's own questions: none here; of another machine's answers, time and size.
pub(crate) fn own_limits(inputs: &[PathBuf]) -> Limits {
    if is_remote(inputs) { Limits { rows: None, memory: None, ..Limits::default() } } else { Limits::NONE }
}

/// The address among the inputs; it stands alone.
fn address(inputs: &[PathBuf]) -> Result<Option<&str>, Failure> {
    match (inputs.iter().find_map(|input| is_address(input)), inputs) {
        (address, [_]) | (address @ None, _) => Ok(address),
        _ => Err(Failure::usage("an endpoint answers alone; it cannot be merged with other inputs")),
    }
}

fn is_address(input: &Path) -> Option<&str> {
    let text = input.to_str()?;
    let scheme = text.split_once("://")?.0;
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(text)
}

#[cfg(feature = "remote")]
fn endpoint(address: &str, limits: &Limits, document: Option<&str>) -> Result<Box<dyn Source>, Failure> {
    let endpoint = Endpoint::new(address, credentials()?, *limits).map_err(Failure::usage)?;
    Ok(Box::new(match document {
        Some(name) => {
            let graphs = graphs_of(&endpoint, name).map_err(|error| failed(error, "--document"))?;
            endpoint.narrowed_to(graphs)
        }
        None => endpoint,
    }))
}

#[cfg(not(feature = "remote"))]
fn endpoint(address: &str, _: &Limits, _: Option<&str>) -> Result<Box<dyn Source>, Failure> {
    Err(Failure::usage(format!("{address} is an endpoint, and this program was built without `remote`")))
}

/// What the environment says about who asks. The command line is seen by others on the machine.
#[cfg(feature = "remote")]
pub(crate) fn credentials() -> Result<Credentials, Failure> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match (set(TOKEN), set(USER), set(PASSWORD)) {
        (None, None, None) => Ok(Credentials::None),
        (Some(token), None, None) => Ok(Credentials::Bearer(token)),
        (None, Some(user), Some(password)) => Ok(Credentials::Basic { user, password }),
        _ => Err(Failure::usage(format!("set either {TOKEN}, or both {USER} and {PASSWORD}"))),
    }
}

/// The failure of a question; one that met a limit says how to lift it.
pub(crate) fn failed(error: impl Into<anyhow::Error>, question: &str) -> Failure {
    let error = error.into();
    let limit = error.chain().find_map(|cause| cause.downcast_ref::<LimitError>()).copied();
    let failure = Failure::new(exit(&error), error.context(question.to_owned()));
    let option = match limit {
        Some(LimitError::Time { .. }) => "--timeout SECONDS",
        Some(LimitError::Rows { .. }) => "--max-rows N",
        Some(LimitError::Bytes { .. }) => "--max-size MB",
        Some(LimitError::Memory { .. }) => "--max-memory MB",
        _ => return failure,
    };
    Failure::new(Exit::Query, anyhow::anyhow!("{failure}; {option} sets another limit, 0 none"))
}

/// An endpoint that does not answer is an input that cannot be read, unless it found fault with the question.
#[cfg_attr(not(feature = "remote"), allow(unused_variables, reason = "all inputs are local then"))]
fn exit(error: &anyhow::Error) -> Exit {
    #[cfg(feature = "remote")]
    match error.chain().find_map(|cause| cause.downcast_ref::<EndpointError>()) {
        None | Some(EndpointError::Parameter { .. } | EndpointError::Status { status: 400, .. }) => {}
        Some(_) => return Exit::Input,
    }
    Exit::Query
}

//! `policygraph query QUERY INPUT…`: answers.

use crate::cli::answer::{Format, Wanted};
use crate::cli::args::QueryArgs;
use crate::cli::ask::{failed, form, open};
use crate::cli::engine::native;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::is_standard;
use crate::cli::output::write_to;
use crate::query::catalogue;
use crate::query::limits::Limits;
use crate::query::parameters::resolve;
use std::io::{self, Read};
use std::path::Path;

pub(crate) fn run(args: &QueryArgs) -> Result<Exit, Failure> {
    if args.query == "-" && args.inputs.iter().any(|path| is_standard(path)) {
        return Err(Failure::usage("standard input cannot be both the query and an input"));
    }
    let (text, defaults) = text(&args.query)?;
    let given: Vec<(String, String)> = args
        .params
        .iter()
        .map(|param| match param.split_once('=') {
            Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
            None => Err(Failure::usage(format!("`{param}` is no parameter; write NAME=VALUE"))),
        })
        .collect::<Result<_, _>>()?;
    let limits = Limits::from(&args.limits);
    let fail = |error: anyhow::Error| failed(error, shown(&args.query));
    // A wrong format is known before anything is read or evaluated.
    let form = form(&text, &args.inputs, &limits).map_err(|error| fail(error.into()))?;
    let wanted = Wanted { format: args.format.as_deref(), output: args.output.as_deref(), bom: args.bom };
    let format = Format::of(&wanted, form)?;
    let answer = match native(args, &limits)? {
        Some(answer) => answer,
        None => {
            let source = open(&args.sources, &args.inputs, &limits, args.document.as_deref())?;
            let bindings = resolve(&*source, &text, &given, &defaults).map_err(|error| fail(error.into()))?;
            source.answer(&text, &bindings).map_err(|error| fail(error.into()))?
        }
    };
    write_to(args.output.as_deref(), |out| format.write(&answer, out))?;
    Ok(if args.exit_status && !answer.is_yes() { Exit::No } else { Exit::Done })
}

/// A query as messages name it.
fn shown(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

/// The text of a query and the defaults of its parameters.
fn text(name: &str) -> Result<(String, Vec<(String, String)>), Failure> {
    if name == "-" {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).or_exit(Exit::Query, || "standard input".to_owned())?;
        return Ok((text, Vec::new()));
    }
    if let Ok(stored) = catalogue::find(name) {
        return Ok((stored.text.to_owned(), stored.header.defaults));
    }
    if Path::new(name).extension().is_some_and(|extension| extension == "rq" || extension == "sparql") {
        let text = std::fs::read_to_string(name).or_exit(Exit::Query, || name.to_owned())?;
        return Ok((text, Vec::new()));
    }
    catalogue::find(name)
        .map(|stored| (stored.text.to_owned(), stored.header.defaults))
        .or_exit(Exit::Query, || "query".to_owned())
}

//! `policygraph queries [NAME]`: the stored queries.

use crate::cli::args::QueriesArgs;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::query::catalogue;
use crate::query::parameters::declared;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(crate) fn run(args: &QueriesArgs) -> Result<Exit, Failure> {
    let text = match &args.query {
        Some(name) => catalogue::find(name).or_exit(Exit::Query, || "queries".to_owned())?.text.to_owned(),
        None => list()?,
    };
    io::stdout().lock().write_all(text.as_bytes()).or_exit(Exit::Output, || "standard output".to_owned())?;
    Ok(Exit::Done)
}

fn list() -> Result<String, Failure> {
    let mut lines = String::new();
    for query in catalogue::all().or_exit(Exit::Query, || "queries".to_owned())? {
        let parameters: Vec<String> =
            declared(query.text).iter().map(|parameter| format!("-p {}=…", parameter.name())).collect();
        let _ = write!(lines, "{} {}\n   {}\n", query.number, query.name, query.header.summary);
        if !parameters.is_empty() {
            let _ = writeln!(lines, "   {}", parameters.join(" "));
        }
    }
    Ok(lines)
}

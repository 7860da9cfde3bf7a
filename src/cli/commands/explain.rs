//! `policygraph explain THING INPUT…`: every fact about one thing with the words that say it.

use crate::cli::args::ExplainArgs;
use crate::cli::ask::{open, own_limits};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::is_standard;
use crate::cli::output::write_to;
use crate::cli::render::{inert, width};
use crate::query::explain::{Cell, Explanation, Found, Thing, explain, find};
use crate::query::prefix::shorten;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

mod markdown;
mod text;
mod words;

/// What is shown: a thing, or the cells that hold some words.
enum Answer {
    Thing(Box<Explanation>),
    Cells { words: String, cells: Vec<Cell>, nearest: Vec<String> },
}

/// The cells in JSON.
#[derive(Serialize)]
struct CellsJson<'a> {
    words: &'a str,
    cells: &'a [Cell],
    nearest: &'a [String],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let format = format(args)?;
    let store = open(&args.sources, &args.inputs, &own_limits(&args.inputs), None)?;
    let answer = match find(&*store, &args.thing).or_exit(Exit::Query, || "explain".to_owned())? {
        Found::Thing(iri) => {
            Answer::Thing(Box::new(explain(&*store, &iri).or_exit(Exit::Query, || "explain".to_owned())?))
        }
        Found::Cells { cells, nearest } => {
            Answer::Cells { words: args.thing.trim().to_owned(), cells, nearest }
        }
        Found::Several(things) => return Err(several(&args.thing, &things)),
        Found::Nothing { nearest } => return Err(nothing(&args.thing, &nearest)),
    };
    let to_terminal = args.output.as_deref().is_none_or(is_standard) && io::stdout().is_terminal();
    let colours = to_terminal && std::env::var_os("NO_COLOR").is_none();
    write_to(args.output.as_deref(), |out| write(&answer, format, colours, out))?;
    Ok(Exit::Done)
}

fn format(args: &ExplainArgs) -> Result<Format, Failure> {
    let extension = args.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
    match args.format.as_deref().or(extension) {
        None | Some("text" | "txt") => Ok(Format::Text),
        Some("json") => Ok(Format::Json),
        Some("md") => Ok(Format::Markdown),
        Some(name) => {
            Err(Failure::usage(format!("`{name}` is no format of explanations; use one of: text json md")))
        }
    }
}

fn write(answer: &Answer, format: Format, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    match (answer, format) {
        (Answer::Thing(explanation), Format::Text) => text::write(explanation, width(), colours, out),
        (Answer::Thing(explanation), Format::Markdown) => markdown::write(explanation, out),
        (Answer::Thing(explanation), Format::Json) => json(explanation, out),
        (Answer::Cells { words, cells, nearest }, Format::Text) => {
            text::write_cells(words, cells, nearest, width(), colours, out)
        }
        (Answer::Cells { words, cells, .. }, Format::Markdown) => markdown::write_cells(words, cells, out),
        (Answer::Cells { words, cells, nearest }, Format::Json) => {
            json(&CellsJson { words, cells, nearest }, out)
        }
    }
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn several(words: &str, things: &[Thing]) -> Failure {
    let mut message = format!("`{}` may be any of these; give the IRI:", inert(words));
    for thing in things {
        let class = thing.class.as_deref().map(words::class_name).unwrap_or_default();
        let label = thing.label.as_deref().map(inert).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = write!(message, "\n  {class} {}  {label}", inert(&shorten(&thing.iri)));
    }
    Failure::new(Exit::Query, anyhow::anyhow!(message))
}

fn nothing(words: &str, nearest: &[String]) -> Failure {
    let nearest: Vec<String> = nearest.iter().map(|name| inert(name)).collect();
    let hint = if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) };
    Failure::new(
        Exit::Query,
        anyhow::anyhow!("nothing in the data is called `{}`, and no cell holds it{hint}", inert(words)),
    )
}

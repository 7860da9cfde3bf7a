//! `policygraph query QUERY INPUT…`: answers.

use crate::cli::args::QueryArgs;
use crate::cli::ask::failed;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, load};
use crate::cli::output::write_to;
use crate::query::bounded::BoundedStore;
use crate::query::catalogue;
use crate::query::evaluate::{Answer, Source};
use crate::query::limits::Limits;
use crate::query::parameters::resolve;
use crate::query::results::{ResultFormat, to_markdown, write_answer};
use crate::query::table::to_table;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use terminal_size::terminal_size;

pub(crate) fn run(args: &QueryArgs) -> Result<Exit, Failure> {
    let (text, defaults) = text(&args.query)?;
    let given: Vec<(String, String)> = args
        .params
        .iter()
        .map(|param| match param.split_once('=') {
            Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
            None => Err(Failure::usage(format!("`{param}` is no parameter; write NAME=VALUE"))),
        })
        .collect::<Result<_, _>>()?;
    let format = Format::of(args)?;
    let setting = Setting::new(&args.sources, &args.inputs, false)?;
    let store = load(&setting, &args.inputs)?;
    let source = BoundedStore::new(store, Limits::from(&args.limits));
    let bindings = resolve(&source, &text, &given, &defaults).map_err(|error| failed(error, &args.query))?;
    let answer = source.answer(&text, &bindings).map_err(|error| failed(error, &args.query))?;
    if matches!(format, Format::Triples) && !matches!(answer, Answer::Triples(_)) {
        return Err(Failure::usage(
            "only CONSTRUCT and DESCRIBE give triples; use one of: table csv tsv json xml md",
        ));
    }
    write_to(args.output.as_deref(), |out| format.write(&answer, out))?;
    Ok(Exit::Done)
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

/// How an answer is written.
#[derive(Debug, Clone, Copy)]
enum Format {
    /// Wrapped to a width, if there is one.
    Table(Option<u16>),
    Markdown,
    /// N-Triples, which readers of Turtle read, too.
    Triples,
    Standard(ResultFormat),
}

impl Format {
    fn of(args: &QueryArgs) -> Result<Self, Failure> {
        let to_terminal = args.output.is_none() && io::stdout().is_terminal();
        let extension =
            args.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
        match args.format.as_deref().or(extension) {
            Some("table" | "txt") if to_terminal => {
                Ok(Self::Table(terminal_size().map(|(width, _)| width.0)))
            }
            Some("table" | "txt") => Ok(Self::Table(None)),
            Some("md") => Ok(Self::Markdown),
            Some("nt" | "ttl") => Ok(Self::Triples),
            Some(name) => match ResultFormat::from_extension(name) {
                Some(format) => Ok(Self::Standard(format)),
                None => Err(Failure::usage(format!(
                    "`{name}` is no format of results; use one of: table csv tsv json xml md"
                ))),
            },
            None if to_terminal => Ok(Self::Table(terminal_size().map(|(width, _)| width.0))),
            None => Ok(Self::Standard(ResultFormat::Tsv)),
        }
    }

    fn write(self, answer: &Answer, out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Self::Table(width) => writeln!(out, "{}", to_table(answer, width).trim_end())?,
            Self::Markdown => write!(out, "{}", to_markdown(answer))?,
            Self::Triples => write_answer(answer, ResultFormat::Tsv, &mut *out)?,
            Self::Standard(format) => {
                write_answer(answer, format, &mut *out)?;
                if matches!(answer, Answer::Boolean(_))
                    || format == ResultFormat::Json
                    || format == ResultFormat::Xml
                {
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    }
}

//! How an answer is written: which formats a form of query has, and which one was asked for.

use crate::cli::exit::Failure;
use crate::query::QueryForm;
use crate::query::evaluate::Answer;
use crate::query::graph::{GraphFormat, write_triples};
use crate::query::results::{ResultFormat, to_markdown, write_answer};
use crate::query::table::to_table;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use terminal_size::terminal_size;

/// The formats of rows and of yes or no.
const OF_ROWS: &str = "table csv tsv json xml md";
/// The formats of triples.
const OF_TRIPLES: &str = "ttl nt nq trig jsonld rdf";

/// What was typed about the form of an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The name of a format.
    pub(crate) format: Option<&'a str>,
    /// The file to write.
    pub(crate) output: Option<&'a Path>,
    /// Whether CSV begins with a byte order mark.
    pub(crate) bom: bool,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Wrapped to a width, if there is one.
    Table(Option<u16>),
    Markdown,
    Rows {
        format: ResultFormat,
        /// Whether a byte order mark goes first, without which spreadsheets take CSV for another encoding.
        mark: bool,
    },
    Triples(GraphFormat),
}

impl Format {
    /// The format that was asked for, or the usual one; an error if this form of query has no such format.
    pub(crate) fn of(wanted: &Wanted<'_>, form: QueryForm) -> Result<Self, Failure> {
        let to_terminal = wanted.output.is_none() && io::stdout().is_terminal();
        let extension = wanted.output.and_then(Path::extension).and_then(|extension| extension.to_str());
        let format = match wanted.format.or(extension) {
            Some(name) => Self::named(name, form, to_terminal)?,
            None if form.gives_triples() => Self::Triples(GraphFormat::Turtle),
            None if to_terminal || form == QueryForm::Ask => Self::table(to_terminal),
            None => Self::Rows { format: ResultFormat::Tsv, mark: false },
        };
        match format {
            Self::Rows { format: ResultFormat::Csv, .. } => {
                Ok(Self::Rows { format: ResultFormat::Csv, mark: wanted.bom })
            }
            _ if wanted.bom => Err(Failure::usage("--bom is for CSV; add --format csv")),
            _ => Ok(format),
        }
    }

    fn named(name: &str, form: QueryForm, to_terminal: bool) -> Result<Self, Failure> {
        let name = name.to_ascii_lowercase();
        let (rows, triples) = (Self::of_rows(&name, to_terminal), GraphFormat::from_extension(&name));
        let (keyword, gives_triples) = (form.keyword(), form.gives_triples());
        match (rows, triples) {
            (Some(rows), _) if !gives_triples => Ok(rows),
            (_, Some(triples)) if gives_triples => Ok(Self::Triples(triples)),
            (Some(_), _) => Err(Failure::usage(format!(
                "{keyword} gives triples, which `{name}` cannot hold; use one of: {OF_TRIPLES}"
            ))),
            (_, Some(_)) => Err(Failure::usage(format!(
                "{keyword} gives no triples, which `{name}` is for; use one of: {OF_ROWS}"
            ))),
            (None, None) => {
                let known = if gives_triples { OF_TRIPLES } else { OF_ROWS };
                Err(Failure::usage(format!(
                    "`{name}` is no format for the answer to {keyword}; use one of: {known}"
                )))
            }
        }
    }

    fn of_rows(name: &str, to_terminal: bool) -> Option<Self> {
        match name {
            "table" | "txt" => Some(Self::table(to_terminal)),
            "md" => Some(Self::Markdown),
            _ => ResultFormat::from_extension(name).map(|format| Self::Rows { format, mark: false }),
        }
    }

    /// A terminal that does not tell its size is taken for one of the usual width.
    fn table(to_terminal: bool) -> Self {
        const USUAL: u16 = 80;
        Self::Table(to_terminal.then(|| terminal_size().map_or(USUAL, |(width, _)| width.0)))
    }

    pub(crate) fn write(self, answer: &Answer, out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Self::Table(width) => writeln!(out, "{}", to_table(answer, width).trim_end())?,
            Self::Markdown => write!(out, "{}", to_markdown(answer))?,
            Self::Triples(format) => {
                if let Answer::Triples(triples) = answer {
                    write_triples(triples, format, &mut *out)?;
                }
                if matches!(format, GraphFormat::JsonLd | GraphFormat::RdfXml) {
                    writeln!(out)?;
                }
            }
            Self::Rows { format, mark } => {
                if mark {
                    write!(out, "\u{feff}")?;
                }
                write_answer(answer, format, &mut *out)?;
                let ends_without_line_break = matches!(answer, Answer::Boolean(_))
                    || matches!(format, ResultFormat::Json | ResultFormat::Xml);
                if ends_without_line_break {
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    }
}

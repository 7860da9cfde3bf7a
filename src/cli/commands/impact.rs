//! `policygraph impact INPUT… --program NAME…|--all`: what the end of programs would leave uncovered.

use crate::cli::answer::{Format, Wanted};
use crate::cli::args::ImpactArgs;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::facts::facts;
use crate::cli::input::is_standard;
use crate::cli::output::write_to;
use crate::cli::render::width;
use crate::cli::selection::selection;
use crate::facts::Extent;
use crate::query::QueryForm;
use crate::query::evaluate::{Answer, Solutions};
use crate::query::results::ResultFormat;
use crate::view::impact::{Impact, Impacts, Ranked, losses_table, ranking_table, without_formulas};
use crate::view::links::Links;
use crate::view::selection::{Named, find};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

mod json;
mod text;

/// The formats of tables.
const TABLES: [&str; 5] = ["table", "csv", "tsv", "xml", "md"];

/// How an impact is written.
enum Shape {
    /// In words.
    Text,
    /// As one JSON object.
    Json,
    /// As a table.
    Table(Format),
}

/// What is asked.
pub(super) enum Asked {
    /// What the end of these programs together would mean.
    Programs(Vec<usize>, Impact),
    /// What the end of each would mean.
    Ranking(Vec<Ranked>),
}

pub(crate) fn run(args: &ImpactArgs) -> Result<Exit, Failure> {
    let shape = shape(args)?;
    let facts = facts(&args.sources, &args.inputs, Extent::Views, "impact")?;
    let links = Links::from_facts(&facts);
    let programs = (args.programs.iter())
        .map(|name| find(&links, Named::Program, name).or_exit(Exit::Query, || "--program".to_owned()))
        .collect::<Result<Vec<usize>, Failure>>()?;
    let links = selection(&args.selection, &links)?.apply(&links);
    let impacts = Impacts::new(&links);
    let asked = if args.all {
        Asked::Ranking(impacts.ranking())
    } else {
        let impact = impacts.of(&programs);
        Asked::Programs(programs, impact)
    };
    write_to(args.output.as_deref(), |out| -> anyhow::Result<()> {
        match (&shape, &asked) {
            (Shape::Json, _) => json::write(&links, &asked, out)?,
            (Shape::Text, Asked::Programs(programs, impact)) => {
                text::write(&links, programs, impact, width(), out)?;
            }
            (Shape::Text, Asked::Ranking(ranking)) => text::write_ranking(&links, ranking, width(), out)?,
            (Shape::Table(format), Asked::Programs(_, impact)) => {
                write_table(*format, losses_table(&links, impact), out)?;
            }
            (Shape::Table(format), Asked::Ranking(ranking)) => {
                write_table(*format, ranking_table(&links, ranking), out)?;
            }
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

fn write_table(format: Format, table: Solutions, out: &mut dyn Write) -> anyhow::Result<()> {
    let is_csv = matches!(format, Format::Rows { format: ResultFormat::Csv, .. });
    let table = if is_csv { without_formulas(table) } else { table };
    format.write(&Answer::Solutions(table), out)
}

fn shape(args: &ImpactArgs) -> Result<Shape, Failure> {
    let output = args.output.as_deref().filter(|path| !is_standard(path));
    let extension = output.and_then(Path::extension).and_then(|extension| extension.to_str());
    let to_terminal = output.is_none() && io::stdout().is_terminal();
    let name = args.format.as_deref().or(extension).map(str::to_ascii_lowercase);
    let shape = match name.as_deref() {
        Some("text" | "txt") => Shape::Text,
        None if to_terminal => Shape::Text,
        Some("json") => Shape::Json,
        Some(other) if !TABLES.contains(&other) => {
            return Err(Failure::usage(format!(
                "`{other}` is no format of an impact; use one of: text json {}",
                TABLES.join(" ")
            )));
        }
        None | Some(_) => {
            let wanted = Wanted { format: args.format.as_deref(), output, bom: args.bom };
            return Ok(Shape::Table(Format::of(&wanted, QueryForm::Select)?));
        }
    };
    if args.bom {
        return Err(Failure::usage("--bom is for CSV; add --format csv"));
    }
    Ok(shape)
}

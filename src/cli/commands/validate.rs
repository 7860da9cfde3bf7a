//! `policygraph validate INPUT…`: whether a graph keeps to shapes.

mod json;
mod table;

use crate::cli::answer::{Format, Wanted};
use crate::cli::args::{FailOnSeverity, ValidateArgs};
use crate::cli::ask::{failed, is_remote};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, is_standard, open_folder, shown};
use crate::cli::output::write_to;
use crate::cli::render::grouped;
use crate::export::quads_by_chunk;
use crate::query::QueryForm;
use crate::query::evaluate::Answer;
use crate::query::graph::{GraphFormat, write_triples};
use crate::query::limits::Limits;
use crate::query::prefix;
use crate::store::TextFormat;
use crate::validate::{Data, Report, Severity, Shapes, ShapesError, validate};
use oxigraph::model::Term;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;
use std::time::Duration;

/// How a report is written.
enum Shape {
    Json,
    Table(Format),
    Graph(GraphFormat),
}

pub(crate) fn run(args: &ValidateArgs) -> Result<Exit, Failure> {
    let shape = shape(args)?;
    if is_remote(&args.inputs) {
        return Err(Failure::usage(
            "an endpoint cannot be validated; ask it for its graph and validate that",
        ));
    }
    let shapes = shapes(args)?;
    let data = data(args)?;
    let limits = Limits {
        time: (args.timeout > 0).then(|| Duration::from_secs(args.timeout)),
        memory: (args.max_memory > 0).then(|| args.max_memory.saturating_mul(1 << 20)),
        ..Limits::NONE
    };
    let report = validate(data, &shapes, &limits).map_err(|error| failed(error, "validate"))?;
    write_to(args.output.as_deref(), |out| write(&shape, args, &report, out))?;
    if !args.quiet {
        summarise(&shapes, &report);
    }
    let fails = report.results.iter().any(|result| match args.fail_on {
        FailOnSeverity::Violation => result.severity >= Severity::Violation,
        FailOnSeverity::Warning => result.severity >= Severity::Warning,
        FailOnSeverity::Info => true,
        FailOnSeverity::None => false,
    });
    Ok(if fails { Exit::No } else { Exit::Done })
}

/// The shapes that are checked; a file that cannot be read is an unreadable input, one that asks too much a wrong question.
fn shapes(args: &ValidateArgs) -> Result<Shapes, Failure> {
    if args.shapes.is_empty() {
        return Shapes::own().or_exit(Exit::Query, || "the shapes of the ontology".to_owned());
    }
    let mut data = Data::default();
    for path in &args.shapes {
        let Some(format) = text_format(path) else {
            return Err(Failure::usage(format!(
                "{} is no RDF file; shapes are read from .ttl, .nt, .nq and .trig",
                shown(path)
            )));
        };
        add_text(&mut data, path, format)?;
    }
    let names: Vec<String> = args.shapes.iter().map(|path| shown(path)).collect();
    let shapes = if args.lenient { Shapes::lenient(data) } else { Shapes::new(data) };
    shapes.map_err(|error| {
        let exit = if matches!(error, ShapesError::Read(_)) { Exit::Input } else { Exit::Query };
        Failure::new(exit, anyhow::Error::new(error).context(names.join(", ")))
    })
}

fn data(args: &ValidateArgs) -> Result<Data, Failure> {
    let setting = Setting::new(&args.sources, &args.inputs, args.quiet)?;
    let mut data = Data::default();
    for path in &args.inputs {
        let name = || shown(path);
        if path.is_dir() {
            let store = open_folder(path)?;
            for quad in store.inner() {
                data.add_quads([quad.or_exit(Exit::Input, name)?]).or_exit(Exit::Input, name)?;
            }
        } else if let Some(format) = text_format(path) {
            add_text(&mut data, path, format)?;
        } else {
            let plan = setting.plan(path)?;
            for quads in quads_by_chunk(&plan, &setting.base) {
                data.add_quads(quads.or_exit(Exit::Input, name)?).or_exit(Exit::Input, name)?;
            }
        }
    }
    Ok(data)
}

fn text_format(path: &Path) -> Option<TextFormat> {
    TextFormat::from_extension(path.extension()?.to_str()?)
}

fn add_text(data: &mut Data, path: &Path, format: TextFormat) -> Result<(), Failure> {
    let name = || shown(path);
    let file = File::open(path).or_exit(Exit::Input, name)?;
    data.add_text(&name(), format, BufReader::with_capacity(1 << 18, file)).or_exit(Exit::Input, name)
}

fn shape(args: &ValidateArgs) -> Result<Shape, Failure> {
    let output = args.output.as_deref().filter(|path| !is_standard(path));
    let extension = output.and_then(Path::extension).and_then(|extension| extension.to_str());
    let name = args.format.as_deref().or(extension).unwrap_or("table").to_ascii_lowercase();
    let is_csv = name == "csv";
    let shape = if name == "json" {
        Shape::Json
    } else if let Some(format) = GraphFormat::from_extension(&name) {
        Shape::Graph(format)
    } else if ["table", "txt", "csv", "tsv", "xml", "md"].contains(&name.as_str()) {
        let wanted = Wanted { format: Some(&name), output, bom: args.bom };
        return Ok(Shape::Table(Format::of(&wanted, QueryForm::Select)?));
    } else {
        return Err(Failure::usage(format!(
            "`{name}` is no format of a report; use one of: table json csv tsv xml md ttl nt nq trig jsonld rdf"
        )));
    };
    if args.bom && !is_csv {
        return Err(Failure::usage("--bom is for CSV; add --format csv"));
    }
    Ok(shape)
}

fn write(shape: &Shape, args: &ValidateArgs, report: &Report, out: &mut dyn Write) -> anyhow::Result<()> {
    match shape {
        Shape::Json => json::write(report, out)?,
        Shape::Graph(format) => {
            write_triples(&report.to_triples(), *format, &mut *out)?;
            if matches!(format, GraphFormat::JsonLd | GraphFormat::RdfXml) {
                writeln!(out)?;
            }
        }
        // A table without rows says nothing to people.
        Shape::Table(Format::Table(_)) if report.conforms() => {}
        Shape::Table(format) => {
            let table = table::solutions(
                report,
                args.lang.into(),
                matches!(format, Format::Table(_) | Format::Markdown),
            );
            let is_csv =
                matches!(format, Format::Rows { format: crate::query::results::ResultFormat::Csv, .. });
            let table = if is_csv { crate::view::impact::without_formulas(table) } else { table };
            format.write(&Answer::Solutions(table), out)?;
        }
    }
    Ok(())
}

/// What was checked and how it came out, on standard error.
fn summarise(shapes: &Shapes, report: &Report) {
    let mut err = io::stderr().lock();
    let count = |severity: &Severity| report.count(severity) as u64;
    let others = report.results.iter().filter(|result| matches!(result.severity, Severity::Other(_))).count();
    let counts = [
        (count(&Severity::Violation), "violation"),
        (count(&Severity::Warning), "warning"),
        (count(&Severity::Info), "result for information"),
        (others as u64, "result of another severity"),
    ];
    let words: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| {
            let word = if *count == 1 { (*word).to_owned() } else { plural(word) };
            format!("{} {word}", grouped(*count))
        })
        .collect();
    let result = if words.is_empty() { "conforms".to_owned() } else { words.join(", ") };
    // Nobody is left to tell if standard error is gone.
    let _ = writeln!(
        err,
        "{result}: {} statements, {} shapes",
        grouped(report.statements as u64),
        grouped(shapes.len() as u64)
    );
    for passed_over in shapes.passed_over() {
        let _ = writeln!(err, "passed over: {passed_over}");
    }
    for import in shapes.imports() {
        let _ = writeln!(
            err,
            "the shapes import {import}, which is not read; add it with --shapes if it is needed"
        );
    }
}

/// A term for people.
fn shown_term(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => prefix::shorten(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

fn plural(word: &str) -> String {
    match word.strip_prefix("result") {
        Some(rest) => format!("results{rest}"),
        None => format!("{word}s"),
    }
}

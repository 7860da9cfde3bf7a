//! `policygraph convert INPUT…`: RDF.

use crate::cli::args::ConvertArgs;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, is_standard};
use crate::cli::output::{NewFile, is_special, write_to};
use crate::cli::render;
use crate::export::{self, RdfFormat, verify};
use crate::plan::Plan;
use crate::rdf::Base;
use std::io::{BufReader, Write};
use std::path::Path;

pub(crate) fn run(args: &ConvertArgs) -> Result<Exit, Failure> {
    let format = format(args.format.as_deref(), args.output.as_deref())?;
    if args.verify && !format.can_be_verified() {
        return Err(Failure::usage(format!(
            "{} cannot be read back; --verify takes ttl, nt, nq and trig",
            format.name()
        )));
    }
    let setting = Setting::new(&args.sources)?;
    let [input] = args.inputs.as_slice() else {
        return Err(Failure::usage("several inputs are not read yet"));
    };
    let plan = setting.plan(input)?;
    match args
        .output
        .as_deref()
        .filter(|path| !is_standard(path) && !is_special(path))
    {
        Some(path) => write_file(&plan, &setting.base, format, args.verify, path)?,
        None if args.verify => {
            // A stream cannot be taken back, so it is checked before it leaves.
            let mut bytes = Vec::new();
            let summary = export::write_plan(&plan, &setting.base, format, true, &mut bytes)
                .or_exit(Exit::Output, || shown_format(format))?;
            verify::verify(format, bytes.as_slice(), summary.digest.unwrap_or_default())
                .or_exit(Exit::Output, || shown_format(format))?;
            write_to(args.output.as_deref(), |out| out.write_all(&bytes))?;
        }
        None => write_to(args.output.as_deref(), |out| {
            export::write_plan(&plan, &setting.base, format, false, out).map(|_| ())
        })?,
    }
    if !args.quiet {
        render::mention_findings(&plan.diagnostics, input);
    }
    Ok(Exit::Done)
}

/// Writes a file; with `verified` it gets its name only if the second reader finds in it what was to be written.
/// Gives the number of statements.
pub(crate) fn write_file(
    plan: &Plan,
    base: &Base,
    format: RdfFormat,
    verified: bool,
    path: &Path,
) -> Result<(), Failure> {
    let mut file = NewFile::create(path)?;
    let mut out = file.writer();
    let shown = || path.display().to_string();
    let summary = export::write_plan(plan, base, format, verified, &mut out).or_exit(Exit::Output, shown)?;
    out.flush().or_exit(Exit::Output, shown)?;
    drop(out);
    if let Some(digest) = summary.digest {
        verify::verify(format, BufReader::new(file.reopen()?), digest).or_exit(Exit::Output, shown)?;
    }
    file.finish()
}

fn shown_format(format: RdfFormat) -> String {
    format!("the {} was not written", format.name())
}

fn format(name: Option<&str>, output: Option<&Path>) -> Result<RdfFormat, Failure> {
    match name {
        Some(name) => name.parse().or_exit(Exit::Usage, || "--format".to_owned()),
        None => Ok(output.and_then(RdfFormat::from_path).unwrap_or(RdfFormat::Turtle)),
    }
}

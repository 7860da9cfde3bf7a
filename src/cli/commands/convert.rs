//! `policygraph convert INPUT…`: RDF.

use crate::cli::args::ConvertArgs;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::gzip::{Compressed, inflated, is_gzip};
use crate::cli::input::{Setting, is_standard};
use crate::cli::output::{NewFile, is_special, write_to};
use crate::cli::progress::{Progress, Watched};
use crate::cli::render::{self, FindingCounts};
use crate::export::{self, MergeError, RdfFormat, Summary, verify};
use crate::plan::Plan;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

pub(crate) fn run(args: &ConvertArgs) -> Result<Exit, Failure> {
    let format = format(args.format.as_deref(), args.output.as_deref())?;
    if args.verify && !format.can_be_verified() {
        return Err(Failure::usage(format!(
            "{} cannot be read back; --verify takes ttl, nt, nq, trig and jsonld",
            format.name()
        )));
    }
    let inputs = Inputs::new(Setting::new(&args.sources, &args.inputs, args.quiet)?, &args.inputs);
    match args.output.as_deref().filter(|path| !is_standard(path) && !is_special(path)) {
        Some(path) => {
            write_file(&inputs, None, format, args.verify, path)?;
        }
        None if args.verify => {
            // A stream cannot be taken back, so it is checked before it leaves.
            let mut bytes = Vec::new();
            let summary = inputs.write(None, format, true, &mut bytes)?;
            verify::verify(format, bytes.as_slice(), summary.digest.unwrap_or_default())
                .or_exit(Exit::Output, || format!("the {} was not written", format.name()))?;
            write_to(args.output.as_deref(), |out| out.write_all(&bytes))?;
        }
        None => {
            let mut result = Ok(Summary::default());
            write_to(args.output.as_deref(), |out| {
                result = inputs.write(None, format, false, out);
                Ok::<(), std::io::Error>(())
            })?;
            result?;
        }
    }
    if !args.quiet {
        render::mention_findings(&inputs.findings(), &args.inputs);
    }
    Ok(Exit::Done)
}

/// The inputs of a conversion, and what is found in them on the way.
#[derive(Debug)]
pub(crate) struct Inputs<'i> {
    pub(crate) setting: Setting,
    pub(crate) paths: &'i [PathBuf],
    findings: Mutex<Vec<Option<FindingCounts>>>,
    /// Plans of inputs that can be read only once: standard input, pipes.
    streamed: Mutex<BTreeMap<usize, Plan>>,
}

impl<'i> Inputs<'i> {
    pub(crate) fn new(setting: Setting, paths: &'i [PathBuf]) -> Self {
        Self { setting, paths, findings: Mutex::new(vec![None; paths.len()]), streamed: Mutex::default() }
    }

    /// Writes all inputs as one graph; from plans that have been read already, if they are given.
    fn write(
        &self,
        plans: Option<&[Plan]>,
        format: RdfFormat,
        digest: bool,
        out: &mut dyn Write,
    ) -> Result<Summary, Failure> {
        let progress = Progress::documents(self.paths.len());
        let plan = |at: usize| {
            if let Some(plan) = plans.and_then(|plans| plans.get(at)) {
                return Ok(Cow::Borrowed(plan));
            }
            let Some(path) = self.paths.get(at) else {
                return Err(Failure::usage("no such input"));
            };
            let plan = self.read(at, path)?;
            if let Ok(mut findings) = self.findings.lock()
                && let Some(counts) = findings.get_mut(at)
            {
                *counts = Some(FindingCounts::of(&plan.diagnostics));
            }
            progress.advance(1);
            Ok(Cow::Owned(plan))
        };
        let mut watched;
        let out: &mut dyn Write = if self.paths.len() == 1 {
            watched = Watched::new(out);
            &mut watched
        } else {
            out
        };
        export::write_plans(self.paths.len(), &plan, &self.setting.base, format, digest, out).map_err(
            |error| match error {
                MergeError::Plan(failure) => failure,
                MergeError::Io(error) => {
                    Failure::new(Exit::Output, anyhow::Error::new(error).context("cannot write"))
                }
            },
        )
    }

    /// Reads an input; what can be read only once is kept, since merging reads every input twice.
    fn read(&self, at: usize, path: &Path) -> Result<Plan, Failure> {
        if self.paths.len() == 1 || !(is_standard(path) || is_special(path)) {
            return self.setting.plan(path);
        }
        let Ok(mut streamed) = self.streamed.lock() else {
            return self.setting.plan(path);
        };
        if let Some(plan) = streamed.get(&at) {
            return Ok(plan.clone());
        }
        let plan = self.setting.plan(path)?;
        streamed.insert(at, plan.clone());
        Ok(plan)
    }

    /// All findings so far, counted.
    fn findings(&self) -> FindingCounts {
        let counted = self.findings.lock().map(|findings| findings.clone()).unwrap_or_default();
        counted.into_iter().flatten().fold(FindingCounts::default(), FindingCounts::plus)
    }
}

/// Writes a file, compressed if its name ends in `.gz`; with `verified` it gets its name only if the second reader finds in it
/// what was to be written.
pub(crate) fn write_file(
    inputs: &Inputs<'_>,
    plans: Option<&[Plan]>,
    format: RdfFormat,
    verified: bool,
    path: &Path,
) -> Result<Summary, Failure> {
    let mut file = NewFile::create(path)?;
    let shown = || path.display().to_string();
    let mut out = file.writer();
    let summary;
    if is_gzip(path) {
        let mut compressed = Compressed::new(&mut out);
        summary = inputs.write(plans, format, verified, &mut compressed)?;
        compressed.finish().or_exit(Exit::Output, shown)?;
    } else {
        summary = inputs.write(plans, format, verified, &mut out)?;
    }
    out.flush().or_exit(Exit::Output, shown)?;
    drop(out);
    if let Some(digest) = summary.digest {
        let written = file.reopen()?;
        if is_gzip(path) {
            // Our own file: however well it is compressed, it is read to its end.
            verify::verify(format, inflated(written, u64::MAX), digest).or_exit(Exit::Output, shown)?;
        } else {
            verify::verify(format, BufReader::new(written), digest).or_exit(Exit::Output, shown)?;
        }
    }
    file.finish()?;
    Ok(summary)
}

fn format(name: Option<&str>, output: Option<&Path>) -> Result<RdfFormat, Failure> {
    if let Some(name) = name {
        return name.parse().or_exit(Exit::Usage, || "--format".to_owned());
    }
    let path = output.filter(|path| !is_standard(path) && !is_special(path));
    // `plan.nt.gz` is N-Triples.
    let path = path.map(|path| if is_gzip(path) { path.with_extension("") } else { path.to_owned() });
    match path.as_deref().and_then(Path::extension) {
        Some(extension) => extension.to_string_lossy().parse().or_exit(Exit::Usage, || "--output".to_owned()),
        None => Ok(RdfFormat::Turtle),
    }
}

//! `policygraph check INPUT…`: the findings, or the profile that answers those about what was assumed.

use crate::cli::args::{CheckArgs, CheckFormat, FailOn};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, shown};
use crate::cli::output::write_to;
use crate::cli::render;
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::profile_of;
use std::io::{self, Write};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let setting = Setting::new(&args.sources, &args.inputs, false)?;
    if args.print_profile {
        return print_profile(args, &setting);
    }
    let mut findings: Vec<(String, Vec<Diagnostic>)> = Vec::new();
    for input in &args.inputs {
        findings.push((shown(input), setting.plan(input)?.diagnostics));
    }
    let mut out = io::stdout().lock();
    let written = match args.format {
        CheckFormat::Text => findings.iter().try_for_each(|(file, list)| render::full(file, list, &mut out)),
        CheckFormat::Concise => {
            findings.iter().try_for_each(|(file, list)| render::concise(file, list, &mut out))
        }
        CheckFormat::Json => render::json(&findings, &mut out),
    };
    written.and_then(|()| out.flush()).or_exit(Exit::Output, || "standard output".to_owned())?;
    let limit = match args.fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Info => Some(Severity::Info),
        FailOn::None => None,
    };
    let fails = findings
        .iter()
        .flat_map(|(_, list)| list)
        .any(|finding| limit.is_some_and(|limit| finding.severity >= limit));
    Ok(if fails { Exit::No } else { Exit::Done })
}

fn print_profile(args: &CheckArgs, setting: &Setting) -> Result<Exit, Failure> {
    let [input] = args.inputs.as_slice() else {
        return Err(Failure::usage(
            "--print-profile takes one input: each document has a profile of its own",
        ));
    };
    let (profile, remarks) = profile_of(&setting.plan(input)?, setting.profile(input));
    let text = profile.to_toml_with(&remarks);
    write_to(None, |out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Done)
}

//! `policygraph check INPUT…`: the findings, what facts leave uncovered, names that may mean one program, and the profile that
//! answers findings about what was assumed.

use crate::cli::args::{CheckArgs, CheckFormat, FailOn, Least};
use crate::cli::exit::{Exit, Failure};
use crate::cli::findings::{Checked, aliases, concise, coverage, github, json, page, sarif, table, text};
use crate::cli::input::{Setting, is_standard};
use crate::cli::output::write_to;
use crate::cli::render::width;
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::profile_of;
use crate::register::Register;
use std::io::{self, IsTerminal, Write};

pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    if let Some(code) = args.explain {
        write(args, |out| write!(out, "{}", page::page(code)))?;
        return Ok(Exit::Done);
    }
    if args.list_codes {
        write(args, if is_json(args, "--list-codes")? { page::list_json } else { page::list })?;
        return Ok(Exit::Done);
    }
    let setting = Setting::new(&args.sources, &args.inputs, false)?;
    if args.print_profile {
        return print_profile(args, &setting);
    }
    let shows = |finding: &Diagnostic| {
        finding.severity >= least(args.severity)
            && (args.codes.is_empty() || args.codes.contains(&finding.code))
            && !args.ignore.contains(&finding.code)
    };
    let read = |path| Checked::read(&setting, path, shows);
    let inputs: Vec<Checked> = args.inputs.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let to_terminal = args.output.as_deref().is_none_or(is_standard) && io::stdout().is_terminal();
    let colours = to_terminal && std::env::var_os("NO_COLOR").is_none();
    let width = width();
    if args.coverage {
        if is_json(args, "--coverage")? {
            write(args, |out| coverage::write_json(&inputs, out))?;
        } else {
            write(args, |out| coverage::write(&inputs, width, colours, out))?;
        }
        return Ok(Exit::Done);
    }
    if args.aliases {
        let register = args.inputs.first().map_or(Register::embedded(), |input| setting.register(input));
        write(args, |out| aliases::write(&inputs, register, &setting.base, out))?;
        return Ok(Exit::Done);
    }
    write(args, |out| match args.format {
        CheckFormat::Text => text::write(&inputs, width, colours, out),
        CheckFormat::Table => table::write(&inputs, width, out),
        CheckFormat::Concise => concise(&inputs, out),
        CheckFormat::Json => {
            let findings: Vec<(String, &[Diagnostic])> =
                inputs.iter().map(|input| (input.file.clone(), input.findings.as_slice())).collect();
            json::write(&findings, out)
        }
        CheckFormat::Sarif => sarif::write(&inputs, &std::env::current_dir().unwrap_or_default(), out),
        CheckFormat::Github => github::write(&inputs, out),
    })?;
    let limit = match args.fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Info => Some(Severity::Info),
        FailOn::None => None,
    };
    let mut findings = inputs.iter().flat_map(|input| &input.findings);
    let fails = findings.any(|finding| limit.is_some_and(|limit| finding.severity >= limit));
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
    write(args, |out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Done)
}

fn write(args: &CheckArgs, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    write_to(args.output.as_deref(), write)
}

/// Whether something that is not a list of findings is wanted as JSON.
fn is_json(args: &CheckArgs, what: &str) -> Result<bool, Failure> {
    match args.format {
        CheckFormat::Text => Ok(false),
        CheckFormat::Json => Ok(true),
        _ => Err(Failure::usage(format!("{what} is written as text or json"))),
    }
}

fn least(severity: Least) -> Severity {
    match severity {
        Least::Error => Severity::Error,
        Least::Warning => Severity::Warning,
        Least::Info => Severity::Info,
    }
}

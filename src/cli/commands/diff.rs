//! `policygraph diff OLD NEW`: what changed between two editions.

use crate::cli::args::DiffArgs;
use crate::cli::ask::{is_remote, open, own_limits};
use crate::cli::engine::are_plans;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, is_standard, load, shown};
use crate::cli::output::write_to;
use crate::cli::render::width;
use crate::diff::write::{Account, Side, write_html, write_json, write_markdown, write_patch};
use crate::diff::{Difference, Edition, StatementChanges, Statements};
use crate::export::quads_of;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

mod text;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    Markdown,
    Html,
    Patch,
}

pub(crate) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let format = format(args)?;
    let inputs = [args.old.clone(), args.new.clone()];
    if inputs.iter().all(|input| is_standard(input)) {
        return Err(Failure::usage("only one side can come from standard input"));
    }
    let is_partial = is_remote(&inputs);
    if format == Format::Patch {
        if is_partial {
            return Err(Failure::usage(
                "a patch needs all statements of both sides; an endpoint is asked for some only",
            ));
        }
        if args.summary || !args.only.is_empty() {
            return Err(Failure::usage("a patch is whole; leave out --summary and --only"));
        }
    }
    let local: Vec<PathBuf> =
        inputs.iter().filter(|input| !is_remote(std::slice::from_ref(input))).cloned().collect();
    let setting = Setting::new(&args.sources, &local, false)?;
    let [old, new] = &inputs;
    let (mut before, mut after) = (statements(args, &setting, old)?, statements(args, &setting, new)?);
    if args.merge_graphs {
        (before, after) = (before.merged(), after.merged());
    }
    let (old_edition, new_edition) = (Edition::new(&before), Edition::new(&after));
    let mut difference = Difference::between(&old_edition, &new_edition);
    if !args.only.is_empty() {
        difference = difference.only(&args.only);
    }
    let exit = if difference.changes.is_empty() { Exit::Done } else { Exit::No };
    let statements = (!is_partial).then(|| StatementChanges::between(&before, &after));
    if format == Format::Patch {
        for (side, path) in [(&before, old), (&after, new)] {
            if side.has_blank_nodes() {
                let error = anyhow::anyhow!("{} has blank nodes, which a patch cannot name", shown(path));
                return Err(Failure::new(Exit::Input, error));
            }
        }
    }
    let account = Account {
        old: Side::new(name(old), &old_edition),
        new: Side::new(name(new), &new_edition),
        changes: &difference.changes,
        statements: statements.as_ref().map(Into::into),
        only_summary: args.summary,
    };
    let to_terminal = args.output.as_deref().is_none_or(is_standard) && io::stdout().is_terminal();
    let colours = to_terminal && std::env::var_os("NO_COLOR").is_none();
    write_to(args.output.as_deref(), |out| match format {
        Format::Text => text::write(&account, width(), colours, out),
        Format::Json => write_json(&account, out),
        Format::Markdown => write_markdown(&account, out),
        Format::Html => write_html(&account, out),
        Format::Patch => write_patch(&statements.unwrap_or_default(), out),
    })?;
    Ok(exit)
}

/// An input without the folder it lies in: the account goes to others.
fn name(path: &Path) -> String {
    if is_standard(path) || is_remote(&[path.to_owned()]) {
        return shown(path);
    }
    path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

fn format(args: &DiffArgs) -> Result<Format, Failure> {
    let extension = args.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
    match args.format.as_deref().or(extension) {
        None | Some("text" | "txt") => Ok(Format::Text),
        Some("json") => Ok(Format::Json),
        Some("md") => Ok(Format::Markdown),
        Some("html") => Ok(Format::Html),
        Some("patch" | "rdfp") => Ok(Format::Patch),
        Some(name) => Err(Failure::usage(format!(
            "`{name}` is no format of differences; use one of: text json md html patch"
        ))),
    }
}

fn statements(args: &DiffArgs, setting: &Setting, path: &PathBuf) -> Result<Statements, Failure> {
    let inputs = std::slice::from_ref(path);
    if is_remote(inputs) {
        let source = open(&args.sources, inputs, &own_limits(inputs), None)?;
        return Statements::of_source(&*source).or_exit(Exit::Input, || shown(path));
    }
    if are_plans(inputs) {
        let plan = setting.plan(path)?;
        return quads_of(&plan, &setting.base).map(Statements::new).or_exit(Exit::Input, || shown(path));
    }
    Statements::of_store(&load(setting, inputs)?).or_exit(Exit::Input, || shown(path))
}

//! Findings for people: each with its words in their neighbourhood, and advice.

use super::Checked;
use super::coverage::summary;
use super::wrap::{shortened, snippet, wrapped};
use crate::cli::render::{FindingCounts, counted, inert};
use crate::diagnostic::{Diagnostic, Severity};
use std::io::{self, Write};

/// Findings from which on they are counted by code at the end.
const MANY: usize = 10;
/// Columns before the words of a finding.
const INDENT: usize = 6;

/// Writes findings in lines of at most `width` columns.
pub(crate) fn write(inputs: &[Checked], width: usize, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    for input in inputs {
        for finding in &input.findings {
            one(input, finding, width, colours, out)?;
        }
    }
    let all: Vec<Diagnostic> = inputs.iter().flat_map(|input| input.findings.iter().cloned()).collect();
    writeln!(out, "Findings: {}", FindingCounts::of(&all))?;
    if all.len() > MANY {
        for (code, list) in counted(&all) {
            writeln!(out, "  {:>5} {} [{code}]", list.len(), code.severity())?;
        }
    }
    for input in inputs {
        let name = if inputs.len() > 1 { format!(" of {}", input.file) } else { String::new() };
        let (covered, look) = summary(&input.plan);
        writeln!(out, "Coverage{name}: facts cover {covered};\n  {look} (check --coverage)")?;
    }
    if let Some(finding) = all.first() {
        writeln!(out, "What a code means: policygraph check --explain {}", finding.code)?;
    }
    Ok(())
}

fn one(
    input: &Checked,
    finding: &Diagnostic,
    width: usize,
    colours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = |text: &str, colour: &str| {
        if colours { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let colour = colour(finding.severity);
    let label = format!("{}[{}]", finding.severity, finding.code);
    let mut message = wrapped(&inert(&finding.message), label.len() + 2, width).into_iter();
    writeln!(out, "{}: {}", paint(&label, colour), message.next().unwrap_or_default())?;
    for line in message {
        writeln!(out, "{line}")?;
    }
    match Checked::place_in_words(finding) {
        Some(place) => writeln!(out, "  --> {}, {place}", input.file)?,
        None => writeln!(out, "  --> {}", input.file)?,
    }
    let room = width.saturating_sub(INDENT);
    let (start, end) = (finding.start as usize, finding.end as usize);
    match input.cell_text(finding).filter(|_| end > start) {
        Some(cell) => {
            let shown = snippet(cell, start, end, room);
            let marks = paint(&"^".repeat(shown.under.max(1)), colour);
            writeln!(out, "   |  {}\n   |  {}{marks}", shown.line, " ".repeat(shown.before))?;
        }
        None if !finding.quote.is_empty() => {
            writeln!(out, "   |  {}", shortened(&inert(&finding.quote), room))?;
        }
        None => {}
    }
    writeln!(out, "   = {}\n", finding.code.advice())
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}

//! Findings for people and for other programs.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Findings with the words they are about and advice.
pub(crate) fn full(file: &str, findings: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for finding in findings {
        let (start, end) = match finding.severity {
            _ if !colours => ("", ""),
            Severity::Error => ("\u{1b}[1;31m", "\u{1b}[0m"),
            Severity::Warning => ("\u{1b}[1;33m", "\u{1b}[0m"),
            Severity::Info => ("\u{1b}[1;36m", "\u{1b}[0m"),
        };
        writeln!(out, "{start}{}[{}]{end}: {}", finding.severity, finding.code, inert(&finding.message))?;
        if finding.line == 0 {
            let table = if finding.table == 0 { String::new() } else { format!(", table {}", finding.table) };
            writeln!(out, "  --> {file}{table}")?;
        } else {
            let (line, cell, character) = (finding.line, finding.column + 1, finding.start + 1);
            let line = line_of(finding.table, line);
            writeln!(out, "  --> {file}, {line}, cell {cell}, character {character}")?;
        }
        if !finding.quote.is_empty() {
            writeln!(out, "   |  {}", shortened(&inert(&finding.quote)))?;
        }
        writeln!(out, "   = {}\n", finding.code.advice())?;
    }
    Ok(())
}

/// Text of a document without the control characters that a terminal would obey.
fn inert(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// A line a finding.
pub(crate) fn concise(file: &str, findings: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        writeln!(
            out,
            "{}: {}[{}]: {}",
            place(file, finding),
            finding.severity,
            finding.code,
            inert(&finding.message)
        )?;
    }
    Ok(())
}

/// All findings as one JSON array; lines and columns count as in the plan JSON.
pub(crate) fn json(findings: &[(String, Vec<Diagnostic>)], out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<serde_json::Value> = findings
        .iter()
        .flat_map(|(file, list)| list.iter().map(move |finding| (file, finding)))
        .map(|(file, finding)| {
            let mut value = serde_json::to_value(finding).unwrap_or_default();
            if let Some(object) = value.as_object_mut() {
                object.insert("file".to_owned(), file.as_str().into());
                object.insert("advice".to_owned(), finding.code.advice().into());
            }
            value
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

/// The line of a running text, or the row of a sheet or table.
pub(crate) fn line_of(table: u32, line: u32) -> String {
    if table == 0 { format!("line {line}") } else { format!("table {table}, row {line}") }
}

/// `file:line:cell:character`, counted from 1 for people, with `[table]` after the file if it has several; less for a
/// finding about the whole document.
fn place(file: &str, finding: &Diagnostic) -> String {
    let file = if finding.table == 0 { file.to_owned() } else { format!("{file}[{}]", finding.table) };
    if finding.line == 0 {
        file
    } else {
        format!("{file}:{}:{}:{}", finding.line, finding.column + 1, finding.start + 1)
    }
}

/// Words that fit on a line of a terminal.
fn shortened(quote: &str) -> String {
    const MOST: usize = 32;
    let line = quote.lines().next().unwrap_or_default();
    if line.chars().count() <= MOST {
        line.to_owned()
    } else {
        line.chars().take(MOST - 1).chain(['…']).collect()
    }
}

/// The numbers of findings by code, most severe first.
pub(crate) fn counted(findings: &[Diagnostic]) -> Vec<(Code, Vec<&Diagnostic>)> {
    let mut by_code: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        by_code.entry(finding.code).or_default().push(finding);
    }
    let mut counted: Vec<_> = by_code.into_iter().collect();
    counted.sort_by_key(|(code, list)| (std::cmp::Reverse(code.severity()), std::cmp::Reverse(list.len())));
    counted
}

/// Numbers of findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FindingCounts {
    errors: usize,
    warnings: usize,
    infos: usize,
}

impl FindingCounts {
    pub(crate) fn of(findings: &[Diagnostic]) -> Self {
        let count =
            |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
        }
    }
}

impl fmt::Display for FindingCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let mut words = Vec::new();
        if self.errors > 0 {
            words.push(format!("{} error{}", self.errors, plural(self.errors)));
        }
        if self.warnings > 0 {
            words.push(format!("{} warning{}", self.warnings, plural(self.warnings)));
        }
        if self.infos > 0 {
            words.push(format!("{} for information", self.infos));
        }
        f.write_str(if words.is_empty() { "none".to_owned() } else { words.join(", ") }.as_str())
    }
}

/// One line on standard error: how many findings there are, and where to read them.
pub(crate) fn mention_findings(counts: &FindingCounts, inputs: &[PathBuf]) {
    if *counts == FindingCounts::default() {
        return;
    }
    let check = match inputs {
        [input] if !super::input::is_standard(input) => {
            format!("; see: policygraph check {}", input.display())
        }
        _ => String::new(),
    };
    // Nobody is left to tell if standard error is gone.
    let _ = writeln!(io::stderr().lock(), "findings: {counts}{check}");
}

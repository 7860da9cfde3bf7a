//! Findings in numbers, and the words that every way of showing them shares.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// The line of a running text, or the row of a sheet or table.
pub(crate) fn line_of(table: u32, line: u32) -> String {
    if table == 0 { format!("line {line}") } else { format!("table {table}, row {line}") }
}

/// Text of a document without the control characters that a terminal would obey.
pub(crate) fn inert(text: &str) -> String {
    // Overrides of direction would turn the rest of the line around.
    let obeyed = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|character| if obeyed(character) { ' ' } else { character }).collect()
}

/// A number with commas.
pub(crate) fn grouped(number: u64) -> String {
    crate::view::text::grouped(i128::from(number))
}

/// Columns of the terminal that standard output is, within what can be read well; 80 where it is none.
pub(crate) fn width() -> usize {
    const USUAL: usize = 80;
    let terminal = terminal_size::terminal_size().filter(|_| io::stdout().is_terminal());
    terminal.map_or(USUAL, |(width, _)| usize::from(width.0).clamp(40, 120))
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

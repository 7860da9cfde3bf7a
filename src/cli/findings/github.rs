//! Findings as workflow commands, which GitHub Actions shows as annotations of the lines.

use super::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use std::io::{self, Write};

/// Writes a command a finding. Columns are characters of the line, from 1.
pub(crate) fn write(inputs: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    for input in inputs {
        for finding in &input.findings {
            writeln!(out, "{}", command(input, finding))?;
        }
    }
    Ok(())
}

fn command(input: &Checked, finding: &Diagnostic) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if input.is_file {
        properties.push(("file", input.file.clone()));
    }
    match input.line_range(finding) {
        Some(range) => {
            properties.push(("line", range.line.to_string()));
            if range.end > range.start {
                properties.push(("col", range.start.to_string()));
                properties.push(("endColumn", range.end.to_string()));
            }
        }
        // A row of a sheet is no line of the file.
        None if finding.line > 0 && finding.table == 0 => {
            properties.push(("line", finding.line.to_string()));
        }
        None => {}
    }
    properties.push(("title", finding.code.to_string()));
    let properties: Vec<String> =
        properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
    let message = match Checked::cell_in_words(finding) {
        Some(cell) => format!("{cell}: {}", finding.message),
        None => finding.message.clone(),
    };
    let lines = [message.as_str(), &finding.quote, finding.code.advice()];
    let text = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    format!("::{kind} {}::{}", properties.join(","), data(&text))
}

/// A message as a workflow command carries it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as a workflow command carries it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_command_are_escaped() {
        assert_eq!(data("100%\r\n次::a,b"), "100%25%0D%0A次::a,b");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}

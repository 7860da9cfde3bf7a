//! What the comments that open a stored query have to be.

use crate::query::header::{Header, HeaderError};
use crate::query::lint::{Report, Rule, is_small};
use crate::query::parameters::declared;

/// Checks the comments that open a text.
pub(super) fn check(text: &str, report: &mut Report) {
    if !text.starts_with("#+") {
        report.add(1, Rule::Header, "the file does not open with the grlc block (#+)");
    }
    check_lines(text, report);
    match Header::parse(text) {
        Ok(header) => check_parts(&header, text, report),
        Err(HeaderError::Missing { part: "title" }) => {
            report.add(after_block(text), Rule::Title, "there is no `# @title`");
        }
        Err(error @ HeaderError::Missing { .. }) => report.add(1, Rule::Header, error.to_string()),
        Err(error @ (HeaderError::Line { line, .. } | HeaderError::Tab { line })) => {
            report.add(line, Rule::Header, error.to_string());
        }
    }
}

/// The line behind the grlc block, from 1.
fn after_block(text: &str) -> usize {
    text.lines().take_while(|line| line.starts_with("#+")).count() + 1
}

fn check_lines(text: &str, report: &mut Report) {
    let after = after_block(text);
    let mut has_defaults = false;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let Some(rest) = line.strip_prefix("#+") else {
            continue;
        };
        if number > after {
            report.add(number, Rule::Header, "the grlc block is one block: nothing stands in between");
        }
        has_defaults |= rest.trim_start().starts_with("defaults:");
        check_value(rest.trim(), number, report);
    }
    if text.starts_with("#+") && !has_defaults {
        report.add(
            after - 1,
            Rule::Defaults,
            "there are no `defaults`; `defaults: []` says that there are none",
        );
    }
    if let Some(at) = text.lines().position(|line| line.starts_with("# @title"))
        && at + 1 != after
    {
        report.add(at + 1, Rule::Title, "`# @title` is the line behind the grlc block");
    }
}

/// A value that YAML would read as something else than its words kills the whole header in readers of the field.
fn check_value(line: &str, number: usize, report: &mut Report) {
    let Some(value) = line.strip_prefix("summary:").map(str::trim) else {
        return;
    };
    let opens =
        value.starts_with(['[', '{', '>', '|', '*', '&', '!', '%', '@', '`', '"', '\'', '#', '-', '?']);
    if opens || value.contains(": ") || value.contains(" #") || value.ends_with(':') {
        report.add(number, Rule::Header, "the summary is not plain text to a reader of YAML");
    }
}

fn check_parts(header: &Header, text: &str, report: &mut Report) {
    let line_of = |start: &str| text.lines().position(|line| line.starts_with(start)).map_or(1, |at| at + 1);
    let is_japanese = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    if !header.title.contains(is_japanese) {
        report.add(line_of("# @title"), Rule::Title, "the title is not in Japanese");
    }
    if header.tags.is_empty() {
        report.add(line_of("#+ tags"), Rule::Tags, "there is no tag; the first is the theme");
    }
    for tag in header.tags.iter().filter(|tag| !is_small(tag, '-')) {
        report.add(line_of("#+ tags"), Rule::Tags, format!("`{tag}` is not small letters and hyphens"));
    }
    let parameters = declared(text);
    for (name, _) in &header.defaults {
        if !parameters.iter().any(|parameter| parameter.name() == name || parameter.variable() == name) {
            report.add(
                line_of("#+ defaults"),
                Rule::Defaults,
                format!("the query has no parameter `{name}`"),
            );
        }
    }
}

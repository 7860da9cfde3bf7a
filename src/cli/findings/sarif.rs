//! Findings as SARIF 2.1.0, which code scanning and editors read.
//!
//! Columns are characters of the line from 1 (`columnKind` says so), while findings count characters of the cell; the
//! cell itself is a logical location. Fingerprints are made from words, so that a finding stays the same when rows move.

use super::{Checked, page};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::ColumnRole;
use crate::plan::id::hash16;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// The schema that the result is written to.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Characters around the words of a finding that its fingerprint takes in.
const NEIGHBOURHOOD: usize = 16;

/// Writes all findings as one run. `folder` is that which relative addresses start from.
pub(crate) fn write(inputs: &[Checked], folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    let run = Run {
        tool: json!({"driver": driver()}),
        column_kind: "unicodeCodePoints",
        artifacts: inputs.iter().map(|input| artifact(input, folder)).collect(),
        results: Results { inputs, folder },
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Log<'c> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'c>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'c> {
    tool: Value,
    column_kind: &'static str,
    artifacts: Vec<Value>,
    results: Results<'c>,
}

/// The findings, made one after the other while they are written.
struct Results<'c> {
    inputs: &'c [Checked],
    folder: &'c Path,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut results = serializer.serialize_seq(None)?;
        for (at, input) in self.inputs.iter().enumerate() {
            let mut seen: BTreeMap<String, u32> = BTreeMap::new();
            for finding in &input.findings {
                let words = fingerprint(input, finding);
                let count = seen.entry(words.clone()).and_modify(|count| *count += 1).or_insert(1);
                let print = format!("{words}:{count}");
                results.serialize_element(&result(input, at, finding, &print, self.folder))?;
            }
        }
        results.end()
    }
}

fn driver() -> Value {
    let mut driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
    });
    let repository = env!("CARGO_PKG_REPOSITORY");
    if !repository.is_empty() {
        set(&mut driver, "informationUri", repository.into());
    }
    driver
}

fn rule(code: Code) -> Value {
    let meaning = page::meaning(code);
    let mut rule = json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": if meaning.is_empty() { code.summary() } else { &meaning }},
        "help": {"text": code.advice(), "markdown": page::page(code)},
        "defaultConfiguration": {"level": level(code.severity())},
    });
    // SARIF wants an absolute address here; without one, the page itself is in `help`.
    let address = page::address(code);
    if address.starts_with("https://") {
        set(&mut rule, "helpUri", address.into());
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn artifact(input: &Checked, folder: &Path) -> Value {
    let mut artifact = json!({"location": location(input, folder)});
    set(&mut artifact, "hashes", json!({"sha-256": input.plan.document.sha256}));
    artifact
}

/// Where a file is; standard input has no address.
fn location(input: &Checked, folder: &Path) -> Value {
    if input.is_file {
        json!({"uri": address(&input.file, folder)})
    } else {
        json!({"description": {"text": input.file}})
    }
}

fn result(input: &Checked, artifact: usize, finding: &Diagnostic, print: &str, folder: &Path) -> Value {
    let mut file = location(input, folder);
    set(&mut file, "index", artifact.into());
    let mut physical = json!({"artifactLocation": file});
    if let Some(region) = region(input, finding) {
        set(&mut physical, "region", region);
    }
    let mut place = json!({"physicalLocation": physical});
    if let Some(logical) = logical(input, finding) {
        set(&mut place, "logicalLocations", json!([logical]));
    }
    json!({
        "ruleId": finding.code.as_str(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": level(finding.severity),
        "message": {"text": message(finding)},
        "locations": [place],
        "partialFingerprints": {"policygraphFinding/v1": print},
    })
}

fn message(finding: &Diagnostic) -> String {
    let words = if finding.quote.is_empty() { String::new() } else { format!(" 「{}」", finding.quote) };
    format!("{}{words}. Advice: {}.", finding.message, finding.code.advice())
}

/// Lines and characters of a text file; only the line where its text is not at hand.
fn region(input: &Checked, finding: &Diagnostic) -> Option<Value> {
    let mut region = Map::new();
    match input.line_range(finding) {
        Some(range) => {
            region.insert("startLine".to_owned(), range.line.into());
            if range.end > range.start {
                region.insert("startColumn".to_owned(), range.start.into());
                region.insert("endColumn".to_owned(), range.end.into());
            }
        }
        None if finding.line > 0 && finding.table == 0 => {
            region.insert("startLine".to_owned(), finding.line.into());
        }
        None => return None,
    }
    if !finding.quote.is_empty() {
        region.insert("snippet".to_owned(), json!({"text": finding.quote}));
    }
    Some(Value::Object(region))
}

/// The cell.
fn logical(input: &Checked, finding: &Diagnostic) -> Option<Value> {
    let words = Checked::cell_in_words(finding)?;
    let name = match (input.column_title(finding), input.role(finding)) {
        (Some(title), _) => title.to_owned(),
        (None, Some(ColumnRole::Item)) => "item".to_owned(),
        (None, Some(ColumnRole::Status)) => "status".to_owned(),
        (None, Some(ColumnRole::Plan)) => "plan".to_owned(),
        (None, _) => words.clone(),
    };
    Some(json!({"name": name, "fullyQualifiedName": words, "kind": "cell"}))
}

/// What tells a finding from others wherever its row stands: its code, its words, and those around them.
fn fingerprint(input: &Checked, finding: &Diagnostic) -> String {
    let (start, end) = (finding.start as usize, finding.end as usize);
    let cell = input.cell_text(finding).unwrap_or_default();
    let before = start.saturating_sub(NEIGHBOURHOOD);
    let around: String = cell.chars().skip(before).take(end.saturating_sub(before) + NEIGHBOURHOOD).collect();
    let words = if finding.quote.is_empty() { &finding.message } else { &finding.quote };
    hash16([finding.code.as_str(), &finding.column.to_string(), words, &around])
}

/// The address of a file: relative below the folder, else absolute, with percent signs for what addresses have no room for.
fn address(file: &str, folder: &Path) -> String {
    let path = Path::new(file);
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let segments = relative.components().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(escaped(&name.to_string_lossy())),
        std::path::Component::ParentDir => Some("..".to_owned()),
        std::path::Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
        std::path::Component::RootDir | std::path::Component::CurDir => None,
    });
    let joined = segments.collect::<Vec<_>>().join("/");
    if relative.is_absolute() { format!("file:///{joined}") } else { joined }
}

fn escaped(segment: &str) -> String {
    let mut text = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn set(object: &mut Value, member: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(member.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (file, uri) in [
            ("a/report.tsv", "a/report.tsv"),
            ("./計画 1.tsv", "%E8%A8%88%E7%94%BB%201.tsv"),
            ("../b%c.tsv", "../b%25c.tsv"),
            ("a:b.tsv", "a%3Ab.tsv"),
        ] {
            assert_eq!(address(file, Path::new("/work")), uri);
        }
        #[cfg(unix)]
        assert_eq!(address("/data/a/b.tsv", Path::new("/data")), "a/b.tsv");
        #[cfg(unix)]
        assert_eq!(address("/other/b c.tsv", Path::new("/work")), "file:///other/b%20c.tsv");
    }
}

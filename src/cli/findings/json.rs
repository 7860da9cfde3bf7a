//! Findings as JSON, for other programs; docs/findings/README.md describes the members.

use super::page;
use crate::diagnostic::Diagnostic;
use std::io::{self, Write};

/// Writes all findings as one array; lines and columns count as in the plan JSON.
pub(crate) fn write(findings: &[(String, &[Diagnostic])], out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<serde_json::Value> = findings
        .iter()
        .flat_map(|(file, list)| list.iter().map(move |finding| (file, finding)))
        .map(|(file, finding)| {
            let mut value = serde_json::to_value(finding).unwrap_or_default();
            if let Some(object) = value.as_object_mut() {
                object.insert("file".to_owned(), file.as_str().into());
                object.insert("advice".to_owned(), finding.code.advice().into());
                object.insert("help".to_owned(), page::address(finding.code).into());
            }
            value
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

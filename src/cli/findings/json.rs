//! Findings as JSON, for other programs; docs/findings/README.md describes the members.

use super::page;
use crate::diagnostic::Diagnostic;
use serde::{Serialize, Serializer as _};
use std::io::{self, Write};

/// A finding with what its code says.
#[derive(Serialize)]
struct Found<'f> {
    file: &'f str,
    #[serde(flatten)]
    finding: &'f Diagnostic,
    advice: &'static str,
    help: String,
}

/// Writes all findings as one array; lines and columns count as in the plan JSON.
pub(crate) fn write(findings: &[(String, &[Diagnostic])], out: &mut dyn Write) -> io::Result<()> {
    let all = findings.iter().flat_map(|(file, list)| list.iter().map(move |finding| (file, finding)));
    let all = all.map(|(file, finding)| Found {
        file,
        finding,
        advice: finding.code.advice(),
        help: page::address(finding.code),
    });
    write_array(all, out)
}

/// Writes an array with an object for each item, without holding it as a whole.
pub(super) fn write_array<T: Serialize>(
    items: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
) -> io::Result<()> {
    serde_json::Serializer::pretty(&mut *out).collect_seq(items)?;
    writeln!(out)
}

//! Findings for people and for other programs: one file a form.
//!
//! `check` reads its inputs into [`Checked`], which knows where each finding stands; the forms only write.

pub(crate) mod aliases;
pub(crate) mod coverage;
pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod page;
mod place;
pub(crate) mod sarif;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod wrap;

pub(crate) use place::Checked;

use super::render::inert;
use std::io::{self, Write};

/// A line a finding.
pub(crate) fn concise(inputs: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    for input in inputs {
        for finding in &input.findings {
            writeln!(
                out,
                "{}: {}[{}]: {}",
                input.short_place(finding),
                finding.severity,
                finding.code,
                inert(&finding.message)
            )?;
        }
    }
    Ok(())
}

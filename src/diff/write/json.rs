//! JSON, for programs.

use super::{Account, Side, StatementCount};
use crate::diff::{Change, Count};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Whole<'a> {
    old: &'a Side,
    new: &'a Side,
    summary: Numbers<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rdf_statements: Option<StatementCount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a [Change]>,
}

#[derive(Serialize)]
struct Numbers<'a> {
    changes: usize,
    kinds: Vec<Counted<'a>>,
    goals: Vec<Counted<'a>>,
    lead_ministries: Vec<Counted<'a>>,
}

#[derive(Serialize)]
struct Counted<'a> {
    name: &'a str,
    #[serde(flatten)]
    count: Count,
}

/// Writes an account as JSON (docs/diff.md says what the members mean).
pub fn write_json(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = account.summary();
    let whole = Whole {
        old: &account.old,
        new: &account.new,
        summary: Numbers {
            changes: account.changes.len(),
            kinds: (summary.kinds.iter())
                .map(|(kind, count)| Counted { name: kind.as_str(), count: *count })
                .collect(),
            goals: summary.goals.iter().map(|(name, count)| Counted { name, count: *count }).collect(),
            lead_ministries: (summary.ministries.iter())
                .map(|(name, count)| Counted { name, count: *count })
                .collect(),
        },
        rdf_statements: account.statements,
        changes: (!account.only_summary).then_some(account.changes),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

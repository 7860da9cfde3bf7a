//! An RDF patch: what to take from the old graph and to add to it, so that it becomes the new one.

use crate::diff::StatementChanges;
use std::io::{self, Write};

/// Writes a patch in one transaction: statements to delete (`D`), then those to add (`A`), each in order.
///
/// The rows are those of RDF Patch: <https://afs.github.io/rdf-patch/>. There is no header, so that the same graphs give the same bytes.
pub fn write_patch(changes: &StatementChanges, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "TX .")?;
    for (mark, statements) in [('D', &changes.removed), ('A', &changes.added)] {
        for statement in statements {
            writeln!(out, "{mark} {statement} .")?;
        }
    }
    writeln!(out, "TC .")
}

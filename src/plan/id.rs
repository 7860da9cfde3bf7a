//! Identifiers from content: equal words under equal parents give equal identifiers, in every edition of a plan.
//!
//! Rows may move and spacing may change; an identifier may not. So it is made from normalised words
//! ([`fold_key`]: width, blanks and quotes do not count), never from a row number.

use crate::notation::fiscal_year::find_fiscal_years;
use crate::source::digest::hex;
use crate::source::text::fold_key;
use sha2::{Digest, Sha256};

/// Separates the parts of a path; no text contains it (control characters are replaced on reading).
const SEPARATOR: &[u8] = b"\x1f";

/// The first 16 hexadecimal digits of the SHA-256 of some parts.
pub fn hash16<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut digest = Sha256::new();
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            digest.update(SEPARATOR);
        }
        digest.update(part.as_bytes());
    }
    let digest = digest.finalize();
    hex(digest.get(..8).unwrap_or_default())
}

/// The key of a plan: its title without fiscal years, so that every edition of a report has the same.
pub fn plan_key(title: &str) -> String {
    let mut kept = String::with_capacity(title.len());
    let mut at = 0;
    for year in find_fiscal_years(title, None) {
        kept.push_str(title.get(at..year.range.start).unwrap_or_default());
        at = year.range.end.max(at);
    }
    kept.push_str(title.get(at..).unwrap_or_default());
    hash16([fold_key(&kept).as_str()])
}

/// The key of a program or body that no register knows.
pub fn name_key(prefix: char, jurisdiction: &str, name: &str) -> String {
    format!("{prefix}-{}", hash16([jurisdiction, fold_key(name).as_str()]))
}

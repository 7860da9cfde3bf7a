//! A digest of a set of statements that does not depend on their order.
//!
//! Each statement is hashed in the form of its N-Quads line (128 bits of XXH3); the hashes and their number are
//! added up. Two sets with equal digests are equal but for a chance of one in 2^100 or so; the digest guards
//! against our own mistakes and against disks, not against forgery.

use std::fmt;
use xxhash_rust::xxh3::xxh3_128;

/// The digest of a set of statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatementDigest {
    sum: u128,
    count: u64,
}

impl StatementDigest {
    /// Adds a statement, given as the bytes of its N-Quads line without ` .` and line end.
    pub fn add(&mut self, line: &[u8]) {
        self.sum = self.sum.wrapping_add(xxh3_128(line));
        self.count += 1;
    }

    /// Adds all statements of another digest.
    pub fn merge(&mut self, other: Self) {
        self.sum = self.sum.wrapping_add(other.sum);
        self.count += other.count;
    }

    /// Number of statements.
    pub fn count(&self) -> u64 {
        self.count
    }
}

impl fmt::Display for StatementDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x} over {} statements", self.sum, self.count)
    }
}

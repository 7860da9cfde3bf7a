//! Stores on disk.
//!
//! A store is a folder with RocksDB's files and a marker that says that this program wrote them. It is never changed:
//! [`replace`] builds a new one beside it and puts that in its place, so whoever opens the folder, even after a power
//! failure, finds the old store or the new one. Readers ([`Store::open_read_only`](super::Store::open_read_only))
//! need no lock and see the store they have opened until they are done, whatever happens to the folder's name.
//!
//! Beside a store `plan` may stand, with a dot before the name:
//!
//! | name | is |
//! |---|---|
//! | `.plan.lock` | held by the process that is writing; a second one is refused |
//! | `.plan.new-…` | a store that is being built, or an old one that is still being read |
//! | `.plan.old-…` | the old store, for the moment between two renames where folders cannot be exchanged in one step |
//!
//! What a killed process left of these is removed by the next one that holds the lock.
//!
//! A program that uses this module must leave the global allocator as it is: oxigraph 0.5 frees the messages of RocksDB's
//! errors with it, which the system's has made.

mod lock;
mod marker;
mod open;
mod place;
mod replace;

pub(super) use open::Held;
pub use open::OpenFolderError;
pub use replace::{ReplaceError, Replaced, replace};

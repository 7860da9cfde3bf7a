//! The file that makes a folder a store.

use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Name of the file in the folder.
pub(super) const MARKER: &str = "policygraph-store.json";

/// What its `store` says.
const NAME: &str = "policygraph";

/// The version of stores that this program writes, and the newest that it reads.
pub(super) const FORMAT: u32 = 1;

/// Longer files are none of ours.
const LONGEST: u64 = 4096;

/// What the file says. No clock: it depends on the content and the program alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    store: String,
    /// Version of the store's layout.
    pub(super) format: u32,
    /// Version of the program that wrote it.
    pub(super) program: String,
    /// Number of quads.
    pub(super) quads: u64,
}

impl Marker {
    /// The marker of a store that this program writes.
    pub(super) fn new(quads: u64) -> Self {
        Self { store: NAME.to_owned(), format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned(), quads }
    }

    /// Reads a marker; nothing if the file is something else.
    pub(super) fn read(file: &File) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        file.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(serde_json::from_slice(&bytes).ok().filter(|marker: &Self| marker.store == NAME))
    }

    /// Whether a folder has one.
    pub(super) fn is_in(folder: &Path) -> bool {
        File::open(folder.join(MARKER))
            .and_then(|file| Self::read(&file))
            .is_ok_and(|marker| marker.is_some())
    }

    /// Writes the marker into a folder, onto the disk.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let mut file = File::create_new(folder.join(MARKER))?;
        file.write_all((serde_json::to_string_pretty(self)? + "\n").as_bytes())?;
        file.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_other_files_are_no_markers() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!Marker::is_in(folder.path()));
        Marker::new(7).write(folder.path()).unwrap();
        let file = File::open(folder.path().join(MARKER)).unwrap();
        assert_eq!(Marker::read(&file).unwrap(), Some(Marker::new(7)));
        for other in ["", "{}", r#"{"store": "other", "format": 1, "program": "1", "quads": 1}"#] {
            std::fs::write(folder.path().join(MARKER), other).unwrap();
            assert!(!Marker::is_in(folder.path()), "{other}");
        }
    }
}

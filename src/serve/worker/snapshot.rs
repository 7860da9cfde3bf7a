//! The graph as workers read it.

use crate::store::Store;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The graph of a moment in a file.
#[derive(Debug)]
pub(in crate::serve) struct Snapshot {
    /// Where workers find it.
    pub(in crate::serve) address: PathBuf,
    _file: File,
    /// Where the file has to be found by its name.
    _folder: Option<TempDir>,
}

impl Snapshot {
    /// Writes a graph.
    pub(in crate::serve) fn of(store: &Store) -> io::Result<Self> {
        let folder = private_folder()?;
        let path = folder.path().join("graph.nq");
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        let mut out = BufWriter::new(&file);
        store.write_n_quads(&mut out).map_err(io::Error::other)?;
        out.flush()?;
        drop(out);
        Ok(match opened(&file) {
            // An open file is there whatever tidies up the temporary files, and is gone when the server is.
            Some(address) => Self { address, _file: file, _folder: None },
            None => Self { address: path, _file: file, _folder: Some(folder) },
        })
    }
}

/// A folder of our own only: the graph may be made from files that others cannot read.
fn private_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("policygraph-serve-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

/// The address by which other processes of this user can open a file that this one holds open.
#[cfg(target_os = "linux")]
fn opened(file: &File) -> Option<PathBuf> {
    use std::os::fd::AsRawFd as _;
    let address = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd());
    Path::new(&address).exists().then(|| address.into())
}

#[cfg(not(target_os = "linux"))]
fn opened(_: &File) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TextFormat;

    #[test]
    fn a_snapshot_can_be_read_as_long_as_it_is_held() {
        let store = Store::new().unwrap();
        store.load_text(TextFormat::NTriples, b"<urn:a> <urn:b> \"c\" .".as_slice()).unwrap();
        let snapshot = Snapshot::of(&store).unwrap();
        for _ in 0..2 {
            assert_eq!(std::fs::read_to_string(&snapshot.address).unwrap().trim(), "<urn:a> <urn:b> \"c\" .");
        }
        let address = snapshot.address.clone();
        drop(snapshot);
        assert!(std::fs::read_to_string(address).is_err());
    }
}

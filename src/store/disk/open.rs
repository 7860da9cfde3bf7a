//! Opening a store for reading.

use super::lock;
use super::marker::{FORMAT, MARKER, Marker};
use crate::store::Store;
use oxigraph::store::StorageError;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a folder could not be opened as a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenFolderError {
    /// The folder or its marker could not be read.
    #[error("the folder cannot be read")]
    Io(#[source] io::Error),
    /// The folder has no marker: `load` did not write it, or something else took its place.
    #[error("the folder is no store: it has no `{MARKER}` that this program wrote")]
    NoStore,
    /// A later version of the program wrote the store.
    #[error(
        "the store has format {format}, written by version {program}; this program reads formats up to {FORMAT}"
    )]
    Newer {
        /// The format of the store.
        format: u32,
        /// The version of the program that wrote it.
        program: String,
    },
    /// RocksDB could not open its files.
    #[error("the files of the store cannot be read")]
    Storage(#[source] StorageError),
}

/// What keeps an open store readable, however the folder's name goes to another.
#[derive(Debug)]
pub(in crate::store) struct Held {
    /// RocksDB opens files by their paths when it needs them; those lead through this handle.
    _folder: Option<File>,
    /// Locked as long as it is open.
    _marker: File,
}

impl Store {
    /// Opens a store on disk for reading only. Nothing is written into its folder.
    ///
    /// The store can be read until it is dropped, even if the folder is replaced meanwhile. (On systems other than Linux a
    /// read may then fail.)
    ///
    /// # Errors
    ///
    /// If the folder cannot be read, is no store, or was written by a later version of the program.
    pub fn open_read_only(folder: &Path) -> Result<Self, OpenFolderError> {
        loop {
            if let Some(store) = try_open(folder)? {
                return Ok(store);
            }
        }
    }
}

/// Opens a store; nothing if the folder was replaced under our eyes, and the name leads to another one now.
fn try_open(name: &Path) -> Result<Option<Store>, OpenFolderError> {
    let handle = handle_of(name).map_err(OpenFolderError::Io)?;
    let replaced = || match &handle {
        Some(handle) => Ok(!lock::is_same(handle, name).map_err(OpenFolderError::Io)?),
        None => Ok(false),
    };
    let folder = handle.as_ref().and_then(path_of).unwrap_or_else(|| name.to_owned());
    let path = folder.join(MARKER);
    let marker = match File::open(&path) {
        Ok(marker) => marker,
        Err(_) if replaced()? => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(OpenFolderError::NoStore),
        Err(error) => return Err(OpenFolderError::Io(error)),
    };
    // A writer removes an old store only while it holds the lock; if it was quicker, the marker is gone.
    if (!lock::for_reading(&marker) || !lock::is_same(&marker, &path).map_err(OpenFolderError::Io)?)
        && replaced()?
    {
        return Ok(None);
    }
    let content = Marker::read(&marker).map_err(OpenFolderError::Io)?.ok_or(OpenFolderError::NoStore)?;
    if content.format > FORMAT {
        return Err(OpenFolderError::Newer { format: content.format, program: content.program });
    }
    let inner = oxigraph::store::Store::open_read_only(&folder).map_err(OpenFolderError::Storage)?;
    Ok(Some(Store { inner, _held: Some(Arc::new(Held { _folder: handle, _marker: marker })) }))
}

/// A handle of a folder, which stays with it when it gets another name.
#[cfg(unix)]
fn handle_of(folder: &Path) -> io::Result<Option<File>> {
    let handle = File::open(folder)?;
    if handle.metadata()?.is_dir() { Ok(Some(handle)) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

#[cfg(not(unix))]
fn handle_of(folder: &Path) -> io::Result<Option<File>> {
    if folder.is_dir() { Ok(None) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// A path that leads to the folder of a handle, whatever its name.
#[cfg(target_os = "linux")]
fn path_of(handle: &File) -> Option<PathBuf> {
    use std::os::fd::AsRawFd;
    let path = PathBuf::from(format!("/proc/self/fd/{}", handle.as_raw_fd()));
    // Not every system has this file system.
    lock::is_same(handle, &path).unwrap_or(false).then_some(path)
}

#[cfg(not(target_os = "linux"))]
fn path_of(_: &File) -> Option<PathBuf> {
    None
}

//! Writing a store: a new one, which takes the place of the old.

use super::marker::Marker;
use super::place::{Occupant, Place, sync_all, sync_folder};
use crate::store::{LoadQuadsError, Loader};
use oxigraph::store::StorageError;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Why a store was not written. What stood in its place before is untouched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplaceError {
    /// The path has no name that a folder could have, as `/`.
    #[error("this cannot be a store's folder")]
    NoName,
    /// The folder that is to hold the store is not there.
    #[error("the folder that is to hold it does not exist: {}", .0.display())]
    NoParent(PathBuf),
    /// Another process is writing the store.
    #[error("another process is writing this store")]
    Busy,
    /// A file or a device stands there.
    #[error("a file of this name is there already")]
    File,
    /// A folder stands there that is no store, or holds more than one; the file is the first that no store has.
    #[error("the folder holds `{}`, which belongs to no store", .0.display())]
    Foreign(OsString),
    /// Something could not be done with files or folders.
    #[error("{doing}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: io::Error,
    },
    /// RocksDB failed.
    #[error("the store could not be written")]
    Storage(#[source] StorageError),
    /// The last quads could not be put into the store.
    #[error(transparent)]
    Load(#[from] LoadQuadsError),
}

/// A store that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replaced {
    /// Number of quads; a triple in two graphs counts twice.
    pub quads: u64,
    /// Whether the store that was there before is still beside it, because somebody reads it or it cannot be removed. The
    /// next writer tries again.
    pub old_is_left: bool,
}

/// Writes a store with what `fill` loads, in place of the one that is in `folder`, if any.
///
/// The folder changes in one step when everything is on the disk. If anything fails, or the process is killed, it is
/// what it was. With `force`, a folder that is no store is replaced, too: all it holds is removed.
///
/// ```
/// use policygraph::store::disk::{ReplaceError, replace};
/// use policygraph::store::{Store, TextFormat};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("store");
/// let written = replace(&path, false, |loader| {
///     loader.load_text(TextFormat::Turtle, "<urn:a> <urn:b> <urn:c> .".as_bytes())?;
///     Ok::<(), Box<dyn std::error::Error>>(())
/// })?;
/// assert_eq!(written.quads, 1);
/// assert_eq!(Store::open_read_only(&path)?.len()?, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// What `fill` fails with, or a [`ReplaceError`] in its terms.
pub fn replace<E: From<ReplaceError>>(
    folder: &Path,
    force: bool,
    fill: impl FnOnce(&mut Loader<'_>) -> Result<(), E>,
) -> Result<Replaced, E> {
    let place = place_of(folder)?;
    let lock = place.lock().map_err(doing("the lock beside it cannot be taken"))?;
    // Held until everything below is done.
    let _lock = lock.ok_or(ReplaceError::Busy)?;
    place.sweep().map_err(doing("what an earlier run left beside it cannot be removed"))?;
    match place.occupant().map_err(doing("it cannot be looked into"))? {
        Occupant::Nothing | Occupant::Store => {}
        Occupant::File => return Err(ReplaceError::File.into()),
        Occupant::Foreign(_) if force => {}
        Occupant::Foreign(name) => return Err(ReplaceError::Foreign(name).into()),
    }
    let new = place.new_folder().map_err(doing("no folder can be made beside it"))?;
    let quads = write(new.path(), fill)?;
    finish(new.path(), quads).map_err(doing("the store cannot be brought onto the disk"))?;
    let is_gone = place.put(new).map_err(doing("the new store cannot be put in its place"))?;
    Ok(Replaced { quads, old_is_left: !is_gone })
}

fn place_of(folder: &Path) -> Result<Place, ReplaceError> {
    match Place::of(folder) {
        Ok(place) => place.ok_or(ReplaceError::NoName),
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder.symlink_metadata().is_err() => {
            Err(ReplaceError::NoParent(folder.parent().unwrap_or(folder).to_owned()))
        }
        Err(source) => Err(doing("it cannot be found")(source)),
    }
}

/// Fills a store in an empty folder and closes it. Gives the number of quads.
fn write<E: From<ReplaceError>>(
    folder: &Path,
    fill: impl FnOnce(&mut Loader<'_>) -> Result<(), E>,
) -> Result<u64, E> {
    let store = oxigraph::store::Store::open(folder).map_err(ReplaceError::Storage)?;
    // Nobody sees the store before it is complete.
    let mut loader = Loader::new(&store).without_atomicity();
    fill(&mut loader)?;
    loader.finish().map_err(ReplaceError::Load)?;
    // A store is written once and read often: compacting it takes a quarter of the time of loading, and a query of a large
    // store a third of the time that it takes without.
    store.optimize().map_err(ReplaceError::Storage)?;
    store.flush().map_err(ReplaceError::Storage)?;
    Ok(store.len().map_err(ReplaceError::Storage)? as u64)
}

/// Everything onto the disk, the marker last.
fn finish(folder: &Path, quads: u64) -> io::Result<()> {
    sync_all(folder)?;
    Marker::new(quads).write(folder)?;
    sync_folder(folder)
}

fn doing(doing: &'static str) -> impl Fn(io::Error) -> ReplaceError {
    move |source| ReplaceError::Io { doing, source }
}

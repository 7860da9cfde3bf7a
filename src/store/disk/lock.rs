//! One writer at a time, and no removing of what is being read.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The lock of the process that writes a store. The system releases it when the process ends, however that comes.
#[derive(Debug)]
pub(super) struct WriterLock {
    path: PathBuf,
    file: Option<File>,
}

impl WriterLock {
    /// Takes the lock; nothing if another process holds it.
    pub(super) fn take(path: PathBuf) -> io::Result<Option<Self>> {
        loop {
            let Some(file) = exclusive(&path)? else { return Ok(None) };
            // Its last holder may have removed the file after it was opened here.
            if is_same(&file, &path)? {
                return Ok(Some(Self { path, file: Some(file) }));
            }
        }
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // While it is still locked, or the file of the next writer would go.
            let _ = fs::remove_file(&self.path);
        } else {
            // An open file has to be closed first, and cannot be removed where somebody else has it.
            self.file = None;
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether an open file is the one that a path leads to.
#[cfg(unix)]
pub(super) fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let opened = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((opened.dev(), opened.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
pub(super) fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
fn exclusive(path: &Path) -> io::Result<Option<File>> {
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    Ok(lock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive)?.then_some(file))
}

/// Opens the file so that nobody else can.
#[cfg(windows)]
fn exclusive(path: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    /// The file is in use.
    const SHARING_VIOLATION: i32 = 32;
    match File::options().write(true).create(true).truncate(false).share_mode(0).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Marks a store as being read, by its open marker. `false` if it is being removed.
#[cfg(unix)]
pub(super) fn for_reading(marker: &File) -> bool {
    // Where files cannot be locked, reading goes on without.
    lock(marker, rustix::fs::FlockOperation::NonBlockingLockShared).unwrap_or(true)
}

/// Marks a store as being removed, by its open marker. `false` if it is being read.
#[cfg(unix)]
pub(super) fn for_removing(marker: &File) -> bool {
    lock(marker, rustix::fs::FlockOperation::NonBlockingLockExclusive).unwrap_or(true)
}

// Elsewhere the system does not let open files be removed or their folder be renamed.
#[cfg(not(unix))]
pub(super) fn for_reading(_: &File) -> bool {
    true
}

#[cfg(not(unix))]
pub(super) fn for_removing(_: &File) -> bool {
    true
}

/// Locks a file; `false` if it is locked by somebody else.
#[cfg(unix)]
fn lock(file: &File, operation: rustix::fs::FlockOperation) -> io::Result<bool> {
    use rustix::io::Errno;
    loop {
        return match rustix::fs::flock(file, operation) {
            Ok(()) => Ok(true),
            Err(Errno::WOULDBLOCK) => Ok(false),
            Err(Errno::INTR) => continue,
            Err(error) => Err(error.into()),
        };
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".plan.lock");
        let first = WriterLock::take(path.clone()).unwrap().unwrap();
        assert!(WriterLock::take(path.clone()).unwrap().is_none());
        drop(first);
        assert!(!path.exists());
        assert!(WriterLock::take(path.clone()).unwrap().is_some());
    }

    #[test]
    fn a_lock_file_that_a_killed_process_left_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".plan.lock");
        fs::write(&path, "").unwrap();
        assert!(WriterLock::take(path).unwrap().is_some());
    }
}

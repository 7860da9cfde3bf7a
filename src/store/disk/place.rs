//! Where a store stands, what may stand beside it, and how folders change places.

use super::lock::{self, WriterLock};
use super::marker::{MARKER, Marker};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Characters that a temporary name ends with.
const RANDOM: usize = 6;

/// The place of a store: a name in a folder.
#[derive(Debug)]
pub(super) struct Place {
    parent: PathBuf,
    name: OsString,
}

/// What stands in a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Occupant {
    /// Nothing, or an empty folder.
    Nothing,
    /// A store, and nothing else.
    Store,
    /// A file or device.
    File,
    /// A folder with this in it, which belongs to no store.
    Foreign(OsString),
}

impl Place {
    /// The place that a path leads to, through links; nothing if the path has no name that could be given to a folder.
    pub(super) fn of(path: &Path) -> io::Result<Option<Self>> {
        let path = if path.symlink_metadata().is_ok() {
            fs::canonicalize(path)?
        } else {
            let Some(name) = path.file_name() else { return Ok(None) };
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            fs::canonicalize(parent.unwrap_or(Path::new(".")))?.join(name)
        };
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
        Ok(Some(Self { parent: parent.to_owned(), name: name.to_owned() }))
    }

    pub(super) fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// Takes the lock of the place; nothing if another process has it.
    pub(super) fn lock(&self) -> io::Result<Option<WriterLock>> {
        WriterLock::take(self.parent.join(self.beside(".lock")))
    }

    /// A new folder beside the place, which is removed when it is dropped.
    pub(super) fn new_folder(&self) -> io::Result<TempDir> {
        self.temporary(".new-")
    }

    pub(super) fn occupant(&self) -> io::Result<Occupant> {
        let path = self.path();
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Occupant::Nothing),
            Err(_) if !path.is_dir() => return Ok(Occupant::File),
            Err(error) => return Err(error),
        };
        let mut names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        if !Marker::is_in(&path) {
            return Ok(names.into_iter().next().map_or(Occupant::Nothing, Occupant::Foreign));
        }
        let foreign = names.into_iter().find(|name| !is_of_a_store(name));
        Ok(foreign.map_or(Occupant::Store, Occupant::Foreign))
    }

    /// Removes what writers that were killed left here. To be called with the lock.
    pub(super) fn sweep(&self) -> io::Result<()> {
        let (new, old) = (self.beside(".new-"), self.beside(".old-"));
        for entry in fs::read_dir(&self.parent)? {
            let entry = entry?;
            let name = entry.file_name();
            let is_old = is_temporary(&name, &old);
            if !(is_old || is_temporary(&name, &new)) || !entry.file_type()?.is_dir() {
                continue;
            }
            // Killed between two renames: the old store is still the one.
            if is_old && Marker::is_in(&entry.path()) && !self.path().exists() {
                fs::rename(entry.path(), self.path())?;
                continue;
            }
            // What cannot be removed now is tried again the next time.
            let _ = discard(&entry.path());
        }
        Ok(())
    }

    /// Puts a complete folder into the place. `false` if what stood there before is still being read and was left beside it.
    pub(super) fn put(&self, folder: TempDir) -> io::Result<bool> {
        let target = self.path();
        let old = if !target.exists() {
            fs::rename(folder.path(), &target)?;
            // It has moved: there is nothing left to clean up.
            let _ = folder.keep();
            None
        } else if exchange(folder.path(), &target)? {
            Some(folder.keep())
        } else {
            Some(self.put_in_two_steps(folder)?)
        };
        sync_folder(&self.parent)?;
        // The new store is in its place, whatever becomes of the old one.
        Ok(old.is_none_or(|old| discard(&old).unwrap_or(false)))
    }

    /// For systems where folders cannot be exchanged. Gives the place of the old folder.
    fn put_in_two_steps(&self, folder: TempDir) -> io::Result<PathBuf> {
        let target = self.path();
        // A rename replaces an empty folder; elsewhere it needs the name to be free.
        let aside = self.temporary(".old-")?.keep();
        if cfg!(not(unix)) {
            fs::remove_dir(&aside)?;
        }
        fs::rename(&target, &aside)?;
        if let Err(error) = fs::rename(folder.path(), &target) {
            fs::rename(&aside, &target)?;
            return Err(error);
        }
        let _ = folder.keep();
        Ok(aside)
    }

    /// A name that begins with a dot and that of the place.
    fn beside(&self, ending: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(ending);
        name
    }

    fn temporary(&self, ending: &str) -> io::Result<TempDir> {
        let prefix = self.beside(ending);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).rand_bytes(RANDOM);
        // Temporary folders are closed to others; a store is as open as other new folders.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        builder.tempdir_in(&self.parent)
    }
}

/// Whether a name is a prefix and random characters.
fn is_temporary(name: &OsStr, prefix: &OsStr) -> bool {
    let random = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    random.is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric))
}

/// Whether a file's name is one that RocksDB gives, or that of the marker.
fn is_of_a_store(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    if ["CURRENT", "IDENTITY", "LOCK", "LOG", MARKER].contains(&name) {
        return true;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if ["MANIFEST-", "OPTIONS-", "LOG.old."]
        .iter()
        .any(|start| name.strip_prefix(start).is_some_and(is_number))
    {
        return true;
    }
    name.split_once('.').is_some_and(|(stem, ending)| is_number(stem) && ["sst", "log"].contains(&ending))
}

/// Removes a folder that has lost its name. `false` if it is a store that somebody reads.
fn discard(folder: &Path) -> io::Result<bool> {
    // Held until the folder is gone, so that nobody begins to read it.
    let marker = File::open(folder.join(MARKER)).ok();
    if marker.as_ref().is_some_and(|marker| !lock::for_removing(marker)) {
        return Ok(false);
    }
    fs::remove_dir_all(folder)?;
    Ok(true)
}

/// Lets two folders change names in one step; `false` where that cannot be done.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // Neither every system nor every file system has this.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Brings the files of a folder, and the folder itself, onto the disk.
pub(super) fn sync_all(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        for entry in fs::read_dir(folder)? {
            File::open(entry?.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// A rename is on the disk only when its folder is.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(parent: &Path) -> Place {
        Place::of(&parent.join("plan")).unwrap().unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// A folder that has a marker with a number of quads.
    fn marked(folder: &Path, quads: u64) {
        fs::create_dir_all(folder).unwrap();
        Marker::new(quads).write(folder).unwrap();
    }

    fn quads(folder: &Path) -> u64 {
        Marker::read(&File::open(folder.join(MARKER)).unwrap()).unwrap().unwrap().quads
    }

    #[test]
    fn only_names_of_a_store_are_of_a_store() {
        for name in
            ["CURRENT", "000012.sst", "000004.log", "MANIFEST-000005", "OPTIONS-000007", "LOG.old.17", MARKER]
        {
            assert!(is_of_a_store(name.as_ref()), "{name}");
        }
        for name in ["notes.txt", "report.tsv", ".sst", "a12.sst", "MANIFEST-", "changes.log", "12", "12.csv"]
        {
            assert!(!is_of_a_store(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn a_place_is_found_through_links_and_needs_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let parent = fs::canonicalize(folder.path()).unwrap();
        assert_eq!(place(&parent).path(), parent.join("plan"));
        assert!(Place::of(Path::new("/")).unwrap().is_none());
        Place::of(&parent.join("nowhere/plan")).unwrap_err();
        #[cfg(unix)]
        {
            fs::create_dir(parent.join("real")).unwrap();
            std::os::unix::fs::symlink("real", parent.join("link")).unwrap();
            assert_eq!(Place::of(&parent.join("link")).unwrap().unwrap().path(), parent.join("real"));
        }
    }

    #[test]
    fn occupants() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        assert_eq!(place.occupant().unwrap(), Occupant::Nothing);
        fs::create_dir(place.path()).unwrap();
        assert_eq!(place.occupant().unwrap(), Occupant::Nothing);
        fs::write(place.path().join("CURRENT"), "").unwrap();
        assert_eq!(place.occupant().unwrap(), Occupant::Foreign("CURRENT".into()));
        marked(&place.path(), 1);
        assert_eq!(place.occupant().unwrap(), Occupant::Store);
        fs::write(place.path().join("notes.txt"), "").unwrap();
        assert_eq!(place.occupant().unwrap(), Occupant::Foreign("notes.txt".into()));
        fs::remove_dir_all(place.path()).unwrap();
        fs::write(place.path(), "").unwrap();
        assert_eq!(place.occupant().unwrap(), Occupant::File);
    }

    #[test]
    fn both_ways_of_replacing_put_the_new_folder_in_place_and_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        for number in 1..=3 {
            let new = place.new_folder().unwrap();
            marked(new.path(), number);
            assert!(place.put(new).unwrap());
            assert_eq!((quads(&place.path()), names(folder.path())), (number, vec!["plan".to_owned()]));
        }
        let new = place.new_folder().unwrap();
        marked(new.path(), 4);
        let old = place.put_in_two_steps(new).unwrap();
        assert_eq!((quads(&place.path()), quads(&old)), (4, 3));
        place.sweep().unwrap();
        assert_eq!(names(folder.path()), ["plan"]);
    }

    #[test]
    fn a_sweep_removes_what_killed_writers_left_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        for orphan in [".plan.new-abc123", ".plan.old-abc123"] {
            marked(&folder.path().join(orphan), 1);
        }
        let others =
            [".plan.new-abc1234", ".plan.new-a.c123", ".plan2.new-abc123", "plan", "plan.new-abc123"];
        for other in others {
            fs::create_dir(folder.path().join(other)).unwrap();
        }
        fs::write(folder.path().join(".plan.new-abc124"), "a file").unwrap();
        place.sweep().unwrap();
        let mut left: Vec<&str> = others.iter().copied().chain([".plan.new-abc124"]).collect();
        left.sort_unstable();
        assert_eq!(names(folder.path()), left);
    }

    #[test]
    fn an_old_store_without_a_successor_gets_its_name_back() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        marked(&folder.path().join(".plan.old-abc123"), 5);
        place.sweep().unwrap();
        assert_eq!((quads(&place.path()), names(folder.path())), (5, vec!["plan".to_owned()]));
    }
}

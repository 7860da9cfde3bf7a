//! Outputs: files appear whole or not at all.

use super::exit::{Exit, Failure, OrExit};
use super::input::is_standard;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that gets its name only when it is complete.
#[derive(Debug)]
pub(crate) struct NewFile {
    file: NamedTempFile,
    path: PathBuf,
}

impl NewFile {
    /// Begins a file beside the place where it is to stand.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        if path.is_dir() {
            return Err(Failure::new(Exit::Output, anyhow::anyhow!("{} is a folder", path.display())));
        }
        let folder = folder_of(path);
        let file = NamedTempFile::new_in(folder)
            // The error would name the temporary file, which says nothing to anybody.
            .map_err(|error| io::Error::from(error.kind()))
            .or_exit(Exit::Output, || format!("cannot write into {}", folder.display()))?;
        Ok(Self { file, path: path.to_owned() })
    }

    pub(crate) fn writer(&mut self) -> BufWriter<&mut File> {
        BufWriter::with_capacity(1 << 18, self.file.as_file_mut())
    }

    /// The file so far, for reading it back.
    pub(crate) fn reopen(&self) -> Result<File, Failure> {
        self.file.reopen().or_exit(Exit::Output, || self.path.display().to_string())
    }

    /// Gives the file its name, once its bytes are on the disk.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let shown = self.path.display().to_string();
        self.file.as_file().sync_all().or_exit(Exit::Output, || shown.clone())?;
        keep_usual_permissions(self.file.as_file(), &self.path).or_exit(Exit::Output, || shown.clone())?;
        self.file.persist(&self.path).map_err(|error| error.error).or_exit(Exit::Output, || shown.clone())?;
        sync_folder(folder_of(&self.path)).or_exit(Exit::Output, || shown)
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are readable by their owner alone; what replaces a file gets its permissions, a new file the usual
/// ones.
#[cfg(unix)]
fn keep_usual_permissions(file: &File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o644, |old| old.permissions().mode() & 0o777);
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_usual_permissions(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// A rename is on the disk only when its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes to a file, or to standard output if there is none or it is `-`.
pub(crate) fn write_to<E: Into<anyhow::Error>>(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), Failure> {
    match path.filter(|path| !is_standard(path)) {
        None => {
            let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
            write(&mut out).or_exit(Exit::Output, || "standard output".to_owned())?;
            out.flush().or_exit(Exit::Output, || "standard output".to_owned())
        }
        // A device or a pipe cannot be replaced by renaming; it is written straight.
        Some(path) if is_special(path) => {
            let file = File::options()
                .write(true)
                .open(path)
                .or_exit(Exit::Output, || path.display().to_string())?;
            let mut out = BufWriter::with_capacity(1 << 18, file);
            write(&mut out).or_exit(Exit::Output, || path.display().to_string())?;
            out.flush().or_exit(Exit::Output, || path.display().to_string())
        }
        Some(path) => {
            let mut file = NewFile::create(path)?;
            let mut out = file.writer();
            write(&mut out).or_exit(Exit::Output, || path.display().to_string())?;
            out.flush().or_exit(Exit::Output, || path.display().to_string())?;
            drop(out);
            file.finish()
        }
    }
}

pub(crate) fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

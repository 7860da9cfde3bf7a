//! The folder that `build` writes: filled beside its place, then put there as a whole.

use crate::cli::exit::{Exit, Failure, OrExit};
use crate::source::digest::sha256_hex;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The file that says what a folder holds, and that this program wrote it.
const MANIFEST: &str = "manifest.json";

/// A folder that is being filled.
#[derive(Debug)]
pub(super) struct NewFolder {
    staging: TempDir,
    target: PathBuf,
    files: Vec<BuiltFile>,
}

/// A file of the folder.
#[derive(Debug, Clone)]
pub(super) struct BuiltFile {
    /// Name below the folder.
    pub(super) name: String,
    /// What it is for.
    pub(super) about: String,
    /// Size in bytes, once it is written.
    pub(super) size: u64,
}

impl NewFolder {
    /// Begins a folder beside its place. A folder that is there already must be empty or one that `build` wrote.
    pub(super) fn create(target: &Path, force: bool) -> Result<Self, Failure> {
        let shown = || target.display().to_string();
        if target.exists() {
            if !target.is_dir() {
                return Err(Failure::new(
                    Exit::Output,
                    anyhow::anyhow!("{} is not a folder", target.display()),
                ));
            }
            let empty = fs::read_dir(target).or_exit(Exit::Output, shown)?.next().is_none();
            if !force && !empty && !was_built(target) {
                return Err(Failure::new(
                    Exit::Output,
                    anyhow::anyhow!(
                        "{} holds files that build did not write; --force replaces what build writes there",
                        target.display()
                    ),
                ));
            }
        }
        let parent =
            target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).or_exit(Exit::Output, shown)?;
        let staging = tempfile::Builder::new()
            .prefix(".policygraph-")
            .tempdir_in(parent)
            .or_exit(Exit::Output, shown)?;
        Ok(Self { staging, target: target.to_owned(), files: Vec::new() })
    }

    /// The path for a new file of the folder.
    pub(super) fn file(&mut self, name: &str, about: &str) -> PathBuf {
        let path = self.staging.path().join(name);
        if let Some(parent) = path.parent() {
            // If this fails, so does the writing of the file, with a better message.
            let _ = fs::create_dir_all(parent);
        }
        self.files.push(BuiltFile { name: name.to_owned(), about: about.to_owned(), size: 0 });
        path
    }

    /// Writes down what the folder holds: sizes, digests, counts. No clock: the same input gives the same bytes.
    pub(super) fn write_manifest(&mut self, counts: &Value) -> Result<(), Failure> {
        let mut files = Map::new();
        for file in &mut self.files {
            let bytes =
                fs::read(self.staging.path().join(&file.name)).or_exit(Exit::Output, || file.name.clone())?;
            file.size = bytes.len() as u64;
            let digest = sha256_hex(&bytes);
            files.insert(
                file.name.clone(),
                json!({ "bytes": file.size, "sha256": digest, "about": file.about }),
            );
        }
        let manifest = json!({
            "generator": concat!("policygraph ", env!("CARGO_PKG_VERSION")),
            "counts": counts,
            "files": files,
        });
        let text =
            serde_json::to_string_pretty(&manifest).or_exit(Exit::Output, || MANIFEST.to_owned())? + "\n";
        let path = self.file(MANIFEST, "what the folder holds: sizes, digests, counts");
        fs::write(&path, &text).or_exit(Exit::Output, || MANIFEST.to_owned())?;
        if let Some(file) = self.files.last_mut() {
            file.size = text.len() as u64;
        }
        Ok(())
    }

    /// Puts the folder in its place. What an earlier build wrote there goes; other files stay.
    pub(super) fn finish(self) -> Result<Vec<BuiltFile>, Failure> {
        let shown = || self.target.display().to_string();
        if !self.target.exists() {
            make_readable(self.staging.path()).or_exit(Exit::Output, shown)?;
            fs::rename(self.staging.path(), &self.target).or_exit(Exit::Output, shown)?;
            // The folder has moved: there is nothing left to clean up.
            let _ = self.staging.keep();
            return Ok(self.files);
        }
        for old in earlier_files(&self.target) {
            let is_new = self.files.iter().any(|file| file.name == old);
            if !is_new {
                // A file that somebody removed already is as it should be.
                let path = self.target.join(old);
                let _ = fs::remove_file(&path);
                // A folder that still holds something stays.
                if let Some(parent) = path.parent().filter(|parent| *parent != self.target) {
                    let _ = fs::remove_dir(parent);
                }
            }
        }
        for file in &self.files {
            let to = self.target.join(&file.name);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).or_exit(Exit::Output, shown)?;
            }
            fs::rename(self.staging.path().join(&file.name), &to)
                .or_exit(Exit::Output, || file.name.clone())?;
        }
        Ok(self.files)
    }
}

/// Temporary folders are closed to others; what is published is not.
#[cfg(unix)]
fn make_readable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn manifest(folder: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()
}

fn was_built(folder: &Path) -> bool {
    let generator =
        manifest(folder).and_then(|manifest| manifest.get("generator")?.as_str().map(str::to_owned));
    generator.is_some_and(|generator| generator.starts_with("policygraph "))
}

/// Names that the manifest of an earlier build lists, as far as they stay inside the folder.
fn earlier_files(folder: &Path) -> Vec<String> {
    let listed = manifest(folder).filter(|_| was_built(folder));
    let names = listed
        .as_ref()
        .and_then(|manifest| manifest.get("files")?.as_object())
        .map(|files| files.keys().cloned().collect::<Vec<_>>());
    let inside = |name: &String| {
        Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    names.unwrap_or_default().into_iter().filter(inside).collect()
}

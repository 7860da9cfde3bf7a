//! The folder that `build` writes: filled beside its place, then put there as a whole.

use crate::bundle::{BundleFile, MediaType};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::source::digest::sha256_of;
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The file that says what a folder holds, and that this program wrote it.
const MANIFEST: &str = "manifest.json";

/// The digests of all other files, as `sha256sum` writes and checks them.
const SUMS: &str = "SHA256SUMS";

/// A folder that is being filled.
#[derive(Debug)]
pub(super) struct NewFolder {
    staging: TempDir,
    target: PathBuf,
    files: Vec<BundleFile>,
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

    /// The path for a new file of the folder; what it is for is said in English and in Japanese.
    pub(super) fn file(&mut self, name: &str, about: &str, about_ja: &str) -> PathBuf {
        let path = self.staging.path().join(name);
        if let Some(parent) = path.parent() {
            // If this fails, so does the writing of the file, with a better message.
            let _ = fs::create_dir_all(parent);
        }
        self.files.push(BundleFile {
            name: name.to_owned(),
            about: about.to_owned(),
            about_ja: about_ja.to_owned(),
            media_type: MediaType::of_name(name),
            bytes: 0,
            sha256: String::new(),
        });
        path
    }

    /// Whether the folder has a file of that name so far.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name)
    }

    /// The files so far, with size and digest. All of them have to be written by now, and none may change afterwards.
    pub(super) fn measured(&mut self) -> Result<&[BundleFile], Failure> {
        for file in self.files.iter_mut().filter(|file| file.sha256.is_empty()) {
            let written = fs::File::open(self.staging.path().join(&file.name));
            (file.bytes, file.sha256) =
                written.and_then(sha256_of).or_exit(Exit::Output, || file.name.clone())?;
        }
        Ok(&self.files)
    }

    /// Writes down what the folder holds: sizes, digests, counts. No clock: the same input gives the same bytes.
    pub(super) fn write_manifest(&mut self, counts: &Value) -> Result<(), Failure> {
        let mut files = Map::new();
        for file in self.measured()? {
            files.insert(
                file.name.clone(),
                json!({ "bytes": file.bytes, "sha256": file.sha256, "about": file.about }),
            );
        }
        let manifest = json!({
            "generator": concat!("policygraph ", env!("CARGO_PKG_VERSION")),
            "counts": counts,
            "files": files,
        });
        let text =
            serde_json::to_string_pretty(&manifest).or_exit(Exit::Output, || MANIFEST.to_owned())? + "\n";
        let path = self.file(
            MANIFEST,
            "what the folder holds: sizes, digests, counts",
            "フォルダーの内容: 大きさ、ハッシュ値、件数",
        );
        fs::write(&path, &text).or_exit(Exit::Output, || MANIFEST.to_owned())?;
        self.measured()?;
        Ok(())
    }

    /// Writes down the digests of all files so far, for `sha256sum -c`.
    pub(super) fn write_sums(&mut self) -> Result<(), Failure> {
        let mut lines: Vec<(String, String)> =
            self.measured()?.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
        lines.sort();
        let text =
            lines.iter().fold(String::new(), |text, (name, sha256)| text + sha256 + "  " + name + "\n");
        let path = self.file(
            SUMS,
            "SHA-256 of every other file, for sha256sum -c",
            "他の全ファイルの SHA-256(sha256sum -c で検証)",
        );
        fs::write(&path, &text).or_exit(Exit::Output, || SUMS.to_owned())?;
        self.measured()?;
        Ok(())
    }

    /// Puts the folder in its place. What an earlier build wrote there goes; other files stay.
    pub(super) fn finish(self) -> Result<Vec<BundleFile>, Failure> {
        let shown = || self.target.display().to_string();
        if !self.target.exists() {
            make_readable(self.staging.path()).or_exit(Exit::Output, shown)?;
            fs::rename(self.staging.path(), &self.target).or_exit(Exit::Output, shown)?;
            // The folder has moved: there is nothing left to clean up.
            let _ = self.staging.keep();
            return Ok(self.files);
        }
        let new: HashSet<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        for old in earlier_files(&self.target) {
            if !new.contains(old.as_str()) {
                // A file that somebody removed already is as it should be.
                let path = self.target.join(old);
                let _ = fs::remove_file(&path);
                // A folder that still holds something stays, and so do those above it.
                for parent in path.ancestors().skip(1).take_while(|parent| *parent != self.target) {
                    if fs::remove_dir(parent).is_err() {
                        break;
                    }
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

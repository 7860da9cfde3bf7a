//! Inputs: which kind a path is, and how it becomes a plan.

use super::args::Sources;
use super::exit::{Exit, Failure, OrExit};
use super::gzip::{inflated, is_gzip};
use super::profile::Profiles;
use super::render::FindingCounts;
use crate::export::{quads_by_chunk, quads_of};
use crate::plan::{BuildOptions, Plan, build};
use crate::profile::{Dataset, Profile};
use crate::rdf::Base;
use crate::register::Register;
use crate::source::{self, Document, Table};
use crate::store::{CopyError, LoadQuadsError, LoadTextError, Loader, Store, TextFormat};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// What is known beforehand, ready for use.
#[derive(Debug)]
pub(crate) struct Setting {
    profiles: Profiles,
    pub(crate) base: Base,
}

impl Setting {
    /// Reads the registers and the profiles of some inputs; says which profiles it takes unless `quiet`.
    pub(crate) fn new(sources: &Sources, inputs: &[PathBuf], quiet: bool) -> Result<Self, Failure> {
        let base = Base::new(&sources.base_iri).or_exit(Exit::Usage, || "--base-iri".to_owned())?;
        let mut register = Cow::Borrowed(Register::embedded());
        for path in &sources.registers {
            read_register(&mut register, path)?;
        }
        let profiles = Profiles::read(sources, register, inputs)?;
        if !quiet {
            profiles.announce(false);
        }
        Ok(Self { profiles, base })
    }

    /// The files of the profiles.
    #[cfg(feature = "serve")]
    pub(crate) fn profile_files(&self) -> impl Iterator<Item = PathBuf> {
        self.profiles.files()
    }

    /// The profile with which a table is read.
    pub(crate) fn profile(&self, path: &Path) -> &Profile {
        &self.profiles.of(path).profile
    }

    /// Says which profiles speak of the dataset alone: they matter to those who publish it.
    pub(crate) fn announce_descriptions(&self) {
        self.profiles.announce(true);
    }

    /// What the profile of an input says of the dataset.
    pub(crate) fn dataset(&self, path: &Path) -> &Dataset {
        self.profiles.dataset(path)
    }

    /// The register with which a table is read.
    pub(crate) fn register(&self, path: &Path) -> &Register {
        &self.profiles.of(path).register
    }

    /// Reads a table or a plan.
    pub(crate) fn plan(&self, path: &Path) -> Result<Plan, Failure> {
        Ok(self.plan_and_source(path)?.0)
    }

    /// Reads a table or a plan; with a table comes what it was read from.
    pub(crate) fn plan_and_source(&self, path: &Path) -> Result<(Plan, Option<(Document, Table)>), Failure> {
        let name = shown(path);
        if is_plan(path) {
            let bytes = std::fs::read(path).or_exit(Exit::Input, || name.clone())?;
            return Ok((Plan::from_json(&bytes).or_exit(Exit::Input, || name)?, None));
        }
        refuse_other_kinds(path, &name)?;
        let (document, table) = if is_standard(path) {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).or_exit(Exit::Input, || name.clone())?;
            source::read_bytes("standard input", bytes)
        } else {
            source::read(path)
        }
        .or_exit(Exit::Input, || name)?;
        let known = self.profiles.of(path);
        let options = BuildOptions { register: &known.register, profile: &known.profile };
        let plan = build(&document, &table, &options);
        Ok((plan, Some((document, table))))
    }
}

/// The graph of some inputs, in a store: in memory, unless they are one store on disk, which is read where it is.
pub(crate) fn load(setting: &Setting, inputs: &[PathBuf]) -> Result<Store, Failure> {
    if let [path] = inputs
        && path.is_dir()
    {
        return open_folder(path);
    }
    let store = Store::new().or_exit(Exit::Input, || "store".to_owned())?;
    let mut loader = store.loader();
    for path in inputs {
        add(&mut loader, setting, path)?;
    }
    loader.finish().or_exit(Exit::Input, || "store".to_owned())?;
    Ok(store)
}

/// Adds the graph of an input to a store. Gives what was found in it on the way.
pub(crate) fn add(loader: &mut Loader<'_>, setting: &Setting, path: &Path) -> Result<FindingCounts, Failure> {
    let name = || shown(path);
    if path.is_dir() {
        let other = open_folder(path)?;
        loader.load_store(&other).map_err(|error| match error {
            CopyError::Write(error) => not_taken(error),
            error => Failure::new(Exit::Input, anyhow::Error::new(error).context(name())),
        })?;
    } else if let Some(format) = rdf_format(path) {
        let file = File::open(path).or_exit(Exit::Input, name)?;
        let read = if is_gzip(path) {
            let size = file.metadata().or_exit(Exit::Input, name)?.len();
            loader.load_text(format, inflated(file, size))
        } else {
            loader.load_text(format, BufReader::new(file))
        };
        read.map_err(|error| match error {
            LoadTextError::Storage(error) => not_taken(LoadQuadsError::Storage(error)),
            error => Failure::new(Exit::Input, anyhow::Error::new(error).context(name())),
        })?;
    } else {
        let plan = setting.plan(path)?;
        for quads in quads_by_chunk(&plan, &setting.base) {
            loader.load_quads(quads.or_exit(Exit::Input, name)?).map_err(not_taken)?;
        }
        return Ok(FindingCounts::of(&plan.diagnostics));
    }
    Ok(FindingCounts::default())
}

/// That a store takes no more is no fault of an input.
fn not_taken(error: LoadQuadsError) -> Failure {
    Failure::new(Exit::Output, error)
}

/// Opens a store on disk for reading.
#[cfg(feature = "persist")]
pub(crate) fn open_folder(path: &Path) -> Result<Store, Failure> {
    Store::open_read_only(path).or_exit(Exit::Input, || shown(path))
}

#[cfg(not(feature = "persist"))]
pub(crate) fn open_folder(path: &Path) -> Result<Store, Failure> {
    Err(Failure::new(
        Exit::Input,
        anyhow::anyhow!(
            "{} is a folder, and this program was built without stores on disk; \
             `cargo install --path . --features persist` builds it with them",
            shown(path)
        ),
    ))
}

/// Puts the graph of a plan into a store.
pub(crate) fn load_plan(store: &Store, plan: &Plan, setting: &Setting) -> Result<(), Failure> {
    let quads = quads_of(plan, &setting.base).or_exit(Exit::Input, || plan.document.file.clone())?;
    store.load_quads(quads).or_exit(Exit::Input, || plan.document.file.clone())
}

/// Adds the register in a file.
pub(crate) fn read_register(register: &mut Cow<'static, Register>, path: &Path) -> Result<(), Failure> {
    let name = path.display().to_string();
    let file = File::open(path).or_exit(Exit::Input, || name.clone())?;
    register.to_mut().read_turtle(BufReader::new(file), &name).or_exit(Exit::Input, || name.clone())
}

/// The syntax of a path that is one of RDF, compressed (`.nq.gz`) or not.
pub(crate) fn rdf_format(path: &Path) -> Option<TextFormat> {
    let extension = |path: &Path| TextFormat::from_extension(path.extension()?.to_str()?);
    if is_gzip(path) { extension(&path.with_extension("")) } else { extension(path) }
}

/// Whether a path is that of a plan as JSON.
pub(crate) fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// Kinds of files that are no tables.
fn refuse_other_kinds(path: &Path, name: &str) -> Result<(), Failure> {
    if path.is_dir() {
        let error = anyhow::anyhow!("{name} is a folder; only `query` and `view` take one, if it is a store");
        return Err(Failure::new(Exit::Input, error));
    }
    let extension =
        path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let reason = match extension.as_str() {
        _ if rdf_format(path).is_some() => "is RDF already; `query` and `view` take it",
        "gz" => "is compressed, which only RDF may be: .ttl.gz, .nt.gz, .nq.gz and .trig.gz",
        "rdf" | "jsonld" | "owl" => "is RDF in a syntax that is written, but not read",
        _ => return Ok(()),
    };
    Err(Failure::new(Exit::Input, anyhow::anyhow!("{name} {reason}")))
}

/// Whether a path stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A path as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    if is_standard(path) { "standard input".to_owned() } else { path.display().to_string() }
}

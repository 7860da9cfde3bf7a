//! Inputs: which kind a path is, and how it becomes a plan.

use super::args::Sources;
use super::exit::{Exit, Failure, OrExit};
use super::profile::Profiles;
use crate::export::quads_of;
use crate::plan::{BuildOptions, Plan, build};
use crate::profile::Profile;
use crate::rdf::Base;
use crate::register::Register;
use crate::source::{self, Document, Table};
use crate::store::{Store, TextFormat};
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
            profiles.announce();
        }
        Ok(Self { profiles, base })
    }

    /// The profile with which a table is read.
    pub(crate) fn profile(&self, path: &Path) -> &Profile {
        &self.profiles.of(path).profile
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

/// The graph of some inputs, in a store.
pub(crate) fn load(setting: &Setting, inputs: &[PathBuf]) -> Result<Store, Failure> {
    let store = Store::new().or_exit(Exit::Input, || "store".to_owned())?;
    for path in inputs {
        let name = shown(path);
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if let Some(format) = TextFormat::from_extension(extension) {
            let file = File::open(path).or_exit(Exit::Input, || name.clone())?;
            store.load_text(format, BufReader::new(file)).or_exit(Exit::Input, || name.clone())?;
        } else {
            load_plan(&store, &setting.plan(path)?, setting)?;
        }
    }
    Ok(store)
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

/// Whether a path is that of a plan as JSON.
pub(crate) fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// Kinds of files that are no tables.
fn refuse_other_kinds(path: &Path, name: &str) -> Result<(), Failure> {
    let extension =
        path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let reason = match extension.as_str() {
        "ttl" | "nt" | "nq" | "trig" => "is RDF already; `query` and `view` take it",
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

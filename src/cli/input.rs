//! Inputs: which kind a path is, and how it becomes a plan.

use super::args::Sources;
use super::exit::{Exit, Failure, OrExit};
use crate::export::quads_of;
use crate::plan::{BuildOptions, Plan, build};
use crate::rdf::Base;
use crate::register::Register;
use crate::source::{Document, Table};
use crate::store::{Store, TextFormat};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// What is known beforehand, ready for use.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) register: Cow<'static, Register>,
    pub(crate) base: Base,
}

impl Setting {
    pub(crate) fn new(sources: &Sources) -> Result<Self, Failure> {
        let base = Base::new(&sources.base_iri).or_exit(Exit::Usage, || "--base-iri".to_owned())?;
        let mut register = Cow::Borrowed(Register::embedded());
        for path in &sources.registers {
            let name = path.display().to_string();
            let file = File::open(path).or_exit(Exit::Input, || name.clone())?;
            register
                .to_mut()
                .read_turtle(BufReader::new(file), &name)
                .or_exit(Exit::Input, || name.clone())?;
        }
        Ok(Self { register, base })
    }

    /// Reads a table or a plan.
    pub(crate) fn plan(&self, path: &Path) -> Result<Plan, Failure> {
        Ok(self.plan_and_source(path)?.0)
    }

    /// Reads a table or a plan; with a table comes what it was read from.
    pub(crate) fn plan_and_source(&self, path: &Path) -> Result<(Plan, Option<(Document, Table)>), Failure> {
        let name = shown(path);
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            let bytes = std::fs::read(path).or_exit(Exit::Input, || name.clone())?;
            return Ok((Plan::from_json(&bytes).or_exit(Exit::Input, || name)?, None));
        }
        refuse_other_kinds(path, &name)?;
        let document = if is_standard(path) {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).or_exit(Exit::Input, || name.clone())?;
            Document::from_bytes("standard input", bytes)
        } else {
            Document::from_path(path)
        }
        .or_exit(Exit::Input, || name.clone())?;
        let table = Table::read(&document).or_exit(Exit::Input, || name.clone())?;
        let plan = build(&document, &table, &BuildOptions { register: &self.register });
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

/// Kinds of files that are no tables, or that are not read yet.
fn refuse_other_kinds(path: &Path, name: &str) -> Result<(), Failure> {
    let extension =
        path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let reason = match extension.as_str() {
        "ttl" | "nt" | "nq" | "trig" => "is RDF already; `query` and `view` take it",
        "rdf" | "jsonld" | "owl" => "is RDF in a syntax that is written, but not read",
        "csv" | "xlsx" | "xls" | "html" | "htm" => {
            "is a kind of table that is not read yet; save it as tab-separated text (.tsv)"
        }
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

//! Inputs: which kind a path is, and how it becomes a plan.

use super::args::Sources;
use super::exit::{Exit, Failure, OrExit};
use crate::plan::{BuildOptions, Plan, build};
use crate::rdf::Base;
use crate::register::Register;
use crate::source::{Document, SourceError, Table};
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// What is known beforehand, ready for use.
#[derive(Debug)]
pub(crate) struct Setting {
    register: Cow<'static, Register>,
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
        let name = shown(path);
        if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
        {
            let bytes = std::fs::read(path).or_exit(Exit::Input, || name.clone())?;
            return serde_json::from_slice(&bytes).or_exit(Exit::Input, || format!("{name} is no plan JSON"));
        }
        refuse_other_kinds(path, &name)?;
        let document = if is_standard(path) {
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .or_exit(Exit::Input, || name.clone())?;
            Document::from_bytes("standard input", bytes)
        } else {
            Document::from_path(path)
        }
        .or_exit(Exit::Input, || name.clone())?;
        let table = Table::read(&document)
            .map_err(|error: SourceError| error)
            .or_exit(Exit::Input, || name.clone())?;
        Ok(build(
            &document,
            &table,
            &BuildOptions {
                register: &self.register,
            },
        ))
    }
}

/// Kinds of files that are no tables, or that are not read yet.
fn refuse_other_kinds(path: &Path, name: &str) -> Result<(), Failure> {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
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
    if is_standard(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

//! Profiles: which file is the profile of an input, and the registers that it names.

use super::args::Sources;
use super::exit::{Exit, Failure, OrExit};
use super::input::{is_plan, is_standard, rdf_format, read_register};
use crate::profile::{Dataset, Profile};
use crate::register::Register;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The profile of all tables in a folder that have none of their own.
const FOLDER_PROFILE: &str = "plan.toml";

/// A profile with the registers that go with it.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) profile: Cow<'static, Profile>,
    pub(crate) register: Cow<'static, Register>,
}

/// The profiles of all inputs, each read once.
#[derive(Debug)]
pub(crate) struct Profiles {
    /// For inputs without a profile.
    none: Reading,
    readings: BTreeMap<PathBuf, Reading>,
    /// The file of each input that has a profile.
    files: BTreeMap<PathBuf, PathBuf>,
    /// The profile that holds for all inputs.
    given: Option<PathBuf>,
}

impl Profiles {
    /// The files that were read.
    #[cfg(feature = "serve")]
    pub(crate) fn files(&self) -> impl Iterator<Item = PathBuf> {
        self.readings.keys().cloned()
    }

    /// Finds and reads the profiles of some inputs; `register` is that of inputs without one.
    pub(crate) fn read(
        sources: &Sources,
        register: Cow<'static, Register>,
        inputs: &[PathBuf],
    ) -> Result<Self, Failure> {
        let mut profiles = Self {
            none: Reading { profile: Cow::Borrowed(Profile::EMPTY), register },
            readings: BTreeMap::new(),
            files: BTreeMap::new(),
            given: sources.profile.clone(),
        };
        // What it says of the dataset counts for plans, too, that have been read already.
        if let Some(file) = &sources.profile {
            let reading = profiles.read_file(file)?;
            profiles.readings.insert(file.clone(), reading);
        }
        for input in inputs.iter().filter(|input| is_table(input)) {
            let file = match &sources.profile {
                Some(file) => Some(file.clone()),
                None if sources.no_profile => None,
                None => beside(input),
            };
            let Some(file) = file else { continue };
            if !profiles.readings.contains_key(&file) {
                let reading = profiles.read_file(&file)?;
                profiles.readings.insert(file.clone(), reading);
            }
            profiles.files.insert(input.clone(), file);
        }
        profiles.one_document_each()?;
        Ok(profiles)
    }

    fn read_file(&self, file: &Path) -> Result<Reading, Failure> {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).or_exit(Exit::Input, || name.clone())?;
        let profile = Profile::from_toml(&text, &name).map_err(|error| Failure::new(Exit::Input, error))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut register = self.none.register.clone();
        for path in &profile.registers {
            read_register(&mut register, &folder.join(path))?;
        }
        Ok(Reading { profile: Cow::Owned(profile), register })
    }

    /// Two inputs that a profile calls one document would overwrite each other's facts.
    fn one_document_each(&self) -> Result<(), Failure> {
        let mut named: BTreeMap<&str, &Path> = BTreeMap::new();
        for (input, file) in &self.files {
            let document = self.readings.get(file).and_then(|reading| reading.profile.document.as_deref());
            if let Some(document) = document
                && let Some(other) = named.insert(document, input)
            {
                return Err(Failure::usage(format!(
                    "{} and {} are both the document `{document}`, says {}; give each a profile of its own",
                    other.display(),
                    input.display(),
                    file.display()
                )));
            }
        }
        Ok(())
    }

    /// What an input is read with.
    pub(crate) fn of(&self, input: &Path) -> &Reading {
        self.files.get(input).and_then(|file| self.readings.get(file)).unwrap_or(&self.none)
    }

    /// What is said of the dataset in the profile of an input.
    pub(crate) fn dataset(&self, input: &Path) -> &Dataset {
        let file = self.files.get(input).or(self.given.as_ref());
        &file.and_then(|file| self.readings.get(file)).unwrap_or(&self.none).profile.dataset
    }

    /// Says on standard error which profiles are used for reading; with `describing`, which others say something of the
    /// dataset. That it cannot be said is no reason to stop.
    pub(crate) fn announce(&self, describing: bool) {
        let mut err = io::stderr().lock();
        let shown = |reading: &Reading| {
            // One that says nothing at all was meant for reading.
            let describes_only =
                reading.profile.dataset != Dataset::EMPTY && !reading.profile.changes_reading();
            describes_only == describing
        };
        for (file, _) in self.readings.iter().filter(|(_, reading)| shown(reading)) {
            let _ = writeln!(err, "profile: {}", file.display());
        }
    }
}

/// The profile beside a table: of its own name, else that of the folder.
fn beside(input: &Path) -> Option<PathBuf> {
    if is_standard(input) {
        return None;
    }
    let own = input.with_extension("toml");
    let of_folder = input.with_file_name(FOLDER_PROFILE);
    [own, of_folder].into_iter().find(|file| file != input && file.is_file())
}

/// Whether an input is a table; plans, RDF and stores have been read already.
fn is_table(input: &Path) -> bool {
    !is_plan(input) && rdf_format(input).is_none() && !input.is_dir()
}

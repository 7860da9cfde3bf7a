//! The facts of some inputs: straight from tables and plans, by questions from everything else.

use super::args::Sources;
use super::ask::{failed, open, own_limits};
use super::engine::are_plans;
use super::exit::{Exit, Failure, OrExit};
use super::input::{Setting, shown};
use crate::facts::{Builder, Extent, Facts};
use std::io::{self, Write};
use std::path::PathBuf;

/// Reads what views need; `question` names the command in messages.
pub(crate) fn facts(
    sources: &Sources,
    inputs: &[PathBuf],
    extent: Extent,
    question: &str,
) -> Result<Facts, Failure> {
    if are_plans(inputs) {
        let setting = Setting::new(sources, inputs, false)?;
        let mut facts = Builder::for_views(setting.base.clone(), extent);
        for path in inputs {
            facts.add_plan(&setting.plan(path)?).or_exit(Exit::Input, || shown(path))?;
        }
        return Ok(facts.finish());
    }
    // Our own questions; what a foreign endpoint answers to them is bounded all the same.
    let source = open(sources, inputs, &own_limits(inputs), None)?;
    let facts = Facts::from_source(&*source, extent).map_err(|error| failed(error, question))?;
    if facts.passed_over() > 0 {
        let _ = writeln!(
            io::stderr().lock(),
            "policygraph: {} statements were passed over: they are not between things with IRIs, or hold no whole number",
            facts.passed_over()
        );
    }
    Ok(facts)
}

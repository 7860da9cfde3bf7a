//! Who answers a query: a report that is worked out from the plans, or the store.

use super::args::{Engine, QueryArgs};
use super::ask::{failed, is_remote};
use super::exit::{Exit, Failure, OrExit};
use super::input::{Setting, rdf_format, shown};
use crate::facts::Builder;
use crate::query::evaluate::Answer;
use crate::query::limits::Limits;
use crate::report::{self, Report};
use std::path::{Path, PathBuf};

/// The answer without a store; nothing if the store has to be asked.
pub(crate) fn native(args: &QueryArgs, limits: &Limits) -> Result<Option<Answer>, Failure> {
    match report_for(args) {
        Ok(report) if args.engine != Engine::Sparql => {
            let answer = answer(report, args, &Setting::new(&args.sources, &args.inputs, false)?)?;
            answer.check(limits).map_err(|error| failed(error, &args.query))?;
            Ok(Some(answer))
        }
        Err(failure) if args.engine == Engine::Native => Err(failure),
        _ => Ok(None),
    }
}

/// The report that answers, or why there is none.
fn report_for(args: &QueryArgs) -> Result<Report, Failure> {
    let Some(report) = report::find(&args.query) else {
        let known = Report::ALL.map(Report::name).join(", ");
        let message = format!("`{}` is answered in SPARQL only; native answers: {known}", args.query);
        return Err(Failure::new(Exit::Query, anyhow::anyhow!("{message}")));
    };
    if !args.params.is_empty() || args.document.is_some() {
        let message =
            "parameters and single documents are answered in SPARQL only; leave out --engine native";
        return Err(Failure::usage(message));
    }
    if is_remote(&args.inputs) {
        return Err(Failure::usage("an endpoint is asked in SPARQL only; leave out --engine native"));
    }
    if let Some(path) = args.inputs.iter().find(|path| !may_hold_plan(path)) {
        let name = shown(path);
        return Err(Failure::usage(format!("{name} is asked in SPARQL only; leave out --engine native")));
    }
    Ok(report)
}

/// Whether an input is a table or a plan, rather than a graph. A graph has to be loaded anyway.
pub(crate) fn may_hold_plan(path: &Path) -> bool {
    rdf_format(path).is_none() && !path.is_dir()
}

/// Whether all inputs are tables or plans.
pub(crate) fn are_plans(inputs: &[PathBuf]) -> bool {
    !is_remote(inputs) && inputs.iter().all(|path| may_hold_plan(path))
}

fn answer(report: Report, args: &QueryArgs, setting: &Setting) -> Result<Answer, Failure> {
    let mut facts = Builder::new(setting.base.clone(), report.sections());
    for path in &args.inputs {
        facts.add_plan(&setting.plan(path)?).or_exit(Exit::Input, || shown(path))?;
    }
    Ok(Answer::Solutions(report.answer(&facts.finish())))
}

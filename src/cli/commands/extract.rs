//! `policygraph extract INPUT`: the plan as JSON.

use crate::cli::args::ExtractArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input::Setting;
use crate::cli::output::write_to;

pub(crate) fn run(args: &ExtractArgs) -> Result<Exit, Failure> {
    let setting = Setting::new(&args.sources, std::slice::from_ref(&args.input), false)?;
    let plan = setting.plan(&args.input)?;
    write_to(args.output.as_deref(), |out| -> anyhow::Result<()> {
        // A closed pipe must stay an input/output error to be known as one.
        serde_json::to_writer_pretty(&mut *out, &plan).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    Ok(Exit::Done)
}

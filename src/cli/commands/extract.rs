//! `policygraph extract INPUT`: the plan as JSON.

use crate::cli::args::ExtractArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input::Setting;
use crate::cli::output::write_to;

pub(crate) fn run(args: &ExtractArgs) -> Result<Exit, Failure> {
    let plan = Setting::new(&args.sources)?.plan(&args.input)?;
    write_to(args.output.as_deref(), |out| -> anyhow::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &plan)?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    Ok(Exit::Done)
}

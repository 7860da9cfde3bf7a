//! `policygraph view KIND INPUT…`: pictures.

use crate::cli::args::{ViewArgs, ViewKind};
use crate::cli::ask::{failed, open, own_limits};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::write_to;
use crate::query::evaluate::Source;
use crate::view::links::Links;
use crate::view::matrix::Matrix;
use crate::view::svg::matrix::write_matrix;
use std::path::Path;

pub(crate) fn run(args: &ViewArgs) -> Result<Exit, Failure> {
    // Our own questions; what a foreign endpoint answers to them is bounded all the same.
    let source = open(&args.sources, &args.inputs, &own_limits(&args.inputs), None)?;
    match args.kind {
        ViewKind::Matrix => matrix(&*source, args.output.as_deref())?,
    }
    Ok(Exit::Done)
}

/// Draws the matrix of programs and measures.
pub(crate) fn matrix(source: &dyn Source, output: Option<&Path>) -> Result<(), Failure> {
    let links = Links::read(source).map_err(|error| failed(error, "view matrix"))?;
    write_to(output, |out| write_matrix(&Matrix::from_links(&links), out))
}

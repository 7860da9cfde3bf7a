//! `policygraph view KIND INPUT…`: pictures.

use crate::cli::args::{ViewArgs, ViewKind};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::input::{Setting, load};
use crate::cli::output::write_to;
use crate::store::Store;
use crate::view::links::Links;
use crate::view::matrix::Matrix;
use crate::view::svg::matrix::write_matrix;
use std::path::Path;

pub(crate) fn run(args: &ViewArgs) -> Result<Exit, Failure> {
    let store = load(&Setting::new(&args.sources, &args.inputs, false)?, &args.inputs)?;
    match args.kind {
        ViewKind::Matrix => matrix(&store, args.output.as_deref())?,
    }
    Ok(Exit::Done)
}

/// Draws the matrix of programs and measures.
pub(crate) fn matrix(store: &Store, output: Option<&Path>) -> Result<(), Failure> {
    let links = Links::read(store).or_exit(Exit::Query, || "view matrix".to_owned())?;
    write_to(output, |out| write_matrix(&Matrix::from_links(&links), out))
}

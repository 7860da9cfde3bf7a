//! `policygraph view KIND INPUT…`: pictures.

use crate::cli::args::{ViewArgs, ViewKind};
use crate::cli::exit::{Exit, Failure};
use crate::cli::facts::facts;
use crate::cli::output::write_to;
use crate::cli::selection::selection;
use crate::facts::Extent;
use crate::view::links::Links;
use crate::view::matrix::Matrix;
use crate::view::selection::Selection;
use crate::view::svg::matrix::write_matrix;

pub(crate) fn run(args: &ViewArgs) -> Result<Exit, Failure> {
    let facts = facts(&args.sources, &args.inputs, Extent::Views, "view")?;
    let links = Links::from_facts(&facts);
    let selection = Selection { rollup: args.rollup, ..selection(&args.selection, &links)? };
    let links = selection.apply(&links);
    match args.kind {
        ViewKind::Matrix => {
            let matrix = Matrix::new(&links, args.order.into(), args.lang.into());
            write_to(args.output.as_deref(), |out| write_matrix(&matrix, out))?;
        }
    }
    Ok(Exit::Done)
}

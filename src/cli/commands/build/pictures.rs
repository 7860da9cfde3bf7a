//! The pictures of a build.

use super::folder::NewFolder;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::output::write_to;
use crate::facts::{Builder, Extent};
use crate::plan::Plan;
use crate::rdf::Base;
use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::matrix::{Matrix, Order};
use crate::view::selection::Selection;
use crate::view::svg::matrix::write_matrix;

/// Draws the matrix of all plans.
pub(super) fn write(plans: &[Plan], base: &Base, folder: &mut NewFolder) -> Result<(), Failure> {
    let mut facts = Builder::for_views(base.clone(), Extent::Views);
    for plan in plans {
        facts.add_plan(plan).or_exit(Exit::Input, || plan.document.file.clone())?;
    }
    let links = Selection::default().apply(&Links::from_facts(&facts.finish()));
    let matrix = Matrix::new(&links, Order::Reuse, Language::Japanese);
    let path = folder.file("matrix.svg", "programs by measures, both years, as a picture");
    write_to(Some(&path), |out| write_matrix(&matrix, out))
}

//! The pictures of a build.

use super::folder::NewFolder;
use crate::cli::commands::view::notes;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::output::write_to;
use crate::facts::{Builder, Extent};
use crate::plan::Plan;
use crate::rdf::Base;
use crate::view::details::page;
use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::matrix::{Matrix, Order};
use crate::view::page::write_page;
use crate::view::selection::Selection;
use crate::view::svg::write_scene;

/// Draws the matrix of all plans, as a picture and as a page.
pub(super) fn write(plans: &[Plan], base: &Base, folder: &mut NewFolder) -> Result<(), Failure> {
    let mut facts = Builder::for_views(base.clone(), Extent::Pages);
    for plan in plans {
        facts.add_plan(plan).or_exit(Exit::Input, || plan.document.file.clone())?;
    }
    let facts = facts.finish();
    let links = Selection::default().apply(&Links::from_facts(&facts));
    let language = Language::Japanese;
    let drawing = Matrix::new(&links, Order::Reuse, language).drawing(&links);
    let path = folder.file(
        "matrix.svg",
        "programs by measures, each fiscal year, as a picture",
        "事業と施策の対応図(年度別)",
    );
    write_to(Some(&path), |out| write_scene(&drawing.scene, out))?;
    let page = page(drawing, &links, &facts, language, notes(language));
    let path = folder.file(
        "matrix.html",
        "the same as a page to search, filter and click; opens without a network",
        "同じ図の検索・絞り込みができるページ(ネットワーク不要)",
    );
    write_to(Some(&path), |out| write_page(&page, out))
}

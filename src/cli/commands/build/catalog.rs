//! What a portal reads of a build: the catalogue, and the licence of the data.

use super::folder::NewFolder;
use crate::bundle::Description;
use crate::catalog::{Bundle, Figures, Names, catalog, licence_text};
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::export::{RdfFormat, verify};
use crate::rdf::Base;
use crate::store::Store;
use std::fs;

/// Where the catalogue is taken to stand when it is read back.
const PLACE: &str = "https://bundle.invalid/";

/// Refuses a dataset that is said to be the edition before itself.
pub(super) fn check_previous(description: &Description, base: &Base) -> Result<(), Failure> {
    let own = Names::new(base, description).dataset();
    match &description.previous {
        Some(previous) if previous.iri == own => Err(Failure::usage(format!(
            "{own} is the dataset of this very edition; --previous, or `previous` of [dataset], names the one before it"
        ))),
        _ => Ok(()),
    }
}

/// Writes the catalogue, read back before it counts, and the text about the licence. Every file of data is written by now;
/// the store holds the graph, of so many different triples.
pub(super) fn write(
    description: &Description,
    base: &Base,
    store: &Store,
    triples: u64,
    folder: &mut NewFolder,
) -> Result<(), Failure> {
    let licence = folder.file(
        "LICENSE-DATA.md",
        "under which licence the data are, and how to name their source",
        "データのライセンスと出典の記載方法",
    );
    fs::write(&licence, licence_text(description)).or_exit(Exit::Output, || "LICENSE-DATA.md".to_owned())?;
    let figures =
        Figures::of(store, base.as_str(), Some(triples)).or_exit(Exit::Query, || "catalog".to_owned())?;
    let bundle = Bundle {
        base,
        description,
        files: folder.measured()?,
        figures: &figures,
        program: ("policygraph", env!("CARGO_PKG_VERSION")),
    };
    let graph = catalog(&bundle);
    let triples = graph.triples(PLACE).or_exit(Exit::Output, || "catalog".to_owned())?;
    for (name, format, text, about, about_ja) in [
        (
            "catalog.ttl",
            RdfFormat::Turtle,
            graph.to_turtle(),
            "the description of the dataset for portals (DCAT, VoID, PROV)",
            "ポータル向けのデータセットの説明(DCAT・VoID・PROV)",
        ),
        (
            "catalog.jsonld",
            RdfFormat::JsonLd,
            graph.to_json_ld(),
            "the same as JSON-LD",
            "同じ説明の JSON-LD",
        ),
    ] {
        verify::verify_at(format, &text, PLACE, &triples).or_exit(Exit::Output, || name.to_owned())?;
        let path = folder.file(name, about, about_ja);
        fs::write(&path, text).or_exit(Exit::Output, || name.to_owned())?;
    }
    Ok(())
}

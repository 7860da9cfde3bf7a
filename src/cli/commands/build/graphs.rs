//! The graph of a build in the syntaxes that portals take.

use super::folder::NewFolder;
use crate::cli::commands::convert::{Inputs, write_file};
use crate::cli::exit::Failure;
use crate::export::RdfFormat;
use crate::plan::Plan;

/// Each file with its syntax and what it is for, in English and in Japanese.
const FILES: [(&str, RdfFormat, &str, &str); 4] = [
    (
        "plan.ttl",
        RdfFormat::Turtle,
        "the whole graph as Turtle, for people and portals",
        "グラフ全体(Turtle、閲覧・ポータル掲載用)",
    ),
    (
        "plan.nt.gz",
        RdfFormat::NTriples,
        "the whole graph as N-Triples, a line a fact, for loading",
        "グラフ全体(N-Triples、1行1事実、読み込み用)",
    ),
    (
        "plan.nq.gz",
        RdfFormat::NQuads,
        "what the document says and what follows from it, in graphs of their own",
        "文書の記述とそこから導いた事実を別々のグラフに収めたもの(N-Quads)",
    ),
    (
        "plan.jsonld",
        RdfFormat::JsonLd,
        "the whole graph as JSON-LD, for programs",
        "グラフ全体(JSON-LD、プログラム用)",
    ),
];

/// Writes the graph, each file read back before it counts. Gives the number of triples of the union.
pub(super) fn write(plans: &[Plan], inputs: &Inputs<'_>, folder: &mut NewFolder) -> Result<u64, Failure> {
    let mut triples = 0;
    for (name, format, about, about_ja) in FILES {
        let path = folder.file(name, about, about_ja);
        let summary = write_file(inputs, Some(plans), format, true, &path)?;
        if format == RdfFormat::Turtle {
            triples = summary.statements;
        }
    }
    Ok(triples)
}

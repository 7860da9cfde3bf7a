//! From a plan to bytes: chunks are written in parallel, a few at a time, and leave in order.

use super::format::RdfFormat;
use super::turtle::UsedPrefixes;
use super::writer::{Frame, NodeWriter, Setting, Summary};
use crate::plan::Plan;
use crate::rdf::mapping::{Chunk, Section};
use crate::rdf::{Base, Kind, Layer, Mapping};
use rayon::prelude::*;
use std::convert::Infallible;
use std::io::{self, Write};

/// Writes one plan. With `digest`, what is to be written is digested apart from the writing.
pub fn write_plan(plan: &Plan, base: &Base, format: RdfFormat, digest: bool, out: &mut dyn Write) -> io::Result<Summary> {
    let mapping = Mapping::new(plan);
    let mut frame = Frame::new(out, format);
    match format {
        RdfFormat::TriG => {
            frame.start(base, prefixes(&mapping, true))?;
            drop(frame);
            write_graphs(&mapping, base, digest, out)
        }
        _ => {
            let needs_prefixes = format == RdfFormat::Turtle;
            frame.start(base, if needs_prefixes { prefixes(&mapping, false) } else { UsedPrefixes::default() })?;
            let setting = Setting::of(&mapping, base, format, digest);
            write_sections(&mapping, &setting, &Section::ALL, &mut frame)?;
            frame.finish()
        }
    }
}

/// Writes both graphs of a document as TriG, prefixes left out.
pub(super) fn write_graphs(mapping: &Mapping<'_>, base: &Base, digest: bool, out: &mut dyn Write) -> io::Result<Summary> {
    let graph = base.iri(Kind::Graph, mapping.graph_key());
    let mut summary = Summary::default();
    for (name, layer) in [(graph.clone(), Layer::Asserted), (format!("{graph}/derived"), Layer::Derived)] {
        writeln!(out, "\n<{name}> {{")?;
        let setting = Setting::of(mapping, base, RdfFormat::TriG, digest).with_layer(layer);
        let mut frame = Frame::new(out, RdfFormat::TriG).indented();
        write_sections(mapping, &setting, &Section::ALL, &mut frame)?;
        summary.merge(frame.finish()?);
        writeln!(out, "}}")?;
    }
    Ok(summary)
}

/// Writes sections of a mapping in order; within each, chunks in parallel.
pub(super) fn write_sections(mapping: &Mapping<'_>, setting: &Setting<'_>, sections: &[Section], frame: &mut Frame<'_>) -> io::Result<()> {
    let chunks = mapping.chunks();
    for &section in sections {
        frame.section(section);
        let chunks: Vec<&Chunk> = chunks.iter().filter(|chunk| chunk.section() == section).collect();
        for batch in chunks.chunks(rayon::current_num_threads() * 2) {
            let written: Vec<(Vec<u8>, Summary)> = batch.par_iter().map(|chunk| write_chunk(mapping, chunk, setting)).collect();
            for (bytes, summary) in written {
                frame.append(&bytes, summary)?;
            }
        }
    }
    Ok(())
}

fn write_chunk(mapping: &Mapping<'_>, chunk: &Chunk, setting: &Setting<'_>) -> (Vec<u8>, Summary) {
    let mut writer = NodeWriter::new(setting);
    infallible(mapping.map(chunk, &mut writer));
    writer.finish()
}

/// The prefixes that a text of the whole mapping uses.
pub(super) fn prefixes(mapping: &Mapping<'_>, graphs: bool) -> UsedPrefixes {
    let used: Vec<UsedPrefixes> = mapping
        .chunks()
        .par_iter()
        .map(|chunk| {
            let mut used = UsedPrefixes::default();
            infallible(mapping.map(chunk, &mut used));
            used
        })
        .collect();
    let mut sum = UsedPrefixes::default();
    used.into_iter().for_each(|used| sum.merge(used));
    if graphs {
        sum.kind(Kind::Graph);
    }
    sum
}

/// Sinks in memory cannot fail.
pub(super) fn infallible(result: Result<(), Infallible>) {
    match result {
        Ok(()) => {}
    }
}

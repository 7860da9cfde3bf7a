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
pub fn write_plan(
    plan: &Plan,
    base: &Base,
    format: RdfFormat,
    digest: bool,
    out: &mut dyn Write,
) -> io::Result<Summary> {
    let mapping = Mapping::new(plan);
    if format == RdfFormat::TriG {
        Frame::new(out, format).start(base, prefixes(&mapping, true))?;
        return write_graphs(&mapping, base, digest, out);
    }
    let mut frame = Frame::new(out, format);
    let used = if format == RdfFormat::Turtle { prefixes(&mapping, false) } else { UsedPrefixes::default() };
    frame.start(base, used)?;
    write_sections(&mapping, &Setting::of(&mapping, base, format, digest), &Section::ALL, &mut frame)?;
    frame.finish()
}

/// Writes both graphs of a document as TriG, prefixes left out.
pub(super) fn write_graphs(
    mapping: &Mapping<'_>,
    base: &Base,
    digest: bool,
    out: &mut dyn Write,
) -> io::Result<Summary> {
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
pub(super) fn write_sections(
    mapping: &Mapping<'_>,
    setting: &Setting<'_>,
    sections: &[Section],
    frame: &mut Frame<'_>,
) -> io::Result<()> {
    let chunks = mapping.chunks();
    // The same memory serves every batch: asking for new pages costs more than filling them.
    let mut buffers: Vec<Vec<u8>> = vec![Vec::new(); rayon::current_num_threads() * 2];
    for &section in sections {
        frame.section(section);
        let chunks: Vec<&Chunk> = chunks.iter().filter(|chunk| chunk.section() == section).collect();
        for batch in chunks.chunks(buffers.len()) {
            let written: Vec<Summary> = batch
                .par_iter()
                .zip(buffers.par_iter_mut())
                .map(|(chunk, buffer)| {
                    buffer.clear();
                    let mut writer = NodeWriter::new(setting, std::mem::take(buffer));
                    infallible(mapping.map(chunk, &mut writer));
                    let summary;
                    (*buffer, summary) = writer.finish();
                    summary
                })
                .collect();
            for (bytes, summary) in buffers.iter().zip(written) {
                frame.append(bytes, summary)?;
            }
        }
    }
    Ok(())
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
    for used in used {
        sum.merge(used);
    }
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

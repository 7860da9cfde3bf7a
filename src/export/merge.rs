//! Many documents as one graph.
//!
//! Line formats that keep graphs apart need no merging: documents are converted in parallel and stream out, and
//! memory follows the largest of them. The others are the union of all documents, so the things that documents share
//! (the plan tree, programs, lines, bodies, years) are joined first, each subject once; then the documents' own
//! statements and evidence stream out. Plans are read twice for that, and never all held at once.

use super::format::RdfFormat;
use super::pipeline::{infallible, prefixes, write_graphs, write_plan, write_sections};
use super::turtle::UsedPrefixes;
use super::writer::{Frame, NodeWriter, Setting, Summary};
use crate::plan::Plan;
use crate::rdf::mapping::Section;
use crate::rdf::vocab::{Term, pgo, rdf};
use crate::rdf::{Base, Fact, Kind, Layer, Literal, Mapping, Node, NodeBuilder, Object, Resource, Sink};
use indexmap::IndexMap;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::io::{self, Write};
use std::sync::Mutex;

/// Why documents could not be written as one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError<E> {
    /// A plan could not be had.
    #[error(transparent)]
    Plan(E),
    /// The result could not be written.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
}

/// Writes several plans as one graph. `plan` gives the plan at a position; it is asked up to twice for each.
pub fn write_plans<'p, E: Send>(
    count: usize,
    plan: &(dyn Fn(usize) -> Result<Cow<'p, Plan>, E> + Sync),
    base: &Base,
    format: RdfFormat,
    digest: bool,
    out: &mut dyn Write,
) -> Result<Summary, MergeError<E>> {
    if count == 1 {
        let plan = plan(0).map_err(MergeError::Plan)?;
        return Ok(write_plan(&plan, base, format, digest, out)?);
    }
    let documents = Documents { count, plan };
    match format {
        RdfFormat::NQuads => documents.stream(out, |plan, bytes| {
            let mapping = Mapping::new(plan);
            let setting = Setting::of(&mapping, base, format, digest);
            let mut writer = NodeWriter::new(&setting, std::mem::take(bytes));
            infallible(mapping.map_all(&mut writer));
            let summary;
            (*bytes, summary) = writer.finish();
            Ok(summary)
        }),
        RdfFormat::TriG => {
            let mut used = UsedPrefixes::default();
            documents.batches(
                |plan| Ok(prefixes(&Mapping::new(plan), true)),
                |part| {
                    used.merge(part);
                    Ok(())
                },
            )?;
            Frame::new(out, format).start(base, used)?;
            documents.stream(out, |plan, bytes| Ok(write_graphs(&Mapping::new(plan), base, digest, bytes)?))
        }
        _ => documents.union(base, format, digest, out),
    }
}

struct Documents<'d, 'p, E> {
    count: usize,
    plan: &'d (dyn Fn(usize) -> Result<Cow<'p, Plan>, E> + Sync),
}

impl<E: Send> Documents<'_, '_, E> {
    /// Works on every plan in parallel, a few at a time; the results are in order. A document that is given twice says
    /// nothing new, so only its first result counts.
    fn batches<T: Send>(
        &self,
        work: impl Fn(&Plan) -> Result<T, MergeError<E>> + Sync,
        mut take: impl FnMut(T) -> Result<(), MergeError<E>>,
    ) -> Result<(), MergeError<E>> {
        let size = rayon::current_num_threads() * 2;
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for start in (0..self.count).step_by(size) {
            let end = self.count.min(start + size);
            let results: Vec<Result<(String, T), MergeError<E>>> = (start..end)
                .into_par_iter()
                .map(|at| {
                    let plan = (self.plan)(at).map_err(MergeError::Plan)?;
                    Ok((plan.document.sha256.clone(), work(&plan)?))
                })
                .collect();
            for result in results {
                let (document, result) = result?;
                if seen.insert(document) {
                    take(result)?;
                }
            }
        }
        Ok(())
    }

    /// Converts documents in parallel and passes their bytes on in order; the same buffers serve all of them.
    fn stream(
        &self,
        out: &mut dyn Write,
        write: impl Fn(&Plan, &mut Vec<u8>) -> Result<Summary, MergeError<E>> + Sync,
    ) -> Result<Summary, MergeError<E>> {
        let mut summary = Summary::default();
        let spare: Mutex<Vec<Vec<u8>>> = Mutex::default();
        self.batches(
            |plan| {
                let mut bytes =
                    spare.lock().map_or_else(|_| None, |mut spare| spare.pop()).unwrap_or_default();
                let summary = write(plan, &mut bytes)?;
                Ok((bytes, summary))
            },
            |(mut bytes, part)| {
                out.write_all(&bytes)?;
                summary.merge(part);
                bytes.clear();
                if let Ok(mut spare) = spare.lock() {
                    spare.push(bytes);
                }
                Ok(())
            },
        )?;
        Ok(summary)
    }

    fn union(
        &self,
        base: &Base,
        format: RdfFormat,
        digest: bool,
        out: &mut dyn Write,
    ) -> Result<Summary, MergeError<E>> {
        let mut shared = SharedNodes::default();
        let mut used = UsedPrefixes::default();
        let mut language = None;
        self.batches(
            |plan| {
                let mapping = Mapping::new(plan);
                Ok((SharedNodes::of(&mapping), prefixes(&mapping, false), mapping.language().to_owned()))
            },
            |(part, prefixes, tag)| {
                shared.add(part);
                used.merge(prefixes);
                language.get_or_insert(tag);
                Ok(())
            },
        )?;
        shared.mark_conflicts();
        let setting = Setting::new(base, format, &language.unwrap_or_default(), None, digest);
        let mut frame = Frame::new(out, format);
        frame.start(base, used)?;
        for section in Section::ALL {
            frame.section(section);
            if section.is_shared() {
                let mut writer = NodeWriter::new(&setting, Vec::new());
                shared.give(section, &mut writer);
                let (bytes, summary) = writer.finish();
                frame.append(&bytes, summary)?;
            } else {
                self.batches(
                    |plan| {
                        let (mapping, mut bytes) = (Mapping::new(plan), Vec::new());
                        let setting = Setting::new(base, format, mapping.language(), None, digest);
                        let mut part = Frame::new(&mut bytes, format);
                        write_sections(&mapping, &setting, &[section], part.untitled())?;
                        let summary = part.summary;
                        Ok((bytes, summary))
                    },
                    |(bytes, summary)| Ok(frame.append(&bytes, summary)?),
                )?;
            }
        }
        Ok(frame.finish()?)
    }
}

/// Nodes that documents share, each subject once, in the order in which they were first seen.
#[derive(Debug, Default)]
struct SharedNodes {
    section: Option<Section>,
    nodes: IndexMap<(Section, Kind, String), Vec<OwnedFact>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct OwnedFact {
    layer: Layer,
    predicate: Term,
    object: OwnedObject,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum OwnedObject {
    Term(Term),
    Resource(Kind, String),
    Iri(String),
    Literal(Literal, String),
}

impl OwnedFact {
    fn of(fact: &Fact<'_>) -> Self {
        let object = match fact.object {
            Object::Term(term) => OwnedObject::Term(term),
            Object::Resource(resource) => OwnedObject::Resource(resource.kind, resource.key.to_owned()),
            Object::Iri(iri) => OwnedObject::Iri(iri.to_owned()),
            Object::Literal(literal, value) => OwnedObject::Literal(literal, value.to_owned()),
        };
        Self { layer: fact.layer, predicate: fact.predicate, object }
    }

    fn fact(&self) -> Fact<'_> {
        let object = match &self.object {
            OwnedObject::Term(term) => Object::Term(*term),
            OwnedObject::Resource(kind, key) => Object::Resource(Resource { kind: *kind, key }),
            OwnedObject::Iri(iri) => Object::Iri(iri),
            OwnedObject::Literal(literal, value) => Object::Literal(*literal, value),
        };
        Fact { layer: self.layer, predicate: self.predicate, object }
    }
}

impl Sink for SharedNodes {
    type Error = Infallible;

    fn node(&mut self, node: &Node<'_>) -> Result<(), Infallible> {
        if let Some(section) = self.section {
            let subject = node.subject();
            let facts = node.facts().map(|fact| OwnedFact::of(&fact)).collect();
            self.nodes.insert((section, subject.kind, subject.key.to_owned()), facts);
        }
        Ok(())
    }
}

impl SharedNodes {
    /// The nodes of one document that others may share.
    fn of(mapping: &Mapping<'_>) -> Self {
        let mut shared = Self::default();
        for chunk in mapping.chunks().iter().filter(|chunk| chunk.section().is_shared()) {
            shared.section = Some(chunk.section());
            infallible(mapping.map(chunk, &mut shared));
        }
        shared
    }

    /// Adds the facts of another document; a fact that both layers give stays asserted only.
    fn add(&mut self, other: Self) {
        for (subject, facts) in other.nodes {
            let known = self.nodes.entry(subject).or_default();
            for fact in facts {
                if known.iter().all(|old| (old.predicate, &old.object) != (fact.predicate, &fact.object)) {
                    known.push(fact);
                }
            }
        }
    }

    /// Lines of different documents that agree in all but the amount conflict, too.
    fn mark_conflicts(&mut self) {
        let mut same: BTreeMap<String, Vec<(Kind, String)>> = BTreeMap::new();
        for ((section, kind, key), facts) in &self.nodes {
            if *section == Section::Lines {
                let what = |fact: &&OwnedFact| {
                    [pgo::OF_PROGRAM, pgo::OF_MEASURE, pgo::FISCAL_YEAR, pgo::PHASE].contains(&fact.predicate)
                };
                let words =
                    facts.iter().filter(what).map(|fact| format!("{:?}", fact.object)).collect::<Vec<_>>();
                same.entry(words.join(" ")).or_default().push((*kind, key.clone()));
            }
        }
        for group in same.into_values().filter(|group| group.len() > 1) {
            for (kind, key) in &group {
                let Some(facts) = self.nodes.get_mut(&(Section::Lines, *kind, key.clone())) else {
                    continue;
                };
                for (kind, other) in group.iter().filter(|(_, other)| other != key) {
                    let object = OwnedObject::Resource(*kind, other.clone());
                    let fact = OwnedFact { layer: Layer::Derived, predicate: pgo::CONFLICTS_WITH, object };
                    if !facts.contains(&fact) {
                        facts.push(fact);
                    }
                }
            }
        }
    }

    /// Gives the nodes of a section, types first and facts of one property together.
    fn give(&self, section: Section, sink: &mut impl Sink<Error = Infallible>) {
        let mut builder = NodeBuilder::default();
        for ((_, kind, key), facts) in self.nodes.iter().filter(|((of, ..), _)| *of == section) {
            builder.start_as(Resource { kind: *kind, key });
            let mut predicates = vec![rdf::TYPE];
            for fact in facts {
                if !predicates.contains(&fact.predicate) {
                    predicates.push(fact.predicate);
                }
            }
            for predicate in predicates {
                for fact in facts.iter().filter(|fact| fact.predicate == predicate) {
                    builder.copy(&fact.fact());
                }
            }
            infallible(sink.node(&builder.node()));
        }
    }
}

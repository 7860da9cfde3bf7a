//! From a document to its plan, in four steps: rows become items and cells to read ([`super::reader`]); the cells are
//! read in parallel; their names become programs; what they say is linked and written down in reading order ([`super::writer`]).

use super::cell::CellReading;
use super::known::Known;
use super::link::NamedPlace;
use super::model::{MentionForm, Plan};
use super::program_table::ProgramTable;
use super::reader::Rows;
use super::writer::Writer;
use crate::notation::TextRange;
use crate::notation::program::{KnownNames, NameForm};
use crate::profile::Profile;
use crate::register::Register;
use crate::source::{Document, Table};
use rayon::prelude::*;

/// What a plan is built with.
#[derive(Debug, Clone, Copy)]
pub struct BuildOptions<'r> {
    /// What is known about bodies and programs.
    pub register: &'r Register,
    /// What somebody has written down about the plan.
    pub profile: &'r Profile,
}

impl Default for BuildOptions<'static> {
    fn default() -> Self {
        Self { register: Register::embedded(), profile: Profile::EMPTY }
    }
}

/// Reads the plan in a document's table. Whatever is not understood is in the plan's diagnostics.
pub fn build(document: &Document, table: &Table, options: &BuildOptions<'_>) -> Plan {
    let known = Known::new(options);
    let rows = Rows::read(document, &known.without_ignored(table, document), &known);
    let forms = known.names();
    let bodies = known.bodies_in_text();
    let readings: Vec<CellReading<'_>> = rows
        .cells
        .par_iter()
        .map(|cell| {
            if cell.column.role.is_statement() {
                CellReading::statement(cell.cell.clone(), document, &cell.column, &forms, &bodies)
            } else {
                CellReading::names_only(cell.cell.clone(), cell.name.clone(), document, &forms)
            }
        })
        .collect();

    let mut programs = ProgramTable::new(&known.register, known.jurisdiction());
    let named: Vec<Vec<NamedMention>> =
        readings.iter().map(|reading| name_mentions(reading, &mut programs)).collect();
    let listed = &options.profile.programs.names;
    let dictionary = KnownNames::with_listed(
        programs.searchable().filter(|name| !forms.refuses(name)),
        listed.iter().filter(|name| !forms.refuses(name)).cloned(),
    );
    let more: Vec<Vec<(TextRange, String)>> = readings
        .par_iter()
        .zip(&named)
        .map(|(reading, named)| known_mentions(reading, named, &dictionary))
        .collect();

    let mut writer = Writer::new(document, &known, rows, programs);
    for (at, ((reading, named), more)) in readings.iter().zip(named).zip(more).enumerate() {
        writer.cell(at, reading, named, more);
    }
    writer.finish()
}

/// A mention in a cell, its program resolved.
#[derive(Debug, Clone)]
pub(super) struct NamedMention {
    pub(super) place: NamedPlace,
    pub(super) form: MentionForm,
}

/// Enters the names of a cell in the table of programs.
fn name_mentions(reading: &CellReading<'_>, programs: &mut ProgramTable<'_>) -> Vec<NamedMention> {
    let mut found: Vec<NamedMention> = Vec::new();
    for name in &reading.names {
        let program = programs.resolve(reading.slice(&name.name));
        if let Some(abbreviation) = &name.abbreviation {
            programs.add_alias(program, reading.slice(abbreviation));
        }
        if let Some(carrier) =
            name.within.and_then(|start| found.iter().find(|mention| mention.place.range.start == start))
        {
            programs.add_part(program, carrier.place.program);
        }
        let form = match name.form {
            NameForm::Quoted => MentionForm::Quoted,
            NameForm::Caption => MentionForm::Caption,
            NameForm::Bare => MentionForm::Bare,
            NameForm::Carrier => MentionForm::Carrier,
        };
        found.push(NamedMention {
            place: NamedPlace { range: name.range.clone(), program, is_part: false },
            form,
        });
        for part in &name.parts {
            let part_program = programs.resolve_part(program, reading.slice(part));
            let place = NamedPlace { range: part.clone(), program: part_program, is_part: true };
            found.push(NamedMention { place, form: MentionForm::Part });
        }
    }
    found
}

/// Names in a cell that are known from elsewhere.
fn known_mentions(
    reading: &CellReading<'_>,
    named: &[NamedMention],
    known: &KnownNames,
) -> Vec<(TextRange, String)> {
    let taken: Vec<TextRange> = named.iter().map(|mention| mention.place.range.clone()).collect();
    known.find(reading.text(), &taken).into_iter().map(|(range, name)| (range, name.to_owned())).collect()
}

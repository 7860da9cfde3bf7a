//! Names that may mean one program, as a register in which a person has only to uncomment what is right.

use super::Checked;
use crate::cli::render::{inert, line_of};
use crate::plan::{Plan, Suspect, Suspicion, suspected_aliases};
use crate::rdf::Base;
use crate::register::Register;
use std::io::{self, Write};

/// Writes a register in Turtle whose every entry is commented out.
pub(crate) fn write(
    inputs: &[Checked],
    register: &Register,
    base: &Base,
    out: &mut dyn Write,
) -> io::Result<()> {
    let plans: Vec<&Plan> = inputs.iter().map(|input| &input.plan).collect();
    let found = suspected_aliases(&plans, register);
    let files: Vec<&str> = inputs.iter().map(|input| input.file.as_str()).collect();
    writeln!(
        out,
        "# Names that may mean one program: {} in {}",
        pairs(found.len()),
        comment(&files.join(", "))
    )?;
    write!(
        out,
        "#
# Nothing here is in force. For each pair, decide, and remove the `#` before the line that is right:
# `same` makes the two names one program, `two` keeps them apart for good. A name that is a misprint
# is better a skos:hiddenLabel than a skos:altLabel: it is found, but never shown. Say in the note how
# you know. Then use the file as a register: policygraph build … --register FILE.ttl

@prefix pgo:  <https://w3id.org/policygraph/ontology#> .
@prefix prog: <{}program/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
",
        base.as_str()
    )?;
    for (number, suspicion) in (1..).zip(&found) {
        one(number, suspicion, inputs, out)?;
    }
    Ok(())
}

fn pairs(count: usize) -> String {
    match count {
        0 => "none".to_owned(),
        1 => "1 pair".to_owned(),
        _ => format!("{count} pairs"),
    }
}

fn one(number: usize, suspicion: &Suspicion, inputs: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let (kept, other) = (&suspicion.kept, &suspicion.other);
    let why = match &suspicion.difference {
        Some(difference) => format!("{} ({difference})", suspicion.likeness),
        None => suspicion.likeness.to_string(),
    };
    writeln!(out, "\n# {number}. {}", comment(&why))?;
    for suspect in [kept, other] {
        writeln!(out, "#    「{}」: {}", comment(&suspect.name), comment(&whereabouts(suspect, inputs)))?;
    }
    if !(is_slug(&kept.key) && is_slug(&other.key)) {
        return writeln!(out, "#    no line to paste: the key of a program is no slug");
    }
    let note = literal(&format!("{}: {}. {}.", why, other.name, whereabouts(other, inputs)), "en");
    let mut names = vec![literal(&other.program, "ja")];
    if other.name != other.program {
        names.push(literal(&other.name, "ja"));
    }
    let entry = |suspect: &Suspect| {
        format!("prog:{} a pgo:Program ; skos:prefLabel {}", suspect.key, literal(&suspect.program, "ja"))
    };
    writeln!(out, "# same:\n#{} ; skos:altLabel {} ; skos:note {note} .", entry(kept), names.join(" , "))?;
    writeln!(out, "# two:\n#{} . {} .", entry(kept), entry(other))
}

/// How often a program is named, and where first.
fn whereabouts(suspect: &Suspect, inputs: &[Checked]) -> String {
    let mut words = match suspect.mentions {
        0 => "in no text".to_owned(),
        1 => "once".to_owned(),
        count => format!("{count} times, first"),
    };
    if let Some((document, span)) = &suspect.place {
        let file = inputs.get(*document).map_or("", |input| input.file.as_str());
        let place = format!("{}, cell {}", line_of(span.table, span.line), u64::from(span.column) + 1);
        words = format!("{words} in {file}, {place}");
    }
    if suspect.reviewed {
        words.push_str("; in the register");
    }
    words
}

/// Whether a key can stand in the address of a program, and behind a prefix.
fn is_slug(key: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    key.starts_with(|first: char| first.is_ascii_alphanumeric()) && key.bytes().all(sound)
}

/// Text that stays in its comment.
fn comment(text: &str) -> String {
    inert(text)
}

fn literal(text: &str, language: &str) -> String {
    format!("\"{}\"@{language}", inert(text).replace('\\', "\\\\").replace('"', "\\\""))
}

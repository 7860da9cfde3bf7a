//! Registers as Turtle: which statement fills which column of the tables.

use super::{BodyKind, Register};
use indexmap::IndexMap;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{Literal, NamedOrBlankNode, Term};
use std::io::Read;

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const ORG: &str = "http://www.w3.org/ns/org#";
const PGO: &str = "https://w3id.org/policygraph/ontology#";
const RDFS_COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";

/// Why a register could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// The file could not be read.
    #[error("{file}: cannot be read")]
    Unreadable {
        /// Name of the register, as given by the caller.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not Turtle. Line and column count from 1, columns in characters.
    #[error("{file}, line {line}, column {column}: not Turtle: {source}")]
    Syntax {
        /// Name of the register.
        file: String,
        /// Line where the parser stopped.
        line: u64,
        /// Column where the parser stopped.
        column: u64,
        /// What the parser said.
        source: oxigraph::io::RdfSyntaxError,
    },
    /// The IRI of a body or program does not end in a slug of ASCII letters, digits, `-`, `_` and `.`.
    #[error("{file}: {iri} ends in no slug (letters, digits, '-', '_', '.')")]
    NoSlug {
        /// Name of the register.
        file: String,
        /// The item.
        iri: String,
    },
    /// A body or program without a name.
    #[error("{file}: {iri} has no skos:prefLabel in Japanese")]
    NoName {
        /// Name of the register.
        file: String,
        /// The item.
        iri: String,
    },
    /// A corporate number that does not have 13 digits, or whose check digit is wrong.
    #[error("{file}: {iri}: {number} is no corporate number (13 digits, the first a check digit)")]
    CorporateNumber {
        /// Name of the register.
        file: String,
        /// The body.
        iri: String,
        /// The number as given.
        number: String,
    },
    /// A relation to an item that no register has.
    #[error("{file}: {iri} refers to {target}, which is in no register")]
    UnknownTarget {
        /// Name of the register.
        file: String,
        /// The item.
        iri: String,
        /// Slug of the item that is not there.
        target: String,
    },
}

/// What one file says of one item, in the order of the file.
#[derive(Default)]
struct Statements {
    types: Vec<String>,
    literals: Vec<(String, Literal)>,
    links: Vec<(String, String)>,
}

/// Reads a file and adds it to the register.
pub(super) fn read(register: &mut Register, reader: impl Read, file: &str) -> Result<(), RegisterError> {
    let items = collect(reader, file)?;
    let mut read = Vec::new();
    for (iri, item) in &items {
        let Some(sort) = sort_of(register, iri, item) else {
            continue;
        };
        let slug =
            slug_of(iri).ok_or_else(|| RegisterError::NoSlug { file: file.into(), iri: iri.clone() })?;
        let named = match sort {
            Sort::Body(kind) => add_body(register, slug, kind, item, (file, iri))?,
            Sort::Program => add_program(register, slug, item),
        };
        if !named {
            return Err(RegisterError::NoName { file: file.into(), iri: iri.clone() });
        }
        read.push((iri, slug, sort));
    }
    for (iri, slug, sort) in read {
        if let Some(target) = unknown_target(register, slug, sort) {
            return Err(RegisterError::UnknownTarget { file: file.into(), iri: iri.clone(), target });
        }
    }
    Ok(())
}

fn collect(reader: impl Read, file: &str) -> Result<IndexMap<String, Statements>, RegisterError> {
    let mut items: IndexMap<String, Statements> = IndexMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_reader(reader) {
        let quad = quad.map_err(|error| syntax_error(error, file))?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            continue;
        };
        let item = items.entry(subject.into_string()).or_default();
        let predicate = quad.predicate.into_string();
        match quad.object {
            Term::NamedNode(object) if predicate == RDF_TYPE => item.types.push(object.into_string()),
            Term::NamedNode(object) => item.links.push((predicate, object.into_string())),
            Term::Literal(object) => item.literals.push((predicate, object)),
            Term::BlankNode(_) => {}
        }
    }
    Ok(items)
}

fn syntax_error(error: RdfParseError, file: &str) -> RegisterError {
    match error {
        RdfParseError::Io(source) => RegisterError::Unreadable { file: file.into(), source },
        RdfParseError::Syntax(source) => {
            let start = source.location().map(|range| range.start);
            let (line, column) = start.map_or((0, 0), |start| (start.line + 1, start.column + 1));
            RegisterError::Syntax { file: file.into(), line, column, source }
        }
    }
}

/// The table that an item belongs to.
#[derive(Clone, Copy)]
enum Sort {
    Body(Option<BodyKind>),
    Program,
}

/// By its types; an item without one is what the register knows it as. Other subjects (the file's own
/// description, concept schemes) are passed over.
fn sort_of(register: &Register, iri: &str, item: &Statements) -> Option<Sort> {
    for name in item.types.iter().filter_map(|name| name.strip_prefix(PGO)) {
        match name {
            "Ministry" | "PublicBody" => return Some(Sort::Body(Some(BodyKind::Ministry))),
            "ImplementingBody" => return Some(Sort::Body(Some(BodyKind::ImplementingBody))),
            "CollectiveBody" => return Some(Sort::Body(Some(BodyKind::CollectiveBody))),
            "Program" => return Some(Sort::Program),
            _ => {}
        }
    }
    let slug = slug_of(iri)?;
    if iri.contains("/org/") && register.bodies.get(slug).is_some() {
        Some(Sort::Body(None))
    } else if iri.contains("/program/") && register.programs.get(slug).is_some() {
        Some(Sort::Program)
    } else {
        None
    }
}

fn slug_of(iri: &str) -> Option<&str> {
    let slug = iri.rsplit(['/', '#']).next()?;
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (!slug.is_empty() && slug.bytes().all(sound)).then_some(slug)
}

fn add_body(
    register: &mut Register,
    slug: &str,
    kind: Option<BodyKind>,
    item: &Statements,
    (file, iri): (&str, &str),
) -> Result<bool, RegisterError> {
    let body = register.bodies.entry(slug);
    body.kind = kind.unwrap_or(body.kind);
    for (predicate, literal) in &item.literals {
        let value = literal.value();
        match local_name(predicate) {
            "prefLabel" if is_english(literal) => body.name_en = Some(value.into()),
            "prefLabel" if is_japanese(literal) => value.clone_into(&mut body.name),
            "notation" => push_new(&mut body.marks, value),
            "altLabel" => push_new(&mut body.alt_names, value),
            "identifier" if is_corporate_number(value) => body.corporate_number = Some(value.into()),
            "identifier"
                if literal.datatype().as_str() == "https://w3id.org/policygraph/ontology#CorporateNumber" =>
            {
                let (file, iri, number) = (file.into(), iri.into(), value.into());
                return Err(RegisterError::CorporateNumber { file, iri, number });
            }
            "note" => push_new(&mut body.notes, value),
            _ => {}
        }
    }
    for (predicate, target) in &item.links {
        if local_name(predicate) == "subOrganizationOf" && target.contains("/org/") {
            body.parent = slug_of(target).map(String::from);
        }
    }
    Ok(!body.name.is_empty())
}

fn add_program(register: &mut Register, slug: &str, item: &Statements) -> bool {
    let program = register.programs.entry(slug);
    for (predicate, literal) in &item.literals {
        let value = literal.value();
        match local_name(predicate) {
            "prefLabel" if is_english(literal) => program.name_en = Some(value.into()),
            "prefLabel" if is_japanese(literal) => value.clone_into(&mut program.name),
            "altLabel" => push_new(&mut program.alt_names, value),
            "hiddenLabel" => push_new(&mut program.hidden_names, value),
            "reviewSheetNumber" => program.review_sheet_number = Some(value.into()),
            "note" => push_new(&mut program.notes, value),
            _ => {}
        }
    }
    for (predicate, target) in &item.links {
        let Some(target) = slug_of(target) else { continue };
        match local_name(predicate) {
            "partOfProgram" => push_new(&mut program.part_of, target),
            "possiblySameAs" => push_new(&mut program.possibly_same_as, target),
            _ => {}
        }
    }
    !program.name.is_empty()
}

/// A relation of the item that leads nowhere.
fn unknown_target(register: &Register, slug: &str, sort: Sort) -> Option<String> {
    match sort {
        Sort::Body(_) => {
            let parent = register.bodies.get(slug)?.parent.as_ref()?;
            register.bodies.get(parent).is_none().then(|| parent.clone())
        }
        Sort::Program => {
            let program = register.programs.get(slug)?;
            let mut targets = program.part_of.iter().chain(&program.possibly_same_as);
            targets.find(|target| register.programs.get(target).is_none()).cloned()
        }
    }
}

/// The name of a property in the vocabularies that registers use, all notes under one name; else nothing.
fn local_name(predicate: &str) -> &str {
    if predicate == RDFS_COMMENT {
        return "note";
    }
    let name = [SKOS, ORG, PGO].iter().find_map(|vocabulary| predicate.strip_prefix(vocabulary));
    match name.unwrap_or_default() {
        "editorialNote" | "scopeNote" | "historyNote" | "changeNote" => "note",
        name => name,
    }
}

fn is_english(literal: &Literal) -> bool {
    literal.language().is_some_and(|language| language == "en" || language.starts_with("en-"))
}

fn is_japanese(literal: &Literal) -> bool {
    literal.language().is_none_or(|language| language == "ja" || language.starts_with("ja-"))
}

/// Whether a text is a corporate number (法人番号): 13 digits, of which the first is 9 less the remainder by 9 of the other
/// twelve, weighted 1 and 2 in turn from the right.
pub fn is_corporate_number(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let Some([check, rest @ ..]) = digits.as_deref() else {
        return false;
    };
    let sum: u32 = rest.iter().rev().zip([1, 2].iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    rest.len() == 12 && *check == 9 - sum % 9
}

fn push_new(list: &mut Vec<String>, value: &str) {
    if !list.iter().any(|known| known == value) {
        list.push(value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corporate_numbers() {
        for (number, right) in [
            ("6000012070001", true),
            ("9010005023796", true),
            ("5000012010023", false),
            ("600001207000", false),
            ("", false),
            ("厚生労働省", false),
        ] {
            assert_eq!(is_corporate_number(number), right, "{number}");
        }
    }

    #[test]
    fn slugs() {
        for (iri, slug) in [
            ("https://w3id.org/policygraph/id/org/mhlw", Some("mhlw")),
            ("https://example.org/#a-b_c.1", Some("a-b_c.1")),
            ("https://example.org/厚", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(slug_of(iri), slug, "{iri}");
        }
    }
}

//! A report as one JSON object.

use crate::validate::{Report, Severity, SourcePlace, ValidationResult};
use oxigraph::model::{Literal, Term};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct JsonReport<'r> {
    conforms: bool,
    statements: usize,
    violations: usize,
    warnings: usize,
    infos: usize,
    results: Vec<JsonResult<'r>>,
}

#[derive(Serialize)]
struct JsonResult<'r> {
    severity: &'r str,
    focus: JsonTerm<'r>,
    /// Names by language; `""` for none.
    labels: BTreeMap<&'r str, Vec<&'r str>>,
    /// As SPARQL writes it.
    path: Option<String>,
    value: Option<JsonTerm<'r>>,
    messages: BTreeMap<&'r str, Vec<&'r str>>,
    component: String,
    shape: JsonTerm<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<JsonTerm<'r>>,
    /// In the RDF text.
    place: Option<JsonPlace<'r>>,
    /// In the document that the node was read from.
    source: Option<&'r SourcePlace>,
}

/// A term as the SPARQL results format in JSON has it.
#[derive(Serialize)]
struct JsonTerm<'r> {
    r#type: &'static str,
    value: &'r str,
    #[serde(rename = "xml:lang", skip_serializing_if = "Option::is_none")]
    language: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datatype: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonPlace<'r> {
    file: &'r str,
    line: u32,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let json = JsonReport {
        conforms: report.conforms(),
        statements: report.statements,
        violations: report.count(&Severity::Violation),
        warnings: report.count(&Severity::Warning),
        infos: report.count(&Severity::Info),
        results: report.results.iter().map(|found| result(report, found)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &json)?;
    writeln!(out)
}

fn result<'r>(report: &'r Report, result: &'r ValidationResult) -> JsonResult<'r> {
    JsonResult {
        severity: result.severity.name(),
        focus: term(&result.focus),
        labels: by_language(&result.labels),
        path: result.path.as_ref().map(ToString::to_string),
        value: result.value.as_ref().map(term),
        messages: by_language(&result.messages),
        component: result.component_iri().into_string(),
        shape: term(&result.shape),
        rule: result.rule.as_ref().map(term),
        place: result.place.and_then(|place| Some(JsonPlace { file: report.text(place)?, line: place.line })),
        source: result.source.as_ref(),
    }
}

fn by_language(texts: &[Literal]) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for text in texts {
        found.entry(text.language().unwrap_or_default()).or_default().push(text.value());
    }
    found
}

fn term(term: &Term) -> JsonTerm<'_> {
    let (r#type, value) = match term {
        Term::NamedNode(node) => ("uri", node.as_str()),
        Term::BlankNode(node) => ("bnode", node.as_str()),
        Term::Literal(literal) => ("literal", literal.value()),
    };
    let literal = match term {
        Term::Literal(literal) => Some(literal),
        _ => None,
    };
    let language = literal.and_then(Literal::language);
    let datatype = literal.filter(|_| language.is_none()).map(|literal| literal.datatype().as_str());
    JsonTerm { r#type, value, language, datatype }
}

//! A report as a table: a row a result.

use crate::query::evaluate::Solutions;
use crate::validate::{Report, SourcePlace, ValidationResult};
use crate::view::language::Language;
use oxigraph::model::{Literal, Term, Variable};
use std::fmt::Write as _;

/// The columns. `place` is in the RDF text, `source` in the document that the graph was read from.
const COLUMNS: [&str; 10] =
    ["severity", "focus", "focus_iri", "path", "value", "message", "place", "source", "shape", "component"];

/// IRIs are in full; for people, that of the node is in short, and stays where there is little room.
pub(super) fn solutions(report: &Report, language: Language, is_for_people: bool) -> Solutions {
    let variables = COLUMNS.map(Variable::new_unchecked).to_vec();
    let rows = report.results.iter().map(|result| row(report, result, language, is_for_people)).collect();
    Solutions { variables, rows }
}

fn row(
    report: &Report,
    result: &ValidationResult,
    language: Language,
    is_for_people: bool,
) -> Vec<Option<Term>> {
    let text = |text: String| Some(Term::from(Literal::from(text)));
    let iri = |term: &Term| matches!(term, Term::NamedNode(_)).then(|| term.clone());
    let focus = match (result.label(language.tag()), &result.focus) {
        (Some(label), _) => label.to_owned(),
        (None, focus) => super::shown_term(focus),
    };
    let place = result.place.and_then(|place| Some(format!("{}:{}", report.text(place)?, place.line)));
    vec![
        text(result.severity.name().to_owned()),
        text(focus),
        iri(&result.focus).filter(|_| !is_for_people).or_else(|| text(super::shown_term(&result.focus))),
        result.path.as_ref().and_then(|path| text(path.to_short())),
        result.value.as_ref().and_then(|value| text(super::shown_term(value))),
        text(result.message(language.tag()).to_owned()),
        place.and_then(text),
        result.source.as_ref().and_then(|source| text(source_place(source))),
        iri(&result.shape).or_else(|| text(result.shape.to_string())),
        Some(result.component_iri().into()),
    ]
}

/// A place in a document as `report.tsv:9:2`, with the number of its table in brackets where there are several.
pub(super) fn source_place(place: &SourcePlace) -> String {
    let mut text = place.file.clone().unwrap_or_default();
    if let Some(table) = place.table {
        // Writing to a String cannot fail.
        let _ = write!(text, "[{table}]");
    }
    for number in [place.line, place.column].into_iter().flatten() {
        let _ = write!(text, ":{number}");
    }
    text
}

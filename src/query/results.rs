//! Answers in the W3C result formats and as Markdown.
//!
//! SELECT and ASK answers go out as JSON, XML, CSV or TSV; CONSTRUCT and DESCRIBE answers are triples, which
//! [`crate::query::graph`] writes.

use std::borrow::Cow;
use std::io::{self, Write};

use oxigraph::model::{Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use crate::query::evaluate::{Answer, Solutions};
use crate::query::graph::{GraphFormat, write_triples};
use crate::query::prefix;
use crate::query::xml::{WithReturns, refuse_forbidden};

/// A W3C format for solutions and booleans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResultFormat {
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
    /// SPARQL 1.1 CSV: RFC 4180, values only.
    Csv,
    /// SPARQL 1.1 TSV: terms with their types.
    Tsv,
}

impl ResultFormat {
    /// The format for a file extension, in any case.
    ///
    /// ```
    /// use policygraph::query::results::ResultFormat;
    /// assert_eq!(ResultFormat::from_extension("tsv"), Some(ResultFormat::Tsv));
    /// ```
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            _ => None,
        }
    }

    fn serializer(self) -> QueryResultsSerializer {
        QueryResultsSerializer::from_format(match self {
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
        })
    }
}

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The output failed.
    #[error("the answer could not be written")]
    Io(#[source] io::Error),
    /// A text has a character that no XML file may have; other formats can hold it.
    #[error("the answer has the character U+{code:04X}, which XML cannot hold; choose another format")]
    Forbidden {
        /// The character's code point.
        code: u32,
    },
    /// A property or class has an IRI that RDF/XML cannot make the name of an element of; other formats can hold it.
    #[error(
        "the answer has <{iri}>, of which RDF/XML cannot make the name of an element; choose another format"
    )]
    Unnamed {
        /// The IRI.
        iri: String,
    },
}

/// Writes an answer in a W3C format; triples as N-Triples whatever the format.
pub fn write_answer(answer: &Answer, format: ResultFormat, writer: impl Write) -> Result<(), WriteError> {
    match answer {
        Answer::Boolean(value) => write_boolean(*value, format, writer),
        Answer::Triples(triples) => write_triples(triples, GraphFormat::NTriples, writer),
        Answer::Solutions(solutions) if format == ResultFormat::Xml => {
            write_solutions(solutions, format, WithReturns(writer))
        }
        Answer::Solutions(solutions) => write_solutions(solutions, format, writer),
    }
}

fn finish(writer: io::Result<impl Write>) -> Result<(), WriteError> {
    writer.and_then(|mut writer| writer.flush()).map_err(WriteError::Io)
}

fn write_boolean(value: bool, format: ResultFormat, writer: impl Write) -> Result<(), WriteError> {
    finish(format.serializer().serialize_boolean_to_writer(writer, value))
}

fn write_solutions(
    solutions: &Solutions,
    format: ResultFormat,
    writer: impl Write,
) -> Result<(), WriteError> {
    let mut serializer = format
        .serializer()
        .serialize_solutions_to_writer(writer, solutions.variables.clone())
        .map_err(WriteError::Io)?;
    for row in &solutions.rows {
        if format == ResultFormat::Xml {
            for text in row.iter().flatten() {
                refuse_forbidden(&text_of(text))?;
            }
        }
        let bound = solutions.variables.iter().zip(row).filter_map(|(variable, term)| {
            let term = term.as_ref()?;
            Some((variable.as_ref(), term.as_ref()))
        });
        serializer.serialize(bound).map_err(WriteError::Io)?;
    }
    finish(serializer.finish())
}

fn text_of(term: &Term) -> Cow<'_, str> {
    match term {
        Term::Literal(literal) => literal.value().into(),
        Term::NamedNode(_) | Term::BlankNode(_) => "".into(),
    }
}

/// The answer as Markdown: a table for solutions, a word for a boolean, a code block for triples.
pub fn to_markdown(answer: &Answer) -> String {
    match answer {
        Answer::Boolean(value) => format!("{value}\n"),
        Answer::Triples(triples) => triples.iter().map(|triple| triple_line("    ", triple)).collect(),
        Answer::Solutions(solutions) => {
            let names: Vec<String> = headings(solutions).map(|name| markdown_cell(&name)).collect();
            let rule: Vec<&str> = names.iter().map(|_| "---").collect();
            let mut page = format!("| {} |\n| {} |\n", names.join(" | "), rule.join(" | "));
            for row in &solutions.rows {
                let cells: Vec<String> =
                    row.iter().map(|term| markdown_cell(&for_people(term.as_ref()))).collect();
                page.push_str("| ");
                page.push_str(&cells.join(" | "));
                page.push_str(" |\n");
            }
            page
        }
    }
}

/// A triple on a line of its own, for people.
pub(crate) fn triple_line(indent: &str, triple: &Triple) -> String {
    let mut line = without_controls(&format!("{indent}{triple} ."));
    line.push('\n');
    line
}

fn without_controls(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

pub(crate) fn markdown_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => cell.extend(['\\', character]),
            other => cell.push(other),
        }
    }
    cell
}

/// The column names for people: a parameter's variable without the underscore in front, a year without its type.
pub(crate) fn headings(solutions: &Solutions) -> impl Iterator<Item = String> + '_ {
    solutions.variables.iter().map(|variable| {
        let name = variable.as_str();
        let parameter = name.strip_prefix('_');
        parameter.map_or(name, |name| name.strip_suffix("_integer").unwrap_or(name)).to_owned()
    })
}

/// A term as people read it: short IRIs, bare text, nothing for an unbound cell. Control characters become
/// spaces, so that no text can steer a terminal.
pub(crate) fn for_people(term: Option<&Term>) -> String {
    let text = match term {
        None => String::new(),
        Some(Term::NamedNode(node)) => prefix::shorten(node.as_str()),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
    };
    without_controls(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};
    use oxigraph::sparql::Variable;

    fn one_row(text: &str) -> Answer {
        Answer::Solutions(Solutions {
            variables: vec![Variable::new("_program_iri").unwrap(), Variable::new("name").unwrap()],
            rows: vec![
                vec![
                    Some(NamedNode::new("https://w3id.org/policygraph/id/program/a").unwrap().into()),
                    Some(Literal::from(text).into()),
                ],
                vec![None, None],
            ],
        })
    }

    fn written(answer: &Answer, format: ResultFormat) -> String {
        let mut bytes = Vec::new();
        write_answer(answer, format, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn csv_quotes_and_leaves_unbound_cells_empty() {
        let text = written(&one_row("a,\"b\""), ResultFormat::Csv);
        let iri = "https://w3id.org/policygraph/id/program/a";
        assert_eq!(text, format!("_program_iri,name\r\n{iri},\"a,\"\"b\"\"\"\r\n,\r\n"));
    }

    #[test]
    fn tsv_keeps_terms() {
        let text = written(&one_row("a\tb"), ResultFormat::Tsv);
        let expected = "?_program_iri\t?name\n<https://w3id.org/policygraph/id/program/a>\t\"a\\tb\"\n\t\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_boolean_is_a_boolean_in_json_and_xml() {
        assert_eq!(written(&Answer::Boolean(true), ResultFormat::Json), "{\"head\":{},\"boolean\":true}");
        assert!(written(&Answer::Boolean(false), ResultFormat::Xml).contains("<boolean>false</boolean>"));
    }

    #[test]
    fn a_character_that_xml_forbids_is_refused_there_only() {
        let answer = one_row("a\u{c}b");
        assert!(written(&answer, ResultFormat::Json).contains("a\\fb"));
        let refused = write_answer(&answer, ResultFormat::Xml, Vec::new());
        assert!(matches!(refused, Err(WriteError::Forbidden { code: 12 })));
    }

    #[test]
    fn markdown_escapes_what_would_break_the_table() {
        let page = to_markdown(&one_row("a|b<c>\n\u{1b}[1m"));
        let expected =
            "| program\\_iri | name |\n| --- | --- |\n| id:program/a | a\\|b&lt;c>  \\[1m |\n|  |  |\n";
        assert_eq!(page, expected);
    }
}

//! The stored queries as RDF, in the form in which SPARQL endpoints publish their examples: `queries/queries.ttl`.
//!
//! Each query is a `sh:SPARQLSelectExecutable` with an IRI of its own; so are its parameters. Where this differs from
//! that form: the text keeps its prefixes and needs no `sh:prefixes`, and it names no endpoint (`schema:target`),
//! since the queries are about any graph in the vocabulary. There are no blank nodes.

use std::fmt::Write as _;

use crate::query::catalogue::{CatalogueError, StoredQuery, all};
use crate::query::parameters::{Parameter, ParameterKind};

/// Where the IRIs of the queries stand.
const BASE: &str = "https://w3id.org/policygraph/queries/";

/// The collection as Turtle, in the order of the numbers.
pub fn collection() -> Result<String, CatalogueError> {
    let mut turtle = format!(
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n\
         @prefix parameter: <{BASE}parameter#> .\n\
         @prefix query: <{BASE}> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
         @prefix schema: <https://schema.org/> .\n\
         @prefix sh: <http://www.w3.org/ns/shacl#> .\n\
         @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n\
         # The stored queries of policygraph, made from the headers of the files beside this one.\n\
         # The comments that open a file are left out of sh:select; they stand in the other properties.\n"
    );
    for query in all()? {
        write_query(&query, &mut turtle);
    }
    Ok(turtle)
}

fn write_query(query: &StoredQuery, turtle: &mut String) {
    let mut keywords: Vec<String> = query.header.tags.iter().map(|tag| quoted(tag)).collect();
    keywords.sort();
    let parameters = query.parameters();
    let nodes: Vec<String> = parameters.iter().map(|parameter| node(query, parameter)).collect();
    // Writing to a String cannot fail.
    let _ = write!(
        turtle,
        "\nquery:{} a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;\n  \
         dcterms:identifier {} ;\n  rdfs:label {}@en, {}@ja ;\n  rdfs:comment {}@en ;\n",
        query.name,
        quoted(query.number),
        quoted(&query.header.summary),
        quoted(&query.header.title),
        quoted(&query.header.description),
    );
    if !keywords.is_empty() {
        let _ = writeln!(turtle, "  schema:keywords {} ;", keywords.join(", "));
    }
    if !nodes.is_empty() {
        let _ = writeln!(turtle, "  sh:parameter {} ;", nodes.join(", "));
    }
    let _ = writeln!(turtle, "  sh:select \"\"\"{}\"\"\" .", long(without_header(query.text)));
    for parameter in &parameters {
        write_parameter(query, parameter, turtle);
    }
}

/// The IRI of a parameter of a query, as it is written.
fn node(query: &StoredQuery, parameter: &Parameter) -> String {
    format!("<{BASE}{}#{}>", query.name, parameter.variable())
}

fn write_parameter(query: &StoredQuery, parameter: &Parameter, turtle: &mut String) {
    let kind = match parameter.kind() {
        ParameterKind::Iri => "sh:nodeKind sh:IRI",
        ParameterKind::Integer => "sh:datatype xsd:integer",
        ParameterKind::Text => "sh:nodeKind sh:Literal",
    };
    let default = query.header.defaults.iter().find(|(name, _)| parameter.answers_to(name));
    let default =
        default.map_or_else(String::new, |(_, value)| format!("  sh:defaultValue {} ;\n", quoted(value)));
    // The local name of the path is the name of the variable, as SHACL wants it.
    let _ = writeln!(
        turtle,
        "{} a sh:Parameter ;\n  sh:path parameter:{} ;\n  sh:name {} ;\n  {kind} ;\n{default}  sh:optional true .",
        node(query, parameter),
        parameter.variable(),
        quoted(parameter.name()),
    );
}

/// The text behind the comments that open it.
fn without_header(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    rest.trim()
}

fn quoted(text: &str) -> String {
    let mut literal = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// The inside of a literal in three quotes: backslashes, three quotes in a row and a quote at the end are escaped.
fn long(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"").replace('\r', "\\r");
    match escaped.strip_suffix('"') {
        Some(start) => format!("{start}\\\""),
        None => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_left_out_and_comments_in_the_query_stay() {
        assert_eq!(
            without_header("#+ summary: A\n# @title 題\n\nSELECT ?x {\n# why\n}\n"),
            "SELECT ?x {\n# why\n}"
        );
        assert_eq!(without_header("# only"), "");
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted("a\"b\\c\nd"), r#""a\"b\\c\nd""#);
        assert_eq!(long(r#"REGEX(?x, "\\d") """ "x""#), r#"REGEX(?x, "\\\\d") \"\"\" "x\""#);
    }
}

//! A catalogue as Turtle.

use super::graph::{Graph, Value};
use crate::rdf::vocab::{Term, rdf, xsd};
use std::collections::BTreeMap;
use std::fmt::Write as _;

impl Graph {
    /// The catalogue as Turtle. Files whose place is not known are relative to where it is read.
    pub fn to_turtle(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail, so what it returns is dropped here and below.
        for (prefix, namespace) in self.prefixes() {
            let _ = writeln!(out, "@prefix {prefix}: <{namespace}> .");
        }
        for node in &self.nodes {
            let _ = write!(out, "\n<{}>", node.subject);
            let mut previous: Option<Term> = None;
            for (predicate, value) in &node.facts {
                if previous == Some(*predicate) {
                    // Things a line each, words beside each other.
                    out.push_str(if matches!(value, Value::Iri(_) | Value::File(_)) {
                        ",\n    "
                    } else {
                        ", "
                    });
                } else {
                    out.push_str(if previous.is_some() { " ;\n  " } else { " " });
                    if *predicate == rdf::TYPE {
                        out.push('a');
                    } else {
                        let _ = write!(out, "{}:{}", predicate.prefix, predicate.local);
                    }
                    out.push(' ');
                }
                push_value(&mut out, value);
                previous = Some(*predicate);
            }
            out.push_str(" .\n");
        }
        out
    }

    /// The prefixes of the terms in use.
    pub(super) fn prefixes(&self) -> BTreeMap<&'static str, &'static str> {
        let mut used = BTreeMap::new();
        let mut take = |term: &Term| _ = used.insert(term.prefix, term.namespace);
        for (predicate, value) in self.nodes.iter().flat_map(|node| &node.facts) {
            if *predicate != rdf::TYPE {
                take(predicate);
            }
            match value {
                Value::Term(term) => take(term),
                Value::Typed(_, datatype) if *datatype != xsd::INTEGER => take(datatype),
                _ => {}
            }
        }
        used
    }
}

fn push_value(out: &mut String, value: &Value) {
    let _ = match value {
        Value::Term(term) => write!(out, "{}:{}", term.prefix, term.local),
        Value::Iri(iri) | Value::File(iri) => write!(out, "<{iri}>"),
        Value::Plain(text) => {
            push_quoted(out, text);
            Ok(())
        }
        Value::Text(text, language) => {
            push_quoted(out, text);
            write!(out, "@{language}")
        }
        Value::Typed(text, datatype) if *datatype == xsd::INTEGER => write!(out, "{text}"),
        Value::Typed(text, datatype) => {
            push_quoted(out, text);
            write!(out, "^^{}:{}", datatype.prefix, datatype.local)
        }
    };
}

/// Appends a text in quotation marks, escaped as the grammar demands.
fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            '\0'..='\x1f' | '\x7f' => write!(out, "\\u{:04X}", u32::from(c)),
            _ => write!(out, "{c}"),
        };
    }
    out.push('"');
}

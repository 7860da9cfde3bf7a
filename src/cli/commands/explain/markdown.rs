//! An explanation as Markdown.

use super::words::{class_name, details, heading, place, quantity, value};
use crate::query::explain::{Cell, Entry, Explanation, Place, Section, Value};
use crate::query::prefix::shorten;
use crate::query::results::markdown_cell;
use std::io::{self, Write};

/// Writes an explanation as a page.
pub(super) fn write(explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
    let thing = &explanation.thing;
    writeln!(out, "# {}\n", markdown_cell(&heading(thing)))?;
    let classes: Vec<String> =
        explanation.classes.iter().map(|class| markdown_cell(&class_name(class))).collect();
    writeln!(out, "{} {}", classes.join(", "), code(&thing.iri))?;
    for name in explanation.names.iter().filter(|name| thing.label.as_ref() != Some(&name.text)) {
        writeln!(
            out,
            "- {} name: {}",
            name.kind,
            markdown_cell(&value("", &Value::Text(name.text.clone())))
        )?;
    }
    places(&explanation.places, "", out)?;
    for (title, sections) in
        [("What the documents say", &explanation.said), ("What follows", &explanation.derived)]
    {
        if !sections.is_empty() {
            writeln!(out, "\n## {title}")?;
        }
        for section in sections {
            write_section(section, out)?;
        }
    }
    Ok(())
}

/// Writes the cells in which some words stand.
pub(super) fn write_cells(words: &str, cells: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    let words = markdown_cell(&value("", &Value::Text(words.to_owned())));
    writeln!(out, "# {words}\n\nNothing is called so; the words stand in these cells.\n")?;
    for cell in cells {
        let class = cell.thing.class.as_deref().map(class_name).unwrap_or_default();
        writeln!(out, "- {} {}", markdown_cell(&class), code(&shorten(&cell.thing.iri)))?;
        places(std::slice::from_ref(&cell.place), "  ", out)?;
    }
    Ok(())
}

fn write_section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n### {}\n", section.title)?;
    for entry in &section.entries {
        write_entry(entry, "", out)?;
    }
    Ok(())
}

fn write_entry(entry: &Entry, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut words: Vec<String> =
        entry.property.iter().map(|property| format!("{}:", class_name(property))).collect();
    let mut left_out = Vec::new();
    if let Some(quantity) = quantity(entry) {
        left_out = vec!["value", "unit", "date"];
        words.push(quantity);
    } else {
        words.push(value("", &entry.value));
    }
    words.extend(details(&entry.details, &left_out).into_iter().map(|word| format!("· {word}")));
    let iri = match &entry.value {
        Value::Thing(thing) => format!(" {}", code(&shorten(&thing.iri))),
        _ => String::new(),
    };
    writeln!(out, "{indent}- {}{iri}", markdown_cell(&words.join(" ")))?;
    let deeper = format!("{indent}  ");
    places(&entry.places, &deeper, out)?;
    for below in &entry.entries {
        write_entry(below, &deeper, out)?;
    }
    Ok(())
}

fn places(places: &[Place], indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for written in places {
        let quote = written.quote.as_ref().map(|quote| value("", &Value::Text(quote.clone())));
        let quote = quote.map_or_else(String::new, |quote| format!(": 「{}」", markdown_cell(&quote)));
        writeln!(out, "{indent}- {}{quote}", markdown_cell(&place(written)))?;
    }
    Ok(())
}

/// An IRI as code; backquotes cannot end it.
fn code(iri: &str) -> String {
    format!("`{}`", value("", &Value::Text(iri.replace('`', "%60"))))
}

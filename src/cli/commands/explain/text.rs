//! An explanation for a terminal.

use super::words::{class_name, details, heading, is_code, place, quantity, thing_name, value};
use crate::cli::findings::wrap::{shortened, snippet, wrapped};
use crate::cli::render::inert;
use crate::query::explain::{Cell, Entry, Explanation, Place, Section, Value};
use crate::query::prefix::shorten;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A writer that knows the width and whether there are colours.
struct Page<'o> {
    out: &'o mut dyn Write,
    width: usize,
    colours: bool,
}

/// Writes an explanation in lines of at most `width` columns.
pub(super) fn write(
    explanation: &Explanation,
    width: usize,
    colours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page { out, width, colours };
    page.heading(explanation)?;
    for (title, sections) in
        [("What the documents say", &explanation.said), ("What follows", &explanation.derived)]
    {
        if !sections.is_empty() {
            page.rule(title)?;
        }
        for section in sections {
            page.section(section)?;
        }
    }
    Ok(())
}

/// How many cells are shown to people.
const CELLS: usize = 10;

/// Writes the cells in which some words stand.
pub(super) fn write_cells(
    words: &str,
    cells: &[Cell],
    nearest: &[String],
    width: usize,
    colours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page { out, width, colours };
    let count = if cells.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", cells.len()) };
    page.wrap(0, 0, &format!("Nothing is called `{}`; the words stand in {count}.", inert(words)))?;
    if !nearest.is_empty() {
        let nearest: Vec<String> = nearest.iter().map(|name| shortened(&inert(name), 40)).collect();
        page.wrap(0, 2, &format!("Nearest names: {}", nearest.join(", ")))?;
    }
    for cell in cells.iter().take(CELLS) {
        let class = cell.thing.class.as_deref().map(class_name).unwrap_or_default();
        writeln!(page.out)?;
        page.wrap(0, 2, &format!("{class}: {}", place(&cell.place)))?;
        page.quote(2, &cell.place)?;
        page.dim(2, &shorten(&cell.thing.iri))?;
    }
    if cells.len() > CELLS {
        writeln!(page.out)?;
        page.wrap(0, 0, &format!("… and {} more; --format json has them all.", cells.len() - CELLS))?;
    }
    Ok(())
}

impl Page<'_> {
    fn paint(&self, text: &str, colour: &str) -> String {
        if self.colours { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A text in lines, the first `first` columns from the left, the others `rest`.
    fn wrap(&mut self, first: usize, rest: usize, text: &str) -> io::Result<()> {
        self.wrap_painted(first, rest, text, "")
    }

    fn wrap_painted(&mut self, first: usize, rest: usize, text: &str, colour: &str) -> io::Result<()> {
        // All lines are as wide as those further in.
        let room = self.width.saturating_sub(first.max(rest)).max(20);
        for (number, line) in wrapped(text, 0, room).iter().enumerate() {
            let indent = " ".repeat(if number == 0 { first } else { rest });
            let line = if colour.is_empty() { line.clone() } else { self.paint(line, colour) };
            writeln!(self.out, "{indent}{line}")?;
        }
        Ok(())
    }

    fn dim(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.wrap_painted(indent, indent, &inert(text), "2")
    }

    fn rule(&mut self, title: &str) -> io::Result<()> {
        let line = "─".repeat(self.width.saturating_sub(title.width() + 4));
        let text = format!("── {title} {line}");
        let text = self.paint(&text, "1");
        writeln!(self.out, "\n{text}")
    }

    fn heading(&mut self, explanation: &Explanation) -> io::Result<()> {
        let thing = &explanation.thing;
        self.wrap_painted(0, 0, &heading(thing), "1")?;
        let classes = class_names(&explanation.classes);
        if !classes.is_empty() {
            self.wrap(2, 4, &classes.join(", "))?;
        }
        self.dim(2, &thing.iri)?;
        for (kind, title) in
            [("main", "Also"), ("other", "Other names"), ("misprint", "Misprints"), ("mark", "Marks")]
        {
            let of_kind = explanation.names.iter().filter(|name| name.kind == kind);
            let names: Vec<String> = of_kind
                .filter(|name| thing.label.as_ref() != Some(&name.text) || kind != "main")
                .map(|name| inert(&name.text))
                .collect();
            if !names.is_empty() {
                self.wrap(2, 4, &format!("{title}: {}", names.join(" · ")))?;
            }
        }
        for written in &explanation.places {
            self.dim(2, &place(written))?;
            let label = thing.label.as_deref().unwrap_or_default();
            match written.quote.as_deref() {
                Some(quote) if quote != label => {
                    // The label stands above in full.
                    let quote = if label.is_empty() { quote.to_owned() } else { quote.replace(label, "…") };
                    self.wrap(4, 4, &format!("「{}」", inert(&quote)))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn section(&mut self, section: &Section) -> io::Result<()> {
        let count = section.entries.len();
        let title = if count > 1 && !["counts", "above"].contains(&section.key) {
            format!("{} ({count})", section.title)
        } else {
            section.title.to_owned()
        };
        let title = self.paint(&title, "1;36");
        writeln!(self.out, "\n{title}")?;
        for entry in &section.entries {
            match section.key {
                "counts" => self.count(entry)?,
                "cells" => self.cell(entry)?,
                _ => self.entry(entry)?,
            }
        }
        Ok(())
    }

    fn count(&mut self, entry: &Entry) -> io::Result<()> {
        let class = match &entry.value {
            Value::Thing(thing) => class_name(&thing.iri),
            other => value("", other),
        };
        let count = entry.detail("count").map(|count| value("", count)).unwrap_or_default();
        let plural = if entry.detail("count") == Some(&Value::Integer(1)) { "" } else { "s" };
        self.wrap(2, 4, &format!("{count:>4} {class}{plural}"))
    }

    /// A status or plan cell with its text in full.
    fn cell(&mut self, entry: &Entry) -> io::Result<()> {
        let class = match &entry.value {
            Value::Thing(thing) => thing.class.as_deref().map(class_name).unwrap_or_default(),
            other => value("", other),
        };
        let cell = match class.as_str() {
            "status statement" => "status".to_owned(),
            "planned statement" => "plan".to_owned(),
            _ => class,
        };
        let mut head = vec![cell];
        head.extend(details(&entry.details, &["text"]));
        self.wrap(2, 4, &head.join(" · "))?;
        for written in &entry.places {
            self.dim(4, &place(written))?;
        }
        let quote = entry.places.iter().find_map(|place| place.quote.clone());
        let text = entry.detail("text").map(|text| value("", text)).or(quote.as_deref().map(inert));
        self.wrap(4, 4, &text.unwrap_or_default())
    }

    fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        self.entry_head(entry)?;
        let label = match &entry.value {
            Value::Thing(thing) => thing.label.as_deref(),
            _ => None,
        };
        for written in &entry.places {
            self.place(4, written, "", label)?;
        }
        for below in &entry.entries {
            let words = details(&below.details, &[]).join(" · ");
            for written in &below.places {
                self.place(4, written, &words, label)?;
            }
            if below.places.is_empty() {
                let words = if words.is_empty() { value("", &below.value) } else { words };
                self.wrap(4, 6, &words)?;
            }
        }
        Ok(())
    }

    /// Line of the plan, name, details and IRI; on one line if they fit.
    fn entry_head(&mut self, entry: &Entry) -> io::Result<()> {
        let (name, left_out) = entry_name(entry);
        let more = details(&entry.details, &left_out);
        let line = entry.detail("line").map(|line| format!("{:<9}", format!("line {}", value("line", line))));
        let property = entry.property.as_deref().map(|property| format!("{}: ", class_name(property)));
        let before = format!("{}{}", line.unwrap_or_default(), property.unwrap_or_default());
        let iri = match &entry.value {
            Value::Thing(thing) if thing.label.is_some() => inert(&shorten(&thing.iri)),
            _ => String::new(),
        };
        let mut parts = Vec::new();
        parts.extend(Some(name).filter(|name| !name.is_empty()));
        parts.extend(more);
        let after: usize = parts.iter().skip(1).map(|part| part.width() + 3).sum();
        let taken = 2 + before.width() + after + if iri.is_empty() { 0 } else { iri.width() + 2 };
        // A long text is known by how it begins; a program or body by all of its name.
        if let Some(name) =
            parts.first_mut().filter(|_| entry.detail("line").is_some() || entry.property.is_some())
        {
            *name = shortened(name, self.width.saturating_sub(taken).max(30));
        }
        let text = format!("{before}{}", parts.join(" · "));
        if 2 + text.width() + 2 + iri.width() <= self.width {
            let gap = if iri.is_empty() { "" } else { "  " };
            let iri = if iri.is_empty() { iri } else { self.paint(&iri, "2") };
            return writeln!(self.out, "  {text}{gap}{iri}");
        }
        let mut indent = 2;
        for line in broken(&before, &parts, self.width.saturating_sub(4)) {
            self.wrap(indent, 4, &line)?;
            indent = 4;
        }
        if iri.is_empty() { Ok(()) } else { self.dim(4, &iri) }
    }

    /// A place, with its quote on the same line if it is short and stands alone. What only repeats `label` is left out.
    fn place(&mut self, indent: usize, written: &Place, words: &str, label: Option<&str>) -> io::Result<()> {
        let mut line = place(written);
        if !words.is_empty() {
            line = format!("{line} · {words}");
        }
        let alone = written.before.is_none() && written.after.is_none();
        let quote = written.quote.as_deref().filter(|quote| alone && label != Some(*quote)).map(inert);
        if let Some(quote) = quote.filter(|quote| indent + line.width() + 1 + quote.width() + 4 <= self.width)
        {
            let line = self.paint(&line, "2");
            return writeln!(self.out, "{}{line} 「{quote}」", " ".repeat(indent));
        }
        self.dim(indent, &line)?;
        if alone && written.quote.as_deref() == label { Ok(()) } else { self.quote(indent + 2, written) }
    }

    /// The quote with what stands around it on one line; marked with 《 》 where there are no colours.
    fn quote(&mut self, indent: usize, written: &Place) -> io::Result<()> {
        let Some(quote) = &written.quote else {
            return Ok(());
        };
        let (before, after) =
            (written.before.as_deref().unwrap_or_default(), written.after.as_deref().unwrap_or_default());
        if before.is_empty() && after.is_empty() {
            let shown = shortened(&inert(quote), self.width.saturating_sub(indent + 4));
            return writeln!(self.out, "{}「{shown}」", " ".repeat(indent));
        }
        let (start, length) = (before.chars().count(), quote.chars().count());
        let whole = format!("{before}{quote}{after}");
        let shown = snippet(&whole, start, start + length, self.width.saturating_sub(indent + 4));
        let (head, rest) = split_at_width(&shown.line, shown.before);
        let (part, tail) = split_at_width(rest, shown.under);
        let part = if self.colours { self.paint(part, "1;33") } else { format!("《{part}》") };
        writeln!(self.out, "{}{head}{part}{tail}", " ".repeat(indent))
    }
}

/// What an entry is called, and the details that say so already.
fn entry_name(entry: &Entry) -> (String, Vec<&'static str>) {
    let property = entry.property.as_deref().and_then(|property| property.rsplit(['#', '/']).next());
    if let Some(quantity) = quantity(entry) {
        return (quantity, vec!["value", "unit", "date", "line"]);
    }
    match &entry.value {
        Value::Thing(thing) if thing.label.is_none() && !is_code(&thing.iri) && property.is_none() => {
            // A place that speaks of something is known by what it says.
            let yen = entry.detail("yen").map(|yen| value("yen", yen));
            let name = if yen.is_none() && entry.details.is_empty() {
                thing_name(thing)
            } else {
                yen.unwrap_or_default()
            };
            (name, vec!["yen", "line"])
        }
        other => (value(property.unwrap_or_default(), other), vec!["line"]),
    }
}

/// Parts in lines of some columns; a line breaks between parts rather than in them.
fn broken(before: &str, parts: &[String], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = before.to_owned();
    for (number, part) in parts.iter().enumerate() {
        if number > 0 && line.width() + 3 + part.width() > width {
            lines.push(format!("{line} ·"));
            line.clone_from(part);
        } else {
            line = format!("{line}{}{part}", if number > 0 { " · " } else { "" });
        }
    }
    lines.push(line);
    lines
}

/// Classes of our vocabulary first.
fn class_names(classes: &[String]) -> Vec<String> {
    let (ours, others): (Vec<&String>, Vec<&String>) = classes.iter().partition(|class| is_code(class));
    ours.into_iter().chain(others).map(|class| class_name(class)).collect()
}

/// A text in two, behind the characters that take some columns.
fn split_at_width(text: &str, columns: usize) -> (&str, &str) {
    let mut used = 0;
    let at = text.char_indices().find(|(_, character)| {
        let full = used >= columns;
        used += crate::cli::findings::wrap::columns(*character);
        full
    });
    text.split_at_checked(at.map_or(text.len(), |(at, _)| at)).unwrap_or((text, ""))
}

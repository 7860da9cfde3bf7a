//! Differences on a terminal.

use crate::cli::findings::wrap::{shortened, wrapped};
use crate::cli::render::inert;
use crate::diff::write::{Account, Entry, Point, Side};
use crate::diff::{Action, Count, Piece};
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes an account in lines of at most some columns.
pub(super) fn write(
    account: &Account<'_>,
    width: usize,
    colours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    side("old", &account.old, width, out)?;
    side("new", &account.new, width, out)?;
    if account.changes.is_empty() {
        writeln!(out, "No differences.")?;
    } else {
        numbers(account, width, out)?;
    }
    if let Some(count) = account.statements {
        writeln!(out, "RDF statements: {} removed, {} added", count.removed, count.added)?;
    }
    for section in account.outline().sections {
        writeln!(out)?;
        for line in wrapped(&inert(&section.title), 0, width) {
            writeln!(out, "{}", coloured(&line, "1", colours))?;
        }
        for found in &section.entries {
            entry(found, width, colours, out)?;
        }
    }
    Ok(())
}

fn side(name: &str, side: &Side, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let years: Vec<String> = side.fiscal_years.iter().map(|year| format!("FY{year}")).collect();
    let numbers = format!("{} measures, {}", side.measures, years.join(" "));
    writeln!(out, "{name}: {}", shortened(&inert(&side.input), width.saturating_sub(5)))?;
    writeln!(out, "     {}", numbers.trim_end_matches([',', ' ']))?;
    for title in &side.titles {
        writeln!(out, "     {}", shortened(&inert(title), width.saturating_sub(5)))?;
    }
    Ok(())
}

fn numbers(account: &Account<'_>, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let summary = account.summary();
    let kinds: Vec<(String, Count)> =
        summary.kinds.iter().map(|(kind, count)| (kind.to_string(), *count)).collect();
    for (title, rows) in [("kind", &kinds), ("goal", &summary.goals), ("lead ministry", &summary.ministries)]
    {
        if rows.is_empty() {
            continue;
        }
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED);
        table.force_no_tty();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        table.set_header([title].into_iter().chain(Action::ALL.iter().map(|action| action.as_str())));
        for (name, count) in rows {
            let number = |number: usize| {
                let text = if number == 0 { String::new() } else { number.to_string() };
                Cell::new(text).set_alignment(CellAlignment::Right)
            };
            table.add_row([Cell::new(inert(name))].into_iter().chain(count.by_action().map(number)));
        }
        // Numbers are never broken: they are as wide as their headings.
        for (column, action) in table.column_iter_mut().skip(1).zip(Action::ALL) {
            let width = u16::try_from(action.as_str().len() + 2).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        writeln!(out, "{}", table.trim_fmt())?;
    }
    Ok(())
}

/// Lines that the words of a thing take at most.
const TITLE: usize = 2;

fn entry(entry: &Entry, width: usize, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    if !entry.title.is_empty() {
        let room = width.saturating_sub(2);
        let title = shortened(&inert(&entry.title), (room * TITLE).saturating_sub(TITLE));
        for line in wrapped(&title, 0, room) {
            writeln!(out, "  {line}")?;
        }
        let place: Vec<String> = entry
            .under
            .iter()
            .chain([&entry.place])
            .filter(|text| !text.is_empty())
            .map(|text| inert(text))
            .collect();
        for line in wrapped(&place.join(" › "), 0, width.saturating_sub(4)) {
            if !line.is_empty() {
                writeln!(out, "    {}", coloured(&line, "2", colours))?;
            }
        }
    }
    entry.points.iter().try_for_each(|found| point(found, width, colours, out))
}

fn point(point: &Point, width: usize, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    let (sign, colour) = match point.action {
        Action::Added => ("+", "32"),
        Action::Removed => ("-", "31"),
        Action::Changed | Action::Reworded => ("~", "33"),
        Action::Moved => (">", "33"),
    };
    let room = width.saturating_sub(6);
    for (at, line) in wrapped(&inert(&point.head), 0, room).iter().enumerate() {
        let mark = if at == 0 { coloured(sign, colour, colours) } else { " ".to_owned() };
        writeln!(out, "    {mark} {line}")?;
    }
    for line in point.further.iter().flat_map(|line| wrapped(&inert(line), 0, room)) {
        writeln!(out, "      {line}")?;
    }
    if !point.pieces.is_empty() {
        excerpt(&point.pieces, room, colours, out)?;
    }
    Ok(())
}

/// Removed words stand in `[-…-]`, added ones in `{+…+}`.
fn excerpt(pieces: &[Piece], room: usize, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    let (mut line, mut used) = (String::new(), 0);
    let mut lines = Vec::new();
    for piece in pieces {
        let (text, colour) = match piece {
            Piece::Same(text) => (inert(text), None),
            Piece::Removed(text) => (format!("[-{}-]", inert(text)), Some("31")),
            Piece::Added(text) => (format!("{{+{}+}}", inert(text)), Some("32")),
            Piece::Skipped(_) => ("…".to_owned(), None),
        };
        for (at, part) in wrapped(&text, used, room).into_iter().enumerate() {
            if at > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            used += part.width();
            line.push_str(&match colour {
                Some(colour) => coloured(&part, colour, colours),
                None => part,
            });
        }
    }
    lines.push(line);
    lines.iter().try_for_each(|line| writeln!(out, "      {line}"))
}

fn coloured(text: &str, colour: &str, colours: bool) -> String {
    if colours && !text.is_empty() { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
}

//! Markdown, for people.

use super::{Account, Side};
use crate::diff::{Action, Count, Piece};
use std::io::{self, Write};

/// Writes an account as Markdown. What documents say cannot become markup.
pub fn write_markdown(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Differences\n")?;
    for (name, side) in [("Old", &account.old), ("New", &account.new)] {
        writeln!(out, "- {name}: {}", plain(&described(side)))?;
    }
    writeln!(out)?;
    if account.changes.is_empty() {
        writeln!(out, "No differences.")?;
    } else {
        numbers(account, out)?;
    }
    if let Some(count) = account.statements {
        writeln!(out, "\nRDF statements: {} removed, {} added.", count.removed, count.added)?;
    }
    for section in account.outline().sections {
        writeln!(out, "\n## {}", plain(&section.title))?;
        for entry in &section.entries {
            writeln!(out)?;
            if !entry.title.is_empty() {
                writeln!(out, "### {}\n", plain(&entry.title))?;
            }
            let place: Vec<String> = entry
                .under
                .iter()
                .chain([&entry.place])
                .filter(|text| !text.is_empty())
                .map(|text| plain(text))
                .collect();
            if !place.is_empty() {
                writeln!(out, "{}\n", place.join(" › "))?;
            }
            for point in &entry.points {
                write!(out, "- ")?;
                if !point.says_action() {
                    write!(out, "{}: ", point.action)?;
                }
                write!(out, "{}", plain(&point.head))?;
                for line in &point.further {
                    write!(out, "; {}", plain(line))?;
                }
                writeln!(out)?;
                if !point.pieces.is_empty() {
                    let pieces: String = point.pieces.iter().map(|piece| marked(piece, plain)).collect();
                    writeln!(out, "  <br>{pieces}")?;
                }
            }
        }
    }
    Ok(())
}

/// A side in a line.
pub(super) fn described(side: &Side) -> String {
    let years: Vec<String> = side.fiscal_years.iter().map(|year| format!("FY{year}")).collect();
    let parts =
        [side.input.clone(), side.titles.join("、"), years.join(" "), format!("{} measures", side.measures)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn numbers(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = account.summary();
    let kinds = summary.kinds.iter().map(|(kind, count)| (kind.to_string(), *count)).collect::<Vec<_>>();
    for (title, rows) in [("", &kinds), ("goal", &summary.goals), ("lead ministry", &summary.ministries)] {
        if rows.is_empty() {
            continue;
        }
        writeln!(
            out,
            "| {title} | {} |",
            Action::ALL.iter().map(|action| action.as_str()).collect::<Vec<_>>().join(" | ")
        )?;
        writeln!(out, "|---|{}", "--:|".repeat(Action::ALL.len()))?;
        for (name, count) in rows {
            writeln!(out, "| {} | {} |", plain(name), cells(*count).join(" | "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Numbers as cells; nothing for none.
pub(super) fn cells(count: Count) -> [String; 5] {
    count.by_action().map(|number| if number == 0 { String::new() } else { number.to_string() })
}

/// A piece of a reworded text with what was taken out and put in marked as HTML and Markdown have it; `plain` escapes.
pub(super) fn marked(piece: &Piece, plain: fn(&str) -> String) -> String {
    match piece {
        Piece::Same(text) => plain(text),
        Piece::Removed(text) => format!("<del>{}</del>", plain(text)),
        Piece::Added(text) => format!("<ins>{}</ins>", plain(text)),
        Piece::Skipped(_) => "…".to_owned(),
    }
}

/// A text on one line in which no character means anything to Markdown or HTML.
fn plain(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            c if c.is_control() => written.push(' '),
            c if is_turning(c) => {}
            c if c.is_ascii_punctuation()
                && !matches!(c, '.' | ',' | ':' | ';' | '/' | '%' | '(' | ')' | '-' | '+') =>
            {
                written.push('\\');
                written.push(c);
            }
            c => written.push(c),
        }
    }
    written
}

/// Characters that turn the direction of the text around them.
pub(super) fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(plain("<b>*a*</b>\n| x"), "&lt;b&gt;\\*a\\*&lt;/b&gt; \\| x");
        assert_eq!(plain("[x](y)"), "\\[x\\](y)");
    }
}

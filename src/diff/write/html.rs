//! One page for people: nothing to load, no script, good to read on a telephone and on paper.

use super::markdown::{cells, described, is_turning, marked};
use super::{Account, Entry};
use crate::diff::{Action, Count};
use std::io::{self, Write};

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid;margin-top:2.5rem}h3{font-size:1rem;margin:1.5rem 0 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;overflow-wrap:normal;font-size:.875rem}
th,td{padding:.2rem .4rem;border-bottom:1px solid #8886;text-align:right}th:first-child{text-align:left;font-weight:normal;min-width:6rem}
thead th{font-weight:bold}.place{font-size:.875rem;opacity:.8;margin:0}
ul{padding-left:1.2rem;margin:.3rem 0}li{margin:.3rem 0}
.text{display:block;border-left:3px solid #8886;padding-left:.6rem}
ins{background:#2a02;text-decoration:underline;text-decoration-color:#0a0}del{background:#d002;text-decoration-color:#d00}
";

/// Writes an account as a page.
pub fn write_html(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<title>Differences: {} and {}</title>",
        plain(&account.old.input),
        plain(&account.new.input)
    )?;
    writeln!(out, "<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Differences</h1>")?;
    writeln!(
        out,
        "<p>Old: {}<br>New: {}</p>",
        plain(&described(&account.old)),
        plain(&described(&account.new))
    )?;
    if account.changes.is_empty() {
        writeln!(out, "<p>No differences.</p>")?;
    } else {
        numbers(account, out)?;
    }
    if let Some(count) = account.statements {
        writeln!(out, "<p>RDF statements: {} removed, {} added.</p>", count.removed, count.added)?;
    }
    for section in account.outline().sections {
        writeln!(out, "<section>\n<h2>{}</h2>", plain(&section.title))?;
        for found in &section.entries {
            entry(found, out)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn entry(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    if !entry.title.is_empty() {
        writeln!(out, "<h3>{}</h3>", plain(&entry.title))?;
    }
    let place: Vec<String> = entry
        .under
        .iter()
        .chain([&entry.place])
        .filter(|text| !text.is_empty())
        .map(|text| plain(text))
        .collect();
    if !place.is_empty() {
        writeln!(out, "<p class=\"place\">{}</p>", place.join(" › "))?;
    }
    writeln!(out, "<ul>")?;
    for point in &entry.points {
        write!(out, "<li>")?;
        if !point.says_action() {
            write!(out, "<b>{}</b>: ", point.action)?;
        }
        write!(out, "{}", plain(&point.head))?;
        for line in &point.further {
            write!(out, "; {}", plain(line))?;
        }
        if !point.pieces.is_empty() {
            write!(out, "<span class=\"text\">")?;
            point.pieces.iter().try_for_each(|piece| write!(out, "{}", marked(piece, plain)))?;
            write!(out, "</span>")?;
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}

fn numbers(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = account.summary();
    let kinds: Vec<(String, Count)> =
        summary.kinds.iter().map(|(kind, count)| (kind.to_string(), *count)).collect();
    for (title, rows) in [("Kind", &kinds), ("Goal", &summary.goals), ("Lead ministry", &summary.ministries)]
    {
        if rows.is_empty() {
            continue;
        }
        write!(out, "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{title}</th>")?;
        for action in Action::ALL {
            write!(out, "<th scope=\"col\">{action}</th>")?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for (name, count) in rows {
            write!(out, "<tr><th scope=\"row\">{}</th>", plain(name))?;
            for cell in cells(*count) {
                write!(out, "<td>{cell}</td>")?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table></div>")?;
    }
    Ok(())
}

/// A text of which nothing is markup, and that holds only what a page may hold.
fn plain(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            c if c.is_control() || is_noncharacter(c) => written.push(' '),
            c if is_turning(c) => {}
            c => written.push(c),
        }
    }
    written
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

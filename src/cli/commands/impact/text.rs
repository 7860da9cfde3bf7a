//! Impacts in words, for a terminal.

use crate::cli::findings::wrap::{shortened, wrapped};
use crate::cli::render::inert;
use crate::view::impact::{Counts, Impact, Loss, Ranked, only};
use crate::view::links::{HeadingRow, Links};
use crate::view::money::Bounds;
use crate::view::text::grouped;
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A writer that knows how wide its lines may be.
struct Page<'o> {
    out: &'o mut dyn Write,
    width: usize,
}

impl Page<'_> {
    /// A text in lines, those after the first indented.
    fn lines(&mut self, indent: usize, text: &str) -> io::Result<()> {
        let room = self.width.saturating_sub(indent).max(20);
        for (place, line) in wrapped(&inert(text), 0, room).into_iter().enumerate() {
            let before = if place == 0 { 0 } else { indent };
            writeln!(self.out, "{:before$}{line}", "")?;
        }
        Ok(())
    }

    /// A name with what is to be said of it.
    fn fact(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.lines(14, &format!("  {name:<12}{text}"))
    }
}

/// Writes what the end of programs would mean.
pub(super) fn write(
    links: &Links,
    programs: &[usize],
    impact: &Impact,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page { out, width };
    let parts: Vec<usize> =
        impact.programs.iter().copied().filter(|program| !programs.contains(program)).collect();
    let along =
        if parts.is_empty() { String::new() } else { format!(", with its parts {},", names(links, &parts)) };
    let verb = if programs.len() == 1 { "ends" } else { "end" };
    page.lines(2, &format!("If {}{along} {verb}:", names(links, programs)))?;
    if impact.measures.is_empty() {
        return page.lines(2, "  no measure that is shown names it: nothing would lose a program.");
    }
    writeln!(page.out)?;
    for (name, losses) in
        [("measures", &impact.measures), ("objectives", &impact.objectives), ("goals", &impact.goals)]
    {
        let lost = only(losses);
        page.fact(
            name,
            &format!("{lost} would lose their only program, {} one of several", losses.len() - lost),
        )?;
    }
    let body = |body: &crate::view::impact::Concerned| {
        let row = links.bodies.get(body.body)?;
        Some(format!("{} (leads {}, supports {})", row.label, body.leads, body.supports))
    };
    let bodies: Vec<String> = impact.bodies.iter().filter_map(body).collect();
    page.fact("ministries", if bodies.is_empty() { "none named" } else { "" })?;
    for body in bodies {
        page.lines(4, &format!("    {body}"))?;
    }
    page.fact("money", &money(links, &impact.money))?;
    for (is_only, title) in [
        (true, "Measures that would lose their only program"),
        (false, "Measures that would lose one of several"),
    ] {
        let losses: Vec<&Loss> = impact.measures.iter().filter(|loss| loss.is_only() == is_only).collect();
        if !losses.is_empty() {
            writeln!(page.out, "\n{title}")?;
        }
        for loss in losses {
            measure(&mut page, links, loss)?;
        }
    }
    headings(&mut page, "Objectives", &impact.objectives, &links.objectives)?;
    headings(&mut page, "Goals", &impact.goals, &links.goals)
}

fn measure(page: &mut Page<'_>, links: &Links, loss: &Loss) -> io::Result<()> {
    let Some(row) = links.measures.get(loss.item) else {
        return Ok(());
    };
    let mark = |body: &usize, lead: &str| {
        let mark = links.bodies.get(*body).map(|row| row.mark.as_str()).unwrap_or_default();
        format!("{lead}{mark}")
    };
    let mut marks: Vec<String> = row.leads.iter().map(|body| mark(body, "◎")).collect();
    marks.extend(row.supporting.iter().map(|body| mark(body, "")));
    let line = row.line().map_or_else(|| "-".to_owned(), |line| line.to_string());
    let about = inert(&format!("  {line:>5}  [{}] ", marks.join("、")));
    let room = page.width.saturating_sub(about.width()).max(20);
    writeln!(page.out, "{about}{}", shortened(&inert(&row.text), room))?;
    if !loss.left.is_empty() {
        page.lines(15, &format!("         left: {}", names(links, &loss.left)))?;
    }
    Ok(())
}

fn headings(page: &mut Page<'_>, title: &str, losses: &[Loss], rows: &[HeadingRow]) -> io::Result<()> {
    if losses.is_empty() {
        return Ok(());
    }
    writeln!(page.out, "\n{title}")?;
    for loss in losses {
        if let Some(row) = rows.get(loss.item) {
            let count = match loss.left.len() {
                0 => "loses its only program".to_owned(),
                1 => "keeps 1 program".to_owned(),
                left => format!("keeps {left} programs"),
            };
            page.lines(4, &format!("  {} ({count})", row.label))?;
        }
    }
    Ok(())
}

fn names(links: &Links, programs: &[usize]) -> String {
    let rows = programs.iter().filter_map(|program| links.programs.get(*program));
    rows.map(|row| row.label.as_str()).collect::<Vec<_>>().join(", ")
}

/// Bounds year by year; what the text does not say is not said.
fn money(links: &Links, years: &BTreeMap<i32, Bounds>) -> String {
    if years.is_empty() {
        return "the document names no amount".to_owned();
    }
    let year = |(year, bounds): (&i32, &Bounds)| {
        let row = links.years.iter().find(|row| row.year == *year);
        let name = row.map_or_else(|| year.to_string(), |row| row.label.clone());
        if bounds.lower == bounds.upper {
            format!("{name} {} yen", grouped(bounds.lower))
        } else {
            format!("{name} between {} and {} yen", grouped(bounds.lower), grouped(bounds.upper))
        }
    };
    years.iter().map(year).collect::<Vec<_>>().join("; ")
}

/// Writes a ranking: a line each, the worst first.
pub(super) fn write_ranking(
    links: &Links,
    ranking: &[Ranked],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "What would lose its only program, and one of several, if a program ends\n")?;
    writeln!(out, "  measures  objectives  goals  program")?;
    let room = width.saturating_sub(33).max(20);
    for one in ranking {
        let Some(row) = links.programs.get(one.program) else {
            continue;
        };
        let counts = |counts: Counts| format!("{}/{}", counts.only, counts.one);
        writeln!(
            out,
            "  {:>8}  {:>10}  {:>5}  {}",
            counts(one.measures),
            counts(one.objectives),
            counts(one.goals),
            shortened(&inert(&row.label), room),
        )?;
    }
    Ok(())
}

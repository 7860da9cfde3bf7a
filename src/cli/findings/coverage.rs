//! What of the cells no fact covers: for people with the words marked, and as JSON.

use super::Checked;
use super::json::write_array;
use super::wrap::{columns, shortened};
use crate::cli::render::{grouped, inert, line_of};
use crate::plan::{
    CellCoverage, ColumnRole, Coverage, CoverageTotals, Plan, Statement, UncoveredKind, coverage,
};
use serde::Serialize;
use std::io::{self, Write};

/// Kinds of stretches that are listed one by one; the others are only marked in their cells.
const LISTED: [UncoveredKind; 5] = [
    UncoveredKind::Money,
    UncoveredKind::Program,
    UncoveredKind::Name,
    UncoveredKind::Quote,
    UncoveredKind::Number,
];

/// How much of a plan is covered, and how many stretches deserve a look.
pub(super) fn summary(plan: &Plan) -> (String, String) {
    let coverage = coverage(plan);
    let look: Vec<String> = LISTED
        .iter()
        .map(|kind| (kind, coverage.count(*kind)))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {}", plural(*kind, count)))
        .collect();
    let look = if look.is_empty() {
        "the rest looks like prose".to_owned()
    } else {
        format!("worth a look: {}", look.join(", "))
    };
    (totals(coverage.totals()), look)
}

fn totals(totals: CoverageTotals) -> String {
    format!(
        "{} of the {} characters in {} cells",
        percent(totals),
        grouped(totals.characters),
        grouped(totals.cells)
    )
}

fn percent(totals: CoverageTotals) -> String {
    let per_mille = totals.per_mille();
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

fn plural(kind: UncoveredKind, count: usize) -> String {
    match (kind, count) {
        (UncoveredKind::Money, 1) => "amount".to_owned(),
        (UncoveredKind::Money, _) => "amounts".to_owned(),
        (kind, 1) => kind.as_str().to_owned(),
        (kind, _) => format!("{}s", kind.as_str()),
    }
}

/// Writes the coverage of all inputs for people.
pub(crate) fn write(inputs: &[Checked], width: usize, colours: bool, out: &mut dyn Write) -> io::Result<()> {
    for (at, input) in inputs.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let coverage = coverage(&input.plan);
        writeln!(out, "{}\n  facts cover {}", input.file, totals(coverage.totals()))?;
        worth_a_look(&coverage, width, out)?;
        if colours {
            writeln!(out, "\nCells: \u{1b}[32mfact\u{1b}[0m, \u{1b}[1;33mworth a look\u{1b}[0m, prose")?;
        } else {
            writeln!(out, "\nCells: [fact], {{worth a look}}, prose")?;
        }
        let statements = input.plan.statements.iter().filter(|statement| !statement.text.is_empty());
        let mut cells = coverage.cells.iter().peekable();
        for statement in statements {
            if let Some(cell) = cells.next_if(|cell| cell.span == statement.span) {
                one(cell, statement, width, colours, out)?;
            }
        }
    }
    Ok(())
}

fn worth_a_look(coverage: &Coverage, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for kind in LISTED.into_iter().filter(|kind| coverage.count(*kind) > 0) {
        let count = coverage.count(kind);
        writeln!(out, "\n{count} {} that no fact covers", plural(kind, count))?;
        for cell in &coverage.cells {
            for stretch in cell.uncovered.iter().filter(|stretch| stretch.kind == kind) {
                let place = format!("{}, character {}", place(cell), u64::from(stretch.start) + 1);
                let words = shortened(&inert(&stretch.text), width.saturating_sub(34));
                writeln!(out, "  {place:30}  {words}")?;
            }
        }
    }
    Ok(())
}

fn place(cell: &CellCoverage) -> String {
    format!("{}, cell {}", line_of(cell.span.table, cell.span.line), u64::from(cell.span.column) + 1)
}

/// A cell with its words marked.
fn one(
    cell: &CellCoverage,
    statement: &Statement,
    width: usize,
    colours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let totals =
        CoverageTotals { cells: 1, characters: cell.characters.into(), covered: cell.covered.into() };
    let role = if cell.role == ColumnRole::Status { "status" } else { "plan" };
    let year = cell.fiscal_year.map(|year| format!(" {year}")).unwrap_or_default();
    writeln!(out, "\n{} ({role}{year}): {}", place(cell), percent(totals))?;
    let mut line = Line { out, width, used: 0, paint: colours, pending: "" };
    let mut facts = cell.facts.iter().peekable();
    let look = cell.uncovered.iter().filter(|stretch| stretch.kind != UncoveredKind::Text);
    let mut look = look.map(|stretch| (stretch.start, stretch.end)).peekable();
    let mut open = Mark::Prose;
    for (at, character) in (0_u32..).zip(statement.surface().chars()) {
        while facts.next_if(|(_, end)| *end <= at).is_some() {}
        while look.next_if(|(_, end)| *end <= at).is_some() {}
        let mark = if facts.peek().is_some_and(|(start, _)| *start <= at) {
            Mark::Fact
        } else if look.peek().is_some_and(|(start, _)| *start <= at) {
            Mark::Look
        } else {
            Mark::Prose
        };
        line.change(open, mark)?;
        open = mark;
        line.character(character, mark)?;
    }
    line.change(open, Mark::Prose)?;
    writeln!(line.out)
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Prose,
    Fact,
    Look,
}

impl Mark {
    fn colour(self) -> &'static str {
        match self {
            Self::Prose => "",
            Self::Fact => "\u{1b}[32m",
            Self::Look => "\u{1b}[1;33m",
        }
    }

    fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Prose => ("", ""),
            Self::Fact => ("[", "]"),
            Self::Look => ("{", "}"),
        }
    }
}

/// Characters in lines of a width.
struct Line<'o> {
    out: &'o mut dyn Write,
    width: usize,
    used: usize,
    paint: bool,
    /// An opening mark that waits for its character, so that it does not end a line.
    pending: &'static str,
}

impl Line<'_> {
    fn change(&mut self, from: Mark, to: Mark) -> io::Result<()> {
        if from == to {
            return Ok(());
        }
        if self.paint {
            let end = if from == Mark::Prose { "" } else { "\u{1b}[0m" };
            return write!(self.out, "{end}{}", to.colour());
        }
        write!(self.out, "{}", from.brackets().1)?;
        self.used += from.brackets().1.len();
        self.pending = to.brackets().0;
        Ok(())
    }

    fn character(&mut self, character: char, mark: Mark) -> io::Result<()> {
        const INDENT: usize = 2;
        let character = if character.is_control() { ' ' } else { character };
        let mark_before = std::mem::take(&mut self.pending);
        // One column is kept for a closing mark.
        if self.used == 0 || self.used + mark_before.len() + columns(character) > self.width - 1 {
            let painted = self.paint && self.used > 0 && mark != Mark::Prose;
            let (end, start) = if painted { ("\u{1b}[0m", mark.colour()) } else { ("", "") };
            let new = if self.used == 0 { "" } else { "\n" };
            write!(self.out, "{end}{new}{:INDENT$}{start}", "")?;
            self.used = INDENT;
        }
        self.used += mark_before.len() + columns(character);
        write!(self.out, "{mark_before}{character}")
    }
}

/// Writes the coverage of all inputs as one array of cells; docs/findings/README.md describes the members.
pub(crate) fn write_json(inputs: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let cells = inputs.iter().flat_map(|input| {
        coverage(&input.plan).cells.into_iter().map(|cell| CellJson {
            file: &input.file,
            table: Some(cell.span.table).filter(|table| *table > 0),
            line: cell.span.line,
            column: cell.span.column,
            cell,
        })
    });
    write_array(cells, out)
}

#[derive(Serialize)]
struct CellJson<'c> {
    file: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    line: u32,
    column: u32,
    #[serde(flatten)]
    cell: CellCoverage,
}

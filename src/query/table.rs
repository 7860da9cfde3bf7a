//! Answers as a table for a terminal.
//!
//! Widths count as East Asian terminals count them; a table that is wider than it may be wraps inside its
//! cells, and identifiers that stand beside a name are left out of it. More columns than fit that way stand below each other, row by row. Whether there is a terminal, and how wide it is, is the caller's knowledge.

use std::fmt::Write as _;

use comfy_table::presets::{NOTHING, UTF8_FULL_CONDENSED};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, Width};
use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;
use unicode_width::UnicodeWidthStr;

use crate::query::evaluate::{Answer, Solutions};
use crate::query::results::{for_people, headings, triple_line};

/// The answer as text for people, no line wider than `width` columns where that is possible; `None` never wraps.
///
/// Ends with a line break. An answer without rows is its heading alone.
pub fn to_table(answer: &Answer, width: Option<u16>) -> String {
    match answer {
        Answer::Boolean(value) => format!("{value}\n"),
        Answer::Triples(triples) => triples.iter().map(|triple| triple_line("", triple)).collect(),
        Answer::Solutions(solutions) => solutions_table(solutions, width),
    }
}

fn solutions_table(solutions: &Solutions, width: Option<u16>) -> String {
    let all = draw(solutions, None, &[]);
    let Some(limit) = width.filter(|limit| all.lines().any(|line| line.width() > usize::from(*limit))) else {
        return all;
    };
    let (narrow, left_out) = for_narrow(solutions);
    let widths: Vec<Option<u16>> = (0..narrow.variables.len()).map(|at| unbroken(&narrow, at)).collect();
    let needed: u16 = widths.iter().map(|width| width.unwrap_or(LEAST) + 1).sum();
    let mut text = if needed < limit { draw(&narrow, Some(limit), &widths) } else { records(&narrow, limit) };
    if !left_out.is_empty() {
        // Writing to a String cannot fail.
        let _ =
            writeln!(text, "Left out for lack of room: {}; other formats have them.", left_out.join(", "));
    }
    text
}

/// The columns that a person reads: without those that are empty, and without identifiers that stand beside a name.
fn for_narrow(solutions: &Solutions) -> (Solutions, Vec<String>) {
    let is_identifier = |term: Option<&Term>| matches!(term, Some(Term::NamedNode(node)) if !node.as_str().starts_with("https://w3id.org/policygraph/ontology#"));
    let terms = |at: usize| solutions.rows.iter().map(move |row| row.get(at).and_then(Option::as_ref));
    let keeps = |at: &usize| !terms(*at).all(|term| term.is_none() || is_identifier(term));
    let kept: Vec<usize> = (0..solutions.variables.len()).filter(keeps).collect();
    if kept.is_empty() {
        return (solutions.clone(), Vec::new());
    }
    let titles = headings(solutions);
    let left_out = titles.into_iter().enumerate().filter(|(at, _)| !kept.contains(at));
    let left_out =
        left_out.filter(|(at, _)| terms(*at).any(|term| term.is_some())).map(|(_, title)| title).collect();
    let pick = |row: &Vec<Option<Term>>| kept.iter().map(|at| row.get(*at).cloned().flatten()).collect();
    let variables = kept.iter().filter_map(|at| solutions.variables.get(*at).cloned()).collect();
    (Solutions { variables, rows: solutions.rows.iter().map(pick).collect() }, left_out)
}

/// Lines that a row takes at most where room is scarce; the rest of a long text is cut with `…`.
const MOST_LINES: usize = 3;
/// Columns up to this width are never wrapped: numbers, codes, years.
const NARROW: u16 = 17;
/// The least width, padding included, at which a column of texts can be read.
const LEAST: u16 = 14;

/// Each row as a list of its columns, for more columns than fit beside each other.
fn records(solutions: &Solutions, width: u16) -> String {
    let mut text = String::new();
    for row in &solutions.rows {
        let mut table = Table::new();
        table.load_style(NOTHING);
        table.force_no_tty();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
        for (heading, term) in headings(solutions).zip(row).filter(|(_, term)| term.is_some()) {
            table.add_row([heading, for_people(term.as_ref())]);
        }
        if let Some(column) = table.column_mut(0) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}\n", table.trim_fmt());
    }
    let _ = writeln!(text, "Rows: {}", solutions.rows.len());
    text
}

/// Draws a table; columns with a width of their own are never broken.
fn draw(solutions: &Solutions, width: Option<u16>, widths: &[Option<u16>]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.force_no_tty();
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
        table.set_truncation_indicator("…");
    }
    // Spaces are where a heading may be broken.
    table.set_header(
        headings(solutions).map(|name| if width.is_some() { name.replace('_', " ") } else { name }),
    );
    for row in &solutions.rows {
        let mut cells = Row::from(row.iter().map(|term| {
            let cell = Cell::new(for_people(term.as_ref()));
            if is_number(term.as_ref()) { cell.set_alignment(CellAlignment::Right) } else { cell }
        }));
        if width.is_some() {
            cells.max_height(MOST_LINES);
        }
        table.add_row(cells);
    }
    for (column, width) in table.column_iter_mut().zip(widths) {
        if let Some(width) = *width {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
    }
    format!("{}\n", table.trim_fmt())
}

/// The width, padding included, at which a column of short values is never broken: that of its values, and of the longest
/// word of its heading. Nothing for a column of longer texts.
fn unbroken(solutions: &Solutions, at: usize) -> Option<u16> {
    let values = solutions.rows.iter().map(|row| for_people(row.get(at).and_then(Option::as_ref)).width());
    let values = values.max().unwrap_or_default();
    let heading = headings(solutions).nth(at)?;
    let words = heading.split('_').map(UnicodeWidthStr::width).max().unwrap_or_default();
    (values <= usize::from(NARROW)).then(|| u16::try_from(values.max(words) + 2).ok()).flatten()
}

fn is_number(term: Option<&Term>) -> bool {
    match term {
        Some(Term::Literal(literal)) => {
            let datatype = literal.datatype();
            [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE].contains(&datatype)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::Literal;
    use oxigraph::sparql::Variable;

    fn table(width: Option<u16>) -> String {
        let row = |name: &str, count: i64| {
            vec![Some(Literal::from(name).into()), Some(Literal::from(count).into())]
        };
        let answer = Answer::Solutions(Solutions {
            variables: vec![Variable::new("program").unwrap(), Variable::new("measures").unwrap()],
            rows: vec![row("医工連携イノベーション推進事業", 13), row("MEDISO", 2)],
        });
        to_table(&answer, width)
    }

    #[test]
    fn every_line_has_the_same_width_in_east_asian_columns() {
        let text = table(None);
        let widths: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
        // 30 columns of name and 8 of number, a space on both sides of each, three rules.
        assert!(widths.iter().all(|width| *width == 30 + 8 + 4 + 3), "{widths:?}\n{text}");
    }

    #[test]
    fn more_columns_than_fit_stand_below_each_other_and_no_number_is_broken() {
        let names = ["program", "before_lower", "before_upper", "lower", "upper"];
        let yen = |amount: i64| Some(Literal::from(amount).into());
        let answer = Answer::Solutions(Solutions {
            variables: names.iter().map(|name| Variable::new(*name).unwrap()).collect(),
            rows: vec![vec![
                Some(Literal::from("医工連携イノベーション推進事業").into()),
                yen(1_900_000_000),
                yen(1_900_000_001),
                yen(2_000_000_000),
                yen(2_000_000_001),
            ]],
        });
        let text = to_table(&answer, Some(50));
        assert!(text.lines().all(|line| line.width() <= 50), "{text}");
        for amount in ["1900000000", "1900000001", "2000000000", "2000000001", "before_lower"] {
            assert!(text.contains(amount), "{text}");
        }
        assert!(text.ends_with("Rows: 1\n"), "{text}");
    }

    #[test]
    fn a_given_width_is_kept_by_wrapping() {
        let text = table(Some(30));
        assert!(text.lines().all(|line| line.width() <= 30), "{text}");
        let joined: String = text.chars().filter(|character| !" │┆\n".contains(*character)).collect();
        assert!(joined.contains("医工連携") && joined.contains("推進事業"), "{text}");
    }
}

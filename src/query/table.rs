//! Answers as a table for a terminal.
//!
//! Widths count as East Asian terminals count them; a table that is wider than it may be wraps inside its
//! cells. Whether there is a terminal, and how wide it is, is the caller's knowledge.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};
use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;

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
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.force_no_tty();
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
    }
    table.set_header(headings(solutions));
    for row in &solutions.rows {
        table.add_row(row.iter().map(|term| {
            let cell = Cell::new(for_people(term.as_ref()));
            if is_number(term.as_ref()) { cell.set_alignment(CellAlignment::Right) } else { cell }
        }));
    }
    format!("{}\n", table.trim_fmt())
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
    use unicode_width::UnicodeWidthStr;

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
    fn a_given_width_is_kept_by_wrapping() {
        let text = table(Some(30));
        assert!(text.lines().all(|line| line.width() <= 30), "{text}");
        let joined: String = text.chars().filter(|character| !" │┆\n".contains(*character)).collect();
        assert!(joined.contains("医工連携") && joined.contains("推進事業"), "{text}");
    }
}

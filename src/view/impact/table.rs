//! Impacts as tables of terms, which every format of answers can hold.

use crate::query::evaluate::Solutions;
use crate::view::impact::{Counts, Impact, Loss, Ranked};
use crate::view::links::Links;
use crate::view::write::csv::is_formula;
use oxigraph::model::{Literal, NamedNode, Term, Variable};

/// The columns of [`losses_table`].
const LOSSES: [&str; 9] =
    ["kind", "loses", "label", "lost", "left", "ministries", "source_line", "left_programs", "iri"];

/// The columns of [`ranking_table`].
const RANKING: [&str; 12] = [
    "program",
    "measures_only",
    "measures_one",
    "objectives_only",
    "objectives_one",
    "goals_only",
    "goals_one",
    "parts",
    "ministries",
    "budget_lower_yen",
    "budget_upper_yen",
    "iri",
];

/// What would lose programs, a row each: measures, then objectives, then goals. `loses` says `only` or `one`; `lost` and
/// `left` count programs, `left_programs` names those that a measure would keep.
pub fn losses_table(links: &Links, impact: &Impact) -> Solutions {
    let mut rows = Vec::new();
    for loss in &impact.measures {
        if let Some(row) = links.measures.get(loss.item) {
            let bodies = bodies(links, &row.leads, &row.supporting);
            rows.push(loss_row(links, loss, ("measure", &row.text, &row.iri), &bodies, row.line()));
        }
    }
    for (kind, losses, headings) in
        [("objective", &impact.objectives, &links.objectives), ("goal", &impact.goals, &links.goals)]
    {
        for loss in losses {
            if let Some(row) = headings.get(loss.item) {
                rows.push(loss_row(links, loss, (kind, &row.label, &row.iri), "", None));
            }
        }
    }
    Solutions { variables: columns(&LOSSES), rows }
}

fn loss_row(
    links: &Links,
    loss: &Loss,
    (kind, label, item): (&str, &str, &str),
    bodies: &str,
    line: Option<i64>,
) -> Vec<Option<Term>> {
    // Of a heading they would be most of the plan's.
    let named = if kind == "measure" { loss.left.as_slice() } else { &[] };
    let left = named.iter().filter_map(|program| links.programs.get(*program));
    let left: Vec<&str> = left.map(|row| row.label.as_str()).collect();
    vec![
        text(kind),
        text(if loss.is_only() { "only" } else { "one" }),
        text(label),
        Some(count(loss.lost.len())),
        Some(count(loss.left.len())),
        text(bodies),
        line.map(|line| Literal::from(line).into()),
        text(&left.join("、")),
        iri(item),
    ]
}

/// A row for each program of a [ranking](super::Impacts::ranking).
pub fn ranking_table(links: &Links, ranking: &[Ranked]) -> Solutions {
    let row = |one: &Ranked| {
        let row = links.programs.get(one.program)?;
        let names = one.bodies.iter().filter_map(|body| links.bodies.get(body.body));
        let names: Vec<&str> = names.map(|row| row.label.as_str()).collect();
        // Where the text names no amount there is no bound either.
        let known = !one.money.is_empty();
        let yen = |yen: i128| {
            let yen = i64::try_from(yen).ok().filter(|_| known)?;
            Some(Term::from(Literal::from(yen)))
        };
        let counts = |counts: Counts| [Some(count(counts.only)), Some(count(counts.one))];
        let mut cells = vec![text(&row.label)];
        cells.extend([one.measures, one.objectives, one.goals].into_iter().flat_map(counts));
        cells.extend([
            Some(count(one.parts.len())),
            text(&names.join("、")),
            yen(one.money.values().map(|bounds| bounds.lower).sum()),
            yen(one.money.values().map(|bounds| bounds.upper).sum()),
            iri(&row.iri),
        ]);
        Some(cells)
    };
    Solutions { variables: columns(&RANKING), rows: ranking.iter().filter_map(row).collect() }
}

/// The names of bodies, leads first and marked.
fn bodies(links: &Links, leads: &[usize], supporting: &[usize]) -> String {
    let named = |places: &[usize], mark: &str| -> Vec<String> {
        let rows = places.iter().filter_map(|place| links.bodies.get(*place));
        rows.map(|row| format!("{mark}{}", row.label)).collect()
    };
    let mut all = named(leads, "◎");
    all.extend(named(supporting, ""));
    all.join("、")
}

/// A table whose texts no spreadsheet runs: what looks like a formula gets an apostrophe, as in the tables of views.
#[must_use]
pub fn without_formulas(mut table: Solutions) -> Solutions {
    for term in table.rows.iter_mut().flatten().flatten() {
        if let Term::Literal(words) = term
            && words.datatype() == oxigraph::model::vocab::xsd::STRING
            && is_formula(words.value())
        {
            *term = Literal::new_simple_literal(format!("'{}", words.value())).into();
        }
    }
    table
}

fn columns(names: &[&str]) -> Vec<Variable> {
    // The names are constants above.
    names.iter().copied().map(Variable::new_unchecked).collect()
}

fn text(text: &str) -> Option<Term> {
    (!text.is_empty()).then(|| Literal::new_simple_literal(text).into())
}

fn count(count: usize) -> Term {
    Literal::from(i64::try_from(count).unwrap_or(i64::MAX)).into()
}

/// What was no IRI in the graph is left out.
fn iri(text: &str) -> Option<Term> {
    NamedNode::new(text).ok().map(Term::from)
}

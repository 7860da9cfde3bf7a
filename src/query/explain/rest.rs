//! The facts that no section took, as they stand.

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Term};

use crate::query::evaluate::Solutions;
use crate::query::evaluate::Source;
use crate::query::explain::read::{Row, entries, rows};
use crate::query::explain::sections::{FACTS, FACTS_OF_OTHERS, Plan};
use crate::query::explain::{ExplainError, ONTOLOGY, Section, ask};

/// The properties that sections took, from the thing and towards it.
#[derive(Debug, Default)]
pub(super) struct Taken {
    from: BTreeSet<&'static str>,
    towards: BTreeSet<&'static str>,
}

impl Taken {
    pub(super) fn add(&mut self, plan: &Plan) {
        self.from.extend(plan.from);
        self.towards.extend(plan.towards);
    }
}

/// Properties that are concluded, for graphs that do not say so.
const DERIVED: [&str; 4] = ["usesProgram", "underGoal", "contributesToGoal", "possiblySameAs"];

/// Shown in the heading.
const HEADING: [&str; 6] = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/2004/02/skos/core#hiddenLabel",
    "http://www.w3.org/2004/02/skos/core#notation",
    "https://w3id.org/policygraph/ontology#evidence",
];

/// What is said, and what is derived.
pub(super) fn rest(
    store: &dyn Source,
    iri: &NamedNode,
    taken: &Taken,
) -> Result<(Vec<Section>, Vec<Section>), ExplainError> {
    let (mut said, mut derived) = (Vec::new(), Vec::new());
    let from = keep(&ask(store, "facts", FACTS, iri)?, |property| {
        !HEADING.contains(&property) && !is_taken(&taken.from, property)
    });
    let towards = keep(&ask(store, "facts of others", FACTS_OF_OTHERS, iri)?, |property| {
        !is_taken(&taken.towards, property)
    });
    for (key, title, solutions) in
        [("facts", "Facts", from), ("facts_of_others", "Named in facts about", towards)]
    {
        let (concluded, stated) = split(&solutions);
        for (list, solutions) in [(&mut said, stated), (&mut derived, concluded)] {
            let entries = entries(&solutions);
            if !entries.is_empty() {
                list.push(Section { key, title, entries });
            }
        }
    }
    Ok((said, derived))
}

fn is_taken(taken: &BTreeSet<&'static str>, property: &str) -> bool {
    property.strip_prefix(ONTOLOGY).is_some_and(|name| taken.contains(name))
}

fn keep(solutions: &Solutions, wanted: impl Fn(&str) -> bool) -> Solutions {
    let kept = rows(solutions).zip(&solutions.rows).filter(|(row, _)| {
        matches!(row.get("property"), Some(Term::NamedNode(property)) if wanted(property.as_str()))
    });
    Solutions { variables: solutions.variables.clone(), rows: kept.map(|(_, cells)| cells.clone()).collect() }
}

/// Rows of facts that only follow from others, and the rows of the rest. A fact is derived if it stands in graphs for
/// derived facts only, or, outside of any graph, if its property is one of those.
fn split(solutions: &Solutions) -> (Solutions, Solutions) {
    let fact = |row: &Row<'_>| (row.text("property"), row.get("item").map(ToString::to_string));
    let mut stated = BTreeSet::new();
    for row in rows(solutions) {
        let is_stated = match row.text("graph") {
            Some(graph) => !graph.ends_with("/derived"),
            None => {
                let property = row.text("property").unwrap_or_default();
                !property.strip_prefix(ONTOLOGY).is_some_and(|name| DERIVED.contains(&name))
            }
        };
        if is_stated {
            stated.insert(fact(&row));
        }
    }
    let of = |is_stated: bool| {
        let kept = rows(solutions).zip(&solutions.rows);
        let kept = kept.filter(|(row, _)| stated.contains(&fact(row)) == is_stated);
        Solutions {
            variables: solutions.variables.clone(),
            rows: kept.map(|(_, cells)| cells.clone()).collect(),
        }
    };
    (of(false), of(true))
}

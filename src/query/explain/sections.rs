//! What is asked about which kind of thing, in the order of reading. The columns are those of `read`.

use crate::query::explain::ONTOLOGY;

#[macro_use]
mod pattern;
mod body;
mod heading;
mod measure;
mod program;

use body::{BODY, BUDGET_LINE};
use heading::HEADING;
use measure::MEASURE;
use program::PROGRAM;

/// A section and the query that fills it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    /// Whether it follows from what the documents say.
    pub(super) derived: bool,
    pub(super) query: &'static str,
    /// Properties of the thing that it shows, by local name.
    pub(super) from: &'static [&'static str],
    /// Properties of others that lead to the thing.
    pub(super) towards: &'static [&'static str],
}

/// The sections for a thing of some classes.
pub(super) fn of(classes: &[String]) -> impl Iterator<Item = &'static Plan> {
    let kinds =
        classes.iter().filter_map(|class| class.strip_prefix(ONTOLOGY)).filter_map(|class| match class {
            "Program" => Some(PROGRAM),
            "Measure" => Some(MEASURE),
            "Plan" | "Goal" | "Objective" | "MeasureGroup" => Some(HEADING),
            "Ministry" | "ImplementingBody" | "CollectiveBody" | "UnresolvedBody" | "PublicBody" => {
                Some(BODY)
            }
            "BudgetLine" => Some(BUDGET_LINE),
            _ => None,
        });
    // A thing of several classes has the sections of one.
    kinds.take(1).flatten()
}

/// Its classes.
pub(super) const CLASSES: &str = "SELECT ?thing ?class WHERE { ?thing a ?class . }";

/// Its names.
pub(super) const NAMES: &str = concat!(
    prefixes!(),
    "SELECT ?thing ?property ?name WHERE {\n\
     ?thing ?property ?name .\n\
     FILTER(?property IN (skos:prefLabel, skos:altLabel, skos:hiddenLabel, skos:notation))\n}\n"
);

/// Its places.
pub(super) const PLACES: &str =
    about!("?file ?table ?start ?span", "?thing pgo:evidence ?span .\n", place!("thing"));

/// All facts about it.
pub(super) const FACTS: &str = about!(
    "?property ?item",
    "?thing ?property ?item .\n\
     OPTIONAL { GRAPH ?graph { ?thing ?property ?item . } }\n\
     OPTIONAL { ?item a ?item_class . }\n",
    label!("item"),
);

/// All facts about others that name it.
pub(super) const FACTS_OF_OTHERS: &str = about!(
    "?property ?file ?table ?start ?item",
    "?item ?property ?thing .\n\
     OPTIONAL { GRAPH ?graph { ?item ?property ?thing . } }\n\
     OPTIONAL { ?item a ?item_class . }\n",
    label!("item"),
    place!("item"),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_can_be_read() {
        let plans = [PROGRAM, MEASURE, HEADING, BODY, BUDGET_LINE].into_iter().flatten();
        let texts = plans.map(|plan| plan.query).chain([CLASSES, NAMES, PLACES, FACTS, FACTS_OF_OTHERS]);
        for text in texts {
            let parsed = oxigraph::sparql::SparqlEvaluator::new().parse_query(text);
            assert!(parsed.is_ok(), "{text}\n{:?}", parsed.err());
        }
    }
}

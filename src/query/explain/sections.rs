//! What is asked about which kind of thing, in the order of reading. The columns are those of `read`.

use crate::query::explain::ONTOLOGY;

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

macro_rules! prefixes {
    () => {
        "PREFIX oa: <http://www.w3.org/ns/oa#>\n\
         PREFIX pgo: <https://w3id.org/policygraph/ontology#>\n\
         PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    };
}

/// The labels of a variable's value, in every language; the reader chooses.
macro_rules! label {
    ($node:literal) => {
        concat!("OPTIONAL { ?", $node, " skos:prefLabel ?", $node, "_label . }\n")
    };
}

/// The places of a node.
macro_rules! place {
    ($node:literal) => {
        concat!(
            "OPTIONAL {\n  ?",
            $node,
            " pgo:evidence ?span .\n  \
             OPTIONAL { ?span pgo:line ?line . }\n  \
             OPTIONAL { ?span pgo:column ?column . }\n  \
             OPTIONAL { ?span pgo:table ?table . }\n  \
             OPTIONAL { ?span oa:hasSource ?document . ?document pgo:fileName ?file . }\n  \
             OPTIONAL {\n    ?span oa:hasSelector ?selector .\n    \
             OPTIONAL { ?selector oa:exact ?quote . }\n    \
             OPTIONAL { ?selector oa:start ?start . ?selector oa:end ?end . }\n  }\n}\n"
        )
    };
}

/// The cell that a node was read from.
macro_rules! cell {
    ($node:literal) => {
        concat!(
            "OPTIONAL {\n  ?",
            $node,
            " pgo:evidence ?cell_span .\n  ?cell_span oa:hasSelector ?cell_selector .\n  \
             ?cell_selector oa:exact ?cell ; oa:start ?cell_start .\n}\n"
        )
    };
}

/// Position in the plan, and the line of a plan item as a detail of the entry.
macro_rules! position {
    () => {
        "OPTIONAL { ?item pgo:ordinal ?ordinal . }\n\
         OPTIONAL { ?item pgo:evidence ?item_span . ?item_span pgo:line ?i_line . }\n"
    };
}

/// The fiscal year of a node as a detail.
macro_rules! year {
    ($node:literal, $detail:literal) => {
        concat!(
            "OPTIONAL { ?",
            $node,
            " pgo:fiscalYear ?fiscal_year . ?fiscal_year pgo:startYear ?",
            $detail,
            " . }\n"
        )
    };
}

/// The budget line `?budget_line` in details of the item.
macro_rules! budget_line {
    () => {
        concat!(
            "OPTIONAL { ?budget_line pgo:amountYen ?i_yen . }\n\
             OPTIONAL { ?budget_line pgo:phase ?i_phase . }\n",
            year!("budget_line", "i_year"),
            "OPTIONAL { ?budget_line pgo:ofProgram ?owner . ?owner skos:prefLabel ?i_of .\n  \
             FILTER(LANGMATCHES(LANG(?i_of), \"ja\")) }\n"
        )
    };
}

/// A query about `?thing`: a pattern with its additions, and the order.
macro_rules! about {
    ($order:literal, $($part:expr),+ $(,)?) => {
        concat!(prefixes!(), "SELECT * WHERE {\n", $($part),+, "}\nORDER BY ", $order, "\n")
    };
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

const ABOVE: Plan = Plan {
    key: "above",
    title: "Stands below",
    derived: false,
    query: about!(
        "BOUND(?ordinal) ?ordinal ?item",
        "?item (pgo:hasGoal|pgo:hasObjective|pgo:hasMeasureGroup|pgo:hasMeasure)+ ?thing ;\n  a ?item_class .\n\
         OPTIONAL { ?item skos:notation ?i_mark . }\n",
        label!("item"),
        position!(),
    ),
    from: &[],
    towards: &["hasGoal", "hasObjective", "hasMeasureGroup", "hasMeasure"],
};

const LISTED_AGAIN: Plan = Plan {
    key: "listed_again",
    title: "Listed again (再掲) below",
    derived: false,
    query: about!(
        "?file ?table ?start ?item",
        "?relisting pgo:relistedItem ?thing ;\n  pgo:relistedUnder ?item .\n\
         OPTIONAL { ?relisting pgo:relistingForm ?i_form . }\n\
         OPTIONAL { ?item a ?item_class . }\n",
        label!("item"),
        place!("relisting"),
    ),
    from: &[],
    towards: &["relistedItem"],
};

const PROGRAM: &[Plan] = &[
    Plan {
        key: "part_of",
        title: "Part of",
        derived: false,
        query: about!(
            "?item",
            "?thing pgo:partOfProgram ?item .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item")
        ),
        from: &["partOfProgram"],
        towards: &[],
    },
    Plan {
        key: "parts",
        title: "Parts",
        derived: false,
        query: about!(
            "?item_label ?item",
            "?item pgo:partOfProgram ?thing .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item")
        ),
        from: &[],
        towards: &["partOfProgram"],
    },
    Plan {
        key: "named",
        title: "Named for these measures",
        derived: false,
        query: about!(
            "?ordinal ?item ?file ?table ?line ?column ?start ?sub",
            "?sub pgo:ofProgram ?thing ;\n  a pgo:ProgramMention .\n\
             {\n  ?sub pgo:inStatement ?read_from .\n  ?read_from pgo:aboutMeasure ?item ;\n    a ?d_cell .\n  ",
            year!("read_from", "d_year"),
            "}\nUNION { ?sub pgo:inMeasure ?item . BIND(?item AS ?read_from) BIND(\"own text\" AS ?d_cell) }\n\
             OPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            position!(),
            place!("sub"),
            cell!("read_from"),
        ),
        from: &[],
        towards: &["ofProgram", "mentionsProgram"],
    },
    Plan {
        key: "budget_lines",
        title: "Budget lines",
        derived: false,
        query: about!(
            "?i_year ?i_phase ?i_yen ?item ?file ?table ?line ?column ?start ?sub",
            "?item pgo:ofProgram ?thing ;\n  a pgo:BudgetLine .\n\
             OPTIONAL { ?item pgo:amountYen ?i_yen . }\n\
             OPTIONAL { ?item pgo:phase ?i_phase . }\n\
             OPTIONAL { ?item pgo:precision ?i_precision . }\n\
             OPTIONAL { ?item a ?item_class . }\n",
            year!("item", "i_year"),
            "OPTIONAL {\n  ?sub pgo:refersToLine ?item .\n  \
             OPTIONAL { ?sub pgo:coverage ?d_coverage . }\n  \
             OPTIONAL { ?sub pgo:statedFor ?for . FILTER(?for != ?thing) ?for skos:prefLabel ?d_for .\n    \
             FILTER(LANGMATCHES(LANG(?d_for), \"ja\")) }\n",
            place!("sub"),
            "}\n",
        ),
        from: &[],
        towards: &["ofProgram", "statedFor"],
    },
    Plan {
        key: "money_of_others",
        title: "Money stated for it without a line of its own",
        derived: false,
        query: about!(
            "?file ?table ?line ?column ?start ?item",
            "?item pgo:statedFor ?thing .\n\
             FILTER NOT EXISTS { ?item pgo:refersToLine ?own . ?own pgo:ofProgram ?thing . }\n\
             OPTIONAL { ?item a ?item_class . }\n\
             OPTIONAL { ?item pgo:coverage ?i_coverage . }\n\
             OPTIONAL {\n  ?item pgo:refersToLine ?budget_line .\n",
            budget_line!(),
            "}\n",
            place!("item"),
        ),
        from: &[],
        towards: &["statedFor"],
    },
    RESULTS_OF_PROGRAM,
    Plan {
        key: "goals",
        title: "Contributes to goals",
        derived: true,
        query: about!(
            "?ordinal ?item",
            "?thing pgo:contributesToGoal ?item .\nOPTIONAL { ?item a ?item_class . }\n\
             OPTIONAL { ?item skos:notation ?i_mark . }\n",
            label!("item"),
            position!(),
        ),
        from: &["contributesToGoal"],
        towards: &[],
    },
    Plan {
        key: "measures",
        title: "Used by measures",
        derived: true,
        query: about!(
            "?ordinal ?item",
            "?item pgo:usesProgram ?thing .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            position!(),
        ),
        from: &[],
        towards: &["usesProgram"],
    },
];

const RESULTS_OF_PROGRAM: Plan = Plan {
    key: "results",
    title: "Reported results",
    derived: false,
    query: about!(
        "?file ?table ?line ?column ?start ?item",
        "?item pgo:ofProgram ?thing ;\n  a pgo:ReportedQuantity .\n\
         OPTIONAL { ?item a ?item_class . }\n\
         OPTIONAL { ?item pgo:quantityValue ?i_value . }\n\
         OPTIONAL { ?item pgo:unitText ?i_unit . }\n\
         OPTIONAL { ?item pgo:quantityKind ?i_kind . }\n\
         OPTIONAL { ?item pgo:cumulative ?i_cumulative . }\n\
         OPTIONAL { ?item pgo:inStatement ?statement . }\n",
        year!("item", "i_year"),
        place!("item"),
        cell!("statement"),
    ),
    from: &[],
    towards: &["ofProgram"],
};

const MEASURE: &[Plan] = &[
    ABOVE,
    LISTED_AGAIN,
    Plan {
        key: "responsible",
        title: "Responsible",
        derived: false,
        query: about!(
            "?file ?table ?start ?item",
            "?responsibility pgo:forMeasure ?thing ;\n  pgo:responsibleBody ?item .\n\
             OPTIONAL { ?responsibility pgo:role ?i_role . }\n\
             OPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            place!("responsibility"),
        ),
        from: &["leadMinistry", "supportingMinistry", "responsibleMinistry"],
        towards: &["forMeasure"],
    },
    Plan {
        key: "cells",
        title: "Cells",
        derived: false,
        query: about!(
            "?file ?table ?line ?column ?start ?item",
            "?item pgo:aboutMeasure ?thing ;\n  a ?item_class .\n\
             OPTIONAL { ?item pgo:statementKind ?i_kind . }\n\
             OPTIONAL { ?item pgo:text ?i_text . }\n",
            year!("item", "i_year"),
            place!("item"),
        ),
        from: &[],
        towards: &["aboutMeasure"],
    },
    Plan {
        key: "programs_named",
        title: "Programs named",
        derived: false,
        query: about!(
            "?file ?table ?line ?column ?start ?sub",
            "{\n  ?statement pgo:aboutMeasure ?thing ;\n    a ?d_cell .\n  ?sub pgo:inStatement ?statement .\n  ",
            year!("statement", "d_year"),
            "}\nUNION { ?sub pgo:inMeasure ?thing . BIND(\"own text\" AS ?d_cell) }\n\
             ?sub pgo:ofProgram ?item ;\n  a pgo:ProgramMention .\n\
             OPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            place!("sub"),
        ),
        from: &[],
        towards: &["inMeasure"],
    },
    Plan {
        key: "money",
        title: "Money",
        derived: false,
        query: about!(
            "?file ?table ?line ?column ?start ?item",
            "?statement pgo:aboutMeasure ?thing .\n\
             ?item pgo:inStatement ?statement ;\n  a pgo:BudgetStatement ;\n  a ?item_class .\n\
             OPTIONAL { ?item pgo:coverage ?i_coverage . }\n\
             OPTIONAL { ?item pgo:statedFor ?for . ?for skos:prefLabel ?i_for .\n  \
             FILTER(LANGMATCHES(LANG(?i_for), \"ja\")) }\n\
             OPTIONAL {\n  ?item pgo:refersToLine ?budget_line .\n",
            budget_line!(),
            "}\n",
            place!("item"),
        ),
        from: &[],
        towards: &[],
    },
    Plan {
        key: "results",
        title: "Reported results",
        derived: false,
        query: about!(
            "?file ?table ?line ?column ?start ?item",
            "?statement pgo:aboutMeasure ?thing .\n\
             ?item pgo:inStatement ?statement ;\n  a ?item_class .\n\
             { ?item pgo:quantityValue ?i_value . } UNION { ?item pgo:dateValue ?i_date . }\n\
             OPTIONAL { ?item pgo:unitText ?i_unit . }\n\
             OPTIONAL { ?item pgo:quantityKind ?i_kind . }\n\
             OPTIONAL { ?item pgo:cumulative ?i_cumulative . }\n\
             OPTIONAL { ?item pgo:ofProgram ?for . ?for skos:prefLabel ?i_for .\n  \
             FILTER(LANGMATCHES(LANG(?i_for), \"ja\")) }\n",
            year!("item", "i_year"),
            place!("item"),
            cell!("statement"),
        ),
        from: &[],
        towards: &[],
    },
    Plan {
        key: "goals",
        title: "Under goal",
        derived: true,
        query: about!(
            "?item",
            "?thing pgo:underGoal ?item .\nOPTIONAL { ?item a ?item_class . }\n\
             OPTIONAL { ?item skos:notation ?i_mark . }\n",
            label!("item")
        ),
        from: &["underGoal"],
        towards: &[],
    },
    Plan {
        key: "programs",
        title: "Uses programs",
        derived: true,
        query: about!(
            "?item_label ?item",
            "?thing pgo:usesProgram ?item .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item")
        ),
        from: &["usesProgram"],
        towards: &[],
    },
];

const HEADING: &[Plan] = &[
    ABOVE,
    LISTED_AGAIN,
    Plan {
        key: "counts",
        title: "Holds",
        derived: false,
        query: concat!(
            prefixes!(),
            "SELECT ?thing ?item (COUNT(DISTINCT ?below) AS ?i_count) (MIN(?position) AS ?first) WHERE {\n  \
             ?thing (pgo:hasGoal|pgo:hasObjective|pgo:hasMeasureGroup|pgo:hasMeasure)+ ?below .\n  \
             ?below a ?item .\n  OPTIONAL { ?below pgo:ordinal ?position . }\n}\n\
             GROUP BY ?thing ?item\nORDER BY ?first ?item\n"
        ),
        from: &[],
        towards: &[],
    },
    Plan {
        key: "below",
        title: "Directly below",
        derived: false,
        query: about!(
            "?ordinal ?item",
            "?thing pgo:hasGoal|pgo:hasObjective|pgo:hasMeasureGroup|pgo:hasMeasure ?item .\n\
             OPTIONAL { ?item a ?item_class . }\n\
             OPTIONAL { ?item skos:notation ?i_mark . }\n",
            label!("item"),
            position!(),
        ),
        from: &["hasGoal", "hasObjective", "hasMeasureGroup", "hasMeasure"],
        towards: &[],
    },
    Plan {
        key: "relisted_here",
        title: "Listed again (再掲) here",
        derived: false,
        query: about!(
            "?file ?table ?start ?item",
            "?relisting pgo:relistedUnder ?thing ;\n  pgo:relistedItem ?item .\n\
             OPTIONAL { ?relisting pgo:relistingForm ?i_form . }\n\
             OPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            place!("relisting"),
        ),
        from: &["relists"],
        towards: &["relistedUnder"],
    },
    Plan {
        key: "programs",
        title: "Programs that contribute",
        derived: true,
        query: about!(
            "?item_label ?item",
            "?item pgo:contributesToGoal ?thing .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item")
        ),
        from: &[],
        towards: &["contributesToGoal"],
    },
    Plan {
        key: "measures",
        title: "Measures below, re-listings left out",
        derived: true,
        query: about!(
            "?ordinal ?item",
            "?item pgo:underGoal ?thing .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            position!(),
        ),
        from: &[],
        towards: &["underGoal"],
    },
];

/// The measures for which a body has a role.
macro_rules! measures_in_role {
    ($role:literal) => {
        about!(
            "?ordinal ?item",
            "?responsibility pgo:responsibleBody ?thing ;\n  pgo:forMeasure ?item ;\n  pgo:role ",
            $role,
            " .\nOPTIONAL { ?item a ?item_class . }\n",
            label!("item"),
            position!(),
            place!("responsibility"),
        )
    };
}

const BODY: &[Plan] = &[
    Plan {
        key: "led",
        title: "Leads (◎) these measures",
        derived: false,
        query: measures_in_role!("pgo:LeadRole"),
        from: &[],
        towards: &["responsibleBody", "leadMinistry", "responsibleMinistry"],
    },
    Plan {
        key: "supported",
        title: "Supports these measures",
        derived: false,
        query: measures_in_role!("pgo:SupportingRole"),
        from: &[],
        towards: &["responsibleBody", "supportingMinistry", "responsibleMinistry"],
    },
];

const BUDGET_LINE: &[Plan] = &[Plan {
    key: "statements",
    title: "Places that speak of it",
    derived: false,
    query: about!(
        "?file ?table ?line ?column ?start ?item",
        "?item pgo:refersToLine ?thing ;\n  a ?item_class .\n\
         OPTIONAL { ?item pgo:coverage ?i_coverage . }\n\
         OPTIONAL { ?item pgo:statedFor ?for . ?for skos:prefLabel ?i_for .\n  \
         FILTER(LANGMATCHES(LANG(?i_for), \"ja\")) }\n\
         OPTIONAL { ?item pgo:inStatement ?statement . }\n",
        place!("item"),
        cell!("statement"),
    ),
    from: &[],
    towards: &["refersToLine"],
}];

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

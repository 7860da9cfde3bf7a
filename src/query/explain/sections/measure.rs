//! What is asked about a measure.

use super::Plan;
use super::heading::{ABOVE, LISTED_AGAIN};

/// In the order of reading.
pub(super) const MEASURE: &[Plan] = &[
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
             ",
            budget_line!(),
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

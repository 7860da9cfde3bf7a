//! What is asked about a program.

use super::Plan;

/// In the order of reading.
pub(super) const PROGRAM: &[Plan] = &[
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
             {\n  ?sub pgo:inStatement ?read_from .\n  ?read_from pgo:aboutMeasure ?item ;\n    a ?d_cell .\n  \
             BIND(?read_from AS ?d_statement)\n  ",
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
            "OPTIONAL { ?sub pgo:refersToLine ?item . }\n\
             OPTIONAL { ?sub pgo:refersToLine ?item ; pgo:coverage ?d_coverage . }\n\
             OPTIONAL { ?sub pgo:refersToLine ?item ; pgo:statedFor ?for . ?for skos:prefLabel ?d_for .\n  \
             FILTER(?for != ?thing && LANGMATCHES(LANG(?d_for), \"ja\")) }\n",
            place!("sub", "?sub pgo:refersToLine ?item . "),
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
             ",
            budget_line!(),
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

//! What is asked about a plan, a goal, an objective or a group; and of any item, what it stands below.

use super::Plan;

/// The tree above an item.
pub(super) const ABOVE: Plan = Plan {
    key: "above",
    title: "Stands below",
    derived: false,
    query: about!(
        "BOUND(?ordinal) ?ordinal ?item",
        "?item (pgo:hasGoal|pgo:hasObjective|pgo:hasMeasureGroup|pgo:hasMeasure)+ ?thing .\n\
         OPTIONAL { ?item a ?item_class . }\n\
         OPTIONAL { ?item skos:notation ?i_mark . }\n",
        label!("item"),
        position!(),
    ),
    from: &[],
    towards: &["hasGoal", "hasObjective", "hasMeasureGroup", "hasMeasure"],
};

/// Where an item is listed again.
pub(super) const LISTED_AGAIN: Plan = Plan {
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

/// In the order of reading.
pub(super) const HEADING: &[Plan] = &[
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
             OPTIONAL { ?below a ?item . }\n  OPTIONAL { ?below pgo:ordinal ?position . }\n}\n\
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

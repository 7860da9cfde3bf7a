//! What is asked about a ministry or another body, and about a budget line.

use super::Plan;

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

/// In the order of reading.
pub(super) const BODY: &[Plan] = &[
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

/// In the order of reading.
pub(super) const BUDGET_LINE: &[Plan] = &[Plan {
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

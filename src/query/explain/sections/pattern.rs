//! Pieces of queries. They are macros, so that the queries are constants.

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

/// The places of a node. Each OPTIONAL is a plain pattern that says again what it hangs on: engines look such a pattern up
/// for the row at hand, where they would evaluate nested OPTIONALs for the whole graph. `$bound` says what makes the
/// node known where an OPTIONAL before it may have left it open.
macro_rules! place {
    ($node:literal) => {
        place!($node, "")
    };
    ($node:literal, $bound:literal) => {
        concat!(
            place!(@ $node, $bound, ""),
            place!(@ $node, $bound, " ?span pgo:line ?line ."),
            place!(@ $node, $bound, " ?span pgo:column ?column ."),
            place!(@ $node, $bound, " ?span pgo:table ?table ."),
            place!(@ $node, $bound, " ?span oa:hasSource ?document . ?document pgo:fileName ?file ."),
            place!(@ $node, $bound, " ?span oa:hasSelector ?selector . ?selector oa:exact ?quote ."),
            place!(@ $node, $bound, " ?span oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end ."),
        )
    };
    (@ $node:literal, $bound:literal, $more:literal) => {
        concat!("OPTIONAL { ", $bound, "?", $node, " pgo:evidence ?span .", $more, " }\n")
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

/// The budget line that the item speaks of in details of the item.
macro_rules! budget_line {
    () => {
        "OPTIONAL { ?item pgo:refersToLine ?budget_line . ?budget_line pgo:amountYen ?i_yen . }\n\
         OPTIONAL { ?item pgo:refersToLine ?budget_line . ?budget_line pgo:phase ?i_phase . }\n\
         OPTIONAL { ?item pgo:refersToLine ?budget_line . ?budget_line pgo:fiscalYear ?fiscal_year .\n  \
         ?fiscal_year pgo:startYear ?i_year . }\n\
         OPTIONAL { ?item pgo:refersToLine ?budget_line . ?budget_line pgo:ofProgram ?owner .\n  \
         ?owner skos:prefLabel ?i_of . FILTER(LANGMATCHES(LANG(?i_of), \"ja\")) }\n"
    };
}

/// A query about `?thing`: a pattern with its additions, and the order.
macro_rules! about {
    ($order:literal, $($part:expr),+ $(,)?) => {
        concat!(prefixes!(), "SELECT * WHERE {\n", $($part),+, "}\nORDER BY ", $order, "\n")
    };
}

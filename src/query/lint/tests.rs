use super::*;

const GOOD: &str = "\
#+ summary: Goals
#+ description: |
#+   Every goal: its name.
#+ tags:
#+   - goal
#+ defaults: []
# @title 目標
PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?_goal_iri (MIN(?label) AS ?goal)
WHERE {
  ?_goal_iri a pgo:Goal .
  OPTIONAL {
    ?_goal_iri skos:prefLabel ?label .
    FILTER(LANGMATCHES(LANG(?label), \"ja\"))
  }
}
GROUP BY ?_goal_iri
ORDER BY ?goal ?_goal_iri
";

fn of(text: &str) -> Vec<(Rule, usize)> {
    lint("01-goals.rq", text).into_iter().map(|finding| (finding.rule, finding.line)).collect()
}

/// The findings after one change to the good text.
fn with(old: &str, new: &str) -> Vec<(Rule, usize)> {
    assert!(GOOD.contains(old), "{old}");
    of(&GOOD.replacen(old, new, 1))
}

#[test]
fn a_good_query_has_no_findings() {
    assert_eq!(of(GOOD), []);
}

/// For each rule changes that break it alone, and the line of the break.
#[test]
fn every_rule_has_its_findings() {
    let cases: &[(Rule, &str, &str, usize)] = &[
        (Rule::Header, "#+ summary: Goals\n", "", 1),
        (Rule::Header, "#+   Every", "#+\tEvery", 3),
        (Rule::Header, "#+ tags:", "#+ colour: red\n#+ tags:", 4),
        (Rule::Header, "summary: Goals", "summary: Goals: all", 1),
        (Rule::Header, "summary: Goals", "summary: [goals", 1),
        (Rule::Title, "# @title 目標\n", "", 7),
        (Rule::Title, "目標", "Goals", 7),
        (Rule::Title, "# @title", "# By hand\n# @title", 8),
        (Rule::Tags, "#+   - goal\n", "", 4),
        (Rule::Tags, "- goal", "- My Goal", 4),
        (Rule::Defaults, "#+ defaults: []\n", "", 5),
        (Rule::Defaults, "defaults: []", "defaults:\n#+   - year: 2022", 6),
        (Rule::Syntax, "GROUP BY", "GROUP WITH", 19),
        (Rule::Prefixes, "GROUP", "# pgo:x\nGROUP", 0),
        (Rule::Prefixes, "PREFIX skos", "PREFIX oa: <http://www.w3.org/ns/oa#>\nPREFIX skos", 9),
        (Rule::VariableStyle, "AS ?goal)", "AS ?goalName)", 11),
        (Rule::ParameterBound, "?_goal_iri a pgo:Goal .", "OPTIONAL { ?_goal_iri a pgo:Goal . }", 11),
        (Rule::Order, "\nORDER BY ?goal ?_goal_iri", "", 19),
        (Rule::Order, "ORDER BY ?goal ?_goal_iri", "ORDER BY ?goal", 20),
        (Rule::SumDistinct, "MIN(?label)", "SUM(distinct ?label)", 11),
        (Rule::Dataset, "WHERE {", "FROM <https://example.org/g>\nWHERE {", 12),
        (Rule::LabelLanguage, "FILTER(LANGMATCHES(LANG(?label), \"ja\"))", "", 15),
    ];
    for (rule, old, new, line) in cases {
        let expected = if *line == 0 { Vec::new() } else { vec![(*rule, *line)] };
        assert_eq!(with(old, new), expected, "{rule}: {old:?} -> {new:?}");
    }
}

#[test]
fn breaks_that_come_with_others() {
    let has = |found: Vec<(Rule, usize)>, rule, line| assert!(found.contains(&(rule, line)), "{found:?}");
    // A comment above the block: the block is not the first line, and begins after the end of none.
    has(with("#+ summary", "# Mine\n#+ summary"), Rule::Header, 1);
    has(with("#+ tags", "PREFIX x: <urn:x>\n#+ tags"), Rule::Header, 5);
    // What no parser accepts has its rule as well.
    has(with("PREFIX pgo: <https://w3id.org/policygraph/ontology#>\n", ""), Rule::Prefixes, 12);
    has(with("PREFIX skos", "PREFIX pgo: <urn:x>\nPREFIX skos"), Rule::Prefixes, 9);
    has(with("SELECT ?_goal_iri (MIN(?label) AS ?goal)", "SELECT DISTINCT *"), Rule::Columns, 11);
    has(with("?_goal_iri a pgo:Goal", "GRAPH ?g { ?_goal_iri a pgo:Goal }"), Rule::Dataset, 13);
    has(with("?_goal_iri a pgo:Goal", "SERVICE <urn:x> { ?_goal_iri a pgo:Goal }"), Rule::Dataset, 13);
    let hidden = with("?_goal_iri a pgo:Goal .", "?_goal_iri a pgo:Goal ; pgo:ordinal ?_place_integer .");
    assert_eq!(hidden, [(Rule::ParameterColumn, 13)]);
    let construct = "PREFIX pgo: <urn:x> CONSTRUCT { ?x a pgo:A } { ?x a pgo:B }";
    has(of(construct), Rule::Columns, 1);
    let renamed = of(&GOOD.replace("?_goal_iri", "?_Goal_iri"));
    has(renamed, Rule::VariableStyle, 11);
    has(of(&GOOD.replace("?_goal_iri", "?__goal_iri")), Rule::VariableStyle, 11);
}

#[test]
fn file_names() {
    let findings = |file| lint(file, GOOD).into_iter().map(|finding| finding.rule).collect::<Vec<_>>();
    for good in ["01-goals.rq", "44-goals-of-2022.rq"] {
        assert_eq!(findings(good), []);
    }
    for bad in
        ["1-goals.rq", "01-goals.sparql", "01-Goals.rq", "goals.rq", "01-.rq", "01_goals.rq", "01-goals-.rq"]
    {
        assert_eq!(findings(bad), [Rule::FileName], "{bad}");
    }
}

#[test]
fn the_order_may_end_in_all_that_rows_are_grouped_by() {
    let text = GOOD
        .replace(
            "?_goal_iri a pgo:Goal .",
            "?_goal_iri a pgo:Goal ; pgo:fiscalYear/pgo:startYear ?_year_integer .",
        )
        .replace("SELECT ?_goal_iri", "SELECT ?_year_integer (MIN(?_goal_iri) AS ?_goal)")
        .replace(
            "GROUP BY ?_goal_iri\nORDER BY ?goal ?_goal_iri",
            "GROUP BY ?_year_integer\nORDER BY ?goal ?_year_integer",
        );
    let rules: Vec<Rule> = of(&text).into_iter().map(|(rule, _)| rule).collect();
    assert!(!rules.contains(&Rule::Order), "{rules:?}");
}

#[test]
fn the_order_has_every_thing_that_rows_are_grouped_by() {
    let grouped = GOOD.replace("GROUP BY ?_goal_iri", "GROUP BY ?_goal_iri ?other_iri");
    assert_eq!(of(&grouped.replace("BY ?goal ?_goal_iri", "BY ?_goal_iri ?goal")), [(Rule::Order, 20)]);
    let named = GOOD.replace("GROUP BY ?_goal_iri", "GROUP BY ?_goal_iri ?label");
    assert_eq!(of(&named.replace("BY ?goal ?_goal_iri", "BY ?_goal_iri ?goal")), []);
}

#[test]
fn no_text_stops_it() {
    for text in [
        "",
        "#+",
        "#+ :",
        "SELECT",
        "\u{feff}#+ summary: x",
        "?_ ?__",
        "PREFIX",
        "#+ summary:\r\n",
        "\"",
        "<",
    ] {
        let _ = lint(text, text);
    }
}

#[test]
fn rules_have_names_of_their_own() {
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
}

#[test]
fn every_stored_query_keeps_the_rules() {
    for (file, text) in crate::query::catalogue::files() {
        assert_eq!(lint(file, text), [], "{file}");
    }
}

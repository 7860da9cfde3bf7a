//! The graph of the example document against figures that people counted in the text (`tests/gold/hand-counts.json`).
//!
//! The figures are asked for in SPARQL, as a user of the graph would. Programs that only ever stand in brackets after
//! another one's name (`X(開発・事業化事業)`) are parts, which the hand counts leave out, and so are names that people found
//! too vague to insist on (`optional_names`); both are left out here too.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::plan::MentionForm;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use support::{Graph, integers, json, report_graph, report_plan, strings};

fn counted() -> &'static Value {
    static COUNTED: LazyLock<Value> = LazyLock::new(|| json("tests/gold/hand-counts.json"));
    &COUNTED
}

fn graph() -> &'static Graph {
    report_graph()
}

fn sorted<T: Ord>(list: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = list.into_iter().collect();
    list.sort();
    list
}

/// Programs that the hand counts leave out.
fn left_out() -> BTreeSet<String> {
    let plan = report_plan();
    let only_part = |name: &str| {
        plan.mentions
            .iter()
            .filter(|mention| mention.program == name)
            .all(|mention| mention.form == MentionForm::Part)
    };
    let parts =
        plan.programs.iter().filter(|program| only_part(&program.name)).map(|program| program.name.clone());
    let optional =
        counted()["programs"]["optional_names"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let all: BTreeSet<String> = parts.chain(optional).collect();
    assert!(all.contains("医工連携イノベーション推進事業(開発・事業化事業)"), "{all:?}");
    all
}

/// Lines of the measures that use each program, without those that are left out.
fn uses() -> BTreeMap<String, BTreeSet<i64>> {
    let left_out = left_out();
    let mut uses: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for row in graph().select(
        "SELECT ?name ?line { ?measure pgo:usesProgram [ skos:prefLabel ?name ] ; pgo:evidence/pgo:line ?line }",
    ) {
        if !left_out.contains(&row[0]) {
            uses.entry(row[0].clone()).or_default().insert(row[1].parse().unwrap());
        }
    }
    uses
}

#[test]
fn sizes_of_the_tree() {
    let counted = &counted()["structure"];
    for (class, items, rows, path) in [
        ("Goal", "goals", "goals", None),
        ("Objective", "objectives", "objective_rows", Some(("objectives_by_goal", "pgo:hasObjective"))),
        (
            "MeasureGroup",
            "groups",
            "group_rows",
            Some(("groups_by_goal", "pgo:hasObjective/pgo:hasMeasureGroup")),
        ),
        (
            "Measure",
            "measures",
            "measure_rows",
            Some(("measures_by_goal", "pgo:hasObjective/pgo:hasMeasureGroup/pgo:hasMeasure")),
        ),
    ] {
        let number =
            graph().number(&format!("SELECT (COUNT(DISTINCT ?item) AS ?n) {{ ?item a pgo:{class} }}"));
        assert_eq!(number, counted[items], "{class}");
        let again = graph()
            .number(&format!("SELECT (COUNT(*) AS ?n) {{ ?again pgo:relistedItem [ a pgo:{class} ] }}"));
        assert_eq!(number + again, counted[rows], "rows of {class}");
        let Some((by_goal, path)) = path else { continue };
        let by_goal = counted[by_goal].as_object().unwrap();
        let want = by_goal.iter().map(|(goal, number)| vec![goal.clone(), number.to_string()]);
        let have = graph().select(&format!(
            "SELECT ?number (COUNT(DISTINCT ?item) AS ?n) {{ ?goal skos:notation ?number ; {path} ?item }} GROUP BY ?number"
        ));
        assert_eq!(sorted(have), sorted(want), "{class} by goal");
    }
    let shortcut = graph().select("SELECT ?number (COUNT(*) AS ?n) { ?m pgo:underGoal [ skos:notation ?number ] } GROUP BY ?number ORDER BY ?number");
    assert_eq!(shortcut, [["1", "46"], ["2", "10"], ["3", "4"]]);
}

#[test]
fn second_listings_lead_to_their_originals() {
    let want = counted()["relistings"].as_array().unwrap().iter().map(|again| {
        let text = |name: &str| again[name].as_str().unwrap_or_default().to_owned();
        (
            again["line"].as_i64().unwrap(),
            again["original_line"].as_i64().unwrap(),
            text("kind"),
            text("form"),
            again["under_goal"].to_string(),
        )
    });
    let rows = graph().select(
        "SELECT ?line ?original ?class ?form ?goal {
           ?again a pgo:Relisting ; pgo:relistedItem ?item ; pgo:relistingForm ?form ; pgo:relistedUnder ?under ;
             pgo:evidence/pgo:line ?line .
           ?item a ?class ; pgo:evidence/pgo:line ?original .
           # The shortcut must lead to the same item.
           ?under pgo:relists ?item .
           ?top a pgo:Goal ; skos:notation ?goal ;
             (pgo:hasObjective|pgo:hasMeasureGroup|pgo:hasMeasure|pgo:relists)* ?under .
         }",
    );
    let have: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let local = |iri: &str| {
                iri.rsplit('#')
                    .next()
                    .unwrap()
                    .to_lowercase()
                    .replace("measuregroup", "group")
                    .replace("by", "")
            };
            (row[0].parse().unwrap(), row[1].parse().unwrap(), local(&row[2]), local(&row[3]), row[4].clone())
        })
        .collect();
    assert_eq!(sorted(have), sorted(want));
    assert_eq!(graph().number("SELECT (COUNT(*) AS ?n) { ?x a pgo:Relisting }"), 4);
}

#[test]
fn what_each_ministry_leads_and_supports() {
    let mut have: BTreeMap<(String, &str), Vec<i64>> = BTreeMap::new();
    for (property, list) in [
        ("leadMinistry", "led_lines"),
        ("supportingMinistry", "supported_lines"),
        ("responsibleMinistry", "all"),
    ] {
        for row in graph().select(&format!(
            "SELECT ?name ?line {{
               ?measure pgo:{property} ?body ; pgo:evidence/pgo:line ?line .
               ?body a pgo:Ministry ; skos:prefLabel ?name . FILTER(LANG(?name) = 'ja')
             }} ORDER BY ?line"
        )) {
            have.entry((row[0].clone(), list)).or_default().push(row[1].parse().unwrap());
        }
    }
    let counted = counted();
    let ministries = counted["ministries"].as_array().unwrap();
    for ministry in ministries {
        let name = ministry["name"].as_str().unwrap().to_owned();
        let (led, supported) = (integers(&ministry["led_lines"]), integers(&ministry["supported_lines"]));
        assert_eq!(
            (led.len(), supported.len()),
            (ministry["led"].as_u64().unwrap() as usize, ministry["supported"].as_u64().unwrap() as usize)
        );
        let all = sorted(led.iter().chain(&supported).copied());
        for (list, want) in [("led_lines", led), ("supported_lines", supported), ("all", all)] {
            assert_eq!(have.remove(&(name.clone(), list)).unwrap_or_default(), want, "{name} {list}");
        }
    }
    assert!(have.is_empty(), "further ministries: {:?}", have.keys());

    let lines = |query: &str| graph().numbers(query);
    let several = "SELECT ?line { ?m pgo:evidence/pgo:line ?line ; pgo:leadMinistry ?a } GROUP BY ?line HAVING(COUNT(DISTINCT ?a) > 1) ORDER BY ?line";
    assert_eq!(lines(several), integers(&counted["measures_with_several_leads"]));
    let none = "SELECT ?line { ?m a pgo:Measure ; pgo:evidence/pgo:line ?line FILTER NOT EXISTS { ?m pgo:responsibleMinistry ?a } } ORDER BY ?line";
    assert_eq!(lines(none), integers(&counted["measures_without_ministry"]));
}

#[test]
fn pairs_of_ministries_that_share_measures() {
    let mut have: BTreeMap<BTreeSet<String>, Vec<i64>> = BTreeMap::new();
    for row in graph().select(
        "SELECT ?a ?b ?line {
           ?measure pgo:responsibleMinistry ?one, ?other ; pgo:evidence/pgo:line ?line .
           ?one skos:prefLabel ?a . ?other skos:prefLabel ?b .
           FILTER(STR(?one) < STR(?other) && LANG(?a) = 'ja' && LANG(?b) = 'ja')
         } ORDER BY ?line",
    ) {
        have.entry([row[0].clone(), row[1].clone()].into()).or_default().push(row[2].parse().unwrap());
    }
    let counted = counted();
    let pairs = counted["ministry_pairs"].as_array().unwrap();
    let want = pairs
        .iter()
        .map(|pair| (strings(&pair["pair"]).into_iter().collect(), integers(&pair["lines"])))
        .collect();
    assert_eq!(have, want);
}

#[test]
fn measures_without_a_program() {
    let counted = &counted()["measures_without_program"];
    let used: BTreeSet<i64> = uses().into_values().flatten().collect();
    let all =
        graph().numbers("SELECT ?line { ?m a pgo:Measure ; pgo:evidence/pgo:line ?line } ORDER BY ?line");
    let without: Vec<i64> = all.into_iter().filter(|line| !used.contains(line)).collect();
    assert_eq!(without, integers(&counted["lines"]));
    assert_eq!(without.len(), counted["count"]);
    // Asked as a query, the three vague names of line 75 count as programs.
    let asked = graph().numbers(
        "SELECT ?line { ?m a pgo:Measure ; pgo:evidence/pgo:line ?line FILTER NOT EXISTS { ?m pgo:usesProgram ?p } } ORDER BY ?line",
    );
    let want: Vec<i64> = without
        .into_iter()
        .filter(|line| !integers(&counted["only_optional_names"]).contains(line))
        .collect();
    assert_eq!(asked, want);
}

#[test]
fn programs_by_the_number_of_measures() {
    let counted = &counted()["programs"];
    let uses = uses();
    assert_eq!(uses.len(), counted["count"], "programs");
    assert_eq!(uses.values().map(BTreeSet::len).sum::<usize>(), counted["links"], "links");
    assert_eq!(uses.values().filter(|lines| lines.len() == 1).count(), counted["used_by_one_measure"]);
    let ranking = counted["ranking"].as_array().unwrap();
    for place in ranking {
        let name = place["program"].as_str().unwrap();
        let lines: Vec<i64> = uses.get(name).unwrap_or_else(|| panic!("no {name}")).iter().copied().collect();
        assert_eq!(lines, integers(&place["lines"]), "{name}");
        assert_eq!(lines.len(), place["measures"], "{name}");
    }
    // Whatever is not in the ranking has at most as many measures as its last place.
    let named: BTreeSet<&str> = ranking.iter().map(|place| place["program"].as_str().unwrap()).collect();
    let further: Vec<usize> = uses
        .iter()
        .filter(|(name, _)| !named.contains(name.as_str()))
        .map(|(_, lines)| lines.len())
        .collect();
    let last = ranking.last().unwrap()["measures"].as_u64().unwrap() as usize;
    assert!(further.iter().all(|lines| *lines <= last));
    let level = ranking.iter().filter(|place| place["measures"] == last).count()
        + further.iter().filter(|lines| **lines == last).count();
    assert_eq!(level, 8, "programs with the count of the last place");
}

#[test]
fn programs_that_serve_several_goals() {
    let mut have: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for row in graph().select(
        "SELECT ?name ?goal { ?program skos:prefLabel ?name ; pgo:contributesToGoal [ skos:notation ?goal ] } ORDER BY ?goal",
    ) {
        have.entry(row[0].clone()).or_default().push(row[1].parse().unwrap());
    }
    for program in counted()["programs"]["serving_several_goals"].as_array().unwrap() {
        let lines = uses()[program["program"].as_str().unwrap()].iter().copied().collect::<Vec<_>>();
        assert_eq!(lines, integers(&program["lines"]), "{program}");
    }
    have.retain(|name, goals| goals.len() > 1 && !left_out().contains(name));
    let counted = counted();
    let several = counted["programs"]["serving_several_goals"].as_array().unwrap();
    let want = several
        .iter()
        .map(|program| (program["program"].as_str().unwrap().to_owned(), integers(&program["goals"])))
        .collect();
    assert_eq!(have, want);
}

#[test]
fn programs_named_in_the_cells_of_one_year_only() {
    let left_out = left_out();
    for (class, other, list) in [
        ("StatusStatement", "PlannedStatement", "only_in_fy2022_cells"),
        ("PlannedStatement", "StatusStatement", "only_in_fy2023_cells"),
    ] {
        let names = graph().column(&format!(
            "SELECT DISTINCT ?name {{ [] a pgo:{class} ; pgo:mentionsProgram ?p . ?p skos:prefLabel ?name
               FILTER NOT EXISTS {{ [] a pgo:{other} ; pgo:mentionsProgram ?p }} }}"
        ));
        let names: Vec<String> = names.into_iter().filter(|name| !left_out.contains(name)).collect();
        assert_eq!(sorted(names), sorted(strings(&counted()["programs"][list])), "{list}");
    }
}

#[test]
fn budget_lines_each_once() {
    let rows = graph().select(
        "SELECT ?line ?name ?measureLine ?year ?phase ?yen ?precision ?coverage ?at {
           ?line a pgo:BudgetLine ; pgo:fiscalYear/pgo:startYear ?year ; pgo:phase ?phase ; pgo:amountYen ?yen ; pgo:precision ?precision .
           OPTIONAL { ?line pgo:ofProgram/skos:prefLabel ?name }
           OPTIONAL { ?line pgo:ofMeasure/pgo:evidence/pgo:line ?measureLine }
           ?statement pgo:refersToLine ?line ; pgo:coverage ?coverage ; pgo:evidence/pgo:line ?at .
         }",
    );
    let local = |iri: &str| iri.rsplit('#').next().unwrap().to_owned();
    let mut have: BTreeMap<Vec<String>, [BTreeSet<i64>; 2]> = BTreeMap::new();
    for row in &rows {
        let owner = if row[1].is_empty() { format!("measure of line {}", row[2]) } else { row[1].clone() };
        let lines = have
            .entry(vec![owner, row[3].clone(), local(&row[4]), row[5].clone(), local(&row[6])])
            .or_default();
        let whole = match local(&row[7]).as_str() {
            "WholeLine" => 0,
            "PortionOfLine" => 1,
            other => panic!("{other} of a line"),
        };
        lines[whole].insert(row[8].parse().unwrap());
    }
    let counted = &counted()["budgets"];
    let want: BTreeMap<_, _> = counted["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let owner = line["program"]
                .as_str()
                .map_or_else(|| format!("measure of line {}", line["of_measure"]), str::to_owned);
            let phase = if line["phase"] == "draft" { "DraftBudget" } else { "EnactedBudget" };
            let precision = if line["approximate"] == true { "Approximate" } else { "Exact" };
            let key =
                [&owner, &line["fiscal_year"].to_string(), phase, &line["amount_yen"].to_string(), precision]
                    .map(str::to_owned);
            let places = [&line["whole_lines"], &line["portion_lines"]]
                .map(|lines| integers(lines).into_iter().collect::<BTreeSet<_>>());
            assert_eq!(line["whole_seen"].as_bool().unwrap(), !places[0].is_empty());
            (key.to_vec(), places)
        })
        .collect();
    assert_eq!(have, want);
    let distinct: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(distinct.len(), counted["lines_distinct"]);
    assert_eq!(graph().number("SELECT (COUNT(*) AS ?n) { ?s a pgo:BudgetStatement }"), counted["statements"]);
    assert_eq!(
        graph().number("SELECT (COUNT(*) AS ?n) { ?line pgo:amountYen ?yen }"),
        counted["lines_distinct"]
    );
}

#[test]
fn totals_of_a_year_are_bounds() {
    let rows = graph().select(
        "SELECT ?year (SUM(?certain) AS ?lower) (SUM(?yen) AS ?upper) (SUM(?certain * ?named) AS ?lowerNamed) (SUM(?yen * ?named) AS ?upperNamed)
           (SUM(?certain * ?isDraft) AS ?draft) (SUM(?certain * (1 - ?isDraft)) AS ?enacted) {
           SELECT DISTINCT ?line ?year ?yen ?certain ?named ?isDraft {
             ?line pgo:fiscalYear/pgo:startYear ?year ; pgo:amountYen ?yen ; pgo:phase ?phase .
             BIND(IF(EXISTS { ?s pgo:refersToLine ?line ; pgo:coverage pgo:WholeLine }, ?yen, 0) AS ?certain)
             BIND(IF(EXISTS { ?line pgo:ofProgram ?p }, 1, 0) AS ?named)
             BIND(IF(?phase = pgo:DraftBudget, 1, 0) AS ?isDraft)
           }
         } GROUP BY ?year ORDER BY ?year",
    );
    let totals = counted()["budgets"]["totals"].as_array().unwrap();
    let names = [
        "fiscal_year",
        "lower_yen",
        "upper_yen",
        "lower_yen_programs_only",
        "upper_yen_programs_only",
        "lower_yen_draft",
        "lower_yen_enacted",
    ];
    let want: Vec<Vec<String>> =
        totals.iter().map(|year| names.map(|name| year[name].to_string()).to_vec()).collect();
    assert_eq!(rows, want);

    // What adding up the places in the text would give: more than three times too much.
    let naive = graph().column(
        "SELECT (SUM(?yen) AS ?sum) { ?s pgo:refersToLine ?line . ?line pgo:amountYen ?yen ; pgo:fiscalYear/pgo:startYear ?year } GROUP BY ?year ORDER BY ?year",
    );
    assert_eq!(
        naive,
        totals.iter().map(|year| year["naive_sum_of_statements_yen"].to_string()).collect::<Vec<_>>()
    );
}

#[test]
fn odd_places_of_money() {
    let counted = &counted()["budgets"];
    let blank = graph().select(
        "SELECT ?name ?line ?column { ?s pgo:coverage pgo:AmountNotGiven ; pgo:statedFor/skos:prefLabel ?name ;
           pgo:evidence [ pgo:line ?line ; pgo:column ?column ] }",
    );
    let list = counted["statements_without_amount"].as_array().unwrap();
    // In RDF columns count from 1.
    let want = list.iter().map(|s| {
        vec![
            s["program"].as_str().unwrap().to_owned(),
            s["line"].to_string(),
            (s["column"].as_i64().unwrap() + 1).to_string(),
        ]
    });
    assert_eq!(sorted(blank), sorted(want));

    let other_year = graph().select(
        "SELECT DISTINCT ?line ?column ?year { ?s pgo:refersToLine/pgo:fiscalYear/pgo:startYear ?year ; pgo:inStatement/pgo:fiscalYear/pgo:startYear ?own ;
           pgo:evidence [ pgo:line ?line ; pgo:column ?column ] FILTER(?year != ?own) }",
    );
    let list = counted["line_stated_in_the_other_years_column"].as_array().unwrap();
    let want = list.iter().map(|s| {
        vec![
            s["line"].to_string(),
            (s["column"].as_i64().unwrap() + 1).to_string(),
            s["fiscal_year"].to_string(),
        ]
    });
    assert_eq!(sorted(other_year), sorted(want));
}

#[test]
fn bodies_that_cells_name() {
    let counted = &counted()["bodies_in_cells"];
    let list = |name: &str| counted[name].as_array().unwrap().clone();
    let of = |value: &Value, name: &str| {
        value[name].as_str().map_or_else(|| value[name].to_string(), str::to_owned)
    };
    let want = list("places").into_iter().map(|place| {
        let column = place["column"].as_i64().unwrap() + 1;
        vec![of(&place, "body"), of(&place, "line"), column.to_string(), of(&place, "surface")]
    });
    let have = graph().select(
        "SELECT ?body ?line ?column ?words { ?mention a pgo:BodyMention ; pgo:ofBody/skos:prefLabel ?body ;
           pgo:evidence [ pgo:line ?line ; pgo:column ?column ; oa:hasSelector/oa:exact ?words ]
           FILTER(LANG(?body) = 'ja') }",
    );
    assert_eq!(sorted(have), sorted(want));

    // The shortcut leads from the same cells to the same bodies.
    let mut cells: BTreeMap<String, BTreeSet<(i64, i64)>> = BTreeMap::new();
    for row in graph().select(
        "SELECT ?body ?line ?column { ?cell pgo:mentionsBody ?of ; pgo:evidence [ pgo:line ?line ; pgo:column ?column ] .
           ?of a pgo:ImplementingBody ; skos:prefLabel ?body FILTER(LANG(?body) = 'ja') }",
    ) {
        let place = (row[1].parse().unwrap(), row[2].parse().unwrap());
        cells.entry(row[0].clone()).or_default().insert(place);
    }
    let bodies = list("bodies");
    assert_eq!(cells.len(), bodies.len());
    for body in bodies {
        let (name, lines) = (of(&body, "body"), integers(&body["lines"]));
        let places = list("places").iter().filter(|place| of(place, "body") == name).count();
        assert_eq!(Value::from(places), body["places"], "{name}");
        assert_eq!(Value::from(cells[&name].len()), body["cells"], "{name}");
        let have: BTreeSet<i64> = cells[&name].iter().map(|(line, _)| *line).collect();
        assert_eq!(have, lines.into_iter().collect(), "{name}");
    }
}

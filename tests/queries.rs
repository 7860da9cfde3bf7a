//! The stored queries on a small plan whose answers were worked out by hand (see the head of the fixture).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, Term};
use policygraph::query::evaluate::{Answer, EvaluateError, Solutions, answer};
use policygraph::query::parameters::{Binding, ParameterError, declared, resolve};
use policygraph::query::scan::Refusal;
use policygraph::query::{catalogue, prefix};
use policygraph::store::{Store, TextFormat};

const PLAN: &str = include_str!("fixtures/small-plan.ttl");
const FLAT: &str = include_str!("fixtures/flat-plan.ttl");

fn store() -> Store {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, PLAN.as_bytes()).unwrap();
    store
}

/// The same plan in two named graphs, as if two documents said the same.
fn store_of_two_documents() -> Store {
    twice(PLAN)
}

fn twice(plan: &str) -> Store {
    let store = Store::new().unwrap();
    for graph in ["urn:graph/a", "urn:graph/b"] {
        let graph = NamedNode::new(graph).unwrap();
        store.load_text_into(TextFormat::Turtle, plan.as_bytes(), graph).unwrap();
    }
    store
}

fn once(plan: &str) -> Store {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, plan.as_bytes()).unwrap();
    store
}

fn cell(term: Option<&Term>) -> String {
    match term {
        None => "-".to_owned(),
        Some(Term::NamedNode(node)) => prefix::shorten(node.as_str()),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
    }
}

/// The answer as lines, the cells of `columns` apart by spaces.
fn lines(solutions: &Solutions, columns: &[&str]) -> Vec<String> {
    let places: Vec<usize> = columns
        .iter()
        .map(|name| solutions.variables.iter().position(|variable| variable.as_str() == *name).unwrap())
        .collect();
    let line = |row: &Vec<Option<Term>>| {
        let cells: Vec<String> = places.iter().map(|place| cell(row[*place].as_ref())).collect();
        cells.join(" ")
    };
    solutions.rows.iter().map(line).collect()
}

fn run_on(store: &Store, name: &str, parameters: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
    let query = catalogue::find(name).unwrap();
    let given: Vec<(String, String)> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let bindings = resolve(store, query.text, &given, &query.header.defaults).unwrap();
    let Answer::Solutions(solutions) = answer(store, query.text, &bindings).unwrap() else {
        panic!("{name} is not a SELECT");
    };
    lines(&solutions, columns)
}

fn run(name: &str, parameters: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
    run_on(&store(), name, parameters, columns)
}

fn problem(name: &str, parameter: &str, value: &str) -> ParameterError {
    let query = catalogue::find(name).unwrap();
    resolve(&store(), query.text, &[(parameter.to_owned(), value.to_owned())], &[]).unwrap_err()
}

const LINKS: [&str; 4] = ["number", "_program_iri", "program", "measures"];

#[test]
fn links_between_goals_and_programs() {
    let expected = [
        "(1) id:program/alpha 医工連携推進事業 3",
        "(1) id:program/beta 次世代拠点整備等事業 2",
        "(1) id:program/network 開発支援ネットワーク 2",
        "(1) id:program/gamma 供給網強靱化事業 1",
        "(1) id:program/kyoten 地域連携拠点 1",
        "(2) id:program/delta SaMD<調査>&「評価」事業 1",
        "(2) id:program/gamma 供給網強靱化事業 1",
        "(2) id:program/alpha 医工連携推進事業 1",
    ];
    assert_eq!(run("program-goal-links", &[], &LINKS), expected);
}

#[test]
fn programs_of_a_goal_by_mark_label_and_iri() {
    let expected = ["id:program/delta 1", "id:program/gamma 1", "id:program/alpha 1"];
    let forms = ["2", "(2)", "２", "安定供給の確保", "「安定供給の確保」", "id:goal/0000000000000002"];
    for form in forms {
        assert_eq!(
            run("program-goal-links", &[("goal", form)], &["_program_iri", "measures"]),
            expected,
            "{form}"
        );
    }
}

#[test]
fn goals_of_a_program_by_its_other_name() {
    let found = run("program-goal-links", &[("_program_iri", "医工連携事業")], &["goal", "measures"]);
    assert_eq!(found, ["研究開発の中心地としての地位の確立 3", "安定供給の確保 1"]);
}

#[test]
fn programs_by_measures_served() {
    let columns = ["_program_iri", "measures", "objectives", "goals"];
    let expected = [
        "id:program/alpha 4 2 2",
        "id:program/gamma 2 2 2",
        "id:program/network 2 2 1",
        "id:program/beta 2 1 1",
        "id:program/delta 1 1 1",
        "id:program/kyoten 1 1 1",
    ];
    assert_eq!(run("programs-by-measures", &[], &columns), expected);
    assert_eq!(
        run("programs-by-measures", &[("program", "開発支援ネットワーク")], &columns),
        ["id:program/network 2 2 1"]
    );
}

#[test]
fn budget_lines_stand_once_each() {
    let columns = ["_program_iri", "_year_integer", "phase", "yen", "coverage", "statements", "conflict"];
    let expected = [
        "id:program/delta 2022 pgo:EnactedBudget 300000000 whole 1 true",
        "id:program/delta 2022 pgo:EnactedBudget 320000000 whole 1 true",
        "id:program/gamma 2022 pgo:DraftBudget 150000000 whole 1 false",
        "id:program/gamma 2022 pgo:EnactedBudget 160000000 whole 1 false",
        "id:program/gamma 2023 pgo:DraftBudget 200000000 whole 2 false",
        "id:program/alpha 2022 pgo:EnactedBudget 1000000000 whole 2 false",
        "id:program/alpha 2023 pgo:DraftBudget 900000000 whole 1 false",
        "id:program/beta 2022 pgo:EnactedBudget 500000000 portion only 1 false",
        "id:measure/0000000000000106 2022 pgo:EnactedBudget 1100000000 whole 1 false",
    ];
    let found: BTreeSet<String> = run("budget-lines", &[], &columns).into_iter().collect();
    assert_eq!(found, expected.into_iter().map(str::to_owned).collect());
    assert_eq!(run("budget-lines", &[], &columns).len(), expected.len());
}

#[test]
fn budget_lines_of_a_year_and_a_program() {
    let columns = ["_program_iri", "yen", "superseded_by"];
    for year in ["2022", "令和4年度", "令和４", "fiscal year 2022"] {
        let found = run("budget-lines", &[("year", year), ("program", "供給網強靱化事業")], &columns);
        let expected = [
            "id:program/gamma 150000000 id:line/gamma.2022.enacted.160000000",
            "id:program/gamma 160000000 -",
        ];
        assert_eq!(found, expected, "{year}");
    }
}

#[test]
fn ministries_that_share_measures() {
    let columns = ["first", "second", "shared", "both_lead"];
    assert_eq!(
        run("ministry-pairs", &[], &columns),
        ["経済産業省 厚生労働省 3 1", "経済産業省 文部科学省 1 0"]
    );
}

#[test]
fn measures_without_a_program() {
    let columns = ["goal", "measure", "ministries", "source_line"];
    let expected = ["研究開発の中心地としての地位の確立 大学の設備の共用を進める。 ◎文部科学省 9"];
    assert_eq!(run("measures-without-program", &[], &columns), expected);
    assert_eq!(run("measures-without-program", &[("goal", "1")], &columns), expected);
    assert!(run("measures-without-program", &[("goal", "2")], &columns).is_empty());
}

#[test]
fn totals_are_bounds_of_distinct_lines() {
    let columns = ["_year_integer", "lower", "upper", "whole_lines", "portion_only_lines", "conflicts"];
    // 2022: alpha 1000 + delta 300 + gamma 160 + m6 1100 below; delta 320 and beta 500 above.
    // 2023: alpha 900 + gamma 200.
    let expected = ["2022 2560000000 3080000000 4 1 1", "2023 1100000000 1100000000 2 0 0"];
    assert_eq!(run("budget-totals", &[], &columns), expected);
    assert_eq!(run("budget-totals", &[("year", "2023")], &columns), [expected[1]]);
}

#[test]
fn partners_of_a_ministry() {
    let columns = ["partner", "shared", "it_leads", "partner_leads", "both_lead"];
    // 厚 and 経 share m3 (both lead), m5 (経 leads), m6 (厚 leads).
    assert_eq!(run("ministry-partners", &[("ministry", "厚")], &columns), ["経済産業省 3 2 2 1"]);
    assert_eq!(run("ministry-partners", &[], &columns).len(), 4);
}

/// Every query on both small plans, held against the tables in `fixtures/answers`, which were worked out by hand from the
/// heads of the plans.
#[test]
fn every_query_answers_as_worked_out_by_hand() {
    let mut problems = Vec::new();
    for (plan, text) in [("small-plan", PLAN), ("flat-plan", FLAT)] {
        let store = Store::new().unwrap();
        store.load_text(TextFormat::Turtle, text.as_bytes()).unwrap();
        for query in catalogue::all().unwrap() {
            let stem = query.file.strip_suffix(".rq").unwrap();
            let path = format!("{}/tests/fixtures/answers/{plan}/{stem}.tsv", env!("CARGO_MANIFEST_DIR"));
            let expected = std::fs::read_to_string(&path).unwrap_or_default();
            let Answer::Solutions(solutions) = answer(&store, query.text, &[]).unwrap() else {
                panic!("{stem} is not a SELECT");
            };
            let found = tabbed(&solutions);
            if found != expected {
                problems.push(format!("{plan} {stem}\n--- by hand\n{expected}--- found\n{found}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A table as the files of `fixtures/answers` have it: cells apart by tabs, nothing where a cell is unbound.
fn tabbed(solutions: &Solutions) -> String {
    let names: Vec<&str> = solutions.variables.iter().map(oxigraph::model::Variable::as_str).collect();
    let mut text = format!("{}\n", names.join("\t"));
    for row in &solutions.rows {
        let cells: Vec<String> =
            row.iter().map(|term| term.as_ref().map_or_else(String::new, |term| cell(Some(term)))).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

#[test]
fn measures_that_rest_on_one_program() {
    let columns = ["program", "alone", "measure", "_goal_iri", "source_line", "_program_iri", "measure_iri"];
    // m6 names gamma alone, m7 delta, m8 alpha; each is the only such measure, so names decide: S < 供 < 医.
    let row = |name: &str, text: &str, line: u32, program: &str, measure: u32| {
        format!(
            "{name} 1 {text} id:goal/0000000000000002 {line} id:program/{program} id:measure/0000000000000{measure}"
        )
    };
    let expected = [
        row("SaMD<調査>&「評価」事業", "供給網を調べる。", 14, "delta", 107),
        row("供給網強靱化事業", "安定供給の体制を整備する。", 13, "gamma", 106),
        row("医工連携推進事業", "有事の対応を協議する場を設ける。", 16, "alpha", 108),
    ];
    assert_eq!(run("measures-on-one-program", &[], &columns), expected);
    assert_eq!(run("measures-on-one-program", &[("goal", "2")], &columns), expected);
    assert!(run("measures-on-one-program", &[("goal", "1")], &columns).is_empty());
    assert_eq!(run("measures-on-one-program", &[("program", "医工連携推進事業")], &columns), expected[2..]);
}

#[test]
fn what_two_documents_say_alike_counts_once() {
    for plan in [PLAN, FLAT] {
        let (one, two) = (once(plan), twice(plan));
        assert_eq!(two.len().unwrap(), 2 * one.len().unwrap());
        for query in catalogue::all().unwrap() {
            assert_eq!(table(&one, query.text, &[]), table(&two, query.text, &[]), "{}", query.file);
        }
    }
}

#[test]
fn a_parameter_gives_the_rows_that_the_open_query_has_for_it() {
    for store in [once(PLAN), once(FLAT), twice(FLAT)] {
        for query in catalogue::all().unwrap() {
            let open = table(&store, query.text, &[]);
            for parameter in declared(query.text) {
                let name = parameter.variable();
                let column = open.variables.iter().position(|variable| variable.as_str() == name).unwrap();
                let values: BTreeSet<String> =
                    open.rows.iter().map(|row| row[column].as_ref().unwrap().to_string()).collect();
                for row in open.rows.iter().take(values.len()) {
                    let value = row[column].clone().unwrap();
                    let wanted: Vec<_> =
                        open.rows.iter().filter(|row| row[column] == Some(value.clone())).cloned().collect();
                    let binding = Binding { variable: open.variables[column].clone(), term: value };
                    let bound = table(&store, query.text, &[binding]);
                    assert_eq!(bound.rows, wanted, "{} {}", query.file, parameter.name());
                }
            }
        }
    }
}

/// A parameter never stays unbound, so that a value given for it can be found in its column.
#[test]
fn a_parameter_is_bound_in_every_row() {
    for store in [once(PLAN), once(FLAT)] {
        for query in catalogue::all().unwrap() {
            let open = table(&store, query.text, &[]);
            for parameter in declared(query.text) {
                let name = parameter.variable();
                let column = open.variables.iter().position(|variable| variable.as_str() == name).unwrap();
                assert!(open.rows.iter().all(|row| row[column].is_some()), "{} {name}", query.file);
            }
        }
    }
}

fn table(store: &Store, query: &str, bindings: &[Binding]) -> Solutions {
    match answer(store, query, bindings).unwrap() {
        Answer::Solutions(solutions) => solutions,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_value_names_the_nearest() {
    let error = problem("programs-by-measures", "program", "医工連携推進計画");
    let ParameterError::UnknownValue { nearest, .. } = &error else { panic!("{error:?}") };
    assert_eq!(nearest[0], "医工連携推進事業");
    assert!(error.to_string().contains("医工連携推進計画"));
}

#[test]
fn an_iri_that_the_data_do_not_have_is_unknown() {
    let error = problem("programs-by-measures", "program", "https://w3id.org/policygraph/id/program/none");
    assert!(matches!(error, ParameterError::UnknownValue { .. }), "{error:?}");
}

#[test]
fn a_value_cannot_change_the_query() {
    let error = problem("programs-by-measures", "program", "x> } UNION { ?s ?p ?o . FILTER(<y");
    assert!(matches!(error, ParameterError::UnknownValue { .. }), "{error:?}");
}

#[test]
fn an_unknown_parameter_lists_those_there_are() {
    let error = problem("program-goal-links", "ministry", "厚");
    let ParameterError::UnknownParameter { known, .. } = error else { panic!("{error:?}") };
    assert_eq!(known, ["goal", "program"]);
}

#[test]
fn graph_and_boolean_answers() {
    let store = store_of_two_documents();
    let construct = "PREFIX pgo: <https://w3id.org/policygraph/ontology#>
        CONSTRUCT { ?part <urn:in> ?whole } WHERE { ?part pgo:partOfProgram ?whole }";
    let Answer::Triples(triples) = answer(&store, construct, &[]).unwrap() else { panic!("not triples") };
    let subjects: Vec<String> = triples.iter().map(|triple| triple.subject.to_string()).collect();
    let base = "https://w3id.org/policygraph/id/program";
    assert_eq!(subjects, [format!("<{base}/kyoten>"), format!("<{base}/network>")]);
    let ask = "PREFIX pgo: <https://w3id.org/policygraph/ontology#> ASK { ?x a pgo:Goal }";
    assert_eq!(answer(&store, ask, &[]).unwrap(), Answer::Boolean(true));
}

#[test]
fn a_service_is_refused_and_a_broken_query_is_an_error() {
    let store = store();
    let service = "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }";
    assert!(matches!(answer(&store, service, &[]), Err(EvaluateError::Refused(Refusal::Service))));
    assert!(matches!(answer(&store, "SELEKT", &[]), Err(EvaluateError::Syntax(_))));
    assert!(matches!(
        answer(&store, "INSERT DATA { <a:a> <a:b> <a:c> }", &[]),
        Err(EvaluateError::Syntax(_))
    ));
}

#[test]
fn the_page_of_the_queries_is_what_their_headers_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/queries/README.md");
    let page = catalogue::readme().unwrap();
    if std::env::var_os("POLICYGRAPH_REWRITE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        page,
        "set POLICYGRAPH_REWRITE=1 to rewrite"
    );
}

#[test]
fn the_collection_in_turtle_is_what_the_headers_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/queries/queries.ttl");
    let turtle = catalogue::collection().unwrap();
    if std::env::var_os("POLICYGRAPH_REWRITE").is_some() {
        std::fs::write(path, &turtle).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        turtle,
        "set POLICYGRAPH_REWRITE=1 to rewrite"
    );
}

#[test]
fn the_collection_holds_every_query_and_runs_as_its_file_does() {
    let collection = Store::new().unwrap();
    collection.load_text(TextFormat::Turtle, catalogue::collection().unwrap().as_bytes()).unwrap();
    let asked = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?query ?number ?text { ?query a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;
          dcterms:identifier ?number ; sh:select ?text } ORDER BY ?number";
    let Answer::Solutions(found) = answer(&collection, asked, &[]).unwrap() else { panic!("not a SELECT") };
    let queries = catalogue::all().unwrap();
    assert_eq!(found.rows.len(), queries.len());
    let plan = store();
    for (row, query) in found.rows.iter().zip(&queries) {
        assert_eq!(cell(row[0].as_ref()), format!("https://w3id.org/policygraph/queries/{}", query.name));
        assert_eq!(cell(row[1].as_ref()), query.number);
        let text = cell(row[2].as_ref());
        assert!(!text.contains("#+") && !text.contains("# @title"), "{}", query.file);
        assert_eq!(
            answer(&plan, &text, &[]).unwrap(),
            answer(&plan, query.text, &[]).unwrap(),
            "{}",
            query.file
        );
    }
    let blank = "ASK { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }";
    assert_eq!(answer(&collection, blank, &[]).unwrap(), Answer::Boolean(false));
}

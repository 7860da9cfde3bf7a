//! What the end of programs would mean, on the small plan by hand and on the report against stored queries.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use oxigraph::model::Term;
use policygraph::export::quads_of;
use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, answer};
use policygraph::rdf::Base;
use policygraph::store::{Store, TextFormat};
use policygraph::view::graph::UseGraph;
use policygraph::view::impact::{Impact, Impacts, Loss, only};
use policygraph::view::links::Links;
use policygraph::view::money::Bounds;
use policygraph::view::reuse::reuse;
use policygraph::view::selection::{Named, Selection, find};
use std::collections::BTreeMap;
use std::process::Command;
use support::{path, report_plan};

fn small() -> Links {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, include_bytes!("fixtures/small-plan.ttl").as_slice()).unwrap();
    Links::read(&store).unwrap()
}

fn of(links: &Links, selection: &Selection, programs: &[&str]) -> (Links, Impact) {
    let places: Vec<usize> = programs
        .iter()
        .map(|name| find(links, Named::Program, &format!("program/{name}")).unwrap())
        .collect();
    let shown = selection.apply(links);
    let impact = Impacts::new(&shown).of(&places);
    (shown, impact)
}

/// The source lines of measures that lose their only program, and of those that lose one.
fn lines(links: &Links, losses: &[Loss]) -> (Vec<i64>, Vec<i64>) {
    let of = |is_only: bool| {
        let those = losses.iter().filter(|loss| loss.is_only() == is_only);
        those.map(|loss| links.measures[loss.item].line().unwrap()).collect()
    };
    (of(true), of(false))
}

// The small plan by hand (line: programs): 5: alpha, network; 6: alpha, beta; 7: alpha, beta, kyoten; 9: none; 10: network,
// gamma; 13: delta; 14: gamma; 16: alpha. The network is a part of alpha, kyoten one of beta.
#[test]
fn the_small_plan_by_hand() {
    let links = small();
    let (shown, impact) = of(&links, &Selection::default(), &["alpha"]);
    assert_eq!(lines(&shown, &impact.measures), (vec![5, 16], vec![6, 7, 10]));
    assert_eq!((only(&impact.objectives), impact.objectives.len()), (0, 3));
    let (shown, impact) = of(&links, &Selection::default(), &["network"]);
    assert_eq!(lines(&shown, &impact.measures), (vec![], vec![5, 10]));
    let (shown, impact) = of(&links, &Selection::default(), &["alpha", "beta"]);
    assert_eq!(lines(&shown, &impact.measures), (vec![5, 6, 7, 16], vec![10]));
    // All of 1-1 rests on these two and their parts.
    assert_eq!((only(&impact.objectives), only(&impact.goals)), (1, 0));
}

#[test]
fn years_and_ministries_narrow_what_is_lost() {
    let links = small();
    // In 2023 line 7 names alpha no more, and line 16 only then.
    let later = Selection { years: [2023].into(), ..Selection::default() };
    let (shown, impact) = of(&links, &later, &["alpha"]);
    let (only, one) = lines(&shown, &impact.measures);
    assert!(only.contains(&16) && !one.contains(&7) && !only.contains(&7), "{only:?} {one:?}");
    let body = find(&links, Named::Body, "内").unwrap();
    let theirs = Selection { bodies: [body].into(), lead: true, ..Selection::default() };
    let (shown, impact) = of(&links, &theirs, &["alpha"]);
    assert_eq!(lines(&shown, &impact.measures), (vec![16], vec![]));
    assert_eq!(impact.bodies.len(), 1);
    assert_eq!((impact.bodies[0].leads, impact.bodies[0].supports, impact.bodies[0].only), (1, 0, 1));
}

#[test]
fn the_ranking_counts_what_the_stored_query_lists() {
    let store = Store::new().unwrap();
    store.load_quads(quads_of(report_plan(), &Base::default()).unwrap()).unwrap();
    let links = Selection::default().apply(&Links::read(&store).unwrap());
    // Measures on one program: without parts, as the query counts, they are what that program alone would leave bare.
    let Answer::Solutions(rows) =
        answer(&store, catalogue::find("measures-on-one-program").unwrap().text, &[]).unwrap()
    else {
        panic!("no table")
    };
    let mut alone: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows.rows {
        let Some(Term::NamedNode(program)) = &row[0] else { panic!("{row:?}") };
        *alone.entry(program.as_str().to_owned()).or_default() += 1;
    }
    assert!(!alone.is_empty());
    let mut flat = links.clone();
    flat.programs.iter_mut().for_each(|row| row.wholes.clear());
    let ranking = Impacts::new(&flat).ranking();
    let found: BTreeMap<String, usize> = ranking
        .iter()
        .filter(|one| one.measures.only > 0)
        .map(|one| (flat.programs[one.program].iri.clone(), one.measures.only))
        .collect();
    assert_eq!(found, alone);
    // The numbers are those of asking for each program alone.
    let impacts = Impacts::new(&flat);
    for one in &ranking {
        let impact = impacts.of(&[one.program]);
        for (counts, losses) in [
            (one.measures, &impact.measures),
            (one.objectives, &impact.objectives),
            (one.goals, &impact.goals),
        ] {
            assert_eq!((counts.only, counts.only + counts.one), (only(losses), losses.len()));
        }
        assert_eq!((&one.bodies, &one.money), (&impact.bodies, &impact.money));
    }
    let counts: Vec<usize> = ranking.iter().map(|one| one.measures.only).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
}

// Lines 14 and others give 令和4年度予算:19億円の内数 to parts of the program; others give 19億円 and, for 2023, 19億円(案)
// to the program itself.
#[test]
fn the_money_of_a_program_of_the_report() {
    let store = Store::new().unwrap();
    store.load_quads(quads_of(report_plan(), &Base::default()).unwrap()).unwrap();
    let links = Links::read(&store).unwrap();
    let whole = Bounds { lower: 1_900_000_000, upper: 1_900_000_000 };
    let (_, impact) = of(&links, &Selection::default(), &["ikou-renkei"]);
    assert_eq!(impact.money[&2022], whole);
    let part = find(&links, Named::Program, "地域連携拠点").unwrap();
    let shown = Selection::default().apply(&links);
    let portion = Impacts::new(&shown).of(&[part]).money;
    assert_eq!(portion[&2022], Bounds { lower: 0, upper: 1_900_000_000 });
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_policygraph"))
        .current_dir(path(""))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const REPORT: &str = "examples/medical-device-plan-2023/report.tsv";

#[test]
fn the_command_writes_words_tables_and_json() {
    let name = "医工連携イノベーション推進事業";
    let (exit, text, _) = run(&["impact", REPORT, "--program", name, "--format", "text"]);
    assert_eq!(exit, 0);
    assert!(text.starts_with(&format!("If {name}")), "{text}");
    assert!(text.contains("4 would lose their only program, 9 one of several"), "{text}");
    let (_, json, _) = run(&["impact", REPORT, "--program", name, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let lost = json["measures"].as_array().unwrap().iter().filter(|loss| loss["loses"] == "only");
    let lines: Vec<i64> = lost.map(|loss| loss["source_line"].as_i64().unwrap()).collect();
    // Read in the document: these four name nothing but the program and its parts.
    assert_eq!(lines, [30, 35, 43, 49]);
    let (_, csv, _) = run(&["impact", REPORT, "--program", name, "--format", "csv"]);
    assert_eq!(csv.lines().filter(|line| line.starts_with("measure,only,")).count(), 4);
    let (_, tsv, _) = run(&["impact", REPORT, "--all"]);
    assert!(tsv.lines().nth(1).unwrap().starts_with(&format!("\"{name}\"\t4\t9\t")), "{tsv}");
}

#[test]
fn no_cell_of_csv_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.tsv");
    let table = "施策\t\t令和4年度の実績・状況\t令和5年度の取組予定\n(1)「目標」に向けて\n\t【目的】\n\t・施策に取り組む。【◎厚】\t・「=HYPERLINK(1)推進事業」を実施した。\t・引き続き実施する。\n";
    std::fs::write(&file, table).unwrap();
    let (exit, csv, error) = run(&["impact", file.to_str().unwrap(), "--all", "--format", "csv"]);
    assert_eq!(exit, 0, "{error}");
    assert!(csv.lines().nth(1).unwrap().starts_with("'=HYPERLINK"), "{csv}");
}

#[test]
fn wrong_names_and_uses_are_said() {
    let (exit, _, error) = run(&["impact", REPORT, "--program", "地域連携"]);
    assert_eq!(exit, 4);
    assert!(error.contains("there is no program `地域連携`") && error.contains("地域連携拠点"), "{error}");
    assert_eq!(run(&["impact", REPORT]).0, 2);
    assert_eq!(run(&["impact", REPORT, "--all", "--program", "x"]).0, 2);
    assert_eq!(run(&["impact", "no-such-file.tsv", "--all"]).0, 3);
    assert_eq!(run(&["impact", REPORT, "--all", "--format", "ttl"]).0, 2);
    assert_eq!(run(&["impact", REPORT, "--all", "--year", "1999"]).0, 4);
}

#[test]
fn what_rests_on_a_program_is_what_its_end_leaves_bare() {
    let store = Store::new().unwrap();
    store.load_quads(quads_of(report_plan(), &Base::default()).unwrap()).unwrap();
    let links = Selection::default().apply(&Links::read(&store).unwrap());
    let impacts = Impacts::new(&links);
    let counts = reuse(&links, &UseGraph::from_links(&links));
    // Two ways to the same number: dominators, and taking each program away.
    for count in &counts {
        assert_eq!(count.rests_on_it, only(&impacts.of(&[count.program]).measures), "{count:?}");
    }
    assert!(counts.iter().any(|count| count.rests_on_it == 4));
}

//! What `explain` says of things of the report, held against readings by eye (`tests/gold/hand-counts.json` and the
//! report itself), and of RDF from elsewhere.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

use std::path::Path;
use std::sync::OnceLock;

use oxigraph::model::NamedNode;
use policygraph::export::quads_of;
use policygraph::plan::{BuildOptions, build};
use policygraph::query::explain::{Entry, Explanation, Found, Section, Value, explain, find};
use policygraph::rdf::Base;
use policygraph::source;
use policygraph::store::{Store, TextFormat};

const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/medical-device-plan-2023/report.tsv");
const ID: &str = "https://w3id.org/policygraph/id/";
const IKOU_RENKEI: &str = "医工連携イノベーション推進事業";

fn report() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| {
        let (document, table) = source::read(Path::new(REPORT)).unwrap();
        let plan = build(&document, &table, &BuildOptions::default());
        let store = Store::new().unwrap();
        store.load_quads(quads_of(&plan, &Base::new(ID).unwrap()).unwrap()).unwrap();
        store
    })
}

/// The characters of the report.
fn characters() -> Vec<char> {
    std::fs::read_to_string(REPORT).unwrap().chars().collect()
}

fn found(words: &str) -> NamedNode {
    match find(report(), words).unwrap() {
        Found::Thing(iri) => iri,
        other => panic!("{words}: {other:?}"),
    }
}

fn explained(words: &str) -> Explanation {
    explain(report(), &found(words)).unwrap()
}

fn section<'e>(sections: &'e [Section], key: &str) -> &'e [Entry] {
    let found = sections.iter().find(|section| section.key == key);
    &found
        .unwrap_or_else(|| panic!("no {key}: {:?}", sections.iter().map(|s| s.key).collect::<Vec<_>>()))
        .entries
}

fn label(entry: &Entry) -> &str {
    match &entry.value {
        Value::Thing(thing) => thing.label.as_deref().unwrap_or(&thing.iri),
        other => panic!("{other:?}"),
    }
}

fn labels(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(label).collect()
}

fn number(entry: &Entry, name: &str) -> i64 {
    match entry.detail(name) {
        Some(Value::Integer(number)) => *number,
        other => panic!("{name}: {other:?}"),
    }
}

/// The local name of the IRI that a detail gives.
fn code<'e>(entry: &'e Entry, name: &str) -> &'e str {
    match entry.detail(name) {
        Some(Value::Thing(thing)) => thing.iri.rsplit('#').next().unwrap(),
        other => panic!("{name}: {other:?}"),
    }
}

fn lines(entries: &[Entry]) -> Vec<i64> {
    entries.iter().map(|entry| number(entry, "line")).collect()
}

fn quotes(entry: &Entry) -> Vec<&str> {
    entry.places.iter().map(|place| place.quote.as_deref().unwrap()).collect()
}

#[test]
fn the_program_that_most_measures_use() {
    let explanation = explained(IKOU_RENKEI);
    assert_eq!(explanation.thing.iri, format!("{ID}program/ikou-renkei"));
    let lines_by_hand = [14, 17, 21, 25, 27, 30, 34, 35, 36, 40, 43, 49, 63];
    assert_eq!(lines(section(&explanation.derived, "measures")), lines_by_hand);
    let named = section(&explanation.said, "named");
    assert_eq!(lines(named), lines_by_hand);
    // 29 places by hand, of which one is in the text of the measure itself (line 35).
    let mentions: Vec<&Entry> = named.iter().flat_map(|measure| &measure.entries).collect();
    assert_eq!(mentions.len(), 29);
    let own: Vec<&&Entry> = mentions
        .iter()
        .filter(|mention| mention.detail("cell") == Some(&Value::Text("own text".to_owned())))
        .collect();
    assert_eq!(own.iter().map(|mention| mention.places[0].line).collect::<Vec<_>>(), [Some(35)]);
    assert_eq!(
        labels(section(&explanation.derived, "goals")),
        ["医療機器の研究開発の中心地としての我が国の地位の確立"]
    );
    let parts = labels(section(&explanation.said, "parts"));
    assert!(parts.contains(&"医療機器開発支援ネットワーク") && parts.contains(&"地域連携拠点"), "{parts:?}");
    assert!(explanation.said.iter().all(|section| section.key != "part_of"));
}

#[test]
fn each_name_stands_where_its_place_says() {
    let characters = characters();
    let explanation = explained(IKOU_RENKEI);
    let text = std::fs::read_to_string(REPORT).unwrap();
    for mention in section(&explanation.said, "named").iter().flat_map(|measure| &measure.entries) {
        let place = &mention.places[0];
        assert_eq!((place.file.as_deref(), place.quote.as_deref()), (Some("report.tsv"), Some(IKOU_RENKEI)));
        let (start, end) =
            (usize::try_from(place.start.unwrap()).unwrap(), usize::try_from(place.end.unwrap()).unwrap());
        assert_eq!(characters[start..end].iter().collect::<String>(), IKOU_RENKEI);
        // The cell around it is that column of that line.
        let (line, column) =
            (usize::try_from(place.line.unwrap()).unwrap(), usize::try_from(place.column.unwrap()).unwrap());
        let cell = text.lines().nth(line - 1).unwrap().split('\t').nth(column - 1).unwrap();
        let around =
            format!("{}{IKOU_RENKEI}{}", place.before.as_deref().unwrap(), place.after.as_deref().unwrap());
        assert!(cell.contains(&around), "line {line}, column {column}: {around}");
    }
}

#[test]
fn the_money_of_a_program() {
    let explanation = explained("id:program/ikou-renkei");
    let budget_lines = section(&explanation.said, "budget_lines");
    // By hand: 15 places speak of the line of fiscal year 2022, three of them of the whole; 12 of that of 2023, three whole.
    let facts: Vec<_> = budget_lines
        .iter()
        .map(|line| {
            let whole =
                line.entries.iter().filter(|statement| code(statement, "coverage") == "WholeLine").count();
            (number(line, "year"), code(line, "phase"), number(line, "yen"), line.entries.len(), whole)
        })
        .collect();
    let yen = 1_900_000_000;
    assert_eq!(facts, [(2022, "EnactedBudget", yen, 15, 3), (2023, "EnactedBudget", yen, 12, 3)]);
    assert!(budget_lines[0].entries.iter().any(|statement| quotes(statement) == ["同予算内数"]));
}

#[test]
fn money_that_is_part_of_the_line_of_another_program() {
    let explanation = explained("地域連携拠点");
    assert_eq!(labels(section(&explanation.said, "part_of")), [IKOU_RENKEI]);
    let money = section(&explanation.said, "money_of_others");
    assert!(money.iter().all(|statement| code(statement, "coverage") == "PortionOfLine"));
    assert!(
        money.iter().all(|statement| statement.detail("of") == Some(&Value::Text(IKOU_RENKEI.to_owned())))
    );
    assert!(explanation.said.iter().all(|section| section.key != "budget_lines"));
}

#[test]
fn the_measure_of_line_14() {
    let explanation = explained("report.tsv:14");
    assert!(
        explanation.thing.label.as_deref().unwrap().starts_with("特に革新的な医療機器につながり得るシーズは")
    );
    assert_eq!((explanation.places[0].line, explanation.places[0].column), (Some(14), Some(2)));
    let above = section(&explanation.said, "above");
    let classes: Vec<&str> = above
        .iter()
        .map(|entry| match &entry.value {
            Value::Thing(thing) => thing.class.as_deref().unwrap().rsplit('#').next().unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(classes, ["Plan", "Goal", "Objective", "MeasureGroup"]);
    assert_eq!(lines(&above[1..3]), [6, 7]);
    let responsible: Vec<_> = section(&explanation.said, "responsible")
        .iter()
        .map(|body| (label(body), code(body, "role"), quotes(body)))
        .collect();
    let expected = [("文部科学省", "SupportingRole", vec!["文"]), ("経済産業省", "LeadRole", vec!["◎経"])];
    assert_eq!(responsible, expected);
    let text = std::fs::read_to_string(REPORT).unwrap();
    let cells: Vec<&str> = text.lines().nth(13).unwrap().split('\t').skip(2).collect();
    let read: Vec<&Entry> = section(&explanation.said, "cells").iter().collect();
    assert_eq!(read.iter().map(|cell| number(cell, "year")).collect::<Vec<_>>(), [2022, 2023]);
    assert_eq!(read.iter().flat_map(|cell| quotes(cell)).collect::<Vec<_>>(), cells);
    let mut programs = labels(section(&explanation.derived, "programs"));
    programs.sort_unstable();
    let mut expected = [
        "官民による若手研究者発掘支援事業",
        "医療機器開発支援ネットワーク",
        IKOU_RENKEI,
        "地域連携拠点",
        "医療機器等研究成果展開事業",
    ];
    expected.sort_unstable();
    assert_eq!(programs, expected);
    // 13億円, 19億円の内数, 同予算内数 and an own amount of 10.7 or 10.2億円 in each cell.
    let money: Vec<(i64, i64, &str)> = section(&explanation.said, "money")
        .iter()
        .map(|entry| (number(entry, "year"), number(entry, "yen"), quotes(entry)[0]))
        .collect();
    let expected = [
        (2022, 1_300_000_000, "令和4年度予算:13億円"),
        (2022, 1_900_000_000, "令和4年度予算:19億円の内数"),
        (2022, 1_900_000_000, "同予算内数"),
        (2022, 1_070_000_000, "令和4年度予算:10.7億円"),
        (2023, 1_300_000_000, "令和5年度予算:13億円"),
        (2023, 1_900_000_000, "令和5年度予算:19億円の内数"),
        (2023, 1_900_000_000, "同予算内数"),
        (2023, 1_020_000_000, "令和5年度予算(案):10.2億円"),
    ];
    assert_eq!(money, expected);
}

#[test]
fn a_ministry_and_its_measures() {
    let led = [
        9, 12, 15, 17, 21, 25, 36, 37, 38, 39, 40, 41, 48, 49, 52, 54, 58, 64, 69, 76, 77, 78, 79, 80, 82,
        83, 91, 92, 94, 96, 99, 101, 104, 106, 108, 119, 120, 121, 123,
    ];
    for words in ["厚生労働省", "厚", "id:org/mhlw", "ministry of health, labour and welfare"] {
        let explanation = explained(words);
        assert_eq!(lines(section(&explanation.said, "led")), led, "{words}");
        assert_eq!(lines(section(&explanation.said, "supported")), [56, 63, 71, 75, 81, 109]);
        let first = &section(&explanation.said, "led")[0];
        assert_eq!((quotes(first), first.places[0].column), (vec!["◎厚"], Some(2)));
    }
}

#[test]
fn a_budget_line_and_the_places_that_speak_of_it() {
    let explanation = explained("id:line/ikou-renkei.2022.enacted.1900000000");
    let statements = section(&explanation.said, "statements");
    let places: Vec<(i64, i64)> = statements
        .iter()
        .map(|statement| (statement.places[0].line.unwrap(), statement.places[0].column.unwrap()))
        .collect();
    let by_hand = [
        (14, 3),
        (14, 3),
        (17, 3),
        (17, 4),
        (21, 3),
        (25, 3),
        (25, 3),
        (25, 4),
        (27, 3),
        (30, 3),
        (34, 3),
        (35, 3),
        (36, 3),
        (43, 3),
        (49, 3),
    ];
    assert_eq!(places, by_hand);
    let facts = section(&explanation.said, "facts");
    let amount = facts.iter().find(|fact| fact.property.as_deref().unwrap().ends_with("#amountYen")).unwrap();
    assert_eq!(amount.value, Value::Integer(1_900_000_000));
}

#[test]
fn a_goal_and_what_is_below_it() {
    let explanation = explained("1");
    assert_eq!(explanation.places[0].line, Some(6));
    let counts: Vec<(&str, i64)> = section(&explanation.said, "counts")
        .iter()
        .map(|entry| match &entry.value {
            Value::Thing(thing) => (thing.iri.rsplit('#').next().unwrap(), number(entry, "count")),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counts, [("Objective", 7), ("MeasureGroup", 34), ("Measure", 46)]);
    assert_eq!(section(&explanation.said, "below").len(), 7);
    assert_eq!(section(&explanation.derived, "measures").len(), 46);
    let third = explained("(3)");
    let again: Vec<Option<i64>> =
        section(&third.said, "relisted_here").iter().map(|entry| entry.places[0].line).collect();
    // The group of line 124 and its measure stand below headings that are listed again themselves.
    assert!(again.starts_with(&[Some(113), Some(115)]), "{again:?}");
}

/// Every triple from or to a thing is somewhere in its explanation.
#[test]
fn no_fact_is_left_out() {
    use policygraph::query::evaluate::{Answer, answer};
    for words in
        [IKOU_RENKEI, "report.tsv:14", "厚", "1", "id:line/ikou-renkei.2022.enacted.1900000000", "令和4年度"]
    {
        let explanation = explained(words);
        let json = serde_json::to_string(&explanation).unwrap();
        let asked = format!(
            "SELECT ?other {{ {{ <{0}> ?p ?other }} UNION {{ ?other ?p <{0}> }} FILTER(ISIRI(?other)) }}",
            explanation.thing.iri
        );
        let Answer::Solutions(others) = answer(report(), &asked, &[]).unwrap() else {
            panic!("not a SELECT")
        };
        for other in others.rows.iter().map(|row| row[0].clone().unwrap()) {
            let iri = other.to_string();
            let iri = iri.trim_matches(['<', '>']);
            // A responsibility, a re-listing and a statement are shown by what they say and where.
            let has_place = ["resp", "relisting"].iter().any(|kind| iri.starts_with(&format!("{ID}{kind}/")));
            let place = iri.rsplit('/').next().unwrap();
            let is_shown = json.contains(&format!("\"{iri}\""))
                || has_place && json.contains(&format!("span/{place}\""));
            assert!(is_shown, "{words}: {iri}");
        }
    }
}

#[test]
fn words_that_name_nothing_are_looked_for_in_cells() {
    let Found::Cells { cells, .. } = find(report(), "伴走コンサル等").unwrap() else {
        panic!("no cells")
    };
    let text = std::fs::read_to_string(REPORT).unwrap();
    let by_hand =
        text.lines().flat_map(|line| line.split('\t')).filter(|cell| cell.contains("伴走コンサル等")).count();
    assert_eq!(cells.len(), by_hand);
    let characters = characters();
    for cell in &cells {
        let place = &cell.place;
        let (start, end) =
            (usize::try_from(place.start.unwrap()).unwrap(), usize::try_from(place.end.unwrap()).unwrap());
        assert_eq!(characters[start..end].iter().collect::<String>(), "伴走コンサル等");
        assert_eq!(place.quote.as_deref(), Some("伴走コンサル等"));
    }
}

#[test]
fn nothing_and_several() {
    let Found::Nothing { nearest } = find(report(), "医工連携イノベーション推進計画").unwrap()
    else {
        panic!()
    };
    assert_eq!(nearest[0], IKOU_RENKEI);
    assert!(matches!(find(report(), "https://example.org/none").unwrap(), Found::Nothing { .. }));
    assert!(matches!(find(report(), "").unwrap(), Found::Nothing { .. }));
    let store = Store::new().unwrap();
    let two = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <urn:b> a <urn:K> ; skos:prefLabel \"同名\"@ja . <urn:a> a <urn:K> ; skos:prefLabel \"同名\"@ja .
        <urn:c> skos:altLabel \"同名\"@ja .";
    store.load_text(TextFormat::Turtle, two.as_bytes()).unwrap();
    let Found::Several(things) = find(&store, "同名").unwrap() else { panic!("not several") };
    // A main name goes before another name.
    assert_eq!(things.iter().map(|thing| thing.iri.as_str()).collect::<Vec<_>>(), ["urn:a", "urn:b"]);
}

#[test]
fn rdf_from_elsewhere_without_evidence() {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, include_str!("fixtures/small-plan.ttl").as_bytes()).unwrap();
    let Found::Thing(iri) = find(&store, "医工連携事業").unwrap() else { panic!("not found") };
    let explanation = explain(&store, &iri).unwrap();
    // Without mentions the cells that name it stand as facts; without graphs the vocabulary says what is derived.
    let others = section(&explanation.said, "facts_of_others");
    let naming =
        others.iter().filter(|entry| entry.property.as_deref().unwrap().ends_with("#mentionsProgram"));
    assert_eq!(naming.count(), 6);
    assert_eq!(section(&explanation.derived, "measures").len(), 4);
    assert_eq!(section(&explanation.derived, "goals").len(), 2);
    let lines = section(&explanation.said, "budget_lines");
    assert_eq!(lines.iter().map(|line| line.entries.len()).collect::<Vec<_>>(), [2, 1]);
    assert!(lines.iter().flat_map(|line| &line.entries).all(|statement| statement.places.is_empty()));
}

#[test]
fn a_value_cannot_change_what_is_asked() {
    for words in ["x> } UNION { ?s ?p ?o . FILTER(<y", "\" ) || true #", "\\", "?thing", "'''", "a:b c"] {
        assert!(!matches!(find(report(), words).unwrap(), Found::Thing(_) | Found::Several(_)), "{words}");
    }
}

#[cfg(feature = "cli")]
mod command {
    use super::{ID, IKOU_RENKEI, REPORT};
    use std::process::{Command, Output};
    use unicode_width::UnicodeWidthStr;

    fn run(arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policygraph"));
        command.arg("explain").args(arguments).arg("--no-profile").output().unwrap()
    }

    fn text(arguments: &[&str]) -> String {
        let output = run(arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        for thing in [
            IKOU_RENKEI,
            "report.tsv:14",
            "厚",
            "1",
            "令和4年度",
            "id:line/ikou-renkei.2022.enacted.1900000000",
            "コンサル",
        ] {
            let text = text(&[thing, REPORT]);
            for line in text.lines() {
                // An IRI is not broken.
                assert!(
                    line.width() <= 80 || line.trim().starts_with("http"),
                    "{thing}: {} {line}",
                    line.width()
                );
            }
        }
    }

    #[test]
    fn a_program_for_people() {
        let text = text(&[IKOU_RENKEI, REPORT]);
        for part in [
            "1,900,000,000 yen (19億円)",
            "《医工連携イノベーション推進事業》",
            "report.tsv:14, column 3, characters 1730-1745 · status FY2022",
            "review sheet number: 2023-経産-22-0110",
            "What follows",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn json_and_markdown() {
        let json: serde_json::Value =
            serde_json::from_str(&text(&[IKOU_RENKEI, REPORT, "--format", "json"])).unwrap();
        assert_eq!(json["thing"]["iri"], format!("{ID}program/ikou-renkei"));
        let keys: Vec<&str> =
            json["said"].as_array().unwrap().iter().map(|section| section["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["facts", "parts", "named", "budget_lines", "results"]);
        let page = text(&["厚", REPORT, "--format", "md"]);
        assert!(page.starts_with("# 厚生労働省\n"), "{page}");
        let cells: serde_json::Value =
            serde_json::from_str(&text(&["支援", REPORT, "--format", "json"])).unwrap();
        assert!(cells["cells"].as_array().unwrap().len() > 10);
    }

    #[test]
    fn what_is_not_there_ends_with_4_and_a_wrong_format_with_2() {
        let output = run(&["医工連携イノベーション推進計画", REPORT]);
        assert_eq!(output.status.code(), Some(4));
        assert!(String::from_utf8(output.stderr).unwrap().contains(IKOU_RENKEI));
        assert_eq!(run(&["厚", REPORT, "--format", "xml"]).status.code(), Some(2));
    }

    #[test]
    fn no_control_character_reaches_the_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.ttl");
        let hostile = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix pgo: <https://w3id.org/policygraph/ontology#> .
            @prefix oa: <http://www.w3.org/ns/oa#> .
            <urn:a> a pgo:Program ; skos:prefLabel \"A\\u001B[2J\\u0007\" ; skos:altLabel \"\\u009B31m\" ; <urn:p\\u009B> \"\\u001B]0;x\\u0007\" ;
              pgo:evidence <urn:s> . <urn:b> a pgo:Program ; skos:prefLabel \"同名\\u001B[1m\" . <urn:c> a pgo:Program ; skos:prefLabel \"同名\\u001B[1m\" .
            <urn:m> a pgo:ProgramMention ; pgo:ofProgram <urn:a> ; pgo:inMeasure <urn:x> ; pgo:evidence <urn:s> .
            <urn:s> pgo:line 1 ; oa:hasSource <urn:d> ; oa:hasSelector <urn:t> . <urn:d> pgo:fileName \"f\\u001B.tsv\" .
            <urn:t> oa:exact \"q\\u001B[0m\\r\" ; oa:start 0 ; oa:end 6 .";
        std::fs::write(&file, hostile.replace("<urn:p\\u009B>", "<urn:p>")).unwrap();
        let file = file.to_str().unwrap();
        for arguments in [
            ["urn:a", file, "--format", "text"],
            ["urn:a", file, "--format", "md"],
            ["同名\u{1b}[1m", file, "--format", "text"],
        ] {
            let output = run(&arguments);
            for bytes in [output.stdout, output.stderr] {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
            }
        }
    }
}
